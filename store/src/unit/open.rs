//! What units leave open when they end: reports owed, unfinished tasks,
//! posts and areas of posts, coming conferences, rounds and regimes. Only facts;
//! who takes over is decided in `app`. Published articles and texts read in are
//! records of their time and stay with their office; its heirs have every right
//! over them.

use super::{kept, run::run};
use crate::entity::{
    accounts, conferences, invitations, obligations, posts, rounds, task_units, tasks,
};
use crate::time::day;
use crate::{Handle, StoreError};
use domain::conference::ConferenceState;
use domain::id::UnitId;
use domain::report::ReportState;
use domain::round::RoundState;
use domain::task::{TaskState, UnitRole};
use domain::unit::MoveKind;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// Units asked about in one query: SQLite binds at most 32,766 values.
pub(super) const CHUNK: usize = 400;

/// One open thing of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRow {
    /// What it is.
    pub kind: MoveKind,
    /// Its id.
    pub subject: Uuid,
    /// The unit that has it.
    pub unit: UnitId,
    /// How people know it: a title, a code, a name.
    pub title: String,
    /// Stored state or role, for people.
    pub state: String,
}

/// Everything that these units have open from `on` on, kind by kind.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn open_things(
    h: &impl Handle,
    units: &[UnitId],
    on: Date,
) -> Result<Vec<OpenRow>, StoreError> {
    let mut found = Vec::new();
    for chunk in units.chunks(CHUNK) {
        let units: Vec<Uuid> = chunk.iter().map(|u| u.0).collect();
        found.extend(owed(h, &units).await?.into_iter().map(|(row, _)| row));
        found.extend(charged(h, &units).await?);
        found.extend(given(h, &units).await?);
        found.extend(held(h, &units, on).await?);
        found.extend(meetings(h, &units, on).await?);
        found.extend(run(h, &units).await?);
        found.extend(kept::grouped(h, &units, on).await?);
        found.extend(kept::planned(h, &units, on).await?);
        found.extend(kept::received(h, &units).await?);
    }
    found.extend(kept::asked(h, units, on).await?);
    found.extend(concluded(h, units).await?);
    found.sort_by(|a, b| (a.kind, &a.title, a.subject).cmp(&(b.kind, &b.title, b.subject)));
    Ok(found)
}

/// Reports not accepted yet in open rounds, returned ones too; of closed rounds
/// those that the unit never sent or has back: it can still ask for more time. With
/// the office of the round.
pub(super) async fn owed(
    h: &impl Handle,
    units: &[Uuid],
) -> Result<Vec<(OpenRow, UnitId)>, StoreError> {
    use obligations::Column as C;
    let answers = Condition::any()
        .add(C::HeirId.is_in(units.iter().copied()))
        .add(
            Condition::all()
                .add(C::HeirId.is_null())
                .add(C::UnitId.is_in(units.iter().copied())),
        );
    let all = rounds::Entity::find().all(h.conn()).await?;
    let all: HashMap<Uuid, (bool, String, Uuid)> = all
        .into_iter()
        .map(|r| {
            (
                r.id,
                (r.state == RoundState::Open.code(), r.title, r.office_id),
            )
        })
        .collect();
    let done = [ReportState::Accepted.code(), ReportState::Exempt.code()];
    let rows = obligations::Entity::find()
        .filter(answers)
        .filter(C::State.is_not_in(done))
        .all(h.conn())
        .await?;
    let sent = [
        ReportState::Received.code(),
        ReportState::Resubmitted.code(),
    ];
    Ok(rows
        .into_iter()
        .filter_map(|o| {
            let (is_open, title, office) = all.get(&o.round_id)?;
            let is_owed = *is_open || !sent.contains(&o.state.as_str());
            let row = is_owed.then(|| OpenRow {
                kind: MoveKind::Obligation,
                subject: o.id,
                unit: UnitId(o.heir_id.unwrap_or(o.unit_id)),
                title: title.clone(),
                state: o.state,
            })?;
            Some((row, UnitId(*office)))
        })
        .collect())
}

fn unfinished() -> impl Iterator<Item = &'static str> {
    TaskState::ALL
        .iter()
        .filter(|s| !matches!(s, TaskState::Done | TaskState::Recalled))
        .map(|s| s.code())
}

/// Parts in unfinished tasks.
async fn charged(h: &impl Handle, units: &[Uuid]) -> Result<Vec<OpenRow>, StoreError> {
    let parts = task_units::Entity::find()
        .filter(task_units::Column::UnitId.is_in(units.iter().copied()))
        .all(h.conn())
        .await?;
    let mut by_id: HashMap<Uuid, tasks::Model> = HashMap::new();
    let ids: Vec<Uuid> = parts.iter().map(|p| p.task_id).collect();
    for chunk in ids.chunks(CHUNK) {
        let rows = tasks::Entity::find()
            .filter(tasks::Column::Id.is_in(chunk.iter().copied()))
            .filter(tasks::Column::State.is_in(unfinished()))
            .all(h.conn())
            .await?;
        by_id.extend(rows.into_iter().map(|t| (t.id, t)));
    }
    parts
        .into_iter()
        .filter_map(|part| {
            let task = by_id.get(&part.task_id)?;
            let kind = match UnitRole::from_code(&part.role) {
                Some(UnitRole::Lead) => MoveKind::TaskLead,
                Some(UnitRole::Cooperating) => MoveKind::TaskPart,
                Some(UnitRole::Supervising) => MoveKind::TaskWatch,
                None => return Some(Err(StoreError::corrupt("unit role", &part.role))),
            };
            Some(Ok(task_row(kind, part.unit_id, task)))
        })
        .collect()
}

/// Unfinished tasks that these units gave.
async fn given(h: &impl Handle, units: &[Uuid]) -> Result<Vec<OpenRow>, StoreError> {
    let rows = tasks::Entity::find()
        .filter(tasks::Column::GiverId.is_in(units.iter().copied()))
        .filter(tasks::Column::State.is_in(unfinished()))
        .all(h.conn())
        .await?;
    Ok(rows
        .iter()
        .map(|t| task_row(MoveKind::TaskGiver, t.giver_id, t))
        .collect())
}

fn task_row(kind: MoveKind, unit: Uuid, task: &tasks::Model) -> OpenRow {
    OpenRow {
        kind,
        subject: task.id,
        unit: UnitId(unit),
        title: format!("{} {}", task.code, task.title),
        state: task.state.clone(),
    }
}

/// Posts in these units, and posts elsewhere whose area they are.
async fn held(h: &impl Handle, units: &[Uuid], on: Date) -> Result<Vec<OpenRow>, StoreError> {
    use posts::Column as C;
    let rows = posts::Entity::find()
        .filter(
            Condition::any()
                .add(C::UnitId.is_in(units.iter().copied()))
                .add(C::AreaId.is_in(units.iter().copied())),
        )
        .filter(
            Condition::any()
                .add(C::ValidTo.is_null())
                .add(C::ValidTo.gt(day(on))),
        )
        .all(h.conn())
        .await?;
    let mut names: HashMap<Uuid, String> = HashMap::new();
    let ids: Vec<Uuid> = rows.iter().map(|p| p.account_id).collect();
    for chunk in ids.chunks(CHUNK) {
        let people = accounts::Entity::find()
            .filter(accounts::Column::Id.is_in(chunk.iter().copied()))
            .all(h.conn())
            .await?;
        names.extend(people.into_iter().map(|a| (a.id, a.full_name)));
    }
    let row = |kind, unit, p: &posts::Model| OpenRow {
        kind,
        subject: p.id,
        unit: UnitId(unit),
        title: names.get(&p.account_id).cloned().unwrap_or_default(),
        state: p.role.clone(),
    };
    let mut found = Vec::new();
    for p in &rows {
        if units.contains(&p.unit_id) {
            found.push(row(MoveKind::Post, p.unit_id, p));
        }
        // An area that is the unit itself goes along with the post.
        if units.contains(&p.area_id) && p.area_id != p.unit_id {
            found.push(row(MoveKind::Scope, p.area_id, p));
        }
    }
    Ok(found)
}

/// Invitations to conferences still to come, and conferences being prepared.
async fn meetings(h: &impl Handle, units: &[Uuid], on: Date) -> Result<Vec<OpenRow>, StoreError> {
    use conferences::Column as C;
    let ahead = [
        ConferenceState::Draft.code(),
        ConferenceState::Convened.code(),
    ];
    let coming: HashMap<Uuid, conferences::Model> = conferences::Entity::find()
        .filter(C::State.is_in(ahead))
        .filter(C::HeldOn.gte(day(on)))
        .all(h.conn())
        .await?
        .into_iter()
        .map(|c| (c.id, c))
        .collect();
    let invited = invitations::Entity::find()
        .filter(invitations::Column::UnitId.is_in(units.iter().copied()))
        .filter(invitations::Column::ConferenceId.is_in(coming.keys().copied()))
        .all(h.conn())
        .await?;
    let row = |kind, unit, c: &conferences::Model| OpenRow {
        kind,
        subject: c.id,
        unit: UnitId(unit),
        title: c.title.clone(),
        state: c.state.clone(),
    };
    let mut found: Vec<OpenRow> = invited
        .iter()
        .filter_map(|i| {
            Some(row(
                MoveKind::Invitation,
                i.unit_id,
                coming.get(&i.conference_id)?,
            ))
        })
        .collect();
    let prepared = conferences::Entity::find()
        .filter(C::OfficeId.is_in(units.iter().copied()))
        .filter(C::State.ne(ConferenceState::Closed.code()))
        .all(h.conn())
        .await?;
    found.extend(
        prepared
            .iter()
            .map(|c| row(MoveKind::Conference, c.office_id, c)),
    );
    Ok(found)
}

/// Conclusions without a notice that name these units: they bind nobody yet, but
/// the task that comes of one must not go to a unit that has ended.
async fn concluded(h: &impl Handle, units: &[UnitId]) -> Result<Vec<OpenRow>, StoreError> {
    let mut found = Vec::new();
    for it in crate::conference::list_unissued(h).await? {
        let mut named = it.draft.cooperating.clone();
        named.extend(it.draft.lead);
        named.sort();
        named.dedup();
        for unit in named.into_iter().filter(|u| units.contains(u)) {
            found.push(OpenRow {
                kind: MoveKind::Conclusion,
                subject: it.id.0,
                unit,
                title: it.draft.text.clone(),
                state: String::new(),
            });
        }
    }
    Ok(found)
}
