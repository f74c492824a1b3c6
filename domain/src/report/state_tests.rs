//! Tests of the states of a report.

use super::*;
use crate::indicator::{Cell, Nature};
use ReportState as S;
use proptest::prelude::*;

/// The whole table: from, act, whether it was sent before where that matters, to.
/// What is not in it is refused.
const TABLE: [(S, Act, Option<bool>, S); 20] = [
    (S::Open, Act::Save, None, S::Drafting),
    (S::Drafting, Act::Save, None, S::Drafting),
    (S::Returned, Act::Save, None, S::Returned),
    (S::Open, Act::Sign, None, S::Signed),
    (S::Drafting, Act::Sign, None, S::Signed),
    (S::Returned, Act::Sign, None, S::Signed),
    (S::Signed, Act::Unsign, Some(false), S::Drafting),
    (S::Signed, Act::Unsign, Some(true), S::Returned),
    (S::Signed, Act::Send, Some(false), S::Received),
    (S::Signed, Act::Send, Some(true), S::Resubmitted),
    (S::Received, Act::Return, None, S::Returned),
    (S::Resubmitted, Act::Return, None, S::Returned),
    (S::Received, Act::Accept, None, S::Accepted),
    (S::Resubmitted, Act::Accept, None, S::Accepted),
    (S::Scheduled, Act::Exempt, None, S::Exempt),
    (S::Open, Act::Exempt, None, S::Exempt),
    (S::Drafting, Act::Exempt, None, S::Exempt),
    (S::Accepted, Act::Reopen, None, S::Returned),
    (S::Exempt, Act::Unexempt, Some(false), S::Open),
    (S::Exempt, Act::Unexempt, Some(true), S::Returned),
];

/// no state is skipped, and what is signed is changed by nobody.
#[test]
fn r_3_3_only_the_acts_of_the_table_exist() {
    for state in S::ALL {
        for act in Act::ALL {
            for was_sent in [false, true] {
                let is_it = |(from, by, sent, _): &&(S, Act, Option<bool>, S)| {
                    from == state && by == act && sent.is_none_or(|sent| sent == was_sent)
                };
                let expected = match (state, act) {
                    (S::Signed, Act::Save | Act::Sign) => Err(ReportError::Signed),
                    (S::Signed, Act::Exempt) if !was_sent => Ok(S::Exempt),
                    _ => TABLE
                        .iter()
                        .find(is_it)
                        .map(|(.., to)| *to)
                        .ok_or(ReportError::WrongState),
                };
                let next = next_state(*state, *act, was_sent);
                assert_eq!(next, expected, "{state:?} {act:?} {was_sent}");
            }
        }
    }
}

/// what is signed and not sent has not been received.
#[test]
fn r_3_3_a_signed_report_is_owed_until_it_is_sent() {
    assert!(S::Signed.is_owed());
    assert!(!S::Received.is_owed() && !S::Resubmitted.is_owed());
    assert_eq!(S::Signed.unsigned(false), S::Drafting);
    assert_eq!(S::Signed.unsigned(true), S::Returned);
    let others = S::ALL.iter().filter(|s| **s != S::Signed);
    assert!(others.copied().all(|s| s.unsigned(true) == s));
    let of_draft: Vec<_> = Act::ALL
        .iter()
        .filter(|act| Act::is_of_draft(act.code()))
        .collect();
    assert_eq!(of_draft, [&Act::Save, &Act::Sign, &Act::Unsign]);
    assert!(!Act::is_of_draft("report.from_below"));
}

#[test]
fn r_3_3_an_accepted_report_of_a_closed_round_is_locked_and_takes_no_act() {
    for state in S::ALL {
        assert!(!is_locked(*state, RoundState::Open), "{state:?}");
        let is = is_locked(*state, RoundState::Closed);
        assert_eq!(is, *state == S::Accepted);
        let body = estimating();
        let again = reopened(*state, RoundState::Closed, &body, true);
        assert_eq!(again == Err(ReportError::Locked), is);
        assert!(again.is_err(), "{state:?}");
        let others = Act::ALL.iter().filter(|act| **act != Act::Reopen);
        let refused = others
            .map(|act| next_state(*state, *act, true))
            .all(|r| r.is_err());
        assert!(!is || refused);
        let shown = shown_state(*state, is);
        assert_eq!(shown == LOCKED, is);
        assert!(S::from_code(LOCKED).is_none(), "never stored");
    }
}

fn estimating() -> ReportBody {
    let cell = Cell {
        nature: Nature::Estimate,
        ..Cell::of(5)
    };
    ReportBody {
        values: [("GD-01".to_owned(), cell)].into(),
        ..ReportBody::default()
    }
}

/// Domain §6.4: an estimate is replaced by the final figure.
#[test]
fn r_3_4_only_an_accepted_report_with_an_estimate_is_opened_again() {
    for state in S::ALL {
        let again = reopened(*state, RoundState::Open, &estimating(), false);
        let expected = match state {
            S::Accepted => Ok(S::Returned),
            _ => Err(ReportError::WrongState),
        };
        assert_eq!(again, expected, "{state:?}");
    }
    let mut body = estimating();
    for (nature, is_final) in [
        (Nature::Preliminary, false),
        (Nature::Official, true),
        (Nature::Plan, true),
    ] {
        body.values.get_mut("GD-01").unwrap().nature = nature;
        let again = reopened(S::Accepted, RoundState::Open, &body, false);
        assert_eq!(again == Err(ReportError::NoEstimate), is_final);
        // a field of work that came later is a reason of its own.
        let for_more = reopened(S::Accepted, RoundState::Open, &body, true);
        assert_eq!(for_more, Ok(S::Returned));
    }
    // An empty cell holds nothing to be replaced.
    body = estimating();
    body.values.get_mut("GD-01").unwrap().value = None;
    let again = reopened(S::Accepted, RoundState::Open, &body, false);
    assert_eq!(again, Err(ReportError::NoEstimate));
    let early = reopened(S::Received, RoundState::Open, &body, true);
    assert_eq!(early, Err(ReportError::WrongState));
}

/// an exemption that is taken back leaves the obligation as it was: owed from
/// the day of opening on, with the draft that there is, or as returned.
#[test]
fn r_3_3_an_exemption_taken_back_leaves_the_obligation_as_it_was() {
    let back = |was_sent, has_draft, first| unexempted(S::Exempt, was_sent, has_draft, first);
    for has_draft in [false, true] {
        let scheduled = back(false, has_draft, S::Scheduled);
        assert_eq!(scheduled, Ok(S::Scheduled), "{has_draft}");
        let returned = back(true, has_draft, S::Open);
        assert_eq!(returned, Ok(S::Returned), "{has_draft}");
        for state in S::ALL.iter().filter(|state| **state != S::Exempt) {
            for was_sent in [false, true] {
                let refused = unexempted(*state, was_sent, has_draft, S::Open);
                assert_eq!(refused, Err(ReportError::WrongState), "{state:?}");
            }
        }
    }
    assert_eq!(back(false, false, S::Open), Ok(S::Open));
    assert_eq!(back(false, true, S::Open), Ok(S::Drafting));
}

/// a unit of which nothing counts can be exempted, also after a version
/// was returned as unusable; one of which a version counts cannot.
#[test]
fn r_3_3_a_unit_is_exempted_while_nothing_that_it_sent_counts() {
    for state in S::ALL {
        for (was_sent, counts) in [(false, false), (true, false), (true, true)] {
            let is_back = state.unsigned(was_sent) == S::Returned;
            let expected = if is_back && !counts {
                Ok(S::Exempt)
            } else {
                next_state(*state, Act::Exempt, was_sent)
            };
            let next = exempted(*state, was_sent, counts);
            assert_eq!(next, expected, "{state:?} {was_sent} {counts}");
        }
    }
    assert_eq!(exempted(S::Returned, true, false), Ok(S::Exempt));
    assert!(exempted(S::Returned, true, true).is_err());
    assert!(exempted(S::Received, true, true).is_err());
    assert!(exempted(S::Received, true, false).is_err());
}

proptest! {
    #[test]
    fn r_3_3_no_state_is_skipped(acts in prop::collection::vec(prop::sample::select(Act::ALL.to_vec()), 0..30)) {
        let mut state = S::Open;
        let mut was_sent = false;
        let mut was_returned = false;
        for act in acts {
            let Ok(next) = next_state(state, act, was_sent) else { continue };
            // A receipt needs a signature before, and only a signature.
            let is_receipt = matches!(next, S::Received | S::Resubmitted);
            prop_assert!(!is_receipt || state == S::Signed);
            was_sent |= is_receipt;
            was_returned |= next == S::Returned;
            // Accepted needs a receipt before, a second receipt a return.
            prop_assert!(next != S::Accepted || was_sent);
            prop_assert!(next != S::Returned || was_sent);
            prop_assert!(next != S::Resubmitted || was_returned);
            prop_assert!(next != S::Exempt || !was_sent);
            state = next;
        }
    }
}
