//! Shade of one cell of a table unit × period. The cell keeps its number or
//! word as text; the shade only helps the eye.

/// The classes of a cell holding `part` of `whole`: five shades from low to
/// high, hatched when there is nothing to compare.
#[must_use]
pub fn heat_class(part: Option<u64>, whole: u64) -> &'static str {
    let Some(part) = part.filter(|_| whole > 0) else {
        return "heat heat--none";
    };
    match part.min(whole) * 5 / whole {
        0 => "heat heat--1",
        1 => "heat heat--2",
        2 => "heat heat--3",
        3 => "heat heat--4",
        _ => "heat heat--5",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_go_from_nothing_to_all() {
        assert_eq!(heat_class(None, 10), "heat heat--none");
        assert_eq!(heat_class(Some(0), 0), "heat heat--none");
        assert_eq!(heat_class(Some(0), 10), "heat heat--1");
        assert_eq!(heat_class(Some(5), 10), "heat heat--3");
        assert_eq!(heat_class(Some(99), 10), "heat heat--5");
    }
}
