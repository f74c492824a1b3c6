//! Part 1 of the designer: name, content, recipient, ways, frequency, calendar,
//! guide (elements 1, 2, 4, 5, 7, 8, 11).

use super::{Choices, Desk, Frame, codes, kinds_of_period};
use crate::page::page;
use crate::{Fields, FormState, Layout, PageResult, Staff};
use app::FieldError;
use axum::extract::Path;
use domain::calendar::RegimeKind;
use domain::period::{PeriodKind, Scheme};
use domain::regime::{Asking, Content, RegimeBody};
use domain::text::{clean_line, clean_text};

const PART: &str = "chung";

#[derive(askama::Template)]
#[template(path = "regime/general.html")]
struct GeneralPage {
    l: Layout,
    frame: Frame,
    form: FormState,
    kinds: Choices,
    contents: Choices,
    frequencies: Choices,
    schemes: Choices,
    askings: Choices,
}

pub(super) async fn show(staff: Staff, Path(code): Path<String>) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let form = FormState::filled(pairs(&desk.body));
    page(&build(&staff, &desk, form))
}

pub(super) async fn submit(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let desk = Desk::load(&staff, &code).await?;
    let body = read(&fields, &desk.body);
    let again = |form| build(&staff, &desk, form);
    desk.keep(&staff, (PART, fields), body, again).await
}

fn build(staff: &Staff, desk: &Desk, form: FormState) -> GeneralPage {
    let (l, frame) = desk.frame(staff, PART);
    GeneralPage {
        kinds: codes(&l, "regime.kind", ["party", "state"].into_iter()),
        contents: codes(
            &l,
            "regime.content",
            ["words", "numbers", "both"].into_iter(),
        ),
        frequencies: kinds_of_period(&l),
        schemes: codes(&l, "regime.scheme", Scheme::ALL.iter().map(|s| s.code())),
        askings: codes(
            &l,
            "regime.asking",
            ["by_frequency", "everything"].into_iter(),
        ),
        l,
        frame,
        form,
    }
}

fn pairs(body: &RegimeBody) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = [
        ("name", body.name.clone()),
        ("name_en", body.name_en.clone()),
        (
            "kind",
            match body.kind {
                RegimeKind::State => "state".into(),
                RegimeKind::Party => "party".into(),
            },
        ),
        ("content", super::show::content_code(body).into()),
        ("recipient_code", body.recipient_code.clone()),
        ("ways", body.ways.join("\n")),
        ("scheme", body.scheme.code().into()),
        ("opens_days_before", body.opens_days_before.to_string()),
        (
            "asking",
            match body.asking {
                Asking::ByFrequency => "by_frequency".into(),
                Asking::Everything => "everything".into(),
            },
        ),
        ("guide", body.guide.clone()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    let frequencies = body.frequencies.iter();
    pairs.extend(frequencies.map(|k| ("frequencies".to_owned(), k.code().to_owned())));
    pairs
}

fn read(fields: &Fields, before: &RegimeBody) -> Result<RegimeBody, Vec<FieldError>> {
    let mut errors = Vec::new();
    let line = |name: &str| clean_line(fields.get(name)).unwrap_or_default();
    let opens = fields.get("opens_days_before").trim().parse();
    if opens.is_err() {
        errors.push(FieldError::new("opens_days_before", "regime.number"));
    }
    let scheme = Scheme::from_code(fields.get("scheme"));
    if scheme.is_none() {
        errors.push(FieldError::new("scheme", "required"));
    }
    let content = match fields.get("content") {
        "words" => Content::Words,
        "numbers" => Content::Numbers,
        _ => Content::Both,
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(RegimeBody {
        name: line("name"),
        name_en: line("name_en"),
        kind: match fields.get("kind") {
            "state" => RegimeKind::State,
            _ => RegimeKind::Party,
        },
        content,
        recipient_code: line("recipient_code"),
        ways: fields
            .get("ways")
            .lines()
            .filter_map(|way| clean_line(way).ok())
            .filter(|way| !way.is_empty())
            .collect(),
        frequencies: fields
            .all("frequencies")
            .filter_map(PeriodKind::from_code)
            .collect(),
        scheme: scheme.unwrap_or(before.scheme),
        opens_days_before: opens.unwrap_or(before.opens_days_before),
        asking: match fields.get("asking") {
            "everything" => Asking::Everything,
            _ => Asking::ByFrequency,
        },
        guide: clean_text(fields.get("guide")).unwrap_or_default(),
        ..before.clone()
    })
}
