//! A block pasted from a spreadsheet, without JavaScript: laid over the
//! table, read back in a preview, and kept only when a person saves that page.

use super::form::open_form;
use super::save::ReportTyped;
use super::workbook::{ReadUpload, UploadFinding};
use crate::{AppError, Ctx};
use domain::field::Field;
use domain::id::ObligationId;
use domain::report::read_block;

/// Puts blocks, by the field of work of their table, over what is on the screen.
///
/// # Errors
/// As [`open_form`]; [`AppError::Invalid`] when nothing can be written now.
pub async fn read_pasted(
    ctx: &Ctx,
    id: ObligationId,
    mut typed: ReportTyped,
    blocks: &[(Field, String)],
) -> Result<ReadUpload, AppError> {
    let form = open_form(ctx, id).await?;
    if let Some(refusal) = form.refusal {
        return Err(refusal.into());
    }
    let (mut taken, mut findings) = (0, Vec::new());
    for (field, text) in blocks {
        let of_field = form.cells.iter().filter(|c| c.def.field == *field);
        let table: Vec<_> = of_field.map(|c| &c.def).collect();
        let pasted = read_block(&table, text);
        taken += pasted.numbers.len();
        typed.cells.numbers.extend(pasted.numbers);
        findings.extend(pasted.refused.into_iter().map(|r| UploadFinding {
            code: format!("paste-{}", r.code.replace('_', "-")),
            place: r.line.to_string(),
            quote: r.quote,
        }));
    }
    Ok(ReadUpload {
        typed,
        taken,
        findings,
    })
}
