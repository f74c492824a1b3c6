//! The coordinator consolidates: totals with coverage, a text taken, frozen,
//! downloaded; page and files say the same (e).

use crate::fetch::Fetched;
use crate::harness::Walk;
use std::process::Command;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Takes the health department's text, freezes, compares page, DOCX and PDF in
/// the form of the Party and in the form of the State.
pub async fn freeze_and_compare(walk: &Walk, round: &str) {
    walk.sign_in("dieuphoi", round).await;
    walk.press("a[href^='/tong-hop/']").await;
    let path = walk.path().await;
    let coverage = walk.text_of(".notice strong").await;
    assert!(coverage.starts_with("4/6 đơn vị; chưa có: "), "{coverage}");
    for unit in ["CĐ Cộng đồng", "Xã Hạ Suối"] {
        assert!(coverage.contains(unit), "{coverage}");
    }
    // The second version counts, not the one that was returned.
    walk.says("1.915.590").await;
    walk.look("tong-hop").await;
    walk.press("a[href$='/chi-tieu/YT-09']").await;
    walk.says("1.915.590").await;
    walk.look("tong-hop-chi-tieu").await;
    take(walk, &path).await;
    walk.open(&format!("{path}/chot")).await;
    walk.look("tong-hop-chot").await;
    walk.press("form[action$='/chot/chot'] .button").await;
    walk.says("SHA-256").await;
    walk.says(&coverage).await;
    walk.look("tong-hop-da-chot").await;
    let taken = "Đã tổ chức 13 lớp tập huấn phòng dịch.";
    for form in ["dang", "nha-nuoc"] {
        let query = format!("mau={form}&ban=1");
        walk.open(&format!("{path}/xem?{query}")).await;
        let page = one_line(&walk.text_of("#bao-cao").await);
        walk.look(&format!("tong-hop-xem-{form}")).await;
        let docx = file(walk, &format!("{path}/bao-cao.docx?{query}"), WORD).await;
        let pdf = file(
            walk,
            &format!("{path}/bao-cao.pdf?{query}"),
            "application/pdf",
        )
        .await;
        for (name, text) in [
            ("HTML", page),
            ("DOCX", docx_text(&docx)),
            ("PDF", pdf_text(&pdf)),
        ] {
            for said in [coverage.as_str(), taken, "1.915.590"] {
                assert!(text.contains(said), "{form} {name} lacks {said:?}:\n{text}");
            }
        }
    }
    file(walk, &format!("{path}/bao-cao.xlsx?ban=1"), SHEET).await;
}

/// Takes the whole text of a unit into the draft; its source stays with it.
async fn take(walk: &Walk, path: &str) {
    walk.open(&format!("{path}/soan?muc=I.6.2")).await;
    walk.says("Sở Y tế").await;
    walk.look("tong-hop-soan").await;
    walk.press("button[name='sentence'][value='']").await;
    let paragraph = walk.text_of("article.card").await;
    assert!(paragraph.contains("13 lớp tập huấn"), "{paragraph}");
    assert!(paragraph.contains("Sở Y tế"), "its source: {paragraph}");
    walk.look("tong-hop-da-lay").await;
}

async fn file(walk: &Walk, path: &str, kind: &str) -> Fetched {
    let file = walk.fetch(path).await;
    assert_eq!(
        (file.status, file.content_type.as_str()),
        (200, kind),
        "{path}"
    );
    assert!(!file.bytes.is_empty(), "{path}");
    file
}

/// The text as a word processor reads it, so a damaged file fails here.
fn docx_text(docx: &Fetched) -> String {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("bao-cao.docx");
    std::fs::write(&path, &docx.bytes).expect("a file");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        dir.path().join("profile").display()
    );
    let done = Command::new("soffice")
        .args([
            profile.as_str(),
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
        ])
        .arg(dir.path())
        .arg(&path)
        .output()
        .expect("LibreOffice (Debian package libreoffice-writer-nogui)");
    assert!(done.status.success(), "{done:?}");
    let text = std::fs::read_to_string(dir.path().join("bao-cao.txt"));
    one_line(&text.expect("the text"))
}

fn pdf_text(pdf: &Fetched) -> String {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("bao-cao.pdf");
    std::fs::write(&path, &pdf.bytes).expect("a file");
    let done = Command::new("pdftotext")
        .arg(&path)
        .arg("-")
        .output()
        .expect("pdftotext (Debian package poppler-utils)");
    assert!(done.status.success(), "{done:?}");
    one_line(&String::from_utf8(done.stdout).expect("text"))
}

/// The same words wherever lines end.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
