//! The texts that name documents: to which of them an entry of the journal leads, and
//! what each of them says now.

use crate::{App, AppError};
use domain::calendar::VIETNAM;
use domain::consolidation::Content;
use domain::extension::ExtensionNoun;
use domain::id::{
    ArticleId, ConferenceId, ConsolidationId, ObligationId, OpinionId, TaskId, UnitId,
};
use domain::journal::{Entry, Noun};
use domain::report::Act;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Read;
use store::mention::MentionNoun;
use store::round::Round;
use uuid::Uuid;

/// One text: what it is, whose, and its words.
pub(super) struct Source {
    pub(super) noun: MentionNoun,
    pub(super) subject: Uuid,
    pub(super) unit: UnitId,
    pub(super) title: String,
    pub(super) dated_on: Date,
    pub(super) texts: Vec<String>,
}

/// The text to which an entry leads. Requests for more time and opinions are told of
/// the report and of the consolidated report, whose own words they leave as they are.
pub(super) fn touched(entry: &Entry) -> Option<(MentionNoun, Uuid)> {
    let noun = match entry.noun {
        Noun::Report if entry.act.starts_with("extension.") => MentionNoun::Extension,
        Noun::Report if is_of_draft(entry) => return None,
        Noun::Report => MentionNoun::Report,
        Noun::Consolidation => match entry.act.as_str() {
            "consolidation.give_opinion" | "consolidation.answer_opinion" => {
                let opinion = entry.detail.get("opinion")?.as_str()?;
                return Some((MentionNoun::Opinion, opinion.parse().ok()?));
            }
            _ => MentionNoun::Consolidation,
        },
        Noun::Conference => MentionNoun::Conference,
        Noun::Article => MentionNoun::Article,
        Noun::Task => MentionNoun::Task,
        _ => return None,
    };
    Some((noun, entry.subject))
}

/// Whether an entry is about a draft, which is still its unit's own. Until sending was
/// an act by itself, a signature was the receipt too: it named the version.
fn is_of_draft(entry: &Entry) -> bool {
    Act::is_of_draft(&entry.act) && entry.detail.get("version").is_none()
}

/// What a text says now; with a conference come its minutes.
pub(super) async fn load(
    app: &App,
    read: &Read<'_>,
    noun: MentionNoun,
    subject: Uuid,
) -> Result<Vec<Source>, AppError> {
    let found = match noun {
        MentionNoun::Report => report(app, read, ObligationId(subject)).await?,
        MentionNoun::Extension => extension(app, read, ObligationId(subject)).await?,
        MentionNoun::Consolidation => consolidation(read, ConsolidationId(subject)).await?,
        MentionNoun::Opinion => opinion(app, read, OpinionId(subject)).await?,
        MentionNoun::Conference | MentionNoun::Minutes => {
            return conference(read, ConferenceId(subject)).await;
        }
        MentionNoun::Article => article(read, ArticleId(subject)).await?,
        MentionNoun::Task => task(read, TaskId(subject)).await?,
    };
    Ok(found.into_iter().collect())
}

/// The last version that a unit sent, and why it was late; a draft is still its own.
async fn report(app: &App, read: &Read<'_>, id: ObligationId) -> Result<Option<Source>, AppError> {
    let Some(owed) = store::obligation::find(read, id).await? else {
        return Ok(None);
    };
    let Some(said) = store::said::find(read, id, owed.last_version).await? else {
        return Ok(None);
    };
    let round = app.round(owed.round).await?;
    Ok(Some(Source {
        noun: MentionNoun::Report,
        subject: id.0,
        unit: owed.unit,
        title: title(app, owed.unit, &round).await?,
        dated_on: day(said.received_at),
        texts: said.texts,
    }))
}

/// Why a unit asked for more time for its report, and why the office decided as it
/// did. Requests for a task stand in its diary.
async fn extension(
    app: &App,
    read: &Read<'_>,
    id: ObligationId,
) -> Result<Option<Source>, AppError> {
    let asked = store::extension::list_of(read, ExtensionNoun::Report, id.0).await?;
    let Some(newest) = asked.first() else {
        return Ok(None);
    };
    let at = newest.decided_at.unwrap_or(newest.asked_at);
    let Some(owed) = store::obligation::find(read, id).await? else {
        return Ok(None);
    };
    let round = app.round(owed.round).await?;
    let said = asked
        .into_iter()
        .flat_map(|e| std::iter::once(e.reason).chain(e.decision_reason));
    Ok(Some(Source {
        noun: MentionNoun::Extension,
        subject: id.0,
        unit: owed.unit,
        title: title(app, owed.unit, &round).await?,
        dated_on: day(at),
        texts: said.collect(),
    }))
}

/// What a unit says on a draft of the office, and what the office answers.
async fn opinion(app: &App, read: &Read<'_>, id: OpinionId) -> Result<Option<Source>, AppError> {
    let Some(given) = store::consolidation::find_opinion(read, id).await? else {
        return Ok(None);
    };
    let Some(round) = store::consolidation::round_of_opinions(read, given.round).await? else {
        return Ok(None);
    };
    let round = app.round(round).await?;
    Ok(Some(Source {
        noun: MentionNoun::Opinion,
        subject: id.0,
        unit: round.area,
        title: title(app, given.unit, &round).await?,
        dated_on: day(given.answered_at.unwrap_or(given.given_at)),
        texts: vec![given.text, given.answer_text],
    }))
}

/// What words of a unit in a round are called.
async fn title(app: &App, unit: UnitId, round: &Round) -> Result<String, AppError> {
    let tree = app.tree_at(round.period.to).await?;
    let unit = tree.get(unit).map_or("", |u| u.name.as_str());
    Ok(format!("{unit} – {}", round.title))
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

/// Its conclusions with what is expected of them, its agenda, and what it is called;
/// and its minutes, which fewer people read.
async fn conference(read: &Read<'_>, id: ConferenceId) -> Result<Vec<Source>, AppError> {
    let Some(held) = store::conference::find(read, id).await? else {
        return Ok(Vec::new());
    };
    let conclusions = store::conference::list_conclusions(read, id).await?;
    let called = std::iter::once(held.title.clone());
    let agenda = held.agenda.into_iter().map(|item| item.title);
    let concluded = conclusions
        .into_iter()
        .flat_map(|c| [c.draft.text, c.draft.output]);
    let mut sources = vec![Source {
        noun: MentionNoun::Conference,
        subject: id.0,
        unit: held.office,
        title: held.title.clone(),
        dated_on: held.held_on,
        texts: concluded.chain(agenda).chain(called).collect(),
    }];
    if !held.minutes.is_empty() {
        sources.push(Source {
            noun: MentionNoun::Minutes,
            subject: id.0,
            unit: held.office,
            title: held.title,
            dated_on: held.held_on,
            texts: vec![held.minutes],
        });
    }
    Ok(sources)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(act: &str, noun: Noun, detail: serde_json::Value) -> Entry {
        Entry {
            act: act.into(),
            noun,
            subject: Uuid::from_u128(1),
            unit: None,
            actor: None,
            on_behalf_of: None,
            detail,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_signature_is_of_a_draft_unless_it_was_the_receipt_too() {
        let entry = |act: Act, detail| entry(act.code(), Noun::Report, detail);
        let signed = serde_json::json!({ "draft": 2, "from": "drafting", "to": "signed" });
        assert!(is_of_draft(&entry(Act::Sign, signed)));
        let before = serde_json::json!({ "version": 1, "from": "drafting", "to": "received" });
        assert!(!is_of_draft(&entry(Act::Sign, before)));
        assert!(is_of_draft(&entry(Act::Save, serde_json::json!({}))));
        let sent = serde_json::json!({ "version": 1, "to": "received" });
        assert!(!is_of_draft(&entry(Act::Send, sent)));
    }

    /// requests and opinions have entries of the report that they are about.
    #[test]
    fn r_11_3_an_entry_leads_to_the_text_that_its_act_changed() {
        let led = |act: &str, noun, detail| touched(&entry(act, noun, detail));
        let (report, none) = (Uuid::from_u128(1), serde_json::json!({}));
        let asked = led("extension.ask", Noun::Report, none.clone());
        assert_eq!(asked, Some((MentionNoun::Extension, report)));
        let sent = led(Act::Send.code(), Noun::Report, none.clone());
        assert_eq!(sent, Some((MentionNoun::Report, report)));
        assert_eq!(led(Act::Save.code(), Noun::Report, none.clone()), None);
        let edited = led("consolidation.edit", Noun::Consolidation, none.clone());
        assert_eq!(edited, Some((MentionNoun::Consolidation, report)));
        let given = serde_json::json!({ "opinion": OpinionId(Uuid::from_u128(2)) });
        for act in ["consolidation.give_opinion", "consolidation.answer_opinion"] {
            let said = led(act, Noun::Consolidation, given.clone());
            assert_eq!(said, Some((MentionNoun::Opinion, Uuid::from_u128(2))));
        }
        assert_eq!(led("round.open", Noun::Round, none), None);
    }
}
