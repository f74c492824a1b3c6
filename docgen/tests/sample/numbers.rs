//! Counts the headings and lists of a DOCX as Word does, for tests: what people see
//! before their text. Knows only what our writer uses.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Where counting stands.
#[derive(Default)]
pub struct Numbers {
    /// Kind of number and text of each level of each pattern.
    patterns: HashMap<String, Vec<(String, String)>>,
    /// The pattern of each list.
    lists: HashMap<String, String>,
    /// Where a level of a list begins anew.
    starts: HashMap<(String, usize), u32>,
    begun: HashSet<(String, usize)>,
    /// Lists of one pattern count together.
    counts: HashMap<String, [u32; 3]>,
    /// Level and list of each style that has one.
    styles: HashMap<String, (usize, String)>,
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.try_get_attribute(name).expect("attributes");
    let found = found.unwrap_or_else(|| panic!("{name}"));
    let text = found.unescape_value().expect("UTF-8");
    text.into_owned()
}

/// Each element with its name, in order.
fn elements(xml: &str, mut each: impl FnMut(&str, &BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = String::from_utf8(tag.name().as_ref().to_vec()).expect("UTF-8");
                each(&name, &tag);
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

impl Numbers {
    /// From `numbering.xml` and `styles.xml`.
    pub fn read(numbering: &str, styles: &str) -> Self {
        let mut found = Self::default();
        let (mut list, mut level) = (String::new(), 0);
        let mut levels: Vec<(String, String)> = Vec::new();
        let mut pattern = String::new();
        elements(numbering, |name, tag| match name {
            "w:abstractNum" => {
                pattern = attribute(tag, "w:abstractNumId");
                levels.clear();
            }
            "w:lvl" => levels.push(Default::default()),
            "w:numFmt" => levels.last_mut().expect("a level").0 = attribute(tag, "w:val"),
            "w:lvlText" => {
                levels.last_mut().expect("a level").1 = attribute(tag, "w:val");
                found.patterns.insert(pattern.clone(), levels.clone());
            }
            "w:num" => list = attribute(tag, "w:numId"),
            "w:abstractNumId" => {
                found.lists.insert(list.clone(), attribute(tag, "w:val"));
            }
            "w:lvlOverride" => level = attribute(tag, "w:ilvl").parse().expect("a level"),
            "w:startOverride" => {
                let start = attribute(tag, "w:val").parse().expect("a number");
                found.starts.insert((list.clone(), level), start);
            }
            _ => {}
        });
        let mut style = String::new();
        elements(styles, |name, tag| match name {
            "w:style" => style = attribute(tag, "w:styleId"),
            "w:ilvl" => level = attribute(tag, "w:val").parse().expect("a level"),
            "w:numId" => {
                let place = (level, attribute(tag, "w:val"));
                found.styles.insert(style.clone(), place);
            }
            _ => {}
        });
        found
    }

    /// What stands before a paragraph of a style, or of a list that it names.
    pub fn before(&mut self, style: &str, own: Option<(usize, String)>) -> String {
        let Some((level, list)) = own.or_else(|| self.styles.get(style).cloned()) else {
            return String::new();
        };
        if list == "0" {
            return String::new();
        }
        let pattern = &self.lists[&list];
        let levels = &self.patterns[pattern];
        let counts = self.counts.entry(pattern.clone()).or_default();
        let key = (list, level);
        counts[level] += 1;
        if let Some(start) = self.starts.get(&key)
            && self.begun.insert(key)
        {
            counts[level] = *start;
        }
        counts[level + 1..].fill(0);
        let mut text = levels[level].1.clone();
        for (n, (kind, _)) in levels.iter().enumerate() {
            let written = written(kind, counts[n].max(1));
            text = text.replace(&format!("%{}", n + 1), &written);
        }
        format!("{text} ")
    }
}

fn written(kind: &str, count: u32) -> String {
    const ROMAN: [&str; 12] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    let letter = || {
        let letter = char::from_u32(u32::from('a') + count - 1);
        String::from(letter.expect("a letter"))
    };
    match kind {
        "decimal" => count.to_string(),
        "upperRoman" => ROMAN[count as usize - 1].to_owned(),
        "lowerLetter" => letter(),
        "upperLetter" => letter().to_uppercase(),
        "none" | "bullet" => String::new(),
        other => panic!("a kind that no test uses: {other}"),
    }
}
