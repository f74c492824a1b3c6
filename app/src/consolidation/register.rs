//! What the report takes from the register of directives: the documents of the
//! period, and the reviews that come up.

use crate::{AppError, Ctx};
use domain::consolidation::{DocumentLine, FrozenSection, ReviewLine};
use domain::directive::ReviewState;
use extract::number::find_numbers;
use extract::text::normalise;
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};
use store::directive::Directive;
use store::round::Round;

/// Reviews are warned of so many months ahead.
const LEAD_MONTHS: i32 = 12;

/// The documents issued in the days of the figures, and those that the report names, by day
/// of issue; what the register does not know is not listed.
pub(super) async fn documents(
    ctx: &Ctx,
    round: &Round,
    sections: &[FrozenSection],
) -> Result<Vec<DocumentLine>, AppError> {
    let mut cited: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut numbers = BTreeSet::new();
    for section in sections {
        for paragraph in &section.paragraphs {
            for (_, number) in find_numbers(&normalise(&paragraph.text)) {
                numbers.insert(number.number);
                let places = cited.entry(key(&number.canonical)).or_default();
                if !places.contains(&section.code) {
                    places.push(section.code.clone());
                }
            }
        }
    }
    let (from, to) = (round.dates.data_from, round.dates.closing_on);
    let is_of_period = |d: &Directive| d.issued_on.is_some_and(|on| from <= on && on <= to);
    let (read, numbers) = (ctx.read(), Vec::from_iter(numbers));
    let mut entries = store::directive::list_issued(&read, (from, to)).await?;
    let named = store::directive::list_by_number(&read, &numbers).await?;
    entries.extend(named.into_iter().filter(|d| !is_of_period(d)));
    let mut found: Vec<DocumentLine> = entries
        .into_iter()
        .filter_map(|d| {
            let cited_in = cited.get(&key(&d.symbol)).cloned().unwrap_or_default();
            let is_of_period = is_of_period(&d);
            (is_of_period || !cited_in.is_empty()).then_some(DocumentLine {
                symbol: d.symbol,
                doc_type: d.doc_type,
                issuer: d.issuer,
                issued_on: d.issued_on,
                subject: d.subject,
                is_of_period,
                cited_in,
            })
        })
        .collect();
    found.sort_by(|a, b| (a.issued_on, &a.symbol).cmp(&(b.issued_on, &b.symbol)));
    Ok(found)
}

/// The key under which spellings of one number are equal.
fn key(symbol: &str) -> String {
    let symbol = domain::text::fold(symbol).replace([' ', '/', '.', '–'], "-");
    symbol.trim_start_matches('0').to_owned()
}

/// The reviews that fall into the period or the twelve months after it.
pub(super) async fn reviews(ctx: &Ctx, round: &Round) -> Result<Vec<ReviewLine>, AppError> {
    let read = ctx.read();
    let until = round.period.to.saturating_add(LEAD_MONTHS.months());
    let mut found = Vec::new();
    for review in store::directive::list_reviews(&read, round.dates.data_from, until).await? {
        if review.state == ReviewState::Cancelled {
            continue;
        }
        if let Some(directive) = store::directive::find(&read, review.directive).await? {
            found.push(ReviewLine {
                symbol: directive.symbol_or_type().to_owned(),
                subject: directive.subject,
                kind: review.kind.code().to_owned(),
                years: review.years,
                due_on: review.due_on,
                state: review.state.code().to_owned(),
            });
        }
    }
    Ok(found)
}
