//! What pages keep in memory behind the journal: after every act it is what a
//! process sees that has read nothing before, here and in another process.

use crate::reporting::{give_back, open_quarter, owed, save, send, words};
use app::extension::{AskExtension, ask};
use app::report::{AcceptReport, accept, open_form, return_to_unit};
use app::round::{Matrix, matrix};
use app::{App, Ctx, Locale, Options, clock};
use domain::id::{ObligationId, RoundId};
use domain::report::ReturnKind;
use jiff::civil::date;
use std::sync::Arc;
use testkit::TestApp;

/// Another process on the same database.
async fn process(test: &TestApp) -> Arc<App> {
    let entropy = Arc::new(clock::SeededEntropy::new(2));
    let store = test.app.store.clone();
    let app = App::new(store, test.clock.clone(), entropy, Options::default());
    app.refresh().await.unwrap();
    app
}

async fn look(app: &Arc<App>, login: &str) -> Ctx {
    let actor = app::account::actor_of_login(app, login).await.unwrap();
    Ctx::new(Arc::clone(app), actor, Locale::Vi)
}

async fn both(app: &Arc<App>, round: RoundId, id: ObligationId) -> (Matrix, String) {
    let seen = matrix(&look(app, "dieuphoi").await, round).await.unwrap();
    let form = open_form(&look(app, "bc.syt").await, id).await.unwrap();
    (seen, format!("{form:?}"))
}

#[tokio::test]
async fn after_every_act_pages_show_what_a_fresh_process_shows() {
    let test = TestApp::new().await;
    let round = open_quarter(&test, 2026, 3).await;
    let id = owed(&test, round, "SYT").await;
    let second = process(&test).await;
    let mut seen = Vec::new();
    let office = test.coordinator().await;
    for step in 0..7 {
        match step {
            0 => {}
            1 => {
                save(&test.reporter("SYT").await, id, 0, words("Đã họp 3 cuộc.")).await;
            }
            2 => {
                send(&test, id, 1, "Đã họp 4 cuộc.").await;
            }
            3 => {
                let back = give_back(id, 1, ReturnKind::Unusable);
                return_to_unit(&office, back).await.unwrap();
            }
            4 => {
                let input = AskExtension {
                    obligation: id,
                    asked_due_on: date(2026, 10, 20),
                    reason: "Chờ số liệu của các trạm.".into(),
                };
                ask(&test.head("SYT").await, input).await.unwrap();
            }
            5 => {
                let form = open_form(&test.reporter("SYT").await, id).await.unwrap();
                send(&test, id, form.draft_version(), "Đã họp 5 cuộc.").await;
            }
            _ => accept(
                &office,
                AcceptReport {
                    obligation: id,
                    number: 2,
                },
            )
            .await
            .unwrap(),
        }
        second.refresh().await.unwrap();
        let here = both(&test.app, round, id).await;
        assert_eq!(
            here,
            both(&second, round, id).await,
            "step {step}: the other process"
        );
        let fresh = process(&test).await;
        assert_eq!(
            here,
            both(&fresh, round, id).await,
            "step {step}: a fresh process"
        );
        assert!(!seen.contains(&here), "step {step} shows");
        seen.push(here);
    }
}
