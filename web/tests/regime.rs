//! The designer of regimes, as a browser walks it without script.

use crate::walker::{QUARTER, province};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::civil::date;

#[tokio::test]
async fn r_3_1_a_version_is_designed_part_by_part_and_published_and_old_rounds_keep_theirs() {
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
            "step=save&open=&code=V&title=Ph%E1%BB%A5%20l%E1%BB%A5c&word_limit=300&is_internal=1\
             &fields=y_te&kinds=commune",
        )
        .await;
    let page = browser.get(&at("de-cuong")).await;
    assert!(page.has_in_order("value=\"up:IV\"", "value=\"up:V\""));
    let sent = browser.get(&format!("{}?muc=V", at("de-cuong"))).await;
    let ticked = ["value=\"commune\" checked", "value=\"y_te\" checked"];
    assert!(ticked.iter().all(|t| sent.html.contains(t)), "R-3.1");
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
    // days off of these years are not all announced.
    assert!(page.html.contains("Ngày nghỉ lễ năm 2027 mới là dự kiến"));
    assert!(page.html.contains("cấp tỉnh: 07/01/2027"), "{}", page.html);

    let who = "kinds=commune&tiers=commune&on=2026-10-05";
    let preview = browser
        .post(&at("doi-tuong"), &format!("{who}&step=preview"))
        .await;
    assert!(preview.html.contains("Vào ngày 05/10/2026: 2 đơn vị"));
    assert!(!preview.html.contains("Sở Y tế"));
    let by_field = browser
        .post(&at("doi-tuong"), "fields=y_te&on=2026-10-05&step=preview")
        .await;
    assert!(by_field.html.contains("<li>Sở Y tế</li>"), "R-1.7");

    // Decree 09/2019 art. 7 and 12: first day of the data and closing rule.
    let elements = browser.get(&at("ban-hanh")).await;
    assert!(
        elements.html.contains("số liệu từ ngày đầu kỳ")
            && elements.html.contains("chốt vào ngày cuối kỳ"),
        "{}",
        elements.html
    );

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
    let added = new.body.outline.iter().find(|s| s.code == "V").unwrap();
    assert_eq!(added.fields, [domain::field::Field::YTe]);
    let only_communes = domain::regime::UnitRule {
        kinds: vec![domain::unit::UnitKind::Commune],
        ..domain::regime::UnitRule::default()
    };
    assert_eq!(added.reported_by, only_communes);
    let read = browser.get(&at("ban/2")).await.html;
    assert!(read.contains("Y tế; Xã, phường, đặc khu"), "{read}");
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
async fn publishing_tells_every_defect_in_words_and_keeps_the_draft() {
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
    for words in [
        "Tên báo cáo: Mục này cần được điền.",
        "Chưa nói ai phải báo cáo: chọn ít nhất một loại đơn vị, một khối hoặc một lĩnh vực.",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    assert!(!page.html.contains("regime.nobody_obligated"));
    let who = browser.get("/che-do/khoa-giao/doi-tuong").await;
    assert!(who.html.contains("Chưa nói ai phải báo cáo"), "R-1.7");
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
async fn r_3_7_the_checks_of_a_draft_are_edited_row_by_row_and_old_versions_stay_readable() {
    let (test, browser) = province().await;
    browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    let at = "/che-do/khoa-giao/kiem-tra";
    let before = test_checks(&test).await;
    let shown = browser.get(at).await;
    assert!(shown.html.contains("value=\"YT-09a\""));
    assert!(shown.html.contains("value=\"mẫu(GN-01a)\""));

    // What is on the page, sent back as it is, changes nothing.
    let form = form_of(&shown.html);
    browser.does(at, &form).await;
    assert_eq!(test_checks(&test).await, before);

    let n = before.rules.len();
    let wrong =
        format!("code_{n}=moi&says_{n}=Sai&left_{n}=YT+09&operator_{n}=at_most&right_{n}=1&{form}");
    let refused = browser.post(at, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("Không đọc được “YT 09”"));
    assert!(refused.html.contains("value=\"YT 09\""), "typed text stays");

    let kept = format!(
        "code_{n}=moi&says_{n}=&left_{n}=YT-09+%40+k%E1%BB%B3+tr%C6%B0%E1%BB%9Bc&operator_{n}=at_most&right_{n}=100\
         &bound_0=YT-09&least_0=10&most_0=5&bound_does_0=high&{form}"
    );
    browser.does(at, &kept).await;
    let after = test_checks(&test).await;
    assert_eq!((after.rules.len(), after.bounds.len()), (n + 1, 1));

    // Publishing says which rows are wrong.
    let publish = "/che-do/khoa-giao/ban-hanh";
    let refused = browser
        .post(publish, "step=publish&valid_from=2026-10-01")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let row = format!("Quy tắc {}: moi: thiếu câu báo khi sai.", n + 1);
    assert!(refused.html.contains(&row), "{}", refused.html);
    assert!(refused.html.contains("Giới hạn 1: YT-09"));

    let sound = kept
        .replace(&format!("says_{n}=&"), &format!("says_{n}=Gi%E1%BA%A3m&"))
        .replace("least_0=10", "least_0=1");
    browser.does(at, &sound).await;
    browser
        .does(publish, "step=publish&valid_from=2026-10-01")
        .await;
    let first = browser.get("/che-do/khoa-giao/ban/1").await;
    let second = browser.get("/che-do/khoa-giao/ban/2").await;
    let rule = "YT-09 @ kỳ trước không lớn hơn 100";
    assert!(!first.html.contains(rule) && second.html.contains(rule));
    assert!(second.html.contains("YT-09 không nhỏ hơn 1 "));
    assert!(
        first.html.contains("Số lượt khám bệnh")
            && !first
                .html
                .contains("<form method=\"post\" action=\"/che-do")
    );
}

/// without the check for jumps the parts of ratios have none, unless ticked.
#[tokio::test]
async fn r_3_7_the_designer_shows_and_keeps_the_checks_that_go_with_another() {
    let (test, browser) = province().await;
    browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    let at = "/che-do/khoa-giao/kiem-tra";
    let jump = |part: &str| format!("check.large_change{part}");
    // As it was stored before there were checks of the parts.
    let ctx = test.coordinator().await;
    let draft = app::regime::view(&ctx, "khoa-giao")
        .await
        .unwrap()
        .draft
        .unwrap();
    let mut body = draft.body.clone();
    body.checks.without = vec![jump("")];
    app::regime::save_draft(&ctx, "khoa-giao", draft.version, body, "kiem-tra")
        .await
        .unwrap();
    let ticked = |html: &str, part: &str| {
        let value = format!("value=\"{}\" checked", jump(part));
        html.contains(&value)
    };
    let shown = browser.get(at).await.html;
    assert_eq!(["", "_num", "_den"].map(|p| ticked(&shown, p)), [false; 3]);

    let form = form_of(&shown);
    let num: String = jump("_num").bytes().map(|b| format!("%{b:02X}")).collect();
    browser.does(at, &format!("{form}&starter={num}")).await;
    let checks = test_checks(&test).await;
    let has = |part: &str| checks.has_starter(&jump(part));
    assert_eq!(["", "_num", "_den"].map(has), [false, true, false]);
    let shown = browser.get(at).await.html;
    assert_eq!(
        ["", "_num", "_den"].map(|p| ticked(&shown, p)),
        [false, true, false]
    );
}

async fn test_checks(test: &testkit::TestApp) -> domain::validation::Checks {
    let ctx = test.coordinator().await;
    let view = app::regime::view(&ctx, "khoa-giao").await.unwrap();
    view.draft.unwrap().body.checks
}

/// The values of a page's form as a browser would send them.
fn form_of(html: &str) -> String {
    let form = html.split("action=\"/che-do").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let part = |text: &str, name: &str| {
        let rest = text.split(&format!(" {name}=\"")).nth(1)?;
        Some(rest.split('"').next()?.to_owned())
    };
    let mut sent = Vec::new();
    for tag in form.split('<').filter(|t| t.starts_with("input")) {
        let tag = tag.split('>').next().unwrap();
        let (Some(name), Some(value)) = (part(tag, "name"), part(tag, "value")) else {
            continue;
        };
        let is_left_out = tag.contains("checkbox") && !tag.contains(" checked");
        if !is_left_out && !matches!(name.as_str(), "_token" | "version") {
            sent.push((name, value));
        }
    }
    for select in form.split("<select").skip(1) {
        let name = part(select, "name").unwrap();
        let select = select.split("</select>").next().unwrap();
        let chosen = select.split("<option").find(|o| o.contains(" selected"));
        sent.push((
            name,
            chosen.and_then(|o| part(o, "value")).unwrap_or_default(),
        ));
    }
    let sent: Vec<String> = sent
        .iter()
        .map(|(name, value)| {
            let value = value.replace("&#38;", "&").replace("&#39;", "'");
            let value: String = value.bytes().map(|b| format!("%{b:02X}")).collect();
            format!("{name}={value}")
        })
        .collect();
    sent.join("&")
}
