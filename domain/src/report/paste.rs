//! A block of cells pasted from a spreadsheet: which text belongs into
//! which input. Nothing is converted here; [`super::read_cells`] does that, so
//! that a pasted number is read exactly as a typed one.

use super::Part;
use super::entry::MULTIPLES;
use crate::indicator::{IndicatorDef, IndicatorKind, ratio_value};
use crate::number::{NumberError, Reading, read_number, split_bound};
use crate::text::fold;

/// What a block says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Texts by [`Part::key`].
    pub numbers: Vec<(String, String)>,
    /// Rows that were not taken over, each with its reason.
    pub refused: Vec<PasteRefusal>,
}

/// A row that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteRefusal {
    /// Line of the block, from 1.
    pub line: usize,
    /// Reason; the key of its text is `paste.<code>`.
    pub code: &'static str,
    /// The row as pasted, its columns apart by a bar.
    pub quote: String,
}

/// Lays a block over the rows of a table. Columns are apart by tabs. If rows name
/// their indicator by code or name, they go where they say, in any order; else
/// they follow the table from its first row, an empty line leaving a row as it
/// is. A unit of measure in a row must be the indicator's own.
#[must_use]
pub fn read_block(table: &[&IndicatorDef], text: &str) -> Pasted {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').map(str::trim).collect())
        .collect();
    let is_named = rows.iter().any(|row| named(table, row).is_some());
    let mut pasted = Pasted::default();
    let mut next = 0;
    for (at, whole) in rows.iter().enumerate() {
        let mut row = whole.as_slice();
        let is_empty = row.iter().all(|cell| cell.is_empty());
        let has_number = row.iter().copied().any(is_number);
        let def = if is_named {
            match named(table, row) {
                // What stands before the name is a row number.
                Some((def, at)) => {
                    row = &row[at + 1..];
                    def
                }
                // A heading, or a row of another table.
                None if !has_number => continue,
                None => {
                    pasted.refuse(at, "row_unknown", whole);
                    continue;
                }
            }
        } else if !is_empty && !has_number && next == 0 {
            continue;
        } else {
            let Some(def) = table.get(next) else {
                if !is_empty {
                    pasted.refuse(at, "too_many_rows", whole);
                }
                continue;
            };
            next += 1;
            def
        };
        match take(table, def, row) {
            Ok(numbers) => pasted.numbers.extend(numbers),
            Err(code) => pasted.refuse(at, code, whole),
        }
    }
    pasted
}

impl Pasted {
    fn refuse(&mut self, at: usize, code: &'static str, row: &[&str]) {
        self.refused.push(PasteRefusal {
            line: at + 1,
            code,
            quote: row.join(" | "),
        });
    }
}

/// The indicator that a row names.
fn named<'a>(table: &[&'a IndicatorDef], row: &[&str]) -> Option<(&'a IndicatorDef, usize)> {
    table.iter().find_map(|def| {
        let names = |cell: &&str| {
            cell.eq_ignore_ascii_case(&def.code)
                || (!cell.is_empty() && fold(cell) == fold(&def.name))
        };
        Some((*def, row.iter().rposition(names)?))
    })
}

/// Begins like a number, perhaps with its unit of measure, and is no label such
/// as "1.1 Trường đạt chuẩn"; or is a threshold and nothing else: "dưới 5 tuổi" names
/// a row.
fn is_number(cell: &str) -> bool {
    if let Some((_, number)) = split_bound(cell) {
        let read = read_number(number, 0);
        return !matches!(read, Err(NumberError::Empty | NumberError::Malformed));
    }
    let digits = cell.trim_start_matches(['-', '−', '+']);
    let words = cell
        .split_whitespace()
        .filter(|w| w.chars().all(char::is_alphabetic));
    digits.starts_with(|c: char| c.is_ascii_digit()) && words.count() <= 2
}

fn take(
    table: &[&IndicatorDef],
    def: &IndicatorDef,
    row: &[&str],
) -> Result<Vec<(String, String)>, &'static str> {
    let mut numbers: Vec<&str> = Vec::new();
    for cell in row {
        let said = fold(cell);
        let is_measure = table.iter().any(|d| fold(&d.measure) == said);
        if cell.is_empty() || cell.eq_ignore_ascii_case(&def.code) {
            continue;
        }
        if is_measure || MULTIPLES.contains(&said.as_str()) {
            if said != fold(&def.measure) {
                return Err("other_measure");
            }
        } else if is_number(cell) || def.read_level(cell).is_some() {
            numbers.push(cell);
        } else if said != fold(&def.name) && row.len() == 1 {
            // A lone text in a column of numbers: shown as typed, not dropped.
            numbers.push(cell);
        }
    }
    let put = |part: Part, text: &str| (part.key(&def.code), text.to_owned());
    match (&def.kind, numbers.as_slice()) {
        (_, []) => Ok(Vec::new()),
        (IndicatorKind::Plain | IndicatorKind::Rank | IndicatorKind::Category { .. }, [one]) => {
            Ok(vec![put(Part::Value, one)])
        }
        (IndicatorKind::Plain | IndicatorKind::Rank | IndicatorKind::Category { .. }, _) => {
            Err("many_numbers")
        }
        (IndicatorKind::Ratio { .. }, [num, den]) => {
            Ok(vec![put(Part::Num, num), put(Part::Den, den)])
        }
        (IndicatorKind::Ratio { factor, .. }, [num, den, ratio]) => {
            if agrees(def, *factor, num, den, ratio) {
                Ok(vec![put(Part::Num, num), put(Part::Den, den)])
            } else {
                Err("parts_disagree")
            }
        }
        (IndicatorKind::Ratio { .. }, _) => Err("ratio_parts"),
    }
}

/// Whether a ratio that stands beside its parts is theirs, however it may be
/// read and to the decimals that it has.
fn agrees(def: &IndicatorDef, factor: i64, num: &str, den: &str, ratio: &str) -> bool {
    let readings = |text: &str, scale: u8| match read_number(text, scale) {
        Ok(Reading::Exact(value)) => vec![value],
        Ok(Reading::Ambiguous { thousands, decimal }) => vec![thousands, decimal],
        Err(_) => Vec::new(),
    };
    let (nums, dens) = (readings(num, 0), readings(den, 0));
    (0..=def.scale).any(|scale| {
        let said = readings(ratio, scale);
        nums.iter().any(|num| {
            dens.iter().any(|den| {
                ratio_value(*num, *den, factor, scale).is_some_and(|value| said.contains(&value))
            })
        })
    })
}

#[cfg(test)]
mod tests {
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
        let text = "Mã\tChỉ tiêu\tĐVT\tKỳ này\nYT-09a\t\tlượt\t20\n1\tSố lượt khám bệnh\tlượt\t1.915.509\n";
        let (numbers, refused) = read(&["YT-09", "YT-09a"], text);
        assert_eq!(numbers, pairs(&[("YT-09a", "20"), ("YT-09", "1.915.509")]));
        assert!(refused.is_empty(), "{refused:?}");
    }

    /// §6.2: a threshold goes into its cell, and a name with a number is still a name.
    #[test]
    fn a_threshold_is_a_number_and_an_age_is_a_name() {
        let (numbers, refused) = read(
            &["YT-09", "YT-10"],
            "YT-09\ttừ 1.200 trở lên\nYT-10\tdưới 5",
        );
        assert_eq!(
            numbers,
            pairs(&[("YT-09", "từ 1.200 trở lên"), ("YT-10", "dưới 5")])
        );
        assert!(refused.is_empty(), "{refused:?}");
        assert!(!is_number("Dưới 5 tuổi") && is_number("> 95 %"));
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

    #[test]
    fn more_rows_than_the_table_has_and_more_numbers_than_a_cell_takes_are_refused() {
        assert_eq!(read(&["YT-09"], "5\n6").1, [(2, "too_many_rows")]);
        assert_eq!(read(&["YT-09"], "5\t6").1, [(1, "many_numbers")]);
    }
}
