//! Issuing: the snapshot gets number, date and signer. What is issued
//! is kept whole and is never changed.

use super::load;
use crate::error::all_valid;
use crate::issuing::{Numbering, take_number};
use crate::{AppError, Ctx, FieldError, Letterhead};
use domain::account::{ActingForm, Right};
use domain::consolidation::{
    ConsolidationAct, ConsolidationState, Content, PathAct, canonical_json, next_state, sha256_of,
};
use domain::frozen_form::FrozenForm;
use domain::id::{IssuedDocumentId, RoundId};
use domain::journal::Noun;
use domain::numbering::IssuerKind;
use domain::text::clean_line;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::issued::IssuedDocument;

/// Type of the document in its symbol.
pub(crate) const DOC_TYPE: &str = "BC";

domain::codes! {
    /// In which capacity the report is signed.
    Capacity {
        /// The head signs as such.
        Own = "own",
        /// On behalf of a collective (TM., T/M).
        Collective = "collective",
        /// A deputy for the head (KT., K/T).
        Deputy = "deputy",
        /// By order of the head (TL., T/L).
        ByOrder = "by_order",
        /// By authorisation of the head (TUQ., T/UQ).
        Authorised = "authorised",
    }
}

impl From<ActingForm> for Capacity {
    fn from(form: ActingForm) -> Self {
        match form {
            ActingForm::Deputy => Self::Deputy,
            ActingForm::ByOrder => Self::ByOrder,
            ActingForm::Authorised => Self::Authorised,
        }
    }
}

/// Whether the consolidated report of a round was issued, with or without the
/// supplements that came later.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_issued(ctx: &Ctx, round: RoundId) -> Result<bool, AppError> {
    let read = ctx.read();
    let Some(report) = store::consolidation::find(&read, round).await? else {
        return Ok(false);
    };
    Ok(match report.state {
        ConsolidationState::Draft => false,
        ConsolidationState::Issued => true,
        // A supplement is frozen over an issued report too.
        ConsolidationState::Frozen => {
            let issued = store::issued::list_of(&read, Noun::Consolidation, report.id.0).await?;
            !issued.is_empty()
        }
    })
}

/// Issues a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The round.
    pub round: RoundId,
    /// Which snapshot: 1 for the report, n + 1 for supplement n.
    pub snapshot: i32,
    /// In whose form.
    pub form: IssuerKind,
    /// The date written on it.
    pub issued_on: Date,
    /// The number, where the series goes on from numbers given elsewhere; the next
    /// one when not given.
    pub number: Option<i32>,
    /// In which capacity it is signed.
    pub capacity: Capacity,
    /// For whom: the collective, or the head's office; unused when signing as
    /// head.
    pub signs_for: String,
    /// The signer's own office.
    pub signer_title: String,
    /// The signer's name.
    pub signer_name: String,
    /// The report's version that was seen.
    pub version: i32,
}

/// What is kept of an issued report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedReport {
    /// Which snapshot.
    pub snapshot: i32,
    /// Its hash.
    pub snapshot_sha256: String,
    /// In whose form.
    pub kind: IssuerKind,
    /// The number.
    pub number: i32,
    /// Number and symbol as written.
    pub symbol: String,
    /// The date written on it.
    pub issued_on: Date,
    /// In which capacity it is signed.
    pub capacity: Capacity,
    /// For whom.
    pub signs_for: String,
    /// The signer's own office.
    pub signer_title: String,
    /// The signer's name.
    pub signer_name: String,
    /// Its form, where none that was frozen with the content holds on its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<FrozenForm>,
    /// The issuer as called on the date written on it, where it was called otherwise
    /// when the content was frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<Letterhead>,
    /// What it says.
    pub content: Content,
}

/// Issues it. Answers number and symbol.
///
/// # Errors
/// [`AppError::Invalid`] with everything missing, also place and symbol of the office,
/// before freezing, without the
/// head's signature, and for a snapshot that has a number already; [`AppError::Conflict`] when the report
/// is another one by now.
pub async fn issue(ctx: &Ctx, input: Issue) -> Result<String, AppError> {
    let table = load::table(ctx, input.round, Right::FreezeConsolidation).await?;
    // The version of the unit that holds on the paper's date (domain facts §5.4).
    let head = Letterhead::of(ctx, table.round.office, input.issued_on).await?;
    let input = checked(ctx, input, table.round.period.from, &head)?;
    let w = ctx.begin().await?;
    let mut report = load::report(ctx, &w, input.round).await?;
    let path = load::Path::of(ctx, &w, &report).await?;
    report.state = next_state(report.state, ConsolidationAct::Issue)?;
    if report.version != input.version {
        return Err(AppError::Conflict);
    }
    let snapshots = store::consolidation::list_snapshots(&w, report.id).await?;
    let snapshot = snapshots
        .into_iter()
        .find(|s| s.number == input.snapshot)
        .ok_or(AppError::NotFound)?;
    path.snapshot(&snapshot).check(PathAct::Issue)?;
    let content: Content = serde_json::from_str(&snapshot.body).map_err(AppError::internal)?;
    let numbering = Numbering {
        kind: input.form,
        office: table.round.office,
        symbol: &head.symbol,
        doc_type: DOC_TYPE,
        on: input.issued_on,
        wanted: input.number,
    };
    let taken = take_number(&w, &numbering).await?;
    let subject = super::layout::subject(&content);
    let mut frozen = content.forms.iter();
    let form = match frozen.find(|f| f.holds(input.form, input.issued_on)) {
        Some(_) => None,
        None => crate::profiles::to_freeze(&ctx.app, input.form, input.issued_on)?,
    };
    let issued = IssuedReport {
        snapshot: input.snapshot,
        snapshot_sha256: snapshot.sha256,
        kind: input.form,
        number: taken.number,
        symbol: taken.symbol.clone(),
        issued_on: input.issued_on,
        capacity: input.capacity,
        signs_for: input.signs_for,
        signer_title: input.signer_title,
        signer_name: input.signer_name,
        form,
        letterhead: (Letterhead::written_in(&content) != head).then_some(head),
        content,
    };
    let body = canonical_json(&issued).map_err(AppError::internal)?;
    let document = IssuedDocument {
        id: IssuedDocumentId(ctx.new_id()),
        series_key: taken.series_key,
        number: taken.number,
        symbol: taken.symbol.clone(),
        doc_type: DOC_TYPE.into(),
        issuer_kind: input.form,
        issuer: table.round.office,
        issued_on: input.issued_on,
        subject,
        signer_name: issued.signer_name.clone(),
        signer_title: issued.signer_title.clone(),
        noun: Noun::Consolidation,
        subject_id: report.id.0,
        sha256: sha256_of(&body),
        body,
        issued_by: ctx.account()?,
        issued_at: ctx.now(),
    };
    store::issued::insert(&w, &document).await?;
    load::save(ctx, &w, &mut report).await?;
    let detail = json!({
        "round": input.round, "snapshot": input.snapshot, "symbol": taken.symbol,
        "issued_on": input.issued_on, "sha256": document.sha256,
    });
    let office = Some(table.round.office);
    let entry = ctx.entry(
        "consolidation.issue",
        Noun::Consolidation,
        report.id.0,
        office,
        detail,
    );
    ctx.commit(w, entry).await?;
    Ok(taken.symbol)
}

/// The input with its lines cleaned, or everything wrong about it.
fn checked(
    ctx: &Ctx,
    mut input: Issue,
    earliest: Date,
    head: &Letterhead,
) -> Result<Issue, AppError> {
    let mut errors = head.missing();
    let is_for_another = input.capacity != Capacity::Own;
    if !is_for_another {
        input.signs_for.clear();
    }
    for (field, line, is_needed) in [
        ("signs_for", &mut input.signs_for, is_for_another),
        ("signer_title", &mut input.signer_title, true),
        ("signer_name", &mut input.signer_name, true),
    ] {
        match clean_line(line) {
            Ok(clean) => *line = clean,
            Err(err) => errors.push(FieldError::new(field, err.code())),
        }
        if is_needed && line.is_empty() {
            errors.push(FieldError::new(field, "required"));
        }
    }
    if input.issued_on > ctx.today() {
        errors.push(FieldError::new("issued_on", "consolidation.date_ahead"));
    } else if input.issued_on < earliest {
        errors.push(FieldError::new(
            "issued_on",
            "consolidation.date_before_period",
        ));
    }
    all_valid(errors)?;
    Ok(input)
}
