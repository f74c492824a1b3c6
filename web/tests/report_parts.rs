//! A form of two hundred indicators comes in parts, none over 60 KB (which
//! [`crate::desk`] holds for every page), and loses nothing on the way.

use crate::desk::{Answer, Browser};
use axum::http::StatusCode;
use domain::period::PeriodKind;
use scraper::{Html, Selector};
use testkit::TestApp;

/// The health department's report with 200 indicators more; answers its path.
async fn long_form(test: &TestApp) -> String {
    let name = "Số lượt khám bệnh theo mã bệnh";
    test.crowded_regime("YT-09", 200, name).await;
    test.open_round(PeriodKind::Quarter, 2026, 3).await;
    let mine = app::report::duties(&test.reporter("SYT").await).await;
    format!("/bao-cao/{}", mine.unwrap().open[0].id)
}

/// All fields of the report form as a browser sends them, some typed anew.
fn filled(page: &Answer, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let html = Html::parse_document(page.html());
    let fields = Selector::parse(
        "#bao-cao input[name]:not([type='checkbox']):not([name='_token']), #bao-cao textarea[name]",
    );
    let mut sent: Vec<(String, String)> = html
        .select(&fields.unwrap())
        .map(|field| {
            let name = field.attr("name").unwrap().to_owned();
            let text = || field.text().collect::<String>();
            (name, field.attr("value").map_or_else(text, str::to_owned))
        })
        .collect();
    for (name, value) in typed {
        sent.retain(|(known, _)| known != name);
        sent.push(((*name).to_owned(), (*value).to_owned()));
    }
    sent
}

async fn save(browser: &Browser, path: &str, sent: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(&format!("{path}/luu"), &fields).await
}

fn has_row(page: &Answer, code: &str) -> bool {
    page.html().contains(&format!("id=\"f-v.{code}\" name="))
}

#[tokio::test]
async fn a_long_table_comes_in_parts_and_every_save_is_of_the_whole_report() {
    let test = TestApp::new().await;
    let path = long_form(&test).await;
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let first = reporter.get(&path).await;
    assert!(has_row(&first, "YT-09") && !has_row(&first, "YT-X200"));
    // To another part with something typed: kept, and the other part stands.
    let sent = filled(
        &first,
        &[("v.YT-09", "7"), ("n.YT-09", "Vì bão"), ("den", "3")],
    );
    let went = save(&reporter, &path, &sent).await;
    assert_eq!(went.status, StatusCode::SEE_OTHER);
    assert_eq!(
        went.location,
        format!("{path}?phan=3&da=report.saved#so-lieu")
    );
    let third = reporter.get(&format!("{path}?phan=3")).await;
    assert!(!has_row(&third, "YT-09"));
    let row = third.html().split("id=\"f-v.YT-X").nth(1).expect("a row");
    let row = format!("YT-X{}", row.split('"').next().unwrap());
    let row = row.as_str();
    assert!(!has_row(&first, row));
    // What the first part says travels along and is not lost by this save.
    let sent = filled(&third, &[(&format!("v.{row}"), "11")]);
    let stayed = save(&reporter, &path, &sent).await;
    assert_eq!(stayed.location, format!("{path}?phan=3&da=report.saved"));
    let ctx = test.reporter("SYT").await;
    let id = path.strip_prefix("/bao-cao/").unwrap().parse().unwrap();
    let form = app::report::open_form(&ctx, id).await.unwrap();
    let cell = |code: &str| {
        let cell = form.cells.iter().find(|c| c.def.code == code);
        cell.expect("a cell").cell.clone()
    };
    assert_eq!(cell("YT-09").value, Some(7));
    assert_eq!(cell("YT-09").note.as_deref(), Some("Vì bão"));
    assert_eq!(cell(row).value, Some(11));
}

#[tokio::test]
async fn a_refused_save_shows_the_part_with_the_error_and_keeps_what_was_typed_in_the_others() {
    let test = TestApp::new().await;
    let path = long_form(&test).await;
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let last = reporter.get(&format!("{path}?phan=99")).await;
    assert!(has_row(&last, "YT-X200"));
    let sent = filled(&last, &[("v.YT-X200", "5"), ("v.YT-09", "mười hai")]);
    let refused = save(&reporter, &path, &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(has_row(&refused, "YT-09"), "the part with the error");
    assert!(refused.html().contains("value=\"mười hai\""));
    assert!(
        refused.html().contains("name=\"v.YT-X200\" value=\"5\""),
        "what the other part says is there"
    );
    // Errors in two parts: the open one stays, the other one is named.
    let sent = filled(&last, &[("v.YT-X200", "năm"), ("v.YT-09", "mười hai")]);
    let refused = save(&reporter, &path, &sent).await;
    assert!(has_row(&refused, "YT-X200"));
    assert!(refused.html().contains("<span id=\"f-v.YT-09\">"));
    assert!(refused.html().contains("có ô phải sửa"));
}

#[tokio::test]
async fn the_rules_of_a_part_are_those_about_its_rows() {
    let test = TestApp::new().await;
    let path = long_form(&test).await;
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let rules = |page: &Answer| {
        let html = page.html();
        let start = html.find("id=\"quy-tac\">").unwrap() + "id=\"quy-tac\">".len();
        let end = start + html[start..].find("</script>").unwrap();
        serde_json::from_str::<serde_json::Value>(&html[start..end]).unwrap()
    };
    let first = rules(&reporter.get(&path).await);
    // "Nội trú" is held against "khám bệnh", both on the first part.
    assert!(first["definitions"]["YT-09a"].is_object());
    assert!(first["definitions"]["YT-X200"].is_null());
    let last = rules(&reporter.get(&format!("{path}?phan=99")).await);
    assert!(last["definitions"]["YT-X200"].is_object());
    assert!(last["definitions"]["YT-09a"].is_null());
}
