//! Stated weaknesses: items under a heading, behind a colon, or clauses behind
//! words like "hạn chế", "tồn tại". Causes are none, nor what a task mends.

use super::page::{Page, Part};
use super::pieces::{at_semicolons, trim};
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
    HEADING,
    r"(?i)hạn chế|tồn tại|khuyết điểm|khó khăn|bất cập|yếu kém"
);
pattern!(
    TRIGGER,
    r"(?i)hạn chế|tồn tại|khuyết điểm|khó khăn|vướng mắc|bất cập|yếu kém|thiếu sót|chưa được|nhìn thẳng|mặt yếu|chưa làm được|trăn trở|điểm nghẽn"
);
pattern!(
    MENDED,
    r"(?i)(?:khắc phục|tháo gỡ|giải quyết|phân tích|nguyên nhân(?: của)?|hoàn cảnh|đặc biệt|có|gặp|vùng|học sinh|hộ|sinh viên|đối tượng|người|vượt|vượt qua|nhiều|bớt|giảm|những mặt|kịp thời|đề xuất|nêu|bàn|trao đổi|về|làm rõ|phản ánh)\s+(?:các |những |một số |mọi )?$"
);
pattern!(
    STATED,
    r"(?i)chỉ ra|nêu|nhìn nhận|nhìn thẳng|còn|vẫn|thừa nhận|cho rằng|bộc lộ|thẳng thắn|tồn tại,|hạn chế,|hạn chế:|tồn tại:|như:|đó là|là:|bên cạnh|tuy nhiên|song"
);
pattern!(
    NEGATIVE,
    r"(?i)\b(?:chưa|còn|chậm|thiếu|hạn chế|thấp|yếu|khó khăn|xuống cấp|không (?:đều|kịp|đúng|đủ|cao|ổn)|lúng túng|hình thức|bất cập|tạm bợ|quá tải|hạn hẹp|lạc hậu|đơn điệu|nể nang|manh mún)\b"
);
pattern!(
    NEW_STATEMENT,
    r",\s+(?:một số|việc|công tác|tình trạng|chất lượng|cơ sở vật chất|đội ngũ|tỷ lệ|nhiều|một bộ phận)\s"
);
pattern!(CAUSE, r"(?i)^(?:nguyên nhân|lý do|do |vì |bài học)");
pattern!(
    SAYS,
    r"(?i)cho rằng|cho thấy|nhận định|thừa nhận|thấy rằng|đánh giá rằng|đó là|cụ thể là|cụ thể|như là|gồm|như|là do|là"
);
pattern!(
    HOWEVER,
    r"(?i)^(?:tuy nhiên|tuy vậy|song|mặc dù vậy|dù vậy|bên cạnh đó|bên cạnh những kết quả[^,]*|bên cạnh kết quả[^,]*|bên cạnh mặt được)\s*,?\s*"
);
pattern!(
    ITEM,
    r"^(?:[-+*•–]\s*\S|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]\s*\S|[a-zđ][.)]\s)"
);

/// Byte ranges in order; stretches in `tasks` are left alone.
pub(super) fn read(page: &Page, tasks: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut headed, mut list) = (false, false);
    for (index, line) in page.lines.iter().enumerate() {
        let words = page.str(&line.span).trim();
        match line.part {
            Part::Heading => {
                headed =
                    HEADING.is_match(words) && !words.to_lowercase().contains("nguyên nhân của");
                list = false;
            }
            Part::Body if headed => {
                let piece = trim(page, line.span.clone());
                if CAUSE.is_match(page.str(&piece)) {
                    continue;
                }
                if !words.ends_with(':') {
                    found.extend(at_semicolons(page, line.span.clone()));
                }
            }
            Part::Body if list && ITEM.is_match(words) => {
                found.extend(at_semicolons(page, line.span.clone()))
            }
            Part::Body => {
                list = false;
                let mut going = false;
                for s in page.sentences.iter().filter(|s| s.line == index) {
                    if tasks
                        .iter()
                        .any(|t| t.start < s.span.end && s.span.start < t.end)
                    {
                        going = false;
                        continue;
                    }
                    match stated(page, &s.span) {
                        Some(Stated::Items(items)) => {
                            going = false;
                            found.extend(items);
                        }
                        Some(Stated::Open(items)) => {
                            going = true;
                            found.extend(items);
                        }
                        Some(Stated::List) => list = true,
                        None if going && NEGATIVE.is_match(page.str(&s.span)) => {
                            found.extend(at_semicolons(page, s.span.clone()));
                        }
                        None => going = false,
                    }
                }
            }
            _ => {}
        }
    }
    found.retain(|r| !CAUSE.is_match(page.str(r)) && page.str(r).split_whitespace().count() >= 3);
    found
}

/// Two statements in one clause: "… còn chậm, một số địa phương chưa …".
fn split_statements(page: &Page, spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for span in spans {
        let mut start = span.start;
        for m in NEW_STATEMENT.find_iter(page.str(&span)) {
            let at = span.start + m.start();
            if at > start
                && NEGATIVE.is_match(&page.text[start..at])
                && NEGATIVE.is_match(&page.text[at..span.end])
            {
                out.push(trim(page, start..at));
                start = at + 1;
            }
        }
        out.push(trim(page, start..span.end));
    }
    out
}

enum Stated {
    Items(Vec<Range<usize>>),
    /// Clauses without a colon: further sentences may go on.
    Open(Vec<Range<usize>>),
    /// List lines follow.
    List,
}

fn stated(page: &Page, sentence: &Range<usize>) -> Option<Stated> {
    let text = page.str(sentence);
    let trigger = TRIGGER
        .find_iter(text)
        .find(|m| !MENDED.is_match(&text[..m.start()]) || m.as_str().to_lowercase() == "chưa được");
    let however = HOWEVER.find(text);
    let Some(trigger) = trigger else {
        let start = however?.end();
        let clause = sentence.start + start..sentence.end;
        return NEGATIVE
            .is_match(page.str(&clause))
            .then(|| Stated::Open(split_statements(page, at_semicolons(page, clause))));
    };
    let intro = &text[..trigger.end()];
    if !STATED.is_match(text) && !trigger.as_str().starts_with(char::is_uppercase) {
        return None;
    }
    let rest_at = sentence.start + trigger.end();
    let rest = &page.text[rest_at..sentence.end];
    if rest.trim() == ":"
        || rest.trim_end().ends_with(':') && !rest.trim_end_matches(':').contains(':')
    {
        return Some(Stated::List);
    }
    let semicolon = rest.find(';').unwrap_or(rest.len());
    if let Some(colon) = rest.find(':').filter(|c| *c < semicolon) {
        let items = at_semicolons(page, rest_at + colon + 1..sentence.end);
        // A single statement may be followed by more in sentences of their own.
        return Some(if items.len() > 1 {
            Stated::Items(items)
        } else {
            Stated::Open(items)
        });
    }
    // "Nhìn thẳng vào thực tế, hội nghị cho rằng …; …"
    if let Some(says) = SAYS
        .find(rest)
        .filter(|m| m.start() < semicolon && rest[..m.start()].split_whitespace().count() <= 14)
        && word_alone(rest, says.start(), says.end())
        && NEGATIVE.is_match(&rest[says.end()..])
    {
        return Some(Stated::Items(at_semicolons(
            page,
            rest_at + says.end()..sentence.end,
        )));
    }
    // "… chỉ ra những hạn chế của công tác …, sự phối hợp … chưa …"
    let stated_before = Regex::is_match(&STATED, intro);
    if stated_before
        && let Some(comma) = last_intro_comma(rest)
        && NEGATIVE.is_match(&rest[comma..])
    {
        return Some(Stated::Open(at_semicolons(
            page,
            rest_at + comma + 1..sentence.end,
        )));
    }
    // "Tuy nhiên, công tác X còn gặp khó khăn"
    let start = however.map_or(0, |m| m.end());
    if however.is_some() && trigger.start() > start + 12 {
        return Some(Stated::Open(split_statements(
            page,
            at_semicolons(page, sentence.start + start..sentence.end),
        )));
    }
    None
}

fn word_alone(text: &str, start: usize, end: usize) -> bool {
    let left = text[..start]
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphabetic());
    let right = text[end..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphabetic());
    left && right
}

/// The comma behind the noun phrase: not one between the triggers themselves.
fn last_intro_comma(rest: &str) -> Option<usize> {
    rest.match_indices(',').map(|(i, _)| i).find(|i| {
        let next = rest[i + 1..].trim_start();
        TRIGGER.find(next).is_none_or(|m| m.start() != 0)
    })
}
