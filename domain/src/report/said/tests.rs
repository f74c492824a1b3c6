//! What sentences say in figures, held against the table (§6.4): found where it
//! differs, and no false alarm where it does not or says something else.

use super::super::words::of_text;
use crate::indicator::{Cell, IndicatorDef, catalogue};
use crate::number::format_number;
use proptest::prelude::*;

fn def(code: &str) -> IndicatorDef {
    catalogue().into_iter().find(|d| d.code == code).unwrap()
}

/// What is told of a text against these cells: "số – mã" for each.
fn told(cells: &[(&str, Cell)], text: &str) -> Vec<String> {
    let defs: Vec<(IndicatorDef, Cell)> = cells
        .iter()
        .map(|(code, cell)| (def(code), cell.clone()))
        .collect();
    of_text(&defs, text)
}

#[test]
fn a_number_in_words_is_held_against_the_table() {
    let cells = [("YT-11", Cell::of(3))];
    for (text, expected) in [
        ("Xảy ra ba vụ ngộ độc thực phẩm.", None),
        ("Xảy ra hai vụ ngộ độc thực phẩm.", Some("hai – YT-11")),
        (
            "Số vụ ngộ độc thực phẩm là mười hai.",
            Some("mười hai – YT-11"),
        ),
        ("Không xảy ra vụ ngộ độc thực phẩm nào.", Some("0 – YT-11")),
        (
            "Không để xảy ra vụ ngộ độc thực phẩm trên địa bàn.",
            Some("0 – YT-11"),
        ),
        ("Không có vụ ngộ độc thực phẩm lớn.", None),
        ("Xảy ra một số vụ ngộ độc thực phẩm.", None),
        ("Trong năm vụ ngộ độc thực phẩm giảm mạnh.", None),
        ("Quý ba, vụ ngộ độc thực phẩm giảm.", None),
        ("Thứ hai, vụ ngộ độc thực phẩm được xử lý kịp thời.", None),
    ] {
        assert_eq!(
            told(&cells, text).first().map(String::as_str),
            expected,
            "{text}"
        );
    }
    let none = [("YT-11", Cell::of(0))];
    assert!(told(&none, "Không xảy ra vụ ngộ độc thực phẩm nào.").is_empty());
}

#[test]
fn units_of_measure_and_their_thousands_are_reckoned_with() {
    // Millions in the table, with one decimal: 1.500,0 triệu đồng.
    let money = [("MT-05a", Cell::of(15_000))];
    for (text, expected) in [
        ("Tiền phạt vi phạm môi trường là 1,5 tỷ đồng.", None),
        ("Tiền phạt vi phạm môi trường 1.500 triệu đồng.", None),
        ("Tiền phạt vi phạm môi trường là 1.500.000.000 đồng.", None),
        (
            "Tiền phạt vi phạm môi trường là 2,5 tỷ đồng.",
            Some("2,5 – MT-05a"),
        ),
        (
            "Tiền phạt vi phạm môi trường là 1.500 đồng.",
            Some("1.500 – MT-05a"),
        ),
    ] {
        assert_eq!(
            told(&money, text).first().map(String::as_str),
            expected,
            "{text}"
        );
    }
    let visits = [("YT-09", Cell::of(1_915_509))];
    for (text, expected) in [
        ("Toàn tỉnh có 1,9 triệu lượt khám bệnh.", None),
        (
            "Toàn tỉnh có 1,8 triệu lượt khám bệnh.",
            Some("1,8 – YT-09"),
        ),
        ("Khám bệnh cho 1.915.509 lượt người.", None),
        (
            "Khám bệnh cho 1.915.590 lượt người.",
            Some("1.915.590 – YT-09"),
        ),
        // Another unit than the table's counts something else.
        ("Lượt khám bệnh đạt 52% kế hoạch.", None),
        ("Tổ chức khám bệnh tại 12 xã.", None),
        ("Lượt khám bệnh tăng 7,8 % so với cùng kỳ.", None),
    ] {
        assert_eq!(
            told(&visits, text).first().map(String::as_str),
            expected,
            "{text}"
        );
    }
    let meetings = [("CT-02", Cell::of(12))];
    for (text, expected) in [
        ("Tổ chức 12 cuộc hội nghị quán triệt.", None),
        ("Tổ chức 15 cuộc hội nghị quán triệt.", Some("15 – CT-02")),
        ("Tổ chức hội nghị quán triệt 3 nghị quyết.", None),
        ("Ngày 5 hội nghị quán triệt được tổ chức.", None),
        ("Ngày 05/8 hội nghị quán triệt được tổ chức.", None),
        ("Tổ chức 3 hội nghị quán triệt về Nghị quyết 57.", None),
        (
            "Thực hiện Kế hoạch 35-KH/TU, hội nghị quán triệt được tổ chức.",
            None,
        ),
    ] {
        assert_eq!(
            told(&meetings, text).first().map(String::as_str),
            expected,
            "{text}"
        );
    }
}

#[test]
fn a_share_and_the_counts_beside_it_are_each_held_against_their_part() {
    let schools = [("GD-02", Cell::of_parts(2_590, 2_974))];
    let name = "Trường đạt chuẩn quốc gia";
    for (rest, expected) in [
        ("đạt 87,09 % (2.590/2.974 trường).", None),
        ("là 2.590/2.974 trường, chiếm 87,1%.", None),
        ("là 2.590/2.974 trường, chiếm 78,1%.", Some("78,1 – GD-02")),
        (
            "đạt 87,09% (2.509/2.974 trường).",
            Some("2.509/2.974 – GD-02"),
        ),
        ("là 2.590/2.947 trường.", Some("2.590/2.947 – GD-02")),
        ("đạt trên 85%.", None),
        ("đạt trên 90%.", Some("90 – GD-02")),
        ("đạt từ 80% trở lên.", None),
        ("đạt 87,09 phần trăm, tăng 0,41 điểm phần trăm.", None),
        ("tăng 0,41 điểm %.", None),
        ("đạt 2.590 trường.", None),
        ("5 năm qua tăng đều.", None),
    ] {
        let text = format!("{name} {rest}");
        assert_eq!(
            told(&schools, &text).first().map(String::as_str),
            expected,
            "{text}"
        );
    }
}

#[test]
fn several_figures_of_one_sentence_are_each_their_own() {
    let cells = [
        ("YT-11", Cell::of(3)),
        ("YT-11a", Cell::of(12)),
        ("YT-09b", Cell::of(1_068)),
        ("YT-09a", Cell::of(5_717)),
    ];
    for (text, expected) in [
        (
            "Có 3 vụ ngộ độc thực phẩm, 12 người mắc ngộ độc thực phẩm.",
            vec![],
        ),
        (
            "Có 3 vụ ngộ độc thực phẩm, 21 người mắc ngộ độc thực phẩm.",
            vec!["21 – YT-11a"],
        ),
        (
            "Số ca phẫu thuật 1.086, số lượt điều trị nội trú 5.771.",
            vec!["1.086 – YT-09b", "5.771 – YT-09a"],
        ),
        (
            "Số ca phẫu thuật 1.068, số lượt điều trị nội trú 5.717.",
            vec![],
        ),
        (
            "Số vụ ngộ độc thực phẩm và số người mắc ngộ độc thực phẩm lần lượt là 3 và 21.",
            vec!["21 – YT-11a"],
        ),
        (
            "Số vụ ngộ độc thực phẩm và số người mắc ngộ độc thực phẩm lần lượt là 3 và 12.",
            vec![],
        ),
        // Of two places: neither is the sum.
        ("Xã A và xã B có 1 và 2 vụ ngộ độc thực phẩm.", vec![]),
        // The second time is another period's, or the one that is wrong.
        (
            "Có 3 vụ ngộ độc thực phẩm; quý trước có 5 vụ ngộ độc thực phẩm.",
            vec![],
        ),
        (
            "Có 3 vụ ngộ độc thực phẩm; toàn tỉnh xử lý 5 vụ ngộ độc thực phẩm.",
            vec!["5 – YT-11"],
        ),
    ] {
        let mut found = told(&cells, text);
        found.sort();
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        expected.sort();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn another_period_a_plan_a_part_and_a_bound_are_no_difference() {
    let cells = [("YT-09", Cell::of(1_915_509))];
    for text in [
        "Cùng kỳ năm trước lượt khám bệnh đạt 1.777.000.",
        "Luỹ kế từ đầu năm, lượt khám bệnh là 5.100.000.",
        "Kế hoạch năm giao 7.000.000 lượt khám bệnh.",
        "Bình quân mỗi trạm có 4.000 lượt khám bệnh.",
        "Trong đó có 300.000 lượt khám bệnh cho trẻ em.",
        "Có 300.000 lượt khám bệnh bằng thẻ bảo hiểm.",
        "Đã có hơn 1.900.000 lượt khám bệnh.",
        "Đã có gần 2 triệu lượt khám bệnh.",
        "Lượt khám bệnh đạt khoảng 1,9 triệu.",
        "Lượt khám bệnh đạt 1.915.509, tăng 7,8% so với cùng kỳ.",
        "So với cùng kỳ, lượt khám bệnh đạt 1.915.509.",
    ] {
        assert_eq!(told(&cells, text), Vec::<String>::new(), "{text}");
    }
    for text in [
        "Đã có hơn 2.900.000 lượt khám bệnh.",
        "Lượt khám bệnh đạt 1.915.500, tăng 7,8% so với cùng kỳ.",
        "So với cùng kỳ, lượt khám bệnh đạt 1.915.500.",
    ] {
        assert_eq!(told(&cells, text).len(), 1, "{text}");
    }
}

proptest! {
    #[test]
    fn the_tables_own_number_is_never_told_and_another_always(
        value in 0_i64..2_000_000_000,
        other in 0_i64..2_000_000_000,
        form in 0_usize..6,
        which in 0_usize..4,
    ) {
        let code = ["YT-09", "YT-09b", "GN-02", "YT-11"][which];
        let def = def(code);
        let name = def.name.trim_start_matches("Số ").to_owned();
        let text = |number: i64| {
            let number = format_number(number, 0);
            match form {
                0 => format!("Trong kỳ có {number} {name}."),
                1 => format!("{} là {number}.", def.name),
                2 => format!("{}: {number} {}.", def.name, def.measure),
                3 => format!("{} đạt {number} {}, tăng 3,5% so với cùng kỳ.", def.name, def.measure),
                4 => format!("{} {number}; các mặt khác ổn định.", def.name),
                _ => format!("Toàn tỉnh ghi nhận {number} {name}, giảm 12 so với quý trước."),
            }
        };
        let cells = [(code, Cell::of(value))];
        prop_assert_eq!(told(&cells, &text(value)), Vec::<String>::new());
        if other != value {
            prop_assert_eq!(told(&cells, &text(other)), vec![format!("{} – {code}", format_number(other, 0))]);
        }
    }

    #[test]
    fn a_text_of_any_marks_and_numbers_is_read_without_fail(text in "[0-9.,%/() \\-–a-zà-ỹ]{0,60}") {
        let cells = [("YT-09", Cell::of(i64::MAX)), ("GD-02", Cell::of_parts(1, 3))];
        let name = "lượt khám bệnh";
        told(&cells, &format!("{text} {name} 9.999.999.999.999 tỷ tỷ tỷ {text} trường đạt chuẩn quốc gia {text} tỷ tỷ tỷ tỷ tỷ lần lượt {text}"));
    }
}
