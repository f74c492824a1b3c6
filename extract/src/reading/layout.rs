//! Telling the parts of a page apart: menus, title, stamp, body, captions,
//! by-lines, counters. Works on lines and their wording, never on a site's own
//! marks. Not here: official papers (`paper`).

use super::cues;
use super::lexicon::{
    CREDIT as CREDIT_WORD, FOOTER as FOOTER_WORD, MENU as MENU_WORD, Phrases, TITLE as TITLE_WORD,
};
use super::page::{Line, Part};
use super::paper;
use super::tokens::Token;
use super::vocabulary::any_word;
use crate::date::FoundDate;
use crate::text::{Lower, begins_with};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($text).expect("valid expression"));
    };
}

pattern!(
    FOOTER,
    r"(?i)^(?:[-*•»>]\s*)?(?:(?:các )?(?:tin|bài)(?: bài| viết| tức)? (?:khác|liên quan|mới|đã đưa|cũ hơn|cùng chuyên mục|nổi bật)|thống kê|đang (?:truy cập|trực tuyến|xem|online)|(?:số )?lượt (?:truy cập|xem|đọc)|tổng (?:số|truy cập|lượt)|số (?:người|lượt)|bình luận|ý kiến (?:bạn đọc|của bạn)|gửi (?:bình luận|phản hồi|ý kiến|cho bạn)|điện thoại|liên hệ|địa chỉ|hotline|email|bản quyền|xếp hạng|đánh giá bài|click|liên kết|chia sẻ|in (?:trang|bài)|quay lại|về (?:trang|đầu)|bạn đang|bạn đã|thiết kế|khách (?:online|đang)|hôm nay\s*:|hôm qua\s*:|bản đồ|từ khóa|tags?(?: |:|$)|vui lòng|đọc nhiều|tin mới|xem (?:thêm|nhiều)|chịu trách nhiệm|giấy phép|ghi rõ nguồn|lên đầu|copyright|©|top$|đầu trang|print|facebook|trả lời|đăng nhập|danh mục|văn bản mới|thông báo mới|video|thư viện|\[?trở (?:về|lại))"
);
pattern!(
    MENU,
    r"(?i)^(?:[-+*•☰»>\s]*)(?:trang chủ|trang nhất|trang chính|giới thiệu|tin tức|tin trong|văn bản$|hỏi đáp|liên hệ|menu|đăng nhập|đăng ký|tìm kiếm|sơ đồ|truy cập nội dung|chuyển đến|đi đến|bỏ qua|thư viện|góp ý|hộp thư|tổ chức bộ máy|cỡ chữ|a\+|chia sẻ|hội viên|xem với|facebook|zalo|rss|english|thứ (?:hai|ba|tư|năm|sáu|bảy)\s*,|chủ nhật\s*,|lịch sử|cơ cấu|bản đồ|thời sự|kinh tế$|văn hóa - xã hội$|quốc phòng|kế hoạch$|nghị quyết$|trang thông tin điện tử|cổng thông tin|cổng ttđt|tin hoạt động|tin giáo dục|dịch vụ công|thủ tục hành chính)"
);
pattern!(
    OPENING,
    r"(?i)^(?:\([^)]{1,30}\)\s*[-–]?\s*|[\p{Lu}\s.]{2,30}\s*[-–]\s*)?(?:(?:vào )?(?:sáng|chiều|tối|trưa)?\s*(?:nay|qua)?,?\s*\(?(?:ngày|hôm)?\s*[0-9]{1,2}\s*[/.\-]|(?:trong )?(?:các |hai |2 )?ngày\s+[0-9]|(?:sáng|trưa|chiều|tối) (?:nay|qua|ngày|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật))"
);
pattern!(
    NEWS_HEADING,
    r"(?i)^[*\s]*(?:(?:[ivx]+|[0-9]{1,2})[.):-]\s*)?(?:về |một số |những |các )*(?:kết quả|nhiệm vụ|phương hướng|hạn chế|tồn tại|khó khăn|kiến nghị|đề xuất|giải pháp|công tác trọng tâm|nguyên nhân|ưu điểm|bài học|đánh giá chung)[^.;:]{0,90}:?$"
);
pattern!(
    CREDIT,
    r"(?i)^\(?(?:tin|bài|ảnh|tác giả|thực hiện|nguồn|theo|bài viết|tin bài|bài và ảnh|người viết|ctv|nhóm pv|biên tập|ban biên tập).{0,3}(?:[:,]| bài viết|, ảnh|và ảnh|ảnh)"
);

/// Tells the part of every line; true when the text is an official paper.
pub(super) fn lay_out(
    text: &str,
    lines: &mut [Line],
    tokens: &[Token],
    dates: &[FoundDate],
) -> bool {
    let asked = Asked { text, tokens };
    let official = paper::is_paper(text, lines);
    if official {
        paper::lay_out(&asked, lines, dates);
    } else {
        asked.news(lines, dates);
    }
    official
}

/// Questions about a line, the words asked before the expression.
pub(super) struct Asked<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Asked<'a> {
    pub(super) fn get(&self, line: &Line) -> &'a str {
        &self.text[line.span.clone()]
    }

    /// One of the first words, behind at most `skip` marks, begins a phrase of `list`.
    fn opens(&self, list: Phrases, line: &Line, skip: usize) -> bool {
        self.tokens[line.tokens.clone()]
            .iter()
            .take(skip + 1)
            .any(|t| list.may_be_in(t.lists))
    }

    fn footer(&self, line: &Line) -> bool {
        self.may_be_footer(line) && FOOTER.is_match(self.get(line))
    }

    /// The first word is one that `FOOTER` knows; behind those that begin many
    /// lines of an article the next one too.
    fn may_be_footer(&self, line: &Line) -> bool {
        let first = self.tokens[line.tokens.clone()]
            .iter()
            .take(2)
            .find(|t| FOOTER_WORD.may_be_in(t.lists));
        first.is_some_and(|t| {
            let behind = &self.text[t.span.end..line.span.end];
            let next = |words: &[&str]| words.iter().any(|w| begins_with(behind, w).is_some());
            if any_word!(t.key, "các") {
                next(&[" tin", " bài"])
            } else if any_word!(t.key, "về") {
                next(&[" trang", " đầu"])
            } else if any_word!(t.key, "thông" | "văn") {
                next(&[" báo mới", " bản mới"])
            } else if any_word!(t.key, "đánh") {
                next(&[" giá bài"])
            } else {
                true
            }
        })
    }

    fn menu(&self, line: &Line) -> bool {
        let first = self.tokens[line.tokens.clone()]
            .iter()
            .take(6)
            .find(|t| !any_word!(t.key, "-" | "+" | "*" | "•" | "☰" | "»" | ">"));
        first.is_some_and(|t| MENU_WORD.may_be_in(t.lists)) && MENU.is_match(self.get(line))
            || self.separated(line)
    }

    pub(super) fn news_heading(&self, line: &Line) -> bool {
        self.may_head(line)
            && (NEWS_HEADING.is_match(self.get(line)) || heads_conclusions(self.get(line)))
    }

    /// The first word behind marks and a number is one that `NEWS_HEADING` knows.
    fn may_head(&self, line: &Line) -> bool {
        let tokens = &self.tokens[line.tokens.clone()];
        let stars = tokens.iter().take_while(|t| any_word!(t.key, "*")).count();
        let numbered = tokens
            .get(stars + 1)
            .is_some_and(|t| any_word!(t.key, "." | ")" | ":" | "-"));
        let first = stars + if numbered { 2 } else { 0 };
        tokens.get(first).is_some_and(|t| {
            any_word!(
                t.key,
                "về" | "một"
                    | "những"
                    | "các"
                    | "kết"
                    | "nhiệm"
                    | "phương"
                    | "hạn"
                    | "tồn"
                    | "khó"
                    | "kiến"
                    | "đề"
                    | "giải"
                    | "công"
                    | "nguyên"
                    | "ưu"
                    | "bài"
                    | "đánh"
            )
        })
    }

    /// Marks between links: a bar or an arrow, ">" between spaces, two of "/", "::".
    fn separated(&self, line: &Line) -> bool {
        if line.cues & cues::SEPARATOR == 0 {
            return false;
        }
        let bytes = self.text.as_bytes();
        let between_spaces = |span: &Range<usize>| {
            span.start > line.span.start
                && bytes[span.start - 1] == b' '
                && span.end < line.span.end
                && bytes[span.end] == b' '
        };
        let mut slash: Option<usize> = None;
        self.tokens[line.tokens.clone()]
            .iter()
            .filter(|t| t.cues & cues::SEPARATOR != 0)
            .any(|t| match bytes[t.span.start] {
                b':' => bytes.get(t.span.end) == Some(&b':'),
                b'>' => between_spaces(&t.span),
                b'/' if between_spaces(&t.span) => {
                    let first = *slash.get_or_insert(t.span.start);
                    // Something stands between the two.
                    t.span.start > first + " /".len()
                }
                b'/' => false,
                _ => true,
            })
    }

    fn credit(&self, line: &Line) -> bool {
        self.opens(CREDIT_WORD, line, 1) && CREDIT.is_match(self.get(line))
    }

    fn title_words(&self, line: &Line) -> usize {
        if !TITLE_WORD.may_be_in(line.lists) {
            return 0;
        }
        TITLE_WORD.find(self.tokens, line.tokens.clone()).count()
    }

    /// A number or one of the other words that `OPENING` ends with stands in it.
    fn may_tell_day(&self, line: &Line) -> bool {
        line.cues & cues::NUMBER != 0
            || self.tokens[line.tokens.clone()]
                .iter()
                .any(|t| any_word!(t.key, "nay" | "qua" | "thứ" | "nhật"))
    }

    /// A paragraph by its length.
    fn long(&self, line: &Line, n: usize) -> bool {
        let s = self.get(line);
        n >= 170
            || (n >= 70 && s.ends_with(['.', ':', '/']))
            || (n >= 60 || n >= 36 && s.ends_with('.'))
                && self.may_tell_day(line)
                && OPENING.is_match(s)
    }

    fn news(&self, lines: &mut [Line], dates: &[FoundDate]) {
        let text = self.text;
        let chars: Vec<usize> = lines.iter().map(|l| self.get(l).chars().count()).collect();
        let first = lines.iter().zip(&chars).position(|(l, n)| {
            self.long(l, *n) && !self.separated(l) || heads_conclusions(self.get(l))
        });
        let start = first.unwrap_or(lines.len());
        let title = self.title(&lines[..start], dates);
        if let Some(i) = title {
            lines[i].part = Part::Title;
            // A title broken over two lines goes on in small letters or capitals.
            if i + 1 < start
                && !self.get(&lines[i + 1]).is_empty()
                && dates_of(dates, &lines[i + 1].span).is_empty()
                && !self.menu(&lines[i + 1])
                && !self.get(&lines[i + 1]).contains("www.")
            {
                let upper = |s: &str| !s.chars().any(char::is_lowercase);
                let (this, next) = (self.get(&lines[i]), self.get(&lines[i + 1]));
                if next.starts_with(char::is_lowercase) || (upper(this) && upper(next)) {
                    lines[i + 1].part = Part::Title;
                }
            }
        }
        for index in 0..start {
            let line = &lines[index];
            if line.part != Part::Furniture {
                continue;
            }
            let part =
                if chars[index] <= 110 && dated(dates, &line.span) && self.title_words(line) == 0 {
                    Part::Stamp
                } else if title.is_some_and(|t| line.span.start > 0 && t < start)
                    && !self.menu(line)
                    && words_at_least(self.get(line), 3)
                {
                    Part::Blank
                } else {
                    continue;
                };
            lines[index].part = part;
        }
        if let Some(t) = title {
            for line in &mut lines[t + 1..start] {
                if line.part == Part::Blank && !text[line.span.clone()].is_empty() {
                    line.part = Part::Caption;
                }
            }
        }
        let last = self.last_body(lines, &chars, start);
        for index in start..lines.len() {
            if lines[index].part != Part::Blank {
                lines[index].part = if index > last {
                    self.trailing(&lines[index], chars[index], dates)
                } else {
                    self.inside(&lines[index], chars[index], dates)
                };
            }
        }
        self.copies(lines, start);
        // Behind the first counter or link list nothing belongs to the article.
        if let Some(stop) = (last + 1..lines.len()).find(|i| self.footer(&lines[*i])) {
            for line in &mut lines[stop..] {
                if line.part != Part::Blank && line.part != Part::Stamp {
                    line.part = Part::Furniture;
                }
            }
        }
    }

    /// Who gets a copy and who signed, where a paper without letterhead says so.
    fn copies(&self, lines: &mut [Line], start: usize) {
        let Some(first) = (start..lines.len()).find(|i| is_recipients(self.get(&lines[*i]))) else {
            return;
        };
        let mut part = Part::Recipients;
        for line in &mut lines[first..] {
            let words = self.get(line);
            if line.part == Part::Blank || line.part == Part::Stamp {
                continue;
            }
            if shouted(words) && !is_item(words) && words.len() < 90 {
                part = Part::Signature;
            }
            line.part = part;
        }
    }

    /// Nothing but names of bodies, as the head of a site has them.
    fn names_bodies(&self, line: &Line) -> bool {
        let end = line.tokens.end;
        let mut at = line.tokens.start;
        while at < end {
            let body = super::organisations::body_at(self.tokens, at);
            if body == 0 && self.tokens[at].word {
                return false;
            }
            at += body.max(1);
        }
        end > line.tokens.start
    }

    /// The line above the first paragraph that reads most like a title.
    fn title(&self, head: &[Line], dates: &[FoundDate]) -> Option<usize> {
        let mut best: Option<(i32, usize)> = None;
        for (index, line) in head.iter().enumerate() {
            let s = self.get(line);
            let short = words_at_least(s, 3)
                && s.contains(|c: char| c.is_ascii_digit())
                && self.title_words(line) > 0;
            if line.part == Part::Blank
                || !(words_at_least(s, 5) || short)
                || self.separated(line)
                || is_item(s)
            {
                continue;
            }
            let words = i32::try_from(s.split_whitespace().count()).unwrap_or(99);
            let hits = i32::try_from(self.title_words(line)).unwrap_or(9);
            let date = !dates_of(dates, &line.span).is_empty() && words < 9;
            let score = hits * 4 + words.min(20)
                - if self.menu(line) { 12 } else { 0 }
                - if date { 20 } else { 0 }
                - if self.names_bodies(line) { 10 } else { 0 }
                - if line.span.start > 0 && self.text[..line.span.start].ends_with("   ") {
                    3
                } else {
                    0
                };
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, index));
            }
        }
        best.filter(|(score, _)| *score > 4).map(|(_, i)| i)
    }

    /// The part of a line between the first and the last of the article.
    fn inside(&self, line: &Line, chars: usize, dates: &[FoundDate]) -> Part {
        let s = self.get(line);
        if s.len() < 240 && !s.ends_with(['.', ';', ',']) && self.news_heading(line) {
            Part::Heading
        } else if ends_open(s)
            || is_item(s)
            || is_ordinal(s)
            || s.ends_with(['.', '/', ':', ';', '…', '”', ')']) && self.long(line, chars)
        {
            Part::Body
        } else if self.credit(line) {
            Part::Byline
        } else if s.ends_with(['.', '!', '…', '”']) && words_at_least(s, 7) && !s.contains("Ảnh:")
        {
            Part::Body
        } else if chars < 60 && dated(dates, &line.span) {
            Part::Stamp
        } else {
            Part::Caption
        }
    }

    fn trailing(&self, line: &Line, chars: usize, dates: &[FoundDate]) -> Part {
        if self.credit(line) {
            Part::Byline
        } else if chars < 70 && dated(dates, &line.span) {
            Part::Stamp
        } else if self.footer(line) || self.separated(line) {
            Part::Furniture
        } else if chars <= 60 {
            Part::Byline
        } else {
            Part::Caption
        }
    }

    /// The last line of the article: sentences and list items before any footer.
    fn last_body(&self, lines: &[Line], chars: &[usize], start: usize) -> usize {
        let mut last = start;
        for (index, line) in lines.iter().enumerate().skip(start) {
            let (s, n) = (self.get(line), chars[index]);
            if s.is_empty() {
                continue;
            }
            if is_recipients(s) {
                break;
            }
            let item = is_item(s) || is_ordinal(s);
            if n < 120 && !item && self.footer(line) {
                break;
            }
            let said = n >= 170
                || n >= 40 && s.ends_with(['.', '/', ';', ':', '…', '”']) && words_at_least(s, 8)
                || (item && (index == last + 1 || s.ends_with(['.', ';'])));
            if said && !(s.len() < 240 && self.credit(line)) {
                last = index;
            }
        }
        last
    }
}

/// "Nơi nhận:" alone on its line, or with those who get a copy behind.
fn is_recipients(words: &str) -> bool {
    begins_with(words, paper::RECIPIENTS).is_some_and(|length| {
        let behind = words[length..].trim_start();
        behind.is_empty() || behind.starts_with(':')
    })
}

/// "2. Kết luận của chủ trì", "III. KẾT LUẬN": the numbered heading of what the chair
/// of a meeting concluded.
fn heads_conclusions(words: &str) -> bool {
    let Some((number, behind)) = words.split_once(['.', ')']).filter(|(n, _)| n.len() < 5) else {
        return false;
    };
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    if number.is_empty() || !digits && !number.bytes().all(|b| b"IVX".contains(&b)) {
        return false;
    }
    let named = behind.trim_start();
    let Some(length) = begins_with(named, "kết luận") else {
        return false;
    };
    let whose = named[length..].trim_end_matches([':', ' ']);
    let chair = || {
        let low = whose.lowered();
        low.starts_with(" của ")
            && ["chủ trì", "chủ tọa", "chủ toạ"]
                .iter()
                .any(|w| low.contains(w))
    };
    whose.is_empty() || whose.len() < 120 && !whose.contains(['.', ';', ':', ',']) && chair()
}

fn ends_open(s: &str) -> bool {
    s.ends_with([':', ';']) && words_at_least(s, 4)
}

/// The line has `n` words or more.
fn words_at_least(s: &str, n: usize) -> bool {
    s.split_whitespace().nth(n - 1).is_some()
}

pub(super) fn dates_of<'a>(dates: &'a [FoundDate], span: &Range<usize>) -> &'a [FoundDate] {
    let from = dates.partition_point(|d| d.span.start < span.start);
    let to = dates.partition_point(|d| d.span.end <= span.end);
    dates.get(from..to).unwrap_or(&[])
}

/// A full date stands in the line.
fn dated(dates: &[FoundDate], span: &Range<usize>) -> bool {
    dates_of(dates, span).iter().any(|d| d.year.is_some())
}

/// Two words or more, all capitals.
pub(super) fn shouted(words: &str) -> bool {
    // Nearly every line has a small letter among its first ones.
    !words.chars().any(char::is_lowercase)
        && words.contains(' ')
        && words.chars().filter(|c| c.is_alphabetic()).count() >= 6
}

/// "- …", "1. …", "(1) …", "1.2) …", "a) …": asked of every line, so without an
/// expression.
pub(super) fn is_item(s: &str) -> bool {
    let mut chars = s.chars();
    let first = chars.next().unwrap_or(' ');
    let behind = chars.as_str();
    if matches!(first, '-' | '+' | '*' | '•' | '–') {
        return !behind.trim_start().is_empty();
    }
    if first.is_ascii_lowercase() || first == 'đ' {
        return matches!(chars.next(), Some('.' | ')'))
            && chars.next().is_some_and(char::is_whitespace);
    }
    let number = if first == '(' { behind } else { s };
    let digits = number
        .bytes()
        .take(3)
        .take_while(u8::is_ascii_digit)
        .count();
    (1..=2).contains(&digits)
        && number[digits..]
            .strip_prefix(['.', ')'])
            .is_some_and(|rest| !rest.trim_start().is_empty())
}

/// "Thứ nhất, …", "Một là, …": an item numbered in words. "Thứ hai, ngày 11/4" is a
/// day.
pub(super) fn is_ordinal(s: &str) -> bool {
    const PLACES: &[&str] = &[
        "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín",
    ];
    const COUNTS: &[&str] = &[
        "Một là",
        "Hai là",
        "Ba là",
        "Bốn là",
        "Năm là",
        "Sáu là",
        "Bảy là",
        "Tám là",
        "Chín là",
    ];
    let Some(place) = s.strip_prefix("Thứ ") else {
        let behind = COUNTS.iter().find_map(|c| s.strip_prefix(*c));
        return behind.is_some_and(|b| b.starts_with([',', ':', ' ']));
    };
    let behind = PLACES.iter().find_map(|p| place.strip_prefix(*p));
    behind
        .and_then(|b| {
            b.strip_prefix(" là ")
                .or_else(|| b.strip_prefix([',', ':']))
        })
        .map(str::trim_start)
        .is_some_and(|told| {
            !told.is_empty()
                && !told.starts_with("ngày")
                && !told.starts_with(|c: char| c.is_ascii_digit())
        })
}
