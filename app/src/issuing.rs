//! Numbers of documents that an office issues. The number is taken inside the
//! transaction that keeps the document, so a failed issue leaves no gap.

use crate::{AppError, FieldError};
use domain::numbering::{IssuerKind, NumberingPolicy, series_key, symbol};
use jiff::civil::{Date, date};
use store::{Handle, Write};

/// Key of the setting that holds how Party documents are counted.
pub const PARTY_POLICY: &str = "numbering.party";
/// Key of the setting that holds how State documents are counted.
pub const STATE_POLICY: &str = "numbering.state";

/// The highest number that anybody gives by hand.
const MOST: i32 = 99_999;

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

/// Takes a number for a document of `doc_type` dated `on`: the next one of its
/// series, or the one that is `wanted`, from which the series goes on. An office
/// may have given numbers elsewhere before.
///
/// # Errors
/// [`AppError::Invalid`] when the wanted number is not beyond the last one.
pub async fn take_number(
    w: &Write,
    kind: IssuerKind,
    issuer_symbol: &str,
    doc_type: &str,
    on: Date,
    wanted: Option<i32>,
) -> Result<Numbered, AppError> {
    let series_key = series_key(&policy(w, kind).await?, issuer_symbol, doc_type, on);
    let number = match wanted {
        None => store::setting::next_number(w, &series_key).await?,
        Some(number) => {
            let is_fit = (1..=MOST).contains(&number);
            if !is_fit || !store::setting::take_number(w, &series_key, number).await? {
                let error = FieldError::new("number", "issuing.number_taken");
                return Err(AppError::Invalid(vec![error]));
            }
            number
        }
    };
    let symbol = symbol(kind, number, doc_type, issuer_symbol);
    Ok(Numbered {
        series_key,
        number,
        symbol,
    })
}

/// A number that a person typed; none when the field is empty.
///
/// # Errors
/// When it is none.
pub fn read_number(typed: &str) -> Result<Option<i32>, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let number = typed.parse().ok().filter(|n| (1..=MOST).contains(n));
    number
        .map(Some)
        .ok_or_else(|| FieldError::new("number", "issuing.number_form"))
}
