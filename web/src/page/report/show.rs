//! A sent report, to be read; every version stays.

use super::form_rows::{FileRow, Talk, files, talk_at};
use super::live::LiveTable;
use super::report_id;
use super::view::{
    Said, last_value, name_in_table, paper, period, said_to_readers, signature, value,
};
use crate::cite::Cites;
use crate::page::page;
use crate::prose;
use crate::{Layout, PageError, PageResult, Staff};
use app::report::ReportView;
use axum::extract::{Path, Query};
use domain::report::PlaceKind;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "report/show.html")]
struct ShowPage {
    l: Layout,
    r: Report,
}

/// A version as pages show it.
pub(super) struct Report {
    pub(super) id: String,
    pub(super) unit: String,
    pub(super) period: String,
    pub(super) state: &'static str,
    pub(super) state_name: String,
    /// Who signed what is not sent, and when.
    pub(super) signed: Option<String>,
    pub(super) timely: Option<(&'static str, String)>,
    pub(super) by_original: Option<String>,
    pub(super) due: String,
    pub(super) extended: Option<String>,
    pub(super) exempt_reason: String,
    pub(super) paper: Option<String>,
    /// Whether a paper may be noted or corrected now.
    pub(super) takes_paper: bool,
    pub(super) taken_over: Vec<String>,
    pub(super) number: i32,
    pub(super) versions: Vec<VersionRow>,
    pub(super) is_nil: bool,
    pub(super) sections: Vec<SectionRow>,
    pub(super) cells: Vec<CellRow>,
    pub(super) live: Option<LiveTable>,
    pub(super) last_period: String,
    pub(super) opens_form: bool,
    pub(super) can_review: bool,
    pub(super) awaits_review: bool,
    pub(super) may_reopen: bool,
    pub(super) may_exempt: bool,
    pub(super) is_unsent: bool,
    /// Document numbers of the texts as links.
    pub(super) cites: Cites,
    pub(super) files: Vec<FileRow>,
    pub(super) remarks: Vec<Said>,
}

impl Report {
    /// Recognises the document numbers of all texts.
    pub(super) async fn cited(mut self, staff: &Staff, l: &Layout) -> Result<Self, PageError> {
        let texts = self.sections.iter().flat_map(|s| prose::words(&s.text));
        self.cites = Cites::of(staff, l, texts).await?;
        Ok(self)
    }
}

pub(super) struct VersionRow {
    pub(super) number: i32,
    pub(super) is_shown: bool,
    pub(super) at: String,
    pub(super) iso: String,
    pub(super) by: String,
    /// When it was signed and who sent it, where that was not one act.
    pub(super) sent: Option<String>,
    pub(super) seal: String,
    pub(super) returned: Option<String>,
    pub(super) late_reason: Option<String>,
}

pub(super) struct SectionRow {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) is_nil: bool,
    pub(super) is_internal: bool,
    pub(super) mark: Option<String>,
    pub(super) talk: Talk,
}

pub(super) struct CellRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) measure: String,
    pub(super) value: String,
    pub(super) last: String,
    pub(super) nature: Option<String>,
    pub(super) note: String,
    pub(super) mark: Option<String>,
    pub(super) remarks: Vec<Said>,
    pub(super) talk: Talk,
}

#[derive(Deserialize)]
pub(super) struct Which {
    ban: Option<i32>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> PageResult {
    let report = report_id(&staff, &id)?;
    let view = app::report::view(&staff.ctx, report, which.ban)
        .await
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let l = staff.layout(view.round.title.clone());
    let r = describe(&l, &view).cited(&staff, &l).await?;
    page(&ShowPage { l, r })
}

/// Makes a version ready to be shown.
pub(super) fn describe(l: &Layout, v: &ReportView) -> Report {
    let o = &v.obligation;
    let by = v.round.dates.due_by;
    Report {
        id: o.id.to_string(),
        unit: v.unit.name.clone(),
        period: period(l, &v.round.period),
        state: v.state_code(),
        state_name: l
            .code_text("round.report_state", v.state_code())
            .into_owned(),
        signed: v.signed.as_ref().map(|s| signature(l, s)),
        timely: v.timely.map(|t| {
            let code = t.extended.code();
            (code, l.code_text("round.timely", code).into_owned())
        }),
        by_original: v.timely.filter(|t| t.original != t.extended).map(|t| {
            let text = l.code_text("round.timely", t.original.code());
            l.t1("report.by_original", "state", text)
        }),
        due: l.due(&o.due_on, by),
        extended: o.extended_due_on.as_ref().map(|d| l.due(d, by)),
        exempt_reason: o.exempt_reason.clone().unwrap_or_default(),
        paper: v.paper.as_ref().map(|p| paper(l, p)),
        takes_paper: v.takes_paper,
        taken_over: crate::page::unit::taken_over_lines(l, &v.taken_over),
        number: v.number,
        versions: versions(l, v),
        is_nil: v.is_nil,
        sections: sections(l, v),
        cells: cells(l, v),
        live: LiveTable::of(l, &v.live, o.unit),
        last_period: v
            .last_period
            .as_ref()
            .map_or_else(|| l.t("report.last_period").into_owned(), |p| period(l, p)),
        opens_form: v.opens_form,
        can_review: v.can_review,
        awaits_review: v.awaits_review,
        may_reopen: v.may_reopen,
        may_exempt: v.may_exempt,
        is_unsent: v.number == 0,
        cites: Cites::default(),
        files: files(&v.files),
        // To those who only read, a remark would look like a verdict.
        remarks: if v.can_review || v.opens_form {
            let told = v
                .remarks
                .iter()
                .filter(|r| r.code != "report.section_missing");
            told.map(|r| said_to_readers(l, r, &v.explanations, note_at(v, r)))
                .collect()
        } else {
            Vec::new()
        },
    }
}

/// What the unit noted beside the cell of a remark.
fn note_at<'a>(v: &'a ReportView, remark: &domain::report::Remark) -> &'a str {
    let Some((PlaceKind::Cell, code)) = &remark.place else {
        return "";
    };
    let cell = v.cells.iter().find(|c| c.def.code == *code);
    cell.and_then(|c| c.cell.note.as_deref()).unwrap_or("")
}

fn versions(l: &Layout, v: &ReportView) -> Vec<VersionRow> {
    v.versions
        .iter()
        .map(|line| VersionRow {
            number: line.number,
            is_shown: line.number == v.number,
            at: l.instant(&line.received_at),
            iso: l.iso(&line.received_at),
            by: line.signed_by.clone(),
            sent: (line.signed_at != line.received_at || line.sent_by.is_some()).then(|| {
                let sender = line.sent_by.as_ref().unwrap_or(&line.signed_by);
                let at = l.instant(&line.signed_at);
                l.t2("report.signed_and_sent", ("at", at), ("name", sender))
            }),
            late_reason: line.late_reason.clone(),
            seal: line.sha256[..12.min(line.sha256.len())].to_owned(),
            returned: line.returned.as_ref().map(|r| {
                let kind = l.code_text("report.return_kind", r.kind.code());
                format!("{} ({kind}): {}", line.returned_by, r.reason)
            }),
        })
        .collect()
}

fn sections(l: &Layout, v: &ReportView) -> Vec<SectionRow> {
    v.sections
        .iter()
        .map(|s| SectionRow {
            code: s.def.code.clone(),
            title: if l.locale == app::Locale::En {
                &s.def.title_en
            } else {
                &s.def.title
            }
            .clone(),
            text: s.text.trim().to_owned(),
            is_nil: s.is_nil,
            is_internal: s.def.is_internal,
            mark: s.mark.clone(),
            talk: talk_at(&v.threads, v.obligation.id, PlaceKind::Section, &s.def.code),
        })
        .collect()
}

fn cells(l: &Layout, v: &ReportView) -> Vec<CellRow> {
    v.cells
        .iter()
        .map(|c| CellRow {
            code: c.def.code.clone(),
            name: name_in_table(l, &c.def, |code| {
                let mut all = v.cells.iter().map(|c| &c.def);
                all.find(|def| def.code == code)
            }),
            measure: c.def.measure.clone(),
            value: value(l, &c.def, &c.cell),
            last: last_value(l, &c.def, c.last.as_ref(), c.is_incomparable),
            nature: (c.cell.nature != domain::indicator::Nature::Official).then(|| {
                l.code_text("report.nature", c.cell.nature.code())
                    .into_owned()
            }),
            note: c.cell.note.clone().unwrap_or_default(),
            mark: c.mark.clone(),
            talk: talk_at(&v.threads, v.obligation.id, PlaceKind::Cell, &c.def.code),
            remarks: if v.can_review {
                c.remarks
                    .iter()
                    .map(|r| said_to_readers(l, r, &v.explanations, note_at(v, r)))
                    .collect()
            } else {
                Vec::new()
            },
        })
        .collect()
}
