//! Other offices, years and habits than those of the labelled pages: small
//! inputs, one habit each.

use extract::reading::{Change, EventKind, Reading, read_text};

fn page(title: &str, stamp: &str, paragraphs: &[&str]) -> Reading {
    read_text(&format!(
        "Trang chủ | Tin tức\n\n{title}\n\n{stamp}\n\n{}\n\nThống kê truy cập\nHôm nay: 1.204\n",
        paragraphs.join("\n\n")
    ))
    .value
}

const OPENING: &str = "Ngày 7/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I. Đồng chí Trần Văn Nam, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị.";

fn body(paragraphs: &[&str]) -> Reading {
    let all: Vec<&str> = std::iter::once(OPENING)
        .chain(paragraphs.iter().copied())
        .collect();
    page(
        "Giao ban công tác khoa giáo quý I năm 2022",
        "08/04/2022",
        &all,
    )
}

#[test]
fn bodies_that_no_list_holds_are_read_to_their_end() {
    for (text, expected) in [
        (
            "Phòng Nghiệp vụ Dược trình kế hoạch.",
            "Phòng Nghiệp vụ Dược",
        ),
        ("Vụ Giáo dục Mầm non góp ý.", "Vụ Giáo dục Mầm non"),
        ("Sở LĐ-TB&XH báo cáo số liệu.", "Sở LĐ-TB&XH"),
        ("Sở VH,TT&DL phối hợp.", "Sở VH,TT&DL"),
        (
            "Phòng Quản lý khoa học và Hợp tác quốc tế báo cáo.",
            "Phòng Quản lý khoa học và Hợp tác quốc tế",
        ),
        (
            "Học viện Quản lý giáo dục cử người.",
            "Học viện Quản lý giáo dục",
        ),
        (
            "Trường THPT chuyên Nguyễn Thị Minh Khai chia sẻ.",
            "Trường THPT chuyên Nguyễn Thị Minh Khai",
        ),
        (
            "Ban cán sự đảng UBND tỉnh xây dựng đề án.",
            "Ban cán sự đảng UBND tỉnh",
        ),
        (
            "Phòng Tổ chức - Hành chính báo cáo.",
            "Phòng Tổ chức - Hành chính",
        ),
    ] {
        let line =
            format!("Tại buổi làm việc, nhiều nội dung đã được trao đổi và thống nhất. {text}");
        let r = body(&[&line]);
        assert!(
            r.organisations.iter().any(|o| o == expected),
            "{text}: {:?}",
            r.organisations
        );
    }
}

#[test]
fn a_house_of_conferences_and_many_schools_are_no_bodies() {
    let r = body(&["Tại Trung tâm Hội nghị tỉnh, 41 trường THPT gửi học sinh đến."]);
    assert!(
        !r.organisations
            .iter()
            .any(|o| o.contains("Hội nghị") || o.contains("THPT")),
        "{:?}",
        r.organisations
    );
}

#[test]
fn roles_come_with_abbreviations_before_and_behind_the_name() {
    let r = body(&[
        "Tại hội nghị, PGĐ Sở Y tế Lò Thị Mai Hoa thông tin về dịch bệnh. Đồng chí Mai Kế Quyền - Bí thư Huyện ủy Hải Hà nêu cách làm. TS. Hồ Văn Chí, giảng viên cao cấp Học viện Chính trị khu vực IV trình bày; ông Rơ Mah Tuân, PCT UBND huyện trao đổi.",
    ]);
    let role = |name: &str| {
        r.people
            .iter()
            .find(|p| p.name == name)
            .and_then(|p| p.role.clone())
    };
    assert_eq!(role("Lò Thị Mai Hoa").as_deref(), Some("PGĐ Sở Y tế"));
    assert_eq!(
        role("Mai Kế Quyền").as_deref(),
        Some("Bí thư Huyện ủy Hải Hà")
    );
    assert_eq!(
        role("Hồ Văn Chí").as_deref(),
        Some("giảng viên cao cấp Học viện Chính trị khu vực IV")
    );
    assert_eq!(role("Rơ Mah Tuân").as_deref(), Some("PCT UBND huyện"));
}

#[test]
fn two_people_joined_before_the_verb_chair_and_a_guest_does_not() {
    let r = page(
        "Hội nghị giao ban vùng",
        "21/04/2023",
        &[
            "Ngày 20/4/2023, Sở Y tế tổ chức Hội nghị giao ban. Thứ trưởng Ngô Thị Kiều Sương dự và chỉ đạo hội nghị. Ông Thái Văn Tú, Giám đốc Sở Y tế và ông Trần Quang Bảo, Phó Giám đốc Sở Y tế chủ trì.",
        ],
    );
    let names: Vec<_> = r.chairs.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Thái Văn Tú", "Trần Quang Bảo"]);
    let r = page(
        "Giao ban khối khoa giáo xã",
        "02/10/2025",
        &[
            "Chiều 1/10, Đảng ủy xã Hiệp Hòa họp giao ban quý III. Hội nghị do bà Huỳnh Thị Mỹ Trâm - Phó Bí thư Đảng ủy xã và ông Đinh Nghĩa Hiệp - Trưởng Ban Xây dựng Đảng điều hành.",
        ],
    );
    assert_eq!(r.chairs.len(), 2);
    assert_eq!(r.host.as_deref(), Some("Đảng ủy xã Hiệp Hòa"));
}

#[test]
fn the_role_of_the_chair_is_not_the_host() {
    let r = page(
        "Giao ban khối khoa giáo quý II năm 2023",
        "12/07/2023",
        &[
            "Sáng 11/7/2023, đồng chí Lương Khắc Mẫn, Phó Bí thư Thường trực Tỉnh ủy chủ trì hội nghị giao ban khối khoa giáo quý II. Hội nghị do Ban Tuyên giáo Tỉnh ủy tổ chức tại TP. Tam Kỳ.",
        ],
    );
    assert_eq!(r.host.as_deref(), Some("Ban Tuyên giáo Tỉnh ủy"));
    assert_eq!(r.chairs.len(), 1);
}

#[test]
fn todays_date_of_a_portal_is_not_its_stamp() {
    let r = read_text("Hôm nay: Thứ ba, ngày 14 tháng 5 năm 2024\nTRANG CHỦ - GIỚI THIỆU\n\nHội nghị giao ban công tác khoa giáo quý I/2019\nNgày đăng: 05/04/2019 - Lượt xem: 1.207\n\nSáng 04/4/2019, Ban Tuyên giáo Tỉnh ủy đã tổ chức Hội nghị giao ban công tác khoa giáo quý I, triển khai nhiệm vụ quý II/2019.\n").value;
    assert_eq!(
        r.published.map(|d| d.to_string()).as_deref(),
        Some("2019-04-05")
    );
    let r = page(
        "Trường Đại học Quy Hòa họp giao ban tháng 3",
        "Được đăng: 02 Tháng 4 2025 | Lượt xem: 886",
        &[
            "Chiều 31/3, tại phòng họp A1, Trường Đại học Quy Hòa họp giao ban tháng 3, thống nhất công tác tháng 4.",
        ],
    );
    assert_eq!(
        r.published.map(|d| d.to_string()).as_deref(),
        Some("2025-04-02")
    );
    assert_eq!(
        r.event_date.map(|d| d.to_string()).as_deref(),
        Some("2025-03-31")
    );
    assert_eq!(r.place.as_deref(), Some("phòng họp A1"));
    assert_eq!(r.host.as_deref(), Some("Trường Đại học Quy Hòa"));
}

#[test]
fn weaknesses_are_read_however_they_are_announced() {
    for (text, expected) in [
        (
            "Bên cạnh đó, hội nghị nêu một số tồn tại: việc sáp nhập điểm trường chưa tạo được đồng thuận; chế độ báo cáo không bảo đảm thời gian.",
            2,
        ),
        (
            "Ông Đinh Nghĩa không giấu khó khăn: cả Ban chỉ có năm người; đường truyền chập chờn.",
            2,
        ),
        (
            "Theo Hiệu trưởng, tiến độ giải ngân đề tài vẫn chậm, phòng thí nghiệm hóa dược xuống cấp, công tác cố vấn học tập chưa được quan tâm đúng mức.",
            3,
        ),
        (
            "Báo cáo thẳng thắn chỉ rõ, phân luồng học sinh đạt thấp; còn mất cân đối về cơ cấu giáo viên.",
            2,
        ),
        (
            "Dẫu vậy, đại biểu cho biết tàu cấp cứu chưa có, giáo viên chuyên biệt còn thiếu nhiều.",
            1,
        ),
        (
            "Công tác phối hợp giữa các ngành còn chậm, chưa đáp ứng yêu cầu.",
            1,
        ),
    ] {
        let r = body(&[text]);
        assert!(
            r.limitations.len() >= expected,
            "{text}: {:?}",
            r.limitations
        );
    }
    for text in [
        "Hội nghị bàn giải pháp khắc phục hạn chế trong công tác phối hợp.",
        "Các đơn vị đã tháo gỡ khó khăn cho 120 hộ nghèo.",
        "Dịch bệnh được khống chế, không để xảy ra trường hợp tử vong.",
    ] {
        assert!(body(&[text]).limitations.is_empty(), "{text}");
    }
}

#[test]
fn tasks_are_read_from_counted_points_lists_and_sentences_of_units() {
    let r = body(&[
        "Phát biểu tại hội nghị, đồng chí Trần Văn Nam nhấn mạnh ba việc. Thứ nhất, từng huyện ủy ban hành chương trình hành động trong tháng 5. Thứ hai, Sở Y tế cụ thể hóa chính sách thu hút bác sĩ. Thứ ba, báo chí mở chuyên mục phản ánh cách làm hay.",
    ]);
    assert_eq!(r.tasks.len(), 3, "{:?}", r.tasks);
    let r = body(&[
        "Hội nghị kết luận một số việc cần làm trong quý II:\n1) Sở Y tế rà soát mạng lưới trạm y tế, báo cáo trước 15/5.\n2) Phòng Khoa giáo đôn đốc các đơn vị, hoàn thành trong quý II.",
    ]);
    assert_eq!(r.tasks.len(), 2, "{:?}", r.tasks);
    assert_eq!(r.task_details[0].lead.as_deref(), Some("Sở Y tế"));
    let due = r.task_details[0].due.clone().expect("a day");
    assert_eq!(
        due.date.map(|d| d.to_string()).as_deref(),
        Some("2022-05-15")
    );
    let due = r.task_details[1].due.clone().expect("a quarter");
    assert_eq!(
        due.date.map(|d| d.to_string()).as_deref(),
        Some("2022-06-30")
    );
}

#[test]
fn changes_comparisons_and_loose_figures_keep_their_words() {
    let r = body(&[
        "Khách du lịch đạt hơn 1,57 triệu lượt, tăng 7,8% so với cùng kỳ năm trước; tuyển mới 5.320 học viên, đạt 112% kế hoạch. Ký túc xá lấp đầy từ 92 đến 95%; số ca mắc tăng 6,8 lần. Phấn đấu đến năm 2025 đạt 99% trường đạt chuẩn.",
    ]);
    let find = |value: f64| {
        r.figures
            .iter()
            .find(|f| f.value == value)
            .unwrap_or_else(|| panic!("{value}: {:?}", r.figures))
    };
    assert_eq!(find(1_570_000.0).approximation.as_deref(), Some("hơn"));
    assert_eq!(find(7.8).change, Some(Change::Up));
    assert_eq!(
        find(7.8).against.as_deref(),
        Some("so với cùng kỳ năm trước")
    );
    assert_eq!(find(112.0).against.as_deref(), Some("kế hoạch"));
    assert_eq!(find(92.0).range, Some([92.0, 95.0]));
    assert_eq!(find(6.8).unit.as_deref(), Some("lần"));
    assert!(
        r.figures.iter().all(|f| f.value != 99.0),
        "an aim is no result"
    );
}

#[test]
fn school_years_and_terms_are_kept_apart_from_periods() {
    let r = page(
        "Tổng kết năm học 2021-2022, triển khai nhiệm vụ năm học 2022-2023",
        "20/08/2022",
        &[
            "Sáng 19/8/2022, Phòng Giáo dục và Đào tạo huyện tổ chức hội nghị tổng kết năm học 2021-2022.",
        ],
    );
    assert_eq!(r.period, None);
    let other = r.other_period.expect("a school year");
    assert_eq!(
        (other.kind.as_str(), other.from, other.to),
        ("school_year", 2021, 2022)
    );
    assert_eq!(other.semester, None, "the whole year");
    assert_eq!(r.event_kind, Some(EventKind::TongKet));
}

#[test]
fn the_half_of_a_school_year_that_is_under_review_is_kept_with_it() {
    for (title, half, words) in [
        (
            "Sơ kết học kỳ I năm học 2021-2022",
            Some(1),
            "học kỳ I năm học 2021-2022",
        ),
        (
            "Sơ kết học kỳ 2, năm học 2021-2022",
            Some(2),
            "học kỳ 2, năm học 2021-2022",
        ),
        (
            "Sơ kết HKII năm học 2021-2022",
            Some(2),
            "HKII năm học 2021-2022",
        ),
        (
            "Sơ kết học kỳ I, triển khai nhiệm vụ học kỳ II năm học 2021-2022",
            Some(1),
            "học kỳ I, triển khai nhiệm vụ học kỳ II năm học 2021-2022",
        ),
        (
            "Sơ kết năm học 2021-2022, học kỳ I",
            Some(1),
            "năm học 2021-2022, học kỳ I",
        ),
        (
            "Sơ kết năm học 2021-2022 (học kỳ II)",
            Some(2),
            "năm học 2021-2022 (học kỳ II)",
        ),
        (
            "Sơ kết HK1 năm học 2021-2022",
            Some(1),
            "HK1 năm học 2021-2022",
        ),
        (
            "Sơ kết học kỳ đầu năm học 2021-2022",
            Some(1),
            "học kỳ đầu năm học 2021-2022",
        ),
        (
            "Sơ kết học kỳ thứ hai năm học 2021-2022",
            Some(2),
            "học kỳ thứ hai năm học 2021-2022",
        ),
        // The half behind has a year of its own.
        (
            "Tổng kết năm học 2021-2022, học kỳ I năm học 2022-2023",
            None,
            "năm học 2021-2022",
        ),
        // What is to come is not under review.
        (
            "Tổng kết năm học 2021-2022, triển khai nhiệm vụ học kỳ I năm học 2022-2023",
            None,
            "năm học 2021-2022",
        ),
    ] {
        let opening = format!("Sáng 19/1/2022, Sở Giáo dục và Đào tạo tổ chức hội nghị {title}.");
        let r = page(title, "20/01/2022", &[opening.as_str()]);
        assert_eq!(r.period, None, "{title}");
        let other = r.other_period.expect(title);
        assert_eq!(
            (other.kind.as_str(), other.from, other.to, other.semester),
            ("school_year", 2021, 2022, half),
            "{title}"
        );
        let (from, to) = r.spans["other_period"][0];
        assert_eq!(to - from, words.len(), "{title}");
    }
}

#[test]
fn documents_keep_issuers_wherever_they_stand() {
    for (text, issuer) in [
        (
            "thực hiện Chỉ thị của Ban Bí thư số 05-CT/TW về học tập.",
            "Ban Bí thư",
        ),
        (
            "thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024, của Bộ Chính trị.",
            "Bộ Chính trị",
        ),
        (
            "thực hiện Nghị quyết số 21-NQ/TW về công tác dân số trong tình hình mới của Ban Chấp hành Trung ương.",
            "Ban Chấp hành Trung ương",
        ),
        (
            "Ban Thường vụ Tỉnh ủy ban hành Kế hoạch số 58-KH/TU về khuyến học.",
            "Ban Thường vụ Tỉnh ủy",
        ),
        (
            "thực hiện Nghị quyết số 20-NQ/TW ngày 25/10/2017, Nghị quyết số 21-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương.",
            "Ban Chấp hành Trung ương",
        ),
    ] {
        let r = body(&[text]);
        assert!(
            r.documents
                .iter()
                .all(|d| d.issuer.as_deref() == Some(issuer)),
            "{text}: {:?}",
            r.documents
        );
    }
}

#[test]
fn short_numbers_in_a_list_are_documents_and_collisions_name_their_candidates() {
    let r = body(&["quán triệt các Nghị quyết 57, 71 và 72 của Bộ Chính trị."]);
    let numbers: Vec<_> = r
        .documents
        .iter()
        .filter_map(|d| d.number.as_deref())
        .collect();
    assert_eq!(numbers, ["57", "71", "72"]);
    let read = read_text(&format!(
        "Giao ban\n\n08/04/2022\n\n{OPENING}\n\nTriển khai Nghị quyết 68 và Nghị quyết số 20-NQ/TW trên địa bàn.\n"
    ));
    let document = |n: &str| {
        read.value
            .documents
            .iter()
            .find(|d| d.number.as_deref() == Some(n))
            .unwrap_or_else(|| panic!("{n}"))
    };
    assert_eq!(
        document("68").candidates[0].number,
        "68/NQ-CP",
        "the other is of 2025"
    );
    assert_eq!(document("20-NQ/TW").candidates.len(), 2);
    let finding = read
        .findings
        .iter()
        .find(|f| f.code == "number-ambiguous" && f.quote == "20-NQ/TW")
        .expect("left open");
    assert!(finding.hint.contains("2012-11-01") && finding.hint.contains("2017-10-25"));
}

#[test]
fn every_list_has_its_places() {
    let r = body(&[
        "Sở Y tế tiêm 1.200 liều vắc xin. Kết luận hội nghị, đồng chí Trần Văn Nam yêu cầu các đơn vị tiếp tục thực hiện Chỉ thị số 05-CT/TW; nâng cao chất lượng báo cáo.",
    ]);
    for (name, count) in [
        ("people", r.people.len()),
        ("chairs", r.chairs.len()),
        ("documents", r.documents.len()),
        ("organisations", r.organisations.len()),
        ("figures", r.figures.len()),
        ("tasks", r.tasks.len()),
        ("fields", r.fields.len()),
    ] {
        assert!(count > 0, "{name}");
        for index in 0..count {
            assert!(
                r.spans.contains_key(&format!("{name}[{index}]")),
                "{name}[{index}]"
            );
        }
    }
}

#[test]
fn bodies_of_the_register_are_found_by_their_names_and_short_names() {
    let text = "Giao ban công tác khoa giáo quý I năm 2022\n\n08/04/2022\n\nNgày 7/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I tại hội trường Tỉnh ủy.\n\nTại hội nghị, Nhóm Sông Xanh báo cáo kết quả trồng rừng; sau đó NSX và Tổ Ong Vàng nêu kinh nghiệm trong công tác này.\n";
    let known = extract::reading::KnownBodies::new([
        ("Nhóm Sông Xanh", vec!["NSX"]),
        ("Tổ Ong Vàng", Vec::new()),
    ]);
    let names = |r: &Reading| r.organisations.clone();
    let plain = names(&read_text(text).value);
    assert!(!plain.iter().any(|o| o.contains("Sông Xanh") || o == "NSX"));
    let told = names(&extract::reading::read_text_knowing(text, &known).value);
    assert_eq!(
        told.iter().filter(|o| *o == "Nhóm Sông Xanh").count(),
        1,
        "{told:?}"
    );
    assert!(told.contains(&"Tổ Ong Vàng".to_owned()), "{told:?}");
    assert!(
        !told.contains(&"NSX".to_owned()),
        "one entry a body: {told:?}"
    );
}

#[test]
fn days_and_periods_that_end_a_task_are_read() {
    use jiff::civil::date;
    for (text, expected) in [
        (
            "Sở Y tế báo cáo kết quả trước ngày 15/5/2022",
            Some(date(2022, 5, 15)),
        ),
        (
            "Sở Y tế hoàn thành việc rà soát trước ngày 20/6",
            Some(date(2022, 6, 20)),
        ),
        (
            "Sở Y tế hoàn thành việc rà soát trong quý III",
            Some(date(2022, 9, 30)),
        ),
        (
            "Sở Y tế hoàn thành việc rà soát hết tháng 8",
            Some(date(2022, 8, 31)),
        ),
        (
            "Sở Y tế tham mưu tổng kết trong tháng 12/2022",
            Some(date(2022, 12, 31)),
        ),
        (
            "Sở Y tế thực hiện tốt Kế hoạch ngày 04/3/2022 của Tỉnh ủy",
            None,
        ),
    ] {
        let line = format!("Kết luận hội nghị, đồng chí Trần Văn Nam yêu cầu: {text}.");
        let r = body(&[&line]);
        assert_eq!(r.tasks.len(), 1, "{text}: {:?}", r.tasks);
        let detail = r.task_details.first().cloned().unwrap_or_default();
        assert_eq!(detail.due.and_then(|d| d.date), expected, "{text}");
        assert_eq!(detail.lead.as_deref(), Some("Sở Y tế"), "{text}");
    }
}

#[test]
fn the_day_of_a_meeting_is_told_in_many_ways() {
    use jiff::civil::date;
    let told = |opening: &str| {
        page(
            "Giao ban công tác khoa giáo quý I năm 2023",
            "14/04/2023",
            &[opening],
        )
        .event_date
    };
    let rest = "Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I năm 2023 với các ngành.";
    for (opening, expected) in [
        (
            "Từ ngày 11 đến ngày 13/4/2023, tại thành phố, ",
            date(2023, 4, 11),
        ),
        ("Từ ngày 30/3 đến 02/4/2023, ", date(2023, 3, 30)),
        ("Trong hai ngày 12 và 13/4, ", date(2023, 4, 12)),
        ("Chiều nay, 14/4, ", date(2023, 4, 14)),
        ("Sáng nay, tại hội trường Tỉnh ủy, ", date(2023, 4, 14)),
        ("Chiều qua, ", date(2023, 4, 13)),
        (
            "Thực hiện Công văn ngày 03/4/2023 của Tỉnh ủy, sáng 12/4, ",
            date(2023, 4, 12),
        ),
        ("Thứ Năm (ngày 13/4), ", date(2023, 4, 13)),
    ] {
        assert_eq!(
            told(&format!("{opening}{rest}")),
            Some(expected),
            "{opening}"
        );
    }
}

#[test]
fn the_period_under_review_is_told_in_many_ways() {
    use extract::date::PeriodKind::*;
    let told = |title: &str, opening: &str| {
        page(title, "14/01/2024", &[opening])
            .period
            .map(|p| (p.kind, p.index, p.year))
    };
    for (title, opening, expected) in [
        (
            "Hội nghị giao ban công tác khoa giáo quí IV năm 2023",
            "Ngày 12/1, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo với các ngành trong khối khoa giáo của tỉnh.",
            (Quarter, 4, 2023),
        ),
        (
            "Giao ban khoa giáo quý IV/2023",
            "Theo lịch công tác năm 2023, ngày 12/1/2024, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban với các ngành trong khối khoa giáo của tỉnh.",
            (Quarter, 4, 2023),
        ),
        (
            "Tổng kết công tác khoa giáo năm, triển khai nhiệm vụ năm 2024",
            "Ngày 12/1, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị tổng kết công tác khoa giáo với sự tham dự của các ngành trong khối.",
            (Year, 1, 2023),
        ),
    ] {
        assert_eq!(told(title, opening), Some(expected), "{title}");
    }
}
