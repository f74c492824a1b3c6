//! Signs and words of pictures.

use crate::Locale;
use crate::text::{t, t_with};
use domain::report::Punctuality;

/// What stands in a cell of the heat table: never a colour alone.
pub(super) fn punctuality_sign(locale: Locale, cell: Punctuality) -> String {
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
