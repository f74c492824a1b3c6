//! Lists of units that many figures share, named once: a unit without a
//! report is missing from every indicator, and a reader wants its name, not the
//! same name at each of forty lines. Not here: the words.

/// Why units are named at a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// They have no figure and did not say "không phát sinh".
    Missing,
    /// Their figure is an estimate.
    Estimated,
    /// Their figure is a threshold ("từ 70 trở lên").
    Threshold,
}

impl NoteKind {
    /// All kinds, in the order in which notes are numbered.
    pub const ALL: [NoteKind; 3] = [NoteKind::Missing, NoteKind::Estimated, NoteKind::Threshold];
}

/// Units named together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitNote {
    /// Why.
    pub kind: NoteKind,
    /// Their names, as the figures list them.
    pub units: Vec<String>,
}

/// The different lists of `lines`, each line being lists of names in the order of
/// [`NoteKind::ALL`]: first the missing ones in the order in which they come up, then
/// the estimates, then the thresholds. With them the numbers (from 1) of the notes of
/// each line; a line with nothing to say has none.
#[must_use]
pub fn unit_notes<'a>(
    lines: impl Iterator<Item = [&'a [String]; 3]> + Clone,
) -> (Vec<UnitNote>, Vec<Vec<usize>>) {
    let mut notes: Vec<UnitNote> = Vec::new();
    let mut of_lines = vec![Vec::new(); lines.clone().count()];
    for (list, kind) in NoteKind::ALL.into_iter().enumerate() {
        for (of_line, lists) in of_lines.iter_mut().zip(lines.clone()) {
            let units = lists[list];
            if units.is_empty() {
                continue;
            }
            let known = notes
                .iter()
                .position(|n| n.kind == kind && n.units == units);
            let place = known.unwrap_or(notes.len());
            if known.is_none() {
                let units = units.to_vec();
                notes.push(UnitNote { kind, units });
            }
            of_line.push(place + 1);
        }
    }
    (notes, of_lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn r_4_2_units_missing_from_many_figures_are_named_once_and_every_line_says_which_note() {
        let lines = [
            (names("A B"), names("C")),
            (names(""), names("")),
            (names("A B"), names("")),
            (names("B"), names("A B")),
            (names("B A"), names("C")),
        ];
        let threshold = names("C");
        let lists = lines.iter().zip(0..);
        let (notes, of_lines) = unit_notes(lists.map(|((missing, estimated), at)| {
            let thresholds: &[String] = if at == 3 { &threshold } else { &[] };
            [&**missing, &**estimated, thresholds]
        }));
        let said: Vec<(NoteKind, String)> =
            notes.iter().map(|n| (n.kind, n.units.join(" "))).collect();
        use NoteKind::{Estimated, Missing, Threshold};
        let expected = [
            (Missing, "A B"),
            (Missing, "B"),
            (Missing, "B A"),
            (Estimated, "C"),
            (Estimated, "A B"),
            (Threshold, "C"),
        ];
        assert_eq!(said, expected.map(|(kind, units)| (kind, units.to_owned())));
        let expected: [&[usize]; 5] = [&[1, 4], &[], &[1], &[2, 5, 6], &[3, 4]];
        assert_eq!(of_lines, expected);
    }
}
