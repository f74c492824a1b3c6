//! One conference on one page: agenda, invitations, delegates, attendance,
//! conclusions, notice and the live progress of its tasks.

use super::issue_notice::list_words;
use super::{View, find_visible};
use crate::target::{target_words, units_of};
use crate::task::{TaskRow, rows};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::conference::{
    AgendaItem, AgendaKind, ConclusionError, ConferenceState, HeadCount, check_conclusion,
    clock_times, is_voting_delegate,
};
use domain::id::{ConferenceId, UnitId};
use domain::journal::{Noun, Sealed};
use jiff::civil::Time;
use std::collections::HashSet;
use store::conference::{
    Attendance, Conclusion, Conference, Invitation, list_attendances, list_conclusions,
};
use store::issued::IssuedDocument;
use store::task::TaskFilter;
use uuid::Uuid;

/// One invited unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationLine {
    /// The invitation.
    pub invitation: Invitation,
    /// Name of the unit.
    pub unit_name: String,
    /// Its delegates.
    pub delegates: Vec<Attendance>,
    /// Those of them who hold a voting post in the unit on the day.
    pub voting: HashSet<Uuid>,
    /// Whether the actor may name delegates now.
    pub may_name: bool,
}

/// One conclusion with its names, defects and task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConclusionLine {
    /// The conclusion.
    pub conclusion: Conclusion,
    /// Name of the lead unit.
    pub lead_name: Option<String>,
    /// Names of the cooperating units, and their lists in words.
    pub cooperating_names: Vec<String>,
    /// What keeps it from being issued; empty once it is.
    pub defects: Vec<ConclusionError>,
    /// Its task, once it is binding.
    pub task: Option<TaskRow>,
}

/// Everything the page shows.
#[derive(Debug, Clone)]
pub struct ConferencePage {
    /// The conference.
    pub conference: Conference,
    /// Name of the office.
    pub office_name: String,
    /// Agenda with the clock time of each item, as far as it is planned.
    pub agenda: Vec<(Option<Time>, AgendaItem)>,
    /// Invited units by name; for a guest, only its own.
    pub invitations: Vec<InvitationLine>,
    /// How many units are invited.
    pub invited: usize,
    /// Lists that are invited when it is convened: words, units today, seats; for a
    /// guest none.
    pub lists: Vec<(String, usize, usize)>,
    /// Attendance over all units; for a guest, over its own.
    pub heads: HeadCount,
    /// Conclusions; for a guest, none before the notice is issued.
    pub conclusions: Vec<ConclusionLine>,
    /// The notice, once issued.
    pub notice: Option<IssuedDocument>,
    /// Whether the actor writes this conference.
    pub may_write: bool,
    /// Whether the actor issues its notice.
    pub may_issue: bool,
    /// Whether the actor sees everything, history included.
    pub is_office: bool,
}

/// The page of a conference.
///
/// # Errors
/// [`AppError::NotFound`] for those who are neither above the office nor invited.
pub async fn show(ctx: &Ctx, id: ConferenceId) -> Result<ConferencePage, AppError> {
    ctx.require_any(Right::ReadConference)?;
    let read = ctx.read();
    let (conference, invitations, view) = find_visible(ctx, &read, id).await?;
    let tree = ctx.tree_at(conference.held_on).await?;
    let today = ctx.tree().await?;
    let name = |unit: UnitId| {
        tree.known(unit)
            .or_else(|| today.get(unit))
            .map(|u| u.name.clone())
            .unwrap_or_default()
    };
    let may_write = ctx.can(Right::WriteConference, conference.office).await?;
    let is_office = matches!(view, View::Office);
    let is_mine = |unit: UnitId| match &view {
        View::Office => true,
        View::Guest(own) => own.contains(&unit),
    };
    let notice = store::issued::list_of(&read, Noun::Conference, id.0)
        .await?
        .pop();
    let mut delegates = list_attendances(&read, id).await?;
    delegates.retain(|d| is_mine(d.unit));
    let heads = delegates.iter().map(|d| d.state).collect();
    let mut sending: Vec<UnitId> = delegates.iter().map(|d| d.unit).collect();
    sending.sort_unstable();
    sending.dedup();
    let voters = store::account::list_voting(&read, &sending, conference.held_on).await?;
    let votes = |d: &Attendance| is_voting_delegate(d.unit, &d.person_name, &voters);
    let invited = invitations.len();
    let mut lines: Vec<InvitationLine> = invitations
        .into_iter()
        .filter(|i| is_mine(i.unit))
        .map(|invitation| InvitationLine {
            unit_name: name(invitation.unit),
            delegates: delegates
                .iter()
                .filter(|d| d.unit == invitation.unit)
                .cloned()
                .collect(),
            voting: delegates
                .iter()
                .filter(|d| d.unit == invitation.unit && votes(d))
                .map(|d| d.id)
                .collect(),
            may_name: may_name(ctx, &conference, invitation.unit, may_write, &today),
            invitation,
        })
        .collect();
    lines.sort_by_cached_key(|l| domain::text::sort_key(&l.unit_name));
    let mut conclusions = Vec::new();
    if is_office || notice.is_some() {
        let filter = TaskFilter {
            conference: Some(id),
            ..TaskFilter::default()
        };
        let tasks = match notice {
            Some(_) => rows(ctx, &filter, 500, 0).await?,
            None => Vec::new(),
        };
        let found = list_conclusions(&read, id).await?;
        let lists = list_words(&read, &found, &today, ctx.locale).await?;
        conclusions = found
            .into_iter()
            .zip(lists)
            .map(|(conclusion, lists)| ConclusionLine {
                lead_name: conclusion.draft.lead.map(name),
                cooperating_names: conclusion
                    .draft
                    .cooperating
                    .iter()
                    .copied()
                    .map(name)
                    .chain(lists)
                    .collect(),
                defects: if notice.is_some() {
                    Vec::new()
                } else {
                    check_conclusion(&conclusion.draft, conference.held_on)
                },
                task: tasks
                    .iter()
                    .find(|t| t.task.conclusion == Some(conclusion.id))
                    .cloned(),
                conclusion,
            })
            .collect();
    }
    let mut lists = Vec::new();
    for list in conference.lists.iter().filter(|_| is_office) {
        let words = target_words(&read, &today, ctx.locale, &list.to).await?;
        let units = units_of(ctx, std::slice::from_ref(&list.to), conference.office).await?;
        lists.push((
            words,
            units.len(),
            usize::try_from(list.seats).unwrap_or_default(),
        ));
    }
    Ok(ConferencePage {
        lists,
        office_name: name(conference.office),
        agenda: agenda(&conference, is_office),
        invitations: lines,
        invited,
        heads,
        conclusions,
        notice,
        may_write,
        may_issue: ctx.can(Right::IssueNotice, conference.office).await?,
        is_office,
        conference,
    })
}

/// The history of a conference, newest first, for those above the office.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else.
pub async fn history(ctx: &Ctx, id: ConferenceId) -> Result<(Conference, Vec<Sealed>), AppError> {
    let read = ctx.read();
    let conference = store::conference::find(&read, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let lines = crate::journal::history(
        ctx,
        Noun::Conference,
        id.0,
        Right::ReadConference,
        conference.office,
    )
    .await?;
    Ok((conference, lines))
}

fn may_name(
    ctx: &Ctx,
    conference: &Conference,
    unit: UnitId,
    is_office: bool,
    tree: &domain::unit::Tree,
) -> bool {
    match conference.state {
        ConferenceState::Closed => false,
        ConferenceState::Convened => {
            is_office || ctx.actor.has_over(Right::NameDelegates, unit, tree)
        }
        ConferenceState::Draft | ConferenceState::InSession => is_office,
    }
}

/// Clock times count every item; guests do not see internal ones.
fn agenda(conference: &Conference, is_office: bool) -> Vec<(Option<Time>, AgendaItem)> {
    let items = &conference.agenda;
    let times = match conference.starts_at {
        Some(at) => clock_times(at, items),
        None => vec![None; items.len()],
    };
    times
        .into_iter()
        .zip(items.iter().cloned())
        .filter(|(_, item)| is_office || item.kind == AgendaKind::Open)
        .collect()
}
