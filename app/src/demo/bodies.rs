//! The bodies of one fictional province, after the reorganisation of 2025
//! (domain facts §5.2): who answers for which field of work.

use domain::field::Field;
use domain::unit::UnitKind;

/// One body below the Party committee.
pub(super) struct Body {
    /// Code, to which the province's prefix is added.
    pub(super) code: &'static str,
    /// Full name; `{province}` is the province's name.
    pub(super) name: &'static str,
    /// Short name.
    pub(super) short: &'static str,
    /// Symbol in document numbers.
    pub(super) symbol: &'static str,
    /// What it is.
    pub(super) kind: UnitKind,
    /// What it answers for, besides the general sections.
    pub(super) fields: &'static [Field],
}

const fn body(
    code: &'static str,
    name: &'static str,
    short: &'static str,
    symbol: &'static str,
    kind: UnitKind,
    fields: &'static [Field],
) -> Body {
    Body {
        code,
        name,
        short,
        symbol,
        kind,
        fields,
    }
}

use Field as F;
use UnitKind as K;

/// Twelve sở and equal bodies, six associations and colleges, one newspaper.
pub(super) const BODIES: [Body; 19] = [
    body(
        "SGDDT",
        "Sở Giáo dục và Đào tạo",
        "Sở GDĐT",
        "SGDĐT",
        K::Department,
        &[F::GiaoDucDaoTao, F::GiaoDucNgheNghiep],
    ),
    body(
        "SYT",
        "Sở Y tế",
        "Sở Y tế",
        "SYT",
        K::Department,
        &[F::YTe, F::DanSoGiaDinhTreEm, F::AnToanThucPham],
    ),
    body(
        "SKHCN",
        "Sở Khoa học và Công nghệ",
        "Sở KHCN",
        "SKHCN",
        K::Department,
        &[F::KhoaHocCongNghe],
    ),
    body(
        "SVHTTDL",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở VHTTDL",
        "SVHTTDL",
        K::Department,
        &[F::VanHoaTheThaoDuLich, F::ThongTinTruyenThong],
    ),
    body(
        "SNNMT",
        "Sở Nông nghiệp và Môi trường",
        "Sở NNMT",
        "SNNMT",
        K::Department,
        &[F::MoiTruongTaiNguyen, F::GiamNgheoAnSinh],
    ),
    body(
        "SNV",
        "Sở Nội vụ",
        "Sở Nội vụ",
        "SNV",
        K::Department,
        &[F::GiamNgheoAnSinh],
    ),
    body(
        "SCT",
        "Sở Công Thương",
        "Sở Công Thương",
        "SCT",
        K::Department,
        &[F::AnToanThucPham],
    ),
    body(
        "SXD",
        "Sở Xây dựng",
        "Sở Xây dựng",
        "SXD",
        K::Department,
        &[F::MoiTruongTaiNguyen],
    ),
    body(
        "STC",
        "Sở Tài chính",
        "Sở Tài chính",
        "STC",
        K::Department,
        &[],
    ),
    body("STP", "Sở Tư pháp", "Sở Tư pháp", "STP", K::Department, &[]),
    body(
        "VPUB",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "VP UBND tỉnh",
        "VPUBND",
        K::Department,
        &[F::KhoaHocCongNghe],
    ),
    body(
        "BHXH",
        "Bảo hiểm xã hội tỉnh",
        "BHXH tỉnh",
        "BHXH",
        K::Department,
        &[F::YTe],
    ),
    body(
        "DHSLT",
        "Trường Đại học {province}",
        "Trường ĐH",
        "ĐHSLT",
        K::ServiceUnit,
        &[F::GiaoDucDaoTao, F::KhoaHocCongNghe],
    ),
    body(
        "CDN",
        "Trường Cao đẳng nghề {province}",
        "Trường CĐ nghề",
        "CĐN",
        K::ServiceUnit,
        &[F::GiaoDucNgheNghiep],
    ),
    body(
        "LHHKHKT",
        "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
        "Liên hiệp hội",
        "LHH",
        K::Association,
        &[F::KhoaHocCongNghe],
    ),
    body(
        "HKH",
        "Hội Khuyến học tỉnh",
        "Hội Khuyến học",
        "HKH",
        K::Association,
        &[F::KhuyenHoc],
    ),
    body(
        "HDY",
        "Hội Đông y tỉnh",
        "Hội Đông y",
        "HĐY",
        K::Association,
        &[F::YTe],
    ),
    body(
        "HVHNT",
        "Hội Văn học nghệ thuật tỉnh",
        "Hội VHNT",
        "HVHNT",
        K::Association,
        &[F::VanHoaTheThaoDuLich],
    ),
    body(
        "BPTTH",
        "Báo và Phát thanh, Truyền hình {province}",
        "Báo và PTTH",
        "BPTTH",
        K::Press,
        &[F::ThongTinTruyenThong],
    ),
];

/// What a commune answers for.
pub(super) const COMMUNE_FIELDS: [Field; 8] = [
    F::GiaoDucDaoTao,
    F::YTe,
    F::DanSoGiaDinhTreEm,
    F::MoiTruongTaiNguyen,
    F::VanHoaTheThaoDuLich,
    F::KhuyenHoc,
    F::AnToanThucPham,
    F::GiamNgheoAnSinh,
];
