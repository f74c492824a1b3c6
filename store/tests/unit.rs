//! Units over time, their lineage and outside codes, on both databases.

use domain::id::UnitId;
use domain::journal::{Entry, Noun};
use domain::unit::{Lineage, LineageKind, Tier, UnitKind, UnitVersion};
use jiff::civil::{Date, date};
use serde_json::json;
use store::{lineage, unit};
use testkit::db_test;
use uuid::Uuid;

fn version(id: u128, name: &str, from: Date, to: Option<Date>) -> UnitVersion {
    UnitVersion {
        unit: UnitId(Uuid::from_u128(id)),
        code: format!("U{id}"),
        name: name.into(),
        short_name: name.into(),
        symbol: "U".into(),
        kind: UnitKind::Department,
        tier: Tier::Province,
        parent: None,
        place: String::new(),
        valid_from: from,
        valid_to: to,
    }
}

fn entry() -> Entry {
    Entry {
        act: "unit.test".into(),
        noun: Noun::Unit,
        subject: Uuid::from_u128(1),
        unit: None,
        actor: None,
        on_behalf_of: None,
        detail: json!({}),
        at: "2026-10-05T02:00:00Z".parse().unwrap(),
    }
}

db_test!(
    a_list_of_units_shows_those_of_its_day_in_vietnamese_order,
    |store| {
        let w = store.begin().await.unwrap();
        let change = date(2025, 7, 1);
        let old = [("Sở Đất đai", 1), ("Sở Ăn uống", 2), ("Sở Dân số", 3)];
        for (name, id) in old {
            unit::insert(
                &w,
                Uuid::from_u128(100 + id),
                &version(id, name, date(2020, 1, 1), Some(change)),
            )
            .await
            .unwrap();
        }
        unit::insert_version(
            &w,
            Uuid::from_u128(200),
            &version(1, "Sở Đất đai và Nước", change, None),
        )
        .await
        .unwrap();
        w.commit(&entry()).await.unwrap();
        let names = async |at| -> Vec<String> {
            unit::list_at(&store.read(), at)
                .await
                .unwrap()
                .into_iter()
                .map(|u| u.name)
                .collect()
        };
        // ă before d before đ; the day of change belongs to the new version.
        assert_eq!(
            names(date(2025, 6, 30)).await,
            ["Sở Ăn uống", "Sở Dân số", "Sở Đất đai"]
        );
        assert_eq!(names(change).await, ["Sở Đất đai và Nước"]);
    }
);

db_test!(
    a_merged_unit_is_found_by_its_lineage_and_a_code_keeps_its_zeros,
    |store| {
        let w = store.begin().await.unwrap();
        let (from, to) = (UnitId(Uuid::from_u128(1)), UnitId(Uuid::from_u128(2)));
        for id in [1, 2] {
            unit::insert(
                &w,
                Uuid::from_u128(100 + id),
                &version(id, "Xã", date(2020, 1, 1), None),
            )
            .await
            .unwrap();
        }
        let edge = Lineage {
            from,
            to,
            kind: LineageKind::Merge,
            effective_on: date(2025, 7, 1),
            legal_basis: "Nghị quyết về sắp xếp".into(),
            weight: None,
        };
        lineage::insert(&w, Uuid::from_u128(300), &edge, None)
            .await
            .unwrap();
        lineage::insert_code(
            &w,
            Uuid::from_u128(301),
            to,
            "dvhc",
            "00123",
            date(2025, 7, 1),
        )
        .await
        .unwrap();
        w.commit(&entry()).await.unwrap();
        assert_eq!(
            lineage::list_of(&store.read(), from).await.unwrap(),
            vec![edge]
        );
        let at = async |day| {
            lineage::find_by_code(&store.read(), "dvhc", "00123", day)
                .await
                .unwrap()
        };
        assert_eq!(at(date(2025, 7, 1)).await, Some(to));
        assert_eq!(at(date(2025, 6, 30)).await, None);
    }
);

db_test!(
    r_1_1_the_database_refuses_versions_that_overlap_or_end_before_they_begin,
    |store| {
        // not even a fault of the program gets past the database.
        let w = store.begin().await.unwrap();
        let first = version(1, "Xã", date(2020, 1, 1), None);
        unit::insert(&w, Uuid::from_u128(100), &first)
            .await
            .unwrap();
        w.commit(&entry()).await.unwrap();
        let bad = [
            version(1, "Xã mới", date(2025, 7, 1), None),
            version(1, "Xã cũ", date(2019, 1, 1), Some(date(2020, 1, 2))),
            version(1, "Xã", date(2018, 1, 1), Some(date(2018, 1, 1))),
            version(1, "Xã", date(2018, 1, 2), Some(date(2018, 1, 1))),
        ];
        for (n, bad) in bad.iter().enumerate() {
            let w = store.begin().await.unwrap();
            let refused = unit::insert_version(&w, Uuid::from_u128(200 + n as u128), bad).await;
            assert!(refused.is_err(), "{bad:?}");
        }
        let w = store.begin().await.unwrap();
        unit::close_version(&w, first.unit, first.valid_from, date(2025, 7, 1))
            .await
            .unwrap();
        unit::insert_version(&w, Uuid::from_u128(300), &bad[0])
            .await
            .unwrap();
        w.commit(&entry()).await.unwrap();
        let history = unit::history(&store.read()).await.unwrap();
        assert_eq!(history.life(first.unit).len(), 2);
        assert!(history.defects(None).is_empty());
        // Ended once, it cannot be ended again.
        let w = store.begin().await.unwrap();
        let again = unit::close_version(&w, first.unit, first.valid_from, date(2026, 1, 1)).await;
        assert!(matches!(again, Err(store::StoreError::Conflict)));
    }
);

db_test!(
    a_field_is_with_one_unit_once_and_goes_over_on_its_day,
    |store| {
        let w = store.begin().await.unwrap();
        let from = date(2020, 1, 1);
        for id in [1, 2] {
            unit::insert(
                &w,
                Uuid::from_u128(100 + id),
                &version(id, "Sở", from, None),
            )
            .await
            .unwrap();
        }
        let (labour, health) = (UnitId(Uuid::from_u128(1)), UnitId(Uuid::from_u128(2)));
        let field = "dan_so_gia_dinh_tre_em";
        unit::insert_function(&w, Uuid::from_u128(300), labour, field, from)
            .await
            .unwrap();
        w.commit(&entry()).await.unwrap();
        let w = store.begin().await.unwrap();
        let twice = unit::insert_function(&w, Uuid::from_u128(301), labour, field, from).await;
        assert!(matches!(twice, Err(store::StoreError::Duplicate(_))));
        drop(w);
        let day = date(2025, 3, 1);
        let w = store.begin().await.unwrap();
        unit::close_function(&w, labour, field, day).await.unwrap();
        unit::insert_function(&w, Uuid::from_u128(302), health, field, day)
            .await
            .unwrap();
        w.commit(&entry()).await.unwrap();
        let holder = async |day| -> Vec<UnitId> {
            let all = unit::functions_at(&store.read(), day).await.unwrap();
            all.into_keys().collect()
        };
        assert_eq!(holder(date(2025, 2, 28)).await, [labour]);
        assert_eq!(holder(day).await, [health]);
    }
);

db_test!(
    ended_units_are_known_by_their_last_name_and_lead_to_their_heirs,
    |store| {
        let w = store.begin().await.unwrap();
        let (born, end) = (date(2020, 1, 1), date(2025, 7, 1));
        unit::insert(
            &w,
            Uuid::from_u128(101),
            &version(1, "Xã Cũ", born, Some(date(2024, 1, 1))),
        )
        .await
        .unwrap();
        unit::insert_version(
            &w,
            Uuid::from_u128(102),
            &version(1, "Xã Cuối", date(2024, 1, 1), Some(end)),
        )
        .await
        .unwrap();
        unit::insert(&w, Uuid::from_u128(103), &version(2, "Xã Mới", end, None))
            .await
            .unwrap();
        let edge = Lineage {
            from: UnitId(Uuid::from_u128(1)),
            to: UnitId(Uuid::from_u128(2)),
            kind: LineageKind::Split,
            effective_on: end,
            legal_basis: "1/QĐ".into(),
            weight: Some(7),
        };
        lineage::insert(&w, Uuid::from_u128(300), &edge, None)
            .await
            .unwrap();
        w.commit(&entry()).await.unwrap();
        let read = store.read();
        let names = async |at| -> Vec<String> {
            let ended = unit::list_ended_at(&read, at).await.unwrap();
            ended.into_iter().map(|u| u.name).collect()
        };
        assert_eq!(names(date(2023, 12, 31)).await, Vec::<String>::new());
        assert_eq!(names(end).await, ["Xã Cuối"]);
        assert_eq!(lineage::list(&read).await.unwrap(), [edge]);
    }
);
