//! The chain of a turn: giao báo cáo → thu → tổng hợp → hội nghị → kết luận →
//! nhiệm vụ → công bố. Drawn by `templates/control/chain.html`.

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Over.
    Done,
    /// Being worked on.
    Now,
    /// Not yet begun.
    Next,
}

impl StepState {
    /// Code for the style sheet and the text `chain.<code>`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
        }
    }

    /// Whether people work on it.
    #[must_use]
    pub fn is_now(self) -> bool {
        self == Self::Now
    }
}

/// One step, ready to be shown.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Its page, if there is one yet.
    pub href: Option<String>,
    /// Its count in words ("38/41 báo cáo"); may be empty.
    pub count: String,
    /// Its day in words ("hạn 20/10/2026"); may be empty.
    pub date: String,
    /// Where it stands.
    pub state: StepState,
}
