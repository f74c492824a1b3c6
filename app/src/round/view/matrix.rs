//! The matrix unit × state with derived timeliness.

use crate::report::Paper;
use crate::round::board::{Board, Standing};
use crate::round::people::{Staff, staff, staff_on};
use crate::round::then::reports_on;
use crate::{AppError, Ctx};
use domain::calendar::end_of_day_in_vietnam;
use domain::consolidation::{ArrivalTable, Arrived};
use domain::extension::{ExtensionNoun, is_needless};
use domain::id::{ObligationId, UnitId};
use domain::report::{
    AWAITS_FINAL, Arrival, BothTimely, LOCKED, ReportState, Timeliness, both_timely,
    counted_receipt, is_locked, shown_state,
};
use domain::unit::{Tree, UnitKind};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use store::obligation::{LastReturn, Obligation, Returned};
use store::round::Round;
use uuid::Uuid;

/// One unit in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// What it owes.
    pub obligation: ObligationId,
    /// The unit.
    pub unit: UnitId,
    /// Who answers for it: the unit, or its heir since a reorganisation.
    pub answers: UnitId,
    /// Name of the heir, where one answers.
    pub heir_name: Option<String>,
    /// Its name on the reference date.
    pub name: String,
    /// Short name for narrow tables.
    pub short_name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Where its report stands.
    pub state: ReportState,
    /// Timeliness by the original and by the extended day; none when exempt.
    pub timely: Option<BothTimely>,
    /// The original due day.
    pub due_on: Date,
    /// The extended due day.
    pub extended_due_on: Option<Date>,
    /// Number of the last version; 0 = none.
    pub last_version: i32,
    /// When the last version came.
    pub last_received_at: Option<Timestamp>,
    /// The last return, with its reason.
    pub returned: Option<LastReturn>,
    /// Why it is exempt.
    pub exempt_reason: Option<String>,
    /// Why it came late, as the unit says.
    pub late_reason: Option<String>,
    /// When it came on paper, as the office noted; no receipt.
    pub paper: Option<Paper>,
    /// Accepted in a closed round.
    pub is_locked: bool,
    /// Accepted and opened again for more figures.
    pub awaits_final: bool,
    /// When the version came that counts.
    pub counted_at: Option<Timestamp>,
    /// Whether a request for more time waits.
    pub is_asking: bool,
    /// Whether somebody can write.
    pub has_reporter: bool,
    /// Whether somebody can sign.
    pub has_head: bool,
}

impl MatrixRow {
    /// Code of the state as it is told, with *locked* and *awaits_final*.
    #[must_use]
    pub fn state_code(&self) -> &'static str {
        if self.awaits_final {
            return AWAITS_FINAL;
        }
        shown_state(self.state, self.is_locked)
    }

    /// Whether it came, and after the day that counts.
    #[must_use]
    pub fn came_late(&self) -> bool {
        self.timely.is_some_and(|t| t.extended == Timeliness::Late)
    }

    /// Whether a report is with the office: received, sent again, accepted, or
    /// opened again for more figures.
    #[must_use]
    pub fn is_in(&self) -> bool {
        matches!(
            self.state,
            ReportState::Received | ReportState::Resubmitted | ReportState::Accepted
        ) || self.awaits_final
    }

    /// Whether nothing is with the office that should be.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        !self.is_in() && self.state != ReportState::Exempt
    }

    /// Whether the unit still owes: nothing is in, or final figures are to come.
    #[must_use]
    pub fn owes(&self) -> bool {
        self.is_missing() || self.awaits_final
    }

    /// Late by the day that counts now (the extended one where there is one).
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.timely
            .is_some_and(|t| matches!(t.extended, Timeliness::Late | Timeliness::Overdue))
    }

    /// Nothing came and the day is over.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.timely
            .is_some_and(|t| t.extended == Timeliness::Overdue)
    }

    /// Whether the unit lacks a reporter or a head.
    #[must_use]
    pub fn has_gap(&self) -> bool {
        !self.has_reporter || !self.has_head
    }
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MatrixFilter {
    /// All.
    #[default]
    All,
    /// Those in one state.
    State(ReportState),
    /// Those that are locked.
    Locked,
    /// Those that were opened again for more figures.
    AwaitsFinal,
    /// Those of which nothing is in.
    Owing,
    /// Those that were or are late.
    Late,
    /// Those with a request that waits.
    Asking,
    /// Those without a reporter or a head.
    Gap,
}

impl MatrixFilter {
    /// From the address of the page; anything unknown shows all.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code {
            "owing" => Self::Owing,
            "late" => Self::Late,
            "asking" => Self::Asking,
            "gap" => Self::Gap,
            LOCKED => Self::Locked,
            AWAITS_FINAL => Self::AwaitsFinal,
            other => ReportState::from_code(other).map_or(Self::All, Self::State),
        }
    }

    /// For the address of the page.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::State(state) => state.code(),
            Self::Locked => LOCKED,
            Self::AwaitsFinal => AWAITS_FINAL,
            Self::Owing => "owing",
            Self::Late => "late",
            Self::Asking => "asking",
            Self::Gap => "gap",
        }
    }

    /// Whether a row is shown.
    #[must_use]
    pub fn takes(self, row: &MatrixRow) -> bool {
        match self {
            Self::All => true,
            Self::State(state) => row.state == state && !row.is_locked && !row.awaits_final,
            Self::Locked => row.is_locked,
            Self::AwaitsFinal => row.awaits_final,
            Self::Owing => row.is_missing(),
            Self::Late => row.is_late(),
            Self::Asking => row.is_asking,
            Self::Gap => row.has_gap(),
        }
    }
}

/// All units of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The units, sorted by kind and name.
    pub rows: Vec<MatrixRow>,
    /// How many stand in each state.
    pub by_state: BTreeMap<ReportState, usize>,
    /// How far submission is, group by group.
    pub arrivals: ArrivalTable,
}

impl Matrix {
    /// How many rows a filter takes.
    #[must_use]
    pub fn count(&self, filter: MatrixFilter) -> usize {
        self.rows.iter().filter(|row| filter.takes(row)).count()
    }

    /// Units that owe or have sent; the exempt ones are not expected.
    #[must_use]
    pub fn expected(&self) -> usize {
        self.rows
            .iter()
            .filter(|r| r.state != ReportState::Exempt)
            .count()
    }

    /// How many sent a report and have it back: not in, but perhaps still counted.
    #[must_use]
    pub fn sent_back(&self) -> usize {
        let standing = |row: &MatrixRow| row.state.unsigned(row.last_version > 0);
        let is_back = |row: &&MatrixRow| standing(row) == ReportState::Returned;
        let back = self.rows.iter().filter(is_back);
        back.filter(|row| !row.awaits_final).count()
    }

    /// Units whose report is with the office.
    #[must_use]
    pub fn received(&self) -> usize {
        self.rows.iter().filter(|r| r.is_in()).count()
    }

    /// How many are on time by the original day and by the extended one; both
    /// are published.
    #[must_use]
    pub fn on_time(&self) -> (usize, usize) {
        let is = |t: Timeliness| t == Timeliness::OnTime;
        let timely = || self.rows.iter().filter_map(|r| r.timely);
        (
            timely().filter(|t| is(t.original)).count(),
            timely().filter(|t| is(t.extended)).count(),
        )
    }
}

/// What a matrix is made of: the reports, and everything else as on the day from
/// which one looks at them.
struct Seen {
    board: Arc<Board>,
    asking: Arc<HashSet<Uuid>>,
    people: Arc<HashMap<UnitId, Staff>>,
    today: Arc<Tree>,
    now: Timestamp,
}

/// Reads the matrix of a round that the actor may see.
pub(super) async fn read(ctx: &Ctx, round: &Round) -> Result<Matrix, AppError> {
    let seen = Seen {
        board: ctx.app.boards.of(ctx, round.id).await?,
        asking: asking(ctx).await?,
        people: staff(ctx).await?,
        today: ctx.tree().await?,
        now: ctx.now(),
    };
    build(ctx, round, &seen).await
}

/// The matrix as it was at the end of a day that is over; nothing of it is
/// kept. The round is given as it was then.
pub(super) async fn read_on(ctx: &Ctx, round: &Round, day: Date) -> Result<Matrix, AppError> {
    let owed = store::obligation::list_of_round(&ctx.read(), round.id).await?;
    let opens_on = HashMap::from([(round.id, round.dates.opens_on)]);
    let then = reports_on(ctx, owed, &opens_on, day).await?;
    let seen = Seen {
        board: Arc::new(then.board),
        asking: Arc::new(then.asking),
        people: Arc::new(staff_on(ctx, day).await?),
        today: ctx.tree_at(day).await?,
        now: end_of_day_in_vietnam(day),
    };
    build(ctx, round, &seen).await
}

async fn build(ctx: &Ctx, round: &Round, seen: &Seen) -> Result<Matrix, AppError> {
    let (board, asking, people, today) = (&seen.board, &seen.asking, &seen.people, &seen.today);
    let tree = ctx.tree_at(round.period.to).await?;
    let labels = tree.labels(Some(round.area));
    let nobody = Staff::default();
    let by = round.dates.due_by;
    let mut rows: Vec<(usize, MatrixRow)> = board
        .reports
        .values()
        .map(|standing| {
            let (o, returned) = (&standing.owed, &standing.returned);
            // A unit that ended within the period is known by its last name, and
            // who follows it answers for it.
            let version = tree.known(o.unit);
            let heirs = today.heirs(o.answers()).iter();
            let mut who = std::iter::once(o.answers()).chain(heirs.copied());
            let staff = who.find_map(|unit| people.get(&unit)).unwrap_or(&nobody);
            let row = MatrixRow {
                obligation: o.id,
                unit: o.unit,
                answers: o.answers(),
                heir_name: o
                    .heir
                    .and_then(|heir| today.known(heir))
                    .map(|u| u.name.clone()),
                name: labels.full(o.unit).unwrap_or_default(),
                short_name: labels.short(o.unit).unwrap_or_default(),
                kind: version.map_or(UnitKind::Former, |u| u.kind),
                state: o.state,
                timely: timely(o, by, returned, seen.now),
                due_on: o.due_on,
                extended_due_on: o.extended_due_on,
                last_version: o.last_version,
                last_received_at: o.last_received_at,
                returned: returned.last.clone(),
                exempt_reason: o.exempt_reason.clone(),
                late_reason: standing.late_reason.clone(),
                paper: None,
                is_locked: is_locked(o.state, round.state),
                awaits_final: standing.awaits_final(),
                counted_at: counted(o, returned),
                is_asking: asking.contains(&o.id.0)
                    && !is_needless(o.state, o.first_received_at, o.due(by)),
                has_reporter: !staff.reporters.is_empty(),
                has_head: !staff.heads.is_empty(),
            };
            // The tree is in Vietnamese alphabetical order already.
            (tree.position(o.unit).unwrap_or(usize::MAX), row)
        })
        .collect();
    rows.sort_by_key(|(position, row)| (row.kind, *position));
    let mut rows: Vec<MatrixRow> = rows.into_iter().map(|(_, row)| row).collect();
    let on_paper = board.reports.values().filter(|s| s.owed.paper.is_some());
    let on_paper: HashMap<ObligationId, &Standing> = on_paper.map(|s| (s.owed.id, s)).collect();
    for row in rows.iter_mut().filter(|_| !on_paper.is_empty()) {
        if let Some(standing) = on_paper.get(&row.obligation) {
            row.paper = Paper::of(ctx, standing.owed.paper.as_ref()).await?;
        }
    }
    let mut by_state = BTreeMap::new();
    for row in &rows {
        *by_state.entry(row.state).or_insert(0) += 1;
    }
    let above = |unit: UnitId| tree.known(tree.known(unit)?.parent?);
    let reports: Vec<Arrived<'_>> = rows
        .iter()
        .map(|row| Arrived {
            kind: row.kind,
            above: above(row.unit).map_or("", |unit| unit.short_name.as_str()),
            arrival: Arrival::of(
                row.state.unsigned(row.last_version > 0),
                row.awaits_final,
                row.timely,
            ),
        })
        .collect();
    let arrivals = ArrivalTable::new(seen.now, &reports);
    Ok(Matrix {
        rows,
        by_state,
        arrivals,
    })
}

/// How far the submission of a round is, without asking for a right.
pub(crate) async fn arrivals(ctx: &Ctx, round: &Round) -> Result<ArrivalTable, AppError> {
    Ok(read(ctx, round).await?.arrivals)
}

/// The reports for which more time is being asked.
async fn asking(ctx: &Ctx) -> Result<Arc<HashSet<Uuid>>, AppError> {
    let read = async {
        let noun = Some(ExtensionNoun::Report);
        let waiting = store::extension::list_waiting(&ctx.read(), noun).await?;
        Ok(waiting.into_iter().map(|e| e.subject).collect())
    };
    ctx.app.asking.or_read((), read).await
}

fn timely(
    o: &Obligation,
    by: Option<Time>,
    returned: &Returned,
    now: Timestamp,
) -> Option<BothTimely> {
    if o.state == ReportState::Exempt {
        return None;
    }
    Some(both_timely(o.due(by), counted(o, returned), now))
}

/// The receipt that counts.
fn counted(o: &Obligation, returned: &Returned) -> Option<Timestamp> {
    if returned.unusable.is_empty() {
        o.first_received_at
    } else {
        counted_receipt(&returned.receipts, &returned.unusable)
    }
}
