//! Which entries of the register a written number may mean: the
//! number alone does not say, issuer, date and term tell them apart.

use super::enter::fold_symbol;
use crate::{AppError, Ctx};
use domain::text::fold;
use extract::parse_number;
use jiff::civil::Date;
use store::directive::Directive;

/// Entries with this number, first issued first. A full number finds the
/// entries with that symbol; bare digits ("Nghị quyết 68") those of the type with
/// that number. What was issued after `cited_on` did not exist yet.
///
/// # Errors
/// When the database fails.
pub(crate) async fn candidates(
    ctx: &Ctx,
    doc_type: &str,
    number: &str,
    cited_on: Option<Date>,
) -> Result<Vec<Directive>, AppError> {
    let number = number.trim();
    let read = ctx.read();
    let mut found = match parse_number(number) {
        Some(parsed) => {
            store::directive::list_by_symbol(&read, &fold_symbol(&parsed.canonical)).await?
        }
        None if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) => {
            let digits = number.trim_start_matches('0');
            let mut all = store::directive::list_by_number(&read, &[digits.to_owned()]).await?;
            let kind = fold(doc_type);
            all.retain(|d| fold(&d.doc_type) == kind);
            all
        }
        None => Vec::new(),
    };
    found.retain(|d| match (d.issued_on, cited_on) {
        (Some(issued), Some(cited)) => issued <= cited,
        _ => true,
    });
    found.sort_by(|a, b| (a.issued_on, &a.symbol).cmp(&(b.issued_on, &b.symbol)));
    Ok(found)
}
