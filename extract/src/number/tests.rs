//! The table of expected parses: standard forms, wrong forms, things that look
//! like numbers and are none.

use super::*;

fn parse(text: &str) -> DocNumber {
    parse_number(text).unwrap_or_else(|| panic!("{text} is a number"))
}

#[test]
fn party_numbers_are_separated_by_a_hyphen() {
    for (text, number, kind, org) in [
        ("85-KH/TU", "85", "KH", "TU"),
        ("Số 87-KH/TU", "87", "KH", "TU"),
        ("20-NQ/TW", "20", "NQ", "TW"),
        ("19-CT/TW", "19", "CT", "TW"),
        ("49-KL/TW", "49", "KL", "TW"),
        ("08-QC/TW", "8", "QC", "TW"),
        ("337-QĐ/TW", "337", "QĐ", "TW"),
        ("05-NQ/ĐU", "5", "NQ", "ĐU"),
        ("03-CTr/TU", "3", "CTr", "TU"),
        ("7-CT/TU", "7", "CT", "TU"),
        ("12-QyĐ/TU", "12", "QyĐ", "TU"),
        ("23-HD/BTGDVTW", "23", "HD", "BTGDVTW"),
        ("02-KH/BCĐTW", "2", "KH", "BCĐTW"),
        ("367-QĐ/TWĐTN-VP", "367", "QĐ", "TWĐTN-VP"),
        ("1871-CV/BTGTW", "1871", "CV", "BTGTW"),
    ] {
        let doc = parse(text);
        assert_eq!(doc.system, NumberSystem::Party, "{text}");
        assert_eq!(
            (
                doc.number.as_str(),
                doc.doc_type.as_deref(),
                doc.org.as_str()
            ),
            (number, Some(kind), org)
        );
        assert!(doc.warnings.is_empty(), "{text}: {:?}", doc.warnings);
    }
}

#[test]
fn state_numbers_are_separated_by_a_slash() {
    for (text, number, kind, org) in [
        ("123/QĐ-UBND", "123", "QĐ", "UBND"),
        ("68/NQ-CP", "68", "NQ", "CP"),
        ("42/NQ-CP", "42", "NQ", "CP"),
        ("1686/NQ-UBTVQH15", "1686", "NQ", "UBTVQH15"),
        ("62/QĐ-VPCP", "62", "QĐ", "VPCP"),
        ("1373/QĐ-TTg", "1373", "QĐ", "TTg"),
        ("45/BC-SGDĐT", "45", "BC", "SGDĐT"),
    ] {
        let doc = parse(text);
        assert_eq!(doc.system, NumberSystem::State, "{text}");
        assert_eq!(
            (
                doc.number.as_str(),
                doc.doc_type.as_deref(),
                doc.org.as_str()
            ),
            (number, Some(kind), org)
        );
        assert_eq!(doc.canonical, text);
        assert!(doc.warnings.is_empty(), "{text}: {:?}", doc.warnings);
    }
}

#[test]
fn legal_documents_carry_their_year() {
    for (text, year, kind, org) in [
        ("09/2019/NĐ-CP", 2019, Some("NĐ"), "CP"),
        ("28/2018/QĐ-TTg", 2018, Some("QĐ"), "TTg"),
        ("26/2020/TT-BTTTT", 2020, Some("TT"), "BTTTT"),
        ("5/2025/TT-VPCP", 2025, Some("TT"), "VPCP"),
        ("41/2019/QĐ-UBND", 2019, Some("QĐ"), "UBND"),
        ("30a/2008/NQ-CP", 2008, Some("NQ"), "CP"),
        ("91/2025/QH15", 2025, None, "QH15"),
        ("202/2025/QH15", 2025, None, "QH15"),
        ("351/2017/UBTVQH14", 2017, None, "UBTVQH14"),
        ("01/2010/TTLT-BTC-BNV", 2010, Some("TTLT"), "BTC-BNV"),
    ] {
        let doc = parse(text);
        assert_eq!(doc.system, NumberSystem::Qppl, "{text}");
        assert_eq!(
            (doc.year, doc.doc_type.as_deref(), doc.org.as_str()),
            (Some(year), kind, org)
        );
        assert_eq!(doc.canonical, text);
        assert!(doc.warnings.is_empty(), "{text}: {:?}", doc.warnings);
    }
}

#[test]
fn official_letters_have_a_body_where_a_type_would_stand() {
    for (text, number, org) in [
        ("Số: 05/BNV-VP", "5", "BNV-VP"),
        ("12/UBND-VX", "12", "UBND-VX"),
        ("1494/SNV-CCHC&PC", "1494", "SNV-CCHC&PC"),
    ] {
        let doc = parse(text);
        assert_eq!(doc.system, NumberSystem::CongVan, "{text}");
        assert_eq!(
            (doc.number.as_str(), doc.doc_type, doc.org.as_str()),
            (number, None, org)
        );
    }
}

#[test]
fn wrong_forms_are_put_right_with_a_warning() {
    for (text, canonical, warning) in [
        ("593 - QĐ-TU", "593-QĐ/TU", "number-separators"),
        ("01/NQ-TU", "01-NQ/TU", "number-separators"),
        ("51/HD-BTGTU", "51-HD/BTGTU", "number-separators"),
        ("21/NQ-TW", "21-NQ/TW", "number-separators"),
        ("42/CT-TW", "42-CT/TW", "number-separators"),
        ("84 QĐ/TWĐTN", "84-QĐ/TWĐTN", "number-hyphen-lost"),
        ("100 - KL/TW", "100-KL/TW", "number-spacing"),
        ("20–NQ/TW", "20-NQ/TW", ""),
        ("20-nq/tw", "20-NQ/TW", "number-case"),
        ("29-NQ/TƯ", "29-NQ/TW", "number-case"),
        ("23-HD/BTGTƯ", "23-HD/BTGTW", "number-case"),
    ] {
        let doc = parse(text);
        assert_eq!(doc.canonical, canonical, "{text}");
        assert_eq!(doc.system, NumberSystem::Party, "{text}");
        assert!(
            warning.is_empty() || doc.warnings.contains(&warning),
            "{text}: {:?}",
            doc.warnings
        );
    }
}

/// Word and portals write other hyphens than the one of the keyboard.
#[test]
fn hyphens_and_slashes_of_every_kind_are_read() {
    for (text, canonical) in [
        ("03\u{2011}CTr/TU", "03-CTr/TU"),
        ("05\u{2010}QĐ/TU", "05-QĐ/TU"),
        ("20\u{2012}NQ/TW", "20-NQ/TW"),
        ("20\u{FF0D}NQ\u{2215}TW", "20-NQ/TW"),
        ("09/2019/NĐ\u{2011}CP", "09/2019/NĐ-CP"),
        ("09\u{2044}2019\u{2044}NĐ\u{FE63}CP", "09/2019/NĐ-CP"),
        ("1494/SNV\u{2011}CCHC&PC", "1494/SNV-CCHC&PC"),
        ("123/Q\u{D0}\u{2011}UBND", "123/QĐ-UBND"),
    ] {
        let doc = parse(text);
        assert_eq!(doc.canonical, canonical, "{text}");
        assert!(doc.warnings.is_empty(), "{text}: {:?}", doc.warnings);
        let running = crate::text::normalise(&format!("theo số {text} của tỉnh"));
        let found: Vec<_> = find_numbers(&running)
            .into_iter()
            .map(|(_, d)| d.canonical)
            .collect();
        assert_eq!(found, [canonical], "{text}");
    }
}

#[test]
fn a_glued_word_is_cut_off() {
    for text in ["19-CT/TWcủa", "Chỉ thị số 19-CT/TWcủa Ban Bí thư"] {
        let found = find_numbers(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1.raw, "19-CT/TW");
        assert_eq!(found[0].1.canonical, "19-CT/TW");
        assert!(found[0].1.warnings.contains(&"number-glued"));
        assert_eq!(&text[found[0].0.clone()], "19-CT/TW");
    }
}

#[test]
fn the_case_that_tells_ct_from_ctr_is_kept() {
    assert_eq!(parse("03-CTr/TU").canonical, "03-CTr/TU");
    assert_eq!(parse("03-CT/TU").canonical, "03-CT/TU");
    assert_eq!(parse("05-QyĐ/TU").doc_type.as_deref(), Some("QyĐ"));
    assert_ne!(parse("03-CTr/TU").key(), parse("03-CT/TU").key());
}

#[test]
fn a_plenum_is_not_a_number_and_a_bare_number_is_found_behind_its_type() {
    let text = "Nghị quyết Trung ương 6 (khóa XII)";
    assert_eq!(parse_number(text), None);
    assert!(find_numbers(text).is_empty());
    assert!(find_short_numbers(text).is_empty());
    let short = find_short_numbers("triển khai Nghị quyết 68 về hỗ trợ người lao động");
    assert_eq!(short[0].1, "68");
}

#[test]
fn dates_ranges_and_ratios_are_no_numbers() {
    for text in [
        "ngày 25/10/2017, năm học 2022-2023 có 15/15 xã",
        "COVID-19 mũi 3, giai đoạn 2016 - 2020 Ban Tuyên giáo",
        "tăng 12 - Sở Y tế báo cáo 5/7 chỉ tiêu",
        "điện thoại 0296 3952 087 - Email: vanphong@vidu.vn",
        "tháng 9/2017 UBND tỉnh",
    ] {
        assert!(
            find_numbers(text).is_empty(),
            "{text}: {:?}",
            find_numbers(text)
        );
    }
}

#[test]
fn lists_and_neighbouring_words_do_not_disturb() {
    let text = "các Nghị quyết số 57-NQ/TW, 71-NQ/TW và 72-NQ/TW của Bộ Chính trị; số31-QĐ/TW - một quyết định";
    let raws: Vec<_> = find_numbers(text).into_iter().map(|(_, d)| d.raw).collect();
    assert_eq!(raws, ["57-NQ/TW", "71-NQ/TW", "72-NQ/TW", "31-QĐ/TW"]);
}

/// the day that stands behind a bare number is its own; days, months and
/// years that are counted are no numbers.
#[test]
fn a_bare_number_keeps_the_date_behind_it_and_a_stretch_of_time_is_none() {
    let found = |text: &str| -> Vec<String> {
        let all = find_short_numbers(text);
        all.into_iter().map(|(_, digits)| digits).collect()
    };
    for (text, digits) in [
        ("Nghị quyết 68 ngày 01/7/2021 của Chính phủ", vec!["68"]),
        ("Nghị quyết 68 ngày 1.7.2021", vec!["68"]),
        ("Nghị quyết 68 ngày 01 tháng 7 năm 2021", vec!["68"]),
        ("Nghị quyết 68 năm 2021", vec!["68"]),
        ("Nghị quyết 68 tháng 7/2021", vec!["68"]),
        ("Nghị quyết 68 tháng 7 năm 2021 của Chính phủ", vec!["68"]),
        ("Kết luận số 83 ngày 21/6/2024 của Bộ Chính trị", vec!["83"]),
        ("các Nghị quyết 57, 71 ngày 22/8/2025", vec!["57", "71"]),
        ("Nghị quyết 5 năm", vec![]),
        ("Kế hoạch 5 năm 2021-2025 của tỉnh", vec![]),
        ("Kế hoạch 5 năm 2021 – 2025", vec![]),
        ("Kế hoạch 5 năm (2021-2025)", vec![]),
        ("Kế hoạch 5 năm 2021 đến 2025", vec![]),
        ("Kế hoạch 3 tháng", vec![]),
        ("Kế hoạch 3 tháng 10, 11, 12", vec![]),
        ("Kế hoạch 9 tháng năm 2021", vec![]),
        ("Chương trình 10 ngày", vec![]),
        ("Kế hoạch 10 ngày cao điểm", vec![]),
        ("Kế hoạch 10 ngày", vec![]),
    ] {
        assert_eq!(found(text), digits, "{text}");
    }
}

/// units of ministries and schools bear small letters inside their symbol.
#[test]
fn drafting_units_of_mixed_case_are_kept_whole() {
    for (text, canonical) in [
        ("1496/BGDĐT-GDTrH", "1496/BGDĐT-GDTrH"),
        ("99/QĐ-TrTHPT", "99/QĐ-TrTHPT"),
        ("215/SGDĐT-GDTrHTX", "215/SGDĐT-GDTrHTX"),
        ("17/SNV-QLTTr", "17/SNV-QLTTr"),
        ("12/BC-TrMN", "12/BC-TrMN"),
    ] {
        let doc = parse(text);
        assert_eq!(
            (doc.raw.as_str(), doc.canonical.as_str()),
            (text, canonical)
        );
        assert!(doc.warnings.is_empty(), "{text}: {:?}", doc.warnings);
        let running = format!("theo Công văn số {text} của ngành");
        let found = find_numbers(&running);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(&running[found[0].0.clone()], text);
    }
    for (text, raw) in [
        ("19-CT/TWhướng dẫn", "19-CT/TW"),
        ("19-CT/TWy tế", "19-CT/TW"),
        ("85-KH/TUgiao", "85-KH/TU"),
        ("123/QĐ-UBNDrà soát", "123/QĐ-UBND"),
    ] {
        let doc = parse(text);
        assert_eq!(doc.raw, raw);
        assert!(doc.warnings.contains(&"number-glued"), "{text}");
    }
}

/// what is typed in small letters is read in the case of its issuer.
#[test]
fn small_letters_are_read_as_the_issuer_writes_itself() {
    for (text, canonical) in [
        ("28/2018/qđ-ttg", "28/2018/QĐ-TTg"),
        ("1373/qđ-ttg", "1373/QĐ-TTg"),
        ("123/qđ-ubnd", "123/QĐ-UBND"),
    ] {
        let running = format!("theo {text} của tỉnh");
        let found = find_numbers(&running);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].1.canonical, canonical);
        assert!(found[0].1.warnings.contains(&"number-case"));
    }
}

/// shorthand as officials type it; other things that shorten alike are none.
#[test]
fn a_type_symbol_before_digits_is_a_bare_number() {
    let found = |text: &str| -> Vec<String> {
        let all = find_short_numbers(text);
        all.into_iter().map(|(_, digits)| digits).collect()
    };
    for (text, digits) in [
        ("triển khai NQ 57", vec!["57"]),
        ("NQ72 của Bộ Chính trị", vec!["72"]),
        ("NQ số 72", vec!["72"]),
        ("NQ 57, 71 và 72", vec!["57", "71", "72"]),
        ("NQ 57, KL 49 và CT 19", vec!["57", "49", "19"]),
        ("theo NĐ 09 về báo cáo", vec!["09"]),
        ("QĐ 1373 ngày 30/7/2021", vec!["1373"]),
        ("CT 3.1", vec![]),
        ("KL 5 tấn", vec![]),
        ("KL 25 tấn rác", vec![]),
        ("chụp CT 64 lát cắt", vec![]),
        ("tòa nhà CT 10", vec![]),
        ("phương án KCT 19", vec![]),
        ("QĐ 4", vec![]),
        ("NQ 2021", vec![]),
        ("nq 57", vec![]),
        ("57-NQ/TW, NQ 71-NQ/TW", vec![]),
        ("TBKL 49", vec![]),
        ("Đ 5 NĐ5", vec!["5"]),
        ("\u{110} 19", vec![]),
        ("\u{1EA0}\u{110} 190", vec![]),
    ] {
        assert_eq!(found(text), digits, "{text}");
    }
}
