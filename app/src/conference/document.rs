//! The notice of conclusions as a file. An issued one is laid out from its
//! frozen content in the form that held on its date; before that the office
//! reads a draft without number.

use super::issue_notice::list_words;
use super::notice::{DOC_TYPE, Issuing, NoticeBody, NoticeItem, body};
use super::{View, find_visible};
use crate::fonts::fonts;
use crate::letterhead::check_place;
use crate::text::{t, t_with};
use crate::{AppError, Ctx, Letterhead, Locale};
use docgen::model::{
    Block, Capacity, DocumentKind, Header, Language, OfficialDocument, Recipients, Run, Signature,
};
use domain::id::ConferenceId;
use domain::journal::Noun;
use domain::numbering::IssuerKind;
use domain::text::fold;
use jiff::civil::Date;
use store::conference::{list_attendances, list_conclusions};

/// As what kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeFormat {
    /// Word.
    Docx,
    /// PDF/A.
    Pdf,
}

/// A file to be handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeFile {
    /// File name in plain letters.
    pub name: String,
    /// Media type.
    pub media_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

/// The notice of a conference as a file.
///
/// # Errors
/// [`AppError::NotFound`] before there is anything to read for the actor;
/// [`AppError::Invalid`] when the document cannot be laid out, and without a place.
pub async fn notice_file(
    ctx: &Ctx,
    id: ConferenceId,
    format: NoticeFormat,
) -> Result<NoticeFile, AppError> {
    let read = ctx.read();
    let (conference, _, view) = find_visible(ctx, &read, id).await?;
    let mut content: NoticeBody = match store::issued::list_of(&read, Noun::Conference, id.0)
        .await?
        .pop()
    {
        Some(issued) => serde_json::from_str(&issued.body).map_err(AppError::internal)?,
        None => {
            let conclusions = list_conclusions(&read, id).await?;
            if conclusions.is_empty() || !matches!(view, View::Office) {
                return Err(AppError::NotFound);
            }
            let delegates = list_attendances(&read, id).await?;
            let tree = ctx.tree_at(conference.held_on).await?;
            let head = Letterhead::of(ctx, conference.office, ctx.today()).await?;
            let issuing = Issuing {
                kind: IssuerKind::Party,
                number: None,
                on: ctx.today(),
                head: &head,
                signer_name: "",
                signer_title: "",
            };
            body(
                &conference,
                &conclusions,
                &list_words(&read, &conclusions, &tree, Locale::Vi).await?,
                &delegates,
                &tree,
                &issuing,
            )
        }
    };
    if content.issued_at_place.trim().is_empty() {
        // Issued before the place of a unit above was taken.
        let head = Letterhead::of(ctx, conference.office, content.issued_on).await?;
        content.issued_at_place = head.place;
    }
    check_place(&content.issuer, &content.issued_at_place)?;
    let document = layout(&content);
    let profile = match &content.form {
        Some(form) => crate::profiles::of_frozen(form)?,
        None => crate::profiles::profile(&ctx.app, content.kind, content.issued_on)?
            .ok_or_else(|| AppError::refused("conference.no_profile"))?,
    };
    let app = std::sync::Arc::clone(&ctx.app);
    // Typesetting takes long enough to hold up other requests.
    let bytes = tokio::task::spawn_blocking(move || match format {
        NoticeFormat::Docx => docgen::docx::write(&document, &profile),
        NoticeFormat::Pdf => docgen::pdf::write(&document, &profile, fonts(&app)),
    })
    .await
    .map_err(AppError::internal)?
    .map_err(AppError::internal)?;
    let (extension, media_type) = match format {
        NoticeFormat::Docx => (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        NoticeFormat::Pdf => ("pdf", "application/pdf"),
    };
    let number = content
        .number
        .map_or_else(|| "du-thao".to_owned(), |n| format!("{n:02}"));
    let symbol = fold(&content.issuer_symbol).replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    Ok(NoticeFile {
        name: format!("thong-bao-ket-luan-{number}-{symbol}.{extension}"),
        media_type,
        bytes,
    })
}

/// The words of the paper, which is Vietnamese whoever downloads it.
fn layout(content: &NoticeBody) -> OfficialDocument {
    let symbol = match content.kind {
        IssuerKind::Party => format!("{DOC_TYPE}/{}", content.issuer_symbol),
        IssuerKind::State => format!("{DOC_TYPE}-{}", content.issuer_symbol),
    };
    let mut blocks = vec![Block::paragraph(opening(content))];
    blocks.push(Block::paragraph(text("doc.notice.lead_in", &[])));
    blocks.extend(content.items.iter().flat_map(item));
    blocks.push(Block::paragraph(text("doc.notice.closing", &[])));
    OfficialDocument {
        kind: DocumentKind::Notice,
        header: Header {
            parent_body: content.parent.clone(),
            issuer: content.issuer.clone(),
            number: content.number.and_then(|n| u32::try_from(n).ok()),
            symbol,
            place: content.issued_at_place.clone(),
            date: content.issued_on,
        },
        type_name: text("doc.notice.type", &[]),
        subject: text("doc.notice.subject", &[("title", content.title.clone())]),
        addressees: Vec::new(),
        bases: Vec::new(),
        blocks,
        signature: Some(Signature {
            capacity: Capacity::Own,
            office_lines: vec![match content.signer_title.as_str() {
                "" => text("doc.notice.signer_open", &[]),
                title => title.to_owned(),
            }],
            full_name: content.signer_name.clone(),
        }),
        recipients: Recipients {
            lines: content.recipients.clone(),
            file_copy: None,
        },
        appendices: Vec::new(),
        draft_mark: content
            .number
            .is_none()
            .then(|| text("doc.notice.draft", &[])),
        language: Language::Vietnamese,
    }
}

/// When, where, who presided, how many came; what is not known is left out.
fn opening(content: &NoticeBody) -> String {
    let mut sentences = vec![match content.place.as_str() {
        "" => text(
            "doc.notice.held",
            &[
                ("date", date(content.held_on)),
                ("host", content.host.clone()),
                ("title", content.title.clone()),
            ],
        ),
        place => text(
            "doc.notice.held_at",
            &[
                ("date", date(content.held_on)),
                ("place", place.to_owned()),
                ("host", content.host.clone()),
                ("title", content.title.clone()),
            ],
        ),
    }];
    if !content.chair_name.is_empty() {
        let chair = [content.chair_name.as_str(), content.chair_title.as_str()];
        let chair = chair
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        sentences.push(text("doc.notice.chair", &[("chair", chair)]));
    }
    if content.delegates > 0 {
        let counts = [
            ("delegates", content.delegates.to_string()),
            ("units", content.units.to_string()),
        ];
        sentences.push(text("doc.notice.present", &counts));
    }
    sentences.join(" ")
}

/// A conclusion: its words, then who does it until when with which output.
fn item(item: &NoticeItem) -> Vec<Block> {
    let mut facts = Vec::new();
    if !item.lead.is_empty() {
        facts.push(text("doc.notice.lead", &[("unit", item.lead.clone())]));
    }
    if !item.cooperating.is_empty() {
        facts.push(text(
            "doc.notice.cooperating",
            &[("units", item.cooperating.join("; "))],
        ));
    }
    facts.push(match item.due_on {
        Some(due) => text("doc.notice.due", &[("date", date(due))]),
        None => text("doc.notice.no_due", &[]),
    });
    if !item.output.is_empty() {
        facts.push(text(
            "doc.notice.output",
            &[("output", item.output.clone())],
        ));
    }
    let mut words = item.text.lines().filter(|l| !l.trim().is_empty());
    let first = format!("{}. {}", item.number, words.next().unwrap_or_default());
    let mut blocks = vec![Block::paragraph(first)];
    blocks.extend(words.map(Block::paragraph));
    blocks.push(Block::Paragraph {
        runs: vec![Run {
            text: facts.join(" "),
            bold: false,
            italic: true,
        }],
    });
    blocks
}

fn text(key: &str, places: &[(&str, String)]) -> String {
    match places {
        [] => t(Locale::Vi, key).into_owned(),
        places => t_with(Locale::Vi, key, places),
    }
}

fn date(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}
