//! The designer of regimes, groups, bulk grants and the schedule of reminders,
//! as a browser walks them without script.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use jiff::civil::date;
use testkit::{PASSWORD, TestApp};
use tower::ServiceExt;
use web::{Web, WebOptions, router};

/// A signed-in browser.
struct Browser {
    router: Router,
    cookie: String,
}

struct Answer {
    status: StatusCode,
    location: String,
    html: String,
}

impl Answer {
    /// The value of a hidden input.
    fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self.html.split(&mark).nth(1).expect(name);
        rest.split('"').next().unwrap().to_owned()
    }

    /// Whether something stands before something else on the page.
    fn has_in_order(&self, first: &str, second: &str) -> bool {
        let at = |text: &str| self.html.find(text).unwrap_or_else(|| panic!("{text}"));
        at(first) < at(second)
    }
}

impl Browser {
    async fn sign_in(test: &TestApp, login: &str) -> Self {
        let attempt = app::account::SignIn {
            login: login.into(),
            password: PASSWORD.into(),
            origin: "127.0.0.1".into(),
        };
        let signed_in = app::account::sign_in(&test.anonymous(), attempt)
            .await
            .unwrap();
        let web = Web::new(test.app.clone(), WebOptions { is_tls: false });
        Self {
            router: router(web),
            cookie: format!("giaoban={}", signed_in.token),
        }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or(String::new(), |v| v.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Answer {
            status,
            location,
            html: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Posts a form to the page it stands on, with its token and version.
    async fn post(&self, path: &str, form: &str) -> Answer {
        self.post_from(path, path, form).await
    }

    async fn post_from(&self, page: &str, path: &str, form: &str) -> Answer {
        let shown = self.get(page).await;
        let mut body = format!("_token={}", shown.hidden("_token"));
        if shown.html.contains("name=\"version\"") {
            body += &format!("&version={}", shown.hidden("version"));
        }
        body += &format!("&{form}");
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    async fn does(&self, path: &str, form: &str) {
        let answer = self.post(path, form).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path} {form}: {}",
            answer.html
        );
    }
}

async fn province() -> (TestApp, Browser) {
    let test = TestApp::new().await;
    app::regime::create_standard(&test.system(), test.unit("BTGDV"), date(2025, 7, 1))
        .await
        .unwrap();
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    (test, browser)
}

const QUARTER: &str = "regime=khoa-giao&kind=quarter&year=2026&index=3&step=open&accept_gaps=1";

#[tokio::test]
async fn a_version_is_designed_part_by_part_and_published_and_old_rounds_keep_theirs_r_3_1() {
    let (test, browser) = province().await;
    let opened = browser.post("/ky/moi", QUARTER).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.html);
    let started = browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    assert!(started.location.starts_with("/che-do/khoa-giao/chung"));

    let at = |part: &str| format!("/che-do/khoa-giao/{part}");
    browser
        .does(
            &at("de-cuong"),
            "step=save&open=&code=V&title=Ph%E1%BB%A5%20l%E1%BB%A5c&word_limit=300&is_internal=1",
        )
        .await;
    let page = browser.get(&at("de-cuong")).await;
    assert!(page.has_in_order("value=\"up:IV\"", "value=\"up:V\""));
    browser.does(&at("de-cuong"), "step=up:V").await;
    let page = browser.get(&at("de-cuong")).await;
    assert!(page.has_in_order("value=\"up:V\"", "value=\"up:IV\""));

    browser
        .does(
            &at("thoi-han"),
            "units=working_days_after_closing&units_n=2&province=working_days_after_closing\
             &province_n=4&office=working_days_after_closing&office_n=6&shift=next",
        )
        .await;
    let page = browser.get(&at("thoi-han")).await;
    assert!(page.html.contains("quý IV năm 2026"));
    assert!(page.html.contains("cấp tỉnh: 07/01/2027"), "{}", page.html);

    let who = "kinds=commune&tiers=commune&on=2026-10-05";
    let preview = browser
        .post(&at("doi-tuong"), &format!("{who}&step=preview"))
        .await;
    assert!(preview.html.contains("Vào ngày 05/10/2026: 2 đơn vị"));
    assert!(!preview.html.contains("Sở Y tế"));

    browser
        .does(
            &at("chi-tieu"),
            "step=save&open=YT-05&code=YT-05&name=Ti%C3%AAm%20ch%E1%BB%A7ng&measure=%25&scale=2\
             &valid_from=2025-07-01&over_units=ratio&over_time=last&direction=up&field=y_te\
             &public=public&num_label=a&den_label=b&factor=100&frequency=month&kinds=commune",
        )
        .await;
    browser
        .does(
            &at("nhac-hen"),
            "days_0=-3&to_0=reporter&days_1=1&to_1=head",
        )
        .await;
    let published = browser
        .post(&at("ban-hanh"), "step=publish&valid_from=2026-10-01")
        .await;
    assert_eq!(
        published.status,
        StatusCode::SEE_OTHER,
        "{}",
        published.html
    );

    let ctx = test.coordinator().await;
    let view = app::regime::view(&ctx, "khoa-giao").await.unwrap();
    assert!(view.draft.is_none());
    let (new, rounds) = &view.versions[0];
    assert_eq!((new.number, *rounds), (2, 0));
    assert_eq!(new.body.chase.len(), 2);
    assert_eq!(new.body.tier_dues.len(), 1);
    let (old, rounds) = &view.versions[1];
    assert_eq!((old.number, *rounds), (1, 1));
    assert!(!old.body.outline.iter().any(|s| s.code == "V"));
    // The round of the third quarter keeps version 1; the fourth takes 2.
    let input = app::round::OpenRound {
        regime: "khoa-giao".into(),
        period: "lich-Q4-2026".parse().unwrap(),
        title: String::new(),
        area: None,
        dates: domain::round::DateChoice::default(),
        accept_gaps: true,
    };
    let fourth = app::round::preview(&ctx, &input).await.unwrap();
    assert_eq!(fourth.regime_number, 2);
    let due = |code: &str| {
        let unit = test.unit(code);
        fourth
            .targets
            .iter()
            .find(|t| t.unit == unit)
            .unwrap()
            .due_on
    };
    assert_eq!(due("XTD"), date(2027, 1, 5));
    assert_eq!(due("SYT"), date(2027, 1, 7));
}

#[tokio::test]
async fn publishing_tells_every_defect_with_its_code_and_keeps_the_draft() {
    let (test, browser) = province().await;
    browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    browser
        .does("/che-do/khoa-giao/doi-tuong", "step=save&on=2026-10-05")
        .await;
    browser
        .does(
            "/che-do/khoa-giao/chung",
            "name=&kind=state&content=both&recipient_code=BTGDV&ways=a&frequencies=quarter\
             &scheme=lich&asking=by_frequency&opens_days_before=20&guide=",
        )
        .await;
    let page = browser.get("/che-do/khoa-giao/ban-hanh").await;
    for code in ["required", "regime.nobody_obligated"] {
        assert!(
            page.html.contains(&format!("<code>{code}</code>")),
            "{code}"
        );
    }
    let refused = browser
        .post(
            "/che-do/khoa-giao/ban-hanh",
            "step=publish&valid_from=2025-07-01",
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Name, guide, who reports, and the day before the version before.
    assert_eq!(refused.html.matches("<li><a href=\"#f-").count(), 4);
    let ctx = test.coordinator().await;
    let view = app::regime::view(&ctx, "khoa-giao").await.unwrap();
    assert!(view.draft.is_some() && view.versions.len() == 1);
}

#[tokio::test]
async fn a_stale_page_of_the_designer_writes_over_nothing() {
    let (test, browser) = province().await;
    browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    let page = "/che-do/khoa-giao/de-cuong";
    let stale = browser.get(page).await;
    browser.does(page, "step=up:II").await;
    let body = format!(
        "_token={}&version={}&step=remove:I.1",
        stale.hidden("_token"),
        stale.hidden("version")
    );
    let request = Request::post(page)
        .header(header::COOKIE, &browser.cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = browser.ask(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let ctx = test.coordinator().await;
    let draft = app::regime::view(&ctx, "khoa-giao").await.unwrap().draft;
    assert!(draft.unwrap().body.outline.iter().any(|s| s.code == "I.1"));
}

#[tokio::test]
async fn a_group_is_made_and_used_in_the_rule_and_in_a_bulk_grant_r_1_7() {
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
async fn the_schedule_shows_what_would_be_sent_when_and_sends_nothing_r_3_12() {
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
async fn every_kind_of_period_is_opened_from_the_page_r_3_1() {
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
