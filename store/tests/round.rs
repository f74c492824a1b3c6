//! Queries of rounds and messages on both databases.

use crate::made::{now, person};
use domain::id::{AccountId, MessageId, RoundId};
use domain::journal::Noun;
use domain::message::{MessageClass, MessageState};
use store::message::Message;
use store::{Chore, StoreError};
use testkit::db_test;
use uuid::Uuid;

fn message(account: AccountId, number: u128, key: &str) -> Message {
    Message {
        id: MessageId(Uuid::from_u128(number)),
        account,
        address: "a@vi-du.vn".into(),
        class: MessageClass::Duty,
        noun: Noun::Round,
        subject_id: Uuid::nil(),
        subject: "Đôn đốc".into(),
        body: "Nội dung".into(),
        state: MessageState::Queued,
        idempotency_key: key.into(),
        attempts: 0,
        last_error: None,
        next_attempt_at: None,
        claimed_at: None,
        created_at: now(),
        sent_at: None,
        read_at: None,
        version: 1,
    }
}

db_test!(
    a_repeated_key_neither_writes_nor_ends_the_transaction,
    |store| {
        let w = store.begin().await.unwrap();
        let to = person(&w, 7).await;
        assert!(
            store::message::insert(&w, &message(to, 1, "a"))
                .await
                .unwrap()
        );
        assert!(
            !store::message::insert(&w, &message(to, 2, "a"))
                .await
                .unwrap()
        );
        assert!(
            store::message::insert(&w, &message(to, 3, "b"))
                .await
                .unwrap()
        );
        w.commit_chore(Chore::Delivery).await.unwrap();
        let counts = store::message::count_by_state(&store.read(), None)
            .await
            .unwrap();
        assert_eq!(counts[&MessageState::Queued], 2);
    }
);

db_test!(a_message_is_claimed_by_one_delivery_only, |store| {
    let w = store.begin().await.unwrap();
    let to = person(&w, 7).await;
    store::message::insert(&w, &message(to, 1, "a"))
        .await
        .unwrap();
    w.commit_chore(Chore::Delivery).await.unwrap();
    let mut seen = store::message::find_due(&store.read(), now())
        .await
        .unwrap()
        .unwrap();
    seen.state = MessageState::Sending;
    seen.claimed_at = Some(now());
    for is_first in [true, false] {
        let w = store.begin().await.unwrap();
        let result = store::message::update(&w, &seen).await;
        assert_eq!(matches!(result, Err(StoreError::Conflict)), !is_first);
        w.commit_chore(Chore::Delivery).await.unwrap();
    }
    assert!(
        store::message::find_due(&store.read(), now())
            .await
            .unwrap()
            .is_none()
    );
    let later = "2026-10-05T02:00:01Z".parse().unwrap();
    assert_eq!(
        store::message::list_cut_off(&store.read(), later)
            .await
            .unwrap()
            .len(),
        1
    );
});

db_test!(a_round_that_nothing_followed_has_an_empty_chain, |store| {
    let followed = store::chain::of_round(&store.read(), RoundId(Uuid::nil()))
        .await
        .unwrap();
    assert_eq!(followed, store::chain::Followed::default());
});
