//! The queue of texts, what is confirmed of them, and the index of mentions, on
//! both databases.

use crate::made::{now, person, unit};
use domain::id::{AccountId, ReadingId, UnitId};
use jiff::Timestamp;
use jiff::civil::date;
use store::mention::{Mention, MentionNoun};
use store::reading::{
    FigureSaid, Intake, IntakeState, IntakeText, Observation, Reading, ReadingState, Record,
    RecordedPeriod, RecordedPerson, RecordedResult,
};
use store::{Chore, StoreError, mention, reading};
use testkit::db_test;
use uuid::Uuid;

fn later(minutes: i64) -> Timestamp {
    now() + jiff::SignedDuration::from_mins(minutes)
}

/// An office and a person.
async fn world(w: &store::Write) -> (UnitId, AccountId) {
    (unit(w, 1).await, person(w, 7).await)
}

fn intake((office, taken_by): (UnitId, AccountId), n: u128) -> Intake {
    Intake {
        id: ReadingId(Uuid::from_u128(n)),
        file_name: format!("trang-{n}.txt"),
        sha256: format!("{n:064}"),
        size: 10,
        state: IntakeState::Queued,
        reason: None,
        attempts: 0,
        office,
        taken_by,
        taken_at: later(i64::try_from(n).unwrap()),
        claimed_at: None,
        version: 1,
    }
}

fn text() -> IntakeText {
    IntakeText {
        text: "Nội dung".into(),
        findings: "[]".into(),
    }
}

fn read(of: &Intake) -> Reading {
    Reading {
        id: of.id,
        file_name: of.file_name.clone(),
        sha256: of.sha256.clone(),
        source_text: "Nội dung".into(),
        facts: "{}".into(),
        findings: "[]".into(),
        state: ReadingState::Waiting,
        office: of.office,
        read_by: of.taken_by,
        read_at: now(),
        conference: None,
        version: 1,
    }
}

db_test!(
    the_oldest_text_is_read_first_and_a_stale_claim_is_free_again,
    |store| {
        let w = store.begin().await.unwrap();
        let who = world(&w).await;
        for n in [3, 2] {
            reading::insert_intake(&w, &intake(who, n), &text())
                .await
                .unwrap();
        }
        let mut claimed = intake(who, 2);
        claimed.state = IntakeState::Reading;
        claimed.claimed_at = Some(later(10));
        reading::update_intake(&w, &claimed).await.unwrap();
        // Who comes second with the same version is told.
        let second = reading::update_intake(&w, &claimed).await;
        assert!(matches!(second, Err(StoreError::Conflict)));
        w.commit_chore(Chore::Reading).await.unwrap();
        let free = |stale| async move {
            let found = reading::list_readable(&store.read(), stale, 10)
                .await
                .unwrap();
            found.iter().map(|i| i.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(free(later(9)).await, [3]);
        assert_eq!(free(later(11)).await, [2, 3]);
    }
);

db_test!(
    a_text_that_was_read_moves_and_is_counted_where_it_stands,
    |store| {
        let w = store.begin().await.unwrap();
        let who = world(&w).await;
        for n in [2, 3] {
            reading::insert_intake(&w, &intake(who, n), &text())
                .await
                .unwrap();
        }
        let mut done = intake(who, 2);
        done.state = IntakeState::Read;
        reading::update_intake(&w, &done).await.unwrap();
        reading::insert(&w, &read(&done)).await.unwrap();
        w.commit_chore(Chore::Reading).await.unwrap();
        let r = store.read();
        let offices = reading::list_offices(&r).await.unwrap();
        assert_eq!(offices, [who.0]);
        let mut counts = reading::count_intakes(&r, &offices).await.unwrap();
        counts.sort_by_key(|(state, _)| state.code());
        assert_eq!(counts, [(IntakeState::Queued, 1), (IntakeState::Read, 1)]);
        assert_eq!(
            reading::count(&r, &offices).await.unwrap(),
            [(ReadingState::Waiting, 1)]
        );
        assert_eq!(
            reading::states(&r, &[done.id]).await.unwrap(),
            [(done.id, ReadingState::Waiting)]
        );
        let facts = reading::facts_of(&r, &[done.id]).await.unwrap();
        assert_eq!(facts, [(done.id, "{}".to_owned())]);
        for (state, expected) in [
            (ReadingState::Waiting, Some(done.id)),
            (ReadingState::Dropped, None),
        ] {
            let oldest = reading::oldest(&r, &offices, state).await.unwrap();
            assert_eq!(oldest, expected);
        }
        let left = reading::find_text(&r, done.id).await.unwrap().unwrap();
        assert!(left.text.is_empty());
        let same = reading::list_same(&r, who.0, &done.sha256).await.unwrap();
        assert_eq!(same.len(), 1);
        let newest = reading::list_intakes(&r, &offices, None, 1).await.unwrap();
        assert_eq!(newest[0].id.0.as_u128(), 3);
    }
);

db_test!(what_is_confirmed_comes_back_as_it_was, |store| {
    let w = store.begin().await.unwrap();
    let who = world(&w).await;
    let of = intake(who, 2);
    reading::insert(&w, &read(&of)).await.unwrap();
    let period = Some(RecordedPeriod {
        kind: "quarter".into(),
        index: 1,
        year: 2024,
    });
    let record = Record {
        id: Uuid::from_u128(50),
        reading: of.id,
        conference: None,
        event_kind: Some("giao_ban".into()),
        period: period.clone(),
        published_on: Some(date(2024, 4, 10)),
        chairs: Vec::new(),
        people: vec![RecordedPerson {
            name: "Lê Thị Hạ".into(),
            role: "Giám đốc Sở Y tế".into(),
        }],
        fields: vec!["y_te".into()],
        organisations: vec!["Hội Khuyến học tỉnh".into()],
        results: vec![RecordedResult {
            field: "y_te".into(),
            text: "Bao phủ bảo hiểm y tế đạt 93,7%.".into(),
        }],
        limitations: vec!["Phối hợp chưa thường xuyên".into()],
        confirmed_by: who.1,
        confirmed_at: now(),
    };
    reading::insert_record(&w, &record).await.unwrap();
    let observation = Observation {
        id: Uuid::from_u128(51),
        reading: of.id,
        conference: None,
        number: 4,
        value: -41,
        scale: 2,
        measure: "%".into(),
        quote: "giảm 0,41 %".into(),
        said: FigureSaid {
            rises: Some(false),
            loosely: Some("khoảng".into()),
            against: None,
        },
        quote_from: Some(12),
        indicator: Some("GN-01".into()),
        period,
        confirmed_by: who.1,
        confirmed_at: now(),
    };
    reading::insert_observations(&w, std::slice::from_ref(&observation))
        .await
        .unwrap();
    w.commit_chore(Chore::Reading).await.unwrap();
    let r = store.read();
    assert_eq!(reading::record_of(&r, of.id).await.unwrap(), Some(record));
    assert_eq!(
        reading::observations_of(&r, of.id).await.unwrap(),
        [observation]
    );
});

db_test!(every_kind_of_text_is_kept_with_its_mentions, |store| {
    let w = store.begin().await.unwrap();
    let (unit, _) = world(&w).await;
    let of = |(noun, n): (&MentionNoun, u128)| Mention {
        id: Uuid::from_u128(n),
        number_key: "85-kh-tu".into(),
        noun: *noun,
        subject: Uuid::from_u128(9),
        unit,
        title: "Văn bản".into(),
        quote: "Kế hoạch số 85-KH/TU".into(),
        dated_on: date(2026, 10, 5),
    };
    let new: Vec<Mention> = MentionNoun::ALL.iter().zip(1..).map(of).collect();
    mention::replace(&w, &[], &new).await.unwrap();
    w.commit_chore(Chore::Cursor).await.unwrap();
    let keys = ["85-kh-tu".to_owned()];
    let kept = mention::list(&store.read(), &keys, None, 0, 20).await;
    assert_eq!(kept.unwrap(), new);
});

db_test!(mentions_of_a_text_are_replaced_as_a_whole, |store| {
    let w = store.begin().await.unwrap();
    let (unit, _) = world(&w).await;
    let subject = Uuid::from_u128(9);
    let of = |n: u128, key: &str| Mention {
        id: Uuid::from_u128(n),
        number_key: key.into(),
        noun: MentionNoun::Report,
        subject,
        unit,
        title: "Báo cáo".into(),
        quote: "Nghị quyết số 20-NQ/TW".into(),
        dated_on: date(2026, 10, 5),
    };
    let first = [of(1, "20-nq-tw"), of(2, "85-kh-tu")];
    mention::replace(&w, &[(MentionNoun::Report, subject)], &first)
        .await
        .unwrap();
    mention::replace(&w, &[(MentionNoun::Report, subject)], &[of(3, "85-kh-tu")])
        .await
        .unwrap();
    w.commit_chore(Chore::Cursor).await.unwrap();
    let r = store.read();
    let named = |key: &'static str, from| {
        let r = &r;
        async move {
            mention::list(r, &[key.to_owned()], from, 0, 10)
                .await
                .unwrap()
                .len()
        }
    };
    assert_eq!(named("20-nq-tw", None).await, 0);
    assert_eq!(named("85-kh-tu", None).await, 1);
    assert_eq!(named("85-kh-tu", Some(date(2026, 10, 6))).await, 0);
});
