//! Acts and facts that the tests of units share.

use app::unit::{ActInput, Confirmed, Heirs, confirm};
use app::{AppError, Ctx, FieldError};
use domain::account::{Post, Role};
use domain::id::{PostId, UnitId};
use domain::journal::Noun;
use domain::unit::{NewUnit, Step, Tier, UnitAct, UnitKind};
use jiff::civil::{Date, date};
use serde_json::json;
use testkit::TestApp;

/// The day on which the clock of the tests stands.
pub const TODAY: Date = date(2026, 10, 5);

pub fn act(effective_on: Date, steps: Vec<Step>) -> ActInput {
    ActInput {
        act: UnitAct {
            decision: "983-QĐ/TU".into(),
            decided_on: date(2026, 9, 1),
            effective_on,
            steps,
        },
        heirs: Heirs::default(),
    }
}

pub fn commune(code: &str) -> Step {
    Step::Create(NewUnit {
        code: code.into(),
        name: format!("Xã {code}"),
        short_name: String::new(),
        symbol: "ĐU".into(),
        kind: UnitKind::Commune,
        tier: Tier::Commune,
        parent: "TU".into(),
        place: "Sông Thao Thượng".into(),
        fields: Vec::new(),
    })
}

/// The two communes become one new one.
pub fn merge() -> Vec<Step> {
    vec![
        commune("XM"),
        Step::Merge {
            from: vec!["XTD".into(), "XHS".into()],
            into: "XM".into(),
        },
    ]
}

/// The first commune becomes two new ones.
pub fn split() -> Vec<Step> {
    vec![
        commune("XA"),
        commune("XB"),
        Step::Split {
            from: "XTD".into(),
            into: vec!["XA".into(), "XB".into()],
            weights: Vec::new(),
        },
    ]
}

pub async fn confirmed(app: &TestApp, input: &ActInput) -> Confirmed {
    confirm(&app.administrator().await, input).await.unwrap()
}

pub async fn refused(app: &TestApp, input: &ActInput) -> Vec<FieldError> {
    match confirm(&app.administrator().await, input).await {
        Err(AppError::Invalid(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

pub fn codes(errors: &[FieldError]) -> Vec<&'static str> {
    errors.iter().map(|e| e.code).collect()
}

pub async fn unit(app: &TestApp, code: &str) -> UnitId {
    store::unit::find_by_code(&app.app.store.read(), code)
        .await
        .unwrap()
        .expect("the unit")
}

/// Everybody's posts that hold on a day: login, unit, role, area.
pub async fn posts(app: &TestApp, on: Date) -> Vec<(String, UnitId, Role, UnitId)> {
    let read = app.app.store.read();
    let accounts = store::account::list(&read).await.unwrap();
    let mut all: Vec<_> = store::account::list_posts(&read)
        .await
        .unwrap()
        .into_iter()
        .filter(|p| p.holds_on(on))
        .map(|p| {
            let account = accounts.iter().find(|a| a.id == p.account).unwrap();
            (account.login.clone(), p.unit, p.role, p.area)
        })
        .collect();
    all.sort();
    all
}

/// Gives a person of the small province one more post.
pub async fn give_post(app: &TestApp, login: &str, unit: UnitId, role: Role, area: UnitId) {
    let ctx: Ctx = app.system();
    let w = ctx.begin().await.unwrap();
    let post = Post {
        id: PostId(ctx.new_id()),
        account: app.province.accounts[login],
        unit,
        role,
        area,
        title: String::new(),
        is_voting: false,
        on_behalf_of: None,
        from: date(2026, 1, 1),
        until: None,
    };
    store::account::insert_post(&w, &post).await.unwrap();
    let entry = ctx.entry(
        "account.create",
        Noun::Account,
        post.account.0,
        None,
        json!({}),
    );
    ctx.commit(w, entry).await.unwrap();
}
