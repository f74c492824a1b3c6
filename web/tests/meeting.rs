//! Pages of conferences and tasks: forms, refusals, what others may not see.

use crate::crowd::select;
use crate::pages::is_badly_parted;
use app::conference::{self, ConferenceInput, Seat};
use app::directive::EnterDirective;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::conference::ConclusionDraft;
use domain::id::ConferenceId;
use jiff::civil::{date, time};
use scraper::Html;
use testkit::{PASSWORD, TestApp};
use tower::ServiceExt;
use web::{Web, WebOptions};

/// A browser that is signed in.
struct Browser {
    router: Router,
    cookie: String,
}

impl Browser {
    async fn new(app: &TestApp, login: &str) -> Self {
        let router = web::router(Web::new(app.app.clone(), WebOptions::default()));
        let mut browser = Self {
            router,
            cookie: String::new(),
        };
        let body = format!("login={login}&password={PASSWORD}");
        let response = browser.send("POST", "/dang-nhap", body).await;
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        browser.cookie = cookie.split(';').next().unwrap().to_owned();
        browser
    }

    async fn send(&self, method: &str, path: &str, body: String) -> axum::response::Response {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        text(self.send("GET", path, String::new()).await).await
    }

    /// Posts a form with the token and version that the page carries.
    async fn post(&self, page: &str, path: &str, body: &str) -> (StatusCode, String) {
        let (_, html) = self.get(page).await;
        let body = format!(
            "_token={}&version={}&{body}",
            field(&html, "_token"),
            field(&html, "version")
        );
        text(self.send("POST", path, body).await).await
    }
}

async fn text(response: axum::response::Response) -> (StatusCode, String) {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), 4_000_000).await.unwrap();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

/// The last value of a hidden field of this name.
fn field(html: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    html.rsplit_once(&mark)
        .map(|(_, rest)| rest.split('"').next().unwrap().to_owned())
        .unwrap_or_default()
}

async fn held(app: &TestApp) -> ConferenceId {
    app.go_to(date(2026, 10, 9));
    let office = app.coordinator().await;
    let input = ConferenceInput {
        office: app.unit("BTGDV"),
        title: "Hội nghị giao ban quý III năm 2026".into(),
        host: "Ban Tuyên giáo và Dân vận Tỉnh ủy".into(),
        held_on: Some(date(2026, 10, 9)),
        starts_at: Some(time(8, 0, 0, 0)),
        place: String::new(),
        chair_name: "Đinh Văn Rừng".into(),
        chair_title: String::new(),
        agenda: Vec::new(),
    };
    let id = conference::create(&office, None, input).await.unwrap();
    conference::invite(
        &office,
        id,
        &[Seat {
            unit: app.unit("SGDDT"),
            seats: 1,
        }],
    )
    .await
    .unwrap();
    conference::convene(&office, id, 1).await.unwrap();
    conference::begin(&office, id, 2).await.unwrap();
    conference::close(&office, id, 3).await.unwrap();
    let draft = ConclusionDraft {
        text: "Rà soát mạng lưới trường lớp.".into(),
        lead: Some(app.unit("SGDDT")),
        due_on: Some(date(2026, 11, 20)),
        ..ConclusionDraft::default()
    };
    conference::add_conclusion(&office, id, draft)
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn a_notice_without_signer_comes_back_and_with_one_gives_the_task() {
    let app = TestApp::new().await;
    let id = held(&app).await;
    let office = Browser::new(&app, "dieuphoi").await;
    let page = format!("/hoi-nghi/{id}");
    let issue = format!("{page}/ban-hanh");
    let form = "ban-hanh_kind=party&ban-hanh_issued_on=2026-10-09&ban-hanh_signer_title=TRUONG+BAN";
    let (status, html) = office.post(&page, &issue, form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("value=\"TRUONG BAN\"") && html.contains("f-ban-hanh_signer_name"));
    let (status, _) = office
        .post(&page, &issue, &format!("{form}&ban-hanh_signer_name=A"))
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, html) = office.get(&page).await;
    assert!(html.contains("01-TB/BTGDVTU") && html.contains("NV-2026-001"));
    assert!(html.len() < 60 * 1024);
}

/// the words of a conclusion and what it expects name documents alike.
#[tokio::test]
async fn r_11_3_numbers_in_the_output_of_a_conclusion_lead_to_the_register() {
    let app = TestApp::new().await;
    let id = held(&app).await;
    let office = app.coordinator().await;
    let plan = EnterDirective {
        symbol: "85-KH/TU".into(),
        issued_on: Some(date(2022, 3, 4)),
        ..EnterDirective::default()
    };
    let plan = app::directive::enter(&office, app.unit("BTGDV"), plan)
        .await
        .unwrap();
    let draft = ConclusionDraft {
        text: "Tổng kết công tác y tế dự phòng <nhanh>.".into(),
        lead: Some(app.unit("SYT")),
        output: "Báo cáo tổng kết Kế hoạch số 85-KH/TU <b>".into(),
        ..ConclusionDraft::default()
    };
    conference::add_conclusion(&office, id, draft)
        .await
        .unwrap();
    let browser = Browser::new(&app, "dieuphoi").await;
    let (_, html) = browser.get(&format!("/hoi-nghi/{id}")).await;
    let link = html.split_once(&format!("<a href=\"/van-ban/{plan}\""));
    let (before, after) = link.expect("a link to the register");
    assert!(before.ends_with("Báo cáo tổng kết Kế hoạch số "));
    let text = after.split_once('>').unwrap().1;
    assert!(text.starts_with("85-KH/TU</a> &lt;b&gt;"), "{text:.80}");
    // Texts without a number stay words, and are no markup.
    assert!(html.contains("dự phòng &lt;nhanh&gt;."));
}

#[tokio::test]
async fn a_unit_enters_progress_and_others_find_nothing() {
    let app = TestApp::new().await;
    let id = held(&app).await;
    let office = Browser::new(&app, "dieuphoi").await;
    let page = format!("/hoi-nghi/{id}");
    let form = "ban-hanh_kind=party&ban-hanh_signer_title=TB&ban-hanh_signer_name=A";
    office.post(&page, &format!("{page}/ban-hanh"), form).await;
    let unit = Browser::new(&app, "bc.sgddt").await;
    let (status, html) = unit.get("/nhiem-vu").await;
    assert_eq!(status, StatusCode::OK);
    let task = html
        .split("/nhiem-vu/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let task = format!("/nhiem-vu/{task}");
    let part = format!("{}%3A1", app.unit("SGDDT"));
    let (status, html) = unit
        .post(
            &task,
            &format!("{task}/tien-do"),
            &format!("tien-do_unit={part}&tien-do_percent=40"),
        )
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("value=\"40\""));
    let form = format!("tien-do_unit={part}&tien-do_percent=40&tien-do_text=Da+ra+soat");
    let (status, _) = unit.post(&task, &format!("{task}/tien-do"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, html) = unit.get(&task).await;
    assert!(html.contains("Da ra soat") && html.contains("40 %"));
    let stranger = Browser::new(&app, "bc.syt").await;
    assert_eq!(stranger.get(&task).await.0, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&page).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_page_renders_in_both_languages() {
    let app = TestApp::new().await;
    let id = held(&app).await;
    let office = Browser::new(&app, "dieuphoi").await;
    let english = Browser {
        cookie: format!("{}; ngon_ngu=en", office.cookie),
        router: office.router.clone(),
    };
    let paths =
        ["", "/sua", "/lich-su", "/ket-luan/them"].map(|rest| format!("/hoi-nghi/{id}{rest}"));
    for path in paths
        .iter()
        .map(String::as_str)
        .chain(["/hoi-nghi", "/hoi-nghi/moi", "/nhiem-vu"])
    {
        for browser in [&office, &english] {
            let (status, html) = browser.get(path).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            for prefix in ["conference.", "task.", "timeliness.", "attendance."] {
                assert!(
                    !html.contains(&format!(">{prefix}")),
                    "{path} lacks a text of {prefix}"
                );
            }
        }
    }
}

/// a kind of unit is typed where a unit is, said back in words, and taken
/// back by them.
#[tokio::test]
async fn r_1_7_a_whole_kind_is_invited_and_charged_in_words() {
    let app = TestApp::new().await;
    let office = app.coordinator().await;
    let input = ConferenceInput {
        office: app.unit("BTGDV"),
        title: "Hội nghị tuyên giáo".into(),
        host: "Ban Tuyên giáo và Dân vận Tỉnh ủy".into(),
        held_on: Some(date(2026, 10, 9)),
        starts_at: None,
        place: String::new(),
        chair_name: String::new(),
        chair_title: String::new(),
        agenda: Vec::new(),
    };
    let id = conference::create(&office, None, input).await.unwrap();
    let browser = Browser::new(&app, "dieuphoi").await;
    let page = format!("/hoi-nghi/{id}");
    let words = "C%C3%A1c+x%C3%A3,+ph%C6%B0%E1%BB%9Dng,+%C4%91%E1%BA%B7c+khu";
    let invite = format!("{page}/moi-don-vi");
    let none = "moi-don-vi_unit=khong+co&moi-don-vi_seats=1";
    let (status, html) = browser.post(&page, &invite, none).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("value=\"khong co\""));
    let form = format!("moi-don-vi_unit={words}&moi-don-vi_seats=1");
    let (status, html) = browser.post(&page, &invite, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let (_, html) = browser.get(&page).await;
    let said = "Mời cả: <strong>Xã, phường, đặc khu</strong>";
    assert!(html.contains(said), "{html}");

    let add = format!("{page}/ket-luan/them");
    let form = format!("text=Tuyen+truyen&lead=SYT&cooperating=SGDDT%0D%0A{words}");
    let (status, html) = browser.post(&add, &add, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let (_, html) = browser.get(&page).await;
    assert!(html.contains("; Xã, phường, đặc khu</td>"), "{html}");

    let back = format!("{page}/bo-moi");
    let form = format!("bo-moi_unit={words}");
    let (status, html) = browser.post(&page, &back, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let (_, html) = browser.get(&page).await;
    assert!(!html.contains(said));
}

/// A calendar file is offered where an hour is known, and the public address of an
/// article where it is published: the links behind them stand without them too.
#[tokio::test]
async fn links_are_parted_only_where_two_stand_beside_each_other() {
    let app = TestApp::new().await;
    let timed = held(&app).await;
    let office = app.coordinator().await;
    let input = ConferenceInput {
        office: app.unit("BTGDV"),
        title: "Hội nghị chưa định giờ".into(),
        host: "Ban Tuyên giáo và Dân vận Tỉnh ủy".into(),
        held_on: Some(date(2026, 10, 12)),
        starts_at: None,
        place: String::new(),
        chair_name: String::new(),
        chair_title: String::new(),
        agenda: Vec::new(),
    };
    let untimed = conference::create(&office, None, input).await.unwrap();
    let article = app::article::draft_from_conference(&app.editor().await, timed)
        .await
        .unwrap();
    for (login, path, link, dots) in [
        ("dieuphoi", format!("/hoi-nghi/{timed}"), "lich-su", 2),
        ("dieuphoi", format!("/hoi-nghi/{untimed}"), "lich-su", 1),
        ("lanhdao", format!("/hoi-nghi/{timed}"), "lich-su", 1),
        ("bc.sgddt", format!("/hoi-nghi/{timed}"), "lich.ics", 0),
        ("bientap", format!("/bien-tap/{article}"), "hoi-nghi", 0),
    ] {
        let (_, html) = Browser::new(&app, login).await.get(&path).await;
        let html = Html::parse_document(&html);
        let lines = select(&html, "main p");
        let lines = lines.iter().filter(|p| p.inner_html().contains(link));
        let lines: Vec<String> = lines.map(|p| p.text().collect()).collect();
        let of_links = lines.iter().find(|line| line.matches('·').count() == dots);
        assert!(of_links.is_some(), "{path} as {login}: {lines:?}");
        let is_wrong = lines.iter().any(|line| is_badly_parted(line));
        assert!(!is_wrong, "{path} as {login}: {lines:?}");
    }
}
