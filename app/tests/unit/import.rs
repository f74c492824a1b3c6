//! Imports of units: two at once, and one bad row among many.

use app::AppError;
use app::import::units;
use testkit::TestApp;

fn file(count: usize) -> String {
    let mut text = String::from("code,name,kind,tier,parent\n");
    for n in 1..=count {
        text.push_str(&format!("XN{n},Xã Nhập {n},commune,commune,TU\n"));
    }
    text
}

async fn known(app: &TestApp) -> usize {
    let tree = app.system().tree().await.unwrap();
    tree.units()
        .iter()
        .filter(|u| u.code.starts_with("XN"))
        .count()
}

#[tokio::test]
async fn of_two_imports_of_one_file_at_once_one_is_written_and_the_other_told() {
    let app = TestApp::new().await;
    let (first, second) = (app.administrator().await, app.administrator().await);
    let text = file(50);
    let (a, b) = tokio::join!(
        units(&first, text.as_bytes(), false),
        units(&second, text.as_bytes(), false)
    );
    let mut written = 0;
    for result in [a, b] {
        match result {
            Ok(outcome) if outcome.is_written => written += 1,
            Ok(outcome) => assert_eq!((outcome.new, outcome.known), (0, 50)),
            Err(AppError::Conflict) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((written, known(&app).await), (1, 50));
}

#[tokio::test]
async fn r_1_9_one_bad_row_among_thousands_is_named_and_nothing_is_written() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let good = file(3_321);
    let bad = good.replace("XN2000,Xã Nhập 2000,commune", "XN2000,Xã Nhập 2000,thon");
    let outcome = units(&admin, bad.as_bytes(), false).await.unwrap();
    let told: Vec<_> = outcome
        .errors
        .iter()
        .map(|e| (e.row, e.column.as_str(), e.code, e.value.as_str()))
        .collect();
    assert_eq!(told, [(2_001, "kind", "kind", "thon")]);
    assert!(!outcome.is_written);
    assert_eq!(known(&app).await, 0);
    // The whole country's communes at once, and again: idempotent by code.
    let outcome = units(&admin, good.as_bytes(), false).await.unwrap();
    assert_eq!((outcome.new, outcome.is_written), (3_321, true));
    let again = units(&admin, good.as_bytes(), false).await.unwrap();
    assert_eq!(
        (again.new, again.known, again.is_written),
        (0, 3_321, false)
    );
    let page = app::unit::tree_page(&admin, admin.today(), None, "xa nhap 3321")
        .await
        .unwrap();
    assert_eq!(page.hits.unwrap().len(), 1);
}
