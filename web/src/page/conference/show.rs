//! One conference on one page.

use super::id_of;
use crate::cite::Cites;
use crate::page::journal::{HistoryLine, lines};
use crate::page::page;
use crate::page::pager::{Pager, Turned};
use crate::page::reading::{StoredLines, stored_lines};
use crate::visitor::url_part;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::conference::ConferencePage;
use app::conference::InvitationLine;
use axum::extract::{Path, Query};
use domain::account::Right;
use domain::conference::{AttendanceState, ConferenceState};
use domain::id::ConferenceId;
use domain::text::fold;
use serde::Deserialize;

/// Conclusions, and invited units, on one page: each with its texts and boxes.
const CONCLUSIONS: usize = 25;
const INVITED: usize = 25;

/// Which pages of the lists are wanted, and what is searched among the invited
/// units.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    trang: Option<usize>,
    kl: Option<usize>,
    luu: Option<usize>,
    #[serde(default)]
    tim: String,
}

impl Asked {
    /// The address of a page of what was stored, the other lists as they are.
    fn kept_page(&self, id: ConferenceId, page: usize) -> String {
        let (search, invited) = (url_part(&self.tim), self.trang.unwrap_or(1));
        let concluded = self.kl.unwrap_or(1);
        let lists = format!("tim={search}&trang={invited}&kl={concluded}");
        format!("/hoi-nghi/{id}?{lists}&luu={page}#tu-van-ban")
    }
}

#[derive(askama::Template)]
#[template(path = "conference/show.html")]
pub(super) struct ConferenceShow {
    l: Layout,
    form: FormState,
    p: ConferencePage,
    units: Vec<(String, String)>,
    /// Units and lists whose invitation can be taken back.
    uninvited: Vec<(String, String)>,
    /// Lists that are invited, and whom they mean now.
    lists: Vec<(String, String)>,
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
    /// Pages of the conclusions, and of the invited units.
    concluded: Pager,
    invited: Pager,
    search: String,
    is_long: bool,
}

/// Whether the unit of a refused form, or its delegate, is that of this line.
fn is_chosen(line: &InvitationLine, form: &FormState) -> bool {
    let unit = line.invitation.unit.to_string();
    let units = ["cu-dai-bieu_unit", "bo-moi_unit"];
    let delegates = [
        "cu-thay_delegate",
        "xin-vang_delegate",
        "bo-dai-bieu_delegate",
    ];
    units.iter().any(|name| form.value(name) == unit)
        || line.delegates.iter().any(|d| {
            let key = format!("{}:", d.id);
            delegates
                .iter()
                .any(|name| form.value(name).starts_with(&key))
        })
}

/// Keeps of both lists what the page shows.
fn cut(l: &Layout, p: &mut ConferencePage, asked: &Asked, form: &FormState) -> (Pager, Pager) {
    let key = fold(&asked.tim);
    let kept = asked.luu.map_or_else(String::new, |n| format!("&luu={n}"));
    let search = url_part(&asked.tim);
    let at = format!("/hoi-nghi/{}?tim={search}{kept}", p.conference.id);
    let (page, part) = (asked.trang.unwrap_or(1), asked.kl.unwrap_or(1));
    let concluded = Pager::of(l, CONCLUSIONS, p.conclusions.len(), asked.kl, |part| {
        format!("{at}&trang={page}&kl={part}#ket-luan")
    });
    p.conclusions = concluded.lines(&p.conclusions).to_vec();
    p.invitations
        .retain(|line| fold(&line.unit_name).contains(&key));
    // A refused form comes back with the unit that was chosen in it.
    let chosen = p.invitations.iter().position(|line| is_chosen(line, form));
    let wanted = chosen.map(|n| n / INVITED + 1).or(asked.trang);
    let invited = Pager::of(l, INVITED, p.invitations.len(), wanted, |page| {
        format!("{at}&kl={part}&trang={page}#dai-bieu")
    });
    p.invitations = invited.lines(&p.invitations).to_vec();
    (concluded, invited)
}

pub(super) async fn build(
    staff: &Staff,
    id: ConferenceId,
    asked: Asked,
    form: FormState,
) -> Result<ConferenceShow, PageError> {
    let mut p = app::conference::show(&staff.ctx, id)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let l = staff.layout(p.conference.title.clone());
    let is_long = p.invitations.len() > INVITED;
    let (concluded, invited) = cut(&l, &mut p, &asked, &form);
    let open = || p.invitations.iter().filter(|i| i.may_name);
    let units: Vec<(String, String)> = open()
        .map(|i| (i.invitation.unit.to_string(), i.unit_name.clone()))
        .collect();
    let now = |(words, units, seats): &(String, usize, usize)| {
        let now = l.t2("conference.list_now", ("units", units), ("seats", seats));
        (words.clone(), now)
    };
    let lists: Vec<(String, String)> = p.lists.iter().map(now).collect();
    let mut uninvited = units.clone();
    uninvited.extend(
        lists
            .iter()
            .map(|(words, _)| (words.clone(), words.clone())),
    );
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
    let texts = p.conclusions.iter().flat_map(|c| {
        let draft = &c.conclusion.draft;
        [draft.text.as_str(), draft.output.as_str()]
    });
    let cites = Cites::of(staff, &l, texts).await?;
    let stored = app::reading::of_conference(&staff.ctx, id)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?
        .map(|s| {
            let href = |page| asked.kept_page(id, page);
            stored_lines(&l, &s, asked.luu, href, |text| {
                format!("/nhap-van-ban/{text}")
            })
        });
    let may_read_in = staff
        .ctx
        .can(Right::WriteDirective, p.conference.office)
        .await?;
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
        uninvited,
        lists,
        delegates,
        attendance,
        kinds,
        cites,
        stored,
        may_read_in,
        concluded,
        invited,
        search: asked.tim,
        is_long,
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

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let id = id_of(&id).map_err(|e| PageError::new(e, staff.ctx.locale))?;
    page(&build(&staff, id, asked, fresh(&staff)).await?)
}

#[derive(askama::Template)]
#[template(path = "conference/history.html")]
struct HistoryPage {
    l: Layout,
    id: ConferenceId,
    history: Vec<HistoryLine>,
    pager: Pager,
}

pub(super) async fn history(
    staff: Staff,
    Path(id): Path<String>,
    Query(asked): Query<Turned>,
) -> PageResult {
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
    let pager = Pager::new(&l, entries.len(), asked.trang, |page| {
        format!("/hoi-nghi/{id}/lich-su?trang={page}")
    });
    page(&HistoryPage {
        history: lines(&l, pager.lines(&entries), &names),
        pager,
        l,
        id,
    })
}
