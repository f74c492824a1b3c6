//! Following the journal: which texts name which documents.
//!
//! Every entry about a report, a consolidated report, a conference, an article or
//! a task leads back to that object, whose present text is read anew. So it does not
//! matter in which order or how often entries are followed, and starting from
//! zero gives the same index (invariant 4). Texts read in are not here: what
//! they cite a person confirmed ([`store::directive::Citation`]).

use super::cite::{find, place_key};
use crate::{App, AppError};
use domain::calendar::VIETNAM;
use domain::consolidation::Content;
use domain::id::{ArticleId, ConferenceId, ConsolidationId, ObligationId, TaskId, UnitId};
use domain::journal::{Entry, Noun};
use domain::report::Act;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::mention::{Mention, MentionNoun};
use store::{Chore, Read};
use uuid::Uuid;

/// Name of the cursor. Its number is raised whenever more texts are indexed: the new
/// cursor begins at zero, so that what was indexed before is read again, once.
const FOLLOWER: &str = "mentions.2";

/// Entries followed in one transaction.
const BATCH: u64 = 500;

/// Characters of the quote on each side of a number.
const AROUND: usize = 60;

/// One text: what it is, whose, and its words.
struct Source {
    noun: MentionNoun,
    subject: Uuid,
    unit: UnitId,
    title: String,
    dated_on: Date,
    texts: Vec<String>,
}

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
        let touched: BTreeSet<(String, Uuid)> = entries
            .iter()
            .filter(|s| !is_of_draft(&s.entry))
            .filter(|s| {
                matches!(
                    s.entry.noun,
                    Noun::Report
                        | Noun::Consolidation
                        | Noun::Conference
                        | Noun::Article
                        | Noun::Task
                )
            })
            .map(|s| (s.entry.noun.code().to_owned(), s.entry.subject))
            .collect();
        let mut sources = Vec::new();
        for (noun, subject) in touched {
            sources.extend(load(app, &read, &noun, subject).await?);
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

/// Whether an entry is about a draft, which is still its unit's own. Until sending was
/// an act by itself, a signature was the receipt too: it named the version.
fn is_of_draft(entry: &Entry) -> bool {
    Act::is_of_draft(&entry.act) && entry.detail.get("version").is_none()
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

async fn load(
    app: &App,
    read: &Read<'_>,
    noun: &str,
    subject: Uuid,
) -> Result<Option<Source>, AppError> {
    match noun {
        "report" => report(app, read, ObligationId(subject)).await,
        "consolidation" => consolidation(read, ConsolidationId(subject)).await,
        "conference" => conference(read, ConferenceId(subject)).await,
        "task" => task(read, TaskId(subject)).await,
        _ => article(read, ArticleId(subject)).await,
    }
}

/// The last version that a unit sent; a draft is still its own.
async fn report(app: &App, read: &Read<'_>, id: ObligationId) -> Result<Option<Source>, AppError> {
    let Some(owed) = store::obligation::find(read, id).await? else {
        return Ok(None);
    };
    let Some(said) = store::said::find(read, id, owed.last_version).await? else {
        return Ok(None);
    };
    let round = app.round(owed.round).await?;
    let tree = app.tree_at(round.period.to).await?;
    let unit = tree.get(owed.unit).map_or("", |u| u.name.as_str());
    Ok(Some(Source {
        noun: MentionNoun::Report,
        subject: id.0,
        unit: owed.unit,
        title: format!("{unit} – {}", round.title),
        dated_on: day(said.received_at),
        texts: said.texts,
    }))
}

/// What was frozen last, or the draft while nothing is.
async fn consolidation(read: &Read<'_>, id: ConsolidationId) -> Result<Option<Source>, AppError> {
    let Some(report) = store::consolidation::find_by_id(read, id).await? else {
        return Ok(None);
    };
    let Some(round) = store::round::find(read, report.round).await? else {
        return Ok(None);
    };
    let frozen = store::consolidation::list_snapshots(read, id).await?.pop();
    let (texts, at) = match frozen {
        Some(snapshot) => {
            let content: Content =
                serde_json::from_str(&snapshot.body).map_err(AppError::internal)?;
            let texts = content
                .sections
                .into_iter()
                .flat_map(|s| s.paragraphs.into_iter().map(|p| p.text))
                .collect();
            (texts, snapshot.frozen_at)
        }
        None => {
            let texts = report
                .body
                .sections
                .into_values()
                .flatten()
                .map(|p| p.text)
                .collect();
            (texts, report.updated_at)
        }
    };
    Ok(Some(Source {
        noun: MentionNoun::Consolidation,
        subject: round.id.0,
        unit: round.area,
        title: round.title,
        dated_on: day(at),
        texts,
    }))
}

/// Its conclusions with what is expected of them, its agenda, and what it is called.
async fn conference(read: &Read<'_>, id: ConferenceId) -> Result<Option<Source>, AppError> {
    let Some(held) = store::conference::find(read, id).await? else {
        return Ok(None);
    };
    let conclusions = store::conference::list_conclusions(read, id).await?;
    let called = std::iter::once(held.title.clone());
    let agenda = held.agenda.into_iter().map(|item| item.title);
    let concluded = conclusions
        .into_iter()
        .flat_map(|c| [c.draft.text, c.draft.output]);
    Ok(Some(Source {
        noun: MentionNoun::Conference,
        subject: id.0,
        unit: held.office,
        title: held.title,
        dated_on: held.held_on,
        texts: concluded.chain(agenda).chain(called).collect(),
    }))
}

async fn article(read: &Read<'_>, id: ArticleId) -> Result<Option<Source>, AppError> {
    let found = store::article::find(read, id).await?;
    Ok(found.map(|a| Source {
        noun: MentionNoun::Article,
        subject: id.0,
        unit: a.office,
        title: a.title,
        dated_on: day(a.published_at.unwrap_or(a.updated_at)),
        texts: vec![a.lead, a.body],
    }))
}

/// What is to be done, what came of it, and what the units say of their parts, now
/// and in the diary.
async fn task(read: &Read<'_>, id: TaskId) -> Result<Option<Source>, AppError> {
    let Some(task) = store::task::find(read, id).await? else {
        return Ok(None);
    };
    let units = store::task::units_of(read, &[id]).await?;
    let told = [task.title.clone(), task.output];
    let came = task.result.into_iter();
    let progress = units.into_iter().map(|u| u.progress);
    let diary = store::task::list_entries(read, id).await?;
    let diary = diary.into_iter().map(|entry| entry.text);
    Ok(Some(Source {
        noun: MentionNoun::Task,
        subject: id.0,
        unit: task.giver,
        title: format!("{} – {}", task.code, task.title),
        dated_on: day(task.assigned_at),
        texts: told
            .into_iter()
            .chain(came)
            .chain(progress)
            .chain(diary)
            .collect(),
    }))
}

fn day(at: Timestamp) -> Date {
    VIETNAM.to_datetime(at).date()
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
    fn a_signature_is_of_a_draft_unless_it_was_the_receipt_too() {
        let entry = |act: Act, detail| Entry {
            act: act.code().into(),
            noun: Noun::Report,
            subject: Uuid::nil(),
            unit: None,
            actor: None,
            on_behalf_of: None,
            detail,
            at: Timestamp::UNIX_EPOCH,
        };
        let signed = serde_json::json!({ "draft": 2, "from": "drafting", "to": "signed" });
        assert!(is_of_draft(&entry(Act::Sign, signed)));
        let before = serde_json::json!({ "version": 1, "from": "drafting", "to": "received" });
        assert!(!is_of_draft(&entry(Act::Sign, before)));
        assert!(is_of_draft(&entry(Act::Save, serde_json::json!({}))));
        let sent = serde_json::json!({ "version": 1, "to": "received" });
        assert!(!is_of_draft(&entry(Act::Send, sent)));
    }

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
