//! Stated weaknesses: items under a heading, behind a colon, or clauses behind
//! words like "hạn chế", "tuy nhiên", "thừa nhận". Causes are none, nor what a
//! task mends. What a clause says is judged by `weakness`.

use super::layout::is_item;
use super::lexicon::{
    ACCORDING as ACCORDING_WORD, FRANK, MID_TURN as MID_TURN_WORD, Phrases, REPORTED, TRIGGER,
    TURN, UNPLAIN, WEAK_HEADING,
};
use super::page::{Page, Part, Sentence};
use super::pieces::{at_semicolons, trim};
use super::weakness::{Weakness, opens_noun};
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
    OTHER_HEADING,
    r"(?i)^[^\p{L}]*(?:[ivx0-9]+[.):-]\s*)?(?:nguyên nhân|kết quả|ưu điểm|nhiệm vụ|bài học|phương hướng|giải pháp|kiến nghị|đề xuất|thuận lợi)"
);
pattern!(
    STATED,
    r"(?i)chỉ ra|chỉ rõ|nêu|nhìn nhận|nhìn thẳng|còn|vẫn|thừa nhận|cho rằng|bộc lộ|thẳng thắn|tồn tại,|hạn chế,|hạn chế:|tồn tại:|như:|đó là|là:|bên cạnh|tuy nhiên|song|không giấu|gặp|(?:băn khoăn|lo ngại|lo lắng|trăn trở) (?:nhất )?là|^về (?:những |các |một số |mặt )?(?:tồn tại|hạn chế|khuyết điểm)|lưu ý|nhắc"
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
    r"(?i)^(?:(?:mặc dù|tuy|dù|dẫu)[^.;:]{4,140}?,? (?:nhưng|song|tuy nhiên)(?: vẫn)?|tuy nhiên|tuy vậy|tuy thế|song|mặc dù vậy|dù vậy|dẫu vậy|dẫu thế|thế nhưng|nhưng|mặt khác|bên cạnh đó|(?:bên cạnh|ngoài) những (?:kết quả|mặt|thành tích|chuyển biến|tiến bộ|điểm)[^,]*|bên cạnh (?:kết quả|mặt được|thành tích|ưu điểm)[^,]*)\s*,?\s*"
);
pattern!(
    ACCORDING,
    r"(?i)^(?:theo|qua)\s+(?:đánh giá|kiểm tra|khảo sát|báo cáo|phản ánh|ý kiến|nhận định|đại diện|lãnh đạo|đồng chí|ông|bà|hiệu trưởng|giám đốc|trưởng|các|nhiều|đoàn)?[^,;:]{0,70},\s*"
);
pattern!(
    PLAIN,
    r"(?i) (?:(?:vẫn )?còn (?:nhiều )?(?:hạn chế|khó khăn|chậm|thấp|thiếu|yếu|lúng túng|bất cập|gặp|mang tính|hình thức|tình trạng|nặng|rời rạc)|chưa (?:thật sự|thực sự|được quan tâm|đáp ứng|chặt chẽ|đồng bộ|thường xuyên|kịp thời|đồng đều|cao|sâu|rõ nét|rõ|tương xứng|nghiêm|hiệu quả|bền vững|đều|theo kịp|sát|mạnh|đủ)|không đồng đều|xuống cấp|giải ngân (?:còn )?chậm|chậm (?:tiến độ|so với)|(?:gặp|gặp phải) (?:rất |không ít )?(?:nhiều )?khó khăn)|(?:vẫn|còn) (?:xảy ra|diễn ra|tái diễn|để xảy ra)|(?:thiếu|còn thiếu) (?:khoảng |gần |hơn |tới |trên )?[0-9]|khó (?:hoàn thành|đạt |tuyển|đạt được)|không (?:đạt|hoàn thành) |(?:chưa|chậm) được |(?:khoán trắng|giao khoán|chạy theo|cầm chừng|kiêm nhiệm|chưa giảm|chưa có chuyển biến)|(?:tiềm ẩn|nguy cơ|diễn biến phức tạp)|(?:chất lượng|tỷ lệ|mức|nguồn|năng lực)[^,;:]{0,40} thấp|(?:hư hỏng|xuống cấp|kéo dài)|^(?:tình trạng|có nơi|có đơn vị|có địa phương|vài|một bộ phận|nhiều|một số|không ít|đến nay (?:vẫn )?còn|hiện (?:vẫn )?còn|vẫn còn) [^,;:]{2,80}"
);
pattern!(
    MID_TURN,
    r"(?i)[,;]\s*(?:tuy nhiên|tuy vậy|song|nhưng)\s*,?\s+"
);

/// Words before a weakness of which it is not told: it is mended, or someone's lot.
const MENDED: &[&str] = &[
    "khắc phục",
    "tháo gỡ",
    "giải quyết",
    "phân tích",
    "nguyên nhân",
    "nguyên nhân của",
    "hoàn cảnh",
    "đặc biệt",
    "có",
    "gặp",
    "vùng",
    "học sinh",
    "hộ",
    "sinh viên",
    "đối tượng",
    "người",
    "vượt",
    "vượt qua",
    "nhiều",
    "bớt",
    "giảm",
    "những mặt",
    "kịp thời",
    "đề xuất",
    "nêu",
    "bàn",
    "trao đổi",
    "về",
    "làm rõ",
    "phản ánh",
];
/// The same before one that a colon follows.
const OVERCOME: &[&str] = &[
    "khắc phục",
    "tháo gỡ",
    "giải quyết",
    "nguyên nhân",
    "nguyên nhân của",
    "hoàn cảnh",
    "vùng",
    "vượt",
    "vượt qua",
    "đối tượng",
    "giải pháp",
    "phân tích nguyên nhân",
];
/// Words that may stand between.
const FEW: &[&str] = &["các ", "những ", "một số ", "mọi "];
const ALL: &[&str] = &["các ", "những ", "một số ", "mọi ", "dứt điểm "];

/// Byte ranges in order; stretches in `tasks` are left alone.
pub(super) fn read(page: &Page, tasks: &[Range<usize>]) -> Vec<Range<usize>> {
    let reader = Reader {
        page,
        weakness: Weakness::new(page),
        tasks,
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut headed, mut list) = (false, false);
    for (index, line) in page.lines.iter().enumerate() {
        let words = page.str(&line.span);
        match line.part {
            Part::Heading => {
                let other = OTHER_HEADING.is_match(words);
                let weak = !other && WEAK_HEADING.may_be_in(line.lists);
                let below = headed && !other && words.starts_with(|c: char| c.is_ascii_digit());
                headed = weak || below;
                list = false;
            }
            // A paragraph without a word of weakness is no part of the section.
            Part::Body if headed && !is_item(words) && !reader.weakness.negative(&line.span) => {
                headed = words.ends_with(':');
                list = reader.running(index, &mut found);
            }
            Part::Body if headed => {
                let piece = trim(page, line.span.clone());
                if !tells_cause(page.str(&piece)) && !words.ends_with(':') {
                    found.extend(reader.headed_items(index));
                }
            }
            Part::Body if list && is_item(words) => {
                found.extend(at_semicolons(page, line.span.clone()))
            }
            Part::Body => list = reader.running(index, &mut found),
            _ => {}
        }
    }
    for range in &mut found {
        range.start += lead_in(page.str(range));
    }
    found.retain(|r| {
        !only_announces(page.str(r))
            && !tells_cause(page.str(r))
            && page.str(r).split_whitespace().nth(2).is_some()
    });
    found
}

enum Stated {
    Items(Vec<Range<usize>>),
    /// Clauses without a colon: further sentences may go on.
    Open(Vec<Range<usize>>),
    /// List lines follow.
    List,
}

struct Reader<'a> {
    page: &'a Page,
    weakness: Weakness<'a>,
    tasks: &'a [Range<usize>],
}

impl Reader<'_> {
    /// The items of a line under a heading: one for each sentence that is weak
    /// itself, else the line as a whole.
    fn headed_items(&self, index: usize) -> Vec<Range<usize>> {
        let sentences = self.page.of_line(index);
        let apart = sentences.len() > 1 && sentences.iter().all(|s| self.weakness.is_weak(&s.span));
        if apart {
            return sentences
                .iter()
                .flat_map(|s| at_semicolons(self.page, s.span.clone()))
                .collect();
        }
        at_semicolons(self.page, self.page.lines[index].span.clone())
    }

    /// The sentences of a paragraph; true when list lines follow.
    fn running(&self, index: usize, found: &mut Vec<Range<usize>>) -> bool {
        let (mut going, mut list) = (false, false);
        for s in self.page.of_line(index) {
            let first = self.tasks.partition_point(|t| t.end <= s.span.start);
            if self.tasks.get(first).is_some_and(|t| t.start < s.span.end) {
                going = false;
                continue;
            }
            match self.stated(s) {
                Some(Stated::Items(items)) => {
                    going = false;
                    found.extend(items);
                }
                Some(Stated::Open(items)) => {
                    going = true;
                    found.extend(items);
                }
                Some(Stated::List) => list = true,
                None if going && self.weakness.is_weak(&s.span) => {
                    found.extend(self.weakness.clauses(s.span.clone()));
                }
                None => going = false,
            }
        }
        list
    }

    fn stated(&self, s: &Sentence) -> Option<Stated> {
        if self.concedes(s) {
            return None;
        }
        if TRIGGER.may_be_in(s.lists)
            && let Some(found) = self.by_trigger(s)
        {
            return Some(found);
        }
        // Nothing else is worth looking at without a word of weakness.
        self.weakness
            .negative(&s.span)
            .then(|| self.by_report(s).or_else(|| self.plainly(s)))
            .flatten()
    }

    /// "Mặc dù còn nhiều khó khăn nhưng ngành đã hoàn thành …": the weakness is conceded,
    /// what is said is praise.
    fn concedes(&self, s: &Sentence) -> bool {
        const CONCEDE: &[&str] = &["mặc dù ", "tuy ", "dù ", "dẫu "];
        const TURNS: &[&str] = &["nhiên", "vậy", "thế"];
        const MAIN: &[&str] = &[" vẫn ", " đã ", " luôn "];
        let tokens = &self.page.tokens;
        if !tokens
            .get(s.tokens.start)
            .is_some_and(|t| TURN.may_be_in(t.lists))
        {
            return false;
        }
        let text = self.page.str(&s.span);
        let Some(length) = CONCEDE.iter().find_map(|w| begins_with(text, w)) else {
            return false;
        };
        if TURNS.iter().any(|w| text[length..].starts_with(w)) {
            return false;
        }
        let but = || [" nhưng ", " song "].iter().find_map(|w| text.find(w));
        let comma = || {
            let commas = memchr::memchr_iter(b',', text.as_bytes());
            let mut clauses = commas.map(|at| (at, text[at + 1..].split(',').next().unwrap_or("")));
            let main = clauses.find(|(_, clause)| MAIN.iter().any(|w| clause.contains(w)));
            main.map(|(at, _)| at)
        };
        but()
            .or_else(comma)
            .is_some_and(|at| !self.weakness.negative(&(s.span.start + at..s.span.end)))
    }

    /// A statement without any word that announces it: "Công tác … còn chậm, chưa
    /// đáp ứng yêu cầu." Only the wording that tells of nothing but a weakness.
    fn plainly(&self, s: &Sentence) -> Option<Stated> {
        let text = self.page.str(&s.span);
        let plain = !self.page.has(UNPLAIN, s)
            && !text.trim_end().ends_with(':')
            && PLAIN.is_match(text)
            && self.weakness.mostly_weak(s.span.clone());
        plain.then(|| Stated::Open(self.weakness.clauses(s.span.clone())))
    }

    /// "Một số hạn chế: …", "còn những khó khăn, … chưa …"
    fn by_trigger(&self, s: &Sentence) -> Option<Stated> {
        let (page, sentence) = (self.page, &s.span);
        let text = page.str(sentence);
        let bytes = |t: Range<usize>| {
            page.tokens[t.start].span.start - sentence.start
                ..page.tokens[t.end - 1].span.end - sentence.start
        };
        let mut triggers = TRIGGER
            .find(&page.tokens, s.tokens.clone())
            .map(bytes)
            .peekable();
        let first = triggers.peek()?.clone();
        if let Some(found) = self.behind_colon(sentence, first) {
            return Some(found);
        }
        let trigger = triggers.find(|m| {
            text[m.clone()].ends_with("chưa được") || !ends_with_one(&text[..m.start], MENDED, FEW)
        })?;
        if !text[trigger.clone()].starts_with(char::is_uppercase) && !STATED.is_match(text) {
            return None;
        }
        let rest_at = sentence.start + trigger.end;
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
            && !rest[..says.start()].ends_with(", nhất ")
            && self
                .weakness
                .negative(&(rest_at + says.end()..sentence.end))
        {
            return Some(Stated::Items(
                self.weakness.clauses(rest_at + says.end()..sentence.end),
            ));
        }
        // "… chỉ ra những hạn chế của công tác …, sự phối hợp … chưa …"
        if Regex::is_match(&STATED, &text[..trigger.end])
            && let Some(comma) = self.intro_comma(rest_at, rest)
            && self.weakness.negative(&(rest_at + comma..sentence.end))
        {
            return Some(Stated::Open(
                self.weakness.clauses(rest_at + comma + 1..sentence.end),
            ));
        }
        None
    }

    /// The enumeration behind the colon that follows the trigger closely.
    fn behind_colon(&self, sentence: &Range<usize>, trigger: Range<usize>) -> Option<Stated> {
        let text = self.page.str(sentence);
        let rest = &text[trigger.end..];
        let colon = rest.find(':')?;
        if ends_with_one(&text[..trigger.start], OVERCOME, ALL) {
            return None;
        }
        let near = rest[..colon].split_whitespace().count() <= 14
            && !rest[..colon].contains(';')
            && !rest[..colon].contains("giải pháp")
            && !rest[..colon].contains("đề nghị");
        if !near {
            return None;
        }
        let from = sentence.start + trigger.end + colon + 1;
        if self.page.text[from..sentence.end].trim().is_empty() {
            return Some(Stated::List);
        }
        let items = self.weakness.clauses(from..sentence.end);
        // A single statement may be followed by more in sentences of their own.
        Some(if items.len() > 1 {
            Stated::Items(items)
        } else {
            Stated::Open(items)
        })
    }

    /// A turn ("Tuy nhiên, …"), a report ("chỉ rõ, …") or a view ("Theo …, …") whose
    /// clauses are weaknesses.
    fn by_report(&self, s: &Sentence) -> Option<Stated> {
        let (page, sentence) = (self.page, &s.span);
        let text = page.str(sentence);
        // Behind the number of an item.
        let head = if is_item(text) {
            trim(page, sentence.clone()).start - sentence.start
        } else {
            0
        };
        let asked = |list: Phrases, of: &Regex| {
            let first = page.tokens.get(page.token_from(sentence.start + head))?;
            list.may_be_in(first.lists)
                .then(|| of.find(&text[head..]).map(|m| head + m.end()))
                .flatten()
        };
        let turn = asked(TURN, &HOWEVER);
        // It ends with a comma before any other such mark.
        let comma = text.find([',', ';', ':']).map(|at| text.as_bytes()[at]);
        let view = if comma == Some(b',') {
            asked(ACCORDING_WORD, &ACCORDING)
        } else {
            None
        };
        let from = turn.or(view).unwrap_or(0);
        let report = self.report_end(s, from);
        let strong = turn.is_some();
        if let Some(found) = self.frank(s, report) {
            return Some(found);
        }
        let start = match (report, strong, view) {
            (Some(r), _, _) if self.weakness.mostly_weak(sentence.start + r..sentence.end) => r,
            (_, true, _) => from,
            (None, false, Some(v)) => v,
            _ => return None,
        };
        let span = sentence.start + start..sentence.end;
        let weak = if strong {
            self.weakness.is_weak(&span)
        } else {
            self.weakness.mostly_weak(span.clone())
        };
        weak.then(|| Stated::Open(self.weakness.clauses(span)))
    }

    /// Where the words behind "chỉ rõ", "cho biết rằng," begin, when such a verb
    /// stands among the first words behind byte `from` of the sentence.
    fn report_end(&self, s: &Sentence, from: usize) -> Option<usize> {
        if !REPORTED.may_be_in(s.lists) {
            return None;
        }
        let (page, start) = (self.page, s.span.start);
        let first = page.token_from(start + from).max(s.tokens.start);
        REPORTED
            .find(&page.tokens, first..s.tokens.end)
            .filter_map(|verb| {
                let mut next = verb.end;
                for mark in ["rằng", ","] {
                    let more = page.tokens[..s.tokens.end].get(next);
                    next += usize::from(more.is_some_and(|t| t.key == mark));
                }
                let colon = page.tokens[..s.tokens.end].get(next);
                next += usize::from(
                    next == verb.end && colon.is_some_and(|t| t.key == ":")
                        || page.tokens[next - 1].key == "rằng"
                            && colon.is_some_and(|t| t.key == ":"),
                );
                let behind = page.tokens.get(next).filter(|_| next < s.tokens.end)?;
                let apart = behind.span.start > page.tokens[next - 1].span.end;
                apart.then_some((verb.start, behind.span.start - start))
            })
            .filter(|(verb, _)| {
                // "Đánh giá tại hội nghị cho thấy …": the last verb reports.
                !(matches!(page.tokens[*verb].key.as_str(), "đánh" | "ghi")
                    && REPORTED
                        .find(&page.tokens, *verb + 2..(*verb + 12).min(s.tokens.end))
                        .next()
                        .is_some())
            })
            .filter(|(verb, _)| {
                let head = from..page.tokens[*verb].span.start - start;
                page.str(&s.span)
                    .get(head)
                    .is_some_and(|h| h.split_whitespace().count() <= 22)
            })
            .map(|(_, end)| end)
            .next()
    }

    /// "thẳng thắn thừa nhận …": half of the clauses are enough. "…, tuy nhiên … còn
    /// chậm": the turn stands inside the sentence.
    fn frank(&self, s: &Sentence, report: Option<usize>) -> Option<Stated> {
        let (page, sentence) = (self.page, &s.span);
        let text = page.str(sentence);
        if let Some(start) = report.filter(|_| page.has(FRANK, s)) {
            let items = self.weakness.clauses(sentence.start + start..sentence.end);
            let weak = items.iter().filter(|c| self.weakness.is_weak(c)).count();
            if weak > 0 && weak * 2 >= items.len() {
                return Some(Stated::Open(items));
            }
        }
        if !page.has(MID_TURN_WORD, s) {
            return None;
        }
        let turn = sentence.start + MID_TURN.find(text)?.end();
        let span = turn..sentence.end;
        (self.weakness.is_weak(&span)
            && !UNPLAIN.any(&page.tokens, page.tokens_in(&span))
            && PLAIN.is_match(text))
        .then(|| Stated::Open(self.weakness.clauses(span)))
    }

    /// The comma behind the noun phrase: not one between the triggers themselves.
    fn intro_comma(&self, rest_at: usize, rest: &str) -> Option<usize> {
        rest.match_indices(',').map(|(i, _)| i).find(|i| {
            let next = rest[i + 1..].trim_start();
            let at = rest_at + rest.len() - next.len();
            let token = self.page.token_from(at);
            !opens_noun(next)
                && !next.starts_with("nhất là")
                && (TRIGGER.longest(&self.page.tokens, token) == 0
                    || self.page.tokens[token].span.start != at)
        })
    }
}

/// It begins with a cause; its first word is asked before the expression.
fn tells_cause(words: &str) -> bool {
    const WORDS: &[&str] = &["nguyên", "lý", "do ", "vì ", "bài", "những"];
    WORDS.iter().any(|w| begins_with(words, w).is_some()) && CAUSE.is_match(words)
}

/// "Về hạn chế", left over before what it announces.
fn only_announces(words: &str) -> bool {
    begins_with(words, "về ").is_some() && words.split_whitespace().nth(5).is_none()
}

/// Bytes of an adverbial that opens a statement and says nothing of it:
/// "Đáng chú ý, …", "Nhìn chung, …".
fn lead_in(words: &str) -> usize {
    const LEADS: &[&str] = &[
        "đáng chú ý",
        "đáng nói",
        "nhìn chung",
        "cụ thể",
        "trong khi đó",
        "thực tế",
        "trên thực tế",
        "ngoài ra",
        "bên cạnh đó",
        "cùng với đó",
        "thậm chí",
        "mặt khác",
    ];
    let Some(comma) = words.find(',').filter(|c| *c <= 32) else {
        return 0;
    };
    if !LEADS.contains(&words[..comma].lowered().as_str()) {
        return 0;
    }
    let rest = &words[comma + 1..];
    comma + 1 + rest.len() - rest.trim_start().len()
}

/// The last words, as many as an expression that ends there may want.
/// The words end with one of `words` and a blank, perhaps with one of `between`
/// behind it.
fn ends_with_one(before: &str, words: &[&str], between: &[&str]) -> bool {
    let low = tail(before).lowered();
    let ends = |text: &str| {
        let bare = text.trim_end();
        bare.len() < text.len() && words.iter().any(|w| bare.ends_with(w))
    };
    ends(&low)
        || between
            .iter()
            .any(|b| low.strip_suffix(b).is_some_and(ends))
}

fn tail(words: &str) -> &str {
    let mut from = words.len().saturating_sub(72);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    &words[from..]
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
