//! Pages of a PDF whose text stands in two columns. The files are written here,
//! line by line, as producers of PDF do that know nothing of columns.

// What other tests need is there too.
#[allow(dead_code)]
mod mutate;

use extract::ReadOptions;

/// One page of lines at their places, in the order in which the file holds them.
fn text_of(lines: &[(f64, f64, &str)]) -> String {
    let content: String = lines
        .iter()
        .map(|(x, y, text)| format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n"))
        .collect();
    let bytes = mutate::pdf::page_of(&content);
    let source = extract::format::read_source("a.pdf", &bytes, &ReadOptions::default());
    assert!(source.findings.is_empty(), "{:?}", source.findings);
    source.value.text
}

const LEFT: [&str; 6] = [
    "Ngay 8/4/2022 So Y te to chuc hoi nghi",
    "giao ban cong tac y te quy I nam 2022",
    "tai thanh pho Hoa Binh. Den du co dai",
    "dien cac benh vien va trung tam y te",
    "cac huyen. Hoi nghi nghe bao cao ve",
    "cong tac phong chong dich trong quy.",
];
const RIGHT: [&str; 6] = [
    "Sang quy II nganh tap trung tiem chung",
    "mo rong cho tre em duoi nam tuoi va",
    "kiem tra an toan thuc pham tai cac cho",
    "dau moi. Lanh dao So de nghi cac don vi",
    "bao cao truoc ngay 15 hang thang ve",
    "nhung viec chua lam duoc cua minh.",
];

fn rows(left: &[&'static str], right: &[&'static str]) -> Vec<(f64, f64, &'static str)> {
    let mut lines = vec![(
        72.0,
        720.0,
        "HOI NGHI GIAO BAN CONG TAC Y TE QUY I NAM 2022 CUA TOAN TINH HOA BINH",
    )];
    for (n, (l, r)) in left.iter().zip(right).enumerate() {
        let y = 690.0 - 14.0 * n as f64;
        lines.push((72.0, y, *l));
        lines.push((320.0, y, *r));
    }
    lines
}

/// Where `words` begin, once broken lines are joined.
fn at(text: &str, words: &str) -> usize {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.find(words)
        .unwrap_or_else(|| panic!("{words:?} is not in {text:?}"))
}

#[test]
fn columns_held_row_by_row_are_read_one_after_the_other() {
    let text = text_of(&rows(&LEFT, &RIGHT));
    at(&text, "to chuc hoi nghi giao ban cong tac y te quy I");
    at(&text, "tap trung tiem chung mo rong cho tre em");
    assert!(at(&text, "HOI NGHI GIAO BAN") < at(&text, "phong chong dich trong quy."));
    assert!(at(&text, "phong chong dich trong quy.") < at(&text, "Sang quy II"));
}

#[test]
fn columns_already_in_order_stay_as_they_are() {
    let rows = rows(&LEFT, &RIGHT);
    let (right, left): (Vec<_>, Vec<_>) = rows.into_iter().partition(|l| l.0 > 300.0);
    let text = text_of(&[left, right].concat());
    assert!(at(&text, "phong chong dich trong quy.") < at(&text, "Sang quy II"));
    at(&text, "tap trung tiem chung mo rong cho tre em");
}

#[test]
fn rows_of_a_table_are_kept_together() {
    let names = [
        "So truong hoc",
        "So hoc sinh",
        "So giao vien",
        "Luot kham benh",
        "So ca mac",
        "Ho ngheo",
    ];
    let values = ["312", "98.400", "7.215", "21.300", "41", "1.902"];
    let text = text_of(&rows(&names, &values));
    for (name, value) in names.iter().zip(values) {
        at(&text, &format!("{name} {value}"));
    }
}

#[test]
fn a_letterhead_of_two_blocks_is_left_as_the_file_has_it() {
    let left = [
        "UBND TINH HOA BINH",
        "SO Y TE",
        "So: 12/BC-SYT",
        "-------",
        "V/v giao ban",
        "quy I",
    ];
    let right = [
        "CONG HOA XA HOI CHU NGHIA VIET NAM",
        "Doc lap - Tu do - Hanh phuc",
        "Hoa Binh, ngay 8 thang 4",
        "-------",
        "Kinh gui:",
        "UBND tinh",
    ];
    let text = text_of(&rows(&left, &right));
    assert!(at(&text, "CONG HOA XA HOI") < at(&text, "SO Y TE"));
}
