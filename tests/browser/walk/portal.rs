//! The editor writes about the conference; a stranger reads it (i).

use crate::harness::Walk;

/// Drafts from the record, edits, approves, publishes.
pub async fn draft_and_publish(walk: &Walk) {
    walk.sign_in("bientap", "/bien-tap").await;
    walk.look("bien-tap").await;
    let source = walk
        .find("[name='conference'] option[value]:not([value=''])")
        .await;
    let source = source
        .attr("value")
        .await
        .expect("a value")
        .expect("a value");
    walk.set("conference", &source).await;
    walk.press("form[action='/bien-tap/tu-hoi-nghi'] .button")
        .await;
    let body = walk.value("body").await;
    assert!(body.contains("truyền thông phòng dịch"), "{body}");
    assert!(
        walk.value("lead").await.contains("Đinh Văn Rừng"),
        "the chair"
    );
    walk.fill("title", "Khoa giáo quý III: giữ nhịp phối hợp")
        .await;
    walk.press("form[data-guard] .button").await;
    walk.says("Khoa giáo quý III: giữ nhịp phối hợp").await;
    walk.look("bien-tap-bai").await;
    walk.tap("#f-cleared").await;
    walk.press("form[action$='/duyet'] .button").await;
    walk.mark().await;
    walk.tap("form[action$='/dang'] .button").await;
    walk.driver.accept_alert().await.expect("a question");
    walk.next_page("the question answered").await;
    assert!(
        walk.has("form[action$='/rut']").await,
        "{}",
        walk.text().await
    );
    walk.look("bien-tap-da-dang").await;
}

/// Reads list, article and feed without signing in.
pub async fn read(walk: &Walk) {
    walk.driver.delete_all_cookies().await.expect("no cookies");
    walk.open("/tin").await;
    walk.look("cong-tin").await;
    walk.follow("Khoa giáo quý III: giữ nhịp phối hợp").await;
    let heading = walk.text_of("h1").await;
    assert_eq!(heading, "Khoa giáo quý III: giữ nhịp phối hợp");
    let time = walk.find("article time").await;
    let datetime = time.attr("datetime").await.expect("an attribute");
    assert!(
        datetime.expect("a datetime").starts_with("2026-10-12T"),
        "when it was published"
    );
    let skip = walk
        .find("a.skip")
        .await
        .attr("href")
        .await
        .expect("a link");
    assert_eq!(skip.as_deref(), Some("#noi-dung"));
    assert!(walk.has("main#noi-dung").await);
    walk.tap("[data-set-size='3']").await;
    walk.tap("[data-set-contrast='high']").await;
    walk.look("cong-tin-bai-tuong-phan").await;
    walk.tap("[data-set-size='1']").await;
    walk.tap("[data-set-contrast='normal']").await;
    walk.look("cong-tin-bai").await;
    let feed = walk.fetch("/rss").await;
    assert_eq!(feed.status, 200);
    assert!(
        feed.content_type.starts_with("application/rss+xml"),
        "{}",
        feed.content_type
    );
    let feed = String::from_utf8(feed.bytes).expect("text");
    assert!(
        feed.contains("Khoa giáo quý III: giữ nhịp phối hợp"),
        "{feed}"
    );
}
