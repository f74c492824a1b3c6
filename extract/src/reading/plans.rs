//! A plan told as narration: "Thời gian tới, ngành sẽ …", "Trong quý III, các
//! đơn vị tập trung …". Nobody sets it; the sentence opens with a time that lies
//! behind the period under review. Not here: what somebody asks for (`tasks`).

use super::Period;
use super::lexicon::{PLAN, TO_COME};
use super::page::{Page, Sentence};
use super::pieces::first_imperative;
use super::school::{self, School};
use crate::date::{FoundPeriod, PeriodKind};
use crate::text::Lower;
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What lies behind a meeting: its day and the period it looks back on.
pub(super) struct Ahead {
    pub today: Option<Date>,
    pub reviewed: Option<Period>,
    /// The school year, or half of it, that is under review.
    pub school: Option<School>,
}

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
    Regex::new(r"(?i) (?:sẽ tiếp tục|sẽ|cần|phải|tập trung(?: vào)?|tiếp tục|phấn đấu|chú trọng|quan tâm|đẩy mạnh|tăng cường|thống nhất|xác định|bao gồm|gồm|là|đặt mục tiêu)(?:[ ,:]|$)")
        .expect("valid expression")
});

/// Bytes of who will do it, at most 150 characters without a stop, and the verb
/// behind; no verb where a colon stands instead.
fn verb_or_colon(rest: &str) -> Option<(usize, Option<Range<usize>>)> {
    let stop = rest.find(['.', ';', ':']);
    let clause = stop.map_or(rest, |stop| &rest[..=stop]);
    let found = VERB.find(clause).map(|m| {
        let verb = m.as_str()[1..].trim_end_matches([' ', ',', ':']);
        (m.start(), Some(m.start() + 1..m.start() + 1 + verb.len()))
    });
    let colon = || stop.filter(|stop| rest[*stop..].starts_with(':'));
    found
        .or_else(|| colon().map(|colon| (colon, None)))
        .filter(|(who, _)| rest[..*who].chars().count() <= 150)
}

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
        let names_tasks = names_tasks(head);
        if let Some((who, verb)) = verb_or_colon(rest)
            && !done(&rest[..who])
        {
            let at = |i: usize| sentence.span.start + end + i;
            let Some(verb) = verb else {
                return names_tasks.then_some(at(who + 1));
            };
            let word = rest[verb.clone()].lowered();
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
                verb.start
            } else {
                verb.end
            };
            let colon = rest[verb.end..]
                .find(':')
                .filter(|c| rest[verb.end..verb.end + c].split_whitespace().count() <= 14)
                .map(|c| verb.end + c + 1);
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
        let fixed = fixed_time(page, sentence, whole.end);
        let found = match fixed {
            Some(found) if found.0 < 40 => Some(found),
            other => {
                let periods = page.periods_in(&whole);
                let ahead = periods.into_iter().find(|p| self.is_ahead(p));
                let ahead = ahead.map(|p| (p.span.start, p.span.end));
                let school = self.school_ahead(page.str(&whole));
                other.into_iter().chain(ahead).chain(school).min()
            }
        };
        found.filter(|(start, _)| {
            let head = text[..*start].lowered();
            let before = head.trim();
            before.is_empty()
                || !done(before)
                    && !before.contains([';', ':', '.'])
                    && BEFORE.iter().any(|w| before.starts_with(w.trim_end()))
        })
    }

    /// Place and end of the first school year to come, or half of it.
    fn school_ahead(&self, text: &str) -> Option<(usize, usize)> {
        let mut found = school::find(text).into_iter();
        let ahead = found.find(|(time, span)| {
            time.is_ahead(self.school, self.today, names_tasks(&text[..span.start]))
        });
        ahead.map(|(_, span)| (span.start, span.end))
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

fn names_tasks(head: &str) -> bool {
    let head = head.lowered();
    head.contains("nhiệm vụ") || head.contains("phương hướng")
}

/// Place and end in the sentence of the first words for a time to come that end
/// before byte `end` of the page.
fn fixed_time(page: &Page, sentence: &Sentence, end: usize) -> Option<(usize, usize)> {
    if !TO_COME.may_be_in(sentence.lists) {
        return None;
    }
    let words = TO_COME.find(&page.tokens, sentence.tokens.clone()).next()?;
    let start = page.tokens[words.start].span.start - sentence.span.start;
    let behind = page.tokens[words.end - 1].span.end;
    (behind <= end).then_some((start, behind - sentence.span.start))
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
    words.contains("kết quả") || words.split(' ').any(|w| matches!(w, "đã" | "được"))
}
