//! PDF files that draw without end or unpack to far more than they weigh: a
//! coded refusal each, never the end of the program; and honest files that use
//! the same means.

// What other tests need is there too.
#[allow(dead_code)]
mod mutate;

use extract::{ReadOptions, Severity};
use mutate::pdf::{packed, page_with, stream};

const WORDS: &str = "BT /F1 10 Tf 40 780 Td (Giao ban cong tac khoa giao quy mot nam 2022) Tj ET";

fn read(bytes: &[u8]) -> Result<String, &'static str> {
    let read = extract::format::read_source("a.pdf", bytes, &ReadOptions::default());
    match read
        .findings
        .iter()
        .find(|f| f.severity == Severity::Refused)
    {
        Some(finding) => Err(finding.code),
        None => Ok(read.value.text),
    }
}

fn form(content: &str, own: &str) -> Vec<u8> {
    stream(
        &format!("/Type /XObject /Subtype /Form {own}"),
        content.as_bytes(),
    )
}

fn plain(content: &str) -> Vec<u8> {
    stream("", content.as_bytes())
}

#[test]
fn forms_that_draw_themselves_are_refused() {
    let itself = "/XObject << /F 7 0 R >>";
    let file = page_with("6 0 R", itself, &[plain("/F Do"), form("/F Do", "")]);
    assert!(file.len() < 1024);
    assert_eq!(read(&file), Err("pdf-nested"));
    // One through the other, each with resources of its own.
    let pair = [
        plain("/A Do"),
        form("/B Do", "/Resources << /XObject << /B 8 0 R >> >>"),
        form("/A Do", "/Resources << /XObject << /A 7 0 R >> >>"),
    ];
    assert_eq!(
        read(&page_with("6 0 R", "/XObject << /A 7 0 R >>", &pair)),
        Err("pdf-nested")
    );
    // The page's own content, named as a form.
    let own = [plain("/F Do")];
    assert_eq!(
        read(&page_with("6 0 R", "/XObject << /F 6 0 R >>", &own)),
        Err("pdf-nested")
    );
}

#[test]
fn forms_that_multiply_are_refused() {
    let count = 9;
    let names: String = (0..count)
        .map(|n| format!("/X{n} {} 0 R ", n + 7))
        .collect();
    let mut further = vec![plain("/X0 Do")];
    for n in 0..count {
        further.push(form(&format!("{WORDS} /X{} Do ", n + 1).repeat(10), ""));
    }
    let file = page_with("6 0 R", &format!("/XObject << {names} >>"), &further);
    assert_eq!(read(&file), Err("archive-bomb"));
}

#[test]
fn parents_states_and_lists_without_end_are_refused() {
    let cycle = mutate::pdf::pdf_of(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_owned(),
        "<< /Length 0 >>\nstream\n\nendstream".to_owned(),
    ]);
    assert_eq!(read(&cycle), Err("pdf-nested"));
    let states = [plain(&"q ".repeat(100_000))];
    assert_eq!(read(&page_with("6 0 R", "", &states)), Err("pdf-nested"));
    let lists = "[".repeat(200_000);
    let inside = [plain(WORDS), lists.clone().into_bytes()];
    assert_eq!(read(&page_with("6 0 R", "", &inside)), Err("pdf-nested"));
    let hidden = [stream("/Filter /FlateDecode", &packed(lists.as_bytes()))];
    assert_eq!(read(&page_with("6 0 R", "", &hidden)), Err("pdf-nested"));
}

#[test]
fn lists_as_deep_as_allowed_do_not_end_the_program() {
    let deep = format!("{}{}", "[".repeat(9_900), "]".repeat(9_900));
    let file = page_with("6 0 R", "", &[plain(WORDS), deep.clone().into_bytes()]);
    assert!(read(&file).is_ok_and(|t| t.contains("Giao ban")));
    let _ = read(&page_with(
        "6 0 R",
        "",
        &[plain(&format!("{WORDS} {deep} x"))],
    ));
}

#[test]
fn forms_pictures_and_packed_streams_of_honest_files_are_read() {
    let further = [
        stream("/Filter /FlateDecode", &packed(b"/Pic Do /A Do")),
        form("/B Do", "/Resources << /XObject << /B 8 0 R >> >>"),
        stream(
            "/Type /XObject /Subtype /Form /Resources << /Font << /F1 5 0 R >> >> /Filter [/FlateDecode /FlateDecode]",
            &packed(&packed(WORDS.as_bytes())),
        ),
        stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /DCTDecode",
            b"\xFF\xD8\xFF[[[((",
        ),
    ];
    let names = "/XObject << /A 7 0 R /Pic 9 0 R >>";
    let text = read(&page_with("6 0 R", names, &further)).unwrap();
    assert!(text.contains("Giao ban cong tac khoa giao"), "{text:?}");
}

/// More blanks than a page may have.
fn blanks() -> Vec<u8> {
    vec![b' '; 9 << 20]
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for group in data.chunks(4) {
        let mut four = [0; 4];
        four[..group.len()].copy_from_slice(group);
        let mut number = u32::from_be_bytes(four);
        let mut five = [0; 5];
        for place in five.iter_mut().rev() {
            *place = b'!' + (number % 85) as u8;
            number /= 85;
        }
        out.extend(&five[..group.len() + 1]);
    }
    out.extend(b"~>");
    out
}

#[test]
fn every_way_of_packing_too_much_is_refused() {
    let zlib = packed(&blanks());
    // Another window and level in the first two bytes.
    let other = [&[0x48, 0x89], &zlib[2..]].concat();
    // Cut, so that its end is an error.
    let cut = zlib[..zlib.len() - 8].to_vec();
    let lzw = weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8)
        .encode(&blanks())
        .unwrap();
    for (filter, data) in [
        ("/FlateDecode", zlib.clone()),
        ("/FlateDecode", other),
        ("/FlateDecode", cut),
        ("[/FlateDecode /FlateDecode]", packed(&zlib)),
        ("[/ASCII85Decode /FlateDecode]", ascii85(&zlib)),
        ("/LZWDecode", lzw),
    ] {
        let content = [stream(&format!("/Filter {filter}"), &data)];
        let file = page_with("6 0 R", "", &content);
        assert!(file.len() < 200_000, "{filter}");
        assert_eq!(read(&file), Err("archive-bomb"), "{filter}");
        // The same as a form.
        let form = [
            plain("/F Do"),
            stream(&format!("/Subtype /Form /Filter {filter}"), &data),
        ];
        let file = page_with("6 0 R", "/XObject << /F 7 0 R >>", &form);
        assert_eq!(read(&file), Err("archive-bomb"), "{filter} in a form");
    }
}

#[test]
fn one_stream_named_many_times_and_streams_of_objects_count_as_often() {
    let million = stream("/Filter /FlateDecode", &packed(&vec![b' '; 1 << 20]));
    let named = format!("[{}]", "6 0 R ".repeat(100));
    assert_eq!(
        read(&page_with(&named, "", &[million])),
        Err("archive-bomb")
    );
    let held = stream(
        "/Type /ObjStm /N 0 /First 0 /Filter /FlateDecode",
        &packed(&vec![b' '; 17 << 20]),
    );
    assert_eq!(
        read(&page_with("6 0 R", "", &[plain(WORDS), held])),
        Err("archive-bomb")
    );
    let wide = stream(
        "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4000000000000000 >>",
        &packed(b"x"),
    );
    assert_eq!(read(&page_with("6 0 R", "", &[wide])), Err("archive-bomb"));
}

#[test]
fn objects_in_a_packed_stream_are_read() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let held = stream(
        "/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode",
        &packed(format!("20 0 {font}").as_bytes()),
    );
    let words = WORDS.replace("/F1", "/F2");
    let file = page_with("6 0 R", "/Font << /F2 20 0 R >>", &[plain(&words), held]);
    assert!(read(&file).is_ok_and(|t| t.contains("Giao ban")));
}

#[test]
fn tables_of_places_that_state_too_much_are_refused() {
    for table in [
        "/W [1000000000000000 1 1] /Size 5",
        "/#57 [1000000000000000 1 1] /Size 5",
        "/W [1 %\n 1000000000000000 1] /Size 5",
        "/W [0 0 0] /Size 4000000000",
        "/W [0 0 0] /Size 5 /Index [0 2 7 4000000000]",
    ] {
        let file = format!(
            "%PDF-1.5\n1 0 obj\n<< /Type /XRef {table} /Length 0 >>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
        );
        assert_eq!(read(file.as_bytes()), Err("archive-bomb"), "{table}");
    }
}

/// A font whose table of characters is the object of this number.
fn font_of(table: usize) -> Vec<u8> {
    format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode {table} 0 R >>").into_bytes()
}

/// A page whose font has this table of characters.
fn with_table(table: &[u8]) -> Vec<u8> {
    let content = plain(&WORDS.replace("/F1", "/F2"));
    let further = [
        content,
        font_of(8),
        stream("/Filter /FlateDecode", &packed(table)),
    ];
    page_with("6 0 R", "/Font << /F2 7 0 R >>", &further)
}

#[test]
fn tables_of_characters_that_name_too_many_are_refused() {
    let ranges = |ranges: &str| format!("1 beginbfrange\n{ranges}\nendbfrange\n").into_bytes();
    for range in [
        "<00000000> <FFFFFFFE> <0041>",
        "(\\000) (\\377\\377\\377\\376) <0041>",
        // Read all the same behind a comment.
        "% one\n<00> % two\n<FFFFFF> <0041>",
    ] {
        assert_eq!(
            read(&with_table(&ranges(range))),
            Err("archive-bomb"),
            "{range}"
        );
    }
    let long = "<0000> <FFFF> <0000>\n".repeat(20);
    let long = format!("20 beginbfrange\n{long}endbfrange\n");
    assert_eq!(read(&with_table(long.as_bytes())), Err("archive-bomb"));
    assert_eq!(
        read(&with_table("[".repeat(200_000).as_bytes())),
        Err("pdf-nested")
    );
    assert_eq!(
        read(&with_table("(".repeat(200_000).as_bytes())),
        Err("pdf-nested")
    );
    assert_eq!(read(&with_table(&vec![b' '; 3 << 20])), Err("archive-bomb"));
    // All that two bytes tell is honest.
    let whole = read(&with_table(&ranges("<0000> <FFFF> <0000>")));
    assert!(whole.is_ok_and(|t| t.contains("Giao ban")));
}

/// A page that draws a form so often, whose own font has this table of characters.
fn drawing(times: usize, table: &[u8]) -> Vec<u8> {
    let further = [
        plain(&"/F Do ".repeat(times)),
        form(
            &WORDS.replace("/F1", "/F2"),
            "/Resources << /Font << /F2 8 0 R >> >>",
        ),
        font_of(9),
        stream("/Filter /FlateDecode", &packed(table)),
    ];
    page_with("6 0 R", "/XObject << /F 7 0 R >>", &further)
}

/// The fonts of a form are made anew for each drawing, one set after the other.
#[test]
fn a_form_with_a_large_table_is_drawn_many_times_but_not_without_end() {
    let all = b"1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n";
    // More than a million characters, never at once.
    assert!(read(&drawing(17, all)).is_ok_and(|t| t.contains("Giao ban")));
    let file = drawing(4_000, all);
    assert!(file.len() < 30_000);
    assert_eq!(read(&file), Err("archive-bomb"));
    // Few characters in many bytes.
    let file = drawing(1_100, &vec![b' '; 1 << 20]);
    assert!(file.len() < 30_000);
    assert_eq!(read(&file), Err("archive-bomb"));
}

/// Forms in forms hold their fonts at once.
#[test]
fn tables_of_forms_within_forms_are_counted_together() {
    let ranges = "<0000> <FFFF> <0000>\n".repeat(8);
    let half = format!("8 beginbfrange\n{ranges}endbfrange\n");
    let words = WORDS.replace("/F1", "/F2");
    let further = [
        plain("/A Do"),
        form(
            &format!("{words} /B Do"),
            "/Resources << /Font << /F2 9 0 R >> /XObject << /B 8 0 R >> >>",
        ),
        form(&words, "/Resources << /Font << /F2 9 0 R >> >>"),
        font_of(10),
        stream("/Filter /FlateDecode", &packed(half.as_bytes())),
    ];
    let file = page_with("6 0 R", "/XObject << /A 7 0 R >>", &further);
    assert_eq!(read(&file), Err("archive-bomb"));
}

#[test]
fn tables_of_places_that_unpack_to_too_much_are_refused() {
    let much = vec![0_u8; 17 << 20];
    let lzw = weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8)
        .encode(&much)
        .unwrap();
    let zlib = packed(&much);
    for (filter, data) in [
        ("/LZWDecode", lzw),
        ("[/ASCII85Decode /FlateDecode]", ascii85(&zlib)),
        (
            "[/FlateDecode /FlateDecode /FlateDecode]",
            packed(&packed(&zlib)),
        ),
    ] {
        for names in ["/Type /XRef", ""] {
            let dict = format!("{names} /W [1 2 1] /Size 5 /Filter {filter}");
            let mut file = b"%PDF-1.5\n1 0 obj\n".to_vec();
            file.extend(stream(&dict, &data));
            file.extend(b"\nendobj\nstartxref\n9\n%%EOF\n");
            assert!(file.len() < 1 << 20, "{filter}");
            assert_eq!(read(&file), Err("archive-bomb"), "{filter}");
        }
    }
}
