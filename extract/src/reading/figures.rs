//! Quantities reported as results. Not: attendance of the meeting, awards,
//! targets, ages, periods, document numbers, counters of the page.

use super::Figure;
use super::lexicon::UNITS;
use super::page::Page;
use crate::date::{find_dates, find_periods};
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
    NUMBER,
    r"(?P<n>[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?)(?:\s?/\s?(?P<m>[0-9]+(?:[.,][0-9]+)*))?(?P<u>\s*(?:%|‰)|\s+(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b)?"
);
pattern!(
    SKIP_SENTENCE,
    r"(?i)khen thưởng|bằng khen|giấy khen|tặng thưởng|biểu dương \d|kỷ niệm chương|phấn đấu|mục tiêu đến|đặt mục tiêu|đặt chỉ tiêu|điểm cầu"
);
pattern!(
    ATTEND,
    r"(?i)^(?:cùng dự|tham dự|dự hội nghị|dự và|dự có|đến dự|tới dự|thành phần|chủ trì (?:hội nghị|có|buổi|là)|cùng tham dự|dự buổi|hội nghị (?:có|thu hút|được)|các đồng chí|tham gia hội nghị|dự lễ|dự$|đại biểu|kết nối)|hội nghị (?:trực tuyến|tập huấn)|học viên là|đại biểu (?:là|tham dự|dự)"
);
pattern!(
    CLASS_BEFORE,
    r"(?i)(?:\b(?:lớp|khối|cấp|mũi|tầng|số|khóa|khoá|quý|tháng|năm|ngày|thứ|điều|khoản|mục|phần|kỳ|lần|giai đoạn|ấp|thôn|khu|tổ|phường|quận|chương|nghị quyết|chỉ thị|quyết định|kết luận|tuyến|mức độ|mức|hạng|loại|vòng|đợt|đội|trang|đến năm|nhóm|bản|khu phố|công thức)|[0-9]\s*[-–/]|covid\s*-?|[A-Za-z]-|\+|giờ)\s*$"
);
pattern!(
    RANGE,
    r"^\s*(?:-|–|đến|lên|xuống|xuống còn|lên đến|còn)\s*(?P<n>[0-9]+(?:[.,][0-9]+)*)\s*(?P<u>%|‰)?"
);

/// Figures with their spans; nothing from `closed` (tasks) or `taken` (documents).
pub(super) fn read(
    page: &Page,
    closed: &[Range<usize>],
    taken: &[Range<usize>],
) -> Vec<(Figure, Range<usize>)> {
    let mut found = Vec::new();
    let opening = page.opening().first().map(|l| l.span.clone());
    let event = super::event::sentence(page);
    for s in page.body_sentences() {
        let words = page.str(&s.span);
        let first = !page.official
            && opening
                .as_ref()
                .is_some_and(|o| o.start <= s.span.start && s.span.end <= o.end);
        let is_event = event.as_ref().is_some_and(|e| *e == s.span);
        if first || is_event || SKIP_SENTENCE.is_match(words) || ATTEND.is_match(words) {
            continue;
        }
        let mut blocked: Vec<Range<usize>> = closed
            .iter()
            .chain(taken)
            .filter(|r| r.start < s.span.end && s.span.start < r.end)
            .cloned()
            .collect();
        let shift = |r: Range<usize>| r.start + s.span.start..r.end + s.span.start;
        blocked.extend(find_dates(words).into_iter().map(|d| shift(d.span)));
        blocked.extend(find_periods(words).into_iter().map(|p| shift(p.span)));
        sentence(page, &s.span, &blocked, &mut found);
    }
    found
}

fn sentence(
    page: &Page,
    span: &Range<usize>,
    blocked: &[Range<usize>],
    found: &mut Vec<(Figure, Range<usize>)>,
) {
    let words = page.str(span);
    let mut until = 0;
    for caps in NUMBER.captures_iter(words) {
        let (Some(whole), Some(number)) = (caps.get(0), caps.name("n")) else {
            continue;
        };
        let at = span.start + number.start();
        if number.start() < until
            || blocked.iter().any(|r| r.start <= at && at < r.end)
            || glued(words, number.start(), whole.end())
        {
            continue;
        }
        let before = &words[..number.start()];
        let percent = caps
            .name("u")
            .is_some_and(|u| u.as_str().contains(['%', '‰']));
        if CLASS_BEFORE.is_match(before) && !percent || item_number(before, words, number.end()) {
            continue;
        }
        let Some(value) = parse(number.as_str()) else {
            continue;
        };
        let mark = caps.name("u").map(|u| u.as_str().trim().to_owned());
        // A range shares the unit of its second number.
        let behind = &words[whole.end()..];
        let range = RANGE.captures(behind).filter(|_| caps.name("m").is_none());
        let Some((scale, unit, end)) =
            unit_at(page, span, span.start + whole.end(), mark.as_deref(), value)
        else {
            if let Some(r) = range
                && let (Some(n2), Some(u)) = (r.name("n"), r.name("u"))
                && let Some(second) = parse(n2.as_str())
            {
                let end = whole.end() + u.end();
                let text = words[number.start()..end].to_owned();
                let place = at..span.start + end;
                for v in [value, second] {
                    found.push((
                        Figure {
                            value: v,
                            unit: Some(u.as_str().to_owned()),
                            text: text.clone(),
                        },
                        place.clone(),
                    ));
                }
                until = end;
            }
            continue;
        };
        let start = lead(before);
        let text = page.text[span.start + start..end].to_owned();
        until = end - span.start;
        found.push((
            Figure {
                value: round(value * scale),
                unit,
                text,
            },
            span.start + start..end,
        ));
    }
}

fn parse(written: &str) -> Option<f64> {
    let groups: Vec<&str> = written.split('.').collect();
    let thousands = groups.len() > 1
        && groups[1..]
            .iter()
            .all(|g| g.split(',').next().is_some_and(|d| d.len() == 3));
    let plain = if thousands {
        written.replace('.', "")
    } else {
        written.to_owned()
    };
    plain.replace(',', ".").parse().ok()
}

/// Undoes the last binary digit of a product like 186.4 × 10⁹.
fn round(value: f64) -> f64 {
    if value.abs() >= 1000.0 {
        (value * 1000.0).round() / 1000.0
    } else {
        value
    }
}

/// Magnitude, unit and end of what follows the number. `None`: no quantity.
fn unit_at(
    page: &Page,
    span: &Range<usize>,
    from: usize,
    mark: Option<&str>,
    value: f64,
) -> Option<(f64, Option<String>, usize)> {
    let mut scale = 1.0;
    let mut end = from;
    match mark {
        Some("%") | Some("‰") => return Some((1.0, mark.map(str::to_owned), from)),
        Some("nghìn") | Some("ngàn") => scale = 1e3,
        Some("vạn") => scale = 1e4,
        Some("triệu") => scale = 1e6,
        Some("tỷ") | Some("tỉ") => scale = 1e9,
        _ => {}
    }
    let rest = &page.text[from..span.end];
    if !rest.starts_with([' ', '\u{a0}']) && !rest.starts_with(|c: char| c.is_alphabetic()) {
        return (scale > 1.0).then_some((scale, None, end));
    }
    let at = page.token_from(from);
    let token = page
        .tokens
        .get(at)
        .filter(|t| t.span.end <= span.end && t.word && t.span.start <= from + 1)?;
    if matches!(
        token.key.as_str(),
        "năm"
            | "tháng"
            | "ngày"
            | "tuần"
            | "giờ"
            | "quý"
            | "thế"
            | "giây"
            | "và"
            | "đến"
            | "của"
            | "trở"
            | "ở"
            | "tại"
            | "so"
            | "là"
            | "trong"
            | "theo"
            | "về"
            | "có"
            | "đã"
            | "được"
            | "do"
            | "năng"
            | "nhiệm"
            | "khóa"
    ) && UNITS.longest(&page.tokens, at) == 0
        || token.key == "nhiệm" && page.tokens.get(at + 1).is_some_and(|t| t.key == "kỳ")
        || token.key == "tuổi"
            && value.fract() == 0.0
            && !page.text[span.start..from]
                .to_lowercase()
                .contains("tuổi thọ")
        || token.key == "lần"
        || token.key == "phút"
    {
        return (scale > 1.0).then_some((scale, None, end));
    }
    if token.capital && !matches!(token.key.as_str(), "usd" | "ha") {
        return (scale > 1.0).then_some((scale, None, end));
    }
    let n = UNITS.longest(&page.tokens, at).max(1);
    end = page.tokens[at + n - 1].span.end;
    // "bác sĩ/vạn dân", "đồng/người"
    if page.text[end..span.end].starts_with('/') {
        let next = page.token_from(end + 1);
        let digits = page
            .tokens
            .get(next)
            .filter(|t| t.key.starts_with(|c: char| c.is_ascii_digit()))
            .map_or(0, |_| 1);
        let m = UNITS.longest(&page.tokens, next + digits).max(usize::from(
            page.tokens.get(next + digits).is_some_and(|t| t.word),
        ));
        if m + digits > 0 && page.tokens[next + digits + m - 1].span.end <= span.end {
            end = page.tokens[next + digits + m - 1].span.end;
        }
    }
    let unit = page.text[token.span.start..end].to_owned();
    Some((scale, Some(unit), end))
}

/// Part of a word, a version, a phone number or a document's name.
fn glued(words: &str, start: usize, end: usize) -> bool {
    let left = words[..start].chars().next_back().is_some_and(|c| {
        c.is_alphanumeric()
            || "/.,_".contains(c)
                && words[..start]
                    .chars()
                    .rev()
                    .nth(1)
                    .is_some_and(|c| c.is_ascii_digit())
    });
    let right = words[end..]
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric())
        || words[end..].starts_with('/')
            && words[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    left || right
}

/// "1. Công tác tham mưu": the number of an item.
fn item_number(before: &str, words: &str, end: usize) -> bool {
    before.trim_matches(['-', ' ', '(']).is_empty() && words[end..].starts_with(['.', ')'])
}

/// Start of the words that belong to the number ("hơn", "đạt", "tỷ lệ …").
fn lead(before: &str) -> usize {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:(?:tổng số|tỷ lệ|tỷ suất)[^,;.:]{0,60}\s|(?:(?:đạt|chiếm|tăng|giảm|còn|bằng|hơn|gần|trên|khoảng|ước|ước đạt|đạt trên|đạt hơn|từ)\s+){1,2})$").expect("valid expression")
    });
    LEAD.find(before).map_or(before.len(), |m| m.start())
}
