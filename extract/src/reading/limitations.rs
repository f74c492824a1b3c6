//! Stated weaknesses: items under a heading, behind a colon, or clauses behind
//! words like "hạn chế", "tuy nhiên", "thừa nhận". Causes are none, nor what a
//! task mends. What a clause says is judged by `weakness`.

use super::cues;
use super::page::{Page, Part, Sentence};
use super::pieces::{at_semicolons, trim};
use super::weakness::{NEGATIVE, clauses, is_weak, mostly_weak};
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
    r"(?i)hạn chế|tồn tại|khuyết điểm|khó khăn|bất cập|yếu kém|vướng mắc"
);
pattern!(
    OTHER_HEADING,
    r"(?i)^[^\p{L}]*(?:[ivx0-9]+[.):-]\s*)?(?:nguyên nhân|kết quả|ưu điểm|nhiệm vụ|bài học|phương hướng|giải pháp|kiến nghị|đề xuất|thuận lợi)"
);
pattern!(
    TRIGGER,
    r"(?i)hạn chế|tồn tại|khuyết điểm|khó khăn|vướng mắc|bất cập|yếu kém|thiếu sót|(?:mặt|việc|điểm|điều) chưa được|nhìn thẳng|mặt yếu|điểm yếu|chưa làm được|trăn trở|điểm nghẽn|nút thắt|thách thức|lo ngại|băn khoăn|thực trạng|tồn đọng|khó nhất|vướng nhất|yếu nhất|đáng lo|nan giải|bài toán khó|cái khó|cái thiếu|khâu yếu|việc khó|chưa hài lòng"
);
pattern!(
    MENDED,
    r"(?i)(?:khắc phục|tháo gỡ|giải quyết|phân tích|nguyên nhân(?: của)?|hoàn cảnh|đặc biệt|có|gặp|vùng|học sinh|hộ|sinh viên|đối tượng|người|vượt|vượt qua|nhiều|bớt|giảm|những mặt|kịp thời|đề xuất|nêu|bàn|trao đổi|về|làm rõ|phản ánh)\s+(?:các |những |một số |mọi )?$"
);
pattern!(
    OVERCOME,
    r"(?i)(?:khắc phục|tháo gỡ|giải quyết|nguyên nhân(?: của)?|hoàn cảnh|vùng|vượt|vượt qua|đối tượng|giải pháp|phân tích nguyên nhân)\s+(?:các |những |một số |mọi |dứt điểm )?$"
);
pattern!(
    STATED,
    r"(?i)chỉ ra|chỉ rõ|nêu|nhìn nhận|nhìn thẳng|còn|vẫn|thừa nhận|cho rằng|bộc lộ|thẳng thắn|tồn tại,|hạn chế,|hạn chế:|tồn tại:|như:|đó là|là:|bên cạnh|tuy nhiên|song|không giấu|gặp"
);
pattern!(
    CAUSE,
    r"(?i)^(?:nguyên nhân|lý do|do |vì |bài học|những (?:tồn tại|hạn chế|khó khăn)[^,;]{0,30} (?:có|là do|trên|này|ấy))"
);
pattern!(
    SAYS,
    r"(?i)cho rằng|cho thấy|nhận định|thừa nhận|thấy rằng|đánh giá rằng|đó là|cụ thể là|cụ thể|như là|gồm|như|là do|là"
);
pattern!(
    HOWEVER,
    r"(?i)^(?:(?:mặc dù|tuy|dù|dẫu)[^.;:]{4,140}?,? (?:nhưng|song|tuy nhiên)(?: vẫn)?|tuy nhiên|tuy vậy|tuy thế|song|mặc dù vậy|dù vậy|dẫu vậy|dẫu thế|thế nhưng|nhưng|mặt khác|bên cạnh đó|bên cạnh những (?:kết quả|mặt|thành tích)[^,]*|bên cạnh (?:kết quả|mặt được|thành tích|ưu điểm)[^,]*)\s*,?\s*"
);
pattern!(
    REPORTED,
    r"(?i)(?:chỉ rõ|chỉ ra|thừa nhận|nhìn nhận|cho biết|cho rằng|cho hay|nêu rõ|phản ánh|lo ngại|băn khoăn|trăn trở|thẳng thắn nói|nhận định|đánh giá|ghi nhận|lưu ý)(?:\s+rằng)?\s*[,:]?\s+"
);
pattern!(
    ACCORDING,
    r"(?i)^(?:theo|qua)\s+(?:đánh giá|kiểm tra|khảo sát|báo cáo|phản ánh|ý kiến|nhận định|đại diện|lãnh đạo|đồng chí|ông|bà|hiệu trưởng|giám đốc|trưởng|các|nhiều|đoàn)?[^,;:]{0,70},\s*"
);
pattern!(
    PLAIN,
    r"(?i) (?:(?:vẫn )?còn (?:nhiều )?(?:hạn chế|khó khăn|chậm|thấp|thiếu|yếu|lúng túng|bất cập|gặp|mang tính|hình thức|tình trạng|nặng|rời rạc)|chưa (?:thật sự|thực sự|được quan tâm|đáp ứng|chặt chẽ|đồng bộ|thường xuyên|kịp thời|đồng đều|cao|sâu|rõ nét|rõ|tương xứng|nghiêm|hiệu quả|bền vững|đều|theo kịp|sát|mạnh|đủ)|không đồng đều|xuống cấp|(?:gặp|gặp phải) (?:rất |không ít )?(?:nhiều )?khó khăn)"
);
pattern!(
    FRANK,
    r"(?i)thẳng thắn|thừa nhận|nhìn nhận|chỉ rõ|không né tránh|không giấu|nghiêm túc chỉ"
);
pattern!(
    MID_TURN,
    r"(?i)[,;]\s*(?:tuy nhiên|tuy vậy|song|nhưng)\s*,?\s+"
);
pattern!(
    UNPLAIN,
    r"(?i)khắc phục|tháo gỡ|yêu cầu (?:các|sở|ngành|đơn vị|phải)|đề nghị|cần |phải|giải pháp|đã giảm|kinh nghiệm|chia sẻ|nguyên nhân|mong muốn|kiến nghị|hỗ trợ|giúp|tặng|trao|vận động|vượt"
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
                let other = OTHER_HEADING.is_match(words);
                let weak = HEADING.is_match(words) && !other;
                let below = headed && !other && words.starts_with(|c: char| c.is_ascii_digit());
                headed = weak || below;
                list = false;
            }
            Part::Body if headed => {
                let piece = trim(page, line.span.clone());
                if !CAUSE.is_match(page.str(&piece)) && !words.ends_with(':') {
                    found.extend(headed_items(page, index));
                }
            }
            Part::Body if list && ITEM.is_match(words) => {
                found.extend(at_semicolons(page, line.span.clone()))
            }
            Part::Body => list = running(page, index, tasks, &mut found),
            _ => {}
        }
    }
    found.retain(|r| !CAUSE.is_match(page.str(r)) && page.str(r).split_whitespace().count() >= 3);
    found
}

/// The items of a line under a heading: one for each sentence that is weak
/// itself, else the line as a whole.
fn headed_items(page: &Page, index: usize) -> Vec<Range<usize>> {
    let sentences = page.of_line(index);
    let apart = sentences.len() > 1 && sentences.iter().all(|s| is_weak(page.str(&s.span)));
    if apart {
        return sentences
            .iter()
            .flat_map(|s| at_semicolons(page, s.span.clone()))
            .collect();
    }
    at_semicolons(page, page.lines[index].span.clone())
}

/// The sentences of a paragraph; true when list lines follow.
fn running(
    page: &Page,
    index: usize,
    tasks: &[Range<usize>],
    found: &mut Vec<Range<usize>>,
) -> bool {
    let mut going = false;
    let mut list = false;
    for s in page.of_line(index) {
        let first = tasks.partition_point(|t| t.end <= s.span.start);
        if tasks.get(first).is_some_and(|t| t.start < s.span.end) {
            going = false;
            continue;
        }
        match stated(page, s) {
            Some(Stated::Items(items)) => {
                going = false;
                found.extend(items);
            }
            Some(Stated::Open(items)) => {
                going = true;
                found.extend(items);
            }
            Some(Stated::List) => list = true,
            None if going && is_weak(page.str(&s.span)) => {
                found.extend(clauses(page, s.span.clone()));
            }
            None => going = false,
        }
    }
    list
}

enum Stated {
    Items(Vec<Range<usize>>),
    /// Clauses without a colon: further sentences may go on.
    Open(Vec<Range<usize>>),
    /// List lines follow.
    List,
}

fn stated(page: &Page, sentence: &Sentence) -> Option<Stated> {
    let (announced, weak) = (
        sentence.cues & cues::WEAK != 0,
        sentence.cues & cues::NEGATIVE != 0,
    );
    if !announced && !weak {
        return None;
    }
    let sentence = &sentence.span;
    let text = page.str(sentence);
    announced
        .then(|| by_trigger(page, sentence, text))
        .flatten()
        .or_else(|| {
            // Nothing else is worth looking at without a word of weakness.
            let weak = weak && NEGATIVE.is_match(text);
            weak.then(|| by_report(page, sentence, text).or_else(|| plainly(page, sentence, text)))
                .flatten()
        })
}

/// A statement without any word that announces it: "Công tác … còn chậm, chưa
/// đáp ứng yêu cầu." Only the wording that tells of nothing but a weakness.
fn plainly(page: &Page, sentence: &Range<usize>, text: &str) -> Option<Stated> {
    let plain = PLAIN.is_match(text)
        && !UNPLAIN.is_match(text)
        && mostly_weak(page, sentence.clone())
        && !text.trim_end().ends_with(':');
    plain.then(|| Stated::Open(clauses(page, sentence.clone())))
}

/// "Một số hạn chế: …", "còn những khó khăn, … chưa …"
fn by_trigger(page: &Page, sentence: &Range<usize>, text: &str) -> Option<Stated> {
    let mut triggers = TRIGGER.find_iter(text).peekable();
    triggers.peek()?;
    let first = TRIGGER.find(text)?;
    if let Some(found) = behind_colon(page, sentence, text, first.start(), first.end()) {
        return Some(found);
    }
    let trigger = triggers
        .find(|m| !MENDED.is_match(&text[..m.start()]) || m.as_str().ends_with("chưa được"))?;
    if !STATED.is_match(text) && !trigger.as_str().starts_with(char::is_uppercase) {
        return None;
    }
    let rest_at = sentence.start + trigger.end();
    let rest = &page.text[rest_at..sentence.end];
    if rest.trim_end().ends_with(':') && !rest.trim_end_matches(':').contains(':') {
        return Some(Stated::List);
    }
    let semicolon = rest.find(';').unwrap_or(rest.len());
    // "Nhìn thẳng vào thực tế, hội nghị cho rằng …; …"
    if let Some(says) = SAYS
        .find(rest)
        .filter(|m| m.start() < semicolon && rest[..m.start()].split_whitespace().count() <= 14)
        && word_alone(rest, says.start(), says.end())
        && NEGATIVE.is_match(&rest[says.end()..])
    {
        return Some(Stated::Items(clauses(
            page,
            rest_at + says.end()..sentence.end,
        )));
    }
    // "… chỉ ra những hạn chế của công tác …, sự phối hợp … chưa …"
    if Regex::is_match(&STATED, &text[..trigger.end()])
        && let Some(comma) = last_intro_comma(rest)
        && NEGATIVE.is_match(&rest[comma..])
    {
        return Some(Stated::Open(clauses(
            page,
            rest_at + comma + 1..sentence.end,
        )));
    }
    None
}

/// The enumeration behind the colon that follows the trigger closely.
fn behind_colon(
    page: &Page,
    sentence: &Range<usize>,
    text: &str,
    start: usize,
    end: usize,
) -> Option<Stated> {
    if OVERCOME.is_match(&text[..start]) {
        return None;
    }
    let rest = &text[end..];
    let colon = rest.find(':')?;
    let near = rest[..colon].split_whitespace().count() <= 14
        && !rest[..colon].contains(';')
        && !rest[..colon].contains("giải pháp")
        && !rest[..colon].contains("đề nghị");
    if !near {
        return None;
    }
    let from = sentence.start + end + colon + 1;
    if page.text[from..sentence.end].trim().is_empty() {
        return Some(Stated::List);
    }
    let items = clauses(page, from..sentence.end);
    // A single statement may be followed by more in sentences of their own.
    Some(if items.len() > 1 {
        Stated::Items(items)
    } else {
        Stated::Open(items)
    })
}

/// A turn ("Tuy nhiên, …"), a report ("chỉ rõ, …") or a view ("Theo …, …") whose
/// clauses are weaknesses.
fn by_report(page: &Page, sentence: &Range<usize>, text: &str) -> Option<Stated> {
    let turn = HOWEVER.find(text).map(|m| m.end());
    let view = ACCORDING.find(text).map(|m| m.end());
    let from = turn.or(view).unwrap_or(0);
    let report = REPORTED
        .find(&text[from..])
        .filter(|m| text[from..from + m.start()].split_whitespace().count() <= 22)
        .map(|m| from + m.end());
    let strong = turn.is_some();
    if let Some(found) = frank(page, sentence, text, report) {
        return Some(found);
    }
    let start = match (report, strong, view) {
        (Some(r), _, _) if mostly_weak(page, sentence.start + r..sentence.end) => r,
        (_, true, _) => from,
        (None, false, Some(v)) => v,
        _ => return None,
    };
    let span = sentence.start + start..sentence.end;
    let weak = if strong {
        is_weak(page.str(&span))
    } else {
        mostly_weak(page, span.clone())
    };
    weak.then(|| Stated::Open(clauses(page, span)))
}

/// "thẳng thắn thừa nhận …": half of the clauses are enough. "…, tuy nhiên … còn
/// chậm": the turn stands inside the sentence.
fn frank(
    page: &Page,
    sentence: &Range<usize>,
    text: &str,
    report: Option<usize>,
) -> Option<Stated> {
    if let Some(start) = report.filter(|_| FRANK.is_match(text)) {
        let items = clauses(page, sentence.start + start..sentence.end);
        let weak = items.iter().filter(|c| is_weak(page.str(c))).count();
        if weak > 0 && weak * 2 >= items.len() {
            return Some(Stated::Open(items));
        }
    }
    let turn = MID_TURN.find(text)?.end();
    let rest = &text[turn..];
    let span = sentence.start + turn..sentence.end;
    (PLAIN.is_match(text) && is_weak(rest) && !UNPLAIN.is_match(rest))
        .then(|| Stated::Open(clauses(page, span)))
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
