//! The demo data: the same every time, sound, and of every kind it promises.

use app::clock::{FixedClock, SeededEntropy};
use app::demo::{LOGINS, Plan};
use app::report::SendReport;
use app::{Actor, App, AppError, Ctx, Locale, Options};
use domain::account::Role;
use domain::calendar::end_of_day_in_vietnam;
use domain::report::ReportState;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Store;

async fn demo(dir: &std::path::Path, seed: u64) -> Ctx {
    let url = format!("sqlite://{}", dir.join(format!("{seed}.db")).display());
    let store = Store::open(&url, true).await.unwrap();
    store.migrate().await.unwrap();
    let clock = Arc::new(FixedClock::new("2026-10-09T02:00:00Z".parse().unwrap()));
    let entropy = Arc::new(SeededEntropy::new(seed));
    let ctx = Ctx::new(
        App::new(store, clock, entropy, Options::default()),
        Actor::System,
        Locale::Vi,
    );
    let plan = Plan {
        seed,
        communes: 6,
        quarters: 3,
        ..Plan::new(ctx.today(), HashMap::new())
    };
    app::demo::build(&ctx, &plan, &|_| {}).await.unwrap();
    ctx
}

#[tokio::test]
async fn the_same_seed_and_day_give_the_same_journal_to_the_last_hash() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let head = |ctx: Ctx| async move { store::journal::head(&ctx.read()).await.unwrap() };
    let first = head(demo(one.path(), 7).await).await;
    assert_eq!(first, head(demo(two.path(), 7).await).await);
    assert_ne!(first, head(demo(two.path(), 8).await).await);
}

#[tokio::test]
async fn every_seal_holds_and_a_second_demo_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let ctx = demo(dir.path(), 7).await;
    let found = app::instance::verify(&ctx, &|_| {}).await.unwrap();
    assert!(found.is_sound(), "{:?}", found.broken);
    assert!(found.seals > 50, "{}", found.seals);
    let plan = Plan::new(ctx.today(), HashMap::new());
    let again = app::demo::build(&ctx, &plan, &|_| {}).await;
    assert!(matches!(again, Err(AppError::Invalid(_))), "{again:?}");
}

#[tokio::test]
async fn the_round_under_way_is_quarter_three_and_shows_every_kind_of_state() {
    let dir = tempfile::tempdir().unwrap();
    let ctx = demo(dir.path(), 7).await;
    let rounds = store::round::list(&ctx.read()).await.unwrap();
    assert_eq!(rounds[0].code, "KG-QUY-lich-Q3-2026");
    assert_eq!(
        rounds[0].title,
        "Giao ban công tác khoa giáo quý III năm 2026"
    );
    let mut states = HashSet::new();
    for round in &rounds {
        let owed = store::obligation::list_of_round(&ctx.read(), round.id)
            .await
            .unwrap();
        states.extend(owed.iter().map(|o| o.state));
    }
    for state in [
        ReportState::Open,
        ReportState::Drafting,
        ReportState::Signed,
        ReportState::Received,
        ReportState::Accepted,
        ReportState::Returned,
    ] {
        assert!(states.contains(&state), "{state:?} in {states:?}");
    }
    // whoever was late said why, nobody else did.
    let (mut late, mut said) = (0, 0);
    for round in &rounds {
        for owed in store::obligation::list_of_round(&ctx.read(), round.id)
            .await
            .unwrap()
        {
            let over = domain::calendar::due_moment(owed.due_on, round.dates.due_by);
            let is_late = owed.first_received_at.is_some_and(|at| at > over);
            let found = store::report::late_reasons(&ctx.read(), &[owed.id]).await;
            assert_eq!(found.unwrap().contains_key(&owed.id), is_late);
            late += usize::from(is_late);
            said += 1;
        }
    }
    assert!(late > 0 && late < said);
    for login in &LOGINS {
        let account = store::account::find_by_login(&ctx.read(), login.login)
            .await
            .unwrap();
        assert!(account.is_some(), "{}", login.login);
    }
}

/// what the demo shows as signed is sent as it was signed, by whoever writes for
/// the unit.
#[tokio::test]
async fn r_3_3_a_signed_report_of_the_demo_can_be_sent() {
    let dir = tempfile::tempdir().unwrap();
    let ctx = demo(dir.path(), 7).await;
    let rounds = store::round::list(&ctx.read()).await.unwrap();
    let read = ctx.read();
    let owed = store::obligation::list_of_round(&read, rounds[0].id);
    let mut signed = owed.await.unwrap();
    signed.retain(|o| o.state == ReportState::Signed);
    assert!(!signed.is_empty());
    let posts = store::account::list_posts(&ctx.read()).await.unwrap();
    for owed in signed {
        let writes = |p: &&domain::account::Post| p.unit == owed.unit && p.role == Role::Reporter;
        let post = posts.iter().find(writes).expect("a reporter");
        let account = store::account::find(&ctx.read(), post.account).await;
        let login = account.unwrap().unwrap().login;
        let actor = app::account::actor_of_login(&ctx.app, &login).await;
        let clerk = Ctx::new(Arc::clone(&ctx.app), actor.unwrap(), Locale::Vi);
        let form = app::report::open_form(&clerk, owed.id).await.unwrap();
        let blocking: Vec<_> = form.remarks.iter().filter(|r| r.blocks()).collect();
        assert!(form.may_send() && blocking.is_empty(), "{blocking:?}");
        let signature = form.signed.clone().expect("a signature");
        let late = || "Văn thư nghỉ ốm, báo cáo đã ký chưa được gửi đi.".to_owned();
        let input = SendReport {
            obligation: owed.id,
            version: signature.version,
            late_reason: form.asks_late_reason.then(late),
        };
        let receipt = app::report::send(&clerk, input).await.unwrap();
        assert_eq!((receipt.number, receipt.sha256), (1, signature.sha256));
        let seen = app::report::view(&clerk, owed.id, None).await.unwrap();
        assert_eq!(seen.state, ReportState::Received);
        assert!(seen.versions[0].sent_by.is_some());
    }
}

/// on every past day of its running round the demo shows each report as it stood by
/// its receipts, returns and acceptance, and the list of rounds counts the same.
#[tokio::test]
async fn r_1_1_a_past_day_of_the_demos_running_round_shows_how_reports_stood_then() {
    let dir = tempfile::tempdir().unwrap();
    let ctx = demo(dir.path(), 7).await;
    let read = ctx.read();
    let round = store::round::list(&read).await.unwrap().remove(0);
    let owed = store::obligation::list_of_round(&read, round.id).await;
    let owed: HashMap<_, _> = owed.unwrap().into_iter().map(|o| (o.id, o)).collect();
    let ids: Vec<_> = owed.keys().copied().collect();
    let actor = app::account::actor_of_login(&ctx.app, "dieuphoi").await;
    let office = Ctx::new(Arc::clone(&ctx.app), actor.unwrap(), Locale::Vi);
    let mut shown = HashSet::new();
    let mut day = round.dates.opens_on;
    while day < ctx.today() {
        let by = end_of_day_in_vietnam(day);
        let came = store::report_past::came(&read, &ids, by).await.unwrap();
        let returned = store::report_past::returned(&read, &ids, by).await;
        let returned = returned.unwrap();
        let board = app::round::matrix_at(&office, round.id, Some(day)).await;
        let board = board.unwrap();
        for row in &board.rows {
            let id = row.obligation;
            let is_accepted = owed[&id].accepted_at.is_some_and(|at| at <= by);
            let sent = came.get(&id).map_or(0, Vec::len);
            let state = match (sent, returned.contains_key(&id)) {
                (0, _) => {
                    assert!(!row.is_in(), "{day}: nothing came, {:?}", row.state);
                    continue;
                }
                _ if is_accepted => ReportState::Accepted,
                (1, false) => ReportState::Received,
                (1, true) => ReportState::Returned,
                _ => ReportState::Resubmitted,
            };
            assert_eq!(row.state, state, "{day}: {}", row.name);
            shown.insert(state);
        }
        let lines = app::round::list_at(&office, Some(day)).await.unwrap();
        let line = lines.iter().find(|l| l.round.id == round.id);
        let received = line.expect("it had opened").received;
        assert_eq!(usize::try_from(received), Ok(board.received()), "{day}");
        day = day.tomorrow().unwrap();
    }
    for state in [ReportState::Received, ReportState::Returned] {
        assert!(shown.contains(&state), "{state:?} in {shown:?}");
    }
}
