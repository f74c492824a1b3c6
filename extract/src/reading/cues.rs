//! Words that may announce something, as bits of every word, so that costly
//! rules look only at sentences where they can apply. Not here: the rules.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A number in digits.
pub(super) const NUMBER: u32 = 1;
/// "chủ trì", "chủ tọa", "điều hành".
pub(super) const CHAIR: u32 = 1 << 1;
/// Words that set a task.
pub(super) const ORDER: u32 = 1 << 2;
/// Words that announce weaknesses.
pub(super) const WEAK: u32 = 1 << 3;
/// First words of what is weak.
pub(super) const NEGATIVE: u32 = 1 << 12;
/// "sơ kết", "tổng kết", "đánh giá".
pub(super) const REVIEW: u32 = 1 << 4;
/// First words of names of documents without a number.
pub(super) const NAMED: u32 = 1 << 5;
/// A family name.
pub(super) const SURNAME: u32 = 1 << 6;
/// Forms of address and academic titles.
pub(super) const ADDRESS: u32 = 1 << 7;
/// Words of meetings.
pub(super) const EVENT: u32 = 1 << 8;
/// Words of attendance, awards and aims, which make a number no result.
pub(super) const NO_RESULT: u32 = 1 << 9;
/// Levels of territory.
pub(super) const LEVEL: u32 = 1 << 10;
/// Type words of documents.
pub(super) const TYPE: u32 = 1 << 11;

/// Words that a period begins with besides a number, as `date` knows them.
pub(super) const PERIOD: u32 = 1 << 14;

/// Marks between links.
pub(super) const SEPARATOR: u32 = 1 << 13;

const LISTS: &[(u32, &str)] = &[
    (CHAIR, "trì tọa điều"),
    (
        ORDER,
        "yêu đề chỉ lưu nhấn giao thống phân cần xác sẽ trung tục gợi quán quyết tập phải nghị dặn mong đạo nhắc chốt kêu đòi",
    ),
    (
        WEAK,
        "hạn tồn khuyết khó vướng bất yếu sót nhìn mặt trăn nghẽn điểm nút thách lo băn thực nan cái khâu",
    ),
    (
        NEGATIVE,
        "chưa còn chậm thiếu hạn thấp yếu kém khó xuống không lúng hình bất tạm quá hẹp lạc đơn nể manh chập đứt vướng mất bị sơ dàn chồng ngại lơ chủ đùn né trì tụt sút phức tiềm thừa mỏng lẻ tự gần chỉ vắng mờ nghèo đình tồn bỏ nghỉ hỏng rườm bấp ô gia thay trống cũ xập rời loay bỡ ì chênh eo nặng áp thất vi sai",
    ),
    (REVIEW, "kết giá"),
    (NAMED, "chương quy luật bộ đề dự chiến kế nghị nqtw ctmtqg"),
    (
        ADDRESS,
        "đồng đ cô thầy ông bà anh chị pgs gs ts ths bs ds bscki bsckii nghệ bác tiến thạc nhà",
    ),
    (
        EVENT,
        "tổ mở diễn khai tiến triệu buổi đã hội họp giao ban sơ tổng tập lễ tọa chủ bồi làm",
    ),
    (
        NO_RESULT,
        "khen thưởng biểu kỷ phấn mục đặt điểm dự chủ đại tham cùng tới đến thành hội các kết học giấy bằng chỉ",
    ),
    (PERIOD, "quý quí qúy tháng năm nửa ba sáu chín"),
    (LEVEL, "tỉnh huyện xã phường quận ấp thôn bản buôn tp khóm"),
    (
        TYPE,
        "nghị chỉ kết quyết quy hướng kế chương báo thông tờ công pháp bộ luật đề",
    ),
];

/// Marks that phrases or rules look at.
pub(super) const MARKS: &[&str] = &[
    ",", "-", "&", ";", ":", ".", "(", ")", "/", "“", "”", "%", "|", "»", "›", "☰", ">", "©", "?",
    "!", "…",
];

static BY_WORD: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, u32> = HashMap::new();
    for (bit, list) in LISTS {
        for word in list.split(' ') {
            *all.entry(word).or_default() |= bit;
        }
    }
    for word in super::lexicon::SURNAME_LIST.split_whitespace() {
        *all.entry(word).or_default() |= SURNAME;
    }
    all
});

/// Words and marks between which a page puts its links.
const SEPARATORS: &[&str] = &["|", "»", "›", "☰", ">", "/", ":"];

/// The bits of a folded word.
pub(super) fn of_word(word: &str) -> u32 {
    let mark = if SEPARATORS.contains(&word) {
        SEPARATOR
    } else {
        0
    };
    BY_WORD.get(word).copied().unwrap_or(0) | mark
}

/// Every word that has bits.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    BY_WORD.keys().copied()
}
