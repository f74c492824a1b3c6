//! What another author wrote, shown beside one's own on the report page.

use super::view::value;
use crate::Layout;
use app::report::{Clash, ClashPlace, number_field, section_field};
use domain::indicator::IndicatorDef;
use domain::report::{LATE_PLACE, ReportBody};
use std::collections::HashMap;

/// What others wrote where it differs from one's own.
pub(super) struct Clashed<'a> {
    clash: Option<&'a Clash>,
    /// Place, with who wrote there and when.
    who: HashMap<&'a str, String>,
    /// Who saved last, and when.
    last: String,
}

impl<'a> Clashed<'a> {
    pub(super) fn of(l: &Layout, clash: Option<&'a Clash>) -> Self {
        let who = clash.map_or_else(HashMap::new, |clash| {
            let told = |p: &'a ClashPlace| {
                let text = l.t2("report.theirs", ("name", &p.by), ("at", l.instant(&p.at)));
                (p.place.as_str(), text)
            };
            clash.places.iter().map(told).collect()
        });
        let last = clash.map_or_else(String::new, |c| {
            let at = l.instant(&c.theirs.updated_at);
            l.t2("report.theirs", ("name", &c.by), ("at", at))
        });
        Self { clash, who, last }
    }

    /// Who wrote the other text of a section, and the text, where it is another.
    pub(super) fn section(&self, code: &str) -> Option<(String, String)> {
        let clash = self.clash?;
        let text = |body: &ReportBody| {
            let said = body.section(code);
            said.map(|s| s.text.clone()).unwrap_or_default()
        };
        let theirs = text(&clash.theirs.body);
        (theirs != text(&clash.mine.body)).then(|| (self.who(&section_field(code)), theirs))
    }

    /// Who gave the other reason of lateness, and the reason, where it is another.
    pub(super) fn late_reason(&self) -> Option<(String, String)> {
        let clash = self.clash?;
        let theirs = &clash.theirs.typed.late_reason;
        (*theirs != clash.mine.late_reason).then(|| (self.who(LATE_PLACE), theirs.clone()))
    }

    /// Who entered the other number of a cell, and the number, where it is another.
    pub(super) fn cell(&self, l: &Layout, def: &IndicatorDef) -> Option<(String, String)> {
        let clash = self.clash?;
        let cell = |body: &ReportBody| body.values.get(&def.code).cloned().unwrap_or_default();
        let theirs = cell(&clash.theirs.body);
        let note = theirs.note.as_ref();
        let note = note.map(|n| format!(" ({n})")).unwrap_or_default();
        let shown = format!("{}{note}", value(l, def, &theirs));
        (theirs != cell(&clash.mine.body)).then(|| (self.who(&number_field(&def.code)), shown))
    }

    /// Who changed a place last, and when.
    fn who(&self, place: &str) -> String {
        self.who
            .get(place)
            .cloned()
            .unwrap_or_else(|| self.last.clone())
    }
}
