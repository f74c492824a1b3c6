//! One conference on one page.

use super::id_of;
use crate::cite::Cites;
use crate::page::journal::{HistoryLine, lines};
use crate::page::page;
use crate::page::reading::{StoredLines, stored_lines};
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::conference::ConferencePage;
use axum::extract::Path;
use domain::account::Right;
use domain::conference::{AttendanceState, ConferenceState};
use domain::id::ConferenceId;

#[derive(askama::Template)]
#[template(path = "conference/show.html")]
pub(super) struct ConferenceShow {
    l: Layout,
    form: FormState,
    p: ConferencePage,
    units: Vec<(String, String)>,
    delegates: Vec<(String, String)>,
    attendance: Vec<(&'static str, String)>,
    kinds: Vec<(String, String)>,
    notice_line: Option<String>,
    heads_line: String,
    is_editable: bool,
    takes_attendance: bool,
    cites: Cites,
    stored: Option<StoredLines>,
    may_read_in: bool,
    source_href: String,
}

pub(super) async fn build(
    staff: &Staff,
    id: ConferenceId,
    form: FormState,
) -> Result<ConferenceShow, PageError> {
    let p = app::conference::show(&staff.ctx, id)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let l = staff.layout(p.conference.title.clone());
    let open = || p.invitations.iter().filter(|i| i.may_name);
    let units = open()
        .map(|i| (i.invitation.unit.to_string(), i.unit_name.clone()))
        .collect();
    let delegates = open()
        .flat_map(|i| {
            i.delegates.iter().map(|d| {
                (
                    format!("{}:{}", d.id, d.version),
                    format!("{} – {}", d.person_name, i.unit_name),
                )
            })
        })
        .collect();
    let attendance = AttendanceState::ALL
        .iter()
        .map(|s| (s.code(), l.code_text("attendance", s.code()).into_owned()))
        .collect();
    let kinds = ["party", "state"]
        .map(|k| (k.to_owned(), l.code_text("conference.form", k).into_owned()))
        .into();
    let state = p.conference.state;
    let texts = p
        .conclusions
        .iter()
        .map(|c| c.conclusion.draft.text.as_str());
    let cites = Cites::of(staff, &l, texts).await?;
    let stored = app::reading::of_conference(&staff.ctx, id)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?
        .map(|s| stored_lines(&l, &s));
    let may_read_in = staff
        .ctx
        .can(Right::WriteDirective, p.conference.office)
        .await?;
    let source_href = match &stored {
        Some(s) if may_read_in => format!("/nhap-van-ban/{}", s.reading),
        _ => String::new(),
    };
    Ok(ConferenceShow {
        notice_line: p.notice.as_ref().map(|n| {
            l.t2(
                "conference.notice_issued_line",
                ("symbol", &n.symbol),
                ("date", l.date(&n.issued_on)),
            )
        }),
        heads_line: l.t2(
            "conference.attendance_sum",
            ("here", p.heads.here),
            ("named", p.heads.named),
        ),
        is_editable: p.may_write && p.notice.is_none(),
        takes_attendance: p.may_write
            && matches!(state, ConferenceState::InSession | ConferenceState::Closed),
        l,
        form,
        p,
        units,
        delegates,
        attendance,
        kinds,
        cites,
        stored,
        may_read_in,
        source_href,
    })
}

/// What the forms of the page begin with.
pub(super) fn fresh(staff: &Staff) -> FormState {
    FormState::fresh(&[
        ("ban-hanh_kind", "party".into()),
        ("ban-hanh_issued_on", staff.ctx.today().to_string()),
        ("moi-don-vi_seats", "1".into()),
    ])
}

pub(super) async fn show(staff: Staff, Path(id): Path<String>) -> PageResult {
    let id = id_of(&id).map_err(|e| PageError::new(e, staff.ctx.locale))?;
    page(&build(&staff, id, fresh(&staff)).await?)
}

#[derive(askama::Template)]
#[template(path = "conference/history.html")]
struct HistoryPage {
    l: Layout,
    id: ConferenceId,
    history: Vec<HistoryLine>,
}

pub(super) async fn history(staff: Staff, Path(id): Path<String>) -> PageResult {
    let error = |e| PageError::new(e, staff.ctx.locale);
    let id = id_of(&id).map_err(error)?;
    let (conference, entries) = app::conference::history(&staff.ctx, id)
        .await
        .map_err(error)?;
    let names = app::account::names(&staff.ctx).await?;
    let l = staff.layout(format!(
        "{}: {}",
        staff.ctx_text("conference.history"),
        conference.title
    ));
    page(&HistoryPage {
        history: lines(&l, &entries, &names),
        l,
        id,
    })
}
