//! The PDF writer: typst as a library, PDF/A-2b, tagged, with fixed bytes.
//!
//! The layout is one typst program in `data/pdf/official.typ`. The document
//! reaches it as JSON and is only ever used as string values, so `#`, `$` or
//! `*` in a text stay what they are: no text of a user is parsed as markup.
//! Not here: any wording (`compose`), finding fonts on a machine (the caller).

mod fonts;
mod world;

use serde::Serialize;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use fonts::Fonts;

use crate::compose::{Sheet, compose};
use crate::error::DocError;
use crate::model::{Block, OfficialDocument};
use crate::profile::{FormatProfile, HeadingStyle};

use self::world::PageWorld;

/// What the typst program reads.
#[derive(Serialize)]
struct Input<'a> {
    sheet: &'a Sheet,
    profile: &'a FormatProfile,
    families: Vec<&'a str>,
    below_headings: Option<HeadingStyle>,
}

/// Writes the document as a tagged PDF/A-2b file.
///
/// A character that none of the fonts can draw is written as `?`, because
/// PDF/A admits no character without a shape; [`uncovered`] tells which.
///
/// # Errors
/// Every problem of the model at once, or [`crate::Problem::Writer`] with what
/// the typesetter reported.
pub fn write(
    document: &OfficialDocument,
    profile: &FormatProfile,
    fonts: &Fonts,
) -> Result<Vec<u8>, DocError> {
    let sheet = outlined(compose(document, profile)?)?;
    let json = fonts.replace_uncovered(input(&sheet, profile, fonts)?);
    let world = PageWorld::new(json, fonts);
    let pages = typst::compile::<PagedDocument>(&world).output;
    let bytes = pages.and_then(|pages| {
        let options = options(document);
        typst_pdf::pdf(&pages, &options)
    });
    // Every document is another one: what was memorised for this one only
    // takes memory.
    typst::comemo::evict(0);
    bytes.map_err(|errors| DocError::writer("pdf", messages(&errors)))
}

/// The characters of the document that none of the fonts can draw, each once,
/// in reading order.
///
/// # Errors
/// As [`compose`].
pub fn uncovered(
    document: &OfficialDocument,
    profile: &FormatProfile,
    fonts: &Fonts,
) -> Result<Vec<char>, DocError> {
    let sheet = compose(document, profile)?;
    Ok(fonts.uncovered(&crate::text::sheet_text(&sheet)))
}

/// The sheet with the letters of its pictures as shapes: their words are in
/// their tables.
fn outlined(mut sheet: Sheet) -> Result<Sheet, DocError> {
    let appendices = sheet.appendices.iter_mut().flat_map(|a| &mut a.blocks);
    for block in sheet.blocks.iter_mut().chain(appendices) {
        if let Block::Picture(picture) = block {
            picture.svg = crate::picture::outlined(&picture.svg)?;
        }
    }
    Ok(sheet)
}

fn input(sheet: &Sheet, profile: &FormatProfile, fonts: &Fonts) -> Result<String, DocError> {
    let input = Input {
        sheet,
        profile,
        families: fonts.families(&profile.font),
        below_headings: profile.body.below_headings(),
    };
    serde_json::to_string(&input).map_err(|error| DocError::writer("pdf", error))
}

fn options(document: &OfficialDocument) -> PdfOptions {
    let header = &document.header;
    let date = header.date;
    let month = u8::try_from(date.month()).unwrap_or(1);
    let day = u8::try_from(date.day()).unwrap_or(1);
    let at = Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0);
    let ident = format!(
        "{}|{:?}|{}|{date}",
        header.issuer, header.number, header.symbol
    );
    PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Giao Ban".to_owned())),
        timestamp: at.map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::A_2b]).unwrap_or_default(),
        tagged: true,
        ..PdfOptions::default()
    }
}

fn messages(errors: &[SourceDiagnostic]) -> String {
    let texts: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    texts.join("; ")
}
