//! The pages and the API, without a browser.
//! One executable for all of them: linking is what costs time and disk.

mod account;
mod api;
mod bench_words;
mod browser_of_pages;
mod calendar;
mod consolidation;
mod consolidation_path;
mod crowd;
mod cumulative;
mod desk;
mod form_addresses;
mod issuing;
mod long_bench;
mod long_choices;
mod long_lists;
mod long_pages;
mod meeting;
mod pages;
mod portal;
mod reading;
mod reading_parts;
mod regime;
mod regime_indicators;
mod report;
mod report_late;
mod report_parts;
mod report_reopened;
mod report_writing;
mod rights;
mod round;
mod round_tools;
mod unit;
mod unit_life;
mod walker;
mod world;
