//! Giving and ending posts: rights come from posts and end with them,
//! and what was held stays in the history. Not here: posts that move with their
//! unit (`app::unit::post`).

use super::Post;
use jiff::civil::Date;

/// Why a post cannot be given or ended so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// Its end does not lie after its beginning.
    #[error("account.post_order")]
    Order,
    /// The person holds the same post in that time already.
    #[error("account.post_twice")]
    Twice,
    /// It has ended already.
    #[error("account.post_over")]
    Over,
    /// The day lies in the past: rights that were used are not taken back.
    #[error("account.post_past")]
    Past,
    /// Nobody gives a post to themselves or takes their own away.
    #[error("account.own_post")]
    Own,
}

impl PostError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Order => "account.post_order",
            Self::Twice => "account.post_twice",
            Self::Over => "account.post_over",
            Self::Past => "account.post_past",
            Self::Own => "account.own_post",
        }
    }
}

/// Whether a person who holds `held` may be given `new` too. Several posts at
/// once are usual (a deputy who also reports); their rights add up.
#[must_use]
pub fn check_post(new: &Post, held: &[Post]) -> Vec<PostError> {
    let mut errors = Vec::new();
    if new.until.is_some_and(|until| until <= new.from) {
        // A time that is none overlaps nothing.
        return vec![PostError::Order];
    }
    let is_same = |p: &&Post| (p.unit, p.area, p.role) == (new.unit, new.area, new.role);
    let overlaps = |p: &Post| {
        p.until.is_none_or(|until| new.from < until) && new.until.is_none_or(|until| p.from < until)
    };
    if held.iter().filter(is_same).any(overlaps) {
        errors.push(PostError::Twice);
    }
    errors
}

/// The first day without the post when it is to end on `day`. A post that has
/// not begun by then is never held: it keeps an empty time.
///
/// # Errors
/// [`PostError::Over`] and [`PostError::Past`].
pub fn end_post(post: &Post, day: Date, today: Date) -> Result<Date, PostError> {
    if post.until.is_some_and(|until| until <= today) {
        return Err(PostError::Over);
    }
    if day < today {
        return Err(PostError::Past);
    }
    Ok(day.max(post.from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Role;
    use crate::id::{AccountId, PostId, UnitId};
    use jiff::civil::date;
    use uuid::Uuid;

    fn post(from: Date, until: Option<Date>) -> Post {
        Post {
            id: PostId(Uuid::from_u128(1)),
            account: AccountId(Uuid::from_u128(2)),
            unit: UnitId(Uuid::from_u128(3)),
            role: Role::Reporter,
            area: UnitId(Uuid::from_u128(3)),
            title: String::new(),
            is_voting: false,
            on_behalf_of: None,
            from,
            until,
        }
    }

    #[test]
    fn the_same_post_is_not_held_twice_on_one_day() {
        let held = [post(date(2026, 1, 1), Some(date(2026, 7, 1)))];
        let again = post(date(2026, 7, 1), None);
        assert_eq!(check_post(&again, &held), []);
        let early = post(date(2026, 6, 30), None);
        assert_eq!(check_post(&early, &held), [PostError::Twice]);
        let other = Post {
            role: Role::HeadOfUnit,
            ..early
        };
        assert_eq!(check_post(&other, &held), []);
    }

    #[test]
    fn a_post_ends_after_it_began_and_all_defects_are_told() {
        let held = [post(date(2026, 1, 1), None)];
        let wrong = post(date(2026, 5, 1), Some(date(2026, 5, 1)));
        assert_eq!(check_post(&wrong, &held), [PostError::Order]);
        let both = post(date(2026, 5, 2), Some(date(2026, 5, 1)));
        assert_eq!(check_post(&both, &[]), [PostError::Order]);
    }

    #[test]
    fn rights_that_were_used_are_not_taken_back() {
        let today = date(2026, 10, 5);
        let running = post(date(2026, 1, 1), None);
        assert_eq!(end_post(&running, today, today), Ok(today));
        assert_eq!(
            end_post(&running, date(2026, 10, 4), today),
            Err(PostError::Past)
        );
        let over = post(date(2026, 1, 1), Some(today));
        assert_eq!(end_post(&over, today, today), Err(PostError::Over));
        let future = post(date(2026, 12, 1), None);
        assert_eq!(end_post(&future, today, today), Ok(date(2026, 12, 1)));
    }
}
