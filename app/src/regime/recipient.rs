//! Element 4 of a regime (*cơ quan nhận*): the unit that receives, by its code
//! (Nghị định 09/2019/NĐ-CP, Điều 7).

use crate::{AppError, Ctx};
use domain::calendar::Severity;
use domain::regime::{RegimeBody, RegimeDefect};
use domain::unit::Tree;
use jiff::civil::Date;

/// The defect of a body whose recipient is no unit of `then`, the tree on the day on
/// which its version begins. That none is named is told with the other elements.
pub(super) fn unknown(body: &RegimeBody, then: &Tree) -> Option<RegimeDefect> {
    let code = body.recipient_code.trim();
    let is_known = code.is_empty() || then.by_code(code).is_some();
    (!is_known).then(|| RegimeDefect {
        field: "recipient_code",
        code: "regime.recipient_unknown",
        about: code.to_owned(),
        severity: Severity::Error,
    })
}

/// Who receives, as pages say it: name and code of the unit on the day on which the
/// version begins, or today where it was not known then; the code alone where it
/// names none.
///
/// # Errors
/// When the database fails.
pub async fn recipient(ctx: &Ctx, body: &RegimeBody, on: Date) -> Result<String, AppError> {
    let code = body.recipient_code.trim();
    for tree in [ctx.tree_at(on).await?, ctx.tree().await?] {
        if let Some(unit) = tree.by_code(code) {
            return Ok(format!("{} ({code})", unit.name));
        }
    }
    Ok(code.to_owned())
}
