//! Telling the parts of a page apart: menus, title, stamp, body, captions,
//! by-lines, counters; or letterhead, headings and signature of an official
//! paper. Works on lines and their wording, never on a site's own marks.

use super::page::{Line, Part};
use crate::date::FoundDate;
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
pattern!(SEPARATED, r"[|»›☰]|\s>\s|\s/\s.*\s/\s|::");
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
    TITLE_WORD,
    r"(?i)giao ban|sơ kết|tổng kết|hội nghị|công tác|triển khai|ký kết|khoa giáo|tuyên giáo|tập huấn|bồi dưỡng|hội thảo|t[ọo]a? ?đàm|họp|nhiệm vụ|phương hướng|quán triệt|báo chí|kết quả|đánh giá"
);
pattern!(
    OPENING,
    r"(?i)^(?:\([^)]{1,30}\)\s*[-–]?\s*|[\p{Lu}\s.]{2,30}\s*[-–]\s*)?(?:(?:vào )?(?:sáng|chiều|tối|trưa)?\s*(?:nay|qua)?,?\s*\(?(?:ngày|hôm)?\s*[0-9]{1,2}\s*[/.\-]|(?:trong )?(?:các |hai |2 )?ngày\s+[0-9]|(?:sáng|chiều|tối) (?:nay|qua|ngày))"
);
pattern!(
    ITEM,
    r"^(?:[-+*•–]\s*\S|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]\s*\S|[a-zđ][.)]\s)"
);
pattern!(
    HEADING,
    r"^(?:(?:PHẦN\s+)?[IVX]+[.:\-–]\s*\S|[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]\s*\S|[A-ZĐ][.)]\s)"
);
pattern!(
    NEWS_HEADING,
    r"(?i)^[*\s]*(?:(?:[ivx]+|[0-9]{1,2})[.):-]\s*)?(?:về |một số |những |các )*(?:kết quả|nhiệm vụ|phương hướng|hạn chế|tồn tại|khó khăn|kiến nghị|đề xuất|giải pháp|công tác trọng tâm|nguyên nhân|ưu điểm|bài học|đánh giá chung)[^.;:]{0,90}:?$"
);
pattern!(
    CREDIT,
    r"(?i)^\(?(?:tin|bài|ảnh|tác giả|thực hiện|nguồn|theo|bài viết|tin bài|bài và ảnh|người viết|ctv|nhóm pv|biên tập|ban biên tập).{0,3}(?:[:,]| bài viết|, ảnh|và ảnh|ảnh)"
);

/// Lines with their parts, and whether the text is an official paper.
pub(super) fn lay_out(text: &str, dates: &[FoundDate]) -> (Vec<Line>, bool) {
    let mut lines = Vec::new();
    let mut at = 0;
    for raw in text.split('\n') {
        let part = if raw.trim().is_empty() {
            Part::Blank
        } else {
            Part::Furniture
        };
        lines.push(Line {
            span: at..at + raw.len(),
            part,
            sentences: 0..0,
        });
        at += raw.len() + 1;
    }
    let head: Vec<usize> = (0..lines.len())
        .filter(|i| lines[*i].part != Part::Blank)
        .take(16)
        .collect();
    let letterhead = head
        .iter()
        .any(|i| LETTERHEAD.is_match(&text[lines[*i].span.clone()]));
    let numbered = head
        .iter()
        .any(|i| PAPER_NUMBER.is_match(&text[lines[*i].span.clone()]));
    if letterhead && numbered {
        official(text, &mut lines, dates);
        (lines, true)
    } else {
        news(text, &mut lines, dates);
        (lines, false)
    }
}

fn official(text: &str, lines: &mut [Line], dates: &[FoundDate]) {
    let get = |l: &Line| &text[l.span.clone()];
    let kind = lines.iter().position(|l| PAPER_TYPE.is_match(get(l)));
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
        .position(|l| get(l).to_lowercase().starts_with("nơi nhận"))
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
            if rule {
                state = Part::Body;
            } else {
                lines[index].part = Part::Title;
                titled = true;
            }
            continue;
        }
        if rule {
            continue;
        }
        let low = words.to_lowercase();
        if low.starts_with("nơi nhận") {
            state = Part::Recipients;
        } else if state != Part::Body || index + 12 >= lines.len() && index > recipients {
            let upper =
                words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase);
            if upper && !HEADING.is_match(words) && words.chars().count() < 60 {
                state = Part::Signature;
            }
        }
        lines[index].part = match state {
            Part::Body
                if words.chars().count() < 110
                    && (HEADING.is_match(words)
                        || shouted(words)
                        || NEWS_HEADING.is_match(words))
                    && !words.ends_with(['.', ';', ',']) =>
            {
                Part::Heading
            }
            other => other,
        };
    }
}

fn news(text: &str, lines: &mut [Line], dates: &[FoundDate]) {
    let get = |l: &Line| &text[l.span.clone()];
    let long = |s: &str| {
        let n = s.chars().count();
        n >= 170 || (n >= 70 && s.ends_with(['.', ':', '/'])) || (n >= 60 && OPENING.is_match(s))
    };
    let menu = |s: &str| MENU.is_match(s) || SEPARATED.is_match(s);
    let first = lines.iter().position(|l| {
        let s = get(l);
        long(s) && !SEPARATED.is_match(s)
    });
    let start = first.unwrap_or(lines.len());
    let mut best: Option<(i32, usize)> = None;
    for (index, line) in lines.iter().enumerate().take(start) {
        let s = get(line);
        if line.part == Part::Blank
            || s.split_whitespace().count() < 5
            || SEPARATED.is_match(s)
            || is_item(s)
        {
            continue;
        }
        let words = i32::try_from(s.split_whitespace().count()).unwrap_or(99);
        let hits = i32::try_from(TITLE_WORD.find_iter(s).count()).unwrap_or(9);
        let date = !dates_of(dates, &line.span).is_empty() && words < 9;
        let score = hits * 4 + words.min(20)
            - if menu(s) { 12 } else { 0 }
            - if date { 20 } else { 0 }
            - if line.span.start > 0 && text[..line.span.start].ends_with("   ") {
                3
            } else {
                0
            };
        if best.is_none_or(|(b, _)| score > b) {
            best = Some((score, index));
        }
    }
    let title = best.filter(|(score, _)| *score > 4).map(|(_, i)| i);
    if let Some(i) = title {
        lines[i].part = Part::Title;
        // A title broken over two lines goes on in small letters or capitals.
        if let Some(next) = lines.get(i + 1).map(get)
            && i + 1 < start
            && !next.is_empty()
            && dates_of(dates, &lines[i + 1].span).is_empty()
            && !menu(next)
        {
            let upper = |s: &str| !s.chars().any(char::is_lowercase);
            let this = get(&lines[i]);
            if next.starts_with(char::is_lowercase) || (upper(this) && upper(next)) {
                lines[i + 1].part = Part::Title;
            }
        }
    }
    for line in &mut lines[..start] {
        let s = get(line);
        if line.part == Part::Furniture
            && s.chars().count() <= 110
            && dated(dates, &line.span)
            && !TITLE_WORD.is_match(s)
        {
            line.part = Part::Stamp;
        } else if line.part == Part::Furniture
            && title.is_some_and(|t| line.span.start > 0 && t < start)
            && !menu(s)
            && s.split_whitespace().count() >= 3
        {
            line.part = Part::Blank;
        }
    }
    if let Some(t) = title {
        for line in &mut lines[t + 1..start] {
            if line.part == Part::Blank && !get(line).is_empty() {
                line.part = Part::Caption;
            }
        }
    }
    let last = last_body(text, lines, start);
    for (index, line) in lines.iter_mut().enumerate().skip(start) {
        if line.part == Part::Blank {
            continue;
        }
        let s = get(line);
        line.part = if index > last {
            trailing(s, dated(dates, &line.span))
        } else if s.len() < 240 && NEWS_HEADING.is_match(s) && !s.ends_with(['.', ';', ',']) {
            Part::Heading
        } else if ends_open(s)
            || is_item(s)
            || long(s) && s.ends_with(['.', '/', ':', ';', '…', '”', ')'])
        {
            Part::Body
        } else if CREDIT.is_match(s) {
            Part::Byline
        } else if s.ends_with(['.', '!', '…', '”'])
            && s.split_whitespace().count() > 6
            && !s.contains("Ảnh:")
        {
            Part::Body
        } else if s.chars().count() < 60 && dated(dates, &line.span) {
            Part::Stamp
        } else {
            Part::Caption
        };
    }
    // Behind the first counter or link list nothing belongs to the article.
    if let Some(stop) = (last + 1..lines.len()).find(|i| FOOTER.is_match(get(&lines[*i]))) {
        for line in &mut lines[stop..] {
            if line.part != Part::Blank && line.part != Part::Stamp {
                line.part = Part::Furniture;
            }
        }
    }
}

fn ends_open(s: &str) -> bool {
    s.ends_with([':', ';']) && s.split_whitespace().count() > 3
}

fn trailing(s: &str, dated: bool) -> Part {
    if CREDIT.is_match(s) {
        Part::Byline
    } else if dated && s.chars().count() < 70 {
        Part::Stamp
    } else if FOOTER.is_match(s) || SEPARATED.is_match(s) {
        Part::Furniture
    } else if s.chars().count() <= 60 {
        Part::Byline
    } else {
        Part::Caption
    }
}

/// The last line of the article: sentences and list items before any footer.
fn last_body(text: &str, lines: &[Line], start: usize) -> usize {
    let mut last = start;
    for (index, line) in lines.iter().enumerate().skip(start) {
        let s = text[Range::clone(&line.span)].trim();
        if s.is_empty() {
            continue;
        }
        let item = is_item(s);
        if s.len() < 480 && s.chars().count() < 120 && FOOTER.is_match(s) && !item {
            break;
        }
        if !(s.len() < 240 && CREDIT.is_match(s))
            && (s.chars().count() >= 40
                && s.split_whitespace().count() >= 8
                && s.ends_with(['.', '/', ';', ':', '…', '”'])
                || s.chars().count() >= 170
                || (item && (index == last + 1 || s.ends_with(['.', ';']))))
        {
            last = index;
        }
    }
    last
}

fn dates_of<'a>(dates: &'a [FoundDate], span: &Range<usize>) -> &'a [FoundDate] {
    let from = dates.partition_point(|d| d.span.start < span.start);
    let to = dates.partition_point(|d| d.span.end <= span.end);
    dates.get(from..to).unwrap_or(&[])
}

/// A full date stands in the line.
fn dated(dates: &[FoundDate], span: &Range<usize>) -> bool {
    dates_of(dates, span).iter().any(|d| d.year.is_some())
}

/// Two words or more, all capitals.
fn shouted(words: &str) -> bool {
    words.contains(' ')
        && words.chars().filter(|c| c.is_alphabetic()).count() >= 6
        && !words.chars().any(char::is_lowercase)
}

/// Looks at the first characters before asking the expression.
fn is_item(s: &str) -> bool {
    let mut chars = s.chars();
    let first = chars.next().unwrap_or(' ');
    let may = matches!(first, '-' | '+' | '*' | '•' | '–' | '(')
        || first.is_ascii_digit()
        || matches!(chars.next(), Some('.' | ')'));
    may && ITEM.is_match(s)
}
