//! What a person accepted of a text, fact by fact, and the checks that need no
//! transaction. Each item carries its number in the form, so that an error
//! finds back to its field.

use super::meeting::Meeting;
use super::show::{days, is_period};
use crate::FieldError;
use crate::directive::EnterDirective;
use domain::directive::{ReviewKind, ReviewState};
use domain::id::{DirectiveId, UnitId};
use domain::indicator::IndicatorDef;
use domain::number::{NumberError, Reading, read_number};
use jiff::civil::Date;
use store::reading::RecordedPeriod;

/// Which entry of the register a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Not decided; an error where the register has candidates.
    Open,
    /// A new entry, unless the register has the same document.
    New,
    /// This one.
    To(DirectiveId),
}

/// A document that a person accepted, perhaps corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedDocument {
    /// Its number in the form.
    pub n: usize,
    /// What to enter.
    pub directive: EnterDirective,
    /// Which entry it is.
    pub link: Link,
    /// The words in which the text names it.
    pub quote: String,
}

/// A person who presided, or whom the text names besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedPerson {
    /// Its number in the form.
    pub n: usize,
    /// Name.
    pub name: String,
    /// As what.
    pub role: String,
}

/// A review of carrying out a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedReview {
    /// Its number in the form.
    pub n: usize,
    /// Interim or final.
    pub kind: Option<ReviewKind>,
    /// After how many years, as typed.
    pub years: String,
    /// Of which accepted document, by its number in the form.
    pub document: Option<usize>,
    /// Held, or planned.
    pub state: ReviewState,
    /// The day; from the document's date when none is said.
    pub due_on: Option<Date>,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedTask {
    /// Its number in the form.
    pub n: usize,
    /// The words.
    pub text: String,
    /// The unit that leads.
    pub lead: Option<UnitId>,
    /// The due date.
    pub due_on: Option<Date>,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedFigure {
    /// Its number in the form.
    pub n: usize,
    /// The value as typed, in Vietnamese notation.
    pub value: String,
    /// Unit of measure.
    pub measure: String,
    /// The words of the source.
    pub quote: String,
    /// Where they begin in the normalised text.
    pub quote_from: Option<usize>,
    /// Indicator of the catalogue, as typed: its code, perhaps with its name.
    pub indicator: String,
}

/// A sentence that reports on a field of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedResult {
    /// Its number in the form.
    pub n: usize,
    /// The field of work as typed: its name in either language, or its code.
    pub field: String,
    /// The words.
    pub text: String,
}

/// A text, for limitations and for bodies by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedText {
    /// Its number in the form.
    pub n: usize,
    /// The words.
    pub text: String,
}

/// Everything that a person accepted of one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    /// Version of the text that was on the screen.
    pub version: i32,
    /// Whether a past conference is to be stored.
    pub with_conference: bool,
    /// Which one it is.
    pub meeting: Meeting,
    /// Its title.
    pub title: String,
    /// Its day.
    pub held_on: Option<Date>,
    /// Kind of meeting, by the contract's code.
    pub event_kind: String,
    /// The page's own stamp.
    pub published_on: Option<Date>,
    /// Kind of the period under review, by the code of [`RecordedPeriod`]; may be empty.
    pub period_kind: String,
    /// Which one of its year, as typed.
    pub period_index: String,
    /// Year, as typed; of a school year or congress term the first.
    pub period_year: String,
    /// Its host.
    pub host: String,
    /// Its place.
    pub place: String,
    /// Who presided; the first is the chair of the conference.
    pub chairs: Vec<AcceptedPerson>,
    /// Who else is named; never what anybody said.
    pub people: Vec<AcceptedPerson>,
    /// Fields of work, by their codes, of the text or not.
    pub fields: Vec<String>,
    /// Bodies, by their names.
    pub organisations: Vec<AcceptedText>,
    /// What the text reports of each field.
    pub results: Vec<AcceptedResult>,
    /// Documents for the register.
    pub documents: Vec<AcceptedDocument>,
    /// Reviews of carrying documents out.
    pub reviews: Vec<AcceptedReview>,
    /// Draft tasks of the conference.
    pub tasks: Vec<AcceptedTask>,
    /// Observations.
    pub figures: Vec<AcceptedFigure>,
    /// Stated weaknesses.
    pub limitations: Vec<AcceptedText>,
    /// Defects found while the form was read (a day that is none, a unit that
    /// does not exist); they are told together with the rest.
    pub defects: Vec<FieldError>,
}

impl Accepted {
    /// The period, or what is wrong with it.
    pub(super) fn period(&self, errors: &mut Vec<FieldError>) -> Option<RecordedPeriod> {
        if self.period_kind.is_empty() {
            return None;
        }
        let index = self.period_index.trim().parse().unwrap_or(0);
        let Ok(year) = self.period_year.trim().parse() else {
            errors.push(FieldError::new("period_year", "reading.period_year"));
            return None;
        };
        // Nine months, years and congress terms have no number of their own.
        let index = match self.period_kind.as_str() {
            "nine_months" | "year" | "school_year" | "term" => 1,
            _ => index,
        };
        if !is_period(&self.period_kind, index, year) {
            let field = if days("year", 1, year).is_none() {
                ("period_year", "reading.period_year")
            } else {
                ("period_index", "reading.period_index")
            };
            errors.push(FieldError::new(field.0, field.1));
            return None;
        }
        Some(RecordedPeriod {
            kind: self.period_kind.clone(),
            index,
            year,
        })
    }
}

/// A figure's value at its scale, and the indicator it belongs to.
pub(super) fn read_figure<'a>(
    figure: &AcceptedFigure,
    catalogue: &'a [IndicatorDef],
    errors: &mut Vec<FieldError>,
) -> Option<(i64, u8, Option<&'a IndicatorDef>)> {
    let before = errors.len();
    let field = |name: &str| format!("figures.{}.{name}", figure.n);
    let typed = figure.indicator.trim();
    // "GD-01 Tỷ lệ tốt nghiệp": the list offers code and name together.
    let code = typed.split_whitespace().next().unwrap_or_default();
    let indicator = catalogue.iter().find(|d| d.code == code);
    if indicator.is_none() && !typed.is_empty() {
        errors.push(FieldError::new(
            field("indicator"),
            "reading.indicator_unknown",
        ));
    }
    let value = match read_value(&figure.value, indicator.map(|d| d.scale)) {
        Ok(value) => Some(value),
        Err(e) => {
            errors.push(FieldError::new(field("value"), e.code()));
            None
        }
    };
    let (value, scale) = value?;
    (errors.len() == before).then_some((value, scale, indicator))
}

/// Reads a value in Vietnamese notation: a comma begins the decimals, a point
/// groups thousands. Without a scale it keeps the decimals that were typed.
fn read_value(text: &str, scale: Option<u8>) -> Result<(i64, u8), NumberError> {
    let typed = text.trim().trim_end_matches('%').trim_end();
    let decimals = typed.rsplit_once(',').map_or(0, |(_, d)| d.len());
    let decimals = u8::try_from(decimals).map_err(|_| NumberError::TooPrecise)?;
    let scale = scale.unwrap_or(decimals);
    if decimals > scale || scale > 6 {
        return Err(NumberError::TooPrecise);
    }
    let value = match read_number(typed, scale)? {
        Reading::Exact(value) => value,
        Reading::Ambiguous { thousands, decimal } => {
            if decimals > 0 {
                decimal
            } else {
                thousands
            }
        }
    };
    Ok((value, scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_in_vietnamese_notation_without_rounding() {
        for (text, scale, expected) in [
            ("3.957", None, Ok((3957, 0))),
            ("96,5", None, Ok((965, 1))),
            ("99,515", None, Ok((99515, 3))),
            ("1.234", Some(3), Ok((1_234_000, 3))),
            ("99,51 %", Some(2), Ok((9951, 2))),
            ("99,515", Some(2), Err(NumberError::TooPrecise)),
            ("", None, Err(NumberError::Empty)),
            ("nhiều", None, Err(NumberError::Malformed)),
        ] {
            assert_eq!(read_value(text, scale), expected, "{text}");
        }
    }
}
