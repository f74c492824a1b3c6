//! One list of every route, noun by noun.

use crate::state::Web;
use crate::{api, asset, page, security};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

/// All pages.
pub fn router(web: Web) -> Router {
    let limit = usize::try_from(web.app.options.upload_limit).unwrap_or(usize::MAX);
    // Public pages come out of memory already compressed, and so often that even
    // a log line for each would cost: they stand outside the layers of the staff.
    let public = page::portal::routes()
        .layer(from_fn_with_state(web.clone(), security::headers))
        .layer(CatchPanicLayer::new());
    Router::new()
        .merge(page::account::routes())
        .merge(page::article::routes())
        .merge(page::home::routes())
        .merge(page::journal::routes())
        .merge(page::consolidation::routes())
        .merge(page::plan::routes())
        .merge(page::conference::routes())
        .merge(page::task::routes())
        .merge(page::directive::routes())
        .merge(page::reading::routes())
        .merge(page::report::routes())
        .merge(page::round::routes())
        .merge(page::regime::routes())
        .merge(page::group::routes())
        .merge(page::calendar::routes())
        .merge(page::issuing::routes())
        .merge(page::extension::routes())
        .merge(page::message::routes())
        .merge(page::unit::routes())
        .method_not_allowed_fallback(page::to_its_page)
        .merge(api::routes())
        .route("/assets/{name}", get(asset::serve))
        .fallback(page::home::not_found)
        .layer(DefaultBodyLimit::max(limit))
        .layer(from_fn_with_state(web.clone(), security::headers))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http())
        .merge(public)
        .with_state(web)
}
