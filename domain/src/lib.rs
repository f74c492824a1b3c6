//! Rules only: no input or output, no clock, no async.

pub mod calendar;
pub mod field;
pub mod indicator;
pub mod number;
pub mod period;
pub mod text;
pub mod validation;
