//! One quarter of one province, from opening the round to the public page and
//! the next quarter's report: the walk that everything else serves. Each part
//! is a file of its own; a page is looked at when it is first met.
//!
//! Not here: what must be refused, which the tests of `app` and `web` hold.

mod conference;
mod consolidation;
mod history;
mod next;
mod portal;
mod reading;
mod report;
mod review;
mod round;
mod task;

use crate::harness::Walk;
use app::regime::{NewRegime, STANDARD_CODE, standard_body};
use jiff::civil::date;
use testkit::TestApp;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quarter_of_a_province_is_walked_from_the_report_to_the_portal() {
    let walk = Walk::on(province().await).await;
    let round = round::open(&walk, 2026, 3).await;
    report::write_and_sign(&walk).await;
    report::others_send_less(&walk).await;
    review::return_and_accept(&walk, &round).await;
    walk.app.go_to(date(2026, 10, 7));
    round::chase(&walk, &round).await;
    consolidation::freeze_and_compare(&walk, &round).await;
    walk.app.go_to(date(2026, 10, 8));
    let conference = conference::prepare(&walk, &round).await;
    walk.app.go_to(date(2026, 10, 9));
    conference::hold(&walk, &conference).await;
    let tasks = conference::issue(&walk, &conference).await;
    walk.app.go_to(date(2026, 10, 12));
    portal::draft_and_publish(&walk).await;
    portal::read(&walk).await;
    reading::take_in(&walk).await;
    walk.app.go_to(date(2026, 11, 2));
    task::finish(&walk, &tasks[0]).await;
    task::ask_for_time(&walk, &tasks[1]).await;
    walk.app.go_to(date(2027, 1, 4));
    let following = round::open(&walk, 2026, 4).await;
    next::open_tasks_stand_on_the_report(&walk, &following, &tasks).await;
    history::all(&walk, &conference, &tasks[0]).await;
    walk.end().await;
}

/// The small province with the standard regime and one indicator more, as an
/// office adds its own: kept to three decimals, so that "12.345" reads two ways.
async fn province() -> TestApp {
    let app = TestApp::new().await;
    let mut body = standard_body("BTGDV");
    let visits = body.indicators.iter().find(|i| i.code == "YT-09");
    let mut spent = visits.expect("the starter catalogue").clone();
    spent.code = "YT-90".into();
    spent.name = "Chi cho y tế dự phòng".into();
    spent.name_en = "Spending on preventive health care".into();
    spent.measure = "tỷ đồng".into();
    spent.scale = 3;
    body.indicators.push(spent);
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
