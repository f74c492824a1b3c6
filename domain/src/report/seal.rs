//! The seal of a sent version: SHA-256 of its canonical JSON.

use super::ReportBody;
use crate::canonical::{canonical_json, sha256_of};

impl ReportBody {
    /// SHA-256 of the canonical JSON, lower-case hexadecimal. Two bodies have
    /// the same one exactly if they say the same.
    #[must_use]
    pub fn sha256(&self) -> String {
        // A body is plain text and whole numbers, which JSON always takes.
        sha256_of(&canonical_json(self).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::Cell;

    #[test]
    fn an_empty_cell_and_a_zero_have_different_seals() {
        let mut body = ReportBody::default();
        let empty = body.sha256();
        body.values.insert("GD-01".into(), Cell::of(0));
        assert_ne!(body.sha256(), empty);
        assert_eq!(body.sha256(), body.clone().sha256());
    }
}
