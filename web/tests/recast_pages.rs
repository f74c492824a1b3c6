//! A round in the units of today on its pages: of how many units a figure is, and pages
//! over hundreds of units.

use crate::crowd::{MANY, crowd, crowded_round, select, texts, texts_of, turned};
use crate::desk::{Answer, Browser};
use crate::recast::{
    NAME, added, closed, commune, line, reorganise, reported, sent, sent_report, side_by_side,
};
use app::report::ReportTyped;
use domain::unit::Step;
use scraper::{ElementRef, Html};
use std::collections::BTreeSet;
use testkit::TestApp;

/// Two communes, of which one has sent its figure, become one; what the line of the new
/// one and the sum say on the opened total, and its line beside other indicators.
async fn merged(other: Option<ReportTyped>) -> [String; 3] {
    let test = TestApp::new().await;
    let round = test.quarter().await;
    sent(&test, round, "XTD", ("GN-03", "120")).await;
    if let Some(typed) = other {
        sent_report(&test, round, "XHS", typed).await;
    }
    closed(&test, round).await;
    let merger = Step::Merge {
        from: vec!["XTD".into(), "XHS".into()],
        into: "XM".into(),
    };
    reorganise(&test, vec![commune("XM"), merger]).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let at = format!("/tong-hop/{round}/chi-tieu/GN-03?theo=nay");
    let opened = browser.get(&at).await;
    let (beside, ..) = side_by_side(&browser, round, NAME).await;
    let of_unit = |page: &Answer| line(&texts_of(page, "tbody tr"), "Xã XM").to_owned();
    let sum = texts_of(&opened, "tfoot td").join("; ");
    [of_unit(&opened), sum, of_unit(&beside)]
}

/// a unit of today of which one predecessor has sent nothing does not look whole,
/// nor does the total.
#[tokio::test]
async fn r_4_2_a_merged_unit_says_that_a_report_of_those_before_it_is_missing() {
    let [line, sum, beside] = merged(None).await;
    assert!(line.ends_with("120,0 (1/2 đơn vị)"), "{line}");
    assert_eq!(sum, "120,0 (1/2 đơn vị)");
    assert!(beside.contains("120,0 (1/2 đơn vị)"), "{beside}");
}

/// "không phát sinh" is an answer here too.
#[tokio::test]
async fn r_3_11_a_merged_unit_is_whole_where_one_before_it_had_nothing_to_report() {
    let nil = ReportTyped {
        is_nil: true,
        ..ReportTyped::default()
    };
    let [line, sum, beside] = merged(Some(nil)).await;
    assert!(line.ends_with("120,0"), "{line}");
    assert_eq!(sum, "120,0");
    assert!(!beside.contains("đơn vị)"), "{beside}");
}

/// on a phone, where no head of a table is seen, each figure has its measure, the
/// indicators their links, and the last lines the form of the others.
#[tokio::test]
async fn r_1_4_on_a_phone_figures_of_today_have_their_measure_and_indicators_their_links() {
    let test = TestApp::new().await;
    let round = test.quarter().await;
    reported(&test, round, "GN-03", ["120", "34,5"]).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let (page, _, place) = side_by_side(&browser, round, NAME).await;
    let html = Html::parse_document(page.html());
    for part in ["tbody", "tfoot"] {
        let cells = select(&html, &format!("{part} td:nth-child({})", place + 1));
        assert!(!cells.is_empty(), "{part}");
        let label = format!("{NAME} (triệu đồng)");
        let has_label = |cell: &ElementRef<'_>| cell.attr("data-l") == Some(label.as_str());
        assert!(cells.iter().all(has_label), "{part}: {}", page.html());
    }
    let href = format!("/tong-hop/{round}/chi-tieu/GN-03?theo=nay");
    let links = select(&html, "nav.only-narrow a");
    assert!(links.iter().any(|a| a.attr("href") == Some(href.as_str())));
    let styles = browser.get("/assets/giaoban.css").await;
    let styles: String = styles.html().split_whitespace().collect();
    let rule = ".table--stack:is(tbody,tfoot,tr,th,td){display:block";
    assert!(styles.contains(rule));
}

/// with hundreds of units every page is within 60 KB (which the browser holds),
/// each unit stands once, and the lines of all pages add up to the total.
#[tokio::test]
async fn r_1_4_hundreds_of_units_of_today_come_in_pages_and_add_up() {
    const MERGED: usize = 50;
    let test = crowd().await;
    test.charge_communes("giam_ngheo_an_sinh").await;
    let round = crowded_round(&test, 200).await;
    reported(&test, round, "GN-03", ["120", "34"]).await;
    let merge = |number: usize| Step::Merge {
        from: vec![format!("X{:04}", 2 * number)],
        into: format!("X{:04}", 2 * number - 1),
    };
    reorganise(&test, (1..=MERGED).map(merge).collect()).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let at = format!("/tong-hop/{round}/chi-tieu/GN-03?theo=nay");
    let pages = turned(&browser, &at).await;
    assert!(pages.len() > 3);
    let names = texts(&pages, "tbody th");
    let crowd: Vec<&String> = names.iter().filter(|n| n.contains("Đồng Lâm")).collect();
    assert_eq!(crowd.len(), MANY - MERGED);
    assert_eq!(crowd.iter().collect::<BTreeSet<_>>().len(), crowd.len());
    assert_eq!(added(&texts(&pages, "tbody td")), 1540);
    // Besides the crowd these two communes owe it.
    let sum = format!("154,0 (2/{} đơn vị)", MANY + 2);
    for page in &pages {
        assert_eq!(texts_of(page, "tfoot td"), [sum.as_str()]);
    }
    let (_, group, place) = side_by_side(&browser, round, NAME).await;
    let column = format!("td:nth-child({})", place + 1);
    let (mut beside, mut figures) = (Vec::new(), Vec::new());
    for page in 1.. {
        let shown = browser.get(&format!("{group}&trang={page}")).await;
        beside.extend(texts_of(&shown, "tbody th"));
        figures.extend(texts_of(&shown, &format!("tbody {column}")));
        let sum = texts_of(&shown, &format!("tfoot tr:last-child {column}"));
        assert_eq!(added(&sum), 1540);
        if !shown.html().contains(&format!("trang={}\"", page + 1)) {
            break;
        }
    }
    let crowd: Vec<&String> = beside.iter().filter(|n| n.contains("Đồng Lâm")).collect();
    assert_eq!(crowd.len(), MANY - MERGED);
    assert_eq!(crowd.iter().collect::<BTreeSet<_>>().len(), crowd.len());
    assert_eq!(beside.len(), figures.len());
    assert_eq!(added(&figures), 1540);
    let mapping = format!("/tong-hop/{round}?theo=nay&bang=doi-chieu");
    let mapping = turned(&browser, &mapping).await;
    assert_eq!(texts(&mapping, "tbody th").len(), MERGED);
}
