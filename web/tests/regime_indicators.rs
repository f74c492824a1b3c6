//! The designer's part of indicators: weights and breakdowns.

use crate::walker::province;
use axum::http::StatusCode;

/// the weight of a mean is chosen from the same form and must add up.
#[tokio::test]
async fn r_4_1_a_mean_names_its_weight_and_a_weight_that_cannot_is_refused() {
    let (_test, browser) = province().await;
    browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    let part = "/che-do/khoa-giao/chi-tieu";
    let mean = |weight: &str| {
        format!(
            "step=save&open=&code=GD-M&name=%C4%90i%E1%BB%83m&measure=%C4%91i%E1%BB%83m&scale=2\
             &valid_from=2025-07-01&over_units=weighted_mean&over_time=none&direction=up\
             &field=giao_duc_nghe_nghiep&public=public&frequency=quarter&weight={weight}"
        )
    };
    for weight in ["", "GD-02", "YT-09", "KHONG"] {
        let refused = browser.post(part, &mean(weight)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{weight}");
        assert!(refused.html.contains("Chỉ tiêu GD-M"), "{weight}");
    }
    browser.does(part, &mean("GD-09")).await;
    let page = browser.get(&format!("{part}?ma=GD-M")).await;
    assert!(page.html.contains("<option value=\"GD-09\" selected"));
    assert!(
        page.html
            .contains("<option value=\"weighted_mean\" selected")
    );
    // The weight is taken out: the draft says what is wrong.
    browser.does(part, "step=remove:GD-09&open=GD-09").await;
    let checked = browser.get("/che-do/khoa-giao/ban-hanh").await;
    assert!(checked.html.contains("quyền số phải là chỉ tiêu cộng được"));
}

/// Domain facts §6.3: an indicator is broken down by a list of categories.
#[tokio::test]
async fn an_indicator_is_broken_down_and_its_parts_follow_it() {
    let (_test, browser) = province().await;
    browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    let part = "/che-do/khoa-giao/chi-tieu";
    let with = |categories: &str| {
        format!(
            "step=save&open=CT-01&code=CT-01&name=V%C4%83n%20b%E1%BA%A3n&measure=v%C4%83n%20b%E1%BA%A3n\
             &scale=0&valid_from=2025-07-01&over_units=sum&over_time=sum&direction=neutral\
             &field=khac&public=public&frequency=quarter&categories={categories}"
        )
    };
    let refused = browser.post(part, &with("C%C3%B4ng%20v%C4%83n")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("Công văn"), "kept as typed");
    browser
        .does(
            part,
            &with("qd%20quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%0D%0Akh%20k%E1%BA%BF%20ho%E1%BA%A1ch"),
        )
        .await;
    let page = browser.get(part).await;
    assert!(page.has_in_order("?ma=CT-01\"", "?ma=CT-01.qd"));
    assert!(page.has_in_order("– quyết định", "– kế hoạch"));
    assert!(page.has_in_order("?ma=CT-01.kh", "?ma=CT-02\""));
    // A category is taken out, then the whole with the rest.
    browser
        .does(part, &with("kh%20k%E1%BA%BF%20ho%E1%BA%A1ch"))
        .await;
    assert!(!browser.get(part).await.html.contains("CT-01.qd"));
    browser.does(part, "step=remove:CT-01&open=CT-01").await;
    let page = browser.get(part).await;
    assert!(!page.html.contains("?ma=CT-01"));
    // Taken back from the catalogue; the parts of YT-10 come with it.
    browser.does(part, "step=remove:YT-10&open=YT-10").await;
    browser.does(part, "step=take&catalogue=YT-10").await;
    assert!(browser.get(part).await.html.contains("?ma=YT-10.sxh"));
    // Of deaths the form has the whole; its parts can still be taken.
    let page = browser.get(part).await;
    assert!(page.html.contains("?ma=YT-10a\"") && !page.html.contains("?ma=YT-10a.sxh"));
    browser.does(part, "step=take&catalogue=YT-10a").await;
    let page = browser.get(part).await;
    assert!(page.has_in_order("?ma=YT-10a\"", "?ma=YT-10a.sxh"));
    let again = browser.post(part, "step=take&catalogue=YT-10a").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Domain facts §6.3: of some figures the one nearest to a value is the best.
#[tokio::test]
async fn an_indicator_aims_at_a_value_which_is_asked_for_in_its_notation() {
    let (_test, browser) = province().await;
    browser
        .post_from("/che-do/khoa-giao", "/che-do/khoa-giao/soan", "")
        .await;
    let part = "/che-do/khoa-giao/chi-tieu";
    let aiming = |aim: &str| {
        format!(
            "step=save&open=&code=DS-X&name=M%E1%BB%A9c%20sinh&measure=con&scale=2\
             &valid_from=2025-07-01&over_units=none&over_time=none&direction=toward\
             &field=y_te&public=public&frequency=year&aim={aim}"
        )
    };
    for aim in ["", "hai"] {
        let refused = browser.post(part, &aiming(aim)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{aim}");
        assert!(refused.html.contains("Mức sinh"), "kept as typed");
    }
    browser.does(part, &aiming("2,1")).await;
    let page = browser.get(&format!("{part}?ma=DS-X")).await;
    assert!(page.html.contains("<option value=\"toward\" selected"));
    assert!(page.html.contains("value=\"2,10\""));
}
