//! Steps that several walks share: opening one's duty, and the act by which two
//! communes become one.

use crate::harness::Walk;

/// Saves the report that is open.
pub const SAVE: &str = "#bao-cao .actions button";
/// Signs it.
pub const SIGN: &str = "button[formaction$='/ky-gui']";

/// The first report that somebody owes, with the page's scripts at work.
pub async fn open_duty(walk: &Walk, login: &str) {
    walk.sign_in(login, "/viec-cua-toi").await;
    walk.press("tbody th a[href^='/bao-cao/']").await;
    walk.until("document.querySelector('[data-report]').dataset.ready")
        .await;
    walk.figures().await;
}

/// The head of the decision on the page of acts.
pub async fn write_decision(walk: &Walk, decided_on: &str, effective_on: &str) {
    walk.fill("decision", "88/NQ-HĐND").await;
    walk.set("decided_on", decided_on).await;
    walk.set("effective_on", effective_on).await;
    walk.press("form.card .button").await;
}

/// The first step of the merger: the new commune.
pub async fn create_commune(walk: &Walk) {
    walk.unfold("[name='create_code']").await;
    walk.fill("create_code", "XM").await;
    walk.fill("create_name", "Xã Thượng Suối").await;
    walk.set("create_kind", "commune").await;
    walk.set("create_tier", "commune").await;
    walk.fill("create_parent", "TU").await;
    walk.press("details[open] .button").await;
}

/// The second: both former communes go into it.
pub async fn merge_communes(walk: &Walk) {
    walk.unfold("[name='merge_from']").await;
    walk.fill("merge_from", "XTD, XHS").await;
    walk.fill("merge_into", "XM").await;
    walk.press("details[open] .button").await;
}
