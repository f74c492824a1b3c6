//! A cell of a draft, as programs read it.

use app::report::FormCell;
use domain::number::Bound;
use serde::Serialize;
use utoipa::ToSchema;

/// A cell; numbers are whole, at 10^scale of the indicator.
#[derive(Debug, Serialize, ToSchema)]
pub struct CellJson {
    /// Code of the indicator.
    pub code: String,
    /// Name of the indicator.
    pub name: String,
    /// Unit of measure.
    pub measure: String,
    /// Decimals of the value.
    pub scale: u8,
    /// Value of a plain indicator; null = empty, which is not zero.
    pub value: Option<i64>,
    /// Numerator of a ratio.
    pub num: Option<i64>,
    /// Denominator of a ratio.
    pub den: Option<i64>,
    /// official, preliminary, estimate or plan.
    pub nature: &'static str,
    /// Where the value is a threshold ("từ 70 trở lên"): at_least, above, at_most or
    /// below; left out of every other cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<&'static str>,
    /// Explanation.
    pub note: Option<String>,
    /// The value that the unit sent for the period before.
    pub last: Option<i64>,
    /// Where that is a threshold: on which side, as `bound` says it; left out of every
    /// other cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_bound: Option<&'static str>,
}

impl From<&FormCell> for CellJson {
    fn from(c: &FormCell) -> Self {
        let last = c.last.as_ref();
        Self {
            code: c.def.code.clone(),
            name: c.def.name.clone(),
            measure: c.def.measure.clone(),
            scale: c.def.scale,
            value: c.cell.value,
            num: c.cell.num,
            den: c.cell.den,
            nature: c.cell.nature.code(),
            bound: c.cell.bound.map(Bound::code),
            note: c.cell.note.clone(),
            last: last.and_then(|last| last.shown_value(&c.def)),
            last_bound: last
                .and_then(|last| last.shown_bound(&c.def))
                .map(Bound::code),
        }
    }
}
