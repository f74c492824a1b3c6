//! One file per command; each calls one function of `app`.

pub(crate) mod config;
pub(crate) mod consolidate;
pub(crate) mod demo;
mod doctor;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod import_documents;
pub(crate) mod init;
mod openapi;
pub(crate) mod read;
pub(crate) mod regime;
pub(crate) mod round;
pub(crate) mod serve;
pub(crate) mod totals;
pub(crate) mod unit;
pub(crate) mod upgrade;
pub(crate) mod user;
mod verify;

use crate::cli::{Cli, Command};
use crate::config::Config;
use std::process::ExitCode;

/// Runs the command.
///
/// # Errors
/// Whatever kept it from being done.
pub(crate) async fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    let global = &cli.global;
    // Reading documents needs no instance and so no configuration.
    if let Command::Read(args) = &cli.command {
        return read::run(global, args);
    }
    if let Command::Openapi = &cli.command {
        return openapi::run();
    }
    if let Command::Demo(args) = &cli.command {
        return demo::run(global, args).await;
    }
    let config = Config::load(global.config.as_deref())?;
    match &cli.command {
        Command::Init(args) => init::run(global, &config, args).await,
        Command::Serve(args) => serve::run(global, &config, args).await,
        Command::Doctor => doctor::run(global, &config).await,
        Command::Verify => verify::run(global, &config).await,
        Command::Upgrade(args) => upgrade::run(global, &config, args).await,
        Command::User(args) => user::run(global, &config, args).await,
        Command::Unit(args) => unit::run(global, &config, args).await,
        Command::Regime(args) => regime::run(global, &config, args).await,
        Command::Round(args) => round::run(global, &config, args).await,
        Command::Consolidate(args) => consolidate::run(global, &config, args).await,
        Command::Totals(args) => totals::run(global, &config, args).await,
        Command::Import(args) => import::run(global, &config, args).await,
        Command::Export(args) => export::run(global, &config, args).await,
        Command::Config(args) => config::run(&config, args),
        Command::Read(_) | Command::Demo(_) | Command::Openapi => Ok(ExitCode::SUCCESS),
    }
}
