//! The office's own form of documents: a file in `the-thuc` of the data folder
//! stands over those that come with the program.

use crate::consolidation::desk::Desk;
use app::conference::{NoticeFormat, notice_file};
use app::consolidation::{
    Add, Capacity, Format, Freeze, Issue, Purpose, Sign, Supplement, add, file, freeze, issue,
    overview, read, sign, supplement,
};
use app::instance::{Level, examine};
use app::{AppError, Ctx};
use domain::canonical::sha256_of;
use domain::numbering::IssuerKind;
use jiff::civil::{Date, date};
use testkit::TestApp;

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

/// The draft of [`drafted`], frozen.
async fn frozen(desk: &Desk, ctx: &Ctx) {
    let text = Add {
        round: desk.round,
        section: "I.1".into(),
        text: "Toàn tỉnh tuyển {{GD-09}} người.".into(),
        version: 0,
    };
    add(ctx, text).await.unwrap();
    let input = Freeze {
        round: desk.round,
        version: 1,
        accept_stale: false,
    };
    freeze(ctx, input).await.unwrap();
}

async fn signed_and_issued(desk: &Desk, issued_on: Date) {
    let (round, head) = (desk.round, desk.app.head_of_office().await);
    let shown = overview(&head, round).await.unwrap();
    let sha256 = shown.snapshots[0].sha256.clone();
    sign(&head, Sign { round, sha256 }).await.unwrap();
    let ctx = desk.app.coordinator().await;
    let paper = Issue {
        round,
        snapshot: 1,
        form: IssuerKind::Party,
        issued_on,
        number: None,
        capacity: Capacity::Own,
        signs_for: String::new(),
        signer_title: "Trưởng ban".into(),
        signer_name: "Đinh Văn Rừng".into(),
        version: overview(&ctx, round).await.unwrap().version,
    };
    issue(&ctx, paper).await.unwrap();
}

async fn word(desk: &Desk, snapshot: i32) -> Vec<u8> {
    let ctx = desk.app.coordinator().await;
    let (of, form) = (Purpose::Snapshot(snapshot), IssuerKind::Party);
    let made = file(&ctx, desk.round, of, form, Format::Docx).await;
    made.unwrap().bytes
}

/// the form is part of what is frozen, under the hash of the snapshot.
#[tokio::test]
async fn r_4_5_a_form_that_is_replaced_changes_no_frozen_report_and_the_next_one_takes_it() {
    let (desk, ctx) = drafted().await;
    frozen(&desk, &ctx).await;
    let before = word(&desk, 1).await;
    let shown = overview(&ctx, desk.round).await.unwrap();
    let forms = &shown.snapshots[0].forms;
    let ids: Vec<&str> = forms.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(ids, ["ND30-2020", "HD05-2026"]);
    assert_eq!(forms[1].sha256, sha256_of(PARTY), "that of the file");
    let (of, party) = (Purpose::Snapshot(1), IssuerKind::Party);
    let json = file(&ctx, desk.round, of, party, Format::Json).await;
    let json = String::from_utf8(json.unwrap().bytes).unwrap();
    assert_eq!(shown.snapshots[0].sha256, sha256_of(&json));
    assert!(json.contains(&forms[1].sha256), "the hash covers the form");
    put(&desk, "rieng.toml", &own("2026-02-01"));
    assert!(word(&desk, 1).await == before, "byte for byte");
    let live = page(&desk, &ctx, party).await.unwrap();
    assert!(live.contains("ĐẢNG BỘ SÔNG THAO THƯỢNG"));
    signed_and_issued(&desk, date(2026, 10, 5)).await;
    let issued = word(&desk, 1).await;
    assert!(issued != before, "number and date");
    // The file goes, gets broken, changes again: the issued one stays.
    put(&desk, "rieng.toml", "id = \"RIENG\"\n");
    assert!(word(&desk, 1).await == issued);
    put(&desk, "rieng.toml", &own("2026-02-01"));
    desk.send(desk.round, "CDCD", &[("GD-09", "300")], &[])
        .await;
    let late = Supplement {
        round: desk.round,
        version: overview(&ctx, desk.round).await.unwrap().version,
        accept_stale: false,
    };
    supplement(&ctx, late).await.unwrap();
    let of = Purpose::Snapshot(2);
    let later = read(&ctx, desk.round, of, party).await.unwrap();
    let later = docgen::text::sheet_text(&later);
    assert!(later.contains("ĐẢNG BỘ SÔNG THAO THƯỢNG"), "{later}");
    assert!(word(&desk, 1).await == issued);
}

/// a form that has run out when the report is issued gives way to the one
/// of its date, which is kept with it.
#[tokio::test]
async fn r_4_7_a_report_issued_after_the_last_day_of_its_frozen_form_takes_that_of_its_date() {
    let (desk, ctx) = drafted().await;
    let until = "valid_from = \"2026-02-01\"\nvalid_to = \"2026-10-05\"";
    let ending = own("2026-02-01").replace("valid_from = \"2026-02-01\"", until);
    put(&desk, "rieng.toml", &ending);
    desk.app.go_to(date(2026, 10, 5));
    let ctx_then = desk.app.coordinator().await;
    drop(ctx);
    frozen(&desk, &ctx_then).await;
    desk.app.go_to(date(2026, 10, 6));
    signed_and_issued(&desk, date(2026, 10, 6)).await;
    let ctx = desk.app.coordinator().await;
    let shown = overview(&ctx, desk.round).await.unwrap();
    let ids: Vec<&str> = shown.snapshots[0]
        .forms
        .iter()
        .map(|f| f.id.as_str())
        .collect();
    assert_eq!(ids, ["HD05-2026"], "the one in which it went out");
    let issued = word(&desk, 1).await;
    put(&desk, "rieng.toml", &own("2026-02-01"));
    assert!(word(&desk, 1).await == issued);
}

/// for notices of conclusions, which are laid out from what was stored.
#[tokio::test]
async fn r_4_5_an_issued_notice_keeps_its_form() {
    let app = TestApp::new().await;
    let held = crate::common::held(&app).await;
    crate::common::issue(&app, &held).await;
    let ctx = app.coordinator().await;
    let notice = async || {
        let made = notice_file(&ctx, held.id, NoticeFormat::Docx).await;
        made.unwrap().bytes
    };
    let before = notice().await;
    let folder = app.app.options.data_dir.join(app::profiles::FOLDER);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("rieng.toml"), own("2026-02-01")).unwrap();
    assert!(notice().await == before);
}
