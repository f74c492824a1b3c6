//! What happened while a draft waited: a closed round, an ended session, another
//! author.

use super::world::{TEXT, World};
use thirtyfour::prelude::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_round_closed_meanwhile_refuses_the_draft_keeps_the_text_and_offers_to_ask_for_time() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    walk.network(false).await;
    walk.fill("s.I.1", TEXT).await;
    world.line_says("đang chờ gửi").await;
    let office = walk.app.coordinator().await;
    let round = app::round::get(&office, world.round)
        .await
        .expect("a round");
    app::round::close(&office, world.round, round.version)
        .await
        .expect("closed");
    walk.network(true).await;
    world.status_says("Kỳ báo cáo đã đóng").await;
    walk.until("document.querySelector('details[data-ask]').open")
        .await;
    assert_eq!(walk.value("s.I.1").await, TEXT);
    walk.look("bao-cao-dong-khi-mat-mang").await;
    // The next visit still shows it, and asking for time keeps it.
    walk.open(&world.path()).await;
    world.settled().await;
    world.status_says("vẫn được giữ trên máy này").await;
    assert_eq!(walk.value("s.I.1").await, TEXT);
    walk.set("asked_due_on", "2026-10-12").await;
    walk.fill("ask_reason", "Mất mạng hai ngày do bão.").await;
    walk.press("details[data-ask] form button").await;
    world.settled().await;
    assert_eq!(walk.value("s.I.1").await, TEXT);
    assert_eq!(world.draft("bc.syt").await.1, "", "nothing was taken");
    grant(&world).await;
    walk.open(&world.path()).await;
    world.status_says("Đã lưu lúc").await;
    assert_eq!(world.draft("bc.syt").await.1, TEXT);
    world.end().await;
}

async fn grant(world: &World) {
    let office = world.walk.app.head_of_office().await;
    let form = world.form("bc.syt").await;
    let asked = &form.extensions[0];
    let input = app::extension::DecideExtension {
        id: asked.id,
        version: asked.version,
        decision: domain::extension::Decision::Grant,
        reason: String::new(),
    };
    app::extension::decide(&office, input)
        .await
        .expect("granted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ended_session_keeps_the_text_until_its_author_is_back() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    walk.driver.delete_all_cookies().await.expect("no cookies");
    walk.fill("s.I.1", TEXT).await;
    walk.tap("#bao-cao .actions button").await;
    world.status_says("Phiên làm việc đã kết thúc").await;
    walk.look("bao-cao-het-phien").await;
    // Somebody else sits down: the text is not sent under another name.
    walk.sign_in_beside("bc.sgddt").await;
    walk.tap("#bao-cao .actions button").await;
    world.status_says("chưa gửi").await;
    assert_eq!(world.draft("bc.syt").await, (0, String::new()));
    walk.sign_in_beside("bc.syt").await;
    walk.tap("#bao-cao .actions button").await;
    walk.until("location.search.includes('da=report.saved')")
        .await;
    assert_eq!(world.draft("bc.syt").await.1, TEXT);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_authors_of_the_same_place_are_shown_side_by_side_and_the_person_chooses() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    walk.network(false).await;
    walk.fill("s.I.1", TEXT).await;
    walk.fill("s.I.2", "Của người soạn khi mất mạng.").await;
    world.line_says("đang chờ gửi").await;
    world
        .somebody_saves("tt.syt", "I.1", "Thủ trưởng viết câu này.")
        .await;
    walk.network(true).await;
    walk.until("document.querySelector('[data-clash=\"s.I.1\"]')")
        .await;
    for said in [TEXT, "Thủ trưởng viết câu này.", "Người dùng tt.syt"] {
        let shown = walk.text_of("[data-clash='s.I.1']").await;
        assert!(shown.contains(said), "{said}: {shown}");
    }
    walk.look("bao-cao-hai-nguoi").await;
    let places = walk.driver.find_all(By::Css("[data-clash]")).await;
    assert_eq!(
        places.expect("places").len(),
        1,
        "elsewhere both are joined"
    );
    walk.tap("[data-clash='s.I.1'] button").await;
    world.status_says("Đã lưu lúc").await;
    let form = world.form("bc.syt").await;
    let text = |code: &str| {
        let section = form.sections.iter().find(|s| s.def.code == code);
        section.expect("a section").text.clone()
    };
    assert_eq!(text("I.1"), "Thủ trưởng viết câu này.");
    assert_eq!(text("I.2"), "Của người soạn khi mất mạng.");
    world.end().await;
}
