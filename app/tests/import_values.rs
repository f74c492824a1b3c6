//! The import of values: what its dry run says, and that it waits for nobody.

use crate::reporting::{numbers, open_quarter, owed, save};
use app::import::values;
use app::report::{SignReport, sign};
use std::time::Duration;
use testkit::TestApp;

const HEAD: &str = "round,unit,indicator,value,num,den\n";

/// the dry run counts what the writing changes, and takes no turn of those
/// who write.
#[tokio::test]
async fn r_1_9_a_dry_run_of_values_says_what_would_change_while_somebody_writes() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let reporter = app.reporter("SYT").await;
    let line = |code: &str, rest: &str| format!("khoa-giao-lich-Q3-2026,SYT,{code},{rest}\n");
    let first = format!("{HEAD}{}", line("YT-09", "5,,"));
    let outcome = values(&reporter, first.as_bytes(), false).await.unwrap();
    assert!(outcome.is_written && outcome.new == 1, "{outcome:?}");
    let file = format!("{first}{}", line("YT-10", "6,,"));
    let writing = app.app.store.begin().await.unwrap();
    let dry = values(&reporter, file.as_bytes(), true);
    let dry = tokio::time::timeout(Duration::from_secs(5), dry).await;
    let dry = dry.expect("nobody is waited for").unwrap();
    drop(writing);
    assert_eq!((dry.rows, dry.new, dry.known), (2, 1, 1));
    assert!(!dry.is_written && dry.errors.is_empty());
    let id = owed(&app, round, "SYT").await;
    let draft = async || {
        let found = store::report::find_draft(&app.app.store.read(), id).await;
        found.unwrap().expect("a draft")
    };
    assert!(!draft().await.body.values.contains_key("YT-10"));
    let wet = values(&reporter, file.as_bytes(), false).await.unwrap();
    assert_eq!((wet.new, wet.known, wet.is_written), (1, 1, true));
    assert_eq!(draft().await.body.values["YT-10"].value, Some(6));
    let again = values(&reporter, file.as_bytes(), true).await.unwrap();
    assert_eq!((again.new, again.known), (0, 2));
}

/// what the writing would refuse the dry run refuses too, by the row at which
/// the report begins.
#[tokio::test]
async fn r_1_9_a_dry_run_of_values_names_every_report_that_takes_none() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let reporter = app.reporter("XTD").await;
    let id = owed(&app, round, "XTD").await;
    let kept = save(&reporter, id, 0, numbers(&[("GN-03", "120")])).await;
    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    sign(&app.head("XTD").await, input).await.unwrap();
    let file = format!(
        "{HEAD}khoa-giao-lich-Q3-2026,XTD,GN-03,7,,\n\
         khoa-giao-lich-Q3-2026,SYT,YT-09,7,,\n\
         khoa-giao-lich-Q1-1999,XTD,GN-03,7,,\n\
         khoa-giao-lich-Q3-2026,KHONG-CO,GN-03,7,,\n"
    );
    for is_dry in [true, false] {
        let outcome = values(&reporter, file.as_bytes(), is_dry).await.unwrap();
        let found: Vec<_> = outcome.errors.iter().map(|e| (e.row, e.code)).collect();
        let unknown = [
            (4, "round_unknown"),
            (5, "unit_unknown"),
            (3, "unit_unknown"),
        ];
        assert_eq!(found, unknown);
        let own: String = file.lines().take(2).map(|l| format!("{l}\n")).collect();
        let outcome = values(&reporter, own.as_bytes(), is_dry).await.unwrap();
        let found: Vec<_> = outcome.errors.iter().map(|e| (e.row, e.code)).collect();
        assert_eq!(found, [(2, "report_refused")]);
        assert!(!outcome.is_written);
    }
}
