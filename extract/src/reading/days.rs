//! The day of a document that is told without its year: "15/2020/QĐ-TTg ngày 24/4". Not
//! here: days with their year (`subject`), the day of the event (`dates`).

use super::documents::Cited;
use super::page::Page;
use super::subject_words::date_lead;
use crate::date::{FoundDate, day_at};
use crate::number::{Citation, resolve};
use jiff::civil::Date;

/// Dates the documents whose day stands behind their number: by the year in the
/// number; by the known document of that day; else by the year of `today`, the
/// day of the page, up to which it must lie.
pub(super) fn with_years(page: &Page, cited: &mut [Cited], today: Option<Date>) {
    for c in cited {
        if c.document.date.is_some() || c.document.number.is_none() {
            continue;
        }
        let Some(day) = day_behind(page, c.span.end) else {
            continue;
        };
        let year = c.parsed.as_ref().and_then(|number| number.year);
        c.document.date = match year {
            Some(year) => day.on(Some(year)),
            None => known(c, &day, today),
        };
    }
}

/// The day without a year right behind byte `from`.
fn day_behind(page: &Page, from: usize) -> Option<FoundDate> {
    let end = page.line_at(from).end;
    let digit = from + date_lead(page.text.get(from..end)?)?;
    let line = page.text.get(..end)?;
    line.as_bytes().get(digit).filter(|b| b.is_ascii_digit())?;
    day_at(line, digit).filter(|day| day.year.is_none())
}

/// A number that is known means one of its documents or stays without a date.
fn known(c: &Cited, day: &FoundDate, today: Option<Date>) -> Option<Date> {
    let today = today?;
    let candidates = resolve(&Citation {
        number: c.document.number.as_deref()?,
        kind: &c.document.kind,
        term: c.document.term.as_deref(),
        cited_on: Some(today),
        ..Citation::default()
    });
    if candidates.is_empty() {
        return day.on(Some(today.year())).filter(|on| *on <= today);
    }
    let mut days = candidates.iter().map(|known| known.date);
    days.find(|on| (on.month(), on.day()) == (day.month, day.day))
}
