//! Delegation of a post for a time (*ủy quyền*, R-1.6): somebody acts for the
//! holder, within a scope and a period, and both names stand in the journal.
//! Not here: deputies with a post of their own, who need no delegation.

use super::{Post, Reach, Right, reach};
use crate::id::{AccountId, DelegationId, PostId};
use jiff::civil::Date;

/// That somebody acts in another's post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// The post that is delegated; only its holder's own post can be, so that
    /// what is delegated cannot be passed on.
    pub post: PostId,
    /// Who acts.
    pub to: AccountId,
    /// First day.
    pub from: Date,
    /// First day after the end. There always is one: it ends by itself.
    pub until: Date,
    /// The rights beyond reading that pass; all of the post's where none is named.
    pub rights: Vec<Right>,
    /// Why.
    pub reason: String,
    /// Who decided it; none for the program itself.
    pub given_by: Option<AccountId>,
    /// Counter of changes.
    pub version: i32,
}

impl Delegation {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && day < self.until
    }
}

/// A post in which a person acts for its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// The holder's post.
    pub post: Post,
    /// The rights beyond reading that passed; empty means all.
    pub rights: Vec<Right>,
    /// Last day.
    pub last_day: Date,
}

impl Acting {
    /// How far the right reaches for the person who acts. Reading always comes
    /// along: nobody signs what they may not see.
    #[must_use]
    pub fn reach(&self, right: Right) -> Reach {
        let is_in_scope = right.is_read() || self.rights.is_empty() || self.rights.contains(&right);
        if is_in_scope && right.can_be_delegated() {
            reach(self.post.role, right)
        } else {
            Reach::None
        }
    }
}

/// Why a post cannot be delegated so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DelegationError {
    /// To the holder, or by somebody else to themselves.
    #[error("account.delegate_self")]
    ToSelf,
    /// The last day lies before the first.
    #[error("account.delegate_order")]
    Order,
    /// It would begin in the past.
    #[error("account.delegate_past")]
    Past,
    /// The post does not hold all the time.
    #[error("account.delegate_outside")]
    OutsidePost,
    /// The post is delegated in that time already.
    #[error("account.delegate_twice")]
    Twice,
    /// The post has no such right, or the right does not pass.
    #[error("account.delegate_right")]
    NoSuchRight,
    /// It has ended already.
    #[error("account.delegate_over")]
    Over,
}

impl DelegationError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ToSelf => "account.delegate_self",
            Self::Order => "account.delegate_order",
            Self::Past => "account.delegate_past",
            Self::OutsidePost => "account.delegate_outside",
            Self::Twice => "account.delegate_twice",
            Self::NoSuchRight => "account.delegate_right",
            Self::Over => "account.delegate_over",
        }
    }

    /// The field of the form where it is said.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::ToSelf => "to",
            Self::Order | Self::OutsidePost | Self::Twice => "last_day",
            Self::Past => "from",
            Self::NoSuchRight => "rights",
            Self::Over => "",
        }
    }
}

/// The rights beyond reading that may pass with a post of this role.
#[must_use]
pub fn delegable(post: &Post) -> Vec<Right> {
    Right::ALL
        .iter()
        .copied()
        .filter(|r| !r.is_read() && r.can_be_delegated() && reach(post.role, *r) != Reach::None)
        .collect()
}

/// Every reason against a delegation of `post`, which has `others` already.
#[must_use]
pub fn check_delegation(
    new: &Delegation,
    post: &Post,
    others: &[Delegation],
    today: Date,
) -> Vec<DelegationError> {
    let mut errors = Vec::new();
    if new.to == post.account || Some(new.to) == new.given_by {
        errors.push(DelegationError::ToSelf);
    }
    if new.from < today {
        errors.push(DelegationError::Past);
    }
    if new.until <= new.from {
        errors.push(DelegationError::Order);
    } else if new.from < post.from || post.until.is_some_and(|until| until < new.until) {
        errors.push(DelegationError::OutsidePost);
    } else if others
        .iter()
        .any(|o| o.from < new.until && new.from < o.until)
    {
        errors.push(DelegationError::Twice);
    }
    let passes = delegable(post);
    if new.rights.iter().any(|r| !passes.contains(r)) {
        errors.push(DelegationError::NoSuchRight);
    }
    errors
}

/// The first day without it when it is withdrawn today.
///
/// # Errors
/// [`DelegationError::Over`].
pub fn withdraw(delegation: &Delegation, today: Date) -> Result<Date, DelegationError> {
    if delegation.until <= today {
        return Err(DelegationError::Over);
    }
    Ok(today.max(delegation.from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Role;
    use crate::id::UnitId;
    use jiff::civil::date;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 10, 5);

    fn post(role: Role) -> Post {
        Post {
            id: PostId(Uuid::from_u128(1)),
            account: AccountId(Uuid::from_u128(2)),
            unit: UnitId(Uuid::from_u128(3)),
            role,
            area: UnitId(Uuid::from_u128(3)),
            title: String::new(),
            is_voting: false,
            on_behalf_of: None,
            from: date(2025, 7, 1),
            until: Some(date(2026, 12, 1)),
        }
    }

    fn delegation(from: Date, until: Date) -> Delegation {
        Delegation {
            id: DelegationId(Uuid::from_u128(9)),
            post: PostId(Uuid::from_u128(1)),
            to: AccountId(Uuid::from_u128(5)),
            from,
            until,
            rights: Vec::new(),
            reason: "Đi công tác.".into(),
            given_by: Some(AccountId(Uuid::from_u128(2))),
            version: 1,
        }
    }

    #[test]
    fn a_delegation_lies_within_its_post_and_time_to_come() {
        let head = post(Role::HeadOfUnit);
        let check = |d: &Delegation| check_delegation(d, &head, &[], TODAY);
        assert_eq!(check(&delegation(TODAY, date(2026, 10, 20))), []);
        assert_eq!(
            check(&delegation(date(2026, 10, 4), date(2026, 12, 2))),
            [DelegationError::Past, DelegationError::OutsidePost]
        );
        assert_eq!(check(&delegation(TODAY, TODAY)), [DelegationError::Order]);
    }

    #[test]
    fn one_person_at_a_time_acts_in_a_post_and_nobody_for_themselves() {
        let head = post(Role::HeadOfUnit);
        let first = delegation(TODAY, date(2026, 10, 20));
        let second = delegation(date(2026, 10, 19), date(2026, 11, 1));
        let errors = check_delegation(&second, &head, std::slice::from_ref(&first), TODAY);
        assert_eq!(errors, [DelegationError::Twice]);
        let mut own = delegation(TODAY, date(2026, 10, 20));
        own.to = head.account;
        assert_eq!(
            check_delegation(&own, &head, &[], TODAY),
            [DelegationError::ToSelf]
        );
        own.to = AccountId(Uuid::from_u128(7));
        own.given_by = Some(own.to);
        assert_eq!(
            check_delegation(&own, &head, &[], TODAY),
            [DelegationError::ToSelf]
        );
    }

    #[test]
    fn a_scope_narrows_what_is_done_and_never_what_is_read() {
        let acting = |rights: &[Right]| Acting {
            post: post(Role::HeadOfUnit),
            rights: rights.to_vec(),
            last_day: TODAY,
        };
        let sign = acting(&[Right::SignReport]);
        assert_eq!(sign.reach(Right::SignReport), Reach::Own);
        assert_eq!(sign.reach(Right::ReadReport), Reach::Own);
        assert_eq!(sign.reach(Right::WriteReport), Reach::None);
        assert_eq!(acting(&[]).reach(Right::WriteReport), Reach::Own);
        assert_eq!(acting(&[]).reach(Right::OpenRound), Reach::None);
        let mut wide = delegation(TODAY, date(2026, 10, 20));
        wide.rights = vec![Right::OpenRound];
        let errors = check_delegation(&wide, &post(Role::HeadOfUnit), &[], TODAY);
        assert_eq!(errors, [DelegationError::NoSuchRight]);
    }

    #[test]
    fn what_is_delegated_cannot_be_delegated_further_nor_give_accounts() {
        for role in Role::ALL {
            let acting = Acting {
                post: post(*role),
                rights: Vec::new(),
                last_day: TODAY,
            };
            assert_eq!(acting.reach(Right::DelegatePost), Reach::None);
            assert_eq!(acting.reach(Right::ManageAccounts), Reach::None);
        }
    }

    #[test]
    fn it_ends_by_itself_and_can_be_withdrawn_before() {
        let d = delegation(TODAY, date(2026, 10, 20));
        assert!(d.holds_on(date(2026, 10, 19)));
        assert!(!d.holds_on(date(2026, 10, 20)));
        assert_eq!(withdraw(&d, date(2026, 10, 7)), Ok(date(2026, 10, 7)));
        assert_eq!(withdraw(&d, date(2026, 10, 1)), Ok(TODAY));
        assert_eq!(withdraw(&d, date(2026, 10, 20)), Err(DelegationError::Over));
    }
}
