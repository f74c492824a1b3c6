//! Text of an RTF file: characters, paragraphs, tabs, table rows, text boxes.
//! Fonts, colours, pictures and fields' instructions are left out. Not here:
//! styles, rows of tables as lines (`rows`), code pages (`rtf_letters`).

use super::rows::{CELL, END, ROW, laid_out};
use super::rtf_letters::Letters;
use crate::finding::Extracted;

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
    /// Within the table of fonts.
    tells_fonts: bool,
    font: i32,
}

impl Group {
    const FIRST: Self = Self {
        hidden: false,
        skip: 1,
        tells_fonts: false,
        font: 0,
    };
}

pub(super) fn read(bytes: &[u8]) -> Extracted<String> {
    let mut out = Letters::default();
    let mut stack = vec![Group::FIRST];
    // Some programs write Unicode without escaping it.
    let unicode = std::str::from_utf8(bytes).ok();
    let mut at = 0;
    let mut pending = 0;
    while at < bytes.len() {
        let group = *stack.last().unwrap_or(&Group::FIRST);
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
                let typed = unicode.and_then(|t| t.get(at..)?.chars().next());
                if let Some(c) = typed {
                    put(c, group, &mut pending, &mut out);
                } else {
                    put_byte(byte, group, &mut pending, &mut out);
                }
                at += typed.map_or(1, char::len_utf8);
            }
        }
    }
    out.finish().map(|text| laid_out(&text))
}

/// One control word or symbol behind the backslash; returns the next byte.
fn control(
    bytes: &[u8],
    at: usize,
    stack: &mut [Group],
    pending: &mut usize,
    out: &mut Letters,
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
            put_byte(code, *group, pending, out);
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
        "ansicpg" => out.set_page(number.unwrap_or(0)),
        "mac" => out.set_mac(),
        "deff" => {
            group.font = number.unwrap_or(0);
            out.set_default_font(group.font);
        }
        "plain" => group.font = out.default_font(),
        "f" if group.tells_fonts => out.tell_font(number.unwrap_or(0)),
        "f" => group.font = number.unwrap_or(0),
        "fcharset" if group.tells_fonts => out.set_charset(number.unwrap_or(0)),
        "cpg" if group.tells_fonts => out.set_font_page(number.unwrap_or(0)),
        "bin" => {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return end.saturating_add(length).min(bytes.len());
        }
        w if LEFT_OUT.contains(&w) => {
            group.hidden = true;
            group.tells_fonts |= w == "fonttbl";
        }
        _ => {}
    }
    end
}

fn put(c: char, group: Group, pending: &mut usize, out: &mut Letters) {
    if *pending > 0 && !matches!(c, '\n' | ROW | CELL | END) {
        *pending -= 1;
    } else if !group.hidden {
        out.push(c);
    }
}

/// A byte of the text; in ASCII all code pages are the same.
fn put_byte(byte: u8, group: Group, pending: &mut usize, out: &mut Letters) {
    if byte.is_ascii() || *pending > 0 {
        put(char::from(byte), group, pending, out);
    } else if !group.hidden {
        out.push_byte(byte, group.font);
    }
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
    fn unicode_is_unicode_whatever_the_code_page() {
        for page in ["", "\\ansicpg1252", "\\ansicpg1258"] {
            let rtf = format!(
                "{{\\rtf1\\ansi{page} \\u272?\\u227\\'e3 x\\u227?, qu\\u253?, tr\\u236?nh, ph\\u242?ng, v\\u245?, Ch\\u7881?\\par}}"
            );
            assert_eq!(
                read(rtf.as_bytes()).value,
                "Đã xã, quý, trình, phòng, võ, Chỉ\n",
                "{page}"
            );
        }
    }

    #[test]
    fn bytes_are_read_by_the_code_page_of_the_file_or_of_their_font() {
        let western = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}\f0 qu\'fd, \'e3, ph\'f2ng, tr\'ecnh\par}";
        assert_eq!(read(western).value, "quý, ã, phòng, trình\n");
        let vietnamese = br"{\rtf1\ansi\ansicpg1258 \'f0\'fd\'f5ng, n\'e3m\par}";
        assert_eq!(read(vietnamese).value, "đương, năm\n");
        let mixed = br"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset163 Arial;}}qu\'fd {\f1 n\'e3m} qu\'fd\f1  t\'fd\plain  qu\'fd\par}";
        assert_eq!(read(mixed).value, "quý năm quý tư quý\n");
    }

    #[test]
    fn unicode_that_is_not_escaped_is_read() {
        let rtf = "{\\rtf1\\ansi Giao ban quý I\\par \\u272Đ\\'fdã}";
        assert_eq!(read(rtf.as_bytes()).value, "Giao ban quý I\nĐýã");
    }

    #[test]
    fn a_legacy_font_is_known_by_its_bytes_and_other_lines_keep_their_page() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg1252 \xae\xe5ng ch\xdd Tr\xad\xebng Ban Tuy\xaan gi\xb8o T\xd8nh u\xfb ch\xf1 tr\xd7 h\xe9i ngh\xde giao ban c\xabng t\xb8c khoa gi\xb8o\\par N\\u259?m \\'93x\\'94\\par}";
        let found = read(rtf);
        assert_eq!(found.findings[0].code, "encoding-tcvn3");
        assert!(
            found
                .value
                .contains("hội nghị giao ban công tác khoa giáo\nNăm “x”\n"),
            "{}",
            found.value
        );
    }

    #[test]
    fn a_file_without_end_or_with_endless_groups_is_read_as_far_as_it_goes() {
        assert_eq!(read(br"{\rtf1 abc\'").value, "abc");
        let deep = [b"{\\rtf1 a".to_vec(), vec![b'{'; 100_000]].concat();
        assert_eq!(read(&deep).value, "a");
    }
}
