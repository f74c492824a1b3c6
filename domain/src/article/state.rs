//! The editorial path: draft → legal and secrecy check → publish →
//! correct with a visible note → withdraw (domain reference §7.1).

crate::codes! {
    /// Where an article stands.
    ArticleState {
        /// Đang soạn.
        Draft = "draft",
        /// Đã duyệt: checked, not public yet.
        Approved = "approved",
        /// Đã đăng.
        Published = "published",
        /// Đã rút: its address answers with the reason.
        Withdrawn = "withdrawn",
    }
}

crate::codes! {
    /// What can be done to an article.
    Act {
        /// Save the text, photos included.
        Save = "article.save",
        /// Approve after the legal and secrecy check.
        Approve = "article.approve",
        /// Make it public.
        Publish = "article.publish",
        /// Change the public text with a note that readers see.
        Correct = "article.correct",
        /// Take it from the public with a reason.
        Withdraw = "article.withdraw",
    }
}

/// What the guards look at besides the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Title, lead and body are written.
    pub is_complete: bool,
    /// Every photo has caption, credit and alternative text.
    pub has_complete_photos: bool,
    /// A person states that law, secrecy and personal data were checked.
    pub is_cleared: bool,
    /// A note or reason that readers will see was given.
    pub has_note: bool,
}

/// Why an act on an article is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArticleError {
    /// The state does not allow the act.
    #[error("article.wrong_state")]
    WrongState,
    /// What the public reads is changed by a correction only.
    #[error("article.is_public")]
    IsPublic,
    /// Title, lead or body is missing.
    #[error("article.incomplete")]
    Incomplete,
    /// A photo lacks caption, credit or alternative text.
    #[error("article.photo_incomplete")]
    PhotoIncomplete,
    /// The check of law, secrecy and personal data is not stated.
    #[error("article.not_cleared")]
    NotCleared,
    /// Readers must be told what was corrected or why it was withdrawn.
    #[error("article.note_missing")]
    NoteMissing,
}

impl ArticleError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongState => "article.wrong_state",
            Self::IsPublic => "article.is_public",
            Self::Incomplete => "article.incomplete",
            Self::PhotoIncomplete => "article.photo_incomplete",
            Self::NotCleared => "article.not_cleared",
            Self::NoteMissing => "article.note_missing",
        }
    }
}

/// The state after `act`, or why it is refused. Saving an approved article makes
/// it a draft again: what was approved is what is published.
///
/// # Errors
/// [`ArticleError`]; nothing is changed.
pub fn next_state(
    state: ArticleState,
    act: Act,
    facts: &Facts,
) -> Result<ArticleState, ArticleError> {
    use ArticleState as S;
    let to = match (act, state) {
        (Act::Save, S::Draft | S::Approved) => return Ok(S::Draft),
        (Act::Save, S::Published) => return Err(ArticleError::IsPublic),
        (Act::Approve, S::Draft) => S::Approved,
        (Act::Publish, S::Approved) | (Act::Correct, S::Published) => S::Published,
        (Act::Withdraw, S::Published) if facts.has_note => return Ok(S::Withdrawn),
        (Act::Withdraw, S::Published) => return Err(ArticleError::NoteMissing),
        _ => return Err(ArticleError::WrongState),
    };
    if !facts.is_complete {
        return Err(ArticleError::Incomplete);
    }
    if !facts.has_complete_photos {
        return Err(ArticleError::PhotoIncomplete);
    }
    match act {
        Act::Approve if !facts.is_cleared => Err(ArticleError::NotCleared),
        Act::Correct if !facts.has_note => Err(ArticleError::NoteMissing),
        _ => Ok(to),
    }
}

#[cfg(test)]
mod tests {
    use super::ArticleState as S;
    use super::*;
    use proptest::prelude::*;

    const READY: Facts = Facts {
        is_complete: true,
        has_complete_photos: true,
        is_cleared: true,
        has_note: true,
    };

    #[test]
    fn only_these_acts_exist_in_these_states() {
        for (act, from, to) in [
            (Act::Save, S::Draft, S::Draft),
            (Act::Save, S::Approved, S::Draft),
            (Act::Approve, S::Draft, S::Approved),
            (Act::Publish, S::Approved, S::Published),
            (Act::Correct, S::Published, S::Published),
            (Act::Withdraw, S::Published, S::Withdrawn),
        ] {
            assert_eq!(next_state(from, act, &READY), Ok(to));
        }
        let allowed = Act::ALL
            .iter()
            .flat_map(|a| S::ALL.iter().map(move |s| (a, s)))
            .filter(|(a, s)| next_state(**s, **a, &READY).is_ok())
            .count();
        assert_eq!(allowed, 6);
    }

    #[test]
    fn each_guard_has_its_own_refusal() {
        let cases = [
            (
                S::Draft,
                Act::Approve,
                Facts {
                    is_complete: false,
                    ..READY
                },
                ArticleError::Incomplete,
            ),
            (
                S::Draft,
                Act::Approve,
                Facts {
                    has_complete_photos: false,
                    ..READY
                },
                ArticleError::PhotoIncomplete,
            ),
            (
                S::Draft,
                Act::Approve,
                Facts {
                    is_cleared: false,
                    ..READY
                },
                ArticleError::NotCleared,
            ),
            (S::Draft, Act::Publish, READY, ArticleError::WrongState),
            (
                S::Approved,
                Act::Publish,
                Facts {
                    is_complete: false,
                    ..READY
                },
                ArticleError::Incomplete,
            ),
            (S::Published, Act::Save, READY, ArticleError::IsPublic),
            (
                S::Published,
                Act::Correct,
                Facts {
                    has_note: false,
                    ..READY
                },
                ArticleError::NoteMissing,
            ),
            (
                S::Published,
                Act::Correct,
                Facts {
                    has_complete_photos: false,
                    ..READY
                },
                ArticleError::PhotoIncomplete,
            ),
            (
                S::Published,
                Act::Withdraw,
                Facts {
                    has_note: false,
                    ..READY
                },
                ArticleError::NoteMissing,
            ),
        ];
        for (state, act, facts, error) in cases {
            assert_eq!(next_state(state, act, &facts), Err(error));
        }
    }

    #[test]
    fn a_faulty_article_can_always_be_withdrawn() {
        let facts = Facts {
            has_note: true,
            ..Facts::default()
        };
        assert_eq!(
            next_state(S::Published, Act::Withdraw, &facts),
            Ok(S::Withdrawn)
        );
    }

    proptest! {
        #[test]
        fn nothing_becomes_public_that_was_not_approved_as_it_stands(
            acts in proptest::collection::vec(0..Act::ALL.len(), 0..20),
        ) {
            let mut state = S::Draft;
            let mut is_approved = false;
            for act in acts.into_iter().map(|i| Act::ALL[i]) {
                let Ok(next) = next_state(state, act, &READY) else { continue };
                match act {
                    Act::Save => is_approved = false,
                    Act::Approve => is_approved = true,
                    _ => {}
                }
                prop_assert!(next != S::Published || is_approved);
                state = next;
            }
        }
    }
}
