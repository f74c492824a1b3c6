//! What is told of a task: the unit in the lead and the day it is due. Not here:
//! which words are tasks (`tasks`), how the unit is found (`leads`).

use super::leads;
use super::organisations::Mention;
use super::page::Page;
use super::{Due, TaskDetail};
use crate::date::{FoundPeriod, PeriodKind};
use crate::text::{Lower, begins_with};
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:(?:thời )?hạn(?: hoàn thành| thực hiện| báo cáo| nộp| gửi| cuối| chót)?\s*:|hoàn thành\s*:|(?:trước|xong trước|chậm nhất|hạn|hạn cuối|hạn chót|đến hết|hết|xong|cuối|trong|đến)\s)\s*(?:là |vào |trước |đến |hết |ngày |cuối |[0-9]{1,2}(?:\s*(?:giờ|h|g)\s*(?:[0-9]{1,2}(?:\s*phút)?)?|:[0-9]{2})\s*,?\s+)*$")
        .expect("valid expression")
});

/// Lead and due day of a task, each with its place.
pub(super) struct Told {
    lead: Option<Range<usize>>,
    due: Option<(Due, Range<usize>)>,
}

/// What is told of each task, in their order.
pub(super) fn read(
    page: &Page,
    tasks: &[Range<usize>],
    mentions: &[Mention],
    today: Option<Date>,
) -> Vec<Told> {
    let leads = leads::read(page, tasks, mentions);
    let told = tasks.iter().zip(leads).map(|(span, lead)| Told {
        lead,
        due: due(page, span, today),
    });
    told.collect()
}

impl Told {
    pub(super) fn detail(&self, page: &Page) -> TaskDetail {
        TaskDetail {
            lead: self.lead.as_ref().map(|lead| page.str(lead).to_owned()),
            due: self.due.as_ref().map(|(due, _)| due.clone()),
        }
    }

    /// Where it stands, each under the name of its field.
    pub(super) fn places(&self) -> impl Iterator<Item = (&'static str, &Range<usize>)> {
        let lead = self.lead.as_ref().map(|span| ("lead", span));
        let due = self.due.as_ref().map(|(_, span)| ("due", span));
        lead.into_iter().chain(due)
    }
}

/// "trước ngày 15/11", "trong quý IV", "hoàn thành trong tháng 6".
fn due(page: &Page, span: &Range<usize>, today: Option<Date>) -> Option<(Due, Range<usize>)> {
    for found in page.dates_in(span) {
        let from = back(&page.text, span.start, found.span.start, 72);
        let before = &page.text[from..found.span.start];
        if let Some(by) = announced_from(before).or_else(|| handed_in_from(before)) {
            let start = from + by;
            let date = found.on(None).or_else(|| {
                let day = today?;
                let this = found.on(Some(day.year()))?;
                // A day that lies far behind belongs to the next year.
                if (day - this).get_days() > 60 {
                    found.on(Some(day.year() + 1))
                } else {
                    Some(this)
                }
            });
            let place = start..found.span.end;
            let text = page.text[place.clone()].to_owned();
            return Some((Due { text, date }, place));
        }
    }
    let words = page.str(span);
    page.periods_in(span).into_iter().rev().find_map(|p| {
        let from = back(words, 0, p.span.start, 72);
        let by = announced_from(&words[from..p.span.start])?;
        if p.kind == PeriodKind::Year && in_name(words, from + by) {
            return None;
        }
        let due = Due {
            text: words[from + by..p.span.end].to_owned(),
            date: last_day(&p, today, is_before(&words[from + by..p.span.start])),
        };
        Some((due, span.start + from + by..span.start + p.span.end))
    })
}

/// "thực hiện Chiến lược … đến năm 2030", "tầm nhìn đến năm 2045": the year belongs
/// to the name of a document or programme, unless what is to be finished by then
/// is told behind that name.
fn in_name(words: &str, at: usize) -> bool {
    const NAMES: &[&str] = &[
        "chiến lược",
        "chương trình",
        "đề án",
        "dự án",
        "kế hoạch",
        "quy hoạch",
        "nghị quyết",
        "chỉ thị",
        "kết luận",
        "quyết định",
        "định hướng",
        "tầm nhìn",
    ];
    if begins_with(&words[at..], "đến ").is_none() {
        return false;
    }
    let low = words[back(words, 0, at, 300)..at].lowered();
    let named = NAMES.iter().filter_map(|name| low.rfind(name)).max();
    named.is_some_and(|at| {
        let behind = &low[at..];
        !["hoàn thành", "xong", ";", "phấn đấu"]
            .iter()
            .any(|w| behind.contains(w))
    })
}

/// Where the words that tell by when begin; the last one is asked first.
fn announced_from(before: &str) -> Option<usize> {
    const LAST: &[&str] = &[
        "trước", "nhất", "hạn", "cuối", "chót", "hết", "xong", "trong", "đến", "là", "vào", "ngày",
    ];
    let last = before.trim_end().rsplit(' ').next()?.lowered();
    let may = last.ends_with(':') || LAST.iter().any(|w| last.ends_with(w));
    if may { BY.find(before) } else { None }.map(|m| m.start())
}

/// "báo cáo kết quả vào ngày 25/4": where the words begin that tell on which day
/// something is handed in.
fn handed_in_from(before: &str) -> Option<usize> {
    const HANDED: &[&str] = &["báo cáo", "gửi", "nộp", "hoàn thành"];
    let verb = before.trim_end().strip_suffix("vào ngày")?;
    let clause = verb.rsplit([',', ';', '.', ':']).next()?.lowered();
    let handed = HANDED.iter().any(|w| clause.contains(w));
    handed.then_some(verb.len())
}

/// "trước quý III", not "trước hết quý III": it is done before the period begins.
fn is_before(by: &str) -> bool {
    let last = by.trim_end().rsplit(' ').next();
    last.is_some_and(|w| w.lowered() == "trước")
}

/// "hoàn thành chậm nhất ngày 10/12", "thời gian hoàn thành: quý III/2022": by when
/// the task before is due, and nothing else, up to a mark.
pub(super) fn is_due_alone(words: &str) -> bool {
    const OPEN: &[&str] = &["hoàn", "thời", "hạn", "chậm", "xong", "trước"];
    const BETWEEN: &[&str] = &[
        "hoàn", "thành", "thời", "gian", "hạn", "chót", "chậm", "nhất", "xong", "trước", "trong",
        "đến", "hết", "là", "vào", "cuối", "đầu", "ngày", "tháng", "quý", "năm", "giờ", "phút",
        "này", "thực", "hiện",
    ];
    let first = words.trim_start().split(' ').next().unwrap_or("");
    if !OPEN.iter().any(|w| begins_with(first, w).is_some()) {
        return false;
    }
    let clause = words.split(';').next().unwrap_or("");
    let clause = clause.split(". ").next().unwrap_or("");
    let mut numbers = 0;
    let known = clause
        .split([' ', ':', ',', '(', ')'])
        .map(|w| w.trim_end_matches(['.', '/']))
        .filter(|w| !w.is_empty())
        .all(|word| {
            let number = is_day_or_period(word);
            numbers += usize::from(number);
            number || BETWEEN.contains(&word.lowered().as_str())
        });
    known && numbers > 0
}

/// "10/12", "17h", "III", "IV/2022".
fn is_day_or_period(word: &str) -> bool {
    let roman = word.split('/').next().unwrap_or("");
    word.starts_with(|c: char| c.is_ascii_digit())
        || !roman.is_empty() && roman.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// The start of the last `most` bytes before `end`.
fn back(text: &str, start: usize, end: usize, most: usize) -> usize {
    let mut from = end.saturating_sub(most).max(start);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

/// The last day of the period, or the one before its first.
fn last_day(period: &FoundPeriod, today: Option<Date>, before: bool) -> Option<Date> {
    let (months, index) = match period.kind {
        PeriodKind::Month => (1, period.index),
        PeriodKind::Quarter => (3, period.index),
        PeriodKind::Half => (6, period.index),
        PeriodKind::NineMonths => (9, 1),
        PeriodKind::Year => (12, 1),
    };
    let month = i8::try_from(index).ok()? * months;
    let year = period.year.or_else(|| {
        let day = today?;
        Some(if month < day.month() {
            day.year() + 1
        } else {
            day.year()
        })
    })?;
    if before {
        let first = Date::new(year, month - months + 1, 1).ok()?;
        return first.yesterday().ok();
    }
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}
