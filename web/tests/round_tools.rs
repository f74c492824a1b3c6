//! Groups, bulk grants, opening again, the schedule of reminders and every kind
//! of period, as a browser walks them without script.

use crate::walker::{QUARTER, province};
use axum::http::StatusCode;
use jiff::civil::date;

/// what is wrong with a period is told at the field in which it was typed.
#[tokio::test]
async fn r_3_1_a_wrong_kind_or_year_is_told_at_its_own_field() {
    let (_test, browser) = province().await;
    for (kind, year, field) in [("school_year", "2026", "kind"), ("quarter", "9999", "year")] {
        let form = format!("regime=khoa-giao&kind={kind}&year={year}&index=1");
        let answer = browser.post("/ky/moi", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let is_at = |name: &str| answer.html.contains(&format!("id=\"e-{name}\""));
        assert!(is_at(field) && !is_at("index"), "{field}: {}", answer.html);
    }
}

#[tokio::test]
async fn r_1_7_a_group_is_made_and_used_in_the_rule_and_in_a_bulk_grant() {
    let (test, browser) = province().await;
    browser
        .does(
            "/khoi",
            "code=van-xa&name=Kh%E1%BB%91i%20v%C4%83n%20x%C3%A3",
        )
        .await;
    let units = format!("units={}&units={}", test.unit("SYT"), test.unit("XTD"));
    let joined = browser
        .post_from(
            "/khoi/van-xa",
            "/khoi/van-xa/vao",
            &format!("from=2026-01-01&{units}"),
        )
        .await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.html);
    let twice = browser
        .post_from(
            "/khoi/van-xa",
            "/khoi/van-xa/vao",
            &format!("from=2026-02-01&units={}", test.unit("SYT")),
        )
        .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    let preview = browser
        .post(
            "/che-do/khoa-giao/doi-tuong",
            "groups=van-xa&on=2026-10-05&step=preview",
        )
        .await;
    assert!(
        preview.html.contains("Vào ngày 05/10/2026: 2 đơn vị"),
        "{}",
        preview.html
    );
    let before = browser
        .post(
            "/che-do/khoa-giao/doi-tuong",
            "groups=van-xa&on=2025-12-31&step=preview",
        )
        .await;
    assert!(before.html.contains("Vào ngày 31/12/2025: 0 đơn vị"));

    let opened = browser.post("/ky/moi", QUARTER).await;
    let round = opened.location.split('?').next().unwrap().to_owned();
    let grant = format!("{round}/gia-han");
    browser
        .does(&grant, "groups=van-xa&to=2026-10-12&reason=B%C3%A3o")
        .await;
    let page = browser.get(&round).await;
    assert_eq!(page.html.matches("12/10/2026").count(), 2);
    assert!(page.html.contains("05/10/2026"), "the original day stays");
}

#[tokio::test]
async fn a_closed_round_is_opened_again_only_with_a_reason() {
    let (_test, browser) = province().await;
    let opened = browser.post("/ky/moi", QUARTER).await;
    let round = opened.location.split('?').next().unwrap().to_owned();
    browser
        .post_from(&round, &format!("{round}/dong"), "")
        .await;
    let refused = browser
        .post_from(&round, &format!("{round}/mo-lai"), "reason=+")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("Phải nêu lý do mở lại."));
    let reopened = browser
        .post_from(
            &round,
            &format!("{round}/mo-lai"),
            "reason=B%E1%BB%95%20sung",
        )
        .await;
    assert_eq!(reopened.status, StatusCode::SEE_OTHER);
    assert!(browser.get(&round).await.html.contains("/dong"));
}

#[tokio::test]
async fn r_3_12_the_schedule_shows_what_would_be_sent_when_and_sends_nothing() {
    let (test, browser) = province().await;
    let opened = browser.post("/ky/moi", QUARTER).await;
    let round = opened.location.split('?').next().unwrap().to_owned();
    // Seen from a day before the first step, by a clock of the page's own.
    let page = browser
        .get(&format!("{round}/lich-nhac?tu=2026-09-20"))
        .await;
    for day in [
        "28/09/2026",
        "01/10/2026",
        "05/10/2026",
        "06/10/2026",
        "08/10/2026",
    ] {
        assert!(page.html.contains(day), "{day}");
    }
    let last = page.html.split("08/10/2026").nth(1).unwrap();
    assert!(
        last.contains("dieuphoi"),
        "the office above is told at last"
    );
    let first = page.html.split("28/09/2026").nth(2).unwrap();
    let first = first.split("01/10/2026").next().unwrap();
    assert!(
        !first.contains("tt.syt"),
        "heads are told from the due day on"
    );
    assert!(page.html.contains("Chưa gửi thư nhắc nào."));
    let outbox = app::message::outbox(&test.coordinator().await, None, 0)
        .await
        .unwrap();
    assert!(outbox.lines.is_empty());
}

#[tokio::test]
async fn r_3_1_every_kind_of_period_is_opened_from_the_page() {
    let (test, browser) = province().await;
    let mut body = app::regime::standard_body("BTGDV");
    body.frequencies = domain::period::PeriodKind::ALL
        .into_iter()
        .filter(|k| !matches!(k.code(), "school_year" | "term"))
        .collect();
    for (code, scheme, kinds) in [
        (
            "moi-ky",
            domain::period::Scheme::Lich,
            body.frequencies.clone(),
        ),
        (
            "nam-hoc",
            domain::period::Scheme::NamHoc,
            vec![domain::period::PeriodKind::SchoolYear],
        ),
        (
            "nhiem-ky",
            domain::period::Scheme::NhiemKy,
            vec![domain::period::PeriodKind::Term],
        ),
    ] {
        let new = app::regime::NewRegime {
            code: code.into(),
            name: format!("Chế độ {code}"),
            owner: test.unit("BTGDV"),
            valid_from: date(2025, 7, 1),
            body: domain::regime::RegimeBody {
                scheme,
                frequencies: kinds,
                ..body.clone()
            },
        };
        app::regime::create(&test.system(), new).await.unwrap();
    }
    let reversed = browser
        .post(
            "/ky/moi",
            "regime=moi-ky&kind=one_off&from=2026-10-05&to=2026-09-01&step=preview",
        )
        .await;
    assert_eq!(reversed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = "Ngày “đến” không được trước ngày “từ”.";
    assert!(reversed.html.contains(words), "{}", reversed.html);
    // Decree 09/2019 art. 12: the days that the figures cover: no sure
    // days off.
    let preview = browser
        .get("/ky/moi?regime=moi-ky&kind=year&year=2027&accept_gaps=1")
        .await;
    for words in [
        "từ 01/01/2027 đến hết 31/12/2027 (ngày chốt)",
        "Ngày nghỉ lễ năm 2027 mới là dự kiến",
        "Năm 2028 chưa có ngày nghỉ lễ trong hệ thống",
    ] {
        assert!(preview.html.contains(words), "{words}: {}", preview.html);
    }
    for (form, period) in [
        ("regime=moi-ky&kind=day&from=2026-10-05", "lich-D-20261005"),
        (
            "regime=moi-ky&kind=week&year=2026&index=40",
            "lich-W40-2026",
        ),
        ("regime=moi-ky&kind=month&year=2026&index=9", "lich-M9-2026"),
        (
            "regime=moi-ky&kind=quarter&year=2026&index=3",
            "lich-Q3-2026",
        ),
        (
            "regime=moi-ky&kind=first_half&year=2026&index=1",
            "lich-H1-2026",
        ),
        ("regime=moi-ky&kind=second_half&year=2026", "lich-H2-2026"),
        ("regime=moi-ky&kind=nine_months&year=2026", "lich-9M-2026"),
        ("regime=moi-ky&kind=year&year=2026", "lich-Y-2026"),
        (
            "regime=moi-ky&kind=one_off&from=2026-09-01&to=2026-10-05",
            "custom-X-20260901-20261005",
        ),
        (
            "regime=nam-hoc&kind=school_year&year=2025",
            "nam_hoc-SY-2025",
        ),
        ("regime=nhiem-ky&kind=term&year=2025", "nhiem_ky-T-2025"),
    ] {
        let opened = browser
            .post("/ky/moi", &format!("{form}&step=open&accept_gaps=1"))
            .await;
        assert_eq!(
            opened.status,
            StatusCode::SEE_OTHER,
            "{form}: {}",
            opened.html
        );
        let regime = form.split(['=', '&']).nth(1).unwrap();
        let code = format!("{regime}-{period}");
        let found = app::round::get_by_code(&test.coordinator().await, &code).await;
        assert_eq!(found.unwrap().period.code(), period);
    }
}
