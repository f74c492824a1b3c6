//! Passwords, posts over dates and delegation.

use crate::common::convened;
use app::account::{
    Lasting, NewAccount, NewDelegation, NewPost, OwnPassword, SignIn, change_own_password,
    delegate, end_post, give_post, resume, set_active, set_password, sign_in, withdraw,
};
use app::conference::{self, NewDelegate};
use app::{AppError, Ctx, Locale};
use domain::account::{Right, Role};
use domain::id::{PostId, UnitId};
use jiff::civil::{Date, date};
use testkit::{PASSWORD, TestApp};
use uuid::Uuid;

const TODAY: Date = date(2026, 10, 5);

async fn token(app: &TestApp, login: &str, password: &str) -> Result<String, AppError> {
    let input = SignIn {
        login: login.into(),
        password: password.into(),
        origin: "127.0.0.1".into(),
    };
    Ok(sign_in(&app.anonymous(), input).await?.token)
}

/// A context as a browser has it.
async fn browser(app: &TestApp, token: &str) -> Option<Ctx> {
    let visit = resume(&app.app, token).await.unwrap()?;
    let actor = app::Actor::Person(visit.person);
    Some(Ctx::new(app.app.clone(), actor, Locale::Vi))
}

fn codes<T: std::fmt::Debug>(result: Result<T, AppError>) -> Vec<&'static str> {
    match result.unwrap_err() {
        AppError::Invalid(errors) => errors.iter().map(|e| e.code).collect(),
        other => panic!("{other:?}"),
    }
}

fn is_not_found<T: std::fmt::Debug>(result: Result<T, AppError>) -> bool {
    matches!(result, Err(AppError::NotFound))
}

fn post(app: &TestApp, unit: &str, role: Role, from: Date, until: Option<Date>) -> NewPost {
    NewPost {
        unit: app.unit(unit),
        role,
        area: app.unit(unit),
        title: "Phó trưởng phòng".into(),
        is_voting: false,
        on_behalf_of: None,
        from,
        until,
    }
}

async fn post_of(app: &TestApp, login: &str) -> PostId {
    app.person(login).await.actor.person().unwrap().posts[0].id
}

async fn acting(app: &TestApp, from: Date, last_day: Date) -> NewDelegation {
    NewDelegation {
        post: post_of(app, "tt.syt").await,
        to: "bc.syt".into(),
        from,
        last_day,
        rights: Vec::new(),
        reason: "Đi công tác.".into(),
    }
}

#[tokio::test]
async fn a_person_changes_the_own_password_and_the_other_sessions_end() {
    let app = TestApp::new().await;
    let here = token(&app, "bc.syt", PASSWORD).await.unwrap();
    let elsewhere = token(&app, "bc.syt", PASSWORD).await.unwrap();
    let ctx = browser(&app, &here).await.unwrap();
    let input = |old: &str, new: &str, again: &str| OwnPassword {
        old: old.into(),
        new: new.into(),
        again: again.into(),
    };
    let wrong = change_own_password(&ctx, input("khong-phai", "mat-khau-moi-1", "x")).await;
    assert_eq!(codes(wrong), ["account.old_wrong"]);
    let all = change_own_password(&ctx, input(PASSWORD, "ngắn", "khác")).await;
    assert_eq!(
        codes(all),
        ["account.again_differs", "account.password_short"]
    );
    let same = change_own_password(&ctx, input(PASSWORD, PASSWORD, PASSWORD)).await;
    assert_eq!(codes(same), ["account.password_same"]);
    change_own_password(&ctx, input(PASSWORD, "mat-khau-moi-1", "mat-khau-moi-1"))
        .await
        .unwrap();
    assert!(browser(&app, &here).await.is_some());
    assert!(browser(&app, &elsewhere).await.is_none());
    assert!(token(&app, "bc.syt", "mat-khau-moi-1").await.is_ok());
    assert!(token(&app, "bc.syt", PASSWORD).await.is_err());
}

#[tokio::test]
async fn guessing_the_old_password_in_an_open_browser_is_limited() {
    let app = TestApp::new().await;
    let here = token(&app, "bc.syt", PASSWORD).await.unwrap();
    let ctx = browser(&app, &here).await.unwrap();
    let guess = || OwnPassword {
        old: "doan-mo".into(),
        ..OwnPassword::default()
    };
    for _ in 0..5 {
        assert_eq!(
            codes(change_own_password(&ctx, guess()).await),
            ["account.old_wrong"]
        );
    }
    let err = change_own_password(&ctx, guess()).await.unwrap_err();
    assert!(matches!(err, AppError::TooMany(_)), "{err:?}");
}

/// a new account is refused for what a further post is refused for.
#[tokio::test]
async fn r_1_6_an_account_before_its_unit_or_with_a_wrong_address_is_refused() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let early = NewAccount {
        login: "som.syt".into(),
        full_name: "Người Sớm".into(),
        work_email: "abc@".into(),
        password: "dung-mot-lan".into(),
        locale: Locale::Vi,
        post: post(&app, "SYT", Role::Reporter, date(1900, 6, 30), None),
    };
    assert_eq!(
        codes(app::account::create(&admin, early).await),
        ["account.email_form", "account.unit_not_there"]
    );
}

#[tokio::test]
async fn a_password_set_by_the_administrator_serves_once() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let new = NewAccount {
        login: "moi.syt".into(),
        full_name: "Người Mới".into(),
        work_email: String::new(),
        password: "dung-mot-lan".into(),
        locale: Locale::Vi,
        post: post(&app, "SYT", Role::Reporter, TODAY, None),
    };
    app::account::create(&admin, new).await.unwrap();
    let session = token(&app, "moi.syt", "dung-mot-lan").await.unwrap();
    let ctx = browser(&app, &session).await.unwrap();
    assert!(!ctx.can(Right::WriteReport, app.unit("SYT")).await.unwrap());
    let input = OwnPassword {
        old: "dung-mot-lan".into(),
        new: "cua-rieng-minh".into(),
        again: "cua-rieng-minh".into(),
    };
    change_own_password(&ctx, input).await.unwrap();
    let ctx = browser(&app, &session).await.unwrap();
    assert!(ctx.can(Right::WriteReport, app.unit("SYT")).await.unwrap());
    set_password(&admin, "moi.syt", "dat-lai-mat-khau".into(), Lasting::Once)
        .await
        .unwrap();
    assert!(browser(&app, &session).await.is_none());
}

#[tokio::test]
async fn a_locked_account_loses_its_sessions_at_once_and_can_be_opened_again() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let session = token(&app, "bc.syt", PASSWORD).await.unwrap();
    assert!(browser(&app, &session).await.is_some());
    set_active(&admin, "bc.syt", false).await.unwrap();
    assert!(browser(&app, &session).await.is_none());
    assert!(token(&app, "bc.syt", PASSWORD).await.is_err());
    assert_eq!(
        codes(set_active(&admin, "bc.syt", false).await),
        ["account.locked_already"]
    );
    set_active(&admin, "bc.syt", true).await.unwrap();
    assert!(token(&app, "bc.syt", PASSWORD).await.is_ok());
    assert!(browser(&app, &session).await.is_none());
    assert_eq!(
        codes(set_active(&admin, "quantri", false).await),
        ["account.own_lock"]
    );
    assert!(is_not_found(set_active(&admin, "dieuphoi2", false).await));
    let coordinator = app.coordinator().await;
    assert!(matches!(
        set_active(&coordinator, "bc.syt", false).await,
        Err(AppError::Forbidden)
    ));
}

#[tokio::test]
async fn r_1_6_the_rights_of_two_posts_add_up_and_end_with_each() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let account = app.province.accounts["bc.syt"];
    let session = token(&app, "bc.syt", PASSWORD).await.unwrap();
    let signs = async |unit: &str| {
        let ctx = browser(&app, &session).await.unwrap();
        ctx.can(Right::SignReport, app.unit(unit)).await.unwrap()
    };
    assert!(!signs("SKHCN").await);
    let second = post(&app, "SKHCN", Role::HeadOfUnit, date(2026, 10, 7), None);
    let id = give_post(&admin, account, second.clone()).await.unwrap();
    assert_eq!(
        codes(give_post(&admin, account, second).await),
        ["account.post_twice"]
    );
    assert!(!signs("SKHCN").await, "not before its first day");
    app.go_to(date(2026, 10, 7));
    let session = token(&app, "bc.syt", PASSWORD).await.unwrap();
    let ctx = browser(&app, &session).await.unwrap();
    assert!(ctx.can(Right::SignReport, app.unit("SKHCN")).await.unwrap());
    assert!(ctx.can(Right::WriteReport, app.unit("SYT")).await.unwrap());
    let admin = app.administrator().await;
    let early = end_post(&admin, account, id, date(2026, 10, 6)).await;
    assert_eq!(codes(early), ["account.post_past"]);
    end_post(&admin, account, id, date(2026, 10, 7))
        .await
        .unwrap();
    let ctx = browser(&app, &session).await.unwrap();
    assert!(!ctx.can(Right::SignReport, app.unit("SKHCN")).await.unwrap());
    assert!(ctx.can(Right::WriteReport, app.unit("SYT")).await.unwrap());
    let view = app::account::show(&admin, account).await.unwrap();
    assert!(view.posts.iter().any(|p| p.id == id), "history is kept");
    let acts: Vec<&str> = view.history.iter().map(|s| s.entry.act.as_str()).collect();
    assert!(acts.starts_with(&["account.end_post"]), "{acts:?}");
    assert!(acts.contains(&"account.give_post"));
}

#[tokio::test]
async fn nobody_gives_themselves_a_post_or_reaches_into_another_province() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let own = app.province.accounts["quantri"];
    let post_here = post(&app, "SYT", Role::HeadOfUnit, TODAY, None);
    assert_eq!(
        codes(give_post(&admin, own, post_here.clone()).await),
        ["account.own_post"]
    );
    let foreign = app.province.accounts["dieuphoi2"];
    assert!(is_not_found(give_post(&admin, foreign, post_here).await));
    let there = post(&app, "BTGDV2", Role::Reporter, TODAY, None);
    let ours = app.province.accounts["bc.syt"];
    assert!(is_not_found(give_post(&admin, ours, there).await));
    let post = post_of(&app, "dieuphoi2").await;
    assert!(is_not_found(end_post(&admin, foreign, post, TODAY).await));
}

#[tokio::test]
async fn r_1_6_who_acts_for_the_head_does_so_in_the_period_and_the_scope_and_both_names_are_kept() {
    let app = TestApp::new().await;
    let head = app.head("SYT").await;
    let mut new = acting(&app, TODAY, date(2026, 10, 9)).await;
    new.rights = vec![Right::SignReport];
    let id = delegate(&head, new).await.unwrap();
    let ctx = app.reporter("SYT").await;
    assert!(ctx.can(Right::SignReport, app.unit("SYT")).await.unwrap());
    assert!(!ctx.can(Right::SignReport, app.unit("SKHCN")).await.unwrap());

    // Own rights come first; only what came by delegation names the holder.
    let entry = |ctx: &Ctx| {
        let unit = Some(app.unit("SYT"));
        let noun = domain::journal::Noun::Report;
        ctx.entry(
            "report.sign",
            noun,
            ctx.new_id(),
            unit,
            serde_json::json!({}),
        )
    };
    ctx.require(Right::WriteReport, app.unit("SYT"))
        .await
        .unwrap();
    assert_eq!(entry(&ctx).on_behalf_of, None);
    ctx.require(Right::SignReport, app.unit("SYT"))
        .await
        .unwrap();
    let sealed = entry(&ctx);
    assert_eq!(sealed.actor, Some(app.province.accounts["bc.syt"]));
    assert_eq!(sealed.on_behalf_of, Some(app.province.accounts["tt.syt"]));
    ctx.commit(ctx.begin().await.unwrap(), sealed)
        .await
        .unwrap();
    assert_eq!(entry(&ctx).on_behalf_of, None, "the next act starts anew");

    app.go_to(date(2026, 10, 9));
    let ctx = app.reporter("SYT").await;
    assert!(ctx.can(Right::SignReport, app.unit("SYT")).await.unwrap());
    app.go_to(date(2026, 10, 10));
    let ctx = app.reporter("SYT").await;
    assert!(!ctx.can(Right::SignReport, app.unit("SYT")).await.unwrap());
    let head = app.head("SYT").await;
    assert_eq!(codes(withdraw(&head, id).await), ["account.delegate_over"]);
}

#[tokio::test]
async fn a_delegation_ends_when_withdrawn_when_the_post_ends_and_when_the_holder_is_locked() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let signs = async || {
        let ctx = app.reporter("SYT").await;
        ctx.can(Right::SignReport, app.unit("SYT")).await.unwrap()
    };
    let head = app.head("SYT").await;
    let new = acting(&app, TODAY, date(2026, 10, 30)).await;
    let id = delegate(&head, new.clone()).await.unwrap();
    assert!(signs().await);
    withdraw(&head, id).await.unwrap();
    assert!(!signs().await);

    delegate(&head, new).await.unwrap();
    assert!(signs().await);
    set_active(&admin, "tt.syt", false).await.unwrap();
    assert!(!signs().await);
    set_active(&admin, "tt.syt", true).await.unwrap();
    assert!(signs().await);
    let account = app.province.accounts["tt.syt"];
    let post = post_of(&app, "tt.syt").await;
    end_post(&admin, account, post, TODAY).await.unwrap();
    assert!(!signs().await);
}

#[tokio::test]
async fn only_the_holder_the_head_of_office_or_the_administrator_delegates_and_never_further() {
    let app = TestApp::new().await;
    let new = acting(&app, TODAY, date(2026, 10, 9)).await;
    for ctx in [app.reporter("SYT").await, app.coordinator().await] {
        assert!(is_not_found(delegate(&ctx, new.clone()).await));
    }
    let office = app.head_of_office().await;
    let id = delegate(&office, new.clone()).await.unwrap();
    withdraw(&app.administrator().await, id).await.unwrap();

    // Somebody acting as head of office passes nothing on.
    let mut as_head = acting(&app, TODAY, date(2026, 10, 9)).await;
    as_head.post = post_of(&app, "truongban").await;
    as_head.to = "dieuphoi".into();
    delegate(&office, as_head.clone()).await.unwrap();
    let ctx = app.coordinator().await;
    assert!(
        ctx.can(Right::SignConsolidation, app.unit("TU"))
            .await
            .unwrap()
    );
    assert!(is_not_found(delegate(&ctx, new).await));
    as_head.to = "bientap".into();
    assert!(is_not_found(delegate(&ctx, as_head).await));
}

#[tokio::test]
async fn a_delegation_with_defects_is_refused_with_all_of_them() {
    let app = TestApp::new().await;
    let head = app.head("SYT").await;
    let mut new = acting(&app, date(2026, 10, 4), date(2026, 10, 3)).await;
    new.to = "dieuphoi2".into();
    new.reason = " ".into();
    new.rights = vec![Right::OpenRound];
    let errors = codes(delegate(&head, new).await);
    assert_eq!(
        errors,
        [
            "account.delegate_unknown",
            "required",
            "account.delegate_past",
            "account.delegate_order",
            "account.delegate_right"
        ]
    );
    let mut own = acting(&app, TODAY, TODAY).await;
    own.to = "tt.syt".into();
    assert_eq!(codes(delegate(&head, own).await), ["account.delegate_self"]);
    let mine = NewDelegation {
        to: "truongban".into(),
        ..acting(&app, TODAY, TODAY).await
    };
    let office = app.head_of_office().await;
    assert_eq!(
        codes(delegate(&office, mine).await),
        ["account.delegate_self"]
    );
}

#[tokio::test]
async fn r_1_6_delegates_who_vote_in_their_unit_are_told_by_their_posts() {
    let app = TestApp::new().await;
    let id = convened(&app).await;
    let admin = app.administrator().await;
    let unit = app.reporter("SGDDT").await;
    let delegate = NewDelegate {
        unit: app.unit("SGDDT"),
        // Marks and capitals are written this way and that.
        person_name: "NGƯỜI DÙNG tt.sgddt".into(),
        person_title: "Giám đốc".into(),
    };
    let named = conference::name_delegate(&unit, id, delegate)
        .await
        .unwrap();
    let voting = async || {
        let page = conference::show(&app.coordinator().await, id)
            .await
            .unwrap();
        let lines = page.invitations.iter();
        let all: Vec<_> = lines.flat_map(|l| l.voting.iter().copied()).collect();
        (all, page.conference.held_on)
    };
    let (none, held_on) = voting().await;
    assert!(none.is_empty());
    let votes = |code: &str, until| NewPost {
        unit: app.unit(code),
        role: Role::Inspector,
        area: app.unit(code),
        title: "Ủy viên".into(),
        is_voting: true,
        on_behalf_of: None,
        from: app.system().today(),
        until,
    };
    let account = app.province.accounts["tt.sgddt"];
    // A vote in another unit, or one that ends before the day, is none here.
    for post in [votes("SYT", None), votes("SGDDT", Some(held_on))] {
        give_post(&admin, account, post).await.unwrap();
    }
    assert!(voting().await.0.is_empty());
    let after = NewPost {
        from: held_on,
        ..votes("SGDDT", None)
    };
    give_post(&admin, account, after).await.unwrap();
    assert_eq!(voting().await.0, [named]);
}

/// a post may be held for another body; the post says for which, and no
/// right over that body or by it follows.
#[tokio::test]
async fn r_1_6_a_post_may_be_held_on_behalf_of_another_body() {
    let app = TestApp::new().await;
    let admin = app.administrator().await;
    let account = app.province.accounts["tt.sgddt"];
    let member = |behalf| NewPost {
        unit: app.unit("SYT"),
        role: Role::Reporter,
        area: app.unit("SYT"),
        title: "Ủy viên Ban Chỉ đạo".into(),
        is_voting: false,
        on_behalf_of: Some(behalf),
        from: app.system().today(),
        until: Some(date(2027, 1, 1)),
    };
    let unknown = give_post(&admin, account, member(UnitId(Uuid::from_u128(9)))).await;
    let AppError::Invalid(errors) = unknown.unwrap_err() else {
        panic!("a body that is not there");
    };
    assert_eq!(
        (errors[0].field.as_str(), errors[0].code),
        ("behalf", "account.unit_not_there")
    );
    give_post(&admin, account, member(app.unit("XTD")))
        .await
        .unwrap();
    let held = app::account::show(&admin, account).await.unwrap().posts;
    let bodies: Vec<_> = held.iter().filter_map(|p| p.on_behalf_of).collect();
    assert_eq!(bodies, [app.unit("XTD")]);
    let holder = app.person("tt.sgddt").await;
    let tree = holder.tree().await.unwrap();
    let may = |unit: &str| {
        holder
            .actor
            .has_over(Right::WriteReport, app.unit(unit), &tree)
    };
    assert!(may("SYT") && !may("XTD"));
}
