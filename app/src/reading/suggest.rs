//! What the program proposes beside the facts: the register's entry that a
//! document may be, the unit that leads a task, the day it is due, the document
//! that a review is about. All of it waits for a person.

use super::lead::Leads;
use super::term::{congress, term_of, without_term};
use super::{EventKind, Facts, Link, NamedDocument, Waiting};
use crate::directive::{Said, candidates};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::directive::ReviewState;
use domain::id::UnitId;
use domain::text::fold;
use extract::number::KnownDocument;
use extract::reading::TaskDetail;
use jiff::ToSpan;
use jiff::civil::Date;
use store::directive::Directive;

/// What a document may be.
#[derive(Debug, Clone)]
pub struct DocumentSuggestion {
    /// Entries of the register with this number or, where it has none, this name
    ///
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
        let said = Said {
            doc_type: &document.kind,
            number: document.number.as_deref().unwrap_or_default(),
            subject: document.subject.as_deref().unwrap_or_default(),
            issuer: document.issuer.as_deref().unwrap_or_default(),
        };
        let found = candidates(ctx, said, said_on).await?;
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
    let reviews = facts
        .reviews
        .iter()
        .enumerate()
        .map(|(n, review)| {
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
                state: if is_held(facts, n) {
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

/// Bytes of a text in which it says what meeting it tells of.
const OPENING: usize = 1_500;

/// Whether a text tells of a review as held: it is of a review meeting and names the
/// review where it says of which. One named further down, above all in a task, is
/// ordered there.
fn is_held(facts: &Facts, review: usize) -> bool {
    let is_of_reviews = matches!(
        facts.event_kind,
        Some(EventKind::SoKet | EventKind::TongKet)
    );
    let place = facts.spans.get(&format!("reviews[{review}]"));
    let Some(at) = place.and_then(|spans| spans.iter().map(|s| s.0).min()) else {
        return is_of_reviews;
    };
    let is_ordered = (0..facts.tasks.len()).any(|task| {
        let task = facts.spans.get(&format!("tasks[{task}]"));
        task.is_some_and(|spans| spans.iter().any(|s| (s.0..s.1).contains(&at)))
    });
    is_of_reviews && at < OPENING && !is_ordered
}

/// The entry that a document is, where date, term or what the reader knows of
/// numbers that recur leave no doubt; else a person must say.
fn choose(document: &NamedDocument, candidates: &[Directive]) -> Link {
    let same_day = |d: &&Directive| document.date.is_some() && d.issued_on == document.date;
    let mut exact = candidates.iter().filter(same_day);
    if let (Some(one), None) = (exact.next(), exact.next()) {
        return Link::To(one.id);
    }
    let said_term = document.issuer.as_deref().and_then(term_of);
    let said_term = said_term.or(document.term.as_deref());
    // The reader's list of numbers is short: of a whole symbol it does not know all.
    let meant = sole_candidate(document).filter(|_| is_bare(document));
    let fits = |d: &&Directive| {
        is_alike(document.date.as_ref(), d.issued_on.as_ref())
            && is_alike(
                said_term.map(congress).as_ref(),
                d.term.as_deref().map(congress).as_ref(),
            )
            && is_alike(meant.map(|m| &m.date), d.issued_on.as_ref())
    };
    let possible: Vec<&Directive> = candidates.iter().filter(fits).collect();
    match possible.as_slice() {
        // Two offices may call their plans the same: a person must say.
        [one] if document.number.is_none() && names_other_issuer(document, one) => Link::Open,
        [] => Link::New,
        [one] => Link::To(one.id),
        _ => Link::Open,
    }
}

/// Both say who issued it, in different words; the name of a law or of a congress
/// says it already.
fn names_other_issuer(document: &NamedDocument, entry: &Directive) -> bool {
    let said = document.issuer.as_deref().unwrap_or_default();
    let (said, theirs) = (fold(without_term(said)), fold(without_term(&entry.issuer)));
    document.subject.is_some()
        && !fold(&document.kind).ends_with("luat")
        && !said.is_empty()
        && !theirs.is_empty()
        && said != theirs
}

/// Whether only the digits of its number are said.
#[must_use]
pub fn is_bare(document: &NamedDocument) -> bool {
    let number = document.number.as_deref().unwrap_or_default();
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

/// What the reader knows the document to be, by date, term or topic.
#[must_use]
pub fn sole_candidate(document: &NamedDocument) -> Option<&KnownDocument> {
    match document.candidates.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// Nothing speaks against it: one side does not say, or both say the same.
fn is_alike<T: PartialEq + ?Sized>(one: Option<&T>, other: Option<&T>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directive::DirectiveState;
    use domain::id::DirectiveId;
    use jiff::civil::date;

    fn entry(n: u128, term: &str, on: Option<Date>) -> Directive {
        Directive {
            id: DirectiveId(uuid::Uuid::from_u128(n)),
            doc_type: "Nghị quyết".into(),
            number: "20".into(),
            symbol: "20-NQ/TW".into(),
            symbol_as_typed: String::new(),
            issuer: "Ban Chấp hành Trung ương".into(),
            year: None,
            term: (!term.is_empty()).then(|| term.into()),
            issued_on: on,
            subject: String::new(),
            state: DirectiveState::InForce,
            identity_key: n.to_string(),
            version: 1,
        }
    }

    fn said(issuer: &str, on: Option<Date>) -> NamedDocument {
        NamedDocument {
            kind: "Nghị quyết".into(),
            number: Some("20-NQ/TW".into()),
            date: on,
            issuer: Some(issuer.into()),
            ..NamedDocument::default()
        }
    }

    /// a meeting that sums up a year and orders the review of a directive has
    /// not held that review.
    #[test]
    fn r_2_3_a_review_ordered_in_a_task_or_named_far_below_is_not_held() {
        let mut facts = Facts {
            event_kind: Some(EventKind::TongKet),
            tasks: vec!["Tổng kết 10 năm thực hiện Chỉ thị 42-CT/TW".into()],
            ..Facts::default()
        };
        let mut at = |spans: &[(&str, usize, usize)]| {
            facts.spans = spans
                .iter()
                .map(|(key, from, to)| ((*key).to_owned(), vec![(*from, *to)]))
                .collect();
            is_held(&facts, 0)
        };
        assert!(at(&[("reviews[0]", 40, 90)]));
        assert!(!at(&[("reviews[0]", 640, 690), ("tasks[0]", 600, 700)]));
        assert!(!at(&[("reviews[0]", 4_000, 4_050)]));
        facts.event_kind = Some(EventKind::GiaoBan);
        facts.spans.insert("reviews[0]".into(), vec![(40, 90)]);
        assert!(!is_held(&facts, 0));
    }

    /// the number alone is not unique; date, term and topic decide.
    #[test]
    fn r_2_1_date_term_or_topic_decide_which_entry_is_meant() {
        let eleven = entry(1, "khóa XI", Some(date(2012, 11, 1)));
        let twelve = entry(2, "XII", Some(date(2017, 10, 25)));
        let both = [eleven.clone(), twelve.clone()];
        let link = |document: &NamedDocument| choose(document, &both);
        assert_eq!(link(&said("Trung ương", None)), Link::Open);
        let by_term = said("Ban Chấp hành Trung ương Đảng khoá XII", None);
        assert_eq!(link(&by_term), Link::To(twelve.id));
        let by_day = said("Trung ương", Some(date(2012, 11, 1)));
        assert_eq!(link(&by_day), Link::To(eleven.id));
        let mut by_topic = said("Trung ương", None);
        by_topic.number = Some("20".into());
        by_topic.candidates.push(KnownDocument {
            number: "20-NQ/TW".into(),
            date: date(2017, 10, 25),
            term: Some("XII".into()),
        });
        assert_eq!(link(&by_topic), Link::To(twelve.id));
        let mut by_bracket = said("Trung ương", None);
        by_bracket.term = Some("XI".into());
        assert_eq!(link(&by_bracket), Link::To(eleven.id));
        // A term that no entry has is another document.
        let other = said("Ban Chấp hành Trung ương khóa XIII", None);
        assert_eq!(link(&other), Link::New);
        // An entry that does not say its term or day may be the one.
        assert_eq!(
            choose(&by_term, &[entry(3, "", None)]),
            Link::To(entry(3, "", None).id)
        );
    }
}
