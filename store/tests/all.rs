//! The queries, each on both databases.
//! One executable for all of them: linking is what costs time and disk.

mod consolidation;
mod delegation;
mod directive;
mod journal;
mod long_lists;
mod made;
mod numbering;
mod plan;
mod reading;
mod regime;
mod report;
mod report_signed;
mod round;
mod schema;
mod unit;
mod unit_life;
mod work_year;
