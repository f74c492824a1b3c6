//! The name of a body that stands in capitals, as officials write it: "SỞ Y TẾ" is
//! "Sở Y tế". Not here: which body a letterhead names (`own_paper`).

use crate::text::{Lower, capital_of, fold_accents, unify_tones};
use std::sync::LazyLock;

/// Names, and heads of names, with their capitals.
const KNOWN: &[&str] = &[
    "Ban Tuyên giáo và Dân vận",
    "Ban Tuyên giáo",
    "Ban Tuyên huấn",
    "Ban Dân vận",
    "Ban Tổ chức",
    "Ban Nội chính",
    "Ban Kinh tế",
    "Ban Khoa giáo",
    "Ban Xây dựng Đảng",
    "Ban Thường vụ",
    "Ban Thường trực",
    "Ban Chấp hành",
    "Ban Chỉ đạo",
    "Ban Quản lý",
    "Ban cán sự đảng",
    "Ban Dân tộc",
    "Ban Văn hóa - Xã hội",
    "Ủy ban Kiểm tra",
    "Ủy ban nhân dân",
    "Ủy ban Mặt trận Tổ quốc",
    "Mặt trận Tổ quốc",
    "Hội đồng nhân dân",
    "Văn phòng",
    "Tỉnh ủy",
    "Thành ủy",
    "Huyện ủy",
    "Thị ủy",
    "Quận ủy",
    "Đảng ủy",
    "Đảng bộ",
    "Đảng đoàn",
    "Đảng",
    "Tỉnh đoàn",
    "Thành đoàn",
    "Huyện đoàn",
    "Trung ương",
    "Việt Nam",
    "Hồ Chí Minh",
    "Công an",
    "Quân sự",
    "Bộ Chỉ huy",
    "Bộ đội Biên phòng",
    "Bảo hiểm xã hội",
    "Hội Liên hiệp Phụ nữ",
    "Hội Cựu chiến binh",
    "Hội Chữ thập đỏ",
    "Hội Người cao tuổi",
    "Liên hiệp các Hội",
    "Liên đoàn Lao động",
    "Đoàn Thanh niên Cộng sản",
    "Trung tâm",
    "Bệnh viện",
    "Trường Đại học",
    "Trường Cao đẳng",
    "Trường Chính trị",
    "Học viện",
    "Đại học",
    "Cao đẳng",
    "Chi cục",
    "Tổng cục",
    "Sở",
    "Bộ",
    "Cục",
    "Vụ",
    "Phòng",
    "Trường",
    "Viện",
    "Hội",
    "Đoàn",
    "Báo",
    "Đài",
    "Quỹ",
];
/// The words of each in small letters: every letterhead asks them all.
static KNOWN_WORDS: LazyLock<Vec<(Vec<String>, &str)>> = LazyLock::new(|| {
    let words = |name: &str| name.lowered().split(' ').map(str::to_owned).collect();
    KNOWN.iter().map(|name| (words(name), *name)).collect()
});
/// Behind these stands the name of their place.
const COMMITTEES: &[&str] = &[
    "tỉnh ủy",
    "thành ủy",
    "huyện ủy",
    "thị ủy",
    "quận ủy",
    "tỉnh đoàn",
    "thành đoàn",
    "huyện đoàn",
];
/// Words that stay small behind the head of a name.
const SMALL: &[&str] = &["và", "các", "của", "tại", "cấp", "khu"];
/// Short forms that could be read as words.
const SHORT: &[&str] = &["ubnd", "ubkt", "ubmttq", "ub", "tp", "tx"];

/// The name with the capitals of known heads, fields and places.
pub(super) fn written(shouted: &str) -> String {
    let words: Vec<&str> = shouted.split_whitespace().collect();
    let keys: Vec<String> = words.iter().map(|w| unify_tones(w)).collect();
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let (mut capital, mut place) = (true, false);
    while let Some(word) = words.get(out.len()) {
        let at = out.len();
        let level = level(&keys[at..]);
        // One word is the head of a name only where a name may begin: "Xã hội".
        let known = known(&keys[at..])
            .filter(|name| !place && (capital || name.contains(' ') || *name == "Đảng"));
        if let Some(name) = known {
            let pairs = name.split(' ').zip(&words[at..]);
            out.extend(pairs.map(|(known, word)| like(known, word)));
            place = COMMITTEES.contains(&name.lowered().as_str());
            capital = true;
        } else if level > 0 {
            let small = words[at..at + level].iter().map(|w| w.lowered());
            out.extend(small);
            if at == 0 {
                out[0] = capitalised(&out[0]);
            }
            (place, capital) = (true, true);
        } else {
            let key = keys[at].as_str();
            let small = SMALL.contains(&key);
            out.push(if is_short(key) {
                (*word).to_owned()
            } else if (place || capital) && !small {
                capitalised(&word.lowered())
            } else {
                word.lowered()
            });
            capital = matches!(key, "và" | "-" | "–") || key.ends_with(',');
        }
    }
    out.join(" ")
}

/// The longest known name that the words begin with.
fn known(keys: &[String]) -> Option<&'static str> {
    let begun = KNOWN_WORDS
        .iter()
        .filter(|(words, _)| keys.starts_with(words));
    begun.map(|(_, name)| *name).max_by_key(|name| name.len())
}

/// Words of the level of territory that they begin with.
fn level(keys: &[String]) -> usize {
    let key = |n: usize| keys.get(n).map_or("", String::as_str);
    match (key(0), key(1)) {
        ("xã", "hội") => 0,
        ("tỉnh" | "huyện" | "quận" | "phường" | "xã", _) => 1,
        ("thành", "phố") | ("thị", "xã" | "trấn") | ("đặc", "khu") => 2,
        _ => 0,
    }
}

/// Letters that stand for words: no vowel among them, or a mark of joining.
fn is_short(key: &str) -> bool {
    let bare = key.trim_end_matches(['.', ',']);
    SHORT.contains(&bare)
        || bare.contains('&')
        || !fold_accents(bare).contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// The word in small letters, with a capital where the known one has it.
fn like(known: &str, word: &str) -> String {
    let small = word.lowered();
    if known.starts_with(char::is_uppercase) {
        capitalised(&small)
    } else {
        small
    }
}

fn capitalised(small: &str) -> String {
    let mut chars = small.chars();
    let first = chars.next().map(capital_of);
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::written;

    /// Names of bodies as officials write them.
    #[test]
    fn names_in_capitals_are_written_as_officials_write_them() {
        for (shouted, expected) in [
            ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
            (
                "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
                "Sở Lao động - Thương binh và Xã hội",
            ),
            (
                "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
                "Sở Văn hóa, Thể thao và Du lịch",
            ),
            ("UBND TỈNH GIA LAI", "UBND tỉnh Gia Lai"),
            (
                "ỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG",
                "Ủy ban nhân dân thành phố Đà Nẵng",
            ),
            ("TỈNH UỶ HOÀ BÌNH", "Tỉnh uỷ Hoà Bình"),
            ("ĐẢNG ỦY XÃ IA GRAI", "Đảng ủy xã Ia Grai"),
            (
                "LIÊN HIỆP CÁC HỘI KH&KT TỈNH GIA LAI",
                "Liên hiệp các Hội KH&KT tỉnh Gia Lai",
            ),
            (
                "BẢO HIỂM XÃ HỘI TỈNH LÀO CAI",
                "Bảo hiểm xã hội tỉnh Lào Cai",
            ),
            ("ĐOÀN TNCS HỒ CHÍ MINH", "Đoàn TNCS Hồ Chí Minh"),
        ] {
            assert_eq!(written(shouted), expected);
        }
    }
}
