//! Messages to persons: classes, states of delivery, when to try again.
//!
//! Delivery is *at most once*: a message is claimed before it is handed to the
//! mail server, and one whose claim was cut off by a crash is shown as failed,
//! never sent again by itself. Sending is in `app`.

use jiff::SignedDuration;

crate::codes! {
    /// Why a person gets a message.
    MessageClass {
        /// Something must be done by a day (đôn đốc).
        Duty = "duty",
        /// Something happened to one's matter.
        Information = "information",
        /// Several things in one.
        Digest = "digest",
    }
}

crate::codes! {
    /// Where delivery stands.
    MessageState {
        /// Chờ gửi.
        Queued = "queued",
        /// Đang gửi: claimed by a delivery.
        Sending = "sending",
        /// Máy chủ thư đã nhận.
        Sent = "sent",
        /// Không gửi được; a person may send it again.
        Failed = "failed",
    }
}

/// How long a claim may last before it counts as cut off.
pub const CLAIM_LASTS: SignedDuration = SignedDuration::from_mins(10);

const WAITS_MINUTES: [i64; 5] = [1, 5, 15, 60, 240];

/// How long to wait after so many failed attempts; `None` when it is enough.
#[must_use]
pub fn wait_after(attempts: i32) -> Option<SignedDuration> {
    let index = usize::try_from(attempts).ok()?.checked_sub(1)?;
    WAITS_MINUTES
        .get(index)
        .map(|minutes| SignedDuration::from_mins(*minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_ends() {
        let waits: Vec<_> = (1..=5).map(|n| wait_after(n).unwrap()).collect();
        assert!(waits.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(wait_after(6), None);
        assert_eq!(wait_after(0), None);
    }
}
