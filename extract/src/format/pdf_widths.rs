//! Widths of the letters of composite fonts (`W`). A run "from to width" is written
//! out as a list: the library reads only lists and takes every letter of a run as
//! wide as the default, so that it sees gaps behind the capitals of a word. Not
//! here: what fonts may cost (`pdf_guard`).

use pdf_extract::{Dictionary, Document, Object, ObjectId};

/// Widths that are written out in a whole file; more stay runs.
const MOST: usize = 100_000;

pub(super) fn write_out_widths(document: &mut Document) {
    let mut left = MOST;
    let mut elsewhere: Vec<ObjectId> = Vec::new();
    for object in document.objects.values_mut() {
        let Ok(font) = object.as_dict_mut() else {
            continue;
        };
        let kind = font.get(b"Subtype").and_then(Object::as_name);
        if !kind.is_ok_and(|name| name.starts_with(b"CIDFont")) {
            continue;
        }
        match font.get_mut(b"W") {
            Ok(Object::Array(widths)) => write_out(widths, &mut left),
            Ok(Object::Reference(id)) => elsewhere.push(*id),
            _ => {}
        }
    }
    for id in elsewhere {
        if let Some(Object::Array(widths)) = document.objects.get_mut(&id) {
            write_out(widths, &mut left);
        }
    }
}

/// What is no run and no list stays as it is, with all behind it.
fn write_out(widths: &mut Vec<Object>, left: &mut usize) {
    let mut out = Vec::with_capacity(widths.len());
    let mut rest = widths.as_slice();
    loop {
        match rest {
            [Object::Integer(_), Object::Array(_), tail @ ..] => {
                out.extend_from_slice(&rest[..2]);
                rest = tail;
            }
            [
                Object::Integer(from),
                Object::Integer(to),
                width @ (Object::Integer(_) | Object::Real(_)),
                tail @ ..,
            ] => {
                let last = to.checked_sub(*from).and_then(|n| usize::try_from(n).ok());
                let Some(last) = last.filter(|last| last < left) else {
                    break;
                };
                *left -= last + 1;
                out.push(Object::Integer(*from));
                out.push(Object::Array(vec![width.clone(); last + 1]));
                rest = tail;
            }
            _ => break,
        }
    }
    out.extend_from_slice(rest);
    *widths = out;
}

/// Letters of a composite font whose widths are listed; the reader makes an entry
/// of each.
pub(super) fn widths_of(document: &Document, font: &Dictionary) -> u64 {
    let inner = font
        .get_deref(b"DescendantFonts", document)
        .and_then(Object::as_array)
        .ok()
        .and_then(|fonts| document.dereference(fonts.first()?).ok())
        .and_then(|(_, font)| font.as_dict().ok());
    let widths = inner.and_then(|font| font.get_deref(b"W", document).ok()?.as_array().ok());
    let lists = widths
        .into_iter()
        .flatten()
        .filter_map(|w| w.as_array().ok());
    lists.map(|list| list.len() as u64).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_become_lists_and_what_is_odd_or_too_long_stays() {
        let int = Object::Integer;
        let mut widths = vec![
            int(3),
            Object::Array(vec![int(250)]),
            int(37),
            int(39),
            Object::Real(667.0),
            int(0),
            int(i64::MAX),
            int(500),
        ];
        let mut left = 10;
        write_out(&mut widths, &mut left);
        assert_eq!(left, 7);
        assert_eq!(
            widths[..3],
            [int(3), Object::Array(vec![int(250)]), int(37)]
        );
        assert_eq!(widths[3], Object::Array(vec![Object::Real(667.0); 3]));
        assert_eq!(widths[4..], [int(0), int(i64::MAX), int(500)]);
        let mut odd = vec![int(1)];
        write_out(&mut odd, &mut left);
        assert_eq!(odd, [int(1)]);
    }
}
