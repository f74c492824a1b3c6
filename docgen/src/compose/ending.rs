//! Spelling of the end: capacity, signer, Nơi nhận.

use super::Line;
use crate::model::OfficialDocument;
use crate::profile::FormatProfile;

pub(super) fn signature(
    document: &OfficialDocument,
    profile: &FormatProfile,
) -> (Vec<Line>, Option<Line>) {
    let Some(signature) = &document.signature else {
        return (Vec::new(), None);
    };
    let mark = profile.capacity.mark(signature.capacity);
    let style = &profile.signature;
    let lines = signature
        .office_lines
        .iter()
        .enumerate()
        .map(|(index, office)| match index {
            0 => Line::new(format!("{mark} {office}").trim(), style.capacity),
            _ => Line::new(office, style.office),
        })
        .collect();
    let name = signature.full_name.trim();
    let signer = (!name.is_empty()).then(|| Line::new(name, style.name));
    (lines, signer)
}

pub(super) fn recipients(document: &OfficialDocument, profile: &FormatProfile) -> Vec<Line> {
    let style = &profile.recipients;
    let recipients = &document.recipients;
    let copy = match &recipients.file_copy {
        Some(place) => style.file_copy.replace("{}", place.trim_end_matches('.')),
        None => style.file_copy_default.clone(),
    };
    let mut lines = vec![Line::new(&style.label, style.label_face)];
    for receiver in &recipients.lines {
        let receiver = receiver.trim_end_matches([';', '.', ' ']);
        let text = format!("{}{receiver}{}", style.item_prefix, style.item_end);
        lines.push(Line::new(&text, style.item_face));
    }
    let last = format!("{}{copy}{}", style.item_prefix, style.last_end);
    lines.push(Line::new(&last, style.item_face));
    lines
}
