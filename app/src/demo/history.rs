//! Rounds with the reports that units sent in them: most in time, some late,
//! some returned and sent again, some missing; the last round is under way.
//!
//! Written in bulk, with the journal entries of every single act in the same
//! transaction, at the times at which the acts would have happened.

use super::accounts::People;
use super::chance::Chance;
use super::figures;
use super::narrative::Narrative;
use super::units::{DemoUnit, Units};
use super::{Plan, Progress};
use crate::{AppError, Ctx};
use domain::calendar::{VIETNAM, WorkCalendar};
use domain::id::{AccountId, ObligationId, ReportVersionId, ReturnId, RoundId};
use domain::indicator::{Cell, Nature};
use domain::journal::{Entry, Noun};
use domain::period::Period;
use domain::regime::{Asked, UnitFacts};
use domain::report::{Checking, Mark, Past, PlaceKind, ReportBody, ReportState, remarks};
use domain::round::{DateChoice, RoundDates, RoundState, plan_dates};
use jiff::civil::{Date, time};
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use std::collections::BTreeMap;
use store::bulk::{PastDraft, PastObligation, PastReturn, PastVersion};
use store::regime::RegimeVersion;
use store::report::Signature;
use store::round::Round;

/// Units whose reports are held in memory at once.
const CHUNK: usize = 250;

/// What all rounds share.
pub(super) struct Scene<'a> {
    pub(super) plan: &'a Plan,
    pub(super) units: &'a Units,
    pub(super) people: &'a People,
    pub(super) regime: &'a RegimeVersion,
    pub(super) narrative: &'a Narrative,
    pub(super) coordinator: AccountId,
    pub(super) calendar: &'a WorkCalendar,
}

/// One round of the demo.
pub(super) struct DemoRound {
    pub(super) round: Round,
    /// Number of the quarter, from 0.
    pub(super) n: usize,
    /// Whether it is the one under way.
    pub(super) is_present: bool,
}

/// How a unit behaves in a round.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    InTime,
    Late,
    Returned,
    ReturnedOnly,
    Drafting,
    Signed,
    Nothing,
}

/// A moment of a day in Viet Nam.
pub(super) fn moment(day: Date, hour: i8, minute: i8) -> Timestamp {
    let at = day.to_datetime(time(hour, minute, 0, 0));
    VIETNAM.to_timestamp(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Stores a round with everything that happened in it up to the plan's day.
///
/// # Errors
/// When the database fails.
pub(super) async fn build(
    ctx: &Ctx,
    scene: &Scene<'_>,
    period: Period,
    n: usize,
    is_present: bool,
    progress: &Progress<'_>,
) -> Result<DemoRound, AppError> {
    let body = &scene.regime.body;
    let dates = plan_dates(body, &period, &DateChoice::default(), scene.calendar);
    let closed_on = scene.calendar.add_working_days(dates.office_due_on, 12);
    let is_closed = !is_present && closed_on < scene.plan.today;
    let round = Round {
        id: RoundId(ctx.new_id()),
        code: format!("{}-{}", super::regime::CODE, period.code()),
        title: format!(
            "Giao ban công tác khoa giáo {}",
            super::narrative::lower_first(&period.label_vi())
        ),
        regime_version: scene.regime.id,
        office: scene.units.office,
        area: scene.units.root,
        period,
        dates,
        state: if is_closed {
            RoundState::Closed
        } else {
            RoundState::Open
        },
        created_at: moment(dates.opens_on, 8, 5),
        closed_at: is_closed.then(|| moment(closed_on, 16, 30)),
        version: 1,
    };
    let w = ctx.begin().await?;
    store::round::insert(&w, &round).await?;
    let mut entries = vec![entry(
        ctx,
        "round.open",
        Noun::Round,
        round.id.0,
        scene,
        Some(scene.coordinator),
        round.created_at,
        json!({ "code": round.code }),
    )];
    let reporting = scene
        .units
        .reporting_on(&body.obligated.kinds, round.period.to);
    for chunk in reporting.chunks(CHUNK) {
        let mut rows = Vec::with_capacity(chunk.len());
        for unit in chunk {
            rows.push(one(ctx, scene, &round, unit, n, is_present, &mut entries));
        }
        store::bulk::insert_obligations(&w, &rows).await?;
        progress(chunk.len());
    }
    if let Some(at) = round.closed_at {
        entries.push(entry(
            ctx,
            "round.close",
            Noun::Round,
            round.id.0,
            scene,
            Some(scene.coordinator),
            at,
            json!({ "code": round.code }),
        ));
    }
    entries.sort_by_key(|e| e.at);
    ctx.commit_all(w, &entries).await?;
    Ok(DemoRound {
        round,
        n,
        is_present,
    })
}

#[allow(clippy::too_many_arguments, reason = "every entry says all of this")]
fn entry(
    ctx: &Ctx,
    act: &str,
    noun: Noun,
    subject: uuid::Uuid,
    scene: &Scene<'_>,
    actor: Option<AccountId>,
    at: Timestamp,
    detail: serde_json::Value,
) -> Entry {
    Entry {
        at,
        actor,
        ..ctx.entry(act, noun, subject, Some(scene.units.office), detail)
    }
}

/// What an entry tells of an act that moved a report, as the acts themselves write it:
/// a past day is told by it.
fn moved(from: ReportState, to: ReportState, mut detail: serde_json::Value) -> serde_json::Value {
    detail["from"] = json!(from.code());
    detail["to"] = json!(to.code());
    detail
}

fn course(scene: &Scene<'_>, round: &Round, unit: &DemoUnit, is_present: bool) -> Course {
    let mut chance = Chance::of(
        scene.plan.seed,
        &["course", &round.code, &unit.version.code],
    );
    if is_present {
        // The unit of the stated logins has its report still before it.
        if unit.version.unit == scene.units.reporting {
            return Course::Nothing;
        }
        return match chance.between(0, 99) {
            0..40 => Course::InTime,
            40..47 => Course::Returned,
            47..55 => Course::ReturnedOnly,
            55..60 | 62..72 => Course::Drafting,
            60..62 => Course::Signed,
            _ => Course::Nothing,
        };
    }
    match chance.between(0, 99) {
        0..79 => Course::InTime,
        79..89 => Course::Late,
        89..97 => Course::Returned,
        _ => Course::Nothing,
    }
}

/// The last day on which something can have happened in this round.
fn horizon(scene: &Scene<'_>, dates: &RoundDates, is_present: bool) -> Date {
    let yesterday = scene.plan.today.saturating_sub(1.days());
    if is_present {
        yesterday.max(dates.opens_on)
    } else {
        dates.office_due_on.min(yesterday)
    }
}

fn one(
    ctx: &Ctx,
    scene: &Scene<'_>,
    round: &Round,
    unit: &DemoUnit,
    n: usize,
    is_present: bool,
    entries: &mut Vec<Entry>,
) -> PastObligation {
    let id = ObligationId(ctx.new_id());
    let own = unit.version.unit;
    let (Some(head), Some(reporter)) = (scene.people.head(own), scene.people.reporter(own)) else {
        return empty(id, round, unit, ReportState::Open);
    };
    let course = course(scene, round, unit, is_present);
    let mut chance = Chance::of(
        scene.plan.seed,
        &["report", &round.code, &unit.version.code],
    );
    let mut row = empty(id, round, unit, ReportState::Open);
    let last_day = horizon(scene, &round.dates, is_present);
    let mut note = |act: &str, actor, at, detail| {
        entries.push(Entry {
            at,
            actor: Some(actor),
            ..ctx.entry(act, Noun::Report, id.0, Some(own), detail)
        });
    };
    if course == Course::Nothing {
        return row;
    }
    let nature = if scene.plan.today <= round.period.to && is_present {
        Nature::Estimate
    } else {
        Nature::Official
    };
    let mut body = report(scene, round, unit, n, nature, &mut chance);
    if course == Course::Drafting {
        let at = moment(
            last_day,
            chance.between(8, 16) as i8,
            chance.between(0, 59) as i8,
        );
        body.sections.truncate(body.sections.len() / 2);
        row.state = ReportState::Drafting;
        row.draft = Some(kept_draft(ctx, &body, reporter, at));
        let begun = moved(ReportState::Open, row.state, json!({}));
        note("report.save", reporter, at, begun);
        return row;
    }
    // The head has signed; the office of the unit has still to send it.
    if course == Course::Signed {
        let at = moment(last_day, 9, 30);
        explain(scene, round, unit, n, &mut body);
        let (signed_at, sha256) = (at + 90.minutes(), body.sha256());
        row.state = ReportState::Signed;
        let (begun, detail) = (ReportState::Drafting, json!({ "sha256": sha256 }));
        note(
            "report.save",
            reporter,
            at,
            moved(ReportState::Open, begun, json!({})),
        );
        note(
            "report.sign",
            head,
            signed_at,
            moved(begun, row.state, detail),
        );
        row.draft = Some(PastDraft {
            signature: Some(Signature {
                by: head,
                at: signed_at,
                sha256,
            }),
            ..kept_draft(ctx, &body, reporter, at)
        });
        return row;
    }
    let sent_on = sent_on(scene, round, course, last_day, &mut chance);
    let mut at = moment(
        sent_on,
        chance.between(8, 16) as i8,
        chance.between(0, 59) as i8,
    );
    let is_returned = matches!(course, Course::Returned | Course::ReturnedOnly);
    let (signed, mut stands) = (ReportState::Signed, ReportState::Open);
    if is_returned {
        let marked = mark(&mut body, &mut chance);
        row.versions.push(version(ctx, &body, head, at, None));
        let detail = json!({ "sha256": body.sha256() });
        note("report.sign", head, at, moved(stands, signed, detail));
        let detail = json!({ "version": 1, "sha256": body.sha256() });
        stands = ReportState::Received;
        note("report.send", head, at, moved(signed, stands, detail));
        at += 26.hours();
        row.returns.push(PastReturn {
            id: ReturnId(ctx.new_id()),
            version_number: 1,
            reason: "Đề nghị rà lại số liệu đã đánh dấu và bổ sung nguyên nhân ở phần hạn chế."
                .into(),
            marks: serde_json::to_string(&marked).unwrap_or_default(),
            returned_by: scene.coordinator,
            returned_at: at,
        });
        let detail = json!({ "version": 1, "kind": "correction", "marks": marked.len() });
        let detail = moved(stands, ReportState::Returned, detail);
        note("report.return", scene.coordinator, at, detail);
        stands = ReportState::Returned;
        if course == Course::ReturnedOnly {
            row.state = stands;
            row.draft = Some(kept_draft(ctx, &body, reporter, at));
            return row;
        }
        body = report(scene, round, unit, n, nature, &mut chance);
        at += 22.hours();
    }
    let late_reason = (course == Course::Late).then(|| late_reason(scene, &round.code, unit));
    let detail = json!({
        "version": row.versions.len() + 1,
        "sha256": body.sha256(),
        "late_reason": late_reason,
    });
    row.versions
        .push(version(ctx, &body, head, at, late_reason));
    let signature = json!({ "sha256": body.sha256() });
    note("report.sign", head, at, moved(stands, signed, signature));
    row.state = if is_returned {
        ReportState::Resubmitted
    } else {
        ReportState::Received
    };
    note("report.send", head, at, moved(signed, row.state, detail));
    if !is_present || chance.percent(60) {
        let accepted = at + chance.between(3, 30).hours();
        if !is_present || accepted < moment(scene.plan.today, 7, 0) {
            let detail = json!({ "version": row.versions.len() });
            let detail = moved(row.state, ReportState::Accepted, detail);
            row.state = ReportState::Accepted;
            row.accepted_at = Some(accepted);
            note("report.accept", scene.coordinator, accepted, detail);
        }
    }
    row
}

fn sent_on(
    scene: &Scene<'_>,
    round: &Round,
    course: Course,
    last_day: Date,
    chance: &mut Chance,
) -> Date {
    let dates = &round.dates;
    if course == Course::Late {
        return scene
            .calendar
            .add_working_days(dates.units_due_on, chance.between(1, 4) as i32);
    }
    // Returning and sending again must still fit before the horizon.
    let room = if course == Course::InTime { 0 } else { 3 };
    let latest = dates
        .units_due_on
        .min(last_day)
        .saturating_sub(i64::from(room).days());
    let earliest = dates.opens_on.max(latest.saturating_sub(9.days()));
    let span = latest.duration_since(earliest).as_hours() / 24;
    scene
        .calendar
        .previous_working_day(latest.saturating_sub(chance.between(0, span.max(0)).days()))
}

fn empty(id: ObligationId, round: &Round, unit: &DemoUnit, state: ReportState) -> PastObligation {
    PastObligation {
        id,
        round: round.id,
        unit: unit.version.unit,
        due_on: round.dates.units_due_on,
        state,
        versions: Vec::new(),
        returns: Vec::new(),
        accepted_at: None,
        draft: None,
    }
}

/// What the unit said when it signed late. Drawn apart, so that the rest of the
/// demo is the same with and without it.
fn late_reason(scene: &Scene<'_>, round: &str, unit: &DemoUnit) -> String {
    const REASONS: [&str; 6] = [
        "Chờ số liệu của các trường và trạm y tế ở vùng cao, đường đi lại khó khăn do mưa lũ.",
        "Phải đối chiếu lại số liệu với cơ quan thống kê trước khi ký.",
        "Cán bộ phụ trách nghỉ ốm, người được giao thay nhận việc muộn.",
        "Trùng thời gian phục vụ kỳ họp của Hội đồng nhân dân.",
        "Một số đơn vị trực thuộc gửi báo cáo sau ngày chốt.",
        "Mất kết nối mạng tại trụ sở trong hai ngày cuối kỳ.",
    ];
    let mut chance = Chance::of(scene.plan.seed, &["late", round, &unit.version.code]);
    (*chance.pick(&REASONS)).to_owned()
}

fn version(
    ctx: &Ctx,
    body: &ReportBody,
    head: AccountId,
    at: Timestamp,
    late_reason: Option<String>,
) -> PastVersion {
    PastVersion {
        id: ReportVersionId(ctx.new_id()),
        body: text(body),
        sha256: body.sha256(),
        signed_by: head,
        received_at: at,
        late_reason,
    }
}

/// The draft from which a report was signed stays: a return goes on from it.
fn kept_draft(ctx: &Ctx, body: &ReportBody, reporter: AccountId, at: Timestamp) -> PastDraft {
    PastDraft {
        id: ctx.new_id(),
        body: text(body),
        updated_by: reporter,
        updated_at: at,
        signature: None,
    }
}

fn text(body: &ReportBody) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

/// Sections whose words are drawn apart, so that the rest of the demo is the same
/// with and without them.
const DRAWN_APART: [&str; 3] = ["0", "I.6.7", "I.6.8"];

fn report(
    scene: &Scene<'_>,
    round: &Round,
    unit: &DemoUnit,
    n: usize,
    nature: Nature,
    chance: &mut Chance,
) -> ReportBody {
    let regime = &scene.regime.body;
    let sections = regime
        .sections_for(asked(round, unit).unit)
        .map(|s| {
            let (name, period) = (&unit.version.name, &round.period);
            if !DRAWN_APART.contains(&s.code.as_str()) {
                return scene.narrative.text(chance, s, name, period);
            }
            let mut apart = Chance::of(
                scene.plan.seed,
                &["section", &round.code, &unit.version.code, &s.code],
            );
            scene.narrative.text(&mut apart, s, name, period)
        })
        .collect();
    ReportBody {
        is_nil: false,
        sections,
        values: values(scene, round, unit, n, nature),
        ..ReportBody::default()
    }
}

fn asked<'a>(round: &Round, unit: &'a DemoUnit) -> Asked<'a> {
    Asked {
        unit: UnitFacts {
            kind: unit.version.kind,
            tier: unit.version.tier,
            fields: &unit.fields,
            groups: &[],
        },
        period: round.period.kind,
    }
}

/// The figures of a unit in a quarter.
fn values(
    scene: &Scene<'_>,
    round: &Round,
    unit: &DemoUnit,
    n: usize,
    nature: Nature,
) -> BTreeMap<String, Cell> {
    let regime = &scene.regime.body;
    let mut values: BTreeMap<String, Cell> = regime
        .indicators_for(asked(round, unit))
        .filter_map(|d| {
            figures::cell(scene.plan.seed, unit, d, n, nature).map(|c| (d.code.clone(), c))
        })
        .collect();
    figures::add_up_parts(&regime.indicators, &mut values);
    values
}

/// Puts the unit's word beside every figure about which the checks ask one: without
/// it no head signs, and what is signed could not be sent.
fn explain(scene: &Scene<'_>, round: &Round, unit: &DemoUnit, n: usize, body: &mut ReportBody) {
    let (regime, asked) = (&scene.regime.body, asked(round, unit));
    let before = n.checked_sub(1);
    let before = before.map(|n| values(scene, round, unit, n, Nature::Official));
    let past = Past {
        previous: before.as_ref(),
        ..Past::default()
    };
    let checking = Checking::of(regime, asked);
    let found = remarks(&checking, regime, asked, body, &[], past);
    for remark in found.iter().filter(|remark| remark.needs_word()) {
        if let Some((PlaceKind::Cell, code)) = &remark.place
            && let Some(cell) = body.values.get_mut(code)
        {
            cell.note = Some("Đơn vị đã đối chiếu, số liệu đúng với thực tế trong kỳ.".into());
        }
    }
}

/// Spoils the first version a little, so that there is something to return.
fn mark(body: &mut ReportBody, chance: &mut Chance) -> Vec<Mark> {
    let codes: Vec<String> = body.values.keys().cloned().collect();
    let mut marks = vec![Mark {
        kind: PlaceKind::Section,
        code: "II".into(),
        note: "Chưa nêu nguyên nhân.".into(),
    }];
    if !codes.is_empty() {
        let code = chance.pick(&codes).clone();
        if let Some(cell) = body.values.get_mut(&code) {
            // A digit too many is the commonest slip; a ratio loses a part of its numerator.
            cell.value = cell.value.map(|v| v * 10);
            cell.num = cell.num.map(|v| v * 6 / 10);
        }
        marks.push(Mark {
            kind: PlaceKind::Cell,
            code,
            note: "Số liệu khác nhiều so với kỳ trước.".into(),
        });
    }
    marks
}
