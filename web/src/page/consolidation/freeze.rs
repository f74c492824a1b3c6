//! Freezing, supplements and issuing.

use super::totals::coverage;
use super::{form_of, round_id};
use crate::input::read_day;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::consolidation::{self, Capacity, Freeze, Issue, Overview, SnapshotLine, Supplement};
use app::{AppError, FieldError};
use axum::extract::Path;
use domain::consolidation::{ConsolidationState, Difference};
use domain::id::RoundId;
use domain::number::format_number;

#[derive(askama::Template)]
#[template(path = "consolidation/freeze.html")]
struct FreezePage {
    l: Layout,
    form: FormState,
    id: String,
    version: i32,
    state: &'static str,
    may_freeze: bool,
    is_draft: bool,
    snapshots: Vec<Line>,
    open: Vec<(String, String)>,
    forms: Vec<(String, String)>,
    capacities: Vec<(String, String)>,
}

struct Line {
    number: i32,
    name: String,
    frozen_at: String,
    sha256: String,
    coverage: String,
    seq: i64,
    differences: Vec<String>,
    issued: String,
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let today = staff.ctx.today().strftime("%d/%m/%Y").to_string();
    page(&build(&staff, id, FormState::fresh(&[("issued_on", today)])).await?)
}

pub(super) async fn act(
    staff: Staff,
    Path((id, verb)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    let locale = staff.ctx.locale;
    let id = round_id(&id).map_err(|e| PageError::new(e, locale))?;
    let errors = match try_act(&staff, id, &verb, &fields).await {
        Ok(flash) => return done(&format!("/tong-hop/{id}/chot"), flash),
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    let form = FormState::refused(fields, &errors, locale);
    refused(&build(&staff, id, form).await?)
}

async fn try_act(
    staff: &Staff,
    round: RoundId,
    verb: &str,
    fields: &Fields,
) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let version: i32 = fields
        .get("version")
        .parse()
        .map_err(|_| AppError::Conflict)?;
    match verb {
        "chot" => {
            let accept_stale = fields.has("accept_stale");
            consolidation::freeze(
                &staff.ctx,
                Freeze {
                    round,
                    version,
                    accept_stale,
                },
            )
            .await?;
            Ok("consolidation.frozen")
        }
        "bo-sung" => {
            consolidation::supplement(&staff.ctx, Supplement { round, version }).await?;
            Ok("consolidation.supplemented")
        }
        "ban-hanh" => {
            consolidation::issue(&staff.ctx, issue_of(round, version, fields)?).await?;
            Ok("consolidation.issued")
        }
        _ => Err(AppError::NotFound),
    }
}

fn issue_of(round: RoundId, version: i32, fields: &Fields) -> Result<Issue, AppError> {
    let mut errors = Vec::new();
    let snapshot = fields.get("snapshot").parse();
    if snapshot.is_err() {
        errors.push(FieldError::new("snapshot", "required"));
    }
    let issued_on = read_day(fields.get("issued_on"));
    if issued_on.is_none() {
        errors.push(FieldError::new("issued_on", "consolidation.date_form"));
    }
    let capacity = Capacity::from_code(fields.get("capacity"));
    if capacity.is_none() {
        errors.push(FieldError::new("capacity", "required"));
    }
    if fields.get("form").is_empty() {
        errors.push(FieldError::new("form", "required"));
    }
    match (snapshot, issued_on, capacity) {
        (Ok(snapshot), Some(issued_on), Some(capacity)) if errors.is_empty() => Ok(Issue {
            round,
            snapshot,
            form: form_of(Some(fields.get("form"))),
            issued_on,
            capacity,
            signs_for: fields.get("signs_for").to_owned(),
            signer_title: fields.get("signer_title").to_owned(),
            signer_name: fields.get("signer_name").to_owned(),
            version,
        }),
        _ => Err(AppError::Invalid(errors)),
    }
}

async fn build(staff: &Staff, id: RoundId, form: FormState) -> Result<FreezePage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let overview: Overview = consolidation::overview(&staff.ctx, id)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("consolidation.freeze.title", "title", &overview.round.title);
    let named =
        |prefix: &str, code: &str| (code.to_owned(), l.code_text(prefix, code).into_owned());
    let snapshots: Vec<Line> = overview.snapshots.iter().map(|s| line(&l, s)).collect();
    Ok(FreezePage {
        form,
        id: id.to_string(),
        version: overview.version,
        state: overview.state.code(),
        may_freeze: overview.may_freeze,
        is_draft: overview.state == ConsolidationState::Draft,
        open: snapshots
            .iter()
            .filter(|s| s.issued.is_empty())
            .map(|s| (s.number.to_string(), s.name.clone()))
            .collect(),
        snapshots,
        forms: ["dang", "nha-nuoc"]
            .map(|code| named("consolidation.form", code))
            .into(),
        capacities: Capacity::ALL
            .iter()
            .map(|c| named("consolidation.capacity", c.code()))
            .collect(),
        l,
    })
}

fn line(l: &Layout, s: &SnapshotLine) -> Line {
    Line {
        number: s.number,
        name: match s.number {
            1 => l.t("consolidation.snapshot.report").into_owned(),
            n => l.t1("consolidation.snapshot.supplement", "n", n - 1),
        },
        frozen_at: l.instant(&s.frozen_at),
        sha256: s.sha256.clone(),
        coverage: coverage(l, &s.coverage),
        seq: s.journal_seq,
        differences: s.differences.iter().map(|d| difference(l, d)).collect(),
        issued: s
            .issued
            .as_ref()
            .map(|(symbol, _, on)| {
                l.t2(
                    "consolidation.snapshot.issued",
                    ("symbol", symbol),
                    ("day", l.date(on)),
                )
            })
            .unwrap_or_default(),
    }
}

fn difference(l: &Layout, difference: &Difference) -> String {
    match difference {
        Difference::Arrived { unit } => l.t1("doc.consolidation.arrived", "unit", unit),
        Difference::Withdrawn { unit } => l.t1("doc.consolidation.withdrawn", "unit", unit),
        Difference::Figure {
            name,
            measure,
            scale,
            old,
            new,
            ..
        } => {
            let shown = |v: &Option<i64>| match v {
                Some(v) => format_number(*v, *scale),
                None => l.t("doc.consolidation.none").into_owned(),
            };
            let text = l.t2(
                "doc.consolidation.figure_changed",
                ("old", shown(old)),
                ("new", shown(new)),
            );
            text.replace("%{name}", name).replace("%{measure}", measure)
        }
    }
}
