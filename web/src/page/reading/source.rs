//! The source text with every fact marked at its place, and with the places that
//! something else on the page leads to. They may overlap: the text is cut at every
//! border, and a stretch carries a way back to each that begins there.

use super::ways::Way;
use crate::Layout;
use app::reading::Waiting;
use std::collections::HashSet;
use std::ops::Range;

/// A stretch of the source text.
pub(super) struct Piece {
    pub(super) text: String,
    /// Kind of the shortest fact that covers it, else of another place; none outside
    /// of both.
    pub(super) kind: Option<String>,
    /// Facts and other places that begin here.
    pub(super) begins: Vec<Begin>,
}

/// What begins at a stretch.
pub(super) struct Begin {
    /// Part of the anchor `p-…` at the place.
    pub(super) key: String,
    /// What it is called.
    pub(super) name: String,
    /// The id to which it leads back: of a fact `k-…`. Empty where that stands on
    /// another part.
    pub(super) back: String,
}

/// `documents[2]` as part of an anchor: `documents-2`.
pub(super) fn anchor(path: &str) -> String {
    path.replace('[', "-").replace(']', "")
}

/// "Văn bản 3" for `documents[2]`.
pub(super) fn fact_name(l: &Layout, path: &str) -> String {
    let (kind, n) = match path.split_once('[') {
        Some((kind, rest)) => (kind, rest.trim_end_matches(']').parse::<usize>().ok()),
        None => (path, None),
    };
    let name = l.code_text("reading.fact", kind);
    match n {
        Some(n) => format!("{name} {}", n + 1),
        None => name.into_owned(),
    }
}

/// A stretch of the text, cut at the places where facts stand and `ways` lead to;
/// `keys` are of the facts that the page shows.
pub(super) fn pieces(
    l: &Layout,
    waiting: &Waiting,
    stretch: &Range<usize>,
    ways: &[Way],
    keys: &HashSet<&str>,
) -> Vec<Piece> {
    let text = &waiting.reading.source_text;
    let fits = |from: usize, to: usize| {
        from < to && to <= text.len() && text.is_char_boundary(from) && text.is_char_boundary(to)
    };
    let places: Vec<(usize, usize, &str)> = waiting
        .facts
        .spans
        .iter()
        // Lead unit and due day have ways of their own.
        .filter(|(path, _)| !path.starts_with("task_details["))
        .flat_map(|(path, spans)| spans.iter().map(move |s| (s.0, s.1, path.as_str())))
        .filter(|(from, to, _)| fits(*from, *to))
        .filter(|(from, to, _)| stretch.start < *to && *from < stretch.end)
        // A fact that goes on in the next part is marked as far as this one.
        .map(|(from, to, path)| (from.max(stretch.start), to.min(stretch.end), path))
        .collect();
    let mut borders: Vec<usize> = places.iter().flat_map(|p| [p.0, p.1]).collect();
    let ends = |w: &Way| [w.at.start, w.at.end.min(stretch.end)];
    borders.extend(ways.iter().flat_map(ends));
    borders.extend([stretch.start, stretch.end]);
    borders.sort_unstable();
    borders.dedup();
    let mut named = HashSet::new();
    borders
        .windows(2)
        .map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            // A whole sentence that reports has its way back and no colour.
            let covering = places
                .iter()
                .filter(|p| p.0 <= from && to <= p.1 && !p.2.starts_with("results["));
            let kind = covering.min_by_key(|p| p.1 - p.0).map(|p| {
                let path = p.2;
                path.split('[').next().unwrap_or(path).to_owned()
            });
            let other = ways
                .iter()
                .find(|w| w.at.start <= from && to <= w.at.end)
                .map(|w| w.kind.to_owned());
            let begins = places
                .iter()
                .filter(|p| p.0 == from)
                // An anchor stands once on a page, at the fact's first place.
                .filter(|p| named.insert(p.2))
                .map(|p| {
                    let key = anchor(p.2);
                    let back = keys.contains(key.as_str()).then(|| format!("k-{key}"));
                    Begin {
                        name: fact_name(l, p.2),
                        back: back.unwrap_or_default(),
                        key,
                    }
                });
            let ways = ways.iter().filter(|w| w.at.start == from);
            let ways = ways.map(|w| Begin {
                key: w.key.clone(),
                name: w.name.clone(),
                back: w.back.clone(),
            });
            let begins = begins.chain(ways).collect();
            Piece {
                text: text[from..to].to_owned(),
                kind: kind.or(other),
                begins,
            }
        })
        .collect()
}
