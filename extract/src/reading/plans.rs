//! A plan told as narration: "Thời gian tới, ngành sẽ …", "Trong quý III, các
//! đơn vị tập trung …". Nobody sets it; the sentence opens with a time that lies
//! behind the period under review. Not here: what somebody asks for (`tasks`).

use super::Period;
use super::lexicon::PLAN;
use super::page::{Page, Sentence};
use super::pieces::first_imperative;
use super::vocabulary::any_word;
use crate::date::{FoundPeriod, PeriodKind};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// What lies behind a meeting: its day and the period it looks back on.
pub(super) struct Ahead {
    pub today: Option<Date>,
    pub reviewed: Option<Period>,
}

/// Times to come, whatever the day.
const TO_COME: &[&str] = &[
    "thời gian tới",
    "thời gian còn lại",
    "từ nay đến",
    "những tháng cuối năm",
    "những tháng tới",
    "những tháng còn lại",
    "các tháng còn lại",
    "giai đoạn tới",
    "giai đoạn tiếp theo",
    "quý tới",
    "tháng tới",
    "năm tới",
    "tới đây",
    "sắp tới",
];
/// Words that may open the sentence before the time.
const BEFORE: &[&str] = &[
    "nhiệm vụ",
    "phương hướng",
    "định hướng",
    "về nhiệm vụ",
    "về phương hướng",
    "về phía",
    "theo kế hoạch",
    "dự kiến",
    "để ",
    "nhằm ",
    "trên cơ sở",
    "đồng thời",
    "bước sang",
    "trong",
    "vào",
    "phát huy",
    "theo đồng chí",
    "theo ông",
    "theo bà",
    "riêng",
    "một số nhiệm vụ",
    "các nhiệm vụ",
];

static VERB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?P<who>[^.;:]{0,150}?)(?: (?P<v>sẽ tiếp tục|sẽ|cần|phải|tập trung(?: vào)?|tiếp tục|phấn đấu|chú trọng|quan tâm|đẩy mạnh|tăng cường|thống nhất|xác định|bao gồm|gồm|là|đặt mục tiêu)(?P<end>[ ,:]|$)|:)")
        .expect("valid expression")
});

impl Ahead {
    /// Where the plan begins that a sentence tells.
    pub(super) fn plan(&self, page: &Page, sentence: &Sentence) -> Option<usize> {
        let first = page.tokens.get(sentence.tokens.start)?;
        if !first.number && !PLAN.may_be_in(first.lists) {
            return None;
        }
        let text = page.str(&sentence.span);
        let (time, end) = self.opening_time(page, sentence)?;
        let (head, rest) = (text.get(..time)?, text.get(end..)?);
        let named = head.to_lowercase();
        let names_tasks = named.contains("nhiệm vụ") || named.contains("phương hướng");
        if let Some(caps) = VERB.captures(rest)
            && !done(&caps["who"])
        {
            let at = |i: usize| sentence.span.start + end + i;
            let Some(verb) = caps.name("v") else {
                let colon = caps.get(0)?.end();
                return names_tasks.then_some(at(colon));
            };
            let word = verb.as_str().to_lowercase();
            if word == "là" && !names_tasks {
                return None;
            }
            // These verbs belong to what is planned.
            let own = [
                "tiếp tục",
                "tập trung",
                "chú trọng",
                "quan tâm",
                "đẩy mạnh",
                "tăng cường",
            ];
            let start = if own.contains(&word.as_str()) {
                verb.start() + usize::from(rest[verb.start()..].starts_with(' '))
            } else {
                verb.end()
            };
            let colon = rest[verb.end()..]
                .find(':')
                .filter(|c| rest[verb.end()..verb.end() + c].split_whitespace().count() <= 14)
                .map(|c| verb.end() + c + 1);
            return Some(at(colon.unwrap_or(start)));
        }
        // "Tháng 8, các trường sửa chữa phòng học": a verb of tasks alone.
        let comma = rest.strip_prefix(',')?;
        let from = sentence.span.end - comma.len();
        let verb = first_imperative(page, &(from..sentence.span.end), 6)?;
        (!done(&page.text[from..verb])).then_some(from)
    }

    /// Place and end of a time to come among the first words.
    fn opening_time(&self, page: &Page, sentence: &Sentence) -> Option<(usize, usize)> {
        let text = page.str(&sentence.span);
        let mut near = text.len().min(190);
        while !text.is_char_boundary(near) {
            near -= 1;
        }
        let whole = sentence.span.start..sentence.span.start + near;
        // Small letters are made only of a sentence that has some time.
        let some = page.tokens[sentence.tokens.clone()]
            .iter()
            .take_while(|t| t.span.start < whole.end)
            .any(|t| any_word!(t.key, "tới" | "lại" | "đến" | "năm" | "theo"));
        let period = page
            .periods_in(&whole)
            .into_iter()
            .find(|p| self.is_ahead(p))
            .map(|p| (p.span.start, p.span.end));
        if !some && period.is_none() {
            return None;
        }
        let head = text[..near].to_lowercase();
        if head.len() != near {
            return None;
        }
        let fixed = TO_COME
            .iter()
            .filter(|_| some)
            .filter_map(|w| head.find(w).map(|i| (i, i + w.len())))
            .min();
        let found = match fixed {
            Some(found) if head[..found.0].len() < 40 => Some(found),
            other => other.into_iter().chain(period).min(),
        };
        found.filter(|(start, _)| {
            let before = head[..*start].trim();
            before.is_empty()
                || !done(before)
                    && !before.contains([';', ':', '.'])
                    && BEFORE.iter().any(|w| before.starts_with(w.trim_end()))
        })
    }

    /// The period begins when the reviewed one has ended, or after today.
    fn is_ahead(&self, p: &FoundPeriod) -> bool {
        let year = |p: &FoundPeriod| {
            p.year
                .or(self.reviewed.map(|r| r.year))
                .or(self.today.map(Date::year))
        };
        let Some(year) = year(p) else {
            return false;
        };
        let (first, _) = months(p.kind, p.index);
        let begins = i32::from(year) * 12 + i32::from(first);
        if let Some(r) = self.reviewed {
            let (_, last) = months(r.kind, r.index);
            let ended = i32::from(r.year) * 12 + i32::from(last);
            // "tháng 1" behind December is of the next year.
            let wrapped = p.year.is_none() && last == 12 && first <= 3;
            return begins > ended || wrapped;
        }
        self.today
            .is_some_and(|day| begins > i32::from(day.year()) * 12 + i32::from(day.month()))
    }
}

/// First and last month of a period.
fn months(kind: PeriodKind, index: u8) -> (u8, u8) {
    match kind {
        PeriodKind::Month => (index, index),
        PeriodKind::Quarter => (index * 3 - 2, index * 3),
        PeriodKind::Half => (index * 6 - 5, index * 6),
        PeriodKind::NineMonths => (1, 9),
        PeriodKind::Year => (1, 12),
    }
}

/// What is told was done already.
fn done(words: &str) -> bool {
    [" đã ", " được ", "kết quả"]
        .iter()
        .any(|w| format!(" {words} ").contains(w))
}
