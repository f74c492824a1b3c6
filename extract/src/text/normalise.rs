//! One written form for what people typed: NFC, Đ for its look-alike, plain
//! spaces, no invisible characters, no empty line runs; and joining of lines a
//! PDF broke. Not here: spelling. A typing error stays as it is.

use unicode_normalization::UnicodeNormalization;

/// NFC; U+00D0 becomes Đ (and U+00F0 đ); every kind of space becomes one space;
/// soft hyphens, zero-width characters and controls go; lines are trimmed and
/// kept, `\n` alone ends a line.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfc() {
        let c = match c {
            '\u{D0}' => 'Đ',
            '\u{F0}' => 'đ',
            '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}' | '\u{85}' => '\n',
            other => other,
        };
        match c {
            '\n' => {
                space = false;
                out.push('\n');
            }
            '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{202A}'..='\u{202E}' => {}
            c if c.is_whitespace() => space = true,
            c if c.is_control() => {}
            c => {
                if space && !out.is_empty() && !out.ends_with('\n') {
                    out.push(' ');
                }
                space = false;
                out.push(c);
            }
        }
    }
    out
}

/// Joins lines that a page layout broke inside a sentence: the next line starts
/// with a small letter or a digit, or the line ends in a comma, while a line of
/// less than 40 characters, or one that ends a sentence, stays.
pub fn join_broken_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = "";
    for line in text.lines() {
        let line = line.trim();
        let starts_low = line
            .chars()
            .next()
            .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
        let list = line.starts_with("- ") || line.starts_with("+ ") || is_numbered(line);
        let open = last.chars().count() >= 40
            && !last.ends_with(['.', ';', ':', '!', '?', '/'])
            && !line.is_empty()
            && !list;
        if !last.is_empty()
            && open
            && (starts_low || last.ends_with(',') || last.chars().count() >= 60)
        {
            if out.ends_with('\u{AD}') {
                out.pop();
            } else {
                out.push(' ');
            }
        } else if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
        last = line;
    }
    out
}

fn is_numbered(line: &str) -> bool {
    let head = line.split_whitespace().next().unwrap_or("");
    head.ends_with('.') && head.len() <= 6 && head.chars().all(|c| c.is_alphanumeric() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_text_look_alikes_and_hidden_characters_are_folded() {
        let raw = "U\u{309}y  ban\u{a0}\u{d0}a\u{309}ng bo\u{323}\u{302}\u{ad} ti\u{309}nh \r\n x";
        assert_eq!(normalise(raw), "Ủy ban Đảng bộ tỉnh\nx");
    }

    #[test]
    fn lines_broken_by_a_page_are_joined_and_list_items_stay() {
        let text = "Ban Tuyên giáo Tỉnh ủy phối hợp với các ngành tổ chức\nhội nghị giao ban.\n- Một\n- Hai";
        assert_eq!(
            join_broken_lines(text),
            "Ban Tuyên giáo Tỉnh ủy phối hợp với các ngành tổ chức hội nghị giao ban.\n- Một\n- Hai"
        );
    }
}
