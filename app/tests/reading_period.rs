//! Periods of old texts that are no reporting period: school years, their halves,
//! congress terms. They are kept with the past conference, whose day is over.

use crate::papers::{PAGE, RICH, accepted, defects, waiting};
use app::Locale;
use app::reading::{Accepted, Stored, period_words};
use testkit::TestApp;

/// A meeting at the end of half a school year.
fn half() -> String {
    PAGE.replace(
        "Giao ban công tác khoa giáo quý I năm 2024",
        "Sơ kết học kỳ I năm học 2023-2024",
    )
    .replace(
        "Hội nghị giao ban công tác khoa giáo quý I năm 2024",
        "Hội nghị sơ kết học kỳ I năm học 2023-2024",
    )
}

/// What a person accepts who says this period.
fn told(mut wanted: Accepted, kind: &str, index: &str, year: &str) -> Accepted {
    wanted.period_kind = kind.into();
    wanted.period_index = index.into();
    wanted.period_year = year.into();
    wanted
}

/// a half is named by its number and the school year's first calendar year.
#[tokio::test]
async fn the_half_of_a_school_year_is_stored_with_the_past_conference() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, &half()).await;
    let read = app::reading::show(&ctx, id).await.unwrap().facts;
    assert_eq!(read.period, None, "no period of the contract");
    let other = read.other_period.expect("half a school year");
    assert_eq!((other.from, other.semester), (2023, Some(1)));

    let wanted = accepted(&ctx, id).await;
    let wrong = told(wanted.clone(), "semester", "3", "2023");
    let refused = app::reading::confirm(&ctx, id, wrong).await.unwrap_err();
    assert_eq!(
        defects(refused),
        [("period_index".to_owned(), "reading.period_index")]
    );
    let right = told(wanted, "semester", "1", "2023");
    let done = app::reading::confirm(&ctx, id, right).await.unwrap();
    let of = app::reading::of_conference(&ctx, done.conference.unwrap()).await;
    let Stored { record, .. } = of.unwrap().expect("a record");
    let period = record.period.expect("the period");
    assert_eq!(
        (period.kind.as_str(), period.index, period.year),
        ("semester", 1, 2023)
    );
    assert_eq!(
        period_words(Locale::Vi, &period).as_deref(),
        Some("học kỳ I năm học 2023-2024")
    );
}

/// school years and congress terms need no number.
#[tokio::test]
async fn a_school_year_and_a_congress_term_are_stored_by_their_first_year() {
    for (kind, year, words) in [
        ("school_year", 2023, "năm học 2023-2024"),
        ("term", 2020, "nhiệm kỳ 2020-2025"),
    ] {
        let app = TestApp::new().await;
        let ctx = app.coordinator().await;
        let id = waiting(&ctx, &app, PAGE).await;
        let wanted = told(accepted(&ctx, id).await, kind, "", &year.to_string());
        app::reading::confirm(&ctx, id, wanted).await.unwrap();
        let stored = app::reading::stored(&ctx, id).await.unwrap().unwrap();
        let period = stored.record.period.expect(kind);
        assert_eq!(
            (period.kind.as_str(), period.index, period.year),
            (kind, 1, year)
        );
        assert_eq!(
            period_words(Locale::Vi, &period).as_deref(),
            Some(words),
            "{kind}"
        );
    }
}

/// A text may announce a meeting: what is yet to come is no past conference.
#[tokio::test]
async fn a_conference_of_a_day_to_come_is_refused_as_past() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    let id = waiting(&ctx, &app, RICH).await;
    let mut wanted = accepted(&ctx, id).await;
    wanted.tasks.clear();
    wanted.held_on = Some(ctx.today().tomorrow().unwrap());
    let found = defects(
        app::reading::confirm(&ctx, id, wanted.clone())
            .await
            .unwrap_err(),
    );
    assert_eq!(found, [("held_on".to_owned(), "reading.held_in_future")]);
    wanted.held_on = Some(ctx.today());
    app::reading::confirm(&ctx, id, wanted).await.unwrap();
}
