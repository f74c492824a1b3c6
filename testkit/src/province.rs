//! A small fictional province: enough of every kind, little enough to read.

use domain::account::{Post, Role};
use domain::id::{AccountId, PostId, UnitId};
use domain::unit::{Tier, UnitKind, UnitVersion};
use jiff::civil::{Date, date};
use std::collections::HashMap;

/// Code, name, short name, symbol, kind, tier, parent, fields.
pub(crate) type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    UnitKind,
    Tier,
    &'static str,
    &'static [&'static str],
);

/// The units of the small province.
#[rustfmt::skip]
pub const UNITS: &[Row] = &[
    ("TU", "Tỉnh ủy Sông Thao Thượng", "Tỉnh ủy", "TU", UnitKind::PartyCommittee, Tier::Province, "", &[]),
    ("BTGDV", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ban TGDV", "BTGDVTU", UnitKind::CoordinatingOffice, Tier::Province, "TU", &[]),
    ("UBKT", "Ủy ban Kiểm tra Tỉnh ủy", "UBKT", "UBKTTU", UnitKind::Inspection, Tier::Province, "TU", &[]),
    ("SGDDT", "Sở Giáo dục và Đào tạo", "Sở GD&ĐT", "SGDĐT", UnitKind::Department, Tier::Province, "TU", &["giao_duc_dao_tao", "giao_duc_nghe_nghiep"]),
    ("SYT", "Sở Y tế", "Sở Y tế", "SYT", UnitKind::Department, Tier::Province, "TU", &["y_te", "dan_so_gia_dinh_tre_em", "an_toan_thuc_pham"]),
    ("SKHCN", "Sở Khoa học và Công nghệ", "Sở KH&CN", "SKHCN", UnitKind::Department, Tier::Province, "TU", &["khoa_hoc_cong_nghe"]),
    ("CDCD", "Trường Cao đẳng Cộng đồng", "CĐ Cộng đồng", "CĐCĐ", UnitKind::ServiceUnit, Tier::Province, "TU", &["giao_duc_nghe_nghiep"]),
    ("XTD", "Xã Thượng Điền", "Xã Thượng Điền", "ĐU", UnitKind::Commune, Tier::Commune, "TU", &["giao_duc_dao_tao", "y_te", "giam_ngheo_an_sinh"]),
    ("XHS", "Xã Hạ Suối", "Xã Hạ Suối", "ĐU", UnitKind::Commune, Tier::Commune, "TU", &["giao_duc_dao_tao", "y_te", "giam_ngheo_an_sinh"]),
    ("TU2", "Tỉnh ủy Biển Bạc", "Tỉnh ủy Biển Bạc", "TU", UnitKind::PartyCommittee, Tier::Province, "", &[]),
    ("BTGDV2", "Ban Tuyên giáo và Dân vận Tỉnh ủy Biển Bạc", "Ban TGDV Biển Bạc", "BTGDVTU", UnitKind::CoordinatingOffice, Tier::Province, "TU2", &[]),
];

/// Login, unit, role, area.
const ACCOUNTS: &[(&str, &str, Role, &str)] = &[
    ("dieuphoi", "BTGDV", Role::Coordinator, "TU"),
    ("dieuphoi2", "BTGDV2", Role::Coordinator, "TU2"),
    ("truongban", "BTGDV", Role::HeadOfOffice, "TU"),
    ("lanhdao", "TU", Role::Leader, "TU"),
    ("kiemtra", "UBKT", Role::Inspector, "TU"),
    ("bientap", "BTGDV", Role::Editor, "TU"),
    ("quantri", "TU", Role::Administrator, "TU"),
];

/// Ids of the units and accounts.
#[derive(Debug, Default, Clone)]
pub struct Province {
    /// Units by code.
    pub units: HashMap<String, UnitId>,
    /// Accounts by login.
    pub accounts: HashMap<String, AccountId>,
}

/// What stands above and beside the province where a test needs the nation: a
/// centre with its office, and a commune of the other province.
#[rustfmt::skip]
pub const NATION: &[Row] = &[
    ("TW", "Ban Chấp hành Trung ương", "Trung ương", "TW", UnitKind::Central, Tier::Central, "", &[]),
    ("BTGDVTW", "Ban Tuyên giáo và Dân vận Trung ương", "Ban TGDV Trung ương", "BTGDVTW", UnitKind::CoordinatingOffice, Tier::Central, "TW", &[]),
    ("XBB", "Xã Biển Bắc", "Xã Biển Bắc", "ĐU", UnitKind::Commune, Tier::Commune, "TU2", &["giao_duc_dao_tao", "y_te", "giam_ngheo_an_sinh"]),
];

/// Accounts of the centre and of the other province's head.
const NATION_ACCOUNTS: &[(&str, &str, Role, &str)] = &[
    ("trunguong", "BTGDVTW", Role::Coordinator, "TW"),
    ("truongban.tw", "BTGDVTW", Role::HeadOfOffice, "TW"),
    ("truongban2", "BTGDV2", Role::HeadOfOffice, "TU2"),
];

/// The rows, parents first: the centre stands above both provinces.
pub(crate) fn rows(with_nation: bool) -> Vec<Row> {
    if !with_nation {
        return UNITS.to_vec();
    }
    let mut rows = NATION[..2].to_vec();
    rows.extend(UNITS.iter().map(|row| {
        let mut row = *row;
        if row.6.is_empty() {
            row.6 = "TW";
        }
        row
    }));
    rows.push(NATION[2]);
    rows
}

const FROM: Date = date(2025, 7, 1);

/// All units as versions, parents first.
pub(crate) fn versions(rows: &[Row], mut new_id: impl FnMut() -> uuid::Uuid) -> Vec<UnitVersion> {
    let mut ids: HashMap<&str, UnitId> = HashMap::new();
    rows.iter()
        .map(|(code, name, short, symbol, kind, tier, parent, _)| {
            let unit = UnitId(new_id());
            ids.insert(code, unit);
            UnitVersion {
                unit,
                code: (*code).into(),
                name: (*name).into(),
                short_name: (*short).into(),
                symbol: (*symbol).into(),
                kind: *kind,
                tier: *tier,
                parent: ids.get(parent).copied(),
                place: "Sông Thao Thượng".into(),
                valid_from: FROM,
                valid_to: None,
            }
        })
        .collect()
}

/// Every account with its post: those above, and a reporter `bc.<unit>` and a
/// head `tt.<unit>` for each unit that reports.
pub(crate) fn posts(
    of: &[Row],
    units: &HashMap<String, UnitId>,
    mut new_id: impl FnMut() -> uuid::Uuid,
) -> Vec<(String, Post)> {
    let mut rows: Vec<(String, &str, Role, &str)> = ACCOUNTS
        .iter()
        .chain(NATION_ACCOUNTS)
        .filter(|(_, unit, ..)| units.contains_key(*unit))
        // The other province's head comes with the nation only.
        .filter(|(login, ..)| *login != "truongban2" || units.contains_key("TW"))
        .map(|(login, unit, role, area)| ((*login).to_owned(), *unit, *role, *area))
        .collect();
    for (code, _, _, _, kind, ..) in of {
        if matches!(
            kind,
            UnitKind::Department | UnitKind::ServiceUnit | UnitKind::Commune
        ) {
            rows.push((
                format!("bc.{}", code.to_lowercase()),
                code,
                Role::Reporter,
                code,
            ));
            rows.push((
                format!("tt.{}", code.to_lowercase()),
                code,
                Role::HeadOfUnit,
                code,
            ));
        }
    }
    rows.into_iter()
        .map(|(login, unit, role, area)| {
            let post = Post {
                id: PostId(new_id()),
                account: AccountId(new_id()),
                unit: units[unit],
                role,
                area: units[area],
                title: "Chuyên viên".into(),
                is_voting: false,
                on_behalf_of: None,
                from: FROM,
                until: None,
            };
            (login, post)
        })
        .collect()
}
