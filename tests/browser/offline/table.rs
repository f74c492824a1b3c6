//! The table of figures while it is filled in: read back, checked in the
//! server's words, by keyboard, and with a block from a spreadsheet.

use super::world::World;
use crate::harness::Walk;
use app::regime::{NewRegime, STANDARD_CODE, standard_body};
use domain::period::PeriodKind;
use jiff::civil::date;
use testkit::TestApp;
use thirtyfour::prelude::*;

async fn reading(walk: &Walk, name: &str) -> String {
    walk.text_of(&format!("[data-read='{name}']")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_from_a_spreadsheet_goes_into_the_cells_is_read_back_and_can_be_taken_back() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    walk.fill("v.YT-09", "7").await;
    walk.paste(
        "v.YT-04_NUM",
        "YT-09\tlượt\t1.915.509\nYT-04\t1.234.567\t1.300.000\nGD-99\t\t5\n",
    )
    .await;
    assert_eq!(walk.value("v.YT-09").await, "1.915.509");
    assert_eq!(walk.value("v.YT-04_NUM").await, "1.234.567");
    assert_eq!(reading(walk, "v.YT-04_DEN").await, "= 1.300.000");
    assert!(
        walk.text_of("[data-share='YT-04']")
            .await
            .starts_with("= 94,97")
    );
    walk.says("Đã dán 3 ô").await;
    walk.says("Dòng 3 của khối: GD-99 | | 5: dòng này không thuộc bảng")
        .await;
    walk.look("bao-cao-da-dan").await;
    walk.tap("[data-pasted] button").await;
    assert_eq!(walk.value("v.YT-09").await, "7");
    assert_eq!(walk.value("v.YT-04_NUM").await, "");
    // Rows without a name follow from the cell into which they were pasted.
    walk.paste("v.YT-09", "11\n12\n").await;
    assert_eq!(walk.value("v.YT-09").await, "11");
    assert_eq!(walk.value("v.YT-09a").await, "12");
    let hit = walk.driver.execute("return window.hit ?? 0", vec![]).await;
    assert_eq!(
        hit.expect("a page").json().as_i64(),
        Some(0),
        "the HTML is not looked at"
    );
    world.end().await;
}

/// The standard regime, with the levels of GD-05 asked of the health department in
/// every quarter.
async fn with_levels() -> TestApp {
    let app = TestApp::new().await;
    let mut body = standard_body("BTGDV");
    let like = body.indicator("YT-09").expect("an indicator").clone();
    for def in body.indicators.iter_mut().filter(|d| d.code == "GD-05") {
        def.field = like.field;
        def.frequency.clone_from(&like.frequency);
        def.reported_by = like.reported_by.clone();
    }
    let regime = NewRegime {
        code: STANDARD_CODE.into(),
        name: "Giao ban công tác khoa giáo".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body,
    };
    app::regime::create(&app.administrator().await, regime)
        .await
        .expect("a regime");
    app
}

/// a pasted level is chosen in its list and kept; one that the list does not
/// have is named and leaves the list as it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_3_9_a_pasted_level_is_chosen_and_saved_and_an_unknown_one_is_named() {
    let app = with_levels().await;
    let round = app.open_round(PeriodKind::Quarter, 2026, 3).await;
    let world = World::in_round(app, round, "SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    let block = "GD-05\tmức độ\tMức độ 2\nYT-09\tlượt\t7\n";
    walk.paste("v.YT-09", block).await;
    walk.says("Đã dán 2 ô").await;
    assert_eq!(walk.value("v.GD-05").await, "2");
    world.status_says("Đã lưu lúc").await;
    let form = world.form("bc.syt").await;
    let cell = form.cells.iter().find(|c| c.def.code == "GD-05");
    assert_eq!(cell.expect("the levels").cell.value, Some(2));
    let block = "GD-05\tmức độ\tmức độ 9\nYT-09\tlượt\t8\n";
    walk.paste("v.YT-09", block).await;
    walk.says("Đã dán 1 ô").await;
    walk.says("GD-05 | mức độ | mức độ 9: chỉ tiêu này chỉ nhận một mức")
        .await;
    assert_eq!(walk.value("v.GD-05").await, "2");
    assert_eq!(walk.value("v.YT-09").await, "8");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_filled_saved_and_signed_by_keyboard_alone() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    walk.tap("[name='v.YT-09']").await;
    assert_eq!(walk.key(Key::Enter).await, "v.YT-09a");
    assert_eq!(walk.key(Key::Up).await, "v.YT-09");
    assert_eq!(walk.key(Key::Right).await, "k.YT-09");
    assert_eq!(walk.key(Key::Tab).await, "n.YT-09");
    assert_eq!(walk.key(Key::Down).await, "n.YT-09a");
    assert_eq!(
        walk.key(Key::Enter).await,
        "n.YT-09b",
        "Enter does not send the form"
    );
    walk.tap("[name='v.YT-09']").await;
    for (typed, next) in [("30", "v.YT-09a"), ("20", "v.YT-09b")] {
        walk.type_here(typed).await;
        assert_eq!(walk.key(Key::Enter).await, next);
    }
    walk.tab_to("#bao-cao .actions button").await;
    walk.enter().await;
    walk.says("Đã lưu").await;
    // The head reads and signs, from the password on without a pointer.
    walk.driver.delete_all_cookies().await.expect("no cookies");
    walk.open(&format!("/dang-nhap?tiep={}", world.path()))
        .await;
    walk.tab_to("[name='login']").await;
    walk.type_here("tt.syt").await;
    walk.tab_to("[name='password']").await;
    walk.type_here(testkit::PASSWORD).await;
    walk.enter().await;
    world.settled().await;
    assert_eq!(walk.value("v.YT-09a").await, "20");
    walk.tab_to("button[formaction$='/ky-gui']").await;
    walk.enter().await;
    assert_eq!(walk.path().await, format!("{}/xem", world.path()));
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn remarks_stand_at_the_cell_while_typing_and_say_what_the_server_says() {
    let world = World::with_report("SYT").await;
    let walk = &world.walk;
    world.open_as("bc.syt").await;
    walk.network(false).await;
    walk.fill("v.YT-04_NUM", "1.400.000").await;
    walk.fill("v.YT-04_DEN", "1.300.000").await;
    let css = "[data-remarks='YT-04']";
    let live = walk.text_of(css).await;
    assert!(live.contains("Phải sửa"), "{live}");
    walk.fill("v.YT-09", "12 triệu").await;
    walk.tap("[name='n.YT-09']").await;
    let wrong = reading(walk, "v.YT-09").await;
    assert!(wrong.contains("12 triệu"), "{wrong}");
    walk.fill("v.YT-09", "12").await;
    assert_eq!(reading(walk, "v.YT-09").await, "= 12");
    walk.network(true).await;
    world.status_says("Đã lưu lúc").await;
    let script = "return fetch(location.pathname).then(r => r.text()).then(t => new DOMParser().parseFromString(t, 'text/html') \
                  .querySelectorAll(arguments[0] + ' p')).then(ps => [...ps].flatMap(p => p.textContent.split(/\\s+/)).filter(Boolean).join(' '))";
    let told = walk.driver.execute(script, vec![css.into()]).await;
    let told = told
        .expect("the server's page")
        .json()
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert_eq!(live.split_whitespace().collect::<Vec<_>>().join(" "), told);
    walk.fill("v.YT-04_NUM", "1.200.000").await;
    assert_eq!(
        walk.text_of(css).await,
        "",
        "the remark goes with its reason"
    );
    world.end().await;
}
