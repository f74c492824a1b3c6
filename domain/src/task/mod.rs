//! Tasks given to units: stored progress, derived timeliness, more time.
//!
//! Two independent axes: *progress* is stored and changes only through
//! [`next_state`]; *timeliness* is never stored, [`timeliness`] derives it.
//! Not here: who may do what ([`crate::account`]), diaries and codes (`store`).

mod extension;
mod state;
mod timeliness;

pub use extension::{ExtensionFacts, ExtensionLimits, check_extension, check_grant};
pub use state::{Act, Facts, TaskError, TaskState, next_state};
pub use timeliness::{AGE_BANDS, Tally, Timeliness, age_band, days_overdue, timeliness};

crate::codes! {
    /// What a unit is to a task.
    UnitRole {
        /// Chủ trì: exactly one.
        Lead = "lead",
        /// Phối hợp: any number, each with a part of its own.
        Cooperating = "cooperating",
        /// Theo dõi.
        Supervising = "supervising",
    }
}

crate::codes! {
    /// What a line of a task's diary tells.
    EntryKind {
        /// Giao.
        Assigned = "assigned",
        /// Tiến độ.
        Progress = "progress",
        /// Kết quả.
        Result = "result",
        /// Trả lại by the lead unit before any progress.
        Returned = "returned",
        /// Xác nhận hoàn thành.
        Confirmed = "confirmed",
        /// Result sent back.
        Rejected = "rejected",
        /// Gia hạn: asked or decided.
        Extension = "extension",
        /// Thu hồi.
        Recalled = "recalled",
        /// Mở lại.
        Reopened = "reopened",
        /// Tạm dừng.
        Paused = "paused",
        /// Tiếp tục.
        Resumed = "resumed",
        /// Chuyển sang đơn vị khác.
        Transferred = "transferred",
    }
}
