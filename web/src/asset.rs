//! Style sheets and scripts, built into the program (`build.rs`) and served with
//! a strong ETag.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::LazyLock;

const JS: &str = "text/javascript; charset=utf-8";

struct Asset {
    body: &'static [u8],
    media_type: &'static str,
    etag: String,
}

macro_rules! assets {
    ($($name:literal => $media:expr),* $(,)?) => {
        static ASSETS: LazyLock<HashMap<&'static str, Asset>> = LazyLock::new(|| {
            HashMap::from([$(($name, Asset {
                body: include_bytes!(concat!(env!("OUT_DIR"), "/", $name)),
                media_type: $media,
                etag: format!("\"{}\"", &hex::encode(Sha256::digest(include_bytes!(concat!(env!("OUT_DIR"), "/", $name))))[..16]),
            })),*])
        });
    };
}

assets! {
    "clash.js" => JS,
    "giaoban.css" => "text/css; charset=utf-8",
    "cite.js" => JS,
    "giaoban.js" => JS,
    "giaoban.webmanifest" => "application/manifest+json",
    "reading.js" => JS,
    "icon.svg" => "image/svg+xml",
    "kept.js" => JS,
    "live.js" => JS,
    "number.js" => JS,
    "offline.js" => JS,
    "report.js" => JS,
    "rules.js" => JS,
    "sw.js" => JS,
    "table.js" => JS,
    "vault.js" => JS,
}

const WORKER_ALLOWED: HeaderName = HeaderName::from_static("service-worker-allowed");

/// One asset.
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.get(name.as_str()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok());
    let kept = [
        (header::ETAG, asset.etag.as_str()),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    if known == Some(asset.etag.as_str()) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    // The service worker lies among the assets and serves all pages.
    let worker = (name == "sw.js").then_some([(WORKER_ALLOWED, "/")]);
    let media = [(header::CONTENT_TYPE, asset.media_type)];
    (kept, worker, media, asset.body).into_response()
}

#[cfg(test)]
mod tests {
    use super::ASSETS;

    fn text(name: &str) -> &'static str {
        std::str::from_utf8(ASSETS[name].body).expect("text")
    }

    /// What a script loads: `"./number.js"`, `"/assets/vault.js"`.
    fn loaded(script: &'static str) -> Vec<&'static str> {
        let quoted = script.split('"').skip(1).step_by(2);
        let names = quoted.filter_map(|q| q.strip_prefix("./").or(q.strip_prefix("/assets/")));
        // The worker itself is the browser's to keep.
        let is_shell = |name: &&str| name.ends_with(".js") && *name != "sw.js";
        names.filter(is_shell).collect()
    }

    /// What a script loads before it runs: imports that are not calls.
    fn imported(script: &'static str) -> Vec<&'static str> {
        let parts: Vec<&str> = script.split('"').collect();
        let names = parts.iter().zip(parts.iter().skip(1)).step_by(2);
        names
            .filter(|(before, _)| {
                let before = before.trim_end();
                before.ends_with("from") || before.ends_with("import")
            })
            .filter_map(|(_, name)| name.strip_prefix("./"))
            .collect()
    }

    #[test]
    fn the_report_page_asks_for_25_kb_of_scripts_at_once_and_for_figures_when_they_come_near() {
        let mut asked = vec!["giaoban.js", "report.js", "cite.js"];
        let mut at = 0;
        while at < asked.len() {
            for next in imported(text(asked[at])) {
                if !asked.contains(&next) {
                    asked.push(next);
                }
            }
            at += 1;
        }
        assert!(asked.contains(&"offline.js") && asked.contains(&"vault.js"));
        assert!(!asked.contains(&"live.js") && !asked.contains(&"table.js"));
        let size: usize = asked.iter().map(|name| ASSETS[name].body.len()).sum();
        assert!(size <= 25 * 1024, "{size}: {asked:?}");
        assert!(loaded(text("report.js")).contains(&"live.js"));
    }

    #[test]
    fn everything_that_the_report_page_loads_is_kept_for_work_without_network() {
        let shell = loaded(text("sw.js"));
        let mut asked = vec!["giaoban.js", "report.js"];
        while let Some(name) = asked.pop() {
            assert!(shell.contains(&name), "sw.js does not keep {name}");
            for next in loaded(text(name)) {
                if !asked.contains(&next) {
                    asked.push(next);
                }
            }
        }
        for name in shell {
            assert!(
                ASSETS.contains_key(name),
                "sw.js keeps {name}, which is not served"
            );
        }
    }
}
