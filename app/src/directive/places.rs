//! Where a directive is named, inside the reader's rights.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::article::ArticleState;
use domain::id::{ArticleId, ConferenceId, DirectiveId, ReadingId};
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
}

/// The newest places that name a number; none older than the document itself.
pub(super) async fn places_of(
    ctx: &Ctx,
    number_key: &str,
    issued_on: Option<Date>,
) -> Result<Vec<Place>, AppError> {
    let read = ctx.read();
    let tree = ctx.tree().await?;
    let mut places = Vec::new();
    let mut skip = 0;
    while places.len() < SHOWN && skip < LOOKED_AT {
        let page = store::mention::list(&read, number_key, issued_on, skip, 200).await?;
        let is_last = page.len() < 200;
        skip += 200;
        for mention in page {
            let right = match mention.noun {
                MentionNoun::Report => Right::ReadReport,
                MentionNoun::Consolidation => Right::ReadConsolidation,
                MentionNoun::Conference => Right::ReadConference,
                MentionNoun::Article => Right::WriteArticle,
            };
            let may = ctx.actor.has_over(right, mention.unit, &tree);
            let slug = if !may && mention.noun == MentionNoun::Article {
                store::article::find(&read, ArticleId(mention.subject))
                    .await?
                    .filter(|a| a.state == ArticleState::Published)
                    .map(|a| a.slug)
            } else {
                None
            };
            if may || slug.is_some() {
                places.push(Place { mention, slug });
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
