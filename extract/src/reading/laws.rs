//! Names of laws, walked over word by word: an expression for them would be larger
//! than all others of documents together. Not here: where a law is named
//! (`named_documents`).

/// "Luật Giáo dục", "Bộ luật Lao động năm 2019": up to nine words, then a mark or
/// a word that goes on with the sentence.
pub(super) fn law(words: &str) -> Option<&str> {
    // Names with a comma of their own.
    const HEADS: &[&str] = &[
        "Bảo vệ, chăm sóc ",
        "Khám bệnh, ",
        "Phòng, chống ",
        "Phòng cháy, ",
        "Thi đua, ",
        "Thực hành tiết kiệm, chống ",
        "Xuất cảnh, nhập cảnh, ",
    ];
    let kind = ["Bộ luật", "Luật"]
        .iter()
        .find_map(|kind| words.strip_prefix(kind))?;
    let name = kind.trim_start();
    if name.len() == kind.len() {
        return None;
    }
    let start = words.len() - name.len();
    let head = HEADS.iter().find(|head| name.starts_with(**head));
    let end = head
        .and_then(|head| Some(head.len() + law_end(&name[head.len()..])?))
        .or_else(|| law_end(name))?;
    let end = end + goes_on(&name[..end], &name[end..]);
    Some(&words[..start + end])
}

/// Bytes by which a name goes on behind a word that ends other names.
fn goes_on(name: &str, behind: &str) -> usize {
    const MORE: &[(&str, &[&str])] = &[
        (
            "tác hại",
            &[" của rượu, bia", " của thuốc lá", " của rượu bia"],
        ),
        ("chữa cháy", &[" và cứu nạn, cứu hộ"]),
    ];
    let known = MORE.iter().filter(|(last, _)| name.ends_with(last));
    let mut ways = known.flat_map(|(_, more)| *more);
    let taken = ways.find(|more| {
        let rest = behind.strip_prefix(**more);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let more = taken.map_or(0, |more| more.len());
    let rest = &behind[more..];
    let edition = edition(rest).filter(|n| more > 0 && ends_name(&rest[*n..]));
    more + edition.unwrap_or(0)
}

/// Where the name of a law ends.
fn law_end(name: &str) -> Option<usize> {
    let mut end = letters_at(name)?;
    for _ in 0..9 {
        let behind = &name[end..];
        if let Some(edition) = edition(behind).filter(|n| ends_name(&behind[*n..])) {
            return Some(end + edition);
        }
        if ends_name(behind) {
            return Some(end);
        }
        let rest = behind
            .strip_prefix(" - ")
            .or_else(|| behind.strip_prefix(' '))?;
        end = name.len() - rest.len() + letters_at(rest)?;
    }
    None
}

/// Bytes of the Vietnamese letters at the head, when there are any.
fn letters_at(words: &str) -> Option<usize> {
    let letter = |c: char| c.is_ascii_alphabetic() || ('À'..='ỹ').contains(&c);
    let rest = words.trim_start_matches(letter);
    (rest.len() < words.len()).then_some(words.len() - rest.len())
}

/// Bytes of the year or of "(sửa đổi)" behind a law.
fn edition(behind: &str) -> Option<usize> {
    let bare = behind.trim_start();
    if bare.len() == behind.len() {
        return None;
    }
    let amended = ["(sửa đổi)", "(sửa đổi, bổ sung)"]
        .iter()
        .find_map(|words| bare.strip_prefix(words));
    let year = || {
        let told = bare
            .strip_prefix("năm")
            .map(|year| (year.trim_start(), year));
        let (year, any) = match told {
            Some((year, blank)) if year.len() < blank.len() => (year, true),
            Some(_) => return None,
            None => (bare, false),
        };
        let digits = year.get(..4)?;
        let whole = digits.bytes().all(|b| b.is_ascii_digit());
        (whole && (any || digits.starts_with(['1', '2']))).then_some(&year[4..])
    };
    let rest = amended.or_else(year)?;
    Some(behind.len() - rest.len())
}

/// A mark, or a word that is none of the name.
fn ends_name(behind: &str) -> bool {
    const WORDS: &[&str] = &[
        "và", "của", "được", "đã", "gắn", "với", "do", "có", "là", "quy", "cho", "trên", "tại",
        "trong", "ở", "để", "theo", "cũng",
    ];
    let Some(words) = behind.strip_prefix(' ') else {
        return behind.is_empty() || behind.starts_with([',', '.', ';', ':']);
    };
    words.starts_with("sửa đổi")
        || words
            .split_once(' ')
            .is_some_and(|(word, _)| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_law_ends_before_the_words_that_go_on_with_the_sentence() {
        for (words, name) in [
            ("Luật Giáo dục và các văn bản", Some("Luật Giáo dục")),
            ("Luật Trẻ em năm 2016, Luật", Some("Luật Trẻ em năm 2016")),
            ("Luật Đất đai 2024 có hiệu lực", Some("Luật Đất đai 2024")),
            (
                "Luật Khám bệnh, chữa bệnh và các văn bản",
                Some("Luật Khám bệnh, chữa bệnh"),
            ),
            (
                "Luật Phòng, chống tác hại của rượu, bia",
                Some("Luật Phòng, chống tác hại của rượu, bia"),
            ),
            (
                "Luật Phòng, chống tác hại của thuốc lá năm 2012, Luật",
                Some("Luật Phòng, chống tác hại của thuốc lá năm 2012"),
            ),
            (
                "Luật Phòng, chống tác hại của chất ấy",
                Some("Luật Phòng, chống tác hại"),
            ),
            (
                "Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ được ban hành",
                Some("Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ"),
            ),
            (
                "Luật Bảo vệ, chăm sóc và giáo dục trẻ em.",
                Some("Luật Bảo vệ, chăm sóc và giáo dục trẻ em"),
            ),
            ("Luật Giáo dục, các văn bản", Some("Luật Giáo dục")),
            ("Luật Giáo dục (sửa đổi).", Some("Luật Giáo dục (sửa đổi)")),
            ("Luật Giáo dục sửa đổi", Some("Luật Giáo dục")),
            ("Bộ luật Dân sự", Some("Bộ luật Dân sự")),
            ("Luật A - B của Quốc hội", Some("Luật A - B")),
            ("Luật 2024", None),
            ("Luật một hai ba bốn năm sáu bảy tám chín mười", None),
            ("Luật Giáo dục “mới”", None),
        ] {
            assert_eq!(law(words), name, "{words}");
        }
    }
}
