//! Random blocks of a spreadsheet, half of them with row numbers in front, with what
//! `domain` puts into which input.

use super::cases;
use domain::indicator::{IndicatorDef, catalogue};
use domain::report::read_block;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What the page does with a case of [`made`].
pub const SCRIPT: &str = "const r = m.readBlock(c.defs, c.text); \
     return JSON.stringify([r.numbers, r.refused.map(f => [f.line, f.code, f.quote])])";

/// Names and units of measure, figures, and names that read like figures.
const CELLS: [&str; 33] = [
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
];

/// Two counts, one of which is named like an age group, and a ratio.
fn table() -> [IndicatorDef; 3] {
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
    [whole, age, of("GD-02")]
}

/// Blocks for one table, and what becomes of their cells.
pub fn made(count: usize) -> (Vec<Value>, Vec<String>) {
    let table = table();
    let told: Vec<Value> = table
        .iter()
        .map(|def| {
            json!({
                "code": def.code,
                "name": def.name,
                "measure": def.measure,
                "scale": def.scale,
                "factor": def.factor(),
            })
        })
        .collect();
    let defs: Vec<&IndicatorDef> = table.iter().collect();
    let cell = prop::sample::select(CELLS.to_vec());
    let rows = (any::<bool>(), vec(vec(cell, 1..5), 1..5)).prop_map(|(is_counted, mut rows)| {
        let count = if is_counted { rows.len() } else { 0 };
        for (number, row) in ["1", "2", "3", "4"].into_iter().zip(&mut rows[..count]) {
            row.insert(0, number);
        }
        rows
    });
    cases(&rows, count)
        .into_iter()
        .map(|rows| {
            let lines: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
            let text = lines.join("\n");
            let pasted = read_block(&defs, &text);
            let refused: Vec<Value> = pasted
                .refused
                .iter()
                .map(|r| json!([r.line, r.code.replace('_', "-"), r.quote]))
                .collect();
            let here = json!([pasted.numbers, refused]).to_string();
            (json!({ "defs": told, "text": text }), here)
        })
        .unzip()
}
