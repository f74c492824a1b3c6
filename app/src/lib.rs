//! One function per thing a person or a job may do:
//! right → rule → transaction → journal → jobs.
//!
//! No HTTP and no SQL here. Pages, API, commands, imports and jobs all call
//! these functions, so that each act has one guard in one place (invariant 3).

rust_i18n::i18n!("../locales", fallback = "vi");

pub mod account;
mod actor;
mod app;
pub mod article;
pub mod calendar;
pub mod clock;
pub mod conference;
pub mod consolidation;
mod ctx;
pub mod demo;
pub mod directive;
pub mod error;
pub mod export;
pub mod extension;
pub mod follow;
mod fonts;
pub mod group;
pub mod import;
pub mod instance;
pub mod issuing;
pub mod journal;
mod kept;
mod letterhead;
mod memo;
pub mod message;
mod options;
mod paging;
pub mod picture;
pub mod plan;
pub mod profiles;
pub mod reading;
pub mod regime;
pub mod report;
pub mod round;
mod scope;
mod target;
pub mod task;
pub mod text;
pub mod threshold;
pub mod totals;
pub mod unit;

pub use actor::{Actor, Over, Person};
pub use app::App;
pub use ctx::Ctx;
pub use error::{AppError, FieldError};
pub use letterhead::Letterhead;
pub use options::Options;
pub use paging::Wanted;
pub use target::{read_target, target_words};
pub use text::Locale;
