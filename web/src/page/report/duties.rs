//! "Việc của tôi": the landing page of a unit.

use super::view::{paper, period};
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use app::consolidation::AwaitedKind;
use app::report::{Duty, NextStep};

#[derive(askama::Template)]
#[template(path = "report/duties.html")]
struct DutiesPage {
    l: Layout,
    awaited: Vec<Wanted>,
    /// Of the office: rounds whose list differs from their rule, with what to say.
    unlisted: Vec<(String, String, Vec<String>)>,
    open: Vec<Row>,
    done: Vec<Row>,
}

/// An opinion or a signature that is waited for.
struct Wanted {
    href: String,
    title: String,
    what: String,
    at: String,
}

struct Row {
    href: String,
    title: String,
    period: String,
    unit: String,
    due: String,
    extended: Option<String>,
    state: &'static str,
    state_name: String,
    timely: Option<(&'static str, String)>,
    by_original: Option<String>,
    sent: String,
    paper: Option<String>,
    next: String,
    is_urgent: bool,
}

pub(super) async fn show(staff: Staff) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let duties = app::report::duties(&staff.ctx).await.map_err(fail)?;
    let awaited = app::consolidation::awaited(&staff.ctx)
        .await
        .map_err(fail)?;
    let unlisted = app::round::unlisted_of_all(&staff.ctx)
        .await
        .map_err(fail)?;
    let l = staff.layout(staff.ctx_text("nav.duties"));
    let unlisted = unlisted.into_iter().map(|found| {
        let href = format!("/ky/{}#con-thieu", found.round);
        let words = found.words(l.locale);
        (href, found.title, words)
    });
    let unlisted = unlisted.collect();
    let rows = |list: &[Duty]| list.iter().map(|d| row(&l, d)).collect();
    let (open, done) = (rows(&duties.open), rows(&duties.done));
    let awaited = awaited
        .into_iter()
        .map(|one| Wanted {
            what: l.code_text("report.awaited", one.kind.code()).into_owned(),
            at: l.t1(
                match one.kind {
                    AwaitedKind::Opinion => "report.awaited.until",
                    AwaitedKind::Signature => "report.awaited.since",
                },
                "at",
                l.opt_instant(&Some(one.at)),
            ),
            href: one.path,
            title: one.title,
        })
        .collect();
    page(&DutiesPage {
        awaited,
        unlisted,
        open,
        done,
        l,
    })
}

fn row(l: &Layout, duty: &Duty) -> Row {
    let is_in_form = matches!(
        duty.next,
        NextStep::Write
            | NextStep::AwaitUnit
            | NextStep::Sign
            | NextStep::Send
            | NextStep::Correct
            | NextStep::AskExtension
    );
    let timely = duty.timely.map(|t| {
        let code = t.extended.code();
        (code, l.code_text("round.timely", code).into_owned())
    });
    let by_original = duty.timely.filter(|t| t.original != t.extended).map(|t| {
        let text = l.code_text("round.timely", t.original.code());
        l.t1("report.by_original", "state", text)
    });
    Row {
        href: if is_in_form {
            format!("/bao-cao/{}", duty.id)
        } else {
            format!("/bao-cao/{}/xem", duty.id)
        },
        title: duty.title.clone(),
        period: period(l, &duty.period),
        unit: duty.unit_name.clone(),
        due: l.due(&duty.due_on, duty.due_by),
        extended: duty.extended_due_on.as_ref().map(|d| l.due(d, duty.due_by)),
        state: duty.state_code(),
        state_name: l
            .code_text("round.report_state", duty.state_code())
            .into_owned(),
        timely,
        by_original,
        sent: l.opt_instant(&duty.last_received_at),
        paper: duty.paper.as_ref().map(|p| paper(l, p)),
        next: l.code_text("report.next", duty.next.code()).into_owned(),
        is_urgent: matches!(
            duty.next,
            NextStep::Send | NextStep::Correct | NextStep::AskExtension
        ),
    }
}
