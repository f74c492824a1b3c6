//! Public pages in memory: rendered once per change, compressed once, answered
//! without session, database or compression (architecture §6). The journal
//! tells when they are stale: [`app::App::portal_age`].

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, PoisonError, RwLock};

/// Beyond this many bytes the memory is emptied; pages come back on demand.
const MOST_BYTES: usize = 96 * 1024 * 1024;

/// A page as it was rendered.
pub(super) struct Fresh {
    /// 200, or 410 for a withdrawn article.
    pub status: StatusCode,
    /// Media type.
    pub media_type: String,
    /// For how long others may keep it without asking.
    pub cache_control: &'static str,
    /// The body.
    pub body: Bytes,
    /// Whether compressing is worth it (not for photos).
    pub is_text: bool,
}

/// One way in which a page is sent.
struct Form {
    body: Bytes,
    headers: HeaderMap,
    etag: HeaderValue,
}

/// A page ready to be sent.
pub(super) struct Ready {
    age: u64,
    status: StatusCode,
    plain: Form,
    gzip: Option<Form>,
    brotli: Option<Form>,
}

/// The pages in memory.
#[derive(Default)]
pub(crate) struct PublicCache(RwLock<Kept>);

#[derive(Default)]
struct Kept {
    pages: HashMap<String, Arc<Ready>>,
    bytes: usize,
}

impl PublicCache {
    /// The page, unless something changed since it was rendered.
    pub(super) fn get(&self, key: &str, age: u64) -> Option<Arc<Ready>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.pages
            .get(key)
            .filter(|page| page.age == age)
            .map(Arc::clone)
    }

    /// Keeps a page rendered at an age.
    pub(super) fn put(&self, key: String, page: &Arc<Ready>) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes + page.size() > MOST_BYTES {
            kept.pages.clear();
            kept.bytes = 0;
        }
        kept.bytes += page.size();
        if let Some(old) = kept.pages.insert(key, Arc::clone(page)) {
            kept.bytes -= old.size();
        }
    }
}

impl Ready {
    /// Compresses and hashes a page. Takes some milliseconds of computing.
    pub(super) fn new(age: u64, fresh: Fresh) -> Self {
        let hash = hex::encode(Sha256::digest(&fresh.body));
        let form = |body: Bytes, mark: &str, encoding: Option<&'static str>| {
            // Each encoding is a representation of its own, so its strong ETag
            // differs (RFC 9110, section 8.8.3).
            let etag = HeaderValue::from_str(&format!("\"{}{mark}\"", &hash[..24]))
                .unwrap_or(HeaderValue::from_static("\"0\""));
            let mut headers = HeaderMap::new();
            headers.insert(header::ETAG, etag.clone());
            headers.insert(
                header::CACHE_CONTROL,
                HeaderValue::from_static(fresh.cache_control),
            );
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
            if let Ok(media_type) = HeaderValue::from_str(&fresh.media_type) {
                headers.insert(header::CONTENT_TYPE, media_type);
            }
            if let Some(encoding) = encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            Form {
                body,
                headers,
                etag,
            }
        };
        let smaller = |packed: Option<Vec<u8>>| packed.filter(|p| p.len() < fresh.body.len());
        let (zipped, brotlied) = if fresh.is_text {
            (smaller(gzip(&fresh.body)), smaller(brotli(&fresh.body)))
        } else {
            (None, None)
        };
        Self {
            age,
            status: fresh.status,
            gzip: zipped.map(|p| form(p.into(), "-g", Some("gzip"))),
            brotli: brotlied.map(|p| form(p.into(), "-b", Some("br"))),
            plain: form(fresh.body.clone(), "", None),
        }
    }

    fn size(&self) -> usize {
        let forms = [Some(&self.plain), self.gzip.as_ref(), self.brotli.as_ref()];
        forms
            .into_iter()
            .flatten()
            .map(|f| f.body.len() + 512)
            .sum()
    }

    /// The answer for what the reader accepts and has.
    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let form = match (&self.brotli, &self.gzip) {
            (Some(form), _) if accepts(asked, "br") => form,
            (_, Some(form)) if accepts(asked, "gzip") => form,
            _ => &self.plain,
        };
        if self.status == StatusCode::OK && has(asked, &form.etag) {
            let mut headers = form.headers.clone();
            headers.remove(header::CONTENT_TYPE);
            headers.remove(header::CONTENT_ENCODING);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let mut answer = Response::new(axum::body::Body::from(form.body.clone()));
        *answer.status_mut() = self.status;
        *answer.headers_mut() = form.headers.clone();
        answer
    }
}

fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .any(|part| {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let weight = weight.trim().trim_start_matches("q=");
            let is_refused = weight.parse::<f32>().is_ok_and(|q| q == 0.0);
            name.trim().eq_ignore_ascii_case(encoding) && !is_refused
        })
}

fn has(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    let Ok(etag) = etag.to_str() else {
        return false;
    };
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == etag)
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

fn brotli(body: &[u8]) -> Option<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 9,
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &body[..], &mut out, &params).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready() -> Ready {
        let fresh = Fresh {
            status: StatusCode::OK,
            media_type: "text/html; charset=utf-8".into(),
            cache_control: "public, no-cache",
            body: Bytes::from("<p>giao ban</p>".repeat(100)),
            is_text: true,
        };
        Ready::new(7, fresh)
    }

    fn asked(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn the_best_encoding_that_the_reader_accepts_is_sent() {
        let encoding = |accept: &str| {
            let answer = ready().answer(&asked(header::ACCEPT_ENCODING, accept));
            answer
                .headers()
                .get(header::CONTENT_ENCODING)
                .map(|v| v.to_str().unwrap().to_owned())
        };
        assert_eq!(encoding("gzip, deflate, br").as_deref(), Some("br"));
        assert_eq!(encoding("gzip;q=0.5").as_deref(), Some("gzip"));
        assert_eq!(encoding("br;q=0, identity"), None);
    }

    #[test]
    fn who_has_the_page_already_gets_no_body() {
        let page = ready();
        let etag = page.plain.etag.to_str().unwrap().to_owned();
        let answer = page.answer(&asked(header::IF_NONE_MATCH, &format!("\"x\", W/{etag}")));
        assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(answer.headers()[header::ETAG], etag.as_str());
        let other = page.answer(&asked(header::IF_NONE_MATCH, "\"x\""));
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn a_page_of_an_earlier_age_is_stale() {
        let cache = PublicCache::default();
        cache.put("/tin".into(), &Arc::new(ready()));
        assert!(cache.get("/tin", 7).is_some());
        assert!(cache.get("/tin", 8).is_none());
    }
}
