//! Two texts of one meeting, the page and the notice: the form of the second offers
//! the conference of the first.

use crate::crowd::select;
use crate::desk::Browser;
use crate::reading_parts::{press, read_in_text};
use axum::http::StatusCode;
use scraper::Html;
use testkit::TestApp;

const PAGE: &str = "Giao ban công tác khoa giáo quý I năm 2022\n\n08/04/2022\n\n\
Ngày 7/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I. \
Đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.\n";

/// Where a link of a page leads that begins like this.
fn link(html: &str, begins: &str) -> String {
    let html = Html::parse_document(html);
    let found = select(&html, &format!("a[href^='{begins}']"));
    found[0].attr("href").unwrap().to_owned()
}

/// of one meeting there is one conference, however many texts tell of it.
#[tokio::test]
async fn the_conference_of_another_text_of_the_day_is_chosen_and_said_so() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let first = read_in_text(&test, &office, PAGE).await;
    let form = office.get(&first).await;
    let html = Html::parse_document(form.html());
    assert!(
        select(&html, "#f-conference").is_empty(),
        "nothing to choose"
    );
    let stored = press(&office, &form, &first, &[]).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.html());
    let conference = link(office.get(&first).await.html(), "/hoi-nghi/");
    let id = conference.rsplit('/').next().unwrap();

    let notice = format!("{PAGE}\nHội nghị kết thúc lúc 11 giờ cùng ngày.\n");
    let second = read_in_text(&test, &office, &notice).await;
    let form = office.get(&second).await;
    let html = Html::parse_document(form.html());
    let chosen = select(&html, "#f-conference option[selected]");
    assert_eq!(chosen[0].attr("value"), Some(id));
    assert!(form.html().contains("Đã chọn sẵn hội nghị cùng ngày"));
    // Of another day there is nothing to choose; nothing chosen is told at its field.
    let other = [("held_on", "2022-04-06"), ("them", "tasks")];
    let other = press(&office, &form, &second, &other).await;
    let html = Html::parse_document(other.html());
    assert!(select(&html, "#f-conference").is_empty());
    let open = press(&office, &form, &second, &[("conference", "")]).await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(open.html().contains("href=\"#f-conference\""));

    let stored = press(&office, &form, &second, &[]).await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.html());
    let to = link(office.get(&second).await.html(), "/hoi-nghi/");
    assert_eq!(to, conference, "no second conference");
    let page = office.get(&conference).await;
    let html = Html::parse_document(page.html());
    for text in [&first, &second] {
        assert_eq!(select(&html, &format!("a[href='{text}']")).len(), 1);
    }
}

/// the queue names what was read, and from a decided text the way leads on.
#[tokio::test]
async fn the_queue_tells_title_and_day_and_leads_to_the_next_text() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let first = read_in_text(&test, &office, PAGE).await;
    let other = PAGE
        .replace("quý I", "quý II")
        .replace("/4/2022", "/7/2022");
    let second = read_in_text(&test, &office, &other.replace("08/04", "08/07")).await;
    let third = PAGE
        .replace("quý I", "quý III")
        .replace("/4/2022", "/10/2022");
    let third = read_in_text(&test, &office, &third.replace("08/04", "08/10")).await;
    let queue = office.get("/nhap-van-ban").await;
    let said = "<td>Giao ban công tác khoa giáo quý I năm 2022 – 07/04/2022</td>";
    assert!(queue.html().contains(said));
    let next = |html: &str| -> Option<String> {
        let html = Html::parse_document(html);
        let all = select(&html, "a[href^='/nhap-van-ban/']");
        let name = "Văn bản chờ tiếp theo";
        let found = all.iter().find(|a| a.text().collect::<String>() == name)?;
        found.attr("href").map(str::to_owned)
    };
    // Whichever comes first: each decided text leads to another until none waits.
    let mut left = vec![first, second, third];
    let mut at = next(queue.html()).expect("a text that waits");
    while !left.is_empty() {
        let form = office.get(&at).await;
        assert_eq!(next(form.html()), None, "decide this one first");
        let done = if left.len() == 3 {
            press(&office, &form, &at, &[]).await
        } else {
            office.post(&format!("{at}/bo"), &[("version", "1")]).await
        };
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html());
        left.retain(|path| *path != at);
        let queue = office.get("/nhap-van-ban").await;
        let decided = office.get(&at).await;
        assert_eq!(next(queue.html()), next(decided.html()));
        match next(decided.html()) {
            Some(path) => at = path,
            None => assert!(left.is_empty(), "{left:?}"),
        }
    }
}

/// in the list of conferences a meeting has the name of a meeting.
#[tokio::test]
async fn a_headline_stands_above_a_name_by_kind_and_period() {
    let test = TestApp::new().await;
    let office = Browser::sign_in(&test, "dieuphoi").await;
    let headline = "Nâng cao chất lượng tham mưu, phối hợp";
    let (_, body) = PAGE.split_once('\n').unwrap();
    let body = body.replace("khoa giáo quý I.", "khoa giáo quý I năm 2022.");
    let path = read_in_text(&test, &office, &format!("{headline}\n{body}")).await;
    let form = office.get(&path).await;
    let html = Html::parse_document(form.html());
    let title = select(&html, "#f-title")[0].attr("value");
    assert_eq!(title, Some("Hội nghị giao ban quý I năm 2022"));
    let hint = select(&html, "#h-title")[0].text().collect::<String>();
    assert!(hint.contains(headline), "{hint}");
    // A title that names a meeting stays as it was read.
    let path = read_in_text(&test, &office, PAGE).await;
    let form = office.get(&path).await;
    let html = Html::parse_document(form.html());
    let title = select(&html, "#f-title")[0].attr("value");
    assert_eq!(title, Some("Giao ban công tác khoa giáo quý I năm 2022"));
    assert!(select(&html, "#h-title").is_empty());
}
