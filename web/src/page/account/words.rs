//! What the pages of accounts share: posts in words, the fields of a new post,
//! days as typed.

use crate::page::choose::read_unit;
use crate::{Fields, Layout, Staff};
use app::account::NewPost;
use app::{AppError, FieldError};
use domain::account::{Post, Role};
use domain::unit::Tree;
use jiff::civil::Date;

/// A post as a row.
pub(super) struct PostRow {
    pub(super) id: String,
    pub(super) unit: String,
    pub(super) role: String,
    pub(super) title: String,
    pub(super) area: String,
    pub(super) from: String,
    pub(super) last_day: String,
    pub(super) holds: bool,
    /// Whether it holds or will hold, so that it can be ended.
    pub(super) is_open: bool,
}

pub(super) fn post_row(l: &Layout, tree: &Tree, today: Date, post: &Post) -> PostRow {
    let name = |unit| {
        let known = tree.known(unit);
        known.map_or_else(String::new, |u| u.short_name.clone())
    };
    PostRow {
        id: post.id.to_string(),
        unit: name(post.unit),
        role: role_words(l, tree, post),
        title: post.title.clone(),
        area: match post.area == post.unit {
            true => String::new(),
            false => name(post.area),
        },
        from: l.date(&post.from),
        last_day: l.opt_date(&post.until.and_then(|u| u.yesterday().ok())),
        holds: post.holds_on(today),
        is_open: post.until.is_none_or(|until| today < until),
    }
}

/// "Thủ trưởng đơn vị, có quyền biểu quyết, đại diện cho Sở Y tế".
pub(crate) fn role_words(l: &Layout, tree: &Tree, post: &Post) -> String {
    let mut words = l.code_text("role", post.role.code()).into_owned();
    if post.is_voting {
        words = format!("{words}, {}", l.t("account.is_voting"));
    }
    if let Some(body) = post.on_behalf_of.and_then(|body| tree.known(body)) {
        let whom = l.t1("account.stands_for", "unit", &body.short_name);
        words = format!("{words}, {whom}");
    }
    words
}

/// "Sở Y tế: Thủ trưởng đơn vị".
pub(super) fn post_words(l: &Layout, tree: &Tree, post: &Post) -> String {
    let unit = tree.known(post.unit);
    let unit = unit.map_or_else(String::new, |u| u.short_name.clone());
    format!("{unit}: {}", l.code_text("role", post.role.code()))
}

/// Codes and names of roles.
pub(super) fn role_choices(l: &Layout) -> Vec<(String, String)> {
    Role::ALL
        .iter()
        .map(|r| {
            let text = l.code_text("role", r.code()).into_owned();
            (r.code().to_owned(), text)
        })
        .collect()
}

/// The fields of a new post: unit, role, area, title, days.
pub(super) async fn read_post(staff: &Staff, fields: &Fields) -> Result<NewPost, AppError> {
    let tree = staff.ctx.tree().await?;
    let mut errors = Vec::new();
    let mut named = |name| match read_unit(name, &tree, |_| true, fields) {
        Ok(unit) => unit.map(|u| u.unit),
        Err(error) => {
            errors.push(error);
            None
        }
    };
    let (unit, area, on_behalf_of) = (named("unit"), named("area"), named("behalf"));
    if fields.get("unit").trim().is_empty() {
        errors.push(FieldError::new("unit", "required"));
    }
    let area = area.or(unit);
    let role = Role::from_code(fields.get("role"));
    if role.is_none() {
        errors.push(FieldError::new("role", "required"));
    }
    let from = read_day(fields, "from", &mut errors).unwrap_or(staff.ctx.today());
    let last_day = read_day(fields, "last_day", &mut errors);
    app::error::all_valid(errors)?;
    let (Some(unit), Some(area), Some(role)) = (unit, area, role) else {
        return Err(AppError::NotFound);
    };
    Ok(NewPost {
        unit,
        role,
        area,
        title: fields.get("title").to_owned(),
        is_voting: fields.get("voting") == "1",
        on_behalf_of,
        from,
        until: last_day.and_then(|d| d.tomorrow().ok()),
    })
}

/// A day as typed; `None` when the field is empty or wrong, which is told.
pub(super) fn read_day(fields: &Fields, name: &str, errors: &mut Vec<FieldError>) -> Option<Date> {
    let text = fields.get(name).trim();
    if text.is_empty() {
        return None;
    }
    let day = text.parse().ok();
    if day.is_none() {
        errors.push(FieldError::new(name, "round.date_form"));
    }
    day
}
