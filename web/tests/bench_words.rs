//! What the office says to a unit from the workbench, as a browser walks it.

use crate::browser_of_pages::{Browser, round};
use axum::http::StatusCode;

/// §6.1: the office answers a unit beside its text, by a comment at the section or
/// by returning the report, and is back at the same text.
#[tokio::test]
async fn r_3_4_the_office_comments_on_a_text_and_returns_its_report_from_the_workbench() {
    let (test, round) = round().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let at = format!("/tong-hop/{round}/soan");
    let bench = browser.get(&format!("{at}?muc=I.1")).await.html;
    assert!(!bench.contains("/soan/gop-y\""), "one click away");
    let link = bench.split("<a href=\"?").find(|a| a.contains("#gop-y\""));
    let link = link.expect("a link").split('#').next().unwrap();
    let link = link.replace("&amp;", "&");
    let open = browser.get(&format!("{at}?{link}")).await;
    let field = |name| (name, open.hidden(name));
    let hidden = [
        "_token",
        "section",
        "unit",
        "report",
        "report_version",
        "trang",
    ]
    .map(field);
    let head: Vec<String> = hidden.iter().map(|(k, v)| format!("{k}={v}")).collect();
    let head = head.join("&");
    let (say, back) = (format!("{at}/gop-y"), format!("{at}/tra-ve"));
    let empty = browser.post(&say, &format!("{head}&word=+")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.html.contains("id=\"e-word\""), "{}", empty.html);
    let said = browser
        .post(
            &say,
            &format!("{head}&word=Ghi+r%C3%B5+12+v%C4%83n+b%E1%BA%A3n."),
        )
        .await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.html);
    let unit = open.hidden("unit");
    assert!(
        said.location.ends_with(&format!("#u-{unit}")),
        "{}",
        said.location
    );
    let here = said.location.split('#').next().unwrap();
    let here = browser.get(here).await.html;
    assert!(here.contains("Đã ghi trao đổi.") && here.contains("12 văn bản"));
    // The unit's writer reads it at the section.
    let writer = Browser::sign_in(&test, "bc.sgddt").await;
    let report = open.hidden("report");
    let talk = writer.get(&format!("/bao-cao/{report}/muc/I.1")).await.html;
    assert!(talk.contains("Ghi rõ 12 văn bản."), "{talk}");
    // A return without its kind keeps the reason that was typed.
    let reason = "word=S%E1%BB%91+li%E1%BB%87u+ch%C6%B0a+kh%E1%BB%9Bp.";
    let bare = browser.post(&back, &format!("{head}&{reason}")).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bare.html.contains(">Số liệu chưa khớp.</textarea>"),
        "{}",
        bare.html
    );
    let done = browser
        .post(&back, &format!("{head}&{reason}&kind=correction"))
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let form = writer.get(&format!("/bao-cao/{report}")).await.html;
    assert!(form.contains("Số liệu chưa khớp."), "{form}");
    let settled = browser.get(&format!("{at}?{link}")).await.html;
    assert!(settled.contains("Không trả lại được") && !settled.contains("/soan/tra-ve"));
    // Who only reads has neither.
    let reader = Browser::sign_in(&test, "lanhdao").await;
    let shown = reader.get(&format!("{at}?{link}")).await.html;
    assert!(!shown.contains("gop-y"), "{shown}");
    let refused = reader.post(&say, &format!("{head}&word=a")).await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER);
}
