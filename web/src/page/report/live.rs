//! Live figures on the pages of a report: shown, never typed (CT-05).

use super::view::name_in_table;
use crate::Layout;
use app::report::LiveLines;
use domain::id::UnitId;
use domain::number::format_number;

/// The table of live figures.
pub(super) struct LiveTable {
    /// As of which day.
    pub(super) on: String,
    /// The list of tasks that are counted.
    pub(super) href: String,
    pub(super) rows: Vec<LiveRow>,
}

pub(super) struct LiveRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) measure: String,
    pub(super) value: String,
}

impl LiveTable {
    /// None where the form holds no live figure.
    pub(super) fn of(l: &Layout, live: &LiveLines, unit: UnitId) -> Option<Self> {
        let on = live.on?;
        let rows = live.lines.iter().map(|(def, value)| LiveRow {
            code: def.code.clone(),
            name: name_in_table(l, def, |code| {
                let mut all = live.lines.iter().map(|(def, _)| def);
                all.find(|def| def.code == code)
            }),
            measure: def.measure.clone(),
            value: format_number(*value, def.scale),
        });
        Some(Self {
            on: l.date(&on),
            href: format!("/nhiem-vu?goc=tat-ca&don-vi={unit}"),
            rows: rows.collect(),
        })
    }
}
