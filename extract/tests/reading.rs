//! Habits of the field's language that the labelled pages do not all show.

use extract::reading::{EventKind, Reading, read_text};

/// A page with the given paragraphs below a title and a stamp.
fn page(title: &str, stamp: &str, paragraphs: &[&str]) -> Reading {
    read_text(&format!(
        "Trang chủ | Tin tức\n\n{title}\n\n{stamp}\n\n{}\n\nThống kê truy cập\nHôm nay: 1.204\n",
        paragraphs.join("\n\n")
    ))
    .value
}

#[test]
fn the_chair_may_stand_before_the_host() {
    let r = page(
        "Hội nghị giao ban công tác khoa giáo quý IV/2021, triển khai nhiệm vụ quý I/2022",
        "Đăng lúc: 05/01/2022 08:15",
        &[
            "Sáng nay (4/1), dưới sự chủ trì của đồng chí Vừ A Sính, Ủy viên Ban Thường vụ, Trưởng Ban Tuyên giáo Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý IV/2021. Hội nghị được tổ chức tại Hội trường tầng 2, Văn phòng Tỉnh ủy.",
        ],
    );
    assert_eq!(r.host.as_deref(), Some("Ban Tuyên giáo Tỉnh ủy"));
    assert_eq!(r.chairs.len(), 1);
    assert_eq!(
        r.chairs[0].role.as_deref(),
        Some("Ủy viên Ban Thường vụ, Trưởng Ban Tuyên giáo Tỉnh ủy")
    );
    assert_eq!(
        r.place.as_deref(),
        Some("Hội trường tầng 2, Văn phòng Tỉnh ủy")
    );
    let period = r.period.expect("a period");
    assert_eq!((period.index, period.year), (4, 2021));
    assert_eq!(
        r.event_date.map(|d| d.to_string()).as_deref(),
        Some("2022-01-04")
    );
}

#[test]
fn a_december_meeting_told_in_january_belongs_to_the_old_year() {
    let r = page(
        "Tổng kết công tác khoa giáo",
        "03/01/2024",
        &[
            "Ngày 28/12, Ban Tuyên giáo Huyện ủy tổ chức hội nghị tổng kết công tác khoa giáo năm 2023, triển khai nhiệm vụ năm 2024.",
        ],
    );
    assert_eq!(
        r.event_date.map(|d| d.to_string()).as_deref(),
        Some("2023-12-28")
    );
    assert_eq!(r.period.map(|p| p.year), Some(2023));
    assert_eq!(r.event_kind, Some(EventKind::TongKet));
}

#[test]
fn joint_chairs_with_academic_titles_are_two_people() {
    let r = page(
        "Sơ kết công tác phối hợp",
        "20/07/2023",
        &[
            "Chiều ngày 19 tháng 7, Ban Tuyên giáo Tỉnh ủy và Sở Y tế đồng tổ chức hội nghị sơ kết công tác phối hợp. Đ/c Võ Thị Kim Ánh, Phó Trưởng Ban Thường trực Ban Tuyên giáo Tỉnh ủy và bác sĩ CKII Trương Quốc Bảo, Giám đốc Sở Y tế đồng chủ trì hội nghị.",
        ],
    );
    let names: Vec<_> = r.chairs.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Võ Thị Kim Ánh", "Trương Quốc Bảo"]);
    assert_eq!(r.period, None, "the 19th of July is no nine months");
}

#[test]
fn names_of_other_peoples_are_names() {
    let r = page(
        "Hội nghị sơ kết công tác khoa giáo",
        "25/08/2023",
        &[
            "Ngày 24/8, Huyện ủy Krông Pắc tổ chức Hội nghị sơ kết công tác khoa giáo. Dự có bà H'Yim Kđoh – Phó Chủ tịch UBND tỉnh, ông Y Suôn Byă, Bí thư Huyện ủy.",
        ],
    );
    let people: Vec<_> = r
        .people
        .iter()
        .map(|p| (p.name.as_str(), p.role.as_deref()))
        .collect();
    assert_eq!(
        people,
        [
            ("H'Yim Kđoh", Some("Phó Chủ tịch UBND tỉnh")),
            ("Y Suôn Byă", Some("Bí thư Huyện ủy"))
        ]
    );
}

#[test]
fn a_two_day_meeting_counts_from_its_first_day() {
    let r = page(
        "Tập huấn nghiệp vụ công tác khoa giáo năm 2024",
        "16/05/2024",
        &[
            "Trong 02 ngày 14 và 15/5/2024, tại Trường Chính trị tỉnh, Ban Tuyên giáo Tỉnh ủy Đồng Nai phối hợp Sở Thông tin và Truyền thông tổ chức lớp tập huấn nghiệp vụ công tác khoa giáo.",
        ],
    );
    assert_eq!(
        r.event_date.map(|d| d.to_string()).as_deref(),
        Some("2024-05-14")
    );
    assert_eq!(r.event_kind, Some(EventKind::TapHuan));
    assert_eq!(r.period, None, "training reviews no period");
    assert_eq!(r.place.as_deref(), Some("Trường Chính trị tỉnh"));
}

#[test]
fn wishes_of_participants_are_no_tasks_and_counted_orders_are() {
    let r = page(
        "Giao ban công tác khoa giáo quý I năm 2022",
        "08/04/2022",
        &[
            "Ngày 7/4, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I. Đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.",
            "Tại hội nghị, đại diện Sở Y tế đề nghị tỉnh quan tâm bổ sung biên chế cho tuyến cơ sở trong năm nay.",
            "Kết luận hội nghị, đồng chí Trần Văn Nam yêu cầu các đơn vị: Một là, tập trung hoàn thành các chỉ tiêu đã giao. Hai là, tham mưu tổng kết 10 năm thực hiện Nghị quyết số 27-NQ/TW.",
        ],
    );
    assert_eq!(
        r.tasks,
        [
            "tập trung hoàn thành các chỉ tiêu đã giao",
            "tham mưu tổng kết 10 năm thực hiện Nghị quyết số 27-NQ/TW"
        ]
    );
    assert_eq!(r.reviews.len(), 1);
    assert_eq!(
        (r.reviews[0].years, r.reviews[0].document_number.as_deref()),
        (Some(10), Some("27-NQ/TW"))
    );
}

#[test]
fn weaknesses_in_sentences_of_their_own_are_all_read() {
    let r = page(
        "Giao ban công tác khoa giáo quý II năm 2024",
        "02.07.2024",
        &[
            "Sáng 28/6/2024, Ban Tuyên giáo Quận ủy Ninh Kiều, thành phố Cần Thơ đã tổ chức Hội nghị giao ban công tác khoa giáo quý II.",
            "Công tác khoa giáo vẫn còn những khó khăn: Một số phường chưa chủ động trong phối hợp. Việc cập nhật báo cáo còn chậm. Kinh phí hoạt động hạn hẹp.",
        ],
    );
    assert_eq!(r.host.as_deref(), Some("Ban Tuyên giáo Quận ủy Ninh Kiều"));
    assert_eq!(
        r.limitations,
        [
            "Một số phường chưa chủ động trong phối hợp",
            "Việc cập nhật báo cáo còn chậm",
            "Kinh phí hoạt động hạn hẹp"
        ]
    );
}

#[test]
fn numbers_are_read_with_magnitude_ratio_and_compound_unit() {
    let r = page(
        "Giao ban công tác khoa giáo quý II năm 2024",
        "02/07/2024",
        &[
            "Sáng 28/6, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý II với 120 đại biểu tham dự.",
            "Toàn tỉnh có 318/534 trường đạt chuẩn quốc gia; huy động 12,75 tỷ đồng; đạt 25,5 giường bệnh/vạn dân; tiêm 1.012.450 liều vắc xin; khách quốc tế ước đạt 980 nghìn lượt.",
        ],
    );
    let figures: Vec<_> = r
        .figures
        .iter()
        .map(|f| (f.value, f.unit.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        figures,
        [
            (318.0, "trường"),
            (12_750_000_000.0, "đồng"),
            (25.5, "giường bệnh/vạn dân"),
            (1_012_450.0, "liều"),
            (980_000.0, "lượt")
        ]
    );
}

#[test]
fn empty_and_foreign_texts_give_an_empty_reading() {
    for text in [
        "",
        "x",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
    ] {
        let r = read_text(text).value;
        assert!(
            r.people.is_empty() && r.documents.is_empty() && r.event_date.is_none(),
            "{text}"
        );
    }
}

/// each document that is reviewed has the years that are counted for it.
#[test]
fn reviews_in_one_sentence_keep_their_own_years() {
    use EventKind::{SoKet, TongKet};
    for (words, expected) in [
        (
            "Hội nghị tổng kết 15 năm Chỉ thị số 11-CT/TW và sơ kết 03 năm Kết luận số 49-KL/TW.",
            vec![(TongKet, 15, "11-CT/TW"), (SoKet, 3, "49-KL/TW")],
        ),
        (
            "Hội nghị tổng kết 15 năm thực hiện Chỉ thị số 11-CT/TW của Bộ Chính trị và 03 năm thực hiện Kết luận số 49-KL/TW của Ban Bí thư.",
            vec![(TongKet, 15, "11-CT/TW"), (TongKet, 3, "49-KL/TW")],
        ),
        (
            "Hội nghị tổng kết 15 năm thực hiện CT 11 về khuyến học và 03 năm thực hiện KL 49.",
            vec![(TongKet, 15, "11"), (TongKet, 3, "49")],
        ),
        (
            "Hội nghị tổng kết 10 năm thực hiện NQ 33 và 15 năm CT 42.",
            vec![(TongKet, 10, "33"), (TongKet, 15, "42")],
        ),
        (
            "Hội nghị tổng kết 10 năm thực hiện Nghị quyết số 29-NQ/TW, 5 năm thực hiện Nghị quyết số 20-NQ/TW và sơ kết 3 năm Chỉ thị số 42-CT/TW, 2 năm Kết luận số 91-KL/TW.",
            vec![
                (TongKet, 10, "29-NQ/TW"),
                (TongKet, 5, "20-NQ/TW"),
                (SoKet, 3, "42-CT/TW"),
                (SoKet, 2, "91-KL/TW"),
            ],
        ),
        (
            "Hội nghị tổng kết 5 năm thực hiện Nghị quyết số 20-NQ/TW và Nghị quyết số 21-NQ/TW.",
            vec![(TongKet, 5, "20-NQ/TW"), (TongKet, 5, "21-NQ/TW")],
        ),
    ] {
        let r = page(
            "Giao ban công tác khoa giáo",
            "15/04/2024",
            &[
                "Ngày 12/4/2024, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I.",
                words,
            ],
        );
        let found: Vec<_> = r
            .reviews
            .iter()
            .map(|r| {
                let number = r.document_number.as_deref().unwrap_or("");
                (r.kind, r.years.unwrap_or(0), number)
            })
            .collect();
        assert_eq!(found, expected, "{words}");
    }
}
