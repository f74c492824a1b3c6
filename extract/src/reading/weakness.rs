//! Whether a clause tells of a weakness, and where one such clause ends and
//! the next begins. Not here: where weaknesses are stated (`limitations`).

use super::page::Page;
use super::pieces::{at_semicolons, trim};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static NEGATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:^|[ ,;(“])(?:chưa|còn [^0-9 ,;.]+|chậm|thiếu|thiếu hụt|hạn chế|thấp|yếu|kém|khó khăn|khó|xuống cấp|",
        r"không (?:đều|kịp|đúng|đủ|cao|ổn|bảo đảm|đảm bảo|đáp ứng|thường xuyên|rõ|có|theo kịp|đồng|bền|hiệu quả|sát|còn|phù hợp|thể|dễ|muốn|tuyển|đạt|nhiều|ít)|",
        r"lúng túng|hình thức|bất cập|tạm bợ|quá tải|hạn hẹp|lạc hậu|đơn điệu|nể nang|manh mún|chập chờn|đứt quãng|",
        r"vướng|mất cân đối|mất cân bằng|bị động|sơ sài|dàn trải|chồng chéo|ngại|lơ là|chủ quan|đùn đẩy|né tránh|",
        r"trì trệ|tụt|giảm sút|sụt giảm|phức tạp|tiềm ẩn|thừa|mỏng|lẻ tẻ|nhỏ lẻ|tự phát|quá ít|gần như|chỉ có|vắng|mờ nhạt|",
        r"nghèo nàn|đình trệ|tồn đọng|bỏ học|nghỉ việc|hỏng|rườm rà|bấp bênh|quá nhiều|quá lớn|ô nhiễm|gia tăng|thay đổi liên tục|",
        r"trống|cũ kỹ|xập xệ|rời rạc|loay hoay|bỡ ngỡ|ì ạch|chênh lệch|eo hẹp|nặng nề|áp lực|thất thoát|vi phạm|sai phạm)(?:[ ,;.)”]|$)"
    ))
    .expect("valid expression")
});

/// A clause that goes well with a number of a result, not with a weakness.
static POSITIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)không còn|giảm còn|chỉ còn|vượt kế hoạch|giữ vững|hoàn thành tốt|đạt kết quả tích cực|được nâng lên|khắc phục được|bảo đảm đúng|không để (?:xảy|lây|phát)|không xảy ra|không có (?:ca|vụ|trường hợp)")
        .expect("valid expression")
});

/// The words tell of a weakness.
pub(super) fn is_weak(words: &str) -> bool {
    NEGATIVE.is_match(words) && !POSITIVE.is_match(words)
}

/// Every clause, or all but one of three and more, is weak.
pub(super) fn mostly_weak(page: &Page, span: Range<usize>) -> bool {
    let all = clauses(page, span);
    let weak = all.iter().filter(|c| is_weak(page.str(c))).count();
    !all.is_empty() && (weak == all.len() || all.len() >= 3 && weak + 1 == all.len())
}

/// Clauses apart by ";" and, where both sides are statements of their own, by
/// commas: "A còn chậm, B xuống cấp, C chưa được quan tâm".
pub(super) fn clauses(page: &Page, span: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for piece in at_semicolons(page, span) {
        let mut start = piece.start;
        let words = page.str(&piece);
        let mut depth = 0_i32;
        for (i, c) in words.char_indices() {
            match c {
                '(' | '“' => depth += 1,
                ')' | '”' => depth -= 1,
                ',' if depth <= 0 => {
                    let at = piece.start + i;
                    if at > start
                        && new_statement(&page.text[start..at], &page.text[at + 1..piece.end])
                    {
                        out.push(trim(page, start..at));
                        start = at + 1;
                    }
                }
                _ => {}
            }
        }
        out.push(trim(page, start..piece.end));
    }
    out
}

/// Words that go on with the clause before the comma.
const GOES_ON: &[&str] = &[
    "chưa",
    "còn",
    "không",
    "nhất là",
    "đặc biệt",
    "trong đó",
    "do ",
    "vì ",
    "nên ",
    "dẫn",
    "làm ",
    "gây",
    "ảnh hưởng",
    "như ",
    "phải",
    "nhưng",
    "thậm chí",
    "và ",
    "có nơi",
    "có lúc",
    "chậm",
    "thiếu",
    "ít",
    "kể cả",
    "vẫn",
    "song",
    "khiến",
    "mà ",
    "để ",
    "lại ",
    "cũng",
    "hay ",
    "hoặc",
    "tuy",
    "nhằm",
    "với ",
    "bị ",
    "được",
    "đồng thời",
    "là ",
    "khó",
    "yếu",
    "nên",
    "từ đó",
    "sai",
    "chỉ ",
    "ngại",
    "thấp",
    "kém",
    "trong khi",
    "thừa",
    "lạc hậu",
    "xuống cấp",
    "nhiều nơi",
    "có ",
];

fn new_statement(left: &str, right: &str) -> bool {
    let right = right.trim_start();
    let next = right.split(',').next().unwrap_or(right);
    left.split_whitespace().count() >= 3
        && next.split_whitespace().count() >= 4
        && NEGATIVE.is_match(left)
        && NEGATIVE.is_match(next)
        && !GOES_ON.iter().any(|w| right.starts_with(w))
}
