//! Who acts.

use crate::text::Locale;
use domain::account::{Acting, Post, Reach, Right, reach};
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
    /// Posts that hold today; the rights of all of them add up.
    pub posts: Vec<Post>,
    /// Posts of others in which the person acts today.
    pub acting: Vec<Acting>,
    /// Whether the password was set by somebody else: then nothing may be done
    /// in a browser but choosing one's own.
    pub has_temporary_password: bool,
    /// The browser's session, if there is one.
    pub session: Option<SessionId>,
    /// Language of the account.
    pub locale: Locale,
}

impl Person {
    /// The posts that give a right, with how far; one's own come first, so that
    /// nobody acts for another where they may act for themselves.
    fn reaches(&self, right: Right) -> impl Iterator<Item = (&Post, Reach, Grant)> {
        let own = self
            .posts
            .iter()
            .map(move |p| (p, reach(p.role, right), Grant::Own));
        let acting = self
            .acting
            .iter()
            .map(move |a| (&a.post, a.reach(right), Grant::For(a.post.account)));
        own.chain(acting).filter(|(_, r, _)| *r != Reach::None)
    }
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
        self.grant_anywhere(right).is_some()
    }

    /// Whether the actor has the right over a unit, or over all of an area.
    #[must_use]
    pub fn has_over(&self, right: Right, over: impl Into<Over>, tree: &Tree) -> bool {
        self.grant(right, over, tree).is_some()
    }

    /// Through what the actor has the right anywhere, if at all.
    pub(crate) fn grant_anywhere(&self, right: Right) -> Option<Grant> {
        match self {
            Self::Anonymous => None,
            Self::System => Some(Grant::Own),
            Self::Person(p) => p.reaches(right).map(|(.., grant)| grant).next(),
        }
    }

    /// Through what the actor has the right there, if at all.
    pub(crate) fn grant(&self, right: Right, over: impl Into<Over>, tree: &Tree) -> Option<Grant> {
        let Self::Person(person) = self else {
            return self.grant_anywhere(right);
        };
        let over = over.into();
        let covers = |post: &Post, reach: Reach| match (reach, over) {
            (Reach::None, _) | (Reach::Own, Over::Area(_)) => false,
            // Matters of an ended unit are its heirs'.
            (Reach::Own, Over::Unit(unit)) => tree.is_or_was(unit, post.unit),
            (Reach::Area, Over::Unit(unit)) => {
                tree.is_or_was(unit, post.unit) || tree.is_within(unit, post.area)
            }
            (Reach::Area, Over::Area(top)) => tree.is_within(top, post.area),
        };
        person
            .reaches(right)
            .find(|(post, reach, _)| covers(post, *reach))
            .map(|(.., grant)| grant)
    }

    /// The units for which the actor has a right of reach *own*.
    #[must_use]
    pub fn own_units(&self, right: Right) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = match self {
            Self::Person(p) => p.reaches(right).map(|(post, ..)| post.unit).collect(),
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
                .reaches(right)
                .filter(|(_, reach, _)| *reach == Reach::Area)
                .map(|(post, ..)| post.area)
                .collect(),
            _ => Vec::new(),
        };
        areas.sort();
        areas.dedup();
        areas
    }
}

/// Over what a right is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// The matters of one unit.
    Unit(UnitId),
    /// Everything in the area of a unit: a post in that unit which does not reach
    /// over the whole area is not enough.
    Area(UnitId),
}

impl From<UnitId> for Over {
    fn from(unit: UnitId) -> Self {
        Self::Unit(unit)
    }
}

/// Through what somebody has a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grant {
    /// A post of their own.
    Own,
    /// A post in which they act for this person.
    For(AccountId),
}
