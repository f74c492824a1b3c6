//! Tests of two authors on one draft.

use super::*;
use crate::id::TaskId;
use proptest::prelude::*;

fn writing(sections: &[(&str, &str)], cells: &[(&str, i64)]) -> Writing {
    let section = |(code, text): &(&str, &str)| SectionText {
        code: (*code).into(),
        text: (*text).into(),
        is_nil: false,
    };
    let mut body = ReportBody {
        sections: sections.iter().map(section).collect(),
        ..ReportBody::default()
    };
    for (code, value) in cells {
        body.values.insert((*code).into(), Cell::of(*value));
    }
    Writing {
        body,
        ..Writing::default()
    }
}

fn strangers(_: &str) -> bool {
    false
}

#[test]
fn two_authors_of_different_sections_lose_nothing() {
    let base = writing(&[("I.1", "cũ"), ("I.2", "cũ")], &[("GD-01", 1)]);
    let theirs = writing(&[("I.1", "của họ"), ("I.2", "cũ")], &[("GD-01", 2)]);
    let mine = writing(
        &[("I.1", "cũ"), ("I.2", "của tôi")],
        &[("GD-01", 1), ("GD-02", 3)],
    );
    let joined = join(&base, &theirs, &mine, strangers);
    assert!(joined.clashes.is_empty());
    assert_eq!(joined.taken, ["s.I.1", "v.GD-01"]);
    let expected = writing(
        &[("I.1", "của họ"), ("I.2", "của tôi")],
        &[("GD-01", 2), ("GD-02", 3)],
    );
    assert_eq!(joined.writing, expected);
}

#[test]
fn the_same_section_is_left_to_a_person_and_mine_stays_on_my_screen() {
    let base = writing(&[("I.1", "cũ")], &[]);
    let theirs = writing(&[("I.1", "của họ")], &[]);
    let mine = writing(&[("I.1", "của tôi")], &[]);
    let joined = join(&base, &theirs, &mine, strangers);
    assert_eq!(joined.clashes, ["s.I.1"]);
    assert_eq!(joined.writing, mine);
    assert!(join(&base, &theirs, &theirs, strangers).clashes.is_empty());
}

#[test]
fn nobody_clashes_with_his_own_open_page() {
    let base = writing(&[("I.1", "cũ")], &[]);
    let saved_by_itself = writing(&[("I.1", "viết dở")], &[]);
    let mine = writing(&[("I.1", "viết xong")], &[]);
    let joined = join(&base, &saved_by_itself, &mine, |_| true);
    assert_eq!((joined.clashes.len(), joined.writing), (0, mine));
    let back = join(&base, &saved_by_itself, &base, |_| true);
    assert_eq!(
        back.writing, base,
        "taking back what was typed is a change too"
    );
}

#[test]
fn a_text_that_was_taken_out_stays_out() {
    let base = writing(&[("I.1", "cũ"), ("I.2", "cũ")], &[("GD-01", 1)]);
    let theirs = writing(&[("I.2", "cũ")], &[]);
    let joined = join(&base, &theirs, &base, strangers);
    assert_eq!(joined.writing.places(), theirs.places());
}

#[test]
fn what_could_not_be_read_belongs_to_its_cell() {
    let mut theirs = Writing::default();
    theirs.numbers.insert("GD-02_NUM".into(), "chừng 5".into());
    let joined = join(&Writing::default(), &theirs, &Writing::default(), strangers);
    assert_eq!(joined.taken, ["v.GD-02"]);
    assert_eq!(joined.writing.numbers["GD-02_NUM"], "chừng 5");
}

fn any_writing() -> impl Strategy<Value = Writing> {
    let sections = prop::collection::btree_map("[a-d]", ("[xyz]{0,2}", any::<bool>()), 0..4);
    let cells = prop::collection::btree_map("[A-D]", 0i64..3, 0..4);
    let typed = prop::collection::btree_map("[A-D](_NUM)?", "[pq]{1,2}", 0..2);
    let words = prop::collection::btree_map("[m-o]", "[uv]{1,2}", 0..2);
    let line = prop::option::of((any::<bool>(), "[rs]{0,1}"));
    let late = "[gh]{0,2}";
    (any::<bool>(), sections, cells, typed, words, line, late).prop_map(
        |(is_nil, sections, cells, numbers, explanations, line, late_reason)| {
            let mut body = ReportBody {
                is_nil,
                explanations,
                ..ReportBody::default()
            };
            for (code, (text, is_nil)) in sections {
                body.sections.push(SectionText { code, text, is_nil });
            }
            body.values = cells.into_iter().map(|(c, v)| (c, Cell::of(v))).collect();
            body.tasks.extend(line.map(|(half, text)| TaskLine {
                task: TaskId(uuid::Uuid::from_u128(1)),
                percent: half.then_some(50),
                text,
            }));
            Writing {
                body,
                numbers,
                late_reason,
            }
        },
    )
}

proptest! {
    #[test]
    fn what_a_save_replaced_leads_back_to_what_stood_before(
        steps in prop::collection::vec(any_writing(), 2..5),
    ) {
        let mut log: Vec<(String, String)> = Vec::new();
        for pair in steps.windows(2) {
            log.extend(pair[0].changed_in(&pair[1]));
        }
        let last = steps.last().unwrap();
        let back = last.before(log.iter().map(|(p, o)| (p.as_str(), o.as_str())));
        prop_assert_eq!(back.places(), steps[0].places());
    }

    #[test]
    fn r_3_10_joining_keeps_every_change_or_asks(
        base in any_writing(), theirs in any_writing(), mine in any_writing(),
    ) {
        let joined = join(&base, &theirs, &mine, strangers);
        let (was, now, new, out) =
            (base.places(), theirs.places(), mine.places(), joined.writing.places());
        for name in was.keys().chain(now.keys()).chain(new.keys()) {
            let (was, now, new, out) = (was.get(name), now.get(name), new.get(name), out.get(name));
            if joined.clashes.contains(name) {
                prop_assert!(was != now && was != new && now != new);
                prop_assert_eq!(out, new);
            } else if was == new {
                prop_assert_eq!(out, now);
            } else {
                prop_assert_eq!(out, new);
            }
        }
    }
}
