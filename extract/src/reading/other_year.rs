//! Periods beside the usual ones: of two joined by "và" the longer, a bare year
//! behind "tổng kết", a year that is under review though the same words name a
//! review of several years. Not here: the order of places (`period`).

use super::Period;
use super::page::Page;
use crate::date::{FoundPeriod, PeriodKind, find_periods};
use crate::text::Lower;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// "quý II và 6 tháng đầu năm", "quý IV và cả năm 2023": the longer of two
/// periods that end together is reviewed.
pub(super) fn longer(words: &str, all: &[FoundPeriod], i: usize) -> usize {
    const JOINED: &[&str] = &[
        "và",
        ",",
        "và cả",
        "cả",
        "và kết quả",
        "và công tác",
        "và sơ kết",
        "và tổng kết",
    ];
    let Some(next) = all.get(i + 1) else {
        return i;
    };
    let between = words[all[i].span.end..next.span.start].trim().lowered();
    let wider = rank(next.kind) > rank(all[i].kind) && last_month(next) == last_month(&all[i]);
    let same_year = all[i].year.is_none() || next.year.is_none() || all[i].year == next.year;
    if wider && same_year && JOINED.contains(&between.as_str()) {
        i + 1
    } else {
        i
    }
}

fn rank(kind: PeriodKind) -> u8 {
    match kind {
        PeriodKind::Month => 0,
        PeriodKind::Quarter => 1,
        PeriodKind::Half => 2,
        PeriodKind::NineMonths => 3,
        PeriodKind::Year => 4,
    }
}

/// The last month of a period.
pub(super) fn last_month(p: &FoundPeriod) -> i8 {
    let index = i8::try_from(p.index).unwrap_or(12);
    match p.kind {
        PeriodKind::Month => index,
        PeriodKind::Quarter => index * 3,
        PeriodKind::Half => index * 6,
        PeriodKind::NineMonths => 9,
        PeriodKind::Year => 12,
    }
}

/// "Tổng kết công tác khoa giáo 2023": a year without its word.
pub(super) fn bare(page: &Page, span: &Range<usize>) -> Option<(Period, Range<usize>)> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)tổng kết (?P<work>[^.;:,0-9]{3,60}) (?P<y>20[0-9]{2})(?:[,.;:) ]|$)")
            .expect("valid expression")
    });
    const OTHER: &[&str] = &[
        "năm học",
        "giai đoạn",
        "nhiệm kỳ",
        "khóa",
        "từ năm",
        "đến năm",
    ];
    let words = page.str(span);
    let caps = BARE.captures(words)?;
    let year = caps.name("y")?;
    let work = caps["work"].lowered();
    let stage = words[year.end()..].trim_start().starts_with(['-', '–']);
    if stage || OTHER.iter().any(|w| work.contains(w)) {
        return None;
    }
    let period = Period {
        kind: PeriodKind::Year,
        index: 1,
        year: year.as_str().parse().ok()?,
    };
    Some((period, span.start + year.start()..span.start + year.end()))
}

/// "Tổng kết công tác năm 2022, sơ kết 3 năm thực hiện …": the year stands with
/// a word of review before anything that has no period.
pub(super) fn year_before_others(words: &str, other: usize) -> bool {
    const REVIEW: &[&str] = &["tổng kết", "kết quả", "đánh giá", "sơ kết"];
    let head = words[..other].lowered();
    find_periods(&head).iter().any(|p| {
        p.kind == PeriodKind::Year && REVIEW.iter().any(|w| head[..p.span.start].contains(w))
    })
}
