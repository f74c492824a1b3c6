//! Looking an instance over: what is missing for it to do its work.

use crate::{App, AppError, Ctx, Letterhead};
use domain::calendar::YearDoubt;
use domain::id::UnitId;
use domain::round::RoundState;
use std::collections::BTreeSet;
use std::path::Path;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Sound.
    Fine,
    /// Works, but something will be missed.
    Warning,
    /// Does not work.
    Failure,
}

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Code; its name is `doctor.<code>`, the remedy `doctor.<code>.hint`.
    pub code: &'static str,
    /// How it came out.
    pub level: Level,
    /// What was found.
    pub detail: String,
}

fn check(code: &'static str, level: Level, detail: impl Into<String>) -> Check {
    Check {
        code,
        level,
        detail: detail.into(),
    }
}

/// Whether the database answers: one row is asked of it, and nothing that is kept in
/// memory stands in for it.
///
/// # Errors
/// When it does not.
pub async fn ask_database(app: &App) -> Result<(), AppError> {
    store::journal::head(&app.store.read()).await?;
    Ok(())
}

/// Examines database, journal, units, offices, fonts, data folder, mail and holidays.
///
/// # Errors
/// Never for a bad finding, which is an answer; only when the clock or the
/// thread pool is gone.
pub async fn examine(ctx: &Ctx) -> Result<Vec<Check>, AppError> {
    let options = &ctx.app.options;
    let mut checks = vec![check("database", Level::Fine, ctx.app.store.backend_name())];
    checks.push(match ctx.app.store.standing().await {
        Ok(standing) if standing.is_current() => check("migration", Level::Fine, ""),
        Ok(standing) => check("migration", Level::Failure, standing.unknown.join(", ")),
        Err(e) => check("migration", Level::Failure, e.to_string()),
    });
    match store::journal::head(&ctx.read()).await {
        Ok((0, _)) => checks.push(check("journal", Level::Warning, "0")),
        Ok((seq, hash)) => checks.push(check(
            "journal",
            Level::Fine,
            format!("{seq} · {}", &hash[..12.min(hash.len())]),
        )),
        Err(e) => checks.push(check("journal", Level::Failure, e.to_string())),
    }
    checks.push(units(ctx).await);
    checks.push(issuers(ctx).await);
    checks.push(fonts(&options.font_dirs));
    checks.push(folder(&options.data_dir));
    checks.extend(crate::profiles::examine(&ctx.app).into_iter().map(|found| {
        let level = if found.is_ok() {
            Level::Fine
        } else {
            Level::Failure
        };
        check("profile", level, found.unwrap_or_else(|why| why))
    }));
    checks.extend(crate::picture::examine(&ctx.app).into_iter().map(|found| {
        let level = if found.is_ok() {
            Level::Fine
        } else {
            Level::Failure
        };
        check("map", level, found.unwrap_or_else(|why| why))
    }));
    checks.push(match &options.smtp_url {
        // The address may hold a password, so only its presence is told.
        Some(_) => check("mail", Level::Fine, options.mail_from.clone()),
        None => check("mail", Level::Warning, ""),
    });
    checks.push(holidays(ctx).await);
    Ok(checks)
}

/// Whether on every day each unit has one version, a living parent and no ring
/// above it: what acts keep and the database cannot hold by itself.
async fn units(ctx: &Ctx) -> Check {
    let history = match store::unit::history(&ctx.read()).await {
        Ok(history) => history,
        Err(e) => return check("units", Level::Failure, e.to_string()),
    };
    let defects = history.defects(None);
    let Some(first) = defects.first() else {
        return check("units", Level::Fine, history.units().count().to_string());
    };
    let code = history.life(first.unit).last().map(|v| v.code.clone());
    let on = first.on.map(|d| format!(" {d}")).unwrap_or_default();
    let told = format!(
        "{} · {}: {}{on}",
        defects.len(),
        code.unwrap_or_default(),
        first.kind.code()
    );
    check("units", Level::Failure, told)
}

/// Whether the days off of this year are known, and all announced: due days that are
/// reckoned with expected ones may still move.
async fn holidays(ctx: &Ctx) -> Check {
    let today = ctx.today();
    let year = today.year().to_string();
    let calendar = match ctx.calendar().await {
        Ok(calendar) => calendar,
        Err(e) => return check("holidays", Level::Failure, e.to_string()),
    };
    match calendar.doubts([today]).first() {
        None => check("holidays", Level::Fine, year),
        Some((_, YearDoubt::Unknown)) => check("holidays", Level::Warning, year),
        Some((_, YearDoubt::Expected)) => check("holidays_expected", Level::Warning, year),
    }
}

/// Whether the offices of open rounds can issue their reports: place and symbol.
async fn issuers(ctx: &Ctx) -> Check {
    match incomplete(ctx).await {
        Err(e) => check("issuers", Level::Failure, e.to_string()),
        Ok((count, names)) if names.is_empty() => check("issuers", Level::Fine, count.to_string()),
        Ok((_, names)) => check("issuers", Level::Warning, names.join("; ")),
    }
}

/// How many offices have open rounds, and the names of those that lack something.
async fn incomplete(ctx: &Ctx) -> Result<(usize, Vec<String>), AppError> {
    let rounds = store::round::list(&ctx.read()).await?;
    let open = rounds.iter().filter(|r| r.state == RoundState::Open);
    let offices: BTreeSet<UnitId> = open.map(|r| r.office).collect();
    let mut names = Vec::new();
    for office in &offices {
        let head = Letterhead::of(ctx, *office, ctx.today()).await?;
        if !head.missing().is_empty() {
            names.push(head.office);
        }
    }
    Ok((offices.len(), names))
}

fn fonts(folders: &[std::path::PathBuf]) -> Check {
    for folder in folders {
        let count = std::fs::read_dir(folder).map_or(0, |entries| {
            entries
                .filter_map(Result::ok)
                .filter(|e| {
                    let name = e.file_name().to_string_lossy().to_lowercase();
                    name.ends_with(".ttf") && (name.contains("serif") || name.contains("times"))
                })
                .count()
        });
        if count > 0 {
            return check(
                "fonts",
                Level::Fine,
                format!("{} ({count})", folder.display()),
            );
        }
    }
    let looked: Vec<String> = folders.iter().map(|f| f.display().to_string()).collect();
    check("fonts", Level::Failure, looked.join(", "))
}

fn folder(path: &Path) -> Check {
    let shown = path.display().to_string();
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() && !meta.permissions().readonly() => {
            check("data_dir", Level::Fine, shown)
        }
        _ => check("data_dir", Level::Failure, shown),
    }
}
