//! By when and by whom a task is to be done, one way of telling it after the other.

use extract::reading::{Reading, read_text};

fn conclusions(items: &str) -> Reading {
    read_text(&format!(
        "TỈNH ỦY HÀ TĨNH\nBAN TUYÊN GIÁO\n*\nSố 12-TB/BTGTU\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Tĩnh, ngày 15 tháng 4 năm 2022\n\nTHÔNG BÁO\nkết luận của đồng chí Trưởng Ban Tuyên giáo Tỉnh ủy tại Hội nghị giao ban công tác khoa giáo quý I năm 2022\n\nNgày 8/4/2022, tại thành phố Hà Tĩnh, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban. Sau khi nghe báo cáo và ý kiến của các đại biểu, đồng chí Trưởng Ban kết luận như sau:\n{items}\n\nNơi nhận:\n- Các sở, ngành;\n- Lưu.\n\nTRƯỞNG BAN\nNguyễn Văn An\n"
    ))
    .value
}

/// The one task of the item, with its lead and the day it is due.
fn told(item: &str) -> (Vec<String>, Option<String>, Option<String>) {
    let r = conclusions(&format!("1. {item}"));
    let detail = r.task_details.first().cloned().unwrap_or_default();
    let day = detail.due.and_then(|d| d.date).map(|d| d.to_string());
    (r.tasks, detail.lead, day)
}

/// what is done before a period is done on the day before it begins.
#[test]
fn before_a_period_is_the_day_before_it_begins() {
    for (item, day) in [
        ("Sở Y tế hoàn thành đề án trước quý III.", "2022-06-30"),
        ("Sở Y tế hoàn thành đề án trước tháng 9.", "2022-08-31"),
        (
            "Sở Y tế hoàn thành đề án xong trước tháng 9/2023.",
            "2023-08-31",
        ),
        ("Sở Y tế hoàn thành đề án trong quý III.", "2022-09-30"),
        ("Sở Y tế hoàn thành đề án đến hết quý III.", "2022-09-30"),
        ("Sở Y tế hoàn thành đề án trước cuối tháng 9.", "2022-09-30"),
    ] {
        assert_eq!(told(item).2.as_deref(), Some(day), "{item}");
    }
}

/// the hour before a day hides it no more than "vào" does behind a report.
#[test]
fn a_day_behind_an_hour_or_a_report_is_the_due_day() {
    for (item, day) in [
        (
            "Sở Y tế báo cáo trước 17 giờ 00 ngày 25 tháng 4 năm 2022.",
            Some("2022-04-25"),
        ),
        ("Sở Y tế báo cáo trước 17h ngày 25/4.", Some("2022-04-25")),
        (
            "Sở Y tế báo cáo trước 16h30, ngày 25/4.",
            Some("2022-04-25"),
        ),
        (
            "Sở Y tế báo cáo kết quả vào ngày 25/4/2022.",
            Some("2022-04-25"),
        ),
        ("Sở Y tế chuẩn bị Lễ phát động vào ngày 25/4/2022.", None),
    ] {
        assert_eq!(told(item).2.as_deref(), day, "{item}");
    }
}

/// the day behind a semicolon is due for the task before it.
#[test]
fn a_due_day_of_its_own_is_no_task() {
    for (item, day) in [
        (
            "Sở Y tế xây dựng đề án phát triển y tế cơ sở; hoàn thành chậm nhất ngày 10/12.",
            "2022-12-10",
        ),
        (
            "Sở Y tế xây dựng đề án phát triển y tế cơ sở; thời gian hoàn thành: quý III/2022.",
            "2022-09-30",
        ),
        (
            "Sở Y tế xây dựng đề án phát triển y tế cơ sở; hoàn thành trước 17 giờ ngày 10/12/2022.",
            "2022-12-10",
        ),
    ] {
        let (tasks, lead, due) = told(item);
        assert_eq!(tasks.len(), 1, "{item}: {tasks:?}");
        assert_eq!(lead.as_deref(), Some("Sở Y tế"), "{item}");
        assert_eq!(due.as_deref(), Some(day), "{item}");
    }
    let (tasks, ..) = told(
        "Sở Y tế xây dựng đề án phát triển y tế cơ sở; hoàn thành việc sắp xếp các trạm trước ngày 10/12.",
    );
    assert_eq!(tasks.len(), 2, "{tasks:?}");
}

/// who hands a task to another does not lead it.
#[test]
fn the_body_to_which_another_gives_a_task_leads_it() {
    for (item, lead) in [
        (
            "UBND tỉnh giao Sở Nội vụ tuyển dụng giáo viên.",
            "Sở Nội vụ",
        ),
        (
            "Ủy ban nhân dân tỉnh giao cho Sở Nội vụ tuyển dụng giáo viên.",
            "Sở Nội vụ",
        ),
        ("UBND tỉnh chỉ đạo rà soát cùng Sở Nội vụ.", "UBND tỉnh"),
    ] {
        assert_eq!(told(item).1.as_deref(), Some(lead), "{item}");
    }
}
