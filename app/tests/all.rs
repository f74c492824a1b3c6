//! The use cases, as people walk them.
//! One executable for all of them: linking is what costs time and disk.

mod account;
mod appendix;
mod article;
mod citation;
mod common;
mod conference;
mod consolidation;
mod cumulative;
mod demo;
mod kept;
mod kept_totals;
mod message;
mod own_forms;
mod papers;
mod path;
mod picture;
mod plan;
mod post;
mod reading;
mod reading_queue;
mod recast;
mod recast_moved;
mod recast_within;
mod regime;
mod report;
mod report_refusals;
mod report_writing;
mod reporting;
mod round;
mod same_moment;
mod smtp_sink;
mod task;
mod tier;
mod totals;
mod unit;
