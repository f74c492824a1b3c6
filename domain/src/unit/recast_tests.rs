//! Tests of the mapping: the oracles of the 2025 reorganisation, and shares
//! that add up.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn unit(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

const MARCH: Date = date(2025, 3, 1);
const JULY: Date = date(2025, 7, 1);

fn act(from: u128, to: u128, kind: LineageKind, on: Date) -> Succession {
    Succession {
        edge: Lineage {
            from: unit(from),
            to: unit(to),
            kind,
            effective_on: on,
            legal_basis: String::new(),
            weight: None,
        },
        fields: Vec::new(),
    }
}

fn transfer(from: u128, to: u128, field: Field) -> Succession {
    Succession {
        fields: vec![field],
        ..act(from, to, LineageKind::Transfer, MARCH)
    }
}

fn weighted(from: u128, to: u128, weight: i64) -> Succession {
    let mut act = act(from, to, LineageKind::Split, JULY);
    act.edge.weight = Some(weight);
    act
}

fn mapping(acts: &[Succession], ended: &[(u128, Date)], then: Date) -> Mapping {
    let ended = ended.iter().map(|(n, day)| (unit(*n), *day)).collect();
    Mapping::new(acts, ended, then, date(2026, 6, 30))
}

const LABOUR: u128 = 1;
const HEALTH: u128 = 2;
const EDUCATION: u128 = 3;
const ENVIRONMENT: u128 = 4;
const HOME: u128 = 5;

/// Hà Tĩnh on 1/3/2025: the labour department ends; its fields go to several.
fn ha_tinh(then: Date) -> Mapping {
    mapping(
        &[
            transfer(LABOUR, HEALTH, Field::DanSoGiaDinhTreEm),
            transfer(LABOUR, EDUCATION, Field::GiaoDucNgheNghiep),
            transfer(LABOUR, ENVIRONMENT, Field::GiamNgheoAnSinh),
            act(LABOUR, HOME, LineageKind::Merge, MARCH),
        ],
        &[(LABOUR, MARCH)],
        then,
    )
}

/// domain facts §10.4.
#[test]
fn children_go_from_labour_to_health_and_the_rest_elsewhere() {
    let map = ha_tinh(date(2025, 2, 28));
    for (field, heir) in [
        (Field::DanSoGiaDinhTreEm, HEALTH),
        (Field::GiaoDucNgheNghiep, EDUCATION),
        (Field::GiamNgheoAnSinh, ENVIRONMENT),
        (Field::Khac, HOME),
    ] {
        assert_eq!(
            map.route(unit(LABOUR), Some(field)),
            Route::Whole(unit(heir)),
            "{}",
            field.code()
        );
    }
    assert_eq!(map.route(unit(LABOUR), None), Route::Whole(unit(HOME)));
    assert_eq!(map.transferred(unit(LABOUR)).len(), 3);
    // From 1/3/2025 on the period already has the new bodies.
    let later = ha_tinh(MARCH);
    assert!(later.is_straight());
    assert_eq!(
        later.route(unit(HEALTH), Some(Field::DanSoGiaDinhTreEm)),
        Route::Whole(unit(HEALTH))
    );
}

/// domain facts §10.4: Thái Bình H1 2025 is a predecessor of Hưng Yên
/// H1 2026; Lai Châu is compared straight.
#[test]
fn a_merged_province_adds_its_predecessors_and_an_unchanged_one_is_straight() {
    let (thai_binh, hung_yen, lai_chau) = (1, 2, 3);
    let map = mapping(
        &[
            act(thai_binh, hung_yen, LineageKind::Merge, JULY),
            act(hung_yen, hung_yen, LineageKind::Merge, JULY),
        ],
        &[(thai_binh, JULY)],
        date(2025, 6, 30),
    );
    for from in [thai_binh, hung_yen] {
        assert_eq!(map.route(unit(from), None), Route::Whole(unit(hung_yen)));
    }
    assert_eq!(
        map.route(unit(lai_chau), None),
        Route::Whole(unit(lai_chau))
    );
    assert!(!map.is_straight());
}

/// domain facts §10.4: Võ Nhai became several communes; nobody's share
/// is guessed.
#[test]
fn r_1_5_a_split_without_weights_stays_with_the_source() {
    let (vo_nhai, a, b) = (1, 2, 3);
    let acts = [
        act(vo_nhai, a, LineageKind::Split, JULY),
        act(vo_nhai, b, LineageKind::Split, JULY),
    ];
    let ended = [(vo_nhai, JULY)];
    let stays = Route::Stays {
        source: unit(vo_nhai),
        heirs: vec![unit(a), unit(b)],
    };
    let before = date(2023, 12, 31);
    assert_eq!(
        mapping(&acts, &ended, before).route(unit(vo_nhai), None),
        stays
    );
    // One stated weight of two is not enough.
    let half = [weighted(vo_nhai, a, 1), acts[1].clone()];
    assert_eq!(
        mapping(&half, &ended, before).route(unit(vo_nhai), None),
        stays
    );
    let both = [weighted(vo_nhai, a, 1), weighted(vo_nhai, b, 3)];
    assert_eq!(
        mapping(&both, &ended, before).route(unit(vo_nhai), None),
        Route::Shared(vec![(1, Route::Whole(unit(a))), (3, Route::Whole(unit(b)))])
    );
}

#[test]
fn a_unit_from_which_another_was_taken_keeps_an_unstated_part() {
    let (old, new) = (1, 2);
    let map = mapping(
        &[act(old, new, LineageKind::Split, JULY)],
        &[],
        date(2025, 6, 30),
    );
    assert_eq!(
        map.route(unit(old), None),
        Route::Stays {
            source: unit(old),
            heirs: vec![unit(new), unit(old)],
        }
    );
}

#[test]
fn a_chain_of_acts_is_followed_and_a_circle_ends() {
    let later = date(2026, 1, 1);
    let chain = mapping(
        &[
            act(1, 2, LineageKind::Merge, JULY),
            act(2, 3, LineageKind::Merge, JULY),
            act(3, 4, LineageKind::Rename, later),
        ],
        &[(1, JULY), (2, JULY), (3, later)],
        date(2025, 6, 30),
    );
    assert_eq!(chain.route(unit(1), None), Route::Whole(unit(4)));
    let swap = mapping(
        &[
            transfer(1, 2, Field::KhuyenHoc),
            transfer(2, 1, Field::KhuyenHoc),
        ],
        &[],
        date(2025, 1, 31),
    );
    assert_eq!(
        swap.route(unit(1), Some(Field::KhuyenHoc)),
        Route::Whole(unit(2))
    );
    assert_eq!(swap.route(unit(1), Some(Field::YTe)), Route::Whole(unit(1)));
}

#[test]
fn a_unit_abolished_without_heirs_keeps_its_figures() {
    let map = mapping(
        &[
            act(1, 1, LineageKind::Dissolve, JULY),
            act(3, 4, LineageKind::Dissolve, JULY),
        ],
        &[(1, JULY), (2, JULY), (3, JULY)],
        date(2025, 6, 30),
    );
    assert_eq!(map.route(unit(3), None), Route::Whole(unit(4)));
    for n in [1, 2] {
        let stays = Route::Stays {
            source: unit(n),
            heirs: Vec::new(),
        };
        assert_eq!(map.route(unit(n), None), stays);
    }
}

#[test]
fn shares_follow_the_largest_remainder() {
    assert_eq!(share_exactly(10, &[1, 1, 1]), [4, 3, 3]);
    assert_eq!(share_exactly(7, &[1, 3]), [2, 5]);
    assert_eq!(share_exactly(-7, &[1, 3]), [-2, -5]);
    assert_eq!(share_exactly(5, &[0, 2]), [0, 5]);
    assert_eq!(share_exactly(5, &[0, 0]), [5, 0]);
    assert_eq!(
        share_exactly(i64::MIN + 1, &[u32::MAX, 1])
            .iter()
            .sum::<i64>(),
        i64::MIN + 1
    );
}

/// the mapping names the acts that moved a figure, and no other act of the unit.
#[test]
fn the_way_of_a_figure_has_the_acts_that_moved_it() {
    let made = ha_tinh(date(2024, 12, 31));
    let way = |field| {
        let acts = made.way(unit(LABOUR), field);
        let told = acts.iter().map(|act| (act.edge.kind, act.edge.to));
        told.collect::<Vec<_>>()
    };
    assert_eq!(way(None), [(LineageKind::Merge, unit(HOME))]);
    let moved = [(LineageKind::Transfer, unit(ENVIRONMENT))];
    assert_eq!(way(Some(Field::GiamNgheoAnSinh)), moved);
    assert!(made.way(unit(HOME), None).is_empty());
}

proptest! {
    /// nothing is lost and nothing is made by sharing.
    #[test]
    fn shares_add_up_to_the_last_digit_and_none_is_off_by_one(
        value in -1_000_000_000_000i64..1_000_000_000_000,
        weights in prop::collection::vec(0u32..100_000, 1..8),
    ) {
        let parts = share_exactly(value, &weights);
        prop_assert_eq!(parts.iter().sum::<i64>(), value);
        let sum: f64 = weights.iter().map(|w| f64::from(*w)).sum();
        if sum > 0.0 {
            for (part, weight) in parts.iter().zip(&weights) {
                let quota = value as f64 * f64::from(*weight) / sum;
                prop_assert!((*part as f64 - quota).abs() <= 1.0 + 1e-3);
            }
        }
    }
}
