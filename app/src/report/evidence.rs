//! Files of evidence of a report, a section or an indicator: added and taken out
//! while the report is being written, frozen with the version by their hash.
//!
//! A file is told by its content. What carries macros, a password or a mark of
//! secrecy is refused and nothing of it is kept.

use super::case::Case;
use super::past::Earlier;
use super::place::subject;
use crate::article::clean as clean_picture;
use crate::{AppError, Ctx, FieldError};
use bytes::Bytes;
use domain::account::Right;
use domain::id::ObligationId;
use domain::journal::Noun;
use domain::report::{Act, EvidenceFile, PlaceKind, ReportBody};
use domain::text::clean_line;
use extract::format::{FileKind, read_source, sniff};
use extract::table::workbook_text;
use extract::{Finding, ReadOptions, Severity};
use serde_json::json;
use store::blob::{self, Blob};
use store::report::{Draft, Typed};

/// Most files of one report.
const MOST: usize = 30;

/// A file to be added.
#[derive(Debug, Clone)]
pub struct AddEvidence {
    /// To which report.
    pub obligation: ObligationId,
    /// Section or indicator to which it belongs; none for the whole report.
    pub place: Option<(PlaceKind, String)>,
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Adds a file to the draft.
///
/// # Errors
/// As `Case::load`; [`AppError::Invalid`] with the reason for which the file is
/// refused, or when the report takes no draft now.
pub async fn add_file(ctx: &Ctx, input: AddEvidence) -> Result<(), AppError> {
    // Whoever may not write here does not get a file read.
    Case::load(ctx, &ctx.read(), input.obligation, Right::WriteReport).await?;
    let name = clean_line(&input.name).unwrap_or_default();
    if input.bytes.is_empty() {
        return Err(refuse("upload.no_file"));
    }
    if u64::try_from(input.bytes.len()).unwrap_or(u64::MAX) > ctx.app.options.upload_limit {
        return Err(refuse("upload.too_large"));
    }
    let (read, from) = (input.bytes.clone(), name.clone());
    let examined = tokio::task::spawn_blocking(move || examine(&from, read)).await;
    let (media_type, bytes) = examined.map_err(AppError::internal)?.map_err(refuse)?;
    let size = i64::try_from(bytes.len()).map_err(AppError::internal)?;
    let sha256 = ctx.app.blobs.put(bytes).await?;
    let file = EvidenceFile {
        sha256,
        name: if name.is_empty() { "tep".into() } else { name },
        media_type: media_type.into(),
        size,
        place: input.place,
    };
    let blob = Blob {
        sha256: file.sha256.clone(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        size,
        created_at: ctx.now(),
    };
    let detail = json!({ "file": file.name, "sha256": file.sha256, "bytes": size });
    change(
        ctx,
        input.obligation,
        "report.add_file",
        detail,
        Some(blob),
        |case, body| {
            if let Some((kind, code)) = &file.place {
                subject(case, *kind, code).map_err(|_| refuse_place())?;
            }
            if body
                .files
                .iter()
                .any(|f| f.sha256 == file.sha256 && f.place == file.place)
            {
                return Err(refuse("upload.twice"));
            }
            if body.files.len() >= MOST {
                return Err(refuse("upload.too_many"));
            }
            body.files.push(file);
            Ok(())
        },
    )
    .await
}

/// Takes a file out of the draft. Versions that were sent keep theirs.
///
/// # Errors
/// As [`add_file`]; [`AppError::NotFound`] when the draft does not have it.
pub async fn remove_file(ctx: &Ctx, id: ObligationId, sha256: &str) -> Result<(), AppError> {
    let detail = json!({ "sha256": sha256 });
    change(ctx, id, "report.remove_file", detail, None, |_, body| {
        let before = body.files.len();
        body.files.retain(|f| f.sha256 != sha256);
        if body.files.len() == before {
            return Err(AppError::NotFound);
        }
        Ok(())
    })
    .await
}

/// A file of the draft for who writes or signs it, or of a version for its readers.
///
/// # Errors
/// [`AppError::NotFound`] when the report does not have it for the actor.
pub async fn file(
    ctx: &Ctx,
    id: ObligationId,
    sha256: &str,
) -> Result<(EvidenceFile, Bytes), AppError> {
    let read = ctx.read();
    let case = Case::load(ctx, &read, id, Right::ReadReport).await?;
    let mut found = None;
    if case.is_own(ctx).await? {
        let draft = store::report::find_draft(&read, id).await?;
        found = draft.and_then(|d| named(d.body, sha256));
    }
    let mut number = case.obligation.last_version;
    while found.is_none() && number > 0 {
        let version = store::report::find_version(&read, id, number).await?;
        found = version.and_then(|v| named(v.body, sha256));
        number -= 1;
    }
    let file = found.ok_or(AppError::NotFound)?;
    let bytes = ctx.app.blobs.get(sha256).await?.ok_or(AppError::NotFound)?;
    Ok((file, bytes))
}

fn named(body: ReportBody, sha256: &str) -> Option<EvidenceFile> {
    body.files.into_iter().find(|f| f.sha256 == sha256)
}

/// One change of the draft's list of files.
async fn change(
    ctx: &Ctx,
    id: ObligationId,
    act: &str,
    detail: serde_json::Value,
    blob: Option<Blob>,
    change: impl FnOnce(&Case, &mut ReportBody) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let account = ctx.account()?;
    let w = ctx.begin().await?;
    let mut case = Case::load(ctx, &w, id, Right::WriteReport).await?;
    case.check_open(ctx)?;
    let after = case.after(ctx, Act::Save)?;
    let current = store::report::find_draft(&w, id).await?;
    let is_new = current.is_none();
    let mut draft = match current {
        Some(draft) => draft,
        None => Draft {
            obligation: id,
            body: Earlier::first(ctx, &w, &case).await?,
            typed: Typed::default(),
            based_on_version: case.obligation.last_version,
            updated_by: account,
            updated_at: ctx.now(),
            version: 0,
            signature: None,
        },
    };
    change(&case, &mut draft.body)?;
    (draft.updated_by, draft.updated_at) = (account, ctx.now());
    if let Some(blob) = blob {
        blob::insert(&w, ctx.new_id(), &blob).await?;
    }
    if is_new {
        store::report::insert_draft(&w, ctx.new_id(), &draft).await?;
    } else {
        store::report::update_draft(&w, &draft).await?;
    }
    if case.obligation.state != after {
        case.obligation.state = after;
        store::obligation::update(&w, &case.obligation).await?;
    }
    let unit = Some(case.obligation.unit);
    ctx.commit(w, ctx.entry(act, Noun::Report, id.0, unit, detail))
        .await
}

fn refuse(code: &'static str) -> AppError {
    AppError::Invalid(vec![FieldError::new("evidence", code)])
}

fn refuse_place() -> AppError {
    AppError::Invalid(vec![FieldError::new("place", "report.mark_unknown")])
}

/// Media type and the bytes to keep, or why the file is refused.
fn examine(name: &str, bytes: Bytes) -> Result<(&'static str, Bytes), &'static str> {
    let is_picture = bytes.starts_with(b"\x89PNG") || bytes.starts_with(&[0xFF, 0xD8, 0xFF]);
    if is_picture {
        // Written anew: no place, camera or thumbnail stays in it.
        let cleaned = clean_picture(&bytes).map_err(|_| "upload.damaged")?;
        return Ok((cleaned.media_type, Bytes::from(cleaned.bytes)));
    }
    let kind = sniff(&bytes);
    let media_type = match kind {
        FileKind::Pdf => "application/pdf",
        FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind::Text => "text/plain; charset=utf-8",
        FileKind::OldOffice | FileKind::OldWord => return Err("upload.old_office"),
        FileKind::Html | FileKind::Rtf | FileKind::Zip | FileKind::Unknown => {
            return Err("upload.evidence_type");
        }
    };
    let (text, findings) = if kind == FileKind::Xlsx {
        let read = workbook_text(&bytes);
        (read.value, read.findings)
    } else {
        let read = read_source(name, &bytes, &ReadOptions::default());
        (read.value.text, read.findings)
    };
    refused(&findings)?;
    if !extract::secrecy::find_marks(&text).is_empty() {
        return Err("upload.secret");
    }
    Ok((media_type, bytes))
}

/// The reason of a finding that refuses a file. A scan has no text to be read,
/// and is evidence all the same.
fn refused(findings: &[Finding]) -> Result<(), &'static str> {
    let grave = findings
        .iter()
        .find(|f| f.severity == Severity::Refused && f.code != "scan-without-text");
    match grave {
        Some(finding) => Err(super::workbook::refusal_code(finding)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides_not_the_name() {
        let examined = |name: &str, bytes: &'static [u8]| {
            examine(name, Bytes::from_static(bytes)).map(|(media, _)| media)
        };
        assert_eq!(
            examined("a.pdf", "Biên bản làm việc.".as_bytes()),
            Ok("text/plain; charset=utf-8")
        );
        assert_eq!(
            examined("a.pdf", b"<html><body>x</body></html>"),
            Err("upload.evidence_type")
        );
        assert_eq!(
            examined("a.docx", &[0xD0, 0xCF, 0x11, 0xE0, 1, 2]),
            Err("upload.old_office")
        );
        assert_eq!(
            examined("a.bin", &[0, 1, 2, 3, 255, 254]),
            Err("upload.evidence_type")
        );
        assert_eq!(
            examined("a.png", b"\x89PNG khong phai anh"),
            Err("upload.damaged")
        );
        assert_eq!(
            examined("a.txt", "TỐI MẬT\nNội dung".as_bytes()),
            Err("upload.secret")
        );
    }
}
