//! The period that the body tells where title and opening do not. Not here: the
//! order in which the places are asked (`period`).

use super::page::Page;
use super::period::next_word;
use crate::date::{FoundPeriod, PeriodKind};
use jiff::civil::Date;
use std::ops::Range;

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
    let low = words.to_lowercase();
    let opens = OPENS.iter().any(|w| low.starts_with(w));
    if !opens && !REPORTS.iter().any(|w| low.starts_with(w)) {
        return None;
    }
    let found = page.periods_in(span).into_iter().find(|p| {
        if opens {
            return true;
        }
        let before = words[..p.span.start].to_lowercase();
        let bare = before.trim_end();
        p.kind != PeriodKind::Year
            && bare.chars().count() <= 90
            && next_word(&before).is_none()
            && !BEFORE.iter().any(|w| bare.ends_with(w))
    });
    let found = found.or_else(|| half_gone(&low, published?));
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
