//! The day by which a task's words want it done. Only a proposal: a person
//! confirms it.

use super::show::days;
use extract::date::{PeriodKind, find_dates, find_periods};
use jiff::civil::Date;

/// Words before a date or a period that make it an end ("trước ngày 15/10",
/// "trong quý IV").
const ENDS: [&str; 8] = [
    "trước",
    "trong",
    "chậm nhất",
    "đến ngày",
    "đến hết",
    "hết",
    "xong",
    "cuối",
];

/// The first end that `text` names; days and periods without a year are taken
/// from `said_on`, the day of the meeting.
pub(super) fn find_due(text: &str, said_on: Option<Date>) -> Option<Date> {
    let year = said_on.map(|d| d.year());
    let day = find_dates(text)
        .into_iter()
        .find(|found| is_end(&text[..found.span.start]))
        .and_then(|found| found.on(year));
    day.or_else(|| {
        let found = find_periods(text)
            .into_iter()
            .find(|found| is_end(&text[..found.span.start]))?;
        let kind = match found.kind {
            PeriodKind::Month => "month",
            PeriodKind::Quarter => "quarter",
            PeriodKind::Half => "half",
            PeriodKind::NineMonths => "nine_months",
            PeriodKind::Year => "year",
        };
        let period = days(
            kind,
            i32::from(found.index),
            i32::from(found.year.or(year)?),
        )?;
        Some(period.to)
    })
}

/// Whether the words before end in one that makes an end.
fn is_end(before: &str) -> bool {
    let before = before.to_lowercase();
    let before = before.trim_end().trim_end_matches("ngày").trim_end();
    ENDS.iter().any(|word| {
        before.ends_with(word.trim_end_matches("ngày").trim_end())
            && !before
                .trim_end_matches(word)
                .ends_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_periods_that_end_a_task_are_read() {
        let said = Some(date(2024, 4, 9));
        for (text, expected) in [
            (
                "Sở Y tế báo cáo trước ngày 15/5/2024",
                Some(date(2024, 5, 15)),
            ),
            ("hoàn thành trước ngày 20/6", Some(date(2024, 6, 20))),
            ("hoàn thành trong quý III", Some(date(2024, 9, 30))),
            (
                "tham mưu tổng kết trong tháng 12/2024",
                Some(date(2024, 12, 31)),
            ),
            ("thực hiện Kế hoạch ngày 04/3/2022 của Tỉnh ủy", None),
            ("đẩy mạnh tuyên truyền", None),
        ] {
            assert_eq!(find_due(text, said), expected, "{text}");
        }
    }
}
