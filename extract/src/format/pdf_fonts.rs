//! How many characters the table of a font names (`ToUnicode`): the library makes
//! an entry of each, and a range of a few bytes may name four thousand million.
//! Read with the library's own parser. Not here: which fonts are drawn
//! (`pdf_guard`).

use adobe_cmap_parser::{Value, parse};
use std::panic::catch_unwind;

/// Lists and strings within one another; honest tables have two.
const MAX_DEPTH: usize = 64;

/// Characters that the ranges of a table name; `None` for lists within one
/// another without end. A table that the library cannot read names none, since
/// it panics there before it makes an entry.
pub(super) fn named(table: &[u8]) -> Option<u64> {
    if too_deep(table) {
        return None;
    }
    let read = catch_unwind(|| parse(table).ok()).ok().flatten();
    Some(read.map_or(0, |values| in_ranges(&values)))
}

/// Every kind of bracket counts, wherever it stands.
fn too_deep(table: &[u8]) -> bool {
    let mut depth = 0_usize;
    table.iter().any(|byte| {
        match byte {
            b'(' | b'[' | b'<' => depth += 1,
            b')' | b']' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_DEPTH
    })
}

fn in_ranges(values: &[Value]) -> u64 {
    let mut sum = 0_u64;
    for (at, value) in values.iter().enumerate() {
        if !matches!(value, Value::Operator(word) if word == "beginbfrange") {
            continue;
        }
        for range in values[at + 1..].chunks(3) {
            let [Value::LiteralString(low), Value::LiteralString(high), to] = range else {
                break;
            };
            // What a list gives stands in the file itself.
            if let Value::LiteralString(_) = to {
                let length = u64::from(code(high)).saturating_sub(u64::from(code(low)));
                sum = sum.saturating_add(length + 1);
            }
        }
    }
    sum
}

/// The last four bytes count, as in the library.
fn code(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |code, byte| code << 8 | u32::from(*byte))
}
