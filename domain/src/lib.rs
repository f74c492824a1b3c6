//! Words and rules of the periodic review cycle (*giao ban*).
//!
//! Everything here is a pure function of its arguments: no input or output, no
//! clock, no randomness, no async. What is *not* here: texts for people (the
//! catalogues of `app`), SQL (`store`), files (`extract`, `docgen`).

pub mod account;
pub mod article;
pub mod calendar;
pub mod canonical;
pub mod chase;
pub mod conference;
pub mod consolidation;
pub mod directive;
pub mod extension;
pub mod field;
pub mod frozen_form;
pub mod group;
pub mod id;
pub mod indicator;
pub mod journal;
pub mod message;
pub mod number;
pub mod numbering;
pub mod period;
pub mod prose;
pub mod regime;
pub mod report;
pub mod round;
pub mod task;
pub mod text;
pub mod unit;
pub mod validation;
