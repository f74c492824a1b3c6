//! Sign-in, sessions and rights.

use app::account::{SignIn, resume, sign_in};
use app::{AppError, Locale};
use domain::account::{Reach, Right, Role, reach};
use domain::journal::Noun;
use serde_json::json;
use testkit::{PASSWORD, TestApp};

fn attempt(login: &str, password: &str) -> SignIn {
    SignIn {
        login: login.into(),
        password: password.into(),
        origin: "127.0.0.1".into(),
    }
}

#[tokio::test]
async fn a_person_signs_in_and_the_session_ends_after_idle_time() {
    let app = TestApp::new().await;
    let signed_in = sign_in(&app.anonymous(), attempt("DieuPhoi", PASSWORD))
        .await
        .unwrap();
    let visit = resume(&app.app, &signed_in.token)
        .await
        .unwrap()
        .expect("a session");
    assert_eq!(visit.person.posts.len(), 1);
    app.clock.advance_seconds(31 * 60);
    assert!(resume(&app.app, &signed_in.token).await.unwrap().is_none());
}

#[tokio::test]
async fn wrong_login_and_wrong_password_say_the_same_and_are_limited() {
    let app = TestApp::new().await;
    for login in ["dieuphoi", "khong-co-ai"] {
        let err = sign_in(&app.anonymous(), attempt(login, "sai-mat-khau"))
            .await
            .unwrap_err();
        let AppError::Invalid(errors) = err else {
            panic!("{err:?}")
        };
        assert_eq!(errors[0].code, "account.sign_in_wrong");
    }
    for _ in 0..4 {
        let _ = sign_in(&app.anonymous(), attempt("dieuphoi", "sai-mat-khau")).await;
    }
    let err = sign_in(&app.anonymous(), attempt("dieuphoi", PASSWORD))
        .await
        .unwrap_err();
    assert!(matches!(err, AppError::TooMany(_)), "{err:?}");
}

#[tokio::test]
async fn a_coordinator_has_no_right_in_another_province() {
    let app = TestApp::new().await;
    let ctx = app.coordinator().await;
    assert!(ctx.can(Right::ReadReport, app.unit("SYT")).await.unwrap());
    let err = ctx
        .require(Right::ReadReport, app.unit("BTGDV2"))
        .await
        .unwrap_err();
    assert!(matches!(err, AppError::NotFound), "{err:?}");
}

#[tokio::test]
async fn a_reporter_sees_only_the_own_unit() {
    let app = TestApp::new().await;
    let ctx = app.reporter("SYT").await;
    assert!(ctx.can(Right::WriteReport, app.unit("SYT")).await.unwrap());
    assert!(
        !ctx.can(Right::WriteReport, app.unit("SGDDT"))
            .await
            .unwrap()
    );
    assert!(matches!(
        ctx.require(Right::OpenRound, app.unit("TU")).await,
        Err(AppError::Forbidden)
    ));
}

#[test]
fn the_rights_matrix_is_as_agreed() {
    let mut lines = Vec::new();
    for right in Right::ALL {
        let cells: Vec<&str> = Role::ALL
            .iter()
            .map(|role| match reach(*role, *right) {
                Reach::None => "-",
                Reach::Own => "own",
                Reach::Area => "area",
            })
            .collect();
        lines.push(format!("{:<22} {}", right.code(), cells.join(" ")));
    }
    let head = Role::ALL
        .iter()
        .map(|r| r.code())
        .collect::<Vec<_>>()
        .join(" ");
    insta::assert_snapshot!(format!("{:<22} {head}\n{}", "", lines.join("\n")));
}

#[test]
fn every_role_and_noun_has_a_text_in_both_languages() {
    for locale in Locale::ALL {
        for role in Role::ALL {
            assert!(
                app::text::has(locale, &format!("role.{}", role.code())),
                "{}",
                role.code()
            );
        }
        for noun in domain::journal::Noun::ALL {
            assert!(
                app::text::has(locale, &format!("noun.{}", noun.code())),
                "{}",
                noun.code()
            );
        }
    }
}

#[tokio::test]
async fn a_page_of_the_journal_is_full_although_another_province_wrote_more() {
    let app = TestApp::new().await;
    let system = app.system();
    let of = |code: &str, act: &str| {
        let unit = Some(app.unit(code));
        system.entry(act, Noun::Unit, system.new_id(), unit, json!({}))
    };
    let mut entries = vec![of("BTGDV2", "theirs")];
    entries.extend((0..30).map(|_| of("BTGDV", "ours")));
    system
        .commit_all(system.begin().await.unwrap(), &entries)
        .await
        .unwrap();
    let theirs = app::journal::list(&app.foreign_coordinator().await, None, None, 10)
        .await
        .unwrap();
    assert!(theirs.iter().any(|s| s.entry.act == "theirs"));
    assert!(theirs.iter().all(|s| s.entry.act != "ours"));
    let ours = app::journal::list(&app.inspector().await, None, None, 10)
        .await
        .unwrap();
    assert_eq!(ours.len(), 10);
    assert!(ours.iter().all(|s| s.entry.act == "ours"));
}
