//! How much of a text is already as `normalise` would leave it. Asked of every
//! byte of every text, so it is a table of which byte may follow which, and not
//! a look at characters, whose widths would have to be guessed. Not here:
//! mending what is not.

/// Behind the bytes from `from` on that stay as they are: visible ASCII,
/// Vietnamese letters, usual quotes and dashes, single spaces and ends of lines
/// between them. `bytes` are those of a `str`: two neighbours then tell enough,
/// since a byte inside a character is only asked what its character allows.
pub(super) fn kept(bytes: &[u8], from: usize) -> usize {
    // As behind a space: neither a space nor the end of a line may begin it.
    let mut follow = FOLLOW[Class::Space as usize];
    let mut at = from;
    while at < bytes.len() {
        let end = bytes.len().min(at + MANY);
        while at < end {
            let rule = RULES[usize::from(bytes[at])];
            if follow & rule.class == 0 {
                // Not the character that is in the way, nor a gap before it.
                while bytes[at] & 0xC0 == 0x80 {
                    at -= 1;
                }
                return without_gap(bytes, from, at);
            }
            follow = rule.follow;
            at += 1;
        }
        // What follows is asked many bytes at a time while it is good.
        while let Some(many) = bytes.get(at - 1..at + MANY)
            && all_fit(many)
        {
            at += MANY;
        }
        follow = RULES[usize::from(bytes[at - 1])].follow;
    }
    if bytes[from..].ends_with(b" ") {
        return without_gap(bytes, from, at);
    }
    at
}

/// Bytes that are asked together.
const MANY: usize = 64;

/// Each byte but the first may stand behind the one before it; the same as the
/// table says, asked so that the processor compares many at once.
fn all_fit(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(&bytes[1..]);
    pairs.fold(true, |all, (before, byte)| all & fits(*before, *byte))
}

#[inline(always)]
fn fits(before: u8, byte: u8) -> bool {
    let inside = byte.cast_signed() < 0xC0_u8.cast_signed();
    let plain = (byte.wrapping_sub(0x20) < 0xA0) & (byte != 0x7F) | (byte == b'\n');
    let lead = (byte.wrapping_sub(0xC3) < 4) | (byte.wrapping_sub(0xE1) < 2);
    // One is a space and the other a space or the end of a line.
    let gap = before.max(byte) == b' ';
    let mark = (byte & 0xFE == 0x9C)
        | (byte & 0xFE == 0x98)
        | (byte.wrapping_sub(0x93) < 2)
        | (byte == 0xA6);
    let odd = (before == 0xC3) & (byte & 0xDF == 0x90)
        | (before == 0xE1) & (byte & 0xFE != 0xBA)
        | (before == 0xE2) & (byte != 0x80)
        | (before == 0x80) & inside & !mark;
    (plain | lead) & !gap & !odd
}

fn without_gap(bytes: &[u8], from: usize, at: usize) -> usize {
    at - usize::from(at > from && matches!(bytes[at - 1], b' ' | b'\n'))
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

/// The classes that may stand behind a byte of each class, as bits.
const FOLLOW: [u16; CLASSES] = {
    const fn any(classes: &[Class]) -> u16 {
        let (mut bits, mut n) = (0, 0);
        while n < classes.len() {
            bits |= 1 << classes[n] as u16;
            n += 1;
        }
        bits
    }
    use Class::*;
    let begin = any(&[Plain, LeadC3, Lead, LeadE1, LeadE2]);
    let inside = any(&[LookAlike, Toned, Zero, Mark, Inside]);
    // Behind a whole character, and behind what may be its middle byte too.
    let behind = begin | any(&[Space, Break]);
    let mut all = [behind; CLASSES];
    all[Space as usize] = begin;
    all[Break as usize] = begin | any(&[Break]);
    all[LeadC3 as usize] = inside & !any(&[LookAlike]);
    all[Lead as usize] = inside;
    all[LeadE1 as usize] = any(&[Toned]);
    all[LeadE2 as usize] = any(&[Zero]);
    all[Toned as usize] = behind | inside;
    all[Zero as usize] = behind | any(&[Mark]);
    all[Other as usize] = 0;
    all
};

/// What a byte is, as a bit, and what may follow it.
#[derive(Clone, Copy)]
struct Rule {
    class: u16,
    follow: u16,
}

const RULES: [Rule; 256] = {
    let mut all = [Rule {
        class: 0,
        follow: 0,
    }; 256];
    let mut byte = 0;
    while byte < 256 {
        let class = CLASS[byte] as u16;
        all[byte] = Rule {
            class: 1 << class,
            follow: FOLLOW[class as usize],
        };
        byte += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_at_a_time_tell_the_same_as_the_table() {
        let many = "a".repeat(2 * MANY);
        for c in (1..0x3100_u32).filter_map(char::from_u32) {
            for other in [' ', 'a', '\n', 'ế', 'À', '–', 'Ð'] {
                // So short that only the table is asked.
                let short = format!("a{other}{c}{other}a");
                let long = format!("{many}{other}{c}{other}a{many}");
                let kept_short = kept(short.as_bytes(), 0);
                let expected = if kept_short == short.len() {
                    long.len()
                } else {
                    many.len() - 1 + kept_short
                };
                assert_eq!(kept(long.as_bytes(), 0), expected, "{short:?}");
            }
        }
    }

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
