//! Rows that stand above each other in a ring: none of them can be placed first.

use std::collections::HashMap;

/// Codes of a ring that are named; a ring of thousands of rows is told in one line.
const MOST_NAMED: usize = 6;

/// The rings among rows, each a code and the code above it, as places of rows: every
/// row of a ring stands below the next one, the last below the first.
pub(super) fn rings(rows: &[(&str, &str)]) -> Vec<Vec<usize>> {
    let by_code: HashMap<&str, usize> = rows.iter().zip(0..).map(|((c, _), n)| (*c, n)).collect();
    let above = |n: usize| by_code.get(rows[n].1).copied();
    // In which walk a row was met: rows of earlier walks are done with.
    let mut met: Vec<Option<usize>> = vec![None; rows.len()];
    let mut rings = Vec::new();
    for walk in 0..rows.len() {
        let mut at = Some(walk);
        while let Some(row) = at.filter(|n| met[*n].is_none()) {
            met[row] = Some(walk);
            at = above(row);
        }
        let Some(first) = at.filter(|n| met[*n] == Some(walk)) else {
            continue;
        };
        let mut ring = vec![first];
        let mut next = above(first);
        while let Some(row) = next.filter(|n| *n != first) {
            ring.push(row);
            next = above(row);
        }
        rings.push(ring);
    }
    rings
}

/// A ring in words, from its row at `place` round to it again.
pub(super) fn written(ring: &[usize], place: usize, rows: &[(&str, &str)]) -> String {
    let (before, after) = ring.split_at(place);
    let round = after.iter().chain(before).map(|n| rows[*n].0);
    let mut codes: Vec<&str> = round.take(MOST_NAMED).collect();
    if ring.len() > MOST_NAMED {
        codes.push("…");
    }
    codes.push(rows[ring[place]].0);
    codes.join(" → ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a ring is found once, and what only hangs below one is no part of it.
    #[test]
    fn r_1_9_rings_are_found_once_and_named_from_every_row() {
        let rows = [
            ("X", "A"),
            ("A", "B"),
            ("B", "C"),
            ("C", "A"),
            ("S", "S"),
            ("Y", "KHONG"),
        ];
        let found = rings(&rows);
        assert_eq!(found, [vec![1, 2, 3], vec![4]]);
        assert_eq!(written(&found[0], 1, &rows), "B → C → A → B");
        assert_eq!(written(&found[1], 0, &rows), "S → S");
        let names: Vec<String> = (0..9).map(|n| format!("N{n}")).collect();
        let long: Vec<(&str, &str)> = (0..9)
            .map(|n| (names[n].as_str(), names[(n + 1) % 9].as_str()))
            .collect();
        let found = rings(&long);
        let said = written(&found[0], 8, &long);
        assert_eq!(said, "N8 → N0 → N1 → N2 → N3 → N4 → … → N8");
    }
}
