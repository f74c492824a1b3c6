//! Ways between the page of a text and its source for what is no field of its own:
//! the kind of the meeting, where lead unit and due day of a task are told, and the
//! places of the reader's remarks; also over the parts of a long text.

use crate::crowd::{fields_of, select};
use crate::desk::{Answer, Browser};
use axum::http::StatusCode;
use scraper::{ElementRef, Html};
use testkit::TestApp;

const HEAD: &str = "Giao ban công tác khoa giáo quý I năm 2022\n\n08/04/2022\n\n\
Ngày 7/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I. \
Đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.\n\n";
const NUMBERS: &str =
    "Sở Y tế triển khai Nghị quyết số 20-NQ/TW trên địa bàn; thực hiện Nghị quyết số 21/NQ-TW.\n\n";
const TASKS: &str = "Kết luận hội nghị, đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy yêu cầu các đơn vị thực hiện tốt các nhiệm vụ sau:\n\
1. Sở Y tế:\n- Rà soát trang thiết bị của các trạm y tế; báo cáo trước ngày 30/6.\n\
2. Sở Nội vụ:\n- Tham mưu biên chế giáo viên.\n";

/// The path of a text that was read.
async fn read_in(test: &TestApp, office: &Browser, text: &str) -> String {
    let sent = office
        .upload("/nhap-van-ban", "trang.txt", text.as_bytes())
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    app::reading::read_queued(&test.app).await.unwrap();
    sent.location.split('?').next().unwrap().to_owned()
}

/// The words that are marked at a place.
fn words_at(html: &Html, id: &str) -> String {
    let places = select(html, &format!("[id='{id}']"));
    assert_eq!(places.len(), 1, "{id}");
    let mut next = places[0].next_siblings().filter_map(ElementRef::wrap);
    let mark = next.find(|e| e.value().name() == "mark");
    mark.expect("a mark").text().collect()
}

/// Where the way back from a place leads, which the page has once.
fn back_from(html: &Html, id: &str) -> String {
    let back = select(html, &format!("a.back[id='{id}']"));
    let to = back[0].attr("href").unwrap().trim_start_matches('#');
    assert_eq!(select(html, &format!("[id='{to}']")).len(), 1, "{to}");
    to.to_owned()
}

#[tokio::test]
async fn kind_lead_and_due_day_have_a_way_to_their_words_and_back() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let path = read_in(&test, &office, &format!("{HEAD}{NUMBERS}{TASKS}")).await;
    let page = office.get(&path).await;
    let html = Html::parse_document(page.html());
    let kind = select(&html, "#k-event_kind a.to-place");
    assert_eq!(kind[0].attr("href"), Some("#p-event_kind"));
    assert_eq!(words_at(&html, "p-event_kind"), "giao ban");
    assert_eq!(back_from(&html, "p-event_kind"), "k-event_kind");
    let mut told = Vec::new();
    for link in select(&html, ".fact > a.to-place") {
        let place = link.attr("href").unwrap().trim_start_matches('#');
        let label = link.text().collect::<String>();
        told.push((label, words_at(&html, place), back_from(&html, place)));
    }
    let (lead, due) = ("Xem chỗ nêu đơn vị chủ trì", "Xem chỗ nêu thời hạn");
    // A heading leads two tasks: one place, and back to the first of them.
    let expected = [
        (lead, "Sở Y tế", "f-tasks.0.lead"),
        (lead, "Sở Y tế", "f-tasks.0.lead"),
        (due, "trước ngày 30/6", "f-tasks.1.due_on"),
        (lead, "Sở Nội vụ", "f-tasks.2.lead"),
    ];
    let expected = expected.map(|(l, w, b)| (l.to_owned(), w.to_owned(), b.to_owned()));
    assert_eq!(told, expected);
    let english = Browser::sign_in(&test, "dieuphoi").await.in_english();
    let page = english.get(&path).await;
    assert!(page.html().contains("See where the due date is told"));
}

/// The lines of remarks that quote the source: their ids and what they quote.
fn remarks(html: &Html) -> Vec<(String, String)> {
    let lines = select(html, "li[id^='k-remark-']");
    let quoted = lines.iter().filter_map(|line| {
        let words = line.text().collect::<String>();
        let (_, behind) = words.split_once('“')?;
        let quote = behind.split('”').next()?.to_owned();
        Some((line.attr("id")?.to_owned(), quote))
    });
    quoted.collect()
}

#[tokio::test]
async fn a_remark_has_a_way_to_the_words_it_is_about_and_back() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let path = read_in(&test, &office, &format!("{HEAD}{NUMBERS}{TASKS}")).await;
    let page = office.get(&path).await;
    let html = Html::parse_document(page.html());
    let told = remarks(&html);
    let quotes: Vec<&str> = told.iter().map(|(_, quote)| quote.as_str()).collect();
    assert_eq!(quotes, ["21/NQ-TW", "20-NQ/TW", "21/NQ-TW"]);
    for (id, quote) in &told {
        let place = id.replacen("k-", "p-", 1);
        let way = select(&html, &format!("[id='{id}'] a.to-place"));
        assert_eq!(way[0].attr("href"), Some(format!("#{place}").as_str()));
        assert_eq!(&words_at(&html, &place), quote);
        assert_eq!(&back_from(&html, &place), id);
    }
    // Once decided, the ways stay and lead back to no form.
    let dropped = office
        .post(&format!("{path}/bo"), &[("version", "1")])
        .await;
    assert_eq!(dropped.status, StatusCode::SEE_OTHER);
    let page = office.get(&path).await;
    let html = Html::parse_document(page.html());
    assert_eq!(remarks(&html), told);
    for (id, quote) in &told {
        assert_eq!(&words_at(&html, &id.replacen("k-", "p-", 1)), quote);
    }
    assert!(select(&html, "a.back, .fact").is_empty());
}

/// The remark and its place on the same part, each leading to the other.
fn meets(page: &Answer) {
    let html = Html::parse_document(page.html());
    let way = select(&html, "#k-remark-0 a.to-place");
    assert_eq!(way[0].attr("href"), Some("#p-remark-0"));
    assert_eq!(words_at(&html, "p-remark-0"), "20-NQ/TW");
}

#[tokio::test]
async fn a_remark_leads_to_the_part_that_has_its_place() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let stroll = "Các đại biểu tham quan khuôn viên và chụp ảnh lưu niệm cùng nhau trong không khí thân mật. ";
    let line = format!("{}\n\n", stroll.repeat(4).trim());
    let last = "Hội nghị thảo luận việc triển khai Nghị quyết số 20-NQ/TW trên địa bàn.\n";
    let path = read_in(&test, &office, &format!("{HEAD}{}{last}", line.repeat(120))).await;
    let first = office.get(&path).await;
    let html = Html::parse_document(first.html());
    assert!(select(&html, "[id='p-remark-0']").is_empty(), "far away");
    let turn = select(&html, "#k-remark-0 button[name='den'][form='f-doc']");
    let part = turn[0].attr("value").unwrap().to_owned();
    assert!(part.parse::<usize>().unwrap() > 1);
    let to = format!("{path}#p-remark-0");
    assert_eq!(turn[0].attr("formaction"), Some(to.as_str()));
    // The button turns, with everything typed, and the part has both.
    let mut sent = fields_of(&first, "#f-doc");
    sent.retain(|(name, _)| name != "title");
    sent.push(("title".into(), "Tên do người sửa".into()));
    sent.push(("den".into(), part));
    let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let there = office.post(&path, &sent).await;
    assert_eq!(there.status, StatusCode::OK);
    meets(&there);
    assert!(there.html().contains("value=\"Tên do người sửa\""));
    let html = Html::parse_document(there.html());
    assert_eq!(back_from(&html, "p-remark-0"), "k-remark-0");
    // Once decided there is no form: a link leads there.
    let dropped = office
        .post(&format!("{path}/bo"), &[("version", "1")])
        .await;
    assert_eq!(dropped.status, StatusCode::SEE_OTHER);
    let first = office.get(&path).await;
    let html = Html::parse_document(first.html());
    let link = select(&html, "#k-remark-0 a[href^='?phan=']");
    let (query, anchor) = link[0].attr("href").unwrap().split_once('#').unwrap();
    assert_eq!(anchor, "p-remark-0");
    meets(&office.get(&format!("{path}{query}")).await);
}
