//! A round in the units of today on its pages: of how many units a figure is, and pages
//! over hundreds of units.

use crate::crowd::{MANY, crowd, crowded_round, texts, texts_of, turned};
use crate::desk::Browser;
use crate::recast::{added, reorganise, reported, side_by_side};
use domain::unit::Step;
use std::collections::BTreeSet;

/// What every unit is asked for, named or not in the catalogue of functions.
const OF_ALL: &str = "CT-03";

/// with hundreds of units every page is within 60 KB (which the browser holds),
/// each unit stands once, and the lines of all pages add up to the total.
#[tokio::test]
async fn r_1_4_hundreds_of_units_of_today_come_in_pages_and_add_up() {
    const MERGED: usize = 50;
    let test = crowd().await;
    let round = crowded_round(&test, 200).await;
    reported(&test, round, OF_ALL, ["120", "34"]).await;
    let merge = |number: usize| Step::Merge {
        from: vec![format!("X{:04}", 2 * number)],
        into: format!("X{:04}", 2 * number - 1),
    };
    reorganise(&test, (1..=MERGED).map(merge).collect()).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let at = format!("/tong-hop/{round}/chi-tieu/{OF_ALL}?theo=nay");
    let pages = turned(&browser, &at).await;
    assert!(pages.len() > 3);
    let names = texts(&pages, "tbody th");
    let crowd: Vec<&String> = names.iter().filter(|n| n.contains("Đồng Lâm")).collect();
    assert_eq!(crowd.len(), MANY - MERGED);
    assert_eq!(crowd.iter().collect::<BTreeSet<_>>().len(), crowd.len());
    assert_eq!(added(&texts(&pages, "tbody td")), 1540);
    for page in &pages {
        assert_eq!(added(&texts_of(page, "tfoot td")), 1540);
    }
    let name = "Số cuộc kiểm tra, giám sát, khảo sát";
    let (_, group, place) = side_by_side(&browser, round, name).await;
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
