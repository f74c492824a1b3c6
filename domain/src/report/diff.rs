//! What changed between two texts: lines first, then words inside the lines
//! that changed. Nothing here knows about reports; see `changes`.

use serde::{Deserialize, Serialize};

/// Beyond this many comparisons a text counts as rewritten as a whole; a report
/// section stays far below.
const MOST_COMPARISONS: usize = 4_000_000;

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// In both.
    Kept,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What became of it.
    pub change: Change,
    /// Its words, separated by single blanks.
    pub text: String,
}

/// A line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffLine {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
}

impl DiffLine {
    /// Whether nothing changed in it.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.pieces.iter().all(|p| p.change == Change::Kept)
    }
}

/// Compares two texts line by line; a line replaced by another is compared word
/// by word. Blanks between words do not count.
#[must_use]
pub fn diff_text(old: &str, new: &str) -> Vec<DiffLine> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut out = Vec::new();
    let (mut gone, mut come): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (change, line) in script(&old, &new) {
        match change {
            Change::Removed => gone.push(line),
            Change::Added => come.push(line),
            Change::Kept => {
                pair_up(&mut out, &mut gone, &mut come);
                out.push(whole(Change::Kept, line));
            }
        }
    }
    pair_up(&mut out, &mut gone, &mut come);
    out
}

/// Lines that went and lines that came in their place, compared in pairs.
fn pair_up<'a>(out: &mut Vec<DiffLine>, gone: &mut Vec<&'a str>, come: &mut Vec<&'a str>) {
    let both = gone.len().min(come.len());
    for (old, new) in gone.iter().zip(come.iter()) {
        out.push(diff_words(old, new));
    }
    out.extend(
        gone.drain(..)
            .skip(both)
            .map(|line| whole(Change::Removed, line)),
    );
    out.extend(
        come.drain(..)
            .skip(both)
            .map(|line| whole(Change::Added, line)),
    );
}

fn whole(change: Change, line: &str) -> DiffLine {
    DiffLine {
        pieces: vec![Piece {
            change,
            text: line.to_owned(),
        }],
    }
}

fn diff_words(old: &str, new: &str) -> DiffLine {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for (change, word) in script(&old, &new) {
        match pieces.last_mut() {
            Some(last) if last.change == change => {
                last.text.push(' ');
                last.text.push_str(word);
            }
            _ => pieces.push(Piece {
                change,
                text: word.to_owned(),
            }),
        }
    }
    DiffLine { pieces }
}

/// The shortest script that makes `new` out of `old` (longest common
/// subsequence), removals before additions.
fn script<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Change, &'a str)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (a, b) = (
        &old_rest[..old_rest.len() - tail],
        &new_rest[..new_rest.len() - tail],
    );
    let mut out: Vec<(Change, &str)> = old[..head].iter().map(|x| (Change::Kept, *x)).collect();
    if a.len().saturating_mul(b.len()) > MOST_COMPARISONS {
        out.extend(a.iter().map(|x| (Change::Removed, *x)));
        out.extend(b.iter().map(|x| (Change::Added, *x)));
    } else {
        middle(&mut out, a, b);
    }
    out.extend(old[old.len() - tail..].iter().map(|x| (Change::Kept, *x)));
    out
}

fn middle<'a>(out: &mut Vec<(Change, &'a str)>, a: &[&'a str], b: &[&'a str]) {
    let width = b.len() + 1;
    // longest[i][j]: the longest common subsequence of a[i..] and b[j..].
    let mut longest = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            out.push((Change::Kept, a[i]));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            out.push((Change::Removed, a[i]));
            i += 1;
        } else {
            out.push((Change::Added, b[j]));
            j += 1;
        }
    }
    out.extend(a[i..].iter().map(|x| (Change::Removed, *x)));
    out.extend(b[j..].iter().map(|x| (Change::Added, *x)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(lines: &[DiffLine], without: Change) -> Vec<String> {
        let of = |line: &DiffLine| {
            let words: Vec<&str> = line
                .pieces
                .iter()
                .filter(|p| p.change != without)
                .flat_map(|p| p.text.split_whitespace())
                .collect();
            words.join(" ")
        };
        lines.iter().map(of).filter(|l| !l.is_empty()).collect()
    }

    #[test]
    fn a_changed_number_is_the_only_piece_that_differs() {
        let lines = diff_text("Có 120 trường.\nHết.", "Có 125 trường.\nHết.");
        let pieces: Vec<_> = lines[0]
            .pieces
            .iter()
            .map(|p| (p.change, p.text.as_str()))
            .collect();
        assert_eq!(
            pieces,
            [
                (Change::Kept, "Có"),
                (Change::Removed, "120"),
                (Change::Added, "125"),
                (Change::Kept, "trường."),
            ]
        );
        assert!(lines[1].is_kept());
    }

    #[test]
    fn an_added_paragraph_leaves_the_others_alone() {
        let lines = diff_text("một\nhai", "một\nmới\nhai");
        assert_eq!(lines.iter().filter(|l| l.is_kept()).count(), 2);
        assert_eq!(lines[1].pieces[0].change, Change::Added);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back_from_the_comparison(
            old in "([abc]{1,2}[ \n]){0,20}",
            new in "([abc]{1,2}[ \n]){0,20}",
        ) {
            let lines = diff_text(&old, &new);
            let clean = |t: &str| -> Vec<String> {
                t.lines()
                    .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
                    .filter(|l| !l.is_empty())
                    .collect()
            };
            prop_assert_eq!(side(&lines, Change::Added), clean(&old));
            prop_assert_eq!(side(&lines, Change::Removed), clean(&new));
        }
    }
}
