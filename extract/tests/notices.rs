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

/// A report answers a request and cites conclusions; its sections set nothing.
#[test]
fn a_report_on_conclusions_sets_no_tasks() {
    let text = format!(
        "{}{TITLE}\n\nThực hiện kết luận của đồng chí Trưởng Ban, Sở Y tế thực hiện như sau:\n1. Về y tế cơ sở\n- Xây dựng 5 trạm y tế.\n{TAIL}",
        HEAD.replace("THÔNG BÁO", "BÁO CÁO")
    );
    assert_eq!(read_text(&text).value.tasks, Vec::<String>::new());
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
