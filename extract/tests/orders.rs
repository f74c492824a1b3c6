//! Tasks as speeches, minutes and notices of conclusions set them. Small inputs,
//! one habit each.

use extract::reading::{Reading, read_text};

fn news(told: &str) -> Reading {
    read_text(&format!(
        "Nghệ An: Giao ban công tác khoa giáo quý I năm 2022\nThứ Hai, 11/04/2022\nNgày 8/4, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I.\n{told}\n"
    ))
    .value
}

fn notice(told: &str) -> Reading {
    read_text(&format!(
        "TỈNH ỦY GIA LAI\nVĂN PHÒNG\n*\nSố 77-TB/VPTU\nĐẢNG CỘNG SẢN VIỆT NAM\nPleiku, ngày 20 tháng 4 năm 2022\n\nTHÔNG BÁO\nKết luận của đồng chí Phó Bí thư Thường trực Tỉnh ủy tại Hội nghị giao ban công tác khoa giáo quý I năm 2022\n\nNgày 15/4/2022, đồng chí Hồ Văn Niên, Bí thư Tỉnh ủy chủ trì Hội nghị giao ban công tác khoa giáo quý I năm 2022. Sau khi thảo luận, đồng chí kết luận:\n\n{told}\nNơi nhận:\n- Như trên,\n- Lưu VPTU.\nT/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\nTrần Văn Bình\n"
    ))
    .value
}

/// Items numbered in words are tasks each, as those numbered in digits.
#[test]
fn items_numbered_in_words_are_tasks_each() {
    for lead in [
        "Tôi đề nghị một số việc sau:",
        "Đồng chí Trưởng Ban yêu cầu một số nhiệm vụ sau:",
        "Đồng chí đề nghị tập trung:",
    ] {
        let r = news(&format!(
            "{lead}\nThứ nhất, Sở Y tế rà soát.\nThứ hai, giao Sở Tài chính cân đối kinh phí, chậm nhất ngày 15 tháng 5.\nThứ ba, các địa phương chuẩn bị sắp xếp trường lớp.\nChúc các đồng chí sức khỏe!"
        ));
        assert_eq!(
            r.tasks,
            [
                "Sở Y tế rà soát",
                "giao Sở Tài chính cân đối kinh phí, chậm nhất ngày 15 tháng 5",
                "các địa phương chuẩn bị sắp xếp trường lớp",
            ],
            "{lead}"
        );
        let r = news(&format!(
            "{lead}\nMột là, tiếp tục tuyên truyền Nghị quyết Đại hội.\nHai là, tăng cường phối hợp.\nBảy là, Sở Y tế rà soát."
        ));
        assert_eq!(
            r.tasks,
            [
                "tiếp tục tuyên truyền Nghị quyết Đại hội",
                "tăng cường phối hợp",
                "Sở Y tế rà soát",
            ],
            "{lead}"
        );
    }
}

/// A day of the week is no item, nor are such words where no list is open.
#[test]
fn a_day_of_the_week_is_no_item() {
    let r = news(
        "Đồng chí đề nghị tập trung:\n- Rà soát trang thiết bị của các trạm y tế.\nThứ hai, ngày 18/4, Sở Y tế tiếp đoàn công tác của Bộ Y tế.",
    );
    assert_eq!(r.tasks, ["Rà soát trang thiết bị của các trạm y tế"]);
    let r =
        news("Hội nghị nghe 2 ý kiến.\nThứ nhất, chất lượng dạy học của các trường được giữ vững.");
    assert!(r.tasks.is_empty(), "{:?}", r.tasks);
}

/// Who opens a sentence among tasks as many stays with the task.
#[test]
fn many_who_are_told_stay_with_their_task() {
    let r = news(
        "Phát biểu kết luận, đồng chí Trưởng Ban yêu cầu ngành Giáo dục tập trung: thực hiện Chương trình GDPT 2018; ôn thi tốt nghiệp. Các trường hoàn thành kiểm tra trước 15/5.\nCác ngành trong khối khoa giáo rà soát kế hoạch công tác năm 2022; tham mưu Tỉnh ủy ban hành văn bản mới.\nCác đơn vị đã hoàn thành tốt nhiệm vụ của 6 tháng qua.",
    );
    assert_eq!(
        r.tasks,
        [
            "thực hiện Chương trình GDPT 2018",
            "ôn thi tốt nghiệp",
            "Các trường hoàn thành kiểm tra trước 15/5",
            "Các ngành trong khối khoa giáo rà soát kế hoạch công tác năm 2022",
            "tham mưu Tỉnh ủy ban hành văn bản mới",
        ]
    );
}

/// Below a heading of wishes the answers hand tasks out; the wishes are none.
#[test]
fn answers_to_wishes_are_tasks() {
    let r = notice(
        "I. Đánh giá chung\n1. Các ngành đã hoàn thành kế hoạch quý I.\nII. Về kiến nghị\n1. Sở Giáo dục và Đào tạo kiến nghị bổ sung 120 biên chế: giao Sở Nội vụ thẩm định, trình trước ngày 30/5/2022.\n2. Giao Sở Tài chính cân đối kinh phí tiêm chủng.\n3. Sở Y tế đề nghị Bộ Y tế cấp thêm vắc xin cho tỉnh.\n4. Đề nghị Bộ Y tế sớm ban hành hướng dẫn mới.\n",
    );
    assert_eq!(
        r.tasks,
        [
            "giao Sở Nội vụ thẩm định, trình trước ngày 30/5/2022",
            "Giao Sở Tài chính cân đối kinh phí tiêm chủng",
        ]
    );
}

/// To agree with a report hands out nothing.
#[test]
fn to_agree_is_no_task() {
    let r = notice(
        "1. Thống nhất với báo cáo của Ban Tuyên giáo Tỉnh ủy.\n2. Đồng ý chủ trương xây dựng Đề án phát triển y tế cơ sở; giao Sở Y tế hoàn thiện, trình Ban Thường vụ Tỉnh ủy.\n3. Về kiến nghị của Sở Giáo dục và Đào tạo: giao Sở Nội vụ xem xét, trả lời trước ngày 10/5.\n4. Đồng ý chủ trương mua sắm, giao Sở Tài chính thẩm định.\n",
    );
    assert_eq!(
        r.tasks,
        [
            "giao Sở Y tế hoàn thiện, trình Ban Thường vụ Tỉnh ủy",
            "giao Sở Nội vụ xem xét, trả lời trước ngày 10/5",
            "Đồng ý chủ trương mua sắm, giao Sở Tài chính thẩm định",
        ]
    );
}

/// Minutes: what the chair concluded stands under a heading of its own.
#[test]
fn what_the_chair_concludes_in_minutes_are_tasks() {
    for heading in [
        "2. Kết luận của chủ trì",
        "III. Kết luận của đồng chí chủ trì",
        "III. KẾT LUẬN",
    ] {
        let r = read_text(&format!(
            "BIÊN BẢN\nHội nghị giao ban công tác khoa giáo quý II năm 2024\n\nThời gian: 14 giờ 00, ngày 10/7/2024\nĐịa điểm: Phòng họp số 1, Ban Tuyên giáo Tỉnh ủy\nI. Thành phần\n1. Chủ trì: Đ/c Nguyễn Văn Lâm, Trưởng Ban Tuyên giáo Tỉnh ủy\nII. Nội dung\n1. Đ/c Hoa báo cáo.\n{heading}\n- Sở Y tế rà soát thuốc, báo cáo trước 20/7.\n- Phòng Khoa giáo tổng hợp.\nHội nghị kết thúc lúc 16 giờ 30 cùng ngày.\n"
        ))
        .value;
        assert_eq!(
            r.tasks,
            [
                "Sở Y tế rà soát thuốc, báo cáo trước 20/7",
                "Phòng Khoa giáo tổng hợp",
            ],
            "{heading}"
        );
    }
}
