//! Groups of units (*khối*): named, dated memberships. A unit may be in
//! several; rules name groups by code and are resolved on the period's
//! reference date. Not here: the rules themselves ([`crate::regime::UnitRule`]).

use crate::id::{GroupId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Code by which rules name it.
    pub code: String,
    /// Name.
    pub name: String,
    /// The unit that keeps it.
    pub owner: UnitId,
}

/// One membership, half-open: from `valid_from` up to, not including,
/// `valid_to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The unit.
    pub unit: UnitId,
    /// First day.
    pub valid_from: Date,
    /// First day after the end, if it has ended.
    pub valid_to: Option<Date>,
}

impl Membership {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day < to)
    }
}

/// Why a change of a group is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GroupError {
    /// The code is no plain word.
    #[error("group.code_form")]
    CodeForm,
    /// Another group has the code.
    #[error("group.code_taken")]
    CodeTaken,
    /// The unit is in the group on such a day already.
    #[error("group.member_already")]
    MemberAlready,
    /// The unit is not in the group on that day.
    #[error("group.no_member")]
    NoMember,
}

impl GroupError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CodeForm => "group.code_form",
            Self::CodeTaken => "group.code_taken",
            Self::MemberAlready => "group.member_already",
            Self::NoMember => "group.no_member",
        }
    }
}

/// Whether a code may name a group: small letters, digits and hyphens.
///
/// # Errors
/// [`GroupError::CodeForm`].
pub fn check_code(code: &str) -> Result<(), GroupError> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if code.is_empty() || code.len() > 40 || !code.chars().all(is_plain) {
        return Err(GroupError::CodeForm);
    }
    Ok(())
}

/// Whether a unit may join from a day on: no other membership of it may hold on
/// or after that day.
///
/// # Errors
/// [`GroupError::MemberAlready`].
pub fn check_join(of_unit: &[Membership], from: Date) -> Result<(), GroupError> {
    let is_in = |m: &Membership| m.valid_to.is_none_or(|to| from < to);
    if of_unit.iter().any(is_in) {
        return Err(GroupError::MemberAlready);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn r_1_7_a_unit_joins_leaves_and_joins_again_but_never_twice_at_once() {
        let past = Membership {
            unit: UnitId(Uuid::nil()),
            valid_from: date(2025, 7, 1),
            valid_to: Some(date(2026, 1, 1)),
        };
        assert!(past.holds_on(date(2025, 12, 31)) && !past.holds_on(date(2026, 1, 1)));
        assert_eq!(check_join(&[past], date(2026, 1, 1)), Ok(()));
        for (of_unit, from) in [
            (past, date(2025, 12, 31)),
            (past, date(2025, 1, 1)),
            (
                Membership {
                    valid_to: None,
                    ..past
                },
                date(2027, 1, 1),
            ),
        ] {
            assert_eq!(check_join(&[of_unit], from), Err(GroupError::MemberAlready));
        }
    }

    #[test]
    fn a_code_is_a_plain_word() {
        assert_eq!(check_code("khoi-van-xa"), Ok(()));
        for code in ["", "Khối", "a b", "A"] {
            assert_eq!(check_code(code), Err(GroupError::CodeForm), "{code}");
        }
    }
}
