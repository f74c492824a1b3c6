//! The report as a file or for reading. A snapshot is laid out from what was
//! frozen, its form too, an issued one in the form that held on its date; before
//! that people read a draft without number.

use super::content::content;
use super::issue::IssuedReport;
use super::layout::layout;
use super::numbers::Tables;
use super::{load, workbook};
use crate::fonts::fonts;
use crate::letterhead::check_place;
use crate::{App, AppError, Ctx, Letterhead};
use docgen::model::OfficialDocument;
use docgen::profile::FormatProfile;
use docgen::{Sheet, compose};
use domain::account::Right;
use domain::consolidation::{Content, canonical_json};
use domain::id::RoundId;
use domain::journal::Noun;
use domain::numbering::IssuerKind;
use jiff::civil::Date;

/// Which state of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// As it would be frozen now.
    Live,
    /// A snapshot: 1 for the report, n + 1 for supplement n.
    Snapshot(i32),
    /// The last snapshot, or the live draft before there is one.
    Last,
}

/// As what kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Word.
    Docx,
    /// PDF/A.
    Pdf,
    /// A workbook of the figures.
    Xlsx,
    /// The content as data.
    Json,
}

impl Format {
    /// The format with this file name ending.
    #[must_use]
    pub fn from_extension(text: &str) -> Option<Self> {
        match text {
            "docx" => Some(Self::Docx),
            "pdf" => Some(Self::Pdf),
            "xlsx" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// File name ending and media type.
    #[must_use]
    pub fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Docx => (
                "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            Self::Pdf => ("pdf", "application/pdf"),
            Self::Xlsx => (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            Self::Json => ("json", "application/json"),
        }
    }
}

/// A file to be handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// File name in plain letters.
    pub name: String,
    /// Media type.
    pub media_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

/// The report as a file in the form of `form`.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::NotFound`] for a snapshot that does not
/// exist; [`AppError::Invalid`] when no form holds on the document's date, or a paper
/// has no place.
pub async fn file(
    ctx: &Ctx,
    round: RoundId,
    purpose: Purpose,
    form: IssuerKind,
    format: Format,
) -> Result<ReportFile, AppError> {
    let (content, issued, code, frozen) = load_content(ctx, round, purpose).await?;
    let issued = issued.filter(|i| i.kind == form);
    let (extension, media_type) = format.kind();
    let number = issued
        .as_ref()
        .map_or_else(|| "du-thao".to_owned(), |i| format!("{:02}", i.number));
    let code = code
        .to_lowercase()
        .replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let supplement = if content.supplement > 0 {
        format!("-bo-sung-{}", content.supplement)
    } else {
        String::new()
    };
    let name = format!("bao-cao-tong-hop-{code}{supplement}-{number}.{extension}");
    if let (Format::Json, Some(bytes)) = (format, frozen) {
        // As it was hashed: a later version of the program writes no other bytes.
        return Ok(ReportFile {
            name,
            media_type,
            bytes: bytes.into_bytes(),
        });
    }
    let document = layout(&content, form, issued.as_ref(), ctx.today());
    if matches!(format, Format::Docx | Format::Pdf) {
        check_place(&document.header.issuer, &document.header.place)?;
    }
    let date = document.header.date;
    let profile = profile(&ctx.app, &content, issued.as_ref(), form, date)?;
    let app = std::sync::Arc::clone(&ctx.app);
    // Typesetting takes long enough to hold up other requests.
    let bytes =
        tokio::task::spawn_blocking(move || write(&app, &content, &document, &profile, format))
            .await
            .map_err(AppError::internal)??;
    Ok(ReportFile {
        name,
        media_type,
        bytes,
    })
}

/// The report for reading on a page: every line as it stands in the files.
///
/// # Errors
/// As [`file`].
pub async fn read(
    ctx: &Ctx,
    round: RoundId,
    purpose: Purpose,
    form: IssuerKind,
) -> Result<Sheet, AppError> {
    let (content, issued, ..) = load_content(ctx, round, purpose).await?;
    let issued = issued.filter(|i| i.kind == form);
    let document = layout(&content, form, issued.as_ref(), ctx.today());
    check_place(&document.header.issuer, &document.header.place)?;
    let date = document.header.date;
    let profile = profile(&ctx.app, &content, issued.as_ref(), form, date)?;
    compose(&document, &profile).map_err(AppError::internal)
}

/// An issued report for reading, by those who received it.
///
/// # Errors
/// [`AppError::Invalid`] when no form holds on its date, or it has no place.
pub async fn issued_sheet(ctx: &Ctx, issued: &IssuedReport) -> Result<Sheet, AppError> {
    let content = with_issuer(ctx, issued.content.clone(), issued.issued_on).await?;
    let document = layout(&content, issued.kind, Some(issued), ctx.today());
    check_place(&document.header.issuer, &document.header.place)?;
    let date = document.header.date;
    let profile = profile(&ctx.app, &content, Some(issued), issued.kind, date)?;
    compose(&document, &profile).map_err(AppError::internal)
}

async fn load_content(
    ctx: &Ctx,
    round: RoundId,
    purpose: Purpose,
) -> Result<(Content, Option<IssuedReport>, String, Option<String>), AppError> {
    let table = load::table(ctx, round, Right::ReadConsolidation).await?;
    let code = table.round.code.clone();
    let read = ctx.read();
    let report = load::report(ctx, &read, round).await?;
    let mut snapshots = store::consolidation::list_snapshots(&read, report.id).await?;
    let snapshot = match purpose {
        Purpose::Live => None,
        Purpose::Last => snapshots.pop(),
        Purpose::Snapshot(n) => Some(
            snapshots
                .into_iter()
                .find(|s| s.number == n)
                .ok_or(AppError::NotFound)?,
        ),
    };
    let Some(snapshot) = snapshot else {
        let tables = Tables::of(ctx, table).await?;
        let (seq, _) = store::journal::head(&read).await?;
        let live = content(ctx, &tables, &report.body, seq).await?;
        return Ok((live, None, code, None));
    };
    let mut issued = None;
    for document in store::issued::list_of(&read, Noun::Consolidation, report.id.0).await? {
        let found: IssuedReport =
            serde_json::from_str(&document.body).map_err(AppError::internal)?;
        if found.snapshot == snapshot.number {
            issued = Some(found);
        }
    }
    let content = serde_json::from_str(&snapshot.body).map_err(AppError::internal)?;
    let on = issued.as_ref().map_or(ctx.today(), |i| i.issued_on);
    let content = with_issuer(ctx, content, on).await?;
    Ok((content, issued, code, Some(snapshot.body)))
}

/// Reports frozen before the office was looked up on the paper's date may lack its
/// name: then it is named as of that date. What was frozen is not changed.
async fn with_issuer(ctx: &Ctx, mut content: Content, on: Date) -> Result<Content, AppError> {
    let is_nameless = content.office_name.is_empty();
    if is_nameless || content.place.is_empty() {
        let head = Letterhead::of(ctx, content.office, on).await?;
        content.place = head.place;
        if is_nameless {
            content.office_name = head.office;
            content.parent_name = head.parent;
        }
    }
    Ok(content)
}

fn write(
    app: &App,
    content: &Content,
    document: &OfficialDocument,
    profile: &FormatProfile,
    format: Format,
) -> Result<Vec<u8>, AppError> {
    match format {
        Format::Docx => docgen::docx::write(document, profile).map_err(AppError::internal),
        Format::Pdf => {
            docgen::pdf::write(document, profile, fonts(app)).map_err(AppError::internal)
        }
        Format::Xlsx => workbook::write(content, document.header.date),
        Format::Json => canonical_json(content)
            .map(String::into_bytes)
            .map_err(AppError::internal),
    }
}

/// The form of the report: the one with which it was issued or frozen, where that
/// holds on its date; else the one that does.
fn profile(
    app: &App,
    content: &Content,
    issued: Option<&IssuedReport>,
    kind: IssuerKind,
    on: Date,
) -> Result<FormatProfile, AppError> {
    let own = issued.and_then(|issued| issued.form.as_ref());
    let mut frozen = own.into_iter().chain(&content.forms);
    if let Some(form) = frozen.find(|form| form.holds(kind, on)) {
        return crate::profiles::of_frozen(form);
    }
    crate::profiles::profile(app, kind, on)?
        .ok_or_else(|| AppError::refused("consolidation.no_profile"))
}
