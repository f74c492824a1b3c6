//! Resolutions that are named by their plenum, and national programmes by their
//! name, walked over word by word. Not here: where one is named (`named_documents`).

use super::congress::of_term;

/// "Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI", "NQTW 4 khoá XII".
pub(super) fn plenum(words: &str) -> Option<&str> {
    let rest = match words.strip_prefix("NQTW ") {
        Some(rest) => digits(rest)?,
        None => full_name(words)?,
    };
    if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '/')) {
        return None;
    }
    let term = of_term(rest).map_or(0, |(length, _)| length);
    let name = &words[..words.len() - rest.len() + term];
    Some(name.trim_end_matches([' ', '-', '–', '—', ',']))
}

/// Behind the plenum that is counted in words or figures and the body that met.
fn full_name(words: &str) -> Option<&str> {
    const COUNTS: &[&str] = &[
        "nhất",
        "hai",
        "ba",
        "tư",
        "bốn",
        "năm",
        "sáu",
        "bảy",
        "bẩy",
        "tám",
        "chín",
        "mười một",
        "mười hai",
        "mười ba",
        "mười bốn",
        "mười lăm",
        "mười",
    ];
    const BODIES: &[&str] = &[
        " Ban Chấp hành Trung ương",
        " Ban Chấp hành TW",
        " BCH Trung ương",
        " BCH TW",
        " BCHTW",
    ];
    let rest = words.strip_prefix("Nghị quyết ")?;
    let rest = behind(rest, &["Hội nghị lần thứ ", "Hội nghị lần "])?;
    let rest = behind(rest, COUNTS).or_else(|| digits(rest))?;
    let rest = behind(rest.strip_prefix(',').unwrap_or(rest), BODIES)?;
    Some(behind(rest, &[" Đảng Cộng sản Việt Nam", " Đảng"]).unwrap_or(rest))
}

/// "Chương trình mục tiêu quốc gia xây dựng nông thôn mới", also as "CTMTQG": the
/// programmes that were decided, since others go on with the sentence ("… trên địa bàn").
pub(super) fn programme(words: &str) -> Option<&str> {
    const NAMES: &[&str] = &[
        "xây dựng nông thôn mới",
        "giảm nghèo bền vững",
        "phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi",
        "phát triển văn hóa",
        "phát triển văn hoá",
        "phòng, chống ma túy",
        "y tế - dân số",
    ];
    let rest = behind(words, &["Chương trình mục tiêu quốc gia ", "CTMTQG "])?;
    let rest = behind(rest, &["về "]).unwrap_or(rest);
    let rest = behind(rest, NAMES)?;
    let ends = !rest.starts_with(char::is_alphanumeric);
    ends.then(|| &words[..words.len() - rest.len()])
}

/// What stands behind the first of `heads` that `words` begins with.
fn behind<'a>(words: &'a str, heads: &[&str]) -> Option<&'a str> {
    heads.iter().find_map(|head| words.strip_prefix(head))
}

/// Behind one or two digits.
fn digits(words: &str) -> Option<&str> {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=2)
        .contains(&(words.len() - rest.len()))
        .then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a plenum names its resolution, in words, figures or short.
    #[test]
    fn a_plenum_is_named_up_to_its_term() {
        for (words, name) in [
            (
                "Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI về đổi mới",
                Some("Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI"),
            ),
            (
                "Nghị quyết Hội nghị lần thứ 8, BCH Trung ương Đảng (khóa XI).",
                Some("Nghị quyết Hội nghị lần thứ 8, BCH Trung ương Đảng (khóa XI)"),
            ),
            (
                "Nghị quyết Hội nghị lần thứ mười một Ban Chấp hành Trung ương",
                Some("Nghị quyết Hội nghị lần thứ mười một Ban Chấp hành Trung ương"),
            ),
            ("NQTW 4 khoá XII, XIII", Some("NQTW 4 khoá XII")),
            ("NQTW 4.", Some("NQTW 4")),
            ("NQTW 20-NQ/TW", None),
            (
                "Nghị quyết Hội nghị lần thứ hai Ban Chấp hành Đảng bộ tỉnh",
                None,
            ),
            ("Nghị quyết Hội nghị cán bộ", None),
        ] {
            assert_eq!(plenum(words), name, "{words}");
        }
    }

    /// programmes are named by their name, not by what is said of them.
    #[test]
    fn a_national_programme_is_named_up_to_its_name() {
        for (words, name) in [
            (
                "Chương trình mục tiêu quốc gia xây dựng nông thôn mới, Đề án 06",
                Some("Chương trình mục tiêu quốc gia xây dựng nông thôn mới"),
            ),
            (
                "CTMTQG giảm nghèo bền vững trên địa bàn",
                Some("CTMTQG giảm nghèo bền vững"),
            ),
            ("Chương trình mục tiêu quốc gia, các đề án", None),
            ("Chương trình mục tiêu quốc gia trên địa bàn tỉnh", None),
        ] {
            assert_eq!(programme(words), name, "{words}");
        }
    }
}
