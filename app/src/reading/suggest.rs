//! What the program proposes beside the facts: the register's entry that a
//! document may be, the unit that leads a task, the day it is due, the document
//! that a review is about. All of it waits for a person.

use super::lead::Leads;
use super::{EventKind, Link, NamedDocument, Waiting};
use crate::directive::candidates;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::directive::ReviewState;
use domain::id::UnitId;
use extract::reading::TaskDetail;
use jiff::ToSpan;
use jiff::civil::Date;
use store::directive::Directive;

/// What a document may be.
#[derive(Debug, Clone)]
pub struct DocumentSuggestion {
    /// Entries of the register with this number.
    pub candidates: Vec<Directive>,
    /// The one meant, if that is clear.
    pub link: Link,
}

/// Who does a task until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskSuggestion {
    /// The unit that the words name.
    pub lead: Option<UnitId>,
    /// The day that the words name.
    pub due_on: Option<Date>,
}

/// What a review is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSuggestion {
    /// Which document of the text.
    pub document: Option<usize>,
    /// Held already, or planned.
    pub state: ReviewState,
    /// The anniversary, where the document's date is known.
    pub due_on: Option<Date>,
}

/// Proposals for one text, in the order of its facts.
#[derive(Debug, Clone, Default)]
pub struct Suggestions {
    /// For each document.
    pub documents: Vec<DocumentSuggestion>,
    /// For each task.
    pub tasks: Vec<TaskSuggestion>,
    /// For each review.
    pub reviews: Vec<ReviewSuggestion>,
}

/// Proposes.
///
/// # Errors
/// When the database fails.
pub async fn suggest(ctx: &Ctx, waiting: &Waiting) -> Result<Suggestions, AppError> {
    let facts = &waiting.facts;
    let said_on = facts.event_date.or(facts.published);
    let mut documents = Vec::with_capacity(facts.documents.len());
    for document in &facts.documents {
        let number = document.number.as_deref().unwrap_or_default();
        let found = candidates(ctx, &document.kind, number, said_on).await?;
        let link = choose(document, &found);
        documents.push(DocumentSuggestion {
            candidates: found,
            link,
        });
    }
    let tree = ctx.tree().await?;
    let leads = Leads::new(&tree, |unit| {
        ctx.actor.has_over(Right::WriteConference, unit, &tree)
    });
    let nothing = TaskDetail::default();
    let tasks = (0..facts.tasks.len())
        .map(|n| {
            let said = facts.task_details.get(n).unwrap_or(&nothing);
            TaskSuggestion {
                lead: said.lead.as_deref().and_then(|name| leads.find(name)),
                due_on: said.due.as_ref().and_then(|due| due.date),
            }
        })
        .collect();
    let is_review_meeting = matches!(
        facts.event_kind,
        Some(EventKind::SoKet | EventKind::TongKet)
    );
    let reviews = facts
        .reviews
        .iter()
        .map(|review| {
            let document = facts.documents.iter().position(|d| {
                review.document_number.is_some() && d.number == review.document_number
            });
            let issued_on = document.and_then(|n| {
                let known = match &documents[n].link {
                    Link::To(id) => documents[n].candidates.iter().find(|d| d.id == *id),
                    _ => None,
                };
                facts.documents[n]
                    .date
                    .or_else(|| known.and_then(|d| d.issued_on))
            });
            ReviewSuggestion {
                document,
                state: if is_review_meeting {
                    ReviewState::Done
                } else {
                    ReviewState::Planned
                },
                due_on: issued_on
                    .zip(review.years)
                    .and_then(|(on, years)| on.checked_add(i32::from(years).years()).ok()),
            }
        })
        .collect();
    Ok(Suggestions {
        documents,
        tasks,
        reviews,
    })
}

/// The entry that a document is, where issuer, date and term leave no doubt;
/// else a person must say.
fn choose(document: &NamedDocument, candidates: &[Directive]) -> Link {
    let fits = |d: &&Directive| match (document.date, d.issued_on) {
        (Some(said), Some(known)) => said == known,
        _ => true,
    };
    let same_day = |d: &&Directive| document.date.is_some() && d.issued_on == document.date;
    let mut exact = candidates.iter().filter(same_day);
    if let (Some(one), None) = (exact.next(), exact.next()) {
        return Link::To(one.id);
    }
    let possible: Vec<&Directive> = candidates.iter().filter(fits).collect();
    match possible.as_slice() {
        [] => Link::New,
        [one] => Link::To(one.id),
        _ => Link::Open,
    }
}
