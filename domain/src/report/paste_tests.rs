//! Tests of pasted blocks.

use super::*;
use crate::indicator::catalogue;

fn table(codes: &[&str]) -> Vec<IndicatorDef> {
    let all = catalogue();
    let of = |code: &&str| all.iter().find(|d| d.code == *code).unwrap().clone();
    codes.iter().map(of).collect()
}

/// Key and text of each number, line and code of each refusal.
type Read = (Vec<(String, String)>, Vec<(usize, &'static str)>);

fn read(codes: &[&str], text: &str) -> Read {
    let defs = table(codes);
    let pasted = read_block(&defs.iter().collect::<Vec<_>>(), text);
    let refused = pasted.refused.iter().map(|r| (r.line, r.code)).collect();
    (pasted.numbers, refused)
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(k, v)| ((*k).into(), (*v).into()))
        .collect()
}

#[test]
fn a_column_follows_the_table_from_its_first_row_and_an_empty_line_skips_one() {
    let (numbers, refused) = read(&["YT-09", "YT-09a", "YT-09b"], "1.200\n\n35\n");
    assert_eq!(numbers, pairs(&[("YT-09", "1.200"), ("YT-09b", "35")]));
    assert!(refused.is_empty());
}

#[test]
fn rows_that_name_their_indicator_go_where_they_say_in_any_order() {
    let text =
        "Mã\tChỉ tiêu\tĐVT\tKỳ này\nYT-09a\t\tlượt\t20\n1\tSố lượt khám bệnh\tlượt\t1.915.509\n";
    let (numbers, refused) = read(&["YT-09", "YT-09a"], text);
    assert_eq!(numbers, pairs(&[("YT-09a", "20"), ("YT-09", "1.915.509")]));
    assert!(refused.is_empty(), "{refused:?}");
}

/// §6.2: a threshold goes into its cell, and a name with a number is still a name.
#[test]
fn a_threshold_is_a_number_and_an_age_is_a_name() {
    let text = "YT-09\ttừ 1.200 trở lên\nYT-10\tdưới 5";
    let (numbers, refused) = read(&["YT-09", "YT-10"], text);
    let expected = [("YT-09", "từ 1.200 trở lên"), ("YT-10", "dưới 5")];
    assert_eq!(numbers, pairs(&expected));
    assert!(refused.is_empty(), "{refused:?}");
    let one = read(&["YT-09"], "Dưới 5 tuổi\t7");
    assert_eq!(one, (pairs(&[("YT-09", "7")]), vec![]));
}

/// §6.2: a threshold goes into its cell with its unit of measure, whose own reader
/// says what is wrong with it; the sign may be glued and the blanks narrow.
#[test]
fn a_threshold_keeps_its_unit_of_measure() {
    for said in [
        "từ 1.200 lượt trở lên",
        "trên 95 %",
        "từ 70 % trở lên",
        "trên 5 triệu",
        "≥95%",
        "≥\u{202f}95\u{a0}%",
        "<\u{a0}1\u{202f}200\u{a0}lượt",
    ] {
        for text in [format!("YT-09\tlượt\t{said}"), format!("lượt\t{said}")] {
            let (numbers, refused) = read(&["YT-09"], &text);
            assert_eq!(numbers, pairs(&[("YT-09", said)]), "{text}");
            assert!(refused.is_empty(), "{refused:?}");
        }
    }
}

/// §6.2: age groups are thresholds in words, and still only the names of their rows.
#[test]
fn a_first_column_of_thresholds_before_numbers_is_a_column_of_names() {
    let three = ["YT-09", "YT-09a", "YT-09b"];
    let text = "Nhóm tuổi\tSố lượt\nDưới 5\t1200\nTừ 5 đến 60\t500\nTrên 60\t300";
    let (numbers, refused) = read(&three, text);
    let expected = [("YT-09", "1200"), ("YT-09a", "500"), ("YT-09b", "300")];
    assert_eq!(numbers, pairs(&expected));
    assert!(refused.is_empty(), "{refused:?}");
    // A name whose figure is missing is no figure.
    let (numbers, refused) = read(&three, "Dưới 5\t\n5–60\tlượt\t7\nTrên 60\t300");
    assert_eq!(numbers, pairs(&[("YT-09a", "7"), ("YT-09b", "300")]));
    assert!(refused.is_empty(), "{refused:?}");
    // Where rows begin with numbers, a threshold is one of them.
    let (numbers, refused) = read(&three, "1200\t1100\nDưới 5\t7\ndưới 9");
    assert_eq!(numbers, pairs(&[("YT-09b", "dưới 9")]));
    assert_eq!(refused, [(1, "many_numbers"), (2, "many_numbers")]);
    // And so is one that carries the table's own unit of measure.
    let (numbers, refused) = read(&three, "trên 95 lượt\t97");
    assert_eq!((numbers, refused), (vec![], vec![(1, "many_numbers")]));
    // The parts of a ratio stand behind their name too.
    let (numbers, refused) = read(&["GD-02", "GD-03"], "Dưới 5\t2.590\t2.974\nTrên 5\t1\t2");
    let parts = [("GD-02_NUM", "2.590"), ("GD-02_DEN", "2.974")];
    assert_eq!(numbers[..2], pairs(&parts));
    assert!(refused.is_empty(), "{refused:?}");
}

/// what may be the figure of another period is not dropped: a threshold in front
/// is one where others stand behind, where it is alone or where all rows say the same.
#[test]
fn thresholds_in_front_that_may_be_figures_are_refused_with_what_follows() {
    for text in [
        "trên 95\ttrên 97\ntrên 90\ttrên 91",
        "trên 95\ttrên 97\ntrên 90\t91",
        "trên 95\t97\ntrên 95\t98",
    ] {
        let (numbers, refused) = read(&["YT-09", "YT-10"], text);
        let each = [(1, "many_numbers"), (2, "many_numbers")];
        assert_eq!((numbers, refused), (vec![], each.to_vec()), "{text}");
    }
    for text in [
        "trên 95\t97",
        "Kỳ trước\tKỳ này\ntrên 95\t97",
        "trên 95\t97\n\t98",
    ] {
        let (numbers, refused) = read(&["YT-09", "YT-10"], text);
        assert!(numbers.iter().all(|(key, _)| key == "YT-10"), "{numbers:?}");
        assert_eq!(refused.len(), 1, "{text}");
        assert_eq!(refused[0].1, "many_numbers", "{text}");
    }
}

/// row numbers before labels are no figures, and figures that rise by one are.
#[test]
fn row_numbers_before_labels_are_passed_over() {
    let two = ["YT-09", "YT-09a"];
    let both = pairs(&[("YT-09", "1200"), ("YT-09a", "300")]);
    for text in [
        "STT\tNhóm tuổi\tSố lượt\n1\tDưới 5\t1200\n2\tTrên 60\t300",
        "1\tTuyến tỉnh\tlượt\t1200\n2\tTuyến xã\tlượt\t300",
    ] {
        assert_eq!(read(&two, text), (both.clone(), vec![]), "{text}");
    }
    // A label whose figure is missing leaves its row as it is.
    let three = ["YT-09", "YT-10", "YT-09a"];
    let gap = "1\tTuyến tỉnh\t1200\n2\tTuyến huyện\n3\tTuyến xã\t300";
    assert_eq!(read(&three, gap), (both, vec![]));
    let refused = vec![(1, "many_numbers"), (2, "many_numbers")];
    for text in [
        "1\t5\n2\t6",
        "1\tlượt\t5\n2\tlượt\t6",
        "1\tTuyến tỉnh\t5\n3\tTuyến xã\t6",
        "1\tnhư trên\t5\n2\tnhư trên\t6",
        "1\tDưới 5\ttrên 7\n2\tTrên 60\t8",
    ] {
        assert_eq!(read(&two, text), (vec![], refused.clone()), "{text}");
    }
    let words = read(&two, "1\tMới lập\n2\tTăng một");
    assert_eq!(words, (pairs(&[("YT-09", "1"), ("YT-09a", "2")]), vec![]));
}

/// §6.3: a row that gives its code and, beside it, the category of a breakdown.
#[test]
fn a_category_beside_its_code_is_a_name_and_a_threshold_alone_is_a_figure() {
    let mut defs = table(&["YT-09", "YT-10"]);
    defs[0].name = "Số lượt khám bệnh – Dưới 5".into();
    let defs: Vec<&IndicatorDef> = defs.iter().collect();
    let pasted = read_block(&defs, "YT-09\tDưới 5\t1200");
    assert_eq!(pasted.numbers, pairs(&[("YT-09", "1200")]));
    let pasted = read_block(&defs, "YT-09\tdưới 5\nYT-10\tDưới 5\t7");
    assert_eq!(pasted.numbers, pairs(&[("YT-09", "dưới 5")]));
    assert_eq!(pasted.refused.len(), 1);
}

#[test]
fn a_row_with_another_unit_of_measure_or_of_another_table_is_refused_with_its_line() {
    let text = "YT-09\tlượt\t5\nYT-10\tlượt\t6\nGD-99\tlượt\t7";
    let (numbers, refused) = read(&["YT-09", "YT-10"], text);
    assert_eq!(numbers, pairs(&[("YT-09", "5")]));
    assert_eq!(refused, [(2, "other_measure"), (3, "row_unknown")]);
}

#[test]
fn a_ratio_takes_its_parts_and_refuses_a_share_that_is_not_theirs() {
    let one = ["GD-02"];
    let parts = pairs(&[("GD-02_NUM", "2.590"), ("GD-02_DEN", "2.974")]);
    assert_eq!(read(&one, "2.590\t2.974").0, parts);
    for share in ["87,09", "87,1", "87", "87,09 %", "87.09"] {
        assert_eq!(
            read(&one, &format!("2.590\t2.974\t{share}")).0,
            parts,
            "{share}"
        );
    }
    assert_eq!(read(&one, "2.590\t2.974\t78,09").1, [(1, "parts_disagree")]);
    assert_eq!(read(&one, "87,09").1, [(1, "ratio_parts")]);
}

/// a level is taken by its name or its place, alone in a column too; what is
/// none is refused with its line, and words behind a level are a note.
#[test]
fn r_3_9_a_level_is_taken_by_name_or_place_and_another_is_refused() {
    let one = ["GD-05"];
    for said in ["mức độ 2", "MUC DO 2", "2"] {
        let taken = (pairs(&[("GD-05", said)]), Vec::new());
        assert_eq!(read(&one, said), taken);
        for behind in ["", "\tđã công nhận"] {
            let row = format!("GD-05\tmức độ\t{said}{behind}");
            assert_eq!(read(&one, &row), taken);
        }
    }
    for said in ["mức độ 9", "9", "đạt"] {
        for before in ["GD-05\t", "GD-05\tmức độ\t"] {
            let (numbers, refused) = read(&one, &format!("{before}{said}"));
            assert!(numbers.is_empty(), "{numbers:?}");
            assert_eq!(refused, [(1, "no_level")]);
        }
    }
    assert_eq!(read(&one, "GD-05\tmức độ\t"), (Vec::new(), Vec::new()));
}

#[test]
fn more_rows_than_the_table_has_and_more_numbers_than_a_cell_takes_are_refused() {
    assert_eq!(read(&["YT-09"], "5\n6").1, [(2, "too_many_rows")]);
    assert_eq!(read(&["YT-09"], "5\t6").1, [(1, "many_numbers")]);
}
