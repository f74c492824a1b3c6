//! Regimes: the list, one regime with its versions, and the designer, one page
//! per part of the draft. Not here: rules and defects (`domain::regime`).

mod checks;
mod checks_rows;
mod coming;
mod general;
mod indicator_form;
mod indicators;
mod ladder;
mod link;
mod list;
mod outline;
mod publish;
mod rule;
mod show;
mod times;
mod version;
mod who;

use crate::page::{done, refused};
use crate::state::Web;
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff};
use app::{AppError, FieldError};
use axum::Router;
use axum::routing::{get, post};
use domain::field::Field;
use domain::period::PeriodKind;
use domain::regime::{RegimeBody, UnitRule};
use domain::unit::{Tier, UnitKind};

/// Routes of regimes.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/che-do", get(list::show).post(list::begin))
        .route("/che-do/{code}", get(show::show))
        .route("/che-do/{code}/soan", post(show::start))
        .route(
            "/che-do/{code}/chung",
            get(general::show).post(general::submit),
        )
        .route("/che-do/{code}/doi-tuong", get(who::show).post(who::submit))
        .route(
            "/che-do/{code}/thoi-han",
            get(times::show).post(times::submit),
        )
        .route(
            "/che-do/{code}/de-cuong",
            get(outline::show).post(outline::submit),
        )
        .route(
            "/che-do/{code}/chi-tieu",
            get(indicators::show).post(indicators::submit),
        )
        .route(
            "/che-do/{code}/kiem-tra",
            get(checks::show).post(checks::submit),
        )
        .route("/che-do/{code}/ban/{so}", get(version::show))
        .route(
            "/che-do/{code}/nhac-hen",
            get(ladder::show).post(ladder::submit),
        )
        .route(
            "/che-do/{code}/ban-hanh",
            get(publish::show).post(publish::submit),
        )
}

/// The parts of a draft: path and text.
const PARTS: [(&str, &str); 8] = [
    ("chung", "regime.part.general"),
    ("doi-tuong", "regime.part.who"),
    ("thoi-han", "regime.part.times"),
    ("de-cuong", "regime.part.outline"),
    ("chi-tieu", "regime.part.indicators"),
    ("kiem-tra", "regime.part.checks"),
    ("nhac-hen", "regime.part.ladder"),
    ("ban-hanh", "regime.part.publish"),
];

/// What every page of the designer shows.
struct Frame {
    code: String,
    part: &'static str,
    version: i32,
    tabs: Vec<(String, String, bool)>,
}

/// A choice in a form: value and text.
type Choices = Vec<(String, String)>;

/// The draft with its regime, as pages need it.
struct Desk {
    code: String,
    name: String,
    version: i32,
    body: RegimeBody,
}

impl Desk {
    /// The draft of a regime, for those who may design it.
    async fn load(staff: &Staff, code: &str) -> Result<Self, PageError> {
        let fail = |e| PageError::new(e, staff.ctx.locale);
        let view = app::regime::view(&staff.ctx, code).await.map_err(fail)?;
        let may = app::regime::may_design(&staff.ctx, &view.regime)
            .await
            .map_err(fail)?;
        let draft = view.draft.filter(|_| may);
        let draft = draft.ok_or_else(|| fail(AppError::NotFound))?;
        Ok(Self {
            code: view.regime.code,
            name: view.regime.name,
            version: draft.version,
            body: draft.body,
        })
    }

    /// Frame and layout of a part.
    fn frame(&self, staff: &Staff, part: &'static str) -> (Layout, Frame) {
        let mut l = staff.layout("");
        let title = PARTS.iter().find(|p| p.0 == part).map_or("", |p| p.1);
        l.title = format!("{} – {}", self.name, l.t(title));
        let tabs = PARTS
            .iter()
            .map(|(path, key)| {
                let href = format!("/che-do/{}/{path}", self.code);
                (href, l.t(key).into_owned(), *path == part)
            })
            .collect();
        let frame = Frame {
            code: self.code.clone(),
            part,
            version: self.version,
            tabs,
        };
        (l, frame)
    }

    /// Saves a changed body. The version is the one the form was made with.
    async fn save(
        &self,
        staff: &Staff,
        fields: &Fields,
        body: RegimeBody,
        part: &str,
    ) -> Result<(), AppError> {
        if !staff.owns(fields) {
            return Err(AppError::refused("form_token"));
        }
        let version = fields.get("version").parse();
        let version = version.map_err(|_| AppError::Conflict)?;
        app::regime::save_draft(&staff.ctx, &self.code, version, body, part).await
    }

    /// Saves the body that a form of a part makes and goes on; what is refused
    /// comes back as the page that `again` builds, with everything typed.
    async fn keep<P: askama::Template>(
        &self,
        staff: &Staff,
        (part, fields): (&'static str, Fields),
        body: Result<RegimeBody, Vec<FieldError>>,
        again: impl FnOnce(FormState) -> P,
    ) -> PageResult {
        let result = match body {
            Ok(body) => self.save(staff, &fields, body, part).await,
            Err(errors) => Err(AppError::Invalid(errors)),
        };
        // A long part is saved from page to page.
        let to = match fields.get("den").parse::<usize>() {
            Ok(page) => format!("{}?trang={page}", self.path(part)),
            Err(_) => self.path(part),
        };
        match result {
            Ok(()) => done(&to, "regime.saved"),
            Err(AppError::Invalid(errors)) => refused(&again(FormState::refused(
                fields,
                &errors,
                staff.ctx.locale,
            ))),
            Err(other) => Err(PageError::new(other, staff.ctx.locale)),
        }
    }

    fn path(&self, part: &str) -> String {
        format!("/che-do/{}/{part}", self.code)
    }
}

fn kinds_of_period(l: &Layout) -> Choices {
    PeriodKind::ALL
        .iter()
        .map(|k| {
            let text = l.code_text("round.kind", k.code());
            (k.code().to_owned(), text.into_owned())
        })
        .collect()
}

fn kinds_of_unit(l: &Layout) -> Choices {
    codes(l, "unit.kind", UnitKind::ALL.iter().map(|k| k.code()))
}

fn tiers(l: &Layout) -> Choices {
    codes(l, "regime.tier", Tier::ALL.iter().map(|t| t.code()))
}

/// Kinds, tiers and groups of a rule in words, without those that do not limit.
fn reporters(l: &Layout, rule: &UnitRule) -> Vec<String> {
    let words = |prefix: &str, codes: Vec<&str>| {
        let names: Vec<_> = codes.iter().map(|c| l.code_text(prefix, c)).collect();
        names.join(", ")
    };
    let mut who = vec![
        words("unit.kind", rule.kinds.iter().map(|k| k.code()).collect()),
        words("regime.tier", rule.tiers.iter().map(|t| t.code()).collect()),
        rule.groups.join(", "),
    ];
    who.retain(|w| !w.is_empty());
    who
}

fn field_name(l: &Layout, field: Field) -> &'static str {
    match l.locale {
        app::Locale::Vi => field.name_vi(),
        app::Locale::En => field.name_en(),
    }
}

fn fields_of_work(l: &Layout) -> Choices {
    Field::ALL
        .iter()
        .map(|f| (f.code().to_owned(), field_name(l, *f).to_owned()))
        .collect()
}

async fn groups(staff: &Staff) -> Result<Choices, PageError> {
    let groups = app::group::list(&staff.ctx).await;
    let groups = groups.map_err(|e| PageError::new(e, staff.ctx.locale))?;
    Ok(groups
        .into_iter()
        .map(|g| (g.group.code, g.group.name))
        .collect())
}

/// Choices from codes with their texts.
fn codes<'a>(l: &Layout, prefix: &str, codes: impl Iterator<Item = &'a str>) -> Choices {
    codes
        .map(|code| (code.to_owned(), l.code_text(prefix, code).into_owned()))
        .collect()
}
