//! The pages of rounds, extensions and messages, as a browser walks them.

use crate::walker::Browser;
use axum::http::StatusCode;
use domain::period::{Period, PeriodKind, Scheme};
use domain::round::DateChoice;
use testkit::TestApp;

async fn province() -> TestApp {
    let test = TestApp::new().await;
    let ctx = test.administrator().await;
    app::regime::create_standard(&ctx, test.unit("BTGDV"), jiff::civil::date(2025, 7, 1))
        .await
        .unwrap();
    test
}

const QUARTER: &str = "regime=khoa-giao&kind=quarter&year=2026&index=3";

/// Opens the round through the pages and answers its path.
async fn open(browser: &Browser) -> String {
    let token = browser.get("/ky/moi").await.token();
    let opened = browser
        .send("/ky/moi", &format!("_token={token}&{QUARTER}&step=open"))
        .await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.html);
    opened.location.split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_coordinator_previews_and_then_opens_a_round() {
    let test = province().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let form = browser.get("/ky/moi").await;
    let sent = browser
        .send(
            "/ky/moi",
            &format!("_token={}&{QUARTER}&step=preview", form.token()),
        )
        .await;
    // The preview has an address of its own, without the token.
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert!(!sent.location.contains("_token"), "{}", sent.location);
    let preview = browser.get(&sent.location).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(
        preview
            .html
            .contains("Giao ban công tác khoa giáo quý III năm 2026")
    );
    assert!(preview.html.contains("05/10/2026"));
    assert!(
        browser
            .get("/ky")
            .await
            .html
            .contains("Chưa có kỳ giao ban nào")
    );
    let path = open(&browser).await;
    let page = browser.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    for text in [
        "Giao báo cáo",
        "Công bố",
        "Sở Y tế",
        "Đã nộp 0/6 đơn vị",
        "Sắp đến hạn",
    ] {
        assert!(page.html.contains(text), "{text}");
    }
    // How far submission is: a picture, its table beside it, nothing by colour alone.
    for said in [
        "class=\"picture picture--stacked\"",
        "<title>Tiến độ nộp báo cáo</title>",
        "data-l=\"chưa nộp, trong hạn\"",
        "<th scope=\"row\">Toàn bộ</th>",
        ">… 6</text>",
    ] {
        assert!(page.html.contains(said), "{said}");
    }
    assert!(browser.get("/ky").await.html.contains("0/6"));
}

#[tokio::test]
async fn a_wrong_form_comes_back_with_what_was_typed_and_the_errors() {
    let test = province().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let token = browser.get("/ky/moi").await.token();
    let form = format!(
        "_token={token}&regime=khoa-giao&kind=quarter&year=2026&index=9&title=T%C3%AAn+ri%C3%AAng&opens_on=32"
    );
    let answer = browser.send("/ky/moi", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.html.contains("value=\"Tên riêng\""));
    assert!(answer.html.contains("id=\"e-index\""));
    assert!(answer.html.contains("id=\"e-opens_on\""));
    let stolen = browser
        .send("/ky/moi", &format!("_token=x&{QUARTER}&step=open"))
        .await;
    assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_second_opening_says_so_on_the_page() {
    let test = province().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    open(&browser).await;
    let token = browser.get("/ky/moi").await.token();
    let again = browser
        .send("/ky/moi", &format!("_token={token}&{QUARTER}&step=open"))
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.html.contains("đã mở kỳ này rồi"));
}

#[tokio::test]
async fn chasing_goes_from_the_preview_to_the_outbox_and_to_the_person() {
    let test = province().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let path = open(&browser).await;
    test.go_to(jiff::civil::date(2026, 10, 7));
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    assert!(
        browser
            .get(&format!("{path}/qua-han"))
            .await
            .html
            .contains("Xã Hạ Suối")
    );
    let late = browser.get(&format!("{path}?loc=late")).await;
    assert!(late.html.contains("Quá hạn"));
    let preview = browser.get(&format!("{path}/don-doc")).await;
    assert!(preview.html.contains("bc.syt@vi-du.vn"));
    let sent = browser
        .send(
            &format!("{path}/don-doc"),
            &format!("_token={}&scope=late", preview.token()),
        )
        .await;
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (StatusCode::SEE_OTHER, "/hop-thu-di?da=message.chased")
    );
    let outbox = browser.get("/hop-thu-di").await;
    assert!(outbox.html.contains("Chờ gửi"));
    let href = outbox
        .html
        .split("href=\"/hop-thu-di/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    assert_eq!(
        browser.get(&format!("/hop-thu-di/{href}")).await.status,
        StatusCode::OK
    );
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    let mine = reporter.get("/thong-bao").await;
    assert!(mine.html.contains("Đôn đốc báo cáo"));
    let href = mine
        .html
        .split("href=\"/thong-bao/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    assert!(
        reporter
            .get(&format!("/thong-bao/{href}"))
            .await
            .html
            .contains("đã quá 2 ngày")
    );
    assert!(!reporter.get("/thong-bao").await.html.contains(">mới<"));
}

/// a head who leaves after the opening is missed on the page of the round.
#[tokio::test]
async fn r_1_8_the_page_of_an_open_round_names_a_unit_without_a_head() {
    let test = province().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let path = open(&browser).await;
    let missing = "Chưa có thủ trưởng ký";
    assert!(!browser.get(&path).await.html.contains(missing));
    let admin = test.administrator().await;
    let head = test.province.accounts["tt.syt"];
    let posts = app::account::show(&admin, head).await.unwrap().posts;
    app::account::end_post(&admin, head, posts[0].id, jiff::civil::date(2026, 10, 5))
        .await
        .unwrap();
    let page = browser.get(&path).await;
    assert!(page.html.contains(missing), "{}", page.html);
}

#[tokio::test]
async fn a_request_for_more_time_is_decided_on_its_page() {
    let test = province().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let path = open(&browser).await;
    let id = path.trim_start_matches("/ky/").parse().unwrap();
    let matrix = app::round::matrix(&test.coordinator().await, id)
        .await
        .unwrap();
    let row = matrix
        .rows
        .iter()
        .find(|r| r.unit == test.unit("SYT"))
        .unwrap();
    let ask = app::extension::AskExtension {
        obligation: row.obligation,
        asked_due_on: jiff::civil::date(2026, 10, 9),
        reason: "Chờ số liệu".into(),
    };
    let extension = app::extension::ask(&test.reporter("SYT").await, ask)
        .await
        .unwrap();
    let page = browser.get("/gia-han").await;
    assert!(page.html.contains("Chờ số liệu"));
    let to = format!("/gia-han/{extension}");
    let form = format!("_token={}&version=1&decision=refuse&reason=", page.token());
    let refused = browser.send(&to, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("Cần ghi lý do"));
    let form = format!("_token={}&version=1&decision=grant&reason=", page.token());
    assert_eq!(browser.send(&to, &form).await.status, StatusCode::SEE_OTHER);
    assert!(
        browser
            .get(&path)
            .await
            .html
            .contains("gia hạn đến 09/10/2026")
    );
}

#[tokio::test]
async fn someone_elses_round_is_not_found_and_readers_get_no_buttons() {
    let test = province().await;
    let path = open(&Browser::sign_in(&test, "dieuphoi").await).await;
    let foreign = Browser::sign_in(&test, "dieuphoi2").await;
    assert_eq!(foreign.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        foreign.get("/ky/khong-co").await.status,
        StatusCode::NOT_FOUND
    );
    let reporter = Browser::sign_in(&test, "bc.syt").await;
    assert_eq!(reporter.get("/ky/moi").await.status, StatusCode::FORBIDDEN);
    let leader = Browser::sign_in(&test, "lanhdao").await;
    let page = leader.get(&path).await;
    assert!(!page.html.contains("/don-doc"));
    assert!(!page.html.contains("/dong"));
}

#[tokio::test]
async fn a_round_is_closed_from_its_page() {
    let test = province().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let path = open(&browser).await;
    let page = browser.get(&path).await;
    let closed = browser
        .send(
            &format!("{path}/dong"),
            &format!("_token={}&version=1", page.token()),
        )
        .await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert!(browser.get("/ky").await.html.contains("Đã đóng"));
}

#[tokio::test]
async fn rounds_of_several_offices_say_whose_they_are() {
    let test = TestApp::nation().await;
    for (code, office, coordinator) in [
        ("tinh-mot", "BTGDV", test.coordinator().await),
        ("tinh-hai", "BTGDV2", test.foreign_coordinator().await),
    ] {
        let new = app::regime::NewRegime {
            code: code.into(),
            name: "Giao ban công tác khoa giáo".into(),
            owner: test.unit(office),
            valid_from: jiff::civil::date(2025, 7, 1),
            body: app::regime::standard_body(office),
        };
        app::regime::create(&test.system(), new).await.unwrap();
        let input = app::round::OpenRound {
            regime: code.into(),
            period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap(),
            title: String::new(),
            area: None,
            dates: DateChoice::default(),
            accept_gaps: true,
        };
        app::round::open(&coordinator, &input).await.unwrap();
    }
    let centre = Browser::sign_in(&test, "trunguong").await.get("/ky").await;
    for office in [
        "Cơ quan điều phối",
        "<td>Ban TGDV</td>",
        "<td>Ban TGDV Biển Bạc</td>",
    ] {
        assert!(centre.html.contains(office), "{office}");
    }
    let own = Browser::sign_in(&test, "dieuphoi").await.get("/ky").await;
    assert!(!own.html.contains("Cơ quan điều phối"));
}

/// with an earlier closing the days of the figures are not those of the
/// period; the preview says so, and so does the round's page.
#[tokio::test]
async fn r_3_2_the_preview_and_the_page_of_a_round_say_which_days_the_figures_cover() {
    let test = TestApp::new().await;
    let mut body = app::regime::standard_body("BTGDV");
    body.closing = domain::regime::ClosingRule::DaysBeforeEnd { days: 10 };
    let new = app::regime::NewRegime {
        code: "chot-som".into(),
        name: "Báo cáo chốt sớm".into(),
        owner: test.unit("BTGDV"),
        valid_from: jiff::civil::date(2025, 7, 1),
        body,
    };
    app::regime::create(&test.system(), new).await.unwrap();
    let input = app::round::OpenRound {
        regime: "chot-som".into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: true,
    };
    let ctx = test.coordinator().await;
    let id = app::round::open(&ctx, &input).await.unwrap();
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    let shown = browser.get(&format!("/ky/{id}")).await;
    let days = "từ 21/06/2026 đến hết 20/09/2026 (ngày chốt)";
    assert!(shown.html.contains(days), "{}", shown.html);
    let next = "/ky/moi?regime=chot-som&kind=nine_months&year=2026&accept_gaps=1";
    let preview = browser.get(next).await;
    let days = "từ 22/12/2025 đến hết 20/09/2026 (ngày chốt)";
    assert!(preview.html.contains(days), "{}", preview.html);
}
