//! `giaoban upgrade`: a database of an older version, brought up to this one.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::instance;
use crate::output::say;
use app::clock::{SystemClock, SystemEntropy};
use app::{App, Ctx, text};
use clap::Args;
use std::process::ExitCode;
use std::sync::Arc;

/// Exit code of a preview that found something waiting: neither done nor failed.
const WAITS: u8 = 3;

/// What the command takes.
#[derive(Debug, Args)]
pub(crate) struct Upgrade {
    /// Chỉ xem có gì chờ / Only say what waits
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Không sao lưu trước; cần khi dùng PostgreSQL, sau khi tự sao lưu bằng pg_dump / Make no copy first; needed with PostgreSQL, after a pg_dump of one's own
    #[arg(long)]
    pub(crate) no_backup: bool,
}

/// Lists what waits, copies the database, brings it up to date, and says so.
///
/// # Errors
/// With advice, when the database is empty, of a newer version, or cannot be copied.
pub(crate) async fn run(
    global: &Global,
    config: &Config,
    args: &Upgrade,
) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let store = instance::connect(global, config, false).await?;
    let waiting = instance::waiting(global, &store).await?;
    if waiting.is_empty() {
        say!("{}", text::t(locale, "cli.upgrade.nothing"));
        return Ok(ExitCode::SUCCESS);
    }
    let count = [("count", waiting.len().to_string())];
    say!("{}", text::t_with(locale, "cli.upgrade.waiting", &count));
    for name in &waiting {
        say!("  {name}");
    }
    if args.dry_run {
        say!("{}", text::t(locale, "cli.upgrade.dry_run"));
        return Ok(ExitCode::from(WAITS));
    }
    let app = App::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        config.options(),
    );
    let ctx = instance::system(global, &app);
    if !args.no_backup {
        back_up(&ctx).await?;
    }
    let ran = app::instance::upgrade(&ctx).await?;
    let count = [("count", ran.len().to_string())];
    say!("{}", text::t_with(locale, "cli.upgrade.done", &count));
    // Everything goes into the one file before anybody copies it.
    app.store.clone().close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Copies the database and says where to.
async fn back_up(ctx: &Ctx) -> anyhow::Result<()> {
    let Some(copy) = app::instance::back_up(ctx).await? else {
        return Err(Failure::error(
            text::t(ctx.locale, "cli.upgrade.no_copy"),
            text::t(ctx.locale, "cli.upgrade.no_copy.hint"),
        ));
    };
    let file = [("file", copy.display().to_string())];
    say!("{}", text::t_with(ctx.locale, "cli.upgrade.kept", &file));
    Ok(())
}
