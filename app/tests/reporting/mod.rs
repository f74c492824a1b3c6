//! A quarter, a unit's report and its steps, for the tests of reports.
use app::report::{
    ReportForm, ReportTyped, ReturnReport, SaveDraft, Saved, SignReport, save_draft, submit,
};
use app::round::{self, OpenRound};
use app::{AppError, Ctx};
use domain::id::{ObligationId, RoundId};
use domain::period::{Period, PeriodKind, Scheme};
use domain::report::{Mark, PlaceKind, ReturnKind, SectionText};
use domain::round::DateChoice;
use jiff::civil::date;
use testkit::TestApp;

/// Opens the round of a quarter under the standard regime.
pub async fn open_quarter(app: &TestApp, year: i16, quarter: u8) -> RoundId {
    open_period(app, PeriodKind::Quarter, year, quarter).await
}

/// Opens a round of any kind under the standard regime.
pub async fn open_period(app: &TestApp, kind: PeriodKind, year: i16, index: u8) -> RoundId {
    let ctx = app.coordinator().await;
    let regimes = app::regime::list(&ctx).await.unwrap();
    if regimes.is_empty() {
        let owner = app.unit("BTGDV");
        app::regime::create_standard(&app.system(), owner, date(2025, 7, 1))
            .await
            .unwrap();
    }
    let input = OpenRound {
        regime: app::regime::STANDARD_CODE.into(),
        period: Period::new(Scheme::Lich, kind, year, index).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: true,
    };
    round::open(&ctx, &input).await.unwrap()
}

pub async fn owed(app: &TestApp, round: RoundId, unit: &str) -> ObligationId {
    let found = store::obligation::find_of(&app.app.store.read(), round, app.unit(unit))
        .await
        .unwrap();
    found.expect("the unit reports").id
}

/// The line of a unit on the board of a round.
pub async fn line_of(app: &TestApp, round: RoundId, unit: &str) -> round::MatrixRow {
    let board = round::matrix(&app.coordinator().await, round).await;
    let unit = app.unit(unit);
    let found = board.unwrap().rows.into_iter().find(|r| r.unit == unit);
    found.expect("the unit reports")
}

pub fn words(text: &str) -> ReportTyped {
    section("I.1", text)
}

pub fn section(code: &str, text: &str) -> ReportTyped {
    ReportTyped {
        sections: vec![SectionText {
            code: code.into(),
            text: text.into(),
            is_nil: false,
        }],
        ..ReportTyped::default()
    }
}

/// What a form shows in a section.
pub fn text_of<'a>(form: &'a ReportForm, code: &str) -> &'a str {
    let found = form.sections.iter().find(|s| s.def.code == code);
    &found.expect("a section of the form").text
}

/// Two sections.
pub fn both(one: &str, two: &str) -> ReportTyped {
    let mut typed = section("I.1", one);
    typed.sections.extend(section("I.2", two).sections);
    typed
}

pub fn at(id: ObligationId, version: i32, typed: ReportTyped) -> SaveDraft {
    SaveDraft {
        obligation: id,
        version,
        typed,
    }
}

pub async fn save(
    ctx: &Ctx,
    id: ObligationId,
    version: i32,
    typed: ReportTyped,
) -> app::report::Kept {
    match save_draft(ctx, at(id, version, typed)).await.unwrap() {
        Saved::Kept(kept) => *kept,
        Saved::Clash(clash) => panic!("a clash with {}", clash.by),
    }
}

pub async fn send(app: &TestApp, id: ObligationId, version: i32, text: &str) -> i32 {
    let typed = testkit::saying_why_late(words(text));
    let kept = save(&app.reporter("SYT").await, id, version, typed).await;
    let head = app.head("SYT").await;
    submit(
        &head,
        SignReport {
            obligation: id,
            version: kept.version,
        },
    )
    .await
    .unwrap()
    .number
}

pub fn give_back(id: ObligationId, number: i32, kind: ReturnKind) -> ReturnReport {
    ReturnReport {
        obligation: id,
        number,
        kind: Some(kind),
        reason: "Số liệu mục I.1 chưa khớp với quý trước.".into(),
        marks: vec![Mark {
            kind: PlaceKind::Section,
            code: "I.1".into(),
            note: "Xem lại số cuộc.".into(),
        }],
    }
}

pub fn codes(err: AppError) -> Vec<&'static str> {
    match err {
        AppError::Invalid(errors) => errors.iter().map(|e| e.code).collect(),
        other => panic!("{other:?}"),
    }
}

/// A paper as a word processor saves it: a line for each paragraph.
pub fn paper(lines: &[&str]) -> Vec<u8> {
    use std::io::Write;
    let paragraphs: String = lines
        .iter()
        .map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"))
        .collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}</w:body></w:document>"
    );
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("[Content_Types].xml", types),
        ("word/document.xml", &document),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Numbers typed into cells, and nothing else.
pub fn numbers(pairs: &[(&str, &str)]) -> ReportTyped {
    let mut typed = ReportTyped::default();
    for (key, text) in pairs {
        typed.cells.numbers.insert((*key).into(), (*text).into());
    }
    typed
}
