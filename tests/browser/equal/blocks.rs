//! Random blocks of a spreadsheet, half of them with row numbers in front, with what
//! `domain` puts into which input.

use super::cases;
use domain::indicator::{IndicatorDef, IndicatorKind, catalogue};
use domain::report::read_block;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What the page does with a case of [`made`].
pub const SCRIPT: &str = "const r = m.readBlock(c.defs, c.text); \
     return JSON.stringify([r.numbers, r.refused.map(f => [f.line, f.code, f.quote])])";

/// Names and units of measure, figures, names that read like figures, and levels.
const CELLS: [&str; 43] = [
    "",
    "YT-09",
    "yt-10",
    "GD-02",
    "Số lượt khám – Dưới 5",
    "Trên 60",
    "Dưới 5",
    "dưới 5 tuổi",
    "trên 60 tuổi trở lên",
    "Từ 5 đến 60",
    "5-60",
    "1.1 Trường đạt chuẩn mức hai",
    "không có",
    "Tuyến tỉnh",
    "Tuyến xã",
    "1",
    "lượt",
    "LƯỢT ",
    "%",
    "triệu",
    "từ 1.200 lượt trở lên",
    "≥\u{a0}95%",
    ">95",
    "trên 5 triệu",
    "không quá 3",
    "<\u{202f}1\u{a0}200",
    "95 %",
    "1.200 lượt",
    "12",
    "50",
    "24",
    "−5",
    "7,25",
    "GD-05",
    "mức độ",
    "mức độ 1",
    " MUC  DO 2",
    "mức độ 9",
    "đạt",
    "Chưa đạt",
    "2",
    "3",
    "4",
];

/// Names of levels, one of which is a place of others and one reads like a threshold.
const LEVELS: [&str; 6] = ["mức độ 1", "mức độ 2", "Đạt", "chưa đạt", "3", "Trên 60"];

/// Two counts, one of which is named like an age group, a ratio and a category.
fn table() -> [IndicatorDef; 4] {
    let all = catalogue();
    let of = |code: &str| {
        let found = all.iter().find(|def| def.code == code);
        found.cloned().expect("in the catalogue")
    };
    let whole = IndicatorDef {
        name: "Số lượt khám – Dưới 5".into(),
        ..of("YT-09")
    };
    let age = IndicatorDef {
        name: "Trên 60".into(),
        ..of("YT-10")
    };
    [whole, age, of("GD-02"), of("GD-05")]
}

/// The table with these levels of its category, which comes last or first.
fn with_levels(mut table: [IndicatorDef; 4], levels: &[&str], is_first: bool) -> [IndicatorDef; 4] {
    let levels = levels.iter().map(|name| (*name).to_owned()).collect();
    table[3].kind = IndicatorKind::Category { levels };
    if is_first {
        table.rotate_right(1);
    }
    table
}

/// The rows of a table as the page knows them.
fn told(table: &[IndicatorDef]) -> Vec<Value> {
    let told = table.iter().map(|def| {
        json!({
            "code": def.code,
            "name": def.name,
            "measure": def.measure,
            "scale": def.scale,
            "factor": def.factor(),
            "levels": def.levels(),
        })
    });
    told.collect()
}

/// Blocks for tables that differ by their levels, and what becomes of their cells.
pub fn made(count: usize) -> (Vec<Value>, Vec<String>) {
    let base = table();
    let cell = prop::sample::select(CELLS.to_vec());
    let levels = prop::sample::subsequence(LEVELS.to_vec(), 2..=4).prop_shuffle();
    let rows = (any::<bool>(), vec(vec(cell, 1..5), 1..6)).prop_map(|(is_counted, mut rows)| {
        let count = if is_counted { rows.len() } else { 0 };
        for (number, row) in ["1", "2", "3", "4", "5"]
            .into_iter()
            .zip(&mut rows[..count])
        {
            row.insert(0, number);
        }
        rows
    });
    cases(&(levels, any::<bool>(), rows), count)
        .into_iter()
        .map(|(levels, is_first, rows)| {
            let table = with_levels(base.clone(), &levels, is_first);
            let defs: Vec<&IndicatorDef> = table.iter().collect();
            let lines: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
            let text = lines.join("\n");
            let pasted = read_block(&defs, &text);
            let refused: Vec<Value> = pasted
                .refused
                .iter()
                .map(|r| json!([r.line, r.code.replace('_', "-"), r.quote]))
                .collect();
            let here = json!([pasted.numbers, refused]).to_string();
            (json!({ "defs": told(&table), "text": text }), here)
        })
        .unzip()
}
