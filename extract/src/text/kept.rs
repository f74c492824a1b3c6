//! How much of a text is already as `normalise` would leave it. Asked of every
//! byte of every text, so it is a table of states and not a look at characters,
//! whose widths would have to be guessed. Not here: mending what is not.

/// Behind the bytes from `from` on that stay as they are: visible ASCII,
/// Vietnamese letters, usual quotes and dashes, single spaces and ends of lines
/// between them.
pub(super) fn kept(bytes: &[u8], from: usize) -> usize {
    let mut state = State::Start;
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        state = NEXT[state as usize][CLASS[usize::from(*byte)] as usize];
        if matches!(state, State::Stop) {
            // Not the character that is in the way, nor a gap before it.
            while bytes[at] & 0xC0 == 0x80 {
                at -= 1;
            }
            return without_gap(bytes, from, at);
        }
        at += 1;
    }
    if matches!(state, State::Space) {
        return without_gap(bytes, from, at);
    }
    at
}

fn without_gap(bytes: &[u8], from: usize, at: usize) -> usize {
    at - usize::from(at > from && matches!(bytes[at - 1], b' ' | b'\n'))
}

/// What the bytes so far end with.
#[derive(Clone, Copy)]
enum State {
    Start,
    Visible,
    Space,
    Break,
    /// 0xC3: Đ and đ have look-alikes there.
    LetterC3,
    Letter,
    WideE1,
    WideLast,
    MarkE2,
    MarkLast,
    Stop,
}

/// What a byte may be.
#[derive(Clone, Copy)]
enum Class {
    Plain,
    Space,
    Break,
    LeadC3,
    Lead,
    LeadE1,
    LeadE2,
    /// Inside a character: 0x90 and 0xB0, the look-alikes of Đ and đ.
    LookAlike,
    /// 0xBA and 0xBB, where Vietnamese letters are.
    Toned,
    /// 0x80, where marks are.
    Zero,
    /// – — ‘ ’ “ ” …
    Mark,
    Inside,
    Other,
}

const CLASSES: usize = Class::Other as usize + 1;

const CLASS: [Class; 256] = {
    let mut all = [Class::Other; 256];
    let mut byte = 0x21;
    while byte < 0x7F {
        all[byte] = Class::Plain;
        byte += 1;
    }
    byte = 0x80;
    while byte < 0xC0 {
        all[byte] = match byte {
            0x80 => Class::Zero,
            0x90 | 0xB0 => Class::LookAlike,
            0xBA | 0xBB => Class::Toned,
            0x93 | 0x94 | 0x98 | 0x99 | 0x9C | 0x9D | 0xA6 => Class::Mark,
            _ => Class::Inside,
        };
        byte += 1;
    }
    all[0x20] = Class::Space;
    all[0x0A] = Class::Break;
    all[0xC3] = Class::LeadC3;
    all[0xC4] = Class::Lead;
    all[0xC5] = Class::Lead;
    all[0xC6] = Class::Lead;
    all[0xE1] = Class::LeadE1;
    all[0xE2] = Class::LeadE2;
    all
};

const NEXT: [[State; CLASSES]; State::Stop as usize + 1] = {
    let mut all = [[State::Stop; CLASSES]; State::Stop as usize + 1];
    let from = [State::Start, State::Visible, State::Space, State::Break];
    let mut n = 0;
    while n < from.len() {
        let next = &mut all[from[n] as usize];
        next[Class::Plain as usize] = State::Visible;
        next[Class::LeadC3 as usize] = State::LetterC3;
        next[Class::Lead as usize] = State::Letter;
        next[Class::LeadE1 as usize] = State::WideE1;
        next[Class::LeadE2 as usize] = State::MarkE2;
        n += 1;
    }
    all[State::Visible as usize][Class::Space as usize] = State::Space;
    all[State::Visible as usize][Class::Break as usize] = State::Break;
    all[State::Break as usize][Class::Break as usize] = State::Break;
    let mut inside = Class::LookAlike as usize;
    while inside <= Class::Inside as usize {
        if inside != Class::LookAlike as usize {
            all[State::LetterC3 as usize][inside] = State::Visible;
        }
        all[State::Letter as usize][inside] = State::Visible;
        all[State::WideLast as usize][inside] = State::Visible;
        inside += 1;
    }
    all[State::WideE1 as usize][Class::Toned as usize] = State::WideLast;
    all[State::MarkE2 as usize][Class::Zero as usize] = State::MarkLast;
    all[State::MarkLast as usize][Class::Mark as usize] = State::Visible;
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_ends_before_the_first_thing_to_mend() {
        for (text, stays) in [
            ("Uỷ ban “Đảng” – quý I.\nTỉnh\n\nHuyện\n", None),
            ("a  b", Some("a")),
            ("a \nb", Some("a")),
            ("a\n b", Some("a")),
            ("a\n\n b", Some("a\n")),
            (" a", Some("")),
            ("ab ", Some("ab")),
            ("Bộ \u{D0}ảng", Some("Bộ")),
            ("Bộ\u{D0}ảng", Some("Bộ")),
            ("tiê\u{301}n", Some("tiê")),
            ("a\u{200B}b", Some("a")),
            ("a b\u{A0}c", Some("a b")),
            ("a « b", Some("a")),
        ] {
            let stays = stays.unwrap_or(text);
            assert_eq!(kept(text.as_bytes(), 0), stays.len(), "{text:?}");
        }
    }
}
