//! `giaoban doctor`: what is missing for the instance to do its work.

use crate::cli::Global;
use crate::config::Config;
use crate::instance;
use crate::output::say;
use app::clock::{SystemClock, SystemEntropy};
use app::instance::Level;
use app::{App, text};
use std::process::ExitCode;
use std::sync::Arc;

/// Prints every check; exit code 1 when one failed.
///
/// # Errors
/// With advice, when the database cannot be opened at all.
pub(crate) async fn run(global: &Global, config: &Config) -> anyhow::Result<ExitCode> {
    let locale = global.locale();
    let store = instance::connect(global, config, false).await?;
    let app = App::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        config.options(),
    );
    let checks = app::instance::examine(&instance::system(global, &app)).await?;
    for check in &checks {
        let mark = match check.level {
            Level::Fine => "ok  ",
            Level::Warning => "warn",
            Level::Failure => "FAIL",
        };
        say!(
            "{mark}  {}  {}",
            text::t(locale, &format!("doctor.{}", check.code)),
            check.detail
        );
        if check.level != Level::Fine {
            say!(
                "      {}",
                text::t(locale, &format!("doctor.{}.hint", check.code))
            );
        }
    }
    let is_ill = checks.iter().any(|c| c.level == Level::Failure);
    if is_ill {
        eprintln!("hint: {}", text::t(locale, "cli.doctor.hint"));
    }
    Ok(if is_ill {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
