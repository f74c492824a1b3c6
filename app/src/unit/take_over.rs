//! Heirs take over what is open: reports, parts of tasks, conferences, rounds,
//! regimes, groups, plans, requests and receipts. Called when the day of an act has come, once per thing.

use super::{handed_plans, kept};
use crate::text::t_with;
use crate::{AppError, Ctx, Locale};
use domain::id::{
    AccountId, ConclusionId, ConferenceId, ObligationId, OpinionRoundId, TaskEntryId, TaskId,
    UnitId,
};
use domain::journal::{Entry, Noun};
use domain::report::{Act, ReportState};
use domain::task::{EntryKind, Facts, TaskState, UnitRole};
use domain::unit::MoveKind;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::Write;
use store::task::TaskEntry;
use uuid::Uuid;

/// By which decision, and in whose name.
pub(super) struct Decision<'a> {
    pub(super) symbol: &'a str,
    pub(super) decided_on: Date,
    pub(super) effective_on: Date,
    /// Who confirmed the act: writes the lines of diaries, also when the act
    /// comes into force by itself.
    pub(super) by: AccountId,
}

impl Decision<'_> {
    /// "983-QĐ/TU, 06/02/2025", as people cite it.
    fn cited(&self) -> String {
        cite(self.symbol, self.decided_on)
    }
}

fn cite(symbol: &str, on: Date) -> String {
    format!("{symbol}, {}", on.strftime("%d/%m/%Y"))
}

/// One thing on its way.
pub(super) struct Moving<'a> {
    pub(super) kind: MoveKind,
    pub(super) subject: Uuid,
    pub(super) from: UnitId,
    pub(super) from_name: &'a str,
    pub(super) to: UnitId,
    /// The report ends with its unit.
    pub(super) is_exempt: bool,
}

/// Hands one thing over; none when there is nothing to hand over any more.
pub(super) async fn hand_over(
    ctx: &Ctx,
    w: &Write,
    decision: &Decision<'_>,
    it: &Moving<'_>,
) -> Result<Option<Entry>, AppError> {
    let detail = json!({
        "from_unit": it.from_name,
        "decision": decision.cited(),
        "units": [it.from, it.to],
    });
    let entry =
        |act: &str, noun: Noun| ctx.entry(act, noun, it.subject, Some(it.to), detail.clone());
    match it.kind {
        MoveKind::Obligation => obligation(ctx, w, decision, it, detail).await,
        MoveKind::TaskLead | MoveKind::TaskPart | MoveKind::TaskWatch => {
            part(ctx, w, decision, it, detail).await
        }
        MoveKind::TaskGiver => giver(ctx, w, decision, it, detail).await,
        MoveKind::Invitation => {
            let id = ConferenceId(it.subject);
            store::unit::move_invitation(w, id, it.from, it.to).await?;
            Ok(Some(entry("conference.invitation_moved", Noun::Conference)))
        }
        MoveKind::Conclusion => conclusion(ctx, w, it, detail).await,
        MoveKind::Conference => owned(w, it, entry("conference.take_over", Noun::Conference)).await,
        MoveKind::Round => owned(w, it, entry("round.take_over", Noun::Round)).await,
        MoveKind::Regime => owned(w, it, entry("regime.take_over", Noun::Regime)).await,
        MoveKind::Group => owned(w, it, entry("group.take_over", Noun::Unit)).await,
        MoveKind::Member => {
            let (id, on) = (ctx.new_id(), decision.effective_on);
            store::unit::move_member(w, it.subject, id, it.to, on).await?;
            Ok(Some(entry("group.member_moved", Noun::Unit)))
        }
        MoveKind::Plan => handed_plans::plans(ctx, w, decision, it, detail).await,
        MoveKind::Opinion => {
            let id = OpinionRoundId(it.subject);
            store::unit::move_asked(w, id, it.from, it.to).await?;
            let noun = Noun::Consolidation;
            Ok(Some(entry("consolidation.asked_moved", noun)))
        }
        MoveKind::Receipt => kept::receipt(ctx, w, it, detail).await,
        // Dated, and moved when the act is confirmed.
        MoveKind::Post | MoveKind::Scope => Ok(None),
    }
}

/// What belongs to a unit by one column.
async fn owned(w: &Write, it: &Moving<'_>, entry: Entry) -> Result<Option<Entry>, AppError> {
    store::unit::move_owned(w, it.kind, it.subject, it.from, it.to).await?;
    Ok(Some(entry))
}

/// The figures stay under the unit that owed them; the heir answers for it. A
/// version that was sent is never touched.
async fn obligation(
    ctx: &Ctx,
    w: &Write,
    decision: &Decision<'_>,
    it: &Moving<'_>,
    mut detail: Value,
) -> Result<Option<Entry>, AppError> {
    let Some(mut o) = store::obligation::find(w, ObligationId(it.subject)).await? else {
        return Ok(None);
    };
    let before = o.state;
    let act = match o.after(Act::Exempt) {
        Ok(state) if it.is_exempt => {
            o.state = state;
            let args = [("decision", decision.cited())];
            let reason = t_with(Locale::Vi, "unit.exempt_reason", &args);
            detail["reason"] = json!(reason);
            o.exempt_reason = Some(reason);
            Act::Exempt.code()
        }
        // Something was sent meanwhile: then it is taken over after all.
        _ => {
            o.heir = Some(it.to);
            o.state = o.state.unsigned(o.was_sent());
            "report.take_over"
        }
    };
    // Whoever answers now signs for itself.
    if before == ReportState::Signed {
        detail["from"] = json!(before.code());
        detail["to"] = json!(o.state.code());
        store::report::drop_signature(w, o.id).await?;
    }
    store::obligation::update(w, &o).await?;
    Ok(Some(ctx.entry(
        act,
        Noun::Report,
        it.subject,
        Some(o.unit),
        detail,
    )))
}

/// The heir takes the place of the former unit in a conclusion; as lead it does
/// not also cooperate.
async fn conclusion(
    ctx: &Ctx,
    w: &Write,
    it: &Moving<'_>,
    detail: Value,
) -> Result<Option<Entry>, AppError> {
    let id = ConclusionId(it.subject);
    let Some((conference, mut own)) = store::conference::find_conclusion(w, id).await? else {
        return Ok(None);
    };
    if own.draft.lead == Some(it.from) {
        own.draft.lead = Some(it.to);
    }
    let mut cooperating: Vec<UnitId> = Vec::new();
    for unit in &own.draft.cooperating {
        let unit = if *unit == it.from { it.to } else { *unit };
        if Some(unit) != own.draft.lead && !cooperating.contains(&unit) {
            cooperating.push(unit);
        }
    }
    own.draft.cooperating = cooperating;
    store::conference::update_conclusion(w, &own).await?;
    Ok(Some(ctx.entry(
        "conference.conclusion_moved",
        Noun::Conference,
        conference.0,
        Some(it.to),
        detail,
    )))
}

async fn part(
    ctx: &Ctx,
    w: &Write,
    decision: &Decision<'_>,
    it: &Moving<'_>,
    detail: Value,
) -> Result<Option<Entry>, AppError> {
    let id = TaskId(it.subject);
    let role = match it.kind {
        MoveKind::TaskLead => UnitRole::Lead,
        MoveKind::TaskPart => UnitRole::Cooperating,
        _ => UnitRole::Supervising,
    };
    let units = store::task::units_of(w, &[id]).await?;
    let Some(mut task) = store::task::find(w, id).await? else {
        return Ok(None);
    };
    let is_it = |u: &&store::task::TaskUnit| u.unit == it.from && u.role == role;
    let Some(mut own) = units.iter().find(is_it).cloned() else {
        return Ok(None);
    };
    let heirs_part = |role: UnitRole| units.iter().find(|u| u.unit == it.to && u.role == role);
    let mut words = Vec::new();
    // The heir may have a part of its own: it keeps one, and what the other
    // said stays in the diary.
    let doubled = match role {
        UnitRole::Lead => heirs_part(UnitRole::Cooperating).cloned(),
        _ if heirs_part(role).is_some() => Some(own.clone()),
        UnitRole::Cooperating if heirs_part(UnitRole::Lead).is_some() => Some(own.clone()),
        _ => None,
    };
    if let Some(part) = &doubled {
        store::unit::delete_task_unit(w, part).await?;
        if !part.progress.is_empty() {
            words.push(format!("{} % – {}", part.percent, part.progress));
        }
    }
    if doubled.as_ref().is_none_or(|d| d.id != own.id) {
        own.unit = it.to;
        store::task::update_unit(w, &own).await?;
    }
    if role == UnitRole::Lead {
        task.lead = it.to;
        task.state = transferred(task.state, ctx.today());
        store::task::update(w, &task).await?;
    }
    diary(ctx, w, decision, it, words).await?;
    let mut detail = detail;
    detail["role"] = json!(role.code());
    Ok(Some(ctx.entry(
        "task.transfer",
        Noun::Task,
        it.subject,
        Some(it.to),
        detail,
    )))
}

/// The state after the transfer; a draft that binds nobody yet stays one.
fn transferred(state: TaskState, today: Date) -> TaskState {
    let facts = Facts {
        is_issued: true,
        has_progress: false,
        previous: None,
        has_text: true,
        new_due: None,
        today,
    };
    domain::task::next_state(state, domain::task::Act::Transfer, &facts).unwrap_or(state)
}

async fn giver(
    ctx: &Ctx,
    w: &Write,
    decision: &Decision<'_>,
    it: &Moving<'_>,
    detail: Value,
) -> Result<Option<Entry>, AppError> {
    let Some(task) = store::task::find(w, TaskId(it.subject)).await? else {
        return Ok(None);
    };
    store::unit::move_task_giver(w, &task, it.to).await?;
    diary(ctx, w, decision, it, Vec::new()).await?;
    Ok(Some(ctx.entry(
        "task.transfer_giver",
        Noun::Task,
        it.subject,
        Some(it.to),
        detail,
    )))
}

/// "Tiếp nhận từ … theo …": the line by which the task's history tells it.
async fn diary(
    ctx: &Ctx,
    w: &Write,
    decision: &Decision<'_>,
    it: &Moving<'_>,
    mut words: Vec<String>,
) -> Result<(), AppError> {
    let args = [
        ("from", it.from_name.to_owned()),
        ("decision", decision.cited()),
    ];
    words.insert(0, t_with(Locale::Vi, "unit.taken_over", &args));
    let line = TaskEntry {
        id: TaskEntryId(ctx.new_id()),
        task: TaskId(it.subject),
        unit: it.to,
        kind: EntryKind::Transferred,
        text: words.join("\n"),
        percent: None,
        obligation: None,
        written_by: decision.by,
        at: ctx.now(),
    };
    Ok(store::task::insert_entries(w, &[line]).await?)
}

/// That a thing was taken over, from whom and by which decision, for its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOver {
    /// What kind of thing moved.
    pub kind: MoveKind,
    /// Last name of the former unit.
    pub from: String,
    /// Name of the heir.
    pub to: String,
    /// The decision as people cite it.
    pub decision: String,
    /// Since when.
    pub effective_on: Date,
}

/// How a task, report, post or conference came to where it is, oldest first. For
/// pages of things that the actor may see.
///
/// # Errors
/// When the database fails.
pub async fn taken_over(ctx: &Ctx, subject: Uuid) -> Result<Vec<TakenOver>, AppError> {
    // Few things ever moved: mostly nothing is asked.
    if !ctx.app.moved().await?.contains(&subject) {
        return Ok(Vec::new());
    }
    let h = &ctx.read();
    let moves = store::unit::moves_of(h, subject).await?;
    let tree = ctx.tree().await?;
    let name = |unit| tree.known(unit).map(|u| u.name.clone()).unwrap_or_default();
    let mut told = Vec::new();
    for it in moves.into_iter().filter(|m| m.applied_at.is_some()) {
        if let Some(act) = store::unit::find_act(h, it.act).await? {
            told.push(TakenOver {
                kind: it.kind,
                from: name(it.from),
                to: name(it.to),
                decision: cite(&act.decision, act.decided_on),
                effective_on: act.effective_on,
            });
        }
    }
    Ok(told)
}
