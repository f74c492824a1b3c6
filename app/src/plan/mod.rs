//! Plans of a year (*kế hoạch, chỉ tiêu*): one value per unit and indicator,
//! kept by the coordinating office (§6.2). What they are compared with is in
//! `consolidation`; importing them from a table is in `import`.

mod asked;
mod list;
mod set;
mod then;
mod total;

pub(crate) use asked::Measured;
pub use asked::measures;
pub(crate) use list::indicators;
pub use list::{PlanLine, PlanPage, list};
pub(crate) use set::write_all;
pub use set::{Planned, SetPlan, set};
pub(crate) use total::Plans;
