//! Spelling of the head: number, place and date, title, subject, Kính gửi.

use super::Line;
use crate::model::{DocumentKind, OfficialDocument};
use crate::profile::FormatProfile;

/// A blank that no reader of a file folds away.
const BLANK: &str = "\u{a0}";

pub(super) fn left(document: &OfficialDocument, profile: &FormatProfile) -> Vec<Line> {
    let head = &profile.head;
    let mut lines = Vec::new();
    if let Some(parent) = &document.header.parent_body {
        lines.push(Line::new(parent, head.parent));
    }
    lines.push(Line::new(&document.header.issuer, head.issuer));
    if let Some(sign) = &head.sign {
        lines.push(Line::new(sign, head.parent));
    }
    lines
}

pub(super) fn right(profile: &FormatProfile) -> Vec<Line> {
    let lines = &profile.head.right;
    lines
        .iter()
        .map(|line| Line::new(&line.text, line.face))
        .collect()
}

pub(super) fn number(document: &OfficialDocument, profile: &FormatProfile) -> Vec<Line> {
    let style = &profile.number;
    let number = match document.header.number {
        Some(number) => format!("{number:0width$}", width = style.min_digits),
        None => BLANK.repeat(style.blank_width),
    };
    let text = format!(
        "{}{number}{}{}",
        style.prefix, style.separator, document.header.symbol
    );
    let mut lines = vec![Line::new(&text, style.face)];
    if document.kind == DocumentKind::Letter {
        let subject = format!(
            "{}{}",
            profile.subject.letter_prefix,
            subject(document, profile)
        );
        lines.push(Line::new(&subject, profile.subject.letter));
    }
    if let Some(mark) = &document.draft_mark {
        lines.push(Line::new(mark, profile.head.draft_mark));
    }
    lines
}

pub(super) fn date(document: &OfficialDocument, profile: &FormatProfile) -> Vec<Line> {
    let style = &profile.date;
    let date = document.header.date;
    let day = if style.draft_leaves_day_blank && document.header.number.is_none() {
        BLANK.repeat(4)
    } else {
        format!("{:0width$}", date.day(), width = style.day_min_digits)
    };
    // Decree 30/2020 asks for a leading zero in January and February only.
    let pad = if date.month() <= style.months_padded_to {
        "0"
    } else {
        ""
    };
    let place = &document.header.place;
    let text = format!(
        "{place}, ngày {day} tháng {pad}{} năm {}",
        date.month(),
        date.year()
    );
    vec![Line::new(&text, style.face)]
}

pub(super) fn title(document: &OfficialDocument, profile: &FormatProfile) -> Vec<Line> {
    if document.kind == DocumentKind::Letter {
        return Vec::new();
    }
    let style = &profile.title_block;
    let mut lines = vec![
        Line::new(&document.type_name, style.type_name),
        Line::new(&subject(document, profile), style.subject),
    ];
    if let Some(sign) = &style.sign {
        lines.push(Line::new(sign, style.subject));
    }
    lines
}

/// One addressee stands behind the label, several stand below it.
pub(super) fn addressees(document: &OfficialDocument, profile: &FormatProfile) -> Vec<Line> {
    let style = &profile.title_block;
    let label = &style.addressee_label;
    match document.addressees.as_slice() {
        [] => Vec::new(),
        [one] => vec![Line::new(&format!("{label} {one}"), style.addressee)],
        several => {
            let last = several.len() - 1;
            let mut lines = vec![Line::new(label, style.addressee)];
            lines.extend(several.iter().enumerate().map(|(index, body)| {
                let end = if index == last { "." } else { ";" };
                Line::new(&format!("- {body}{end}"), style.addressee)
            }));
            lines
        }
    }
}

/// The title that a reader's window and a list of files show.
pub(super) fn file_title(document: &OfficialDocument) -> String {
    let subject = document.subject.trim();
    match document.type_name.trim() {
        "" => subject.to_owned(),
        name => format!("{name}: {subject}"),
    }
}

fn subject(document: &OfficialDocument, profile: &FormatProfile) -> String {
    let subject = document.subject.trim();
    let opener = profile.subject.lower_openers.iter().find(|opener| {
        let rest = subject.strip_prefix(opener.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    match (opener, subject.chars().next()) {
        (Some(_), Some(first)) => first
            .to_lowercase()
            .chain(subject.chars().skip(1))
            .collect(),
        _ => subject.to_owned(),
    }
}
