//! Codes by which others know units (domain facts §5.1): entered, ended, found
//! again, and read from a file.

use super::made::*;
use app::import::{self, units};
use app::unit::{NewCode, end_code, enter_code, life_of_code, remove_code, tree_page};
use app::{AppError, Ctx, FieldError};
use domain::id::UnitId;
use domain::unit::CodeScheme;
use jiff::civil::{Date, date};
use testkit::TestApp;

fn new(unit: UnitId, value: &str) -> NewCode {
    NewCode {
        unit,
        scheme: CodeScheme::AdminUnit,
        value: value.into(),
        from: TODAY,
    }
}

fn invalid(result: Result<(), AppError>) -> Vec<FieldError> {
    match result {
        Err(AppError::Invalid(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

/// Codes of the units that a search finds, living and ended.
async fn found(ctx: &Ctx, at: Date, search: &str) -> Vec<String> {
    let page = tree_page(ctx, at, None, search).await.unwrap();
    let living = page.hits.unwrap().into_iter().map(|u| u.code);
    let ended = page.ended.into_iter().map(|e| e.unit.code);
    living.chain(ended).collect()
}

#[tokio::test]
async fn a_code_is_entered_found_ended_and_free_for_another_unit_afterwards() {
    let app = TestApp::new().await;
    let who = app.administrator().await;
    let (xtd, xhs) = (app.unit("XTD"), app.unit("XHS"));
    enter_code(&who, &new(xtd, "00123")).await.unwrap();
    assert_eq!(found(&who, TODAY, "00123").await, ["XTD"]);
    assert_eq!(found(&who, TODAY, "001").await, ["XTD"]);
    assert!(found(&who, TODAY, "0123").await.is_empty());
    let errors = invalid(enter_code(&who, &new(xhs, "00123")).await);
    assert_eq!(codes(&errors), ["unit.outside.taken"]);
    assert_eq!(errors[0].args, [("what", "Xã Thượng Điền".to_owned())]);
    let errors = invalid(enter_code(&who, &new(xtd, "12a")).await);
    assert_eq!(
        codes(&errors),
        ["unit.outside.form", "unit.outside.twice"],
        "all at once"
    );
    let code = life_of_code(&who, "XTD").await.unwrap().codes[0].clone();
    let early = end_code(&who, xtd, code.id, date(2026, 10, 1)).await;
    assert_eq!(codes(&invalid(early)), ["unit.outside.order"]);
    let foreign = end_code(&who, xhs, code.id, TODAY).await;
    assert!(matches!(foreign, Err(AppError::NotFound)));
    end_code(&who, xtd, code.id, TODAY).await.unwrap();
    let tomorrow = TODAY.tomorrow().unwrap();
    let from = NewCode {
        from: tomorrow,
        ..new(xhs, "00123")
    };
    enter_code(&who, &from).await.unwrap();
    // Old papers have the old code: both are found, each with what it had.
    assert_eq!(found(&who, tomorrow, "00123").await, ["XHS", "XTD"]);
    let other = life_of_code(&who, "XHS").await.unwrap().codes[0].clone();
    let silent = remove_code(&who, xhs, other.id, " ").await;
    assert_eq!(codes(&invalid(silent)), ["required"]);
    remove_code(&who, xhs, other.id, "Ghi nhầm đơn vị")
        .await
        .unwrap();
    assert!(life_of_code(&who, "XHS").await.unwrap().codes.is_empty());
    let read = app.app.store.read();
    let journal = store::journal::list_after(&read, 0, 1_000).await.unwrap();
    let acts: Vec<&str> = journal
        .iter()
        .map(|e| e.entry.act.as_str())
        .filter(|a| a.starts_with("unit.code"))
        .collect();
    assert_eq!(
        acts,
        [
            "unit.code_enter",
            "unit.code_end",
            "unit.code_enter",
            "unit.code_remove"
        ]
    );
}

#[tokio::test]
async fn the_code_of_a_merged_commune_is_found_and_goes_to_no_living_unit_by_itself() {
    let app = TestApp::new().await;
    let who = app.administrator().await;
    enter_code(&who, &new(app.unit("XTD"), "00123"))
        .await
        .unwrap();
    let day = date(2026, 10, 6);
    confirmed(&app, &act(day, merge())).await;
    app.go_to(day);
    let who = app.administrator().await;
    let life = life_of_code(&who, "XTD").await.unwrap();
    assert_eq!(life.codes[0].to, Some(day), "with its unit");
    assert_eq!(found(&who, day, "00123").await, ["XTD"]);
    // The successor may get it.
    let heir = NewCode {
        from: day,
        ..new(unit(&app, "XM").await, "00123")
    };
    enter_code(&who, &heir).await.unwrap();
    assert_eq!(found(&who, day, "00123").await, ["XM", "XTD"]);
}

#[tokio::test]
async fn who_keeps_no_units_enters_no_codes() {
    let app = TestApp::new().await;
    for login in ["dieuphoi", "bc.xtd", "lanhdao"] {
        let refused = enter_code(&app.person(login).await, &new(app.unit("XTD"), "00123")).await;
        assert!(
            matches!(refused, Err(AppError::Forbidden | AppError::NotFound)),
            "{login}"
        );
    }
}

#[tokio::test]
async fn r_1_9_codes_come_with_the_import_for_new_units_and_for_known_ones_without() {
    let app = TestApp::new().await;
    let who = app.administrator().await;
    enter_code(&who, &new(app.unit("XHS"), "00200"))
        .await
        .unwrap();
    let head = "Mã đơn vị,Tên,Loại đơn vị,Cấp,Mã cấp trên,Mã đơn vị hành chính,Mã định danh\n";
    let text = format!(
        "{head}XN1,Xã Nhập Một,xã,xã,TU,00300,000.00.31.H56\n\
         XTD,Xã Thượng Điền,xã,xã,TU,00100,\nXHS,Xã Hạ Suối,xã,xã,TU,00201,\n"
    );
    let dry = units(&who, text.as_bytes(), true).await.unwrap();
    assert_eq!((dry.new, dry.known, dry.errors.len()), (2, 1, 0));
    let remarks: Vec<_> = dry
        .remarks
        .iter()
        .map(|r| (r.row, r.column.as_str(), r.known.as_str()))
        .collect();
    assert_eq!(remarks, [(4, "dvhc", "00200")], "left as it is");
    assert!(life_of_code(&who, "XTD").await.unwrap().codes.is_empty());
    assert!(
        units(&who, text.as_bytes(), false)
            .await
            .unwrap()
            .is_written
    );
    for (code, values) in [
        ("XN1", vec!["00300", "000.00.31.H56"]),
        ("XTD", vec!["00100"]),
        ("XHS", vec!["00200"]),
    ] {
        let life = life_of_code(&who, code).await.unwrap();
        let mut own: Vec<_> = life.codes.iter().map(|c| c.value.as_str()).collect();
        own.sort_by_key(|v| v.len());
        assert_eq!(own, values, "{code}");
        if code != "XHS" {
            assert_eq!(life.codes[0].from, life.versions[0].0.valid_from);
        }
    }
    // Again: nothing new.
    let again = units(&who, text.as_bytes(), false).await.unwrap();
    assert_eq!((again.new, again.known), (0, 3));
    // Bad ones hinder the whole file, also two of one value in it.
    let bad = format!(
        "{head}XN2,Xã Nhập Hai,xã,xã,TU,123456,\nXN3,Xã Nhập Ba,xã,xã,TU,00100,\n\
         XN4,Xã Nhập Bốn,xã,xã,TU,00400,\nXN5,Xã Nhập Năm,xã,xã,TU,00400,\n"
    );
    let refused: import::Outcome = units(&who, bad.as_bytes(), false).await.unwrap();
    let told: Vec<_> = refused.errors.iter().map(|e| (e.row, e.code)).collect();
    assert_eq!(
        told,
        [
            (2, "outside_form"),
            (3, "outside_taken"),
            (5, "outside_taken")
        ]
    );
    assert_eq!(refused.errors[1].known, "Xã Thượng Điền");
    assert!(!refused.is_written);
}
