//! Papers that are spoken, and those that invite: their titles, days and hosts.

use extract::reading::{Reading, read_text};
use jiff::civil::date;

fn read(text: &str) -> Reading {
    read_text(text).value
}

const INVITATION: &str = "THÀNH ỦY CẦN THƠ
BAN TUYÊN GIÁO VÀ DÂN VẬN
*
Số 55-GM/BTGDVTU
ĐẢNG CỘNG SẢN VIỆT NAM
Cần Thơ, ngày 02 tháng 4 năm 2026

GIẤY MỜI

Ban Tuyên giáo và Dân vận Thành ủy trân trọng kính mời: Đồng chí Giám đốc Sở Khoa học và Công nghệ
Dự: Hội nghị giao ban công tác khoa giáo quý I năm 2026
Chủ trì: Đồng chí Lê Thị Bích Ngọc, Trưởng Ban Tuyên giáo và Dân vận Thành ủy
Thời gian: 07 giờ 30 phút, ngày 09/4/2026 (thứ Năm)
Địa điểm: Phòng họp số 2, Trụ sở Thành ủy
Trân trọng./.
TL. TRƯỞNG BAN
CHÁNH VĂN PHÒNG
Phan Minh Đức
";

/// the title of a speech is all of its lines, and says who speaks.
#[test]
fn the_title_of_a_speech_is_all_of_its_lines() {
    let r = read(
        "PHÁT BIỂU KẾT LUẬN\ncủa đồng chí Phạm Thị Minh Huệ, Phó Chủ tịch UBND tỉnh\ntại Hội nghị giao ban khối văn hóa - xã hội tháng 3 năm 2025\n(Ngày 04/4/2025)\n\nKính thưa các đồng chí!\nQua nghe báo cáo của Sở Văn hóa, Thể thao và Du lịch và 9 ý kiến phát biểu, tôi cơ bản thống nhất. Quý I vừa qua, toàn tỉnh đón 1.102.000 lượt khách.\n",
    );
    assert_eq!(
        r.title.as_deref(),
        Some(
            "Phát biểu kết luận của đồng chí Phạm Thị Minh Huệ, Phó Chủ tịch UBND tỉnh tại Hội nghị giao ban khối văn hóa - xã hội tháng 3 năm 2025"
        )
    );
    let people: Vec<&str> = r.people.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(people, ["Phạm Thị Minh Huệ"]);
    assert_eq!(r.event_date, Some(date(2025, 4, 4)));
    assert_eq!(r.published, None);
}

/// an opening speech names its meeting in the next line.
#[test]
fn an_opening_speech_goes_on_with_its_meeting() {
    let r = read(
        "DIỄN VĂN KHAI MẠC\nHội nghị giao ban công tác khoa giáo 6 tháng đầu năm 2024\n(Do đồng chí Lê Thị Hoa, Phó Trưởng Ban Tuyên giáo Tỉnh ủy trình bày)\n\nKính thưa các đồng chí!\nHội nghị hôm nay nhằm đánh giá kết quả công tác khoa giáo 6 tháng đầu năm của toàn tỉnh.\n",
    );
    assert_eq!(
        r.title.as_deref(),
        Some("Diễn văn khai mạc Hội nghị giao ban công tác khoa giáo 6 tháng đầu năm 2024")
    );
}

/// an invitation is called by what it invites to; who invites holds the meeting.
#[test]
fn an_invitation_tells_to_what_and_by_whom() {
    let r = read(INVITATION);
    assert_eq!(
        r.title.as_deref(),
        Some("Giấy mời dự Hội nghị giao ban công tác khoa giáo quý I năm 2026")
    );
    assert_eq!(
        r.host.as_deref(),
        Some("Ban Tuyên giáo và Dân vận Thành ủy")
    );
    assert_eq!(r.event_date, Some(date(2026, 4, 9)));
}
