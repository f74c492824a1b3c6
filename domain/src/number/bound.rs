//! Threshold words around a number (domain facts §6.2): "từ 70 % trở lên", "trên
//! 95 %", "không quá 3". What stands for such a figure is the number and on which
//! side of it the true one lies; the true one is not known.
//!
//! Words that only soften a number ("khoảng", "cơ bản") say no side and are no
//! threshold. The same is done in the browser (`web/assets/number.js`).

use crate::text::fold;
use std::cmp::Ordering;

crate::codes! {
    /// On which side of a threshold a figure lies.
    Bound {
        /// *Từ … trở lên*: the number or more.
        AtLeast = "at_least",
        /// *Trên, hơn*: more than the number.
        Above = "above",
        /// *Không quá*: the number or less.
        AtMost = "at_most",
        /// *Dưới*: less than the number.
        Below = "below",
    }
}

/// Words and signs before a number.
const BEFORE: [(&str, Bound); 24] = [
    ("≥", Bound::AtLeast),
    (">=", Bound::AtLeast),
    ("it nhat", Bound::AtLeast),
    ("toi thieu", Bound::AtLeast),
    ("khong duoi", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    (">", Bound::Above),
    ("tren", Bound::Above),
    ("hon", Bound::Above),
    ("more than", Bound::Above),
    ("over", Bound::Above),
    ("above", Bound::Above),
    ("≤", Bound::AtMost),
    ("<=", Bound::AtMost),
    ("khong qua", Bound::AtMost),
    ("khong tren", Bound::AtMost),
    ("toi da", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("<", Bound::Below),
    ("duoi", Bound::Below),
    ("chua den", Bound::Below),
    ("less than", Bound::Below),
    ("under", Bound::Below),
    ("below", Bound::Below),
];

/// Words behind a number, with or without "từ" before it.
const BEHIND: [(&str, Bound); 4] = [
    ("tro len", Bound::AtLeast),
    ("or more", Bound::AtLeast),
    ("tro xuong", Bound::AtMost),
    ("or less", Bound::AtMost),
];

/// Takes threshold words off a text: the bound, and the rest, which is to be read as
/// a number (perhaps with its unit of measure). None where the text has none, or
/// words that do not go together.
#[must_use]
pub fn split_bound(text: &str) -> Option<(Bound, &str)> {
    let is_start = |c: char| c.is_ascii_digit() || "+-−–.,".contains(c);
    let (head, rest) = text.split_at(text.find(is_start)?);
    let head = head.trim();
    if let Some((bound, number)) = behind(rest) {
        let is_open = head.is_empty() || fold(head) == "tu";
        return is_open.then_some((bound, number.trim()));
    }
    // Signs are compared as they stand: folding would take the stroke off "≯".
    let is_sign = !head.contains(char::is_alphabetic);
    let said = if is_sign { head.to_owned() } else { fold(head) };
    let found = BEFORE.iter().find(|(words, _)| *words == said);
    found.map(|(_, bound)| (*bound, rest.trim()))
}

fn behind(text: &str) -> Option<(Bound, &str)> {
    let (rest, last) = text.trim_end().rsplit_once(char::is_whitespace)?;
    let (number, word) = rest.trim_end().rsplit_once(char::is_whitespace)?;
    let said = format!("{} {}", fold(word), fold(last));
    let found = BEHIND.iter().find(|(words, _)| *words == said);
    found.map(|(_, bound)| (*bound, number))
}

impl Bound {
    /// The bound in words around a number that is written already, perhaps with its
    /// unit of measure; [`split_bound`] takes them off again.
    #[must_use]
    pub fn written(self, number: &str) -> String {
        match self {
            Bound::AtLeast => format!("từ {number} trở lên"),
            Bound::Above => format!("trên {number}"),
            Bound::AtMost => format!("không quá {number}"),
            Bound::Below => format!("dưới {number}"),
        }
    }

    /// Whether the true figure is the number or more.
    #[must_use]
    pub fn is_lower(self) -> bool {
        matches!(self, Bound::AtLeast | Bound::Above)
    }

    /// Whether the true figure is not the number itself.
    #[must_use]
    pub fn is_strict(self) -> bool {
        matches!(self, Bound::Above | Bound::Below)
    }

    /// The bound of a sum, a greatest value or a mean of figures, of which so many are
    /// bounded from below and from above: none where all are exact, or where they
    /// point both ways and nothing can be said.
    #[must_use]
    pub fn of_many(lower: usize, upper: usize) -> Option<Bound> {
        match (lower, upper) {
            (0, 0) => None,
            (_, 0) => Some(Bound::AtLeast),
            (0, _) => Some(Bound::AtMost),
            _ => None,
        }
    }
}

/// A number in words, with its bound if it has one.
#[must_use]
pub fn bounded(bound: Option<Bound>, number: String) -> String {
    match bound {
        Some(bound) => bound.written(&number),
        None => number,
    }
}

/// Where a true figure may lie, seen from the number that is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// It may be more.
    pub more: bool,
    /// It may be less.
    pub less: bool,
    /// It is not the number itself; says nothing where it may lie on both sides.
    pub apart: bool,
}

impl Reach {
    /// Of which nothing is known.
    pub const ANYWHERE: Reach = Reach {
        more: true,
        less: true,
        apart: false,
    };

    /// The reach of one figure.
    #[must_use]
    pub fn of(bound: Option<Bound>) -> Reach {
        bound.map_or_else(Reach::default, |bound| Reach {
            more: bound.is_lower(),
            less: !bound.is_lower(),
            apart: bound.is_strict(),
        })
    }

    /// Whether the figure is known.
    #[must_use]
    pub fn is_exact(self) -> bool {
        !self.more && !self.less
    }

    /// The reach of a sum.
    #[must_use]
    pub fn plus(self, other: Reach) -> Reach {
        Reach {
            more: self.more || other.more,
            less: self.less || other.less,
            apart: self.apart || other.apart,
        }
    }

    /// The reach of a difference.
    #[must_use]
    pub fn minus(self, other: Reach) -> Reach {
        self.plus(Reach {
            more: other.less,
            less: other.more,
            apart: other.apart,
        })
    }

    /// Whether the true order of two figures may be `wanted`, where their numbers
    /// stand to each other as `seen` and this is the reach of their difference.
    #[must_use]
    pub fn allows(self, seen: Ordering, wanted: Ordering) -> bool {
        match (self.more, self.less) {
            (true, true) => true,
            (false, false) => seen == wanted,
            _ if self.apart && seen == Ordering::Equal && wanted == Ordering::Equal => false,
            (true, false) => wanted >= seen,
            (false, true) => wanted <= seen,
        }
    }

    /// Whether the true order surely is one of these.
    #[must_use]
    pub fn is_surely(self, seen: Ordering, wanted: &[Ordering]) -> bool {
        [Ordering::Less, Ordering::Equal, Ordering::Greater]
            .into_iter()
            .all(|order| wanted.contains(&order) || !self.allows(seen, order))
    }
}

#[cfg(test)]
#[path = "bound_tests.rs"]
mod tests;
