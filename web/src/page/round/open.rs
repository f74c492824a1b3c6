//! Opening a round: form, preview on the same page, and the act. A preview has an
//! address of its own with everything typed in it, so that its pages of units can
//! be turned, reloaded and passed on.

use crate::page::pager::{LINES, Pager};
use crate::page::{done, page, refused};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::round::{OpenRound, RoundPreview, Target};
use app::{AppError, FieldError};
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Redirect};
use domain::account::Right;
use domain::calendar::{Severity, YearDoubt};
use domain::period::{Period, PeriodError, PeriodKind, Scheme};
use domain::round::{DateChoice, TierDates};
use domain::text::fold;
use jiff::civil::Date;

#[derive(askama::Template)]
#[template(path = "round/open.html")]
struct OpenPage {
    l: Layout,
    form: FormState,
    regimes: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    preview: Option<Shown>,
}

/// A preview in words.
struct Shown {
    title: String,
    regime: String,
    dates: Vec<(String, String)>,
    findings: Vec<(String, bool)>,
    reference: String,
    count: usize,
    gaps: Option<String>,
    targets: Vec<(String, Vec<String>)>,
    place: Option<String>,
    before: Option<String>,
    after: Option<String>,
    is_long: bool,
    may_open: bool,
}

pub(super) async fn show(staff: Staff, RawQuery(query): RawQuery) -> PageResult {
    staff
        .ctx
        .require_any(Right::OpenRound)
        .map_err(|e| PageError::new(e, staff.ctx.locale))?;
    let typed = Fields::decode(query.unwrap_or_default().as_bytes());
    if typed.has("kind") {
        let found = preview(&staff, &typed).await;
        return answer(&staff, typed, found.map(|(_, preview)| preview)).await;
    }
    let year = staff.ctx.today().year().to_string();
    let form = FormState::fresh(&[("year", year), ("index", "1".into())]);
    page(&build(&staff, form, None).await?)
}

pub(super) async fn submit(staff: Staff, fields: Fields) -> PageResult {
    match act(&staff, &fields).await {
        Ok(Answer::Opened(to)) => done(&to, "round.opened"),
        Ok(Answer::Previewed(preview)) if preview.errors.is_empty() => {
            Ok(Redirect::to(&format!("/ky/moi?{}", fields.query())).into_response())
        }
        Ok(Answer::Previewed(preview)) => answer(&staff, fields, Ok(*preview)).await,
        Err(error) => answer(&staff, fields, Err(error)).await,
    }
}

/// The form with what would be opened, or with everything against it.
async fn answer(staff: &Staff, typed: Fields, found: Result<RoundPreview, AppError>) -> PageResult {
    let locale = staff.ctx.locale;
    let (errors, preview) = match found {
        Ok(preview) => (preview.errors.clone(), Some(preview)),
        Err(AppError::Invalid(errors)) => (errors, None),
        Err(other) => return Err(PageError::new(other, locale)),
    };
    let form = FormState::refused(typed, &errors, locale);
    let shown = build(staff, form, preview).await?;
    if errors.is_empty() {
        page(&shown)
    } else {
        refused(&shown)
    }
}

enum Answer {
    Opened(String),
    Previewed(Box<RoundPreview>),
}

async fn preview(staff: &Staff, fields: &Fields) -> Result<(OpenRound, RoundPreview), AppError> {
    let scheme = app::regime::scheme_of(&staff.ctx, fields.get("regime")).await?;
    let input = read(fields, scheme)?;
    let preview = app::round::preview(&staff.ctx, &input).await?;
    Ok((input, preview))
}

async fn act(staff: &Staff, fields: &Fields) -> Result<Answer, AppError> {
    if !staff.owns(fields) {
        return Err(AppError::refused("form_token"));
    }
    let (input, preview) = preview(staff, fields).await?;
    if fields.get("step") != "open" || !preview.errors.is_empty() {
        return Ok(Answer::Previewed(Box::new(preview)));
    }
    let id = app::round::open(&staff.ctx, &input).await?;
    Ok(Answer::Opened(format!("/ky/{id}")))
}

/// The period from the fields that its kind needs: a day, two days, or year and
/// number. The scheme is the regime's.
fn read_period(
    fields: &Fields,
    kind: PeriodKind,
    scheme: Scheme,
    errors: &mut Vec<FieldError>,
) -> Option<Period> {
    let mut date = |name: &'static str| {
        let day = fields.get(name).trim().parse::<Date>();
        if day.is_err() {
            errors.push(FieldError::new(name, "round.date_form"));
        }
        day.ok()
    };
    let (field, period) = match kind {
        PeriodKind::Day => ("from", Period::day(date("from")?)),
        PeriodKind::OneOff => {
            let (from, to) = (date("from"), date("to"));
            ("to", Period::custom(from?, to?))
        }
        kind => {
            let year = fields.get("year").trim().parse::<i16>();
            if year.is_err() {
                errors.push(FieldError::new("year", "period.year"));
            }
            // Only weeks, months and quarters are numbered.
            let index = match kind.per_year() {
                1 => Ok(1),
                _ => fields.get("index").trim().parse::<u8>(),
            };
            if index.is_err() {
                errors.push(FieldError::new("index", "period.index"));
            }
            let (year, index) = (year.ok()?, index.ok()?);
            ("index", Period::new(scheme, kind, year, index))
        }
    };
    let refused = |e: PeriodError| {
        // Told where it was typed: kind and year have fields of their own.
        let at = match e {
            PeriodError::NotInScheme => "kind",
            PeriodError::Year if field == "index" => "year",
            _ => field,
        };
        errors.push(FieldError::new(at, e.code()));
    };
    period.map_err(refused).ok()
}

fn read(fields: &Fields, scheme: Scheme) -> Result<OpenRound, AppError> {
    let mut errors = Vec::new();
    if fields.get("regime").is_empty() {
        errors.push(FieldError::new("regime", "required"));
    }
    let kind = PeriodKind::from_code(fields.get("kind"));
    if kind.is_none() {
        errors.push(FieldError::new("kind", "required"));
    }
    let mut date = |name: &'static str| match fields.get(name).trim() {
        "" => None,
        text => match text.parse::<Date>() {
            Ok(day) => Some(day),
            Err(_) => {
                errors.push(FieldError::new(name, "round.date_form"));
                None
            }
        },
    };
    let dates = DateChoice {
        closing_on: date("closing_on"),
        opens_on: date("opens_on"),
        units_due_on: date("units_due_on"),
        office_due_on: date("office_due_on"),
        tiers: TierDates {
            commune: date("due_commune"),
            district: None,
            province: date("due_province"),
            central: date("due_central"),
        },
    };
    let period = kind.and_then(|kind| read_period(fields, kind, scheme, &mut errors));
    app::error::all_valid(errors)?;
    Ok(OpenRound {
        regime: fields.get("regime").to_owned(),
        period: period.ok_or(AppError::NotFound)?,
        title: fields.get("title").to_owned(),
        area: None,
        dates,
        accept_gaps: fields.get("accept_gaps") == "1",
    })
}

async fn build(
    staff: &Staff,
    form: FormState,
    preview: Option<RoundPreview>,
) -> Result<OpenPage, PageError> {
    let l = staff.layout(staff.ctx_text("round.open.title"));
    let regimes = app::regime::list(&staff.ctx)
        .await?
        .into_iter()
        .map(|r| (r.code, r.name))
        .collect();
    let kinds = PeriodKind::ALL
        .iter()
        .map(|k| {
            (
                k.code().to_owned(),
                l.code_text("round.kind", k.code()).into_owned(),
            )
        })
        .collect();
    let preview = preview.map(|p| shown(&l, &p, form.fields()));
    Ok(OpenPage {
        l,
        form,
        regimes,
        kinds,
        preview,
    })
}

/// Years whose days off are not known or not all announced, in words.
pub(crate) fn doubts(l: &Layout, found: &[(i16, YearDoubt)]) -> Vec<String> {
    let word = |(year, doubt): &(i16, YearDoubt)| {
        l.t1(&format!("round.doubt.{}", doubt.code()), "year", year)
    };
    found.iter().map(word).collect()
}

/// The units that the search finds; first those for whom somebody is missing.
fn found<'a>(p: &'a RoundPreview, typed: &Fields) -> Vec<&'a Target> {
    let key = fold(typed.get("tim"));
    let is_found = |t: &&Target| fold(&t.name).contains(&key);
    let mut found: Vec<&Target> = p.targets.iter().filter(is_found).collect();
    found.sort_by_key(|t| !t.has_gap());
    found
}

fn shown(l: &Layout, p: &RoundPreview, typed: &Fields) -> Shown {
    let found = found(p, typed);
    // A new search, as a new preview, begins at its first page.
    let asked = typed.get("den").parse().ok();
    let pager = Pager::new(l, found.len(), asked, |page| page.to_string());
    let gaps = p.gaps().count();
    let day = |key: &str, on: &Date| (l.t(key).into_owned(), l.date(on));
    let due = |key: &str, on: &Date| (l.t(key).into_owned(), l.due(on, p.dates.due_by));
    Shown {
        title: p.title.clone(),
        regime: l.t2(
            "round.open.regime_version",
            ("name", &p.regime_name),
            ("number", p.regime_number),
        ),
        dates: vec![
            (
                l.t("round.open.window").into_owned(),
                l.t2(
                    "round.open.window_days",
                    ("from", l.date(&p.dates.data_from)),
                    ("to", l.date(&p.dates.closing_on)),
                ),
            ),
            day("round.date.opens_on", &p.dates.opens_on),
            day("round.date.closing_on", &p.dates.closing_on),
            due("round.date.units_due_on", &p.dates.units_due_on),
        ]
        .into_iter()
        .chain(p.dates.tiers.iter().map(|(tier, on)| {
            let name = l.code_text("regime.tier", tier.code());
            (
                l.t1("regime.times.tier", "tier", name),
                l.due(&on, p.dates.due_by),
            )
        }))
        .chain([due("round.date.office_due_on", &p.dates.office_due_on)])
        .collect(),
        findings: p
            .findings
            .iter()
            .map(|f| {
                (
                    l.code_text("round.finding", f.code.code()).into_owned(),
                    f.severity == Severity::Error,
                )
            })
            .chain(doubts(l, &p.doubts).into_iter().map(|text| (text, false)))
            .collect(),
        reference: l.t1("round.open.reference", "day", l.date(&p.reference_on)),
        count: p.targets.len(),
        gaps: (gaps > 0).then(|| l.t1("round.open.gap_count", "count", gaps)),
        is_long: p.targets.len() > LINES,
        targets: pager
            .lines(&found)
            .iter()
            .map(|t| {
                let mut gaps = Vec::new();
                if !t.has_reporter {
                    gaps.push(l.t("round.matrix.no_reporter").into_owned());
                }
                if !t.has_head {
                    gaps.push(l.t("round.matrix.no_head").into_owned());
                }
                (t.name.clone(), gaps)
            })
            .collect(),
        place: pager.place,
        before: pager.before,
        after: pager.after,
        may_open: p.errors.is_empty(),
    }
}
