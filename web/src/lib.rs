//! The only crate that knows HTTP: staff pages, portal, JSON API, templates and
//! assets. A handler translates and nothing more: parse → one `app` call →
//! redirect or page. Rights, rules and queries are not here.

pub mod api;
mod asset;
mod cite;
mod error;
mod form;
mod input;
mod layout;
mod markdown;
pub mod page;
pub mod picture;
mod prose;
mod router;
mod security;
mod state;
mod upload;
mod visitor;

pub use api::openapi;
pub use error::PageError;
pub use form::{Fields, FormState};
pub use layout::Layout;
pub use router::router;
pub use state::{Web, WebOptions};
pub use visitor::{Staff, Visitor};

/// What every page handler answers.
pub type PageResult = Result<axum::response::Response, PageError>;
