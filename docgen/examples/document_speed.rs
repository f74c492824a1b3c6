//! Prints how long the writers take: `cargo run --release --example document_speed`.
//!
//! With a directory as argument the files are kept there, to be looked at.

use std::path::{Path, PathBuf};
use std::time::Instant;

use docgen::pdf::Fonts;
use docgen::profile::{choose_profile, embedded_profiles};
use docgen::{FormatProfile, IssuerKind, OfficialDocument, docx, pdf};

#[path = "../tests/sample/mod.rs"]
#[allow(dead_code, reason = "the tests use more of the samples")]
mod sample;

/// So many units make about twenty pages.
const UNITS_OF_20_PAGES: usize = 30;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keep = std::env::args().nth(1).map(PathBuf::from);
    let directories = [PathBuf::from("/usr/share/fonts/truetype/liberation")];
    let start = Instant::now();
    let fonts = Fonts::from_directories(&directories, |path| std::fs::read(path).ok());
    println!(
        "{:>9.1} ms  fonts loaded",
        start.elapsed().as_secs_f64() * 1e3
    );

    let profiles = embedded_profiles()?;
    let twenty = sample::report_of_units(UNITS_OF_20_PAGES);
    let nation = sample::report_of_a_great_round();
    let date = twenty.header.date;
    let profile = choose_profile(&profiles, IssuerKind::Party, date).ok_or("no profile")?;
    for round in ["first", "again"] {
        let docx = |document: &OfficialDocument| docx::write(document, profile);
        let pdf = |document: &OfficialDocument| pdf::write(document, profile, &fonts);
        measure(
            &format!("DOCX, 20 pages ({round})"),
            keep.as_deref(),
            "20.docx",
            || docx(&twenty),
        )?;
        measure(
            &format!("DOCX, 400 units × 12 sections, 80 tables ({round})"),
            keep.as_deref(),
            "400.docx",
            || docx(&nation),
        )?;
        measure(
            &format!("PDF, 20 pages ({round})"),
            keep.as_deref(),
            "20.pdf",
            || pdf(&twenty),
        )?;
        measure(
            &format!("PDF, 400 units × 12 sections, 80 tables ({round})"),
            keep.as_deref(),
            "400.pdf",
            || pdf(&nation),
        )?;
    }
    if let Some(folder) = &keep {
        samples(folder, &profiles, &fonts)?;
    }
    Ok(())
}

fn measure(
    what: &str,
    keep: Option<&Path>,
    name: &str,
    write: impl Fn() -> Result<Vec<u8>, docgen::DocError>,
) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let bytes = write()?;
    let took = start.elapsed().as_secs_f64() * 1e3;
    println!("{took:>9.1} ms  {what}, {} KB", bytes.len() / 1024);
    if let Some(folder) = keep {
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

/// One document of each form, to be looked at.
fn samples(
    folder: &Path,
    profiles: &[FormatProfile],
    fonts: &Fonts,
) -> Result<(), Box<dyn std::error::Error>> {
    let cases = [
        ("state", IssuerKind::State, sample::state_report()),
        ("letter", IssuerKind::State, sample::draft_letter()),
        (
            "party-2024",
            IssuerKind::Party,
            sample::party_report(jiff::civil::date(2024, 10, 9)),
        ),
        (
            "party-2026",
            IssuerKind::Party,
            sample::party_report(jiff::civil::date(2026, 10, 9)),
        ),
    ];
    for (name, kind, document) in cases {
        let profile = choose_profile(profiles, kind, document.header.date).ok_or("no profile")?;
        std::fs::write(
            folder.join(format!("{name}.docx")),
            docx::write(&document, profile)?,
        )?;
        std::fs::write(
            folder.join(format!("{name}.pdf")),
            pdf::write(&document, profile, fonts)?,
        )?;
    }
    Ok(())
}
