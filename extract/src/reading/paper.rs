//! The parts of an official paper: letterhead, title, body, headings, recipients,
//! signature. Not here: news pages (`layout`), letterheads whose two columns stand
//! in one line (`beside`).

use super::layout::{Asked, dates_of, is_item, shouted};
use super::page::{Line, Part};
use crate::date::FoundDate;
use crate::text::begins_with;
use regex::Regex;
use std::sync::LazyLock;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($text).expect("valid expression"));
    };
}

pattern!(
    LETTERHEAD,
    r"^(?:ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM)"
);
pattern!(PAPER_NUMBER, r"^S[ốỐ]\s*:?\s*\S*[0-9]");
pattern!(
    PAPER_TYPE,
    r"^(?:BÁO CÁO|THÔNG BÁO|KẾ HOẠCH|KẾT LUẬN|HƯỚNG DẪN|CHƯƠNG TRÌNH|CHỈ THỊ|NGHỊ QUYẾT|QUYẾT ĐỊNH|QUY ĐỊNH|QUY CHẾ|TỜ TRÌNH|CÔNG VĂN|GIẤY MỜI|ĐỀ ÁN|BIÊN BẢN)(?: (?:KẾT LUẬN|TÓM TẮT|PHỐI HỢP|HÀNH ĐỘNG))?$"
);
pattern!(
    HEADING,
    r"^(?:(?:(?:PHẦN|Phần)\s+)?[IVX]+[.:\-–]\s*\S|[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]\s*\S|[A-ZĐ][.)]\s)"
);
/// The line above those who get a copy.
pub(super) const RECIPIENTS: &str = "nơi nhận";

/// The text is an official paper: letterhead and number stand in its head.
pub(super) fn is_paper(text: &str, lines: &[Line]) -> bool {
    let head: Vec<&str> = lines
        .iter()
        .filter(|l| l.part != Part::Blank)
        .take(16)
        .map(|l| &text[l.span.clone()])
        .collect();
    let letterhead = head
        .iter()
        .any(|l| l.starts_with(['Đ', 'C']) && LETTERHEAD.is_match(l));
    letterhead
        && head
            .iter()
            .any(|l| l.starts_with('S') && PAPER_NUMBER.is_match(l))
}

/// Tells the part of every line of an official paper.
pub(super) fn lay_out(asked: &Asked<'_>, lines: &mut [Line], dates: &[FoundDate]) {
    let get = |l: &Line| asked.get(l);
    let kind = lines.iter().position(|l| names_type(get(l)));
    let start = kind.unwrap_or_else(|| {
        lines
            .iter()
            .position(|l| get(l).chars().count() > 90)
            .unwrap_or(0)
    });
    for line in &mut lines[..start] {
        if line.part != Part::Blank {
            line.part = if dates_of(dates, &line.span).is_empty() {
                Part::Letterhead
            } else {
                Part::Stamp
            };
        }
    }
    let mut state = if kind.is_some() {
        Part::Title
    } else {
        Part::Body
    };
    let mut titled = false;
    // Capitals before the recipients are headings, behind them a signature.
    let recipients = lines
        .iter()
        .position(|l| begins_with(get(l), RECIPIENTS).is_some())
        .unwrap_or(0);
    for index in start..lines.len() {
        let words = get(&lines[index]);
        if words.is_empty() {
            if state == Part::Title && titled {
                state = Part::Body;
            }
            continue;
        }
        if Some(index) == kind {
            lines[index].part = Part::Letterhead;
            continue;
        }
        let rule = words.chars().all(|c| "-–_*=. ".contains(c));
        if state == Part::Title {
            if !rule && !opens_text(words, titled) {
                lines[index].part = Part::Title;
                titled = true;
                continue;
            }
            state = Part::Body;
        }
        if rule {
            continue;
        }
        if begins_with(words, RECIPIENTS).is_some() {
            state = Part::Recipients;
        } else if state != Part::Body || index + 12 >= lines.len() && index > recipients {
            let upper =
                words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase);
            if upper && !numbered_heading(words) && words.chars().count() < 60 {
                state = Part::Signature;
            }
        }
        lines[index].part = match state {
            Part::Body
                if words.chars().count() < 110
                    && !words.ends_with(['.', ';', ','])
                    && (numbered_heading(words)
                        || shouted(words)
                        || asked.news_heading(&lines[index])) =>
            {
                Part::Heading
            }
            other => other,
        };
    }
}

/// The line is the type of a paper: short, and its second letter is a capital
/// one too.
pub(super) fn names_type(words: &str) -> bool {
    words.len() < 80
        && words.chars().nth(1).is_some_and(char::is_uppercase)
        && PAPER_TYPE.is_match(words)
}

/// The line is no more of the title, though no empty line and no rule parts
/// them; `titled` when a line of the title stands above it.
fn opens_text(words: &str, titled: bool) -> bool {
    const ALWAYS: &[&str] = &["kính gửi", "căn cứ ", "phần thứ ", RECIPIENTS];
    const BEHIND_TITLE: &[&str] = &[
        "hôm nay",
        "vào hồi ",
        "hồi ",
        "thời gian:",
        "địa điểm:",
        "chủ trì:",
        "thành phần:",
        "thư ký:",
    ];
    let begins = |list: &[&str]| list.iter().any(|w| begins_with(words, w).is_some());
    if numbered_heading(words) || is_item(words) || begins(ALWAYS) {
        return true;
    }
    // A title broken over two lines goes on in small letters.
    if words.starts_with(char::is_lowercase) {
        return false;
    }
    let length = words.chars().count();
    let stops = words.ends_with(['.', ':', ';', '…']);
    if !titled {
        return length >= 60 && words.ends_with(':');
    }
    let works = || begins_with(words, "thực hiện ").is_some();
    begins(BEHIND_TITLE)
        || tells_day(words)
        || length >= 60 && stops
        || works() && (stops || length > 110 || words.contains(", "))
        || length > 240
}

/// "Ngày 8/4/2022, …", "Sáng 8/4, …", "Chiều ngày 8/4, …".
fn tells_day(words: &str) -> bool {
    let part = ["sáng ", "trưa ", "chiều ", "tối "]
        .iter()
        .find_map(|w| begins_with(words, w));
    let behind = &words[part.unwrap_or(0)..];
    let day = begins_with(behind, "ngày ");
    (part.is_some() || day.is_some())
        && behind[day.unwrap_or(0)..].starts_with(|c: char| c.is_ascii_digit())
}

/// `HEADING`, behind a look at the bytes it may begin with.
fn numbered_heading(words: &str) -> bool {
    let may = match words.as_bytes() {
        [b'0'..=b'9' | b'I' | b'V' | b'X', ..] => true,
        [b'A'..=b'Z', b'.' | b')', ..] | [0xC4, _, b'.' | b')', ..] => true,
        [b'P', ..] => words.starts_with("PHẦN") || words.starts_with("Phần"),
        _ => false,
    };
    may && HEADING.is_match(words)
}
