//! Two communes become one: the act's page lists what is open, confirming moves
//! it, and the tree shows the day before and the day itself.

use crate::harness::Walk;
use crate::steps::{create_commune, merge_communes, write_decision};
use testkit::TestApp;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_communes_are_merged_by_an_act_that_names_heirs() {
    let walk = Walk::on(with_a_round().await).await;
    walk.sign_in("quantri", "/don-vi/sap-xep").await;
    walk.look("sap-xep").await;
    write_decision(&walk, "2026-10-01", "2026-10-05").await;
    walk.says("Đã lưu bản soạn.").await;
    create_commune(&walk).await;
    walk.says("XM – Xã Thượng Suối").await;
    merge_communes(&walk).await;
    // What is open stands there with the successor proposed.
    walk.says("Việc còn mở và người kế thừa").await;
    walk.says("Báo cáo phải nộp").await;
    walk.says("Người dùng bc.xtd").await;
    let chosen = walk.find("select[name^='heir_obligation']").await;
    let chosen = chosen.prop("value").await.expect("a choice");
    assert_eq!(chosen.as_deref(), Some("XM"));
    walk.look("sap-xep-quyet-dinh").await;
    walk.press("[value='confirm']").await;
    walk.says("Đã xác nhận và thực hiện.").await;
    walk.look("sap-xep-da-thuc-hien").await;
    walk.open("/don-vi?ngay=2026-10-04").await;
    walk.says("Xã Thượng Điền").await;
    walk.open("/don-vi").await;
    walk.says("Xã Thượng Suối").await;
    assert!(!walk.text().await.contains("Xã Thượng Điền"));
    walk.look("cay-to-chuc").await;
    walk.follow("Xã Thượng Suối").await;
    walk.says("Xã Hạ Suối").await;
    walk.says("88/NQ-HĐND").await;
    walk.look("don-vi").await;
    walk.open("/don-vi/nhap").await;
    walk.look("nhap-don-vi").await;
    // The reporter of a former commune answers for both reports now.
    walk.sign_in("bc.xtd", "/viec-cua-toi").await;
    walk.says("Xã Hạ Suối").await;
    walk.end().await;
}

/// The small province with an open round: both communes owe a report.
async fn with_a_round() -> TestApp {
    let app = TestApp::new().await;
    app.quarter().await;
    app
}
