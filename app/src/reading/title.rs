//! What a past conference is called: by the title of its text where that names a
//! meeting, else by its kind and period. A headline ("Nâng cao chất lượng tham mưu")
//! tells nobody in a list which meeting it was.

use super::{EventKind, period_words};
use crate::Locale;
use domain::text::fold;
use store::reading::RecordedPeriod;

/// Folded words by which a title names a meeting.
const MEETINGS: [&str; 7] = [
    "hoi nghi",
    "giao ban",
    "so ket",
    "tong ket",
    "trien khai",
    "tap huan",
    "hoi thao",
];

/// Whether a title names a meeting.
#[must_use]
pub fn names_meeting(title: &str) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric();
    let words = |text: &str| {
        let words: Vec<&str> = text.split(is_mark).filter(|w| !w.is_empty()).collect();
        format!(" {} ", words.join(" "))
    };
    let key = words(&fold(title));
    // Without its marks "họp" is the "hợp" of "phối hợp".
    let is_sitting = words(&title.to_lowercase()).contains(" họp ");
    is_sitting
        || MEETINGS
            .iter()
            .any(|name| key.contains(&format!(" {name} ")))
}

/// The name of a meeting of this kind and period, in the language of the papers;
/// none of a kind that says nothing.
#[must_use]
pub fn meeting_name(kind: EventKind, period: Option<RecordedPeriod>) -> Option<String> {
    let kind = match kind {
        EventKind::GiaoBan => "giao ban",
        EventKind::SoKet => "sơ kết",
        EventKind::TongKet => "tổng kết",
        EventKind::TrienKhai => "triển khai",
        EventKind::TapHuan => "tập huấn",
        EventKind::Khac => return None,
    };
    let period = period.and_then(|p| period_words(Locale::Vi, &p));
    let name = format!("Hội nghị {kind} {}", period.unwrap_or_default());
    Some(name.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_names_no_meeting() {
        for (title, expected) in [
            ("Giao ban công tác khoa giáo quý I năm 2024", true),
            ("HỘI NGHỊ TRỰC TUYẾN", true),
            ("Kết luận tại cuộc họp tháng 3", true),
            ("Tổng kết: 10 năm thực hiện Chỉ thị", true),
            ("Nâng cao chất lượng tham mưu, phối hợp", false),
            ("Kết luận của đồng chí Trưởng ban", false),
        ] {
            assert_eq!(names_meeting(title), expected, "{title}");
        }
    }

    #[test]
    fn a_meeting_is_called_by_kind_and_period() {
        let quarter = RecordedPeriod {
            kind: "quarter".into(),
            index: 1,
            year: 2024,
        };
        let name = meeting_name(EventKind::GiaoBan, Some(quarter));
        assert_eq!(name.as_deref(), Some("Hội nghị giao ban quý I năm 2024"));
        let name = meeting_name(EventKind::TapHuan, None);
        assert_eq!(name.as_deref(), Some("Hội nghị tập huấn"));
        assert_eq!(meeting_name(EventKind::Khac, None), None);
    }
}
