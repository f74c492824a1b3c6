//! One transaction: failure at any point leaves nothing changed.

use super::made::*;
use crate::common::{convened, held, issue};
use crate::reporting::open_quarter;
use app::clock::{Entropy, SeededEntropy};
use app::unit::confirm;
use app::{App, AppError, Ctx, Locale};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::TestApp;
use uuid::Uuid;

/// Gives from the *n*-th id on the id of a row that exists in every table where
/// it is tried twice: a database that refuses in the middle of an act.
struct Repeating {
    inner: SeededEntropy,
    left: AtomicUsize,
}

impl Entropy for Repeating {
    fn fill(&self, bytes: &mut [u8]) {
        self.inner.fill(bytes);
    }

    fn uuid(&self, now: jiff::Timestamp) -> Uuid {
        let left = self.left.load(Ordering::SeqCst);
        if left == 0 {
            return Uuid::from_u128(0xdead);
        }
        self.left.store(left - 1, Ordering::SeqCst);
        let mut random = [0; 10];
        self.fill(&mut random);
        let millis = u64::try_from(now.as_millisecond()).unwrap();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Everything that an act could have touched.
async fn picture(app: &TestApp) -> Vec<String> {
    let read = app.app.store.read();
    let history = store::unit::history(&read).await.unwrap();
    let units: Vec<_> = history.units().collect();
    let tasks = store::task::list(&read, &store::task::TaskFilter::default(), 100, 0).await;
    let tasks = tasks.unwrap();
    let ids: Vec<_> = tasks.iter().map(|t| t.id).collect();
    let parts = store::task::units_of(&read, &ids).await.unwrap();
    let mut owed = Vec::new();
    for round in store::round::list(&read).await.unwrap() {
        owed.extend(
            store::obligation::list_of_round(&read, round.id)
                .await
                .unwrap(),
        );
    }
    let mut posts = store::account::list_posts(&read).await.unwrap();
    posts.sort_by_key(|p| p.id);
    vec![
        format!(
            "{units:?} {:?} {:?}",
            history.functions(),
            history.lineage()
        ),
        format!("{tasks:?} {parts:?}"),
        format!("{owed:?}"),
        format!("{posts:?}"),
        format!("{:?}", store::journal::head(&read).await.unwrap()),
        format!("{:?}", store::unit::list_acts(&read).await.unwrap()),
    ]
}

#[tokio::test]
async fn r_1_2_wherever_an_act_fails_nothing_is_changed() {
    let app = TestApp::new().await;
    open_quarter(&app, 2026, 3).await;
    let first = held(&app).await;
    issue(&app, &first).await;
    convened(&app).await;
    let admin = app.administrator().await;
    let input = act(admin.today(), merge());
    let before = picture(&app).await;
    let (mut failed, mut ids) = (0, 1);
    // The act takes some thirty ids; each run lets it come a little further.
    loop {
        let entropy = Arc::new(Repeating {
            inner: SeededEntropy::new(ids as u64 + 100),
            left: AtomicUsize::new(ids),
        });
        let broken = App::new(
            app.app.store.clone(),
            app.clock.clone(),
            entropy,
            app.app.options.clone(),
        );
        broken.refresh().await.unwrap();
        let ctx = Ctx::new(broken, admin.actor.clone(), Locale::Vi);
        match confirm(&ctx, &input).await {
            Ok(_) => break,
            Err(AppError::Internal(_) | AppError::Conflict) => failed += 1,
            Err(other) => panic!("{other:?}"),
        }
        assert_eq!(picture(&app).await, before, "failed after {ids} ids");
        ids += 1;
        assert!(ids < 200, "the act never succeeds");
    }
    // It failed early, in the middle and at the end before it came through.
    assert!(failed > 15, "{failed}");
    assert_ne!(picture(&app).await, before);
}
