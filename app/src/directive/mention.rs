//! Following the journal: which texts name which documents.
//!
//! Every entry about a report, a request for more time, a consolidated report, an
//! opinion on it, a conference, an article or a task leads back to that object, whose
//! present text is read anew. So it does not matter in which order or how often
//! entries are followed, and starting from zero gives the same index (invariant 4).
//! Texts read in are here only as the minutes of a past conference: what they cite a
//! person confirmed ([`store::directive::Citation`]).

mod source;

use self::source::{Source, load, touched};
use super::cite::{find, place_key};
use crate::{App, AppError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Chore;
use store::mention::{Mention, MentionNoun};
use uuid::Uuid;

/// Name of the cursor. Its number is raised whenever more texts are indexed: the new
/// cursor begins at zero, so that what was indexed before is read again, once.
const FOLLOWER: &str = "mentions.3";

/// Entries followed in one transaction.
const BATCH: u64 = 500;

/// Characters of the quote on each side of a number.
const AROUND: usize = 60;

/// Brings the index up to the end of the journal; answers how many texts were
/// read.
///
/// # Errors
/// When the database fails.
pub async fn follow_mentions(app: &Arc<App>) -> Result<usize, AppError> {
    let mut done = 0;
    loop {
        let read = app.store.read();
        let seen = store::journal::cursor(&read, FOLLOWER).await?;
        let entries = store::journal::list_after(&read, seen, BATCH).await?;
        let Some(last) = entries.last().map(|s| s.seq) else {
            return Ok(done);
        };
        let touched: BTreeSet<(MentionNoun, Uuid)> =
            entries.iter().filter_map(|s| touched(&s.entry)).collect();
        let mut sources = Vec::new();
        for (noun, subject) in touched {
            sources.extend(load(app, &read, noun, subject).await?);
        }
        done += sources.len();
        let texts: Vec<_> = sources.iter().map(|s| (s.noun, s.subject)).collect();
        let found: Vec<_> = sources.iter().flat_map(|s| mentions(app, s)).collect();
        let w = app.store.begin().await?;
        store::mention::replace(&w, &texts, &found).await?;
        store::journal::set_cursor(&w, FOLLOWER, last).await?;
        w.commit_chore(Chore::Cursor).await?;
    }
}

/// Forgets the index and builds it from the first entry on.
///
/// # Errors
/// When the database fails.
pub async fn rebuild_mentions(app: &Arc<App>) -> Result<usize, AppError> {
    let w = app.store.begin().await?;
    store::mention::clear(&w).await?;
    store::journal::set_cursor(&w, FOLLOWER, 0).await?;
    w.commit_chore(Chore::Cursor).await?;
    follow_mentions(app).await
}

/// Each number once per text, with the words around its first place.
fn mentions(app: &App, source: &Source) -> Vec<Mention> {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    for text in &source.texts {
        for cited in find(text) {
            first
                .entry(place_key(&cited))
                .or_insert_with(|| around(text, cited.range.start, cited.range.end));
        }
    }
    first
        .into_iter()
        .map(|(number_key, quote)| Mention {
            id: app.entropy.uuid(app.clock.now()),
            number_key,
            noun: source.noun,
            subject: source.subject,
            unit: source.unit,
            title: source.title.clone(),
            quote,
            dated_on: source.dated_on,
        })
        .collect()
}

/// The words around a place, cut at blanks.
fn around(text: &str, from: usize, to: usize) -> String {
    let before = &text[..from];
    let start = before
        .char_indices()
        .rev()
        .nth(AROUND)
        .map_or(0, |(at, _)| {
            at + before[at..].find(' ').map_or(0, |n| n + 1)
        });
    let after = &text[to..];
    let end = after
        .char_indices()
        .nth(AROUND)
        .map_or(text.len(), |(at, _)| {
            to + after[..at].rfind(' ').unwrap_or(at)
        });
    let mut quote = String::new();
    if start > 0 {
        quote.push('…');
    }
    quote.extend(
        text[start..end]
            .chars()
            .map(|c| if c == '\n' { ' ' } else { c }),
    );
    if end < text.len() {
        quote.push('…');
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_cut_at_blanks_on_both_sides() {
        let text = format!(
            "{} Nghị quyết số 20-NQ/TW {}",
            "trước ".repeat(30),
            "sau ".repeat(30)
        );
        let at = text.find("20-NQ").unwrap();
        let quote = around(&text, at, at + 8);
        assert!(quote.starts_with("…trước "), "{quote}");
        assert!(quote.ends_with(" sau…"), "{quote}");
        assert_eq!(around("20-NQ/TW", 0, 8), "20-NQ/TW");
    }
}
