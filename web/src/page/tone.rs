//! The tone in which a state is shown: one meaning, one colour, beside words.

/// The tone of a state's code, of any noun: ok when it is settled, info when it
/// goes on, warn when somebody must act, late when it is too late, else plain.
#[must_use]
pub fn tone(code: &str) -> &'static str {
    match code {
        "accepted" | "locked" | "on_time" | "sent" | "done" | "done_on_time" | "held"
        | "signed" | "issued" | "taken" => "ok",
        "received"
        | "resubmitted"
        | "awaits_final"
        | "open"
        | "sending"
        | "in_progress"
        | "convened"
        | "in_session"
        | "opinion"
        | "submitted"
        | "frozen"
        | "awaiting_confirmation"
        | "edited" => "info",
        "drafting" | "returned" | "due_soon" | "done_late" | "not_used" | "no_weight" => "warn",
        "late" | "overdue" | "failed" | "rejected" => "late",
        _ => "plain",
    }
}
