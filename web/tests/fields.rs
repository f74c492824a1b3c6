//! A field of work that moves within the period of an open round, on the pages of the
//! act, of the former unit's report and of the total.

use crate::desk::Browser;
use app::report::{ReportTyped, SaveDraft, Saved, SignReport, save_draft, submit};
use app::unit::{ActInput, Heirs};
use domain::field::Field;
use domain::unit::{Step, UnitAct};
use jiff::civil::date;
use testkit::TestApp;

/// nothing of it happens without a word.
#[tokio::test]
async fn r_1_2_pages_name_the_figures_that_a_field_leaves_behind() {
    let test = TestApp::new().await;
    let round = test.quarter().await;
    let mine = app::report::duties(&test.reporter("SYT").await).await;
    let id = mine.unwrap().open[0].id;
    let mut typed = testkit::saying_why_late(ReportTyped::default());
    let numbers = &mut typed.cells.numbers;
    numbers.insert("YT-09".into(), "70000".into());
    let input = SaveDraft {
        obligation: id,
        version: 0,
        typed,
    };
    let saved = save_draft(&test.reporter("SYT").await, input).await;
    let Ok(Saved::Kept(kept)) = saved else {
        panic!("{saved:?}")
    };
    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    submit(&test.head("SYT").await, input).await.unwrap();

    let step = Step::Transfer {
        field: Field::YTe,
        from: "SYT".into(),
        to: "SKHCN".into(),
    };
    let input = ActInput {
        act: UnitAct {
            decision: "12/QĐ-UBND".into(),
            decided_on: date(2026, 9, 1),
            effective_on: date(2026, 9, 15),
            steps: vec![step],
        },
        heirs: Heirs::default(),
    };
    let admin = test.administrator().await;
    let act = app::unit::save(&admin, None, &input).await.unwrap();
    let page = Browser::sign_in(&test, "quantri").await;
    let page = page.get(&format!("/don-vi/sap-xep/{act}")).await;
    assert!(
        page.html()
            .contains("số đã gửi của YT-09 không còn được cộng")
    );
    let version = app::unit::load(&admin, act).await.unwrap().row.version;
    let done = app::unit::confirm_draft(&admin, act, version).await;
    assert!(done.unwrap().is_applied);

    let report = Browser::sign_in(&test, "bc.syt").await;
    let report = report.get(&format!("/bao-cao/{id}")).await;
    let told = "YT-09 Số lượt khám bệnh: 70.000 lượt";
    assert!(report.html().contains(told), "{}", report.html());
    // It was sent: the page of the total says so too.
    let sent = "đã gửi ở bản 1, không được cộng vào tổng";
    assert!(report.html().contains(sent), "{}", report.html());
    assert!(!report.html().contains("không gửi đi"));
    let total = Browser::sign_in(&test, "dieuphoi").await;
    let total = total
        .get(&format!("/tong-hop/{round}/chi-tieu/YT-09"))
        .await;
    assert!(total.html().contains("đã gửi 70.000, không cộng"));
    assert!(total.html().contains("từ ngày 15/09/2026"));
}
