//! How long a line will be: needed because WordprocessingML has no rule "as
//! long as the text", so the rule's indents are computed.
//!
//! Advance widths of the Times family (bold) in thousandths of the size; a
//! Vietnamese letter is as wide as its base letter.

/// Width of the line in points. Regular faces are a little narrower; the
/// difference does not show in a rule.
pub(super) fn text_width_pt(text: &str, size_pt: f32) -> f32 {
    let thousandths: u32 = text.chars().map(|c| advance(base(c))).sum();
    thousandths as f32 / 1000.0 * size_pt
}

fn base(c: char) -> char {
    match c {
        'à'..='å' | 'ă' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ậ' | 'ắ' | 'ằ' | 'ẳ' | 'ẵ' | 'ặ' => {
            'a'
        }
        'À'..='Å' | 'Ă' | 'Ạ' | 'Ả' | 'Ấ' | 'Ầ' | 'Ẩ' | 'Ẫ' | 'Ậ' | 'Ắ' | 'Ằ' | 'Ẳ' | 'Ẵ' | 'Ặ' => {
            'A'
        }
        'è'..='ê' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' => 'e',
        'È'..='Ê' | 'Ẹ' | 'Ẻ' | 'Ẽ' | 'Ế' | 'Ề' | 'Ể' | 'Ễ' | 'Ệ' => 'E',
        'ì' | 'í' | 'ĩ' | 'ỉ' | 'ị' => 'i',
        'Ì' | 'Í' | 'Ĩ' | 'Ỉ' | 'Ị' => 'I',
        'ò'..='õ' | 'ơ' | 'ọ' | 'ỏ' | 'ố' | 'ồ' | 'ổ' | 'ỗ' | 'ộ' | 'ớ' | 'ờ' | 'ở' | 'ỡ' | 'ợ' => {
            'o'
        }
        'Ò'..='Õ' | 'Ơ' | 'Ọ' | 'Ỏ' | 'Ố' | 'Ồ' | 'Ổ' | 'Ỗ' | 'Ộ' | 'Ớ' | 'Ờ' | 'Ở' | 'Ỡ' | 'Ợ' => {
            'O'
        }
        'ù' | 'ú' | 'ũ' | 'ư' | 'ụ' | 'ủ' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' => 'u',
        'Ù' | 'Ú' | 'Ũ' | 'Ư' | 'Ụ' | 'Ủ' | 'Ứ' | 'Ừ' | 'Ử' | 'Ữ' | 'Ự' => 'U',
        'ý' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => 'y',
        'Ý' | 'Ỳ' | 'Ỵ' | 'Ỷ' | 'Ỹ' => 'Y',
        'đ' => 'd',
        'Đ' => 'D',
        other => other,
    }
}

fn advance(c: char) -> u32 {
    match c {
        ' ' | '\u{a0}' | '.' | ',' => 250,
        '-' | '(' | ')' | 'f' | 't' | 'j' | ':' | ';' => 333,
        'i' | 'l' | '/' => 278,
        'c' | 'e' | 'r' | 'z' => 444,
        's' | 'I' => 389,
        'k' | 'b' | 'd' | 'h' | 'n' | 'p' | 'q' | 'u' | 'S' => 556,
        'P' | 'F' => 611,
        'B' | 'E' | 'L' | 'T' | 'Z' => 667,
        'A' | 'C' | 'D' | 'N' | 'R' | 'U' | 'V' | 'X' | 'Y' | 'w' => 722,
        'G' | 'H' | 'K' | 'O' | 'Q' => 778,
        'm' => 833,
        'M' => 944,
        'W' => 1000,
        _ => 500,
    }
}

#[cfg(test)]
mod tests {
    use super::text_width_pt;

    #[test]
    fn marks_do_not_change_the_width_of_a_letter() {
        let plain = text_width_pt("DANG CONG SAN VIET NAM", 15.0);
        let marked = text_width_pt("ĐẢNG CỘNG SẢN VIỆT NAM", 15.0);
        assert!((plain - marked).abs() < f32::EPSILON);
        assert!((200.0..230.0).contains(&plain), "{plain}");
    }
}
