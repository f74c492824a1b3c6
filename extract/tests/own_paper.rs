//! The body that issues a paper, where only the letterhead names it.

use extract::reading::{Reading, read_text};

fn paper(head: &str, number: &str, told: &str) -> Reading {
    let motto = if number.contains("-BC/") {
        "ĐẢNG CỘNG SẢN VIỆT NAM"
    } else {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    };
    read_text(&format!(
        "{head}\n*\nSố {number}\n{motto}\nGia Lai, ngày 12 tháng 10 năm 2025\n\nBÁO CÁO\ncông tác khoa giáo quý III năm 2025\n\nI. KẾT QUẢ\n{told}\n"
    ))
    .value
}

/// An issuer is written as officials write it, whatever the letterhead's capitals.
#[test]
fn an_issuer_of_the_letterhead_is_written_as_officials_write_it() {
    for (head, number, issuer) in [
        (
            "TỈNH ỦY GIA LAI\nVĂN PHÒNG",
            "77-BC/VPTU",
            "Văn phòng Tỉnh ủy",
        ),
        (
            "TỈNH ỦY GIA LAI\nBAN TUYÊN GIÁO\nVÀ DÂN VẬN",
            "77-BC/BTGDVTU",
            "Ban Tuyên giáo và Dân vận Tỉnh ủy",
        ),
        (
            "THÀNH ỦY ĐÀ NẴNG\nBAN TUYÊN GIÁO VÀ DÂN VẬN",
            "77-BC/BTGDVTU",
            "Ban Tuyên giáo và Dân vận Thành ủy",
        ),
        (
            "TỈNH ỦY GIA LAI\nỦY BAN KIỂM TRA",
            "77-BC/UBKTTU",
            "Ủy ban Kiểm tra Tỉnh ủy",
        ),
        (
            "ĐẢNG BỘ TỈNH GIA LAI\nĐẢNG ỦY XÃ IA GRAI",
            "77-BC/ĐU",
            "Đảng ủy xã Ia Grai",
        ),
        (
            "ĐẢNG ỦY PHƯỜNG PLEIKU\nBAN XÂY DỰNG ĐẢNG",
            "77-BC/BXDĐ",
            "Ban Xây dựng Đảng Đảng ủy phường Pleiku",
        ),
        (
            "UBND TỈNH GIA LAI\nSỞ KHOA HỌC VÀ CÔNG NGHỆ",
            "77/BC-SKHCN",
            "Sở Khoa học và Công nghệ",
        ),
        (
            "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT VIỆT NAM\nLIÊN HIỆP CÁC HỘI KH&KT TỈNH GIA LAI",
            "77/BC-LHHKHKT",
            "Liên hiệp các Hội KH&KT tỉnh Gia Lai",
        ),
        (
            "ĐOÀN TNCS HỒ CHÍ MINH\nBCH TỈNH GIA LAI",
            "77-BC/TĐTN",
            "BCH Đoàn TNCS Hồ Chí Minh tỉnh Gia Lai",
        ),
        (
            "HỘI LHPN VIỆT NAM\nBAN THƯỜNG VỤ TỈNH GIA LAI",
            "77/BC-BTV",
            "Ban Thường vụ Hội LHPN tỉnh Gia Lai",
        ),
        ("BỘ Y TẾ\nCỤC DÂN SỐ", "77/BC-CDS", "Cục Dân số"),
        (
            "ỦY BAN NHÂN DÂN\nXÃ IA GRAI",
            "77/BC-UBND",
            "Ủy ban nhân dân xã Ia Grai",
        ),
        ("UBND\nTỈNH GIA LAI", "77/BC-UBND", "UBND tỉnh Gia Lai"),
    ] {
        let r = paper(head, number, "Công tác được triển khai.");
        let own = r.documents.first().and_then(|d| d.issuer.as_deref());
        assert_eq!(own, Some(issuer), "{head}");
    }
}

/// A Party body of the letterhead is listed once, with its committee.
#[test]
fn a_party_body_of_the_letterhead_is_one_with_that_of_the_text() {
    let head = "TỈNH ỦY GIA LAI\nBAN TUYÊN GIÁO VÀ DÂN VẬN";
    let told = "Trong quý, Ban Tuyên giáo và Dân vận Tỉnh ủy đã tham mưu 12 văn bản.";
    let r = paper(head, "77-BC/BTGDVTU", told);
    assert_eq!(
        r.organisations,
        ["TỈNH ỦY GIA LAI", "Ban Tuyên giáo và Dân vận Tỉnh ủy"]
    );
    let r = paper(
        "TỈNH ỦY GIA LAI\nỦY BAN KIỂM TRA",
        "77-BC/UBKTTU",
        "Công tác được triển khai.",
    );
    assert!(
        !r.organisations.iter().any(|o| o == "BAN KIỂM TRA"),
        "{:?}",
        r.organisations
    );
}
