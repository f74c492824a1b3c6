//! Numbers in forms that no rule has: other marks, a type before the number, lists
//! that write a symbol once; documents named by plenum or programme.

use extract::number::{NumberSystem, find_numbers, find_short_numbers, parse_number};
use extract::reading::{Document, read_text};

const OPENING: &str = "Nghệ An: Giao ban công tác khoa giáo quý I năm 2022\n\nThứ Hai, 11/04/2022\n\nNgày 8/4, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I.\n\n";

fn documents(sentence: &str) -> Vec<Document> {
    read_text(&format!("{OPENING}{sentence}\n")).value.documents
}

fn numbers(sentence: &str) -> Vec<String> {
    let all = documents(sentence).into_iter();
    all.filter_map(|d| d.number).collect()
}

/// a wrong mark, or none, between year, type and issuer is put right.
#[test]
fn numbers_with_other_marks_are_put_right_with_a_warning() {
    for (text, canonical, system) in [
        ("24/2021-NĐ-CP", "24/2021/NĐ-CP", NumberSystem::Qppl),
        ("24-2021/NĐ-CP", "24/2021/NĐ-CP", NumberSystem::Qppl),
        ("100/QĐ.UBND", "100/QĐ-UBND", NumberSystem::State),
        ("12/KHUBND", "12/KH-UBND", NumberSystem::State),
        ("1373/QĐTTg", "1373/QĐ-TTg", NumberSystem::State),
        ("04/NQTW", "04-NQ/TW", NumberSystem::Party),
    ] {
        let doc = parse_number(text).expect("a number");
        assert_eq!((doc.canonical.as_str(), doc.system), (canonical, system));
        assert!(doc.warnings.contains(&"number-separators"), "{text}");
        let running = format!("thực hiện Nghị định {text} của ngành.");
        let found = find_numbers(&running);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].1.raw, text);
    }
    for text in [
        "tháng 9/2017-UBND tỉnh",
        "giai đoạn 1/2016-2020 NĐ-CP",
        "đạt 12/CTUBND",
        "có 5/TTHĐND",
        "xếp 100/QĐ.Sở",
    ] {
        assert!(find_numbers(text).is_empty(), "{text}");
    }
}

/// "NQ 20/TW" tells its type before the number; the State wrote numbers
/// without a type of old.
#[test]
fn a_type_before_the_number_belongs_to_it() {
    for (text, canonical) in [
        ("NQ 20/TW", "20-NQ/TW"),
        ("NQ số 20/TƯ", "20-NQ/TW"),
        ("Nghị quyết 20/TW", "20-NQ/TW"),
        ("Chỉ thị số 05/TW", "05-CT/TW"),
        ("Nghị định 43/CP", "43/CP"),
    ] {
        let running = format!("quán triệt {text} về y tế");
        let found = find_numbers(&running);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].1.canonical, canonical, "{text}");
        let told = documents(&format!(
            "Hội nghị quán triệt {text} về y tế đến cán bộ chủ chốt các cấp."
        ));
        assert_eq!(told[0].canonical.as_deref(), Some(canonical), "{text}");
        assert_ne!(told[0].kind, "Công văn", "{text}");
    }
    assert!(find_numbers("có 20/TW hội viên").is_empty());
}

/// a list may write the symbol of its numbers once, at its end.
#[test]
fn a_list_shares_the_symbol_at_its_end() {
    assert_eq!(
        numbers("Thực hiện các Nghị quyết 28, 29-NQ/TW và 20, 21-NQ/TW về y tế."),
        ["28-NQ/TW", "29-NQ/TW", "20-NQ/TW", "21-NQ/TW"]
    );
    assert_eq!(
        numbers("Thực hiện Nghị quyết số 29-NQ/TW và 20 xã về đích, 21 trường đạt chuẩn."),
        ["29-NQ/TW"]
    );
    let found: Vec<_> = find_short_numbers("các Nghị quyết 57, 71 và 72 của Bộ Chính trị")
        .into_iter()
        .map(|(_, digits)| digits)
        .collect();
    assert_eq!(found, ["57", "71", "72"]);
}

/// an official letter may be called by its bare number.
#[test]
fn an_official_letter_is_called_by_its_bare_number() {
    let told = documents("Theo Công văn 345 của Bộ Y tế, các trạm đã rà soát.");
    assert_eq!(told[0].kind, "Công văn");
    assert_eq!(told[0].number.as_deref(), Some("345"));
    assert_eq!(told[0].issuer.as_deref(), Some("Bộ Y tế"));
}

/// a plenum and a national programme name a document; a number that follows
/// the plenum is that of the same resolution.
#[test]
fn plenums_and_programmes_name_documents() {
    let named = |sentence: &str| -> Vec<(String, String)> {
        let all = documents(sentence).into_iter();
        all.map(|d| (d.kind, d.issuer.or(d.subject).unwrap_or_default()))
            .collect()
    };
    let pair = |kind: &str, name: &str| vec![(kind.to_owned(), name.to_owned())];
    assert_eq!(
        named(
            "Các cấp quán triệt Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI."
        ),
        pair(
            "Nghị quyết",
            "Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI"
        )
    );
    assert_eq!(
        named("Các cấp quán triệt NQTW 4 khoá XII tới đảng viên."),
        pair("Nghị quyết", "TW 4 khoá XII")
    );
    assert_eq!(
        named(
            "Chương trình mục tiêu quốc gia xây dựng nông thôn mới, nhiều đề án được triển khai."
        ),
        pair("Chương trình", "mục tiêu quốc gia xây dựng nông thôn mới")
    );
    let told = numbers(
        "Thực hiện Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI (Nghị quyết số 29-NQ/TW).",
    );
    assert_eq!(told, ["29-NQ/TW"]);
    let both = documents(
        "Thực hiện Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI (Nghị quyết số 29-NQ/TW).",
    );
    assert_eq!(both.len(), 1);
}
