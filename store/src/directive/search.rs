//! Which entries of the register answer what a person typed. Not here: reading
//! them, nor which entry a text means (`app`).

use crate::entity::directives::Column;
use crate::time::day;
use domain::directive::year_behind;
use domain::text::fold;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, Condition};

/// As [`matching`], of those issued by a day, if one is given.
pub(super) fn matching_by(query: &str, by: Option<Date>) -> Condition {
    let all = Condition::all().add(matching(query));
    match by {
        Some(by) => all.add(Column::IssuedOn.lte(day(by))),
        None => all,
    }
}

/// Entries whose symbol, name or subject has the words; all for none.
fn matching(query: &str) -> Condition {
    if query.is_empty() {
        return Condition::all();
    }
    let folded = fold(query);
    let symbol = folded.replace([' ', '/', '.'], "-");
    let mut any = Condition::any()
        .add(Column::SymbolFold.contains(&symbol))
        .add(Column::SubjectFold.contains(&folded));
    // "Luật Giáo dục 2019": the register keeps the year of a law beside its name.
    if let Some((end, year)) = year_behind(&symbol)
        && symbol[..end].contains(char::is_alphabetic)
    {
        let of_year = Condition::all()
            .add(Column::SymbolFold.contains(&symbol[..end]))
            .add(Column::Year.eq(i32::from(year)));
        any = any.add(of_year);
    }
    Condition::all().add(any)
}
