//! Conclusions: what a numbered item must say before it can bind.

use super::Target;
use crate::id::UnitId;
use jiff::civil::Date;

/// What a conclusion says, as far as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConclusionDraft {
    /// The words of the chair.
    pub text: String,
    /// Exactly one lead unit once it binds.
    pub lead: Option<UnitId>,
    /// Cooperating units.
    pub cooperating: Vec<UnitId>,
    /// Lists of units that cooperate too, resolved when the task is given.
    pub also: Vec<Target>,
    /// Due date, if there is one.
    pub due_on: Option<Date>,
    /// Output expected.
    pub output: String,
    /// Whether the portal may show it.
    pub is_public: bool,
}

/// What keeps a conclusion from binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConclusionError {
    /// No text.
    #[error("conference.text_missing")]
    TextMissing,
    /// No lead unit.
    #[error("conference.lead_missing")]
    LeadMissing,
    /// The lead unit is among the cooperating ones.
    #[error("conference.lead_cooperates")]
    LeadCooperates,
    /// A cooperating unit is named twice.
    #[error("conference.unit_twice")]
    UnitTwice,
    /// Due before the conference was held.
    #[error("conference.due_before")]
    DueBefore,
}

impl ConclusionError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TextMissing => "conference.text_missing",
            Self::LeadMissing => "conference.lead_missing",
            Self::LeadCooperates => "conference.lead_cooperates",
            Self::UnitTwice => "conference.unit_twice",
            Self::DueBefore => "conference.due_before",
        }
    }

    /// The field of the form that it concerns.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::TextMissing => "text",
            Self::LeadMissing => "lead",
            Self::LeadCooperates | Self::UnitTwice => "cooperating",
            Self::DueBefore => "due_on",
        }
    }
}

/// Everything that keeps a conclusion of a conference held on `held_on` from
/// binding; empty when it may be issued.
#[must_use]
pub fn check_conclusion(draft: &ConclusionDraft, held_on: Date) -> Vec<ConclusionError> {
    let mut errors = Vec::new();
    if draft.text.trim().is_empty() {
        errors.push(ConclusionError::TextMissing);
    }
    match draft.lead {
        None => errors.push(ConclusionError::LeadMissing),
        Some(lead) if draft.cooperating.contains(&lead) => {
            errors.push(ConclusionError::LeadCooperates)
        }
        Some(_) => {}
    }
    let mut seen = draft.cooperating.clone();
    seen.sort();
    seen.dedup();
    if seen.len() < draft.cooperating.len() {
        errors.push(ConclusionError::UnitTwice);
    }
    if draft.due_on.is_some_and(|due| due < held_on) {
        errors.push(ConclusionError::DueBefore);
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn unit(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }

    #[test]
    fn a_conclusion_with_text_and_one_lead_may_bind() {
        let draft = ConclusionDraft {
            text: "Rà soát mạng lưới trường lớp.".into(),
            lead: Some(unit(1)),
            cooperating: vec![unit(2), unit(3)],
            due_on: Some(date(2026, 10, 9)),
            ..ConclusionDraft::default()
        };
        assert!(check_conclusion(&draft, date(2026, 10, 9)).is_empty());
    }

    #[test]
    fn all_defects_are_named_at_once() {
        let draft = ConclusionDraft {
            text: " ".into(),
            cooperating: vec![unit(2), unit(2)],
            due_on: Some(date(2026, 10, 8)),
            ..ConclusionDraft::default()
        };
        use ConclusionError as E;
        let expected = vec![E::TextMissing, E::LeadMissing, E::UnitTwice, E::DueBefore];
        assert_eq!(check_conclusion(&draft, date(2026, 10, 9)), expected);
        let both = ConclusionDraft {
            text: "x".into(),
            lead: Some(unit(2)),
            cooperating: vec![unit(2)],
            ..ConclusionDraft::default()
        };
        assert_eq!(
            check_conclusion(&both, date(2026, 10, 9)),
            vec![E::LeadCooperates]
        );
    }
}
