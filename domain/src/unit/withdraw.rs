//! Taking back a confirmed act before its day: whether it can be, and
//! the history without it. What it prepared besides the tree – posts, heirs of
//! what is open – is put back in `app`.

use super::{Changes, Defect, History, UnitVersion};
use crate::id::UnitId;
use jiff::civil::Date;

crate::codes! {
    /// Why a confirmed act cannot be taken back.
    WithdrawRefusal {
        /// Its day has come: only another act can change it back.
        TooLate = "unit.act.withdraw.too_late",
        /// Something confirmed since rests on what it prepared.
        BuiltOn = "unit.act.withdraw.built_on",
    }
}

/// One reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithdrawError {
    /// The reason.
    pub refusal: WithdrawRefusal,
    /// The unit that shows it, if it is a matter of one.
    pub unit: Option<UnitId>,
}

/// The history as if the act of `day` with these `changes` had never been
/// confirmed.
///
/// # Errors
/// Every reason at once.
pub fn withdraw(
    history: &History,
    changes: &Changes,
    day: Date,
    today: Date,
) -> Result<History, Vec<WithdrawError>> {
    if today >= day {
        return Err(vec![WithdrawError {
            refusal: WithdrawRefusal::TooLate,
            unit: None,
        }]);
    }
    let mut units = later(history, changes, day);
    let without = history.without(changes, day);
    if units.is_empty() {
        // A unit put below one that the act creates, or a ring that only this
        // act keeps open.
        let known = history.defects(Some(day));
        let is_new = |d: &Defect| !known.contains(d);
        units.extend(
            without
                .defects(Some(day))
                .into_iter()
                .filter(is_new)
                .map(|d| d.unit),
        );
    }
    if units.is_empty() {
        return Ok(without);
    }
    let mut errors: Vec<WithdrawError> = Vec::new();
    for unit in units {
        let error = WithdrawError {
            refusal: WithdrawRefusal::BuiltOn,
            unit: Some(unit),
        };
        if !errors.contains(&error) {
            errors.push(error);
        }
    }
    Err(errors)
}

/// Units whose versions, fields or heirs are no longer as the act left them.
fn later(history: &History, changes: &Changes, day: Date) -> Vec<UnitId> {
    let mut units = Vec::new();
    let last_is = |unit: UnitId, is_so: &dyn Fn(&UnitVersion) -> bool| {
        history.life(unit).last().is_some_and(is_so)
    };
    for v in changes.new_units.iter().chain(&changes.new_versions) {
        if !last_is(v.unit, &|l| l.valid_from == day && l.valid_to.is_none()) {
            units.push(v.unit);
        }
    }
    for end in &changes.ended {
        if !last_is(end.unit, &|l| l.valid_to == Some(day)) {
            units.push(end.unit);
        }
    }
    let spans = history.functions();
    for (unit, field) in &changes.functions_opened {
        let is_it = |s: &crate::unit::FunctionSpan| {
            (s.unit, s.field, s.from, s.to) == (*unit, *field, day, None)
        };
        // Another act may have handed the field to who has it by this one, and
        // opened nothing.
        let mut others = history
            .lineage()
            .iter()
            .filter(|e| e.to == *unit && e.effective_on >= day && !changes.lineage.contains(e));
        if !spans.iter().any(is_it) || others.any(|e| history.may_hand_over(e, *field)) {
            units.push(*unit);
        }
    }
    for closed in &changes.functions_closed {
        let is_again =
            |s: &crate::unit::FunctionSpan| (s.unit, s.field) == *closed && s.from >= day;
        // A unit that another act ended since had nothing left to hand down.
        let is_gone = !changes.ended.iter().any(|e| e.unit == closed.0)
            && last_is(closed.0, &|l| l.valid_to.is_some());
        let is_taken_up = !changes.functions_opened.contains(closed) && spans.iter().any(is_again);
        if is_taken_up || is_gone {
            units.push(closed.0);
        }
    }
    // What others ordered with a unit that this act creates.
    for new in &changes.new_units {
        let mut edges = history.lineage().iter();
        let mut own = spans.iter().filter(|s| s.unit == new.unit);
        if own.any(|s| !changes.functions_opened.contains(&(s.unit, s.field)))
            || edges
                .any(|e| (e.from == new.unit || e.to == new.unit) && !changes.lineage.contains(e))
        {
            units.push(new.unit);
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::apply::tests::*;
    use jiff::civil::date;

    const EVE: Date = date(2025, 2, 28);

    fn refused(history: &History, changes: &Changes) -> Vec<Option<UnitId>> {
        let errors = withdraw(history, changes, DAY, EVE).unwrap_err();
        errors
            .iter()
            .map(|e| {
                assert_eq!(e.refusal, WithdrawRefusal::BuiltOn);
                e.unit
            })
            .collect()
    }

    #[test]
    fn r_1_2_a_future_act_taken_back_leaves_the_history_as_it_was() {
        let before = province();
        let steps = vec![
            create("XM", "HVN"),
            merge(&["XA", "XB"], "XM"),
            moved("XC", "TU"),
            abolish("SLDTBXH", "SNV"),
        ];
        let changes = run(&before, &act(DAY, steps)).unwrap();
        let after = before.with(&changes, DAY);
        let without = withdraw(&after, &changes, DAY, EVE).unwrap();
        let lives = |h: &History| {
            let lives = h.units().map(|(u, life)| (u, life.to_vec()));
            (lives.collect::<Vec<_>>(), h.functions().to_vec())
        };
        assert_eq!(lives(&without), lives(&before));
        assert!(without.lineage().is_empty());
        assert_eq!(without.by_code("XM"), None, "the code is free again");
    }

    #[test]
    fn r_1_2_from_the_effective_day_on_nothing_is_taken_back() {
        let before = province();
        let changes = run(&before, &act(DAY, vec![renamed("XA", "Xã A mới")])).unwrap();
        let after = before.with(&changes, DAY);
        for today in [DAY, date(2026, 1, 1)] {
            let errors = withdraw(&after, &changes, DAY, today).unwrap_err();
            assert_eq!(errors[0].refusal, WithdrawRefusal::TooLate);
        }
        assert!(withdraw(&after, &changes, DAY, EVE).is_ok());
    }

    #[test]
    fn r_1_2_what_a_later_act_builds_on_is_not_taken_away_from_below_it() {
        let before = province();
        let steps = vec![create("XM", "HVN"), merge(&["XA", "XB"], "XM")];
        let changes = run(&before, &act(DAY, steps)).unwrap();
        let after = before.with(&changes, DAY);
        let new = after.by_code("XM").unwrap();
        let next = date(2025, 6, 1);
        // The created unit renamed, a unit moved below it, and it as an heir.
        for (step, unit) in [
            (renamed("XM", "Phường M"), new),
            (moved("XC", "XM"), id(13)),
            (merge(&["XC"], "XM"), new),
        ] {
            let later = run(&after, &act(next, vec![step])).unwrap();
            let both = after.with(&later, next);
            assert_eq!(refused(&both, &changes), [Some(unit)]);
            // The later one can be, and then the earlier one.
            let one = withdraw(&both, &later, next, EVE).unwrap();
            assert!(withdraw(&one, &changes, DAY, EVE).is_ok());
        }
    }

    #[test]
    fn r_1_2_a_field_that_went_on_to_a_third_unit_holds_the_act() {
        let before = province();
        let changes = run(&before, &act(DAY, vec![abolish("SLDTBXH", "SNV")])).unwrap();
        let after = before.with(&changes, DAY);
        let next = date(2025, 6, 1);
        let on = crate::unit::Step::Transfer {
            field: crate::field::Field::DanSoGiaDinhTreEm,
            from: "SNV".into(),
            to: "SYT".into(),
        };
        let later = run(&after, &act(next, vec![on])).unwrap();
        assert_eq!(refused(&after.with(&later, next), &changes), [Some(id(4))]);
    }

    #[test]
    fn r_1_2_an_act_that_alone_keeps_units_from_a_ring_is_not_taken_back() {
        // XA goes out from below HVN, then HVN below XA.
        let before = province();
        let changes = run(&before, &act(DAY, vec![moved("XA", "TU")])).unwrap();
        let after = before.with(&changes, DAY);
        let next = date(2025, 6, 1);
        let later = run(&after, &act(next, vec![moved("HVN", "XA")])).unwrap();
        assert!(!refused(&after.with(&later, next), &changes).is_empty());
    }

    /// X gives to Y what Y has by the first act; Y is asked to keep it.
    #[test]
    fn r_1_2_who_charged_a_unit_does_not_take_back_what_another_act_relies_on() {
        use crate::field::Field::YTe;
        let before = province();
        let next = date(2025, 6, 1);
        let changes = run(&before, &act(DAY, vec![charge("SNV", YTe)])).unwrap();
        let after = before.with(&changes, DAY);
        let given = crate::unit::Step::Transfer {
            field: YTe,
            from: "SYT".into(),
            to: "SNV".into(),
        };
        for step in [given, abolish("SYT", "SNV")] {
            let later = run(&after, &act(next, vec![step])).unwrap();
            assert_eq!(refused(&after.with(&later, next), &changes), [Some(id(4))]);
        }
    }

    #[test]
    fn r_1_2_a_field_is_not_given_back_to_a_unit_that_ended_since() {
        use crate::field::Field::YTe;
        let before = province();
        let next = date(2025, 6, 1);
        let changes = run(&before, &act(DAY, vec![discharge("SYT", YTe)])).unwrap();
        let after = before.with(&changes, DAY);
        let later = run(&after, &act(next, vec![abolish("SYT", "SNV")])).unwrap();
        assert_eq!(refused(&after.with(&later, next), &changes), [Some(id(3))]);
    }

    #[test]
    fn r_1_2_a_unit_that_was_charged_since_is_not_taken_away() {
        let before = province();
        let changes = run(&before, &act(DAY, vec![create("SM", "TU")])).unwrap();
        let after = before.with(&changes, DAY);
        let new = after.by_code("SM").unwrap();
        let charged = charge("SM", crate::field::Field::YTe);
        let later = run(&after, &act(DAY, vec![charged])).unwrap();
        assert_eq!(refused(&after.with(&later, DAY), &changes), [Some(new)]);
    }
}
