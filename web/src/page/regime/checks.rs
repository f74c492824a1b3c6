//! Part 6: what figures are held against before signing: the starter
//! set, bounds of indicators, the office's own rules, outlier tests.

use super::checks_rows::{read_bounds, read_rules, write_bound, write_rule};
use super::{Choices, Desk, Frame, codes};
use crate::page::page;
use crate::page::pager::Pager;
use crate::{Fields, FormState, Layout, PageResult, Staff};
use app::FieldError;
use axum::extract::{Path, Query};
use domain::regime::RegimeBody;
use domain::validation::{Checks, OutlierTest, STARTER_CODES, StarterSettings};
use serde::Deserialize;

const PART: &str = "kiem-tra";

/// Rows of the form beyond those there are, on its last page.
pub(super) const BLANK: usize = 2;
/// Bounds and rules on one page, each a form of many fields; fewer where the list of
/// indicators that the page offers is long.
const ON_PAGE: usize = 8;
const ON_LONG_PAGE: usize = 4;
const LONG: usize = 100;

#[derive(Deserialize)]
pub(super) struct Choice {
    trang: Option<usize>,
}

#[derive(askama::Template)]
#[template(path = "regime/checks.html")]
struct ChecksPage {
    l: Layout,
    frame: Frame,
    form: FormState,
    starters: Choices,
    indicators: Choices,
    operators: Choices,
    importances: Choices,
    missing: Choices,
    bounds: Vec<usize>,
    rules: Vec<usize>,
    /// The first rule of those that are being added.
    first_blank: usize,
    pager: Pager,
}

pub(super) async fn show(
    staff: Staff,
    Path(code): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let checks = &desk.body.checks;
    let factor = checks.starter.usual_factor.to_string();
    let mut pairs = vec![("factor".to_owned(), factor)];
    pairs.extend(STARTER_CODES.iter().filter_map(|code| {
        let is_kept = checks.has_starter(code);
        is_kept.then(|| ("starter".to_owned(), (*code).to_owned()))
    }));
    for test in &checks.outliers {
        match test {
            OutlierTest::ZScore { tenths } => pairs.push(("z_score".into(), in_ones(*tenths))),
            OutlierTest::ModifiedZScore { tenths } => {
                pairs.push(("modified".into(), in_ones(*tenths)));
            }
            OutlierTest::MinMax { .. } => {}
        }
    }
    for (i, bound) in checks.bounds.iter().enumerate() {
        write_bound(&mut pairs, i, bound, &desk.body);
    }
    for (i, rule) in checks.rules.iter().enumerate() {
        write_rule(&mut pairs, i, rule);
    }
    let asked = choice.trang.unwrap_or(1);
    pairs.push(("trang".into(), asked.to_string()));
    page(&build(&staff, &desk, FormState::filled(pairs)))
}

pub(super) async fn submit(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let body = read(&fields, &desk.body);
    let again = |form| build(&staff, &desk, form);
    desk.keep(&staff, (PART, fields), body, again).await
}

fn build(staff: &Staff, desk: &Desk, form: FormState) -> ChecksPage {
    let (l, frame) = desk.frame(staff, PART);
    let checks = &desk.body.checks;
    let bounds: Vec<usize> = (0..checks.bounds.len()).collect();
    let rules: Vec<usize> = (0..checks.rules.len()).collect();
    let asked = form.value("trang").parse().ok();
    let rows = bounds.len() + rules.len();
    let on_page = if desk.body.indicators.len() > LONG {
        ON_LONG_PAGE
    } else {
        ON_PAGE
    };
    let pager = Pager::of(&l, on_page, rows, asked, |page| page.to_string());
    let with_blank = |of_page: &[usize], all: &[usize]| {
        let blank = if pager.after.is_none() { BLANK } else { 0 };
        let blank = all.len()..all.len() + blank;
        of_page.iter().copied().chain(blank).collect()
    };
    ChecksPage {
        starters: codes(&l, "regime", STARTER_CODES.iter().copied()),
        indicators: desk
            .body
            .indicators
            .iter()
            .map(|d| (d.code.clone(), d.name.clone()))
            .collect(),
        operators: codes(&l, "regime.operator", super::checks_rows::operators()),
        importances: codes(&l, "regime.importance", super::checks_rows::importances()),
        missing: codes(&l, "regime.missing", super::checks_rows::missing()),
        bounds: with_blank(pager.part(0, &bounds), &bounds),
        rules: with_blank(pager.part(bounds.len(), &rules), &rules),
        first_blank: rules.len(),
        pager,
        l,
        frame,
        form,
    }
}

/// A draft may have defects, which hinder only its publishing; what cannot be
/// read is refused here, each at its row.
fn read(fields: &Fields, before: &RegimeBody) -> Result<RegimeBody, Vec<FieldError>> {
    let mut errors = Vec::new();
    let factor = fields.get("factor").trim().parse();
    if factor.is_err() {
        errors.push(FieldError::new("factor", "regime.number"));
    }
    let mut outliers = Vec::new();
    for (name, test) in [
        ("z_score", z_score as fn(u16) -> OutlierTest),
        ("modified", modified),
    ] {
        match in_tenths(fields.get(name)) {
            Ok(Some(tenths)) => outliers.push(test(tenths)),
            Ok(None) => {}
            Err(()) => errors.push(FieldError::new(name, "regime.number")),
        }
    }
    let bounds = read_bounds(fields, before, &mut errors);
    let rules = read_rules(fields, before, &mut errors);
    let (Ok(usual_factor), true) = (factor, errors.is_empty()) else {
        return Err(errors);
    };
    let kept: Vec<&str> = fields.all("starter").collect();
    let checks = Checks {
        starter: StarterSettings { usual_factor },
        rules,
        bounds,
        outliers,
        ..Checks::default()
    };
    Ok(RegimeBody {
        checks: checks.with_starters(&kept),
        ..before.clone()
    })
}

fn z_score(tenths: u16) -> OutlierTest {
    OutlierTest::ZScore { tenths }
}

fn modified(tenths: u16) -> OutlierTest {
    OutlierTest::ModifiedZScore { tenths }
}

/// Tenths as people write them: 35 is "3,5".
fn in_ones(tenths: u16) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{},{rest}", tenths / 10),
    }
}

fn in_tenths(text: &str) -> Result<Option<u16>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (ones, tenths) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let (ones, tenths): (u16, u16) = match (ones.parse(), tenths.parse()) {
        (Ok(ones), Ok(tenths)) if tenths < 10 => (ones, tenths),
        _ => return Err(()),
    };
    let all = ones.checked_mul(10).and_then(|o| o.checked_add(tenths));
    all.filter(|t| *t > 0).map(Some).ok_or(())
}
