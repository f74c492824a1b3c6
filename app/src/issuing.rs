//! Numbers of documents that an office issues. The number is taken inside the
//! transaction that keeps the document, so a failed issue leaves no gap.

use crate::AppError;
use domain::numbering::{IssuerKind, NumberingPolicy, series_key, symbol};
use jiff::civil::{Date, date};
use store::{Handle, Write};

/// Key of the setting that holds how Party documents are counted.
pub const PARTY_POLICY: &str = "numbering.party";
/// Key of the setting that holds how State documents are counted.
pub const STATE_POLICY: &str = "numbering.state";

/// A number taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// The series.
    pub series_key: String,
    /// The number.
    pub number: i32,
    /// Number and symbol as written.
    pub symbol: String,
}

/// How documents of this kind are counted: the office's setting, else per type
/// and congress term for Party papers, per type and year for State papers.
///
/// # Errors
/// When the database fails.
pub async fn policy(h: &impl Handle, kind: IssuerKind) -> Result<NumberingPolicy, AppError> {
    let (key, usual) = match kind {
        // Provincial congresses of the term 2025-2030 ended in October 2025.
        IssuerKind::Party => (
            PARTY_POLICY,
            NumberingPolicy::PerTypeAndTerm {
                term_from: date(2025, 10, 1),
            },
        ),
        IssuerKind::State => (STATE_POLICY, NumberingPolicy::PerTypeAndYear),
    };
    Ok(store::setting::find(h, key).await?.unwrap_or(usual))
}

/// Takes the next number for a document of `doc_type` dated `on`.
///
/// # Errors
/// When the database fails.
pub async fn take_number(
    w: &Write,
    kind: IssuerKind,
    issuer_symbol: &str,
    doc_type: &str,
    on: Date,
) -> Result<Numbered, AppError> {
    let series_key = series_key(&policy(w, kind).await?, issuer_symbol, doc_type, on);
    let number = store::setting::next_number(w, &series_key).await?;
    let symbol = symbol(kind, number, doc_type, issuer_symbol);
    Ok(Numbered {
        series_key,
        number,
        symbol,
    })
}
