//! The period under review: the one of the event, not the next one that the
//! title may name too. School years, terms and N-year reviews have none.

use super::page::Page;
use super::{EventKind, Period};
use crate::date::{FoundPeriod, PeriodKind, find_periods};
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words before a period that make it the next one.
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:nhiệm vụ|phương hướng|định hướng|triển khai|kế hoạch|chương trình|giải pháp|bàn|trọng tâm|những)(?:[^.;:]{0,60})$")
        .expect("valid expression")
});
static REVIEWED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:giao ban|sơ kết|tổng kết|kết quả|đánh giá|báo cáo)[^.;:]{0,90}$")
        .expect("valid expression")
});
static NONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:sơ kết|tổng kết)\s+(?:[0-9]+|một|hai|ba|năm|mười|hai mươi)\s+năm(?: |$)|(?:sơ kết|tổng kết|khai giảng|triển khai nhiệm vụ)\s+năm học|học kỳ|nhiệm kỳ|tập huấn|bồi dưỡng nghiệp vụ|ký kết|hội thảo|tọa đàm|quán triệt (?:nghị quyết|chỉ thị)")
        .expect("valid expression")
});

pub(super) fn read(
    page: &Page,
    kind: Option<EventKind>,
    published: Option<Date>,
) -> Option<(Period, Range<usize>)> {
    if kind == Some(EventKind::TapHuan) {
        return None;
    }
    let title = super::title::read(page);
    let opening = page.opening().next().map(|l| l.span.clone());
    let first = opening.as_ref().map(|l| first_event_sentence(page, l));
    let title_words = title.as_ref().map_or("", |(t, _)| t.as_str());
    let lead = first.as_ref().map_or("", |s| page.str(s));
    let event = format!("{title_words}. {lead}");
    if NONE.is_match(&event) && !has_plain_period(title_words) && !has_plain_period(lead) {
        return None;
    }
    let mut spans: Vec<Range<usize>> = Vec::new();
    if !page.official {
        spans.extend(first);
    }
    spans.extend(title.as_ref().map(|(_, span)| span.clone()));
    let mut year_from = None;
    let mut chosen = None;
    for span in &spans {
        let words = page.str(span);
        let all: Vec<FoundPeriod> = find_periods(words)
            .into_iter()
            .filter(|p| !in_stage(words, p))
            .collect();
        let reviewed = all.iter().position(|p| {
            let before = &words[..p.span.start];
            !NEXT.is_match(before)
                || REVIEWED.find(before).is_some_and(|r| {
                    NEXT.find(before).is_none_or(|n| r.start() > n.start())
                        && !comma_since(before, r.start())
                })
        });
        if let Some(i) = reviewed {
            year_from = year_from.or_else(|| year_of(&all, i));
            if chosen.is_none() {
                chosen = Some((all[i].clone(), span.start));
            }
            if year_from.is_some() {
                break;
            }
        }
    }
    if chosen.is_none() {
        // The title names only the next period: the body's first words tell which was.
        for sentence in page.body_sentences().take(6) {
            let words = page.str(&sentence.span);
            let low = words.to_lowercase();
            if !(low.starts_with("trong")
                || low.starts_with("kết quả")
                || low.starts_with("6 tháng")
                || low.starts_with("9 tháng"))
            {
                continue;
            }
            if let Some(p) = find_periods(words).into_iter().next() {
                year_from = p.year;
                chosen = Some((p, sentence.span.start));
                break;
            }
        }
    }
    let (period, offset) = chosen?;
    let year = year_from.or(published.map(|d| {
        if d.month() <= 2 && ends_late(&period) {
            d.year() - 1
        } else {
            d.year()
        }
    }))?;
    let span = period.span.start + offset..period.span.end + offset;
    Some((
        Period {
            kind: period.kind,
            index: period.index,
            year,
        },
        span,
    ))
}

fn has_plain_period(words: &str) -> bool {
    find_periods(words)
        .iter()
        .any(|p| p.kind != PeriodKind::Year)
}

fn ends_late(p: &FoundPeriod) -> bool {
    matches!(
        (p.kind, p.index),
        (PeriodKind::Quarter, 4)
            | (PeriodKind::Half, 2)
            | (PeriodKind::Month, 12)
            | (PeriodKind::Year, _)
    )
}

fn comma_since(before: &str, from: usize) -> bool {
    before[from..].contains(',') && NEXT.is_match(&before[from..])
}

/// A year alone inside "giai đoạn 2021 - 2025" or "đến năm 2030" is no period.
fn in_stage(words: &str, p: &FoundPeriod) -> bool {
    let before = words[..p.span.start].trim_end().to_lowercase();
    p.kind == PeriodKind::Year
        && [
            "đến",
            "giai đoạn",
            "tầm nhìn",
            "nhìn",
            "từ",
            "trước",
            "sau",
            "tháng",
            "hết",
            "cuối",
            "đầu",
            "so với",
            "kỳ",
        ]
        .iter()
        .any(|w| before.ends_with(w))
}

/// The year of period `i`, its own or that of a later one in the same words; a
/// later period that comes earlier in a year belongs to the next year.
fn year_of(all: &[FoundPeriod], i: usize) -> Option<i16> {
    if all[i].year.is_some() {
        return all[i].year;
    }
    let later = all[i + 1..].iter().find(|p| p.year.is_some())?;
    let wraps = later.kind == all[i].kind && later.index < all[i].index
        || later.kind == PeriodKind::Year && all[i].kind == PeriodKind::Year
        || ends_late(&all[i])
            && later.kind != all[i].kind
            && later.kind == PeriodKind::Year
            && all[i].index == 4;
    later.year.map(|y| if wraps { y - 1 } else { y })
}

fn first_event_sentence(page: &Page, line: &Range<usize>) -> Range<usize> {
    page.sentences
        .iter()
        .find(|s| s.span.start >= line.start && s.span.end <= line.end)
        .map_or(line.clone(), |s| s.span.clone())
}
