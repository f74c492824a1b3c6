//! Numbers that Word counts itself: what stands before a numbered paragraph, from
//! `numbering.xml` and `styles.xml`. Not here: the text of paragraphs (`docx`).

use super::docx::{local, value};
use super::numeral::written;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{HashMap, HashSet};

/// Levels that a list has.
const LEVELS: usize = 9;
/// Styles that stand upon one another, at most.
const DEEPEST: usize = 16;

/// What a paragraph says about its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) style: Option<String>,
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

/// What stands before a numbered paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// A number as it is written, with what is between it and the text.
    Number(String),
    /// A sign that counts nothing, or a list that nobody has described.
    Bullet,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Whether the text follows at once.
    is_close: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".into(),
            text: String::new(),
            is_close: false,
        }
    }
}

type Levels = [Option<Level>; LEVELS];

/// A list: whose pattern it follows, and where levels begin in it.
#[derive(Debug, Clone, Default)]
struct List {
    pattern: String,
    starts: HashMap<usize, u32>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

/// The lists of a document and where their counting stands.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: HashMap<String, Levels>,
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
    /// Lists of one pattern count together.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Levels of lists that have begun where the list says.
    begun: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads both parts; what is damaged in them is as if it were not there, since
    /// the text itself is elsewhere.
    pub(super) fn read(numbering: Option<&str>, styles: Option<&str>) -> Self {
        let mut found = Self::default();
        if let Some(xml) = numbering {
            found.lists_of(xml);
        }
        if let Some(xml) = styles {
            found.styles_of(xml);
        }
        found
    }

    /// Counts a paragraph; None for one without a number.
    pub(super) fn label(&mut self, asked: &Asked) -> Option<Label> {
        let (list, level) = self.place(asked)?;
        if list == "0" {
            return None;
        }
        let Some(known) = self.lists.get(&list) else {
            return Some(Label::Bullet);
        };
        let Some(levels) = self.patterns.get(&known.pattern) else {
            return Some(Label::Bullet);
        };
        let own = levels[level].as_ref()?;
        let counts = self.counts.entry(known.pattern.clone()).or_default();
        let next = counts[level].map_or(own.start, |n| n.saturating_add(1));
        let start = known.starts.get(&level);
        let start = start.filter(|_| self.begun.insert((list.clone(), level)));
        counts[level] = Some(start.copied().unwrap_or(next));
        for below in &mut counts[level + 1..] {
            *below = None;
        }
        if own.format == "bullet" {
            // The sign of the second level in papers here; others are as good as a dash.
            return Some(match own.text.as_str() {
                "+" => Label::Number("+ ".into()),
                _ => Label::Bullet,
            });
        }
        let text = filled(levels, counts, &own.text);
        if text.trim().is_empty() {
            return None;
        }
        let between = if own.is_close { "" } else { " " };
        Some(Label::Number(format!("{text}{between}")))
    }

    /// List and level of a paragraph: its own, else those of its style.
    fn place(&self, asked: &Asked) -> Option<(String, usize)> {
        let (mut list, mut level) = (asked.list.clone(), asked.level);
        let mut style = asked.style.as_ref();
        for _ in 0..DEEPEST {
            let Some(found) = style.and_then(|id| self.styles.get(id)) else {
                break;
            };
            list = list.or_else(|| found.list.clone());
            level = level.or(found.level);
            style = found.based_on.as_ref();
        }
        Some((list?, level.unwrap_or(0).min(LEVELS - 1)))
    }

    fn lists_of(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let (mut pattern, mut list): (Option<String>, Option<String>) = (None, None);
        let mut level = 0;
        while let Ok(event) = reader.read_event() {
            let e = match &event {
                Event::Eof => return,
                Event::Start(e) | Event::Empty(e) => e,
                Event::End(e) => {
                    match e.local_name().as_ref() {
                        b"abstractNum" => pattern = None,
                        b"num" => list = None,
                        _ => {}
                    }
                    continue;
                }
                _ => continue,
            };
            match local(e).as_slice() {
                b"abstractNum" => {
                    let id = value(e, b"abstractNumId").unwrap_or_default();
                    self.patterns.insert(id.clone(), Levels::default());
                    pattern = Some(id);
                }
                b"num" => {
                    let id = value(e, b"numId").unwrap_or_default();
                    self.lists.insert(id.clone(), List::default());
                    list = Some(id);
                }
                b"abstractNumId" => {
                    if let Some(known) = list.as_ref().and_then(|id| self.lists.get_mut(id)) {
                        known.pattern = value(e, b"val").unwrap_or_default();
                    }
                }
                b"lvl" | b"lvlOverride" => {
                    let asked = value(e, b"ilvl").and_then(|text| text.parse().ok());
                    level = asked.unwrap_or(0_usize).min(LEVELS - 1);
                    let known = pattern.as_ref().and_then(|id| self.patterns.get_mut(id));
                    if let Some(known) = known {
                        known[level] = Some(Level::default());
                    }
                }
                b"startOverride" => {
                    let known = list.as_ref().and_then(|id| self.lists.get_mut(id));
                    let start = value(e, b"val").and_then(|text| text.parse().ok());
                    if let (Some(known), Some(start)) = (known, start) {
                        known.starts.insert(level, start);
                    }
                }
                name @ (b"start" | b"numFmt" | b"lvlText" | b"suff") => {
                    let known = pattern.as_ref().and_then(|id| self.patterns.get_mut(id));
                    let own = known.and_then(|levels| levels[level].as_mut());
                    let (Some(own), Some(text)) = (own, value(e, b"val")) else {
                        continue;
                    };
                    match name {
                        b"start" => own.start = text.parse().unwrap_or(1),
                        b"numFmt" => own.format = text,
                        b"lvlText" => own.text = text,
                        _ => own.is_close = text == "nothing",
                    }
                }
                _ => {}
            }
        }
    }

    fn styles_of(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut id = String::new();
        while let Ok(event) = reader.read_event() {
            let e = match &event {
                Event::Eof => return,
                Event::Start(e) | Event::Empty(e) => e,
                _ => continue,
            };
            if local(e) == b"style" {
                id = value(e, b"styleId").unwrap_or_default();
                self.styles.insert(id.clone(), Style::default());
                continue;
            }
            let Some(style) = self.styles.get_mut(&id) else {
                continue;
            };
            match local(e).as_slice() {
                b"basedOn" => style.based_on = value(e, b"val"),
                b"numId" => style.list = value(e, b"val"),
                b"ilvl" => style.level = value(e, b"val").and_then(|text| text.parse().ok()),
                _ => {}
            }
        }
    }
}

/// A pattern with the numbers of its levels: "%1.%2" becomes "6.1".
fn filled(levels: &Levels, counts: &[Option<u32>; LEVELS], pattern: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        let place = rest
            .peek()
            .filter(|_| c == '%')
            .and_then(|d| d.to_digit(10));
        let level = place.and_then(|d| usize::try_from(d).ok()?.checked_sub(1));
        match level.and_then(|l| Some((l, levels.get(l)?.as_ref()?))) {
            Some((level, known)) => {
                rest.next();
                let count = counts[level].unwrap_or(known.start);
                text.push_str(&written(&known.format, count));
            }
            None => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="PHẦN %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:suff w:val="nothing"/><w:lvlText w:val="%2%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="6"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>"#;

    const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:styleId="Heading1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Muc"><w:basedOn w:val="Heading1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
</w:styles>"#;

    fn said(numbering: &mut Numbering, style: &str, list: &str, level: Option<usize>) -> String {
        let asked = Asked {
            style: (!style.is_empty()).then(|| style.to_owned()),
            list: (!list.is_empty()).then(|| list.to_owned()),
            level,
        };
        match numbering.label(&asked) {
            Some(Label::Number(text)) => text,
            Some(Label::Bullet) => "-".into(),
            None => String::new(),
        }
    }

    #[test]
    fn levels_count_within_the_ones_above_and_lists_of_one_pattern_go_on() {
        let mut lists = Numbering::read(Some(LISTS), Some(STYLES));
        let found = [
            ("Heading1", "", None),
            ("Muc", "", None),
            ("", "1", Some(2)),
            ("", "1", Some(2)),
            ("Muc", "", None),
            ("Heading1", "", None),
            ("Muc", "", None),
            ("", "2", Some(1)),
            ("", "2", Some(1)),
            ("Muc", "", None),
        ]
        .map(|(style, list, level)| said(&mut lists, style, list, level));
        assert_eq!(
            found,
            [
                "PHẦN I ",
                "1. ",
                "1a)",
                "1b)",
                "2. ",
                "PHẦN II ",
                "1. ",
                "6. ",
                "7. ",
                "8. "
            ]
        );
    }

    #[test]
    fn bullets_unknown_lists_and_numbers_taken_away_are_told_apart() {
        let mut lists = Numbering::read(Some(LISTS), Some(STYLES));
        assert_eq!(said(&mut lists, "", "3", None), "-");
        assert_eq!(said(&mut lists, "", "99", None), "-");
        assert_eq!(said(&mut lists, "Heading1", "0", None), "");
        assert_eq!(said(&mut lists, "Vong", "", None), "");
        assert_eq!(said(&mut lists, "", "1", Some(8)), "", "not described");
    }

    #[test]
    fn damaged_and_hostile_parts_stop_nothing() {
        let mut none = Numbering::read(Some("<w:numbering><w:num"), Some("<<"));
        assert_eq!(said(&mut none, "Heading1", "1", None), "-");
        let far = LISTS.replace("w:start w:val=\"1\"", "w:start w:val=\"4294967295\"");
        let mut lists = Numbering::read(Some(&far), None);
        assert_eq!(said(&mut lists, "", "1", Some(0)), "PHẦN 4294967295 ");
        assert_eq!(said(&mut lists, "", "1", Some(0)), "PHẦN 4294967295 ");
    }
}
