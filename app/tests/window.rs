//! The days of a round's figures, where they are closed before the period ends
//! the consolidated report is about these days.

use app::Ctx;
use app::consolidation::{Format, Purpose, file};
use app::directive::EnterDirective;
use app::regime;
use app::round::{self, OpenRound};
use domain::consolidation::Content;
use domain::numbering::IssuerKind;
use domain::period::{Period, PeriodKind, Scheme};
use domain::regime::ClosingRule;
use domain::round::DateChoice;
use jiff::civil::{Date, date};
use testkit::TestApp;

async fn enter(app: &TestApp, symbol: &str, issued_on: Date, subject: &str) {
    let input = EnterDirective {
        symbol: symbol.into(),
        issuer: "Ban Bí thư".into(),
        issued_on: Some(issued_on),
        subject: subject.into(),
        term: "khóa XIII".into(),
        ..EnterDirective::default()
    };
    app::directive::enter(&app.coordinator().await, app.unit("BTGDV"), input)
        .await
        .unwrap();
}

/// An office with the standard regime and no round.
async fn office() -> (TestApp, Ctx) {
    let app = TestApp::new().await;
    let owner = app.unit("BTGDV");
    regime::create_standard(&app.system(), owner, date(2025, 7, 1))
        .await
        .unwrap();
    let ctx = app.coordinator().await;
    (app, ctx)
}

/// A round of a quarter whose figures are closed on a day chosen by hand.
fn quarter(index: u8, closing_on: Option<Date>) -> OpenRound {
    OpenRound {
        regime: regime::STANDARD_CODE.into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, index).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice {
            closing_on,
            ..DateChoice::default()
        },
        accept_gaps: false,
    }
}

#[tokio::test]
async fn r_3_2_a_report_closed_early_names_the_days_and_documents_of_its_figures() {
    let app = TestApp::new().await;
    let mut body = regime::standard_body("BTGDV");
    body.closing = ClosingRule::DaysBeforeEnd { days: 10 };
    let new = regime::NewRegime {
        code: "chot-som".into(),
        name: "Báo cáo chốt sớm".into(),
        owner: app.unit("BTGDV"),
        valid_from: date(2025, 7, 1),
        body,
    };
    let office = app.administrator().await;
    regime::create(&office, new).await.unwrap();
    let ctx = app.coordinator().await;
    let input = OpenRound {
        regime: "chot-som".into(),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap(),
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: false,
    };
    let opened = round::open(&ctx, &input).await.unwrap();
    // The figures cover 21/6 to 20/9: what came behind them is the next report's.
    enter(&app, "61-CT/TW", date(2026, 6, 20), "Về một việc").await;
    enter(&app, "62-CT/TW", date(2026, 6, 21), "Về hai việc").await;
    enter(&app, "63-CT/TW", date(2026, 9, 20), "Về ba việc").await;
    enter(&app, "64-CT/TW", date(2026, 9, 21), "Về bốn việc").await;
    let form = (Purpose::Live, IssuerKind::Party);
    let json = file(&ctx, opened, form.0, form.1, Format::Json)
        .await
        .unwrap();
    let content: Content = serde_json::from_slice(&json.bytes).unwrap();
    let listed = content.documents.iter().map(|d| d.symbol.as_str());
    assert_eq!(Vec::from_iter(listed), ["62-CT/TW", "63-CT/TW"]);
    assert_eq!(
        (content.period_from, content.period_to),
        (date(2026, 6, 21), date(2026, 9, 20))
    );
}

#[tokio::test]
async fn r_3_2_the_figures_of_a_round_begin_where_those_of_the_round_before_were_closed() {
    let (_app, ctx) = office().await;
    let third = quarter(3, None);
    let preview = round::preview(&ctx, &third).await.unwrap();
    assert_eq!(preview.dates.data_from, date(2026, 7, 1));
    // Closed by hand five days before the end: these days are the next round's.
    let second = quarter(2, Some(date(2026, 6, 25)));
    round::open(&ctx, &second).await.unwrap();
    let preview = round::preview(&ctx, &third).await.unwrap();
    assert_eq!(preview.dates.data_from, date(2026, 6, 26));
}

/// a closing day before the figures begin is refused with the first day that is
/// possible, also where the round before was closed after the end of this period.
#[tokio::test]
async fn r_3_2_a_closing_day_before_the_figures_begin_is_refused() {
    let (_app, ctx) = office().await;
    // The first day that is possible, of a day that is refused.
    let refusal = async |input: &OpenRound| {
        let preview = round::preview(&ctx, input).await.unwrap();
        let mut errors = preview.errors.into_iter();
        let found = errors.find(|e| e.code == "round.closing_too_early");
        found.map(|e| (e.field, e.args[0].1.clone()))
    };
    let from = |day: &str| Some(("closing_on".to_owned(), day.to_owned()));
    let long_ago = quarter(3, Some(date(2020, 1, 1)));
    assert_eq!(refusal(&long_ago).await, from("01/07/2026"));
    assert!(round::open(&ctx, &long_ago).await.is_err());
    assert_eq!(refusal(&quarter(3, None)).await, None);
    round::open(&ctx, &quarter(2, Some(date(2026, 10, 2))))
        .await
        .unwrap();
    assert_eq!(refusal(&quarter(3, None)).await, from("03/10/2026"));
    let later = quarter(3, Some(date(2026, 10, 3)));
    assert_eq!(refusal(&later).await, None);
}
