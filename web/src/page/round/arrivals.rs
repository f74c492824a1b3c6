//! The progress of submission on the page of a round: the picture and its table.
//! Many groups stand behind a link, so that the page stays short.

use crate::Layout;
use crate::page::at::At;
use app::picture::{arrival_words, drawn_arrivals, group_name};
use domain::consolidation::{ArrivalCounts, ArrivalTable};
use domain::id::RoundId;
use domain::report::Arrival;

/// Groups up to which they are drawn at once.
const AT_ONCE: usize = 6;
/// What the address says where many groups are asked for.
const ASKED: &str = "tien-do";

/// What is shown.
pub(super) struct Arrivals {
    /// The whole, with its groups where they are few.
    pub(super) svg: String,
    /// Many groups, where they are asked for: then they stand in the place of the
    /// list of units.
    pub(super) groups: Option<String>,
    /// Address and words of the many groups, where they are not asked for; there
    /// is no table then.
    pub(super) link: Option<(String, String)>,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A line of the table.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) sum: String,
    pub(super) parts: Vec<usize>,
}

/// None for a round that asks nobody. `asked` is what the address says.
pub(super) fn arrivals(
    l: &Layout,
    table: &ArrivalTable,
    (round, at): (RoundId, At),
    asked: &str,
) -> Option<Arrivals> {
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
    let is_asked = asked == ASKED;
    let draw = |rows, has_whole| drawn_arrivals(l.locale, table, rows, has_whole).svg;
    let first = if is_long { &[] } else { table.rows.as_slice() };
    let link = (is_long && !is_asked).then(|| {
        let words = l.t1("picture.arrivals_more", "n", table.rows.len());
        let day = at.part();
        (format!("/ky/{round}?xem={ASKED}{day}#h-tien-do"), words)
    });
    Some(Arrivals {
        svg: draw(first, true),
        groups: (is_long && is_asked).then(|| draw(&table.rows, false)),
        columns: used.iter().map(|a| arrival_words(l.locale, *a)).collect(),
        rows: match link {
            Some(_) => Vec::new(),
            None => std::iter::once(total).chain(groups).collect(),
        },
        link,
    })
}
