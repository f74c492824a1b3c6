//! Two acts on one report in the same moment: which one comes first is left to
//! chance, and nothing is lost either way.

use crate::reporting::*;
use app::AppError;
use app::report::{Saved, SignReport, open_form, save_draft, submit, view};
use testkit::TestApp;

/// on both databases: which one comes first is left to chance.
#[tokio::test]
async fn r_3_10_two_authors_who_save_in_the_same_moment_are_joined_too() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let (one, two) = (app.reporter("SYT").await, app.head("SYT").await);
    save(&one, id, 0, both("Mục một.", "Mục hai.")).await;
    for version in [1, 3, 5] {
        let first = format!("Mục một, sau bản {version}.");
        let second = format!("Mục hai, sau bản {version}.");
        let form = open_form(&one, id).await.unwrap();
        let now = |code: &str| text_of(&form, code).to_owned();
        let saves = tokio::join!(
            save_draft(&one, at(id, version, both(&first, &now("I.2")))),
            save_draft(&two, at(id, version, both(&now("I.1"), &second))),
        );
        for saved in [saves.0, saves.1] {
            assert!(matches!(saved, Ok(Saved::Kept(_))), "{saved:?}");
        }
        let form = open_form(&one, id).await.unwrap();
        assert_eq!(form.draft_version(), version + 2);
        assert_eq!(text_of(&form, "I.1"), first);
        assert_eq!(text_of(&form, "I.2"), second);
    }
}

/// what happens while a signature waits for its turn is known to it.
#[tokio::test]
async fn r_3_3_a_draft_that_is_saved_in_the_moment_of_signing_is_not_signed_unseen() {
    let app = TestApp::new().await;
    let id = owed(&app, open_quarter(&app, 2026, 3).await, "SYT").await;
    let (one, two) = (app.reporter("SYT").await, app.head("SYT").await);
    save(&one, id, 0, both("Mục một.", "Mục hai.")).await;
    let (saved, signed) = tokio::join!(
        save_draft(&one, at(id, 1, both("Mục một, sửa sau.", "Mục hai."))),
        submit(
            &two,
            SignReport {
                obligation: id,
                version: 1
            }
        ),
    );
    match signed {
        // The signature came first: the save belongs to a draft already sent.
        Ok(_) => {
            let sent = view(&two, id, Some(1)).await.unwrap();
            let said = sent.sections.iter().find(|s| s.def.code == "I.1");
            assert_eq!(said.unwrap().text, "Mục một.");
        }
        Err(refused) => {
            assert!(matches!(refused, AppError::Conflict), "{refused:?}");
            assert!(saved.is_ok(), "{saved:?}");
        }
    }
}
