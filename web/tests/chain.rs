//! The rules of what follows the office's day, from the designer to the page of the
//! round.

use crate::walker::{Browser, QUARTER, province};
use axum::http::StatusCode;
use jiff::civil::date;

const TIMES: &str = "/che-do/khoa-giao/thoi-han";

const USUAL: &str = "units=working_days_after_closing&units_n=3\
     &office=working_days_after_closing&office_n=6&shift=next";

const LINKS: &str = "opinions=after_office&opinions_n=2&final=after_opinions&final_n=1\
     &conference=calendar_days_after_end&conference_n=17&notice=after_conference&notice_n=3";

/// designed on the page of times, checked, shown in words and in days.
#[tokio::test]
async fn r_3_2_what_follows_the_office_is_designed_and_shown_on_the_page_of_the_round() {
    let (test, browser) = province().await;
    browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    let refused = browser
        .post(
            TIMES,
            &format!("{USUAL}&opinions=after_office&opinions_n=hai"),
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("id=\"e-opinions_n\""));
    browser.does(TIMES, &format!("{USUAL}&{LINKS}")).await;

    let page = browser.get(TIMES).await.html;
    assert!(page.contains("value=\"after_opinions\" selected"), "{page}");
    // 17 days after the fourth quarter is a Sunday.
    assert!(page.contains("Hội nghị: 18/01/2027"), "{page}");
    assert!(!page.contains("name=\"month_opinions\""));
    let own = browser
        .get(&format!("{TIMES}?rieng=month&khau=month"))
        .await;
    assert!(own.html.contains("name=\"month_opinions\""));

    let elements = browser.get("/che-do/khoa-giao/ban-hanh").await.html;
    for words in [
        "Lấy ý kiến dự thảo: 2 ngày làm việc sau hạn của cơ quan tổng hợp",
        "Hội nghị: 17 ngày sau khi hết kỳ",
        "Thông báo kết luận: 3 ngày làm việc sau ngày hội nghị",
    ] {
        assert!(elements.contains(words), "{words}: {elements}");
    }
    browser
        .does(
            "/che-do/khoa-giao/ban-hanh",
            "step=publish&valid_from=2026-07-01",
        )
        .await;

    let opened = browser.post("/ky/moi", QUARTER).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.html);
    let path = opened.location.split('?').next().unwrap().to_owned();
    let id = path.rsplit('/').next().unwrap();
    let shown = browser.get(&path).await.html;
    for words in [
        "Lấy ý kiến dự thảo: hạn 12/10/2026</span>",
        "Báo cáo chính thức: hạn 13/10/2026</span>",
        "Hội nghị: hạn 19/10/2026</span>",
        "Thông báo kết luận: hạn 22/10/2026</span>",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let form = browser.get(&format!("/hoi-nghi/moi?ky={id}")).await.html;
    assert!(form.contains("value=\"2026-10-19\""), "{form}");
    // Without the rule the window would be proposed until the third day.
    let asking = browser.get(&format!("/tong-hop/{id}/y-kien")).await.html;
    assert!(asking.contains("value=\"12/10/2026\""), "{asking}");

    test.go_to(date(2026, 10, 13));
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let shown = browser.get(&path).await.html;
    let over = "12/10/2026 <span class=\"tag tag--late\">quá hạn</span>";
    assert!(shown.contains(over), "{shown}");
    assert!(shown.contains("hạn 13/10/2026</span>"), "{shown}");
}
