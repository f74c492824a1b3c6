//! Words that open the date and the subject of a document behind its number, and
//! words that end the subject. Asked behind every number, so without an expression
//! as long as nothing points to one. Not here: the order of the parts (`subject`).

use crate::text::begins_with;
use regex::Regex;
use std::sync::LazyLock;

/// Words behind which a subject does not go on.
static STOP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s+(?:và|cũng như|cùng với|gắn với|bằng|vào từng|tại (?:\d|các|huyện|địa)|theo|trên các lĩnh vực|ngay|cho thấy|đã được|được)\s+(?:Nghị quyết|Chỉ thị|Kết luận|Kế hoạch|Quyết định|Chương trình|Quy|Thông|kế hoạch|\d|từng|nhà trường|các lĩnh vực|tinh thần)|,\s+(?:Ban|Sở|UBND|Phòng|Huyện ủy|Đảng ủy|Tỉnh ủy|Thành ủy|Hội|đồng chí|ông|bà)\s|,\s+(?:đáng chú ý|trong đó|nhất là|gắn|cùng ngày|ngành|đồng thời|góp phần|Kế hoạch|Nghị quyết|Chỉ thị|Kết luận|Quyết định|Chương trình số|Thông tư)|\s+(?:gắn với|vào từng|trên các lĩnh vực|bằng kế hoạch|tại \d+)(?: |,|$)")
        .expect("valid expression")
});

/// Bytes of ", (cùng ban hành ngày " before the day of a document.
pub(super) fn date_lead(rest: &str) -> Option<usize> {
    let words = rest.trim_start();
    let words = words.strip_prefix(',').unwrap_or(words).trim_start();
    let mut words = words.strip_prefix('(').unwrap_or(words);
    let parts: [&[&str]; 3] = [
        &["cùng ", "được ", "đều "],
        &["ban hành ", "ký "],
        &["cùng "],
    ];
    for part in parts {
        let length = part.iter().find_map(|w| begins_with(words, w));
        words = &words[length.unwrap_or(0)..];
    }
    let behind = &words[begins_with(words, "ngày")?..];
    let digit = behind.trim_start();
    (digit.len() < behind.len()).then(|| rest.len() - digit.len())
}

/// Bytes of ", về việc " and the like before the subject of a document.
pub(super) fn subject_lead(rest: &str) -> Option<usize> {
    const LEADS: &[&str] = &[
        "về việc",
        "về",
        "v/v",
        "phê duyệt",
        "ban hành",
        "quy định về",
        "quy định chi tiết",
        "hướng dẫn về",
    ];
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ')'));
    let words = words.strip_prefix(['(', '“', '"']).unwrap_or(words);
    LEADS.iter().find_map(|lead| {
        let behind = &words[begins_with(words, lead)?..];
        let subject = behind.trim_start();
        (subject.len() < behind.len()).then(|| rest.len() - subject.len())
    })
}

/// Where the first of these words begins in a subject.
pub(super) fn stop_within(area: &str) -> Option<usize> {
    may_stop(area).then(|| STOP.find(area))?.map(|m| m.start())
}

/// Where a bracket that sets a day begins in a subject: "(hoàn thành trước 30/9)".
pub(super) fn due_within(area: &str) -> Option<usize> {
    const FIRST: &[&str] = &[
        "hoàn thành ",
        "xong ",
        "trước ",
        "chậm nhất ",
        "báo cáo trước ",
        "gửi trước ",
        "thời hạn",
        "hạn ",
        "đến hết ",
        "trong quý ",
        "trong tháng ",
    ];
    memchr::memmem::find_iter(area.as_bytes(), " (").find(|at| {
        let inner = &area[at + 2..];
        // No such bracket is longer.
        let words = &inner.as_bytes()[..inner.len().min(80)];
        let end = memchr::memchr(b')', words).unwrap_or(words.len());
        FIRST.iter().any(|w| begins_with(inner, w).is_some())
            && words[..end].iter().any(u8::is_ascii_digit)
    })
}

/// Words stand in it that may begin one of `STOP`, with those that go on with it.
fn may_stop(area: &str) -> bool {
    const FIRST: &[&str] = &[
        "và ",
        "cũng như ",
        "cùng với ",
        "gắn với ",
        "bằng ",
        "vào từng ",
        "theo ",
        "trên các lĩnh vực ",
        "ngay ",
        "cho thấy ",
        "đã được ",
        "được ",
    ];
    const BEHIND: &[&str] = &[
        "Nghị quyết",
        "Chỉ thị",
        "Kết luận",
        "Kế hoạch",
        "Quyết định",
        "Chương trình",
        "Quy",
        "Thông",
        "kế hoạch",
        "từng",
        "nhà trường",
        "các lĩnh vực",
        "tinh thần",
    ];
    const WHOLE: &[&str] = &[
        "gắn với",
        "vào từng",
        "trên các lĩnh vực",
        "bằng kế hoạch",
        "tại ",
    ];
    // A normalised line has single spaces and no others.
    memchr::memchr_iter(b' ', area.as_bytes()).any(|at| {
        let word = &area[at + 1..];
        let listed = area[..at].ends_with(',');
        let second = || FIRST.iter().find_map(|w| word.strip_prefix(w));
        match word.as_bytes().first() {
            _ if listed => true,
            Some(b'v' | b'c' | b'g' | b'b' | b't' | b'n' | 0xC4) => {
                WHOLE.iter().any(|w| word.starts_with(w))
                    || second().is_some_and(|behind| {
                        behind.starts_with(char::is_numeric)
                            || BEHIND.iter().any(|w| behind.starts_with(w))
                    })
            }
            _ => false,
        }
    })
}
