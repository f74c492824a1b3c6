//! Figures with their units, parts and loosening words. Small inputs, one habit each.

use extract::reading::{Figure, read_text};

fn figures(words: &str) -> Vec<Figure> {
    read_text(&format!(
        "Giao ban công tác khoa giáo quý I năm 2022\n\n08/04/2022\n\nNgày 7/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I.\n\nKết quả trong quý cho thấy công tác khoa giáo có nhiều chuyển biến tích cực. {words}\n"
    ))
    .value
    .figures
}

/// a figure is kept with its whole unit.
#[test]
fn units_are_read_to_their_end() {
    for (words, value, unit) in [
        ("Toàn tỉnh xây mới 300 m² phòng học.", 300.0, "m²"),
        ("Các đơn vị thu gom 50 m³ rác.", 50.0, "m³"),
        ("Khu bảo tồn rộng 300 km2.", 300.0, "km2"),
        ("Khu bảo tồn rộng 300 km².", 300.0, "km²"),
        ("Toàn tỉnh xây mới 300 m2 phòng học.", 300.0, "m2"),
        ("Nồng độ bụi mịn đạt 35 µg/m³.", 35.0, "µg/m³"),
        (
            "Có 1 triệu 200 nghìn lượt khách.",
            1_200_000.0,
            "lượt khách",
        ),
        ("Kinh phí là 2 tỷ 345 triệu đồng.", 2_345_000_000.0, "đồng"),
        (
            "Đã giải ngân 45,6 tỷ đồng/60 tỷ đồng.",
            45_600_000_000.0,
            "đồng",
        ),
        ("Đã giải ngân 45,6 tỷ đồng/60 tỷ.", 45_600_000_000.0, "đồng"),
        ("Tỷ số tử vong mẹ là 35/100.000 trẻ.", 35.0, "/100.000 trẻ"),
        ("Tỷ số tử vong mẹ là 35/100.000.", 35.0, "/100.000"),
        ("Có 8.500/10.000 hộ tham gia.", 8500.0, "hộ"),
        ("Có 318/534 trường đạt chuẩn.", 318.0, "trường"),
        ("Có 318/534 số trường đạt chuẩn.", 318.0, "trường"),
        (
            "Toàn tỉnh có 10,5 bác sĩ/1 vạn dân.",
            10.5,
            "bác sĩ/1 vạn dân",
        ),
        ("Mỗi suất quà trị giá 10.000đ.", 10_000.0, "đ"),
    ] {
        let found = figures(words);
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        let one = &found[0];
        assert!((one.value - value).abs() < 1e-6, "{words}: {one:?}");
        assert_eq!(one.unit.as_deref(), Some(unit), "{words}");
    }
}

/// a share of all counts nothing.
#[test]
fn a_share_of_all_is_no_count() {
    for words in [
        "Có gần 2/3 số trường đạt chuẩn.",
        "Có 1/2 diện tích được trồng mới.",
    ] {
        assert!(figures(words).is_empty(), "{words}: {:?}", figures(words));
    }
    assert_eq!(figures("Có 5/7 chỉ tiêu đạt kế hoạch.").len(), 1);
}

/// two words that loosen a figure together are kept together.
#[test]
fn words_that_turn_below_are_kept_with_it() {
    for (words, told) in [
        ("Tỷ lệ tiêm chủng đạt không dưới 95%.", "không dưới"),
        ("Các lớp thu hút trên dưới 100 học viên.", "trên dưới"),
        ("Tỷ lệ hộ nghèo còn dưới 5%.", "dưới"),
        ("Các lớp thu hút hơn 100 học viên.", "hơn"),
    ] {
        let found = figures(words);
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        assert_eq!(found[0].approximation.as_deref(), Some(told), "{words}");
        assert!(found[0].text.contains(told), "{words}: {}", found[0].text);
    }
}

/// a word that begins a noun multiplies nothing.
#[test]
fn a_noun_is_no_magnitude() {
    for words in [
        "1 Tỷ lệ bao phủ bảo hiểm y tế.",
        "Có 3 tỷ lệ chưa đạt yêu cầu.",
        "Có 2 tỷ số tăng và 5 tỷ trọng giảm.",
        "Phát hiện 5 triệu chứng của bệnh sởi.",
    ] {
        assert!(
            figures(words).iter().all(|f| f.value < 1000.0),
            "{words}: {:?}",
            figures(words)
        );
    }
    for (words, value) in [
        ("Kinh phí là 1 tỷ rưỡi đồng.", 1_500_000_000.0),
        ("Thu hút 2 triệu rưỡi lượt khách.", 2_500_000.0),
        ("Kinh phí là 3 tỷ đồng.", 3_000_000_000.0),
    ] {
        let found = figures(words);
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        assert!((found[0].value - value).abs() < 1e-6, "{words}: {found:?}");
    }
}

/// no unit is half a noun.
#[test]
fn nouns_of_two_syllables_are_whole_units() {
    for (words, unit) in [
        ("Có 127/130 đơn vị hoàn thành kế hoạch.", "đơn vị"),
        ("Có 13/14 địa phương hoàn thành kế hoạch.", "địa phương"),
        ("Có 96/96 địa bàn hoàn thành kế hoạch.", "địa bàn"),
        ("Có 30/32 cơ quan hoàn thành kế hoạch.", "cơ quan"),
        ("Trường có 43 nghiên cứu sinh.", "nghiên cứu sinh"),
        ("Sản phẩm bán sang 8 quốc gia.", "quốc gia"),
        ("Toàn tỉnh xóa 120 nhà tạm.", "nhà tạm"),
        ("Toàn tỉnh trồng 500 cây xanh.", "cây xanh"),
        ("Toàn tỉnh có 45 thôn.", "thôn"),
    ] {
        let found = figures(words);
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        assert_eq!(found[0].unit.as_deref(), Some(unit), "{words}");
    }
    // A noun that the list does not know has no unit rather than half of one.
    let unknown = figures("Nhà trường thực hiện 12 chuyên luận mới.");
    assert!(unknown.iter().all(|f| f.unit.is_none()), "{unknown:?}");
}

/// what the opening paragraph reports behind the meeting is a result too.
#[test]
fn results_right_behind_the_meeting_are_read() {
    let opening = "Ngày 7/6, Ban Tuyên giáo Tỉnh ủy Hà Nam tổ chức hội nghị giao ban khối khoa giáo tháng 5 với 45 đại biểu.";
    for (words, values) in [
        (
            " Trong tháng 5, ngành Y tế tiêm 45.200 mũi vắc xin, đạt 96,1% kế hoạch.",
            &[45_200.0, 96.1][..],
        ),
        (
            " Toàn tỉnh có 1.240 trường đạt chuẩn, đón 1,1 triệu lượt khách.",
            &[1240.0, 1_100_000.0],
        ),
        (" Dự hội nghị có 120 đại biểu của 15 xã.", &[]),
    ] {
        let text = format!(
            "Hà Nam: Giao ban khối khoa giáo tháng 5/2022\nThứ Tư, 08/6/2022\n{opening}{words}\n"
        );
        let read: Vec<f64> = read_text(&text)
            .value
            .figures
            .iter()
            .map(|f| f.value)
            .collect();
        assert_eq!(read, values, "{words}");
    }
}

/// a plan told in brackets is no result.
#[test]
fn plans_in_brackets_are_no_results() {
    for (words, value) in [
        (
            "Tỷ lệ tiêm chủng đạt 97% (kế hoạch năm từ 95% trở lên).",
            97.0,
        ),
        ("Tỷ lệ lao động qua đào tạo đạt 62,5% (KH 60%).", 62.5),
        ("Có 42 trường đạt chuẩn (chỉ tiêu 40 trường).", 42.0),
    ] {
        let found = figures(words);
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        assert!((found[0].value - value).abs() < 1e-6, "{words}: {found:?}");
    }
    let both = figures("Tỷ lệ bao phủ tăng mạnh (kế hoạch 92%, đạt 95%).");
    assert!(
        both.iter().any(|f| (f.value - 95.0).abs() < 1e-6),
        "{both:?}"
    );
}

/// "trở lên" loosens a figure as "trên" does.
#[test]
fn a_figure_and_more_is_loose() {
    let found = figures("Tỷ lệ tiêm chủng đạt từ 95% trở lên.");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].approximation.as_deref(), Some("từ … trở lên"));
}

/// against what a figure is set, also in short.
#[test]
fn comparisons_in_short_are_kept() {
    for (words, against) in [
        ("Lượng khách tăng 14% CK.", "CK"),
        ("Số thu bằng 112% KH.", "KH"),
        ("Số lượt khám tăng 11,4% so quý I.", "so quý I"),
        ("Số lượt khám tăng 11,4% so với cùng kỳ.", "so với cùng kỳ"),
    ] {
        let found = figures(words);
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        assert_eq!(found[0].against.as_deref(), Some(against), "{words}");
    }
}

/// thousands between 1.900 and 2.100 are no years.
#[test]
fn a_range_of_thousands_is_a_range() {
    let found = figures("Mỗi năm có 1.900 - 2.000 hộ thoát nghèo.");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].range, Some([1900.0, 2000.0]));
    assert_eq!(found[1].unit.as_deref(), Some("hộ"));
    assert!(figures("Giai đoạn 2016 - 2020 có nhiều tiến bộ.").is_empty());
}

/// by what a number is measured is no count.
#[test]
fn a_rate_told_before_its_number_is_its_unit() {
    for (words, value, unit) in [
        ("Số bác sĩ trên 1 vạn dân đạt 9,2.", 9.2, "bác sĩ/1 vạn dân"),
        (
            "Số giường bệnh trên 10.000 dân là 31.",
            31.0,
            "giường bệnh/10.000 dân",
        ),
    ] {
        let found = figures(words);
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        assert!((found[0].value - value).abs() < 1e-6, "{words}: {found:?}");
        assert_eq!(found[0].unit.as_deref(), Some(unit), "{words}");
    }
    let many = figures("Hơn 10.000 dân được hưởng lợi.");
    assert_eq!(many.len(), 1, "{many:?}");
}

/// of a table of plans and results the results are read, by its head row.
#[test]
fn results_of_a_table_with_plans_are_read_by_its_head() {
    let rows = [
        "1\tTỷ lệ bao phủ BHYT\t%\t92\t90,4",
        "2\tSố trường đạt chuẩn\tTrường\t40\t42",
        "3\tSố lớp tập huấn\tLớp\t12",
    ];
    let read = |head: &str| {
        figures(&format!(
            "Các chỉ tiêu như sau:\n\n{head}\n{}",
            rows.join("\n")
        ))
    };
    let found = read("TT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện");
    let told: Vec<_> = found
        .iter()
        .map(|f| (f.value.to_string(), f.unit.as_deref().unwrap_or("")))
        .collect();
    let expected = [("90.4", "%"), ("42", "trường")];
    assert_eq!(told, expected.map(|(v, u)| (v.to_owned(), u)), "{found:?}");
    // Where another column comes last, no cell is guessed.
    let other = read("TT\tChỉ tiêu\tĐVT\tThực hiện\tKế hoạch");
    assert!(other.iter().all(|f| f.value < 90.0), "{other:?}");
}
