//! The signature of a draft that is not sent, on both databases.

use crate::made::{entry, now};
use crate::report::{OWED, PERSON, owed};
use domain::id::ReportVersionId;
use domain::report::{ReportBody, ReportState};
use store::report::{Draft, Signature, Typed, Version};
use testkit::db_test;
use uuid::Uuid;

fn draft(signature: Option<Signature>, version: i32) -> Draft {
    Draft {
        obligation: OWED,
        body: ReportBody::default(),
        typed: Typed::default(),
        based_on_version: 0,
        updated_by: PERSON,
        updated_at: now(),
        version,
        signature,
    }
}

db_test!(
    r_3_3_a_signature_stays_with_its_draft_until_it_is_taken_off,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        let signature = Signature {
            by: PERSON,
            at: now(),
            sha256: "0".repeat(64),
        };
        let id = Uuid::from_u128(20);
        store::report::insert_draft(&w, id, &draft(None, 0))
            .await
            .unwrap();
        let signed = draft(Some(signature.clone()), 1);
        store::report::rebase_draft(&w, &signed).await.unwrap();
        let mut mine = store::obligation::find(&w, OWED).await.unwrap().unwrap();
        mine.state = ReportState::Signed;
        store::obligation::update(&w, &mine).await.unwrap();
        w.commit(&entry()).await.unwrap();

        let read = store.read();
        let kept = store::report::find_draft(&read, OWED)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((kept.version, kept.signature), (2, Some(signature)));
        let mine = store::obligation::find(&read, OWED).await.unwrap().unwrap();
        assert_eq!(mine.state, ReportState::Signed);
        let w = store.begin().await.unwrap();
        store::report::drop_signature(&w, OWED).await.unwrap();
        w.commit(&entry()).await.unwrap();
        let kept = store::report::find_draft(&read, OWED)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((kept.version, kept.signature), (3, None));
    }
);

db_test!(
    r_3_3_who_sent_is_kept_only_where_that_was_not_who_signed,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        let other = crate::made::person(&w, 8).await;
        for (number, sent_by) in [(1, None), (2, Some(other))] {
            let body = ReportBody::default();
            let version = Version {
                id: ReportVersionId(Uuid::from_u128(60 + number)),
                obligation: OWED,
                number: i32::try_from(number).unwrap(),
                sha256: body.sha256(),
                body,
                signed_by: PERSON,
                signed_at: now(),
                sent_by,
                received_at: now(),
                late_reason: None,
            };
            store::report::insert_version(&w, &version).await.unwrap();
        }
        w.commit(&entry()).await.unwrap();
        let heads = store::report::list_versions(&store.read(), OWED).await;
        let heads = heads.unwrap();
        let said: Vec<_> = heads.iter().map(|v| (v.signed_by, v.sent_by)).collect();
        assert_eq!(said, [(PERSON, None), (PERSON, Some(other))]);
    }
);
