//! What a number is that was added up from figures of which some are thresholds
//! (domain facts §6.2). Not here: the threshold of one figure (`bound`).

use super::Bound;

crate::codes! {
    /// The threshold that a number is, itself or by what was added up to it.
    Threshold {
        /// *Từ … trở lên*: the number or more.
        AtLeast = "at_least",
        /// *Trên, hơn*: more than the number.
        Above = "above",
        /// *Không quá*: the number or less.
        AtMost = "at_most",
        /// *Dưới*: less than the number.
        Below = "below",
        /// Thresholds that point both ways are in it: the true number may be more, and
        /// it may be less.
        BothWays = "both_ways",
    }
}

impl From<Bound> for Threshold {
    fn from(bound: Bound) -> Self {
        match bound {
            Bound::AtLeast => Self::AtLeast,
            Bound::Above => Self::Above,
            Bound::AtMost => Self::AtMost,
            Bound::Below => Self::Below,
        }
    }
}

impl Threshold {
    /// What a number with this bound is; one without is exact unless thresholds are
    /// among what was added up to it.
    #[must_use]
    pub fn of(bound: Option<Bound>, are_among: bool) -> Option<Threshold> {
        match bound {
            Some(bound) => Some(bound.into()),
            None => are_among.then_some(Threshold::BothWays),
        }
    }

    /// On which side of the number the true one lies; none where it may be both.
    #[must_use]
    pub fn bound(self) -> Option<Bound> {
        match self {
            Self::AtLeast => Some(Bound::AtLeast),
            Self::Above => Some(Bound::Above),
            Self::AtMost => Some(Bound::AtMost),
            Self::Below => Some(Bound::Below),
            Self::BothWays => None,
        }
    }

    /// In words around a number that is written already. Of thresholds that point both
    /// ways what the note below a table of totals says of them.
    #[must_use]
    pub fn written(self, number: &str) -> String {
        match self.bound() {
            Some(bound) => bound.written(number),
            None => format!("{number} (tính theo con số ngưỡng)"),
        }
    }

    /// With its sign before a number that is written already, where words do not fit.
    #[must_use]
    pub fn signed(self, number: &str) -> String {
        match self {
            Self::AtLeast => format!("≥ {number}"),
            Self::Above => format!("> {number}"),
            Self::AtMost => format!("≤ {number}"),
            Self::Below => format!("< {number}"),
            // Both signs first: where a label is cut, it is never read as one of them.
            Self::BothWays => format!("≥≤ {number}"),
        }
    }
}

/// A number in words, with those of its threshold if it is one.
#[must_use]
pub fn told(threshold: Option<Threshold>, number: String) -> String {
    match threshold {
        Some(threshold) => threshold.written(&number),
        None => number,
    }
}

#[cfg(test)]
mod tests {
    use super::super::split_bound;
    use super::*;

    /// §6.2, R-4.1: a sum of thresholds that point both ways says so; others are said
    /// and kept as the bound of one figure is.
    #[test]
    fn a_sum_of_thresholds_that_point_both_ways_is_no_exact_number() {
        assert_eq!(Threshold::of(None, false), None);
        let open = Threshold::of(None, true);
        assert_eq!(open, Some(Threshold::BothWays));
        assert_eq!(told(open, "500".into()), "500 (tính theo con số ngưỡng)");
        for bound in Bound::ALL {
            let threshold = Threshold::of(Some(*bound), true).unwrap();
            assert_eq!(threshold.bound(), Some(*bound));
            assert_eq!(threshold.code(), bound.code());
            assert_eq!(threshold.written("5"), bound.written("5"));
            // The sign is one of those that may be typed.
            let signed = threshold.signed("5");
            assert_eq!(split_bound(&signed), Some((*bound, "5")));
        }
        assert_eq!(told(None, "5".into()), "5");
    }
}
