//! Role × right → how far. One table, so that it can be read and reviewed.

use super::{Right, Role};

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    None,
    /// The unit of the post.
    Own,
    /// Every unit at or below the area of the post.
    Area,
}

/// How far `role` has `right`.
#[must_use]
pub fn reach(role: Role, right: Right) -> Reach {
    use Reach::{Area, None, Own};
    use Right as R;
    match role {
        Role::Reporter => match right {
            R::ReadReport | R::WriteReport | R::AskExtension | R::NameDelegates | R::WorkTask => {
                Own
            }
            R::AnswerConsolidation => Own,
            R::ReadTask | R::ReadConference | R::ReadDirective => Own,
            _ => None,
        },
        Role::HeadOfUnit => match right {
            R::SignReport => Own,
            _ => reach(Role::Reporter, right),
        },
        Role::Coordinator => match right {
            R::WriteReport | R::SignReport | R::AskExtension | R::NameDelegates => None,
            R::FreezeConsolidation | R::IssueNotice => Area,
            R::WorkTask => Own,
            R::PublishArticle | R::ManageAccounts | R::ManageUnits => None,
            R::DelegatePost => None,
            // The head signs what the office has worked out; the office asks and
            // sends, it does not answer itself.
            R::SignConsolidation | R::AnswerConsolidation => None,
            _ => Area,
        },
        Role::HeadOfOffice => match right {
            R::PublishArticle | R::SignConsolidation | R::DelegatePost => Area,
            _ => reach(Role::Coordinator, right),
        },
        Role::Leader => match right {
            R::ReadReport | R::ReadRound | R::ReadConsolidation | R::ReadConference => Area,
            R::ReadUnit => Area,
            R::ReadTask | R::ReadDirective | R::ReadJournal | R::DecideTask => Area,
            R::AnswerConsolidation => Own,
            _ => None,
        },
        Role::Inspector => match right {
            R::ReadReport | R::ReadRound | R::ReadConsolidation | R::ReadConference => Area,
            R::ReadUnit => Area,
            R::ReadTask | R::ReadDirective | R::ReadJournal => Area,
            _ => None,
        },
        Role::Editor => match right {
            R::ReadConference | R::WriteArticle | R::PublishArticle | R::ReadDirective => Area,
            _ => None,
        },
        Role::Administrator => match right {
            R::ManageAccounts | R::ManageUnits | R::ReadUnit => Area,
            R::ReadJournal | R::DelegatePost => Area,
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inspector_changes_nothing() {
        for right in Right::ALL {
            let reads = right.is_read();
            assert_eq!(
                reach(Role::Inspector, *right) != Reach::None,
                reads,
                "{}",
                right.code()
            );
        }
    }

    #[test]
    fn an_administrator_sees_no_matter_of_any_unit() {
        assert_eq!(reach(Role::Administrator, Right::ReadReport), Reach::None);
        assert_eq!(reach(Role::Administrator, Right::ReadTask), Reach::None);
    }

    #[test]
    fn only_heads_sign_for_a_unit() {
        for role in Role::ALL {
            assert_eq!(
                reach(*role, Right::SignReport) == Reach::Own,
                *role == Role::HeadOfUnit
            );
        }
    }
}
