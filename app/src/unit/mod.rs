//! Units over time: the tree of any day, the life of a unit, and acts of
//! reorganisation with their dry run, confirmation and coming into force.
//!
//! What an act does to the tree is worked out by `domain::unit`; here are rights,
//! heirs of what is open, the transaction and the journal.

mod confirm;
mod correct;
mod draft;
mod due;
mod field_moves;
mod field_words;
mod handed_plans;
mod kept;
mod outside;
mod plan;
mod post;
mod preview;
mod resettled;
mod show;
mod take_over;
mod tree;
mod walk;
mod will_owe;
mod withdraw;

pub use confirm::{Confirmed, confirm, confirm_draft};
pub use correct::{Correction, correct, create};
pub use draft::{ActPage, ActSummary, discard, list, load, save};
pub(crate) use draft::{NewName, renames};
pub use due::apply_due;
pub use field_moves::{Asks, FieldMove, FieldMoves, PlanLeft};
pub use outside::{NewCode, end_code, enter_code, remove_code};
pub(crate) use outside::{entry as code_entry, living_codes};
pub use plan::{Choice, OpenThing, Plan};
pub use preview::{Sent, plan};
pub use resettled::Staying;
pub use show::{Life, Succession, life, life_of_code};
pub use take_over::{TakenOver, taken_over};
pub use tree::{Branch, EndedHit, TreePage, tree_page};
pub use walk::{UnitOn, walk};
pub use will_owe::{WillOwe, will_owe};
pub use withdraw::withdraw;

use domain::id::{DelegationId, PostId, UnitId};
use domain::unit::{Changes, UnitAct};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An act as a person states it: the decision, and who takes over what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActInput {
    /// The decision and its steps.
    #[serde(flatten)]
    pub act: UnitAct,
    /// Heirs.
    #[serde(default)]
    pub heirs: Heirs,
}

/// Who takes over what ended units leave open. Units are named by codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heirs {
    /// For an ended unit, who takes everything that is not named below, also
    /// what arises until the day of a future act.
    pub general: BTreeMap<String, String>,
    /// For one open thing by its key: a code, [`ALL`] or [`EXEMPT`].
    pub items: BTreeMap<String, String>,
}

/// Every heir: for posts and areas, which can go to several.
pub const ALL: &str = "*";
/// The report need not be sent: for an heir that owes one in the same round.
pub const EXEMPT: &str = "-";

/// What is stored of an act besides the decision's number and dates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Body {
    #[serde(default, rename = "step")]
    steps: Vec<domain::unit::Step>,
    #[serde(default)]
    heirs: Heirs,
    /// Set when confirmed: who takes over from each ended unit what nobody
    /// named, since things arise until the day.
    #[serde(default)]
    general: BTreeMap<UnitId, UnitId>,
    /// Set when confirmed: obligations that end instead of moving.
    #[serde(default)]
    exempt: Vec<uuid::Uuid>,
    /// Set when confirmed ahead of the day: what was written, so that it can be
    /// taken back exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prepared: Option<Prepared>,
}

/// What confirming a future act has written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Prepared {
    /// In the history of units.
    changes: Changes,
    /// In the posts of people.
    posts: Vec<MovedPost>,
}

/// A post that an act has ended, with what came in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct MovedPost {
    post: PostId,
    /// First day without it by the act, and as it was before.
    ends: Date,
    until: Option<Date>,
    /// The same post with the heirs.
    given: Vec<PostId>,
    /// Delegations that the act ended: their end by it, and as it was before.
    delegations: Vec<(DelegationId, Date, Date)>,
}
