//! What a task says of itself: the unit in the lead and the day it is due. Not
//! here: which words are tasks (`tasks`).

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
    Regex::new(r"(?i)(?P<w>trước|xong trước|chậm nhất|hạn|hạn cuối|hạn chót|đến hết|hết|xong|cuối|trong|đến)\s+(?:là |vào |đến |hết |ngày |cuối )*$")
        .expect("valid expression")
});

/// Details of each task, in their order.
pub(super) fn read(
    page: &Page,
    tasks: &[Range<usize>],
    mentions: &[Mention],
    today: Option<Date>,
) -> Vec<TaskDetail> {
    tasks
        .iter()
        .map(|span| TaskDetail {
            lead: lead(page, span, mentions),
            due: due(page, span, today),
        })
        .collect()
}

/// The body at the head of the task, perhaps behind "giao" or "đề nghị", or the
/// one said to take the lead ("Sở Y tế chủ trì").
fn lead(page: &Page, span: &Range<usize>, mentions: &[Mention]) -> Option<String> {
    let start = span.start + handed_over(page.str(span));
    let from = mentions.partition_point(|m| m.span.start < span.start);
    let inside = mentions[from..]
        .iter()
        .take_while(|m| m.span.end <= span.end);
    let mut led = None;
    for m in inside {
        if m.span.start == start {
            return Some(page.str(&m.span).to_owned());
        }
        let leads = page.text[m.span.end..span.end]
            .trim_start()
            .starts_with("chủ trì")
            || page.text[m.span.end..span.end]
                .trim_start()
                .starts_with("làm đầu mối");
        if leads && led.is_none() {
            led = Some(page.str(&m.span).to_owned());
        }
    }
    led
}

/// Bytes of "giao cho " and the like at the head of a task.
fn handed_over(words: &str) -> usize {
    let verb = ["giao", "đề nghị", "yêu cầu", "phân công"]
        .iter()
        .find_map(|verb| begins_with(words, verb))
        .unwrap_or(0);
    let behind = &words[verb..];
    let to = begins_with(behind, " cho ").map_or(0, |length| length - 1);
    let bare = behind[to..].trim_start();
    if verb > 0 && bare.len() < behind.len() - to {
        words.len() - bare.len()
    } else {
        0
    }
}

/// "trước ngày 15/11", "trong quý IV", "hoàn thành trong tháng 6".
fn due(page: &Page, span: &Range<usize>, today: Option<Date>) -> Option<Due> {
    for found in page.dates_in(span) {
        let from = back(&page.text, span.start, found.span.start);
        if let Some(by) = announced_from(&page.text[from..found.span.start]) {
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
            return Some(Due {
                text: page.text[start..found.span.end].to_owned(),
                date,
            });
        }
    }
    let words = page.str(span);
    page.periods_in(span).into_iter().rev().find_map(|p| {
        let from = back(words, 0, p.span.start);
        let by = announced_from(&words[from..p.span.start])?;
        Some(Due {
            text: words[from + by..p.span.end].to_owned(),
            date: last_day(&p, today),
        })
    })
}

/// Where the words that tell by when begin; the last one is asked first.
fn announced_from(before: &str) -> Option<usize> {
    const LAST: &[&str] = &[
        "trước", "nhất", "hạn", "cuối", "chót", "hết", "xong", "trong", "đến", "là", "vào", "ngày",
    ];
    let last = before.trim_end().rsplit(' ').next()?.lowered();
    let may = LAST.iter().any(|w| last.ends_with(w));
    if may { BY.find(before) } else { None }.map(|m| m.start())
}

/// The start of the last words before `end`, as many as announce a day.
fn back(text: &str, start: usize, end: usize) -> usize {
    let mut from = end.saturating_sub(72).max(start);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

fn last_day(period: &FoundPeriod, today: Option<Date>) -> Option<Date> {
    let month = match period.kind {
        PeriodKind::Month => period.index,
        PeriodKind::Quarter => period.index * 3,
        PeriodKind::Half => period.index * 6,
        PeriodKind::NineMonths => 9,
        PeriodKind::Year => 12,
    };
    let month = i8::try_from(month).ok()?;
    let year = period.year.or_else(|| {
        let day = today?;
        Some(if month < day.month() {
            day.year() + 1
        } else {
            day.year()
        })
    })?;
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}
