//! Working days, due dates and the Vietnamese day.
//!
//! Holidays and swapped working days are data (`data/holidays.toml`), because
//! the Government fixes them year by year; an office enters a year when it is
//! announced (`year`).
//! Not here: which days a report covers (`period`) and who owes it (`regime`).

mod data;
mod due;
mod instant;
#[cfg(test)]
mod lunar_tests;
mod typed;
mod workday;
mod year;

pub use data::{CalendarError, DayNote, DayStatus, Swap, YearDoubt, YearNote};
pub use due::{
    DueFinding, DueFindingCode, DueRule, RegimeKind, Severity, Shift, check_due_chain, due_on,
};
pub use instant::{VIETNAM, day_in_vietnam, due_moment, end_of_day_in_vietnam};
pub use typed::read_day;
pub use workday::WorkCalendar;
pub use year::{TypedYear, WorkYear, YearError, YearFault, YearPart};
