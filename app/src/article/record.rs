//! The record of a conference as an article may use it, and how to notice that
//! it changed afterwards. Only what may become public is gathered:
//! units, not names of delegates; conclusions marked public; open figures.

use super::figures::{self, Figure};
use crate::{AppError, Ctx};
use domain::id::{ConferenceId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use store::conference;

/// What the record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// The office that held the conference.
    pub office: UnitId,
    /// Title of the conference.
    pub title: String,
    /// Day.
    pub held_on: Date,
    /// Place; may be empty.
    pub place: String,
    /// Host as written on papers.
    pub host: String,
    /// Who presided, with title.
    pub chair: String,
    /// Units invited.
    pub invited: usize,
    /// Names of the units that were there, in order.
    pub present: Vec<String>,
    /// Names of the units invited that were not there.
    pub absent: Vec<String>,
    /// Main figures that the public may see.
    pub figures: Vec<Figure>,
    /// Public conclusions in order.
    pub conclusions: Vec<String>,
}

/// Gathers the record; `None` when there is no such conference. Rights are the
/// caller's matter.
pub(super) async fn gather(ctx: &Ctx, id: ConferenceId) -> Result<Option<Record>, AppError> {
    let h = ctx.read();
    let Some(conference) = conference::find(&h, id).await? else {
        return Ok(None);
    };
    let invited: BTreeSet<UnitId> = conference::list_invitations(&h, id)
        .await?
        .into_iter()
        .map(|i| i.unit)
        .collect();
    let here: BTreeSet<UnitId> = conference::list_attendances(&h, id)
        .await?
        .into_iter()
        .filter(|a| a.state.is_here())
        .map(|a| a.unit)
        .collect();
    let conclusions = conference::list_conclusions(&h, id)
        .await?
        .into_iter()
        .filter(|c| c.draft.is_public)
        .map(|c| c.draft.text)
        .collect();
    let figures = match conference.round {
        Some(round) => figures::of_round(ctx, round).await?,
        None => Vec::new(),
    };
    // Names as of the day of the conference (invariant 9).
    let tree = ctx.tree_at(conference.held_on).await?;
    let names = |wanted: &dyn Fn(&UnitId) -> bool| -> Vec<String> {
        tree.units()
            .iter()
            .filter(|u| wanted(&u.unit))
            .map(|u| u.short_name.clone())
            .collect()
    };
    let chair = [conference.chair_title, conference.chair_name]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    Ok(Some(Record {
        office: conference.office,
        title: conference.title,
        held_on: conference.held_on,
        place: conference.place,
        host: conference.host,
        chair,
        invited: invited.len(),
        present: names(&|u| here.contains(u)),
        absent: names(&|u| invited.contains(u) && !here.contains(u)),
        figures,
        conclusions,
    }))
}

impl Record {
    /// A hash of each part, by which a later change is noticed.
    pub(super) fn parts(&self) -> BTreeMap<String, String> {
        let title = (&self.title, &self.held_on, &self.place, &self.host);
        let attendance = (self.invited, &self.present, &self.absent);
        BTreeMap::from([
            ("title".to_owned(), hash(&title)),
            ("chair".to_owned(), hash(&self.chair)),
            ("attendance".to_owned(), hash(&attendance)),
            ("figures".to_owned(), hash(&self.figures)),
            ("conclusions".to_owned(), hash(&self.conclusions)),
        ])
    }

    /// The parts that differ from those seen before.
    pub(super) fn changed_since(&self, seen: &BTreeMap<String, String>) -> Vec<String> {
        self.parts()
            .into_iter()
            .filter(|(part, hash)| seen.get(part) != Some(hash))
            .map(|(part, _)| part)
            .collect()
    }
}

fn hash(part: &impl Serialize) -> String {
    // Plain data of strings and numbers always has a JSON form.
    let text = serde_json::to_string(part).unwrap_or_default();
    hex::encode(Sha256::digest(text))
}
