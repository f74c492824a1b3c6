//! Fields of work (*lĩnh vực*) of the khoa giáo bloc.
//!
//! The list is the common language of units, indicators, reports and read
//! documents. Which unit is responsible for which field over time is a dated
//! assignment and lives with the units, not here.

use serde::{Deserialize, Serialize};

/// A field of work; serialised as its [code](Field::code).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Field {
    GiaoDucDaoTao,
    GiaoDucNgheNghiep,
    YTe,
    DanSoGiaDinhTreEm,
    KhoaHocCongNghe,
    MoiTruongTaiNguyen,
    VanHoaTheThaoDuLich,
    KhuyenHoc,
    AnToanThucPham,
    GiamNgheoAnSinh,
    ThongTinTruyenThong,
    Khac,
}

impl Field {
    /// All fields in the order in which reports treat them.
    pub const ALL: [Field; 12] = [
        Field::GiaoDucDaoTao,
        Field::GiaoDucNgheNghiep,
        Field::YTe,
        Field::DanSoGiaDinhTreEm,
        Field::KhoaHocCongNghe,
        Field::MoiTruongTaiNguyen,
        Field::VanHoaTheThaoDuLich,
        Field::KhuyenHoc,
        Field::AnToanThucPham,
        Field::GiamNgheoAnSinh,
        Field::ThongTinTruyenThong,
        Field::Khac,
    ];

    /// Stable code, as stored and exchanged.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.words().0
    }

    /// The field with this code, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.code() == code)
    }

    /// Vietnamese name.
    #[must_use]
    pub fn name_vi(self) -> &'static str {
        self.words().1
    }

    /// English name.
    #[must_use]
    pub fn name_en(self) -> &'static str {
        self.words().2
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Field::GiaoDucDaoTao => (
                "giao_duc_dao_tao",
                "Giáo dục và đào tạo",
                "Education and training",
            ),
            Field::GiaoDucNgheNghiep => (
                "giao_duc_nghe_nghiep",
                "Giáo dục nghề nghiệp",
                "Vocational education",
            ),
            Field::YTe => ("y_te", "Y tế", "Health"),
            Field::DanSoGiaDinhTreEm => (
                "dan_so_gia_dinh_tre_em",
                "Dân số, gia đình, trẻ em",
                "Population, family, children",
            ),
            Field::KhoaHocCongNghe => (
                "khoa_hoc_cong_nghe",
                "Khoa học, công nghệ, chuyển đổi số",
                "Science, technology, digital transformation",
            ),
            Field::MoiTruongTaiNguyen => (
                "moi_truong_tai_nguyen",
                "Môi trường, tài nguyên",
                "Environment and natural resources",
            ),
            Field::VanHoaTheThaoDuLich => (
                "van_hoa_the_thao_du_lich",
                "Văn hóa, thể thao, du lịch",
                "Culture, sport, tourism",
            ),
            Field::KhuyenHoc => (
                "khuyen_hoc",
                "Khuyến học, khuyến tài",
                "Promotion of learning",
            ),
            Field::AnToanThucPham => ("an_toan_thuc_pham", "An toàn thực phẩm", "Food safety"),
            Field::GiamNgheoAnSinh => (
                "giam_ngheo_an_sinh",
                "Giảm nghèo, an sinh xã hội",
                "Poverty reduction and social security",
            ),
            Field::ThongTinTruyenThong => (
                "thong_tin_truyen_thong",
                "Thông tin, truyền thông",
                "Information and communication",
            ),
            Field::Khac => ("khac", "Lĩnh vực khác", "Other"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_field_and_is_the_serialised_form() {
        for field in Field::ALL {
            assert_eq!(Field::from_code(field.code()), Some(field));
            assert_eq!(serde_json::to_value(field).unwrap(), field.code());
        }
        assert_eq!(Field::from_code("nong_nghiep"), None);
    }

    #[test]
    fn names_are_distinct_in_both_languages() {
        let mut names: Vec<_> = Field::ALL
            .iter()
            .flat_map(|f| [f.name_vi(), f.name_en()])
            .collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Field::ALL.len() * 2);
    }
}
