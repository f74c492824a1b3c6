//! Plans and weaknesses told without a word that announces them. Small inputs,
//! one habit each.

use extract::date::PeriodKind;
use extract::reading::{Reading, read_text};

fn page(told: &str) -> Reading {
    read_text(&format!(
        "Giao ban công tác khoa giáo quý II năm 2024\nThứ Sáu, 12/07/2024, 09:15\n\nNgày 11/7, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý II. Đồng chí Lê Thị Hạ, Phó Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì.\n\nToàn tỉnh có 312 trường học với 98.400 học sinh; hệ thống trạm y tế được củng cố.\n\n{told}\n"
    ))
    .value
}

#[test]
fn a_sentence_that_opens_with_a_time_to_come_tells_a_plan() {
    for (told, first) in [
        (
            "Thời gian tới, ngành sẽ mở rộng mô hình thư viện thân thiện; kiểm tra bếp ăn bán trú.",
            "mở rộng mô hình thư viện thân thiện",
        ),
        (
            "Quý III/2024, khối khoa giáo phấn đấu hoàn thành các chỉ tiêu được giao; kiểm tra bếp ăn bán trú.",
            "hoàn thành các chỉ tiêu được giao",
        ),
        (
            "Tháng 8, các trường sửa chữa phòng học, chuẩn bị sách giáo khoa; kiểm tra bếp ăn bán trú.",
            "các trường sửa chữa phòng học, chuẩn bị sách giáo khoa",
        ),
        (
            "Nhiệm vụ trọng tâm trong thời gian tới là tham mưu sơ kết Chỉ thị 42; kiểm tra bếp ăn bán trú.",
            "tham mưu sơ kết Chỉ thị 42",
        ),
        (
            "Phương hướng quý III: tuyên truyền Nghị quyết 57; kiểm tra bếp ăn bán trú.",
            "tuyên truyền Nghị quyết 57",
        ),
        (
            "Các đại biểu thống nhất những việc cần làm trong quý III: rà soát sách giáo khoa cũ; kiểm tra bếp ăn bán trú.",
            "rà soát sách giáo khoa cũ",
        ),
    ] {
        assert_eq!(
            page(told).tasks,
            [first, "kiểm tra bếp ăn bán trú"],
            "{told}"
        );
    }
}

#[test]
fn the_title_of_a_chair_stands_for_the_person_who_asks() {
    let read = page(
        "Để công tác đi vào nền nếp, Phó Trưởng Ban đề nghị Sở Y tế khống chế sốt xuất huyết; kiểm tra bếp ăn bán trú.",
    );
    assert_eq!(
        read.tasks,
        [
            "Sở Y tế khống chế sốt xuất huyết",
            "kiểm tra bếp ăn bán trú"
        ]
    );
}

#[test]
fn what_was_done_or_is_wished_of_those_above_is_no_plan() {
    for told in [
        "Quý II, toàn tỉnh đã tổ chức 12 lớp tập huấn; kiểm tra 34 cơ sở.",
        "Trong quý II, các ngành tập trung tuyên truyền bầu cử; kết quả đạt nhiều mặt tích cực.",
        "Đại diện Sở Y tế đề nghị tỉnh bổ sung kinh phí mua thuốc cho các trạm.",
    ] {
        assert!(page(told).tasks.is_empty(), "{told}");
    }
}

#[test]
fn a_weakness_needs_no_word_that_announces_it() {
    for (told, weak) in [
        (
            "Có nơi cấp ủy khoán trắng việc này cho ban tuyên giáo.",
            "Có nơi cấp ủy khoán trắng việc này cho ban tuyên giáo",
        ),
        (
            "Đáng chú ý, nhiều trạm y tế xuống cấp nhưng chưa được sửa chữa.",
            "nhiều trạm y tế xuống cấp nhưng chưa được sửa chữa",
        ),
        (
            "Hiện toàn tỉnh thiếu 412 giáo viên, chủ yếu ở bậc mầm non.",
            "Hiện toàn tỉnh thiếu 412 giáo viên, chủ yếu ở bậc mầm non",
        ),
        (
            "Tình trạng ô nhiễm ở làng nghề chưa được xử lý dứt điểm.",
            "Tình trạng ô nhiễm ở làng nghề chưa được xử lý dứt điểm",
        ),
        (
            "Điều khiến ngành lo lắng là học sinh vùng cao bỏ học sau Tết.",
            "học sinh vùng cao bỏ học sau Tết",
        ),
        (
            "Về hạn chế, việc sơ kết chỉ thị ở cơ sở còn chậm.",
            "việc sơ kết chỉ thị ở cơ sở còn chậm",
        ),
    ] {
        assert_eq!(page(told).limitations, [weak], "{told}");
    }
}

#[test]
fn praise_in_the_same_words_is_no_weakness() {
    for told in [
        "Các trường đã khắc phục tình trạng thiếu giáo viên; học sinh nghèo không phải nghỉ học.",
        "Công tác khoa giáo còn góp phần nâng cao nhận thức của nhân dân.",
        "Các trường dành cho thiếu nhi chủ yếu là hoạt động hè bổ ích.",
        "Trường đã bớt hẳn các cuộc thi hình thức, dành thời gian cho câu lạc bộ đọc sách.",
    ] {
        assert!(page(told).limitations.is_empty(), "{told}");
    }
}

/// Where title and opening name only the next period, the body's tells the one
/// right before it.
#[test]
fn the_period_right_before_the_next_one_is_under_review() {
    let guests = "Dự Hội nghị có lãnh đạo các ngành trong khối khoa giáo; đại biểu Ban Tuyên giáo, Tuyên huấn các đảng bộ trực thuộc Tỉnh ủy và một số đơn vị, các hội cấp tỉnh.";
    let told = |title: &str, body: &str| {
        let r = read_text(&format!(
            "{title}\n10/07/2023 16:28\n\n{guests}\n\n{body}\n"
        ))
        .value;
        r.period.map(|p| (p.kind, p.index, p.year))
    };
    let half = "Triển khai nhiệm vụ 6 tháng cuối năm 2023 về công tác khoa giáo";
    let quarter = "Triển khai nhiệm vụ quý II năm 2023 về công tác khoa giáo";
    assert_eq!(
        told(
            half,
            "Trong 6 tháng đầu năm 2023, công tác khoa giáo của Đảng bộ tỉnh đạt nhiều kết quả nổi bật."
        ),
        Some((PeriodKind::Half, 1, 2023))
    );
    assert_eq!(
        told(
            quarter,
            "Trong quý I năm 2023, công tác khoa giáo của Đảng bộ tỉnh đạt nhiều kết quả nổi bật."
        ),
        Some((PeriodKind::Quarter, 1, 2023))
    );
    // Another year, or another period, is none.
    for body in [
        "Trong quý I năm 2022, công tác khoa giáo của Đảng bộ tỉnh đạt nhiều kết quả nổi bật.",
        "Trong quý III năm 2023, các ngành tập trung thực hiện kế hoạch công tác năm của Tỉnh ủy.",
    ] {
        assert_eq!(told(quarter, body), None, "{body}");
    }
}

/// The day of the meeting tells the year of "6 tháng đầu năm", also where the page was
/// put out anew a year later.
#[test]
fn the_day_of_the_meeting_tells_the_year() {
    let r = read_text(
        "Giao ban công tác khoa giáo 6 tháng đầu năm\nThứ Tư, 12/03/2025, 09:15\n\nNgày 5/7/2024, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo 6 tháng đầu năm. Đồng chí Lê Thị Hạ, Phó Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì.\n",
    )
    .value;
    let period = r.period.map(|p| (p.kind, p.index, p.year));
    assert_eq!(period, Some((PeriodKind::Half, 1, 2024)));
}

/// Names of what is weak joined by a comma are one statement.
#[test]
fn names_of_what_is_weak_are_not_cut_apart() {
    for (told, expected) in [
        (
            "Khó khăn, vướng mắc: dịch sởi diễn biến phức tạp, nhất là những khó khăn, bức xúc mới nảy sinh ở cơ sở chưa được giải quyết kịp thời.",
            "dịch sởi diễn biến phức tạp, nhất là những khó khăn, bức xúc mới nảy sinh ở cơ sở chưa được giải quyết kịp thời",
        ),
        (
            "Tuy nhiên, việc giải quyết chế độ chính sách còn chậm, nhất là những khó khăn, bức xúc mới nảy sinh chưa được quan tâm.",
            "việc giải quyết chế độ chính sách còn chậm, nhất là những khó khăn, bức xúc mới nảy sinh chưa được quan tâm",
        ),
    ] {
        assert_eq!(page(told).limitations, [expected], "{told}");
    }
}

/// What is conceded before praise is no weakness; what is said behind "nhưng" may be one.
#[test]
fn a_conceded_weakness_before_praise_is_none() {
    for told in [
        "Mặc dù còn nhiều khó khăn nhưng ngành đã hoàn thành 100% kế hoạch.",
        "Tuy còn khó khăn, thiếu thốn, các trường vẫn duy trì dạy tốt.",
    ] {
        let read = page(told);
        assert!(
            read.limitations.is_empty(),
            "{told}: {:?}",
            read.limitations
        );
    }
    let read = page("Mặc dù đã có nhiều cố gắng nhưng công tác phối hợp còn chưa chặt chẽ.");
    assert_eq!(read.limitations, ["công tác phối hợp còn chưa chặt chẽ"]);
}

/// A turn is one behind the number of its item too.
#[test]
fn a_turn_behind_an_items_number_tells_a_weakness() {
    let read = page(
        "2. Tuy nhiên, việc gửi báo cáo của một số đơn vị còn chậm; số ca sốt xuất huyết tăng 1,7 lần so với cùng kỳ năm 2021.",
    );
    assert_eq!(
        read.limitations.first().map(String::as_str),
        Some("việc gửi báo cáo của một số đơn vị còn chậm")
    );
}
