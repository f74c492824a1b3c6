//! A unit's report: duties, the form, saving, signing, return and acceptance
//!
//!
//! One file per verb. Opening and closing rounds and more time are in
//! [`crate::round`]; totals over many reports in `consolidation`.

mod accept;
mod ahead;
mod around;
mod asked;
mod before;
mod case;
mod changes;
mod comment;
mod document;
mod duties;
mod duties_then;
mod evidence;
mod exempt;
mod fill;
mod form;
mod form_rows;
mod from_below;
mod given_since;
mod history;
mod live;
mod paper;
mod past;
mod past_kept;
mod paste;
mod place;
mod remarks;
mod reopen;
mod return_to_unit;
mod rules;
mod save;
mod saved;
mod send;
mod set_aside;
mod sign;
mod take;
mod unexempt;
mod versions;
mod workbook;

pub use accept::{AcceptReport, accept};
pub(crate) use around::Around;
pub use asked::not_asked;
pub(crate) use case::of_office;
pub use changes::{ChangesView, changes};
pub use comment::{SayAtPlace, SetLimits, say, set_limits};
pub use document::{read_document, read_own_file};
pub use duties::{Duties, Duty, NextStep, duties};
pub use duties_then::duties_on;
pub use evidence::{AddEvidence, add_file, file, remove_file};
pub use exempt::{ExemptUnit, exempt};
pub(crate) use fill::{Fillable, Filled, ToFill, fill_drafts, would_fill};
pub use form::{
    DraftHead, FormCell, FormPart, FormSection, ReportForm, RoundLine, open_form, open_saved,
    preview, preview_joined,
};
pub use history::{ReportHistory, history};
pub use live::LiveLines;
pub use paper::{NotePaper, Paper, note_paper, withdraw_paper};
pub use past::Earlier;
pub(crate) use past::periods_of;
pub(crate) use past_kept::PastCache;
pub use paste::read_pasted;
pub use place::{PlaceSubject, PlaceVersion, PlaceView, Said, Threads, place};
pub(crate) use remarks::{AskedAlike, CheckOf};
pub use reopen::{ReopenReport, reopen};
pub use return_to_unit::{ReturnReport, return_to_unit};
pub use rules::{FormRules, ShortCell, ShortDef};
pub use save::{ReportTyped, SaveDraft, replace_draft, save_draft};
pub use saved::{Clash, ClashPlace, Kept, Saved};
pub use send::{Receipt, SendReport, send, submit};
pub use set_aside::{AsideFigure, AsideSection, SetAside};
pub use sign::{SignReport, SignatureLine, Signed, sign, unsign};
pub use unexempt::{TakeExemptionBack, unexempt};
pub use versions::{CellView, ReportView, SectionView, VersionLine, view};
pub use workbook::{FormFile, ReadUpload, UploadFinding, form_file, read_upload};

use crate::{AppError, FieldError};
use domain::report::{PlaceKind, ReportError};

/// Name of the form field of a section's text.
#[must_use]
pub fn section_field(code: &str) -> String {
    format!("s.{code}")
}

/// Name of the form field of a number, by [`domain::report::Part::key`].
#[must_use]
pub fn number_field(key: &str) -> String {
    format!("v.{key}")
}

/// The form field at which a place is shown.
#[must_use]
pub fn place_field(kind: PlaceKind, code: &str) -> String {
    match kind {
        PlaceKind::Section => section_field(code),
        PlaceKind::Cell => number_field(code),
    }
}

impl From<ReportError> for AppError {
    fn from(err: ReportError) -> Self {
        Self::Invalid(vec![FieldError::form(err.code())])
    }
}

pub(crate) use from_below::receive_from_below;
