//! The pages of consolidation, as a browser walks them: totals, workbench,
//! freezing, issuing, reading, files.

use crate::browser_of_pages::{Browser, round};
use app::consolidation::{Format, Purpose, file};
use axum::http::StatusCode;
use domain::numbering::IssuerKind;
use std::process::Command;

/// Each line says n/N and which note names the others; the note stands once, under
/// the number by which lines refer to it.
#[tokio::test]
async fn r_4_2_lines_of_totals_refer_to_notes_that_name_missing_units_once() {
    let (test, round) = round().await;
    let browser = Browser::sign_in(&test, "lanhdao").await;
    let totals = browser.get(&format!("/tong-hop/{round}")).await.html;
    let (table, notes) = totals.split_once("<ul class=\"notes\">").expect("notes");
    let row = |code: &str| {
        let from = table.find(&format!("/chi-tieu/{code}\"")).expect(code);
        table[from..].split("</tr>").next().unwrap_or_default()
    };
    assert!(
        row("GD-09").contains("1/2 <a href=\"#ghi-chu-1\">(1)</a>"),
        "{}",
        row("GD-09")
    );
    for number in 1..=notes.matches("id=\"ghi-chu-").count() {
        assert_eq!(
            notes.matches(&format!("id=\"ghi-chu-{number}\"")).count(),
            1
        );
        assert!(
            table.contains(&format!("href=\"#ghi-chu-{number}\"")),
            "{number} is used"
        );
    }
    assert!(notes.contains("CĐ Cộng đồng"), "{notes}");
    assert!(table.matches("href=\"#ghi-chu-").count() > notes.matches("id=\"ghi-chu-").count());
}

/// At 360 px signs stand as text in a table, with their meaning, and the picture
/// gives way; at any width the words are there (ui.md 7).
#[tokio::test]
async fn r_3_5_the_heat_table_is_a_table_of_signs_for_a_phone() {
    let (test, round) = round().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let page = browser.get(&format!("/ky/{round}/bieu-do")).await.html;
    let signs = page
        .split_once("<div class=\"only-narrow\">")
        .expect("signs")
        .1;
    let (signs, words) = signs.split_once("<details>").expect("words");
    assert_eq!(signs.matches("<th scope=\"row\">").count(), 6, "{signs}");
    assert!(signs.contains("<td class=\"p-ok\">Đ</td>"), "{signs}");
    assert!(
        signs.contains("<dt class=\"p-ok\">Đ</dt><dd>đúng hạn</dd>"),
        "{signs}"
    );
    assert!(words.contains("<td>đúng hạn</td>"), "{words}");
    assert!(page.contains("class=\"scroll not-narrow\""));
}

#[tokio::test]
async fn a_total_names_who_is_missing_and_opens_to_its_units() {
    let (test, round) = round().await;
    let browser = Browser::sign_in(&test, "lanhdao").await;
    let totals = browser.get(&format!("/tong-hop/{round}")).await;
    assert_eq!(totals.status, StatusCode::OK);
    assert!(
        totals.html.contains("1/6 đơn vị; chưa có: "),
        "{}",
        totals.html
    );
    assert!(totals.html.contains("1.200"), "{}", totals.html);
    let units = browser
        .get(&format!("/tong-hop/{round}/chi-tieu/GD-09"))
        .await;
    assert!(
        units.html.contains("Sở GD&#38;ĐT") || units.html.contains("Sở GD&amp;ĐT"),
        "{}",
        units.html
    );
    assert!(units.html.contains("Chưa có báo cáo"), "{}", units.html);
    let foreign = Browser::sign_in(&test, "dieuphoi2").await;
    assert_eq!(
        foreign.get(&format!("/tong-hop/{round}")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_refused_paragraph_comes_back_with_what_was_typed() {
    let (test, round) = round().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let page = browser
        .get(&format!("/tong-hop/{round}/soan?muc=I.1"))
        .await;
    let head = format!("_token={}&section=I.1&version=0", page.hidden("_token"));
    let wrong = format!("{head}&text=Tuy%E1%BB%83n+%7B%7BXX-99%7D%7D+h%C3%B4m+nay");
    let refused = browser
        .post(&format!("/tong-hop/{round}/soan/them"), &wrong)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.html.contains("Tuyển {{XX-99}} hôm nay"),
        "{}",
        refused.html
    );
    assert!(
        refused.html.contains("không phải chỉ tiêu"),
        "{}",
        refused.html
    );
    let without_token = browser
        .post(
            &format!("/tong-hop/{round}/soan/them"),
            "section=I.1&version=0&text=a",
        )
        .await;
    assert_eq!(without_token.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reader = Browser::sign_in(&test, "lanhdao").await;
    let shown = reader.get(&format!("/tong-hop/{round}/soan")).await;
    assert!(!shown.html.contains("/soan/lay"), "{}", shown.html);
    assert!(shown.html.contains("chỉ được xem"), "{}", shown.html);
}

/// Freezing while a colleague writes takes nothing typed away.
#[tokio::test]
async fn r_4_5_what_was_typed_is_still_there_when_the_report_was_frozen_meanwhile() {
    let (test, round) = round().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let at = format!("/tong-hop/{round}/soan");
    let bench = browser.get(&format!("{at}?muc=I.1")).await;
    let (token, unit) = (bench.hidden("_token"), bench.hidden("unit"));
    let head = format!("_token={token}&section=I.1");
    let take = format!("{head}&version=0&unit={unit}&report_version=1&sentence=1");
    let taken = browser.post(&format!("{at}/lay"), &take).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.html);
    let open = browser.get(&taken.location).await;
    let paragraph = open.hidden("paragraph");
    assert!(open.html.contains("/soan/bo\""), "{}", open.html);
    let colleague = format!("_token={token}&version=1");
    let frozen = browser
        .post(&format!("/tong-hop/{round}/chot/chot"), &colleague)
        .await;
    assert_eq!(frozen.status, StatusCode::SEE_OTHER, "{}", frozen.html);
    let typed = "text=%C4%90%C3%A3+m%E1%BB%9F+n%C4%83m+h%E1%BB%99i+ngh%E1%BB%8B.";
    let written = format!("{head}&version=1&{typed}");
    let edit = format!("{written}&paragraph={paragraph}");
    for (verb, form) in [("sua", &edit), ("them", &written)] {
        let refused = browser.post(&format!("{at}/{verb}"), form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{verb}");
        let kept = refused.html.matches(">Đã mở năm hội nghị.</textarea>");
        assert_eq!(kept.count(), 1, "{verb}: {}", refused.html);
        assert!(!refused.html.contains("/soan/bo\""), "{verb}");
    }
    // Whoever only looks sees no form.
    let shut = browser.get(&format!("{at}?muc=I.1")).await.html;
    assert!(!shut.contains("</textarea>"), "{shut}");
}

/// The text of the report on the page, without blanks.
fn page_text(html: &str) -> String {
    let article = html
        .split("<article class=\"card\" id=\"bao-cao\" lang=\"vi\">")
        .nth(1)
        .expect("the report");
    let article = article.split("</article>").next().unwrap();
    // Letters of a picture are shapes in the files; its words are its table.
    let mut parts = article.split("<svg");
    let first = parts.next().unwrap_or_default().to_owned();
    let after = parts.map(|part| part.split_once("</svg>").expect("a whole picture").1);
    let article = first + &after.collect::<String>();
    let mut text = String::new();
    let mut is_tag = false;
    for c in article.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag && !c.is_whitespace() => text.push(c),
            _ => {}
        }
    }
    for (from, to) in [
        ("&#38;", "&"),
        ("&amp;", "&"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
    ] {
        text = text.replace(from, to);
    }
    text
}

fn pdf_text(bytes: &[u8]) -> String {
    let path = std::env::temp_dir().join(format!("giaoban-{}.pdf", uuid::Uuid::now_v7().simple()));
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new("pdfinfo")
        .arg("-struct-text")
        .arg(&path)
        .output()
        .expect("pdfinfo is needed");
    std::fs::remove_file(&path).unwrap();
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    let quoted = |l: &str| {
        l.trim()
            .strip_prefix('"')?
            .strip_suffix('"')
            .map(str::to_owned)
    };
    tree.lines()
        .filter_map(quoted)
        .collect::<String>()
        .split_whitespace()
        .collect()
}

/// a table and a list of the office stay what they are on the bench,
/// and the page for reading says what the file says.
#[tokio::test]
async fn r_3_10_a_table_and_a_list_are_shown_as_such_while_writing_and_in_the_report() {
    let (test, round) = round().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let path = format!("/tong-hop/{round}/soan?muc=I.1");
    let token = browser.get(&path).await.hidden("_token");
    let text = "%23%23+L%E1%BB%9Bp%0A-+m%E1%BB%99t%0A%2B+hai%0A7.+ba%0A%7C+X%C3%A3+%7C+S%E1%BB%91+%7C%0A%7C+An+%7C+%7B%7BGD-09%7D%7D+%7C%0A%3Cb%3Ex%3C%2Fb%3E";
    let form = format!("_token={token}&section=I.1&version=0&text={text}");
    let added = browser
        .post(&format!("/tong-hop/{round}/soan/them"), &form)
        .await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.html);
    let bench = browser.get(&path).await.html;
    for wanted in [
        "<h4>Lớp</h4><ul><li>một<ul><li>hai</li></ul></li></ul><ol start=\"7\"><li>ba</li></ol>",
        "<td>An</td><td class=\"num\">1.200</td>",
        "<p><em>Ghi chú: Số người được đào tạo nghề (mới có báo cáo của 1/2 đơn vị).</em></p>",
        "<p>&lt;b&gt;x&lt;/b&gt;</p>",
    ] {
        assert!(bench.contains(wanted), "{wanted}: {bench}");
    }
    let page = browser
        .get(&format!("/tong-hop/{round}/xem?ban=moi&mau=dang"))
        .await;
    for wanted in [
        "<h4>Lớp</h4>",
        "<ul class=\"marked\"><li>- một</li></ul>",
        "<ul class=\"marked marked--below\"><li>+ hai</li></ul>",
        "<li>7. ba</li>",
        "<th scope=\"col\" colspan=\"1\">Xã</th>",
    ] {
        assert!(page.html.contains(wanted), "{wanted}: {}", page.html);
    }
    let ctx = test.coordinator().await;
    let pdf = file(&ctx, round, Purpose::Live, IssuerKind::Party, Format::Pdf)
        .await
        .unwrap();
    let read = page_text(&page.html)
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    assert_eq!(read, pdf_text(&pdf.bytes));
}

#[tokio::test]
async fn the_office_takes_freezes_issues_and_reads_what_the_files_say() {
    let (test, round) = round().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let bench = browser
        .get(&format!("/tong-hop/{round}/soan?muc=I.1"))
        .await;
    let token = bench.hidden("_token");
    let unit = bench.hidden("unit");
    let take =
        format!("_token={token}&section=I.1&version=0&unit={unit}&report_version=1&sentence=1");
    let taken = browser
        .post(&format!("/tong-hop/{round}/soan/lay"), &take)
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.html);
    let after = browser.get(&taken.location).await;
    assert!(after.html.contains("Đã lấy nội dung"), "{}", after.html);
    let chot = format!("/tong-hop/{round}/chot");
    let frozen = browser
        .post(
            &format!("{chot}/chot"),
            &format!("_token={token}&version=1"),
        )
        .await;
    assert_eq!(frozen.status, StatusCode::SEE_OTHER, "{}", frozen.html);
    // the forms are among the facts of what is frozen.
    let facts = browser.get(&chot).await.html;
    assert!(facts.contains("Thể thức được chốt") && facts.contains("(HD05-2026)"));
    // What is next after freezing is reading, and the bench says why it is shut.
    let totals = browser.get(&format!("/tong-hop/{round}")).await.html;
    assert!(
        totals.contains("Đọc báo cáo đã chốt") && !totals.contains("Soạn báo cáo tổng hợp"),
        "{totals}"
    );
    let shut = browser.get(&format!("/tong-hop/{round}/soan")).await.html;
    assert!(shut.contains("Báo cáo đã chốt, không sửa"), "{shut}");
    // The head reads the page, signs what stands there; the office does not.
    let head = Browser::sign_in(&test, "truongban").await;
    let shown = head.get(&chot).await;
    let is_named = shown.html.contains("Báo cáo chưa có chữ ký.");
    assert!(is_named, "{}", shown.html);
    let (head_token, sha256) = (shown.hidden("_token"), shown.hidden("sha256"));
    let signing = format!("_token={head_token}&version=2&sha256={sha256}");
    let signed = head.post(&format!("{chot}/ky"), &signing).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html);
    let by_office = format!("_token={token}&version=2&sha256={sha256}");
    let refused = browser.post(&format!("{chot}/ky"), &by_office).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // What is signed and has no number yet is offered for issuing.
    let offered = browser.get(&chot).await.html;
    let is_chosen = offered.contains("<option value=\"1\" selected>Báo cáo</option>");
    assert!(is_chosen, "{offered}");
    let bare = browser
        .post(
            &format!("{chot}/ban-hanh"),
            &format!("_token={token}&version=2&signer_name=An"),
        )
        .await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.html.contains("value=\"An\""), "{}", bare.html);
    let issue = format!(
        "_token={token}&version=2&snapshot=1&form=dang&issued_on=05%2F10%2F2026&capacity=own&signer_title=Tr%C6%B0%E1%BB%9Fng+ban&signer_name=L%C3%AA+Mai"
    );
    let issued = browser.post(&format!("{chot}/ban-hanh"), &issue).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.html);
    assert!(browser.get(&chot).await.html.contains("01-BC/BTGDVTU"));
    let sending = format!("_token={token}&version=3&snapshot=1");
    let sent = browser.post(&format!("{chot}/gui"), &sending).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
    let unit = Browser::sign_in(&test, "bc.syt").await;
    let received = unit.get(&format!("/tong-hop/{round}/nhan?ban=1")).await;
    assert!(received.html.contains("01-BC/BTGDVTU"), "{}", received.html);
    let token = received.hidden("_token");
    let form = format!("_token={token}&snapshot=1");
    let done = unit.post(&format!("/tong-hop/{round}/nhan"), &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let shown = browser.get(&chot).await.html;
    assert!(
        shown.contains("Đã gửi 7 đơn vị; 1 đã mở; 1 đã xác nhận"),
        "{shown}"
    );
    let ctx = test.coordinator().await;
    for (code, kind) in [("dang", IssuerKind::Party), ("nha-nuoc", IssuerKind::State)] {
        let page = browser
            .get(&format!("/tong-hop/{round}/xem?mau={code}&ban=1"))
            .await;
        assert_eq!(page.status, StatusCode::OK);
        let pdf = file(&ctx, round, Purpose::Snapshot(1), kind, Format::Pdf)
            .await
            .unwrap();
        assert_eq!(page_text(&page.html), pdf_text(&pdf.bytes), "{code}");
    }
    let docx = browser
        .get(&format!("/tong-hop/{round}/bao-cao.docx?mau=dang"))
        .await;
    assert!(docx.kind.contains("wordprocessingml"), "{}", docx.kind);
    assert_eq!(
        browser
            .get(&format!("/tong-hop/{round}/bao-cao.exe"))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}
