//! What was confirmed of a text, as lines to read, on its own page and on that of
//! its conference. Not here: the form (`show`).

use super::shown::field_name;
use crate::Layout;
use app::reading::{Stored, figure_words, period_words};
use domain::number::format_number;

/// What was stored, as lines to read.
pub(crate) struct StoredLines {
    pub(crate) period: String,
    pub(crate) chairs: Vec<String>,
    pub(crate) people: Vec<String>,
    pub(crate) fields: Vec<String>,
    pub(crate) organisations: Vec<String>,
    /// Each with its field of work.
    pub(crate) results: Vec<String>,
    pub(crate) limitations: Vec<String>,
    pub(crate) observations: Vec<ObservationLine>,
    pub(crate) reading: String,
}

/// One figure.
pub(crate) struct ObservationLine {
    /// With its unit of measure, as it is said.
    pub(crate) value: String,
    pub(crate) indicator: String,
    pub(crate) quote: String,
    /// Its place in the source: the part that has it, and the anchor.
    pub(crate) place: String,
}

fn with_role(name: &str, role: &str) -> String {
    if role.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, {role}")
    }
}

/// What was confirmed of a text, for its own page and that of its conference.
pub(crate) fn stored_lines(l: &Layout, stored: &Stored) -> StoredLines {
    let period = stored.record.period.as_ref();
    let period = period.and_then(|p| period_words(l.locale, p));
    StoredLines {
        period: period.unwrap_or_default(),
        chairs: stored
            .record
            .chairs
            .iter()
            .map(|p| with_role(&p.name, &p.role))
            .collect(),
        people: stored
            .record
            .people
            .iter()
            .map(|p| with_role(&p.name, &p.role))
            .collect(),
        fields: stored
            .record
            .fields
            .iter()
            .map(|code| field_name(l, code))
            .collect(),
        organisations: stored.record.organisations.clone(),
        results: stored
            .record
            .results
            .iter()
            .map(|r| format!("{}: {}", field_name(l, &r.field), r.text))
            .collect(),
        limitations: stored.record.limitations.clone(),
        observations: stored
            .observations
            .iter()
            .map(|o| ObservationLine {
                value: figure_words(
                    l.locale,
                    &format_number(o.value, o.scale),
                    &o.measure,
                    &o.said,
                ),
                indicator: o.indicator.clone().unwrap_or_default(),
                quote: o.quote.clone(),
                place: format!("?noi=figures-{0}#p-figures-{0}", o.number),
            })
            .collect(),
        reading: stored.record.reading.to_string(),
    }
}
