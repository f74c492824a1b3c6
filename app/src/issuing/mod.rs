//! Numbers of documents that an office issues. The number is taken inside the
//! transaction that keeps the document, so a failed issue leaves no gap.

mod register;
mod rule;

pub use register::{NextNumber, Register, RuleLine, offices, register};
pub use rule::{EnterRule, enter_rule, withdraw_rule};
pub use store::issued_list::{IssuedAbout, IssuedLine};

use crate::{AppError, FieldError};
use domain::id::UnitId;
use domain::numbering::{IssuerKind, NumberingPolicy, policy_on, series_key, symbol};
use jiff::civil::Date;
use store::{Handle, Write};

/// The highest number that anybody gives by hand.
const MOST: i32 = 99_999;

/// Types of documents that the program issues: reports and notices.
pub const DOC_TYPES: [&str; 2] = [crate::consolidation::DOC_TYPE, crate::conference::DOC_TYPE];

/// A document that wants a number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbering<'a> {
    /// In whose form.
    pub kind: IssuerKind,
    /// Who issues it.
    pub office: UnitId,
    /// The office's symbol, as it is written.
    pub symbol: &'a str,
    /// Type of the document.
    pub doc_type: &'a str,
    /// The date on it.
    pub on: Date,
    /// A number of the office's own choice.
    pub wanted: Option<i32>,
}

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

/// How the office counts documents of this form dated `on`: as it decided, else
/// as is usual.
async fn policy(
    h: &impl Handle,
    office: UnitId,
    kind: IssuerKind,
    on: Date,
) -> Result<NumberingPolicy, AppError> {
    let entered = store::numbering::list_of(h, office).await?;
    let rules: Vec<_> = entered.into_iter().map(|e| e.rule).collect();
    Ok(policy_on(&rules, kind, on))
}

/// Takes a number: the next one of its series, or the one that is wanted, from
/// which the series goes on. An office may have given numbers elsewhere before
///
///
/// # Errors
/// [`AppError::Invalid`] when the wanted number is not beyond the last one.
pub(crate) async fn take_number(w: &Write, new: &Numbering<'_>) -> Result<Numbered, AppError> {
    let policy = policy(w, new.office, new.kind, new.on).await?;
    let series_key = series_key(&policy, new.office, new.doc_type, new.on);
    let number = match new.wanted {
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
    let symbol = symbol(new.kind, number, new.doc_type, new.symbol);
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
