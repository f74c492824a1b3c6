//! Hundreds of units before a browser without script: pages turned, forms sent as
//! they stand, for the tests of long lists.

pub mod growth;

use crate::desk::{Answer, Browser};
use axum::http::StatusCode;
use domain::id::RoundId;
use domain::period::PeriodKind;
use scraper::{ElementRef, Html, Selector};
use testkit::TestApp;

/// Units in these tests.
pub const MANY: usize = 340;

pub async fn crowd() -> TestApp {
    let test = TestApp::new().await;
    test.add_communes(MANY).await;
    test
}

/// The third quarter with some hundred indicators, and a draft of its report.
pub async fn crowded_round(test: &TestApp, more_indicators: usize) -> RoundId {
    let name = "Số học sinh được khảo sát theo nội dung thứ";
    test.crowded_regime("GD-09", more_indicators, name).await;
    let office = test.coordinator().await;
    let round = test.open_round(PeriodKind::Quarter, 2026, 3).await;
    let add = app::consolidation::Add {
        round,
        section: "I.1".into(),
        text: "Đã mở các hội nghị quán triệt.".into(),
        version: 0,
    };
    app::consolidation::add(&office, add).await.unwrap();
    round
}

pub fn select<'a>(html: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(css).unwrap()).collect()
}

/// The page and those after it, as somebody turns them.
pub async fn turned(browser: &Browser, path: &str) -> Vec<Answer> {
    let mut pages = vec![browser.get(path).await];
    loop {
        let html = Html::parse_document(pages.last().unwrap().html());
        let next = select(&html, "a[rel='next']");
        let Some(href) = next.first().and_then(|a| a.attr("href")) else {
            return pages;
        };
        let path = href.split('#').next().unwrap().to_owned();
        pages.push(browser.get(&path).await);
        assert!(pages.len() < 30, "the pages end");
    }
}

/// How often each text that begins with `mark` stands in elements of the pages.
pub fn texts(pages: &[Answer], css: &str) -> Vec<String> {
    pages.iter().flat_map(|page| texts_of(page, css)).collect()
}

/// The texts of elements of one page.
pub fn texts_of(page: &Answer, css: &str) -> Vec<String> {
    assert_eq!(page.status, StatusCode::OK, "{}", page.html());
    let html = Html::parse_document(page.html());
    let text = |e: &ElementRef<'_>| e.text().collect::<String>().trim().to_owned();
    select(&html, css).iter().map(text).collect()
}

/// What a browser sends with a form: everything that stands or is ticked in it.
pub fn fields_of(page: &Answer, form: &str) -> Vec<(String, String)> {
    let html = Html::parse_document(page.html());
    let css = format!("{form} input[name]:not([name='_token'])");
    let mut sent = Vec::new();
    for field in select(&html, &css) {
        let is_box = matches!(field.attr("type"), Some("checkbox" | "radio"));
        if is_box && field.attr("checked").is_none() {
            continue;
        }
        let value = field.attr("value").unwrap_or_default();
        sent.push((field.attr("name").unwrap().to_owned(), value.to_owned()));
    }
    for list in select(&html, &format!("{form} select[name]")) {
        let chosen = Selector::parse("option[selected]").unwrap();
        let chosen = list.select(&chosen).next();
        let value = chosen.and_then(|o| o.attr("value")).unwrap_or_default();
        sent.push((list.attr("name").unwrap().to_owned(), value.to_owned()));
    }
    sent
}

/// Presses a button of a form after writing into it.
pub async fn press(
    browser: &Browser,
    (page, form, to): (&Answer, &str, &str),
    written: &[(&str, &str)],
    ticked: &[(&str, &str)],
) -> Answer {
    let mut sent = fields_of(page, form);
    for (name, value) in written {
        sent.retain(|(known, _)| known != name);
        sent.push(((*name).to_owned(), (*value).to_owned()));
    }
    for (name, value) in ticked {
        sent.push(((*name).to_owned(), (*value).to_owned()));
    }
    let sent: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(to, &sent).await
}
