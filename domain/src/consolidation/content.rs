//! What a consolidated report says at one moment: the same shape for the live
//! draft and for a frozen snapshot, so that a document is always made from it
//! and never from the data behind.

use super::difference::Difference;
use super::draft::Source;
use crate::id::{RegimeVersionId, RoundId, TaskId, UnitId};
use crate::indicator::coverage_sentence_vi;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How complete the report is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCoverage {
    /// Units whose report counts, nil reports included.
    pub received: usize,
    /// Units that must report; exempt ones do not count.
    pub expected: usize,
    /// Names of the units without a report, in the order of the alphabet.
    pub missing: Vec<String>,
    /// Names of the units that answered "không phát sinh" as a whole.
    pub nil: Vec<String>,
    /// Names of the units that were exempted.
    pub exempt: Vec<String>,
}

impl ReportCoverage {
    /// "38/41 đơn vị; chưa có: …".
    #[must_use]
    pub fn sentence_vi(&self) -> String {
        coverage_sentence_vi(self.received, self.expected, &self.missing)
    }
}

/// One line of the appendix of figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Code of the indicator.
    pub code: String,
    /// Name on papers.
    pub name: String,
    /// Unit of measure.
    pub measure: String,
    /// Decimals.
    pub scale: u8,
    /// The area's total; none where there is none.
    pub value: Option<i64>,
    /// Numerator of a ratio.
    pub num: Option<i64>,
    /// Denominator of a ratio.
    pub den: Option<i64>,
    /// Total of the period before.
    pub previous: Option<i64>,
    /// Total of the same period last year.
    pub last_year: Option<i64>,
    /// Units whose figure is in it.
    pub with_value: usize,
    /// Units charged with the field that must give it.
    pub expected: usize,
    /// Of those in it, how many are estimates.
    pub estimated: usize,
    /// Names of the units without a figure that did not say "không phát sinh".
    pub missing: Vec<String>,
}

/// A paragraph as it is read: numbers written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenParagraph {
    /// The words.
    pub text: String,
    /// Where they come from.
    pub source: Option<Source>,
    /// Name of the unit of the source, as of the period.
    pub source_name: Option<String>,
}

/// A section as it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenSection {
    /// Code in the outline.
    pub code: String,
    /// Title on papers.
    pub title: String,
    /// The texts.
    pub paragraphs: Vec<FrozenParagraph>,
    /// Names of the units that answered "không phát sinh" here.
    pub nil: Vec<String>,
    /// How many units wrote something here.
    pub written_by: usize,
}

/// One line of the appendix "Tiến độ nhiệm vụ kỳ trước".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskProgress {
    /// The task.
    pub task: TaskId,
    /// Its code.
    pub code: String,
    /// What is to be done.
    pub title: String,
    /// The lead unit's name.
    pub lead: String,
    /// Present due day.
    pub due_on: Option<Date>,
    /// Code of the state.
    pub state: String,
    /// Share done, 0–100.
    pub percent: i32,
    /// Whether it is past its due day and not done.
    pub is_overdue: bool,
}

/// Everything a consolidated report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Version of this shape, for readers of stored snapshots.
    pub form: u32,
    /// The round.
    pub round: RoundId,
    /// Its title.
    pub title: String,
    /// The period inside a sentence ("quý III năm 2026").
    pub period: String,
    /// First day of the data.
    pub period_from: Date,
    /// Last day of the data.
    pub period_to: Date,
    /// The office that consolidates.
    pub office: UnitId,
    /// Its name.
    pub office_name: String,
    /// The body above it.
    pub parent_name: Option<String>,
    /// Symbol part of its document numbers.
    pub symbol: String,
    /// Place written on its papers.
    pub place: String,
    /// The regime's version with which the round was opened.
    pub regime_version: RegimeVersionId,
    /// Position of the journal up to which data are in.
    pub journal_seq: i64,
    /// How complete it is.
    pub coverage: ReportCoverage,
    /// The texts, in the order of the outline.
    pub sections: Vec<FrozenSection>,
    /// The figures, in the order of the regime.
    pub figures: Vec<Figure>,
    /// The tasks that were open in the period.
    pub tasks: Vec<TaskProgress>,
    /// 0 for the report itself, n for supplement n.
    pub supplement: i32,
    /// Of a supplement: what is different from the snapshot before.
    pub differences: Vec<Difference>,
}

/// "Sở A, xã B và xã C": names as people list them.
#[must_use]
pub fn names_vi<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} và {}", first.join(", "), last.as_ref())
        }
    }
}

/// The sentence on the units that answered "không phát sinh", or none.
#[must_use]
pub fn nil_sentence_vi<S: AsRef<str>>(names: &[S]) -> Option<String> {
    match names.len() {
        0 => None,
        1 => Some(format!(
            "{} báo cáo không phát sinh trong kỳ.",
            names_vi(names)
        )),
        n => Some(format!(
            "{n} đơn vị báo cáo không phát sinh trong kỳ: {}.",
            names_vi(names)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_arose_is_said_with_the_names_of_those_who_said_it() {
        assert_eq!(nil_sentence_vi::<&str>(&[]), None);
        assert_eq!(
            nil_sentence_vi(&["Xã An"]).unwrap(),
            "Xã An báo cáo không phát sinh trong kỳ."
        );
        assert_eq!(
            nil_sentence_vi(&["Xã An", "Xã Bình", "Sở Y tế"]).unwrap(),
            "3 đơn vị báo cáo không phát sinh trong kỳ: Xã An, Xã Bình và Sở Y tế."
        );
    }
}
