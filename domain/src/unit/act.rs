//! An act of reorganisation as a decision states it: what is ordered. What
//! it does is in [`super::apply`], how it is refused in [`super::refusal`].

use super::{Lineage, LineageKind, Tier, UnitKind, UnitVersion};
use crate::field::Field;
use crate::id::UnitId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A decision that changes units. Units are named by their codes, since new
/// ones have no id yet; a many-to-many change is one act of several steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitAct {
    /// Number and symbol of the decision.
    pub decision: String,
    /// Its date.
    pub decided_on: Date,
    /// The day from which it holds, from 00:00 in Viet Nam.
    pub effective_on: Date,
    /// What it does, step by step.
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
}

/// One thing that an act orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// A new unit.
    Create(NewUnit),
    /// A new name; an empty short name or symbol stays as it is.
    Rename {
        /// The unit.
        unit: String,
        /// Full name.
        name: String,
        /// Short name.
        #[serde(default)]
        short_name: String,
        /// Symbol part of document numbers.
        #[serde(default)]
        symbol: String,
    },
    /// Another unit above.
    Move {
        /// The unit.
        unit: String,
        /// The unit above from then on.
        parent: String,
    },
    /// Several become one: an existing unit, one of them, or one created by the
    /// same act. Units below move along.
    Merge {
        /// Those that end.
        from: Vec<String>,
        /// The successor.
        into: String,
    },
    /// One becomes several. Its data stay with it.
    Split {
        /// The unit that ends.
        from: String,
        /// The heirs.
        into: Vec<String>,
        /// One weight per heir, only if the decision states them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        weights: Vec<i64>,
    },
    /// A unit ends; another takes over what it leaves.
    Abolish {
        /// The unit.
        unit: String,
        /// Who takes over.
        heir: String,
    },
    /// Another kind, tier or place: a commune becomes a ward, a school a university.
    /// What is not named stays.
    Change {
        /// The unit.
        unit: String,
        /// What it is from then on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<UnitKind>,
        /// Where in the state it stands from then on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tier: Option<Tier>,
        /// Place written on its papers from then on; empty = as before.
        #[serde(default)]
        place: String,
    },
    /// A unit takes on a field of work that it did not have; who else has it
    /// keeps it.
    Charge {
        /// The unit.
        unit: String,
        /// The field.
        field: Field,
    },
    /// A unit gives up a field of work and nobody takes it over.
    Discharge {
        /// The unit.
        unit: String,
        /// The field.
        field: Field,
    },
    /// A field of work goes from one unit to another.
    Transfer {
        /// The field.
        field: Field,
        /// Who had it.
        from: String,
        /// Who has it from then on.
        to: String,
    },
}

/// A unit to be created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUnit {
    /// Its code; one that was ever used is refused.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name; empty = the full one.
    #[serde(default)]
    pub short_name: String,
    /// Symbol part of document numbers.
    #[serde(default)]
    pub symbol: String,
    /// What it is.
    pub kind: UnitKind,
    /// Where in the state it stands.
    pub tier: Tier,
    /// Code of the unit above.
    pub parent: String,
    /// Place written on its papers.
    #[serde(default)]
    pub place: String,
    /// Fields of work.
    #[serde(default)]
    pub fields: Vec<Field>,
}

impl Step {
    /// Stable name of the kind of step.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Create(_) => "create",
            Self::Rename { .. } => "rename",
            Self::Move { .. } => "move",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Abolish { .. } => "abolish",
            Self::Change { .. } => "change",
            Self::Charge { .. } => "charge",
            Self::Discharge { .. } => "discharge",
            Self::Transfer { .. } => "transfer",
        }
    }

    /// Codes of all units named, without the one to be created.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        match self {
            Self::Create(new) => vec![&new.parent],
            Self::Rename { unit, .. }
            | Self::Change { unit, .. }
            | Self::Charge { unit, .. }
            | Self::Discharge { unit, .. } => vec![unit],
            Self::Move { unit, parent } => vec![unit, parent],
            Self::Merge { from, into } => from.iter().chain([into]).map(String::as_str).collect(),
            Self::Split { from, into, .. } => {
                [from].into_iter().chain(into).map(String::as_str).collect()
            }
            Self::Abolish { unit, heir } => vec![unit, heir],
            Self::Transfer { from, to, .. } => vec![from, to],
        }
    }
}

crate::codes! {
    /// Where an act stands.
    ActState {
        /// Being written; changes nothing.
        Draft = "draft",
        /// Confirmed; the dated tree has it, what moves on the day waits.
        Confirmed = "confirmed",
        /// Its day has come and everything has moved.
        Applied = "applied",
        /// Confirmed and taken back before its day; it never had an effect.
        Withdrawn = "withdrawn",
    }
}

crate::codes! {
    /// What a unit leaves open and an heir must take over.
    MoveKind {
        /// A report owed.
        Obligation = "obligation",
        /// The lead of a task.
        TaskLead = "task_lead",
        /// A part in a task.
        TaskPart = "task_part",
        /// The supervision of a task.
        TaskWatch = "task_watch",
        /// A task given to others.
        TaskGiver = "task_giver",
        /// A person's post in the unit.
        Post = "post",
        /// The unit as area of a post elsewhere.
        Scope = "scope",
        /// An invitation to a coming conference, with its delegates.
        Invitation = "invitation",
        /// A conference that the unit prepares.
        Conference = "conference",
        /// A conclusion that names the unit and is not binding yet.
        Conclusion = "conclusion",
        /// An open round that the unit runs.
        Round = "round",
        /// A reporting regime.
        Regime = "regime",
        /// A group (*khối*) that the unit keeps.
        Group = "group",
        /// The unit's membership in a group.
        Member = "member",
        /// A plan value of the year or a later one.
        Plan = "plan",
        /// A request for an opinion whose time has not passed.
        Opinion = "opinion",
        /// A report received and not acknowledged.
        Receipt = "receipt",
    }
}

impl MoveKind {
    /// Whether the thing can go to several heirs at once: rights over what has
    /// become several units go to each of them.
    #[must_use]
    pub fn may_multiply(self) -> bool {
        matches!(self, Self::Post | Self::Scope)
    }
}

/// What an act changes, worked out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// First versions of new units, parents first.
    pub new_units: Vec<UnitVersion>,
    /// Versions that end on the effective day: unit and first day.
    pub closed: Vec<(UnitId, Date)>,
    /// Versions that begin on the effective day.
    pub new_versions: Vec<UnitVersion>,
    /// Units whose life ends.
    pub ended: Vec<Ended>,
    /// Edges from the former to the later units.
    pub lineage: Vec<Lineage>,
    /// Fields of work that a unit gives up.
    pub functions_closed: Vec<(UnitId, Field)>,
    /// Fields of work that a unit takes on.
    pub functions_opened: Vec<(UnitId, Field)>,
}

/// A unit whose life ends by an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The unit.
    pub unit: UnitId,
    /// By merge, split or dissolution.
    pub by: LineageKind,
    /// Who follows it.
    pub heirs: Vec<UnitId>,
}
