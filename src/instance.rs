//! Opening the instance that the configuration names.

use crate::cli::Global;
use crate::config::Config;
use crate::failure::Failure;
use app::clock::{SystemClock, SystemEntropy};
use app::{Actor, App, AppError, Ctx, text};
use std::sync::Arc;
use store::Store;

/// Opens the database and puts the application together.
///
/// # Errors
/// With advice, when the database is unknown, missing or not up to date.
pub(crate) async fn open(global: &Global, config: &Config) -> anyhow::Result<Arc<App>> {
    let store = connect(global, config, false).await?;
    if !waiting(global, &store).await?.is_empty() {
        return Err(Failure::error(
            text::t(global.locale(), "cli.db.old"),
            text::t(global.locale(), "cli.db.old.hint"),
        ));
    }
    Ok(App::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        config.options(),
    ))
}

/// The migrations that wait in the database of an instance; none when it is up to date.
///
/// # Errors
/// With advice, when no instance is in it, or one of a newer version.
pub(crate) async fn waiting(global: &Global, store: &Store) -> anyhow::Result<Vec<String>> {
    let locale = global.locale();
    let standing = store.standing().await?;
    if !standing.unknown.is_empty() {
        let names = [("names", standing.unknown.join(", "))];
        return Err(Failure::error(
            text::t_with(locale, "cli.db.newer", &names),
            text::t(locale, "cli.db.newer.hint"),
        ));
    }
    if standing.is_unused {
        return Err(Failure::error(
            text::t(locale, "cli.db.new"),
            text::t(locale, "cli.db.missing.hint"),
        ));
    }
    Ok(standing.waiting)
}

/// Connects to the database, without looking at its schema.
///
/// # Errors
/// With advice, when the address is unknown or nothing answers.
pub(crate) async fn connect(
    global: &Global,
    config: &Config,
    create: bool,
) -> anyhow::Result<Store> {
    Store::open(config.database.expose(), create)
        .await
        .map_err(|e| {
            let hint = if e.to_string().contains("no database file") {
                "cli.db.missing.hint"
            } else {
                "cli.db.hint"
            };
            Failure::error(e.to_string(), text::t(global.locale(), hint))
        })
}

/// A context of the operator, or of the person named with `--as`.
///
/// # Errors
/// With advice, when there is no such person.
pub(crate) async fn ctx(global: &Global, app: &Arc<App>) -> anyhow::Result<Ctx> {
    let actor = app::instance::operator(app, global.login.as_deref())
        .await
        .map_err(|e| match e {
            AppError::NotFound => {
                let locale = global.locale();
                let who = global.login.clone().unwrap_or_default();
                Failure::error(
                    text::t_with(locale, "cli.person.unknown", &[("login", who)]),
                    text::t(locale, "cli.hint.person"),
                )
            }
            other => other.into(),
        })?;
    Ok(Ctx::new(Arc::clone(app), actor, global.locale()))
}

/// A context of the program itself: setting up, jobs, checks.
pub(crate) fn system(global: &Global, app: &Arc<App>) -> Ctx {
    Ctx::new(Arc::clone(app), Actor::System, global.locale())
}
