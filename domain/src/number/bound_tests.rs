//! Tests of thresholds (domain facts §6.2).

use super::*;
use crate::number::{Reading, format_number, read_number};
use proptest::prelude::*;

/// §6.2: the words of a threshold are taken off; what is left is the number.
#[test]
fn each_way_of_saying_a_threshold_is_read() {
    for (text, bound, number) in [
        ("từ 70 trở lên", Bound::AtLeast, "70"),
        ("Từ 70 % trở lên", Bound::AtLeast, "70 %"),
        ("tu 70% tro len", Bound::AtLeast, "70%"),
        ("70 trở lên", Bound::AtLeast, "70"),
        ("≥ 70", Bound::AtLeast, "70"),
        (">=70", Bound::AtLeast, "70"),
        ("≥95%", Bound::AtLeast, "95%"),
        ("≥\u{202f}95\u{a0}%", Bound::AtLeast, "95\u{a0}%"),
        (
            "từ\u{a0}70\u{202f}% trở\u{a0}lên",
            Bound::AtLeast,
            "70\u{202f}%",
        ),
        ("ít nhất 3 trường", Bound::AtLeast, "3 trường"),
        ("trên 95", Bound::Above, "95"),
        ("> 95", Bound::Above, "95"),
        (">-5", Bound::Above, "-5"),
        ("Hơn 1.200", Bound::Above, "1.200"),
        ("không  quá 3", Bound::AtMost, "3"),
        ("≤3", Bound::AtMost, "3"),
        ("từ 3 trở xuống", Bound::AtMost, "3"),
        ("dưới 5", Bound::Below, "5"),
        ("< 5", Bound::Below, "5"),
        ("at least 70", Bound::AtLeast, "70"),
        ("above 95 %", Bound::Above, "95 %"),
        ("at most 3", Bound::AtMost, "3"),
        ("Below 5", Bound::Below, "5"),
    ] {
        assert_eq!(split_bound(text), Some((bound, number)), "{text}");
    }
}

/// §6.2: "cơ bản" says no side, and words that do not go together are no threshold.
#[test]
fn what_says_no_side_is_no_threshold() {
    for text in [
        "70",
        "- 5",
        "cơ bản",
        "cơ bản 95",
        "khoảng 70",
        "từ 70",
        "trên 70 trở lên",
        "≯ 5",
        "trên",
        "trở lên",
        "gần 5 trở lên",
        "",
    ] {
        assert_eq!(split_bound(text), None, "{text}");
    }
}

/// a sum of thresholds that point the same way is one, others say nothing.
#[test]
fn a_sum_is_bounded_only_on_the_side_on_which_all_its_parts_are() {
    assert_eq!(Bound::of_many(0, 0), None);
    assert_eq!(Bound::of_many(2, 0), Some(Bound::AtLeast));
    assert_eq!(Bound::of_many(0, 1), Some(Bound::AtMost));
    assert_eq!(Bound::of_many(1, 1), None);
}

/// what does not follow from a threshold is not said.
#[test]
fn an_order_is_sure_only_where_every_possible_figure_has_it() {
    use Ordering::{Equal, Greater, Less};
    let above = Reach::of(Some(Bound::Above));
    // "trên 95" against 100, "trên 100" against 100, "từ 100 trở lên" against 100.
    assert!(!above.is_surely(Less, &[Greater]) && above.allows(Less, Less));
    assert!(above.is_surely(Equal, &[Greater]));
    let at_least = Reach::of(Some(Bound::AtLeast));
    assert!(!at_least.is_surely(Equal, &[Greater]));
    assert!(at_least.is_surely(Equal, &[Greater, Equal]));
    let both = above.minus(above);
    assert_eq!((both.more, both.less), (true, true));
    assert!(!both.is_surely(Greater, &[Greater]));
    assert!(Reach::default().is_surely(Less, &[Less]));
}

fn bound() -> impl Strategy<Value = Bound> {
    prop::sample::select(Bound::ALL.to_vec())
}

proptest! {
    /// what is written is read back as it was.
    #[test]
    fn a_threshold_that_we_write_is_read_back(bound in bound(), value in any::<i64>(), scale in 0u8..=4) {
        let number = format_number(value, scale);
        let written = bound.written(&number);
        let (read, rest) = split_bound(&written).unwrap();
        prop_assert_eq!((read, rest), (bound, number.as_str()));
        let read = read_number(rest, scale).unwrap();
        prop_assert!(read.all().contains(&value), "{:?}", read);
        let with_measure = bound.written(&format!("{number} %"));
        prop_assert_eq!(split_bound(&with_measure).map(|(b, _)| b), Some(bound));
        let is_exact = matches!(read, Reading::Exact(_));
        prop_assert!(is_exact || scale == 3);
    }

    #[test]
    fn no_text_makes_the_reader_of_thresholds_panic(text in "\\PC{0,30}") {
        let _ = split_bound(&text);
    }

    /// the order that is called sure holds for every figure that a bound allows.
    #[test]
    fn what_is_sure_holds_for_all_figures_within_the_bounds(
        a in -5i64..5, b in -5i64..5,
        bounds in (prop::option::of(bound()), prop::option::of(bound())),
        more in 0i64..6, less in 0i64..6,
    ) {
        let at = |value: i64, bound: Option<Bound>, by: i64| match bound {
            None => value,
            Some(Bound::AtLeast) => value + by,
            Some(Bound::Above) => value + by + 1,
            Some(Bound::AtMost) => value - by,
            Some(Bound::Below) => value - by - 1,
        };
        let reach = Reach::of(bounds.0).minus(Reach::of(bounds.1));
        let truly = at(a, bounds.0, more).cmp(&at(b, bounds.1, less));
        prop_assert!(reach.allows(a.cmp(&b), truly));
    }
}
