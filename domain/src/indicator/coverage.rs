//! The sentence that says how complete a total is.

use serde::{Deserialize, Serialize};

/// What is counted, as officials say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Bodies of several kinds.
    #[default]
    Units,
    /// Provinces and cities under the centre, each by its committee or office.
    Provinces,
    /// Communes, wards and special zones.
    Communes,
}

impl Counted {
    /// Whether it is the general word.
    #[must_use]
    pub fn is_units(&self) -> bool {
        *self == Self::Units
    }

    /// "190/191 xã, phường, đặc khu".
    #[must_use]
    pub fn count_vi(self, received: usize, expected: usize) -> String {
        let word = match self {
            Self::Units => "đơn vị",
            Self::Provinces => "tỉnh, thành phố",
            Self::Communes => "xã, phường, đặc khu",
        };
        format!("{received}/{expected} {word}")
    }

    /// "190 of 191 communes".
    #[must_use]
    pub fn count_en(self, received: usize, expected: usize) -> String {
        let word = match self {
            Self::Units => "units",
            Self::Provinces => "provinces",
            Self::Communes => "communes",
        };
        format!("{received} of {expected} {word}")
    }
}

/// "38/41 đơn vị; chưa có: A, B, C"; without missing names the count alone.
#[must_use]
pub fn coverage_sentence_vi<S: AsRef<str>>(
    counted: Counted,
    received: usize,
    expected: usize,
    missing: &[S],
) -> String {
    sentence(counted.count_vi(received, expected), "chưa có", missing)
}

/// "38 of 41 units; missing: A, B, C".
#[must_use]
pub fn coverage_sentence_en<S: AsRef<str>>(
    counted: Counted,
    received: usize,
    expected: usize,
    missing: &[S],
) -> String {
    sentence(counted.count_en(received, expected), "missing", missing)
}

fn sentence<S: AsRef<str>>(count: String, word: &str, missing: &[S]) -> String {
    if missing.is_empty() {
        return count;
    }
    let names: Vec<&str> = missing.iter().map(AsRef::as_ref).collect();
    format!("{count}; {word}: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_4_2_the_sentence_names_who_is_missing() {
        let missing = ["xã A", "xã B", "phường C"];
        assert_eq!(
            coverage_sentence_vi(Counted::Units, 38, 41, &missing),
            "38/41 đơn vị; chưa có: xã A, xã B, phường C"
        );
        assert_eq!(
            coverage_sentence_en(Counted::Units, 38, 41, &missing),
            "38 of 41 units; missing: xã A, xã B, phường C"
        );
        assert_eq!(
            coverage_sentence_vi::<&str>(Counted::Provinces, 34, 34, &[]),
            "34/34 tỉnh, thành phố"
        );
    }
}
