//! Other people's programs: `wrk` for throughput, nginx for comparison.

use super::http::{Page, get};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Requests per second that 50 connections get.
pub(super) fn wrk(page: &Page, seconds: u64) -> Result<f64> {
    let mut command = Command::new("wrk");
    command.args(["-t2", "-c50", &format!("-d{seconds}s")]);
    if !page.cookie.is_empty() {
        command.args(["-H", &format!("Cookie: {}", page.cookie)]);
    }
    let output = command
        .arg(format!("http://127.0.0.1:{}{}", page.port, page.path))
        .output()
        .context("wrk is not installed (Debian package wrk)")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    anyhow::ensure!(!text.contains("Non-2xx"), "some answers were no pages");
    let line = text
        .lines()
        .find(|l| l.starts_with("Requests/sec:"))
        .context("wrk told no rate")?;
    Ok(line.trim_start_matches("Requests/sec:").trim().parse()?)
}

/// Requests per second that nginx reaches with the same bytes.
pub(super) fn nginx(dir: &Path, port: u16, bytes: &[u8], seconds: u64) -> Result<f64> {
    let root = dir.join("nginx");
    std::fs::create_dir_all(&root)?;
    std::fs::write(root.join("article.html"), bytes)?;
    let at = root.display();
    let conf = format!(
        "worker_processes 2;\npid {at}/nginx.pid;\nerror_log {at}/error.log;\nevents {{ worker_connections 1024; }}\n\
         http {{\n  access_log off;\n  types {{ text/html html; }}\n  sendfile on;\n  keepalive_requests 1000000;\n\
         server {{ listen 127.0.0.1:{port}; root {at}; }}\n}}\n"
    );
    let file = root.join("nginx.conf");
    std::fs::write(&file, conf)?;
    let mut child = Command::new("nginx")
        .args(["-g", "daemon off;", "-c"])
        .arg(&file)
        .stderr(Stdio::null())
        .spawn()
        .context("nginx is not installed (Debian package nginx-light)")?;
    std::thread::sleep(Duration::from_millis(500));
    let rate = get(port, "/article.html", "").and_then(|page| wrk(&page, seconds));
    // The master ends its workers when asked, not when killed.
    let asked = Command::new("nginx")
        .arg("-c")
        .arg(&file)
        .args(["-s", "quit"])
        .stderr(Stdio::null())
        .status();
    if asked.is_err() {
        child.kill()?;
    }
    child.wait()?;
    rate
}
