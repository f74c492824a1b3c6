//! Writing a report without network: the form opens, the
//! draft survives the closed browser and arrives later; what may have happened
//! meanwhile is said and nothing is lost; signing out takes everything away.

mod meanwhile;
mod table;
mod world;

use crate::harness::Walk;
use world::{TEXT, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_3_13_a_draft_written_without_network_survives_the_closed_tab_and_arrives_later() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    assert!(
        world
            .line()
            .await
            .contains("mở và soạn được cả khi mất mạng")
    );
    walk.network(false).await;
    walk.fill("s.I.1", TEXT).await;
    walk.fill("v.YT-09", "1.915.509").await;
    world.line_says("đang chờ gửi").await;
    walk.tap("#bao-cao .actions button").await;
    world.status_says("Mất mạng").await;
    walk.look("bao-cao-mat-mang").await;
    // Another page, and a new tab: the old one is closed.
    let old = walk.driver.window().await.expect("a tab");
    let tab = walk.driver.new_tab().await.expect("a tab");
    walk.driver.close_window().await.expect("closed");
    assert_ne!(old, tab);
    walk.driver.switch_to_window(tab).await.expect("a tab");
    walk.network(false).await;
    walk.open("/viec-cua-toi").await;
    walk.says("Không có mạng").await;
    walk.until("document.querySelector('[data-kept-list] a')")
        .await;
    walk.says("có bản nháp chờ gửi").await;
    walk.look("khong-co-mang").await;
    walk.press("[data-kept-list] a").await;
    world.settled().await;
    assert_eq!(walk.value("s.I.1").await, TEXT);
    assert_eq!(walk.value("v.YT-09").await, "1.915.509");
    let line = world.line().await;
    assert!(line.contains("bản biểu lưu trên máy này"), "{line}");
    assert!(
        line.contains("đang chờ gửi") && line.contains("Ký và gửi cần có mạng"),
        "{line}"
    );
    walk.look("bao-cao-mo-khi-mat-mang").await;
    assert_eq!(
        world.draft("bc.syt").await,
        (0, String::new()),
        "nothing went out"
    );
    walk.network(true).await;
    world.status_says("Đã lưu lúc").await;
    world.line_says("đã có trên máy chủ").await;
    assert_eq!(world.draft("bc.syt").await, (1, TEXT.to_owned()));
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_waits_is_sent_from_any_page_of_the_next_visit() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    walk.network(false).await;
    walk.fill("s.I.1", TEXT).await;
    world.line_says("đang chờ gửi").await;
    walk.open("/viec-cua-toi").await;
    walk.network(true).await;
    walk.open("/viec-cua-toi").await;
    walk.until("!document.querySelector('[data-queue]').hidden")
        .await;
    walk.says("Bản nháp soạn khi mất mạng đã được gửi").await;
    assert_eq!(world.draft("bc.syt").await.1, TEXT);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_is_not_kept_for_later_and_the_page_says_why() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("tt.syt").await;
    walk.network(false).await;
    walk.fill("s.I.1", TEXT).await;
    walk.tap("button[formaction$='/ky-gui']").await;
    world.status_says("giờ nhận do máy chủ ghi").await;
    walk.network(true).await;
    world.status_says("Đã lưu lúc").await;
    let state = world.form("tt.syt").await.state;
    assert_eq!(state.code(), "drafting", "saved, not signed");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_deletes_what_the_browser_kept_and_asks_when_a_draft_waits() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    assert_eq!(
        world.stored().await,
        (2, 1, true),
        "key and mark, a page, a shell"
    );
    // What lies on the disk says nothing of the report.
    let raw = world.raw().await;
    assert!(!raw.contains("Sở Y tế") && !raw.contains("token"), "{raw}");
    walk.press("form[action='/dang-xuat'] button").await;
    assert_eq!(world.stored().await, (0, 0, false));
    world.open_as("bc.syt").await;
    walk.network(false).await;
    walk.fill("s.I.1", TEXT).await;
    world.line_says("đang chờ gửi").await;
    walk.tap("form[action='/dang-xuat'] button").await;
    world.answer("Còn 1 bản nháp", false).await;
    assert_eq!(walk.value("s.I.1").await, TEXT, "the person rather stays");
    walk.tap("form[action='/dang-xuat'] button").await;
    world.answer("Còn 1 bản nháp", true).await;
    // Without network the session cannot be ended, which is said.
    world.answer("phiên trên máy chủ chưa kết thúc", true).await;
    assert_eq!(world.stored().await, (0, 0, false));
    walk.network(true).await;
    world.end().await;
}

/// who only signs has no form to write in; the page is not kept, and a form that
/// was kept while the person still wrote goes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_is_only_read_is_not_kept_and_an_older_form_of_it_goes() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    let own = app::report::duties(&walk.app.reporter("SGDDT").await).await;
    let own = own.expect("duties").open[0].id;
    let head = walk.app.head("SYT").await;
    let new = app::account::NewDelegation {
        post: head.actor.person().expect("a person").posts[0].id,
        to: "bc.sgddt".into(),
        from: head.today(),
        last_day: head.today(),
        rights: vec![domain::account::Right::SignReport],
        reason: "Đi công tác.".into(),
    };
    app::account::delegate(&walk.app.head_of_office().await, new)
        .await
        .expect("delegated");
    walk.sign_in("bc.sgddt", &format!("/bao-cao/{own}")).await;
    world.settled().await;
    world.keep_as_own().await;
    world.rows_come_to(2).await;
    walk.open(&world.path()).await;
    assert!(!walk.has("[data-report]").await, "to be read");
    world.rows_come_to(1).await;
    walk.network(false).await;
    walk.open(&world.path()).await;
    walk.says("Không có mạng").await;
    walk.network(true).await;
    world.end().await;
}

impl Walk {
    /// Signs in in another tab, as a person whose session has ended.
    async fn sign_in_beside(&self, login: &str) {
        let here = self.driver.window().await.expect("a tab");
        let tab = self.driver.new_tab().await.expect("a tab");
        self.driver.switch_to_window(tab).await.expect("a tab");
        // The cookies are those of the page that stands.
        self.open("/suc-khoe").await;
        self.sign_in(login, "/thong-bao").await;
        self.driver.close_window().await.expect("closed");
        self.driver.switch_to_window(here).await.expect("a tab");
    }
}
