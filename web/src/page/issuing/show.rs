//! The page of the register.

use crate::page::page;
use crate::page::pager::Pager;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::issuing::{DOC_TYPES, NextNumber, RuleLine};
use axum::extract::Query;
use domain::id::UnitId;
use domain::numbering::{IssuerKind, NumberingPolicy, SeriesRestart, SeriesScope};
use serde::Deserialize;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Choice {
    #[serde(rename = "don-vi")]
    office: Option<UnitId>,
    nam: Option<String>,
    trang: Option<usize>,
}

impl Choice {
    pub(super) fn of(office: UnitId) -> Self {
        Self {
            office: Some(office),
            ..Self::default()
        }
    }
}

#[derive(askama::Template)]
#[template(path = "issuing/register.html")]
pub(super) struct RegisterPage {
    l: Layout,
    form: FormState,
    office: String,
    offices: Vec<(String, String, bool)>,
    year: String,
    rows: Vec<Row>,
    pager: Pager,
    types: Vec<String>,
    next: Vec<Next>,
    rules: Vec<Rule>,
    may_enter: bool,
    kinds: Vec<(String, String)>,
    scopes: Vec<(String, String)>,
    restarts: Vec<(String, String)>,
}

struct Row {
    href: String,
    symbol: String,
    day: String,
    subject: String,
    signer: String,
}

struct Next {
    kind: String,
    how: String,
    /// Which type of document, and what the next one is called.
    symbols: Vec<(String, String)>,
}

struct Rule {
    id: String,
    kind: String,
    from: String,
    how: String,
    basis: String,
    entered: String,
    may_withdraw: bool,
}

pub(super) async fn show(staff: Staff, Query(choice): Query<Choice>) -> PageResult {
    page(&build(&staff, choice, FormState::default()).await?)
}

pub(super) async fn build(
    staff: &Staff,
    choice: Choice,
    form: FormState,
) -> Result<RegisterPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let l = staff.layout(staff.ctx_text("numbering.title"));
    let offices = app::issuing::offices(&staff.ctx).await.map_err(fail)?;
    let office = choice.office.or(offices.first().map(|(id, _)| *id));
    let office = office.ok_or_else(|| fail(AppError::NotFound))?;
    let typed = choice.nam.unwrap_or_default();
    let year = typed.parse().ok().filter(|y| (1900..=2100).contains(y));
    let wanted = Pager::wanted(choice.trang);
    let register = app::issuing::register(&staff.ctx, office, year, wanted)
        .await
        .map_err(fail)?;
    let year = year.map(|y| y.to_string()).unwrap_or_default();
    let pager = Pager::new(&l, register.count, choice.trang, |n| {
        format!("/so-van-ban?don-vi={office}&nam={year}&trang={n}")
    });
    Ok(RegisterPage {
        rows: register.lines.iter().map(|line| row(&l, line)).collect(),
        next: register.next.iter().map(|n| next(&l, n)).collect(),
        rules: register.rules.iter().map(|r| rule(&l, r)).collect(),
        may_enter: register.may_enter,
        types: DOC_TYPES
            .map(|t| l.code_text("numbering.type", t).into_owned())
            .to_vec(),
        kinds: codes(
            &l,
            "numbering.kind",
            IssuerKind::ALL.iter().map(|k| k.code()),
        ),
        scopes: codes(
            &l,
            "numbering.scope",
            SeriesScope::ALL.iter().map(|k| k.code()),
        ),
        restarts: codes(
            &l,
            "numbering.restart",
            SeriesRestart::ALL.iter().map(|k| k.code()),
        ),
        offices: offices
            .into_iter()
            .map(|(id, name)| (id.to_string(), name, id == office))
            .collect(),
        office: office.to_string(),
        year,
        pager,
        form,
        l,
    })
}

fn codes<'a>(
    l: &Layout,
    prefix: &str,
    codes: impl Iterator<Item = &'a str>,
) -> Vec<(String, String)> {
    codes
        .map(|code| (code.to_owned(), l.code_text(prefix, code).into_owned()))
        .collect()
}

fn row(l: &Layout, line: &app::issuing::IssuedLine) -> Row {
    use app::issuing::IssuedAbout as About;
    Row {
        href: match line.about {
            About::Round(round) => format!("/tong-hop/{round}"),
            About::Conference(conference) => format!("/hoi-nghi/{conference}"),
        },
        symbol: line.symbol.clone(),
        day: l.date(&line.issued_on),
        subject: line.subject.clone(),
        signer: format!("{}, {}", line.signer.0, line.signer.1),
    }
}

/// "Mỗi loại văn bản một dãy số, trong nhiệm kỳ (bắt đầu 01/10/2025)".
fn how(l: &Layout, policy: &NumberingPolicy) -> String {
    let said = l.t2(
        "numbering.how",
        ("scope", l.code_text("numbering.scope", policy.scope.code())),
        (
            "restart",
            l.code_text("numbering.restart", policy.restart.code()),
        ),
    );
    if policy.restart == SeriesRestart::Year {
        return said;
    }
    let terms: Vec<String> = policy.terms.iter().map(|day| l.date(day)).collect();
    format!("{said} ({})", terms.join(", "))
}

fn next(l: &Layout, next: &NextNumber) -> Next {
    Next {
        kind: l.code_text("numbering.kind", next.kind.code()).into_owned(),
        how: how(l, &next.policy),
        symbols: DOC_TYPES
            .iter()
            .zip(&next.symbols)
            .map(|(doc_type, symbol)| {
                let doc_type = l.code_text("numbering.type", doc_type);
                let symbol = symbol.clone().unwrap_or_else(|| "–".to_owned());
                (doc_type.into_owned(), symbol)
            })
            .collect(),
    }
}

fn rule(l: &Layout, line: &RuleLine) -> Rule {
    Rule {
        id: line.id.to_string(),
        kind: l
            .code_text("numbering.kind", line.rule.kind.code())
            .into_owned(),
        from: l.date(&line.rule.from),
        how: how(l, &line.rule.policy),
        basis: line.rule.basis.clone(),
        entered: l.t2(
            "calendar.entered_by",
            ("name", &line.entered.0),
            ("at", l.instant(&line.entered.1)),
        ),
        may_withdraw: line.may_withdraw,
    }
}
