//! Pages over hundreds of units: none is over 60 KB (which [`crate::desk`] holds
//! for every page), everything can be reached, and nothing chosen is lost.

use crate::desk::{Answer, Browser};
use app::regime::{NewRegime, STANDARD_CODE, standard_body};
use axum::http::StatusCode;
use domain::id::RoundId;
use domain::period::PeriodKind;
use jiff::civil::date;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;
use testkit::TestApp;

/// Units in these tests.
const MANY: usize = 340;

async fn crowd() -> TestApp {
    let test = TestApp::new().await;
    test.add_communes(MANY).await;
    test
}

/// The third quarter with some hundred indicators, and a draft of its report.
async fn crowded_round(test: &TestApp, more_indicators: usize) -> RoundId {
    let mut body = standard_body("BTGDV");
    let pupils = body.indicators.iter().find(|i| i.code == "GD-09");
    let pupils = pupils.expect("the starter catalogue").clone();
    for number in 1..=more_indicators {
        let mut one = pupils.clone();
        one.code = format!("GD-X{number:03}");
        one.name = format!("Số học sinh được khảo sát theo nội dung thứ {number}");
        body.indicators.push(one);
    }
    let regime = NewRegime {
        code: STANDARD_CODE.into(),
        name: "Giao ban công tác khoa giáo".into(),
        owner: test.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body,
    };
    let administrator = test.administrator().await;
    app::regime::create(&administrator, regime).await.unwrap();
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

fn select<'a>(html: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(css).unwrap()).collect()
}

/// The page and those after it, as somebody turns them.
async fn turned(browser: &Browser, path: &str) -> Vec<Answer> {
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
fn texts(pages: &[Answer], css: &str) -> Vec<String> {
    let mut all = Vec::new();
    for page in pages {
        assert_eq!(page.status, StatusCode::OK, "{}", page.html());
        let html = Html::parse_document(page.html());
        all.extend(
            select(&html, css)
                .iter()
                .map(|e| e.text().collect::<String>().trim().to_owned()),
        );
    }
    all
}

/// What a browser sends with a form: everything that stands or is ticked in it.
fn fields_of(page: &Answer, form: &str) -> Vec<(String, String)> {
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
async fn press(
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

/// The units that the last round of opinions asked.
async fn asked(test: &TestApp, round: RoundId) -> BTreeSet<domain::id::UnitId> {
    let ctx = test.coordinator().await;
    let overview = app::consolidation::overview(&ctx, round).await.unwrap();
    overview.opinions[0].0.asked.iter().copied().collect()
}

async fn unit(test: &TestApp, code: &str) -> domain::id::UnitId {
    let tree = test.coordinator().await.tree().await.unwrap();
    tree.by_code(code).expect("a unit").unit
}

#[tokio::test]
async fn r_4_6_units_chosen_on_any_page_are_asked_and_no_turn_or_mistake_loses_one() {
    let test = crowd().await;
    let round = crowded_round(&test, 0).await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let form = "form[action$='/y-kien/hoi']";
    let to = format!("/tong-hop/{round}/y-kien/hoi");
    let first = office.get(&format!("/tong-hop/{round}/y-kien")).await;
    let tick = |code: &'static str| ("unit", code);
    let at = |page| (page, form, to.as_str());
    let here = |page: &Answer, code: &str| page.html().contains(&format!("id=\"u-{code}\""));
    assert!(here(&first, "X0003") && !here(&first, "X0222"));
    let second = press(&office, at(&first), &[("den", "3")], &[tick("X0003")]).await;
    assert_eq!(second.status, StatusCode::OK);
    assert!(here(&second, "X0222") && !here(&second, "X0003"));
    let searched = press(
        &office,
        at(&second),
        &[("viec", "tim"), ("tim", "dong lam 33")],
        &[tick("X0222")],
    )
    .await;
    assert!(here(&searched, "X0333") && !here(&searched, "X0222"));
    // A mistake in a date: the page is refused with everything chosen.
    let wrong = press(
        &office,
        at(&searched),
        &[("viec", "gui"), ("opens_on", "hôm qua")],
        &[tick("X0333")],
    )
    .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html().contains("Đã chọn 3/"), "{}", wrong.html());
    let only = press(
        &office,
        at(&wrong),
        &[("viec", "tim"), ("tim", ""), ("only", "1")],
        &[],
    )
    .await;
    assert_eq!(texts(&[only], "#f-unit label").len(), 3);
    let written = [("viec", "gui"), ("opens_on", "05/10/2026")];
    let sent = press(&office, at(&wrong), &written, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    let mut expected = BTreeSet::new();
    for code in ["X0003", "X0222", "X0333"] {
        expected.insert(unit(&test, code).await);
    }
    assert_eq!(asked(&test, round).await, expected);
}

#[tokio::test]
async fn r_4_6_all_of_a_kind_are_asked_by_one_box_and_each_by_hundreds_of_ticks() {
    let test = crowd().await;
    let round = crowded_round(&test, 0).await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let form = "form[action$='/y-kien/hoi']";
    let to = format!("/tong-hop/{round}/y-kien/hoi");
    let first = office.get(&format!("/tong-hop/{round}/y-kien")).await;
    // Every unit ticked on its page: the largest choice there is.
    let mut page = press(&office, (&first, form, &to), &[("den", "1")], &[]).await;
    for number in 2..=5 {
        let html = Html::parse_document(page.html());
        let boxes = select(&html, "#f-unit input");
        let codes: Vec<String> = boxes
            .iter()
            .map(|b| b.attr("value").unwrap().to_owned())
            .collect();
        let ticked: Vec<(&str, &str)> = codes.iter().map(|c| ("unit", c.as_str())).collect();
        let next = number.to_string();
        page = press(&office, (&page, form, &to), &[("den", &next)], &ticked).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    let all = MANY + 7;
    assert!(page.html().contains(&format!("Đã chọn {all}/{all}")));
    let gone = press(
        &office,
        (&first, form, &to),
        &[("viec", "gui")],
        &[("unit", "X9999")],
    )
    .await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(gone.html().contains("X9999"), "said, not left out");
    let sent = press(
        &office,
        (&first, form, &to),
        &[("viec", "gui")],
        &[("kind", "commune")],
    )
    .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    let asked = asked(&test, round).await;
    assert_eq!(asked.len(), MANY + 2);
    assert!(asked.contains(&unit(&test, "X0340").await));
    assert!(!asked.contains(&unit(&test, "SYT").await));
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
    let mut rows = texts(&[first], "tbody th");
    for way in &ways {
        let part = browser.get(way.split('#').next().unwrap()).await;
        rows.extend(texts(&[part], "tbody th"));
    }
    let each: BTreeSet<&String> = rows.iter().collect();
    assert_eq!(each.len(), rows.len());
    for number in 1..=200 {
        let name = format!("Số học sinh được khảo sát theo nội dung thứ {number}");
        assert!(each.contains(&name), "{name}");
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

#[tokio::test]
async fn r_1_7_units_chosen_on_several_pages_join_a_group_and_all_members_can_be_read() {
    let test = crowd().await;
    test.standard_regime().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let group = [("code", "vung-cao"), ("name", "Xã vùng cao")];
    let made = office.post("/khoi", &group).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html());
    let form = "form[action='/khoi/vung-cao/vao']";
    let to = "/khoi/vung-cao/vao";
    let mut page = office.get("/khoi/vung-cao").await;
    for number in 2..=4 {
        let html = Html::parse_document(page.html());
        let boxes = select(&html, "#f-units input");
        let codes: Vec<String> = boxes
            .iter()
            .map(|b| b.attr("value").unwrap().to_owned())
            .collect();
        let ticked: Vec<(&str, &str)> = codes.iter().map(|c| ("units", c.as_str())).collect();
        let next = number.to_string();
        page = press(&office, (&page, form, to), &[("den", &next)], &ticked).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    let wrong = [("viec", "vao"), ("from", "mai")];
    let refused = press(&office, (&page, form, to), &wrong, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = [("viec", "vao"), ("from", "2026-01-01")];
    let joined = press(&office, (&refused, form, to), &right, &[]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.html());
    let members = texts(&turned(&office, "/khoi/vung-cao").await, "tbody th");
    assert_eq!(members.len(), 300);
    assert_eq!(members.iter().collect::<BTreeSet<_>>().len(), 300);
}
