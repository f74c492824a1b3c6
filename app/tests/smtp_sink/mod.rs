//! A tiny mail server inside the test: it speaks just enough SMTP to take a
//! message and keeps what it got. No outside network.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// One message as it came over the wire.
#[derive(Debug, Clone, Default)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub data: String,
}

impl Received {
    /// A header's value with its folded lines joined.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.data.split("\r\n\r\n").next()?.replace("\r\n ", " ");
        let mut lines = head.split("\r\n");
        lines.find_map(|l| l.strip_prefix(&format!("{name}: ")).map(str::to_owned))
    }

    /// The subject, decoded from its encoded words (RFC 2047, base64).
    pub fn subject(&self) -> String {
        let raw = self.header("Subject").unwrap_or_default();
        let mut text = Vec::new();
        for word in raw.split_whitespace() {
            match word
                .strip_prefix("=?utf-8?b?")
                .and_then(|w| w.strip_suffix("?="))
            {
                Some(code) => text.extend(base64(code)),
                None => text.extend(word.as_bytes()),
            }
        }
        String::from_utf8(text).unwrap()
    }

    /// The body, decoded by its transfer encoding.
    pub fn body(&self) -> String {
        let body = self
            .data
            .split_once("\r\n\r\n")
            .map(|(_, b)| b)
            .unwrap_or_default();
        let bytes = match self.header("Content-Transfer-Encoding").as_deref() {
            Some("quoted-printable") => quoted_printable(body),
            Some("base64") => base64(&body.replace("\r\n", "")),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).unwrap()
    }
}

pub struct SmtpSink {
    port: u16,
    received: Arc<Mutex<Vec<Received>>>,
}

impl SmtpSink {
    pub async fn start() -> Self {
        Self::serve(None).await
    }

    /// One that refuses every address with this answer.
    pub async fn refusing(answer: &'static str) -> Self {
        Self::serve(Some(answer)).await
    }

    async fn serve(refusal: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&received);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&kept), refusal));
            }
        });
        Self { port, received }
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, kept: Arc<Mutex<Vec<Received>>>, refusal: Option<&'static str>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut mail = Received::default();
    let mut say = async |text: &str| {
        write
            .write_all(format!("{text}\r\n").as_bytes())
            .await
            .is_ok()
    };
    say("220 sink").await;
    while let Ok(Some(line)) = lines.next_line().await {
        let upper = line.to_uppercase();
        if upper.starts_with("EHLO") {
            say("250-sink\r\n250 8BITMIME").await;
        } else if upper.starts_with("MAIL FROM:") {
            mail.from = address(&line);
            say("250 ok").await;
        } else if upper.starts_with("RCPT TO:") {
            mail.to.push(address(&line));
            say(refusal.unwrap_or("250 ok")).await;
        } else if upper == "DATA" {
            say("354 go on").await;
            while let Ok(Some(line)) = lines.next_line().await {
                if line == "." {
                    break;
                }
                mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                mail.data.push_str("\r\n");
            }
            kept.lock().unwrap().push(std::mem::take(&mut mail));
            say("250 taken").await;
        } else if upper == "QUIT" {
            say("221 bye").await;
            break;
        } else {
            say("250 ok").await;
        }
    }
}

fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut held) = (Vec::new(), 0u32, 0);
    for c in text.bytes().filter(|c| *c != b'=') {
        let value = ALPHABET.iter().position(|a| *a == c).expect("base64");
        bits = (bits << 6) | u32::try_from(value).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let bytes = joined.as_bytes();
    let (mut out, mut i) = (Vec::new(), 0);
    while i < bytes.len() {
        if bytes[i] == b'=' {
            out.push(u8::from_str_radix(&joined[i + 1..i + 3], 16).unwrap());
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    out
}
