//! Headings counted as Word counts them.

use super::*;

/// What Word shows for each number, with the marks by which it does.
fn counted(headings: &[(u8, Option<&str>)]) -> (Numbering, Vec<Mark>) {
    let blocks = headings
        .iter()
        .map(|(level, number)| Block::heading(*level, *number, "Mục"))
        .collect();
    let sheet = Sheet {
        file_title: String::new(),
        author: String::new(),
        language: "vi",
        head_left: Vec::new(),
        head_right: Vec::new(),
        number: Vec::new(),
        date: Vec::new(),
        title: Vec::new(),
        addressees: Vec::new(),
        bases: Vec::new(),
        blocks,
        recipients: Vec::new(),
        signature: Vec::new(),
        signer: None,
        appendices: Vec::new(),
    };
    let profiles = crate::profile::embedded_profiles().unwrap();
    let plan = plan(&sheet, &profiles[0]);
    let marks = plan.marks.clone();
    (plan, marks)
}

fn texts(plan: &Numbering) -> Vec<&str> {
    let levels = plan.levels.iter().flatten();
    levels.map(|pattern| pattern.text.as_str()).collect()
}

/// the outline of a consolidated report.
#[test]
fn r_4_7_an_outline_is_numbered_by_its_styles_alone() {
    let (plan, marks) = counted(&[
        (1, Some("I.")),
        (2, Some("1.")),
        (2, Some("2.")),
        (3, Some("2.1.")),
        (3, Some("2.2.")),
        (1, Some("II.")),
        (2, Some("1.")),
        (3, Some("1.1.")),
    ]);
    assert!(marks.iter().all(|m| *m == Mark::OfStyle), "{marks:?}");
    assert_eq!(texts(&plan), ["%1.", "%2.", "%2.%3."]);
    assert!(plan.lists.is_empty());
}

#[test]
fn parts_letters_and_words_before_a_number_are_patterns_too() {
    let (plan, marks) = counted(&[
        (1, Some("PHẦN I")),
        (2, Some("A.")),
        (3, Some("a)")),
        (3, Some("b)")),
        (2, Some("B.")),
        (3, Some("a)")),
        (1, Some("PHẦN II")),
    ]);
    assert!(marks.iter().all(|m| *m == Mark::OfStyle), "{marks:?}");
    assert_eq!(texts(&plan), ["PHẦN %1", "%2.", "%3)"]);
    let kinds = plan.levels.map(|p| p.unwrap().kind);
    assert_eq!(
        kinds,
        [Kind::UpperRoman, Kind::UpperLetter, Kind::LowerLetter]
    );
}

/// a gap is shown as it is written.
#[test]
fn a_gap_begins_its_level_anew_and_what_follows_goes_on_from_there() {
    let (plan, marks) = counted(&[
        (1, Some("I.")),
        (2, Some("1.")),
        (2, Some("3.")),
        (2, Some("4.")),
        (1, Some("II.")),
        (2, Some("1.")),
    ]);
    let list = Mark::OfList(1);
    assert_eq!(marks[..2], [Mark::OfStyle, Mark::OfStyle]);
    assert_eq!(marks[2..], [list; 4]);
    assert_eq!(plan.lists, [[Some(2), Some(3), None]]);
}

#[test]
fn what_no_list_can_say_stays_text_and_is_not_counted() {
    let (plan, marks) = counted(&[
        (1, Some("I.")),
        (2, Some("1.")),
        (3, Some("1.2.")),
        (3, Some("1.1.")),
        (3, None),
        (3, Some("1.2.")),
        (2, Some("Điều khoản")),
        (2, Some("đ)")),
        (2, Some("50%.")),
        (2, Some("2.")),
        (2, Some("")),
    ]);
    let by_style = |m: &Mark| *m == Mark::OfStyle;
    let kept: Vec<bool> = marks.iter().map(by_style).collect();
    let expected = [
        true, true, false, true, false, true, false, false, false, true, false,
    ];
    assert_eq!(kept, expected, "{marks:?}");
    assert_eq!(texts(&plan), ["%1.", "%2.", "%2.%3."]);
    let (none, marks) = counted(&[(1, None)]);
    assert!(!none.is_needed());
    assert_eq!(marks, [Mark::Plain]);
}
