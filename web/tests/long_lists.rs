//! Pages over hundreds of units: none is over 60 KB (which [`crate::desk`] holds
//! for every page), and everything can be reached.

use crate::crowd::*;
use crate::desk::{Answer, Browser};
use app::unit::{ActInput, Heirs, confirm};
use axum::http::StatusCode;
use domain::unit::{NewUnit, Step, Tier, UnitAct, UnitKind};
use jiff::civil::date;
use scraper::Html;
use std::collections::BTreeSet;

#[tokio::test]
async fn the_tree_shows_every_unit_on_some_page_and_a_search_finds_any() {
    let test = crowd().await;
    let admin = Browser::sign_in(&test, "quantri").await;
    let pages = turned(&admin, "/don-vi").await;
    let small: Vec<String> = texts(&pages, ".units small");
    for number in 1..=MANY {
        let code = format!("X{number:04}");
        assert_eq!(small.iter().filter(|t| **t == code).count(), 1, "{code}");
    }
    let below = turned(&admin, "/don-vi?goc=TU").await;
    assert_eq!(below.len(), pages.len());
    let found = turned(&admin, "/don-vi?tim=dong+lam").await;
    let names: BTreeSet<String> = texts(&found, "tbody th").into_iter().collect();
    assert_eq!(names.len(), MANY);
    let one = admin.get("/don-vi?tim=x0333").await;
    assert_eq!(texts(&[one], "tbody th"), ["Xã Đồng Lâm 333"]);
}

#[tokio::test]
async fn accounts_are_turned_searched_and_given_a_unit_by_its_name() {
    let test = crowd().await;
    let admin = Browser::sign_in(&test, "quantri").await;
    let pages = turned(&admin, "/tai-khoan").await;
    let logins = texts(&pages, "tbody th");
    let each: BTreeSet<&String> = logins.iter().collect();
    assert_eq!(each.len(), logins.len(), "nobody stands twice");
    for number in 1..=MANY {
        assert!(each.contains(&format!("bc.x{number:04}")), "{number}");
    }
    assert!(!each.contains(&"dieuphoi2".to_owned()), "another area");
    // By login, by name without marks, by unit.
    for search in ["bc.x0321", "dang+thi+so+321", "dong+lam+321"] {
        let found = admin.get(&format!("/tai-khoan?tim={search}")).await;
        assert_eq!(texts(&[found], "tbody th"), ["bc.x0321"], "{search}");
    }
    let many = turned(&admin, "/tai-khoan?tim=dong+lam").await;
    assert_eq!(texts(&many, "tbody th").len(), MANY);

    // A name that means several units is asked about; nothing typed is lost.
    let page = admin.get("/tai-khoan").await;
    let form = "form[method='post'][action='/tai-khoan']";
    let written = [
        ("login", "moi"),
        ("full_name", "Lê Thị Mới"),
        ("password", "mat-khau-dai"),
        ("role", "reporter"),
        ("unit", "dong lam 32"),
    ];
    let to = "/tai-khoan";
    let asked = press(&admin, (&page, form, to), &written, &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.html().contains("value=\"Lê Thị Mới\""));
    let again = [("password", "mat-khau-dai")];
    let picked = [("unit_pick", "X0325")];
    let offered = asked.html().contains("value=\"X0325\"");
    assert!(offered && !asked.html().contains("value=\"X0033\""));
    let made = press(&admin, (&asked, form, to), &again, &picked).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html());
    let shown = admin.get(made.location.split('?').next().unwrap()).await;
    assert!(shown.html().contains("Xã Đồng Lâm 325"));
    // What was picked for another text does not count.
    let other = [
        ("password", "mat-khau-dai"),
        ("login", "moi2"),
        ("unit", "khong co"),
    ];
    let refused = press(&admin, (&asked, form, to), &other, &picked).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn plans_are_turned_searched_and_set_for_a_unit_by_its_name() {
    let test = crowd().await;
    let office = test.coordinator().await;
    let mut csv = "unit,indicator,year,value\n".to_owned();
    for number in 1..=MANY {
        csv += &format!("X{number:04},GD-09,2026,{number}\n");
    }
    let outcome = app::import::plans(&office, csv.as_bytes(), false).await;
    assert!(outcome.unwrap().is_written);
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let pages = turned(&browser, "/ke-hoach?nam=2026").await;
    let units = texts(&pages, "tbody th");
    assert_eq!(units.len(), MANY);
    assert_eq!(units.iter().collect::<BTreeSet<_>>().len(), MANY);
    // In the order of the alphabet, over the edges of pages.
    assert_eq!(units[99..101], ["Xã Đồng Lâm 100", "Xã Đồng Lâm 101"]);
    let found = browser.get("/ke-hoach?nam=2026&tim=dong+lam+33").await;
    assert_eq!(texts(&[found], "tbody th").len(), 11);
    let page = browser.get("/ke-hoach?nam=2026").await;
    let form = "form[method='post']";
    let written = [
        ("unit", "xa dong lam 7"),
        ("indicator", "GD-09"),
        ("value", "9.999"),
    ];
    let set = press(&browser, (&page, form, "/ke-hoach"), &written, &[]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.html());
    let found = browser.get("/ke-hoach?nam=2026&tim=X0007").await;
    assert!(found.html().contains("9.999"), "{}", found.html());
}

#[tokio::test]
async fn totals_of_two_hundred_indicators_come_in_parts_by_field_with_every_row() {
    let test = crowd().await;
    let round = crowded_round(&test, 200).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let first = browser.get(&format!("/tong-hop/{round}")).await;
    let html = Html::parse_document(first.html());
    let ways: Vec<String> = select(&html, "nav.parts a")
        .iter()
        .map(|a| a.attr("href").unwrap().to_owned())
        .collect();
    assert!(ways.len() >= 4, "{ways:?}");
    let links_of = |page: &Answer| -> Vec<String> {
        let html = Html::parse_document(page.html());
        let links = select(&html, "tbody th a");
        let hrefs = links.iter().filter_map(|a| a.attr("href"));
        hrefs.map(str::to_owned).collect()
    };
    let mut links = links_of(&first);
    let mut rows = texts(&[first], "tbody th");
    for way in &ways {
        let part = browser.get(way.split('#').next().unwrap()).await;
        links.extend(links_of(&part));
        rows.extend(texts(&[part], "tbody th"));
    }
    // Parts of two wholes bear the same name; what they are opened by is their own.
    let each: BTreeSet<&String> = links.iter().collect();
    assert_eq!((each.len(), links.len()), (links.len(), rows.len()));
    for number in 1..=200 {
        let name = format!("Số học sinh được khảo sát theo nội dung thứ {number}");
        assert!(rows.contains(&name), "{name}");
    }
}

#[tokio::test]
async fn a_long_report_is_read_in_parts_with_contents_and_whole_for_printing() {
    let test = crowd().await;
    let round = crowded_round(&test, 200).await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let path = format!("/tong-hop/{round}/xem?ban=moi");
    let parts = turned(&browser, &path).await;
    assert!(parts.len() > 1);
    let cells = texts(&parts, "#bao-cao td");
    let contents = texts(&parts[..1], "nav[aria-labelledby='muc-luc'] li");
    assert!(
        contents
            .iter()
            .any(|e| e.starts_with("PHỤ LỤC") || e.starts_with("Phụ lục"))
    );
    // The whole is over the bound of a page on purpose: it is what is printed.
    let whole = crate::walker::Browser::sign_in(&test, "dieuphoi").await;
    let whole = whole.get(&format!("{path}&ca=1")).await;
    let html = Html::parse_document(&whole.html);
    let all: Vec<String> = select(&html, "#bao-cao td")
        .iter()
        .map(|e| e.text().collect::<String>().trim().to_owned())
        .collect();
    assert_eq!(cells, all, "no cell is missing, none stands twice");
    assert!(all.iter().any(|t| t.contains("nội dung thứ 200")));
}

/// One commune becomes forty, and forty others are communes no more.
fn large_split() -> ActInput {
    let codes: Vec<String> = (1..=40).map(|number| format!("N{number:02}")).collect();
    let made = |code: &String| {
        Step::Create(NewUnit {
            code: code.clone(),
            name: format!("Xã Đồng Lâm Thượng {code}"),
            short_name: String::new(),
            symbol: "ĐU".into(),
            kind: UnitKind::Commune,
            tier: Tier::Commune,
            parent: "TU".into(),
            place: "Đồng Lâm".into(),
            fields: Vec::new(),
        })
    };
    let changed = |number: usize| Step::Change {
        unit: format!("X{number:04}"),
        kind: Some(UnitKind::Inspection),
        tier: None,
        place: String::new(),
    };
    let mut steps: Vec<Step> = codes.iter().map(made).collect();
    steps.extend((1..=40).map(changed));
    steps.push(Step::Split {
        from: "X0340".into(),
        into: codes,
        weights: Vec::new(),
    });
    let mut heirs = Heirs::default();
    heirs.general.insert("X0340".into(), "N01".into());
    ActInput {
        act: UnitAct {
            decision: "15-QĐ/TU".into(),
            decided_on: date(2026, 9, 1),
            effective_on: date(2026, 9, 15),
            steps,
        },
        heirs,
    }
}

/// who is missing and who is named no more stand above the hundred lines of the
/// list, ten of each, with how many more there are.
#[tokio::test]
async fn r_1_7_the_page_of_a_round_names_ten_of_many_missing_units_and_stays_short() {
    let test = crowd().await;
    let round = crowded_round(&test, 0).await;
    let admin = test.administrator().await;
    confirm(&admin, &large_split()).await.unwrap();
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let path = format!("/ky/{round}");
    let pages = turned(&browser, &path).await;
    assert!(pages.len() > 3, "{} pages", pages.len());
    assert_eq!(texts(&pages[..1], "#f-units label").len(), 10);
    let reports = "section[aria-labelledby='con-thieu'] li a";
    assert_eq!(texts(&pages[..1], reports).len(), 10);
    let more = pages[0].html().matches("và 30 đơn vị nữa").count();
    assert_eq!(more, 2, "{}", pages[0].html());
    // Nobody writes in most of them: the refused form is such a page as well.
    let form = "form[action$='/giao-them']";
    let to = format!("{path}/giao-them");
    let refused = press(&browser, (&pages[0], form, to.as_str()), &[], &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ticked_on(&refused), 10);
}

/// Units ticked on the page of a refused form.
fn ticked_on(page: &Answer) -> usize {
    let html = Html::parse_document(page.html());
    select(&html, "#f-units input[checked]").len()
}
