//! Lists as Word's own: strokes, pluses below them, and counted ones, each of
//! which begins at the number it is given. Not here: numbers of headings
//! (`numbering`).

use super::numbering::list_id;
use super::paragraph::{points, twips};
use super::xml::Xml;
use crate::compose::Sheet;
use crate::model::Block;
use crate::profile::FormatProfile;

/// Ids of the patterns in the file; that of the headings is 0.
const STROKES: &str = "1";
const COUNTED: &str = "2";

/// What the lists of a document need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listing {
    /// The list of all strokes, if there are any.
    strokes: Option<usize>,
    /// Each counted list, its level from 0, and its first number.
    counted: Vec<(usize, usize, u32)>,
    /// Which list each block is, in reading order.
    pub(super) lists: Vec<usize>,
}

/// The lists of a sheet; `next` is the first that the headings do not use.
pub(super) fn plan(sheet: &Sheet, next: usize) -> Listing {
    let mut plan = Listing::default();
    let appendices = sheet.appendices.iter().flat_map(|a| &a.blocks);
    for block in sheet.blocks.iter().chain(appendices) {
        let Block::List { first, below, .. } = block else {
            continue;
        };
        let list = match first {
            None => *plan.strokes.insert(next),
            Some(first) => {
                let list = next + 1 + plan.counted.len();
                plan.counted.push((list, usize::from(*below), *first));
                list
            }
        };
        plan.lists.push(list);
    }
    plan
}

impl Listing {
    /// What the lists look like; before all lists, as the schema demands.
    pub(super) fn patterns(&self, xml: &mut Xml, profile: &FormatProfile) {
        let indent = profile.body.indent_mm;
        if self.strokes.is_some() {
            pattern(xml, STROKES, ("bullet", ["-", "+"]), indent);
        }
        if !self.counted.is_empty() {
            pattern(xml, COUNTED, ("decimal", ["%1.", "%2."]), indent);
        }
    }

    /// The lists themselves.
    pub(super) fn write(&self, xml: &mut Xml) {
        if let Some(list) = self.strokes {
            xml.open("w:num", &[("w:numId", &list_id(list))]);
            xml.val("w:abstractNumId", STROKES);
            xml.close();
        }
        for (list, level, first) in &self.counted {
            xml.open("w:num", &[("w:numId", &list_id(*list))]);
            xml.val("w:abstractNumId", COUNTED);
            xml.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
            xml.val("w:startOverride", &first.to_string());
            xml.close();
            xml.close();
        }
    }
}

fn pattern(xml: &mut Xml, id: &str, (kind, texts): (&str, [&str; 2]), indent_mm: f32) {
    xml.open("w:abstractNum", &[("w:abstractNumId", id)]);
    xml.val("w:multiLevelType", "multilevel");
    for (level, (text, depth)) in texts.into_iter().zip([1.0, 2.0]).enumerate() {
        xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
        xml.val("w:start", "1");
        xml.val("w:numFmt", kind);
        xml.val("w:suff", "space");
        xml.val("w:lvlText", text);
        xml.val("w:lvlJc", "left");
        xml.open("w:pPr", &[]);
        let first = twips(points(indent_mm * depth));
        xml.empty("w:ind", &[("w:left", "0"), ("w:firstLine", &first)]);
        xml.close();
        xml.close();
    }
    xml.close();
}
