//! Plain text whose lines were broken at a width: the labelled pages, broken here,
//! give the same facts as they stand. Files whose lines end in CR alone.

// What other tests need is there too.
#[allow(dead_code)]
mod mutate;

use extract::text::join_wrapped;
use extract::{ReadOptions, read_document};
use serde_json::Value;

/// A short page with every thing that a width may cut in two.
const PAGE: &str = "TỈNH ỦY HÀ TĨNH\nBAN TUYÊN GIÁO\nSố 12-TB/BTGTU\nTHÔNG BÁO\n\nNgày 8/4/2022, tại thành phố Hà Tĩnh, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I và triển khai nhiệm vụ quý II năm 2022 theo Nghị quyết số 20-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương.\nCác đơn vị được giao nhiệm vụ trong giai đoạn 2021 - 2026 tiếp tục rà soát mạng lưới trường, lớp và báo cáo kết quả trong tháng 5. Sở Y tế chủ trì, phối hợp với Sở Tài chính xây dựng đề án phát triển y tế cơ sở:\n- Lập kế hoạch chi tiết và gửi các huyện, thành phố, thị xã để lấy ý kiến bằng văn bản trước ngày 10 tháng 5;\n- Báo cáo.\nNơi nhận:\n- Lưu VP.";

/// Broken at spaces so that no line is longer than `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let mut column = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
    }
    out
}

/// The facts of a plain text, without the places they were found at.
fn facts(text: &str) -> Value {
    let read = read_document("a.txt", text.as_bytes(), &ReadOptions::default());
    let mut value = serde_json::to_value(read.value).expect("plain data");
    value.as_object_mut().expect("an object").remove("spans");
    value
}

/// The same by a font whose letters are of many widths, as a word processor does.
fn set(text: &str, width: f64) -> String {
    let of = |c: char| match c {
        'i' | 'l' | 't' | 'j' | 'I' | '.' | ',' | 'f' | 'r' | ';' | ':' | ' ' => 0.55,
        'm' | 'w' | 'M' => 1.55,
        c if c.is_uppercase() => 1.4,
        _ => 1.0,
    };
    let mut out = String::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let mut column = 0.0;
        for word in line.split(' ') {
            let length = word.chars().map(of).sum::<f64>();
            if column > 0.0 && column + of(' ') + length > width {
                out.push('\n');
                column = 0.0;
            } else if column > 0.0 {
                out.push(' ');
                column += of(' ');
            }
            out.push_str(word);
            column += length;
        }
    }
    out
}

fn text_of(text: &str) -> String {
    let options = ReadOptions::default();
    let source = extract::format::read_source("a.txt", text.as_bytes(), &options);
    extract::text::normalise(&source.value.text)
}

/// Pages that read otherwise when broken: minutes of which two lines alone are
/// broken, and a headline as long as the width with a by-line below it.
const OTHERWISE: [(usize, &str); 2] = [
    (100, "Họp giao ban công tác khoa giáo quý I năm 2019"),
    (100, "TRƯỜNG ĐẠI HỌC TRÀ VINH"),
];

/// R-2.1: the words of a page are the same at whatever width it was broken.
#[test]
fn paragraphs_broken_at_any_usual_width_are_whole_again() {
    for width in 60..=90 {
        let read = join_wrapped(&wrapped(PAGE, width)).expect("wrapped");
        assert_eq!(read, PAGE, "{width}");
    }
}

/// R-2.1: what was not broken is not touched.
#[test]
fn a_paragraph_a_line_lists_and_tables_stay_as_they_are() {
    assert_eq!(join_wrapped(PAGE), None);
    let rows = "số học sinh\t98.400\nsố giáo viên\t7.215\nsố trường\t312\nsố lớp\t1.200\n";
    assert_eq!(join_wrapped(rows), None);
    let list = "các huyện\ncác sở, ban, ngành cấp tỉnh và các tổ chức chính trị - xã hội\ncác trường\ntổ chức đoàn thể của tỉnh\nđơn vị khác\n";
    assert_eq!(join_wrapped(list), None);
    assert_eq!(join_wrapped(""), None);
}

/// R-2.7: the line by which a text is refused stays one by itself.
#[test]
fn a_stamp_among_broken_lines_keeps_its_line() {
    let text = format!("{}\nTÀI LIỆU MẬT\n{}", wrapped(PAGE, 80), wrapped(PAGE, 80));
    let read = join_wrapped(&text).expect("wrapped");
    assert!(read.lines().any(|l| l == "TÀI LIỆU MẬT"));
}

/// R-2.1: a page means the same whatever program broke its lines.
#[test]
fn pages_broken_at_usual_widths_give_the_same_facts() {
    let mut otherwise = Vec::new();
    for page in mutate::labelled_pages() {
        let whole = facts(&page);
        for width in [72, 80, 90, 100] {
            let is_known = OTHERWISE
                .iter()
                .any(|(at, words)| *at == width && page.contains(words));
            if facts(&wrapped(&page, width)) != whole && !is_known {
                let head: String = page.chars().take(60).collect();
                otherwise.push((width, head));
            }
        }
    }
    assert!(otherwise.is_empty(), "{otherwise:#?}");
}

/// Where the width can only be guessed, 149 of 171 pages read the same.
#[test]
fn pages_broken_by_a_font_of_many_widths_mostly_give_the_same_facts() {
    let (mut same, mut all) = (0_u32, 0_u32);
    for page in mutate::labelled_pages() {
        let whole = facts(&page);
        for width in [60.0, 80.0, 95.0] {
            all += 1;
            same += u32::from(facts(&set(&page, width)) == whole);
        }
    }
    assert!(same >= 149, "{same} of {all}");
}

#[test]
fn pages_with_a_paragraph_a_line_stay_as_they_are() {
    for page in mutate::labelled_pages() {
        assert_eq!(text_of(&page), extract::text::normalise(&page));
    }
}

#[test]
fn a_page_laid_out_by_columns_of_signs_is_read() {
    let text = "TỈNH ỦY HÀ TĨNH                           ĐẢNG CỘNG SẢN VIỆT NAM
BAN TUYÊN GIÁO                      Hà Tĩnh, ngày 15 tháng 4 năm 2022

                                    THÔNG BÁO
     kết luận của đồng chí Trưởng Ban Tuyên giáo Tỉnh ủy tại Hội nghị giao ban
                        công tác khoa giáo quý I năm 2022

     Ngày 8/4/2022, tại thành phố Hà Tĩnh, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị
giao ban công tác khoa giáo quý I. Sau khi nghe báo cáo, đồng chí Nguyễn Văn An, Trưởng
Ban Tuyên giáo Tỉnh ủy kết luận như sau:
     1. Sở Y tế chủ trì, phối hợp với Sở Tài chính xây dựng đề án phát triển y tế cơ sở,
trình Ban Thường vụ Tỉnh ủy trước ngày 30 tháng 6 năm 2022.
     2. Sở Giáo dục và Đào tạo rà soát mạng lưới trường, lớp trên địa bàn các huyện, thành
phố, thị xã.
";
    let text = text_of(text);
    let title = "Hội nghị giao ban công tác khoa giáo quý I năm 2022\n";
    assert!(text.contains(title), "{text}");
    let read = facts(&text);
    assert_eq!(read["event_date"], "2022-04-08");
    assert_eq!(read["host"], "Ban Tuyên giáo Tỉnh ủy");
    let tasks: Vec<&str> = read["tasks"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(
        tasks,
        [
            "Sở Y tế chủ trì, phối hợp với Sở Tài chính xây dựng đề án phát triển y tế cơ sở, trình Ban Thường vụ Tỉnh ủy trước ngày 30 tháng 6 năm 2022",
            "Sở Giáo dục và Đào tạo rà soát mạng lưới trường, lớp trên địa bàn các huyện, thành phố, thị xã"
        ]
    );
}

/// R-2.1: the ends of lines of three systems, and of a file that went through two.
#[test]
fn a_line_may_end_in_any_way() {
    for page in mutate::labelled_pages().iter().take(8) {
        let page = page.replace('\r', "");
        let whole = facts(&page);
        for end in ["\r", "\r\n", "\r\r\n"] {
            assert_eq!(facts(&page.replace('\n', end)), whole, "{end:?}");
        }
    }
}

/// R-2.7: what is refused stays refused when lines are put together.
#[test]
fn a_stamp_between_broken_lines_is_refused() {
    let page = mutate::labelled_pages().remove(0);
    let text = wrapped(&page, 80);
    let middle = text[..text.floor_char_boundary(text.len() / 2)]
        .rfind('\n')
        .expect("lines");
    for stamp in ["MẬT", "TỐI MẬT - HỎA TỐC", "Tài liệu mật"] {
        let marked = format!("{}\n{stamp}{}", &text[..middle], &text[middle..]);
        let read = read_document("a.txt", marked.as_bytes(), &ReadOptions::default());
        assert!(read.is_refused(), "{stamp}");
    }
}
