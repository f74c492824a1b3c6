//! Whether a number that a sentence says is the cell's (§6.4): of the same measure, as
//! far as it is written out, within its word of bound.

use super::figure::{Bound, Figure};
use crate::indicator::{Cell, IndicatorDef};
use crate::number::format_number;

/// Whether a figure is the cell's, rounded as it is written.
pub(super) fn agrees(def: &IndicatorDef, cell: &Cell, figure: &Figure) -> bool {
    let Some(value) = cell.shown_value(def) else {
        return true;
    };
    if cell.shown_bound(def).is_some() {
        // The table has a threshold; the text may know the figure.
        return true;
    }
    let parts = [cell.num, cell.den];
    if let Some(den) = &figure.over {
        let is = |part: Option<i64>, said: &str| {
            part.is_none_or(|p| format_number(p, 0) == said || p.to_string() == said)
        };
        return is(cell.num, &figure.said) && is(cell.den, den);
    }
    if parts
        .iter()
        .flatten()
        .any(|p| figure.readings.contains(&i128::from(*p)) && figure.scale == 0)
    {
        return true;
    }
    let own = own_multiple(&def.measure);
    let times = figure.multiple.unwrap_or(own);
    let power = |places: u32| 10_i128.checked_pow(places);
    let Some((of_value, of_figure)) = power(figure.scale).zip(power(u32::from(def.scale))) else {
        return true;
    };
    // Both at one scale: the table's is value × own / 10^scale.
    let Some(table) = i128::from(value).checked_mul(own * of_value) else {
        return true;
    };
    let Some(unit) = times.checked_mul(of_figure) else {
        return true;
    };
    figure.readings.iter().any(|said| {
        let Some(exact) = said.checked_mul(unit) else {
            return true;
        };
        match figure.bound {
            Bound::AtLeast => table >= exact,
            Bound::AtMost => table <= exact,
            Bound::About => table.saturating_sub(exact).saturating_abs() <= table.abs() / 10,
            // Written with fewer decimals, or with more than the table keeps.
            Bound::Exact => {
                rounded(table, unit) == Some(*said)
                    || rounded(exact, own * of_value) == Some(i128::from(value))
            }
        }
    })
}

/// "triệu đồng" counts in millions.
fn own_multiple(measure: &str) -> i128 {
    let first = measure.split_whitespace().next().unwrap_or_default();
    match crate::text::fold(first).as_str() {
        "nghin" | "ngan" => 1_000,
        "trieu" => 1_000_000,
        "ty" | "ti" => 1_000_000_000,
        _ => 1,
    }
}

/// The nearest whole number of `unit`s, half away from zero.
fn rounded(value: i128, unit: i128) -> Option<i128> {
    let half = unit / 2;
    let shifted = if value < 0 {
        value.checked_sub(half)?
    } else {
        value.checked_add(half)?
    };
    shifted.checked_div(unit)
}
