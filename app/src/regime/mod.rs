//! Reporting regimes (*chế độ báo cáo*): made, listed, given a new version.
//!
//! A version is never changed: a round keeps the one with which it was opened.

mod create;
mod list;
mod standard;

pub use create::{NewRegime, add_version, create, create_standard};
pub(crate) use list::RegimeCache;
pub use list::{list, version};
pub use standard::{STANDARD_CODE, standard_body};
