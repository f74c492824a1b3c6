//! Units over time: the tree of any day, the life of a unit, acts of
//! reorganisation with their preview, imports of units and people.

mod act;
mod acts;
mod import;
mod life;
mod new;
mod preview;
mod step;
mod tree;

use crate::Layout;
use crate::state::Web;
use app::AppError;
use app::unit::TakenOver;
use axum::Router;
use axum::routing::get;
use domain::id::{UnitActId, UnitId};
use jiff::civil::Date;

/// Routes of units.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/don-vi", get(tree::show))
        .route("/don-vi/moi", get(new::show).post(new::submit))
        .route("/don-vi/nhap", get(import::show).post(import::submit))
        .route("/don-vi/nhap/mau-don-vi.xlsx", get(import::units_template))
        .route("/don-vi/nhap/mau-nguoi.xlsx", get(import::people_template))
        .route("/don-vi/sap-xep", get(acts::show).post(acts::submit))
        .route("/don-vi/sap-xep/{id}", get(act::show).post(act::submit))
        .route("/don-vi/{id}", get(life::show).post(life::submit))
}

/// How a thing came from a unit that ended, in words, oldest first.
pub(crate) fn taken_over_lines(l: &Layout, told: &[TakenOver]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for it in told {
        let line = l.t2(
            "unit.taken_over",
            ("from", &it.from),
            ("decision", &it.decision),
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// That a unit has ended, after which day and followed by whom. `on` is the
/// first day without it; people count the last one with it.
pub(crate) fn ended_words(l: &Layout, on: Date, heirs: &str) -> String {
    let last = l.date(&on.yesterday().unwrap_or(on));
    match heirs {
        "" => l.t1("unit.ended_on", "day", last),
        heirs => l.t2(
            "unit.ended_heirs",
            ("day", last),
            ("heirs", heirs.to_owned()),
        ),
    }
}

/// An id from the address; anything else is a unit that does not exist.
fn unit_id(text: &str) -> Result<UnitId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn act_id(text: &str) -> Result<UnitActId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}
