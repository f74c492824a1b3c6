//! The import of values: what its dry run says, and that it waits for nobody.

use crate::consolidation::desk::Desk;
use crate::reporting::{numbers, open_quarter, owed, save};
use app::Locale;
use app::import::values;
use app::report::{FormCell, ReportForm, SignReport, open_form, sign};
use domain::indicator::Nature;
use jiff::civil::date;
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
/// the report begins, and in one pass with what is wrong in other rows.
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
        let told = [
            (2, "report_refused"),
            (3, "unit_unknown"),
            (4, "round_unknown"),
            (5, "unit_unknown"),
        ];
        assert_eq!(found, told);
        let own: String = file.lines().take(2).map(|l| format!("{l}\n")).collect();
        let outcome = values(&reporter, own.as_bytes(), is_dry).await.unwrap();
        let found: Vec<_> = outcome.errors.iter().map(|e| (e.row, e.code)).collect();
        assert_eq!(found, [(2, "report_refused")]);
        assert!(!outcome.is_written);
    }
}

/// what is wrong is told row by row and from left to right, by the headings of
/// the file, and why a report takes nothing in words.
#[tokio::test]
async fn r_1_9_errors_come_by_row_and_column_under_the_headings_of_the_file() {
    let app = TestApp::new().await;
    let round = open_quarter(&app, 2026, 3).await;
    let reporter = app.reporter("SYT").await;
    let file = "Mã kỳ;den;Chỉ tiêu;Mã đơn vị;Giá trị\n\
        khoa-giao-lich-Q3-2026;x;YT-09;SYT;abc\n\
        khoa-giao-lich-Q1-1999;;YT-10;SYT;1\n\
        khoa-giao-lich-Q3-2026;;XX-1;SYT;1\n\
        khoa-giao-lich-Q3-2026;;YT-10;KHONG-CO;1\n";
    let outcome = values(&reporter, file.as_bytes(), true).await.unwrap();
    let columns = outcome.errors.iter();
    let columns: Vec<_> = columns
        .map(|e| (e.row, e.column_words(Locale::Vi), e.code))
        .collect();
    let told = [
        (2, "den", "number"),
        (2, "Giá trị", "number"),
        (3, "Mã kỳ", "round_unknown"),
        (4, "Chỉ tiêu", "indicator_unknown"),
        (5, "Mã đơn vị", "unit_unknown"),
    ];
    assert_eq!(
        columns,
        told.map(|(row, c, code)| (row, c.to_owned(), code))
    );

    app.go_to(date(2026, 10, 30));
    let office = app.coordinator().await;
    let version = app::round::get(&office, round).await.unwrap().version;
    app::round::close(&office, round, version).await.unwrap();
    let reporter = app.reporter("SYT").await;
    let good = "Mã kỳ;Chỉ tiêu;Mã đơn vị;Giá trị\nkhoa-giao-lich-Q3-2026;YT-09;SYT;5\n";
    let outcome = values(&reporter, good.as_bytes(), true).await.unwrap();
    assert_eq!(outcome.errors.len(), 1);
    let words = outcome.errors[0].words(Locale::Vi);
    assert!(words.contains("Kỳ báo cáo đã đóng"), "{words}");
    assert!(!words.contains("report."), "{words}");
}

const WIDE: &str = "round,unit,indicator,value,num,den,measure,nature,note\n";

/// Lines of the health department's report behind the header of all columns.
fn file(lines: &[&str]) -> String {
    let line = |rest: &&str| format!("khoa-giao-lich-Q3-2026,SYT,{rest}\n");
    let lines: String = lines.iter().map(line).collect();
    format!("{WIDE}{lines}")
}

/// The standard regime, with the levels of GD-05 asked of the health department in
/// every quarter.
async fn with_levels() -> Desk {
    crate::indicator::desk(|body| {
        let like = body.indicator("YT-09").unwrap().clone();
        for def in body.indicators.iter_mut().filter(|d| d.code == "GD-05") {
            def.field = like.field;
            def.frequency.clone_from(&like.frequency);
            def.reported_by = like.reported_by.clone();
        }
    })
    .await
}

/// a file of values with defects names each with its row and column,
/// and nothing of it is written, the good row neither.
#[tokio::test]
async fn r_3_7_every_bad_row_of_a_file_of_values_is_named_and_nothing_is_written() {
    let desk = with_levels().await;
    let app = &desk.app;
    let reporter = app.reporter("SYT").await;
    let file = file(&[
        "YT-09,5,,,lượt,official,",
        "YT-09a,\"1,5\",,,,,",
        "YT-09b,5,,,người,,",
        "YT-10,5,1,,,,",
        "YT-04,,50,,,,",
        "YT-12,\"94,34\",,,,,",
        "YT-04,,54,53,,,",
        "YT-12,90,50,53,,,",
        "YT-09,6,,,,,",
        "YT-10a,5,,,,doan,",
        "YT-11,abc,,,,,",
        "GD-05,9,,,,,",
    ]);
    let expected = [
        (3, "value", "too_precise"),
        (4, "measure", "measure_differs"),
        (5, "num", "no_ratio"),
        (6, "den", "part_missing"),
        (7, "value", "part_missing"),
        (8, "num", "part_exceeds"),
        (9, "value", "ratio_differs"),
        (10, "indicator", "twice"),
        (11, "nature", "nature"),
        (12, "value", "number"),
        (13, "value", "no_level"),
    ];
    let id = desk.obligation(desk.round, "SYT").await;
    for is_dry in [true, false] {
        let outcome = values(&reporter, file.as_bytes(), is_dry).await.unwrap();
        let found = outcome.errors.iter();
        let found: Vec<_> = found.map(|e| (e.row, e.column.as_str(), e.code)).collect();
        assert_eq!(found, expected);
        assert!(!outcome.is_written);
        let draft = store::report::find_draft(&app.app.store.read(), id).await;
        assert!(draft.unwrap().is_none());
    }
    for (_, _, code) in expected {
        for locale in app::text::Locale::ALL {
            assert!(app::text::has(locale, &format!("import.{code}")), "{code}");
        }
    }
}

/// a row that holds a nature and no figure changes nothing and says so, in the
/// dry run too; the rest of the file is taken.
#[tokio::test]
async fn r_1_9_a_row_of_a_nature_alone_is_named_and_refuses_nothing() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    save(&reporter, id, 0, numbers(&[("YT-10", "6")])).await;
    let lines = file(&[
        "YT-09,5,,,,official,",
        "YT-10,,,,,estimate,",
        "YT-11,,,,,,",
        "YT-10a,,,,,official,Chưa tổng hợp",
    ]);
    for is_dry in [true, false] {
        let outcome = values(&reporter, lines.as_bytes(), is_dry).await.unwrap();
        let found = outcome.remarks.iter();
        let found: Vec<_> = found
            .map(|r| (r.row, r.column.as_str(), r.code, r.value.as_str()))
            .collect();
        assert_eq!(found, [(3, "nature", "nature_alone", "estimate")]);
        assert!(outcome.errors.is_empty(), "{outcome:?}");
        assert_eq!(outcome.is_written, !is_dry);
    }
    let draft = store::report::find_draft(&app.app.store.read(), id).await;
    let body = draft.unwrap().expect("a draft").body;
    assert_eq!(body.values["YT-09"].value, Some(5));
    let kept = &body.values["YT-10"];
    assert_eq!(kept.value, Some(6));
    assert_ne!(kept.nature, Nature::Estimate);
    for locale in app::text::Locale::ALL {
        assert!(app::text::has(locale, "import.nature_alone"));
    }
}

/// Domain facts §6.2: a level is imported as it is entered, by its name or its place.
#[tokio::test]
async fn a_level_is_imported_by_its_name_or_its_place() {
    let desk = with_levels().await;
    let app = &desk.app;
    let reporter = app.reporter("SYT").await;
    let id = desk.obligation(desk.round, "SYT").await;
    for (said, level) in [("Mức độ 2", 2), ("3", 3)] {
        let line = format!("GD-05,{said},,,,,");
        let outcome = values(&reporter, file(&[line.as_str()]).as_bytes(), false).await;
        let outcome = outcome.unwrap();
        assert!(outcome.is_written, "{outcome:?}");
        let draft = store::report::find_draft(&app.app.store.read(), id).await;
        let body = draft.unwrap().expect("a draft").body;
        assert_eq!(body.values["GD-05"].value, Some(level));
    }
}

fn cell<'a>(form: &'a ReportForm, code: &str) -> &'a FormCell {
    let found = form.cells.iter().find(|c| c.def.code == code);
    found.expect(code)
}

/// an imported figure takes the place of a text that could not
/// be read, also for a page that was opened before; a row without a figure takes none
/// away, and its note stands beside the one that is there.
#[tokio::test]
async fn an_imported_figure_replaces_what_could_not_be_read_and_empty_rows_take_nothing() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let reporter = app.reporter("SYT").await;
    let typed = numbers(&[("YT-09", "abc"), ("YT-10", "6"), ("YT-11", "x")]);
    save(&reporter, id, 0, typed).await;
    let before = open_form(&reporter, id).await.unwrap();
    assert!(cell(&before, "YT-09").parts[0].trouble.is_some());

    let empty = file(&["YT-10,,,,,,", "YT-10,,,,ca,,"]);
    for is_dry in [true, false] {
        let outcome = values(&reporter, empty.as_bytes(), is_dry).await.unwrap();
        assert_eq!((outcome.rows, outcome.new, outcome.known), (2, 0, 2));
        assert!(outcome.errors.is_empty() && !outcome.is_written);
    }
    let lines = file(&["YT-09,5,,,,,", "YT-10,,,,,,Đã đối chiếu", "YT-11,,,,,,"]);
    for is_dry in [true, false] {
        let outcome = values(&reporter, lines.as_bytes(), is_dry).await.unwrap();
        assert_eq!((outcome.new, outcome.known), (2, 1), "{outcome:?}");
        assert_eq!(outcome.is_written, !is_dry);
    }
    let again = values(&reporter, lines.as_bytes(), true).await.unwrap();
    assert_eq!((again.new, again.known), (0, 3));

    let form = open_form(&reporter, id).await.unwrap();
    let shown = |code: &str| {
        let part = &cell(&form, code).parts[0];
        (part.shown.clone(), part.trouble.is_some())
    };
    assert_eq!(shown("YT-09"), ("5".to_owned(), false));
    assert_eq!(shown("YT-10"), ("6".to_owned(), false));
    assert_eq!(shown("YT-11"), ("x".to_owned(), true));
    let note = cell(&form, "YT-10").cell.note.as_deref();
    assert_eq!(note, Some("Đã đối chiếu"));
    // A figure without a note leaves the note.
    let figure = file(&["YT-10,7,,,,,"]);
    let outcome = values(&reporter, figure.as_bytes(), false).await.unwrap();
    assert!(outcome.is_written);
    let form = open_form(&reporter, id).await.unwrap();
    let found = &cell(&form, "YT-10").cell;
    let note = found.note.as_deref();
    assert_eq!((found.value, note), (Some(7), Some("Đã đối chiếu")));

    // The page as it is now, and the one that still shows the old text.
    for page in [form, before] {
        let kept = save(&reporter, id, page.draft_version(), page.as_typed()).await;
        assert_eq!(kept.draft.body.values["YT-09"].value, Some(5));
        assert_eq!(kept.draft.body.values["YT-10"].value, Some(7));
        let troubles: Vec<&str> = kept.troubles.iter().map(|t| t.code.as_str()).collect();
        assert_eq!(troubles, ["YT-11"]);
    }
}
