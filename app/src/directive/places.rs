//! Where a directive is named, inside the reader's rights.

use crate::{AppError, Ctx};
use domain::account::Right;
use domain::article::ArticleState;
use domain::id::{
    ArticleId, ConferenceId, DirectiveId, OpinionId, OpinionRoundId, ReadingId, RoundId, TaskId,
};
use domain::unit::Tree;
use jiff::civil::Date;
use store::Read;
use store::directive::Citation;
use store::mention::{Mention, MentionNoun};
use uuid::Uuid;

/// Places shown on one page.
const SHOWN: usize = 100;

/// Places looked through for them: a bound for readers who may see few of many.
const LOOKED_AT: u64 = 5_000;

/// A text read in that cites a directive, as a person confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedIn {
    /// Where, and in which words.
    pub citation: Citation,
    /// Name of the conference, or of the file where the text told of none.
    pub title: String,
    /// Day of the conference.
    pub held_on: Option<Date>,
}

/// What citations of past conferences call these.
const CONFERENCE: &str = "conference";

/// A place that the reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The place.
    pub mention: Mention,
    /// What the reader opens to read it.
    pub at: PlaceAt,
    /// Whether the words name type and digits only: another document may be meant.
    pub is_bare: bool,
}

/// What is opened to read the words of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceAt {
    /// The page of its subject.
    Subject,
    /// A public article that the reader cannot edit: its address.
    Published(String),
    /// The text read in behind a past conference.
    Reading(ReadingId),
    /// The office's page of opinions on the report of a round.
    Opinions(RoundId),
    /// The page on which a unit says its opinion.
    Asked(OpinionRoundId),
}

/// The newest places that name a document by its symbol, or by type and digits
/// alone; none older than the document itself, and none in the minutes of a conference
/// among `cited`, of which a person confirmed it.
pub(super) async fn places_of(
    ctx: &Ctx,
    symbol_key: &str,
    bare_key: &str,
    issued_on: Option<Date>,
    cited: &[CitedIn],
) -> Result<Vec<Place>, AppError> {
    let keys = [symbol_key.to_owned(), bare_key.to_owned()];
    let read = ctx.read();
    let tree = ctx.tree().await?;
    let is_told = |m: &Mention| m.noun == MentionNoun::Minutes && is_among(cited, m.subject);
    let mut places = Vec::new();
    let mut skip = 0;
    while places.len() < SHOWN && skip < LOOKED_AT {
        let mut page = store::mention::list(&read, &keys, issued_on, skip, 200).await?;
        let is_last = page.len() < 200;
        skip += 200;
        page.retain(|m| !is_told(m));
        for mention in page {
            if let Some(at) = seen_at(ctx, &read, &tree, &mention).await? {
                let is_bare = mention.number_key == bare_key;
                places.push(Place {
                    mention,
                    at,
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

fn is_among(cited: &[CitedIn], conference: Uuid) -> bool {
    let cited = cited.iter().map(|c| &c.citation);
    let mut conferences = cited.filter(|c| c.noun == CONFERENCE);
    conferences.any(|c| c.subject == conference)
}

/// What the actor opens to read a place; none where its words are not for them. Who may
/// read a text is decided here as on its own page.
async fn seen_at(
    ctx: &Ctx,
    read: &Read<'_>,
    tree: &Tree,
    mention: &Mention,
) -> Result<Option<PlaceAt>, AppError> {
    let has = |right| ctx.actor.has_over(right, mention.unit, tree);
    let subject = mention.subject;
    let is_seen = match mention.noun {
        MentionNoun::Report | MentionNoun::Extension => has(Right::ReadReport),
        MentionNoun::Consolidation => has(Right::ReadConsolidation),
        MentionNoun::Conference => has(Right::ReadConference),
        MentionNoun::Task => {
            has(Right::ReadTask) || carries_out(ctx, read, tree, TaskId(subject)).await?
        }
        MentionNoun::Article if has(Right::WriteArticle) => true,
        MentionNoun::Article => return published(read, ArticleId(subject)).await,
        MentionNoun::Minutes if has(Right::WriteDirective) => {
            return read_in(read, ConferenceId(subject)).await;
        }
        MentionNoun::Minutes => false,
        MentionNoun::Opinion => return opinion(ctx, read, tree, mention).await,
    };
    Ok(is_seen.then_some(PlaceAt::Subject))
}

/// A task is seen by those who carry it out as well.
async fn carries_out(
    ctx: &Ctx,
    read: &Read<'_>,
    tree: &Tree,
    id: TaskId,
) -> Result<bool, AppError> {
    if !ctx.actor.has(Right::ReadTask) {
        return Ok(false);
    }
    let units = store::task::units_of(read, &[id]).await?;
    let has = |unit| ctx.actor.has_over(Right::ReadTask, unit, tree);
    Ok(units.iter().any(|u| has(u.unit)))
}

async fn published(read: &Read<'_>, id: ArticleId) -> Result<Option<PlaceAt>, AppError> {
    let found = store::article::find(read, id).await?;
    let public = found.filter(|a| a.state == ArticleState::Published);
    Ok(public.map(|a| PlaceAt::Published(a.slug)))
}

async fn read_in(read: &Read<'_>, id: ConferenceId) -> Result<Option<PlaceAt>, AppError> {
    // The minutes are the words of the text of which the conference was made.
    let records = store::reading::records_of_conference(read, id).await?;
    Ok(records.first().map(|r| PlaceAt::Reading(r.reading)))
}

/// Opinions are read by those who read the report of the round, and each by those who
/// speak for the unit that gave it.
async fn opinion(
    ctx: &Ctx,
    read: &Read<'_>,
    tree: &Tree,
    mention: &Mention,
) -> Result<Option<PlaceAt>, AppError> {
    let is_office = ctx
        .actor
        .has_over(Right::ReadConsolidation, mention.unit, tree);
    if !is_office && !ctx.actor.has(Right::AnswerConsolidation) {
        return Ok(None);
    }
    let id = OpinionId(mention.subject);
    let Some(given) = store::consolidation::find_opinion(read, id).await? else {
        return Ok(None);
    };
    if is_office {
        let round = store::consolidation::round_of_opinions(read, given.round).await?;
        return Ok(round.map(PlaceAt::Opinions));
    }
    let speaks = ctx
        .actor
        .has_over(Right::AnswerConsolidation, given.unit, tree);
    Ok(speaks.then_some(PlaceAt::Asked(given.round)))
}

/// Texts read in that cite the entry, as far as the actor may open them.
pub(super) async fn visible_citations(
    ctx: &Ctx,
    id: DirectiveId,
) -> Result<Vec<CitedIn>, AppError> {
    let read = ctx.read();
    let mut visible = Vec::new();
    for cited in store::directive::citations_of(&read, id).await? {
        let (right, place) = if cited.noun == CONFERENCE {
            let held = store::conference::find(&read, ConferenceId(cited.subject)).await?;
            (
                Right::ReadConference,
                held.map(|h| (h.office, h.title, Some(h.held_on))),
            )
        } else {
            let read_in = store::reading::find_intake(&read, ReadingId(cited.subject)).await?;
            (
                Right::WriteDirective,
                read_in.map(|r| (r.office, r.file_name, None)),
            )
        };
        let Some((office, title, held_on)) = place else {
            continue;
        };
        if ctx.can(right, office).await? {
            visible.push(CitedIn {
                citation: cited,
                title,
                held_on,
            });
        }
    }
    Ok(visible)
}
