//! Who and what a text read in names, on its page: corrected, dropped and added like
//! every other fact, without JavaScript, and stored as it stood there.

use crate::crowd::select;
use crate::desk::Browser;
use crate::reading_parts::{press, read_in_text};
use axum::http::StatusCode;
use scraper::Html;
use testkit::TestApp;

const TOLD: &str = "Giao ban công tác khoa giáo quý I năm 2024\n\nThứ tư, 10/04/2024 - 08:30\n\n\
Ngày 9/4, tại hội trường Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I năm 2024. \
Đồng chí Đặng Văn Thử, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị. \
Tham luận có đồng chí Lê Thị Hạ, Giám đốc Sở Y tế và đồng chí Trần Văn Bình, Phó Giám đốc Sở Giáo dục và Đào tạo.\n\n\
Trong quý I, toàn tỉnh tạo việc làm mới cho 3.957 người; tỷ lệ bao phủ bảo hiểm y tế đạt 93,7%.\n";

async fn opened() -> (TestApp, Browser, String) {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let path = read_in_text(&test, &office, TOLD).await;
    (test, office, path)
}

/// The page of the confirmed text and that of its conference.
async fn both_pages_say(office: &Browser, path: &str, kept: &[&str]) {
    let shown = office.get(path).await;
    let html = Html::parse_document(shown.html());
    let held = select(&html, "a[href^='/hoi-nghi/']")[0]
        .attr("href")
        .unwrap();
    for page in [&shown, &office.get(held).await] {
        for words in kept {
            assert!(page.html().contains(words), "{words}: {}", page.html());
        }
    }
}

#[tokio::test]
async fn persons_are_corrected_added_and_dropped_and_a_field_that_was_not_read_is_ticked() {
    let (_test, office, path) = opened().await;
    let page = office.get(&path).await;
    // Persons are folded, each with its fields, and none is ticked.
    let html = Html::parse_document(page.html());
    assert_eq!(select(&html, "details:not([open]) #k-people-1").len(), 1);
    assert!(select(&html, "[name='take_people'][checked]").is_empty());
    let all = select(&html, "[name='take_fields']");
    assert_eq!(all.len(), domain::field::Field::ALL.len());
    let more = press(&office, &page, &path, &[("them", "people")]).await;
    let html = Html::parse_document(more.html());
    let row = "details[open] [name='people.3.name']";
    assert_eq!(select(&html, row).len(), 1, "the row is seen");
    let written = [
        ("take_people", "1"),
        ("people.1.name", "Lê Thị Hà"),
        ("people.1.role", "Phó Giám đốc Sở Y tế"),
        ("people.3.name", "Phạm Văn Sót"),
        ("people.3.role", "Chủ tịch Hội Khuyến học"),
        ("take_fields", "khuyen_hoc"),
    ];
    let stored = press(&office, &more, &path, &written).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.html());
    let kept = [
        "<dd>Lê Thị Hà, Phó Giám đốc Sở Y tế; Phạm Văn Sót, Chủ tịch Hội Khuyến học</dd>",
        "<dd>Y tế; Khuyến học, khuyến tài</dd>",
    ];
    both_pages_say(&office, &path, &kept).await;
}

#[tokio::test]
async fn bodies_and_results_are_corrected_added_and_dropped_and_stand_on_both_pages() {
    let (_test, office, path) = opened().await;
    let page = office.get(&path).await;
    let with_body = press(&office, &page, &path, &[("them", "organisations")]).await;
    let more = press(&office, &with_body, &path, &[("them", "results")]).await;
    let html = Html::parse_document(more.html());
    let added = |group: &str| -> String {
        let rows = select(&html, &format!("[name^='{group}.'][name$='.text']"));
        rows.last().unwrap().attr("name").unwrap().to_owned()
    };
    let (body, result) = (added("organisations"), added("results"));
    let field = result.replace(".text", ".field");
    let written = [
        ("take_organisations", "0"),
        ("organisations.0.text", "Tỉnh ủy Sông Thao"),
        (body.as_str(), "Hội Khuyến học tỉnh"),
        ("take_results", "0"),
        ("results.0.text", "Bao phủ bảo hiểm y tế đạt 93,7%"),
        (result.as_str(), "Trường lớp được rà soát"),
        (field.as_str(), "giáo dục và đào tạo"),
    ];
    let stored = press(&office, &more, &path, &written).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.html());
    let kept = [
        "<dd>Tỉnh ủy Sông Thao; Hội Khuyến học tỉnh</dd>",
        "<li>Y tế: Bao phủ bảo hiểm y tế đạt 93,7%</li>",
        "<li>Giáo dục và đào tạo: Trường lớp được rà soát</li>",
    ];
    both_pages_say(&office, &path, &kept).await;
}

#[tokio::test]
async fn a_ticked_person_without_a_name_comes_back_with_everything_typed() {
    let (_test, office, path) = opened().await;
    let page = office.get(&path).await;
    let written = [
        ("take_people", "1"),
        ("people.1.name", " "),
        ("people.1.role", "Giám đốc đang sửa dở"),
        ("take_organisations", "0"),
        ("organisations.0.text", ""),
        ("take_results", "0"),
        ("results.0.field", "Ngành lạ"),
    ];
    let wrong = press(&office, &page, &path, &written).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = Html::parse_document(wrong.html());
    for field in ["people.1.name", "organisations.0.text", "results.0.field"] {
        let told = select(&html, &format!("a[href='#f-{field}']"));
        assert_eq!(told.len(), 1, "{field} is told");
        let seen = select(&html, &format!("details[open] [id='f-{field}']"));
        assert_eq!(seen.len(), 1, "{field} is not folded");
    }
    for typed in [
        "[name='take_people'][value='1'][checked]",
        "[name='people.1.role'][value='Giám đốc đang sửa dở']",
        "[name='results.0.field'][value='Ngành lạ']",
    ] {
        assert_eq!(select(&html, typed).len(), 1, "{typed} was lost");
    }
}
