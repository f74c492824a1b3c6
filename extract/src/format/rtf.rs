//! Text of an RTF file: characters, paragraphs, tabs, table rows, text boxes.
//! Fonts, colours, pictures and fields' instructions are left out. Not here:
//! styles, rows of tables as lines (`rows`).

use super::rows::{CELL, END, ROW, laid_out};
use crate::finding::{Extracted, Finding, Severity};
use encoding_rs::WINDOWS_1258;

/// Groups within groups beyond which a file is an attack.
const MAX_DEPTH: usize = 200;
/// Groups whose text is no text of the document.
const LEFT_OUT: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "fldinst",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "themedata",
    "datastore",
    "object",
    "generator",
    "xmlnstbl",
    "revtbl",
    "latentstyles",
    "colorschememapping",
    // A text box once more, for old readers.
    "shprslt",
];

#[derive(Clone, Copy)]
struct Group {
    /// Nothing of it is text.
    hidden: bool,
    /// Characters that stand for one `\u` in old readers.
    skip: usize,
}

pub(super) fn read(bytes: &[u8]) -> Extracted<String> {
    let mut out = Out::default();
    let mut stack = vec![Group {
        hidden: false,
        skip: 1,
    }];
    let mut at = 0;
    let mut pending = 0;
    while at < bytes.len() {
        let group = *stack.last().unwrap_or(&Group {
            hidden: true,
            skip: 1,
        });
        match bytes[at] {
            b'{' => {
                if stack.len() >= MAX_DEPTH {
                    break;
                }
                stack.push(group);
                at += 1;
            }
            b'}' => {
                if stack.len() > 1 {
                    stack.pop();
                }
                pending = 0;
                at += 1;
            }
            b'\\' => at = control(bytes, at + 1, &mut stack, &mut pending, &mut out),
            0..=8 | 10..=31 => at += 1,
            byte => {
                put(char::from(byte), group, &mut pending, &mut out);
                at += 1;
            }
        }
    }
    finish(out.text)
}

/// One control word or symbol behind the backslash; returns the next byte.
fn control(
    bytes: &[u8],
    at: usize,
    stack: &mut [Group],
    pending: &mut usize,
    out: &mut Out,
) -> usize {
    let Some(group) = stack.last_mut() else {
        return at + 1;
    };
    let Some(first) = bytes.get(at).copied() else {
        return at;
    };
    if first == b'\'' {
        let code = bytes
            .get(at + 1..at + 3)
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        if let Some(code) = code.filter(|c| *c >= 0x20) {
            put(char::from(code), *group, pending, out);
        }
        return at + 3;
    }
    if !first.is_ascii_alphabetic() {
        match first {
            b'*' => group.hidden = true,
            b'~' => put(' ', *group, pending, out),
            b'_' => put('-', *group, pending, out),
            b'\\' | b'{' | b'}' => put(char::from(first), *group, pending, out),
            _ => {}
        }
        return at + 1;
    }
    let word_end = at
        + bytes[at..]
            .iter()
            .take(32)
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
    let word = std::str::from_utf8(&bytes[at..word_end]).unwrap_or("");
    let sign = usize::from(bytes.get(word_end) == Some(&b'-'));
    let digits = bytes[(word_end + sign).min(bytes.len())..]
        .iter()
        .take(9)
        .take_while(|b| b.is_ascii_digit())
        .count();
    let number_end = if digits > 0 {
        word_end + sign + digits
    } else {
        word_end
    };
    let number: Option<i32> = std::str::from_utf8(&bytes[word_end..number_end])
        .ok()
        .and_then(|n| n.parse().ok());
    let end = number_end + usize::from(bytes.get(number_end) == Some(&b' '));
    match word {
        "par" | "line" | "sect" | "page" | "nestcell" => put('\n', *group, pending, out),
        "tab" => put('\t', *group, pending, out),
        "trowd" | "intbl" if !out.in_row => put(ROW, *group, pending, out),
        "cell" => {
            if !out.in_row && !group.hidden {
                out.begin_row();
            }
            put(CELL, *group, pending, out);
        }
        "row" => put(END, *group, pending, out),
        // A text box stands in a group that old readers pass over.
        "shptxt" => {
            group.hidden = false;
            put('\n', *group, pending, out);
        }
        "emdash" | "endash" => put('–', *group, pending, out),
        "lquote" | "rquote" => put('\'', *group, pending, out),
        "ldblquote" => put('“', *group, pending, out),
        "rdblquote" => put('”', *group, pending, out),
        "bullet" => put('-', *group, pending, out),
        "uc" => group.skip = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
        "u" => {
            let code = number.unwrap_or(0);
            let code = u32::try_from(if code < 0 { code + 65536 } else { code }).unwrap_or(0);
            *pending = 0;
            if let Some(c) = char::from_u32(code).filter(|c| !c.is_control()) {
                put(c, *group, pending, out);
            }
            *pending = group.skip;
        }
        "bin" => {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return end.saturating_add(length).min(bytes.len());
        }
        w if LEFT_OUT.contains(&w) => group.hidden = true,
        _ => {}
    }
    end
}

/// Text with marks of rows, and whether it ends within one.
#[derive(Default)]
struct Out {
    text: String,
    in_row: bool,
}

impl Out {
    fn push(&mut self, c: char) {
        match c {
            ROW => self.in_row = true,
            END => self.in_row = false,
            _ => {}
        }
        self.text.push(c);
    }

    /// A line turns out to be the first cell of a row.
    fn begin_row(&mut self) {
        let at = self.text.rfind(['\n', END]).map_or(0, |i| i + 1);
        self.text.insert(at, ROW);
        self.in_row = true;
    }
}

fn put(c: char, group: Group, pending: &mut usize, out: &mut Out) {
    if *pending > 0 && !matches!(c, '\n' | ROW | CELL | END) {
        *pending -= 1;
    } else if !group.hidden {
        out.push(c);
    }
}

/// Bytes above 127 were kept as Latin-1: they are a legacy font's or the
/// Vietnamese code page's.
fn finish(text: String) -> Extracted<String> {
    if let Some((text, font)) = crate::text::read_legacy(&text) {
        let finding = Finding::document(
            font.code(),
            Severity::Warning,
            "typed for a legacy font; the letters were turned into Unicode",
        );
        return Extracted {
            value: laid_out(&text),
            findings: vec![finding],
        };
    }
    let value: String = text
        .chars()
        .map(|c| match u8::try_from(u32::from(c)) {
            Ok(byte) if byte >= 0x80 => WINDOWS_1258
                .decode_without_bom_handling(&[byte])
                .0
                .into_owned(),
            _ => c.to_string(),
        })
        .collect();
    Extracted::clean(laid_out(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_paragraphs_and_unicode_are_read_and_tables_of_fonts_are_not() {
        let rtf = br"{\rtf1\ansi\ansicpg1258{\fonttbl{\f0 Times New Roman;}}{\info{\title x}}\f0 Ban Tuy\u234?n gi\u225?o\par K\u7871?t lu\u7853?n\tab 2022{\*\generator Word;}\par}";
        assert_eq!(read(rtf).value, "Ban Tuyên giáo\nKết luận\t2022\n");
    }

    #[test]
    fn a_file_without_end_or_with_endless_groups_is_read_as_far_as_it_goes() {
        assert_eq!(read(br"{\rtf1 abc\'").value, "abc");
        let deep = [b"{\\rtf1 a".to_vec(), vec![b'{'; 100_000]].concat();
        assert_eq!(read(&deep).value, "a");
    }
}
