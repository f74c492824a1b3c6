//! Who acts.

use crate::text::Locale;
use domain::account::{Post, Reach, Right, reach};
use domain::id::{AccountId, SessionId, UnitId};
use domain::unit::Tree;

/// A person signed in (or named by the operator at the shell), with the posts
/// that hold today.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// Name shown and written in the trail's screens.
    pub full_name: String,
    /// Posts that hold today.
    pub posts: Vec<Post>,
    /// The browser's session, if there is one.
    pub session: Option<SessionId>,
    /// Language of the account.
    pub locale: Locale,
}

/// Who acts.
#[derive(Debug, Clone)]
pub enum Actor {
    /// A reader of the portal.
    Anonymous,
    /// A person with posts.
    Person(Person),
    /// The program itself: jobs, and the set-up of a new instance.
    System,
}

impl Actor {
    /// The account, for the journal.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person(person) => Some(person.account),
            Self::Anonymous | Self::System => None,
        }
    }

    /// The person, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            _ => None,
        }
    }

    /// Whether the actor has the right anywhere.
    #[must_use]
    pub fn has(&self, right: Right) -> bool {
        match self {
            Self::Anonymous => false,
            Self::System => true,
            Self::Person(p) => p
                .posts
                .iter()
                .any(|post| reach(post.role, right) != Reach::None),
        }
    }

    /// Whether the actor has the right over `unit`.
    #[must_use]
    pub fn has_over(&self, right: Right, unit: UnitId, tree: &Tree) -> bool {
        match self {
            Self::Anonymous => false,
            Self::System => true,
            Self::Person(p) => p.posts.iter().any(|post| match reach(post.role, right) {
                Reach::None => false,
                // Matters of an ended unit are its heirs'.
                Reach::Own => tree.is_or_was(unit, post.unit),
                Reach::Area => tree.is_or_was(unit, post.unit) || tree.is_within(unit, post.area),
            }),
        }
    }

    /// The units for which the actor has a right of reach *own*.
    #[must_use]
    pub fn own_units(&self, right: Right) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = match self {
            Self::Person(p) => p
                .posts
                .iter()
                .filter(|post| reach(post.role, right) != Reach::None)
                .map(|post| post.unit)
                .collect(),
            _ => Vec::new(),
        };
        units.sort();
        units.dedup();
        units
    }

    /// The tops of the areas over which the actor has a right.
    #[must_use]
    pub fn areas(&self, right: Right) -> Vec<UnitId> {
        let mut areas: Vec<UnitId> = match self {
            Self::Person(p) => p
                .posts
                .iter()
                .filter(|post| reach(post.role, right) == Reach::Area)
                .map(|post| post.area)
                .collect(),
            _ => Vec::new(),
        };
        areas.sort();
        areas.dedup();
        areas
    }
}
