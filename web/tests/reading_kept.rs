//! What was stored of a text, several hundred lines of it, on its own page and on that
//! of its conference: it comes in pages of at most 60 KB (which [`crate::desk`] holds
//! for every page), and every line stands on one of them, in its order.

use crate::crowd::{select, texts, texts_of};
use crate::desk::{Answer, Browser};
use crate::reading_parts::{long_text, read_in_text};
use app::reading::{
    Accepted, AcceptedFigure, AcceptedPerson, AcceptedResult, AcceptedTask, AcceptedText,
};
use domain::id::ReadingId;
use jiff::civil::date;
use scraper::Html;
use testkit::TestApp;

/// Results, and figures.
const MANY: usize = 320;
/// Weaknesses, bodies and persons.
const SOME: usize = 110;
const TURNS: &str = "nav[aria-label='Các trang của nội dung đã lưu'] a[rel='next']";

fn text(mark: &str, n: usize) -> AcceptedText {
    AcceptedText {
        n,
        text: format!("{mark} thứ {n}"),
    }
}

/// Everything that a person could have accepted of a very long text.
fn everything(version: i32) -> Accepted {
    Accepted {
        version,
        with_conference: true,
        title: "Hội nghị có biên bản rất dài".into(),
        held_on: Some(date(2024, 4, 9)),
        event_kind: "giao_ban".into(),
        fields: vec!["y_te".into()],
        people: (0..SOME)
            .map(|n| AcceptedPerson {
                n,
                name: format!("Đặng Thị Số {n}"),
                role: "Trưởng trạm y tế".into(),
            })
            .collect(),
        organisations: (0..SOME).map(|n| text("Trạm Y tế xã", n)).collect(),
        limitations: (0..SOME).map(|n| text("Hạn chế", n)).collect(),
        results: (0..MANY)
            .map(|n| AcceptedResult {
                n,
                field: "y_te".into(),
                text: format!("Đã hoàn thành đợt khám \"lưu động\" thứ {n} ở vùng cao"),
            })
            .collect(),
        // Numbers of rows that were added: the program says nothing of them.
        figures: (0..MANY)
            .map(|n| AcceptedFigure {
                n: 1_000 + n,
                value: n.to_string(),
                measure: "người".into(),
                quote: format!("khám bệnh cho {n} người thuộc diện chính sách"),
                quote_from: None,
                indicator: String::new(),
            })
            .collect(),
        tasks: (0..40)
            .map(|n| AcceptedTask {
                n,
                text: format!("Rà soát nhân lực của cụm số {n}"),
                lead: None,
                due_on: None,
            })
            .collect(),
        ..Accepted::default()
    }
}

/// The pages of what was stored, as somebody turns them.
async fn kept_pages(office: &Browser, path: &str) -> Vec<Answer> {
    let mut pages = vec![office.get(path).await];
    loop {
        let html = Html::parse_document(pages[pages.len() - 1].html());
        let next = select(&html, TURNS);
        let Some(href) = next.first().and_then(|a| a.attr("href")) else {
            return pages;
        };
        let path = href.split('#').next().unwrap().to_owned();
        pages.push(office.get(&path).await);
        assert!(pages.len() < 30, "the pages end");
    }
}

/// Names of the list in one line that has this name.
fn names(pages: &[Answer], mark: &str) -> Vec<String> {
    let lines = texts(pages, "dl.facts dd");
    let names = lines.iter().flat_map(|line| line.split("; "));
    let names = names.filter(|name| name.starts_with(mark));
    names.map(str::to_owned).collect()
}

fn parts_of(page: &Answer) -> usize {
    let html = Html::parse_document(page.html());
    select(&html, "nav.parts li").len()
}

/// A text of several parts with everything stored: its page, and that of its
/// conference.
async fn stored(test: &TestApp, office: &Browser) -> (String, String) {
    let stroll = "Các đại biểu tham quan khuôn viên và chụp ảnh lưu niệm trong không khí thân mật.";
    let walks = [stroll; 5].join(" ") + "\n\n";
    let text = long_text() + "\n" + &walks.repeat(120);
    let path = read_in_text(test, office, &text).await;
    let id: ReadingId = path.rsplit('/').next().unwrap().parse().unwrap();
    let ctx = test.coordinator().await;
    let version = app::reading::show(&ctx, id).await.unwrap().reading.version;
    let confirmed = app::reading::confirm(&ctx, id, everything(version)).await;
    let conference = confirmed.unwrap().conference.expect("a conference");
    (path, format!("/hoi-nghi/{conference}"))
}

#[tokio::test]
async fn several_hundred_stored_lines_come_in_pages_with_every_line_on_one_of_them() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let (path, conference) = stored(&test, &office).await;
    for path in [&path, &conference] {
        let pages = kept_pages(&office, path).await;
        assert!(pages.len() > 5, "{path}: {} pages", pages.len());
        let mut lines: Vec<String> = (0..MANY)
            .map(|n| format!("Y tế: Đã hoàn thành đợt khám \"lưu động\" thứ {n} ở vùng cao"))
            .collect();
        lines.extend((0..SOME).map(|n| format!("Hạn chế thứ {n}")));
        assert_eq!(texts(&pages, "h3 + ul > li"), lines, "{path}");
        let figures = "[aria-labelledby='so-lieu-doc'] tbody tr";
        let said: Vec<String> = texts(&pages, &format!("{figures} td.num"));
        let expected: Vec<String> = (0..MANY).map(|n| format!("{n} người")).collect();
        assert_eq!(said, expected, "{path}");
        let places = texts(&pages, &format!("{figures} td a[href*='?noi=figures-']"));
        assert_eq!(places.len(), MANY, "{path}");
        assert_eq!(names(&pages, "Đặng Thị Số").len(), SOME, "{path}");
        assert_eq!(names(&pages, "Trạm Y tế xã").len(), SOME, "{path}");
        assert_eq!(names(&pages, "Y tế"), ["Y tế"], "{path}: on the first page");
    }
}

#[tokio::test]
async fn turning_what_was_stored_leaves_the_parts_of_the_text_and_the_other_lists_as_they_are() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let (path, conference) = stored(&test, &office).await;
    let first = office.get(&path).await;
    let parts = parts_of(&first);
    assert!(parts > 1, "a text of this length has parts");
    for page in kept_pages(&office, &path).await {
        assert_eq!(parts_of(&page), parts);
    }
    for number in 2..=parts {
        let part = office.get(&format!("{path}?phan={number}")).await;
        assert!(texts_of(&part, "h3 + ul > li").is_empty(), "part {number}");
    }
    // The conclusions stay on their page, and what was stored on its own.
    let second = office.get(&format!("{conference}?kl=2&luu=2")).await;
    let html = Html::parse_document(second.html());
    let turn = select(&html, TURNS)[0].attr("href").unwrap();
    assert!(turn.contains("&kl=2&luu=3#"), "{turn}");
    let concluded = select(&html, "a[rel='prev'][href$='#ket-luan']");
    let concluded = concluded[0].attr("href").unwrap();
    assert!(concluded.contains("&luu=2&") && concluded.contains("&kl=1#"));
}
