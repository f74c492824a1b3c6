//! The progress of submission, drawn and in words: the whole, then each group of
//! units. Not here: counting (`domain`), names of who is missing (the coverage).

use super::draw::{Drawn, drawn};
use crate::Locale;
use crate::text::{instant_vi, t, t_with};
use docgen::picture::{HeatCell, Part, Stacked, StackedBar, Tone, stacked};
use domain::consolidation::{ArrivalCounts, ArrivalRow, ArrivalTable};
use domain::report::Arrival;

/// Draws these groups of a table, after the whole where that is wanted too.
#[must_use]
pub fn drawn_arrivals(
    locale: Locale,
    table: &ArrivalTable,
    rows: &[ArrivalRow],
    has_whole: bool,
) -> Drawn {
    let whole = table.whole();
    let title = t(locale, "picture.arrivals").into_owned();
    let mut bars = Vec::with_capacity(rows.len() + 1);
    if has_whole {
        let name = t(locale, "picture.arrivals_whole").into_owned();
        bars.push(bar(locale, name, &whole, true));
    }
    let groups = rows.iter();
    bars.extend(groups.map(|row| bar(locale, group_name(locale, row), &row.counts, false)));
    let used = Arrival::ALL.iter().filter(|a| whole.of(**a) > 0);
    let legend = used.map(|arrival| HeatCell {
        sign: arrival_sign(locale, *arrival),
        words: arrival_words(locale, *arrival),
        tone: tone(*arrival),
    });
    let note = arrivals_note(locale, table);
    drawn(title, text(locale, &whole), |caption| {
        stacked(&Stacked {
            caption,
            bars,
            legend: legend.collect(),
            notes: vec![note],
        })
    })
}

fn bar(locale: Locale, name: String, counts: &ArrivalCounts, is_whole: bool) -> StackedBar {
    let part = |arrival: &Arrival| Part {
        sign: arrival_sign(locale, *arrival),
        count: counts.of(*arrival),
        tone: tone(*arrival),
    };
    StackedBar {
        name,
        shown: format!("{}/{}", counts.received(), counts.expected()),
        parts: Arrival::ALL.iter().map(part).collect(),
        is_whole,
    }
}

/// The whole in a sentence: "38/41 đơn vị đã nộp: đúng hạn 30; nộp muộn 8; …".
fn text(locale: Locale, whole: &ArrivalCounts) -> String {
    let used = Arrival::ALL.iter().filter(|a| whole.of(**a) > 0);
    let counts: Vec<String> = used
        .map(|a| format!("{} {}", arrival_words(locale, *a), whole.of(*a)))
        .collect();
    let places = [
        ("received", whole.received().to_string()),
        ("expected", whole.expected().to_string()),
        ("counts", counts.join("; ")),
    ];
    t_with(locale, "picture.arrivals_text", &places)
}

/// How complete it is and as of when; of reports that are back with their units,
/// why figures may count more than are in.
#[must_use]
pub fn arrivals_note(locale: Locale, table: &ArrivalTable) -> String {
    let whole = table.whole();
    let places = [
        ("received", whole.received().to_string()),
        ("expected", whole.expected().to_string()),
        ("at", instant_vi(table.at)),
    ];
    let mut note = t_with(locale, "picture.arrivals_note", &places);
    let returned = whole.of(Arrival::Returned);
    if returned > 0 {
        let places = [("n", returned.to_string())];
        note = format!(
            "{note} {}",
            t_with(locale, "picture.arrivals_returned", &places)
        );
    }
    note
}

/// What a group of units is called: its kind, with the superior where several
/// have some.
#[must_use]
pub fn group_name(locale: Locale, row: &ArrivalRow) -> String {
    let kind = t(locale, &format!("unit.kind.{}", row.kind.code())).into_owned();
    match &row.of {
        Some(above) => format!("{above}: {}", kind.to_lowercase()),
        None => kind,
    }
}

/// The sign of a part.
#[must_use]
pub fn arrival_sign(locale: Locale, arrival: Arrival) -> String {
    t(locale, &format!("picture.arrival_sign.{}", arrival.code())).into_owned()
}

/// What a part is, in words.
#[must_use]
pub fn arrival_words(locale: Locale, arrival: Arrival) -> String {
    t(locale, &format!("picture.arrival.{}", arrival.code())).into_owned()
}

fn tone(arrival: Arrival) -> Tone {
    match arrival {
        Arrival::OnTime => Tone::Ok,
        Arrival::Extended => Tone::Info,
        Arrival::Late => Tone::Warn,
        Arrival::Returned | Arrival::Missing => Tone::Late,
        Arrival::Pending | Arrival::Exempt => Tone::Muted,
    }
}
