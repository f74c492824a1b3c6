//! The office's own form of documents: a file in `the-thuc` of the data folder
//! stands over those that come with the program.

use crate::consolidation::desk::Desk;
use app::consolidation::{Format, Purpose, file, read};
use app::instance::{Level, examine};
use app::{AppError, Ctx};
use domain::numbering::IssuerKind;

const PARTY: &str = include_str!("../../docgen/data/profiles/hd05-2026.toml");

async fn drafted() -> (Desk, Ctx) {
    let desk = Desk::new().await;
    let sections = [("I.1", "Đã tham mưu 12 văn bản.")];
    desk.send(desk.round, "SGDDT", &[("GD-09", "1200")], &sections)
        .await;
    let ctx = desk.app.coordinator().await;
    (desk, ctx)
}

/// The party form with a letterhead of the office's own.
fn own(valid_from: &str) -> String {
    PARTY
        .replace("id = \"HD05-2026\"", "id = \"RIENG\"")
        .replace("\"2026-01-01\"", &format!("\"{valid_from}\""))
        .replace("ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG BỘ SÔNG THAO THƯỢNG")
}

fn put(desk: &Desk, name: &str, text: &str) {
    let folder = desk.app.app.options.data_dir.join(app::profiles::FOLDER);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), text).unwrap();
}

async fn page(desk: &Desk, ctx: &Ctx, form: IssuerKind) -> Result<String, AppError> {
    let sheet = read(ctx, desk.round, Purpose::Live, form).await?;
    Ok(docgen::text::sheet_text(&sheet))
}

async fn forms(desk: &Desk) -> Vec<(Level, String)> {
    let checks = examine(&desk.app.administrator().await).await.unwrap();
    let of_forms = checks.into_iter().filter(|c| c.code == "profile");
    of_forms.map(|c| (c.level, c.detail)).collect()
}

#[tokio::test]
async fn a_file_of_the_office_stands_over_the_form_that_comes_along_from_its_day_on() {
    let (desk, ctx) = drafted().await;
    let usual = page(&desk, &ctx, IssuerKind::Party).await.unwrap();
    assert!(usual.contains("ĐẢNG CỘNG SẢN VIỆT NAM"));
    put(&desk, "rieng.toml", &own("2030-01-01"));
    let early = page(&desk, &ctx, IssuerKind::Party).await.unwrap();
    assert_eq!(early, usual, "not before its day");
    put(&desk, "rieng.toml", &own("2026-02-01"));
    let changed = page(&desk, &ctx, IssuerKind::Party).await.unwrap();
    assert!(changed.contains("ĐẢNG BỘ SÔNG THAO THƯỢNG"), "{changed}");
    assert!(!changed.contains("ĐẢNG CỘNG SẢN VIỆT NAM"));
    let state = page(&desk, &ctx, IssuerKind::State).await.unwrap();
    assert!(
        !state.contains("ĐẢNG BỘ SÔNG THAO THƯỢNG"),
        "the other form stays"
    );
    let found = forms(&desk).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, Level::Fine);
    assert!(found[0].1.starts_with("RIENG ("), "{}", found[0].1);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_stops_every_document_and_the_doctor_names_it() {
    let (desk, ctx) = drafted().await;
    put(&desk, "rieng.toml", "id = \"RIENG\"\n");
    let format = Format::Docx;
    let refused = file(&ctx, desk.round, Purpose::Live, IssuerKind::Party, format).await;
    let Err(AppError::Internal(why)) = refused else {
        panic!("a document in a form that nobody meant");
    };
    assert!(why.contains("rieng.toml"), "{why}");
    let found = forms(&desk).await;
    assert_eq!(found[0].0, Level::Failure);
    assert!(found[0].1.contains("rieng.toml"), "{}", found[0].1);
    // Other files in the folder are nobody's business.
    put(&desk, "rieng.toml", &own("2026-02-01"));
    put(&desk, "ghi-chu.txt", "không phải thể thức");
    assert!(page(&desk, &ctx, IssuerKind::Party).await.is_ok());
}
