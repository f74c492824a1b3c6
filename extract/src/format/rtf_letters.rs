//! Letters of an RTF file: what is Unicode stays so, bytes are read by the code
//! page of their font or of the file. Not here: groups and control words (`rtf`).

use super::rows::{END, ROW};
use crate::finding::{Extracted, Finding, Severity};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};
use std::collections::HashMap;

/// Fonts of a file that are kept; more are read by the code page of the file.
const MOST_FONTS: usize = 4096;

/// The text so far, with marks of rows.
pub(super) struct Letters {
    text: String,
    /// The same with each byte as the Latin-1 letter of its number, as TCVN3 and
    /// VNI fonts have it.
    latin: String,
    /// Bytes that stand behind one another, and how they are read.
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    /// The code page of the file.
    page: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    /// The font that the table of fonts is telling about.
    told: i32,
    default_font: i32,
    pub(super) in_row: bool,
    /// Bytes that are no letters in their code page.
    damaged: bool,
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            text: String::new(),
            latin: String::new(),
            bytes: Vec::new(),
            encoding: WINDOWS_1252,
            page: WINDOWS_1252,
            fonts: HashMap::new(),
            told: 0,
            default_font: 0,
            in_row: false,
            damaged: false,
        }
    }
}

impl Letters {
    /// `\ansicpg`: the code page of bytes whose font tells none.
    pub(super) fn set_page(&mut self, number: i32) {
        self.page = page(number).unwrap_or(self.page);
    }

    /// `\mac`: the same by its old name.
    pub(super) fn set_mac(&mut self) {
        self.page = MACINTOSH;
    }

    /// `\deff`: the font of text before any other is named.
    pub(super) fn set_default_font(&mut self, font: i32) {
        self.default_font = font;
    }

    pub(super) fn default_font(&self) -> i32 {
        self.default_font
    }

    /// `\f` within the table of fonts.
    pub(super) fn tell_font(&mut self, font: i32) {
        self.told = font;
    }

    /// `\fcharset` within the table of fonts. The font of the system (0, 1) and
    /// fonts of signs (2) are read by the code page of the file.
    pub(super) fn set_charset(&mut self, number: i32) {
        self.set_encoding(charset(number));
    }

    /// `\cpg` within the table of fonts.
    pub(super) fn set_font_page(&mut self, number: i32) {
        self.set_encoding(page(number));
    }

    fn set_encoding(&mut self, encoding: Option<&'static Encoding>) {
        if let Some(encoding) = encoding
            && self.fonts.len() < MOST_FONTS
        {
            self.fonts.insert(self.told, encoding);
        }
    }

    /// A character that is Unicode in the file, or a mark of a row.
    pub(super) fn push(&mut self, c: char) {
        self.flush();
        match c {
            ROW => self.in_row = true,
            END => self.in_row = false,
            _ => {}
        }
        self.text.push(c);
        self.latin.push(c);
    }

    /// A byte in the code page of its font.
    pub(super) fn push_byte(&mut self, byte: u8, font: i32) {
        let encoding = self.fonts.get(&font).copied().unwrap_or(self.page);
        if encoding != self.encoding {
            self.flush();
            self.encoding = encoding;
        }
        self.bytes.push(byte);
        self.latin.push(char::from(byte));
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let (text, damaged) = self.encoding.decode_without_bom_handling(&self.bytes);
            self.text.push_str(&text);
            self.damaged |= damaged;
            self.bytes.clear();
        }
    }

    /// A line turns out to be the first cell of a row.
    pub(super) fn begin_row(&mut self) {
        self.flush();
        for text in [&mut self.text, &mut self.latin] {
            let at = text.rfind(['\n', END]).map_or(0, |i| i + 1);
            text.insert(at, ROW);
        }
        self.in_row = true;
    }

    /// The whole text, lines of a legacy font turned into Unicode.
    pub(super) fn finish(mut self) -> Extracted<String> {
        self.flush();
        let mut read = Extracted::clean(String::new());
        if let Some((turned, font)) = crate::text::read_legacy(&self.latin) {
            read.findings.push(Finding::document(
                font.code(),
                Severity::Warning,
                "typed for a legacy font; the letters were turned into Unicode",
            ));
            // Both have the same lines; those that were not turned may hold bytes.
            let lines: Vec<&str> = turned
                .split('\n')
                .zip(self.latin.split('\n'))
                .zip(self.text.split('\n'))
                .map(|((turned, latin), text)| if turned == latin { text } else { turned })
                .collect();
            read.value = lines.join("\n");
        } else {
            read.value = self.text;
        }
        if self.damaged {
            read.findings.push(Finding::document(
                "encoding-damaged",
                Severity::Warning,
                "some bytes are no characters and were replaced",
            ));
        }
        read
    }
}

/// A code page of Windows by its number.
fn page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The code page of a font's characters by the number of Windows.
fn charset(number: i32) -> Option<&'static Encoding> {
    page(match number {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
