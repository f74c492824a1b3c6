//! Codes by which others know a unit (domain facts §5.1, §5.4): of administrative
//! units, of electronic exchange, of statistics … Dated, and kept as text, since
//! they begin with zeros. The unit's own code is in its versions.

use super::Span;
use crate::id::UnitId;
use jiff::civil::Date;
use uuid::Uuid;

crate::codes! {
    /// Who gives the code.
    CodeScheme {
        /// Mã đơn vị hành chính: of a province, a district (until 30/6/2025) or a
        /// commune.
        AdminUnit = "dvhc",
        /// Mã định danh điện tử of a body in the exchange of documents and data.
        Identifier = "dinh_danh",
        /// Of statistics.
        Statistics = "thong_ke",
        /// Of the post.
        Postal = "buu_chinh",
        /// Of Party organisations.
        Party = "to_chuc_dang",
    }
}

impl CodeScheme {
    /// Whether a unit has at most one code of the scheme on a day. Two forms of
    /// the electronic identifier are in use beside each other.
    #[must_use]
    pub fn is_single(self) -> bool {
        !matches!(self, Self::Identifier)
    }

    /// Whether the value has the scheme's form.
    #[must_use]
    pub fn is_form(self, value: &str) -> bool {
        let is_digits = || value.bytes().all(|b| b.is_ascii_digit());
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        match self {
            Self::AdminUnit => matches!(value.len(), 2 | 3 | 5) && is_digits(),
            _ => {
                (1..=MOST).contains(&value.len())
                    && value.chars().all(is_plain)
                    && value.starts_with(|c: char| c.is_ascii_alphanumeric())
                    && value.ends_with(|c: char| c.is_ascii_alphanumeric())
            }
        }
    }
}

/// The longest value.
const MOST: usize = 35;

/// One code of one unit over time. Half-open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideCode {
    /// Its id.
    pub id: Uuid,
    /// The unit.
    pub unit: UnitId,
    /// Who gives it.
    pub scheme: CodeScheme,
    /// The code.
    pub value: String,
    /// First day.
    pub from: Date,
    /// First day after the end.
    pub to: Option<Date>,
}

impl OutsideCode {
    /// The code as long as its unit lives: a unit that has ended has none.
    #[must_use]
    pub fn within(mut self, life: Span) -> Self {
        self.to = match (self.to, life.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self
    }

    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from < to) && other.to.is_none_or(|to| self.from < to)
    }
}

crate::codes! {
    /// Why a code is not taken.
    CodeRefusal {
        /// It has not the scheme's form.
        Form = "unit.outside.form",
        /// It would begin before its unit or after its end.
        OutOfLife = "unit.outside.out_of_life",
        /// Another unit has it in that time.
        Taken = "unit.outside.taken",
        /// The unit has this one, or another of the scheme, in that time.
        Twice = "unit.outside.twice",
        /// Its end does not lie after its beginning, or after an end that it has.
        Order = "unit.outside.order",
    }
}

/// Everything against a new code of a unit with this life. `known` are the codes
/// of all units, each [`within`](OutsideCode::within) its unit's life.
#[must_use]
pub fn check_outside_code(
    new: &OutsideCode,
    life: Span,
    known: &[OutsideCode],
) -> Vec<(CodeRefusal, Option<UnitId>)> {
    let mut found = Vec::new();
    if !new.scheme.is_form(&new.value) {
        found.push((CodeRefusal::Form, None));
    }
    if new.from < life.from || life.to.is_some_and(|to| new.from >= to) {
        found.push((CodeRefusal::OutOfLife, None));
        return found;
    }
    let new = new.clone().within(life);
    let beside = known
        .iter()
        .filter(|k| k.scheme == new.scheme && k.overlaps(&new));
    for other in beside {
        let is_same = other.value == new.value;
        if other.unit != new.unit && is_same {
            found.push((CodeRefusal::Taken, Some(other.unit)));
        }
        if other.unit == new.unit && (is_same || new.scheme.is_single()) {
            found.push((CodeRefusal::Twice, None));
        }
    }
    found.dedup();
    found
}

/// The first day without the code when `last` is its last day.
///
/// # Errors
/// [`CodeRefusal::Order`] before its first day, or beyond the end that it has.
pub fn end_outside_code(code: &OutsideCode, last: Date) -> Result<Date, CodeRefusal> {
    let to = last.tomorrow().map_err(|_| CodeRefusal::Order)?;
    let is_beyond = code.to.is_some_and(|known| to > known);
    if to <= code.from || is_beyond {
        return Err(CodeRefusal::Order);
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const BORN: Date = date(2020, 1, 1);
    const LIFE: Span = Span {
        from: BORN,
        to: None,
    };

    fn code(unit: u128, scheme: CodeScheme, value: &str, from: Date) -> OutsideCode {
        OutsideCode {
            id: Uuid::from_u128(1),
            unit: UnitId(Uuid::from_u128(unit)),
            scheme,
            value: value.into(),
            from,
            to: None,
        }
    }

    fn against(new: &OutsideCode, known: &[OutsideCode]) -> Vec<CodeRefusal> {
        let found = check_outside_code(new, LIFE, known);
        found.into_iter().map(|f| f.0).collect()
    }

    #[test]
    fn codes_have_the_form_of_their_scheme_and_keep_their_zeros() {
        for (scheme, good, bad) in [
            (CodeScheme::AdminUnit, "00123", "123456"),
            (CodeScheme::AdminUnit, "01", "1 2"),
            (CodeScheme::Identifier, "000.00.01.H56", "H56."),
            (CodeScheme::Identifier, "H56.12", "H56 12"),
            (CodeScheme::Postal, "10-000", ""),
        ] {
            assert!(scheme.is_form(good), "{good}");
            assert!(!scheme.is_form(bad), "{bad}");
        }
    }

    #[test]
    fn a_code_belongs_to_one_unit_on_one_day() {
        let known = [code(1, CodeScheme::AdminUnit, "00123", BORN)];
        let other = code(2, CodeScheme::AdminUnit, "00123", date(2025, 7, 1));
        assert_eq!(against(&other, &known), [CodeRefusal::Taken]);
        // With the end of the unit it is free; of another scheme it never clashed.
        let ended = Span {
            from: BORN,
            to: Some(date(2025, 7, 1)),
        };
        let known = known.map(|k| k.within(ended));
        assert_eq!(against(&other, &known), []);
        let statistics = code(2, CodeScheme::Statistics, "00123", BORN);
        assert_eq!(against(&statistics, &known), []);
    }

    #[test]
    fn a_unit_has_one_administrative_code_but_two_forms_of_its_identifier() {
        let known = [
            code(1, CodeScheme::AdminUnit, "00123", BORN),
            code(1, CodeScheme::Identifier, "000.00.01.H56", BORN),
        ];
        let second = code(1, CodeScheme::AdminUnit, "00124", date(2025, 7, 1));
        assert_eq!(against(&second, &known), [CodeRefusal::Twice]);
        let second = code(1, CodeScheme::Identifier, "H56.1", BORN);
        assert_eq!(against(&second, &known), []);
        let same = code(1, CodeScheme::Identifier, "000.00.01.H56", date(2025, 7, 1));
        assert_eq!(against(&same, &known), [CodeRefusal::Twice]);
    }

    #[test]
    fn a_code_begins_within_the_life_of_its_unit_and_ends_after_it_began() {
        let early = code(1, CodeScheme::Postal, "1", date(2019, 1, 1));
        assert_eq!(against(&early, &[]), [CodeRefusal::OutOfLife]);
        let gone = Span {
            from: BORN,
            to: Some(date(2025, 7, 1)),
        };
        let late = code(1, CodeScheme::Postal, "1", date(2025, 7, 1));
        let found = check_outside_code(&late, gone, &[]);
        assert_eq!(found, [(CodeRefusal::OutOfLife, None)]);
        let mut held = code(1, CodeScheme::Postal, "1", BORN);
        assert_eq!(end_outside_code(&held, BORN), Ok(date(2020, 1, 2)));
        let eve = date(2019, 12, 31);
        assert_eq!(end_outside_code(&held, eve), Err(CodeRefusal::Order));
        held.to = Some(date(2025, 1, 1));
        let beyond = end_outside_code(&held, date(2025, 1, 1));
        assert_eq!(beyond, Err(CodeRefusal::Order));
        assert!(end_outside_code(&held, date(2024, 12, 31)).is_ok());
    }
}
