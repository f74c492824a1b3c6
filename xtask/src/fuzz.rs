//! `cargo xtask fuzz`: reads damaged files for a while. The work is done by the
//! example `fuzz` of `extract`, built for speed; `cargo test -p extract` does
//! the same for some seconds.

use anyhow::{Context, Result, ensure};
use std::process::Command;

/// What the chore takes.
#[derive(clap::Args)]
pub struct Fuzz {
    /// How long.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// One format (txt, html, docx, pdf, rtf, tcvn3, vni, utf16); all without it.
    #[arg(long, default_value = "all")]
    format: String,
    /// Where the sequence of files begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs it and shows what it says.
///
/// # Errors
/// When a file made the reader panic or took too long; its path is printed.
pub fn run(args: &Fuzz) -> Result<()> {
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--release", "--package", "extract"])
        .args(["--example", "fuzz", "--"])
        .arg(args.seconds.to_string())
        .arg(&args.format)
        .arg(args.seed.to_string())
        .status()
        .context("cargo run")?;
    ensure!(status.success(), "the reader failed on a damaged file");
    Ok(())
}
