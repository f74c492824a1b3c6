//! Random typed texts in Vietnamese, English, plain and broken notation, with
//! the reading of `domain`.

use super::{cases, rules};
use domain::indicator::{IndicatorDef, IndicatorKind};
use domain::number::{MAX_SCALE, format_number};
use domain::report::{Figure, NumberStyle, Part, Trouble, read_part, read_typed};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What the page does with a case of [`made`].
pub const SCRIPT: &str = "const r = m.readTyped(c.text, c.scale, c.style); \
     if (r.exact !== undefined) return `exact ${r.exact}`; \
     return r.error === 'number.doubtful' ? `${r.error} ${r.vietnamese} ${r.english}` : r.error || 'empty'";

/// What the page does with a case of [`parts`].
pub const PART_SCRIPT: &str = "const r = m.readPart(c.def, c.part, c.text, c.style, c.measures); \
     if (r.bound) return `${r.bound} ${m.bounded(r.bound, m.formatNumber(r.exact, 0))}`; \
     if (r.exact !== undefined) return `exact ${r.exact}`; \
     return r.error === 'number.doubtful' ? `${r.error} ${r.vietnamese} ${r.english}` : r.error || 'empty'";

/// What the page does with a case of [`written`].
pub const WRITE_SCRIPT: &str = "return m.formatNumber(BigInt(c.value), c.scale)";

fn written_number() -> impl Strategy<Value = String> {
    let value = prop_oneof![any::<i64>(), -99_999i64..10_000_000];
    (value, 0u8..=3, 0..4).prop_map(|(value, scale, how)| {
        let vietnamese = format_number(value, scale);
        let swap = |point: &str, comma: &str| {
            let signs = vietnamese.chars().map(|c| match c {
                '.' => point.to_owned(),
                ',' => comma.to_owned(),
                other => other.to_string(),
            });
            signs.collect::<String>()
        };
        match how {
            0 => vietnamese,
            1 => swap(",", "."),
            2 => swap("", ","),
            _ => swap("\u{a0}", ","),
        }
    })
}

fn text() -> impl Strategy<Value = String> {
    let spoilt = (
        written_number(),
        any::<prop::sample::Index>(),
        "[0-9.,% \\-+a−–]",
    );
    let spoilt = spoilt.prop_map(|(text, at, sign)| {
        let mut signs: Vec<char> = text.chars().collect();
        let at = at.index(signs.len() + 1);
        signs.insert(at, sign.chars().next().unwrap_or('0'));
        signs.into_iter().collect()
    });
    prop_oneof![
        4 => written_number(),
        3 => spoilt,
        4 => "[+\\-−–]?[0-9]{0,4}[.,][0-9]{0,4}",
        3 => "[+\\-−–]?[1-9][0-9]{0,2}[.,][0-9]{3}",
        3 => "[0-9]{1,4}([., \u{a0}\u{202f}][0-9]{2,3}){0,5}[.,]?[0-9]{0,3} ?%?",
        2 => "[-+−–%., \u{85}\u{feff}\u{3000}\t0-9]{0,12}",
        1 => "0{0,30}[0-9]{0,30}[.,]?0{0,30}",
        1 => "\\PC{0,12}",
    ]
}

/// Typed texts with scale and style, and what `domain` reads.
pub fn made(count: usize) -> (Vec<Value>, Vec<String>) {
    let style = prop::sample::select(vec![
        None,
        None,
        Some(NumberStyle::Vietnamese),
        Some(NumberStyle::English),
    ]);
    let scale = prop_oneof![9 => 0u8..=4, 1 => 5u8..=MAX_SCALE + 2];
    cases(&(text(), scale, style), count)
        .into_iter()
        .map(|(text, scale, style)| {
            let told = answer(read_typed(&text, scale, style));
            let style = style.map_or("", NumberStyle::code);
            (
                json!({ "text": text, "scale": scale, "style": style }),
                told,
            )
        })
        .unzip()
}

fn answer(read: Result<Option<i64>, Trouble>) -> String {
    match read {
        Ok(Some(number)) => format!("exact {number}"),
        Ok(None) => "empty".to_owned(),
        Err(Trouble::Doubtful {
            vietnamese,
            english,
        }) => format!("number.doubtful {vietnamese} {english}"),
        Err(refused) => refused.code().to_owned(),
    }
}

/// A threshold with its words, as the page writes them; else as [`answer`].
fn part_answer(read: Result<Option<Figure>, Trouble>) -> String {
    match read {
        Ok(Some(Figure {
            number,
            bound: Some(bound),
        })) => format!(
            "{} {}",
            bound.code(),
            bound.written(&format_number(number, 0))
        ),
        other => answer(other.map(|figure| figure.map(|figure| figure.number))),
    }
}

/// Words of thresholds before and behind a number, and others that are none.
const AROUND: [(&str, &str); 29] = [
    ("từ ", " trở lên"),
    ("Tu ", "\u{a0}tro  len "),
    ("từ ", " trở xuống"),
    ("", " trở lên"),
    ("trên ", ""),
    ("Hơn\u{a0}", ""),
    ("> ", ""),
    (">", ""),
    ("≥", ""),
    (">= ", ""),
    ("≤ ", ""),
    ("<", ""),
    ("không  quá ", ""),
    ("DƯỚI ", ""),
    ("< ", ""),
    ("chưa đến ", ""),
    ("less than\u{a0}", ""),
    ("ít nhất ", ""),
    ("at least ", ""),
    ("above ", ""),
    ("Below\u{a0}", ""),
    ("", " or less"),
    ("từ ", ""),
    ("trên ", " trở lên"),
    ("khoảng ", ""),
    ("cơ bản ", ""),
    ("≯ ", ""),
    ("≱", ""),
    ("toString ", ""),
];

/// Units of measure of a form, and words that people write behind a number.
const MEASURES: [&str; 4] = ["người", "lượt", "%", "triệu đồng"];
const BEHIND: [&str; 14] = [
    "",
    "người",
    "NGƯỜI",
    "nguoi",
    "lượt",
    "Lượt ",
    "%",
    "‰",
    "triệu",
    "Tỷ",
    "nghìn",
    "triệu  đồng",
    "đ/c",
    "I",
];

/// Typed parts of indicators with a unit of measure behind the number, and what
/// `domain` reads.
pub fn parts(count: usize) -> (Vec<Value>, Vec<String>) {
    let style = prop::sample::select(vec![
        None,
        None,
        Some(NumberStyle::Vietnamese),
        Some(NumberStyle::English),
    ]);
    let of = prop_oneof![
        3 => Just(Part::Value),
        2 => prop::sample::select(Part::ALL.to_vec())
    ];
    // Many read two ways where the scale has three places and nothing stands
    // behind, so that the question is put often enough.
    let two_ways = "[1-9][0-9]{0,2}[.,][0-9]{3}".boxed();
    let number = prop_oneof![5 => written_number().boxed(), 1 => text().boxed(), 4 => two_ways];
    let behind = prop_oneof![Just(""), prop::sample::select(BEHIND.to_vec())];
    let around = prop_oneof![1 => Just(("", "")), 1 => prop::sample::select(AROUND.to_vec())];
    let typed = (number, "[ \u{a0}]{0,2}", behind, around).prop_map(
        |(number, space, behind, (before, after))| {
            format!("{before}{number}{space}{behind}{after}")
        },
    );
    let measure = prop::sample::select(MEASURES.to_vec());
    let scale = prop_oneof![0u8..=3, Just(3)];
    let is_rank = prop::bool::weighted(0.1);
    let def = (rules::definition("A"), measure, scale, is_rank);
    let def = def.prop_map(|(def, measure, scale, is_rank)| IndicatorDef {
        measure: measure.into(),
        scale,
        kind: match is_rank {
            true => IndicatorKind::Rank,
            false => def.kind.clone(),
        },
        ..def
    });
    cases(&(def, of, typed, style), count)
        .into_iter()
        .map(|(def, part, text, style)| {
            let told = part_answer(read_part(&def, part, &text, style, &MEASURES));
            let case = json!({
                "def": {
                    "scale": def.scale,
                    "factor": def.factor(),
                    "measure": def.measure,
                    "is_rank": def.is_rank(),
                },
                "part": part.code(),
                "text": text,
                "style": style.map_or("", NumberStyle::code),
                "measures": MEASURES,
            });
            (case, told)
        })
        .unzip()
}

/// Numbers to be written, and how `domain` writes them.
pub fn written(count: usize) -> (Vec<Value>, Vec<String>) {
    let value = prop_oneof![any::<i64>(), -2_000i64..2_000];
    cases(&(value, 0u8..=MAX_SCALE), count)
        .into_iter()
        .map(|(value, scale)| {
            let case = json!({ "value": value, "scale": scale });
            (case, format_number(value, scale))
        })
        .unzip()
}
