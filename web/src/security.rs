//! Headers that every answer carries.

use crate::state::Web;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Nothing from elsewhere, no inline script, no framing. Styles in attributes
/// are allowed nowhere; server-made SVG uses presentation attributes.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    manifest-src 'self'; worker-src 'self'";

/// Adds the headers.
pub(crate) async fn headers(State(web): State<Web>, request: Request, next: Next) -> Response {
    let is_private = !is_public(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CSP);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    );
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    if web.options.is_tls {
        set(
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000; includeSubDomains",
        );
    }
    if is_private {
        // What one person saw must not come out of a shared cache or the back
        // button of the next person on the same PC.
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}

fn is_public(path: &str) -> bool {
    path == "/"
        || ["/tin", "/assets/", "/rss", "/anh/", "/sitemap.xml"]
            .iter()
            .any(|p| path.starts_with(p))
}
