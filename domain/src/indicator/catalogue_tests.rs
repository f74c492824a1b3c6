//! Every row of the starter catalogue that the field asks for (domain facts
//! §6.3), figure by figure: a row that names two is looked for twice.

use super::super::{Aggregation, Direction, IndicatorDef, IndicatorKind};
use super::catalogue;

/// How a row adds up over units and over time.
const SUM: &str = "sum/sum";
const LAST: &str = "ratio/last";
const RATIO: &str = "ratio/ratio";
const LEVEL: &str = "none/last";
const NONE: &str = "none/none";

/// Code, words of its name, unit of measure, aggregation, direction.
type Row = (&'static str, &'static str, &'static str, &'static str, char);

const EDUCATION: [Row; 21] = [
    (
        "GD-01",
        "tốt nghiệp trung học phổ thông",
        "%",
        "ratio/none",
        '↑',
    ),
    ("GD-02", "Trường đạt chuẩn quốc gia", "%", LAST, '↑'),
    ("GD-03", "nhà trẻ", "%", LAST, '↑'),
    ("GD-04", "mẫu giáo", "%", LAST, '↑'),
    ("GD-04a", "5 tuổi", "%", LAST, '↑'),
    ("GD-05a", "mầm non cho trẻ em 5 tuổi", "mức độ", LEVEL, '↑'),
    ("GD-05b", "tiểu học", "mức độ", LEVEL, '↑'),
    ("GD-05", "trung học cơ sở", "mức độ", LEVEL, '↑'),
    ("GD-05c", "xóa mù chữ", "mức độ", LEVEL, '↑'),
    ("GD-06", "học sinh giỏi quốc gia", "giải", SUM, '↑'),
    // A mean of means is weighted by the candidates, so that it can be told.
    (
        "GD-07",
        "Điểm trung bình thi",
        "điểm",
        "weighted_mean/none",
        '↑',
    ),
    ("GD-07h", "Thứ hạng", "hạng", NONE, '↓'),
    ("GD-08", "qua đào tạo", "%", LAST, '↑'),
    ("GD-08a", "bằng cấp, chứng chỉ", "%", LAST, '↑'),
    ("GD-09a", "tuyển sinh", "người", SUM, '↑'),
    ("GD-09", "đào tạo nghề", "người", SUM, '↑'),
    ("KHH-01", "gia đình học tập", "%", LAST, '↑'),
    ("KHH-01a", "dòng họ học tập", "%", LAST, '↑'),
    ("KHH-01b", "cộng đồng học tập", "%", LAST, '↑'),
    ("KHH-02", "công dân học tập", "%", LAST, '↑'),
    ("GD-07t", "thí sinh dự thi", "thí sinh", "sum/none", '–'),
];

const HEALTH: [Row; 27] = [
    (
        "YT-01",
        "bác sĩ trên vạn dân",
        "bác sĩ/10.000 dân",
        LAST,
        '↑',
    ),
    (
        "YT-02",
        "giường bệnh trên vạn dân",
        "giường/10.000 dân",
        LAST,
        '↑',
    ),
    (
        "YT-03",
        "dược sĩ đại học trên vạn dân",
        "dược sĩ/10.000 dân",
        LAST,
        '↑',
    ),
    ("YT-04", "bao phủ bảo hiểm y tế", "%", LAST, '↑'),
    ("YT-05", "tiêm chủng đầy đủ", "%", LAST, '↑'),
    ("YT-06", "xã đạt tiêu chí quốc gia về y tế", "%", LAST, '↑'),
    ("YT-07", "tử vong trẻ dưới 1 tuổi", "‰", RATIO, '↓'),
    ("YT-07a", "tử vong trẻ dưới 5 tuổi", "‰", RATIO, '↓'),
    ("YT-07b", "tử vong mẹ", "/100.000 trẻ sinh sống", RATIO, '↓'),
    ("YT-08", "Tuổi thọ trung bình", "năm", NONE, '↑'),
    ("YT-09", "lượt khám", "lượt", SUM, '–'),
    ("YT-09a", "điều trị nội trú", "lượt", SUM, '–'),
    ("YT-09b", "phẫu thuật", "ca", SUM, '–'),
    ("YT-10", "mắc bệnh truyền nhiễm", "ca", SUM, '↓'),
    ("YT-10a", "tử vong do bệnh truyền nhiễm", "ca", SUM, '↓'),
    ("YT-10.sxh", "sốt xuất huyết", "ca", SUM, '↓'),
    ("YT-10a.sxh", "sốt xuất huyết", "ca", SUM, '↓'),
    ("YT-11", "vụ ngộ độc thực phẩm", "vụ", SUM, '↓'),
    ("YT-11a", "người mắc ngộ độc", "người", SUM, '↓'),
    ("YT-11b", "tử vong do ngộ độc", "người", SUM, '↓'),
    // How many were inspected is its denominator.
    ("YT-12", "cơ sở đạt an toàn thực phẩm", "%", RATIO, '↑'),
    (
        "DS-01",
        "Tỷ số giới tính khi sinh",
        "nam/100 nữ",
        RATIO,
        '→',
    ),
    ("DS-02", "Tổng tỷ suất sinh", "con/phụ nữ", NONE, '→'),
    // The policy changed in 2025.
    ("DS-03", "sinh con thứ ba trở lên", "%", RATIO, '–'),
    ("DS-04a", "sàng lọc trước sinh", "%", RATIO, '↑'),
    ("DS-04", "sàng lọc sơ sinh", "%", RATIO, '↑'),
    ("TE-02a", "phù hợp với trẻ em", "%", LAST, '↑'),
];

const SCIENCE_AND_ENVIRONMENT: [Row; 20] = [
    ("KC-01a", "phê duyệt", "nhiệm vụ", SUM, '↑'),
    ("KC-01", "nghiệm thu", "nhiệm vụ", SUM, '↑'),
    ("KC-01b", "ứng dụng", "nhiệm vụ", SUM, '↑'),
    ("KC-02", "đơn đăng ký sở hữu trí tuệ", "đơn", SUM, '↑'),
    ("KC-02a", "văn bằng bảo hộ sở hữu trí tuệ", "bằng", SUM, '↑'),
    ("KC-03", "(PII)", "điểm", NONE, '↑'),
    ("KC-03h", "Thứ hạng", "hạng", NONE, '↓'),
    ("KC-03a", "(DTI)", "điểm", NONE, '↑'),
    ("KC-03ah", "Thứ hạng", "hạng", NONE, '↓'),
    ("KC-04", "hồ sơ trực tuyến toàn trình", "%", RATIO, '↑'),
    ("MT-01", "rác thải đô thị", "%", LAST, '↑'),
    ("MT-01a", "rác thải nông thôn", "%", LAST, '↑'),
    ("MT-02", "dân đô thị dùng nước sạch", "%", LAST, '↑'),
    ("MT-02a", "nước hợp vệ sinh", "%", LAST, '↑'),
    ("MT-03", "chất thải y tế", "%", LAST, '↑'),
    ("MT-03a", "nước thải khu công nghiệp", "%", LAST, '↑'),
    ("MT-04", "che phủ rừng", "%", LAST, '↑'),
    ("MT-05", "thanh tra, kiểm tra môi trường", "cuộc", SUM, '–'),
    ("MT-05b", "vụ vi phạm môi trường", "vụ", SUM, '–'),
    ("MT-05a", "Tiền phạt", "triệu đồng", SUM, '–'),
];

const CULTURE_AND_SOCIETY: [Row; 17] = [
    ("VH-01", "gia đình văn hóa", "%", LAST, '↑'),
    ("VH-01a", "thôn, tổ dân phố văn hóa", "%", LAST, '↑'),
    ("VH-02", "thể dục, thể thao thường xuyên", "%", LAST, '↑'),
    ("VH-02a", "gia đình thể thao", "%", LAST, '↑'),
    ("VH-03", "huy chương", "huy chương", SUM, '↑'),
    ("VH-03.hcv", "HCV", "huy chương", SUM, '↑'),
    ("VH-03.hcb", "HCB", "huy chương", SUM, '↑'),
    ("VH-03.hcd", "HCĐ", "huy chương", SUM, '↑'),
    ("TE-01", "trẻ em bị xâm hại", "trẻ", SUM, '↓'),
    ("TE-01a", "đuối nước", "vụ", SUM, '↓'),
    ("TE-02", "hoàn cảnh đặc biệt", "%", LAST, '↑'),
    ("GN-01", "hộ nghèo", "%", LAST, '↓'),
    ("GN-01a", "hộ cận nghèo", "%", LAST, '↓'),
    ("GN-02", "giải quyết việc làm", "lao động", SUM, '↑'),
    ("GN-02a", "làm việc ở nước ngoài", "lao động", SUM, '↑'),
    ("GN-03", "Kinh phí hỗ trợ", "triệu đồng", SUM, '–'),
    ("GN-03a", "đối tượng được hỗ trợ", "người", SUM, '–'),
];

const PARTY_WORK: [Row; 13] = [
    ("CT-01", "văn bản tham mưu, ban hành", "văn bản", SUM, '–'),
    ("CT-01.nq", "nghị quyết", "văn bản", SUM, '–'),
    ("CT-01.kh", "kế hoạch", "văn bản", SUM, '–'),
    ("CT-02", "hội nghị quán triệt", "cuộc", SUM, '–'),
    ("CT-02a", "lượt người", "lượt", SUM, '–'),
    ("CT-03", "kiểm tra, giám sát, khảo sát", "cuộc", SUM, '–'),
    ("CT-04", "tin, bài", "tin, bài", SUM, '–'),
    ("CT-04a", "chuyên mục", "chuyên mục", SUM, '–'),
    ("CT-05", "nhiệm vụ", "nhiệm vụ", "sum/last", '–'),
    ("CT-05a", "đúng hạn", "nhiệm vụ", "sum/last", '↑'),
    ("CT-05e", "quá hạn", "nhiệm vụ", "sum/last", '↓'),
    ("CT-05c", "trong hạn", "nhiệm vụ", "sum/last", '–'),
    ("CT-05d", "sắp quá hạn", "nhiệm vụ", "sum/last", '↓'),
];

fn rows() -> impl Iterator<Item = Row> {
    EDUCATION
        .into_iter()
        .chain(HEALTH)
        .chain(SCIENCE_AND_ENVIRONMENT)
        .chain(CULTURE_AND_SOCIETY)
        .chain(PARTY_WORK)
}

fn aggregation(def: &IndicatorDef) -> String {
    let code = |of: Aggregation| match of {
        Aggregation::Sum => "sum",
        Aggregation::Ratio => "ratio",
        Aggregation::WeightedMean => "weighted_mean",
        Aggregation::Last => "last",
        Aggregation::Max => "max",
        Aggregation::None => "none",
    };
    format!("{}/{}", code(def.over_units), code(def.over_time))
}

#[test]
fn every_row_of_the_starter_catalogue_is_there_as_the_field_reckons_it() {
    let all = catalogue();
    for (code, words, measure, adds, direction) in rows() {
        let def = all.iter().find(|def| def.code == code).expect(code);
        let (name, words) = (def.name.to_lowercase(), words.to_lowercase());
        assert!(name.contains(&words), "{code}: {name}");
        assert_eq!(def.measure, measure, "{code}");
        assert_eq!(aggregation(def), adds, "{code}");
        let expected = match direction {
            '↑' => Direction::Up,
            '↓' => Direction::Down,
            // 105,0 and 2,10 (§6.3).
            '→' if code == "DS-01" => Direction::Toward(1_050),
            '→' => Direction::Toward(210),
            _ => Direction::Neutral,
        };
        assert_eq!(def.direction, expected, "{code}");
        assert!(!def.name_en.is_empty() && def.name_en != def.name, "{code}");
        // What is recomputed from its parts has both of them by name.
        if adds.starts_with("ratio") {
            let IndicatorKind::Ratio {
                num_label,
                den_label,
                ..
            } = &def.kind
            else {
                panic!("{code} is a ratio");
            };
            assert!(!num_label.is_empty() && !den_label.is_empty(), "{code}");
        }
    }
}

#[test]
fn the_catalogue_has_no_row_that_the_list_does_not_name() {
    for def in catalogue() {
        let whole = def.parent.as_deref();
        let is_named = |code: &str| rows().any(|row| row.0 == code);
        assert!(
            is_named(&def.code) || whole.is_some_and(is_named),
            "{}",
            def.code
        );
    }
}
