//! What fields of work change by moving, in words: line by line, as the dry run of an
//! act shows it. What they change is worked out in `field_moves`.

use super::field_moves::{Asks, FieldMove, FieldMoves};
use crate::Locale;
use crate::text::t_with;
use domain::report::ReportState;

impl Asks {
    fn words(&self, locale: Locale) -> String {
        let lists = [
            ("unit.act.field_indicators", &self.indicators),
            ("unit.act.field_sections", &self.sections),
        ];
        let told = lists.into_iter().filter(|(_, codes)| !codes.is_empty());
        let told = told.map(|(key, codes)| t_with(locale, key, &[("codes", codes.join(", "))]));
        told.collect::<Vec<_>>().join("; ")
    }
}

impl FieldMove {
    fn lines(&self, locale: Locale, lines: &mut Vec<String>) {
        let say = |key: &str, what: String| {
            let values = [
                ("unit", self.unit.clone()),
                ("round", self.round.clone()),
                ("what", what),
            ];
            t_with(locale, key, &values)
        };
        if !self.left.is_empty() {
            lines.push(say("unit.act.field_left", self.left.words(locale)));
        }
        if !self.in_draft.is_empty() {
            lines.push(say("unit.act.field_draft", self.in_draft.join(", ")));
        }
        if !self.sent.is_empty() {
            lines.push(say("unit.act.field_sent", self.sent.join(", ")));
        }
        if !self.unowed.is_empty() {
            lines.push(say("unit.act.field_unowed", self.unowed.join(", ")));
        }
        if !self.taken.is_empty() {
            let key = match self.state {
                ReportState::Accepted => "unit.act.field_taken_accepted",
                ReportState::Received | ReportState::Resubmitted => "unit.act.field_taken_sent",
                _ => "unit.act.field_taken",
            };
            lines.push(say(key, self.taken.words(locale)));
        }
    }
}

impl FieldMoves {
    /// As lines under what the dry run says of all of them.
    #[must_use]
    pub fn lines(&self, locale: Locale) -> Vec<String> {
        let mut lines = Vec::new();
        for report in &self.reports {
            report.lines(locale, &mut lines);
        }
        let plans = self.plans.iter().map(|plan| {
            let (vi, en) = &plan.indicator;
            let indicator = match locale {
                Locale::Vi => vi,
                Locale::En => en,
            };
            let values = [
                ("unit", plan.unit.clone()),
                ("indicator", indicator.clone()),
                ("year", plan.year.to_string()),
                ("goal", plan.goal.clone()),
            ];
            t_with(locale, "unit.act.field_plan", &values)
        });
        lines.extend(plans);
        lines
    }
}
