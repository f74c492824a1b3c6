//! Which field of work a figure and a result belong to: by heading, by the lead
//! of the paragraph, by the words of the clause; what tells nothing stays open.

use extract::reading::{Reading, read_text};

fn page(told: &str) -> Reading {
    read_text(&format!(
        "Giao ban công tác khoa giáo quý II năm 2024\nThứ Sáu, 12/07/2024, 09:15\n\nNgày 11/7, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý II. Đồng chí Lê Thị Hạ, Phó Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì.\n\n{told}\n"
    ))
    .value
}

/// Value and field of each figure.
fn fields(read: &Reading) -> Vec<(f64, Option<&str>)> {
    read.figures
        .iter()
        .map(|f| (f.value, f.field.as_deref()))
        .collect()
}

#[test]
fn the_words_of_its_own_clause_tell_a_figures_field() {
    let read = page(
        "Trong quý II, tỷ lệ tốt nghiệp trung học phổ thông đạt 98,5%, tỷ lệ bao phủ bảo hiểm y tế đạt 93,7%; toàn tỉnh thu gom 12.400 tấn rác, trong đó 310 tấn ở vùng cao.",
    );
    assert_eq!(
        fields(&read),
        [
            (98.5, Some("giao_duc_dao_tao")),
            (93.7, Some("y_te")),
            (12400.0, Some("moi_truong_tai_nguyen")),
            (310.0, Some("moi_truong_tai_nguyen")),
        ]
    );
}

#[test]
fn the_lead_of_a_paragraph_tells_the_field_of_all_it_reports() {
    for lead in [
        "- Y tế: ",
        "Lĩnh vực y tế: ",
        "Về y tế, ",
        "Trong lĩnh vực y tế, ",
        "* Công tác y tế: ",
    ] {
        let read = page(&format!(
            "{lead}đã tổ chức 120 buổi nói chuyện tại các trường học cho 8.200 học sinh. Toàn ngành mua sắm 45 thiết bị."
        ));
        assert_eq!(
            fields(&read),
            [
                (120.0, Some("y_te")),
                (8200.0, Some("y_te")),
                (45.0, Some("y_te"))
            ],
            "{lead}"
        );
        assert!(read.results.iter().all(|r| r.field == "y_te"), "{lead}");
        assert_eq!(read.results.len(), 2, "{lead}");
    }
}

#[test]
fn of_a_lead_with_two_fields_the_words_choose_one_or_none() {
    let read = page(
        "- Y tế, dân số: thực hiện 6.420 mẫu xét nghiệm tại trạm y tế. Tỷ suất sinh con thứ ba là 17,2%. Hai ngành mua 12 xe chuyên dùng.",
    );
    assert_eq!(
        fields(&read),
        [
            (6420.0, Some("y_te")),
            (17.2, Some("dan_so_gia_dinh_tre_em")),
            (12.0, None),
        ]
    );
}

const REPORT: &str = "TỈNH ỦY LẠNG SƠN\nBAN TUYÊN GIÁO\n*\nSố 112-BC/BTGTU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nLạng Sơn, ngày 18 tháng 9 năm 2020\n\nBÁO CÁO\nKết quả công tác khoa giáo quý III năm 2020\n-----\n\n\
I. KẾT QUẢ ĐẠT ĐƯỢC\n\n1. Giáo dục và đào tạo\nToàn tỉnh xây mới 64 nhà lớp học. Ngành đã đưa 12 trường vào sử dụng.\n\n\
2. Tài nguyên và môi trường\nTỷ lệ thu gom đạt 71,5%.\n\n3. Công tác khác\nCác ngành tiếp 320 lượt công dân.\n\n\
II. HẠN CHẾ\n- Cơ sở vật chất trường học ở 15 xã còn thiếu.\n\n\
III. NHIỆM VỤ QUÝ IV\n1. Tham mưu sơ kết công tác y tế học đường tại 20 trường.\n\nNơi nhận:\n- Văn phòng Tỉnh ủy,\n- Lưu.\n\nPHÓ TRƯỞNG BAN\n\nLục Thế Bằng\n";

#[test]
fn a_heading_holds_until_the_next_and_tasks_and_weaknesses_are_no_results() {
    let read = read_text(REPORT).value;
    let told: Vec<_> = fields(&read)
        .into_iter()
        .filter(|(_, field)| field.is_some())
        .collect();
    assert_eq!(
        &told[..3],
        [
            (64.0, Some("giao_duc_dao_tao")),
            (12.0, Some("giao_duc_dao_tao")),
            (71.5, Some("moi_truong_tai_nguyen")),
        ]
    );
    let results: Vec<_> = read
        .results
        .iter()
        .map(|r| (r.field.as_str(), r.text.as_str()))
        .collect();
    assert_eq!(
        results,
        [
            ("giao_duc_dao_tao", "Toàn tỉnh xây mới 64 nhà lớp học"),
            ("giao_duc_dao_tao", "Ngành đã đưa 12 trường vào sử dụng"),
            ("moi_truong_tai_nguyen", "Tỷ lệ thu gom đạt 71,5%"),
        ]
    );
    // Each stands where its words are.
    let text = extract::text::normalise(REPORT);
    for (n, result) in read.results.iter().enumerate() {
        let (from, to) = read.spans[&format!("results[{n}]")][0];
        assert_eq!(&text[from..to], result.text);
    }
}

/// Fields and words of the results of a paper with this text.
fn results(told: &str) -> Vec<(String, String)> {
    let (head, rest) = REPORT.split_once("I. KẾT QUẢ").unwrap();
    let (_, tail) = rest.split_once("Nơi nhận").unwrap();
    let read = read_text(&format!("{head}{told}\n\nNơi nhận{tail}")).value;
    let results = read.results.into_iter();
    results.map(|r| (r.field, r.text)).collect()
}

#[test]
fn what_stands_below_a_part_or_a_capital_letter_of_plans_is_no_result() {
    for (first, second) in [
        ("A. KẾT QUẢ ĐẠT ĐƯỢC", "B. PHƯƠNG HƯỚNG, NHIỆM VỤ"),
        ("PHẦN THỨ NHẤT: KẾT QUẢ", "PHẦN THỨ HAI: NHIỆM VỤ"),
        ("Phần I. Kết quả", "Phần II. Nhiệm vụ"),
        (
            "PHẦN THỨ NHẤT\nKẾT QUẢ ĐẠT ĐƯỢC",
            "PHẦN THỨ HAI\nPHƯƠNG HƯỚNG, NHIỆM VỤ",
        ),
    ] {
        let found = results(&format!(
            "{first}\n\nI. Công tác y tế\nNgành đã đưa 12 cơ sở vào sử dụng.\n\n1. Công tác y tế\nNgành đã mua 45 thiết bị.\n\n{second}\n\nI. Công tác y tế\nNgành đưa 20 cơ sở vào sử dụng.\n\nII. Công tác giáo dục\nNgành đưa 30 phòng học vào sử dụng."
        ));
        let done = [
            "Ngành đã đưa 12 cơ sở vào sử dụng",
            "Ngành đã mua 45 thiết bị",
        ];
        let done = done.map(|text| ("y_te".to_owned(), text.to_owned()));
        assert_eq!(found, done, "{second}");
    }
}

#[test]
fn a_line_of_its_own_leads_the_items_below_it() {
    let read = page(
        "Lĩnh vực văn hóa, thể thao:\n- Tổ chức 14 giải đấu cấp huyện.\n- Tu bổ 3 công trình ở vùng cao.\n\nCác ngành đã tiếp 320 lượt công dân, giải quyết đơn thư đúng quy định của pháp luật.",
    );
    assert_eq!(
        fields(&read),
        [
            (14.0, Some("van_hoa_the_thao_du_lich")),
            (3.0, Some("van_hoa_the_thao_du_lich")),
            (320.0, None),
        ]
    );
}

#[test]
fn a_bodys_name_and_the_opening_tell_no_field() {
    let read = page("Sở Y tế và Sở Giáo dục và Đào tạo đã tiếp 320 lượt công dân.");
    assert_eq!(fields(&read), [(320.0, None)]);
    assert!(read.results.is_empty());
}

#[test]
fn a_numbered_line_without_a_mark_at_its_end_is_a_heading() {
    let read = page(
        "1. Công tác y tế\n\nToàn tỉnh đã đưa 12 cơ sở mới vào hoạt động, mua 45 thiết bị, phục vụ tốt nhân dân.\n\n2. Công tác khác\n\nCác ngành đã tiếp 320 lượt công dân, giải quyết đơn thư đúng quy định của pháp luật.",
    );
    assert_eq!(
        fields(&read),
        [(12.0, Some("y_te")), (45.0, Some("y_te")), (320.0, None)]
    );
}

/// A sentence that opens with its field and tells of no other reports on it,
/// also without a figure; what is asked for does not.
#[test]
fn a_sentence_that_opens_with_its_field_is_a_result() {
    let told = [
        (
            "Ngành Y tế tiếp tục triển khai hiệu quả các giải pháp phòng, chống dịch; chất lượng khám, chữa bệnh được nâng lên",
            "y_te",
        ),
        (
            "Hoạt động khoa học và công nghệ được quan tâm, nhiều đề tài được ứng dụng",
            "khoa_hoc_cong_nghe",
        ),
        (
            "Công tác gia đình, trẻ em được các cấp, các ngành chú trọng",
            "dan_so_gia_dinh_tre_em",
        ),
    ];
    let lines = told.map(|(words, _)| format!("{words}."));
    let read = page(&lines.join("\n"));
    let results: Vec<(&str, &str)> = read
        .results
        .iter()
        .map(|r| (r.text.as_str(), r.field.as_str()))
        .collect();
    assert_eq!(results, told);
    for asked in [
        "Ngành Y tế đề nghị tỉnh bổ sung biên chế cho các trạm y tế.",
        "Ngành Y tế phối hợp với các trường học tuyên truyền cho học sinh.",
    ] {
        let read = page(asked);
        assert!(read.results.is_empty(), "{asked}: {:?}", read.results);
    }
}
