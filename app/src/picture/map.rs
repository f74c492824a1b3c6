//! Layouts of tiles: those that come with the program, and over them the ones
//! that the office keeps as files, for instance of its own communes.
//!
//! A file `ban-do/*.toml` in the data folder has the same shape as the built-in
//! one. Of several layouts that hold on a day the one with tiles for most units
//! is drawn. Files are read when a picture is made: a change needs no restart.

use crate::{App, AppError};
use domain::unit::{TileLayout, parse_tiles, standard_tiles};
use std::path::PathBuf;

/// Folder of the office's own layouts below the data folder.
pub const FOLDER: &str = "ban-do";

/// All layouts.
///
/// # Errors
/// [`AppError::Internal`] naming the file that cannot be read.
pub(super) fn layouts(app: &App) -> Result<Vec<TileLayout>, AppError> {
    let mut layouts = standard_tiles();
    for (file, read) in files(app) {
        match read {
            Ok(own) => layouts.extend(own),
            Err(why) => return Err(AppError::internal(format!("{}: {why}", file.display()))),
        }
    }
    Ok(layouts)
}

/// What is wrong with the office's own layouts, file by file; `Ok` names those
/// that a file holds.
pub(crate) fn examine(app: &App) -> Vec<Result<String, String>> {
    files(app)
        .into_iter()
        .map(|(file, read)| match read {
            Ok(layouts) => {
                let names: Vec<String> = layouts.into_iter().map(|l| l.name).collect();
                Ok(format!("{} ({})", names.join(", "), file.display()))
            }
            Err(why) => Err(format!("{}: {why}", file.display())),
        })
        .collect()
}

/// The files in the order of their names, read.
fn files(app: &App) -> Vec<(PathBuf, Result<Vec<TileLayout>, String>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(app.options.data_dir.join(FOLDER))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
        parse_tiles(&text).map_err(|e| e.to_string())
    };
    paths.into_iter().map(|p| (p.clone(), read(&p))).collect()
}
