//! Every page in both languages: it opens, says everything in words, labels every
//! control, has one heading of the first rank and stays small.

use crate::world::{Made, World, routes};
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;
use std::path::Path;

/// Largest page in bytes.
pub const MOST: usize = 60 * 1024;

/// A staff page: its route, who opens it, and its address.
pub fn pages(made: &Made) -> Vec<(&'static str, &'static str, String)> {
    let at = |route: &'static str, login: &'static str, id: &str| {
        (route, login, route.replace("{id}", id))
    };
    let indicator = |route: &'static str| {
        let path = route.replace("{id}", &made.round);
        (route, "dieuphoi", path.replace("{code}", "GD-09"))
    };
    let conclusion = ("/hoi-nghi/{id}/ket-luan/{so}", "dieuphoi");
    let conclusion_path = format!(
        "/hoi-nghi/{}/ket-luan/{}",
        made.conference.own, made.conclusion.own
    );
    vec![
        at("/dang-nhap", "", ""),
        at("/ngoai-tuyen", "", ""),
        at("/viec-cua-toi", "bc.syt", ""),
        at("/viec-cua-toi", "dieuphoi", ""),
        at("/bao-cao/{id}", "bc.sgddt", &made.report.other),
        at("/bao-cao/{id}", "tt.sgddt", &made.report.other),
        at("/bao-cao/{id}", "bc.syt", &made.report.own),
        at("/bao-cao/{id}/xem", "bc.syt", &made.report.own),
        at("/bao-cao/{id}/duyet", "dieuphoi", &made.report.own),
        at("/bao-cao/{id}/lich-su", "dieuphoi", &made.report.own),
        at("/bao-cao/{id}/mau-in", "bc.syt", &made.report.own),
        place("/bao-cao/{id}/o/{code}", "YT-09", made),
        place("/bao-cao/{id}/muc/{code}", "I.1", made),
        at("/ky", "dieuphoi", ""),
        at("/ky/moi", "dieuphoi", ""),
        at("/ky/{id}", "dieuphoi", &made.round),
        at("/ky/{id}", "lanhdao", &made.round),
        at("/ky/{id}/don-doc", "dieuphoi", &made.round),
        at("/ky/{id}/qua-han", "dieuphoi", &made.round),
        at("/ky/{id}/gia-han", "dieuphoi", &made.round),
        at("/ky/{id}/lich-nhac", "dieuphoi", &made.round),
        at("/ky/{id}/bieu-do", "dieuphoi", &made.round),
        at("/ky/{id}/lich-su", "dieuphoi", &made.round),
        at("/ke-hoach", "dieuphoi", ""),
        at("/che-do", "dieuphoi", ""),
        regime("/che-do/{code}", made),
        regime("/che-do/{code}/chung", made),
        regime("/che-do/{code}/doi-tuong", made),
        regime("/che-do/{code}/thoi-han", made),
        regime("/che-do/{code}/de-cuong", made),
        regime("/che-do/{code}/chi-tieu", made),
        regime("/che-do/{code}/kiem-tra", made),
        (
            "/che-do/{code}/ban/{so}",
            "dieuphoi",
            format!("/che-do/{}/ban/1", made.regime),
        ),
        regime("/che-do/{code}/nhac-hen", made),
        regime("/che-do/{code}/ban-hanh", made),
        at("/khoi", "dieuphoi", ""),
        ("/khoi/{code}", "dieuphoi", format!("/khoi/{}", made.group)),
        at("/ngay-nghi", "quantri", ""),
        at("/so-van-ban", "dieuphoi", ""),
        at("/gia-han", "dieuphoi", ""),
        at("/hoi-nghi", "dieuphoi", ""),
        at("/hoi-nghi", "bc.syt", ""),
        at("/hoi-nghi/moi", "dieuphoi", ""),
        at("/hoi-nghi/{id}", "dieuphoi", &made.conference.own),
        at("/hoi-nghi/{id}", "bc.syt", &made.conference.own),
        at("/hoi-nghi/{id}/sua", "dieuphoi", &made.conference.own),
        at("/hoi-nghi/{id}/lich-su", "dieuphoi", &made.conference.own),
        (conclusion.0, conclusion.1, conclusion_path),
        at("/nhiem-vu", "dieuphoi", ""),
        at("/nhiem-vu", "bc.syt", ""),
        at("/nhiem-vu/{id}", "dieuphoi", &made.task.own),
        at("/nhiem-vu/{id}", "bc.syt", &made.task.own),
        at("/nhiem-vu/{id}", "tt.syt", &made.task.own),
        at("/tong-hop/{id}", "dieuphoi", &made.round),
        indicator("/tong-hop/{id}/chi-tieu/{code}"),
        indicator("/tong-hop/{id}/chi-tieu/{code}/bieu-do"),
        at("/tong-hop/{id}/soan", "dieuphoi", &made.round),
        at("/tong-hop/{id}/chot", "truongban", &made.round),
        at("/tong-hop/{id}/xem", "lanhdao", &made.round),
        at("/tong-hop/{id}/y-kien", "dieuphoi", &made.round),
        at("/tong-hop/{id}/so-sanh", "dieuphoi", &made.round),
        at("/y-kien/{id}", "bc.syt", &made.opinion),
        at("/van-ban", "dieuphoi", ""),
        at("/van-ban/{id}", "dieuphoi", &made.directive),
        at("/nhap-van-ban", "dieuphoi", ""),
        at("/nhap-van-ban/{id}", "dieuphoi", &made.reading),
        at("/bien-tap", "bientap", ""),
        at("/bien-tap/{id}", "bientap", &made.article),
        at("/hop-thu-di", "dieuphoi", ""),
        at("/hop-thu-di/{id}", "dieuphoi", &made.message.own),
        at("/thong-bao", "bc.syt", ""),
        at("/thong-bao/{id}", "bc.syt", &made.message.own),
        at("/nhat-ky", "kiemtra", ""),
        at("/tai-khoan", "quantri", ""),
        at("/tai-khoan/{id}", "quantri", &made.account.own),
        at("/ca-nhan", "bc.syt", ""),
        at("/uy-quyen", "tt.syt", ""),
        at("/don-vi", "quantri", ""),
        at("/don-vi/moi", "quantri", ""),
        at("/don-vi/nhap", "quantri", ""),
        at("/don-vi/sap-xep", "quantri", ""),
        at("/don-vi/sap-xep/{id}", "quantri", &made.act.own),
        at("/don-vi/sap-xep/{id}", "quantri", &made.act.other),
        at("/don-vi/{id}", "quantri", &made.unit.own),
    ]
}

/// A page of the regime.
fn regime(route: &'static str, made: &Made) -> (&'static str, &'static str, String) {
    (route, "dieuphoi", route.replace("{code}", &made.regime))
}

/// The page of one place of a report.
fn place(route: &'static str, code: &str, made: &Made) -> (&'static str, &'static str, String) {
    let path = route
        .replace("{id}", &made.report.own)
        .replace("{code}", code);
    (route, "bc.syt", path)
}

/// Routes that answer with something else than a staff page.
const NO_PAGES: [&str; 19] = [
    "/",
    "/anh/{sha256}",
    "/assets/{name}",
    "/bao-cao/{id}/bieu-mau.xlsx",
    "/bao-cao/{id}/minh-chung/{sha256}",
    "/bien-tap/{id}/anh/{sha256}",
    "/don-vi/nhap/mau-don-vi.xlsx",
    "/don-vi/nhap/mau-nguoi.xlsx",
    "/hoi-nghi/{id}/lich.ics",
    "/hoi-nghi/{id}/thong-bao.docx",
    "/hoi-nghi/{id}/thong-bao.pdf",
    "/ngon-ngu",
    "/rss",
    "/sitemap.xml",
    "/suc-khoe",
    "/tong-hop/{id}/{file}",
    // Is there once a report was issued and sent; looked at in consolidation.rs.
    "/tong-hop/{id}/nhan",
    // The portal carries the language in the address; see below.
    "/tin",
    "/tin/{slug}",
];

#[test]
fn no_page_is_left_out() {
    let looked: BTreeSet<String> = pages(&Made::default())
        .into_iter()
        .map(|(route, ..)| route.to_owned())
        .chain(NO_PAGES.iter().map(|r| (*r).to_owned()))
        .collect();
    let reads = routes()
        .into_iter()
        .filter(|r| r.methods.iter().any(|m| m == "get"));
    let reads: BTreeSet<String> = reads
        .map(|r| r.path)
        .filter(|p| !p.starts_with("/api/"))
        .collect();
    assert_eq!(looked, reads);
}

/// First parts of the keys of the catalogues.
pub fn prefixes() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales");
    let mut prefixes = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let keys = text
            .lines()
            .filter(|l| !l.starts_with([' ', '_', '#']))
            .filter_map(|l| l.split_once('.'));
        prefixes.extend(keys.map(|(first, _)| first.to_owned()));
    }
    assert!(prefixes.contains("error") && prefixes.contains("nav"));
    prefixes
}

/// Words that look like keys of the catalogues.
fn keys<'a>(text: &'a str, prefixes: &BTreeSet<String>) -> Vec<&'a str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
        .map(|word| word.trim_matches('.'))
        .filter(|word| {
            word.split_once('.')
                .is_some_and(|(first, _)| prefixes.contains(first))
        })
        .collect()
}

fn select(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

/// What people read or hear: text and the attributes that are read out.
fn words(html: &Html) -> Vec<String> {
    let hidden = ["script", "style"];
    let mut words = Vec::new();
    for element in html.select(&select("*")) {
        if hidden.contains(&element.value().name()) {
            continue;
        }
        words.extend(
            element
                .children()
                .filter_map(|c| c.value().as_text())
                .map(|t| t.to_string()),
        );
        let spoken = ["title", "alt", "placeholder", "aria-label", "data-label"];
        words.extend(
            spoken
                .iter()
                .filter_map(|a| element.attr(a))
                .map(str::to_owned),
        );
        if matches!(element.attr("type"), Some("submit" | "button")) {
            words.extend(element.attr("value").map(str::to_owned));
        }
    }
    words
}

fn is_labelled(html: &Html, control: ElementRef<'_>) -> bool {
    let is_unseen = matches!(control.attr("type"), Some("hidden" | "submit" | "button"));
    let has_name = control
        .attr("aria-label")
        .is_some_and(|l| !l.trim().is_empty());
    let by_id = |id: &str| {
        html.select(&select("[id]"))
            .any(|e| e.attr("id") == Some(id) && has_text(e))
    };
    let is_referred = control
        .attr("aria-labelledby")
        .is_some_and(|ids| ids.split(' ').any(by_id));
    let is_wrapped = control
        .ancestors()
        .filter_map(ElementRef::wrap)
        .any(|a| a.value().name() == "label" && has_text(a));
    let is_for = |label: ElementRef<'_>| {
        label.attr("for").is_some() && label.attr("for") == control.attr("id") && has_text(label)
    };
    is_unseen || has_name || is_referred || is_wrapped || html.select(&select("label")).any(is_for)
}

fn has_text(element: ElementRef<'_>) -> bool {
    element.text().any(|t| !t.trim().is_empty())
}

/// Whether a dot between the links of a line has none before or none behind it.
pub fn is_badly_parted(line: &str) -> bool {
    let mut things = line.split('·');
    line.contains('·') && things.any(|thing| thing.trim().is_empty())
}

/// Everything wrong with a page.
pub fn faults(name: &str, language: &str, text: &str, prefixes: &BTreeSet<String>) -> Vec<String> {
    let html = Html::parse_document(text);
    let mut faults = Vec::new();
    if text.len() > MOST {
        faults.push(format!("{} bytes", text.len()));
    }
    let spoken = html
        .select(&select("html"))
        .next()
        .and_then(|e| e.attr("lang"));
    if spoken != Some(language) {
        faults.push(format!("lang is {spoken:?}"));
    }
    match html.select(&select("h1")).count() {
        1 => {}
        n => faults.push(format!("{n} h1")),
    }
    for text in words(&html) {
        faults.extend(
            keys(&text, prefixes)
                .into_iter()
                .map(|key| format!("a key: {key}")),
        );
    }
    for control in html.select(&select("input, select, textarea")) {
        if !is_labelled(&html, control) {
            faults.push(format!(
                "no label: {}",
                control.html().chars().take(120).collect::<String>()
            ));
        }
    }
    for line in html.select(&select("p")) {
        let line = line.text().collect::<String>();
        if is_badly_parted(&line) {
            faults.push(format!("a dot that parts nothing: {line}"));
        }
    }
    let mut ids = BTreeSet::new();
    for element in html.select(&select("[id]")) {
        let id = element.attr("id").unwrap_or_default();
        if !ids.insert(id) {
            faults.push(format!("the id {id} stands twice"));
        }
    }
    faults
        .into_iter()
        .map(|fault| format!("{name} [{language}]: {fault}"))
        .collect()
}

/// One person of every role, and a second unit.
pub const STAFF: [&str; 10] = [
    "bc.syt",
    "tt.syt",
    "bc.sgddt",
    "tt.sgddt",
    "dieuphoi",
    "truongban",
    "lanhdao",
    "bientap",
    "kiemtra",
    "quantri",
];

#[tokio::test]
async fn every_staff_page_is_whole_in_both_languages() {
    let world = World::new(&STAFF).await;
    let prefixes = prefixes();
    let mut wrong = Vec::new();
    for (route, login, path) in pages(&world.made) {
        for language in ["vi", "en"] {
            let cookie = format!("ngon_ngu={language}");
            let answer = world
                .ask(login, "GET", &path, &[("cookie", &cookie)], "")
                .await;
            let name = format!("{route} as {login}");
            if answer.status.as_u16() == 200 {
                wrong.extend(faults(&name, language, answer.text(), &prefixes));
            } else {
                wrong.push(format!("{name} [{language}]: {}", answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn english_pages_call_indicators_by_their_english_names() {
    let world = World::new(&["dieuphoi", "bc.sgddt"]).await;
    let regime = format!("/che-do/{}/chi-tieu", world.made.regime);
    let report = format!("/bao-cao/{}", world.made.report.other);
    for (login, path) in [
        ("dieuphoi", "/ke-hoach"),
        ("dieuphoi", regime.as_str()),
        ("bc.sgddt", report.as_str()),
    ] {
        for (language, shown, not_shown) in [
            (
                "vi",
                "Số người được đào tạo nghề",
                "People given vocational",
            ),
            (
                "en",
                "People given vocational",
                "Số người được đào tạo nghề",
            ),
        ] {
            let cookie = format!("ngon_ngu={language}");
            let headers = [("cookie", cookie.as_str())];
            let answer = world.ask(login, "GET", path, &headers, "").await;
            let html = answer.text();
            assert!(html.contains(shown), "{path} [{language}]");
            assert!(!html.contains(not_shown), "{path} [{language}]");
        }
    }
}

#[tokio::test]
async fn every_page_of_the_portal_is_whole_in_both_languages() {
    let world = World::new(&[]).await;
    let prefixes = prefixes();
    let mut wrong = Vec::new();
    for path in ["/tin".to_owned(), format!("/tin/{}", world.made.slug)] {
        for language in ["vi", "en"] {
            let answer = world.get("", &format!("{path}?ngu={language}")).await;
            assert_eq!(answer.status.as_u16(), 200, "{path}");
            wrong.extend(faults(&path, language, answer.text(), &prefixes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_key_shown_as_text_is_found() {
    let prefixes = prefixes();
    assert_eq!(
        keys("Xem round.matrix.sum, rồi lưu.", &prefixes),
        ["round.matrix.sum"]
    );
    assert!(keys("Kỳ giao ban. round", &prefixes).is_empty());
}

#[test]
fn a_dot_that_parts_nothing_is_found() {
    for (line, is_wrong) in [
        ("Tệp lịch · Sửa\n · Lịch sử", false),
        ("Tệp lịch", false),
        ("", false),
        ("\n · Sửa", true),
        ("Sửa · ", true),
        ("Tệp lịch ·  · Lịch sử", true),
    ] {
        assert_eq!(is_badly_parted(line), is_wrong, "{line}");
    }
}

/// For load balancers: what is kept in memory does not stand in for the database.
#[tokio::test]
async fn the_address_of_health_says_when_the_database_is_gone() {
    let world = World::new(&["dieuphoi"]).await;
    let sound = world.get("dieuphoi", "/suc-khoe").await;
    assert_eq!((sound.status.as_u16(), sound.text()), (200, "ok"));
    world.test.app.store.clone().close().await.unwrap();
    for login in ["", "dieuphoi"] {
        let gone = world.get(login, "/suc-khoe").await;
        assert_eq!(gone.status.as_u16(), 503, "{login}: {}", gone.text());
    }
}
