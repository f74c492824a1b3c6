//! One published version in full, read-only: what a round was opened with can be
//! read years later.

use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use app::AppError;
use app::text::t_with;
use axum::extract::Path;
use domain::regime::RegimeBody;
use domain::validation::{Rule, write_formula};

#[derive(askama::Template)]
#[template(path = "regime/version.html")]
struct VersionPage {
    l: Layout,
    code: String,
    number: i32,
    days: String,
    rounds: u64,
    elements: Vec<(String, String)>,
    /// Code, title, level and who writes it.
    outline: Vec<(String, String, u8, String)>,
    indicators: Vec<(String, String, String)>,
    checks: Vec<String>,
    ladder: Vec<String>,
}

pub(super) async fn show(staff: Staff, Path((code, number)): Path<(String, i32)>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let view = app::regime::view(&staff.ctx, &code).await.map_err(fail)?;
    let found = view.versions.iter().find(|(v, _)| v.number == number);
    let (version, rounds) = found.ok_or_else(|| fail(AppError::NotFound))?;
    let mut l = staff.layout("");
    l.title = format!(
        "{}, {}",
        view.regime.name,
        l.t1("regime.version_n", "n", number)
    );
    let body = &version.body;
    let recipient = app::regime::recipient(&staff.ctx, body, version.valid_from)
        .await
        .map_err(fail)?;
    page(&VersionPage {
        code,
        number,
        days: match &version.valid_to {
            Some(end) => format!("{} – {}", l.date(&version.valid_from), l.date(end)),
            None => l.t1("regime.in_force_from", "day", l.date(&version.valid_from)),
        },
        rounds: *rounds,
        elements: super::show::elements(&l, body, recipient),
        outline: body
            .outline
            .iter()
            .map(|s| {
                let who = super::outline::writers(&l, s);
                let who = if who.is_empty() {
                    l.t("regime.outline.everybody").into_owned()
                } else {
                    who.join("; ")
                };
                (s.code.clone(), s.title.clone(), s.level + 1, who)
            })
            .collect(),
        indicators: body
            .indicators
            .iter()
            .map(|d| (d.code.clone(), d.name.clone(), d.measure.clone()))
            .collect(),
        checks: checks(&l, body),
        ladder: ladder(&l, body),
        l,
    })
}

/// The checks in words: starter set, bounds as rules, own rules.
fn checks(l: &Layout, body: &RegimeBody) -> Vec<String> {
    let starter = domain::validation::STARTER_CODES
        .iter()
        .filter(|c| body.checks.has_starter(c))
        .map(|c| l.code_text("regime", c).into_owned());
    let plain = domain::validation::Checks {
        rules: Vec::new(),
        ..body.checks.clone().with_starters(&[])
    };
    let bounds = plain.rules_for(&body.indicators);
    let bounds = bounds.iter().map(|rule| rule_words(l, rule, ""));
    let own = body.checks.rules.iter().map(|rule| {
        let says = match l.locale {
            app::Locale::En if !rule.says_en.is_empty() => &rule.says_en,
            _ => &rule.says,
        };
        rule_words(l, rule, says)
    });
    starter.chain(bounds).chain(own).collect()
}

fn rule_words(l: &Layout, rule: &Rule, says: &str) -> String {
    let operator = super::checks_rows::operator_code(&rule.operator);
    let words = format!(
        "{} {} {} ({})",
        write_formula(&rule.left),
        l.code_text("regime.operator", operator),
        write_formula(&rule.right),
        l.code_text(
            "regime.importance",
            super::checks_rows::importance_code(rule.importance)
        ),
    );
    match says {
        "" => words,
        says => format!("{words}: {says}"),
    }
}

fn ladder(l: &Layout, body: &RegimeBody) -> Vec<String> {
    body.chase
        .iter()
        .map(|step| {
            let to: Vec<_> = step
                .to
                .iter()
                .map(|r| l.code_text("regime.chase", r.code()))
                .collect();
            let places = [("days", step.days.to_string()), ("to", to.join(", "))];
            t_with(l.locale, "regime.ladder.line", &places)
        })
        .collect()
}
