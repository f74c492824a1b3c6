//! Drafts that several write, comments and limits, on both databases.

use crate::made::{entry, now, person, unit};
use domain::id::{AccountId, ObligationId, RegimeId, RegimeVersionId, RoundId, UnitId};
use domain::period::{Period, PeriodKind, Scheme};
use domain::report::{CommentKind, PlaceKind, ReportBody, ReportState};
use domain::round::{RoundDates, RoundState};
use jiff::civil::date;
use serde_json::json;
use store::cell_limit::{self, CellLimit};
use store::comment::{self, Comment};
use store::draft_change::{self, DraftChange};
use store::obligation::Obligation;
use store::regime::{Regime, RegimeVersion};
use store::report::Version;
use store::round::Round;
use testkit::db_test;
use uuid::Uuid;

const UNIT: UnitId = UnitId(Uuid::from_u128(1));
pub const OWED: ObligationId = ObligationId(Uuid::from_u128(5));
pub const PERSON: AccountId = AccountId(Uuid::from_u128(7));

/// One unit that owes one report in one round, which is also its own office.
pub async fn owed(w: &store::Write) {
    assert_eq!(person(w, 7).await, PERSON);
    assert_eq!(unit(w, 1).await, UNIT);
    let regime = Regime {
        id: RegimeId(Uuid::from_u128(3)),
        code: "mot".into(),
        name: "Một".into(),
        owner: UNIT,
    };
    store::regime::insert(w, &regime).await.unwrap();
    let body = json!({
        "name": "Giao ban", "name_en": "Review", "kind": "party", "content": "both",
        "obligated": { "kinds": [], "tiers": [] }, "recipient_code": "BTG", "ways": [],
        "units_due": { "rule": "working_days_after_closing", "days": 3 },
        "office_due": { "rule": "working_days_after_closing", "days": 6 },
        "shift": "next", "frequencies": ["quarter"], "scheme": "lich",
        "opens_days_before": 15, "outline": [], "indicators": [], "guide": "",
    });
    let version = RegimeVersion {
        id: RegimeVersionId(Uuid::from_u128(4)),
        regime: regime.id,
        number: 1,
        valid_from: date(2025, 7, 1),
        valid_to: None,
        body: serde_json::from_value(body).unwrap(),
    };
    store::regime::insert_version(w, &version).await.unwrap();
    let period = Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap();
    let round = Round {
        id: RoundId(Uuid::from_u128(6)),
        code: "mot".into(),
        title: "Một".into(),
        regime_version: version.id,
        office: UNIT,
        area: UNIT,
        period,
        dates: RoundDates {
            data_from: date(2026, 6, 21),
            closing_on: date(2026, 9, 30),
            opens_on: date(2026, 9, 15),
            units_due_on: date(2026, 10, 5),
            office_due_on: date(2026, 10, 8),
            due_by: Some(jiff::civil::time(17, 0, 0, 0)),
            tiers: Default::default(),
        },
        state: RoundState::Open,
        created_at: now(),
        closed_at: None,
        version: 1,
    };
    store::round::insert(w, &round).await.unwrap();
    let obligation = Obligation {
        id: OWED,
        round: round.id,
        unit: UNIT,
        heir: None,
        due_on: date(2026, 10, 5),
        extended_due_on: None,
        state: ReportState::Received,
        last_version: 1,
        first_received_at: Some(now()),
        last_received_at: Some(now()),
        accepted_at: None,
        exempt_reason: None,
        paper: None,
        version: 1,
    };
    store::obligation::insert_all(w, &[obligation])
        .await
        .unwrap();
}

fn change(version: i32, place: &str, old: &str) -> (Uuid, DraftChange) {
    let id = Uuid::from_u128(100 + u128::try_from(version).unwrap());
    let change = DraftChange {
        draft_version: version,
        place: place.into(),
        old: old.into(),
        changed_by: PERSON,
        page: "trang-1".into(),
        changed_at: now(),
    };
    (id, change)
}

db_test!(
    what_saves_replaced_is_listed_from_a_version_on_and_forgotten_up_to_one,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        let saves = [
            change(1, "s.I.1", ""),
            change(2, "s.I.1", "một"),
            change(3, "v.A", "hai"),
            change(3, "v.B", "\"ba\""),
        ];
        draft_change::insert(&w, OWED, saves.to_vec())
            .await
            .unwrap();
        draft_change::insert(&w, OWED, Vec::new()).await.unwrap();
        w.commit(&entry()).await.unwrap();
        let found = draft_change::list_after(&store.read(), OWED, 1)
            .await
            .unwrap();
        let last = [saves[2].1.clone(), saves[3].1.clone()];
        assert_eq!(found, [&[saves[1].1.clone()], &last[..]].concat());
        let w = store.begin().await.unwrap();
        draft_change::forget(&w, OWED, 2).await.unwrap();
        w.commit(&entry()).await.unwrap();
        let found = draft_change::list_after(&store.read(), OWED, 0)
            .await
            .unwrap();
        assert_eq!(found, last);
    }
);

db_test!(
    comments_come_back_in_the_order_in_which_they_were_said,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        let said = |n: u128, kind, text: &str| Comment {
            id: Uuid::from_u128(n),
            obligation: OWED,
            place: PlaceKind::Cell,
            code: "YT-09".into(),
            kind,
            text: text.into(),
            version_number: 1,
            author: PERSON,
            at: now(),
        };
        let all = [
            said(1, CommentKind::Flag, ""),
            said(2, CommentKind::Comment, "Xem lại."),
        ];
        for one in &all {
            comment::insert(&w, one).await.unwrap();
        }
        w.commit(&entry()).await.unwrap();
        assert_eq!(comment::list_of(&store.read(), OWED).await.unwrap(), all);
    }
);

db_test!(
    new_limits_of_a_cell_take_the_place_of_the_old_ones,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        let limit = |max| CellLimit {
            unit: UNIT,
            office: UNIT,
            indicator: "YT-09".into(),
            min: 0,
            max,
            set_by: PERSON,
            set_at: now(),
        };
        for (id, max) in [(1, 10), (2, 20)] {
            cell_limit::put(&w, Uuid::from_u128(id), &limit(max))
                .await
                .unwrap();
        }
        w.commit(&entry()).await.unwrap();
        let found = cell_limit::list_of(&store.read(), &[UNIT], &[UNIT])
            .await
            .unwrap();
        assert_eq!(found, [limit(20)]);
        let w = store.begin().await.unwrap();
        cell_limit::remove(&w, UNIT, UNIT, "YT-09").await.unwrap();
        w.commit(&entry()).await.unwrap();
        assert!(
            cell_limit::list_of(&store.read(), &[UNIT], &[UNIT])
                .await
                .unwrap()
                .is_empty()
        );
    }
);

db_test!(only_the_figures_of_earlier_periods_are_read, |store| {
    let w = store.begin().await.unwrap();
    owed(&w).await;
    let mut body = ReportBody::default();
    body.values
        .insert("YT-09".into(), domain::indicator::Cell::of(5));
    let version = Version {
        id: domain::id::ReportVersionId(Uuid::from_u128(9)),
        obligation: OWED,
        number: 1,
        sha256: body.sha256(),
        body,
        signed_by: PERSON,
        signed_at: now(),
        received_at: now(),
        late_reason: Some("Chờ số liệu của ba xã.".into()),
    };
    store::report::insert_version(&w, &version).await.unwrap();
    w.commit(&entry()).await.unwrap();
    let period = Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, 3).unwrap();
    let codes = [period.code(), "khong-co".to_owned()];
    let read = store.read();
    let found = async |codes: &[String], rounds: &[RoundId]| {
        let found = store::earlier::list_earlier(&read, &[UNIT], codes, rounds);
        found.await.unwrap()
    };
    let [(report, figures)] = found(&codes, &[]).await.try_into().unwrap();
    assert_eq!((report.obligation, report.unit), (OWED, UNIT));
    assert!(report.was_sent && !report.is_exempt && figures.is_none());
    let with_figures = found(&codes, &[report.round]).await;
    let figures = with_figures[0].1.as_ref().unwrap();
    assert_eq!(figures["YT-09"].value, Some(5));
    assert!(found(&codes[1..], &[report.round]).await.is_empty());
    let values = store::earlier::last_values(&read, &[OWED]).await.unwrap();
    assert_eq!(values[&OWED]["YT-09"].value, Some(5));
});

db_test!(what_units_owe_is_found_over_several_rounds, |store| {
    let w = store.begin().await.unwrap();
    owed(&w).await;
    w.commit(&entry()).await.unwrap();
    let read = store.read();
    let mine = store::obligation::find(&read, OWED).await.unwrap().unwrap();
    let other = RoundId(Uuid::from_u128(99));
    let stranger = UnitId(Uuid::from_u128(98));
    let of = async |rounds: &[RoundId], units: &[UnitId]| {
        let found = store::obligation::list_of_rounds(&read, rounds, units).await;
        found.unwrap().iter().map(|o| o.id).collect::<Vec<_>>()
    };
    assert_eq!(of(&[other, mine.round], &[stranger, UNIT]).await, [OWED]);
    assert!(of(&[other], &[UNIT]).await.is_empty());
    assert!(of(&[mine.round], &[]).await.is_empty());
});

db_test!(
    r_3_3_a_paper_receipt_stands_beside_the_receipt_time_and_can_be_taken_back,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        let mut mine = store::obligation::find(&w, OWED).await.unwrap().unwrap();
        let before = mine.clone();
        assert_eq!(mine.paper, None);
        let paper = domain::report::PaperReceipt {
            on: date(2026, 10, 5),
            note: "Nhận tại văn thư.".into(),
            by: PERSON,
            at: now(),
        };
        mine.paper = Some(paper.clone());
        store::obligation::update(&w, &mine).await.unwrap();
        let noted = store::obligation::find(&w, OWED).await.unwrap().unwrap();
        assert_eq!(noted.paper, Some(paper));
        assert_eq!(noted.first_received_at, before.first_received_at);
        let gone = store::obligation::Obligation {
            paper: None,
            ..noted.clone()
        };
        store::obligation::update(&w, &gone).await.unwrap();
        let after = store::obligation::find(&w, OWED).await.unwrap().unwrap();
        assert_eq!(after.paper, None);
        let stale = store::obligation::update(&w, &noted).await;
        assert!(
            matches!(stale, Err(store::StoreError::Conflict)),
            "{stale:?}"
        );
        w.commit(&entry()).await.unwrap();
    }
);

db_test!(
    r_3_5_the_reason_of_lateness_is_kept_with_its_version_and_found_by_report,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        let version = |number: i32, late_reason: Option<&str>| {
            let body = ReportBody::default();
            Version {
                id: domain::id::ReportVersionId(Uuid::from_u128(50 + number as u128)),
                obligation: OWED,
                number,
                sha256: body.sha256(),
                body,
                signed_by: PERSON,
                signed_at: now(),
                received_at: now(),
                late_reason: late_reason.map(Into::into),
            }
        };
        for new in [version(1, Some("Chờ số liệu của ba xã.")), version(2, None)] {
            store::report::insert_version(&w, &new).await.unwrap();
        }
        w.commit(&entry()).await.unwrap();
        let read = store.read();
        let heads = store::report::list_versions(&read, OWED).await.unwrap();
        let said: Vec<_> = heads.iter().map(|v| v.late_reason.as_deref()).collect();
        assert_eq!(said, [Some("Chờ số liệu của ba xã."), None]);
        let other = ObligationId(Uuid::from_u128(97));
        let found = store::report::late_reasons(&read, &[OWED, other])
            .await
            .unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[&OWED], "Chờ số liệu của ba xã.");
    }
);

db_test!(
    r_3_12_rounds_are_found_by_the_day_of_their_office_open_or_closed,
    |store| {
        let w = store.begin().await.unwrap();
        owed(&w).await;
        let read = |from, to| store::round::list_office_due(&w, from, to);
        let due = date(2026, 10, 8);
        let found = read(due, due).await.unwrap();
        assert_eq!(found.len(), 1);
        // the window need not begin with the period.
        assert_eq!(found[0].dates.data_from, date(2026, 6, 21));
        let (id, version) = (found[0].id, found[0].version);
        store::round::set_state(&w, id, version, RoundState::Closed, Some(now()))
            .await
            .unwrap();
        assert_eq!(read(due, due).await.unwrap().len(), 1, "a closed one too");
        let later = date(2026, 10, 9);
        assert!(read(later, later).await.unwrap().is_empty());
        w.commit(&entry()).await.unwrap();
    }
);
