//! Invented names. No name of a commune or of an official is meant to be one
//! that exists; three-syllable commune names of this pattern are not in use.

use super::chance::Chance;

const FIRST: [&str; 16] = [
    "Lam", "Vân", "Thạch", "Mộc", "Ngàn", "Trà", "Sa", "Đồng", "Khe", "Nậm", "Tùng", "Bàng",
    "Sông", "Suối", "Lũng", "Rào",
];
const SECOND: [&str; 16] = [
    "Khê", "Trúc", "Sỏi", "Biếc", "Lựu", "Quế", "Sen", "Gạo", "Chàm", "Ngà", "Thau", "Vối", "Sim",
    "Lau", "Trám", "Bạc",
];
const THIRD: [&str; 14] = [
    "Thượng",
    "Hạ",
    "Đông",
    "Đoài",
    "Trung",
    "Nội",
    "Ngoại",
    "Nhất",
    "Nhị",
    "Tam",
    "Tiền",
    "Hậu",
    "Tân",
    "Cựu",
];

/// The `n`-th commune's name without its kind; different for every `n`.
pub(super) fn commune(n: usize) -> String {
    // Steps that share no factor with the lengths go round all combinations.
    let total = FIRST.len() * SECOND.len() * THIRD.len();
    let k = (n * 1_013 + 77) % total;
    let name = format!(
        "{} {} {}",
        FIRST[k % 16],
        SECOND[k / 16 % 16],
        THIRD[k / 256]
    );
    if n < total {
        name
    } else {
        format!("{name} {}", n / total + 1)
    }
}

const PROVINCE: [&str; 12] = [
    "Thượng",
    "Hạ",
    "Đông",
    "Đoài",
    "Trung",
    "Nội",
    "Ngoại",
    "Tân",
    "Tiền",
    "Hậu",
    "Nam",
    "Bắc",
];

/// The `n`-th province's name without its kind. The first is the one that the
/// guides speak of.
pub(super) fn province(n: usize) -> String {
    let rivers = ["Lam", "Vân", "Ngàn", "Trà", "Bạc"];
    format!(
        "Sông {} {}",
        rivers[n / PROVINCE.len() % rivers.len()],
        PROVINCE[n % PROVINCE.len()]
    )
}

const FAMILY: [&str; 14] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lò",
    "Hà",
];
const MIDDLE: [&str; 14] = [
    "Văn", "Thị", "Đức", "Minh", "Thu", "Quốc", "Ngọc", "Thanh", "Hải", "Kim", "Xuân", "Bích",
    "Hữu", "Hồng",
];
const GIVEN: [&str; 24] = [
    "Mạch", "Thảo", "Khuê", "Lẫm", "Viên", "Trâm", "Huân", "Sương", "Bách", "Diệp", "Thức", "Nhài",
    "Khoát", "Lụa", "Tuế", "Miên", "Vượng", "Chuyên", "Nghi", "Thoa", "Kiệm", "Ruộng", "Thêu",
    "Hạp",
];

/// A fictional person's full name.
pub(super) fn person(chance: &mut Chance) -> String {
    format!(
        "{} {} {}",
        chance.pick(&FAMILY),
        chance.pick(&MIDDLE),
        chance.pick(&GIVEN)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_communes_of_a_country_share_a_name() {
        let names: HashSet<String> = (0..5_000).map(commune).collect();
        assert_eq!(names.len(), 5_000);
    }

    #[test]
    fn no_two_provinces_share_a_name_and_the_first_is_the_one_of_the_guides() {
        let names: HashSet<String> = (0..34).map(province).collect();
        assert_eq!(names.len(), 34);
        assert_eq!(province(0), "Sông Lam Thượng");
    }
}
