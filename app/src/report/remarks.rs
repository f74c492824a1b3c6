//! Everything to be said about a report: what its regime's rules say
//! (`domain::report::remarks`), and whether the directives that it cites exist.

use super::case::Case;
use super::past::Earlier;
use crate::AppError;
use crate::directive::fold_symbol;
use domain::report::{CellTrouble, PlaceKind, Remark, ReportBody, remarks};
use domain::validation::Importance;
use extract::number::find_numbers;
use extract::text::normalise;
use std::collections::{BTreeMap, BTreeSet};
use store::Handle;

/// Most citations of one report that are looked up.
const MOST: usize = 200;

/// All remarks, gravest first. Asks the register once, if a text cites anything.
pub(super) async fn all_remarks(
    h: &impl Handle,
    case: &Case,
    body: &ReportBody,
    troubles: &[CellTrouble],
    earlier: &Earlier,
) -> Result<Vec<Remark>, AppError> {
    let mut found = remarks(
        &case.regime.body,
        case.asked(),
        body,
        troubles,
        earlier.figures(),
    );
    let (malformed, cited) = citations(body);
    found.extend(malformed);
    if !cited.is_empty() {
        let keys: Vec<String> = cited.keys().cloned().collect();
        let known: BTreeSet<String> = store::directive::known_symbols(h, &keys).await?;
        for (key, (section, symbol)) in cited {
            if !known.contains(&key) {
                found.push(told("text.directive_unknown", section, symbol));
            }
        }
    }
    found.sort_by_key(|remark| std::cmp::Reverse(remark.importance));
    Ok(found)
}

fn told(code: &str, section: String, symbol: String) -> Remark {
    let place = Some((PlaceKind::Section, section));
    Remark::new(code, Importance::Low, place).about(symbol)
}

/// What does not parse, and what does: section and symbol by search key.
fn citations(body: &ReportBody) -> (Vec<Remark>, BTreeMap<String, (String, String)>) {
    let (mut malformed, mut cited) = (Vec::new(), BTreeMap::new());
    for section in &body.sections {
        // Every number of a document has a slash or a hyphen before capitals.
        if !section.text.contains(['/', '-']) {
            continue;
        }
        let text = normalise(&section.text);
        for (_, number) in find_numbers(&text) {
            if !number.warnings.is_empty() {
                let said = format!("{} → {}", number.raw, number.canonical);
                malformed.push(told("text.directive_form", section.code.clone(), said));
            }
            if cited.len() < MOST {
                let place = (section.code.clone(), number.canonical.clone());
                cited.entry(fold_symbol(&number.canonical)).or_insert(place);
            }
        }
    }
    (malformed, cited)
}
