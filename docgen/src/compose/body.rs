//! Spelling of the body: bases, the end mark, appendix titles.

use super::{AppendixSheet, Line};
use crate::model::{Block, OfficialDocument};
use crate::profile::FormatProfile;

pub(super) fn bases(document: &OfficialDocument, profile: &FormatProfile) -> Vec<Line> {
    let style = &profile.body;
    let last = document.bases.len().saturating_sub(1);
    let ends = |index| {
        if index == last {
            &style.last_basis_end
        } else {
            &style.basis_end
        }
    };
    document
        .bases
        .iter()
        .enumerate()
        .map(|(index, basis)| {
            let basis = basis.trim_end_matches([';', '.', ',', ' ']);
            let text = format!("{}{basis}{}", style.basis_prefix, ends(index));
            Line::new(&text, style.basis)
        })
        .collect()
}

/// Puts the end mark behind the last sentence, in place of its own full stop.
///
/// A body that ends with a table or a heading has no sentence to close and
/// stays as it is.
pub(super) fn close_with(blocks: &mut [Block], mark: &str) {
    let text = match blocks.last_mut() {
        Some(Block::Paragraph { runs }) => runs.last_mut().map(|run| &mut run.text),
        Some(Block::List { items, .. }) => items.last_mut(),
        Some(Block::Note { text }) => Some(text),
        Some(Block::Heading { .. } | Block::Table(_) | Block::Picture(_)) | None => None,
    };
    if let Some(text) = text {
        text.truncate(text.trim_end_matches(['.', '/', ';', ',', ' ']).len());
        text.push_str(mark);
    }
}

pub(super) fn appendices(
    document: &OfficialDocument,
    profile: &FormatProfile,
) -> Vec<AppendixSheet> {
    let style = &profile.body;
    document
        .appendices
        .iter()
        .map(|appendix| {
            let mut title = vec![
                Line::new(&appendix.label, style.appendix_label),
                Line::new(&appendix.title, style.appendix_title),
            ];
            if let Some(reference) = &appendix.reference {
                title.push(Line::new(reference, style.appendix_reference));
            }
            AppendixSheet {
                title,
                blocks: appendix.blocks.clone(),
                landscape: appendix.landscape,
            }
        })
        .collect()
}
