//! The tone in which a state is shown: one meaning, one colour, beside words.

/// The tone of a state's code, of any noun of the round: ok, info, warn, late
/// or plain.
#[must_use]
pub fn tone(code: &str) -> &'static str {
    match code {
        "accepted" | "on_time" | "sent" => "ok",
        "received" | "resubmitted" | "open" | "sending" => "info",
        "drafting" | "returned" | "due_soon" => "warn",
        "late" | "overdue" | "failed" => "late",
        _ => "plain",
    }
}
