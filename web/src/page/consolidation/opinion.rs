//! The office's page of opinions: asking, what was said, the answers.

use super::round_id;
use super::whom::{self, Choice};
use crate::cite::Cites;
use crate::input::read_opt_time;
use crate::page::pager::Pager;
use crate::page::pick::is_looking;
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::consolidation::{self, AnswerOpinion, AskOpinion, Overview};
use app::{AppError, FieldError};
use axum::extract::{Path, Query};
use domain::consolidation::{OpinionAnswer, WindowState};
use domain::id::RoundId;
use jiff::Timestamp;
use serde::Deserialize;

/// Opinions on one page: each has a form for its answer.
const OPINIONS: usize = 15;

#[derive(askama::Template)]
#[template(path = "consolidation/opinions.html")]
struct OpinionsPage {
    l: Layout,
    form: FormState,
    id: String,
    version: i32,
    may_answer: bool,
    is_open: bool,
    /// The form that asks, for those who may ask now.
    whom: Option<Choice>,
    /// Whether somebody is choosing: then there is nothing else on the page.
    is_choosing: bool,
    rounds: Vec<Asked>,
    pager: Pager,
}

struct Asked {
    title: String,
    window: String,
    state: &'static str,
    said: Vec<Said>,
    number: i32,
    /// How many were asked, and how many of them have not answered.
    asked: String,
    /// Those of the page of names that is shown: the name, and whether it has
    /// answered.
    units: Vec<(String, bool)>,
    /// Whether a page of names was asked for.
    is_turned: bool,
    names: Pager,
}

struct Said {
    id: String,
    version: i32,
    unit: String,
    place: String,
    /// The paragraph it is about, as HTML.
    about: String,
    text: String,
    answer: &'static str,
    answer_text: String,
    is_open: bool,
    field: String,
}

/// Names of units that were asked on one page; every round lists its own.
const NAMES: usize = 50;

/// Which page of opinions, and of the names of which round.
#[derive(Default, Clone, Copy, Deserialize)]
pub(super) struct Which {
    trang: Option<usize>,
    dot: Option<i32>,
    ten: Option<usize>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let form = FormState::fresh(&usual_window(&staff, id).await?);
    page(&build(&staff, id, (which, false), form).await?)
}

/// The window that the form proposes: from today until the day of the regime's rule,
/// where it has one, else for three days.
async fn usual_window(
    staff: &Staff,
    round: RoundId,
) -> Result<[(&'static str, String); 4], PageError> {
    let today = staff.ctx.today();
    let day = |d: jiff::civil::Date| d.strftime("%d/%m/%Y").to_string();
    let due = consolidation::opinions_due(&staff.ctx, round).await;
    let due = due.map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let last = due.unwrap_or_else(|| today.saturating_add(jiff::ToSpan::days(3)));
    Ok([
        ("opens_on", day(today)),
        ("opens_time", "00:00".into()),
        ("closes_on", day(last)),
        ("closes_time", "17:00".into()),
    ])
}

pub(super) async fn act(
    staff: Staff,
    Path((id, verb)): Path<(String, String)>,
    mut fields: Fields,
) -> PageResult {
    let locale = staff.ctx.locale;
    let id = round_id(&id).map_err(|e| PageError::new(e, locale))?;
    let said_at = fields.get("trang_y_kien").parse().ok();
    if verb == "hoi" && is_looking(&fields) {
        let form = FormState::refused(fields, &[], locale);
        return page(&build(&staff, id, (Which::default(), true), form).await?);
    }
    let mut errors = match try_act(&staff, id, &verb, &fields).await {
        Ok(flash) => {
            let page = said_at.map_or_else(String::new, |n: usize| format!("?trang={n}"));
            return done(&format!("/tong-hop/{id}/y-kien{page}"), flash);
        }
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict) => vec![FieldError::form("conflict")],
        Err(other) => return Err(PageError::new(other, locale)),
    };
    if verb == "tra-loi" {
        // Each opinion has a field of its own on the page.
        for error in errors.iter_mut().filter(|e| e.field == "text") {
            error.field = format!("text-{}", fields.get("opinion"));
        }
    }
    if verb != "hoi" {
        for (name, value) in usual_window(&staff, id).await? {
            fields.set(name, value);
        }
    }
    let form = FormState::refused(fields, &errors, locale);
    let which = Which {
        trang: said_at,
        ..Which::default()
    };
    refused(&build(&staff, id, (which, verb == "hoi"), form).await?)
}

async fn try_act(
    staff: &Staff,
    round: RoundId,
    verb: &str,
    fields: &Fields,
) -> Result<&'static str, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let version = || {
        let version = fields.get("version").parse::<i32>();
        version.map_err(|_| AppError::Conflict)
    };
    match verb {
        "hoi" => {
            let mut errors = Vec::new();
            let opens_at = moment(fields, "opens", &mut errors);
            let closes_at = moment(fields, "closes", &mut errors);
            let askables = consolidation::askables(&staff.ctx, round).await?;
            let units = match askables.chosen(&whom::whom(fields)) {
                Ok(units) => units,
                Err(AppError::Invalid(wrong)) => {
                    errors.extend(wrong);
                    Vec::new()
                }
                Err(other) => return Err(other),
            };
            app::error::all_valid(errors)?;
            let input = AskOpinion {
                round,
                version: version()?,
                units,
                opens_at: opens_at.unwrap_or_default(),
                closes_at: closes_at.unwrap_or_default(),
            };
            consolidation::ask_opinion(&staff.ctx, input).await?;
            Ok("consolidation.asked")
        }
        "dong" => {
            consolidation::close_opinion(&staff.ctx, round).await?;
            Ok("consolidation.closed")
        }
        "tra-loi" => {
            let answer = OpinionAnswer::from_code(fields.get("answer"));
            let input = AnswerOpinion {
                opinion: fields
                    .get("opinion")
                    .parse()
                    .map_err(|_| AppError::NotFound)?,
                answer: answer.unwrap_or(OpinionAnswer::Open),
                text: fields.get("text").to_owned(),
                version: version()?,
            };
            consolidation::answer_opinion(&staff.ctx, round, input).await?;
            Ok("consolidation.answered")
        }
        _ => Err(AppError::NotFound),
    }
}

/// A day and a time of the clock in Viet Nam.
fn moment(fields: &Fields, name: &str, errors: &mut Vec<FieldError>) -> Option<Timestamp> {
    let (day_field, time_field) = (format!("{name}_on"), format!("{name}_time"));
    let day = crate::input::read_day(fields.get(&day_field));
    let time = read_opt_time(fields.get(&time_field)).ok().flatten();
    if day.is_none() {
        errors.push(FieldError::new(day_field, "consolidation.date_form"));
    }
    if time.is_none() {
        errors.push(FieldError::new(time_field, "consolidation.time_form"));
    }
    let at = day?.to_datetime(time?);
    domain::calendar::VIETNAM.to_timestamp(at).ok()
}

async fn build(
    staff: &Staff,
    id: RoundId,
    (which, is_choosing): (Which, bool),
    form: FormState,
) -> Result<OpinionsPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let overview: Overview = consolidation::overview(&staff.ctx, id)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1(
        "consolidation.opinion.title",
        "title",
        &overview.round.title,
    );
    let now = staff.ctx.now();
    // The opinions of all rounds are cut into pages together, newest round first.
    let all = overview
        .opinions
        .iter()
        .map(|(_, said, _)| said.len())
        .sum();
    let pager = Pager::of(&l, OPINIONS, all, which.trang, |page| {
        format!("/tong-hop/{id}/y-kien?trang={page}")
    });
    let mut at = 0;
    let mut rounds: Vec<Asked> = Vec::new();
    for (asked, said, units) in &overview.opinions {
        let here = pager.part(at, said);
        at += said.len();
        if here.is_empty() && !said.is_empty() {
            continue;
        }
        let number = asked.number;
        let is_turned = which.dot == Some(number);
        let names = Pager::of(
            &l,
            NAMES,
            units.len(),
            which.ten.filter(|_| is_turned),
            |page| format!("/tong-hop/{id}/y-kien?dot={number}&ten={page}#hoi-{number}"),
        );
        let awaited = units.iter().filter(|u| u.opinions == 0).count();
        rounds.push(Asked {
            number,
            is_turned,
            asked: l.t2(
                "consolidation.opinion.asked_units",
                ("n", units.len()),
                ("awaited", awaited),
            ),
            units: names
                .lines(units)
                .iter()
                .map(|u| (u.unit.clone(), u.opinions > 0))
                .collect(),
            names,
            title: l.t1("consolidation.opinion.round", "n", asked.number),
            window: format!(
                "{} – {}",
                l.instant(&asked.window.opens_at),
                l.instant(&asked.window.closes_at)
            ),
            state: asked.window.state(now).code(),
            said: here.iter().map(|o| said_line(&l, o)).collect(),
        });
    }
    let is_open = overview
        .opinions
        .iter()
        .any(|(asked, ..)| asked.window.state(now) != WindowState::Closed);
    let is_draft = matches!(
        overview.stage,
        domain::consolidation::Stage::Draft | domain::consolidation::Stage::Opinion
    );
    let whom = if overview.may_freeze && is_draft && !is_open {
        let askables = consolidation::askables(&staff.ctx, id)
            .await
            .map_err(fail)?;
        Some(Choice::of(&l, &askables, &form))
    } else {
        None
    };
    Ok(OpinionsPage {
        id: id.to_string(),
        version: overview.version,
        may_answer: overview.may_freeze && is_draft,
        is_open: is_open && overview.may_freeze,
        is_choosing: is_choosing && whom.is_some(),
        whom,
        rounds,
        pager,
        form,
        l,
    })
}

fn said_line(l: &Layout, line: &consolidation::OpinionLine) -> Said {
    let opinion = &line.opinion;
    Said {
        id: opinion.id.to_string(),
        version: opinion.version,
        unit: line.unit.clone(),
        place: place(l, &opinion.section, opinion.paragraph),
        about: Cites::default().prose(line.about.as_deref().unwrap_or_default(), 4),
        text: opinion.text.clone(),
        answer: opinion.answer.code(),
        answer_text: opinion.answer_text.clone(),
        is_open: opinion.answer == OpinionAnswer::Open,
        field: format!("text-{}", opinion.id),
    }
}

/// "Mục I.1, đoạn 2".
pub(super) fn place(l: &Layout, section: &str, paragraph: i32) -> String {
    match (section, paragraph) {
        ("", _) => l.t("consolidation.opinion.whole").into_owned(),
        (section, 0) => l.t1("consolidation.opinion.section", "section", section),
        (section, n) => l.t2(
            "consolidation.opinion.paragraph",
            ("section", section),
            ("n", n),
        ),
    }
}
