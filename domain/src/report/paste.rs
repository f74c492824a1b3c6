//! A block of cells pasted from a spreadsheet: which text belongs into
//! which input. Nothing is converted here; [`super::read_cells`] does that, so
//! that a pasted number is read exactly as a typed one.

use super::Part;
use super::entry::{MULTIPLES, split_measure};
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
/// is, and a first column of words is passed over, also where some of them read like
/// thresholds ("Dưới 5", "Trên 60"). A unit of measure in a row must be the
/// indicator's own.
#[must_use]
pub fn read_block(table: &[&IndicatorDef], text: &str) -> Pasted {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').map(str::trim).collect())
        .collect();
    let is_named = rows.iter().any(|row| named(table, row).is_some());
    let is_labelled = !is_named && has_labels(table, &rows);
    let mut pasted = Pasted::default();
    let mut next = 0;
    for (at, whole) in rows.iter().enumerate() {
        let mut row = whole.as_slice();
        let is_empty = row.iter().all(|cell| cell.is_empty());
        let has_number = row.iter().any(|cell| is_number(table, cell));
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
            if is_labelled {
                row = &row[1..];
            }
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

/// Whether the first column of a block only tells its rows apart: a threshold stands
/// there before other numbers ("Dưới 5", an age group), and no row begins with a
/// plain number. A threshold with a unit of measure of the table is a figure.
fn has_labels(table: &[&IndicatorDef], rows: &[Vec<&str>]) -> bool {
    let is_label = |row: &Vec<&str>| {
        let is_group = split_bound(row[0]).is_some_and(|(_, number)| {
            !is_plain(table, number) || split_measure(number).1.is_empty()
        });
        is_group && row[1..].iter().any(|cell| is_number(table, cell))
    };
    rows.iter().any(is_label) && !rows.iter().any(|row| is_plain(table, row[0]))
}

/// A number and nothing else but perhaps a unit of measure of the table.
fn is_plain(table: &[&IndicatorDef], text: &str) -> bool {
    let (number, said) = split_measure(text);
    let is_known = said.is_empty()
        || MULTIPLES.contains(&said.as_str())
        || table.iter().any(|def| fold(&def.measure) == said);
    let read = read_number(number, 0);
    is_known && !matches!(read, Err(NumberError::Empty | NumberError::Malformed))
}

/// Begins like a number, perhaps with its unit of measure, and is no label such
/// as "1.1 Trường đạt chuẩn"; or is a threshold and nothing else: "dưới 5 tuổi" names
/// a row.
fn is_number(table: &[&IndicatorDef], cell: &str) -> bool {
    if let Some((_, number)) = split_bound(cell) {
        return is_plain(table, number);
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
    for (at, cell) in row.iter().enumerate() {
        let said = fold(cell);
        let is_measure = table.iter().any(|d| fold(&d.measure) == said);
        // The category of a row that is named by its code.
        let is_category = split_bound(cell).is_some()
            && fold(&def.name).ends_with(&said)
            && row[at + 1..].iter().any(|next| is_number(table, next));
        if cell.is_empty() || is_category || cell.eq_ignore_ascii_case(&def.code) {
            continue;
        }
        if is_measure || MULTIPLES.contains(&said.as_str()) {
            if said != fold(&def.measure) {
                return Err("other_measure");
            }
        } else if is_number(table, cell) || def.read_level(cell).is_some() {
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
        let text = "Nhóm tuổi\tSố lượt\nDưới 5\t1200\nTừ 5 đến 60\t> 500\nTrên 60\t300";
        let (numbers, refused) = read(&three, text);
        let expected = [("YT-09", "1200"), ("YT-09a", "> 500"), ("YT-09b", "300")];
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
        let (numbers, refused) = read(&["GD-02"], "Dưới 5\t2.590\t2.974");
        let parts = [("GD-02_NUM", "2.590"), ("GD-02_DEN", "2.974")];
        assert_eq!((numbers, refused), (pairs(&parts), vec![]));
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

    #[test]
    fn more_rows_than_the_table_has_and_more_numbers_than_a_cell_takes_are_refused() {
        assert_eq!(read(&["YT-09"], "5\n6").1, [(2, "too_many_rows")]);
        assert_eq!(read(&["YT-09"], "5\t6").1, [(1, "many_numbers")]);
    }
}
