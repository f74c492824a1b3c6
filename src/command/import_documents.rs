//! `giaoban import documents`: a folder of old pages and papers into the queue,
//! saying for each what was understood. Nothing is confirmed here; a person does
//! that on the page "Nhập văn bản".

use crate::cli::Global;
use crate::config::Config;
use crate::failure::{Failure, field_line};
use crate::instance;
use crate::output::{say, told};
use crate::progress;
use app::reading::{Facts, Preview, Standing, Taken};
use app::{AppError, Ctx, FieldError, Locale, text};
use clap::Args;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A folder to take in.
#[derive(Debug, Args)]
pub(crate) struct Documents {
    /// Thư mục có các tệp .txt, .html, .docx, .rtf, .pdf / Folder with the files
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Chỉ xem trước, không ghi gì / Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Endings of files that are opened; what a file is its content tells.
const ENDINGS: [&str; 6] = ["txt", "html", "htm", "docx", "rtf", "pdf"];

/// With what a compound file begins, as Word wrote it before 2007.
const OLD_OFFICE: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// What became of one file.
enum Fate {
    Taken(Box<Facts>),
    Queued,
    Known,
    Refused(Vec<FieldError>),
}

/// Takes every file of the folder in, one after the other, so that memory does
/// not grow with their number. Exit code 1 when any was refused, 2 when there is
/// no such folder.
///
/// # Errors
/// With advice.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &Documents,
) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    if !args.dir.is_dir() {
        let values = [("dir", args.dir.display().to_string())];
        return Err(Failure::usage(
            text::t_with(locale, "cli.documents.no_dir", &values),
            text::t(locale, "cli.documents.no_dir.hint"),
        ));
    }
    let app = instance::open(global, config).await?;
    let ctx = instance::ctx(global, &app).await?;
    let bar = progress::counter(&text::t(locale, "cli.read.reading"));
    let mut sums: BTreeMap<&'static str, u64> = BTreeMap::new();
    let mut folders = vec![args.dir.clone()];
    // What a dry run has seen: nothing of it stands in the queue.
    let mut seen = HashSet::new();
    while let Some(folder) = folders.pop() {
        // Only the names of one folder are held at a time.
        let Ok((files, below)) = entries(&folder) else {
            // One folder that cannot be opened does not end the others.
            *sums.entry("refused").or_default() += 1;
            let values = [("dir", folder.display().to_string())];
            let words = text::t_with(locale, "cli.documents.folder", &values);
            bar.suspend(|| told(format_args!("{words}")));
            continue;
        };
        folders.extend(below);
        for file in files {
            let shown = file
                .strip_prefix(&args.dir)
                .unwrap_or(&file)
                .display()
                .to_string();
            let (sum, words) = match skipped(&file, locale) {
                Some(words) => ("skipped", words),
                None => {
                    let fate = one(&ctx, &file, args.dry_run.then_some(&mut seen)).await?;
                    tell(global, &fate)
                }
            };
            *sums.entry(sum).or_default() += 1;
            bar.suspend(|| told(format_args!("{shown}: {words}")));
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    summary(global, &sums, args.dry_run)
}

/// Files and folders of a folder, by name; hidden ones are left out.
fn entries(folder: &Path) -> anyhow::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let mut files = Vec::new();
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // Links are not followed: one that leads up would never end.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            folders.push(entry.path());
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    folders.sort_by(|a, b| b.cmp(a));
    Ok((files, folders))
}

/// Why a file is not looked at, in words. Files named .doc are often RTF or web
/// pages inside and then taken; a real one of old Word is told what to do.
fn skipped(file: &Path, locale: Locale) -> Option<String> {
    let ending = file
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or("")
        .to_ascii_lowercase();
    if ENDINGS.contains(&ending.as_str()) {
        return None;
    }
    if ending == "doc" {
        let head = read_up_to(file, OLD_OFFICE.len() as u64).unwrap_or_default();
        let reason = app::reading::refusal_words(locale, "old-word", 0)?;
        let values = [("reason", reason)];
        return (head == OLD_OFFICE)
            .then(|| text::t_with(locale, "cli.documents.skipped_for", &values));
    }
    Some(text::t(locale, "cli.documents.skipped").into_owned())
}

async fn one(ctx: &Ctx, file: &Path, dry: Option<&mut HashSet<[u8; 32]>>) -> anyhow::Result<Fate> {
    let office = app::reading::office_of(ctx)?;
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    // A file over the limit is refused by its length, not read into memory.
    let limit = ctx.app.options.upload_limit;
    let bytes = match read_up_to(file, limit + 1) {
        Ok(bytes) => bytes,
        Err(_) => {
            return Ok(Fate::Refused(vec![FieldError::new(
                "file",
                "reading.unreadable",
            )]));
        }
    };
    if let Some(seen) = dry {
        let is_new = seen.insert(Sha256::digest(&bytes).into());
        return Ok(
            match app::reading::preview(ctx, office, &name, bytes).await? {
                Preview::New(_) if !is_new => Fate::Known,
                Preview::New(facts) => Fate::Taken(facts),
                Preview::Known(_) => Fate::Known,
                Preview::Refused(errors) => Fate::Refused(errors),
            },
        );
    }
    match app::reading::take_in(ctx, office, name, bytes).await {
        Ok(Taken::Known(_)) => Ok(Fate::Known),
        Ok(Taken::Queued(id)) => {
            app::reading::read_one(&ctx.app, id).await?;
            let line = match app::reading::find_line(ctx, id).await {
                Ok(line) => line,
                // A newer reader found a mark of secrecy: nothing is left of it.
                Err(AppError::NotFound) => {
                    return Ok(Fate::Refused(vec![FieldError::new(
                        "file",
                        "reading.secret",
                    )]));
                }
                Err(other) => return Err(other.into()),
            };
            Ok(match line.standing {
                Standing::Refused => Fate::Refused(line.refusals),
                // A server beside us was faster and is reading it.
                Standing::Queued | Standing::Reading => Fate::Queued,
                _ => Fate::Taken(Box::new(app::reading::show(ctx, id).await?.facts)),
            })
        }
        Err(AppError::Invalid(errors)) => Ok(Fate::Refused(errors)),
        Err(other) => Err(other.into()),
    }
}

/// The first bytes of a file, as many as `limit`.
pub(crate) fn read_up_to(file: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(file)?
        .take(limit)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What became of a file: the line of the summary it counts for, and words.
fn tell(global: &Global, fate: &Fate) -> (&'static str, String) {
    let locale = global.locale();
    match fate {
        Fate::Taken(facts) => {
            let day = facts
                .event_date
                .map_or_else(|| "–".to_owned(), text::day_vi);
            let values = [
                ("day", day),
                ("title", facts.title.clone().unwrap_or_default()),
                ("documents", facts.documents.len().to_string()),
                ("tasks", facts.tasks.len().to_string()),
                ("figures", facts.figures.len().to_string()),
                ("limitations", facts.limitations.len().to_string()),
            ];
            (
                "waiting",
                text::t_with(locale, "cli.documents.understood", &values),
            )
        }
        Fate::Queued => (
            "queued",
            text::t(locale, "reading.state.queued").into_owned(),
        ),
        Fate::Known => (
            "known",
            text::t(locale, "reading.outcome.known").into_owned(),
        ),
        Fate::Refused(errors) => {
            let words: Vec<String> = errors
                .iter()
                .map(|e| {
                    field_line(
                        &FieldError {
                            field: String::new(),
                            ..e.clone()
                        },
                        locale,
                    )
                })
                .collect();
            let values = [("reason", words.join(" "))];
            (
                "refused",
                text::t_with(locale, "cli.documents.refused", &values),
            )
        }
    }
}

fn summary(
    global: &Global,
    sums: &BTreeMap<&'static str, u64>,
    is_dry: bool,
) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let sum = |name: &str| sums.get(name).copied().unwrap_or(0);
    let values = [
        ("waiting", sum("waiting").to_string()),
        ("queued", sum("queued").to_string()),
        ("known", sum("known").to_string()),
        ("refused", sum("refused").to_string()),
        ("skipped", sum("skipped").to_string()),
    ];
    let key = if is_dry {
        "cli.documents.preview"
    } else {
        "cli.documents.sum"
    };
    say!("{}", text::t_with(locale, key, &values));
    if sum("refused") > 0 {
        let values = [("count", sum("refused").to_string())];
        return Err(Failure::error(
            text::t_with(locale, "cli.read.refused", &values),
            text::t(locale, "cli.read.hint"),
        ));
    }
    if !is_dry && sum("waiting") + sum("queued") > 0 {
        eprintln!("hint: {}", text::t(locale, "cli.documents.hint"));
    }
    Ok(ExitCode::SUCCESS)
}
