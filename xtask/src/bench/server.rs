//! The server under test: started, asked, ended.

use super::http::{Page, get, post_form};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take until it rests.
const MOST_REST: Duration = Duration::from_secs(180);

/// A running server; ended when dropped.
pub(super) struct Server {
    child: Child,
    port: u16,
    /// From the start of the process to the first answer.
    pub(super) ready: Duration,
}

impl Server {
    /// Starts `giaoban serve` on the demo in `dir` and waits for its answer.
    pub(super) fn start(bin: &Path, dir: &Path, port: u16) -> Result<Self> {
        let file = dir.join("demo/giaoban.db");
        Self::start_on(bin, dir, port, &format!("sqlite://{}", file.display()))
    }

    /// The same with the database at an address; files are below `dir`.
    pub(super) fn start_on(bin: &Path, dir: &Path, port: u16, database: &str) -> Result<Self> {
        let demo = dir.join("demo");
        let start = Instant::now();
        let child = Command::new(bin)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .env("GIAOBAN_DATABASE", database)
            .env("GIAOBAN_DATA_DIR", &demo)
            .env("GIAOBAN_LOG", "error")
            .stdout(Stdio::null())
            .spawn()
            .context("giaoban serve")?;
        let mut server = Self {
            child,
            port,
            ready: Duration::ZERO,
        };
        while get(port, "/suc-khoe", "").is_err() {
            anyhow::ensure!(
                start.elapsed() < Duration::from_secs(20),
                "no answer within 20 s"
            );
            anyhow::ensure!(server.child.try_wait()?.is_none(), "the server ended");
            std::thread::sleep(Duration::from_millis(5));
        }
        server.ready = start.elapsed();
        Ok(server)
    }

    /// Resident memory as the kernel tells it.
    pub(super) fn memory(&self) -> Result<String> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find(|l| l.starts_with("VmRSS:"))
            .context("no VmRSS")?;
        let kb: u64 = line
            .split_whitespace()
            .nth(1)
            .context("no number")?
            .parse()?;
        Ok(format!("{} MB", kb / 1024))
    }

    /// Waits until it rests: what follows the journal has caught up with what was in
    /// the database before the start, and the tables of the newest rounds are read.
    pub(super) fn rest(&self) -> Result<()> {
        let start = Instant::now();
        let mut calm = 0;
        while calm < 4 {
            anyhow::ensure!(start.elapsed() < MOST_REST, "it does not come to rest");
            let before = self.ticks()?;
            std::thread::sleep(Duration::from_millis(500));
            calm = if self.ticks()? - before <= 2 {
                calm + 1
            } else {
                0
            };
        }
        Ok(())
    }

    /// Processor time that it has used, in the kernel's hundredths of a second.
    fn ticks(&self) -> Result<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields = stat.rsplit(')').next().context("no name")?;
        let mut fields = fields.split_whitespace().skip(11);
        let mut next = || -> Result<u64> { Ok(fields.next().context("no time")?.parse()?) };
        Ok(next()? + next()?)
    }

    /// The page `list` of a person, or the first page below `below` that it
    /// links to. `told` is what the demo printed, with the passwords.
    pub(super) fn page(
        &self,
        told: &str,
        login: &str,
        list: &str,
        below: Option<&str>,
    ) -> Result<Page> {
        let password = told
            .lines()
            .find_map(|l| {
                l.trim()
                    .strip_prefix(login)
                    .and_then(|rest| rest.split_whitespace().next())
            })
            .context("the demo told no password")?;
        let form = format!("login={login}&password={password}&tiep=");
        let answer = post_form(self.port, "/dang-nhap", &form)?;
        let cookie = answer.cookie("giaoban").context("not signed in")?;
        self.find(list, below, &format!("giaoban={cookie}"))
    }

    /// As [`Self::page`], for a reader without an account.
    pub(super) fn anonymous(&self, list: &str, below: Option<&str>) -> Result<Page> {
        self.find(list, below, "")
    }

    fn find(&self, list: &str, below: Option<&str>, cookie: &str) -> Result<Page> {
        let first = get(self.port, list, cookie)?;
        let Some(below) = below else { return Ok(first) };
        let html = String::from_utf8_lossy(&first.body).into_owned();
        let links = regex::Regex::new(&format!(
            "href=\"({}[^\"?#/]{{8,}})\"",
            regex::escape(below)
        ))?;
        for link in links.captures_iter(&html) {
            if let Ok(page) = get(self.port, &link[1], cookie) {
                return Ok(page);
            }
        }
        anyhow::bail!("{list} links to no page below {below}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
