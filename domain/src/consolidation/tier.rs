//! Tiers: the consolidated report of a lower round stands as the unit report of
//! its province in the round above, and is never typed twice.
//!
//! Texts go up section by section as they were frozen. Figures do not: the
//! totals above are added up along the tree from what the units sent, so a value
//! is stored once (invariant 7).

use super::content::Content;
use crate::id::{RoundId, UnitId};
use crate::period::Period;
use crate::prose::NOTE;
use crate::regime::Section;
use crate::report::{ReportBody, SectionText};
use crate::unit::Tree;

/// What a round shows of itself to the tiers around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TierRound {
    /// Which.
    pub round: RoundId,
    /// What it covers.
    pub period: Period,
    /// Who runs it.
    pub office: UnitId,
    /// The top of the units that report in it.
    pub area: UnitId,
}

/// Why a round does not go up into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TierError {
    /// The periods are not the same, so the figures could not be added up.
    #[error("consolidation.tier_period")]
    Period,
    /// The lower area does not lie inside the upper one.
    #[error("consolidation.tier_area")]
    Area,
    /// The round above asks neither the office nor the top of the lower area for
    /// a report.
    #[error("consolidation.tier_not_asked")]
    NotAsked,
    /// It goes up into another round already.
    #[error("consolidation.tier_linked")]
    Linked,
    /// It goes up nowhere yet.
    #[error("consolidation.tier_not_linked")]
    NotLinked,
    /// There is no signed snapshot to send up.
    #[error("consolidation.tier_not_signed")]
    NotSigned,
    /// This snapshot lies above already.
    #[error("consolidation.tier_sent")]
    Sent,
    /// Something was sent up already: the round above counts on it.
    #[error("consolidation.tier_used")]
    Used,
}

impl TierError {
    /// The code under which texts are found.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Period => "consolidation.tier_period",
            Self::Area => "consolidation.tier_area",
            Self::NotAsked => "consolidation.tier_not_asked",
            Self::Linked => "consolidation.tier_linked",
            Self::NotLinked => "consolidation.tier_not_linked",
            Self::NotSigned => "consolidation.tier_not_signed",
            Self::Sent => "consolidation.tier_sent",
            Self::Used => "consolidation.tier_used",
        }
    }
}

/// Whether a round may be taken off its way up again: nothing went up it, as the
/// report above on which the round above counts.
///
/// # Errors
/// [`TierError::Used`].
pub fn may_unlink(sent: usize) -> Result<(), TierError> {
    if sent == 0 {
        Ok(())
    } else {
        Err(TierError::Used)
    }
}

/// The unit that answers for `lower` in `upper`: the office that runs the lower
/// round or the top of its area, whichever the upper round asks. Areas that get
/// smaller with each tier cannot run in a circle.
///
/// # Errors
/// [`TierError::Period`], [`TierError::Area`], [`TierError::NotAsked`].
pub fn answers_for(
    lower: &TierRound,
    upper: &TierRound,
    asked: &[UnitId],
    tree: &Tree,
) -> Result<UnitId, TierError> {
    if lower.period != upper.period {
        return Err(TierError::Period);
    }
    if lower.area == upper.area || !tree.is_within(lower.area, upper.area) {
        return Err(TierError::Area);
    }
    [lower.area, lower.office]
        .into_iter()
        .find(|unit| asked.contains(unit))
        .ok_or(TierError::NotAsked)
}

/// The section of the outline above in which section `at` of one's own stands: the
/// one of its code; else the nearest above it by code ("I.6.2" → "I.6" → "I"), or
/// the last one before it that both outlines have, or the first. What is internal
/// goes into nothing that is not; none where there is no such place.
#[must_use]
pub fn place_above<'a>(own: &[Section], at: usize, above: &'a [Section]) -> Option<&'a Section> {
    let section = own.get(at)?;
    if let Some(same) = above.iter().find(|s| s.code == section.code) {
        return Some(same);
    }
    let fits = |s: &&Section| s.is_internal || !section.is_internal;
    let find = |code: &str| above.iter().filter(fits).find(|s| s.code == code);
    let mut code = section.code.as_str();
    while let Some((shorter, _)) = code.rsplit_once('.') {
        if let Some(found) = find(shorter) {
            return Some(found);
        }
        code = shorter;
    }
    let mut before = own[..at].iter().rev().filter_map(|s| find(&s.code));
    before.next().or_else(|| above.iter().find(fits))
}

/// The unit report that a consolidated report is for the tier above: its texts,
/// without any value. A section that the outline above does not have goes with its
/// heading into the one that [`place_above`] names.
#[must_use]
pub fn report_for_above(content: &Content, own: &[Section], above: &[Section]) -> ReportBody {
    let mut sections: Vec<SectionText> = Vec::new();
    for (at, outlined) in own.iter().enumerate() {
        let section = content.sections.iter().find(|s| s.code == outlined.code);
        let Some((section, place)) = section.zip(place_above(own, at, above)) else {
            continue;
        };
        let place = &place.code;
        let mut texts: Vec<&str> = section.paragraphs.iter().map(|p| p.text.as_str()).collect();
        // Nobody wrote anything and somebody said so.
        let is_nil = texts.is_empty() && section.written_by == 0 && !section.nil.is_empty();
        let is_moved = *place != section.code;
        let heading = format!("{} {}", section.code, section.title);
        if is_moved && texts.is_empty() {
            continue;
        }
        if is_moved {
            texts.insert(0, &heading);
        }
        match sections.iter_mut().find(|s| s.code == *place) {
            Some(there) => {
                there.is_nil = there.is_nil && texts.is_empty();
                let before = std::mem::take(&mut there.text);
                there.text = joined(&[&[before.as_str()], texts.as_slice()].concat());
            }
            None => sections.push(SectionText {
                code: place.clone(),
                text: joined(&texts),
                is_nil,
            }),
        }
    }
    ReportBody {
        sections,
        ..ReportBody::default()
    }
}

/// Texts below each other; where two tables would run into one, or one unit's words
/// would become the note of another's table, a blank line stays between them (R-3.10,
///
fn joined(texts: &[&str]) -> String {
    let is_row = |line: Option<&str>| line.is_some_and(|l| l.trim_start().starts_with('|'));
    let mut all = String::new();
    for text in texts.iter().filter(|text| !text.is_empty()) {
        if !all.is_empty() {
            let first = text.lines().next();
            let is_note = first.is_some_and(|line| line.trim_start().starts_with(NOTE));
            let run_together = is_row(all.lines().last()) && (is_row(first) || is_note);
            all.push_str(if run_together { "\n\n" } else { "\n" });
        }
        all.push_str(text);
    }
    all
}

/// From which unit's report a sentence of a section came, so that the tier above
/// sees past the province; none for the province's own words. A section that the
/// outline above does not have stands in another one there.
#[must_use]
pub fn origin<'a>(content: &'a Content, section: &str, sentence: &str) -> Option<&'a str> {
    let (here, others): (Vec<_>, Vec<_>) = content.sections.iter().partition(|s| s.code == section);
    let paragraph = here
        .into_iter()
        .chain(others)
        .flat_map(|s| &s.paragraphs)
        .find(|p| p.text.contains(sentence))?;
    paragraph.source_name.as_deref()
}

#[cfg(test)]
#[path = "tier_tests.rs"]
mod tests;
