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

/// a stamp tells beside its mark how urgent the paper is and which copy.
#[test]
fn a_mark_with_urgency_copy_or_words_that_lead_up_to_it_is_a_mark() {
    let mut stamps: Vec<String> = Vec::new();
    for mark in ["MẬT", "TỐI MẬT", "TUYỆT MẬT"] {
        for urgent in [
            "KHẨN",
            "THƯỢNG KHẨN",
            "HỎA TỐC",
            "HOẢ TỐC",
            "HỎA TỐC HẸN GIỜ",
        ] {
            stamps.extend([
                format!("{mark} - {urgent}"),
                format!("{urgent} - {mark}"),
                format!("{urgent} {mark}"),
                format!("{mark} {urgent}"),
                format!("{mark}/{urgent}"),
                format!("{mark} ({urgent})"),
                format!("[{mark} – {urgent}]"),
                format!("{mark} - {urgent} - Bản số: 02"),
                format!("Số: 12-BC/TU {urgent} - {mark}"),
                format!("TỈNH ỦY HÀ TĨNH {mark} - {urgent}"),
                format!("{mark} - {urgent} ĐẢNG CỘNG SẢN VIỆT NAM"),
                format!("{mark} - {urgent} Hà Tĩnh, ngày 8 tháng 4 năm 2022"),
                format!("Số 12-BC/TU {mark}/{urgent} Hà Tĩnh, ngày 8 tháng 4 năm 2022"),
            ]);
        }
        stamps.extend([
            format!("{mark} (Bản số 3)"),
            format!("{mark} Bản số: 02"),
            format!("{mark}. Bản số 02"),
            format!("{mark} Bản số: 02/05"),
            format!("{mark} - Bản số: ......"),
            format!("Đóng dấu: {mark}"),
            format!("TÀI LIỆU {mark}"),
            format!("VĂN BẢN {mark}"),
            format!("TÀI LIỆU {mark} - HỎA TỐC (BẢN SỐ 01)"),
            format!("{mark} Bản số 02 Số: 12-BC/TU"),
            format!("Số: 12-BC/TU TÀI LIỆU {mark}"),
        ]);
    }
    for text in [
        "Mật - Hỏa tốc",
        "Mật khẩn",
        "Hoả tốc - Tối mật",
        "Tài liệu mật",
        "HỎA TỐC HẸN GIỜ 10 giờ 00 ngày 8/4 - MẬT",
        "Mật - Hỏa tốc Số: 05-BC/TU",
        "Mật - Hỏa tốc Hà Tĩnh, ngày 8 tháng 4 năm 2022",
        "M Ậ T - K H Ẩ N",
        "MẬT - LƯU HÀNH NỘI BỘ",
    ] {
        stamps.push(text.to_owned());
    }
    for stamp in stamps {
        let found = find_marks(&format!("TỈNH ỦY\n{stamp}\nBÁO CÁO"));
        assert_eq!(found.len(), 1, "{stamp}");
        assert!(found[0].quote.is_empty(), "a secret is not repeated");
    }
}

#[test]
fn urgency_alone_and_words_about_secret_papers_are_no_marks() {
    for text in [
        "KHẨN",
        "HỎA TỐC",
        "HỎA TỐC HẸN GIỜ",
        "THƯỢNG KHẨN",
        "Bản số: 02",
        "TÀI LIỆU",
        "Độ mật",
        "Độ mật: Không - Độ khẩn: Hỏa tốc",
        "CÔNG TÁC BẢO MẬT",
        "CÔNG TÁC BẢO MẬT - HỎA TỐC",
        "Mật khẩu",
        "MẬT KHẨU",
        "Mật độ dân số",
        "MẬT ONG - BẢN SỐ 2",
        "- Tài liệu mật;",
        "tài liệu mật",
        "Văn bản mật.",
        "3. TÀI LIỆU MẬT",
        "QUẢN LÝ VĂN BẢN MẬT",
        "SỔ ĐĂNG KÝ TÀI LIỆU MẬT",
        "Tuyệt mật Tối mật Mật",
        "Tổng số 12/5 văn bản MẬT.",
        "Văn bản có độ khẩn HỎA TỐC, độ mật MẬT được gửi bằng đường riêng.",
        "Các đơn vị thực hiện nghiêm quy định về bảo vệ bí mật nhà nước, văn bản khẩn, hỏa tốc.",
        "Phố Mật Sơn, ngày 8 tháng 4",
        "Mật Sơn, ngày 8 tháng 4 năm 2022",
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
