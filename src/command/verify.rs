//! `giaoban verify`: whether what was written is still what is there.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use crate::output::say;
use crate::{instance, progress};
use app::text;
use std::process::ExitCode;

/// Checks chain and seals; exit code 1 when one does not hold.
///
/// # Errors
/// With advice, at the first broken link or the broken seals.
pub(crate) async fn run(global: &Global, config: &Config) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let app = instance::open(global, config).await?;
    let bar = progress::counter(&text::t(locale, "cli.verify.checking"));
    let found =
        app::instance::verify(&instance::system(global, &app), &|n| bar.inc(n as u64)).await?;
    bar.finish_and_clear();
    for (kind, id) in &found.broken {
        say!(
            "{}",
            text::t_with(
                locale,
                "cli.verify.seal",
                &[("kind", (*kind).to_owned()), ("id", id.clone())]
            )
        );
    }
    let values = [
        ("entries", found.journal.entries.to_string()),
        ("head", found.journal.head.clone()),
        ("seals", found.seals.to_string()),
        ("files", found.files.to_string()),
    ];
    if found.is_sound() {
        say!("{}", text::t_with(locale, "cli.verify.sound", &values));
        return Ok(ExitCode::SUCCESS);
    }
    let what = found.journal.broken.map_or_else(
        || text::t(locale, "cli.verify.seals_broken").into_owned(),
        |e| {
            text::t_with(
                locale,
                "cli.verify.chain_broken",
                &[("what", e.to_string())],
            )
        },
    );
    Err(Failure::error(what, text::t(locale, "cli.verify.hint")))
}
