//! A long text read in comes in parts of at most 60 KB (which [`crate::desk`]
//! holds for every page): every fact stands on some part, and nothing ticked,
//! typed or added is lost by turning, by a mistake or without JavaScript.

use crate::crowd::{crowd, fields_of, select, texts_of};
use crate::desk::{Answer, Browser};
use axum::http::StatusCode;
use scraper::Html;
use std::collections::BTreeSet;
use testkit::TestApp;

/// A report of a meeting that nobody held: documents, figures, tasks, weaknesses.
pub fn long_text() -> String {
    let mut text = String::from(
        "Hội nghị giao ban công tác khoa giáo quý I năm 2024\n\nThứ tư, 10/04/2024 - 08:30\n\n\
         Ngày 9/4, tại hội trường Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I năm 2024. \
         Đồng chí Đặng Văn Thử, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.\n\n",
    );
    for n in 1..=8 {
        text.push_str(&format!(
            "Các ngành tiếp tục thực hiện Kế hoạch số {n}7-KH/TU ngày 0{n}/3/2022 của Ban Thường vụ Tỉnh ủy về nâng cao chất lượng nguồn nhân lực giai đoạn thứ {n}.\n\n"
        ));
    }
    for n in 1..=14 {
        text.push_str(&format!(
            "Toàn tỉnh có {n}.1{n:02} trường học với {n}1.3{n:02} học sinh; các cơ sở y tế khám bệnh cho {n}2.5{n:02} lượt người, tỷ lệ bao phủ bảo hiểm y tế đạt 9{},{}%.\n\n",
            n % 9,
            n % 7
        ));
    }
    text.push_str("Phát biểu kết luận, đồng chí Đặng Văn Thử yêu cầu: ");
    for n in 1..=10 {
        text.push_str(&format!(
            "Sở Y tế rà soát nhân lực của các trạm y tế thuộc cụm số {n}, báo cáo trước ngày {n}/5; "
        ));
    }
    text.push_str("các ngành gửi báo cáo quý II đúng hạn.\n");
    text
}

async fn read_in(test: &TestApp, office: &Browser) -> String {
    read_in_text(test, office, &long_text()).await
}

/// A text that was read; its path.
pub async fn read_in_text(test: &TestApp, office: &Browser, text: &str) -> String {
    let sent = office
        .upload("/nhap-van-ban", "dai.txt", text.as_bytes())
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html());
    app::reading::read_queued(&test.app).await.unwrap();
    sent.location.split('?').next().unwrap().to_owned()
}

/// What a browser would send of the form, text areas too.
fn sent(page: &Answer) -> Vec<(String, String)> {
    let mut all = fields_of(page, "#f-doc");
    let html = Html::parse_document(page.html());
    for area in select(&html, "#f-doc textarea[name]") {
        let name = area.attr("name").unwrap().to_owned();
        all.push((name, area.text().collect()));
    }
    all
}

/// Presses a button of the form after writing into it.
pub async fn press(
    office: &Browser,
    page: &Answer,
    path: &str,
    written: &[(&str, &str)],
) -> Answer {
    let mut all = sent(page);
    for (name, value) in written {
        if !name.starts_with("take_") {
            all.retain(|(known, _)| known != name);
        }
        all.push(((*name).to_owned(), (*value).to_owned()));
    }
    let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    office.post(path, &all).await
}

fn facts_on(page: &Answer) -> Vec<String> {
    let html = Html::parse_document(page.html());
    let ids = select(&html, ".fact[id]");
    ids.iter()
        .map(|f| f.attr("id").unwrap().to_owned())
        .collect()
}

fn parts_of(page: &Answer) -> usize {
    let html = Html::parse_document(page.html());
    select(&html, "nav.parts li").len().max(1)
}

/// The first fact of a group on a page, its number.
fn first(page: &Answer, group: &str) -> Option<String> {
    let mark = format!("k-{group}-");
    facts_on(page)
        .iter()
        .find_map(|f| f.strip_prefix(&mark).map(str::to_owned))
}

#[tokio::test]
async fn every_fact_of_a_long_text_stands_on_one_part_beside_its_words() {
    let test = crowd().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let path = read_in(&test, &office).await;
    let first = office.get(&path).await;
    let parts = parts_of(&first);
    assert!(parts > 1, "a text of this length has parts");
    let mut facts = Vec::new();
    let mut source = String::new();
    for number in 1..=parts {
        let page = office.get(&format!("{path}?phan={number}")).await;
        facts.extend(facts_on(&page));
        let html = Html::parse_document(page.html());
        for link in select(&html, "a.to-place") {
            let place = link.attr("href").unwrap().trim_start_matches('#');
            let marks = select(&html, &format!("[id='{place}']"));
            assert_eq!(marks.len(), 1, "{place} on part {number}");
        }
        let text = select(&html, ".source")[0].text().collect::<String>();
        source.push_str(&text.replace('↩', ""));
    }
    let each: BTreeSet<&String> = facts.iter().collect();
    assert_eq!(each.len(), facts.len(), "no fact stands twice");
    let of = |group: &str| facts.iter().filter(|f| f.starts_with(group)).count();
    assert!(of("k-documents") == 8 && of("k-figures") == 56 && of("k-tasks") >= 10);
    let words = source.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("giai đoạn thứ 8") && words.contains("đúng hạn."));
}

#[tokio::test]
async fn turning_the_parts_without_a_script_keeps_ticks_words_and_added_rows() {
    let test = crowd().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let path = read_in(&test, &office).await;
    let page = office.get(&path).await;
    let parts = parts_of(&page);
    // On the first part: another title, the first document dropped.
    let mut all = sent(&page);
    all.retain(|(n, v)| !(n == "take_documents" && v == "0") && n != "title");
    all.push(("title".into(), "Tên do người sửa".into()));
    all.push(("den".into(), parts.to_string()));
    let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let last = office.post(&path, &all).await;
    assert_eq!(last.status, StatusCode::OK);
    assert!(last.html().contains("name=\"sua\" value=\"conference\""));
    // Of a fact that only lost its tick nothing but its name goes along.
    let html = Html::parse_document(last.html());
    let turned = "[name='dau'][value='documents.0']";
    assert_eq!(select(&html, turned).len(), 1);
    assert!(select(&html, "[name^='documents.0.']").is_empty());
    // On the last one: a row of one's own, then a task in other words.
    let more = press(&office, &last, &path, &[("them", "limitations")]).await;
    let task = first(&more, "tasks").expect("tasks stand at the end");
    let text = format!("tasks.{task}.text");
    let row = [
        ("limitations.0.text", "Thiếu giáo viên ở vùng cao"),
        (text.as_str(), "Việc viết lại bằng lời khác"),
        ("den", "2"),
    ];
    let second = press(&office, &more, &path, &row).await;
    assert!(!facts_on(&second).contains(&"k-limitations-0".to_owned()));
    // In the middle: one figure is accepted with another value.
    let figure = first(&second, "figures").expect("figures stand in the middle");
    let value = format!("figures.{figure}.value");
    let taken = [
        ("take_figures", figure.as_str()),
        (value.as_str(), "nhiều lắm"),
        ("den", "1"),
    ];
    let back = press(&office, &second, &path, &taken).await;
    assert!(back.html().contains("value=\"Tên do người sửa\""));
    let html = Html::parse_document(back.html());
    let dropped = select(&html, "[name='take_documents'][value='0']");
    assert!(
        dropped[0].attr("checked").is_none(),
        "dropped stays dropped"
    );
    // A mistake on another part is told there, with everything typed.
    let last = press(&office, &back, &path, &[("den", &parts.to_string())]).await;
    let wrong = press(&office, &last, &path, &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = format!("href=\"#f-{value}\"");
    assert!(wrong.html().contains(&told) && wrong.html().contains("nhiều lắm"));
    let last = [(value.as_str(), "4.321"), ("den", &parts.to_string())];
    let last = press(&office, &wrong, &path, &last).await;
    assert!(last.html().contains("Việc viết lại bằng lời khác"));
    let stored = press(&office, &last, &path, &[]).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.html());
    let shown = office.get(&path).await;
    for words in ["4.321", "Thiếu giáo viên ở vùng cao"] {
        assert!(shown.html().contains(words), "{words} is not stored");
    }
    let html = Html::parse_document(shown.html());
    let to = select(&html, "a[href^='/hoi-nghi/']")[0]
        .attr("href")
        .unwrap();
    let held = office.get(to).await;
    for words in [
        "Tên do người sửa",
        "Việc viết lại bằng lời khác",
        "cụm số 1,",
        "cụm số 10,",
    ] {
        assert!(held.html().contains(words), "{words} is not stored");
    }
    let register = office.get("/van-ban").await;
    assert!(register.html().contains("27-KH/TU"));
    assert!(!register.html().contains("17-KH/TU"), "the dropped one");
    // The figure leads to its place, on the part that has it.
    let html = Html::parse_document(shown.html());
    let way = select(&html, "td a[href^='?noi=figures-']");
    let to = way[0].attr("href").unwrap();
    let place = office
        .get(&format!("{path}{}", to.split('#').next().unwrap()))
        .await;
    let anchor = to.split('#').nth(1).unwrap();
    assert!(place.html().contains(&format!("id=\"{anchor}\"")));
}

/// What is corrected or added of the persons of one part goes along to the others;
/// fields of work stand whole on every part.
#[tokio::test]
async fn persons_corrected_on_one_part_and_fields_ticked_on_another_are_both_stored() {
    let test = crowd().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let text = long_text().replace(
        "chủ trì hội nghị.",
        "chủ trì hội nghị. Tham luận có đồng chí Lê Thị Hạ, Giám đốc Sở Y tế.",
    );
    let path = read_in_text(&test, &office, &text).await;
    let page = office.get(&path).await;
    let parts = parts_of(&page);
    assert!(parts > 1, "a text of this length has parts");
    let more = press(&office, &page, &path, &[("them", "people")]).await;
    let last = parts.to_string();
    let row = [
        ("take_people", "1"),
        ("people.1.name", "Lê Thị Hà"),
        ("people.2.name", "Phạm Văn Sót"),
        ("people.2.role", "Chủ tịch Hội Khuyến học"),
        ("den", last.as_str()),
    ];
    let turned = press(&office, &more, &path, &row).await;
    assert!(!facts_on(&turned).contains(&"k-people-1".to_owned()));
    let along = "type=\"hidden\" name=\"people.1.name\" value=\"Lê Thị Hà\"";
    assert!(turned.html().contains(along), "{}", turned.html());
    let ticked = [("take_fields", "khuyen_hoc"), ("den", "1")];
    let back = press(&office, &turned, &path, &ticked).await;
    let html = Html::parse_document(back.html());
    for kept in [
        "[name='take_fields'][value='khuyen_hoc'][checked]",
        "[name='take_fields'][value='y_te'][checked]",
        "[name='take_people'][value='1'][checked]",
        "[name='people.1.name'][value='Lê Thị Hà']",
        "[name='people.2.name'][value='Phạm Văn Sót']",
    ] {
        assert_eq!(select(&html, kept).len(), 1, "{kept}");
    }
    let end = press(&office, &back, &path, &[("den", &last)]).await;
    let stored = press(&office, &end, &path, &[]).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.html());
    let shown = office.get(&path).await;
    let people = "<dd>Lê Thị Hà, Giám đốc Sở Y tế; Phạm Văn Sót, Chủ tịch Hội Khuyến học</dd>";
    assert!(shown.html().contains(people), "{}", shown.html());
    let fields = texts_of(&shown, "dl.facts dd").join("|");
    assert!(fields.contains("Khuyến học, khuyến tài"), "{fields}");
}

/// The form of the meeting stands on the first part: from a later one no mark leads
/// back to it, nor to a fact that only goes on there.
#[tokio::test]
async fn no_way_within_a_part_of_a_long_text_leads_nowhere() {
    let test = crowd().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    // The day of the meeting is told behind the figures.
    let text = long_text();
    let (head, rest) = text.split_once("Ngày 9/4").unwrap();
    let (meeting, rest) = rest.split_once("\n\n").unwrap();
    let (figures, end) = rest.split_once("Phát biểu").unwrap();
    let text = format!("{head}{figures}Ngày 9/4{meeting}\n\nPhát biểu{end}");
    let path = read_in_text(&test, &office, &text).await;
    let parts = parts_of(&office.get(&path).await);
    let mut day_on = Vec::new();
    for number in 1..=parts {
        let page = office.get(&format!("{path}?phan={number}")).await;
        let html = Html::parse_document(page.html());
        for link in select(&html, "a[href^='#']") {
            let id = link.attr("href").unwrap().trim_start_matches('#');
            let found = select(&html, &format!("[id='{id}']"));
            assert_eq!(found.len(), 1, "{id} on part {number}");
        }
        if let [day] = select(&html, "[id='p-event_date']")[..] {
            day_on.push((number > 1, day.value().name() == "a"));
        }
    }
    assert_eq!(
        day_on,
        [(true, false)],
        "marked on a later part, without a link"
    );
}
