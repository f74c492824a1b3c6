//! A real Chromium through the main jobs, with axe-core on every page it meets.
//!
//! One browser and one server per test; the clock stands still. With
//! `GIAOBAN_SCREENSHOTS=1` the pages are also kept under `docs/screenshots/`.

mod axe;
mod chromium;
mod equal;
mod fetch;
mod harness;
mod keys;
mod offline;
mod old_pages;
mod papers;
mod path;
mod plug;
mod regime;
mod reorganise;
mod report_story;
mod sign_in;
mod steps;
mod turn;
mod walk;
mod word;
