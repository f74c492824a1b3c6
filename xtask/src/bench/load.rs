//! A steady load: requests are offered at their times whether or not earlier
//! ones are answered, and latency counts from the time at which a request was
//! due. So a server that stalls cannot hide it by slowing the asker down.

use super::http::{Page, request};
use anyhow::{Context, Result};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

const CONNECTIONS: u64 = 50;

/// Latencies in milliseconds.
pub(super) struct Latency {
    pub(super) p50: f64,
    pub(super) p95: f64,
}

/// Offers `rate` requests per second for some seconds.
pub(super) fn offer(page: &Page, rate: u64, seconds: u64) -> Result<Latency> {
    let text = request("GET", &page.path, &page.cookie, "keep-alive", "");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let mut all = runtime.block_on(async {
        let start = Instant::now() + Duration::from_millis(200);
        let every = Duration::from_secs_f64(CONNECTIONS as f64 / rate as f64);
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..CONNECTIONS {
            let first = start + Duration::from_secs_f64(n as f64 / rate as f64);
            tasks.spawn(one(
                page.port,
                text.clone(),
                first,
                every,
                rate * seconds / CONNECTIONS,
            ));
        }
        let mut all = Vec::new();
        while let Some(done) = tasks.join_next().await {
            all.extend(done??);
        }
        anyhow::Ok(all)
    })?;
    anyhow::ensure!(!all.is_empty(), "no request was answered");
    all.sort_by(f64::total_cmp);
    let at = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
    Ok(Latency {
        p50: at(0.5),
        p95: at(0.95),
    })
}

async fn one(
    port: u16,
    text: String,
    first: Instant,
    every: Duration,
    count: u64,
) -> Result<Vec<f64>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let mut times = Vec::new();
    let mut buffer = Vec::with_capacity(64 * 1024);
    for k in 0..count {
        let due = first + every * u32::try_from(k)?;
        tokio::time::sleep_until(due).await;
        stream.write_all(text.as_bytes()).await?;
        read_answer(&mut stream, &mut buffer).await?;
        times.push(due.elapsed().as_secs_f64() * 1e3);
    }
    Ok(times)
}

/// Reads one answer to its end: by length, or to the last chunk.
async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<()> {
    buffer.clear();
    let mut head = None;
    loop {
        anyhow::ensure!(stream.read_buf(buffer).await? > 0, "the server hung up");
        if head.is_none() {
            head = buffer
                .windows(4)
                .position(|w| w == b"\r\n\r\n")
                .map(|at| at + 4);
        }
        let Some(head) = head else { continue };
        let text = String::from_utf8_lossy(&buffer[..head]).to_lowercase();
        anyhow::ensure!(
            text.starts_with("http/1.1 200"),
            "the server answered {}",
            text.lines().next().unwrap_or_default()
        );
        let is_whole = match text.lines().find_map(|l| l.strip_prefix("content-length:")) {
            Some(length) => {
                buffer.len() >= head + length.trim().parse::<usize>().context("length")?
            }
            None => buffer.ends_with(b"0\r\n\r\n"),
        };
        if is_whole {
            return Ok(());
        }
    }
}
