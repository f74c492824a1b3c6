//! The forms of official documents (*thể thức*): those that come with the
//! program, and over them the ones that the office keeps as files.
//!
//! A file `the-thuc/*.toml` in the data folder is a whole profile with its own
//! dates of validity; of several that hold on a day the one that began last
//! wins. Files are read when a document is made, so a change needs no restart.
//! What is frozen or issued keeps the text of its form, so a change does
//! not reach it.

use crate::{App, AppError};
use docgen::profile::{FormatProfile, choose_profile, embedded_texts};
use domain::canonical::sha256_of;
use domain::frozen_form::FrozenForm;
use domain::numbering::IssuerKind;
use jiff::civil::Date;
use std::path::PathBuf;

/// Folder of the office's own forms below the data folder.
pub const FOLDER: &str = "the-thuc";

/// A form and the text from which it was read.
struct Form {
    profile: FormatProfile,
    text: String,
}

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
    Ok(chosen(app, kind, on)?.map(|form| form.profile))
}

/// The same as it is frozen with a document.
///
/// # Errors
/// As [`profile`].
pub(crate) fn to_freeze(
    app: &App,
    kind: IssuerKind,
    on: Date,
) -> Result<Option<FrozenForm>, AppError> {
    Ok(chosen(app, kind, on)?.map(|form| FrozenForm {
        kind,
        id: form.profile.id,
        title: form.profile.title,
        valid_from: form.profile.valid_from,
        valid_to: form.profile.valid_to,
        sha256: sha256_of(&form.text),
        text: form.text,
    }))
}

/// A form that was frozen.
///
/// # Errors
/// [`AppError::Internal`] when its text is not what was frozen or cannot be read.
pub(crate) fn of_frozen(form: &FrozenForm) -> Result<FormatProfile, AppError> {
    if !form.is_whole() {
        return Err(AppError::internal(format!("{}: SHA-256", form.id)));
    }
    FormatProfile::parse(&form.text).map_err(AppError::internal)
}

fn chosen(app: &App, kind: IssuerKind, on: Date) -> Result<Option<Form>, AppError> {
    let kind = match kind {
        IssuerKind::State => docgen::IssuerKind::State,
        IssuerKind::Party => docgen::IssuerKind::Party,
    };
    let mut texts: Vec<String> = embedded_texts().map(str::to_owned).to_vec();
    let mut profiles = Vec::with_capacity(texts.len());
    for text in &texts {
        profiles.push(FormatProfile::parse(text).map_err(AppError::internal)?);
    }
    for (file, text) in files(app) {
        let read = text.and_then(|text| {
            let own = FormatProfile::parse(&text).map_err(|e| e.to_string())?;
            Ok((own, text))
        });
        let (own, text) =
            read.map_err(|why| AppError::internal(format!("{}: {why}", file.display())))?;
        profiles.push(own);
        texts.push(text);
    }
    let Some(found) = choose_profile(&profiles, kind, on) else {
        return Ok(None);
    };
    let place = profiles.iter().position(|p| std::ptr::eq(p, found));
    Ok(place.map(|place| Form {
        profile: found.clone(),
        text: texts.swap_remove(place),
    }))
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
