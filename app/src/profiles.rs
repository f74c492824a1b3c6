//! The forms of official documents (*thể thức*): those that come with the
//! program, and over them the ones that the office keeps as files.
//!
//! A file `the-thuc/*.toml` in the data folder is a whole profile with its own
//! dates of validity; of several that hold on a day the one that began last
//! wins. Files are read when a document is made, so a change needs no restart.

use crate::{App, AppError};
use docgen::profile::{FormatProfile, choose_profile, embedded_profiles};
use domain::numbering::IssuerKind;
use jiff::civil::Date;
use std::path::PathBuf;

/// Folder of the office's own forms below the data folder.
pub const FOLDER: &str = "the-thuc";

/// The form for documents of `kind` dated `on`; none where none holds.
///
/// # Errors
/// [`AppError::Internal`] naming the file that cannot be read: a document in a
/// form that the office has replaced would be wrong without anybody seeing it.
pub(crate) fn profile(
    app: &App,
    kind: IssuerKind,
    on: Date,
) -> Result<Option<FormatProfile>, AppError> {
    let kind = match kind {
        IssuerKind::State => docgen::IssuerKind::State,
        IssuerKind::Party => docgen::IssuerKind::Party,
    };
    let mut profiles = embedded_profiles().map_err(AppError::internal)?;
    for (file, text) in files(app) {
        let read = text.and_then(|text| FormatProfile::parse(&text).map_err(|e| e.to_string()));
        match read {
            Ok(own) => profiles.push(own),
            Err(why) => return Err(AppError::internal(format!("{}: {why}", file.display()))),
        }
    }
    Ok(choose_profile(&profiles, kind, on).cloned())
}

/// What is wrong with the office's own forms, file by file; `Ok` names the form
/// that a file holds.
pub(crate) fn examine(app: &App) -> Vec<Result<String, String>> {
    files(app)
        .into_iter()
        .map(|(file, text)| {
            text.and_then(|text| FormatProfile::parse(&text).map_err(|e| e.to_string()))
                .map(|profile| format!("{} ({})", profile.id, file.display()))
                .map_err(|why| format!("{}: {why}", file.display()))
        })
        .collect()
}

/// The files in the order of their names.
fn files(app: &App) -> Vec<(PathBuf, Result<String, String>)> {
    let folder = app.options.data_dir.join(FOLDER);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).map_err(|e| e.to_string());
            (path, text)
        })
        .collect()
}
