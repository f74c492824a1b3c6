//! A block pasted from a spreadsheet, without JavaScript: laid over the
//! table, read back in a preview, and kept only when a person saves that page.

use super::form::{ReportForm, open_form};
use super::save::ReportTyped;
use super::workbook::{ReadUpload, UploadFinding};
use crate::{AppError, Ctx};
use domain::field::Field;
use domain::id::ObligationId;
use domain::report::{NumberStyle, read_block, read_part};

/// Puts blocks, by the field of work of their table, over what is on the screen.
///
/// # Errors
/// As [`open_form`], with the right to write; [`AppError::Invalid`] when nothing can
/// be written now.
pub async fn read_pasted(
    ctx: &Ctx,
    id: ObligationId,
    mut typed: ReportTyped,
    blocks: &[(Field, String)],
) -> Result<ReadUpload, AppError> {
    let form = open_form(ctx, id).await?;
    form.check_writing()?;
    let style = typed.cells.style;
    let (mut taken, mut refused, mut findings) = (0, 0, Vec::new());
    for (field, text) in blocks {
        let of_field = form.cells.iter().filter(|c| c.def.field == *field);
        let table: Vec<_> = of_field.map(|c| &c.def).collect();
        let pasted = read_block(&table, text);
        let numbers = pasted.numbers.iter();
        let read = numbers
            .filter(|(key, text)| is_read(&form, style, key, text))
            .count();
        taken += read;
        refused += pasted.numbers.len() - read + pasted.refused.len();
        typed.cells.numbers.extend(pasted.numbers);
        findings.extend(pasted.refused.into_iter().map(|r| UploadFinding {
            code: format!("paste-{}", r.code.replace('_', "-")),
            place: r.line.to_string(),
            quote: r.quote,
            now: None,
        }));
    }
    Ok(ReadUpload {
        typed,
        taken,
        refused,
        findings,
    })
}

/// Whether what goes into an input of the form can be read as its number.
pub(super) fn is_read(
    form: &ReportForm,
    style: Option<NumberStyle>,
    key: &str,
    text: &str,
) -> bool {
    let measures: Vec<&str> = form.cells.iter().map(|c| c.def.measure.as_str()).collect();
    form.cells.iter().any(|c| {
        let part = c.parts.iter().find(|p| p.key == key);
        part.is_some_and(|p| read_part(&c.def, p.part, text, style, &measures).is_ok())
    })
}
