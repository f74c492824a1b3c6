//! From when to when a unit exists, whatever it was called meanwhile,
//! and who can stand below it. What it was on a day is in its versions.

use super::UnitVersion;
use jiff::civil::Date;

/// The life of a unit. Half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day of its first version.
    pub from: Date,
    /// First day after the end of its last version, if an end is known.
    pub to: Option<Date>,
}

/// Why a new unit cannot stand below another (R-1.1: a unit has a living parent
/// on every day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// It would be older than the unit above, which begins on this day.
    #[error("older than the unit above, which begins on {0}")]
    BeforeBirth(Date),
    /// The unit above has an end, known already: its last day is this.
    #[error("the unit above lasts until {0}")]
    Ends(Date),
}

impl Span {
    /// The life that these versions make up, in order of time.
    #[must_use]
    pub fn of(life: &[UnitVersion]) -> Option<Self> {
        Some(Self {
            from: life.first()?.valid_from,
            to: life.last()?.valid_to,
        })
    }

    /// The last day, if an end is known.
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        self.to.map(|to| to.yesterday().unwrap_or(to))
    }

    /// Whether a new unit that begins on `from`, with no end in sight, can stand
    /// below this one: it must find it there and never outlive it.
    ///
    /// # Errors
    /// The reason against it.
    pub fn check_child(self, from: Date) -> Result<(), SpanError> {
        match self.last_day() {
            Some(last) => Err(SpanError::Ends(last)),
            None if from < self.from => Err(SpanError::BeforeBirth(self.from)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::UnitId;
    use crate::unit::{Tier, UnitKind};
    use jiff::civil::date;

    fn version(from: Date, to: Option<Date>) -> UnitVersion {
        UnitVersion {
            unit: UnitId(uuid::Uuid::from_u128(1)),
            code: "X".into(),
            name: "Xã X".into(),
            short_name: "Xã X".into(),
            symbol: String::new(),
            kind: UnitKind::Commune,
            tier: Tier::Commune,
            parent: None,
            place: String::new(),
            valid_from: from,
            valid_to: to,
        }
    }

    #[test]
    fn r_1_1_a_renamed_unit_is_as_old_as_its_first_version() {
        let (born, renamed) = (date(2025, 7, 1), date(2026, 3, 1));
        let life = [version(born, Some(renamed)), version(renamed, None)];
        let span = Span::of(&life).unwrap();
        assert_eq!(span.check_child(date(2025, 9, 1)), Ok(()));
        assert_eq!(span.check_child(born), Ok(()));
        assert_eq!(
            span.check_child(date(2025, 6, 30)),
            Err(SpanError::BeforeBirth(born))
        );
        assert_eq!(Span::of(&[]), None);
    }

    #[test]
    fn r_1_1_nothing_new_stands_below_a_unit_whose_end_is_known() {
        let life = [version(date(2025, 7, 1), Some(date(2026, 12, 1)))];
        let span = Span::of(&life).unwrap();
        for from in [date(2024, 1, 1), date(2026, 1, 1), date(2027, 1, 1)] {
            assert_eq!(
                span.check_child(from),
                Err(SpanError::Ends(date(2026, 11, 30)))
            );
        }
    }
}
