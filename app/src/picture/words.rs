//! Signs and words of pictures.

use crate::Locale;
use crate::text::{t, t_with};
use domain::consolidation::{Became, TimelinessRow, TimelinessTable};
use domain::report::Punctuality;
use jiff::civil::Date;

/// What stands in a cell of the heat table: never a colour alone.
#[must_use]
pub fn punctuality_sign(locale: Locale, cell: Punctuality) -> String {
    match cell {
        Punctuality::Late(days) => format!("+{days}"),
        other => t(locale, &format!("picture.sign.{}", other.code())).into_owned(),
    }
}

/// The same in words ("muộn 3 ngày").
#[must_use]
pub fn punctuality_words(locale: Locale, cell: Punctuality) -> String {
    let key = format!("picture.kept.{}", cell.code());
    match cell.days() {
        Some(days) => t_with(locale, &key, &[("days", days.to_string())]),
        None => t(locale, &key).into_owned(),
    }
}

/// Each sign that stands in a table, once, with its words; those of lateness
/// without a number of days.
#[must_use]
pub fn punctuality_legend(
    locale: Locale,
    table: &TimelinessTable,
) -> Vec<(Punctuality, String, String)> {
    let is_used = |kept: &&Punctuality| {
        let mut cells = table.rows.iter().flat_map(|row| &row.cells);
        cells.any(|cell| cell.code() == kept.code())
    };
    let entry = |kept: &Punctuality| {
        let sign = match kept {
            Punctuality::Late(_) => "+n".to_owned(),
            other => punctuality_sign(locale, *other),
        };
        let words = t(locale, &format!("picture.legend.{}", kept.code()));
        (*kept, sign, words.into_owned())
    };
    Punctuality::ALL.iter().filter(is_used).map(entry).collect()
}

/// The name of a line; of a unit of old with a word that it is no more ("– Xã Hạ
/// Suối (cũ)").
#[must_use]
pub fn line_name(locale: Locale, row: &TimelinessRow) -> String {
    match &row.became {
        Some(_) => t_with(locale, "picture.former", &[("unit", row.unit.clone())]),
        None => row.unit.clone(),
    }
}

/// Into which unit it went, when and by which decision.
#[must_use]
pub fn became_words(locale: Locale, became: &Became) -> String {
    let day = |on: Date| on.strftime("%d/%m/%Y").to_string();
    let decision = match became.decided_on {
        Some(on) => {
            let args = [("decision", became.decision.clone()), ("day", day(on))];
            t_with(locale, "picture.decision", &args)
        }
        None => became.decision.clone(),
    };
    let args = [
        ("heir", became.heir.clone()),
        ("day", day(became.on)),
        ("decision", decision),
    ];
    t_with(locale, "picture.became", &args)
}
