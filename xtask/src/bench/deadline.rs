//! The minute before the deadline: every commune saves and signs a whole report
//! within 60 s while 50 coordinators read, over HTTP against a running server.
//! Requests are offered at their times, and latency counts from when a request
//! was due, as in `load`.

use super::Figure;
use super::server::Server;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::Instant;

const MINUTE: f64 = 60.0;
/// A reader looks at a page, reads, and looks at the next.
const READS_EVERY: f64 = 5.0;

/// Runs the minute with what `national minute` has written into `dir`; `cold`
/// right after the server's start.
pub(super) fn measure(server: &Server, dir: &Path, port: u16, is_cold: bool) -> Vec<Figure> {
    match run(server, dir, port, is_cold) {
        Ok(done) => {
            let late = |l: &mut Vec<f64>| {
                format!(
                    "p50 {:.1} ms, p95 {:.1} ms, max {:.0} ms",
                    at(l, 0.5),
                    at(l, 0.95),
                    at(l, 1.0)
                )
            };
            let Done {
                mut saved,
                mut signed,
                mut read,
                by_second,
                errors,
                took,
            } = done;
            let what = format!("deadline minute: {} reports", signed.len());
            vec![
                Figure::new(
                    format!("{what} signed in"),
                    "≤ 60 s",
                    Ok(format!("{took:.1} s")),
                ),
                Figure::new(
                    "deadline minute: errors",
                    "none",
                    Ok(errors.first().map_or_else(
                        || "0".to_owned(),
                        |first| format!("{}, first: {first}", errors.len()),
                    )),
                ),
                Figure::new(
                    "deadline minute: save",
                    "p95 ≤ 100 ms",
                    Ok(late(&mut saved)),
                ),
                Figure::new(
                    "deadline minute: sign",
                    "p95 ≤ 100 ms",
                    Ok(late(&mut signed)),
                ),
                Figure::new(
                    "deadline minute: 50 readers",
                    "p95 ≤ 100 ms",
                    Ok(late(&mut read)),
                ),
                Figure::new(
                    "deadline minute: seconds whose slowest save took over 100 ms",
                    "",
                    Ok(slow_seconds(&by_second)),
                ),
                Figure::new("deadline minute: memory after it", "", server.memory()),
            ]
        }
        Err(e) => vec![Figure::new("deadline minute", "", Err(e))],
    }
}

/// Where it stood still: the seconds in which a save was due that took longer
/// than its goal, with the slowest of each.
fn slow_seconds(by_second: &BTreeMap<u64, f64>) -> String {
    let slow = by_second.iter().filter(|(_, slowest)| **slowest > 100.0);
    let slow: Vec<String> = slow
        .map(|(second, slowest)| format!("{second}: {slowest:.0} ms"))
        .collect();
    if slow.is_empty() {
        return "none".to_owned();
    }
    slow.join(", ")
}

fn at(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    let last = times.len().saturating_sub(1);
    times
        .get((last as f64 * share) as usize)
        .copied()
        .unwrap_or(f64::NAN)
}

#[derive(Default)]
struct Done {
    saved: Vec<f64>,
    signed: Vec<f64>,
    read: Vec<f64>,
    /// The slowest save by the second in which it was due.
    by_second: BTreeMap<u64, f64>,
    errors: Vec<String>,
    took: f64,
}

fn run(server: &Server, dir: &Path, port: u16, is_cold: bool) -> Result<Done> {
    let text = |name: &str| std::fs::read_to_string(dir.join(name)).context(name.to_owned());
    let units = text("units.txt")?;
    let units: Vec<Vec<String>> = units
        .lines()
        .map(|line| line.split(' ').map(str::to_owned).collect())
        .collect();
    let readers = text("readers.txt")?;
    let round = text("round.txt")?;
    let draft = Arc::new(text("draft.json")?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let done = Arc::new(Mutex::new(Done::default()));
    runtime.block_on(async {
        // A server before a deadline has been up for a while, and somebody has
        // looked at the totals today: the tables are in memory, and what follows the
        // journal has long read what was sent in earlier quarters.
        let first = readers.lines().next().context("no reader")?;
        for page in pages(&round).iter().filter(|_| !is_cold) {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
            let head = format!("Cookie: giaoban={first}\r\n");
            ask(&mut stream, "GET", page, &head, "").await?;
        }
        if !is_cold {
            server.rest()?;
        }
        let start = Instant::now() + Duration::from_millis(500);
        let mut tasks = JoinSet::new();
        let every = MINUTE / units.len() as f64;
        for (n, unit) in units.into_iter().enumerate() {
            let due = start + Duration::from_secs_f64(n as f64 * every);
            let (draft, done) = (Arc::clone(&draft), Arc::clone(&done));
            tasks.spawn(async move {
                tokio::time::sleep_until(due).await;
                let sent = send(port, &unit, &draft, due).await;
                let mut done = done.lock().await;
                match sent {
                    Ok((saved, signed)) => {
                        done.saved.push(saved);
                        let second = due.duration_since(start).as_secs();
                        let slowest = done.by_second.entry(second).or_default();
                        *slowest = slowest.max(saved);
                        done.signed.push(signed);
                        done.took = start.elapsed().as_secs_f64();
                    }
                    Err(e) => done.errors.push(format!("{e:#}")),
                }
            });
        }
        for (n, token) in readers.lines().enumerate() {
            let (token, round, done) = (token.to_owned(), round.clone(), Arc::clone(&done));
            tasks.spawn(async move {
                let first = start + Duration::from_secs_f64(READS_EVERY * n as f64 / 50.0);
                read(port, &token, &round, first, &done).await;
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended?;
        }
        anyhow::Ok(())
    })?;
    let mut done = done.try_lock().context("somebody still writes")?;
    Ok(std::mem::take(&mut *done))
}

/// Saves and signs one report; milliseconds of each, the first from its due time.
async fn send(port: u16, unit: &[String], draft: &str, due: Instant) -> Result<(f64, f64)> {
    let [token, form, id] = unit else {
        anyhow::bail!("a line of units.txt")
    };
    let head = format!("Cookie: giaoban={token}\r\nX-Form-Token: {form}\r\n");
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let path = format!("/api/v1/reports/{id}/draft");
    let save_head = format!("{head}If-Match: \"0\"\r\n");
    let answer = ask(&mut stream, "PUT", &path, &save_head, draft).await?;
    let saved = due.elapsed().as_secs_f64() * 1e3;
    let version = answer
        .split("\"version\":")
        .nth(1)
        .and_then(|rest| rest.split([',', '}']).next())
        .context("no version")?
        .to_owned();
    let start = Instant::now();
    let path = format!("/api/v1/reports/{id}/submit");
    let body = format!("{{\"version\":{version}}}");
    ask(&mut stream, "POST", &path, &head, &body).await?;
    Ok((saved, start.elapsed().as_secs_f64() * 1e3))
}

/// What coordinators look at.
fn pages(round: &str) -> [String; 3] {
    [
        format!("/tong-hop/{round}"),
        "/ky".to_owned(),
        format!("/tong-hop/{round}/chi-tieu/GD-09"),
    ]
}

async fn read(port: u16, token: &str, round: &str, first: Instant, done: &Mutex<Done>) {
    let pages = pages(round);
    let head = format!("Cookie: giaoban={token}\r\n");
    for k in 0..(MINUTE / READS_EVERY) as usize {
        let due = first + Duration::from_secs_f64(READS_EVERY * k as f64);
        tokio::time::sleep_until(due).await;
        let page = &pages[k % pages.len()];
        let one = async {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
            ask(&mut stream, "GET", page, &head, "").await
        };
        let answer = one.await;
        let mut done = done.lock().await;
        match answer {
            Ok(_) => done.read.push(due.elapsed().as_secs_f64() * 1e3),
            Err(e) => done.errors.push(format!("{page}: {e:#}")),
        }
    }
}

/// One request on a kept connection; anything but 200 is an error.
async fn ask(
    stream: &mut TcpStream,
    method: &str,
    path: &str,
    head: &str,
    body: &str,
) -> Result<String> {
    let text = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(text.as_bytes()).await?;
    let mut buffer = Vec::with_capacity(64 * 1024);
    let end = loop {
        anyhow::ensure!(stream.read_buf(&mut buffer).await? > 0, "{path}: hung up");
        if let Some(end) = buffer.windows(4).position(|w| w == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
    let length = head
        .lines()
        .find_map(|l| l.strip_prefix("content-length:"))
        .and_then(|l| l.trim().parse::<usize>().ok());
    loop {
        let is_whole = match length {
            Some(length) => buffer.len() >= end + length,
            None => buffer.ends_with(b"0\r\n\r\n"),
        };
        if is_whole {
            break;
        }
        anyhow::ensure!(stream.read_buf(&mut buffer).await? > 0, "{path}: hung up");
    }
    let answer = String::from_utf8_lossy(&buffer[end..]).into_owned();
    anyhow::ensure!(
        head.starts_with("http/1.1 200"),
        "{path} answered {}: {}",
        head.lines().next().unwrap_or_default(),
        answer.chars().take(300).collect::<String>()
    );
    Ok(answer)
}
