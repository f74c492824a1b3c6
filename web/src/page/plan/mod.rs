//! Plans of a year (*kế hoạch, chỉ tiêu*): the office's page of them.

mod list;

use crate::state::Web;
use axum::Router;
use axum::routing::get;

/// Routes of plans.
pub fn routes() -> Router<Web> {
    Router::new().route("/ke-hoach", get(list::show).post(list::set))
}
