//! Who held a meeting and where, in the many orders of an opening sentence; and
//! bodies with the short forms that a text gives them. Small inputs, one habit
//! each.

use extract::reading::{Reading, read_text};

fn page(opening: &str) -> Reading {
    read_text(&format!(
        "Giao ban công tác khoa giáo quý II\nThứ Sáu, 12/07/2024, 09:15\n\n{opening}\n\nTrong thời gian qua, toàn tỉnh có 312 trường học với 98.400 học sinh; khám bệnh cho 21.300 lượt người.\n"
    ))
    .value
}

#[test]
fn the_host_is_told_from_those_who_allow_lead_or_preside() {
    for (opening, host) in [
        (
            "Trong 2 ngày 9-10/7, tại tỉnh Ninh Thuận, Ban Tuyên giáo Tỉnh ủy Ninh Thuận - đơn vị Cụm trưởng Cụm thi đua số 3 tổ chức Hội nghị sơ kết công tác 6 tháng đầu năm 2024.",
            "Ban Tuyên giáo Tỉnh ủy Ninh Thuận",
        ),
        (
            "Ngày 10/7/2024, được sự đồng ý của Ban Thường vụ Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy đã tổ chức giao ban quý II năm 2024 với các ngành trong khối.",
            "Ban Tuyên giáo Tỉnh ủy",
        ),
        (
            "Đảng ủy phường Tân Thành sáng thứ Năm (11/7) tổ chức giao ban tháng 6 với bí thư các chi bộ khu phố và hiệu trưởng các trường.",
            "Đảng ủy phường Tân Thành",
        ),
        (
            "Ngày 10 và 11/7/2024, Trường Cao đẳng Nghề An Giang đăng cai hội nghị giao ban các trường nghề khu vực lần thứ 5 tại Long Xuyên.",
            "Trường Cao đẳng Nghề An Giang",
        ),
        (
            "Sở Giáo dục và Đào tạo vừa có cuộc họp giao ban với phòng giáo dục các huyện, thị xã, thành phố trong ngày 11/7 vừa qua.",
            "Sở Giáo dục và Đào tạo",
        ),
    ] {
        assert_eq!(page(opening).host.as_deref(), Some(host), "{opening}");
    }
}

#[test]
fn the_venue_ends_before_day_host_and_purpose() {
    for (opening, place) in [
        (
            "Tại Hội trường Nhà Thiếu nhi tỉnh, hôm qua (11/7), Văn phòng UBND tỉnh tổ chức buổi giao ban khối văn hóa - xã hội 6 tháng đầu năm.",
            "Hội trường Nhà Thiếu nhi tỉnh",
        ),
        (
            "Sáng 11/7, tại Trung tâm Văn hóa tỉnh (phường Lam Sơn), Hội Nông dân tỉnh và Sở Khoa học và Công nghệ đã tổ chức hội nghị sơ kết chương trình phối hợp.",
            "Trung tâm Văn hóa tỉnh (phường Lam Sơn)",
        ),
        (
            "Sáng nay (12/7), tại điểm cầu Trung tâm Hội nghị tỉnh Hậu Giang, Tỉnh ủy Hậu Giang tổ chức hội nghị trực tuyến giao ban công tác quý II/2024.",
            "Trung tâm Hội nghị tỉnh Hậu Giang",
        ),
        (
            "Hôm qua, 11/7, UBND xã Tân Lập đã tổ chức giao ban công tác văn hóa - xã hội 6 tháng đầu năm tại nhà văn hóa xã.",
            "nhà văn hóa xã",
        ),
    ] {
        assert_eq!(page(opening).place.as_deref(), Some(place), "{opening}");
    }
}

#[test]
fn the_host_is_found_whatever_stands_between_it_and_its_verb() {
    for (opening, host) in [
        (
            "Ban Tuyên giáo Tỉnh ủy sáng nay (12/7) tổ chức giao ban công tác khoa giáo quý II.",
            "Ban Tuyên giáo Tỉnh ủy",
        ),
        (
            "Ngày 11/7, Hội Cựu giáo chức tỉnh Bến Tre tổng kết công tác năm 2023 tại Trường Cao đẳng Bến Tre.",
            "Hội Cựu giáo chức tỉnh Bến Tre",
        ),
        (
            "Sáng 11/7, Sở Y tế và Hội Nông dân tỉnh ký kết chương trình phối hợp giai đoạn 2024 - 2030.",
            "Sở Y tế",
        ),
        (
            "Chiều 11/7, Thường trực Đảng ủy phường Xuân Hương - Đà Lạt họp giao ban với bí thư các chi bộ.",
            "Thường trực Đảng ủy phường Xuân Hương - Đà Lạt",
        ),
        (
            "Ngày 11/7, Trường Chính trị tỉnh Bạc Liêu phối hợp với Sở Nội vụ khai giảng lớp bồi dưỡng nghiệp vụ.",
            "Trường Chính trị tỉnh Bạc Liêu",
        ),
        (
            "Ngày 11/7, Ban Chỉ đạo 35 Tỉnh ủy tổ chức hội nghị giao ban công tác 6 tháng đầu năm.",
            "Ban Chỉ đạo 35 Tỉnh ủy",
        ),
        (
            "Ngày 11/7, Ban tuyên giáo tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý II.",
            "Ban tuyên giáo tỉnh ủy",
        ),
    ] {
        assert_eq!(page(opening).host.as_deref(), Some(host), "{opening}");
    }
}

#[test]
fn what_goes_on_behind_a_venue_is_no_part_of_it() {
    for rest in [
        " vào ngày 11/7.",
        " lúc 8 giờ ngày 11/7.",
        " trong 2 ngày 11 và 12/7.",
        " từ ngày 11 đến 12/7.",
        " chiều cùng ngày.",
        " và kết nối đến 10 điểm cầu cấp huyện.",
        " có sự tham gia của các đơn vị.",
        ", có sự tham dự của 50 đại biểu.",
        ", đánh giá kết quả công tác quý II.",
        " với hơn 100 đại biểu.",
        " là dịp để các đơn vị trao đổi.",
        " do đồng chí Lê Thị Hạ, Giám đốc Sở chủ trì.",
    ] {
        for venue in [
            "Trung tâm Hội nghị tỉnh",
            "Hội trường tầng 3, Trụ sở Tỉnh ủy",
        ] {
            let opening =
                format!("Ngày 11/7, Sở Y tế tổ chức hội nghị giao ban quý II tại {venue}{rest}");
            assert_eq!(page(&opening).place.as_deref(), Some(venue), "{opening}");
        }
    }
    let opening = "Sáng 11/7, Sở Y tế khai mạc hội nghị giao ban quý II ở thành phố Vĩnh Long với các bệnh viện.";
    assert_eq!(page(opening).place.as_deref(), Some("thành phố Vĩnh Long"));
}

fn bodies(text: &str) -> Vec<String> {
    page(&format!(
        "Ngày 10/7, Ban Dân vận Tỉnh ủy tổ chức hội nghị giao ban công tác dân vận quý II. {text}"
    ))
    .organisations
}

#[test]
fn a_short_form_in_plain_brackets_names_the_same_body_later() {
    for (text, expected) in [
        (
            "Sở Giáo dục và Đào tạo (GD&ĐT) báo cáo; sau đó Sở GD&ĐT trả lời.",
            vec!["Sở Giáo dục và Đào tạo"],
        ),
        (
            "Ủy ban Mặt trận Tổ quốc (MTTQ) Việt Nam tỉnh phối hợp. Đại diện MTTQ tỉnh phát biểu.",
            vec!["Ủy ban Mặt trận Tổ quốc (MTTQ) Việt Nam tỉnh"],
        ),
        (
            "Hội Liên hiệp Phụ nữ (LHPN) tỉnh báo cáo. Hội LHPN tỉnh giúp 32 hộ.",
            vec!["Hội Liên hiệp Phụ nữ (LHPN) tỉnh"],
        ),
        (
            "Sở Văn hóa, Thể thao và Du lịch (VHTTDL) báo cáo. Sở VHTTDL đề nghị bổ sung.",
            vec!["Sở Văn hóa, Thể thao và Du lịch"],
        ),
        (
            "Dự có Bảo hiểm xã hội (BHXH) tỉnh. Theo BHXH tỉnh, số người tham gia tăng.",
            vec!["Bảo hiểm xã hội (BHXH) tỉnh"],
        ),
    ] {
        let mut all = vec!["Ban Dân vận Tỉnh ủy"];
        all.extend(expected);
        assert_eq!(bodies(text), all, "{text}");
    }
}

#[test]
fn a_list_behind_one_word_names_a_body_for_each_of_its_names() {
    assert_eq!(
        bodies("Dự có lãnh đạo các Sở: Y tế, Văn hóa, Thể thao và Du lịch, Nội vụ."),
        [
            "Ban Dân vận Tỉnh ủy",
            "Sở Y tế",
            "Sở Văn hóa, Thể thao và Du lịch",
            "Sở Nội vụ"
        ]
    );
    // Subjects behind a colon are no bodies.
    assert_eq!(
        bodies("Hội nghị nêu các nội dung: Y tế, Giáo dục và Đào tạo, Du lịch."),
        ["Ban Dân vận Tỉnh ủy"]
    );
}

#[test]
fn one_role_for_a_list_of_persons_is_the_role_of_each() {
    let read = page(
        "Ngày 10/7, Ban Tuyên giáo và Dân vận Tỉnh ủy tổ chức hội nghị giao ban quý II. Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy Dư Hoàng Lĩnh; các Phó Trưởng Ban: Hồng Thị Kiều My, Thạch Sươl đồng chủ trì hội nghị.",
    );
    let chairs: Vec<(&str, Option<&str>)> = read
        .chairs
        .iter()
        .map(|c| (c.name.as_str(), c.role.as_deref()))
        .collect();
    assert_eq!(
        chairs,
        [
            (
                "Dư Hoàng Lĩnh",
                Some("Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy")
            ),
            ("Hồng Thị Kiều My", Some("Phó Trưởng Ban")),
            ("Thạch Sươl", Some("Phó Trưởng Ban")),
        ]
    );
}

#[test]
fn a_meeting_may_be_told_of_before_its_host() {
    for (opening, host) in [
        (
            "Hội nghị sơ kết công tác 6 tháng đầu năm của Sở Y tế diễn ra sáng 11/7 tại Bệnh viện Đa khoa tỉnh.",
            Some("Sở Y tế"),
        ),
        (
            "Tại buổi giao ban của Ban Tuyên giáo Tỉnh ủy Phú Yên sáng 8/7, các đơn vị đã báo cáo kết quả công tác.",
            Some("Ban Tuyên giáo Tỉnh ủy Phú Yên"),
        ),
        (
            "Cuộc họp giao ban công tác khoa giáo quý II giữa Ban Tuyên giáo Tỉnh ủy Gia Lai với các sở, ngành vừa diễn ra sáng 8/7.",
            Some("Ban Tuyên giáo Tỉnh ủy Gia Lai"),
        ),
        (
            "Trường Đại học Quy Nhơn là đơn vị đăng cai hội nghị giao ban khối các trường đại học, diễn ra ngày 8/7.",
            Some("Trường Đại học Quy Nhơn"),
        ),
        (
            "Đó là nội dung hội nghị giao ban quý II do Ban Tuyên giáo Tỉnh ủy Tuyên Quang tổ chức ngày 8/7.",
            Some("Ban Tuyên giáo Tỉnh ủy Tuyên Quang"),
        ),
        // Who issued what is reviewed holds no meeting.
        (
            "Hội nghị sơ kết thực hiện Chỉ thị của Tỉnh ủy Bắc Kạn diễn ra sáng 8/7.",
            None,
        ),
    ] {
        assert_eq!(page(opening).host.as_deref(), host, "{opening}");
    }
}

#[test]
fn terms_numbers_and_councils_are_parts_of_a_host() {
    for (opening, host) in [
        (
            "Ngày 8/7, Ban Chấp hành Đảng bộ thị xã Sơn Tây khóa XXI họp phiên thường kỳ quý II.",
            "Ban Chấp hành Đảng bộ thị xã Sơn Tây",
        ),
        (
            "Sáng ngày 8/7, được sự ủy quyền của Ban Thường vụ, Ban Tuyên giáo Quận ủy 7 tổ chức họp giao ban cùng các phòng, ban.",
            "Ban Tuyên giáo Quận ủy 7",
        ),
        (
            "Hội đồng Giáo dục quốc phòng và an ninh tỉnh Lạng Sơn tổ chức Hội nghị tổng kết công tác vào sáng 8/7.",
            "Hội đồng Giáo dục quốc phòng và an ninh tỉnh Lạng Sơn",
        ),
        (
            "Ngày 8/7, trường THPT chuyên Lê Quý Đôn (thành phố Quy Nhơn) tổ chức hội nghị sơ kết học kỳ.",
            "trường THPT chuyên Lê Quý Đôn",
        ),
    ] {
        assert_eq!(page(opening).host.as_deref(), Some(host), "{opening}");
    }
}

#[test]
fn a_venue_is_found_behind_a_long_way_a_colon_and_a_small_word() {
    for (opening, place) in [
        (
            "Cùng dự giao ban có lãnh đạo các sở. Hội nghị do Ban Tuyên giáo Tỉnh ủy chủ trì, tổ chức vào chiều 8/7 tại trụ sở Tỉnh ủy.",
            "trụ sở Tỉnh ủy",
        ),
        (
            "Hôm nay (12/7), ở Đà Nẵng, Bộ Giáo dục và Đào tạo khai mạc hội nghị giao ban các sở giáo dục miền Trung.",
            "Đà Nẵng",
        ),
        (
            "Ngày 08/7/2024 Ban Tuyên giáo Tỉnh ủy Long An tổ chức Hội nghị giao ban tại: Hội trường Ban Tuyên giáo Tỉnh ủy.",
            "Hội trường Ban Tuyên giáo Tỉnh ủy",
        ),
        (
            "Tối 7/7 và sáng 8/7, tại Quảng trường 26/3, Thành phố Đông Hà, Sở Văn hóa tổ chức tổng kết hội thi.",
            "Quảng trường 26/3, Thành phố Đông Hà",
        ),
        (
            "Sáng 8/7, tại huyện Đồng Phú, đoàn kiểm tra của Tỉnh ủy Bình Phước làm việc với Huyện ủy Đồng Phú, sơ kết việc thực hiện Chỉ thị.",
            "huyện Đồng Phú",
        ),
        (
            "Cục Thống kê tỉnh Nam Định họp giao ban tháng 6. Cuộc họp diễn ra chiều thứ Sáu tuần trước, tại phòng họp tầng 4.",
            "phòng họp tầng 4",
        ),
    ] {
        assert_eq!(page(opening).place.as_deref(), Some(place), "{opening}");
    }
}

#[test]
fn day_and_venue_may_stand_in_a_sentence_each() {
    let read = page(
        "Ban Tuyên giáo Tỉnh ủy có buổi giao ban với các ngành khối khoa giáo trong tỉnh. Thời gian: 14 giờ ngày 8/7. Địa điểm: Phòng họp số 1, trụ sở Tỉnh ủy.",
    );
    assert_eq!(read.event_date, Some(jiff::civil::date(2024, 7, 8)));
    assert_eq!(
        read.place.as_deref(),
        Some("Phòng họp số 1, trụ sở Tỉnh ủy")
    );
    let read = page("Cục Thống kê tỉnh Nam Định họp giao ban tháng 6 chiều thứ Sáu tuần trước.");
    assert_eq!(read.event_date, Some(jiff::civil::date(2024, 7, 5)));
}

#[test]
fn bodies_that_hold_a_meeting_together_are_no_part_of_the_venue_before_them() {
    let read = page(
        "Sáng 11/7, tại Hội trường Nhà Văn hóa tỉnh, Ban Tuyên giáo Tỉnh ủy, Sở Y tế và Sở Giáo dục và Đào tạo tổ chức hội nghị giao ban quý II.",
    );
    assert_eq!(read.place.as_deref(), Some("Hội trường Nhà Văn hóa tỉnh"));
    assert_eq!(read.host.as_deref(), Some("Ban Tuyên giáo Tỉnh ủy"));
    // A body alone behind the comma may be the house itself.
    let read = page(
        "Sáng 11/7, tại Hội trường lớn, UBND tỉnh, hội nghị giao ban quý II do Sở Y tế tổ chức.",
    );
    assert_eq!(read.host.as_deref(), Some("Sở Y tế"));
}
