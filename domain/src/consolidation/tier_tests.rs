//! Which round answers for which, and what of a report goes up.

use super::super::content::{FrozenParagraph, FrozenSection};
use super::super::difference::tests::content;
use super::*;
use crate::period::{PeriodKind, Scheme};
use crate::regime::UnitRule;
use crate::unit::{Tier, UnitKind, UnitVersion};
use jiff::civil::date;
use uuid::Uuid;

fn id(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

fn tree() -> Tree {
    let unit = |n: u128, parent: Option<u128>| UnitVersion {
        unit: id(n),
        code: format!("U{n}"),
        name: format!("Đơn vị {n}"),
        short_name: format!("ĐV {n}"),
        symbol: String::new(),
        kind: UnitKind::PartyCommittee,
        tier: Tier::Province,
        parent: parent.map(id),
        place: String::new(),
        valid_from: date(2025, 7, 1),
        valid_to: None,
    };
    Tree::new(vec![
        unit(1, None),
        unit(2, Some(1)),
        unit(3, Some(2)),
        unit(4, None),
    ])
}

fn round(area: u128, office: u128, quarter: u8) -> TierRound {
    TierRound {
        round: RoundId(Uuid::from_u128(area)),
        period: Period::new(Scheme::Lich, PeriodKind::Quarter, 2026, quarter).unwrap(),
        office: id(office),
        area: id(area),
    }
}

fn outline(codes: &[&str]) -> Vec<Section> {
    let section = |code: &&str| Section {
        code: (*code).into(),
        level: 0,
        title: format!("Mục {code}"),
        title_en: format!("Section {code}"),
        fields: Vec::new(),
        reported_by: UnitRule::default(),
        word_limit: None,
        is_internal: false,
        hint: String::new(),
    };
    codes.iter().map(section).collect()
}

#[test]
fn a_round_goes_up_where_its_area_or_office_is_asked_for_the_same_period() {
    let (upper, lower) = (round(1, 9, 3), round(2, 3, 3));
    assert_eq!(answers_for(&lower, &upper, &[id(2)], &tree()), Ok(id(2)));
    assert_eq!(answers_for(&lower, &upper, &[id(3)], &tree()), Ok(id(3)));
    assert_eq!(
        answers_for(&lower, &upper, &[id(4)], &tree()),
        Err(TierError::NotAsked)
    );
    assert_eq!(
        answers_for(&round(2, 3, 2), &upper, &[id(2)], &tree()),
        Err(TierError::Period)
    );
    assert_eq!(
        answers_for(&round(4, 3, 3), &upper, &[id(4)], &tree()),
        Err(TierError::Area)
    );
    assert_eq!(
        answers_for(&upper, &upper, &[id(1)], &tree()),
        Err(TierError::Area)
    );
}

#[test]
fn texts_go_up_with_their_origin_and_no_value_is_copied() {
    let mut content = content(&[], Some(5));
    let paragraph = |text: &str, name: Option<&str>| FrozenParagraph {
        text: text.into(),
        source_name: name.map(str::to_owned),
        ..FrozenParagraph::default()
    };
    let section = |code: &str, paragraphs, nil: &[&str], written_by| FrozenSection {
        code: code.into(),
        title: code.into(),
        paragraphs,
        nil: nil.iter().map(|n| (*n).to_owned()).collect(),
        written_by,
    };
    content.sections = vec![
        section(
            "I",
            vec![
                paragraph("Đã mở 12 lớp.", Some("Xã An")),
                paragraph("Nhìn chung tốt.", None),
            ],
            &[],
            1,
        ),
        section("II", vec![], &["Xã An"], 0),
    ];
    let outline = outline(&["I", "II"]);
    let body = report_for_above(&content, &outline, &outline);
    assert_eq!(
        body.section("I").unwrap().text,
        "Đã mở 12 lớp.\nNhìn chung tốt."
    );
    assert!(body.section("II").unwrap().is_nil);
    assert!(body.section("X").is_none());
    assert!(body.values.is_empty());
    assert_eq!(
        joined(&["| A |\n| 1 |", "| B |\n| 2 |", "Hết."]),
        "| A |\n| 1 |\n\n| B |\n| 2 |\nHết."
    );
    assert_eq!(
        joined(&["| A |\n| 1 |", "Ghi chú: số ước."]),
        "| A |\n| 1 |\n\nGhi chú: số ước."
    );
    assert_eq!(origin(&content, "I", "Đã mở 12 lớp."), Some("Xã An"));
    assert_eq!(origin(&content, "I", "Nhìn chung tốt."), None);
}

#[test]
fn r_4_3_a_section_that_the_outline_above_lacks_goes_up_in_the_one_it_belongs_to() {
    let mut content = content(&[], Some(5));
    let section = |code: &str, text: &str| FrozenSection {
        code: code.into(),
        title: format!("Mục {code}"),
        paragraphs: vec![FrozenParagraph {
            text: text.into(),
            source_name: Some("Xã An".into()),
            ..FrozenParagraph::default()
        }],
        ..FrozenSection::default()
    };
    content.sections = vec![
        section("I.6", "Chung."),
        section("I.6.2", "Y tế."),
        FrozenSection {
            code: "II".into(),
            nil: vec!["Xã An".into()],
            ..FrozenSection::default()
        },
        section("X", "Riêng của tỉnh."),
    ];
    let mut own = outline(&["I.6", "I.6.2", "II", "X"]);
    let body = report_for_above(&content, &own, &outline(&["I.6", "II"]));
    let text = |code: &str| body.section(code).unwrap().text.as_str();
    assert_eq!(text("I.6"), "Chung.\nI.6.2 Mục I.6.2\nY tế.");
    assert_eq!(text("II"), "X Mục X\nRiêng của tỉnh.");
    assert!(!body.section("II").unwrap().is_nil);
    assert_eq!(origin(&content, "II", "Riêng của tỉnh."), Some("Xã An"));
    // Where nothing fits, the first section takes it; an outline without
    // sections asks for no texts.
    let other = report_for_above(&content, &own, &outline(&["Z"]));
    assert_eq!(other.sections.len(), 1);
    assert!(other.sections[0].text.starts_with("I.6 Mục I.6\nChung."));
    let none = report_for_above(&content, &own, &[]);
    assert!(none.sections.is_empty());
    // What is internal stays out of a section that may be published.
    own[3].is_internal = true;
    let mut above = outline(&["I.6", "II", "Z"]);
    assert_eq!(place_above(&own, 3, &above), None);
    above[2].is_internal = true;
    let body = report_for_above(&content, &own, &above);
    assert_eq!(body.section("Z").unwrap().text, "X Mục X\nRiêng của tỉnh.");
}

/// a round leaves its way up only while nothing has gone up it.
#[test]
fn r_4_1_a_link_is_taken_away_only_while_nothing_was_sent_up() {
    assert_eq!(may_unlink(0), Ok(()));
    assert_eq!(may_unlink(1), Err(TierError::Used));
}
