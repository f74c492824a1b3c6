//! Schemes and kinds of periods, with their stable codes.

use serde::{Deserialize, Serialize};

/// How the borders of periods are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// State administrative reporting, 15th to 14th (Decree 09/2019 art. 12).
    HanhChinh,
    /// Calendar months, quarters and years; also the Party giao ban.
    Lich,
    /// School years.
    NamHoc,
    /// Congress terms.
    NhiemKy,
    /// Borders given one by one.
    Custom,
}

impl Scheme {
    /// All schemes.
    pub const ALL: [Scheme; 5] = [
        Scheme::HanhChinh,
        Scheme::Lich,
        Scheme::NamHoc,
        Scheme::NhiemKy,
        Scheme::Custom,
    ];

    /// Stable code, also the serialised form.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Scheme::HanhChinh => "hanh_chinh",
            Scheme::Lich => "lich",
            Scheme::NamHoc => "nam_hoc",
            Scheme::NhiemKy => "nhiem_ky",
            Scheme::Custom => "custom",
        }
    }

    /// The scheme with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Scheme> {
        Scheme::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What kind of span a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// One day.
    Day,
    /// An ISO week, Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// *6 tháng đầu năm*.
    FirstHalf,
    /// *6 tháng cuối năm*.
    SecondHalf,
    /// *9 tháng*, from the start of the year.
    NineMonths,
    /// A year.
    Year,
    /// A school year, named by its first calendar year.
    SchoolYear,
    /// A congress term, named by its first calendar year.
    Term,
    /// Thematic or ad hoc.
    OneOff,
}

impl PeriodKind {
    /// All kinds, short ones first.
    pub const ALL: [PeriodKind; 11] = [
        PeriodKind::Day,
        PeriodKind::Week,
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::FirstHalf,
        PeriodKind::SecondHalf,
        PeriodKind::NineMonths,
        PeriodKind::Year,
        PeriodKind::SchoolYear,
        PeriodKind::Term,
        PeriodKind::OneOff,
    ];

    /// Stable code, also the serialised form.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            PeriodKind::Day => "day",
            PeriodKind::Week => "week",
            PeriodKind::Month => "month",
            PeriodKind::Quarter => "quarter",
            PeriodKind::FirstHalf => "first_half",
            PeriodKind::SecondHalf => "second_half",
            PeriodKind::NineMonths => "nine_months",
            PeriodKind::Year => "year",
            PeriodKind::SchoolYear => "school_year",
            PeriodKind::Term => "term",
            PeriodKind::OneOff => "one_off",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<PeriodKind> {
        PeriodKind::ALL.into_iter().find(|k| k.code() == code)
    }

    /// How many periods of this kind a year has at most; 1 where they are not
    /// numbered.
    #[must_use]
    pub fn per_year(self) -> u8 {
        match self {
            PeriodKind::Week => 53,
            PeriodKind::Month => 12,
            PeriodKind::Quarter => 4,
            _ => 1,
        }
    }

    /// Counts from the start of the year, so that a later period of the same
    /// year includes it.
    #[must_use]
    pub fn is_cumulative(self) -> bool {
        matches!(
            self,
            PeriodKind::FirstHalf | PeriodKind::NineMonths | PeriodKind::Year
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_and_are_the_serialised_form() {
        for scheme in Scheme::ALL {
            assert_eq!(Scheme::from_code(scheme.code()), Some(scheme));
            assert_eq!(serde_json::to_value(scheme).unwrap(), scheme.code());
        }
        for kind in PeriodKind::ALL {
            assert_eq!(PeriodKind::from_code(kind.code()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
        assert_eq!(Scheme::from_code("x"), None);
        assert_eq!(PeriodKind::from_code("half"), None);
    }
}
