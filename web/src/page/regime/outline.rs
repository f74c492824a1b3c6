//! Part 4: the outline as a tree, moved about by buttons that post (element 9).

use super::rule::{read_reporters, unit_rule_pairs};
use super::{
    Choices, Desk, Frame, field_name, fields_of_work, groups, kinds_of_unit, reporters, tiers,
};
use crate::page::page;
use crate::{Fields, FormState, Layout, PageResult, Staff};
use app::FieldError;
use axum::extract::{Path, Query};
use domain::field::Field;
use domain::regime::{Move, RegimeBody, Section, move_section};
use domain::text::{clean_line, clean_text};
use serde::Deserialize;

const PART: &str = "de-cuong";

#[derive(askama::Template)]
#[template(path = "regime/outline.html")]
struct OutlinePage {
    l: Layout,
    frame: Frame,
    form: FormState,
    rows: Vec<Row>,
    /// Code of the section whose form is open; empty = a new one.
    open: String,
    fields: Choices,
    kinds: Choices,
    tiers: Choices,
    groups: Choices,
}

struct Row {
    code: String,
    title: String,
    level: u8,
    facts: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Choice {
    muc: Option<String>,
}

pub(super) async fn show(
    staff: Staff,
    Path(code): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let open = choice.muc.unwrap_or_default();
    let section = desk.body.outline.iter().find(|s| s.code == open);
    let form = FormState::filled(section.map(pairs).unwrap_or_default());
    let open = section.map_or_else(String::new, |s| s.code.clone());
    let groups = groups(&staff).await?;
    page(&build(&staff, &desk, form, (open, groups)))
}

pub(super) async fn submit(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let mut body = desk.body.clone();
    let body = change(&fields, &mut body).map(|()| body);
    let open = fields.get("open").to_owned();
    let groups = groups(&staff).await?;
    let again = |form| build(&staff, &desk, form, (open, groups));
    desk.keep(&staff, (PART, fields), body, again).await
}

/// The page with the section that is open and the groups that a rule may name.
fn build(
    staff: &Staff,
    desk: &Desk,
    form: FormState,
    (open, groups): (String, Choices),
) -> OutlinePage {
    let (l, frame) = desk.frame(staff, PART);
    let rows = desk.body.outline.iter().map(|s| {
        let mut facts = writers(&l, s);
        if let Some(words) = s.word_limit {
            facts.push(l.t1("regime.outline.words", "count", words));
        }
        if s.is_internal {
            facts.push(l.t("regime.outline.internal").into_owned());
        }
        Row {
            code: s.code.clone(),
            title: s.title.clone(),
            level: s.level,
            facts,
        }
    });
    OutlinePage {
        rows: rows.collect(),
        fields: fields_of_work(&l),
        kinds: kinds_of_unit(&l),
        tiers: tiers(&l),
        groups,
        l,
        frame,
        form,
        open,
    }
}

/// Who writes a section, in words: its fields of work, then kinds, tiers and groups
/// of units; nothing where everybody does.
pub(super) fn writers(l: &Layout, s: &Section) -> Vec<String> {
    let fields = s.fields.iter().map(|f| field_name(l, *f).to_owned());
    fields.chain(reporters(l, &s.reported_by)).collect()
}

fn pairs(s: &Section) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = [
        ("code", s.code.clone()),
        ("title", s.title.clone()),
        ("title_en", s.title_en.clone()),
        ("hint", s.hint.clone()),
        (
            "word_limit",
            s.word_limit.map(|w| w.to_string()).unwrap_or_default(),
        ),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    if s.is_internal {
        pairs.push(("is_internal".into(), "1".into()));
    }
    let fields = s.fields.iter();
    pairs.extend(fields.map(|f| ("fields".to_owned(), f.code().to_owned())));
    pairs.extend(unit_rule_pairs(&s.reported_by));
    pairs
}

/// Does what the button says: `up:<code>` and the like, or `save`.
fn change(fields: &Fields, body: &mut RegimeBody) -> Result<(), Vec<FieldError>> {
    let step = fields.get("step");
    if let Some((how, code)) = step.split_once(':') {
        if let Ok(how) = how.parse::<Move>() {
            move_section(&mut body.outline, code, how);
        }
        return Ok(());
    }
    let open = fields.get("open");
    let at = body.outline.iter().position(|s| s.code == open);
    let code = clean_line(fields.get("code")).unwrap_or_default();
    let title = clean_line(fields.get("title")).unwrap_or_default();
    let words = fields.get("word_limit").trim();
    let word_limit = words.parse::<u32>().ok();
    let mut errors = Vec::new();
    if code.is_empty() {
        errors.push(FieldError::new("code", "required"));
    }
    let is_taken = |(i, s): (usize, &Section)| s.code == code && Some(i) != at;
    if body.outline.iter().enumerate().any(is_taken) {
        errors.push(FieldError::new("code", "regime.section_twice").with("about", code.clone()));
    }
    if title.is_empty() {
        errors.push(FieldError::new("title", "required"));
    }
    if !words.is_empty() && word_limit.is_none_or(|w| w == 0) {
        errors.push(FieldError::new("word_limit", "regime.number"));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let section = Section {
        level: at.map_or_else(
            || body.outline.last().map_or(0, |s| s.level),
            |at| body.outline[at].level,
        ),
        code,
        title,
        title_en: clean_line(fields.get("title_en")).unwrap_or_default(),
        fields: fields.all("fields").filter_map(Field::from_code).collect(),
        reported_by: read_reporters(fields),
        word_limit,
        is_internal: fields.get("is_internal") == "1",
        hint: clean_text(fields.get("hint")).unwrap_or_default(),
    };
    match at {
        Some(at) => body.outline[at] = section,
        None => body.outline.push(section),
    }
    Ok(())
}
