//! Which entries of the register a written number may mean: the
//! number alone does not say, issuer, date and term tell them apart.

use super::enter::fold_symbol;
use crate::{AppError, Ctx};
use domain::directive::Unnumbered;
use domain::text::fold;
use extract::parse_number;
use jiff::civil::Date;
use store::directive::Directive;

/// What a text says of a document.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Said<'a> {
    /// Type name.
    pub(crate) doc_type: &'a str,
    /// Number and symbol, bare digits, or nothing.
    pub(crate) number: &'a str,
    /// What it is called or about.
    pub(crate) subject: &'a str,
    /// Who issued it.
    pub(crate) issuer: &'a str,
}

/// Entries with this number, first issued first. A full number finds the
/// entries with that symbol; bare digits ("Nghị quyết 68") those of the type with
/// that number; without a number type and name find ("Luật Giáo dục"). What was
/// issued after `cited_on` did not exist yet.
///
/// # Errors
/// When the database fails.
pub(crate) async fn candidates(
    ctx: &Ctx,
    said: Said<'_>,
    cited_on: Option<Date>,
) -> Result<Vec<Directive>, AppError> {
    let (doc_type, number) = (said.doc_type, said.number.trim());
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
        None if number.is_empty() => match Unnumbered::of(doc_type, said.subject, said.issuer) {
            Some(name) => {
                let mut all = store::directive::list_by_symbol(&read, &name.key).await?;
                let year = |d: &Directive| d.year.zip(name.year);
                all.retain(|d| year(d).is_none_or(|(theirs, said)| theirs == said));
                all
            }
            None => Vec::new(),
        },
        None => Vec::new(),
    };
    found.retain(|d| existed_on(d, cited_on));
    found.sort_by(|a, b| (a.issued_on, &a.symbol).cmp(&(b.issued_on, &b.symbol)));
    Ok(found)
}

/// Whether a text of this day can mean an entry: what was issued later did not
/// exist yet. Of a text or an entry without day nothing speaks against it.
pub(crate) fn existed_on(entry: &Directive, cited_on: Option<Date>) -> bool {
    let days = entry.issued_on.zip(cited_on);
    days.is_none_or(|(issued, cited)| issued <= cited)
}
