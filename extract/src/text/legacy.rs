//! Text typed for TCVN3 (ABC) or VNI fonts: letters that stand for others. The
//! tables are data; which one fits is told by how many words become Vietnamese
//! syllables. Not here: Unicode and code pages (`decode`).

use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The fonts a text may have been typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegacyFont {
    Tcvn3,
    Vni,
}

impl LegacyFont {
    /// Code of the finding that says so.
    pub fn code(self) -> &'static str {
        match self {
            Self::Tcvn3 => "encoding-tcvn3",
            Self::Vni => "encoding-vni",
        }
    }
}

fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| l.split(' ').collect())
}

static TCVN3: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    rows(include_str!("tcvn3.txt"))
        .filter_map(|r| {
            let code = u32::from_str_radix(r[0], 16)
                .ok()
                .and_then(char::from_u32)?;
            Some((code, r[1].chars().next()?))
        })
        .collect()
});

/// Base and sign to letter; the sign is `.` where there is none.
static VNI: LazyLock<HashMap<(char, char), char>> = LazyLock::new(|| {
    let first = |s: &str| s.chars().next().unwrap_or('.');
    let upper = |c: char| c.to_uppercase().next().unwrap_or(c);
    let mut table = HashMap::new();
    for r in rows(include_str!("vni.txt")) {
        let (base, sign, letter) = (first(r[0]), first(r[1]), first(r[2]));
        table.insert((base, sign), letter);
        table.insert((upper(base), upper(sign)), upper(letter));
        table.insert((upper(base), sign), upper(letter));
    }
    table
});

/// Words with foreign signs below which nothing is decided.
const LEAST: usize = 6;

/// The text with its legacy lines turned into Unicode, and the font that was
/// recognised; `None` when the text is Unicode or nothing fits.
pub fn read_legacy(text: &str) -> Option<(String, LegacyFont)> {
    if !text.chars().any(is_sign) {
        return None;
    }
    let suspect: Vec<&str> = text.split('\n').filter(|l| is_suspect(l)).collect();
    let sample: Vec<&str> = suspect.iter().flat_map(|l| words_of(l)).take(400).collect();
    if sample.len() < LEAST {
        return None;
    }
    let plain = share(&sample, |w| w.to_owned());
    let best = [LegacyFont::Tcvn3, LegacyFont::Vni]
        .into_iter()
        .map(|f| (share(&sample, |w| turn(w, f)), f))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    if best.0 < 0.7 || best.0 < plain + 0.25 {
        return None;
    }
    let font = best.1;
    let mut out = String::with_capacity(text.len() * 3 / 2);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        if is_suspect(line) {
            turn_line(line, font, &mut out);
        } else {
            out.push_str(line);
        }
    }
    Some((out, font))
}

/// A letter or sign of Latin-1 that these fonts use for something else.
fn is_sign(c: char) -> bool {
    ('\u{A1}'..='\u{FF}').contains(&c)
}

/// Latin-1 signs and no letter that only Vietnamese Unicode has.
fn is_suspect(line: &str) -> bool {
    let unicode = |c: char| matches!(c, '\u{102}'..='\u{1B0}' | '\u{1EA0}'..='\u{1EF9}' | '\u{300}'..='\u{323}');
    line.chars().any(is_sign) && !line.chars().any(unicode)
}

/// Runs of letters and signs that hold at least one sign.
fn words_of(line: &str) -> Vec<&str> {
    line.split(|c: char| !(c.is_ascii_alphabetic() || is_sign(c)))
        .filter(|w| w.chars().any(is_sign))
        .collect()
}

fn share(words: &[&str], as_read: impl Fn(&str) -> String) -> f64 {
    let good = words.iter().filter(|w| is_syllable(&as_read(w))).count();
    good as f64 / words.len().max(1) as f64
}

fn turn_line(line: &str, font: LegacyFont, out: &mut String) {
    let mut rest = line;
    while !rest.is_empty() {
        let inside = |c: char| c.is_ascii_alphabetic() || is_sign(c);
        let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        if end == 0 {
            let next = rest.find(inside).unwrap_or(rest.len());
            out.push_str(&rest[..next]);
            rest = &rest[next..];
        } else {
            out.push_str(&turn(&rest[..end], font));
            rest = &rest[end..];
        }
    }
}

/// One word. In a word of capitals the toned letters come from a font of
/// capitals, so they are capitals too.
fn turn(word: &str, font: LegacyFont) -> String {
    match font {
        LegacyFont::Tcvn3 => {
            let turned: String = word
                .chars()
                .map(|c| TCVN3.get(&c).copied().unwrap_or(c))
                .collect();
            let plain = word.chars().filter(char::is_ascii_alphabetic);
            let capitals =
                plain.clone().count() >= 2 && plain.clone().all(|c| c.is_ascii_uppercase());
            if capitals {
                turned.to_uppercase()
            } else {
                turned
            }
        }
        LegacyFont::Vni => {
            let letters: Vec<char> = word.chars().collect();
            let mut out = String::new();
            let mut at = 0;
            while at < letters.len() {
                let next = letters.get(at + 1).copied().unwrap_or('.');
                if let Some(c) = VNI.get(&(letters[at], next)).filter(|_| next != '.') {
                    out.push(*c);
                    at += 2;
                } else {
                    out.push(VNI.get(&(letters[at], '.')).copied().unwrap_or(letters[at]));
                    at += 1;
                }
            }
            out
        }
    }
}

/// Whether `word` is built as a Vietnamese syllable: onset, vowels, coda, at
/// most one tone.
fn is_syllable(word: &str) -> bool {
    const ONSETS: &[&str] = &[
        "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
        "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
    ];
    const CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
    const VOWELS: &[&str] = &[
        "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ia", "ua", "ưa", "iê", "yê",
        "uô", "ươ", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "iu", "iêu", "yêu", "oa", "oă",
        "oe", "oai", "oay", "oi", "ôi", "ơi", "ui", "ưi", "uôi", "ươi", "ưu", "ươu", "uâ", "uê",
        "uy", "uya", "uyê", "uây", "uơ", "uyu", "oo",
    ];
    let mut tones = 0;
    let mut plain = String::new();
    for c in word.to_lowercase().nfd() {
        match c {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones += 1,
            c => plain.push(c),
        }
    }
    let plain: String = plain.nfc().collect();
    let vowel = |c: char| "aăâeêioôơuưy".contains(c);
    tones <= 1
        && ONSETS.iter().any(|onset| {
            plain.strip_prefix(onset).is_some_and(|rime| {
                let end = rime.find(|c| !vowel(c)).unwrap_or(rime.len());
                (VOWELS.contains(&&rime[..end]) || rime[..end].is_empty() && *onset == "gi")
                    && CODAS.contains(&&rime[end..])
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types Unicode as a TCVN3 or VNI font shows it, from the same tables.
    fn typed(text: &str, font: LegacyFont) -> String {
        text.chars()
            .map(|c| match font {
                LegacyFont::Tcvn3 => TCVN3
                    .iter()
                    .find(|(_, l)| **l == c)
                    .map_or_else(|| c.to_string(), |(code, _)| code.to_string()),
                LegacyFont::Vni => VNI
                    .iter()
                    .find(|((b, _), l)| **l == c && b.is_uppercase() == c.is_uppercase())
                    .map_or_else(
                        || c.to_string(),
                        |((b, s), _)| {
                            if *s == '.' {
                                b.to_string()
                            } else {
                                format!("{b}{s}")
                            }
                        },
                    ),
            })
            .collect()
    }

    const TEXT: &str = "ngày 05 tháng 4, các huyện ủy và sở, ngành tổ chức hội nghị giao ban công tác khoa giáo; đồng chí trưởng ban chủ trì, đánh giá việc thực hiện nghị quyết về phát triển giáo dục, y tế, dân số, gia đình, trẻ em, khuyến học và bảo vệ môi trường nước sạch, giữ gìn văn hóa, ứng dụng kỹ thuật";

    #[test]
    fn known_words_as_the_fonts_wrote_them_are_read() {
        let tcvn3 = "C\u{f4}ng ho\u{b5}\n®ång chÝ Tr\u{AD}ëng Ban Tuyªn gi¸o TØnh uû chñ tr× héi nghÞ giao ban c«ng t¸c khoa gi¸o quý I";
        let (read, font) = read_legacy(tcvn3).expect("recognised");
        assert_eq!(font, LegacyFont::Tcvn3);
        assert!(
            read.ends_with("đồng chí Trưởng Ban Tuyên giáo Tỉnh uỷ chủ trì hội nghị giao ban công tác khoa giáo quý I"),
            "{read}"
        );
        let vni = "Ñoàng chí Tröôûng Ban Tuyeân giaùo Tænh uûy chuû trì hoäi nghò giao ban coâng taùc khoa giaùo quyù I";
        let (read, font) = read_legacy(vni).expect("recognised");
        assert_eq!(font, LegacyFont::Vni);
        assert_eq!(
            read,
            "Đồng chí Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị giao ban công tác khoa giáo quý I"
        );
    }

    #[test]
    fn every_letter_survives_the_way_there_and_back() {
        for font in [LegacyFont::Tcvn3, LegacyFont::Vni] {
            let (read, found) = read_legacy(&typed(TEXT, font)).expect("recognised");
            assert_eq!((read.as_str(), found), (TEXT, font));
        }
    }

    #[test]
    fn unicode_and_other_languages_are_left_alone() {
        assert_eq!(read_legacy(TEXT), None);
        assert_eq!(
            read_legacy(
                "Le comité régional a réuni à l'hôtel de ville les délégués; il a été décidé d'améliorer la santé, l'éducation, la sécurité et la qualité de l'eau près des écoles privées"
            ),
            None
        );
        assert_eq!(read_legacy("Bao cao khong dau"), None);
    }

    #[test]
    fn capitals_come_out_as_capitals() {
        let (read, _) = read_legacy("TØNH uû - BAN TUY£N GI¸O; héi nghÞ giao ban c«ng t¸c khoa gi¸o, ®ång chÝ tr\u{AD}ëng ban chñ tr×").expect("recognised");
        assert!(read.contains("BAN TUYÊN GIÁO"), "{read}");
    }
}
