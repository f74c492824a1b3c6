//! Every way in which an act of reorganisation can be refused, with
//! the place in the act. What the steps are is in [`super::act`].

use crate::field::Field;

crate::codes! {
    /// Why an act cannot be confirmed.
    ActRefusal {
        /// No number of a decision.
        DecisionMissing = "unit.act.decision_missing",
        /// It would take effect before it was decided.
        EffectiveBeforeDecision = "unit.act.effective_before_decision",
        /// It does nothing.
        NoSteps = "unit.act.no_steps",
        /// A name is missing or cannot be used.
        NameEmpty = "unit.act.name_empty",
        /// A code is missing or has spaces.
        CodeForm = "unit.act.code_form",
        /// A code that is or was in use (domain facts §5.1).
        CodeTaken = "unit.act.code_taken",
        /// No unit has this code.
        UnitUnknown = "unit.act.unit_unknown",
        /// The act is dated before the unit exists, or on its first day.
        BeforeBirth = "unit.act.before_birth",
        /// The act is dated after the unit's end.
        AfterEnd = "unit.act.after_end",
        /// Another act already changes the unit, or orders a field of it, on that day
        /// or later.
        LaterChange = "unit.act.later_change",
        /// The unit above does not exist on that day.
        ParentMissing = "unit.act.parent_missing",
        /// A unit would be above itself.
        Cycle = "unit.act.cycle",
        /// A merge of nothing into something.
        MergeFew = "unit.act.merge_few",
        /// A split needs at least two heirs.
        SplitFew = "unit.act.split_few",
        /// A unit ends without an heir.
        HeirMissing = "unit.act.heir_missing",
        /// A unit cannot be its own heir.
        HeirSelf = "unit.act.heir_self",
        /// The heir ends by the same act.
        HeirEnded = "unit.act.heir_ended",
        /// One unit is changed twice in the same way.
        Twice = "unit.act.twice",
        /// Units below would be left without a parent.
        ChildrenLeft = "unit.act.children_left",
        /// Not one positive weight per heir.
        Weights = "unit.act.weights",
        /// The unit does not have the field on that day.
        NoFunction = "unit.act.no_function",
        /// The unit has the field already, or will.
        HasFunction = "unit.act.has_function",
        /// The unit ends by the same act.
        EndsHere = "unit.act.ends_here",
        /// Neither kind nor tier nor place is named.
        ChangeEmpty = "unit.act.change_empty",
        /// No unit is named where one is needed.
        UnitMissing = "unit.act.unit_missing",
        /// The new name, kind, tier or place is the old one, or the unit is there already.
        Unchanged = "unit.act.unchanged",
    }
}

/// One reason, with the place in the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActError {
    /// Position of the step, from 0; none for the act as a whole.
    pub step: Option<usize>,
    /// The reason.
    pub refusal: ActRefusal,
    /// The unit or name concerned, as people know it.
    pub what: String,
    /// The field of work, where another act orders that and not the unit itself.
    pub field: Option<Field>,
}

impl ActError {
    /// The key of its text. What is wrong only with all steps together has a text
    /// of its own, which names no step.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match (self.step, self.refusal) {
            (None, ActRefusal::LaterChange) if self.field.is_some() => {
                "unit.act.whole.later_change_of_field"
            }
            (_, ActRefusal::LaterChange) if self.field.is_some() => {
                "unit.act.later_change_of_field"
            }
            (None, ActRefusal::LaterChange) => "unit.act.whole.later_change",
            (None, ActRefusal::ParentMissing) => "unit.act.whole.parent_missing",
            (None, ActRefusal::Cycle) => "unit.act.whole.cycle",
            (None, ActRefusal::HeirEnded) => "unit.act.whole.heir_ended",
            (_, refusal) => refusal.code(),
        }
    }
}
