//! Headings numbered by Word itself, so that a heading added by hand takes its
//! number and those after it follow; and `word/numbering.xml`.
//!
//! A document says its numbers as text ("I.", "6.1.", "a)"). Here each level gets
//! the pattern of its first number, and each heading is counted as Word counts.
//! One that does not come out as it is written starts its level anew, and where
//! that cannot say it either, its number stays text: what is read is always what
//! the document says. Not here: lists (`listing`), numbers of appendices.

use super::W;
use super::listing::{self, Listing};
use super::numeral::Kind;
use super::paragraph::points;
use super::xml::Xml;
use crate::compose::Sheet;
use crate::model::Block;
use crate::profile::FormatProfile;

/// Levels of headings.
const LEVELS: usize = 3;

/// How one heading is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// By its style.
    OfStyle,
    /// By this list, which goes on where another began anew.
    OfList(usize),
    /// Its number, if any, is text, and its style's is taken away. Some readers
    /// take the style's first-line indent with it, so it says that itself, in
    /// twentieths of a point.
    Typed(i32),
    /// Its number, if any, is text, and its style has none.
    Plain,
}

/// The numbers of one level: "%1.", "%2.%3.", "PHẦN %1".
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    kind: Kind,
    text: String,
    /// Which levels above are in it.
    above: [bool; LEVELS],
}

/// What the headings of a document need.
pub(super) struct Numbering {
    levels: [Option<Pattern>; LEVELS],
    /// Of each list after the first: at which number each level begins there.
    lists: Vec<[Option<u32>; LEVELS]>,
    /// The headings in reading order.
    pub(super) marks: Vec<Mark>,
    /// The lists between them.
    pub(super) listing: Listing,
}

/// Where counting stands.
struct Counting {
    plan: Numbering,
    at: [Option<u32>; LEVELS],
    /// Which levels were used in the present list: in another one some readers
    /// begin them anew.
    used: [bool; LEVELS],
}

/// Counts the headings of a sheet.
pub(super) fn plan(sheet: &Sheet, profile: &FormatProfile) -> Numbering {
    let mut counting = Counting {
        plan: Numbering {
            levels: [const { None }; LEVELS],
            lists: Vec::new(),
            marks: Vec::new(),
            listing: Listing::default(),
        },
        at: [None; LEVELS],
        used: [false; LEVELS],
    };
    let mut levels = Vec::new();
    let appendices = sheet.appendices.iter().flat_map(|a| &a.blocks);
    for block in sheet.blocks.iter().chain(appendices) {
        if let Block::Heading { level, number, .. } = block {
            let level = usize::from(*level).clamp(1, LEVELS) - 1;
            let mark = counting.mark(level, number.as_deref());
            counting.plan.marks.push(mark);
            levels.push(level);
        }
    }
    let mut plan = counting.plan;
    for (mark, level) in plan.marks.iter_mut().zip(levels) {
        if *mark == Mark::Plain && plan.levels[level].is_some() {
            *mark = Mark::Typed(first_line(profile, level));
        }
    }
    plan.listing = listing::plan(sheet, plan.lists.len() + 1);
    plan
}

impl Counting {
    fn mark(&mut self, level: usize, number: Option<&str>) -> Mark {
        let Some((pattern, value)) = number.and_then(|text| self.read(level, text)) else {
            return Mark::Plain;
        };
        let is_known = |l: usize| !pattern.above[l] || self.used[l];
        if self.plan.levels[level]
            .as_ref()
            .is_some_and(|p| *p != pattern)
            || !(0..LEVELS).all(is_known)
        {
            return Mark::Plain;
        }
        if value != self.next(level) {
            if pattern.above.contains(&true) {
                return Mark::Plain;
            }
            self.begin(level, value);
        }
        self.plan.levels[level] = Some(pattern);
        self.at[level] = Some(value);
        self.used[level] = true;
        for below in level + 1..LEVELS {
            self.at[below] = None;
        }
        match self.plan.lists.len() {
            0 => Mark::OfStyle,
            list => Mark::OfList(list),
        }
    }

    fn next(&self, level: usize) -> u32 {
        self.at[level].map_or(1, |value| value.saturating_add(1))
    }

    /// Another list, in which the level begins at `value` and those above go on.
    fn begin(&mut self, level: usize, value: u32) {
        let mut starts = [None; LEVELS];
        for (above, start) in starts.iter_mut().enumerate().take(level) {
            *start = Some(self.next(above));
        }
        starts[level] = Some(value);
        self.plan.lists.push(starts);
        self.used = [false; LEVELS];
    }

    /// The pattern of a number and what it counts. Of the ways in which it can be
    /// read ("I." is one, and the ninth letter) the one that goes on counts.
    fn read(&self, level: usize, number: &str) -> Option<(Pattern, u32)> {
        if number.contains('%') {
            return None;
        }
        let runs = runs(number);
        let (own, before) = runs.split_last()?;
        let suffix = &number[own.1..];
        let mut above = [false; LEVELS];
        let mut text = String::new();
        let mut end = 0;
        for (from, to) in before {
            text.push_str(&number[end..*from]);
            let run = &number[*from..*to];
            match (0..level)
                .rev()
                .find(|l| self.written(*l).as_deref() == Some(run))
            {
                Some(found) => {
                    above[found] = true;
                    text.push_str(&format!("%{}", found + 1));
                }
                None => text.push_str(run),
            }
            end = *to;
        }
        text.push_str(&number[end..own.0]);
        text.push_str(&format!("%{}{suffix}", level + 1));
        let own = &number[own.0..own.1];
        let readings: Vec<(Kind, u32)> = Kind::ALL
            .into_iter()
            .filter_map(|kind| Some((kind, kind.read(own)?)))
            .collect();
        let known = self.plan.levels[level].as_ref().map(|p| p.kind);
        let of_level = readings.iter().find(|(kind, _)| Some(*kind) == known);
        let goes_on = || {
            readings
                .iter()
                .find(|(_, value)| *value == self.next(level))
        };
        let (kind, value) = *of_level.or_else(goes_on).or(readings.first())?;
        let pattern = Pattern { kind, text, above };
        Some((pattern, value))
    }

    /// The number of a level above as it stands.
    fn written(&self, level: usize) -> Option<String> {
        self.plan.levels[level]
            .as_ref()?
            .kind
            .written(self.at[level]?)
    }
}

/// Where letters and digits stand in a text.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(last) if last.1 == at => last.1 = end,
            _ => runs.push((at, end)),
        }
    }
    runs
}

/// The list of the styles; others follow.
const FIRST: usize = 1;

/// The id of a list in the file.
pub(super) fn list_id(list: usize) -> String {
    (FIRST + list).to_string()
}

/// First-line indent of headings of a level, in twentieths of a point.
fn first_line(profile: &FormatProfile, level: usize) -> i32 {
    let heading = profile.body.headings.get(level);
    if heading.is_none_or(|heading| heading.centered) {
        return 0;
    }
    (points(profile.body.indent_mm) * 20.0).round() as i32
}

/// The indent of a heading.
fn indent(xml: &mut Xml, first_line: i32) {
    let first = first_line.to_string();
    xml.empty("w:ind", &[("w:left", "0"), ("w:firstLine", &first)]);
}

/// Takes the number of its style away from a heading.
pub(super) fn take_away(xml: &mut Xml, level: usize, first_line: i32) {
    put(xml, level, None);
    indent(xml, first_line);
}

/// Puts a paragraph or a style on a level of a list, from 0; on none takes the
/// numbers of its style away.
pub(super) fn put(xml: &mut Xml, level: usize, list: Option<usize>) {
    xml.open("w:numPr", &[]);
    xml.val("w:ilvl", &level.to_string());
    xml.val("w:numId", &list.map_or_else(|| "0".to_owned(), list_id));
    xml.close();
}

impl Numbering {
    /// Whether headings of the style of this level are numbered, from 0.
    pub(super) fn is_numbered(&self, level: usize) -> bool {
        self.levels.get(level).is_some_and(Option::is_some)
    }

    /// Whether anything is numbered.
    pub(super) fn is_needed(&self) -> bool {
        self.levels.iter().any(Option::is_some) || !self.listing.lists.is_empty()
    }

    /// `word/numbering.xml`.
    pub(super) fn part(&self, profile: &FormatProfile) -> String {
        let mut xml = Xml::part("w:numbering", &[("xmlns:w", W)]);
        xml.open("w:abstractNum", &[("w:abstractNumId", "0")]);
        xml.val("w:multiLevelType", "multilevel");
        for (level, pattern) in self.levels.iter().enumerate() {
            self::level(
                &mut xml,
                level,
                pattern.as_ref(),
                first_line(profile, level),
            );
        }
        xml.close();
        self.listing.patterns(&mut xml, profile);
        let lists = std::iter::once(&[None; LEVELS]).chain(&self.lists);
        for (list, starts) in lists.enumerate() {
            xml.open("w:num", &[("w:numId", &list_id(list))]);
            xml.val("w:abstractNumId", "0");
            for (level, start) in starts.iter().enumerate() {
                if let Some(start) = start {
                    xml.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
                    xml.val("w:startOverride", &start.to_string());
                    xml.close();
                }
            }
            xml.close();
        }
        self.listing.write(&mut xml);
        xml.finish()
    }
}

fn level(xml: &mut Xml, level: usize, pattern: Option<&Pattern>, first_line: i32) {
    xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
    xml.val("w:start", "1");
    xml.val("w:numFmt", pattern.map_or("none", |p| p.kind.code()));
    if pattern.is_some() {
        xml.val("w:pStyle", &format!("Heading{}", level + 1));
    }
    let (suffix, text) = pattern.map_or(("nothing", ""), |p| ("space", p.text.as_str()));
    xml.val("w:suff", suffix);
    xml.val("w:lvlText", text);
    xml.val("w:lvlJc", "left");
    xml.open("w:pPr", &[]);
    indent(xml, first_line);
    xml.close();
    xml.close();
}

#[cfg(test)]
#[path = "numbering_tests.rs"]
mod tests;
