//! A report's figures held against the rules of its regime, against the
//! unit's own past and against who answers for what.

use super::check::{Past, Remark};
use super::{CellTrouble, Checking, PlaceKind, ReportBody};
use crate::indicator::{IndicatorDef, Nature};
use crate::regime::RegimeBody;
use crate::validation::{
    Facts, Importance, Outlier, OutlierTest, check_all, test_outlier, test_threshold,
};

/// Code of a rule that an office wrote.
const OWN: &str = "check.own";

pub(super) fn figures(
    found: &mut Vec<Remark>,
    checking: &Checking,
    regime: &RegimeBody,
    body: &ReportBody,
    troubles: &[CellTrouble],
    past: Past<'_>,
) {
    let definitions = checking.definitions.all();
    halves(found, definitions, body, troubles);
    plans(found, definitions, body);
    rules(found, checking, body, past);
    outliers(found, regime, definitions, body, past);
    estimates(found, definitions, body, past);
    // A field that was taken from the unit after the draft was begun, or an
    // import with figures of another body.
    for (code, cell) in &body.values {
        if !cell.is_empty() && checking.definitions.get(code).is_none() {
            found.push(at("check.foreign_field", Importance::High, code));
        }
    }
}

fn at(code: &str, importance: Importance, indicator: &str) -> Remark {
    let place = Some((PlaceKind::Cell, indicator.to_owned()));
    Remark::new(code, importance, place)
}

/// A ratio with one of its parts: nothing can be worked out from it, and totals
/// would count the unit as missing. A part that was typed and could not
/// be read is told already.
fn halves(
    found: &mut Vec<Remark>,
    definitions: &[IndicatorDef],
    body: &ReportBody,
    troubles: &[CellTrouble],
) {
    for def in definitions.iter().filter(|d| d.factor().is_some()) {
        let Some(cell) = body.values.get(&def.code) else {
            continue;
        };
        if troubles.iter().any(|t| t.code == def.code) {
            continue;
        }
        let missing = match (cell.num, cell.den) {
            (Some(_), None) => "check.den_missing",
            (None, Some(_)) => "check.num_missing",
            _ => continue,
        };
        found.push(at(missing, Importance::High, &def.code));
    }
}

/// A plan is no result: totals leave it out, so it is not sent without a word.
fn plans(found: &mut Vec<Remark>, definitions: &[IndicatorDef], body: &ReportBody) {
    for def in definitions {
        let cell = body.values.get(&def.code);
        if cell.is_some_and(|c| !c.is_empty() && c.nature == Nature::Plan) {
            let mut remark = at("check.plan_not_result", Importance::Medium, &def.code);
            remark.is_explained = has_note(body, &def.code);
            found.push(remark);
        }
    }
}

fn rules(found: &mut Vec<Remark>, checking: &Checking, body: &ReportBody, past: Past<'_>) {
    let facts = Facts {
        definitions: &checking.definitions,
        now: &body.values,
        previous: past.previous,
        last_year: past.last_year,
        cumulative_before: past.cumulative_before,
        parts: past.parts,
    };
    for finding in check_all(&checking.rules, &facts) {
        let is_explained = finding.indicators.iter().any(|code| has_note(body, code));
        let place = finding
            .indicators
            .into_iter()
            .next()
            .map(|code| (PlaceKind::Cell, code));
        let mut remark = Remark::new(&finding.code, finding.importance, place);
        remark.is_explained = is_explained;
        if !finding.says.0.is_empty() {
            remark.code = OWN.to_owned();
            (remark.detail, remark.detail_en) = finding.says;
        }
        found.push(remark);
    }
}

fn has_note(body: &ReportBody, code: &str) -> bool {
    let note = body.values.get(code).and_then(|cell| cell.note.as_ref());
    note.is_some_and(|note| !note.trim().is_empty())
}

fn outliers(
    found: &mut Vec<Remark>,
    regime: &RegimeBody,
    definitions: &[IndicatorDef],
    body: &ReportBody,
    past: Past<'_>,
) {
    let mut without_history = 0;
    for def in definitions {
        let Some(cell) = body.values.get(&def.code) else {
            continue;
        };
        let Some(value) = cell.shown_value(def) else {
            continue;
        };
        let bound = cell.shown_bound(def);
        let answer = |test: OutlierTest, history: &[i64]| match bound {
            Some(bound) => test_threshold(test, bound, value),
            None => test_outlier(test, history, value),
        };
        if let Some((min, max)) = past.limits.and_then(|limits| limits.get(&def.code)) {
            let (min, max) = (*min, *max);
            let test = OutlierTest::MinMax { min, max };
            if answer(test, &[]) == Outlier::Unusual {
                let mut remark = at("outlier.beyond_limits", Importance::Medium, &def.code);
                remark.is_explained = has_note(body, &def.code);
                found.push(remark);
            }
        }
        let Some(history) = past.history else {
            continue;
        };
        let history = history.get(&def.code).map_or(&[][..], Vec::as_slice);
        let answers: Vec<Outlier> = regime
            .checks
            .outliers
            .iter()
            .map(|test| answer(*test, history))
            .collect();
        if answers.contains(&Outlier::Unusual) {
            found.push(at(Outlier::Unusual.code(), Importance::Low, &def.code));
        }
        without_history += usize::from(answers.contains(&Outlier::NotEnoughHistory));
    }
    // Said once for the form: a line per cell would hide what matters.
    if without_history > 0 {
        let code = Outlier::NotEnoughHistory.code();
        let remark = Remark::new(code, Importance::Low, None);
        found.push(remark.about(without_history.to_string()));
    }
}

/// What was given as an estimate last time and never replaced.
fn estimates(
    found: &mut Vec<Remark>,
    definitions: &[IndicatorDef],
    body: &ReportBody,
    past: Past<'_>,
) {
    for def in definitions {
        let before = past.previous.and_then(|previous| previous.get(&def.code));
        let was_estimate = before.is_some_and(|cell| {
            !cell.is_empty() && matches!(cell.nature, Nature::Estimate | Nature::Preliminary)
        });
        if was_estimate && body.values.get(&def.code).is_some_and(|c| !c.is_empty()) {
            found.push(at("check.estimate_open", Importance::Low, &def.code));
        }
    }
}

#[cfg(test)]
#[path = "figures_tests.rs"]
mod tests;
