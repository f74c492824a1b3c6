//! Who may do what: roles, rights and how far they reach.
//!
//! Rights come from posts and end with them. Whether a unit lies inside a
//! post's area is answered by [`crate::unit::Tree`]; sign-in is in `app`.

mod delegation;
mod mail;
mod matrix;
mod post;
mod right;
mod role;
mod signing;

pub use delegation::{Acting, Delegation, DelegationError, check_delegation, delegable, withdraw};
pub use mail::is_mail_form;
pub use matrix::{Reach, reach};
pub use post::{PostError, check_post, end_post};
pub use right::Right;
pub use role::Role;
pub use signing::ActingForm;

use crate::id::{AccountId, PostId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A person's post in a unit over dates. Half-open: `until` is the
/// first day on which the post no longer holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Who holds it.
    pub account: AccountId,
    /// In which unit.
    pub unit: UnitId,
    /// With which rights.
    pub role: Role,
    /// The top of the tree over which rights of reach *area* hold; the unit
    /// itself for those who only act for their own unit.
    pub area: UnitId,
    /// The title as written on papers ("Trưởng phòng").
    pub title: String,
    /// Whether its holder votes in the unit. It gives no right in this
    /// program; papers and lists of delegates say it.
    pub is_voting: bool,
    /// The body that its holder stands for in the unit: a department's
    /// deputy in an association, say. It gives no right there.
    pub on_behalf_of: Option<UnitId>,
    /// First day.
    pub from: Date,
    /// First day after the end, if an end is known.
    pub until: Option<Date>,
}

impl Post {
    /// Whether the post holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}
