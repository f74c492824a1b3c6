//! Totals are kept in memory with what stands beside them: after every act, on
//! the round itself, on those beside it and on the units, every page of totals is
//! what a process shows that has read nothing before (ADR 8).

use crate::consolidation::desk::{Desk, open};
use crate::unit::made::{act, confirmed, merge};
use app::report::{
    ReportTyped, ReturnReport, SaveDraft, open_form, open_saved, return_to_unit, save_draft,
};
use app::totals::{By, Units, explain, totals_in, warm};
use app::{App, Ctx, Locale, Options, clock};
use domain::id::RoundId;
use domain::report::{ReturnKind, TypedCells};
use jiff::civil::date;
use std::sync::Arc;

/// Another process on the same database.
async fn process(desk: &Desk) -> Arc<App> {
    let entropy = Arc::new(clock::SeededEntropy::new(2));
    let store = desk.app.app.store.clone();
    let app = App::new(store, desk.app.clock.clone(), entropy, Options::default());
    app.refresh().await.unwrap();
    app
}

/// Every page of totals of a round, and the list of rounds.
async fn pages(app: &Arc<App>, round: RoundId) -> Vec<String> {
    let actor = app::account::actor_of_login(app, "dieuphoi").await.unwrap();
    let ctx = Ctx::new(Arc::clone(app), actor, Locale::Vi);
    let mut pages = Vec::new();
    for units in [Units::OfThePeriod, Units::OfToday] {
        for by in [By::Province, By::Unit] {
            let view = totals_in(&ctx, round, by, units).await.unwrap();
            pages.push(format!("{view:?}"));
        }
    }
    for code in ["GN-03", "YT-05"] {
        let opened = explain(&ctx, round, code).await.unwrap();
        pages.push(format!("{opened:?}"));
    }
    pages.push(format!("{:?}", app::round::list(&ctx).await.unwrap()));
    pages
}

async fn save(desk: &Desk, round: RoundId, unit: &str, number: &str) {
    let numbers = [("GN-03".to_owned(), number.to_owned())].into();
    let typed = ReportTyped {
        cells: TypedCells {
            numbers,
            ..TypedCells::default()
        },
        ..ReportTyped::default()
    };
    let obligation = desk.obligation(round, unit).await;
    let ctx = desk.app.reporter(unit).await;
    let input = SaveDraft {
        obligation,
        version: 0,
        typed,
    };
    let app::report::Saved::Kept(kept) = save_draft(&ctx, input).await.unwrap() else {
        panic!("nobody else writes")
    };
    // What a save answers is what the page shows that reads it again.
    let answered = format!("{:?}", open_saved(&ctx, *kept).await.unwrap());
    let read = format!("{:?}", open_form(&ctx, obligation).await.unwrap());
    assert_eq!(answered, read);
}

async fn give_back(desk: &Desk, round: RoundId, unit: &str) {
    let input = ReturnReport {
        obligation: desk.obligation(round, unit).await,
        number: 1,
        kind: Some(ReturnKind::Unusable),
        reason: "Số liệu của kỳ khác, đề nghị gửi lại.".into(),
        marks: Vec::new(),
    };
    let office = desk.app.coordinator().await;
    return_to_unit(&office, input).await.unwrap();
}

#[tokio::test]
async fn after_every_act_totals_are_what_a_fresh_process_adds_up() {
    let desk = Desk::new().await;
    let before = open(&desk.app, 2026, 2).await;
    let year_ago = open(&desk.app, 2025, 3).await;
    let second = process(&desk).await;
    warm(&second).await.unwrap();
    let sent = |number: &'static str| [("GN-03", number), ("YT-05_NUM", "5"), ("YT-05_DEN", "9")];
    let mut seen: Vec<Vec<String>> = Vec::new();
    for step in 0..11 {
        match step {
            0 => {}
            1 => desk.send(before, "XTD", &sent("11"), &[]).await,
            2 => desk.send(desk.round, "XTD", &sent("12"), &[]).await,
            3 => desk.send(year_ago, "XHS", &sent("13"), &[]).await,
            4 => desk.return_unusable("XTD", 1).await,
            5 => save(&desk, desk.round, "XHS", "14").await,
            6 => give_back(&desk, before, "XTD").await,
            7 => desk.send(before, "XTD", &sent("15"), &[]).await,
            8 => {
                open(&desk.app, 2026, 1).await;
            }
            9 => {
                let day = date(2026, 10, 6);
                confirmed(&desk.app, &act(day, merge())).await;
                desk.app.go_to(day);
                app::unit::apply_due(&desk.app.app).await.unwrap();
            }
            _ => desk.send(before, "SGDDT", &[("GD-09", "16")], &[]).await,
        }
        second.refresh().await.unwrap();
        let mut both = Vec::new();
        for round in [desk.round, before] {
            let fresh = pages(&process(&desk).await, round).await;
            let here = pages(&desk.app.app, round).await;
            assert_eq!(here, fresh, "step {step}");
            let there = pages(&second, round).await;
            assert_eq!(there, fresh, "step {step}: the other process");
            both.extend(here);
        }
        assert!(!seen.contains(&both), "step {step} shows");
        seen.push(both);
    }
}
