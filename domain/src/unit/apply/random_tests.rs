//! Random sequences of acts: whatever is accepted, on every date there
//! is no overlap, no gap and no cycle, every unit has a living parent, and every
//! ended unit has living heirs.

use super::apply;
use crate::field::Field;
use crate::id::UnitId;
use crate::unit::{
    FunctionSpan, History, LineageKind, NewUnit, Step, Tier, UnitAct, UnitKind, UnitVersion,
    withdraw,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::BTreeSet;
use uuid::Uuid;

const START: Date = date(2020, 1, 1);

/// A step in numbers: kind, and three choices among the codes known so far.
type Raw = (u8, usize, usize, usize);

fn start() -> History {
    let version = |n: usize, parent: Option<usize>| UnitVersion {
        unit: UnitId(Uuid::from_u128(n as u128 + 1)),
        code: format!("C{n}"),
        name: format!("Đơn vị {n}"),
        short_name: format!("ĐV {n}"),
        symbol: String::new(),
        kind: UnitKind::Commune,
        tier: Tier::Commune,
        parent: parent.map(|p| UnitId(Uuid::from_u128(p as u128 + 1))),
        place: String::new(),
        valid_from: START,
        valid_to: None,
    };
    let parents = [None, Some(0), Some(0), Some(1), Some(1), Some(2), Some(2)];
    let versions: Vec<_> = parents
        .iter()
        .enumerate()
        .map(|(n, p)| version(n, *p))
        .collect();
    let functions = versions
        .iter()
        .zip(Field::ALL)
        .map(|(v, field)| FunctionSpan {
            unit: v.unit,
            field,
            from: START,
            to: None,
        })
        .collect();
    History::new(versions, functions, Vec::new())
}

fn step(raw: Raw, codes: &mut Vec<String>, history: &History) -> Step {
    let (kind, a, b, c) = raw;
    let pick = |n: usize| codes[n % codes.len()].clone();
    match kind % 10 {
        0 => {
            let parent = pick(a);
            let code = format!("C{}", codes.len());
            codes.push(code.clone());
            Step::Create(NewUnit {
                name: format!("Đơn vị {code}"),
                code,
                short_name: String::new(),
                symbol: String::new(),
                kind: UnitKind::Commune,
                tier: Tier::Commune,
                parent,
                place: String::new(),
                fields: Vec::new(),
            })
        }
        1 => Step::Rename {
            unit: pick(a),
            name: format!("Tên {b}"),
            short_name: String::new(),
            symbol: String::new(),
        },
        2 => Step::Move {
            unit: pick(a),
            parent: pick(b),
        },
        3 => Step::Merge {
            from: vec![pick(a), pick(b)],
            into: pick(c),
        },
        4 => Step::Split {
            from: pick(a),
            into: vec![pick(b), pick(c)],
            weights: Vec::new(),
        },
        5 => Step::Abolish {
            unit: pick(a),
            heir: pick(b),
        },
        6 => Step::Change {
            unit: pick(a),
            kind: UnitKind::ALL.get(b % UnitKind::ALL.len()).copied(),
            tier: None,
            place: format!("Nơi {c}"),
        },
        7 => Step::Charge {
            unit: pick(a),
            field: Field::ALL[b % Field::ALL.len()],
        },
        8 => {
            let span = &history.functions()[a % history.functions().len()];
            Step::Discharge {
                unit: history.life(span.unit)[0].code.clone(),
                field: span.field,
            }
        }
        // Mostly a field that somebody has; blind choices are nearly all refused.
        _ => {
            let span = &history.functions()[a % history.functions().len()];
            Step::Transfer {
                field: span.field,
                from: history.life(span.unit)[0].code.clone(),
                to: pick(c),
            }
        }
    }
}

/// Lives and fields, in an order of their own.
fn told(history: &History) -> (Vec<(UnitId, Vec<UnitVersion>)>, Vec<FunctionSpan>) {
    let lives = history.units().map(|(unit, life)| (unit, life.to_vec()));
    (lives.collect(), history.functions().to_vec())
}

fn check(history: &History) -> Result<(), TestCaseError> {
    prop_assert_eq!(history.defects(None), vec![]);
    let turning: Vec<Date> = history
        .units()
        .flat_map(|(_, life)| life)
        .flat_map(|v| [Some(v.valid_from), v.valid_to])
        .flatten()
        .collect();
    // The day before and the day itself: nothing changes in between.
    for day in turning.iter().flat_map(|d| [*d - 1.day(), *d]) {
        let tree = history.tree_at(day);
        prop_assert!(tree.find_cycle().is_none());
        for unit in tree.units() {
            if let Some(parent) = unit.parent {
                prop_assert!(tree.get(parent).is_some(), "{} on {day}", unit.code);
            }
        }
        for (unit, life) in history.units() {
            let holding = life.iter().filter(|v| v.holds_on(day)).count();
            let (first, last) = (life.first().unwrap(), life.last().unwrap());
            let lives = first.valid_from <= day && last.valid_to.is_none_or(|to| day < to);
            prop_assert_eq!(holding, usize::from(lives));
            if last.valid_to.is_some_and(|to| to <= day) {
                prop_assert!(!tree.heirs(unit).is_empty(), "{} on {day}", last.code);
            } else {
                prop_assert!(tree.heirs(unit).is_empty());
            }
        }
        for (n, span) in history.functions().iter().enumerate() {
            let holds = |s: &FunctionSpan| s.from <= day && s.to.is_none_or(|to| day < to);
            if holds(span) {
                prop_assert!(tree.get(span.unit).is_some(), "a field without its unit");
                let twice = history.functions()[n + 1..]
                    .iter()
                    .any(|s| s.unit == span.unit && s.field == span.field && holds(s));
                prop_assert!(!twice, "a field twice with one unit");
            }
        }
    }
    Ok(())
}

/// No act but a discharge leaves a field with nobody on a day on which somebody
/// answered for it.
fn check_no_field_is_lost(before: &History, after: &History) -> Result<(), TestCaseError> {
    let spans = after.functions().iter();
    let turning: BTreeSet<Date> = spans.flat_map(|s| [Some(s.from), s.to]).flatten().collect();
    for day in turning {
        let held = |history: &History| -> BTreeSet<Field> {
            let spans = history.functions().iter();
            let holds = |s: &&FunctionSpan| s.from <= day && s.to.is_none_or(|to| day < to);
            spans.filter(holds).map(|s| s.field).collect()
        };
        let (was, is) = (held(before), held(after));
        prop_assert!(was.is_subset(&is), "on {day}: {was:?}, then {is:?}");
    }
    Ok(())
}

/// What a history says, by codes: ids of created units are of no account.
fn by_code(history: &History) -> BTreeSet<String> {
    let code = |unit: UnitId| history.life(unit)[0].code.as_str();
    let versions = history.units().flat_map(|(_, life)| life).map(|v| {
        let above = v.parent.map(code);
        format!(
            "{} {} {above:?} {} {:?}",
            v.code, v.name, v.valid_from, v.valid_to
        )
    });
    let spans = history.functions().iter();
    let spans = spans.map(|s| format!("{} {:?} {} {:?}", code(s.unit), s.field, s.from, s.to));
    versions.chain(spans).collect()
}

/// an act that may be taken back leaves what the others would have made
/// without it, whatever was confirmed since.
#[test]
fn r_1_2_any_act_taken_back_leaves_what_the_others_make_without_it() {
    let taken_back = Cell::new([0usize; 2]);
    let raw = (any::<u8>(), any::<usize>(), any::<usize>(), any::<usize>());
    let acts = prop::collection::vec((0i32..900, prop::collection::vec(raw, 1..3)), 2..8);
    proptest!(ProptestConfig::with_cases(600), |(acts in acts, chosen in any::<prop::sample::Index>())| {
        let mut history = start();
        let mut codes: Vec<String> = (0..7).map(|n| format!("C{n}")).collect();
        let mut next = 10_000u128;
        let mut id = || {
            next += 1;
            UnitId(Uuid::from_u128(next))
        };
        let mut done = Vec::new();
        for (days, steps) in acts {
            let mut known = codes.clone();
            let act = UnitAct {
                decision: format!("{}/QĐ", done.len()),
                decided_on: START,
                effective_on: START + days.days(),
                steps: steps.into_iter().map(|s| step(s, &mut known, &history)).collect(),
            };
            if let Ok(changes) = apply(&history, &act, &mut id) {
                history = history.with(&changes, act.effective_on);
                codes = known;
                done.push((act, changes));
            }
        }
        if done.is_empty() {
            return Ok(());
        }
        let (act, changes) = done.remove(chosen.index(done.len()));
        let day = act.effective_on;
        let mut counts = taken_back.get();
        let without = withdraw(&history, &changes, day, day - 1.day());
        counts[usize::from(without.is_ok())] += 1;
        taken_back.set(counts);
        let Ok(without) = without else { return Ok(()) };
        check(&without)?;
        let mut again = start();
        for (act, _) in &done {
            let changes = apply(&again, act, &mut id);
            let changes = changes.map_err(|e| TestCaseError::fail(format!("{act:?}: {e:?}")))?;
            again = again.with(&changes, act.effective_on);
        }
        prop_assert_eq!(by_code(&without), by_code(&again), "without {:?}", act);
    });
    // Both answers must have been given, or the property says nothing.
    assert!(
        taken_back.get().iter().all(|n| *n > 20),
        "{:?}",
        taken_back.get()
    );
}

#[test]
fn r_1_1_on_every_date_of_any_sequence_of_acts_the_tree_is_sound() {
    let accepted = Cell::new([0usize; 10]);
    let raw = (any::<u8>(), any::<usize>(), any::<usize>(), any::<usize>());
    let acts = prop::collection::vec((0i32..900, prop::collection::vec(raw, 1..4)), 1..14);
    let config = ProptestConfig::with_cases(400);
    proptest!(config, |(acts in acts)| {
        let mut history = start();
        let mut codes: Vec<String> = (0..7).map(|n| format!("C{n}")).collect();
        let mut next = 10_000u128;
        for (days, steps) in acts {
            let mut known = codes.clone();
            let steps: Vec<Step> = steps.into_iter().map(|s| step(s, &mut known, &history)).collect();
            let act = UnitAct {
                decision: "1/QĐ".into(),
                decided_on: START,
                effective_on: START + days.days(),
                steps,
            };
            let id = || {
                next += 1;
                UnitId(Uuid::from_u128(next))
            };
            let Ok(changes) = apply(&history, &act, id) else { continue };
            let day = act.effective_on;
            let after = history.with(&changes, day);
            // taken back before its day, it leaves what was there.
            let without = withdraw(&after, &changes, day, day - 1.day());
            // Or it is held, where a later day's act may have to do with it.
            match without {
                Ok(without) => prop_assert_eq!(told(&without), told(&history)),
                Err(errors) => for error in errors {
                    let held = history.lineage().iter();
                    let mut held = held.filter(|e| e.effective_on >= day);
                    prop_assert!(held.any(|e| Some(e.to) == error.unit), "{error:?}");
                },
            }
            if !act.steps.iter().any(|s| matches!(s, Step::Discharge { .. })) {
                check_no_field_is_lost(&history, &after)?;
            }
            history = after;
            codes = known;
            let mut counts = accepted.get();
            for step in &act.steps {
                let kinds = [
                    "create", "rename", "move", "merge", "split", "abolish", "change", "charge",
                    "discharge", "transfer",
                ];
                counts[kinds.iter().position(|k| *k == step.code()).unwrap()] += 1;
            }
            accepted.set(counts);
            check(&history)?;
        }
        prop_assert!(history.lineage().iter().all(|e| e.kind == LineageKind::Transfer
            || history.life(e.from).last().unwrap().valid_to == Some(e.effective_on)));
    });
    // A property over acts that are all refused would say nothing.
    assert!(
        accepted.get().iter().all(|n| *n > 20),
        "{:?}",
        accepted.get()
    );
}
