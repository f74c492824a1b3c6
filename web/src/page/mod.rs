//! Pages, one folder per noun, one file per verb.

pub mod account;
pub mod article;
mod at;
mod back;
pub mod calendar;
mod choose;
pub mod conference;
pub mod consolidation;
pub mod directive;
pub mod extension;
pub mod group;
pub mod home;
pub mod issuing;
pub mod journal;
pub mod message;
mod named;
mod pager;
mod pick;
pub mod plan;
pub mod portal;
pub mod reading;
pub mod regime;
pub mod report;
pub mod round;
mod span;
pub mod task;
pub mod tone;
pub mod unit;

pub(crate) use back::to_its_page;

use crate::PageResult;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};

/// Answers with a page.
///
/// # Errors
/// When the template fails.
pub(crate) fn page(template: &impl Template) -> PageResult {
    Ok(Html(named::with_names(template.render()?)).into_response())
}

/// Answers with a page that was refused: 422, everything typed still there.
///
/// # Errors
/// When the template fails.
pub(crate) fn refused(template: &impl Template) -> PageResult {
    let html = named::with_names(template.render()?);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response())
}

/// Sends the browser on after an act; `done` names the message shown there.
pub(crate) fn done(to: &str, done: &str) -> PageResult {
    let mark = if to.contains('?') { '&' } else { '?' };
    Ok(Redirect::to(&format!("{to}{mark}da={done}")).into_response())
}
