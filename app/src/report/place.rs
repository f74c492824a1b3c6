//! One cell or section of a report by itself: its last twelve values, who
//! changed what in which version, what was said about it, and whether it is to
//! be followed up. Saying something is in `comment`.

use super::case::Case;
use super::form::RoundLine;
use super::past::Earlier;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::id::{AccountId, ObligationId};
use domain::indicator::{Cell, IndicatorDef};
use domain::period::Period;
use domain::regime::Section;
use domain::report::{CommentKind, PlaceKind, ReportBody};
use domain::round::RoundState;
use domain::unit::UnitVersion;
use domain::validation::{Outlier, OutlierTest, test_outlier, test_threshold};
use jiff::Timestamp;
use std::collections::HashMap;
use store::Handle;
use store::comment::Comment;

/// What the page is about.
#[derive(Debug, Clone)]
pub enum PlaceSubject {
    /// A section of the outline.
    Section(Box<Section>),
    /// An indicator.
    Cell(Box<IndicatorDef>),
}

/// What one version says at the place.
#[derive(Debug, Clone)]
pub struct PlaceVersion {
    /// 1, 2, …; none for the draft, which only those see who write or sign it.
    pub number: Option<i32>,
    /// Who signed it, or saved it last.
    pub by: String,
    /// When it was received, or saved.
    pub at: Timestamp,
    /// Text of the section.
    pub text: String,
    /// "Không phát sinh" for the section.
    pub is_nil: bool,
    /// The cell; empty for a section.
    pub cell: Cell,
}

/// One thing said.
#[derive(Debug, Clone)]
pub struct Said {
    /// Comment or flag.
    pub kind: CommentKind,
    /// What.
    pub text: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The last version sent by then; 0 = none.
    pub version: i32,
}

/// The page of one place.
#[derive(Debug, Clone)]
pub struct PlaceView {
    /// The report.
    pub obligation: ObligationId,
    /// Its round.
    pub round: RoundLine,
    /// The unit as of the period.
    pub unit: UnitVersion,
    /// Section or indicator.
    pub subject: PlaceSubject,
    /// The last twelve periods and this one, oldest first; a cell's only.
    pub values: Vec<(Period, Option<Cell>)>,
    /// Versions, newest first.
    pub versions: Vec<PlaceVersion>,
    /// The thread, oldest first.
    pub thread: Vec<Said>,
    /// Whether the place is to be followed up.
    pub is_flagged: bool,
    /// The usual limits set for the unit.
    pub limits: Option<(i64, i64)>,
    /// The answers of the outlier tests of the regime about the newest value.
    pub outliers: Vec<(OutlierTest, Outlier)>,
    /// Whether the actor may say something.
    pub can_say: bool,
    /// Whether the actor may set limits.
    pub can_review: bool,
    /// Whether the actor writes or signs the report, and so opens its form.
    pub opens_form: bool,
}

/// Opens the page of a cell or section.
///
/// # Errors
/// [`AppError::NotFound`] for a report that the actor may not read or a place
/// that is not in the unit's form.
pub async fn place(
    ctx: &Ctx,
    id: ObligationId,
    kind: PlaceKind,
    code: &str,
) -> Result<PlaceView, AppError> {
    let read = ctx.read();
    let case = Case::load(ctx, &read, id, Right::ReadReport).await?;
    let subject = subject(&case, kind, code)?;
    let (can_write, opens_form) = (case.can_write(ctx).await?, case.is_own(ctx).await?);
    let can_review = ctx.can(Right::ReviewReport, case.of_office).await?;
    let earlier = Earlier::of(ctx, &read, &case).await?;
    let said = of_place(store::comment::list_of(&read, id).await?, kind, code);
    let bodies = bodies(&read, &case, opens_form).await?;
    let people = bodies
        .iter()
        .map(|b| b.by)
        .chain(said.iter().map(|c| c.author));
    let names = names(&read, &people.collect::<Vec<_>>()).await?;
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
    let versions: Vec<PlaceVersion> = bodies
        .iter()
        .map(|b| {
            let section = b.body.section(code).filter(|_| kind == PlaceKind::Section);
            PlaceVersion {
                number: b.number,
                by: name(b.by),
                at: b.at,
                text: section.map(|s| s.text.clone()).unwrap_or_default(),
                is_nil: section.is_some_and(|s| s.is_nil),
                cell: b.body.values.get(code).cloned().unwrap_or_default(),
            }
        })
        .collect();
    let (values, outliers) = match &subject {
        PlaceSubject::Section(_) => (Vec::new(), Vec::new()),
        PlaceSubject::Cell(def) => looks_back(&case, &earlier, def, versions.first()),
    };
    Ok(PlaceView {
        obligation: id,
        is_flagged: is_flagged(&said),
        thread: said
            .into_iter()
            .map(|c| Said {
                by: name(c.author),
                kind: c.kind,
                text: c.text,
                at: c.at,
                version: c.version_number,
            })
            .collect(),
        limits: earlier
            .limits
            .get(code)
            .copied()
            .filter(|_| kind == PlaceKind::Cell),
        round: RoundLine {
            id: case.round.id,
            title: case.round.title.clone(),
            period: case.round.period,
            dates: case.round.dates,
            is_closed: case.round.state == RoundState::Closed,
        },
        unit: case.unit,
        subject,
        values,
        versions,
        outliers,
        can_say: can_write || can_review,
        can_review,
        opens_form,
    })
}

/// Section or indicator of the unit's form.
pub(super) fn subject(case: &Case, kind: PlaceKind, code: &str) -> Result<PlaceSubject, AppError> {
    let found = match kind {
        PlaceKind::Section => case
            .sections()
            .find(|s| s.code == code)
            .map(|s| PlaceSubject::Section(Box::new(s.clone()))),
        PlaceKind::Cell => case
            .indicators()
            .find(|d| d.code == code)
            .map(|d| PlaceSubject::Cell(Box::new(d.clone()))),
    };
    found.ok_or(AppError::NotFound)
}

fn of_place(all: Vec<Comment>, kind: PlaceKind, code: &str) -> Vec<Comment> {
    let is_here = |c: &Comment| c.place == kind && c.code == code;
    all.into_iter().filter(is_here).collect()
}

fn is_flagged(said: &[Comment]) -> bool {
    let last = said.iter().rev().find(|c| c.kind != CommentKind::Comment);
    last.is_some_and(|c| c.kind == CommentKind::Flag)
}

/// How much was said at each place, and whether it is flagged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Threads(HashMap<(PlaceKind, String), (usize, bool)>);

impl Threads {
    pub(super) async fn load(h: &impl Handle, id: ObligationId) -> Result<Self, AppError> {
        let mut threads: HashMap<(PlaceKind, String), (usize, bool)> = HashMap::new();
        for comment in store::comment::list_of(h, id).await? {
            let (count, flag) = threads.entry((comment.place, comment.code)).or_default();
            match comment.kind {
                CommentKind::Flag => *flag = true,
                CommentKind::Unflag => *flag = false,
                CommentKind::Comment => {}
            }
            *count += usize::from(!comment.text.is_empty());
        }
        Ok(Self(threads))
    }

    /// Comments at a place, and whether it is to be followed up.
    #[must_use]
    pub fn at(&self, kind: PlaceKind, code: &str) -> (usize, bool) {
        self.0
            .get(&(kind, code.to_owned()))
            .copied()
            .unwrap_or_default()
    }
}

struct Body {
    number: Option<i32>,
    by: AccountId,
    at: Timestamp,
    body: ReportBody,
}

/// The draft for who writes or signs it, then the versions, newest first.
async fn bodies(h: &impl Handle, case: &Case, with_draft: bool) -> Result<Vec<Body>, AppError> {
    let id = case.obligation.id;
    let mut bodies = Vec::new();
    if with_draft && let Some(draft) = store::report::find_draft(h, id).await? {
        bodies.push(Body {
            number: None,
            by: draft.updated_by,
            at: draft.updated_at,
            body: draft.body,
        });
    }
    for number in (1..=case.obligation.last_version).rev() {
        if let Some(version) = store::report::find_version(h, id, number).await? {
            bodies.push(Body {
                number: Some(number),
                by: version.signed_by,
                at: version.received_at,
                body: version.body,
            });
        }
    }
    Ok(bodies)
}

async fn names(
    h: &impl Handle,
    people: &[AccountId],
) -> Result<HashMap<AccountId, String>, AppError> {
    let found = store::account::list_by_ids(h, people).await?;
    Ok(found.into_iter().map(|a| (a.id, a.full_name)).collect())
}

type LookedBack = (Vec<(Period, Option<Cell>)>, Vec<(OutlierTest, Outlier)>);

fn looks_back(
    case: &Case,
    earlier: &Earlier,
    def: &IndicatorDef,
    newest: Option<&PlaceVersion>,
) -> LookedBack {
    let now = newest.map(|v| v.cell.clone()).filter(|c| !c.is_empty());
    let value = now.as_ref().and_then(|cell| cell.shown_value(def));
    let mut values: Vec<(Period, Option<Cell>)> = earlier
        .periods
        .iter()
        .rev()
        .map(|(period, f)| (*period, f.as_ref().and_then(|f| f.get(&def.code)).cloned()))
        .collect();
    values.push((case.round.period, now));
    let past = earlier
        .history
        .get(&def.code)
        .map_or(&[][..], Vec::as_slice);
    let limits = earlier
        .limits
        .get(&def.code)
        .map(|(min, max)| OutlierTest::MinMax {
            min: *min,
            max: *max,
        });
    let tests = limits
        .into_iter()
        .chain(case.regime.body.checks.outliers.clone());
    let bound = values
        .last()
        .and_then(|(_, cell)| cell.as_ref()?.shown_bound(def));
    let answer = |test: OutlierTest, value: i64| match bound {
        Some(bound) => test_threshold(test, bound, value),
        None => test_outlier(test, past, value),
    };
    let outliers = value.map_or_else(Vec::new, |value| {
        tests.map(|test| (test, answer(test, value))).collect()
    });
    (values, outliers)
}
