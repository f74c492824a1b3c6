//! Places of what has no words of its own among the facts: the kind of the meeting,
//! lead unit and due day of a task, what a finding is about. Each place holds just
//! the words that tell it, counted in bytes of the normalised text.

use extract::finding::Place;
use extract::reading::{EventKind, Reading, read_text};
use extract::text::normalise;

/// A page with the given opening and paragraphs behind it.
fn page(title: &str, opening: &str, paragraphs: &[&str]) -> String {
    format!(
        "Trang chủ | Tin tức\n\n{title}\n\n08/04/2022\n\n{opening}\n\n{}\n\nThống kê truy cập\nHôm nay: 1.204\n",
        paragraphs.join("\n\n")
    )
}

const TITLE: &str = "Giao ban công tác khoa giáo quý I năm 2022";
const OPENING: &str = "Ngày 7/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I. Đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.";

/// Where a path stands and what its words are.
fn place<'a>(text: &'a str, r: &Reading, path: &str) -> Option<(usize, &'a str)> {
    let spans = r.spans.get(path)?;
    assert_eq!(spans.len(), 1, "{path}");
    let (from, to) = spans[0];
    Some((from, text.get(from..to).expect("whole letters")))
}

#[test]
fn the_kind_of_a_meeting_stands_where_it_is_named() {
    let without = OPENING.replace("hội nghị giao ban", "hội nghị");
    let met = "Ngày 7/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức cuộc họp với các ngành.";
    for (title, opening, kind, words, is_in_title) in [
        (TITLE, OPENING, EventKind::GiaoBan, "giao ban", false),
        (
            "Công tác khoa giáo quý I năm 2022",
            without.as_str(),
            EventKind::Khac,
            "hội nghị",
            false,
        ),
        (
            "Hội nghị tổng kết công tác khoa giáo năm 2021",
            met,
            EventKind::TongKet,
            "tổng kết",
            true,
        ),
    ] {
        let text = normalise(&page(title, opening, &[]));
        let r = read_text(&text).value;
        assert_eq!(r.event_kind, Some(kind), "{title}");
        let (at, told) = place(&text, &r, "event_kind").expect("a place");
        assert_eq!(told, words, "{title}");
        let body = text.find("Ngày 7/4").expect("the opening");
        assert_eq!(at < body, is_in_title, "{title}");
    }
}

#[test]
fn what_is_no_meeting_has_no_kind_and_no_place_of_one() {
    let r = read_text("Trạm y tế xã tiêm 1.200 liều vắc xin trong tháng.").value;
    assert_eq!(r.event_kind, None);
    assert!(!r.spans.contains_key("event_kind"));
}

/// Lead and due day stand in their task, or the lead in the line above it.
#[test]
fn lead_and_due_day_of_a_task_stand_where_they_are_told() {
    let in_tasks = "Hội nghị kết luận một số việc cần làm trong quý II:\n1) Sở Y tế rà soát mạng lưới trạm y tế, báo cáo trước 15/5.\n2) Phòng Khoa giáo đôn đốc các đơn vị, hoàn thành trong quý II.";
    // A letter of two signs, a hidden hyphen and two blanks, which go.
    let above = "Kết luận hội nghị, đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy yêu cầu các đơn vị thực hiện tốt các nhiệm vụ sau:\n1. Sở Y tê\u{301}:\n- Rà soát trang  thiết\u{ad} bị của các trạm y tế; báo cáo trước ngày 30/6.\n2. Sở Nội vụ:\n- Tham mưu biên chế giáo viên.";
    for (paragraph, expected) in [
        (
            in_tasks,
            vec![
                (Some("Sở Y tế"), Some("trước 15/5")),
                (Some("Phòng Khoa giáo"), Some("trong quý II")),
            ],
        ),
        (
            above,
            vec![
                (Some("Sở Y tế"), None),
                (Some("Sở Y tế"), Some("trước ngày 30/6")),
                (Some("Sở Nội vụ"), None),
            ],
        ),
    ] {
        let raw = page(TITLE, OPENING, &[paragraph]);
        let text = normalise(&raw);
        let r = read_text(&raw).value;
        assert_eq!(r.tasks.len(), expected.len(), "{:?}", r.tasks);
        for (n, (lead, due)) in expected.into_iter().enumerate() {
            let told = |field: &str| place(&text, &r, &format!("task_details[{n}].{field}"));
            assert_eq!(told("lead").map(|p| p.1), lead, "{n}");
            assert_eq!(told("due").map(|p| p.1), due, "{n}");
            let detail = &r.task_details[n];
            assert_eq!(detail.lead.as_deref(), lead, "the same words");
            assert_eq!(detail.due.as_ref().map(|d| d.text.as_str()), due);
            let (task, words) = place(&text, &r, &format!("tasks[{n}]")).expect("a task");
            let (from, _) = told("lead").expect("a lead");
            let is_inside = (task..task + words.len()).contains(&from);
            assert_eq!(is_inside, paragraph == in_tasks, "{words}");
            if let Some((from, _)) = told("due") {
                assert!((task..task + words.len()).contains(&from), "{words}");
            }
        }
    }
}

#[test]
fn a_finding_about_a_number_stands_at_the_number() {
    let more =
        "Sở Y tế triển khai Nghị quyết số 20-NQ/TW trên địa bàn; thực hiện Nghị quyết số 21/NQ-TW.";
    let text = normalise(&page(TITLE, OPENING, &[more]));
    let read = read_text(&text);
    for (code, quote) in [
        ("number-ambiguous", "20-NQ/TW"),
        ("number-separators", "21/NQ-TW"),
    ] {
        let mut found = read.findings.iter();
        let about = found.find(|f| f.code == code && f.quote == quote);
        let Some(Place::Span { start, end }) = about.map(|f| f.place.clone()) else {
            panic!("{code} has no place: {:?}", read.findings);
        };
        assert_eq!(text.get(start..end), Some(quote));
    }
}
