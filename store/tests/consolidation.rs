//! Snapshots and versions that are read without the others, on both databases.

use crate::made::{entry, now};
use crate::report::{OWED, PERSON, owed};
use domain::consolidation::{ConsolidationBody, ConsolidationState};
use domain::id::{ConsolidationId, ObligationId, ReportVersionId, RoundId, SnapshotId};
use domain::report::{ReportBody, SectionText};
use store::consolidation::{self, Consolidation, Snapshot};
use store::report::{self, Version};
use testkit::db_test;
use uuid::Uuid;

db_test!(
    r_4_5_the_last_number_and_one_snapshot_are_found_among_several,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        let one = Consolidation {
            id: ConsolidationId(Uuid::from_u128(20)),
            round: RoundId(Uuid::from_u128(6)),
            state: ConsolidationState::Frozen,
            body: ConsolidationBody::default(),
            updated_by: PERSON,
            updated_at: now(),
            version: 1,
        };
        consolidation::insert(&w, &one).await.unwrap();
        let none = consolidation::last_number(&w, one.id).await.unwrap();
        assert_eq!(none, None);
        for (id, number) in [(31, 1), (33, 3), (32, 2)] {
            let snapshot = Snapshot {
                id: SnapshotId(Uuid::from_u128(id)),
                consolidation: one.id,
                number,
                body: format!("{{\"so\":{number}}}"),
                sha256: "0".repeat(64),
                journal_seq: 1,
                frozen_by: PERSON,
                frozen_at: now(),
            };
            consolidation::insert_snapshot(&w, &snapshot).await.unwrap();
        }
        w.commit(&entry()).await.unwrap();
        let read = store.read();
        let last = consolidation::last_number(&read, one.id).await.unwrap();
        assert_eq!(last, Some(3));
        let found = async |report, number| {
            let found = consolidation::find_numbered(&read, report, number);
            found.await.unwrap().map(|s| s.body)
        };
        assert_eq!(found(one.id, 1).await.as_deref(), Some("{\"so\":1}"));
        assert_eq!(found(one.id, 3).await.as_deref(), Some("{\"so\":3}"));
        assert_eq!(found(one.id, 4).await, None);
        let other = ConsolidationId(Uuid::from_u128(21));
        assert_eq!(found(other, 1).await, None);
        let none = consolidation::last_number(&read, other).await.unwrap();
        assert_eq!(none, None);
    }
);

db_test!(
    r_4_5_the_bodies_of_many_versions_are_read_by_report_and_number,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        for number in 1..=3 {
            let body = ReportBody {
                sections: vec![SectionText {
                    code: "I.1".into(),
                    text: format!("Lần {number}."),
                    is_nil: false,
                }],
                ..ReportBody::default()
            };
            let version = Version {
                id: ReportVersionId(Uuid::from_u128(40 + u128::try_from(number).unwrap())),
                obligation: OWED,
                number,
                sha256: body.sha256(),
                body,
                signed_by: PERSON,
                signed_at: now(),
                sent_by: None,
                received_at: now(),
                late_reason: None,
            };
            report::insert_version(&w, &version).await.unwrap();
        }
        w.commit(&entry()).await.unwrap();
        let read = store.read();
        // More than one query takes, of which only two are there.
        let strangers = (1_000..1_250).map(|n| (ObligationId(Uuid::from_u128(n)), 2));
        let mut wanted: Vec<(ObligationId, i32)> = vec![(OWED, 1)];
        wanted.extend(strangers);
        wanted.extend([(OWED, 3), (OWED, 4)]);
        let found = report::find_bodies(&read, &wanted).await.unwrap();
        let mut said: Vec<(i32, &str)> = found
            .iter()
            .map(|((_, number), body)| (*number, body.sections[0].text.as_str()))
            .collect();
        said.sort_unstable();
        assert_eq!(said, [(1, "Lần 1."), (3, "Lần 3.")]);
        assert!(report::find_bodies(&read, &[]).await.unwrap().is_empty());
    }
);
