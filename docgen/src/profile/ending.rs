//! The end of a document: capacity, signature, Nơi nhận.

use serde::{Deserialize, Serialize};

use super::Face;
use crate::model::Capacity;

/// How capacities are spelled, with the mark only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapacityMarks {
    pub collective: String,
    pub deputy: String,
    pub by_order: String,
    pub by_authorisation: String,
    pub acting: String,
}

impl CapacityMarks {
    /// The mark in front of the first office line; empty for the head.
    pub fn mark(&self, capacity: Capacity) -> &str {
        match capacity {
            Capacity::Own => "",
            Capacity::Collective => &self.collective,
            Capacity::Deputy => &self.deputy,
            Capacity::ByOrder => &self.by_order,
            Capacity::ByAuthorisation => &self.by_authorisation,
            Capacity::Acting => &self.acting,
        }
    }
}

/// The signature block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureStyle {
    /// The line with the capacity mark.
    pub capacity: Face,
    /// The further office lines.
    pub office: Face,
    pub name: Face,
    /// Room for the hand or the picture of a digital signature, in points.
    pub room_pt: f32,
}

/// Nơi nhận.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipientStyle {
    pub label: String,
    pub label_face: Face,
    pub item_face: Face,
    pub item_prefix: String,
    pub item_end: String,
    pub last_end: String,
    /// The last line; `{}` is the model's `file_copy`.
    pub file_copy: String,
    /// The last line when the model names no place.
    pub file_copy_default: String,
}
