//! The words of the consolidated report on paper, which are Vietnamese whoever
//! downloads it. Everything comes from the content; nothing is read here. What
//! people wrote in a section becomes blocks in `prose`.

use super::appendix::appendices;
use super::difference::difference_words;
use super::issue::{Capacity, DOC_TYPE, IssuedReport};
use super::prose;
use crate::text::{t, t_with};
use crate::{Letterhead, Locale};
use docgen::model::{
    Block, DocumentKind, Header, Language, OfficialDocument, Recipients, Signature,
};
use domain::consolidation::{
    Content, FrozenParagraph, FrozenSection, group_title, nil_sentence_vi,
};
use domain::numbering::IssuerKind;
use jiff::civil::Date;

/// The document of a content: issued with number and signer, or a draft dated
/// `today`.
pub(super) fn layout(
    content: &Content,
    kind: IssuerKind,
    issued: Option<&IssuedReport>,
    today: Date,
) -> OfficialDocument {
    let head = issued
        .and_then(|i| i.letterhead.clone())
        .unwrap_or_else(|| Letterhead::written_in(content));
    let symbol = match kind {
        IssuerKind::Party => format!("{DOC_TYPE}/{}", head.symbol),
        IssuerKind::State => format!("{DOC_TYPE}-{}", head.symbol),
    };
    OfficialDocument {
        kind: DocumentKind::Report,
        header: Header {
            parent_body: head.parent.clone(),
            issuer: head.office,
            number: issued.and_then(|i| u32::try_from(i.number).ok()),
            symbol,
            place: head.place,
            date: issued.map_or(today, |i| i.issued_on),
        },
        type_name: text("doc.consolidation.type", &[]),
        subject: subject(content),
        addressees: head.parent.into_iter().collect(),
        bases: Vec::new(),
        blocks: blocks(content),
        signature: Some(signature(issued)),
        recipients: Recipients {
            lines: vec![
                text("doc.consolidation.to_above", &[]),
                text("doc.consolidation.to_units", &[]),
            ],
            file_copy: None,
        },
        appendices: appendices(content),
        draft_mark: issued
            .is_none()
            .then(|| text("doc.consolidation.draft", &[])),
        language: Language::Vietnamese,
    }
}

/// The subject (trích yếu).
pub(super) fn subject(content: &Content) -> String {
    let period = ("period", content.period.clone());
    match content.supplement {
        0 => text("doc.consolidation.subject", &[period]),
        n => text(
            "doc.consolidation.subject_supplement",
            &[("n", n.to_string()), period],
        ),
    }
}

fn signature(issued: Option<&IssuedReport>) -> Signature {
    use docgen::model::Capacity as C;
    let Some(issued) = issued else {
        return Signature {
            capacity: C::Own,
            office_lines: vec![text("doc.consolidation.signer_open", &[])],
            full_name: String::new(),
        };
    };
    let (capacity, first) = match issued.capacity {
        Capacity::Own => (C::Own, None),
        Capacity::Collective => (C::Collective, Some(issued.signs_for.clone())),
        Capacity::Deputy => (C::Deputy, Some(issued.signs_for.clone())),
        Capacity::ByOrder => (C::ByOrder, Some(issued.signs_for.clone())),
        Capacity::Authorised => (C::ByAuthorisation, Some(issued.signs_for.clone())),
    };
    Signature {
        capacity,
        office_lines: first
            .into_iter()
            .chain([issued.signer_title.clone()])
            .collect(),
        full_name: issued.signer_name.clone(),
    }
}

fn blocks(content: &Content) -> Vec<Block> {
    let span = [
        ("from", day(content.period_from)),
        ("to", day(content.period_to)),
    ];
    let mut blocks = vec![
        Block::paragraph(text("doc.consolidation.opening", &span)),
        Block::note(coverage(content)),
    ];
    if content.supplement > 0 {
        if !content.differences.is_empty() {
            let heading = text("doc.consolidation.differences", &[]);
            let differences = content.differences.iter();
            let differences = differences.map(|d| difference_words(Locale::Vi, d));
            blocks.push(Block::heading(1, None, heading));
            blocks.push(Block::List {
                first: Some(1),
                below: false,
                items: differences.collect(),
            });
        }
        blocks.extend(added(content));
    } else {
        let mut open: Vec<String> = Vec::new();
        for section in &content.sections {
            headings(section, &content.sections, &mut open, &mut blocks);
            blocks.extend(words(section));
        }
    }
    blocks.push(Block::paragraph(text("doc.consolidation.closing", &[])));
    blocks
}

/// The words that came with a supplement under their headings, each with the unit
/// that they are from.
fn added(content: &Content) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for section in &content.sections {
        let is_new = |p: &&FrozenParagraph| p.supplement == content.supplement;
        let mut paragraphs = section.paragraphs.iter().filter(is_new).peekable();
        if paragraphs.peek().is_none() {
            continue;
        }
        headings(section, &content.sections, &mut open, &mut blocks);
        let depth = section.code.split('.').count();
        for paragraph in paragraphs {
            blocks.extend(prose::blocks(&paragraph.text, depth));
            if let Some(unit) = &paragraph.source_name {
                let from = [("unit", unit.clone())];
                blocks.push(Block::note(text("doc.consolidation.from_unit", &from)));
            }
        }
    }
    if !blocks.is_empty() {
        let heading = text("doc.consolidation.added", &[]);
        blocks.insert(0, Block::heading(1, None, heading));
    }
    blocks
}

/// The sentence of coverage, then who answered "không phát sinh", who was exempt
/// and whose figures are estimates.
pub(super) fn coverage(content: &Content) -> String {
    let mut sentences = vec![text(
        "doc.consolidation.coverage",
        &[("coverage", content.coverage.sentence_vi())],
    )];
    sentences.extend(nil_sentence_vi(&content.coverage.nil));
    if !content.coverage.exempt.is_empty() {
        sentences.push(text(
            "doc.consolidation.exempt",
            &[("units", content.coverage.exempt.join(", "))],
        ));
    }
    if !content.coverage.estimated.is_empty() {
        sentences.push(text(
            "doc.consolidation.estimated",
            &[("units", content.coverage.estimated.join(", "))],
        ));
    }
    sentences.join(" ")
}

/// The code of the section that opens a report (domain facts §6.1).
const OPENING: &str = "0";

/// The headings above a section that are not open yet, and its own.
fn headings(
    section: &FrozenSection,
    all: &[FrozenSection],
    open: &mut Vec<String>,
    blocks: &mut Vec<Block>,
) {
    let parts: Vec<&str> = section.code.split('.').collect();
    for depth in 1..=parts.len() {
        let code = parts[..depth].join(".");
        if open.contains(&code) {
            continue;
        }
        let own = all
            .iter()
            .find(|s| s.code == code)
            .map(|s| s.title.as_str());
        let Some(title) = own.or_else(|| group_title(&code)) else {
            continue;
        };
        let number = if depth == 1 {
            format!("{code}.")
        } else {
            format!("{}.", parts[1..depth].join("."))
        };
        let level = u8::try_from(depth.min(3)).unwrap_or(3);
        // The opening stands before the parts and is not counted with them.
        let number = (code != OPENING).then_some(number.as_str());
        blocks.push(Block::heading(level, number, title));
        open.push(code);
    }
}

/// The texts of a section, and in words who had nothing to report; a section
/// without words says so, also where some had nothing to report: then
/// the texts of the others would be missed by nobody.
fn words(section: &FrozenSection) -> Vec<Block> {
    let depth = section.code.split('.').count();
    let mut blocks: Vec<Block> = section
        .paragraphs
        .iter()
        .flat_map(|p| prose::blocks(&p.text, depth))
        .collect();
    let nil = nil_sentence_vi(&section.nil);
    let gap = match (blocks.is_empty(), section.written_by, &nil) {
        (false, ..) | (true, 0, Some(_)) => None,
        (true, 0, None) => Some("doc.consolidation.nobody_wrote"),
        (true, _, None) => Some("doc.consolidation.not_taken"),
        (true, _, Some(_)) => Some("doc.consolidation.others_not_taken"),
    };
    blocks.extend(nil.map(Block::paragraph));
    if let Some(key) = gap {
        let written = [("n", section.written_by.to_string())];
        blocks.push(Block::paragraph(text(key, &written)));
    }
    blocks
}

/// A text of the paper.
pub(super) fn text(key: &str, places: &[(&str, String)]) -> String {
    match places {
        [] => t(Locale::Vi, key).into_owned(),
        places => t_with(Locale::Vi, key, places),
    }
}

pub(super) fn day(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}
