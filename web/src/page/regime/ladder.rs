//! Part 7: the chasing ladder.

use super::{Choices, Desk, Frame, codes};
use crate::page::page;
use crate::{Fields, FormState, Layout, PageResult, Staff};
use app::FieldError;
use axum::extract::Path;
use domain::chase::{ChaseRole, ChaseStep};
use domain::regime::RegimeBody;

const PART: &str = "nhac-hen";

/// Rows of the form beyond the steps there are.
const BLANK: usize = 2;

#[derive(askama::Template)]
#[template(path = "regime/ladder.html")]
struct LadderPage {
    l: Layout,
    frame: Frame,
    form: FormState,
    rows: Vec<usize>,
    roles: Choices,
}

pub(super) async fn show(staff: Staff, Path(code): Path<String>) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let mut pairs = Vec::new();
    for (i, step) in desk.body.chase.iter().enumerate() {
        pairs.push((format!("days_{i}"), step.days.to_string()));
        let roles = step.to.iter();
        pairs.extend(roles.map(|r| (format!("to_{i}"), r.code().to_owned())));
    }
    page(&build(&staff, &desk, FormState::filled(pairs)))
}

pub(super) async fn submit(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let body = read(&fields, &desk.body);
    let again = |form| build(&staff, &desk, form);
    desk.keep(&staff, (PART, fields), body, again).await
}

fn rows(body: &RegimeBody) -> usize {
    body.chase.len() + BLANK
}

fn build(staff: &Staff, desk: &Desk, form: FormState) -> LadderPage {
    let (l, frame) = desk.frame(staff, PART);
    LadderPage {
        rows: (0..rows(&desk.body)).collect(),
        roles: codes(&l, "regime.chase", ChaseRole::ALL.iter().map(|r| r.code())),
        l,
        frame,
        form,
    }
}

/// Rows without a day are left out; the steps are kept in order of their days.
fn read(fields: &Fields, before: &RegimeBody) -> Result<RegimeBody, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut chase: Vec<ChaseStep> = Vec::new();
    for i in 0..rows(before) {
        let name = format!("days_{i}");
        let text = fields.get(&name).trim().replace('−', "-");
        if text.is_empty() {
            continue;
        }
        let Ok(days) = text.parse::<i32>() else {
            errors.push(FieldError::new(name, "regime.number"));
            continue;
        };
        if chase.iter().any(|s| s.days == days) {
            errors.push(FieldError::new(name, "regime.chase_twice").with("about", text));
            continue;
        }
        let to: Vec<ChaseRole> = fields
            .all(&format!("to_{i}"))
            .filter_map(ChaseRole::from_code)
            .collect();
        if to.is_empty() {
            errors.push(FieldError::new(name, "regime.chase_nobody").with("about", text));
            continue;
        }
        chase.push(ChaseStep { days, to });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    chase.sort_by_key(|s| s.days);
    Ok(RegimeBody {
        chase,
        ..before.clone()
    })
}
