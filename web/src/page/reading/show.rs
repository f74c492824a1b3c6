//! One text: source and facts side by side, to be accepted, corrected or
//! dropped. Before it is read, where it stands; once decided, what was stored.

use super::facts::{Groups, groups, indicator_names, unit_names};
use super::meeting::choice;
use super::parse::{ADDABLE, accepted};
use super::parts::{Parts, add_row};
use super::prefill::{own_title, prefill};
use super::remarks::{self, RemarkLine};
use super::source::{Piece, pieces};
use super::stored::{StoredLines, stored_lines};
use super::wait::wait;
use super::ways::{TaskWay, of_tasks};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::AppError;
use app::reading::{HeldOn, Standing, Suggestions, Waiting};
use axum::extract::{Path, Query};
use domain::id::ReadingId;

#[derive(askama::Template)]
#[template(path = "reading/show.html")]
struct ReadingPage {
    l: Layout,
    form: FormState,
    id: String,
    is_waiting: bool,
    state: String,
    tag: &'static str,
    conference: Option<String>,
    /// Of a text that is decided: the next one that waits.
    next: Option<String>,
    /// Conferences of the day: to choose from where there are any.
    meetings: Vec<(String, String)>,
    meeting_hint: String,
    /// The headline, where the field has another name.
    headline: String,
    source: Vec<Piece>,
    g: Groups,
    kinds: Vec<(String, String)>,
    period_kinds: Vec<(String, String)>,
    review_kinds: Vec<(String, String)>,
    review_states: Vec<(String, String)>,
    units: Vec<String>,
    indicators: Vec<String>,
    findings: Vec<RemarkLine>,
    /// Ways of tasks to where lead unit and due day are told.
    ways: Vec<TaskWay>,
    stored: Option<StoredLines>,
    /// The part that is shown, from 1, and how many there are.
    part: usize,
    parts: usize,
    numbers: Vec<usize>,
    part_of: String,
    is_last_part: bool,
    /// Hidden fields: what was changed on other parts.
    carried: Vec<(String, String)>,
    wrong: Vec<WrongLine>,
}

/// An error of a form in parts: a way to its field, or to its part.
struct WrongLine {
    field: String,
    text: String,
    part: Option<usize>,
}

/// A text opened for the page, with everything that does not depend on what was
/// typed.
struct Opened {
    waiting: Waiting,
    proposed: Suggestions,
    /// Conferences of the office on the day that was read.
    same_day: Vec<HeldOn>,
    /// The form as the program fills it.
    prefilled: FormState,
    units: Vec<String>,
    indicators: Vec<String>,
    parts: Parts,
    is_waiting: bool,
    stored: Option<StoredLines>,
}

/// Which part of a long text is asked for.
#[derive(serde::Deserialize)]
pub(super) struct Asked {
    /// Its number, from 1.
    phan: Option<String>,
    /// Or the fact that it has, by its anchor.
    noi: Option<String>,
    /// Which page of what was stored, from 1.
    luu: Option<String>,
}

fn options(l: &Layout, prefix: &str, codes: &[&str]) -> Vec<(String, String)> {
    codes
        .iter()
        .map(|code| ((*code).to_owned(), l.code_text(prefix, code).into_owned()))
        .collect()
}

/// Opens a text; of what was stored of it the page `kept`.
async fn open(staff: &Staff, waiting: Waiting, kept: Option<usize>) -> Result<Opened, PageError> {
    let l = staff.layout(String::new());
    let proposed = app::reading::suggest(&staff.ctx, &waiting).await?;
    let tree = staff.ctx.tree().await?;
    let is_waiting = waiting.reading.state.code() == "waiting";
    let (units, indicators) = if is_waiting {
        (unit_names(staff).await?, indicator_names(&l))
    } else {
        (Vec::new(), Vec::new())
    };
    let mut same_day = Vec::new();
    if is_waiting {
        let (office, day) = (waiting.reading.office, waiting.facts.event_date);
        same_day = app::reading::same_day(&staff.ctx, office, day).await?;
    }
    let lists = units.iter().chain(&indicators).map(|n| n.len() + 28).sum();
    let id = waiting.reading.id;
    let stored = app::reading::stored(&staff.ctx, id).await?.map(|s| {
        let href = |page: usize| format!("/nhap-van-ban/{id}?luu={page}#h-facts");
        stored_lines(&l, &s, kept, href, |_| String::new())
    });
    let weight = stored.as_ref().map_or(0, |s| s.weight);
    Ok(Opened {
        prefilled: prefill(&l, &waiting, &proposed, &same_day, &tree),
        parts: Parts::of(&waiting, is_waiting, lists, weight),
        stored,
        waiting,
        proposed,
        same_day,
        units,
        indicators,
        is_waiting,
    })
}

async fn build(
    staff: &Staff,
    opened: Opened,
    form: Option<FormState>,
) -> Result<ReadingPage, PageError> {
    let Opened {
        waiting,
        proposed,
        same_day,
        prefilled,
        units,
        indicators,
        parts,
        is_waiting,
        stored,
    } = opened;
    let l = staff.layout(waiting.reading.file_name.clone());
    let state = waiting.reading.state.code();
    let form = form.unwrap_or_else(|| prefilled.clone());
    let told = remarks::read(&l, &waiting);
    let mut places = remarks::ways(&l, &told, &parts);
    let mut task_ways = Vec::new();
    if is_waiting {
        // A text that is decided has no fields to which they belong.
        let (links, told_of) = of_tasks(&l, &waiting, &parts);
        task_ways = links;
        places.extend(told_of);
    }
    let next = match is_waiting {
        true => None,
        false => app::reading::next_waiting(&staff.ctx, Some(waiting.reading.office)).await?,
    };
    let meeting = choice(staff, &l, &waiting, &form, same_day).await?;
    let g = groups(&l, &waiting, &proposed, &form, &parts);
    let source = {
        let keys = g.keys(parts.current == 0);
        pieces(&l, &waiting, &parts.stretch(), &places, &keys)
    };
    Ok(ReadingPage {
        id: waiting.reading.id.to_string(),
        is_waiting,
        state: l.code_text("reading.state", state).into_owned(),
        tag: match state {
            "waiting" => "warn",
            "confirmed" => "ok",
            _ => "muted",
        },
        conference: waiting.reading.conference.map(|c| c.to_string()),
        headline: own_title(&waiting.facts)
            .and(waiting.facts.title.as_ref())
            .map(|title| l.t1("reading.headline", "title", title))
            .unwrap_or_default(),
        next: next.map(|id| id.to_string()),
        meetings: meeting.options,
        meeting_hint: meeting.hint,
        source,
        g,
        kinds: options(
            &l,
            "reading.kind",
            &[
                "giao_ban",
                "so_ket",
                "tong_ket",
                "trien_khai",
                "tap_huan",
                "khac",
            ],
        ),
        period_kinds: options(
            &l,
            "reading.period",
            &[
                "month",
                "quarter",
                "half",
                "nine_months",
                "year",
                "school_year",
                "semester",
                "term",
            ],
        ),
        review_kinds: options(&l, "directive.review", &["so_ket", "tong_ket"]),
        review_states: options(&l, "directive.review_state", &["planned", "done"]),
        units,
        indicators,
        findings: remarks::lines(&l, &told, &parts),
        ways: task_ways,
        stored,
        part: parts.current + 1,
        parts: parts.count(),
        numbers: (1..=parts.count()).collect(),
        part_of: l.t2(
            "reading.part_of",
            ("n", parts.current + 1),
            ("all", parts.count()),
        ),
        is_last_part: parts.is_last(),
        carried: parts.carried(&form, prefilled.fields(), &waiting.facts),
        wrong: form
            .said()
            .iter()
            .map(|said| WrongLine {
                part: parts.elsewhere(&form, &waiting.facts, &said.field),
                field: said.field.clone(),
                text: said.text.clone(),
            })
            .collect(),
        l,
        form,
    })
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let line = app::reading::find_line(&staff.ctx, id).await?;
    if matches!(
        line.standing,
        Standing::Queued | Standing::Reading | Standing::Refused
    ) {
        return wait(&staff, &line);
    }
    let waiting = app::reading::show(&staff.ctx, id).await?;
    let kept = asked.luu.as_ref().and_then(|page| page.parse().ok());
    let mut opened = open(&staff, waiting, kept).await?;
    if let Some(number) = &asked.phan {
        opened.parts.turn(number);
    }
    if let Some(fact) = &asked.noi {
        opened.parts.turn_to(fact);
    }
    page(&build(&staff, opened, None).await?)
}

pub(super) async fn confirm(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id: ReadingId = id.parse().map_err(|_| AppError::NotFound)?;
    let locale = staff.ctx.locale;
    let fail = |e| PageError::new(e, locale);
    let waiting = app::reading::show(&staff.ctx, id).await.map_err(fail)?;
    let mut opened = open(&staff, waiting, None).await?;
    let (owns, to) = (staff.owns(&fields), fields.get("den").to_owned());
    opened.parts.turn(fields.get("phan"));
    let facts = &opened.waiting.facts;
    let mut fields = opened.parts.whole(fields, opened.prefilled.fields(), facts);
    let asked = fields.get("them").to_owned();
    if owns && (!asked.is_empty() || !to.is_empty()) {
        // One more row, or another part: nothing is stored, nothing is lost.
        if let Some(group) = ADDABLE.into_iter().find(|g| *g == asked) {
            add_row(&mut fields, group, opened.parts.current);
        } else {
            opened.parts.turn(&to);
        }
        let form = FormState::refused(fields, &[], locale);
        return page(&build(&staff, opened, Some(form)).await?);
    }
    let result = if owns {
        let tree = staff.ctx.tree().await?;
        let accepted = accepted(&fields, facts, &tree);
        app::reading::confirm(&staff.ctx, id, accepted).await
    } else {
        Err(AppError::refused("form_token"))
    };
    match result {
        Ok(_) => done(&format!("/nhap-van-ban/{id}"), "reading.confirmed"),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, locale);
            show_wrong(&mut opened, &form);
            refused(&build(&staff, opened, Some(form)).await?)
        }
        Err(other) => Err(fail(other)),
    }
}

/// Turns to the first part on which something is wrong, if this one has nothing.
fn show_wrong(opened: &mut Opened, form: &FormState) {
    let wrong: Vec<Option<usize>> = form
        .said()
        .iter()
        .map(|said| {
            opened
                .parts
                .elsewhere(form, &opened.waiting.facts, &said.field)
        })
        .collect();
    if let (true, Some(Some(part))) = (wrong.iter().all(Option::is_some), wrong.first()) {
        opened.parts.turn(&part.to_string());
    }
}

pub(super) async fn drop_it(staff: Staff, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id: ReadingId = id.parse().map_err(|_| AppError::NotFound)?;
    if !staff.owns(&fields) {
        return Err(PageError::new(
            AppError::refused("form_token"),
            staff.ctx.locale,
        ));
    }
    app::reading::drop_reading(&staff.ctx, id, fields.get("version").parse().unwrap_or(0)).await?;
    done("/nhap-van-ban", "reading.dropped")
}
