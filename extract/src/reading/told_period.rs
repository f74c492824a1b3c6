//! The period that the body tells where title and opening do not. Not here: the
//! order in which the places are asked (`period`).

use super::EventKind;
use super::page::{Page, Part};
use super::period::next_word;
use crate::date::{FoundPeriod, PeriodKind, find_periods};
use crate::text::{Lower, begins_with};
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A meeting that by its kind reviews no period.
pub(super) fn other_kind(kind: Option<EventKind>) -> bool {
    matches!(kind, Some(EventKind::Khac | EventKind::TrienKhai))
}

/// Whether the body may tell the period of such a meeting: a review of a
/// document, a school year, a training or a signing has none, whatever its text
/// tells of months.
pub(super) fn may_tell(page: &Page, kind: Option<EventKind>, event: &str) -> bool {
    static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:sơ kết|tổng kết)[^.;]{0,40}(?:thực hiện|nghị quyết|chỉ thị|chương trình|đề án|dự án|quy chế|kết luận|năm học|học kỳ|nhiệm kỳ|mô hình|cuộc thi|hội thi)").expect("valid expression")
    });
    const REVIEWS: &[&str] = &[
        "đánh giá",
        "kiểm điểm",
        "định kỳ",
        "nhìn lại",
        "kết quả",
        "thường kỳ",
    ];
    if kind.is_none() {
        return page.official && headed(page, &["BÁO CÁO", "THÔNG BÁO", "BIÊN BẢN"]);
    }
    if other_kind(kind) {
        let low = event.lowered();
        return REVIEWS.iter().any(|w| low.contains(w));
    }
    !DOCUMENT.is_match(event)
}

/// "Triển khai nhiệm vụ quý II" and a sentence of the body that begins "Trong quý I,
/// …": the period right before the one that `event`, title and opening, names as next.
pub(super) fn just_before(
    page: &Page,
    kind: Option<EventKind>,
    event: &str,
) -> Option<(FoundPeriod, usize)> {
    if kind != Some(EventKind::TrienKhai) {
        return None;
    }
    let parts = |p: &FoundPeriod| matches!(p.kind, PeriodKind::Half | PeriodKind::Quarter);
    let next = find_periods(event)
        .into_iter()
        .find(|p| parts(p) && next_word(&event[..p.span.start].lowered()).is_some())?;
    page.body_sentences().take(20).find_map(|s| {
        let words = page.str(&s.span);
        let first = page.periods_in(&s.span).into_iter().next()?;
        let lead = words[..first.span.start].trim_end();
        if !lead.is_empty() && begins_with(lead, "trong") != Some(lead.len()) {
            return None;
        }
        let back = years_back(&first, &next)?;
        let told = next.year.map(|year| year - back);
        let year = first.year.or(told);
        let agrees = told.is_none() || year == told;
        agrees.then_some((FoundPeriod { year, ..first }, s.span.start))
    })
}

/// Years that lie between two periods of which the first ends where the next begins.
fn years_back(first: &FoundPeriod, next: &FoundPeriod) -> Option<i16> {
    use PeriodKind::{Half, NineMonths, Quarter};
    match ((first.kind, first.index), (next.kind, next.index)) {
        ((Half, 1), (Half, 2) | (Quarter, 3)) | ((NineMonths, _), (Quarter, 4)) => Some(0),
        ((Half, 2), (Half, 1) | (Quarter, 1)) | ((Quarter, 4), (Quarter, 1)) => Some(1),
        ((Quarter, a), (Quarter, b)) if a + 1 == b => Some(0),
        _ => None,
    }
}

/// A plan, an invitation or a directive has no period behind it, unless its
/// title names a review.
pub(super) fn looks_ahead(page: &Page) -> bool {
    const AHEAD: &[&str] = &[
        "KẾ HOẠCH",
        "CHƯƠNG TRÌNH",
        "HƯỚNG DẪN",
        "CHỈ THỊ",
        "GIẤY MỜI",
        "QUYẾT ĐỊNH",
        "TỜ TRÌNH",
    ];
    const REVIEW: &[&str] = &["giao ban", "sơ kết", "tổng kết", "kết quả", "đánh giá"];
    let reviews = || {
        let title = page.title.as_ref().map(|(t, _)| t.lowered());
        title.is_some_and(|t| REVIEW.iter().any(|w| t.contains(w)))
    };
    page.official && headed(page, AHEAD) && !reviews()
}

/// The paper is of one of these types.
fn headed(page: &Page, types: &[&str]) -> bool {
    page.part(Part::Letterhead).any(|l| {
        types
            .iter()
            .any(|t| page.str(&l.span).trim().starts_with(t))
    })
}

/// The period that a sentence of the body reports on: "Trong 9 tháng đầu năm, …",
/// "Theo báo cáo, 6 tháng đầu năm …", "Nửa năm qua, …".
pub(super) fn told_in_body(
    page: &Page,
    span: &Range<usize>,
    published: Option<Date>,
) -> Option<(FoundPeriod, usize)> {
    const OPENS: &[&str] = &["trong", "kết quả", "6 tháng", "9 tháng"];
    const REPORTS: &[&str] = &[
        "theo",
        "đánh giá",
        "báo cáo",
        "qua",
        "sau",
        "nhìn lại",
        "hội nghị",
        "buổi",
        "cuộc họp",
        "ba tháng",
        "sáu tháng",
        "chín tháng",
        "06 tháng",
        "09 tháng",
        "quý",
        "tháng",
        "nửa",
        "kiểm điểm",
        "tại",
        "thông tin",
    ];
    const BEFORE: &[&str] = &[
        "từ", "đến", "trước", "sau", "hết", "cuối", "đầu", "vào", "so với", "kỳ", "tới", "mỗi",
        "hằng", "hàng",
    ];
    let words = page.str(span);
    // What is asked of it are its first words.
    let mut head = words.len().min(60);
    while !words.is_char_boundary(head) {
        head -= 1;
    }
    let low = words[..head].lowered();
    let opens = OPENS.iter().any(|w| low.starts_with(w));
    if !opens && !REPORTS.iter().any(|w| low.starts_with(w)) {
        return reported_on(page, span)
            .or_else(|| just_gone(&low, published?))
            .map(|p| (p, span.start));
    }
    let found = page.periods_in(span).into_iter().find(|p| {
        if opens {
            return true;
        }
        let before = words[..p.span.start].lowered();
        let bare = before.trim_end();
        p.kind != PeriodKind::Year
            && bare.chars().count() <= 90
            && next_word(&before).is_none()
            && !BEFORE.iter().any(|w| bare.ends_with(w))
    });
    let found = found
        .or_else(|| half_gone(&low, published?))
        .or_else(|| just_gone(&low, published?))
        .or_else(|| reported_on(page, span));
    found.map(|p| (p, span.start))
}

/// "Nửa năm qua", "Qua 6 tháng": the half that ended when the page came out.
fn half_gone(low: &str, published: Date) -> Option<FoundPeriod> {
    const GONE: &[&str] = &[
        "nửa năm qua",
        "6 tháng qua",
        "06 tháng qua",
        "sáu tháng qua",
        "qua 6 tháng",
        "qua 06 tháng",
        "qua sáu tháng",
        "sau 6 tháng",
        "sau sáu tháng",
    ];
    let words = GONE
        .iter()
        .find(|w| low.starts_with(**w) || low.starts_with(&format!("trong {w}")))?;
    let index = match published.month() {
        6..=9 => 1,
        12 | 1..=2 => 2,
        _ => return None,
    };
    let start = low.find(words)?;
    Some(FoundPeriod {
        kind: PeriodKind::Half,
        index,
        year: None,
        span: start..start + words.len(),
    })
}

/// "… trình bày báo cáo kết quả công tác quý I/2024", "… cho biết, quý I …".
fn reported_on(page: &Page, span: &Range<usize>) -> Option<FoundPeriod> {
    const REVIEW: &[&str] = &["kết quả", "đánh giá", "báo cáo", "kiểm điểm", "nhìn lại"];
    const SAYS: &[&str] = &["cho biết", "cho thấy", "nêu rõ", "khẳng định", "nhấn mạnh"];
    let words = page.str(span);
    page.periods_in(span).into_iter().find(|p| {
        // Longer than any 140 characters.
        if p.kind == PeriodKind::Year || p.span.start > 600 {
            return false;
        }
        let before = words[..p.span.start].lowered();
        let bare = before.trim_end();
        let bare = bare.strip_suffix("trong").unwrap_or(bare).trim_end();
        let said = SAYS
            .iter()
            .any(|w| bare.trim_end_matches([',', ':']).trim_end().ends_with(w));
        let reviewed = REVIEW.iter().filter_map(|w| bare.rfind(w)).max();
        let near = reviewed.is_some_and(|r| {
            let between = &before[r..];
            between.chars().count() <= 60 && next_word(between).is_none() && !between.contains(';')
        });
        bare.chars().count() <= 140 && (said || near)
    })
}

/// "Tháng qua", "Quý vừa qua": what ended last when the page came out.
fn just_gone(low: &str, published: Date) -> Option<FoundPeriod> {
    let whole = low.len();
    let low = low.strip_prefix("trong ").unwrap_or(low);
    let lead = whole - low.len();
    let gone = |word: &str| {
        ["qua", "vừa qua"].iter().find_map(|w| {
            let phrase = format!("{word} {w}");
            (low.starts_with(&phrase) && !low[phrase.len()..].starts_with(char::is_alphabetic))
                .then_some(phrase.len())
        })
    };
    let month = published.month();
    let (kind, index, end) = if let Some(end) = gone("tháng") {
        let early = published.day() <= 20;
        let index = if early { (month + 10) % 12 + 1 } else { month };
        (PeriodKind::Month, index, end)
    } else {
        let end = gone("quý")?;
        let ending = month % 3 == 0 && published.day() > 20;
        let index = if ending { month / 3 } else { (month - 1) / 3 };
        (PeriodKind::Quarter, if index == 0 { 4 } else { index }, end)
    };
    Some(FoundPeriod {
        kind,
        index: u8::try_from(index).ok()?,
        year: None,
        span: lead..lead + end,
    })
}
