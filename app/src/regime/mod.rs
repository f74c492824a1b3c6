//! Reporting regimes (*chế độ báo cáo*): made, listed, designed, given a new
//! version.
//!
//! A version is never changed: a round keeps the one with which it was opened.

mod create;
mod draft;
mod file;
mod list;
mod recipient;
mod standard;

pub(crate) use create::require_designer;
pub use create::{NewRegime, add_version, create, create_standard};
pub use draft::{
    BeginRegime, begin, defects, discard_draft, preview_targets, publish_draft, save_draft,
    start_draft,
};
pub use file::{RegimeFile, publish_file};
pub use list::{
    RegimeView, by_code, list, may_design, offices, openable, scheme_of, version, view,
};
pub use recipient::recipient;
pub use standard::{STANDARD_CODE, standard_body};
pub use store::regime::RegimeVersion;
