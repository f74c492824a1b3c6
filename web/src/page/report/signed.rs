//! The signature of a report that is not sent, as its page shows it, and what
//! who only signs is offered.

use super::view::signature;
use crate::{FormState, Layout};
use app::report::ReportForm;

/// Who signed, and what may be done now.
pub(super) struct SignedView {
    /// Counter of the signed draft.
    pub(super) version: i32,
    pub(super) text: String,
    pub(super) may_send: bool,
    pub(super) may_withdraw: bool,
    /// What is said of the lateness so far, where who sends now is asked.
    pub(super) late_reason: Option<String>,
}

impl SignedView {
    /// The signature, where there is one; a reason that was refused as it was typed.
    pub(super) fn of(l: &Layout, f: &ReportForm, form: &FormState) -> Option<Self> {
        let signed = f.signed.as_ref()?;
        let is_typed = form.fields().has("late_reason");
        let typed = is_typed.then(|| form.value("late_reason"));
        let late_reason = typed.unwrap_or(&f.late_reason).to_owned();
        Some(Self {
            version: signed.version,
            text: signature(l, signed),
            may_send: f.may_send(),
            may_withdraw: f.can_sign,
            late_reason: Some(late_reason).filter(|_| f.asks_late_reason && f.may_send()),
        })
    }
}

/// The draft for who signs and does not write.
pub(super) struct ToSign {
    /// Counter of the draft that is shown.
    pub(super) version: i32,
    /// Whether the unit has written anything yet, or sent it before.
    pub(super) is_written: bool,
    pub(super) may_sign: bool,
    /// Whether it can be sent in the same act: a late one needs the reason, which is
    /// the unit's to write before, or is given when what is signed is sent.
    pub(super) may_submit: bool,
}

impl ToSign {
    pub(super) fn of(f: &ReportForm) -> Self {
        let may_sign = f.draft.is_some() && f.can_sign && f.refusal.is_none();
        Self {
            version: f.draft_version(),
            is_written: f.draft.is_some() || !f.versions.is_empty(),
            may_sign,
            may_submit: may_sign && !(f.asks_late_reason && f.late_reason.is_empty()),
        }
    }
}
