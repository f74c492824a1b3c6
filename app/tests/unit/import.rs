//! Imports of units: two at once, one bad row among many, and what the
//! time of units above and of codes has against a row.

use super::made::*;
use app::import::{RowNote, units};
use app::{AppError, Locale};
use domain::unit::Step;
use jiff::civil::date;
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

type Told<'a> = (usize, &'a str, &'a str, &'a str, &'a str);

/// Row, column, code, what stood there and what is known.
pub fn told(notes: &[RowNote]) -> Vec<Told<'_>> {
    let told = notes.iter().map(|n| {
        let (column, value, known) = (&*n.column, &*n.value, &*n.known);
        (n.row, column, n.code, value, known)
    });
    told.collect()
}

/// What `doctor` looks at.
async fn is_sound(app: &TestApp) -> bool {
    let history = store::unit::history(&app.app.store.read()).await.unwrap();
    history.defects(None).is_empty()
}

#[tokio::test]
async fn r_1_1_nothing_is_imported_below_a_unit_whose_end_is_decided() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let merge = Step::Merge {
        from: vec!["XTD".into()],
        into: "XHS".into(),
    };
    confirmed(&app, &act(date(2026, 10, 20), vec![merge])).await;
    // The second row hangs below the first, and is not told once more.
    let text = "code,name,kind,tier,parent,from\n\
        XN1,Trạm Một,service_unit,commune,XTD,\n\
        XN2,Trạm Hai,service_unit,commune,XN1,\n\
        XN3,Trạm Ba,service_unit,commune,XTD,2026-11-01\n";
    for is_dry in [true, false] {
        let outcome = units(&admin, text.as_bytes(), is_dry).await.unwrap();
        assert_eq!(
            told(&outcome.errors),
            [
                (2, "parent", "parent_ends", "XTD", "19/10/2026"),
                (4, "parent", "parent_ends", "XTD", "19/10/2026"),
            ]
        );
        assert!(!outcome.is_written);
        let words = outcome.errors[0].words(Locale::Vi);
        assert!(words.contains("đến hết ngày 19/10/2026"), "{words}");
    }
    let heir = text.replace("XTD", "XHS");
    let outcome = units(&admin, heir.as_bytes(), false).await.unwrap();
    assert_eq!((outcome.new, outcome.is_written), (3, true));
    assert!(is_sound(&app).await);
}

#[tokio::test]
async fn r_1_9_a_code_that_was_ever_used_is_refused_in_the_preview() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    confirmed(&app, &act(TODAY, merge())).await;
    let text = "code,name,kind,tier,parent\n\
        XTD,Xã Mới,commune,commune,TU\n\
        TU2,Tỉnh ủy Biển Bạc,party_committee,province,TU\n\
        X Y,Xã Mới,commune,commune,TU\n";
    for is_dry in [true, false] {
        let outcome = units(&admin, text.as_bytes(), is_dry).await.unwrap();
        assert_eq!(
            told(&outcome.errors),
            [
                (2, "code", "code_ended", "XTD", "04/10/2026"),
                // Of another province: nothing is told of it.
                (3, "code", "code_taken", "TU2", ""),
                (4, "code", "code_form", "X Y", ""),
            ]
        );
        assert_eq!((outcome.new, outcome.known), (0, 0));
    }
}

/// rows that are each other's superior are told as a ring, and a row with one
/// defect has its other ones told in the same pass; what hangs below them is not.
#[tokio::test]
async fn r_1_9_a_ring_of_superiors_and_every_defect_of_a_row_are_told() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let text = "code,name,kind,tier,parent\n\
        XN1,Xã Một,commune,commune,XN2\n\
        XN2,Xã Hai,commune,commune,XN1\n\
        XN3,Trạm Ba,service_unit,commune,XN2\n\
        XN4,Trạm Bốn,thon,commune,KHONG\n\
        XN5,Trạm Năm,thon,commune,XN4\n\
        XN6,Trạm Sáu,service_unit,commune,KHONG\n";
    for is_dry in [true, false] {
        let outcome = units(&admin, text.as_bytes(), is_dry).await.unwrap();
        assert_eq!(
            told(&outcome.errors),
            [
                (2, "parent", "parent_ring", "XN2", "XN1 → XN2 → XN1"),
                (3, "parent", "parent_ring", "XN1", "XN2 → XN1 → XN2"),
                (5, "kind", "kind", "thon", ""),
                (5, "parent", "unit_unknown", "KHONG", ""),
                (6, "kind", "kind", "thon", ""),
                (7, "parent", "unit_unknown", "KHONG", ""),
            ]
        );
        assert!(!outcome.is_written);
        let words = outcome.errors[0].words(Locale::Vi);
        assert!(words.contains("theo vòng: XN1 → XN2 → XN1"), "{words}");
    }
    assert_eq!(known(&app).await, 0);
}

#[tokio::test]
async fn r_1_9_units_that_are_still_to_come_are_known_and_take_units_below_them() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let text = "code,name,kind,tier,parent,from\n\
        XN1,Xã Nhập Một,commune,commune,TU,01/12/2026\n";
    let outcome = units(&admin, text.as_bytes(), false).await.unwrap();
    assert_eq!((outcome.new, outcome.is_written), (1, true));
    let more = format!("{text}XN2,Trạm Hai,service_unit,commune,XN1,\n");
    let outcome = units(&admin, more.as_bytes(), false).await.unwrap();
    assert_eq!((outcome.new, outcome.known), (1, 1));
    assert_eq!(told(&outcome.remarks), []);
    assert!(outcome.is_written && is_sound(&app).await);
    let more = "code,name,kind,tier,parent\nXN3,Trạm Ba,service_unit,commune,TU2\n";
    let outcome = units(&admin, more.as_bytes(), true).await.unwrap();
    assert_eq!(
        told(&outcome.errors),
        [(2, "parent", "unit_unknown", "TU2", "")]
    );
}

#[tokio::test]
async fn r_1_1_a_renamed_unit_takes_units_from_its_first_day_on_and_none_before() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let rename = Step::Rename {
        unit: "SYT".into(),
        name: "Sở Y tế và Dân số".into(),
        short_name: String::new(),
        symbol: String::new(),
    };
    confirmed(&app, &act(TODAY, vec![rename])).await;
    let head = "code,name,kind,tier,parent,from\n";
    let early = format!("{head}XN0,Trạm Không,service_unit,province,SYT,30/06/2025\n");
    let outcome = units(&admin, early.as_bytes(), true).await.unwrap();
    assert_eq!(
        told(&outcome.errors),
        [(2, "from", "before_parent", "30/06/2025", "01/07/2025")]
    );
    let good = format!(
        "{head}XN1,Trạm Một,service_unit,province,SYT,2026-09-01\n\
        XN2,Trạm Hai,service_unit,province,SYT,\n"
    );
    let outcome = units(&admin, good.as_bytes(), false).await.unwrap();
    assert!(outcome.is_written, "{:?}", outcome.errors);
    for (day, codes) in [
        (date(2025, 7, 1), &["XN2"][..]),
        (date(2026, 9, 1), &["XN1", "XN2"]),
    ] {
        let tree = app.system().tree_at(day).await.unwrap();
        let mut found: Vec<_> = tree.units().iter().map(|u| u.code.as_str()).collect();
        found.retain(|code| code.starts_with("XN"));
        found.sort_unstable();
        assert_eq!(found, codes, "{day}");
    }
    assert!(is_sound(&app).await);
}
