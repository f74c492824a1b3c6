//! As much HTTP as measuring needs.

use anyhow::{Context, Result};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A page that answered with 200.
pub(super) struct Page {
    pub(super) port: u16,
    pub(super) path: String,
    pub(super) cookie: String,
    pub(super) body: Vec<u8>,
}

/// An answer.
pub(super) struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    /// A cookie that the answer sets.
    pub(super) fn cookie(&self, name: &str) -> Option<String> {
        let start = format!("{name}=");
        self.head
            .lines()
            .filter_map(|l| {
                l.split_once(':')
                    .filter(|(k, _)| k.eq_ignore_ascii_case("set-cookie"))
            })
            .find_map(|(_, v)| {
                v.trim()
                    .strip_prefix(&start)
                    .and_then(|v| v.split(';').next())
                    .map(str::to_owned)
            })
    }
}

/// A page; anything but 200 is an error.
pub(super) fn get(port: u16, path: &str, cookie: &str) -> Result<Page> {
    let answer = ask(port, &request("GET", path, cookie, "close", ""))?;
    anyhow::ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(Page {
        port,
        path: path.into(),
        cookie: cookie.into(),
        body: answer.body,
    })
}

/// The answer to a form.
pub(super) fn post_form(port: u16, path: &str, form: &str) -> Result<Answer> {
    ask(port, &request("POST", path, "", "close", form))
}

/// The text of a request.
pub(super) fn request(
    method: &str,
    path: &str,
    cookie: &str,
    connection: &str,
    form: &str,
) -> String {
    let mut text =
        format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: {connection}\r\n");
    if !cookie.is_empty() {
        text.push_str(&format!("Cookie: {cookie}\r\n"));
    }
    if method == "POST" {
        text.push_str(&format!(
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
            form.len()
        ));
    }
    text.push_str("\r\n");
    text.push_str(form);
    text
}

fn ask(port: u16, request: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
        .context("no head")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head
        .split_whitespace()
        .nth(1)
        .and_then(|s| s.parse().ok())
        .context("no status")?;
    let rest = &bytes[end + 4..];
    let is_chunked = head.to_lowercase().contains("transfer-encoding: chunked");
    let body = if is_chunked {
        unchunk(rest)?
    } else {
        rest.to_vec()
    };
    Ok(Answer { status, head, body })
}

fn unchunk(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest
            .windows(2)
            .position(|w| w == b"\r\n")
            .context("a chunk without size")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end])?.trim(), 16)?;
        if size == 0 {
            return Ok(body);
        }
        body.extend_from_slice(
            rest.get(end + 2..end + 2 + size)
                .context("a chunk cut off")?,
        );
        rest = &rest[end + 4 + size..];
    }
}
