//! What the import of values does not take because no report with it could be signed.

use app::Locale;
use app::import::values;
use domain::validation::{Bound, Importance};

/// Lines of the health department's report.
fn file(lines: [&str; 3]) -> String {
    let lines = lines.map(|rest| format!("khoa-giao-lich-Q3-2026,SYT,{rest}\n"));
    format!("round,unit,indicator,value\n{}", lines.concat())
}

/// a file is not taken with a figure that would block the signing of the report
/// whatever else it says; what only needs a word there, or other cells, is taken.
#[tokio::test]
async fn r_3_7_a_figure_that_always_blocks_signing_is_refused_with_row_and_reason() {
    let bound = |indicator: &str, most, importance| Bound {
        indicator: indicator.into(),
        least: None,
        most: Some(most),
        importance,
    };
    let desk = crate::indicator::desk(|body| {
        let bounds = &mut body.checks.bounds;
        bounds.push(bound("YT-10", 1_000, Importance::High));
        bounds.push(bound("YT-11", 10, Importance::Medium));
    })
    .await;
    let app = &desk.app;
    let reporter = app.reporter("SYT").await;
    let id = desk.obligation(desk.round, "SYT").await;
    let bad = file(["YT-09,-3", "YT-10,1001", "YT-11,11"]);
    for is_dry in [true, false] {
        let outcome = values(&reporter, bad.as_bytes(), is_dry).await.unwrap();
        let found = outcome.errors.iter();
        let found: Vec<_> = found.map(|e| (e.row, e.column.as_str(), e.code)).collect();
        assert_eq!(found, [(2, "value", "blocked"), (3, "value", "blocked")]);
        assert!(!outcome.is_written);
        let words = [(0, "số đếm âm"), (1, "lớn hơn giới hạn")];
        for (n, part) in words {
            let said = outcome.errors[n].words(Locale::Vi);
            assert!(said.contains(part), "{said}");
        }
        let draft = store::report::find_draft(&app.app.store.read(), id).await;
        assert!(draft.unwrap().is_none());
    }
    let good = file(["YT-09,0", "YT-10,1000", "YT-11,11"]);
    let outcome = values(&reporter, good.as_bytes(), false).await.unwrap();
    assert!(outcome.is_written, "{outcome:?}");
}
