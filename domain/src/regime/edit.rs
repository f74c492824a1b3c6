//! Moving sections of the outline about, as the designer's buttons do.

use super::Section;
use std::str::FromStr;

/// Deepest level of an outline.
pub const DEEPEST: u8 = 5;

/// What a button does to a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Above the one before it on the same level, with everything below it.
    Up,
    /// Below the one after it on the same level, with everything below it.
    Down,
    /// One level deeper, with everything below it.
    In,
    /// One level up, with everything below it.
    Out,
    /// Away, with everything below it.
    Remove,
}

impl FromStr for Move {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "up" => Move::Up,
            "down" => Move::Down,
            "in" => Move::In,
            "out" => Move::Out,
            "remove" => Move::Remove,
            _ => return Err(()),
        })
    }
}

/// Moves a section with those below it. Answers whether anything changed: the
/// first cannot go up, and none can be two levels deeper than the one above it.
pub fn move_section(outline: &mut Vec<Section>, code: &str, how: Move) -> bool {
    let Some(at) = outline.iter().position(|s| s.code == code) else {
        return false;
    };
    let level = outline[at].level;
    let end = end_of(outline, at);
    match how {
        Move::Remove => {
            outline.drain(at..end);
        }
        Move::In => {
            let deepest = outline[at..end].iter().map(|s| s.level).max().unwrap_or(0);
            let may = at > 0 && outline[at - 1].level >= level && deepest < DEEPEST;
            if !may {
                return false;
            }
            outline[at..end].iter_mut().for_each(|s| s.level += 1);
        }
        Move::Out => {
            if level == 0 {
                return false;
            }
            outline[at..end].iter_mut().for_each(|s| s.level -= 1);
        }
        Move::Up => {
            let before = (0..at).rev().find(|i| outline[*i].level <= level);
            let Some(before) = before.filter(|i| outline[*i].level == level) else {
                return false;
            };
            outline[before..end].rotate_right(end - at);
        }
        Move::Down => {
            if outline.get(end).is_none_or(|s| s.level != level) {
                return false;
            }
            let next_end = end_of(outline, end);
            outline[at..next_end].rotate_left(end - at);
        }
    }
    true
}

/// Where the part of the tree that begins at `at` ends.
fn end_of(outline: &[Section], at: usize) -> usize {
    let level = outline[at].level;
    outline[at + 1..]
        .iter()
        .position(|s| s.level <= level)
        .map_or(outline.len(), |n| at + 1 + n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::UnitRule;
    use proptest::prelude::*;

    fn outline(parts: &[(&str, u8)]) -> Vec<Section> {
        parts
            .iter()
            .map(|(code, level)| Section {
                code: (*code).into(),
                level: *level,
                title: (*code).into(),
                title_en: String::new(),
                fields: vec![],
                reported_by: UnitRule::default(),
                word_limit: None,
                is_internal: false,
                hint: String::new(),
            })
            .collect()
    }

    fn shown(outline: &[Section]) -> String {
        let one = |s: &Section| format!("{}{}", s.code, s.level);
        outline.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_section_moves_with_those_below_it() {
        let mut tree = outline(&[("a", 0), ("b", 1), ("c", 0), ("d", 1), ("e", 0)]);
        assert!(move_section(&mut tree, "c", Move::Up));
        assert_eq!(shown(&tree), "c0 d1 a0 b1 e0");
        assert!(!move_section(&mut tree, "c", Move::Up));
        assert!(move_section(&mut tree, "c", Move::Down));
        assert_eq!(shown(&tree), "a0 b1 c0 d1 e0");
        assert!(!move_section(&mut tree, "e", Move::Down));
        // "d" is the only one of its level below "c".
        assert!(!move_section(&mut tree, "d", Move::Up));
        assert!(move_section(&mut tree, "c", Move::Remove));
        assert_eq!(shown(&tree), "a0 b1 e0");
    }

    #[test]
    fn a_section_goes_no_deeper_than_one_below_the_one_above_it() {
        let mut tree = outline(&[("a", 0), ("b", 0), ("c", 1)]);
        assert!(!move_section(&mut tree, "a", Move::In));
        assert!(move_section(&mut tree, "b", Move::In));
        assert_eq!(shown(&tree), "a0 b1 c2");
        assert!(!move_section(&mut tree, "b", Move::In));
        assert!(move_section(&mut tree, "b", Move::Out));
        assert_eq!(shown(&tree), "a0 b0 c1");
        assert!(!move_section(&mut tree, "x", Move::In));
    }

    proptest! {
        #[test]
        fn no_button_loses_a_section_or_breaks_the_tree(
            steps in prop::collection::vec((0usize..5, 0usize..4), 0..30),
        ) {
            let mut tree = outline(&[("a", 0), ("b", 1), ("c", 2), ("d", 0), ("e", 1)]);
            for (who, how) in steps {
                let code = ["a", "b", "c", "d", "e"][who];
                let how = [Move::Up, Move::Down, Move::In, Move::Out][how];
                move_section(&mut tree, code, how);
                let mut codes: Vec<_> = tree.iter().map(|s| s.code.clone()).collect();
                codes.sort();
                prop_assert_eq!(codes, ["a", "b", "c", "d", "e"]);
                prop_assert_eq!(tree[0].level, 0);
            }
        }
    }
}
