//! What is to be done next: list lines behind a lead-in, and clauses behind a
//! chair's or superior's "yêu cầu", "đề nghị". Wishes of participants towards
//! those above them are no tasks. Not here: sections of tasks (`headed`).

use super::headed;
use super::layout::{is_item, is_ordinal};
use super::lexicon::{
    CONCLUDE as CONCLUDE_WORD, NEXT as NEXT_WORD, NEXT_VERB, NO_TASK_LIST, ORDER, PRAISE, Phrases,
    SPEAKERLESS, TAIL, TAIL_REPORT, TASK_HEADING,
};
use super::page::{Line, Page, Part, Sentence};
use super::people::Named;
use super::pieces::{at_imperatives, at_semicolons, first_imperative, trim};
use super::plans::Ahead;
use super::speakers::Speakers;
use super::tokens::key_at;
use super::vocabulary::any_word;
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
    CONCLUDE,
    r"(?i)^(?:(?:thay mặt|sau khi|trên cơ sở)[^,]{3,80},\s*)?(?:kết luận|phát biểu|chỉ đạo|bế mạc|định hướng|bàn (?:về )?nhiệm vụ|về (?:các )?(?:nhiệm vụ|phương hướng)|nhiệm vụ|phương hướng|trong (?:thời gian tới|những tháng (?:cuối|tới|còn lại)|quý \S+ tới|\d+ tháng cuối)|thời gian tới|để thực hiện|để hoàn thành|theo nội dung|theo chương trình|nội dung (?:phối hợp|ký kết|trọng tâm)|tiếp thu|kết thúc|ghi nhận|đồng chí đề nghị|giao nhiệm vụ|thống nhất|các bên|hai bên|\d+ tháng cuối|sáu tháng cuối)"
);
pattern!(
    NEXT,
    r"(?i)^(?:từ nay đến|trong (?:thời gian tới|những tháng|thời gian còn lại|(?:quý [ivx]+|tháng \d+|năm) tới|năm tới|\d+ tháng cuối|sáu tháng cuối|giai đoạn (?:tới|tiếp))|thời gian tới|theo nội dung|theo chương trình|theo kế hoạch|nội dung (?:phối hợp|ký kết|trọng tâm)|các bên|hai bên|\d+ tháng cuối năm|sáu tháng cuối năm)"
);
pattern!(
    NEXT_DONE,
    r"(?i) (?:sẽ|cần|phải|tập trung(?: vào)?|tiếp tục|thống nhất|gồm|xác định)(?:[ ,:.]|$)"
);
pattern!(
    PERIOD,
    r"(?i)^(?:trong )?(?:năm \d{4}|quý [ivx]+|tháng \d+|\d+ tháng)"
);
pattern!(
    PERIOD_DONE,
    r"(?i) (?:sẽ|cần|phải|tập trung|tiếp tục|xác định|tăng cường|đẩy mạnh) "
);
pattern!(
    WISH,
    r"(?i)^\s*(?:với\s+)?(?:được|tỉnh|thành phố|trung ương|cấp trên|ubnd tỉnh|hđnd tỉnh|chính phủ|bộ |huyện (?:sớm|quan tâm|bổ sung|hỗ trợ|tiếp tục)|ban tuyên giáo (?:trung ương|tỉnh ủy)|cấp có thẩm quyền|xã (?:sớm|quan tâm))"
);
pattern!(
    COUNTED,
    r"(?i)^[^:;]{0,60}?(?:^| )(?:[0-9]+|một số|hai|ba|bốn|năm|sáu|bảy|các|những) (?:nhóm )?(?:việc|nhiệm vụ|nội dung|vấn đề|yêu cầu|giải pháp|điểm|công việc|định hướng)(?: [^:;]{0,50})?$"
);
/// Characters that `COUNTED` may match, a number of thirty digits and all.
const MOST_COUNTED: usize = 180;
pattern!(
    ORDINAL,
    r"^(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy) là|Trước (?:mắt|hết)|Cùng với đó|Ngoài ra|Bên cạnh đó|Đồng thời|Cuối cùng|Đặc biệt|Song song với đó|Tiếp đó|Mặt khác|Riêng)[,:]?\s"
);

/// What leads to the items of a speech.
const LIST_LEADS: &[&str] = &[
    "nhiệm vụ",
    "việc cần",
    "việc phải",
    "việc trọng tâm",
    "việc sau",
    "công việc",
    "nội dung",
    "giải pháp",
    "yêu cầu",
    "đề nghị",
    "kết luận",
    "giao",
    "tập trung",
    "lưu ý",
    "phương hướng",
    "định hướng",
    "cần",
    "thống nhất",
];

/// Byte ranges of the tasks, in order.
pub(super) fn read(
    page: &Page,
    namings: &[Named],
    chairs: &[&Named],
    ahead: &Ahead,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    headed::read(page, &mut found);
    if !page.official {
        spoken(&Speakers::new(page, namings, chairs), ahead, &mut found);
    }
    found.sort_by_key(|r| r.start);
    found.dedup();
    found
}

/// The words end with a colon, and one of `leads` stands before it without
/// another colon and with at most 160 characters between.
pub(super) fn leads_behind(words: &str, leads: &[&str]) -> bool {
    let Some(clause) = words.strip_suffix(':') else {
        return false;
    };
    let low = clause.rsplit(':').next().unwrap_or(clause).lowered();
    leads.iter().any(|lead| {
        low.rfind(lead)
            .is_some_and(|at| low[at + lead.len()..].chars().count() <= 160)
    })
}

/// Tasks that someone sets in a news page.
fn spoken(speakers: &Speakers<'_>, ahead: &Ahead, found: &mut Vec<Range<usize>>) {
    let page = speakers.page;
    // A list goes on behind a lead-in line; a directive goes on in paragraphs
    // that open with an imperative.
    let mut list = false;
    let mut open = false;
    for (index, line) in page.lines.iter().enumerate() {
        if line.part != Part::Body {
            continue;
        }
        let words = page.str(&line.span);
        let bare = || {
            let piece = trim(page, line.span.clone());
            first_imperative(page, &piece, 1) == Some(piece.start)
        };
        if is_item(words) || list && (is_ordinal(words) || bare()) {
            // "1. Sở Y tế:" leads to items of its own.
            if list && !words.ends_with(':') {
                // An item may hold sentences; its first is the task.
                found.extend(at_semicolons(page, line.span.clone()));
            }
            continue;
        }
        list = false;
        let asked = Asked::line(line);
        if ends_page(page, &asked) && orders(page, &asked).next().is_none()
            || opens(page, SPEAKERLESS, &asked) && !agrees(page, &asked)
        {
            open = false;
            continue;
        }
        let verb = open
            && first_imperative(page, &trim(page, line.span.clone()), 1) == Some(line.span.start);
        let mut active = verb || open && (is_ordinal(words) || many_told(page, &line.span));
        open = active;
        if active {
            for s in page.of_line(index) {
                let told = || is_ordinal(page.str(&s.span)) || many_told(page, &s.span);
                if !ends_page(page, &Asked::sentence(s)) && (verb || told()) {
                    found.extend(clauses(page, s.span.clone()));
                }
            }
            continue;
        }
        let concluding = concludes(page, line);
        for sentence in page.of_line(index) {
            let text = page.str(&sentence.span);
            let leads = text.ends_with(':');
            let asked = Asked::sentence(sentence);
            let plan = if asked_of_person(page, sentence) {
                None
            } else {
                ahead.plan(page, sentence)
            };
            let may = active
                || leads
                || plan.is_some()
                || ORDER.may_be_in(sentence.lists)
                || concluding && next_verb(page, sentence);
            if !may {
                continue;
            }
            let span = sentence.span.clone();
            if let Some(start) = order_in(speakers, sentence, concluding, active).or(plan) {
                active = true;
                if leads {
                    list = true;
                    continue;
                }
                open = true;
                found.extend(clauses(page, start..span.end));
            } else if active
                && !page.has(PRAISE, sentence)
                && !ends_page(page, &asked)
                && !opens(page, SPEAKERLESS, &asked)
                && let Some(start) = continued(page, &span)
            {
                found.extend(clauses(page, start..span.end));
            } else if leads
                && (page.has(TASK_HEADING, sentence) || leads_behind(text, LIST_LEADS))
                && !page.has(NO_TASK_LIST, sentence)
            {
                list = true;
            }
        }
    }
}

/// "Các đại biểu thống nhất …": all set themselves a task.
fn agrees(page: &Page, asked: &Asked) -> bool {
    orders(page, asked).any(|o| page.str(&o).starts_with("thống nhất"))
}

/// Someone is told of first: what follows is said by that person.
fn asked_of_person(page: &Page, s: &Sentence) -> bool {
    opens(page, SPEAKERLESS, &Asked::sentence(s))
}

/// A line or sentence that is asked about.
pub(super) struct Asked {
    span: Range<usize>,
    tokens: Range<usize>,
    lists: u64,
}

impl Asked {
    pub(super) fn line(line: &Line) -> Self {
        Self {
            span: line.span.clone(),
            tokens: line.tokens.clone(),
            lists: line.lists,
        }
    }

    fn sentence(s: &Sentence) -> Self {
        Self {
            span: s.span.clone(),
            tokens: s.tokens.clone(),
            lists: s.lists,
        }
    }
}

/// It begins with a phrase of `list`.
fn opens(page: &Page, list: Phrases, asked: &Asked) -> bool {
    list.longest(&page.tokens, asked.tokens.start) > 0
        && page.tokens[asked.tokens.start].span.start == asked.span.start
}

/// Words that end what a page tells of tasks: "Trên đây …", "… báo cáo để tỉnh …".
pub(super) fn ends_page(page: &Page, asked: &Asked) -> bool {
    if opens(page, TAIL, asked) {
        return true;
    }
    TAIL_REPORT.may_be_in(asked.lists)
        && TAIL_REPORT
            .find(&page.tokens, asked.tokens.clone())
            .next()
            .is_some_and(|found| {
                let at = page.tokens[found.start].span.start;
                let before = &page.text[asked.span.start..at];
                let before = before.strip_suffix("trân trọng ").unwrap_or(before);
                before.chars().count() <= 70
            })
}

/// Byte ranges of the verbs that set a task, each a word of its own.
fn orders<'a>(page: &'a Page, asked: &Asked) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let (tokens, end) = (asked.tokens.clone(), asked.span.end);
    ORDER.find(&page.tokens, tokens).filter_map(move |verb| {
        let span = page.tokens[verb.start].span.start..page.tokens[verb.end - 1].span.end;
        let behind = page.text.as_bytes()[..end].get(span.end);
        matches!(behind, None | Some(b' ' | b',' | b':' | b';' | b'.')).then_some(span)
    })
}

/// The line begins as a conclusion does.
fn concludes(page: &Page, line: &Line) -> bool {
    page.tokens.get(line.tokens.start).is_some_and(|t| {
        // "6 tháng cuối năm"
        let months = || any_word!(key_at(&page.tokens, line.tokens.start + 1), "tháng");
        CONCLUDE_WORD.may_be_in(t.lists) || t.number && months()
    }) && may_conclude(page.str(&line.span))
        && CONCLUDE.is_match(page.str(&line.span))
}

/// The first two words are those of `CONCLUDE`, of which the first alone begins
/// many lines.
fn may_conclude(line: &str) -> bool {
    const HEADS: &[&str] = &[
        "thay mặt",
        "sau khi",
        "trên cơ sở",
        "kết luận",
        "phát biểu",
        "chỉ đạo",
        "bế mạc",
        "định hướng",
        "bàn ",
        "nhiệm vụ",
        "phương hướng",
        "trong thời",
        "trong những tháng",
        "trong quý",
        "thời gian tới",
        "để thực hiện",
        "để hoàn thành",
        "theo nội dung",
        "theo chương trình",
        "nội dung",
        "tiếp thu",
        "kết thúc",
        "ghi nhận",
        "đồng chí đề nghị",
        "giao nhiệm vụ",
        "thống nhất",
        "các bên",
        "hai bên",
        "sáu tháng cuối",
        "về các ",
        "về nhiệm",
        "về phương",
    ];
    let numbered = |words: &str| words.starts_with(char::is_numeric);
    numbered(line)
        || begins_with(line, "trong ").is_some_and(|length| numbered(&line[length..]))
        || HEADS.iter().any(|w| begins_with(line, w).is_some())
}

/// The sentence tells first of a time to come or of a plan, then with a verb
/// what will be done.
fn next_verb(page: &Page, s: &Sentence) -> bool {
    page.tokens
        .get(s.tokens.start)
        .is_some_and(|t| t.number || NEXT_WORD.may_be_in(t.lists))
        && page.has(NEXT_VERB, s)
}

fn clauses(page: &Page, span: Range<usize>) -> Vec<Range<usize>> {
    at_semicolons(page, span)
        .into_iter()
        .flat_map(|piece| at_imperatives(page, piece))
        .collect()
}

/// A further sentence of a directive: starts at its first imperative, the
/// addressee before it dropped.
fn continued(page: &Page, sentence: &Range<usize>) -> Option<usize> {
    let text = page.str(sentence);
    if text.contains(" sẽ là ") {
        return None;
    }
    if let Some(ordinal) = ORDINAL.find(text) {
        return Some(sentence.start + ordinal.end());
    }
    // A named unit stays with what it is told, and many who open the sentence; a
    // collective in a lead-in goes.
    let first = page.token_from(sentence.start);
    let named = page
        .tokens
        .get(first)
        .is_some_and(|t| t.word && super::organisations::body_at(&page.tokens, first) > 0);
    let verb = first_imperative(page, sentence, 26)?;
    let stays = named || opens_many(page, sentence);
    Some(if stays { sentence.start } else { verb })
}

/// "Các trường …", "Các địa phương …" open it.
fn opens_many(page: &Page, span: &Range<usize>) -> bool {
    let first = page.token_from(span.start);
    page.tokens
        .get(first)
        .is_some_and(|t| t.capital && t.span.start == span.start && any_word!(t.key, "các"))
        && any_word!(
            key_at(&page.tokens, first + 1),
            "ngành"
                | "cấp"
                | "sở"
                | "ban"
                | "đơn"
                | "địa"
                | "cơ"
                | "trường"
                | "huyện"
                | "xã"
                | "phường"
                | "đoàn"
                | "hội"
                | "phòng"
                | "tổ"
                | "đảng"
                | "chi"
        )
}

/// "Các ngành trong khối rà soát …": many, and what they shall do; not what they did.
fn many_told(page: &Page, span: &Range<usize>) -> bool {
    // What was done, or a word that sets the task itself.
    const OTHER: &[&str] = &[" đã ", " đạt ", " được ", " cần ", " phải ", " sẽ ", ":"];
    opens_many(page, span)
        && first_imperative(page, span, 14).is_some_and(|verb| {
            let subject = &page.text[span.start..verb];
            !OTHER.iter().any(|w| subject.contains(w)) && !page.str(span).contains(" đã ")
        })
}

/// The verb behind words that open a sentence, at most `most` characters and no
/// colon or full stop between.
fn verb_behind(text: &str, opening: &Regex, verb: &Regex, most: usize) -> Option<Range<usize>> {
    let from = opening.find(text)?.end();
    let found = verb.find(&text[from..])?;
    let between = &text[from..from + found.start()];
    let near = !between.contains(['.', ':']) && between.chars().count() <= most;
    let words = found.as_str();
    let bare = words.trim_end_matches([' ', ',', ':', '.']).trim_start();
    let start = from + found.start() + 1;
    near.then(|| start..start + bare.len())
}

/// Where the tasks of a sentence begin when someone entitled sets them.
fn order_in(
    speakers: &Speakers<'_>,
    told: &Sentence,
    concluding: bool,
    active: bool,
) -> Option<usize> {
    let (page, sentence) = (speakers.page, &told.span);
    let text = page.str(sentence);
    let asked = Asked::sentence(told);
    if (concluding || active)
        && next_verb(page, told)
        && let Some(next) = verb_behind(text, &NEXT, &NEXT_DONE, 200)
            .or_else(|| verb_behind(text, &PERIOD, &PERIOD_DONE, 160))
    {
        let verb = text[next.clone()].lowered();
        let first = orders(page, &asked).next();
        if first.is_none_or(|o| o.start >= sentence.start + next.start) {
            let at = sentence.start
                + if verb != "tiếp tục" && verb != "tập trung" {
                    next.end
                } else {
                    next.start
                };
            return Some(colon(page, at, sentence.end).unwrap_or(at));
        }
    }
    for m in orders(page, &asked) {
        let at = m.end;
        let rest = &page.text[at..sentence.end];
        let verb = page.str(&m).lowered();
        let before = &page.text[sentence.start..m.start];
        if !speakers.entitled(told, m.start, &verb, concluding, active) {
            continue;
        }
        if (verb == "đề nghị" || verb == "yêu cầu")
            && WISH.is_match(rest)
            && !rest.contains(':')
            && !speakers.is_senior_before(m.start)
        {
            continue;
        }
        // Nothing counted goes on behind a colon or a semicolon.
        if verb != "cần"
            && memchr::memchr2(b':', b';', rest.as_bytes()).is_none()
            && rest.chars().count() <= MOST_COUNTED
            && COUNTED.is_match(rest.trim_end_matches(['.', ' ']))
        {
            return Some(sentence.end);
        }
        if verb == "giao"
            && (rest.starts_with(" ban")
                || rest.starts_with(" thông")
                || rest.starts_with(" lưu")
                || rest.starts_with(" dịch")
                || before.ends_with("chuyển ")
                || before.ends_with("được ")
                || before.ends_with("bàn "))
        {
            continue;
        }
        if verb.starts_with("thống nhất") || verb.starts_with("đề ra") {
            // The plan that is agreed follows, here behind a colon or in the next sentences.
            let named = rest.find("trong đó").map(|i| at + i + "trong đó".len());
            let told = colon(page, at, sentence.end).or(named);
            return Some(told.unwrap_or(sentence.end));
        }
        if verb == "xác định"
            && rest.contains("nhiệm vụ")
            && let Some(start) = colon(page, at, sentence.end)
        {
            return Some(start);
        }
        if verb == "chỉ đạo"
            && ![
                "các",
                "ngành",
                ":",
                "trong",
                "ban",
                "đơn vị",
                "cấp",
                "phòng",
                "các",
            ]
            .iter()
            .any(|w| rest.trim_start().starts_with(w))
            && !rest.trim_start().starts_with(char::is_uppercase)
        {
            continue;
        }
        if verb == "chỉ đạo"
            && (before.trim_end().ends_with("văn bản")
                || before.trim_end().ends_with("công tác")
                || ends_with_low(before.trim_end(), "phát biểu")
                || before.trim().is_empty()
                || before.trim_end().ends_with("lãnh đạo,")
                || before.trim_end().ends_with("Tiếp thu")
                || rest.starts_with(" tại")
                || rest.starts_with(",")
                || rest.starts_with(" hội nghị"))
        {
            continue;
        }
        if let Some(start) = colon(page, at, sentence.end) {
            return Some(start);
        }
        if rest.trim_end().ends_with(':') {
            return Some(at);
        }
        // A named unit stays with what it is told.
        let first = page.token_from(at);
        let asks = matches!(
            verb.as_str(),
            "đề nghị" | "yêu cầu" | "giao" | "giao nhiệm vụ"
        );
        if asks
            && page
                .tokens
                .get(first)
                .is_some_and(|t| t.capital && t.span.end <= sentence.end)
            && super::organisations::body_at(&page.tokens, first) > 0
        {
            return Some(at);
        }
        let clause = at + rest.find(';').unwrap_or(rest.len());
        if let Some(start) = first_imperative(page, &(at..clause), 26) {
            return Some(start);
        }
        if verb != "cần" && verb != "giao" && verb != "nhấn mạnh" {
            return Some(at);
        }
    }
    None
}

/// The words end with `end` in whatever case; only that many bytes are folded.
fn ends_with_low(words: &str, end: &str) -> bool {
    let from = words.len().checked_sub(end.len());
    from.and_then(|from| words.get(from..))
        .is_some_and(|last| last.lowered() == end)
}

/// Behind a colon that opens the enumeration, if it comes before any semicolon.
fn colon(page: &Page, from: usize, end: usize) -> Option<usize> {
    let rest = &page.text[from..end];
    let at = rest.find(':')?;
    let semicolon = rest.find(';').unwrap_or(rest.len());
    let more = rest[at + 1..].trim();
    (at < semicolon && !more.is_empty() && rest[..at].split_whitespace().count() <= 40)
        .then_some(from + at + 1)
}
