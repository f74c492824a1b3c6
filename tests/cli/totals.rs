//! `giaoban totals` as a table.

use super::{Demo, code, err};

/// the row of a territory says of whom its figures are; the only one of a small
/// country says what the whole says. A unit's row says whether it gave its own.
#[test]
fn r_4_2_every_row_of_the_table_of_totals_has_its_coverage() {
    let demo = Demo::new();
    let past = &demo.rounds()[1];
    let table = |by: &str| -> Vec<Vec<String>> {
        let totals = demo.run(&["totals", "--round", past, "--by", by, "--csv"]);
        assert_eq!(code(&totals), 0, "{}", err(&totals));
        let mut read = csv::Reader::from_reader(totals.stdout.as_slice());
        read.records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect()
    };
    // Besides the unit: indicator, with_value, expected, missing, estimated.
    let coverage = |row: &[String]| [1, 5, 6, 9, 10].map(|column| row[column].clone());
    let (whole, rows): (Vec<_>, Vec<_>) = table("province")
        .into_iter()
        .partition(|row| row[0].is_empty());
    assert!(!whole.is_empty());
    assert_eq!(whole.len(), rows.len(), "one territory");
    for (whole, row) in whole.iter().zip(&rows) {
        assert_eq!(coverage(whole), coverage(row));
    }
    let units = table("unit").into_iter().filter(|row| !row[0].is_empty());
    let units: Vec<_> = units.collect();
    // Short names are shared, codes are not: one says of which unit a row is.
    let coded = |code: &str| units.iter().any(|row| row[11] == code);
    assert!(coded("SGDDT") && coded("SYT") && !coded(""), "{units:?}");
    let units = units.into_iter();
    let units: Vec<_> = units.map(|row| (row[5].clone(), row[6].clone())).collect();
    assert!(units.contains(&("1".into(), "1".into())), "{units:?}");
    assert!(units.contains(&("0".into(), "0".into())), "{units:?}");
}
