//! `giaoban read`: documents into JSON, without a database.

use crate::cli::Global;
use crate::failure::Failure;
use crate::output::say;
use crate::progress;
use app::text;
use clap::Args;
use extract::{Extracted, ReadOptions, Reading, Severity};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the command takes.
#[derive(Debug, Args)]
pub(crate) struct Read {
    /// Ghi mỗi tệp thành DIR/<tên>.json / Write DIR/<stem>.json for each file
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Kèm các nhận xét / Add the findings to each object
    #[arg(long)]
    pub(crate) findings: bool,
    /// Tệp .txt, .html, .docx, .rtf, .pdf / Files
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// Reads every file; content never makes it fail. Exit code 1 when a file could
/// not be opened or was refused.
///
/// # Errors
/// With advice, when the folder cannot be written.
pub(crate) fn run(global: &Global, args: &Read) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    if let Some(dir) = &args.out {
        std::fs::create_dir_all(dir)?;
    }
    let bar = progress::bar(
        args.files.len() as u64,
        &text::t(locale, "cli.read.reading"),
    );
    let mut refused = 0_usize;
    for file in &args.files {
        let shown = file.display().to_string();
        match std::fs::read(file) {
            Ok(bytes) => {
                let read = extract::read_document(&shown, &bytes, &ReadOptions::default());
                if read
                    .findings
                    .iter()
                    .any(|f| f.severity == Severity::Refused)
                {
                    refused += 1;
                }
                bar.suspend(|| tell(&shown, &read));
                bar.suspend(|| write(args, file, &read))?;
            }
            Err(e) => {
                refused += 1;
                bar.suspend(|| eprintln!("{shown}: {e}"));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if refused > 0 {
        let values = [("count", refused.to_string())];
        return Err(Failure::error(
            text::t_with(locale, "cli.read.refused", &values),
            text::t(locale, "cli.read.hint"),
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(file: &str, read: &Extracted<Reading>) {
    for finding in &read.findings {
        let quote = finding.quote.replace('\n', " ");
        eprintln!("{file}: {} {:?} {quote}", finding.code, finding.place);
    }
}

fn write(args: &Read, file: &Path, read: &Extracted<Reading>) -> anyhow::Result<()> {
    let mut object = serde_json::to_value(&read.value)?;
    if let (true, Some(map)) = (args.findings, object.as_object_mut()) {
        map.insert("findings".into(), serde_json::to_value(&read.findings)?);
    }
    match &args.out {
        None => say!("{object}"),
        Some(dir) => {
            let stem = file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            std::fs::write(
                dir.join(format!("{stem}.json")),
                serde_json::to_string_pretty(&object)?,
            )?;
        }
    }
    Ok(())
}
