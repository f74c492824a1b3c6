//! Appendices: each on a new page with its own label and title.

use serde::{Deserialize, Serialize};

use super::Block;

/// One appendix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appendix {
    /// "Phụ lục I".
    pub label: String,
    pub title: String,
    /// "(Kèm theo Báo cáo số …)"; left out on electronic documents.
    pub reference: Option<String>,
    pub blocks: Vec<Block>,
    /// Wide tables lie on their side.
    pub landscape: bool,
}
