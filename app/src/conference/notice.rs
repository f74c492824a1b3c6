//! What a notice of conclusions says. It is frozen as JSON when the notice is
//! issued, so that the same words come out for ever, whatever units are called
//! later. Laying it out is in `document`.

use crate::Letterhead;
use domain::conference::AttendanceState;
use domain::frozen_form::FrozenForm;
use domain::id::UnitId;
use domain::numbering::IssuerKind;
use domain::unit::Tree;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::conference::{Attendance, Conclusion, Conference};

/// Type of the document in its symbol.
pub(crate) const DOC_TYPE: &str = "TB";

/// The content of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeBody {
    /// Whose form it takes.
    pub kind: IssuerKind,
    /// The body above the issuer.
    pub parent: Option<String>,
    /// The issuer.
    pub issuer: String,
    /// Its symbol.
    pub issuer_symbol: String,
    /// Place of issue.
    pub issued_at_place: String,
    /// Number in its series; none while a draft.
    pub number: Option<i32>,
    /// Date written on it.
    pub issued_on: Date,
    /// Title of the conference.
    pub title: String,
    /// Day of the conference.
    pub held_on: Date,
    /// Place of the conference.
    pub place: String,
    /// Host.
    pub host: String,
    /// Who presided.
    pub chair_name: String,
    /// As what.
    pub chair_title: String,
    /// Delegates present; 0 when no list was kept.
    pub delegates: usize,
    /// Units whose delegates were present.
    pub units: usize,
    /// The conclusions.
    pub items: Vec<NoticeItem>,
    /// Who signs.
    pub signer_name: String,
    /// As what, one line each.
    pub signer_title: String,
    /// Receivers, one per line.
    pub recipients: Vec<String>,
    /// The form in which it was issued; none in a draft, and in notices
    /// issued before forms were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<FrozenForm>,
}

/// One conclusion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeItem {
    /// Its number.
    pub number: i32,
    /// The words.
    pub text: String,
    /// Name of the lead unit; empty in a draft.
    pub lead: String,
    /// Names of the cooperating units.
    pub cooperating: Vec<String>,
    /// Due date.
    pub due_on: Option<Date>,
    /// Output expected.
    pub output: String,
}

/// What the issuer adds to the conference's own facts.
pub(super) struct Issuing<'a> {
    pub(super) kind: IssuerKind,
    pub(super) number: Option<i32>,
    pub(super) on: Date,
    /// The office as it is called on that date.
    pub(super) head: &'a Letterhead,
    pub(super) signer_name: &'a str,
    pub(super) signer_title: &'a str,
}

/// The content from the conference as it stands; `also` says the lists of each
/// conclusion in words.
pub(super) fn body(
    conference: &Conference,
    conclusions: &[Conclusion],
    also: &[Vec<String>],
    delegates: &[Attendance],
    tree: &Tree,
    issuing: &Issuing<'_>,
) -> NoticeBody {
    let name = |unit: UnitId| tree.known(unit).map(|u| u.name.clone()).unwrap_or_default();
    let present: Vec<&Attendance> = delegates
        .iter()
        .filter(|d| AttendanceState::is_here(d.state))
        .collect();
    let lists = also.iter().flatten().map(String::as_str);
    let charged: BTreeSet<&str> = conclusions
        .iter()
        .flat_map(|c| c.draft.lead.iter().chain(&c.draft.cooperating))
        .filter_map(|u| tree.known(*u))
        .map(|u| u.name.as_str())
        .chain(lists)
        .collect();
    NoticeBody {
        kind: issuing.kind,
        parent: issuing.head.parent.clone(),
        issuer: issuing.head.office.clone(),
        issuer_symbol: issuing.head.symbol.clone(),
        issued_at_place: issuing.head.place.clone(),
        number: issuing.number,
        issued_on: issuing.on,
        title: conference.title.clone(),
        held_on: conference.held_on,
        place: conference.place.clone(),
        host: conference.host.clone(),
        chair_name: conference.chair_name.clone(),
        chair_title: conference.chair_title.clone(),
        delegates: present.len(),
        units: present
            .iter()
            .map(|d| d.unit)
            .collect::<BTreeSet<_>>()
            .len(),
        items: conclusions
            .iter()
            .zip(also)
            .map(|(c, lists)| NoticeItem {
                number: c.number,
                text: c.draft.text.clone(),
                lead: c.draft.lead.map(name).unwrap_or_default(),
                cooperating: c
                    .draft
                    .cooperating
                    .iter()
                    .copied()
                    .map(name)
                    .chain(lists.iter().cloned())
                    .collect(),
                due_on: c.draft.due_on,
                output: c.draft.output.clone(),
            })
            .collect(),
        signer_name: issuing.signer_name.to_owned(),
        signer_title: issuing.signer_title.to_owned(),
        recipients: charged.into_iter().map(str::to_owned).collect(),
        form: None,
    }
}
