//! The progress of submission on the page of a round: the picture and its table.
//! Many groups stand behind the whole, so that the page stays short.

use crate::Layout;
use app::picture::{arrival_words, drawn_arrivals, group_name};
use domain::consolidation::{ArrivalCounts, ArrivalTable};
use domain::report::Arrival;

/// Groups up to which they are drawn at once.
const AT_ONCE: usize = 6;

/// What is shown.
pub(super) struct Arrivals {
    /// The whole, with its groups where they are few.
    pub(super) svg: String,
    /// The groups, where they are many.
    pub(super) groups: Option<String>,
    /// What opens groups and table.
    pub(super) more: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A line of the table.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) sum: String,
    pub(super) parts: Vec<usize>,
}

/// None for a round that asks nobody.
pub(super) fn arrivals(l: &Layout, table: &ArrivalTable) -> Option<Arrivals> {
    let whole = table.whole();
    if whole.all() == 0 {
        return None;
    }
    let all = Arrival::ALL.iter().copied();
    let used: Vec<Arrival> = all.filter(|a| whole.of(*a) > 0).collect();
    let line = |name: String, counts: &ArrivalCounts| Row {
        name,
        sum: format!("{}/{}", counts.received(), counts.expected()),
        parts: used.iter().map(|a| counts.of(*a)).collect(),
    };
    let total = line(l.t("picture.arrivals_whole").into_owned(), &whole);
    let groups = table.rows.iter();
    let groups = groups.map(|row| line(group_name(l.locale, row), &row.counts));
    let is_long = table.rows.len() > AT_ONCE;
    let draw = |rows, has_whole| drawn_arrivals(l.locale, table, rows, has_whole).svg;
    let first = if is_long { &[] } else { table.rows.as_slice() };
    Some(Arrivals {
        svg: draw(first, true),
        groups: is_long.then(|| draw(&table.rows, false)),
        more: if is_long {
            l.t1("picture.arrivals_more", "n", table.rows.len())
        } else {
            l.t("picture.as_table").into_owned()
        },
        columns: used.iter().map(|a| arrival_words(l.locale, *a)).collect(),
        rows: std::iter::once(total).chain(groups).collect(),
    })
}
