//! Lines that are marks, and lines that only hold the syllable.

use super::*;

#[test]
fn stamps_headings_and_fields_are_marks() {
    for text in [
        "MẬT",
        "TỐI MẬT",
        "Tuyệt mật",
        "[MẬT]",
        "Độ mật: Mật",
        "Mức độ mật: TỐI MẬT",
        "M Ậ T",
        "*** TUYỆT MẬT ***",
        "TUYỆT MẬT Số: 05-BC/TU",
        "Dấu mật: Mật",
        "MẬT Số: 05-BC/TU",
        "Mật Số: 05-BC/TU",
        "MẬT - Số 05-BC/TU",
        "MẬT ĐẢNG CỘNG SẢN VIỆT NAM",
        "TỈNH ỦY X MẬT CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỐI MẬT Hà Tĩnh, ngày 8 tháng 4 năm 2022",
        "TUYỆT MẬT Thành phố Hồ Chí Minh, ngày 8 tháng 4 năm 2022",
        "Số: 12-BC/TU MẬT",
        "Số 12-BC/TU MẬT Hà Tĩnh, ngày 8 tháng 4 năm 2022",
        "TỈNH ỦY HÀ TĨNH MẬT",
        "BAN TUYÊN GIÁO TUYỆT  MẬT",
        "ĐẢNG CỘNG SẢN VIỆT NAM MẬT",
        "Độc lập - Tự do - Hạnh phúc MẬT",
        "TỈNH ỦY HÀ TĨNH BAN TUYÊN GIÁO Số 12-BC/TU TỐI MẬT ĐẢNG CỘNG SẢN VIỆT NAM Hà Tĩnh, ngày 8 tháng 4 năm 2022",
        "TỈNH ỦY HÀ TĨNH BAN TUYÊN GIÁO Số 12-BC/TU MẬT ĐẢNG CỘNG SẢN VIỆT NAM Hà Tĩnh, ngày 8 tháng 4 năm 2022 BÁO CÁO tình hình công tác khoa giáo quý I năm 2022, phương hướng, nhiệm vụ quý II năm 2022 của toàn tỉnh",
        "Số 12-BC/TU | MẬT | Hà Tĩnh",
        "MẬT BÁO CÁO",
    ] {
        let found = find_marks(&format!("TỈNH ỦY\n{text}\nBÁO CÁO"));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].severity, Severity::Refused);
        assert!(found[0].quote.is_empty(), "a secret is not repeated");
    }
}

#[test]
fn ordinary_words_with_the_syllable_are_no_marks() {
    for text in [
        "bí mật",
        "mật độ dân số cao",
        "bảo mật thông tin",
        "quan hệ mật thiết",
        "mật ong",
        "Độ mật: Không",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Tăng cường công tác bảo vệ bí mật nhà nước, danh mục bí mật nhà nước độ Tối mật trong lĩnh vực y tế được rà soát.",
        "MẬT ĐỘ DÂN SỐ",
        "mật khẩu: đổi 3 tháng một lần",
        "Độ mật: Thường",
        "RUỘNG MẬT",
        "BẢO MẬT",
        "CÔNG TÁC BẢO MẬT Số: 12 CA",
        "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC Số: 29/2018/QH14",
        "Quy chế bảo vệ BÍ MẬT ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 12-BC/TU MẬT ĐỘ DÂN SỐ",
        "HỘI NUÔI ONG LẤY MẬT",
        "SỞ NÔNG NGHIỆP: MÔ HÌNH NUÔI ONG LẤY MẬT",
        "BAN QUẢN LÝ DỰ ÁN RUỘNG MẬT",
        "NGUYỄN VĂN MẬT",
        "TRẦN THỊ MẬT",
        "Lễ hội MẬT ONG Hà Tĩnh, ngày 8 tháng 4 năm 2022",
        "MẬT ONG Hà Tĩnh, ngày 8 tháng 4 năm 2022",
        "Xã RUỘNG MẬT, ngày 8 tháng 4 năm 2022",
        "Tài liệu có dấu TUYỆT MẬT, TỐI MẬT, MẬT phải lưu ở nơi riêng.",
        "Văn thư đóng dấu MẬT khi có ý kiến của lãnh đạo.",
        "Danh mục bí mật nhà nước độ TỐI MẬT trong ngành y tế",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT CỦA NGÀNH Y TẾ",
        "BỘ Y TẾ QUẢN LÝ TÀI LIỆU MẬT",
        "PHẪU THUẬT NỘI SOI SỎI MẬT",
        "Hội nghị học tập Luật Bảo vệ bí mật nhà nước. Số: 12 lớp.",
        "mật số: 1234",
        "RỈ MẬT - 12 tấn",
    ] {
        assert!(find_marks(text).is_empty(), "{text}");
    }
}

#[test]
fn stamps_are_seen_whatever_way_their_letters_are_made() {
    for text in [
        "MA\u{323}\u{302}T",
        "MÂ\u{323}T",
        "TỐI\u{A0}MẬT",
        "M\u{200B}ẬT",
        "TỈNH ỦY X\tMA\u{302}\u{323}T\tĐẢNG CỘNG SẢN VIỆT NAM",
    ] {
        assert_eq!(find_marks(text).len(), 1, "{text}");
    }
}
