//! What the bound numbers of a text stood for when it was written, so that a change
//! is noticed (R-4.4). Not here: what a reference means (`reference`).

use super::reference::{Reference, references};
use crate::number::Threshold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a reference stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Quoted {
    /// At the indicator's scale, or what the form of the reference makes of it. No
    /// value is kept as such: empty is not zero.
    pub value: Option<i64>,
    /// The threshold that it is (domain facts §6.2); none where there is no value.
    pub threshold: Option<Threshold>,
}

impl Quoted {
    /// A value with its threshold.
    #[must_use]
    pub fn of(value: Option<i64>, threshold: Option<Threshold>) -> Self {
        Self {
            value,
            threshold: threshold.filter(|_| value.is_some()),
        }
    }
}

impl From<Option<i64>> for Quoted {
    fn from(value: Option<i64>) -> Self {
        Self::of(value, None)
    }
}

/// As it is stored: the bare number where it is no threshold, so that older texts are
/// read, and stay as they are.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Bare(Option<i64>),
    Bounded { value: i64, bound: Threshold },
}

impl From<Kept> for Quoted {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Bare(value) => value.into(),
            Kept::Bounded { value, bound } => Self::of(Some(value), Some(bound)),
        }
    }
}

impl From<Quoted> for Kept {
    fn from(quoted: Quoted) -> Self {
        match quoted.value.zip(quoted.threshold) {
            Some((value, bound)) => Self::Bounded { value, bound },
            None => Self::Bare(quoted.value),
        }
    }
}

/// What the references of a text stood for when it was written, by token.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seen(pub BTreeMap<String, Quoted>);

/// A number that changed after the text was written: it is another one, or only
/// became a threshold or stopped being one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Which.
    pub reference: Reference,
    /// When the text was written.
    pub old: Quoted,
    /// Now.
    pub new: Quoted,
}

impl Seen {
    /// Notes what the references of `text` stand for now.
    pub fn of(text: &str, mut quoted: impl FnMut(&Reference) -> Quoted) -> Self {
        Self(
            references(text)
                .iter()
                .map(|r| (r.token(), quoted(r)))
                .collect(),
        )
    }

    /// The references of `text` that stand for something else than when it was
    /// written.
    pub fn stale(&self, text: &str, mut quoted: impl FnMut(&Reference) -> Quoted) -> Vec<Stale> {
        references(text)
            .into_iter()
            .filter_map(|reference| {
                let old = *self.0.get(&reference.token())?;
                let new = quoted(&reference);
                (old != new).then_some(Stale {
                    reference,
                    old,
                    new,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_changed_after_the_text_was_written_is_stale() {
        let text = "Tuyển {{GD-09}} người, {{YT-09}} lượt";
        let only =
            |r: &Reference, value: i64| Quoted::from((r.indicator == "GD-09").then_some(value));
        let seen = Seen::of(text, |r| only(r, 5));
        assert!(seen.stale(text, |r| only(r, 5)).is_empty());
        let stale = seen.stale(text, |r| only(r, 7));
        assert_eq!(stale.len(), 1);
        assert_eq!((stale[0].old.value, stale[0].new.value), (Some(5), Some(7)));
        // A value that appears where there was none is a change as well.
        assert_eq!(
            seen.stale(text, |_| Quoted::from(Some(5)))[0].old.value,
            None
        );
    }

    /// R-4.4, §6.2: "500" and "từ 500 trở lên" are not the same thing to say.
    #[test]
    fn r_4_4_a_number_that_only_became_a_threshold_or_stopped_being_one_is_stale() {
        let text = "Tuyển {{GD-09}} người";
        let is = |threshold| Quoted::of(Some(500), threshold);
        let kinds = [
            None,
            Some(Threshold::AtLeast),
            Some(Threshold::Above),
            Some(Threshold::BothWays),
        ];
        for old in kinds {
            let seen = Seen::of(text, |_| is(old));
            for new in kinds {
                let stale = seen.stale(text, |_| is(new));
                assert_eq!(stale.is_empty(), old == new, "{old:?} {new:?}");
            }
        }
        assert_eq!(Quoted::of(None, Some(Threshold::Above)), Quoted::default());
    }

    #[test]
    fn what_is_no_threshold_is_stored_as_before_and_all_is_read_again() {
        let text = "{{A-1}} {{B-1}} {{C-1}}";
        let quoted = |r: &Reference| match r.indicator.as_str() {
            "A-1" => Quoted::from(Some(5)),
            "B-1" => Quoted::default(),
            _ => Quoted::of(Some(7), Some(Threshold::AtMost)),
        };
        let seen = Seen::of(text, quoted);
        let json = serde_json::to_string(&seen).unwrap();
        assert_eq!(
            json,
            r#"{"{{A-1}}":5,"{{B-1}}":null,"{{C-1}}":{"value":7,"bound":"at_most"}}"#
        );
        assert_eq!(serde_json::from_str::<Seen>(&json).unwrap(), seen);
    }
}
