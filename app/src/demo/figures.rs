//! Plausible figures: sized by the people a unit serves, moving slowly from
//! quarter to quarter, with noise. Fictional throughout.

use super::chance::Chance;
use super::units::DemoUnit;
use domain::indicator::{Cell, IndicatorDef, IndicatorKind, Nature, parts_of_whole};
use domain::unit::UnitKind;
use std::collections::BTreeMap;

/// Plain indicators: cases per 100,000 people and quarter, by code.
const PER_100_000: [(&str, f64); 17] = [
    ("GD-09", 160.0),
    ("YT-09", 42_000.0),
    ("YT-09a", 2_900.0),
    ("YT-09b", 420.0),
    ("YT-10", 55.0),
    ("YT-11", 0.3),
    ("YT-11a", 2.5),
    ("KC-01", 3.0),
    ("KC-02", 5.0),
    ("MT-05", 6.0),
    ("MT-05a", 2.0),
    ("VH-03", 3.0),
    ("TE-01", 0.8),
    ("TE-01a", 0.6),
    ("GN-02", 480.0),
    ("GN-03", 900.0),
    ("CT-04", 90.0),
];

/// Work of an office, whose size depends on the office and not on the people.
const PER_OFFICE: [(&str, i64, i64); 4] = [
    ("CT-01", 2, 14),
    ("CT-02", 1, 6),
    ("CT-02a", 90, 900),
    ("CT-03", 1, 7),
];

/// Ratios: share of the people who are the whole, and the usual ratio as a share
/// of the factor.
const RATIOS: [(&str, f64, f64); 21] = [
    ("GD-02", 0.000_5, 0.72),
    ("GD-03", 0.035, 0.34),
    ("GD-04", 0.045, 0.95),
    ("GD-04a", 0.016, 0.995),
    ("GD-08", 0.52, 0.68),
    ("KHH-01", 0.26, 0.74),
    ("YT-01", 1.0, 0.001_05),
    ("YT-02", 1.0, 0.003_1),
    ("YT-04", 1.0, 0.935),
    ("YT-05", 0.013, 0.955),
    ("YT-12", 0.004, 0.81),
    ("DS-03", 0.003_2, 0.14),
    ("KC-04", 0.09, 0.83),
    ("MT-01", 0.02, 0.9),
    ("MT-01a", 0.015, 0.78),
    ("MT-02", 0.35, 0.97),
    ("MT-02a", 0.6, 0.93),
    ("VH-01", 0.26, 0.92),
    ("VH-02", 1.0, 0.38),
    ("GN-01", 0.26, 0.032),
    ("GN-01a", 0.26, 0.041),
];

/// Makes every whole the sum of its parts.
pub(super) fn add_up_parts(definitions: &[IndicatorDef], values: &mut BTreeMap<String, Cell>) {
    for whole in definitions.iter().filter(|def| def.live.is_none()) {
        let parts = parts_of_whole(definitions, &whole.code);
        let parts: Vec<i64> = parts
            .filter_map(|part| values.get(&part.code)?.value)
            .collect();
        if let Some(cell) = values.get_mut(&whole.code).filter(|_| !parts.is_empty()) {
            cell.value = Some(parts.iter().sum());
        }
    }
}

/// The cell of one indicator, unit and quarter. `n` counts quarters from the
/// first one. `None` where the unit has nothing to count.
pub(super) fn cell(
    seed: u64,
    unit: &DemoUnit,
    def: &IndicatorDef,
    n: usize,
    nature: Nature,
) -> Option<Cell> {
    let base = def.code.split('.').next().unwrap_or(&def.code);
    let mut steady = Chance::of(seed, &["level", &unit.version.code, &def.code]);
    let mut moving = Chance::of(
        seed,
        &["quarter", &unit.version.code, &def.code, &n.to_string()],
    );
    // Bodies of the province count what they run themselves, communes the rest.
    let share = if unit.version.kind == UnitKind::Commune {
        1.0
    } else {
        0.22
    };
    let people = unit.people as f64 * share;
    let level = steady.real(0.8, 1.25) * (1.0 + 0.012 * n as f64) * moving.real(0.94, 1.07);
    let cell = match &def.kind {
        IndicatorKind::Ratio { .. } => {
            let (whole, usual) = RATIOS
                .iter()
                .find(|r| r.0 == base)
                .map_or((0.2, 0.7), |r| (r.1, r.2));
            let den = (people * whole * steady.real(0.9, 1.1)).round().max(1.0);
            let ratio = usual
                * steady.real(0.96, 1.03)
                * (1.0 + 0.002 * n as f64)
                * moving.real(0.995, 1.005);
            let num = (den * ratio).round().clamp(0.0, den);
            Cell::of_parts(num as i64, den as i64)
        }
        IndicatorKind::Rank => Cell::of(moving.between(1, 34)),
        IndicatorKind::Category { levels } => {
            Cell::of(moving.between(1, i64::try_from(levels.len()).unwrap_or(1)))
        }
        IndicatorKind::Plain => {
            let count = match PER_OFFICE.iter().find(|r| r.0 == base) {
                Some((_, from, to)) => moving.between(*from, *to),
                None => {
                    let rate = PER_100_000
                        .iter()
                        .find(|r| r.0 == base)
                        .map_or(12.0, |r| r.1);
                    let expected = people / 100_000.0 * rate * level;
                    // Rare events come in whole numbers, mostly none.
                    if expected < 3.0 {
                        moving.real(0.0, 2.0 * expected + 0.6) as i64
                    } else {
                        expected.round() as i64
                    }
                }
            };
            let part = if def.code.contains('.') {
                steady.real(0.2, 0.6)
            } else {
                1.0
            };
            Cell::of((count as f64 * part).round() as i64 * 10_i64.pow(u32::from(def.scale)))
        }
    };
    Some(cell.with_nature(nature))
}
