//! Indicators, their cells and their totals.
//!
//! An indicator definition says in what unit of measure and at what scale a
//! value is held and how it rolls up; a cell is what one unit sent for one
//! period; totals are always derived from cells, never stored as truth.
//! Not here: checks between indicators (`validation`) and reading numbers
//! (`number`).

mod breakdown;
mod catalogue;
mod cell;
mod column;
mod coverage;
mod cumulative;
mod def;
mod live;
mod numbers;
mod ordinal;
mod over_time;
mod plan;
mod plan_life;
mod quantile;
mod ratio;
mod recast;
mod recast_one;
mod recast_places;
mod recast_rows;
mod recast_sums;
mod tally;
mod totals;
mod totals_table;
mod weight;

pub use breakdown::{
    Category, break_down, can_be_broken_down, depth_in, depth_of, group_parts,
    is_part_of_its_whole, parts_of_whole, read_categories, remove_with_parts, row_name,
    written_categories,
};
pub use catalogue::{CatalogueError, catalogue, is_consistent, parse_catalogue, starter_set};
pub use cell::{Cell, Nature};
pub use coverage::{Counted, coverage_sentence_en, coverage_sentence_vi};
pub use cumulative::{Cumulative, can_add_up, cumulative_cell, parts_of};
pub use def::{Aggregation, Direction, IndicatorDef, IndicatorKind, Publicity};
pub use live::LiveFigure;
pub use ordinal::{LevelCount, count_levels, level_of, levels_sentence};
pub use over_time::{TimeTotal, over_time};
pub use plan::{Goal, PlanProgress, PlanTotal, change, change_vi, plan_of, plan_progress};
pub use plan_life::{HeldPlan, PlanLife, PlanPast, take_over_plan};
pub use quantile::quantiles;
pub use ratio::ratio_value;
pub use recast::{Recasting, TableUnits};
pub use recast_one::{OnesPast, Sent, ones_past};
pub use recast_sums::{RecastFigure, RecastFigures};
pub use totals::{RollUp, Total};
pub use totals_table::{Answers, Totals, TreeError};
pub use weight::{can_weigh, mean_value, weighed};
