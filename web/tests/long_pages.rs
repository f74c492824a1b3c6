//! Every page of a coordinator, and of those beside, over hundreds of units, tasks
//! and rounds: none is over 60 KB, nor is any that a long list goes on with.

use crate::crowd::growth::grow;
use crate::crowd::*;
use crate::desk::{Answer, Browser};
use crate::pages::{MOST, STAFF, pages};
use crate::world::World;
use axum::http::StatusCode;
use scraper::Html;
use std::collections::{BTreeSet, VecDeque};
use testkit::TestApp;

/// Pages of one list that are turned; the others are like them.
const TURNED: usize = 12;

#[tokio::test]
async fn no_page_over_hundreds_of_units_tasks_and_rounds_is_over_60_kb() {
    let logins = [&STAFF[..], &["bc.x0001"]].concat();
    let world = World::on(crowd().await, &logins).await;
    let more = grow(&world).await;
    let known = pages(&world.made).into_iter();
    let known = known.map(|(_, login, path)| (login, path)).chain(more);
    let mut wrong = Vec::new();
    for (login, path) in known {
        let mut open = VecDeque::from([path.clone()]);
        let mut seen = BTreeSet::new();
        while let Some(path) = open.pop_front() {
            if seen.len() > TURNED || !seen.insert(path.clone()) {
                continue;
            }
            let answer = world.get(login, &path).await;
            let size = answer.bytes.len();
            if answer.status.as_u16() != 200 || size > MOST {
                wrong.push(format!(
                    "{path} as {login}: {}, {size} bytes",
                    answer.status
                ));
                continue;
            }
            let html = Html::parse_document(answer.text());
            let next = select(&html, "a[rel='next']");
            let next = next.iter().filter_map(|a| a.attr("href"));
            let base = path.split('?').next().unwrap_or_default();
            open.extend(next.map(|href| {
                let href = href.split('#').next().unwrap_or_default();
                match href.strip_prefix('?') {
                    Some(_) => format!("{base}{href}"),
                    None => href.to_owned(),
                }
            }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn r_3_7_checks_beside_two_hundred_indicators_come_in_pages_and_each_saves_its_own() {
    let test = TestApp::new().await;
    crowded_round(&test, 200).await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let begun = office.post("/che-do/khoa-giao/soan", &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.html());
    let checks = async || {
        let ctx = test.coordinator().await;
        let view = app::regime::view(&ctx, "khoa-giao").await.unwrap();
        view.draft.unwrap().body.checks
    };
    let before = checks().await;
    let at = "/che-do/khoa-giao/kiem-tra";
    let form = "form[action$='/kiem-tra']";
    let first = office.get(at).await;
    assert!(!first.html().contains("value=\"mẫu(GN-01a)\""));
    let written = [("den", "2"), ("says_0", "Số này lạ.")];
    let sent = press(&office, (&first, form, at), &written, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    let second = office.get(&sent.location).await;
    assert!(second.html().contains("value=\"mẫu(GN-01a)\""));
    assert!(!second.html().contains("name=\"says_0\""));
    let saved = press(&office, (&second, form, at), &[], &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html());
    let after = checks().await;
    assert_eq!(after.rules.len(), before.rules.len());
    assert_eq!(after.rules[0].says, "Số này lạ.");
    assert_eq!(after.rules[1..], before.rules[1..]);
    assert_eq!(after.bounds, before.bounds);
}

#[tokio::test]
async fn a_preview_over_hundreds_of_units_is_turned_searched_and_opened_with_what_was_typed() {
    let test = crowd().await;
    test.standard_regime().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let form = "form[action='/ky/moi']";
    let at = "/ky/moi";
    let blank = office.get(at).await;
    let written = [
        ("regime", "khoa-giao"),
        ("kind", "quarter"),
        ("year", "2026"),
        ("index", "3"),
        ("title", "Kỳ thử & đo"),
        ("accept_gaps", "1"),
    ];
    let sent = press(&office, (&blank, form, at), &written, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    let first = office.get(&sent.location).await;
    let names = |page: &Answer| texts_of(page, ".columns li");
    let listed = names(&first);
    assert_eq!(listed.len(), 100);
    // No commune has a head: they come first, and it is said how many they are.
    assert!(first.html().contains(&format!("ở {MANY} đơn vị")));
    let turned = press(&office, (&first, form, at), &[("den", "4")], &[]).await;
    let fourth = office.get(&turned.location).await;
    let last = names(&fourth);
    assert!(last.iter().all(|name| !listed.contains(name)));
    assert!(last.iter().any(|name| name == "Sở Y tế"), "{last:?}");
    let sought = press(&office, (&fourth, form, at), &[("tim", "dong lam 33")], &[]).await;
    let found = office.get(&sought.location).await;
    assert_eq!(names(&found).len(), 11);
    assert!(
        found.html().contains("value=\"Kỳ thử &amp; đo\"")
            || found.html().contains("Kỳ thử &#38; đo")
    );
    let opened = press(&office, (&found, form, at), &[("step", "open")], &[]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.html());
    let page = office.get(&opened.location).await;
    assert!(page.html().contains("Kỳ thử"));
}

#[tokio::test]
async fn r_3_12_every_overdue_unit_and_every_reminder_stands_on_some_page() {
    let test = crowd().await;
    let round = test.quarter().await;
    test.go_to(jiff::civil::date(2026, 11, 2));
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let late = format!("/ky/{round}/qua-han");
    let rows = texts(&turned(&office, &late).await, "tbody th");
    assert_eq!(rows.len(), MANY + 6);
    assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), MANY + 6);
    let found = office.get(&format!("{late}?tim=dong+lam+33")).await;
    assert_eq!(texts_of(&found, "tbody th").len(), 11);
    // The whole for printing is over the bound of a page on purpose.
    let printer = crate::walker::Browser::sign_in(&test, "dieuphoi").await;
    let whole = printer.get(&format!("{late}?ca=1")).await;
    let html = Html::parse_document(&whole.html);
    assert_eq!(select(&html, "tbody th").len(), MANY + 6);
    let chase = format!("/ky/{round}/don-doc?pham_vi=owing");
    let people = texts(&turned(&office, &chase).await, "tbody th");
    assert!(people.len() >= MANY, "{}", people.len());
    let days = office
        .get(&format!("/ky/{round}/lich-nhac?tu=2026-09-20"))
        .await;
    let html = Html::parse_document(days.html());
    let more = select(&html, "a[href*='ngay=']");
    let day = more
        .first()
        .and_then(|a| a.attr("href"))
        .expect("a long day");
    let lines = texts(&turned(&office, day).await, "tbody th[scope='row']");
    assert!(lines.len() >= MANY, "{}", lines.len());
}
