//! The unit's own paper: a .docx cut at the headings of the outline and
//! shown before it is kept. The form in .xlsx is `workbook`.

use super::form::open_form;
use super::workbook::{ReadUpload, UploadFinding, put_section, read_upload, refusal_code, refuse};
use crate::{AppError, Ctx};
use domain::id::ObligationId;
use domain::report::cut_paper;
use domain::text::clean_text;
use extract::format::{FileKind, read_source, sniff};
use extract::{ReadOptions, Severity};

/// Reads the unit's own file, told by its content: a paper, or the form.
///
/// # Errors
/// As [`read_document`] and [`read_upload`].
pub async fn read_own_file(
    ctx: &Ctx,
    id: ObligationId,
    name: &str,
    bytes: &[u8],
) -> Result<ReadUpload, AppError> {
    match sniff(bytes) {
        FileKind::Docx => read_document(ctx, id, name, bytes).await,
        _ => read_upload(ctx, id, bytes).await,
    }
}

/// Reads a paper for a report: its narrative goes into the sections whose
/// headings it has; the rest is told and stays out.
///
/// # Errors
/// As [`open_form`], with the right to write; [`AppError::Invalid`] with the reason
/// for a file that is damaged, too large, no .docx, carries macros, is marked secret, or has none
/// of the outline's headings. Nothing of it is kept then.
pub async fn read_document(
    ctx: &Ctx,
    id: ObligationId,
    name: &str,
    bytes: &[u8],
) -> Result<ReadUpload, AppError> {
    let form = open_form(ctx, id).await?;
    form.check_writing()?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > ctx.app.options.upload_limit {
        return Err(refuse("upload.too_large"));
    }
    let read = read_source(name, bytes, &ReadOptions::default());
    let grave = read
        .findings
        .iter()
        .find(|f| f.severity == Severity::Refused);
    if let Some(finding) = grave {
        return Err(refuse(refusal_code(finding)));
    }
    if read.value.kind != FileKind::Docx {
        return Err(refuse("upload.type"));
    }
    if !extract::secrecy::find_marks(&read.value.text).is_empty() {
        return Err(refuse("upload.secret"));
    }
    let outline: Vec<_> = form.sections.iter().map(|s| &s.def).collect();
    let text = clean_text(&read.value.text).map_err(|_| refuse("upload.damaged"))?;
    let paper = cut_paper(&text, &outline);
    if paper.parts.iter().all(|(_, text)| text.is_empty()) {
        return Err(refuse("upload.no_heading"));
    }
    let mut findings: Vec<UploadFinding> = Vec::new();
    let mut told = |code: &str, place: &str, quote: &str| {
        findings.push(UploadFinding {
            code: code.to_owned(),
            place: place.to_owned(),
            quote: quote.to_owned(),
            now: None,
        });
    };
    let mut typed = form.as_typed();
    let mut taken = 0;
    for (code, text) in paper.parts {
        if text.is_empty() {
            told("heading-empty", &code, "");
            continue;
        }
        told("heading-taken", &code, &opening(&text));
        let is_nil = super::workbook::says_nil(&text);
        put_section(&mut typed, &code, text, is_nil);
        taken += 1;
    }
    for heading in &paper.unknown {
        told("heading-unknown", "", heading);
    }
    if !paper.before.is_empty() {
        told("before-heading", "", &opening(&paper.before));
    }
    Ok(ReadUpload {
        typed,
        taken,
        refused: 0,
        findings,
    })
}

/// The first words of a text, for telling it apart.
fn opening(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(12).collect();
    let more = text.split_whitespace().nth(12).map_or("", |_| " …");
    format!("{}{more}", words.join(" "))
}
