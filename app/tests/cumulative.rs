//! Cumulative periods begin with what the unit reported for their parts.

use crate::reporting::*;
use app::Ctx;
use app::report::{
    AddEvidence, FormCell, ReportForm, SignReport, add_file, form_file, open_form, read_upload,
    return_to_unit, submit,
};
use domain::id::ObligationId;
use domain::period::{Period, PeriodKind};
use domain::report::ReturnKind;
use jiff::civil::date;
use testkit::TestApp;

const CODE: &str = "YT-09";

/// The three quarters of 2026, and the figure that the health department sent
/// for each; none is a quarter without report.
async fn quarters(app: &TestApp, sent: [Option<&str>; 3]) -> Vec<ObligationId> {
    app.go_to(date(2026, 10, 2));
    let mut owed_for = Vec::new();
    for (n, value) in (1..).zip(sent) {
        let id = owed(app, open_quarter(app, 2026, n).await, "SYT").await;
        if let Some(value) = value {
            send_number(app, id, 0, value).await;
        }
        owed_for.push(id);
    }
    owed_for
}

async fn send_number(app: &TestApp, id: ObligationId, version: i32, value: &str) {
    let typed = testkit::saying_why_late(numbers(&[(CODE, value)]));
    let kept = save(&app.reporter("SYT").await, id, version, typed).await;
    let input = SignReport {
        obligation: id,
        version: kept.version,
    };
    submit(&app.head("SYT").await, input).await.unwrap();
}

async fn nine_months(app: &TestApp) -> ObligationId {
    let round = open_period(app, PeriodKind::NineMonths, 2026, 1).await;
    owed(app, round, "SYT").await
}

fn cell<'a>(form: &'a ReportForm, code: &str) -> &'a FormCell {
    form.cells.iter().find(|c| c.def.code == code).expect(code)
}

/// Codes of the remarks at the cell that block signing.
async fn blocking(ctx: &Ctx, id: ObligationId) -> Vec<String> {
    let form = open_form(ctx, id).await.unwrap();
    let found = cell(&form, CODE).remarks.iter().filter(|r| r.blocks());
    found.map(|r| r.code.clone()).collect()
}

#[tokio::test]
async fn r_3_1_nine_months_begin_with_the_sum_of_the_units_quarters_and_say_from_which() {
    let app = TestApp::new().await;
    quarters(&app, [Some("1200"), Some("1300"), Some("1100")]).await;
    let (id, reporter) = (nine_months(&app).await, app.reporter("SYT").await);
    let form = open_form(&reporter, id).await.unwrap();
    assert!(form.is_prefilled && form.draft.is_none());
    let found = cell(&form, CODE);
    assert_eq!(found.parts[0].shown, "3.600");
    let (sum, from) = found.sum.as_ref().expect("a sum");
    assert_eq!(sum.value, Some(3_600));
    assert_eq!(Period::list_vi(from), "quý I, quý II, quý III năm 2026");
    // What the quarters never asked stays empty: empty is not zero.
    let other = cell(&form, "YT-09a");
    assert!(other.cell.is_empty() && other.sum.is_none());

    // The workbook carries the same numbers and changes none of them.
    let file = form_file(&reporter, id).await.unwrap();
    let read = read_upload(&reporter, id, &file.bytes).await.unwrap();
    assert_eq!(read.typed.cells.numbers[CODE], "3.600");
    assert_eq!(read.taken, 0);
    let cells = extract::form::read_form(&file.bytes).value.cells;
    let given = cells.iter().find(|c| c.key == "V_YT_09").unwrap();
    let number = extract::form::CellContent::Number("3600".into());
    assert_eq!(given.content, number);

    // Opening stores nothing; the page as it was shown keeps the numbers.
    let kept = save(&reporter, id, 0, form.as_typed()).await;
    assert_eq!(kept.draft.body.values[CODE].value, Some(3_600));
    assert_eq!(blocking(&reporter, id).await, Vec::<String>::new());
    let form = open_form(&reporter, id).await.unwrap();
    assert!(!form.is_prefilled, "a draft was begun");
}

#[tokio::test]
async fn r_3_1_another_figure_than_the_sum_is_signed_only_with_a_word() {
    let app = TestApp::new().await;
    let sent = quarters(&app, [Some("1200"), Some("1300"), Some("1100")]).await;
    let (id, reporter) = (nine_months(&app).await, app.reporter("SYT").await);
    save(&reporter, id, 0, numbers(&[(CODE, "3700")])).await;
    assert_eq!(blocking(&reporter, id).await, ["check.cumulative_differs"]);
    let input = SignReport {
        obligation: id,
        version: 1,
    };
    let refused = submit(&app.head("SYT").await, input).await.unwrap_err();
    assert_eq!(codes(refused), ["check.cumulative_differs"]);
    let mut typed = numbers(&[(CODE, "3700")]);
    let note = "Bổ sung số liệu của hai trạm y tế.";
    typed.cells.notes.insert(CODE.into(), note.into());
    save(&reporter, id, 1, typed).await;
    assert_eq!(blocking(&reporter, id).await, Vec::<String>::new());

    // A quarter that is corrected changes the sum, and nothing that was typed.
    let office = app.coordinator().await;
    return_to_unit(&office, give_back(sent[2], 1, ReturnKind::Correction))
        .await
        .unwrap();
    let form = open_form(&reporter, sent[2]).await.unwrap();
    send_number(&app, sent[2], form.draft_version(), "1200").await;
    let form = open_form(&reporter, id).await.unwrap();
    let found = cell(&form, CODE);
    assert_eq!(found.sum.as_ref().unwrap().0.value, Some(3_700));
    assert_eq!(found.cell.value, Some(3_700));
    assert!(
        found
            .remarks
            .iter()
            .all(|r| r.code != "check.cumulative_differs")
    );
}

/// a figure that was set back to what was given out cannot be told from one that
/// nobody touched, so both figures are named and the page's stays.
#[tokio::test]
async fn r_3_14_a_figure_as_it_was_given_out_is_named_where_the_page_says_another() {
    let app = TestApp::new().await;
    quarters(&app, [Some("1200"), Some("1300"), Some("1100")]).await;
    let (id, reporter) = (nine_months(&app).await, app.reporter("SYT").await);
    let file = form_file(&reporter, id).await.unwrap().bytes;
    let told = async || {
        let read = read_upload(&reporter, id, &file).await.unwrap();
        assert_eq!((read.taken, read.refused), (0, 0));
        let shown = read.typed.cells.numbers[CODE].clone();
        (shown, read.findings)
    };
    let (shown, findings) = told().await;
    assert_eq!((shown.as_str(), findings.len()), ("3.600", 0));

    save(&reporter, id, 0, numbers(&[(CODE, "3700")])).await;
    let (shown, findings) = told().await;
    assert_eq!((shown.as_str(), findings.len()), ("3.700", 1));
    let found = &findings[0];
    let said = (found.code.as_str(), found.quote.as_str());
    assert_eq!(said, ("as-given", "YT-09: 3.600"));
    assert!(found.place.starts_with("Biểu số liệu!E"), "{}", found.place);
    assert_eq!(found.now.as_deref(), Some("3.700"));
    for locale in [app::Locale::Vi, app::Locale::En] {
        let place = [("now", "3.700".to_owned())];
        let text = app::text::t_with(locale, "upload.finding.as-given", &place);
        assert!(text.contains(" 3.700"), "{text}");
    }

    // Cleared on the page, which is an answer too.
    save(&reporter, id, 1, numbers(&[(CODE, "")])).await;
    let (shown, findings) = told().await;
    assert_eq!((shown.as_str(), findings.len()), ("", 1));
    let found = &findings[0];
    assert_eq!((found.code.as_str(), &found.now), ("as-given-empty", &None));
}

#[tokio::test]
async fn r_3_1_a_missing_quarter_gives_no_sum_and_no_remark() {
    let app = TestApp::new().await;
    quarters(&app, [Some("1200"), None, Some("1100")]).await;
    let (id, reporter) = (nine_months(&app).await, app.reporter("SYT").await);
    let form = open_form(&reporter, id).await.unwrap();
    assert!(!form.is_prefilled);
    assert!(cell(&form, CODE).cell.is_empty() && cell(&form, CODE).sum.is_none());
    save(&reporter, id, 0, numbers(&[(CODE, "3700")])).await;
    assert_eq!(blocking(&reporter, id).await, Vec::<String>::new());
}

#[tokio::test]
async fn r_3_1_a_file_that_comes_before_the_first_save_leaves_the_sums_in_the_form() {
    let app = TestApp::new().await;
    quarters(&app, [Some("1200"), Some("1300"), Some("1100")]).await;
    let (id, reporter) = (nine_months(&app).await, app.reporter("SYT").await);
    let page = open_form(&reporter, id).await.unwrap();
    let file = AddEvidence {
        obligation: id,
        place: None,
        name: "bien-ban.txt".into(),
        bytes: bytes::Bytes::from_static("Biên bản kiểm tra.".as_bytes()),
    };
    add_file(&reporter, file).await.unwrap();
    let form = open_form(&reporter, id).await.unwrap();
    assert_eq!(cell(&form, CODE).cell.value, Some(3_600));
    // The page from before the file: a sum that was cleared there stays out.
    let mut typed = page.as_typed();
    typed.cells.numbers.insert(CODE.into(), String::new());
    let kept = save(&reporter, id, 0, typed).await;
    assert!(!kept.draft.body.values.contains_key(CODE));
    assert_eq!(kept.draft.body.files.len(), 1);
}

#[tokio::test]
async fn r_3_1_an_import_before_the_first_save_leaves_the_other_sums_in_the_form() {
    let app = TestApp::new().await;
    quarters(&app, [Some("1200"), Some("1300"), Some("1100")]).await;
    let round = open_period(&app, PeriodKind::NineMonths, 2026, 1).await;
    let (id, reporter) = (owed(&app, round, "SYT").await, app.reporter("SYT").await);
    let office = app.coordinator().await;
    let code = app::round::get(&office, round).await.unwrap().code;
    let file = format!("round,unit,indicator,value\n{code},SYT,YT-10,7\n");
    let outcome = app::import::values(&reporter, file.as_bytes(), false)
        .await
        .unwrap();
    assert!(outcome.is_written, "{outcome:?}");
    let form = open_form(&reporter, id).await.unwrap();
    assert_eq!(cell(&form, CODE).cell.value, Some(3_600));
    assert_eq!(cell(&form, "YT-10").cell.value, Some(7));
}
