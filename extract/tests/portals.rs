//! Openings as the portals of provinces, districts and communes write them, each
//! labelled with day, host and venue before it was read. Not here: single habits
//! of hosts and venues (`openings`) and of days (`calendar`).

use extract::reading::{Reading, read_text};

/// Opening, day of July 2024, host, venue.
type Opening = (
    &'static str,
    Option<i8>,
    Option<&'static str>,
    Option<&'static str>,
);

fn page(opening: &str, section: &str) -> Reading {
    read_text(&format!(
        "Giao ban công tác khoa giáo quý II\nThứ Sáu, 12/07/2024, 09:15\n\n{opening}\n\nTrong thời gian qua, toàn tỉnh có 312 trường học với 98.400 học sinh; khám bệnh cho 21.300 lượt người.\n\n{section}\n"
    ))
    .value
}

#[test]
fn day_host_and_venue_are_told_in_every_order() {
    let mut wrong = Vec::new();
    for (opening, day, host, place) in OPENINGS {
        let read = page(opening, "");
        let on = day.map(|day| jiff::civil::date(2024, 7, day));
        if (read.event_date, read.host.as_deref(), read.place.as_deref()) != (on, *host, *place) {
            wrong.push((opening, read.event_date, read.host, read.place));
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

#[test]
fn a_section_of_weaknesses_ends_with_its_last_weakness() {
    for (section, weaknesses) in SECTIONS {
        let section = format!(
            "{section}\n\nPhát biểu kết luận hội nghị, đồng chí Giám đốc Sở ghi nhận kết quả của các đơn vị."
        );
        let opening = "Ngày 11/7, Sở Y tế tổ chức hội nghị giao ban công tác quý II năm 2024.";
        assert_eq!(
            page(opening, &section).limitations,
            *weaknesses,
            "{section}"
        );
    }
}

#[test]
fn a_body_is_found_by_the_whole_of_its_name() {
    for body in BODIES {
        let read = page(
            "Ngày 11/7, Huyện ủy Bác Ái tổ chức hội nghị giao ban công tác quý II năm 2024.",
            &format!(
                "Nhiều đơn vị đã hoàn thành tốt nhiệm vụ, trong đó có {body} với nhiều cách làm mới."
            ),
        );
        assert_eq!(read.organisations, ["Huyện ủy Bác Ái", body], "{body}");
    }
}

const SECTIONS: &[(&str, &[&str])] = &[
    (
        "Tồn tại, hạn chế\n- Việc triển khai Đề án ở một số xã còn chậm.\n- Cơ sở vật chất trường lớp xuống cấp, thiếu phòng học bộ môn.\n\nNhiệm vụ thời gian tới\n- Rà soát mạng lưới trường lớp.",
        &[
            "Việc triển khai Đề án ở một số xã còn chậm",
            "Cơ sở vật chất trường lớp xuống cấp, thiếu phòng học bộ môn",
        ],
    ),
    (
        "Khó khăn, vướng mắc:\nKinh phí cấp cho hoạt động khuyến học chưa kịp thời; đội ngũ cán bộ kiêm nhiệm nhiều việc, thường xuyên biến động.",
        &[
            "Kinh phí cấp cho hoạt động khuyến học chưa kịp thời",
            "đội ngũ cán bộ kiêm nhiệm nhiều việc, thường xuyên biến động",
        ],
    ),
    (
        "Bên cạnh kết quả đạt được, công tác phối hợp giữa các ngành chưa chặt chẽ, chế độ báo cáo của một số đơn vị chưa nghiêm.",
        &[
            "công tác phối hợp giữa các ngành chưa chặt chẽ",
            "chế độ báo cáo của một số đơn vị chưa nghiêm",
        ],
    ),
    (
        "Hội nghị cũng thẳng thắn chỉ ra những mặt còn hạn chế: việc cụ thể hóa nghị quyết của một số cấp ủy còn lúng túng; công tác nắm dư luận xã hội có lúc chưa kịp thời; trang thiết bị y tế tuyến xã còn thiếu.",
        &[
            "việc cụ thể hóa nghị quyết của một số cấp ủy còn lúng túng",
            "công tác nắm dư luận xã hội có lúc chưa kịp thời",
            "trang thiết bị y tế tuyến xã còn thiếu",
        ],
    ),
    (
        "Ngoài những kết quả nêu trên, ngành giáo dục huyện còn gặp khó khăn về thiếu giáo viên tiếng Anh và tin học.",
        &["ngành giáo dục huyện còn gặp khó khăn về thiếu giáo viên tiếng Anh và tin học"],
    ),
    (
        "Đại biểu các xã phản ánh tình trạng thiếu bác sĩ tại trạm y tế, thuốc bảo hiểm y tế cấp chậm.",
        &[
            "tình trạng thiếu bác sĩ tại trạm y tế",
            "thuốc bảo hiểm y tế cấp chậm",
        ],
    ),
    (
        "Mặc dù đạt được nhiều kết quả, song công tác giải ngân vốn chương trình mục tiêu quốc gia đạt thấp, mới đạt 21% kế hoạch.",
        &["công tác giải ngân vốn chương trình mục tiêu quốc gia đạt thấp, mới đạt 21% kế hoạch"],
    ),
    (
        "2. Hạn chế, nguyên nhân\n- Công tác kiểm tra, giám sát có nơi chưa thường xuyên.\n- Nguyên nhân chủ yếu là do thiếu cán bộ.\n\n3. Nhiệm vụ\n- Tăng cường kiểm tra.",
        &["Công tác kiểm tra, giám sát có nơi chưa thường xuyên"],
    ),
    (
        "Những hạn chế đó là: sự phối hợp giữa nhà trường và gia đình đôi khi thiếu chặt chẽ; tình trạng học sinh vi phạm luật giao thông chưa giảm.",
        &[
            "sự phối hợp giữa nhà trường và gia đình đôi khi thiếu chặt chẽ",
            "tình trạng học sinh vi phạm luật giao thông chưa giảm",
        ],
    ),
];

const BODIES: &[&str] = &[
    "Ban Xây dựng Đảng Đảng ủy phường Hồng Gai",
    "Trung tâm Phục vụ hành chính công xã Tân Phú",
    "Phòng Văn hóa - Xã hội phường Vĩnh Trại",
    "Phòng Kinh tế, Hạ tầng và Đô thị phường Buôn Hồ",
    "Trung tâm Cung ứng dịch vụ sự nghiệp công xã Ea Kar",
    "Sở Dân tộc và Tôn giáo tỉnh Cà Mau",
    "Ban Chính sách, chiến lược Trung ương",
    "Ban Đại diện Hội đồng quản trị Ngân hàng Chính sách xã hội huyện Văn Bàn",
    "Ban Tổ chức - Kiểm tra Đảng ủy Sở Y tế",
    "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện Mù Cang Chải",
    "Trung tâm Văn hóa, Thể thao và Truyền thông huyện Bắc Hà",
    "Trung tâm Văn hóa - Thông tin và Thể thao thành phố Lai Châu",
    "Hội Nạn nhân chất độc da cam/dioxin tỉnh Thái Bình",
    "Hội Bảo trợ người khuyết tật và trẻ mồ côi tỉnh Bình Định",
    "Hội Khoa học Lịch sử tỉnh Thanh Hóa",
    "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Quảng Bình",
    "Liên hiệp các tổ chức hữu nghị tỉnh Sóc Trăng",
    "Hội Văn học - Nghệ thuật tỉnh Tuyên Quang",
    "Hội Kế hoạch hóa gia đình tỉnh Vĩnh Long",
    "Hội Đông y tỉnh Quảng Nam",
    "Hội Thầy thuốc trẻ tỉnh Kiên Giang",
    "Hội Chữ thập đỏ huyện Thạch An",
    "Hội Cựu giáo chức thành phố Cần Thơ",
    "Ban Quản lý Khu kinh tế Vân Phong",
    "Ban Quản lý các khu công nghiệp tỉnh Bắc Giang",
    "Ban Dân tộc HĐND tỉnh",
    "Ban Văn hóa - Xã hội HĐND tỉnh Lâm Đồng",
    "Đoàn đại biểu Quốc hội tỉnh Hòa Bình",
    "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh Phú Yên",
    "Chi cục Dân số - Kế hoạch hóa gia đình tỉnh Bạc Liêu",
    "Chi cục An toàn vệ sinh thực phẩm tỉnh Đồng Tháp",
    "Trung tâm Kiểm soát bệnh tật tỉnh Yên Bái",
    "Trung tâm Y tế khu vực Mường La",
    "Bệnh viện Đa khoa tỉnh Hưng Yên",
    "Bệnh viện Y dược cổ truyền và Phục hồi chức năng tỉnh Phú Thọ",
    "Bệnh viện Sản - Nhi tỉnh Ninh Bình",
    "Trường Cao đẳng Kỹ thuật công nghiệp Việt Nam - Hàn Quốc",
    "Trường Đại học Sư phạm Kỹ thuật Vĩnh Long",
    "Trường Phổ thông Dân tộc nội trú tỉnh Hà Giang",
    "Trường THCS Lý Tự Trọng",
    "Trường Tiểu học số 2 Nam Phước",
    "Trường Mầm non Hoa Hồng",
    "Báo và Đài Phát thanh, Truyền hình Lâm Đồng",
    "Đài Phát thanh - Truyền hình tỉnh Trà Vinh",
    "Viện Kiểm sát nhân dân huyện Nghi Lộc",
    "Tòa án nhân dân khu vực 3",
    "Bưu điện tỉnh Lạng Sơn",
    "Công đoàn Viên chức tỉnh",
    "Công đoàn ngành Giáo dục tỉnh Hải Dương",
    "Cục Thống kê tỉnh Tây Ninh",
    "Bảo hiểm xã hội khu vực XX",
    "Hạt Kiểm lâm huyện Sốp Cộp",
    "Đồn Biên phòng Cửa khẩu quốc tế Cầu Treo",
    "Ban Chỉ huy Quân sự xã Hướng Phùng",
    "Bộ Tư lệnh Quân khu 9",
    "Hội đồng Phối hợp phổ biến, giáo dục pháp luật tỉnh",
    "Hội đồng Đội huyện Ba Chẽ",
    "Ban Tuyên giáo và Dân vận Thành ủy Huế",
    "Ban Nội chính Tỉnh ủy Gia Lai",
    "Đảng ủy các cơ quan Đảng tỉnh",
    "Đảng ủy Ủy ban nhân dân tỉnh Sơn La",
    "Đảng bộ Khối Doanh nghiệp tỉnh",
    "Trung tâm Chính trị huyện Hạ Lang",
    "Trung tâm Khuyến nông tỉnh Ninh Thuận",
    "Trung tâm Công nghệ thông tin và Truyền thông",
    "Quỹ Bảo trợ trẻ em tỉnh",
    "Học viện Chính trị khu vực II",
    "Tạp chí Văn nghệ Xứ Lạng",
    "Ban Vận động Quỹ Vì người nghèo tỉnh",
    "Hội Người mù tỉnh Nghệ An",
    "Hội Luật gia thành phố Hải Phòng",
    "Liên đoàn Bóng đá tỉnh Khánh Hòa",
    "Ban Chỉ đạo Chương trình mục tiêu quốc gia tỉnh",
    "Ủy ban Đoàn kết Công giáo tỉnh Đồng Nai",
    "Ban Trị sự Giáo hội Phật giáo Việt Nam tỉnh Cà Mau",
    "Vụ Giáo dục Mầm non",
    "Cục Trẻ em",
    "Thanh tra tỉnh Bắc Ninh",
    "Sở Du lịch thành phố Đà Nẵng",
    "Nhà xuất bản Chính trị quốc gia Sự thật",
    "Công ty Điện lực Lào Cai",
    "VNPT Sơn La",
];

#[rustfmt::skip]
const OPENINGS: &[Opening] = &[
    ("Sáng ngày 11/7/2024, tại Hội trường Huyện ủy, Ban Tuyên giáo Huyện ủy Mường Ảng tổ chức Hội nghị giao ban công tác khoa giáo 6 tháng đầu năm 2024.", Some(11), Some("Ban Tuyên giáo Huyện ủy Mường Ảng"), Some("Hội trường Huyện ủy")),
    ("Vừa qua, tại trụ sở UBND xã Ea Wer, Đảng ủy xã đã tổ chức hội nghị sơ kết công tác 6 tháng đầu năm 2024.", None, Some("Đảng ủy xã"), Some("trụ sở UBND xã Ea Wer")),
    ("Ngày 10/7, Sở Văn hóa, Thể thao và Du lịch tỉnh Hà Giang phối hợp với Tỉnh đoàn tổ chức hội nghị tổng kết hè tại Quảng trường 26/3.", Some(10), Some("Sở Văn hóa, Thể thao và Du lịch tỉnh Hà Giang"), Some("Quảng trường 26/3")),
    ("Thực hiện Kế hoạch số 45-KH/BTGTU ngày 20/6/2024 của Ban Tuyên giáo Tỉnh ủy, ngày 09/7/2024, đồng chí Lò Thị Mai, Phó Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì hội nghị giao ban quý II với các sở, ngành.", Some(9), None, None),
    ("Chiều ngày 08/7/2024, tại phòng họp số 2, Trung tâm Hành chính huyện Bảo Yên, dưới sự chủ trì của đồng chí Nguyễn Văn Thạch, Phó Chủ tịch UBND huyện, UBND huyện Bảo Yên họp giao ban khối văn xã tháng 7.", Some(8), Some("UBND huyện Bảo Yên"), Some("phòng họp số 2, Trung tâm Hành chính huyện Bảo Yên")),
    ("Ngày 11 tháng 7 năm 2024, Hội nghị giao ban công tác khoa giáo 6 tháng đầu năm do Ban Tuyên giáo Thành ủy Sông Công tổ chức đã diễn ra tại Hội trường Trung tâm Chính trị thành phố.", Some(11), Some("Ban Tuyên giáo Thành ủy Sông Công"), Some("Hội trường Trung tâm Chính trị thành phố")),
    ("Sáng 10/7, Ban Tuyên giáo Tỉnh ủy Bắc Kạn tổ chức hội nghị trực tuyến giao ban công tác tuyên giáo quý II từ điểm cầu Tỉnh ủy tới 8 điểm cầu cấp huyện.", Some(10), Some("Ban Tuyên giáo Tỉnh ủy Bắc Kạn"), None),
    ("Tại điểm cầu chính trụ sở Tỉnh ủy, sáng 10/7, Ban Thường vụ Tỉnh ủy Lào Cai tổ chức hội nghị trực tuyến toàn tỉnh sơ kết 6 tháng đầu năm.", Some(10), Some("Ban Thường vụ Tỉnh ủy Lào Cai"), Some("trụ sở Tỉnh ủy")),
    ("Trong không khí thi đua sôi nổi, ngày 05/7/2024, Hội Khuyến học huyện Phong Điền long trọng tổ chức lễ tổng kết năm học 2023 - 2024 tại Nhà văn hóa huyện.", Some(5), Some("Hội Khuyến học huyện Phong Điền"), Some("Nhà văn hóa huyện")),
    ("Hội nghị giao ban Bí thư Đảng ủy các xã, thị trấn quý II năm 2024 được Huyện ủy Quảng Hòa tổ chức sáng ngày 9/7 tại Hội trường lớn Huyện ủy.", Some(9), Some("Huyện ủy Quảng Hòa"), Some("Hội trường lớn Huyện ủy")),
    ("Trong hai ngày 8 và 9/7, tại thành phố Pleiku, Bộ Giáo dục và Đào tạo chủ trì, phối hợp với UBND tỉnh Gia Lai tổ chức hội thảo về giáo dục dân tộc.", Some(8), Some("Bộ Giáo dục và Đào tạo"), Some("thành phố Pleiku")),
    ("Nhằm đánh giá kết quả công tác 6 tháng đầu năm, sáng nay 12/7, Liên đoàn Lao động tỉnh Kon Tum tổ chức hội nghị sơ kết tại Hội trường 2/9.", Some(12), Some("Liên đoàn Lao động tỉnh Kon Tum"), Some("Hội trường 2/9")),
    ("Được sự thống nhất của Thường trực Huyện ủy, chiều 11/7, Phòng Giáo dục và Đào tạo huyện Tam Đường tiến hành giao ban công tác hè với hiệu trưởng các trường.", Some(11), Some("Phòng Giáo dục và Đào tạo huyện Tam Đường"), None),
    ("Sáng 11-7, tại Trường THPT Chuyên Thoại Ngọc Hầu, Sở Giáo dục và Đào tạo An Giang tổ chức Hội nghị giao ban các trường THPT.", Some(11), Some("Sở Giáo dục và Đào tạo An Giang"), Some("Trường THPT Chuyên Thoại Ngọc Hầu")),
    ("UBND thị xã Giá Rai vừa tổ chức họp giao ban khối văn hóa - xã hội quý II năm 2024 vào ngày 9/7.", Some(9), Some("UBND thị xã Giá Rai"), None),
    ("Ngày 10/7/2024, Ban Tuyên giáo Tỉnh ủy, Sở Y tế, Sở Giáo dục và Đào tạo tỉnh Sơn La đồng tổ chức hội nghị sơ kết chương trình phối hợp.", Some(10), Some("Ban Tuyên giáo Tỉnh ủy"), None),
    ("Căn cứ Chương trình công tác năm 2024, ngày 11/7, Thường trực HĐND tỉnh Đắk Nông họp phiên giao ban với Thường trực HĐND các huyện, thành phố tại huyện Cư Jút.", Some(11), Some("Thường trực HĐND tỉnh Đắk Nông"), Some("huyện Cư Jút")),
    ("Đồng chí Hoàng Thị Hiên, Trưởng Ban Tuyên giáo Thị ủy chủ trì hội nghị giao ban công tác tuyên giáo quý II diễn ra sáng 10/7 tại Hội trường Thị ủy Nghĩa Lộ.", Some(10), None, Some("Hội trường Thị ủy Nghĩa Lộ")),
    ("Từ ngày 8 - 10/7/2024, Trường Chính trị tỉnh Cao Bằng mở lớp bồi dưỡng nghiệp vụ tuyên giáo cho 60 học viên tại cơ sở 2 của trường.", Some(8), Some("Trường Chính trị tỉnh Cao Bằng"), None),
    ("Chiều qua (11/7), Hội Liên hiệp Phụ nữ tỉnh Hậu Giang phối hợp cùng Công an tỉnh tổ chức tổng kết mô hình phòng, chống bạo lực gia đình, tại Nhà khách Bông Sen.", Some(11), Some("Hội Liên hiệp Phụ nữ tỉnh Hậu Giang"), Some("Nhà khách Bông Sen")),
    ("Ban Chỉ đạo phòng, chống dịch COVID-19 tỉnh Ninh Bình họp giao ban định kỳ vào chiều 10/7 bằng hình thức trực tuyến.", Some(10), Some("Ban Chỉ đạo phòng, chống dịch COVID-19 tỉnh Ninh Bình"), None),
    ("Tiếp tục chương trình công tác tháng 7, sáng 11/7, Đoàn công tác của Ban Tuyên giáo Tỉnh ủy có buổi làm việc với Huyện ủy Bác Ái về công tác khoa giáo.", Some(11), Some("Ban Tuyên giáo Tỉnh ủy"), None),
    ("Ngày 9-7-2024, Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh tổ chức Hội nghị giao ban công tác Đảng 6 tháng đầu năm; đồng chí Võ Thị Sang, Bí thư Đảng ủy Khối chủ trì Hội nghị.", Some(9), Some("Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh"), None),
    ("Tại Khách sạn Mường Thanh, thành phố Cà Mau, trong 2 ngày 10 và 11/7, Trung tâm Kiểm soát bệnh tật tỉnh tổ chức lớp tập huấn nâng cao năng lực truyền thông dân số.", Some(10), Some("Trung tâm Kiểm soát bệnh tật tỉnh"), Some("Khách sạn Mường Thanh, thành phố Cà Mau")),
    ("Hôm nay, ngày 12/7/2024, Trường Đại học Tây Bắc tổ chức Hội nghị sơ kết học kỳ II tại Hội trường A1.", Some(12), Some("Trường Đại học Tây Bắc"), Some("Hội trường A1")),
    ("Sáng ngày 10/7/2024 tại UBND xã Quảng Lộc đã diễn ra Hội nghị giao ban công tác văn hóa xã hội 6 tháng đầu năm.", Some(10), None, Some("UBND xã Quảng Lộc")),
    ("Vào lúc 14 giờ ngày 10/7/2024, tại Hội trường Đảng ủy phường 5, Ban Thường vụ Đảng ủy phường tổ chức họp giao ban bí thư chi bộ quý II/2024.", Some(10), Some("Ban Thường vụ Đảng ủy phường"), Some("Hội trường Đảng ủy phường 5")),
    ("BTGTU - Sáng 10/7, tại thành phố Tuyên Quang, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý II, triển khai nhiệm vụ quý III năm 2024.", Some(10), Some("Ban Tuyên giáo Tỉnh ủy"), Some("thành phố Tuyên Quang")),
    ("(CTTĐT) - Ngày 10/7, Phó Chủ tịch UBND tỉnh Vàng A Lử đã chủ trì cuộc họp giao ban khối văn hóa - xã hội tháng 7 tại Trụ sở UBND tỉnh.", Some(10), None, Some("Trụ sở UBND tỉnh")),
    ("Ngày 10/7, dưới sự chủ trì của đồng chí Phạm Thị Nhâm, Ủy viên Ban Thường vụ, Trưởng Ban Tuyên giáo Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy Thái Bình tổ chức giao ban báo chí tháng 7.", Some(10), Some("Ban Tuyên giáo Tỉnh ủy Thái Bình"), None),
    ("Sau 6 tháng triển khai, ngày 10/7/2024 tại Nhà Văn hóa Lao động tỉnh, Sở Lao động - Thương binh và Xã hội tỉnh Trà Vinh cùng Hội Cựu chiến binh tỉnh sơ kết chương trình phối hợp.", Some(10), Some("Sở Lao động - Thương binh và Xã hội tỉnh Trà Vinh"), Some("Nhà Văn hóa Lao động tỉnh")),
    ("Chiều thứ Năm, ngày 11/7/2024, Văn phòng Đoàn ĐBQH và HĐND tỉnh Phú Yên tổ chức họp giao ban.", Some(11), Some("Văn phòng Đoàn ĐBQH và HĐND tỉnh Phú Yên"), None),
    ("Cuộc họp giao ban quý II của Hội đồng Phối hợp phổ biến, giáo dục pháp luật huyện Vĩnh Bảo diễn ra ngày 10/7/2024 tại Phòng họp tầng 2 - Trụ sở UBND huyện.", Some(10), Some("Hội đồng Phối hợp phổ biến, giáo dục pháp luật huyện Vĩnh Bảo"), Some("Phòng họp tầng 2 - Trụ sở UBND huyện")),
    ("Ngày 10/7/2024, với sự tham dự của hơn 100 đại biểu, tại Trung tâm Hội nghị 25B, thành phố Thanh Hóa, Sở Khoa học và Công nghệ tổ chức hội nghị giao ban khoa học công nghệ vùng Bắc Trung Bộ.", Some(10), Some("Sở Khoa học và Công nghệ"), Some("Trung tâm Hội nghị 25B, thành phố Thanh Hóa")),
    ("Mới đây, ngày 3/7, Ủy ban MTTQ Việt Nam tỉnh Quảng Trị đã tổ chức hội nghị giao ban công tác mặt trận 6 tháng đầu năm 2024 ở huyện Vĩnh Linh.", Some(3), Some("Ủy ban MTTQ Việt Nam tỉnh Quảng Trị"), Some("huyện Vĩnh Linh")),
    ("Ngày 10.7, tại Ban Tuyên giáo Tỉnh ủy, đồng chí Bí thư Đảng ủy, Trưởng ban đã chủ trì họp giao ban cơ quan.", Some(10), None, Some("Ban Tuyên giáo Tỉnh ủy")),
    ("Tỉnh ủy Điện Biên vừa tổ chức Hội nghị giao ban trực tuyến với các huyện, thị, thành ủy quý II năm 2024 (ngày 10/7).", Some(10), Some("Tỉnh ủy Điện Biên"), None),
    ("Hội nghị giao ban công tác khoa giáo quý II diễn ra vào ngày 10, tháng 7, năm 2024 tại Hội trường Thành ủy Lai Châu.", Some(10), None, Some("Hội trường Thành ủy Lai Châu")),
    ("Ngày mùng 9/7, Ban Tuyên giáo Huyện ủy Nậm Pồ tổ chức giao ban công tác khoa giáo quý II.", Some(9), Some("Ban Tuyên giáo Huyện ủy Nậm Pồ"), None),
    ("Ngày mồng 9 tháng 7 năm 2024, Huyện ủy Si Ma Cai tổ chức hội nghị giao ban.", Some(9), Some("Huyện ủy Si Ma Cai"), None),
    ("Sáng thứ Tư 10.7, Quận ủy Ninh Kiều họp giao ban khối khoa giáo.", Some(10), Some("Quận ủy Ninh Kiều"), None),
    ("Quảng Trị, 10/7 - Tỉnh ủy Quảng Trị tổ chức hội nghị giao ban công tác khoa giáo quý II năm 2024.", Some(10), Some("Tỉnh ủy Quảng Trị"), None),
    ("Ngày 10 - 7 - 2024, Ban Tuyên giáo Tỉnh ủy Bến Tre tổ chức hội nghị sơ kết.", Some(10), Some("Ban Tuyên giáo Tỉnh ủy Bến Tre"), None),
    ("Ngày 10 tháng Bảy, Hội Người cao tuổi tỉnh Nam Định tổ chức sơ kết công tác 6 tháng đầu năm 2024.", Some(10), Some("Hội Người cao tuổi tỉnh Nam Định"), None),
    ("Cuối tuần qua, Ban Tuyên giáo Tỉnh ủy Ninh Thuận tổ chức hội nghị giao ban quý II. Hội nghị được tổ chức ngày 06/7 tại thành phố Phan Rang - Tháp Chàm.", Some(6), Some("Ban Tuyên giáo Tỉnh ủy Ninh Thuận"), Some("thành phố Phan Rang - Tháp Chàm")),
    ("Ban Tuyên giáo Tỉnh ủy Hà Nam đã tổ chức thành công hội nghị giao ban công tác khoa giáo quý II năm 2024. Diễn ra trong buổi sáng ngày 9/7, hội nghị có sự tham dự của 70 đại biểu.", Some(9), Some("Ban Tuyên giáo Tỉnh ủy Hà Nam"), None),
    ("Hội nghị giao ban khoa giáo quý II do đồng chí Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì vừa diễn ra hôm 10/7 tại Nhà khách Tỉnh ủy.", Some(10), None, Some("Nhà khách Tỉnh ủy")),
    ("Thực hiện chương trình công tác năm 2024, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban các cơ quan khối khoa giáo trong ngày 10/7/2024.", Some(10), Some("Ban Tuyên giáo Tỉnh ủy"), None),
    ("Ngày 10/7/2024, Đồng chí Trần Thị Diệu Thúy - Phó Chủ tịch UBND thành phố đã chủ trì buổi họp giao ban tháng 7 với các sở, ban, ngành, quận, huyện tại Trụ sở UBND thành phố, số 86 Lê Thánh Tôn, Quận 1.", Some(10), None, Some("Trụ sở UBND thành phố, số 86 Lê Thánh Tôn, Quận 1")),
    ("Như tin đã đưa, sáng 10/7, hội nghị giao ban khoa giáo các tỉnh Tây Nguyên đã khai mạc tại thành phố Buôn Ma Thuột do Ban Tuyên giáo Trung ương chủ trì.", Some(10), Some("Ban Tuyên giáo Trung ương"), Some("thành phố Buôn Ma Thuột")),
    ("Ngày 10/7, tại tỉnh Hòa Bình, Cụm thi đua các tỉnh Tây Bắc (gồm 6 tỉnh) tổ chức hội nghị sơ kết; Ban Tuyên giáo Tỉnh ủy Hòa Bình là Cụm trưởng.", Some(10), None, Some("tỉnh Hòa Bình")),
    ("Chiều 10/7, tại Hà Nội, Bộ trưởng Bộ Y tế Đào Hồng Lan chủ trì hội nghị trực tuyến giao ban với 63 tỉnh, thành phố.", Some(10), None, Some("Hà Nội")),
    ("Nằm trong chuỗi hoạt động kỷ niệm 94 năm Ngày truyền thống ngành Tuyên giáo (01/8/1930 - 01/8/2024), ngày 10/7, Ban Tuyên giáo Tỉnh ủy Vĩnh Phúc gặp mặt báo cáo viên.", Some(10), Some("Ban Tuyên giáo Tỉnh ủy Vĩnh Phúc"), None),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy - sáng 10/7 - đã tổ chức giao ban với các tổ chức chính trị - xã hội.", Some(10), Some("Ban Tuyên giáo và Dân vận Tỉnh ủy"), None),
    ("Tiếp nối thành công của hội nghị quý I, Sở Nội vụ Long An giao ban công tác cải cách hành chính quý II tại huyện Đức Hòa hôm 10/7.", Some(10), Some("Sở Nội vụ Long An"), Some("huyện Đức Hòa")),
    ("Tham dự hội nghị giao ban do Huyện ủy Đầm Hà tổ chức ngày 10/7 có đồng chí Bí thư Huyện ủy và lãnh đạo các phòng, ban.", Some(10), Some("Huyện ủy Đầm Hà"), None),
    ("Với mục đích tháo gỡ khó khăn cho cơ sở, Đảng ủy xã Chiềng Khoong triệu tập hội nghị giao ban bí thư chi bộ, sáng 10/7/2024, nhà văn hóa bản Púng.", Some(10), Some("Đảng ủy xã Chiềng Khoong"), None),
    ("Sáng 10/7, UBND tỉnh tổ chức Hội nghị trực tuyến sơ kết công tác giáo dục. Tại điểm cầu UBND tỉnh có đồng chí Phó Chủ tịch UBND tỉnh chủ trì.", Some(10), Some("UBND tỉnh"), Some("UBND tỉnh")),
    ("Sáng 10/7, Thường trực Tỉnh ủy Đồng Nai họp nghe Ban Tuyên giáo Tỉnh ủy báo cáo kết quả công tác khoa giáo.", Some(10), Some("Thường trực Tỉnh ủy Đồng Nai"), None),
    ("Hội nghị giao ban công tác tuyên giáo 6 tháng đầu năm 2024 của Ban Tuyên giáo Huyện ủy Đak Pơ đã diễn ra thành công tốt đẹp vào ngày 10/7 vừa rồi.", Some(10), Some("Ban Tuyên giáo Huyện ủy Đak Pơ"), None),
    ("Sáng 10/7, tại Hội trường tầng 5, Tòa nhà liên cơ, đường Lý Thái Tổ, phường Suối Hoa, Ban Tuyên giáo Tỉnh ủy Bắc Ninh tổ chức hội nghị giao ban.", Some(10), Some("Ban Tuyên giáo Tỉnh ủy Bắc Ninh"), Some("Hội trường tầng 5, Tòa nhà liên cơ, đường Lý Thái Tổ, phường Suối Hoa")),
    ("Ngày 10/7/2024, Ban Tổ chức - Kiểm tra Đảng ủy Sở phối hợp Công đoàn ngành Giáo dục Hải Dương tập huấn công tác Đảng tại thành phố Chí Linh.", Some(10), Some("Ban Tổ chức - Kiểm tra Đảng ủy Sở"), Some("thành phố Chí Linh")),
    ("Lớp bồi dưỡng nghiệp vụ công tác khoa giáo năm 2024 được Trung tâm Chính trị huyện Hạ Lang khai giảng ngày 10/7.", Some(10), Some("Trung tâm Chính trị huyện Hạ Lang"), None),
    ("Ngày 10/7 tại UBND huyện, Ban Đại diện Hội đồng quản trị Ngân hàng Chính sách xã hội huyện Văn Bàn họp phiên thường kỳ quý II.", Some(10), Some("Ban Đại diện Hội đồng quản trị Ngân hàng Chính sách xã hội huyện Văn Bàn"), Some("UBND huyện")),
    ("Bí thư Tỉnh ủy Bùi Thị Quỳnh Vân chủ trì giao ban Thường trực Tỉnh ủy với Bí thư huyện, thành ủy sáng 10/7.", Some(10), None, None),
];
