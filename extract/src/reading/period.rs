//! The period under review: the one of the event, not the next one that the
//! title may name too. School years, terms and N-year reviews have none.

use super::lexicon::NO_PERIOD;
use super::other_year::{self, last_month};
use super::page::Page;
use super::told_period::{self, told_in_body};
use super::{EventKind, Period};
use crate::date::{FoundPeriod, PeriodKind, find_periods};
use crate::text::Lower;
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Words before a period that make it the next one.
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "nhiệm vụ|phương hướng|định hướng|triển khai|kế hoạch|chương trình|giải pháp|bàn|trọng tâm",
    )
    .expect("valid expression")
});
/// Words before a period that make it the one under review.
static REVIEWED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("giao ban|sơ kết|tổng kết|kết quả|đánh giá|báo cáo").expect("valid expression")
});

/// Where before the end of `before`, in the same clause and at most `most`
/// characters back, the first of `words` stands; `before` in small letters.
fn clause_word(before: &str, words: &Regex, most: usize) -> Option<usize> {
    let clause = before.len() - clause_before(before, before.len()).len();
    words
        .find_iter(&before[clause..])
        .map(|m| clause + m.start()..clause + m.end())
        .filter(|m| !is_done(&before[clause..m.start]))
        .find(|m| before[m.end..].chars().count() <= most)
        .map(|m| m.start)
}

/// The words of the clause that byte `end` stands in, up to there.
fn clause_before(words: &str, end: usize) -> &str {
    let marks = words.as_bytes()[..end]
        .iter()
        .rposition(|b| matches!(b, b'.' | b';' | b':'));
    &words[marks.map_or(0, |i| i + 1)..end]
}

/// "kết quả thực hiện nhiệm vụ": what is carried out is under review, not ahead.
fn is_done(head: &str) -> bool {
    const DONE: &[&str] = &[
        "quả thực hiện",
        "hình thực hiện",
        "việc thực hiện",
        "quả triển khai",
        "hình triển khai",
        "việc triển khai",
        "triển khai thực hiện",
        "quả",
        "hình",
        "việc",
    ];
    let head = head.trim_end();
    DONE.iter().any(|w| head.ends_with(w)) && !head.ends_with("bàn việc")
}

pub(super) fn next_word(before: &str) -> Option<usize> {
    clause_word(before, &NEXT, 60)
}

static NONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:sơ kết|tổng kết)\s+(?:[0-9]+|một|hai|ba|năm|mười|hai mươi)\s+năm(?: |$)|(?:sơ kết|tổng kết|khai giảng|triển khai nhiệm vụ)\s+năm học|học kỳ|nhiệm kỳ|tập huấn|bồi dưỡng nghiệp vụ|ký kết|hội thảo|tọa đàm|quán triệt (?:nghị quyết|chỉ thị)")
        .expect("valid expression")
});

pub(super) fn read(
    page: &Page,
    kind: Option<EventKind>,
    published: Option<Date>,
) -> Option<(Period, Range<usize>)> {
    let title = page.title.as_ref();
    if kind == Some(EventKind::TapHuan) || told_period::looks_ahead(page) {
        return None;
    }
    let opening = page.opening().next().map(|l| l.span.clone());
    let first = opening.as_ref().map(|l| first_event_sentence(page, l));
    let title_words = title.map_or("", |(t, _)| t.as_str());
    let lead = first.as_ref().map_or("", |s| page.str(s));
    let event = || format!("{title_words}. {lead}");
    let none = || {
        let words = event();
        NONE.find(&words)
            .filter(|m| !begins_pledge(&words[m.end()..]))
            .is_some_and(|m| !other_year::year_before_others(&words, m.start()))
    };
    let may = |span: Option<&Range<usize>>| {
        span.is_some_and(|span| NO_PERIOD.any(&page.tokens, page.tokens_in(span)))
    };
    if (may(title.map(|(_, span)| span)) || may(first.as_ref()))
        && none()
        && !has_plain_period(title_words)
        && !has_plain_period(lead)
    {
        return None;
    }
    let mut spans: Vec<Range<usize>> = Vec::new();
    if !page.official {
        spans.extend(first);
    }
    spans.extend(title.map(|(_, span)| span.clone()));
    let mut year_from = None;
    let mut chosen = None;
    for span in &spans {
        let words = page.str(span);
        let all: Vec<FoundPeriod> = page
            .periods_in(span)
            .into_iter()
            .filter(|p| !in_stage(words, p))
            .collect();
        let reviewed = all.iter().position(|p| {
            let before = clause_before(words, p.span.start).lowered();
            let Some(next) = next_word(&before) else {
                // A year alone beside a meeting of another kind is no period of it.
                return p.kind != PeriodKind::Year
                    || !told_period::other_kind(kind)
                    || clause_word(&before, &REVIEWED, 90).is_some();
            };
            clause_word(&before, &REVIEWED, 90)
                .is_some_and(|r| r > next && !comma_since(&before, r))
        });
        if let Some(i) = reviewed.map(|i| other_year::longer(words, &all, i)) {
            year_from = year_from.or_else(|| year_of(words, &all, i));
            // A whole year told beside the quarter of a periodic meeting is the
            // year of its programme.
            let whole = |p: &FoundPeriod| p.kind == PeriodKind::Year;
            let nearer = kind == Some(EventKind::GiaoBan)
                && chosen
                    .as_ref()
                    .is_some_and(|(c, _)| whole(c) && !whole(&all[i]));
            if nearer {
                year_from = year_of(words, &all, i).or(year_from);
            }
            if chosen.is_none() || nearer {
                chosen = Some((all[i].clone(), span.start));
            }
            let may_be_nearer = kind == Some(EventKind::GiaoBan) && whole(&all[i]);
            if year_from.is_some() && !may_be_nearer {
                break;
            }
        }
    }
    if chosen.is_none()
        && let Some((p, start)) = told_period::just_before(page, kind, &event())
    {
        year_from = p.year;
        chosen = Some((p, start));
    }
    if chosen.is_none() && told_period::may_tell(page, kind, &event()) {
        // The title names only the next period: the body's first words tell which was.
        let told = page
            .body_sentences()
            .take(8)
            .find_map(|s| told_in_body(page, &s.span, published));
        if let Some((p, start)) = told {
            year_from = p.year;
            chosen = Some((p, start));
        }
    }
    if chosen.is_none() && kind == Some(EventKind::TongKet) {
        return spans
            .iter()
            .find_map(|span| other_year::bare(page, span))
            .or_else(|| spans.iter().find_map(|span| year_before(page, span)));
    }
    let (period, offset) = chosen?;
    let year = year_from.or(published.map(|d| {
        if last_month(&period) - d.month() >= 6 {
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

/// "ký kết giao ước thi đua" closes a meeting of review.
fn begins_pledge(behind: &str) -> bool {
    behind.trim_start().starts_with("giao ước")
}

/// "Tổng kết công tác năm, triển khai nhiệm vụ năm 2024": the year under review
/// is the one before the next.
fn year_before(page: &Page, span: &Range<usize>) -> Option<(Period, Range<usize>)> {
    let words = page.str(span);
    let next = find_periods(words)
        .into_iter()
        .find(|p| p.kind == PeriodKind::Year && p.year.is_some() && !in_stage(words, p))?;
    let before = words[..next.span.start].lowered();
    let reviewed = before.rfind("tổng kết")?;
    let year_told = before[reviewed..].contains(" năm") && next_word(&before).is_some();
    let period = Period {
        kind: PeriodKind::Year,
        index: 1,
        year: next.year? - 1,
    };
    let place = span.start + next.span.start..span.start + next.span.end;
    year_told.then_some((period, place))
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
    before[from..].contains(',') && next_word(&before[from..]).is_some()
}

/// A year alone inside "giai đoạn 2021 - 2025" or "đến năm 2030" is no period.
fn in_stage(words: &str, p: &FoundPeriod) -> bool {
    const BEFORE: &[&str] = &[
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
    ];
    if p.kind != PeriodKind::Year {
        return false;
    }
    let before = last_words(words[..p.span.start].trim_end()).lowered();
    let annual = before.ends_with("tổng kết cuối") || before.ends_with("kết quả cuối");
    let stage = counts_meetings(&before) || BEFORE.iter().any(|w| before.ends_with(w));
    stage && !annual
}

/// "Hội nghị lần thứ II năm 2024", "giao ban lần 2 năm 2024".
fn counts_meetings(before: &str) -> bool {
    const COUNTS: &[&str] = &["lần", "đợt", "kỳ", "khóa", "số"];
    let mut last = before.rsplit(' ');
    let number = last.next().unwrap_or("");
    let mut word = last.next();
    if word == Some("thứ") {
        word = last.next();
    }
    let numeral = !number.is_empty()
        && (number.bytes().all(|b| b.is_ascii_digit())
            || number.bytes().all(|b| b"ivx".contains(&b))
            || ["nhất", "hai", "ba", "tư"].contains(&number));
    numeral && word.is_some_and(|w| COUNTS.contains(&w))
}

/// The last words, more than any that is looked for at the end.
fn last_words(before: &str) -> &str {
    let mut from = before.len().saturating_sub(40);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    &before[from..]
}

/// The year of period `i`, its own or that of a later one in the same words; a
/// later period that comes earlier in a year belongs to the next year.
fn year_of(words: &str, all: &[FoundPeriod], i: usize) -> Option<i16> {
    if all[i].year.is_some() {
        return all[i].year;
    }
    let later = all[i + 1..].iter().find(|p| p.year.is_some())?;
    let wraps = later.kind == all[i].kind && later.index < all[i].index
        || later.kind == PeriodKind::Year && all[i].kind == PeriodKind::Year
        || ends_late(&all[i])
            && later.kind != all[i].kind
            && later.kind == PeriodKind::Year
            && all[i].index == 4
            && next_word(&words[all[i].span.end..later.span.start].lowered()).is_some();
    later.year.map(|y| if wraps { y - 1 } else { y })
}

fn first_event_sentence(page: &Page, line: &Range<usize>) -> Range<usize> {
    page.sentences
        .iter()
        .find(|s| s.span.start >= line.start && s.span.end <= line.end)
        .map_or(line.clone(), |s| s.span.clone())
}
