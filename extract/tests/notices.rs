//! Notices of conclusions as offices write them: without a line under the title,
//! with sections, with both columns of the letterhead in one line.

use extract::reading::{Reading, read_text};

const HEAD: &str = "TỈNH ỦY HÀ TĨNH\nBAN TUYÊN GIÁO\n*\nSố 12-TB/BTGTU\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Tĩnh, ngày 15 tháng 4 năm 2022\n\nTHÔNG BÁO\n";
const TITLE: &str = "kết luận của đồng chí Trưởng Ban Tuyên giáo Tỉnh ủy tại Hội nghị giao ban công tác khoa giáo quý I năm 2022";
const OPENING: &str = "Ngày 8/4/2022, tại thành phố Hà Tĩnh, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban. Sau khi nghe báo cáo và ý kiến của các đại biểu, đồng chí Trưởng Ban kết luận như sau:";
const TAIL: &str = "\nNơi nhận:\n- Thường trực Tỉnh ủy (báo cáo);\n- Các sở, ngành;\n- Lưu.\n\nTRƯỞNG BAN\nNguyễn Văn An\n";

/// A notice with the given lines behind "kết luận như sau:".
fn notice(lines: &[&str]) -> Reading {
    let text = format!("{HEAD}{TITLE}\n\n{OPENING}\n{}\n{TAIL}", lines.join("\n"));
    read_text(&text).value
}

/// Each task with its lead.
fn led(r: &Reading) -> Vec<(&str, Option<&str>)> {
    let leads = r.task_details.iter().map(|d| d.lead.as_deref());
    let leads = leads.chain(std::iter::repeat(None));
    r.tasks.iter().map(String::as_str).zip(leads).collect()
}

/// Each task with the day it is due.
fn due(r: &Reading) -> Vec<Option<String>> {
    let due = |d: &extract::reading::TaskDetail| d.due.as_ref()?.date.map(|d| d.to_string());
    r.task_details.iter().map(due).collect()
}

/// The title ends where the running text begins, whatever parts them.
#[test]
fn a_title_without_a_line_under_it_ends_at_the_text() {
    for first in [
        OPENING,
        "Thực hiện Công văn số 18-CV/TU ngày 5/4/2022, Ban Tuyên giáo Tỉnh ủy thông báo",
        "Căn cứ Chương trình công tác năm 2022",
        "Kính gửi: Các huyện ủy, thành ủy, thị ủy",
        "1. Sở Y tế xây dựng đề án.",
        "I. KẾT QUẢ",
        "Sáng 8/4, Ban họp giao ban",
    ] {
        let r = read_text(&format!(
            "{HEAD}{TITLE}\n{first}\n- Sở Y tế rà soát.\n{TAIL}"
        ))
        .value;
        assert_eq!(r.title.as_deref(), Some(TITLE), "{first}");
    }
}

#[test]
fn a_title_over_several_lines_stays_whole() {
    for title in [
        "kết quả công tác khoa giáo\nquý I năm 2022",
        "Kết luận của đồng chí Nguyễn Văn An\ntại Hội nghị giao ban công tác khoa giáo\nquý I năm 2022",
        "Sơ kết công tác tuyên truyền\nThực hiện Nghị quyết số 29-NQ/TW",
        "Thực hiện Chỉ thị số 11-CT/TW, giai đoạn 2022-2025",
        "CÔNG TÁC KHOA GIÁO\nQUÝ I NĂM 2022",
    ] {
        let r = read_text(&format!(
            "{HEAD}{title}\n{OPENING}\n1. Sở Y tế rà soát.\n{TAIL}"
        ))
        .value;
        assert_eq!(r.title, Some(title.replace('\n', " ")));
        assert_eq!(r.tasks, ["Sở Y tế rà soát"]);
    }
}

#[test]
fn headings_that_name_bodies_lead_their_items() {
    let r = notice(&[
        "1. Sở Y tế:",
        "- Xây dựng đề án y tế cơ sở; báo cáo trước ngày 30/6.",
        "- Rà soát trang thiết bị.",
        "2. Đối với Sở Giáo dục và Đào tạo:",
        "a) Rà soát mạng lưới trường, lớp.",
        "3. Các đơn vị tăng cường phối hợp.",
    ]);
    let health = Some("Sở Y tế");
    assert_eq!(
        led(&r),
        [
            ("Xây dựng đề án y tế cơ sở", health),
            ("báo cáo trước ngày 30/6", health),
            ("Rà soát trang thiết bị", health),
            (
                "Rà soát mạng lưới trường, lớp",
                Some("Sở Giáo dục và Đào tạo")
            ),
            ("Các đơn vị tăng cường phối hợp", None),
        ]
    );
}

#[test]
fn headings_that_name_fields_hold_tasks() {
    let r = notice(&[
        "1. Về giáo dục và đào tạo",
        "- Sở Giáo dục và Đào tạo rà soát mạng lưới trường, lớp.",
        "- Các huyện chuẩn bị năm học mới.",
        "2. Về y tế",
        "Ngành y tế đã hoàn thành kế hoạch quý I.",
        "Sở Y tế xây dựng đề án y tế cơ sở.",
    ]);
    assert_eq!(
        r.tasks,
        [
            "Sở Giáo dục và Đào tạo rà soát mạng lưới trường, lớp",
            "Các huyện chuẩn bị năm học mới",
            "Sở Y tế xây dựng đề án y tế cơ sở",
        ]
    );
}

#[test]
fn headings_that_judge_hold_no_tasks() {
    let r = notice(&[
        "1. Đánh giá chung",
        "Các ngành đã hoàn thành tốt nhiệm vụ quý I.",
        "- Ngành y tế thực hiện tốt tiêm chủng.",
        "1.1. Về giáo dục",
        "- Hoàn thành kỳ thi.",
        "2. Một số nội dung cần tập trung trong thời gian tới",
        "2.1. Sở Giáo dục và Đào tạo rà soát mạng lưới trường, lớp trước ngày 30/6.",
        "2.2. Sở Y tế xây dựng đề án y tế cơ sở",
    ]);
    assert_eq!(
        r.tasks,
        [
            "Sở Giáo dục và Đào tạo rà soát mạng lưới trường, lớp trước ngày 30/6",
            "Sở Y tế xây dựng đề án y tế cơ sở",
        ]
    );
}

/// A lead-in names who concludes, or cites what others asked for.
#[test]
fn conclusions_of_others_that_are_cited_lead_to_no_tasks() {
    let paper = |lead: &str| {
        let text = format!("{HEAD}{TITLE}\n\n{lead}\n1. Về y tế\n- Sở Y tế xây dựng đề án.{TAIL}");
        read_text(&text).value.tasks
    };
    let told = "Ban Tuyên giáo thông báo kết luận của đồng chí Trưởng Ban như sau:";
    assert_eq!(paper(told), ["Sở Y tế xây dựng đề án"]);
    let cited = "Thực hiện chỉ đạo của Thường trực Tỉnh ủy, Ban Tuyên giáo đã làm việc như sau:";
    assert_eq!(paper(cited), Vec::<String>::new());
}

/// A report answers a request and cites conclusions; its sections set nothing.
#[test]
fn a_report_on_conclusions_sets_no_tasks() {
    let text = format!(
        "{}{TITLE}\n\nThực hiện kết luận của đồng chí Trưởng Ban, Sở Y tế thực hiện như sau:\n1. Về y tế cơ sở\n- Xây dựng 5 trạm y tế.\n{TAIL}",
        HEAD.replace("THÔNG BÁO", "BÁO CÁO")
    );
    assert_eq!(read_text(&text).value.tasks, Vec::<String>::new());
}

#[test]
fn the_lead_is_found_behind_words_that_hand_over() {
    let r = notice(&[
        "1. Giao đồng chí Giám đốc Sở Nội vụ tham mưu biên chế giáo viên.",
        "2. Yêu cầu Giám đốc Sở Khoa học và Công nghệ khẩn trương nghiệm thu các đề tài.",
        "3. Đối với Sở Y tế: rà soát mạng lưới; báo cáo trong quý II.",
        "4. UBND thành phố Hà Tĩnh khắc phục ô nhiễm tại chợ tỉnh; giải quyết dứt điểm trong tháng 9.",
        "5. Hội Khuyến học tỉnh tham mưu tổng kết 15 năm thực hiện Chỉ thị 11-CT/TW.",
        "a) Lập kế hoạch chi tiết;",
        "6. Tăng cường tuyên truyền.",
    ]);
    let leads: Vec<_> = led(&r).into_iter().map(|(_, lead)| lead).collect();
    let (health, city) = (Some("Sở Y tế"), Some("UBND thành phố Hà Tĩnh"));
    let learning = Some("Hội Khuyến học tỉnh");
    assert_eq!(
        leads,
        [
            Some("Sở Nội vụ"),
            Some("Sở Khoa học và Công nghệ"),
            health,
            health,
            city,
            city,
            learning,
            learning,
            None
        ]
    );
}

#[test]
fn bodies_lead_their_items_in_a_news_page_too() {
    let r = read_text("Giao ban công tác khoa giáo quý III năm 2022\n\nNgày 10/10/2022, Ban Tuyên giáo Tỉnh ủy Hà Tĩnh tổ chức Hội nghị giao ban công tác khoa giáo quý III năm 2022.\nKết luận hội nghị, đồng chí Nguyễn Văn An, Trưởng Ban Tuyên giáo Tỉnh ủy yêu cầu các đơn vị thực hiện tốt các nhiệm vụ sau:\n1. Sở Y tế:\n- Rà soát trang thiết bị của các trạm y tế.\n2. Sở Nội vụ:\n- Tham mưu biên chế giáo viên.\n").value;
    assert_eq!(
        led(&r),
        [
            ("Rà soát trang thiết bị của các trạm y tế", Some("Sở Y tế")),
            ("Tham mưu biên chế giáo viên", Some("Sở Nội vụ")),
        ]
    );
}

/// Clauses of a list of many bodies belong to nobody but the one they name.
#[test]
fn a_list_of_many_gives_no_lead_to_what_follows() {
    let r = read_text("Giao ban công tác khoa giáo quý III năm 2022\n\nNgày 10/10/2022, Ban Tuyên giáo Tỉnh ủy Hà Tĩnh tổ chức Hội nghị giao ban công tác khoa giáo quý III năm 2022.\nNhiệm vụ trọng tâm quý IV năm 2022: Sở GD&ĐT chủ trì tham mưu kế hoạch trước ngày 30/12/2022; Sở Y tế phối hợp rà soát trong quý IV; tiếp tục thực hiện Nghị quyết 29.\n").value;
    let leads: Vec<_> = led(&r).into_iter().map(|(_, lead)| lead).collect();
    assert_eq!(leads, [Some("Sở GD&ĐT"), Some("Sở Y tế"), None]);
}

#[test]
fn a_year_in_a_name_is_no_due_day() {
    let r = notice(&[
        "1. Sở Y tế thực hiện Chiến lược bảo vệ sức khỏe đến năm 2030.",
        "2. Sở Y tế tham mưu kế hoạch phát triển, tầm nhìn đến năm 2045.",
        "3. Sở Y tế tham mưu sơ kết Chỉ thị 11-CT/TW, thời hạn hoàn thành: 31/5/2022.",
        "4. Sở Y tế thực hiện Đề án y tế cơ sở, hoàn thành đến năm 2025.",
        "5. Sở Y tế nâng cấp các trạm y tế đến năm 2024.",
    ]);
    let days = [
        None,
        None,
        Some("2022-05-31"),
        Some("2025-12-31"),
        Some("2024-12-31"),
    ];
    assert_eq!(due(&r), days.map(|d| d.map(str::to_owned)));
}

/// Word's "save as plain text" leaves both columns of the letterhead in one line.
#[test]
fn columns_of_a_letterhead_in_one_line_are_told_apart() {
    let body = format!("THÔNG BÁO\n{TITLE}\n-----\n{OPENING}\n1. Sở Y tế rà soát.{TAIL}");
    for (head, number, issuer) in [
        (
            "TỈNH ỦY HÀ TĨNH\tĐẢNG CỘNG SẢN VIỆT NAM\nBAN TUYÊN GIÁO\tHà Tĩnh, ngày 15 tháng 4 năm 2022\n*\nSố 12-TB/BTGTU\n",
            "12-TB/BTGTU",
            "Ban Tuyên giáo Tỉnh ủy",
        ),
        (
            "UBND TỈNH HÀ TĨNH      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ      Độc lập - Tự do - Hạnh phúc\nSố: 12/TB-SYT      Hà Tĩnh, ngày 15 tháng 4 năm 2022\n",
            "12/TB-SYT",
            "Sở Y tế",
        ),
    ] {
        let r = read_text(&format!("{head}\n{body}")).value;
        let own = &r.documents[0];
        assert_eq!(own.number.as_deref(), Some(number));
        assert_eq!(own.issuer.as_deref(), Some(issuer));
        assert_eq!(
            own.date.map(|d| d.to_string()).as_deref(),
            Some("2022-04-15")
        );
        assert_eq!(r.title.as_deref(), Some(TITLE));
        assert_eq!(r.tasks, ["Sở Y tế rà soát"]);
        assert_eq!(r.people[0].role.as_deref(), Some("TRƯỞNG BAN"));
        assert_eq!(r.authors, Vec::<String>::new());
    }
}

/// Where no letterhead was recognised, those who get a copy are still no tasks.
#[test]
fn those_who_get_a_copy_are_no_tasks_without_a_letterhead() {
    let opening = OPENING.replace(" và ý kiến của các đại biểu", "");
    let text = format!("{TITLE}\n\n{opening}\n1. Sở Y tế rà soát.{TAIL}");
    let r = read_text(&text).value;
    assert_eq!(r.tasks, ["Sở Y tế rà soát"]);
    assert_eq!(r.authors, Vec::<String>::new());
}
