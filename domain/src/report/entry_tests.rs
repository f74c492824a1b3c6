//! Tests of typed cells.

use super::*;
use crate::indicator::IndicatorKind;
use crate::indicator::catalogue;

fn typed(pairs: &[(&str, &str)]) -> TypedCells {
    let numbers = pairs
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect();
    TypedCells {
        numbers,
        ..TypedCells::default()
    }
}

#[test]
fn an_empty_cell_is_left_out_and_a_zero_is_kept() {
    let defs = catalogue();
    let plain = defs
        .iter()
        .find(|d| d.kind == IndicatorKind::Plain)
        .unwrap();
    let empty = read_cells([plain], &typed(&[(&plain.code, "  ")]), &BTreeMap::new());
    assert_eq!(empty, ReadCells::default());
    let zero = read_cells([plain], &typed(&[(&plain.code, "0")]), &BTreeMap::new());
    assert_eq!(zero.values[&plain.code], Cell::of(0));
}

#[test]
fn r_3_9_a_doubtful_number_is_asked_once_and_the_answer_serves_the_whole_form() {
    let asked = read_typed("1.234", 3, None);
    let both = Trouble::Doubtful {
        vietnamese: 1_234_000,
        english: 1_234,
    };
    assert_eq!(asked, Err(both));
    assert_eq!(
        read_typed("1.234", 3, Some(NumberStyle::Vietnamese)),
        Ok(Some(1_234_000))
    );
    assert_eq!(
        read_typed("1.234", 3, Some(NumberStyle::English)),
        Ok(Some(1_234))
    );
    // The same answer read with the other separator.
    assert_eq!(
        read_typed("1,200", 2, Some(NumberStyle::Vietnamese)),
        Ok(Some(120))
    );
    assert_eq!(
        read_typed("1,200", 2, Some(NumberStyle::English)),
        Ok(Some(120_000))
    );
}

#[test]
fn a_number_left_as_shown_is_not_doubted_again() {
    let fine = catalogue()
        .into_iter()
        .find(|d| d.kind == IndicatorKind::Plain)
        .unwrap();
    let fine = IndicatorDef { scale: 3, ..fine };
    let shown = BTreeMap::from([(fine.code.clone(), Cell::of(1_234))]);
    let read = read_cells([&fine], &typed(&[(&fine.code, "1,234")]), &shown);
    assert_eq!(read.values, shown);
}

#[test]
fn what_cannot_be_read_is_kept_as_typed_with_its_reason() {
    let defs = catalogue();
    let plain = defs
        .iter()
        .find(|d| d.kind == IndicatorKind::Plain)
        .unwrap();
    let read = read_cells(
        [plain],
        &typed(&[(&plain.code, "12 trường")]),
        &BTreeMap::new(),
    );
    assert!(read.values.is_empty());
    assert_eq!(read.troubles[0].trouble.code(), "number.malformed");
    assert_eq!(read.kept_texts()[&plain.code], "12 trường");
}

#[test]
fn a_number_with_another_unit_of_measure_is_refused_and_its_own_is_taken_off() {
    let defs = catalogue();
    let fines = defs.iter().find(|d| d.measure == "triệu đồng").unwrap();
    let people = defs.iter().find(|d| d.measure == "người").unwrap();
    let read = |code: &str, text: &str| {
        read_cells([fines, people], &typed(&[(code, text)]), &BTreeMap::new())
    };
    assert_eq!(
        read(&fines.code, "12,5 triệu đồng").values[&fines.code],
        Cell::of(125)
    );
    assert_eq!(
        read(&people.code, "45 Người").values[&people.code],
        Cell::of(45)
    );
    for text in ["12 triệu", "12 triệu đồng", "12 %", "12‰"] {
        let read = read(&people.code, text);
        assert!(read.values.is_empty(), "{text}");
        assert_eq!(
            read.troubles[0].trouble.code(),
            "number.other_measure",
            "{text}"
        );
    }
}

/// §6.2: a threshold is the operator and the value, with the column's own unit of
/// measure or without; what is shown reads back as it was.
#[test]
fn a_threshold_is_read_as_operator_and_value_and_written_so_again() {
    let defs = catalogue();
    let people = defs.iter().find(|d| d.code == "GD-09").unwrap();
    let read = |text: &str| read_cells([people], &typed(&[(&people.code, text)]), &BTreeMap::new());
    for (text, bound, value) in [
        ("từ 1.200 trở lên", Bound::AtLeast, 1_200),
        ("từ 1.200 người trở lên", Bound::AtLeast, 1_200),
        ("hơn 1.200", Bound::Above, 1_200),
        ("không quá 3", Bound::AtMost, 3),
        ("< 5 người", Bound::Below, 5),
        ("≥1\u{202f}200\u{a0}người", Bound::AtLeast, 1_200),
        ("\u{a0}>\u{2009}95", Bound::Above, 95),
        ("từ\u{a0}70\u{202f}trở\u{a0}lên", Bound::AtLeast, 70),
    ] {
        let cell = read(text).values[&people.code].clone();
        assert_eq!(cell, Cell::of(value).with_bound(bound), "{text}");
        let written = Part::Value.written(people, &cell).unwrap();
        assert_eq!(read(&written).values[&people.code], cell, "{written}");
    }
    for (text, code) in [
        ("cơ bản", "number.malformed"),
        ("từ 70", "number.malformed"),
        ("trên 5 triệu", "number.other_measure"),
        ("trên 1,5", "number.too_precise"),
    ] {
        assert_eq!(read(text).troubles[0].trouble.code(), code, "{text}");
    }
}

/// §6.2: a part of a ratio and a rank are no thresholds.
#[test]
fn a_part_and_a_rank_take_no_threshold() {
    let defs = catalogue();
    let ratio = defs.iter().find(|d| d.code == "GD-02").unwrap();
    let rank = defs.iter().find(|d| d.code == "KC-03h").unwrap();
    for (def, part) in [(ratio, Part::Num), (ratio, Part::Den), (rank, Part::Value)] {
        let refused = read_part(def, part, "trên 5", None, &[]).unwrap_err();
        assert_eq!(refused.code(), "number.no_threshold");
    }
}

/// a threshold that reads two ways is asked about as any number.
#[test]
fn a_threshold_that_reads_two_ways_is_asked_about_and_left_alone_as_it_was_shown() {
    let plain = catalogue()
        .into_iter()
        .find(|d| d.kind == IndicatorKind::Plain)
        .unwrap();
    let fine = IndicatorDef { scale: 3, ..plain };
    let text = typed(&[(&fine.code, "trên 1,234")]);
    let read = read_cells([&fine], &text, &BTreeMap::new());
    assert_eq!(read.troubles[0].trouble.code(), "number.doubtful");
    let cell = Cell::of(1_234).with_bound(Bound::Above);
    let shown = BTreeMap::from([(fine.code.clone(), cell)]);
    assert_eq!(read_cells([&fine], &text, &shown).values, shown);
}

#[test]
fn a_ratio_is_filled_in_by_its_two_whole_numbers() {
    let defs = catalogue();
    let ratio = defs.iter().find(|d| d.factor().is_some()).unwrap();
    let (num, den) = (Part::Num.key(&ratio.code), Part::Den.key(&ratio.code));
    let read = read_cells(
        [ratio],
        &typed(&[(&num, "1.234"), (&den, "2.000")]),
        &BTreeMap::new(),
    );
    assert_eq!(read.values[&ratio.code], Cell::of_parts(1_234, 2_000));
}
