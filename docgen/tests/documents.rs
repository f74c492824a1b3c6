//! DOCX and text of official documents: goldens, equal bytes, structure.

#[path = "sample/forms.rs"]
mod forms;
#[allow(dead_code, reason = "the other test files use more of it")]
#[path = "sample/read.rs"]
mod read;
#[allow(dead_code, reason = "the speed example uses more of the samples")]
mod sample;

use docgen::model::{Block, Capacity};
use docgen::pdf::{self, Fonts};
use docgen::text::plain_text;
use docgen::{Problem, docx};
use forms::cases;

#[test]
fn every_form_matches_its_golden_style_by_style() {
    for case in cases() {
        let bytes = docx::write(&case.document, &case.profile).expect("a document");
        let lines = read::paragraphs(&bytes);
        let golden: String = lines
            .iter()
            .map(|(style, text)| format!("{style:<14} {text}\n"))
            .collect();
        insta::with_settings!({
            snapshot_path => "../../fixtures/docgen",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(format!("docx-{}", case.name), golden); });
    }
}

#[test]
fn the_text_of_a_docx_is_the_plain_text_line_by_line() {
    for case in cases() {
        let bytes = docx::write(&case.document, &case.profile).expect("a document");
        let expected = plain_text(&case.document, &case.profile).expect("a text");
        assert_eq!(read::text(&bytes), expected, "{}", case.name);
    }
}

/// numbers are Word's own wherever Word counts the same, and: people
/// read what the document says, whatever it says.
#[test]
fn r_4_7_headings_are_numbered_by_their_styles_and_show_what_the_document_says() {
    let document = sample::numbered_report();
    let profile = &cases()[3].profile;
    let bytes = docx::write(&document, profile).expect("a document");
    let expected = plain_text(&document, profile).expect("a text");
    assert_eq!(read::text(&bytes), expected);
    let body = read::part(&bytes, "word/document.xml");
    for typed in [
        ">đ) Chữ của riêng",
        ">Không số<",
        ">Kết quả<",
        ">Khoa giáo<",
    ] {
        assert!(body.contains(typed), "{typed}: {body}");
    }
    // Without its number the heading begins where the others do.
    let indent = "<w:numId w:val=\"0\"/></w:numPr><w:ind w:left=\"0\" w:firstLine=\"567\"/>";
    assert_eq!(body.matches(indent).count(), 2, "{body}");
    assert!(
        !body.contains(">I. "),
        "no number is text that can be counted"
    );
    let styles = read::part(&bytes, "word/styles.xml");
    assert_eq!(styles.matches("<w:numPr>").count(), 3, "{styles}");
    let lists = read::part(&bytes, "word/numbering.xml");
    for pattern in ["\"%1.\"", "\"%2.\"", "\"%2.%3.\""] {
        assert!(lists.contains(pattern), "{pattern}: {lists}");
    }
}

#[test]
fn r_4_7_lists_are_words_own_and_headings_below_the_outline_have_a_style() {
    let case = &cases()[4];
    let bytes = docx::write(&case.document, &case.profile).expect("a document");
    let lines = read::paragraphs(&bytes);
    let of = |wanted: &str| -> Vec<&str> {
        let found = lines.iter().filter(|(style, _)| style == wanted);
        found.map(|(_, text)| text.as_str()).collect()
    };
    let items = of("ListParagraph");
    assert_eq!(items.len(), 11);
    assert_eq!(items[2], "+ Nữ 210 người;");
    let counted = [
        "1. Rà soát",
        "2. Bổ sung",
        "3. Tổng kết",
        "1. Ở xã",
        "2. Ở tỉnh",
    ];
    assert_eq!(items[5..10], counted);
    assert_eq!(items[10], "1. Đếm lại từ đầu");
    assert_eq!(of("Heading4"), ["Tiêu đề nhỏ dưới đề cương"]);
    let body = read::part(&bytes, "word/document.xml");
    assert!(
        body.contains(">Tổng kết<") && !body.contains(">3. Tổng kết<"),
        "{body}"
    );
    assert_eq!(body.matches("<w:tblHeader/>").count(), 1);
}

/// A letter without either has nothing to count.
#[test]
fn a_document_without_numbered_headings_and_lists_carries_no_numbering() {
    let case = &mut cases()[1];
    case.document
        .blocks
        .retain(|block| !matches!(block, Block::List { .. }));
    let bytes = docx::write(&case.document, &case.profile).expect("a document");
    let relations = read::part(&bytes, "word/_rels/document.xml.rels");
    assert!(!relations.contains("numbering"), "{relations}");
}

#[test]
fn r_4_8_two_runs_give_equal_bytes() {
    let fonts = Fonts::embedded();
    for case in cases() {
        let docx = || docx::write(&case.document, &case.profile).expect("a document");
        assert!(docx() == docx(), "{} as DOCX", case.name);
        let pdf = || pdf::write(&case.document, &case.profile, &fonts).expect("a document");
        assert!(pdf() == pdf(), "{} as PDF", case.name);
    }
}

#[test]
fn the_dates_inside_the_files_are_the_document_date() {
    let case = &cases()[3];
    let bytes = docx::write(&case.document, &case.profile).expect("a document");
    let core = read::part(&bytes, "docProps/core.xml");
    assert_eq!(core.matches("2026-10-09T00:00:00Z").count(), 2, "{core}");
    let pdf = pdf::write(&case.document, &case.profile, &Fonts::embedded()).expect("a document");
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("D:20261009000000Z"));
    assert!(text.contains("2026-10-09T00:00:00"));
}

#[test]
fn a_docx_repeats_table_heads_numbers_pages_and_says_its_language() {
    let case = &cases()[0];
    let bytes = docx::write(&case.document, &case.profile).expect("a document");
    let body = read::part(&bytes, "word/document.xml");
    // Two head rows in the body's table, one in each appendix.
    assert_eq!(body.matches("<w:tblHeader/>").count(), 4);
    assert_eq!(body.matches("<w:sectPr>").count(), 3);
    assert_eq!(body.matches("<w:titlePg/>").count(), 3);
    assert_eq!(body.matches("<w:pgNumType w:start=\"1\"/>").count(), 2);
    assert_eq!(body.matches("w:orient=\"landscape\"").count(), 1);
    // 20, 15, 20 and 30 mm in twentieths of a point.
    let margins = "w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\"";
    assert!(body.contains(margins), "{body}");
    assert!(read::part(&bytes, "word/header1.xml").contains(" PAGE "));
    let first = read::part(&bytes, "word/header2.xml");
    assert!(!first.contains("PAGE"));
    let styles = read::part(&bytes, "word/styles.xml");
    assert!(styles.contains("<w:lang w:val=\"vi-VN\""));
    assert!(styles.contains("w:ascii=\"Times New Roman\""));
    for name in ["heading 1", "heading 2", "heading 3", "Title", "caption"] {
        assert!(
            styles.contains(&format!("<w:name w:val=\"{name}\"/>")),
            "{name}"
        );
    }
}

#[test]
fn every_style_in_use_is_defined() {
    for case in cases() {
        let bytes = docx::write(&case.document, &case.profile).expect("a document");
        let styles = read::part(&bytes, "word/styles.xml");
        for (style, text) in read::paragraphs(&bytes) {
            let id = format!("w:styleId=\"{style}\"");
            assert!(styles.contains(&id), "{style} of {text}");
        }
    }
}

#[test]
fn all_problems_are_told_at_once_and_by_every_writer() {
    let mut case = cases().remove(0);
    let document = &mut case.document;
    document.subject = " ".into();
    document.header.place.clear();
    document.signature = None;
    if let Some(Block::Table(table)) = document
        .blocks
        .iter_mut()
        .find(|b| matches!(b, Block::Table(_)))
    {
        table.rows[0].cells.pop();
    }
    document.blocks.push(Block::paragraph("chuông\u{7}"));
    let error = docx::write(document, &case.profile).expect_err("problems");
    let codes: Vec<_> = error.problems().iter().map(Problem::code).collect();
    let expected = [
        "doc.place_missing",
        "doc.subject_missing",
        "doc.row_width",
        "doc.control_character",
        "doc.signature_missing",
    ];
    assert_eq!(codes, expected);
    assert_eq!(
        pdf::write(document, &case.profile, &Fonts::embedded()),
        Err(error.clone())
    );
    assert_eq!(plain_text(document, &case.profile), Err(error));
}

#[test]
fn a_draft_leaves_number_and_day_blank_and_an_issued_letter_fills_them() {
    let mut case = cases().remove(1);
    let text = |case: &forms::Case| plain_text(&case.document, &case.profile).expect("a text");
    let draft = text(&case);
    assert!(
        draft.contains("\nSố: /SGDĐT-VP\nV/v chuẩn bị báo cáo"),
        "{draft}"
    );
    assert!(
        draft.contains("Sông Lam, ngày tháng 02 năm 2026\n"),
        "{draft}"
    );
    case.document.header.number = Some(7);
    let issued = text(&case);
    assert!(issued.contains("\nSố: 07/SGDĐT-VP\n"), "{issued}");
    assert!(issued.contains("ngày 05 tháng 02 năm 2026\n"), "{issued}");
}

#[test]
fn only_january_and_february_get_a_leading_zero() {
    let mut case = cases().remove(0);
    for (month, expected) in [
        (1, "tháng 01 năm"),
        (2, "tháng 02 năm"),
        (3, "tháng 3 năm"),
        (10, "tháng 10 năm"),
    ] {
        case.document.header.date = jiff::civil::date(2026, month, 5);
        let text = plain_text(&case.document, &case.profile).expect("a text");
        assert!(text.contains(&format!("ngày 05 {expected} 2026")), "{text}");
    }
}

#[test]
fn capacities_and_end_marks_are_spelled_by_the_profile() {
    let mut forms = cases();
    for (index, collective, end) in [
        (0, "TM. TRƯỞNG BAN", "2026./.\n"),
        (3, "T/M TRƯỞNG BAN", "2026.\n"),
    ] {
        let case = &mut forms[index];
        if let Some(signature) = &mut case.document.signature {
            signature.capacity = Capacity::Collective;
        }
        let text = plain_text(&case.document, &case.profile).expect("a text");
        assert!(text.contains(&format!("\n{collective}\n")), "{text}");
        assert!(text.contains(&format!("quý III năm {end}")), "{text}");
    }
}

#[test]
fn a_subject_begins_small_only_after_a_known_opener() {
    let mut case = cases().remove(3);
    for (subject, expected) in [
        ("Kết quả công tác", "\nkết quả công tác\n"),
        ("Về việc học", "\nvề việc học\n"),
        ("Vềnh vang", "\nVềnh vang\n"),
        ("Tổng Bí thư thăm tỉnh", "\nTổng Bí thư thăm tỉnh\n"),
        ("UBND tỉnh báo cáo", "\nUBND tỉnh báo cáo\n"),
    ] {
        case.document.subject = subject.into();
        let text = plain_text(&case.document, &case.profile).expect("a text");
        assert!(text.contains(expected), "{subject}: {text}");
    }
}
