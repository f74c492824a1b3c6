//! PDF files whose letters are set one by one, as browsers print them. The files
//! are written here.

// What other tests need is there too.
#[allow(dead_code)]
mod mutate;

use extract::ReadOptions;
use mutate::pdf::{pdf_of, stream};

/// Width of a letter in thousandths of its size.
fn width(c: char) -> u32 {
    match c {
        'A'..='Z' => 667,
        'i' | 'l' | 't' | ':' | ' ' => 278,
        _ => 500,
    }
}

/// A page with each letter at its place, in a font whose widths are `widths`;
/// with or without the spaces between words.
fn printed(text: &str, widths: &str, spaces: bool) -> Vec<u8> {
    let size = 18.66;
    let mut content = format!("BT /F1 {size} Tf 1 0 0 1 40 700 Tm\n");
    let mut step = 0;
    for c in text.chars() {
        if c != ' ' || spaces {
            let x = f64::from(step) * size / 1000.0;
            content.push_str(&format!("{x:.4} 0 Td <{:04X}> Tj\n", u32::from(c)));
            step = 0;
        }
        step += width(c);
    }
    content.push_str("ET");
    let table = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfrange <0020> <007E> <0020> endbfrange\nendcmap end end";
    let plain = |text: String| text.into_bytes();
    pdf_of(&[
        plain("<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        plain("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned()),
        plain("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned()),
        stream("", content.as_bytes()),
        plain("<< /Type /Font /Subtype /Type0 /BaseFont /Serif /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>".to_owned()),
        plain(format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Serif /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /DW 450 /W {widths} >>")),
        plain("<< /Type /FontDescriptor /FontName /Serif /Flags 4 >>".to_owned()),
        stream("", table.as_bytes()),
        plain("[32 [278] 58 58 278 65 90 667 97 104 500 105 [278] 106 122 500]".to_owned()),
    ])
}

fn text_of(bytes: &[u8]) -> String {
    let source = extract::format::read_source("a.pdf", bytes, &ReadOptions::default());
    assert!(source.findings.is_empty(), "{:?}", source.findings);
    source.value.text.trim().to_owned()
}

const TEXT: &str = "Can Tho: Giao ban khoa giao cua Ban Tuyen giao";

#[test]
fn words_whose_capitals_are_broader_than_other_letters_stay_whole() {
    let runs = "[32 [278] 58 58 278 65 90 667 97 104 500 105 [278] 106 122 500]";
    // In the font itself, and as an object of its own.
    for widths in [runs, "9 0 R"] {
        for spaces in [true, false] {
            assert_eq!(text_of(&printed(TEXT, widths, spaces)), TEXT, "{widths}");
        }
    }
}

#[test]
fn widths_of_more_letters_than_there_are_do_no_harm() {
    let runs = "[1 [500] 0 4294967295 500]".to_owned();
    let many = format!("[1 [500] {}]", "0 65535 500 ".repeat(10_000));
    for widths in [runs, many] {
        let read = text_of(&printed(TEXT, &widths, true));
        assert!(read.contains("khoa giao"), "{read}");
    }
}
