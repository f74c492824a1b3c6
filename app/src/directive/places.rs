//! Where a directive is named, inside the reader's rights.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::article::ArticleState;
use domain::id::{ArticleId, ConferenceId, DirectiveId, ReadingId, TaskId};
use jiff::civil::Date;
use store::directive::Citation;
use store::mention::{Mention, MentionNoun};

/// Places shown on one page.
const SHOWN: usize = 100;

/// Places looked through for them: a bound for readers who may see few of many.
const LOOKED_AT: u64 = 5_000;

/// A place that the reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The place.
    pub mention: Mention,
    /// For a public article that the reader cannot edit: its address.
    pub slug: Option<String>,
    /// Whether the words name type and digits only: another document may be meant.
    pub is_bare: bool,
}

/// The newest places that name a document by its symbol, or by type and digits
/// alone; none older than the document itself.
pub(super) async fn places_of(
    ctx: &Ctx,
    symbol_key: &str,
    bare_key: &str,
    issued_on: Option<Date>,
) -> Result<Vec<Place>, AppError> {
    let keys = [symbol_key.to_owned(), bare_key.to_owned()];
    let read = ctx.read();
    let tree = ctx.tree().await?;
    let mut places = Vec::new();
    let mut skip = 0;
    while places.len() < SHOWN && skip < LOOKED_AT {
        let page = store::mention::list(&read, &keys, issued_on, skip, 200).await?;
        let is_last = page.len() < 200;
        skip += 200;
        for mention in page {
            let right = match mention.noun {
                MentionNoun::Report => Right::ReadReport,
                MentionNoun::Consolidation => Right::ReadConsolidation,
                MentionNoun::Conference => Right::ReadConference,
                MentionNoun::Article => Right::WriteArticle,
                MentionNoun::Task => Right::ReadTask,
            };
            let mut may = ctx.actor.has_over(right, mention.unit, &tree);
            // A task is seen by those who carry it out as well.
            if !may && mention.noun == MentionNoun::Task && ctx.actor.has(right) {
                let units = store::task::units_of(&read, &[TaskId(mention.subject)]).await?;
                let has = |unit| ctx.actor.has_over(right, unit, &tree);
                may = units.iter().any(|u| has(u.unit));
            }
            let slug = if !may && mention.noun == MentionNoun::Article {
                store::article::find(&read, ArticleId(mention.subject))
                    .await?
                    .filter(|a| a.state == ArticleState::Published)
                    .map(|a| a.slug)
            } else {
                None
            };
            if may || slug.is_some() {
                let is_bare = mention.number_key == bare_key;
                places.push(Place {
                    mention,
                    slug,
                    is_bare,
                });
            }
        }
        if is_last {
            break;
        }
    }
    places.truncate(SHOWN);
    Ok(places)
}

/// Texts read in that cite the entry, as far as the actor may open them.
pub(super) async fn visible_citations(
    ctx: &Ctx,
    id: DirectiveId,
) -> Result<Vec<Citation>, AppError> {
    let read = ctx.read();
    let mut visible = Vec::new();
    for cited in store::directive::citations_of(&read, id).await? {
        let may = match cited.noun.as_str() {
            "conference" => {
                let held = store::conference::find(&read, ConferenceId(cited.subject)).await?;
                match held {
                    Some(held) => ctx.can(Right::ReadConference, held.office).await?,
                    None => false,
                }
            }
            _ => {
                let read_in = store::reading::find_intake(&read, ReadingId(cited.subject)).await?;
                match read_in {
                    Some(read_in) => ctx.can(Right::WriteDirective, read_in.office).await?,
                    None => false,
                }
            }
        };
        if may {
            visible.push(cited);
        }
    }
    Ok(visible)
}
