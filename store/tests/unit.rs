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
        };
        lineage::insert(&w, Uuid::from_u128(300), &edge)
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
