//! The only crate that knows SQL: entities, queries, migrations, and what
//! differs between SQLite and PostgreSQL.
//!
//! Queries are plain functions over two handles, [`Read`] and [`Write`]; they
//! take and give types of `domain` or small records of their own. No SeaORM
//! type leaves this crate. Rules are not here (`domain`), rights neither (`app`).

mod dialect;
mod entity;
mod error;
mod handle;
mod migration;
mod only;
mod schema;
mod standing;
mod time;

pub mod account;
pub mod article;
pub mod blob;
pub mod bulk;
pub mod cell_limit;
pub mod chain;
pub mod comment;
pub mod conference;
pub mod consolidation;
pub mod counted;
pub mod delegation;
pub mod directive;
pub mod draft_change;
pub mod earlier;
pub mod extension;
pub mod figures;
pub mod group;
pub mod integrity;
pub mod issued;
pub mod issued_list;
pub mod journal;
pub mod lineage;
pub mod mention;
pub mod message;
pub mod numbering;
pub mod obligation;
pub mod plan;
pub mod plan_past;
pub mod reading;
pub mod regime;
pub mod report;
pub mod report_past;
pub mod round;
pub mod said;
pub mod setting;
pub mod succession;
pub mod task;
pub mod unit;
pub mod work_year;

pub use error::StoreError;
pub use handle::{Chore, Handle, Read, Store, Write};
pub use standing::Standing;
