//! The path to issue: submission and signature, freezing, supplements, number,
//! sending with receipts, and the way up to the tier above.

use super::freeze_rows::{self, Line, Submitted, Tier, line, submitted, tier, unsigned, untaken};
use super::{form_of, round_id};
use crate::input::read_day;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::consolidation::{
    self, ActingSigner, Capacity, Freeze, Issue, ReturnSubmission, Send, Sign, Submit, Supplement,
};
use app::issuing::read_number;
use app::text::t_with;
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::consolidation::{ConsolidationState, OpinionAnswer, Stage, SubmissionState};
use domain::id::RoundId;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "consolidation/freeze.html")]
struct FreezePage {
    l: Layout,
    form: FormState,
    id: String,
    version: i32,
    state: &'static str,
    stage: &'static str,
    stages: Vec<(&'static str, bool)>,
    may_freeze: bool,
    may_sign: bool,
    is_draft: bool,
    /// How many paragraphs were taken for the next supplement.
    late_words: usize,
    waiting: Option<Submitted>,
    submissions: Vec<Submitted>,
    /// The snapshot that is signed next: its hash, and its name.
    unsigned: Option<(String, String)>,
    /// Whether an opinion round is planned or open.
    is_asking: bool,
    unanswered: usize,
    /// Sections of which every unit's text is left out: its bench, in words.
    untaken: Vec<(String, String)>,
    unlisted: Vec<String>,
    snapshots: Vec<Line>,
    open: Vec<(String, String)>,
    tier: Option<Tier>,
    candidates: Vec<(String, String)>,
    below: Vec<(String, String)>,
    forms: Vec<(String, String)>,
    capacities: Vec<(String, String)>,
    /// Why a capacity is chosen already.
    why: String,
}

/// Which receipts: the page of those of one snapshot.
#[derive(Default, Clone, Copy, Deserialize)]
pub(super) struct Receipts {
    ban: Option<i32>,
    trang: Option<usize>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(receipts): Query<Receipts>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let today = staff.ctx.today().strftime("%d/%m/%Y").to_string();
    let form = FormState::fresh(&[("issued_on", today)]);
    page(&build(&staff, id, receipts, form).await?)
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
    refused(&build(&staff, id, Receipts::default(), form).await?)
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
            let input = Freeze {
                round,
                version,
                accept_stale: fields.has("accept_stale"),
            };
            consolidation::freeze(&staff.ctx, input).await?;
            Ok("consolidation.frozen")
        }
        "bo-sung" => {
            let input = Supplement {
                round,
                version,
                accept_stale: fields.has("accept_stale"),
            };
            consolidation::supplement(&staff.ctx, input).await?;
            Ok("consolidation.supplemented")
        }
        "trinh" => {
            let input = Submit {
                round,
                version,
                accept_stale: fields.has("accept_stale"),
                note: fields.get("note").to_owned(),
            };
            consolidation::submit(&staff.ctx, input).await?;
            Ok("consolidation.submitted")
        }
        "ky" => {
            let sha256 = fields.get("sha256").to_owned();
            consolidation::sign(&staff.ctx, Sign { round, sha256 }).await?;
            Ok("consolidation.signed")
        }
        "tra-lai" => {
            let reason = fields.get("reason").to_owned();
            let input = ReturnSubmission { round, reason };
            consolidation::return_submission(&staff.ctx, input).await?;
            Ok("consolidation.returned")
        }
        "gui" => {
            let snapshot = fields.get("snapshot").parse();
            let snapshot = snapshot.map_err(|_| AppError::NotFound)?;
            let input = Send {
                round,
                snapshot,
                also: Vec::new(),
            };
            consolidation::send(&staff.ctx, input).await?;
            Ok("consolidation.sent")
        }
        "noi-len" => {
            let parent = fields.get("parent").parse();
            let missing = || AppError::Invalid(vec![FieldError::new("parent", "required")]);
            consolidation::link_up(&staff.ctx, round, parent.map_err(|_| missing())?).await?;
            Ok("consolidation.linked")
        }
        "bo-noi" => {
            consolidation::unlink_up(&staff.ctx, round).await?;
            Ok("consolidation.unlinked")
        }
        "gui-len" => {
            let snapshot = fields.get("snapshot").parse();
            let snapshot = snapshot.map_err(|_| AppError::NotFound)?;
            let why = fields.get("late_reason");
            consolidation::send_up(&staff.ctx, round, snapshot, why).await?;
            Ok("consolidation.sent_up")
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
    let number = read_number(fields.get("number")).unwrap_or_else(|e| {
        errors.push(e);
        None
    });
    match (snapshot, issued_on, capacity) {
        (Ok(snapshot), Some(issued_on), Some(capacity)) if errors.is_empty() => Ok(Issue {
            round,
            snapshot,
            form: form_of(Some(fields.get("form"))),
            issued_on,
            number,
            capacity,
            signs_for: fields.get("signs_for").to_owned(),
            signer_title: fields.get("signer_title").to_owned(),
            signer_name: fields.get("signer_name").to_owned(),
            version,
        }),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// "Lê Mai ký theo ủy quyền của Đinh Văn Rừng …": why the form offers TUQ. or KT.
fn acting_words(l: &Layout, signer: &str, acting: &ActingSigner) -> String {
    let capacity = l.code_text("consolidation.capacity", acting.capacity.code());
    let (from, to) = acting.days;
    t_with(
        l.locale,
        "consolidation.issue.acting",
        &[
            ("signer", signer.to_owned()),
            ("holder", acting.holder.clone()),
            ("from", l.date(&from)),
            ("to", l.date(&to)),
            ("capacity", capacity.into_owned()),
        ],
    )
}

async fn build(
    staff: &Staff,
    id: RoundId,
    receipts: Receipts,
    form: FormState,
) -> Result<FreezePage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let overview = consolidation::overview(&staff.ctx, id)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("consolidation.freeze.title", "title", &overview.round.title);
    let named =
        |prefix: &str, code: &str| (code.to_owned(), l.code_text(prefix, code).into_owned());
    let snapshots: Vec<Line> = overview
        .snapshots
        .iter()
        .map(|s| {
            let asked = receipts.trang.filter(|_| receipts.ban == Some(s.number));
            line(&l, id, s, (overview.may_freeze, asked))
        })
        .collect();
    let tiers = consolidation::tiers(&staff.ctx, id).await.map_err(fail)?;
    let unlisted = freeze_rows::unlisted(staff, id).await.map_err(fail)?;
    let submissions: Vec<Submitted> = overview
        .submissions
        .iter()
        .map(|s| submitted(&l, s))
        .collect();
    let (waiting, submissions): (Vec<Submitted>, Vec<Submitted>) = submissions
        .into_iter()
        .partition(|s| s.state == SubmissionState::Waiting.code());
    // What is issued next, who signed it, and for whom, is offered for the paper.
    let mut signed = overview.snapshots.iter().filter(|s| s.signed.is_some());
    let next = signed.find(|s| s.issued.is_none());
    let acting = next.and_then(|s| s.acting.as_ref());
    let signer = next.and_then(|s| s.signed.as_ref());
    let signer = signer.map_or("", |(name, _)| name.as_str());
    let why = acting.map_or_else(String::new, |a| acting_words(&l, signer, a));
    let form = match next {
        Some(next) if !form.has_errors() => {
            let mut pairs = vec![
                ("snapshot", next.number.to_string()),
                ("issued_on", form.value("issued_on").to_owned()),
                ("signer_name", signer.to_owned()),
            ];
            if let Some(acting) = acting {
                pairs.extend([
                    ("capacity", acting.capacity.code().to_owned()),
                    ("signs_for", acting.holder_title.clone()),
                    ("signer_title", acting.title.clone()),
                ]);
            }
            FormState::fresh(&pairs)
        }
        _ => form,
    };
    Ok(FreezePage {
        stage: overview.stage.code(),
        stages: Stage::ALL
            .iter()
            .map(|s| (s.code(), *s == overview.stage))
            .collect(),
        may_sign: overview.may_sign,
        waiting: waiting.into_iter().next(),
        submissions,
        unsigned: unsigned(&l, &overview),
        is_asking: overview.stage == Stage::Opinion,
        unanswered: overview
            .opinions
            .iter()
            .flat_map(|(_, said, _)| said)
            .filter(|o| o.opinion.answer == OpinionAnswer::Open)
            .count(),
        untaken: overview
            .untaken
            .iter()
            .map(|s| untaken(&l, id, s))
            .collect(),
        unlisted,
        tier: tiers.above.as_ref().map(|above| tier(&l, above, &overview)),
        candidates: tiers
            .candidates
            .iter()
            .map(|(round, title)| (round.to_string(), title.clone()))
            .collect(),
        below: tiers
            .below
            .iter()
            .map(|(round, title)| (format!("/tong-hop/{round}"), title.clone()))
            .collect(),
        form,
        why,
        id: id.to_string(),
        version: overview.version,
        state: overview.state.code(),
        may_freeze: overview.may_freeze,
        is_draft: overview.state == ConsolidationState::Draft,
        late_words: overview.late_words,
        open: snapshots
            .iter()
            .filter(|s| s.issued.is_empty() && !s.signed.is_empty())
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
