//! The demo data: one fictional province (or several) over some quarters, made
//! from a seed number, always the same for the same seed and day. It serves
//! people who try the program, tests and measurements.
//!
//! Histories are written in bulk, but never past the journal: each act of each
//! unit has its entry in the same transaction (invariant 8 knows no exception).
//! Everything is fictional: places, bodies' figures and all persons.

mod accounts;
mod bodies;
mod chance;
mod figures;
mod former;
mod history;
mod map;
mod meeting;
mod names;
mod narrative;
mod portal;
mod quarters;
mod regime;
mod register;
mod reorganisation;
mod summary;
mod units;

use crate::{Actor, AppError, Ctx};
use domain::account::Role;
use domain::calendar::WorkCalendar;
use domain::journal::Noun;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// One stated login of the demo.
#[derive(Debug, Clone, Copy)]
pub struct Login {
    /// Name for signing in.
    pub login: &'static str,
    /// As what.
    pub role: Role,
    /// Title on papers.
    pub title: &'static str,
}

const fn login(login: &'static str, role: Role, title: &'static str) -> Login {
    Login { login, role, title }
}

/// The stated logins, one per role.
pub const LOGINS: [Login; 8] = [
    login("baocao", Role::Reporter, "Chuyên viên"),
    login("thutruong", Role::HeadOfUnit, "Giám đốc"),
    login("dieuphoi", Role::Coordinator, "Chuyên viên Phòng Khoa giáo"),
    login("truongban", Role::HeadOfOffice, "Trưởng Ban"),
    login("lanhdao", Role::Leader, "Phó Bí thư Tỉnh ủy"),
    login("kiemtra", Role::Inspector, "Ủy viên Ủy ban Kiểm tra"),
    login("bientap", Role::Editor, "Biên tập viên"),
    login("quantri", Role::Administrator, "Quản trị hệ thống"),
];

/// What is to be made.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The day from which everything is seen.
    pub today: Date,
    /// Seed number.
    pub seed: u64,
    /// Communes of the whole demo.
    pub communes: usize,
    /// Provinces; more than one stand below a centre.
    pub provinces: usize,
    /// Indicators of the form.
    pub indicators: usize,
    /// Quarters, the last of them under way.
    pub quarters: usize,
    /// Passwords of stated logins; a login without one cannot sign in.
    pub passwords: HashMap<String, String>,
}

impl Plan {
    /// The usual size, seen from `today`.
    #[must_use]
    pub fn new(today: Date, passwords: HashMap<String, String>) -> Self {
        Self {
            today,
            seed: 2026,
            communes: 30,
            provinces: 1,
            indicators: 62,
            quarters: 8,
            passwords,
        }
    }

    /// How many reports will be made, for showing progress.
    #[must_use]
    pub fn reports(&self) -> usize {
        (self.communes + self.provinces.max(1) * bodies::BODIES.len()) * self.quarters
    }
}

/// Communes from which on a demo is made for measuring, not for looking around.
const BIG: usize = 500;

/// Told how many reports were made since it was told last.
pub type Progress<'a> = dyn Fn(usize) + Send + Sync + 'a;

/// Makes the demo in an instance that has just been migrated.
///
/// # Errors
/// [`AppError::Forbidden`] for everybody but the program itself;
/// [`AppError::Invalid`] when the instance is not empty.
pub async fn build(ctx: &Ctx, plan: &Plan, progress: &Progress<'_>) -> Result<(), AppError> {
    if !matches!(ctx.actor, Actor::System) {
        return Err(AppError::Forbidden);
    }
    if store::journal::head(&ctx.read()).await?.0 != 0 {
        return Err(AppError::refused("demo.not_empty"));
    }
    let quarters = quarters::quarters(plan.today, plan.quarters)?;
    let units = units::build(ctx, plan).await?;
    let people = accounts::build(ctx, plan, &units).await?;
    let regime = regime::build(ctx, plan, &units).await?;
    let calendar = WorkCalendar::built_in();
    let narrative = narrative::Narrative::new();
    let scene = history::Scene {
        plan,
        units: &units,
        people: &people,
        regime: &regime,
        narrative: &narrative,
        coordinator: people.login("dieuphoi")?,
        calendar: &calendar,
    };
    let mut rounds = Vec::new();
    let last = quarters.len().saturating_sub(1);
    for (n, period) in quarters.into_iter().enumerate() {
        rounds.push(history::build(ctx, &scene, period, n, n == last, progress).await?);
    }
    let table = meeting::Table {
        plan,
        units: &units,
        people: &people,
        calendar: &calendar,
    };
    // Of a country only the newest past round is consolidated and convened: the
    // others would show nothing new and take minutes.
    let is_big = plan.communes > BIG;
    let is_told = |r: &&history::DemoRound| !r.is_present && (!is_big || r.n + 1 == last);
    for round in rounds.iter().filter(is_told) {
        let is_last = round.n + 1 == last;
        summary::build(ctx, &table, round, is_last).await?;
        if let Some((conference, held_on)) = meeting::build(ctx, &table, round, is_last).await? {
            portal::build(ctx, &table, conference, held_on, is_last).await?;
        }
    }
    register::build(ctx, &table).await?;
    map::write(ctx, plan)?;
    reorganisation::build(ctx, plan, &units, &people).await?;
    finish(ctx, plan, &rounds).await
}

/// Writes down what the instance is, so that a second start knows it.
async fn finish(ctx: &Ctx, plan: &Plan, rounds: &[history::DemoRound]) -> Result<(), AppError> {
    let facts =
        json!({ "seed": plan.seed, "today": plan.today.to_string(), "rounds": rounds.len() });
    let w = ctx.begin().await?;
    store::setting::set(&w, SETTING, &facts).await?;
    store::setting::set(&w, crate::instance::OPERATOR, &"truongban").await?;
    ctx.commit(
        w,
        ctx.entry("demo.create", Noun::Instance, Uuid::nil(), None, facts),
    )
    .await
}

/// Key of the setting that marks a demo.
const SETTING: &str = "demo";

/// Whether this instance holds a finished demo.
///
/// # Errors
/// When the database fails.
pub async fn is_demo(ctx: &Ctx) -> Result<bool, AppError> {
    Ok(
        store::setting::find::<serde_json::Value>(&ctx.read(), SETTING)
            .await?
            .is_some(),
    )
}

/// Gives the stated logins new passwords, at a second start of the demo.
///
/// # Errors
/// When the database fails.
pub async fn renew_passwords(
    ctx: &Ctx,
    passwords: &HashMap<String, String>,
) -> Result<(), AppError> {
    for stated in &LOGINS {
        if let Some(password) = passwords.get(stated.login) {
            let lasting = crate::account::Lasting::Always;
            crate::account::set_password(ctx, stated.login, password.clone(), lasting).await?;
        }
    }
    Ok(())
}
