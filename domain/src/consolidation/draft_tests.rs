//! Paragraphs with their source, before freezing and after.

use super::*;
use uuid::Uuid;

fn source(n: u128) -> Source {
    Source {
        unit: UnitId(Uuid::from_u128(n)),
        obligation: ObligationId(Uuid::from_u128(n)),
        version: 1,
        section: "I.1".into(),
    }
}

#[test]
fn an_edited_paragraph_keeps_its_source_and_going_back_unedits_it() {
    let mut body = ConsolidationBody::default();
    let unit = source(1).unit;
    assert_eq!(body.usage(unit, "I.1"), Usage::NotUsed);
    let id = body
        .add(
            "I.1",
            " Đã mở 12 lớp. Đạt kế hoạch. ",
            Some(source(1)),
            Seen::default(),
        )
        .unwrap();
    assert_eq!(body.usage(unit, "I.1"), Usage::Taken);
    body.edit(id, "Đã mở 12 lớp.", Seen::default()).unwrap();
    assert_eq!(body.usage(unit, "I.1"), Usage::Edited);
    assert_eq!(body.usages()[&(unit, "I.1")], Usage::Edited);
    assert_eq!(body.find(id).unwrap().1.source, Some(source(1)));
    assert!(body.is_used(unit, "I.1", "Đạt kế hoạch."));
    body.edit(id, "Đã mở 12 lớp. Đạt kế hoạch.", Seen::default())
        .unwrap();
    assert_eq!(body.usage(unit, "I.1"), Usage::Taken);
    body.remove(id).unwrap();
    assert_eq!(body.usage(unit, "I.1"), Usage::NotUsed);
    assert!(body.sections.is_empty());
}

#[test]
fn r_4_5_what_is_frozen_stays_and_what_waits_for_a_supplement_changes() {
    let mut body = ConsolidationBody::default();
    let add = |body: &mut ConsolidationBody, text: &str| {
        body.add("I.1", text, Some(source(1)), Seen::default())
            .unwrap()
    };
    let first = add(&mut body, "Trong báo cáo.");
    let late = add(&mut body, "Đến muộn.");
    body.put_into(late, 1).unwrap();
    assert_eq!((body.count_of(0), body.count_of(1)), (1, 1));
    let unit = source(1).unit;
    let taken = [(0, 2), (1, 1), (1, 2)]
        .map(|(number, version)| body.is_taken_for(number, unit, "I.1", version));
    assert_eq!(taken, [true, true, false]);
    assert_eq!(body.check_change(late, 1), Ok(()));
    assert_eq!(body.check_change(first, 1), Err(ConsolidationError::Frozen));
    assert_eq!(body.check_change(late, 2), Err(ConsolidationError::Frozen));
    assert_eq!(
        body.check_change(9, 1),
        Err(ConsolidationError::NoSuchParagraph)
    );
    // A report that has none is kept as before.
    let told = serde_json::to_string(&body).unwrap();
    assert_eq!(told.matches("\"supplement\"").count(), 1, "{told}");
}

#[test]
fn a_number_of_a_paragraph_is_never_given_twice() {
    let mut body = ConsolidationBody::default();
    let first = body.add("I.1", "a", None, Seen::default()).unwrap();
    body.remove(first).unwrap();
    let second = body.add("I.1", "b", None, Seen::default()).unwrap();
    assert_ne!(first, second);
    assert_eq!(
        body.edit(first, "c", Seen::default()),
        Err(ConsolidationError::NoSuchParagraph)
    );
    assert_eq!(
        body.edit(second, "  ", Seen::default()),
        Err(ConsolidationError::ParagraphEmpty)
    );
}

#[test]
fn paragraphs_of_the_office_have_no_source_and_are_never_edited_ones() {
    let mut body = ConsolidationBody::default();
    let id = body.add("II", "Mở đầu", None, Seen::default()).unwrap();
    body.edit(id, "Mở đầu khác", Seen::default()).unwrap();
    assert!(!body.find(id).unwrap().1.is_edited());
    let next = body.add("II", "Sau", None, Seen::default()).unwrap();
    body.move_up(next).unwrap();
    body.move_up(next).unwrap();
    assert_eq!(
        body.paragraphs("II")
            .iter()
            .map(|p| p.id)
            .collect::<Vec<_>>(),
        [next, id]
    );
    assert!(body.contributors().is_empty());
}
