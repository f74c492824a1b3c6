//! Files as the person in front of the browser gets them.

use crate::harness::Walk;

/// An answer to [`Walk::fetch`].
pub struct Fetched {
    /// Status of the answer.
    pub status: u64,
    /// Its content type.
    pub content_type: String,
    /// Its body.
    pub bytes: Vec<u8>,
}

impl Walk {
    /// Fetches an address inside the page, so with the cookies of the person.
    pub async fn fetch(&self, path: &str) -> Fetched {
        let script = "const done = arguments[arguments.length - 1]; \
                      fetch(arguments[0]).then(async r => { \
                        const bytes = new Uint8Array(await r.arrayBuffer()); \
                        let hex = ''; for (const b of bytes) hex += b.toString(16).padStart(2, '0'); \
                        done([r.status, r.headers.get('content-type') || '', hex]); \
                      }).catch(e => done([0, String(e), '']));";
        let told = self
            .driver
            .execute_async(script, vec![path.into()])
            .await
            .expect("an answer");
        let told = told.json();
        let hex = told[2].as_str().unwrap_or_default().as_bytes();
        Fetched {
            status: told[0].as_u64().unwrap_or_default(),
            content_type: told[1].as_str().unwrap_or_default().to_owned(),
            bytes: hex.chunks(2).map(read_hex).collect(),
        }
    }
}

fn read_hex(pair: &[u8]) -> u8 {
    let text = std::str::from_utf8(pair).expect("two digits");
    u8::from_str_radix(text, 16).expect("a byte")
}
