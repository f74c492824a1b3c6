//! What a regime's rules of time give for the periods that come next.

use crate::Layout;
use domain::calendar::{Severity, WorkCalendar};
use domain::period::Period;
use domain::regime::RegimeBody;
use domain::round::{DateChoice, check_dates, check_links, link_days, plan_dates};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How many coming periods of each kind are shown.
const SHOWN: usize = 4;

/// The dates of one coming period.
pub(super) struct DateRow {
    pub(super) period: String,
    pub(super) closing: String,
    pub(super) tiers: Vec<String>,
    pub(super) office: String,
    /// The links behind the office that have a day.
    pub(super) links: Vec<String>,
    pub(super) findings: Vec<(String, bool)>,
}

/// What the rules give for the coming periods, and what is not sure about it.
pub(super) fn dates(
    l: &Layout,
    body: &RegimeBody,
    today: Date,
    calendar: &WorkCalendar,
) -> (Vec<DateRow>, Vec<String>) {
    let kinds = body.frequencies.iter();
    let periods = kinds.flat_map(|kind| Period::upcoming(body.scheme, *kind, today, SHOWN));
    let mut doubts = BTreeMap::new();
    let rows = periods
        .map(|period| {
            let dates = plan_dates(body, &period, &DateChoice::default(), calendar);
            doubts.extend(dates.doubts(calendar));
            let (mut findings, _) = check_dates(&dates, &period, body, calendar);
            let links = link_days(body, &period, &dates, None, calendar);
            doubts.extend(calendar.doubts(links.iter().map(|(_, day)| *day)));
            findings.extend(check_links(&dates, &links, body.kind));
            let by = dates.due_by;
            let mut tiers = vec![l.due(&dates.units_due_on, by)];
            tiers.extend(dates.tiers.iter().map(|(tier, day)| {
                let name = l.code_text("regime.tier", tier.code());
                format!("{name}: {}", l.due(&day, by))
            }));
            DateRow {
                period: match l.locale {
                    app::Locale::Vi => period.label_vi(),
                    app::Locale::En => period.label_en(),
                },
                closing: l.date(&dates.closing_on),
                tiers,
                office: l.due(&dates.office_due_on, by),
                links: links
                    .iter()
                    .map(|(link, day)| {
                        let name = l.code_text("regime.link", link.code());
                        format!("{name}: {}", l.date(day))
                    })
                    .collect(),
                findings: findings
                    .iter()
                    .map(|f| {
                        let text = l.code_text("round.finding", f.code.code());
                        (text.into_owned(), f.severity == Severity::Error)
                    })
                    .collect(),
            }
        })
        .collect();
    let doubts: Vec<_> = doubts.into_iter().collect();
    (rows, crate::page::round::doubts(l, &doubts))
}
