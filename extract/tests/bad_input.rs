//! Damaged, hostile and strange files: a coded finding each, never a panic.

// What other tests need is there too.
#[allow(dead_code)]
mod mutate;

use extract::form::read_form;
use extract::table::read_table;
use extract::{Extracted, ReadOptions, Reading, Severity, read_document};
use mutate::archive;
use mutate::pdf::pdf_of;
use proptest::prelude::*;
use std::io::Write;

/// A Word file with these paragraphs.
fn docx(body: &str) -> Vec<u8> {
    mutate::docx(&mutate::document_xml(body))
}

fn read(name: &str, bytes: &[u8]) -> Extracted<Reading> {
    read_document(name, bytes, &ReadOptions::default())
}

fn refusal(name: &str, bytes: &[u8]) -> &'static str {
    let read = read(name, bytes);
    assert_eq!(
        read.value,
        Reading::default(),
        "nothing of a refused file is kept"
    );
    read.findings
        .iter()
        .find(|f| f.severity == Severity::Refused)
        .map_or("accepted", |f| f.code)
}

#[test]
fn a_docx_gives_its_paragraphs_without_deleted_text() {
    let bytes = docx(concat!(
        "<w:p><w:r><w:t>Giao ban công tác khoa giáo quý I năm 2022</w:t></w:r></w:p>",
        "<w:p><w:r><w:t xml:space=\"preserve\">Ngày 8/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban </w:t></w:r>",
        "<w:del><w:r><w:t>đã xóa</w:t></w:r></w:del><w:r><w:t>công tác khoa giáo quý I &amp; bàn nhiệm vụ quý II.</w:t></w:r></w:p>"
    ));
    let read = read("a.docx", &bytes);
    assert!(!read.is_refused(), "{:?}", read.findings);
    assert_eq!(
        read.value.title.as_deref(),
        Some("Giao ban công tác khoa giáo quý I năm 2022")
    );
    assert_eq!(read.value.host.as_deref(), Some("Ban Tuyên giáo Tỉnh ủy"));
    assert_eq!(
        read.value.event_date.map(|d| d.to_string()).as_deref(),
        Some("2022-04-08")
    );
}

#[test]
fn files_with_macros_are_refused_whatever_their_name() {
    let bytes = archive(&[
        ("word/document.xml", b"<w/>"),
        ("word/vbaProject.bin", b"x"),
    ]);
    assert_eq!(refusal("a.docx", &bytes), "macro");
    let book = archive(&[("xl/workbook.xml", b"<w/>"), ("xl/vbaProject.bin", b"x")]);
    assert_eq!(read_form(&book).findings[0].code, "macro");
}

#[test]
fn archives_that_unpack_to_too_much_are_refused() {
    let zeros = vec![b' '; 30 << 20];
    let bytes = archive(&[("word/document.xml", &zeros)]);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(refusal("a.docx", &bytes), "archive-bomb");
}

#[test]
fn a_size_that_lies_in_the_directory_does_not_help_a_bomb() {
    let options = ReadOptions {
        max_unpacked: 1000,
        ..ReadOptions::default()
    };
    let bytes = docx(&"<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(500));
    let read = read_document("a.docx", &bytes, &options);
    assert_eq!(read.findings[0].code, "archive-bomb");
}

#[test]
fn entities_and_document_types_in_xml_are_refused() {
    let xml = br#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"#;
    assert_eq!(
        refusal("a.docx", &archive(&[("word/document.xml", xml)])),
        "xml-entities"
    );
    assert_eq!(
        read_form(&archive(&[("xl/workbook.xml", xml)])).findings[0].code,
        "xml-entities"
    );
}

#[test]
fn truncated_empty_encrypted_and_unknown_files_have_codes() {
    let whole = docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
    assert_eq!(
        refusal("a.docx", &whole[..whole.len() / 2]),
        "archive-damaged"
    );
    assert_eq!(refusal("a.txt", b""), "empty");
    assert_eq!(refusal("a.txt", b" \n\t "), "empty");
    assert_eq!(
        refusal("a.docx", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        "encrypted"
    );
    assert_eq!(
        refusal(
            "a.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0"
        ),
        "type-unknown"
    );
    assert_eq!(
        refusal("a.zip", &archive(&[("x.txt", b"x")])),
        "type-unknown"
    );
    assert_eq!(refusal("a.pdf", b"%PDF-1.7\nnonsense"), "pdf-damaged");
    let small = ReadOptions {
        max_bytes: 10,
        ..ReadOptions::default()
    };
    assert_eq!(
        read_document("a.txt", b"more than ten", &small).findings[0].code,
        "oversize"
    );
}

#[test]
fn an_old_word_file_is_refused_with_the_right_reason() {
    let compound = |stream: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert_eq!(refusal("a.doc", &compound("WordDocument")), "old-word");
    assert_eq!(
        refusal("a.docx", &compound("EncryptedPackage")),
        "encrypted"
    );
}

#[test]
fn an_rtf_file_is_read() {
    let page = "Giao ban công tác khoa giáo quý I năm 2022\n\nNgày 8/4/2022, Sở Y tế tổ chức hội nghị giao ban công tác y tế quý I, triển khai nhiệm vụ quý II năm 2022.";
    let read = read("a.rtf", &mutate::file_of("rtf", page));
    assert!(!read.is_refused(), "{:?}", read.findings);
    assert_eq!(read.value.host.as_deref(), Some("Sở Y tế"));
    let title = read.value.title.as_deref();
    assert_eq!(title, Some("Giao ban công tác khoa giáo quý I năm 2022"));
    assert_eq!(
        serde_json::to_value(read.value.period).expect("plain data"),
        serde_json::json!({ "kind": "quarter", "index": 1, "year": 2022 })
    );
}

#[test]
fn a_pdf_that_unpacks_to_too_much_is_refused() {
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = vec![0_u8; 1 << 20];
    for _ in 0..160 {
        zlib.write_all(&block).unwrap();
    }
    let packed = zlib.finish().unwrap();
    let mut pdf = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n".to_vec();
    pdf.extend(packed);
    pdf.extend(b"\nendstream\nendobj\n");
    assert_eq!(refusal("a.pdf", &pdf), "archive-bomb");
}

#[test]
fn of_a_pdf_with_many_pages_the_first_are_read() {
    let count = 500;
    let kids: String = (0..count).map(|i| format!("{} 0 R ", i + 4)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    let content = "BT /F1 12 Tf 72 720 Td (Giao ban cong tac khoa giao quy mot) Tj ET";
    for _ in 0..count {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            count + 4
        ));
    }
    objects.push(format!(
        "<< /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    ));
    let read = read("a.pdf", &pdf_of(&objects));
    let cut = read.findings.iter().find(|f| f.code == "pdf-cut");
    assert_eq!(
        cut.map(|f| f.hint.as_str()),
        Some("pages: 200/500"),
        "{:?}",
        read.findings
    );
    assert!(!read.is_refused());
}

/// Found by `cargo xtask fuzz`: the name of an issuer went on behind the end of the
/// line up to which a document was read.
#[test]
fn an_issuer_that_goes_on_behind_its_line_is_no_panic() {
    let text = "Thực hiện Nghị quyết 27-NQ/TW của Ban C h\nkhóa X về xây dựng đội ngũ.";
    let documents = read("x.txt", text.as_bytes()).value.documents;
    assert_eq!(documents.len(), 1, "{documents:?}");
    let cut = read("x.txt", "7-NQ/W của Ban C h\nkhóa X".as_bytes());
    assert!(cut.value.chairs.is_empty());
}

#[test]
fn a_pdf_of_pictures_is_said_to_be_a_scan() {
    let pdf = minimal_pdf("q 100 0 0 100 0 0 cm /Im0 Do Q");
    assert_eq!(refusal("scan.pdf", &pdf), "scan-without-text");
}

#[test]
fn the_text_layer_of_a_pdf_is_read() {
    let pdf =
        minimal_pdf("BT /F1 12 Tf 72 720 Td (Giao ban cong tac khoa giao quy I nam 2022) Tj ET");
    let read = read("a.pdf", &pdf);
    assert!(!read.is_refused(), "{:?}", read.findings);
}

/// One page with the given content stream.
fn minimal_pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /Im0 6 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n0\nendstream".to_owned(),
    ];
    pdf_of(&objects)
}

#[test]
fn the_content_counts_not_the_name() {
    let read = read(
        "report.pdf",
        "Ngày 8/4/2022, Sở Y tế tổ chức hội nghị giao ban quý I năm 2022 tại trụ sở.".as_bytes(),
    );
    assert_eq!(read.findings[0].code, "type-differs-from-name");
    assert_eq!(read.value.host.as_deref(), Some("Sở Y tế"));
}

#[test]
fn a_secret_document_is_refused_and_its_words_are_not_repeated() {
    for bytes in [
        "TỈNH ỦY\nTUYỆT MẬT\nBáo cáo\n".as_bytes().to_vec(),
        docx("<w:p><w:r><w:t>MẬT</w:t></w:r></w:p><w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p>"),
    ] {
        assert_eq!(refusal("a", &bytes), "state-secret");
        assert!(
            read("a", &bytes)
                .findings
                .iter()
                .all(|f| f.quote.is_empty())
        );
    }
}

#[test]
fn a_web_page_gives_its_article_without_menus_and_scripts() {
    let html = "<!DOCTYPE html><html><head><title>x</title><script>var a=1;</script></head><body><nav><a>Trang chủ</a></nav><div class=\"sidebar\">Thống kê 412</div><article><h1>Giao ban công tác khoa giáo quý I năm 2022</h1><p>Ngày 8/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I, triển khai nhiệm vụ quý II. Đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.</p><p>Toàn tỉnh có 412 trường học đạt chuẩn quốc gia, tăng 12 trường so với cùng kỳ năm trước.</p></article><footer>Bản quyền</footer></body></html>";
    let read = read("a.html", html.as_bytes());
    assert_eq!(
        read.value.title.as_deref(),
        Some("Giao ban công tác khoa giáo quý I năm 2022")
    );
    assert_eq!(read.value.chairs[0].name, "Trần Văn Nam");
    assert_eq!(read.value.figures[0].value, 412.0);
}

/// R-2.1: the hyphen that does not break, as portals and Word write it.
#[test]
fn numbers_of_a_web_page_are_read_whatever_their_hyphens() {
    let html = "<!DOCTYPE html><html><body><article><h1>Giao ban công tác khoa giáo quý I năm 2022</h1><p>Ngày 8/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I.</p><p>Các đơn vị tiếp tục thực hiện Nghị quyết số 20&#8209;NQ/TW ngày 25/10/2017 của Bộ Chính trị; Chương trình số 03\u{2011}CTr/TU; Nghị định số 09/2019/NĐ&#x2010;CP.</p></article></body></html>";
    let documents = read("a.html", html.as_bytes()).value.documents;
    let numbers: Vec<_> = documents
        .iter()
        .filter_map(|d| d.number.as_deref())
        .collect();
    assert_eq!(numbers, ["20-NQ/TW", "03-CTr/TU", "09/2019/NĐ-CP"]);
    assert_eq!(documents[0].issuer.as_deref(), Some("Bộ Chính trị"));
}

#[test]
fn html_nested_without_end_does_not_overflow_the_stack() {
    let html = format!(
        "<html><body>{}Ngày 8/4/2022</body></html>",
        "<div>".repeat(3000)
    );
    assert!(!read("a.html", html.as_bytes()).is_refused());
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), head in 0..8_usize) {
        let heads: [&[u8]; 8] = [b"", b"{\\rtf1 ", b"\xD0\xCF\x11\xE0", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xff\xfe", b"S\xe1\xbb\x91 12-CT/TW "];
        let mut all = heads[head].to_vec();
        all.extend(bytes);
        let _ = read("x", &all);
        let _ = read_form(&all);
        let _ = read_table(&all, &[]);
    }

    #[test]
    fn random_words_of_the_field_never_panic(words in proptest::collection::vec(prop::sample::select(vec![
        "Ngày", "8/4", "2022", "Ban Tuyên giáo", "Tỉnh ủy", "tổ chức", "hội nghị", "đồng chí", "Nguyễn Văn An", ",", ";", ":", ".", "\n", "-", "yêu cầu",
        "Chỉ thị số", "42-CT/TW", "của", "về", "hạn chế", "còn", "chậm", "12,5%", "3.957", "triệu đồng", "(", ")", "“", "”", "tại", "chủ trì", "Phó", "Giám đốc",
        "Sở Y tế", "năm", "quý IV", "tổng kết 10 năm thực hiện", "và", "các", "1.", "II. HẠN CHẾ", "Tin:", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 1-BC/TU", "BÁO CÁO", "Luật", "Đề án", "từ", "đến",
    ]), 0..120)) {
        let _ = read("x.txt", words.join(" ").as_bytes());
    }
}
