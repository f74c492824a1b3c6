//! `giaoban read`: documents into JSON, without a database.

use crate::cli::Global;
use crate::command::import_documents::read_up_to;
use crate::failure::Failure;
use crate::output::say;
use crate::progress;
use app::reading::finding_words;
use app::{Locale, text};
use clap::Args;
use extract::{Extracted, ReadOptions, Reading, Severity};
use std::collections::BTreeSet;
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

/// Reads every file and gives an object for each; what was not understood, or is
/// not there in an empty file, is null or [] and never makes it fail. Exit code 1
/// when a file could not be opened or was refused: a mark of secrecy, macros, a
/// password, damage, a type that is not read.
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
    let mut names = BTreeSet::new();
    for file in &args.files {
        let shown = file.display().to_string();
        // A file over the limit is refused by its length, not read into memory.
        let limit = ReadOptions::default().max_bytes as u64;
        match read_up_to(file, limit + 1) {
            Ok(bytes) => {
                let read = extract::read_document(&shown, &bytes, &ReadOptions::default());
                refused += usize::from(is_refused(&read));
                bar.suspend(|| tell(locale, &shown, &read));
                bar.suspend(|| write(args, file, &mut names, &read))?;
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

/// A file that holds nothing is read: there is nothing in it.
fn is_refused(read: &Extracted<Reading>) -> bool {
    let mut findings = read.findings.iter();
    findings.any(|f| f.severity == Severity::Refused && f.code != "empty")
}

fn tell(locale: Locale, file: &str, read: &Extracted<Reading>) {
    let limit = ReadOptions::default().max_bytes;
    for finding in &read.findings {
        let words = match app::reading::refusal_words(locale, finding.code, limit >> 20) {
            Some(words) => words,
            None => finding_words(locale, finding.code, &finding.quote, &finding.hint),
        };
        eprintln!("{file}: {words} [{}]", finding.code);
    }
}

/// The name of a file's object: its stem, with a number where another file of this
/// run had the same.
fn name(file: &Path, names: &mut BTreeSet<String>) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let numbered = (2..).map(|n| format!("{stem}-{n}"));
    let mut all = std::iter::once(stem.clone().into_owned()).chain(numbered);
    let name = all.find(|name| !names.contains(name)).unwrap_or_default();
    names.insert(name.clone());
    name
}

fn write(
    args: &Read,
    file: &Path,
    names: &mut BTreeSet<String>,
    read: &Extracted<Reading>,
) -> anyhow::Result<()> {
    let mut object = serde_json::to_value(&read.value)?;
    if let (true, Some(map)) = (args.findings, object.as_object_mut()) {
        map.insert("findings".into(), serde_json::to_value(&read.findings)?);
    }
    match &args.out {
        None => say!("{object}"),
        Some(dir) => {
            let stem = name(file, names);
            std::fs::write(
                dir.join(format!("{stem}.json")),
                serde_json::to_string_pretty(&object)?,
            )?;
        }
    }
    Ok(())
}
