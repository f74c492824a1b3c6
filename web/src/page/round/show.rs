//! The page of a round: the chain across the top, the matrix below.

use super::arrivals::{Arrivals, arrivals};
use super::round_id;
use super::unlisted::{Lists, lists};
use crate::page::at::At;
use crate::page::pager::Pager;
use crate::page::report::paper_words;
use crate::page::tone::tone;
use crate::page::{page, refused};
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::round::{LinkDay, MatrixFilter, MatrixRow, RoundView, StepState, Unlisted};
use axum::extract::{Path, Query};
use domain::account::Right;
use domain::id::RoundId;
use domain::report::ReportState;
use domain::round::RoundState;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "round/show.html")]
struct RoundPage {
    l: Layout,
    id: String,
    version: i32,
    dates: Vec<(String, String)>,
    steps: Vec<Step>,
    next: String,
    sum: String,
    on_time: String,
    /// How many were sent and returned: not in, but still in the figures.
    returned: String,
    arrivals: Option<Arrivals>,
    /// Many groups stand in the place of the list of units.
    are_groups_asked: bool,
    filters: Vec<Filter>,
    rows: Vec<Row>,
    pager: Pager,
    may_chase: bool,
    may_close: bool,
    may_reopen: bool,
    may_grant: bool,
    form: FormState,
    may_confer: bool,
    /// How the list differs from the rule, for who may add to it.
    unlisted: Option<Lists>,
    at: At,
    said: Option<String>,
    /// Code of the filter, which the form of the day keeps.
    filter_code: &'static str,
}

struct Step {
    name: String,
    state: &'static str,
    state_name: String,
    count: String,
    on: String,
    is_overdue: bool,
    /// The days of the links of this step, and whether one is over.
    links: Vec<(String, bool)>,
}

struct Filter {
    href: String,
    label: String,
    count: usize,
    is_current: bool,
}

pub(super) struct Row {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) tone: &'static str,
    pub(super) state_name: String,
    pub(super) timely: Option<(&'static str, String)>,
    pub(super) by_original: Option<String>,
    pub(super) due: String,
    pub(super) extended: Option<String>,
    pub(super) received: String,
    pub(super) version: Option<String>,
    pub(super) notes: Vec<String>,
    pub(super) gaps: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    loc: Option<String>,
    trang: Option<usize>,
    #[serde(alias = "at")]
    ngay: Option<String>,
    /// Whether many groups of units are asked for.
    #[serde(default)]
    xem: String,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let at = At::read(choice.ngay.as_deref(), staff.ctx.today());
    let view = app::round::view_at(&staff.ctx, id, at.other()).await;
    let view = view.map_err(fail)?;
    let is_past = at.day() < staff.ctx.today();
    // Who is missing is a matter of today: on a past day nothing is done.
    let unlisted = match is_past {
        true => None,
        false => app::round::unlisted(&staff.ctx, id).await.map_err(fail)?,
    };
    let l = staff.layout(view.round.title.clone());
    let filter = MatrixFilter::from_code(choice.loc.as_deref().unwrap_or_default());
    let may_confer = !is_past && staff.ctx.actor.has(Right::WriteConference);
    let shown = (filter, choice.trang, choice.xem.as_str(), at);
    let found = (&view, unlisted.as_ref());
    page(&build(l, found, shown, may_confer, FormState::default()))
}

/// The page once more, with what was wrong with a form on it.
pub(super) async fn refuse(staff: &Staff, id: RoundId, form: FormState) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let view = app::round::view(&staff.ctx, id).await.map_err(fail)?;
    let unlisted = app::round::unlisted(&staff.ctx, id).await.map_err(fail)?;
    let l = staff.layout(view.round.title.clone());
    let may_confer = staff.ctx.actor.has(Right::WriteConference);
    let at = At::read(None, staff.ctx.today());
    let shown = (MatrixFilter::All, None, "", at);
    let found = (&view, unlisted.as_ref());
    refused(&build(l, found, shown, may_confer, form))
}

fn build(
    l: Layout,
    (view, unlisted): (&RoundView, Option<&Unlisted>),
    (filter, asked, groups, at): (MatrixFilter, Option<usize>, &str, At),
    may_confer: bool,
    form: FormState,
) -> RoundPage {
    let matrix = &view.matrix;
    let taken: Vec<&MatrixRow> = matrix.rows.iter().filter(|r| filter.takes(r)).collect();
    let (id, code) = (view.round.id, filter.code());
    let pager = Pager::new(&l, taken.len(), asked, |page| {
        format!("/ky/{id}?loc={code}&trang={page}{}", at.part())
    });
    let (received, expected) = (matrix.received(), matrix.expected());
    let (original, extended) = matrix.on_time();
    let arrivals = arrivals(&l, &matrix.arrivals, (id, at), groups);
    let steps = view
        .chain
        .steps
        .iter()
        .map(|s| Step {
            name: l.code_text("round.step", s.code).into_owned(),
            state: if s.state == StepState::Active {
                "now"
            } else {
                s.state.code()
            },
            state_name: l.code_text("round.step_state", s.state.code()).into_owned(),
            count: if s.total > 0 {
                format!("{}/{}", s.done, s.total)
            } else {
                "–".into()
            },
            on: l.opt_date(&s.on),
            is_overdue: s.is_overdue,
            links: s.links.iter().map(|day| link_line(&l, day)).collect(),
        })
        .collect();
    RoundPage {
        id: view.round.id.to_string(),
        version: view.round.version,
        steps,
        next: l.code_text("round.next", view.chain.next).into_owned(),
        sum: l.t2(
            "round.matrix.sum",
            ("received", received),
            ("expected", expected),
        ),
        returned: match matrix.sent_back() {
            0 => String::new(),
            n => l.t1("round.matrix.sent_back", "n", n),
        },
        on_time: l.t2(
            "round.matrix.on_time",
            ("original", original),
            ("extended", extended),
        ),
        are_groups_asked: arrivals.as_ref().is_some_and(|a| a.groups.is_some()),
        arrivals,
        filters: filters(&l, view, filter, at),
        rows: pager.lines(&taken).iter().map(|r| row(&l, r)).collect(),
        pager,
        may_chase: view.may_chase && view.round.state == RoundState::Open,
        may_close: view.may_close && view.round.state == RoundState::Open,
        may_reopen: view.may_close && view.round.state == RoundState::Closed,
        may_grant: view.may_grant,
        unlisted: unlisted.map(|found| lists(&l, &form, found)),
        form,
        dates: dates(&l, view),
        may_confer,
        said: at.words(&l, "round.at_end"),
        at,
        filter_code: code,
        l,
    }
}

/// A link by its name and its day, and whether it is overdue.
fn link_line(l: &Layout, day: &LinkDay) -> (String, bool) {
    let name = l.code_text("regime.link", day.link.code());
    let words = l.t2(
        "round.chain.link_due",
        ("link", name),
        ("day", l.date(&day.due_on)),
    );
    (words, day.is_overdue)
}

/// Which days the figures cover, and the due days of the tiers above the lowest,
/// where they have some.
fn dates(l: &Layout, view: &RoundView) -> Vec<(String, String)> {
    let dates = &view.round.dates;
    let above = dates.tiers.iter().map(|(tier, on)| {
        let name = l.code_text("regime.tier", tier.code());
        (
            l.t1("regime.times.tier", "tier", name),
            l.due(&on, dates.due_by),
        )
    });
    let lowest = l.t("round.date.units_due_on").into_owned();
    let mut all: Vec<(String, String)> = above.collect();
    if !all.is_empty() {
        all.insert(0, (lowest, l.due(&dates.units_due_on, dates.due_by)));
    }
    let window = l.t2(
        "round.open.window_days",
        ("from", l.date(&dates.data_from)),
        ("to", l.date(&dates.closing_on)),
    );
    all.insert(0, (l.t("round.open.window").into_owned(), window));
    all
}

fn filters(l: &Layout, view: &RoundView, current: MatrixFilter, at: At) -> Vec<Filter> {
    let named = [
        MatrixFilter::All,
        MatrixFilter::Owing,
        MatrixFilter::Late,
        MatrixFilter::Asking,
        MatrixFilter::Gap,
    ];
    let states = ReportState::ALL.iter().map(|s| MatrixFilter::State(*s));
    named
        .into_iter()
        .chain(states)
        .chain([MatrixFilter::Locked, MatrixFilter::AwaitsFinal])
        .map(|f| (f, view.matrix.count(f)))
        .filter(|(f, count)| *count > 0 || *f == current || *f == MatrixFilter::All)
        .map(|(f, count)| Filter {
            href: format!("/ky/{}?loc={}{}", view.round.id, f.code(), at.part()),
            label: match f {
                MatrixFilter::State(_) | MatrixFilter::Locked | MatrixFilter::AwaitsFinal => {
                    l.code_text("round.report_state", f.code()).into_owned()
                }
                other => l.code_text("round.filter", other.code()).into_owned(),
            },
            count,
            is_current: f == current,
        })
        .collect()
}

pub(super) fn row(l: &Layout, r: &MatrixRow) -> Row {
    let timely_name = |code: &str| l.code_text("round.timely", code).into_owned();
    let mut notes = Vec::new();
    if let Some(heir) = &r.heir_name {
        notes.push(l.t1("round.matrix.heir", "unit", heir));
    }
    let standing = r.state.unsigned(r.last_version > 0);
    if let (Some(returned), ReportState::Returned) = (&r.returned, standing) {
        let words = if r.awaits_final {
            "round.matrix.reopened"
        } else {
            "round.matrix.returned"
        };
        notes.push(l.t1(words, "reason", &returned.reason));
    }
    if let Some(reason) = &r.exempt_reason {
        notes.push(l.t1("round.matrix.exempt", "reason", reason));
    }
    if let Some(reason) = &r.late_reason {
        notes.push(l.t1("report.late_because", "reason", reason));
    }
    if let Some(came) = &r.paper {
        notes.push(paper_words(l, came));
    }
    if r.is_asking {
        notes.push(l.t("round.matrix.asking").into_owned());
    }
    let mut gaps = Vec::new();
    if !r.has_reporter {
        gaps.push(l.t("round.matrix.no_reporter").into_owned());
    }
    if !r.has_head {
        gaps.push(l.t("round.matrix.no_head").into_owned());
    }
    Row {
        href: format!("/bao-cao/{}", r.obligation),
        name: r.name.clone(),
        tone: tone(r.state_code()),
        state_name: l
            .code_text("round.report_state", r.state_code())
            .into_owned(),
        timely: r
            .timely
            .map(|t| (tone(t.extended.code()), timely_name(t.extended.code()))),
        by_original: r.timely.filter(|t| t.original != t.extended).map(|t| {
            l.t1(
                "round.matrix.original",
                "text",
                timely_name(t.original.code()),
            )
        }),
        due: l.date(&r.due_on),
        extended: r
            .extended_due_on
            .map(|d| l.t1("round.matrix.extended", "day", l.date(&d))),
        received: l.opt_instant(&r.last_received_at),
        version: (r.last_version > 0)
            .then(|| l.t1("round.matrix.version", "number", r.last_version)),
        notes,
        gaps,
    }
}
