//! What a consolidated report says at one moment: the same shape for the live
//! draft and for a frozen snapshot, so that a document is always made from it
//! and never from the data behind (R-4.5).

use super::arrivals::ArrivalTable;
use super::chart::{Chart, TimelinessTable};
use super::difference::Difference;
use super::draft::{Source, is_of_report};
use crate::frozen_form::FrozenForm;
use crate::id::{ObligationId, RegimeVersionId, RoundId, TaskId, UnitId};
use crate::indicator::{
    Counted, LevelCount, PlanProgress, coverage_sentence_en, coverage_sentence_vi,
};
use crate::number::{Bound, Threshold, bounded, format_number};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How complete the report is (R-4.2).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCoverage {
    /// What the counts are of.
    #[serde(default, skip_serializing_if = "Counted::is_units")]
    pub counted: Counted,
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
    /// Names of the units in whose report a figure is an estimate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub estimated: Vec<String>,
    /// What the tiers sent up say of the units below them, province by province
    /// in the order of the alphabet; empty where there is one tier only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<TierCoverage>,
}

/// How complete one tier below is (R-4.2 through all tiers).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierCoverage {
    /// What the counts are of.
    #[serde(default, skip_serializing_if = "Counted::is_units")]
    pub counted: Counted,
    /// The unit whose own round it is.
    pub above: String,
    /// Units of that round whose report counts.
    pub received: usize,
    /// Units of that round that must report.
    pub expected: usize,
    /// Names of those without a report.
    pub missing: Vec<String>,
}

impl ReportCoverage {
    /// "38/41 đơn vị; chưa có: …"; with tiers "33/34 tỉnh, thành phố; chưa có: …;
    /// cấp dưới: 3300/3321 xã, phường, đặc khu; cấp dưới chưa có: Xã A (Tỉnh ủy X)".
    #[must_use]
    pub fn sentence_vi(&self) -> String {
        let own = coverage_sentence_vi(self.counted, self.received, self.expected, &self.missing);
        if self.below.is_empty() {
            return own;
        }
        let (received, expected) = self.below_counts();
        let count = self.below_counted().count_vi(received, expected);
        let head = format!("{own}; cấp dưới: {count}");
        let missing = self.below_missing();
        if missing.is_empty() {
            return head;
        }
        format!("{head}; cấp dưới chưa có: {}", missing.join(", "))
    }

    /// "38 of 41 units; missing: …", with the tiers below as in
    /// [`Self::sentence_vi`].
    #[must_use]
    pub fn sentence_en(&self) -> String {
        let own = coverage_sentence_en(self.counted, self.received, self.expected, &self.missing);
        if self.below.is_empty() {
            return own;
        }
        let (received, expected) = self.below_counts();
        let count = self.below_counted().count_en(received, expected);
        let head = format!("{own}; below: {count}");
        let missing = self.below_missing();
        if missing.is_empty() {
            return head;
        }
        format!("{head}; missing below: {}", missing.join(", "))
    }

    /// Units below that have reported, and that must.
    #[must_use]
    pub fn below_counts(&self) -> (usize, usize) {
        let sum = |of: fn(&TierCoverage) -> usize| self.below.iter().map(of).sum();
        (sum(|t| t.received), sum(|t| t.expected))
    }

    /// What the units of all tiers below are; a word of their own only where they
    /// are all of one kind.
    fn below_counted(&self) -> Counted {
        match self.below.split_first() {
            Some((first, rest)) if rest.iter().all(|t| t.counted == first.counted) => first.counted,
            _ => Counted::Units,
        }
    }

    /// "Xã A (Tỉnh ủy X)" for every unit below without a report.
    #[must_use]
    pub fn below_missing(&self) -> Vec<String> {
        self.below
            .iter()
            .flat_map(|t| t.missing.iter().map(move |m| format!("{m} ({})", t.above)))
            .collect()
    }
}

fn is_of_nobody(units: &(usize, usize)) -> bool {
    *units == (0, 0)
}

/// Of a part of the year so far, how many units answered, where some that must are
/// missing (R-4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartCoverage {
    /// The part, its year left out ("quý IV").
    pub period: String,
    /// Units that gave a figure or said "không phát sinh". In what was frozen before these
    /// were one count, those that gave a figure; the key is of that time.
    #[serde(rename = "with_value")]
    pub answered: usize,
    /// Units that must.
    pub expected: usize,
}

impl PartCoverage {
    /// "quý IV 1/2".
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{} {}/{}", self.period, self.answered, self.expected)
    }
}

fn is_whole(depth: &usize) -> bool {
    *depth == 0
}

/// One line of the appendix of figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Code of the indicator.
    pub code: String,
    /// Name on papers.
    pub name: String,
    /// How deep it stands below the whole of which it is a part.
    #[serde(default, skip_serializing_if = "is_whole")]
    pub depth: usize,
    /// Unit of measure.
    pub measure: String,
    /// Decimals.
    pub scale: u8,
    /// The area's total; none where there is none.
    pub value: Option<i64>,
    /// Of levels: how many units have each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelCount>,
    /// Numerator of a ratio.
    pub num: Option<i64>,
    /// Denominator of a ratio.
    pub den: Option<i64>,
    /// Total of the period before.
    pub previous: Option<i64>,
    /// The threshold that it is, itself or by what is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_bound: Option<Threshold>,
    /// Units were split or joined since, so that the period before cannot be
    /// compared (R-1.4).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_previous_incomparable: bool,
    /// Of the units that must give that one, how many answered and how many they are,
    /// where some are missing; (0, 0) where none is.
    #[serde(default, skip_serializing_if = "is_of_nobody")]
    pub previous_units: (usize, usize),
    /// Total of the same period last year.
    pub last_year: Option<i64>,
    /// The threshold that it is, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year_bound: Option<Threshold>,
    /// The same for the same period last year.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_last_year_incomparable: bool,
    /// Of how many units that is, likewise.
    #[serde(default, skip_serializing_if = "is_of_nobody")]
    pub last_year_units: (usize, usize),
    /// Units whose figure is in it.
    pub with_value: usize,
    /// Units that gave it or said "không phát sinh"; none in what was frozen before this
    /// was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<usize>,
    /// Units charged with the field that must give it.
    pub expected: usize,
    /// Of those in it, how many are estimates.
    pub estimated: usize,
    /// Names of the units without a figure that did not say "không phát sinh".
    pub missing: Vec<String>,
    /// Names of the units whose figure is an estimate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub estimated_units: Vec<String>,
    /// The threshold that the value is, where all thresholds in it point the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// Names of the units whose figure is a threshold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threshold_units: Vec<String>,
    /// Value from the beginning of the year to the end of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub so_far: Option<i64>,
    /// The threshold that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub so_far_bound: Option<Bound>,
    /// Of the periods that make up the year so far, how many have a value and
    /// how many there are; (0, 0) where the period has no such parts.
    #[serde(default)]
    pub so_far_periods: (usize, usize),
    /// The parts of it from which units are missing, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub so_far_partial: Vec<PartCoverage>,
    /// Plan of the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<i64>,
    /// The threshold that it is, itself or by what is added up in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_bound: Option<Threshold>,
    /// Where the plan is added up: of the units that must give the figure, how
    /// many have one, and how many they are; (0, 0) for a plan of the area itself.
    #[serde(default, skip_serializing_if = "is_of_nobody")]
    pub plan_units: (usize, usize),
    /// What the year so far is against the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_progress: Option<PlanProgress>,
}

impl Figure {
    /// The threshold that the area's total is, itself or by what is in it.
    #[must_use]
    pub fn threshold(&self) -> Option<Threshold> {
        let threshold = Threshold::of(self.bound, !self.threshold_units.is_empty());
        threshold.filter(|_| self.value.is_some())
    }

    /// Of the units that must give it, how many answered, and how many they are (R-4.2);
    /// in what was frozen before answers were counted, how many gave a figure.
    #[must_use]
    pub fn units(&self) -> (usize, usize) {
        (self.answered.unwrap_or(self.with_value), self.expected)
    }

    /// The area's total as a number, a threshold with its words.
    #[must_use]
    pub fn written(&self) -> Option<String> {
        Some(bounded(self.bound, format_number(self.value?, self.scale)))
    }

    /// Whether thresholds that point both ways are added up in the plan: then the year
    /// is not set against it.
    #[must_use]
    pub fn is_plan_open(&self) -> bool {
        self.plan_bound == Some(Threshold::BothWays)
    }

    /// Of how many units the plan is, where some of those that report have none.
    #[must_use]
    pub fn plan_gap(&self) -> Option<(usize, usize)> {
        let (with, all) = self.plan_units;
        (with < all).then_some((with, all))
    }
}

/// One line of the appendix "Danh mục văn bản".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLine {
    /// Number and symbol.
    pub symbol: String,
    /// Type ("Nghị quyết").
    pub doc_type: String,
    /// Who issued it.
    pub issuer: String,
    /// When, if known.
    pub issued_on: Option<Date>,
    /// What it is about.
    pub subject: String,
    /// Issued inside the period.
    pub is_of_period: bool,
    /// Codes of the sections of this report that name it.
    pub cited_in: Vec<String>,
}

/// One line of the appendix "Theo dõi sơ kết, tổng kết".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewLine {
    /// Number and symbol of the directive.
    pub symbol: String,
    /// What the directive is about.
    pub subject: String,
    /// Code of the kind: interim or final.
    pub kind: String,
    /// After how many years.
    pub years: i32,
    /// The day.
    pub due_on: Date,
    /// Code of the state.
    pub state: String,
}

/// A paragraph as it is read: numbers written out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenParagraph {
    /// The words.
    pub text: String,
    /// Where they come from.
    pub source: Option<Source>,
    /// Name of the unit of the source, as of the period.
    pub source_name: Option<String>,
    /// The supplement with which it came; 0 for the report itself.
    #[serde(default, skip_serializing_if = "is_of_report")]
    pub supplement: i32,
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
    /// The version of each unit's report that counts in it; empty in reports frozen
    /// before it was kept.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub versions: BTreeMap<ObligationId, i32>,
    /// The texts, in the order of the outline.
    pub sections: Vec<FrozenSection>,
    /// The figures, in the order of the regime.
    pub figures: Vec<Figure>,
    /// The tasks that were open in the period.
    pub tasks: Vec<TaskProgress>,
    /// The documents of the period, and those that the report names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentLine>,
    /// Reviews that fall into the period and the twelve months after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<ReviewLine>,
    /// How far submission was, for a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrivals: Option<ArrivalTable>,
    /// Who kept to the day in the last rounds, for a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeliness: Option<TimelinessTable>,
    /// The indicators that the texts quote, for pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charts: Vec<Chart>,
    /// The forms in which it is laid out, of each kind the one that held on the
    /// day of freezing (R-4.5); none in reports frozen before forms were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<FrozenForm>,
    /// 0 for the report itself, n for supplement n.
    pub supplement: i32,
    /// Of a supplement: what is different from the snapshot before.
    pub differences: Vec<Difference>,
}

impl Content {
    /// Whether a version of a report came after this was frozen (R-4.5): it is not
    /// the one that counts here. Where versions were not kept, a unit was missing.
    #[must_use]
    pub fn is_late(&self, obligation: ObligationId, version: i32, unit: &str) -> bool {
        match self.versions.get(&obligation) {
            Some(counted) => *counted != version,
            None if self.versions.is_empty() => self.coverage.missing.iter().any(|m| m == unit),
            None => true,
        }
    }
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

/// The sentence on the units that answered "không phát sinh" (R-3.11), or none.
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
    fn coverage_goes_through_all_tiers_with_names() {
        let tier = |above: &str, received, missing: &[&str]| TierCoverage {
            counted: Counted::Communes,
            above: above.into(),
            received,
            expected: received + missing.len(),
            missing: missing.iter().map(|m| (*m).to_owned()).collect(),
        };
        let coverage = ReportCoverage {
            counted: Counted::Provinces,
            received: 33,
            expected: 34,
            missing: vec!["Tỉnh ủy C".into()],
            below: vec![
                tier("Tỉnh ủy A", 100, &["Xã Mây"]),
                tier("Tỉnh ủy B", 90, &[]),
            ],
            ..ReportCoverage::default()
        };
        assert_eq!(
            coverage.sentence_vi(),
            "33/34 tỉnh, thành phố; chưa có: Tỉnh ủy C; cấp dưới: 190/191 xã, phường, đặc khu; cấp dưới chưa có: Xã Mây (Tỉnh ủy A)"
        );
        assert!(
            coverage
                .sentence_en()
                .contains("below: 190 of 191 communes")
        );
    }

    #[test]
    fn r_4_5_a_version_is_late_if_it_is_not_the_one_that_was_counted() {
        let id = |n: u128| ObligationId(uuid::Uuid::from_u128(n));
        let mut content = super::super::difference::tests::content(&["Xã An"], None);
        assert!(content.is_late(id(1), 1, "Xã An"));
        assert!(!content.is_late(id(2), 7, "Xã Bình"), "versions not kept");
        content.versions = [(id(2), 1)].into();
        assert!(content.is_late(id(1), 1, "Xã An"));
        assert!(content.is_late(id(2), 2, "Xã Bình"));
        assert!(!content.is_late(id(2), 1, "Xã Bình"));
        let json = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<Content>(&json).unwrap(), content);
    }

    /// R-4.2, R-4.5: of how many units compared figures are is kept where some are
    /// missing; what was frozen without it keeps its seal.
    #[test]
    fn r_4_2_how_complete_compared_figures_are_is_frozen_where_units_are_missing() {
        let mut figure = Figure::default();
        let json = serde_json::to_string(&figure).unwrap();
        assert!(!json.contains("_units\":[") && !json.contains("so_far_partial"));
        assert!(!json.contains("answered"), "{json}");
        (figure.with_value, figure.expected) = (27, 30);
        assert_eq!(figure.units(), (27, 30));
        figure.answered = Some(28);
        assert_eq!(figure.units(), (28, 30));
        figure.previous_units = (28, 30);
        figure.last_year_units = (29, 30);
        figure.so_far_partial = vec![PartCoverage {
            period: "quý IV".into(),
            answered: 1,
            expected: 2,
        }];
        assert_eq!(figure.so_far_partial[0].shown(), "quý IV 1/2");
        let json = serde_json::to_string(&figure).unwrap();
        assert!(json.contains(r#""previous_units":[28,30]"#), "{json}");
        assert!(json.contains(r#""with_value":1,"expected":2"#), "{json}");
        assert_eq!(serde_json::from_str::<Figure>(&json).unwrap(), figure);
    }

    /// R-4.5: what was frozen without thresholds keeps its seal.
    #[test]
    fn r_4_5_a_figure_without_thresholds_is_frozen_as_before_and_one_with_them_is_read_again() {
        let mut figure = Figure {
            value: Some(5),
            previous: Some(4),
            last_year: Some(3),
            ..Figure::default()
        };
        let json = serde_json::to_string(&figure).unwrap();
        assert!(!json.contains("bound"), "{json}");
        figure.previous_bound = Some(Threshold::AtMost);
        figure.last_year_bound = Some(Threshold::BothWays);
        let json = serde_json::to_string(&figure).unwrap();
        let said = r#""previous":4,"previous_bound":"at_most","last_year":3,"last_year_bound":"both_ways""#;
        assert!(json.contains(said), "{json}");
        assert_eq!(serde_json::from_str::<Figure>(&json).unwrap(), figure);
    }

    #[test]
    fn r_3_11_nothing_arose_is_said_with_the_names_of_those_who_said_it() {
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
