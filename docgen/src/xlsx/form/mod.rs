//! The report form of a unit: defined names bind cells to indicators
//! and sections, so that a filled form is read back whatever the person did
//! to rows and columns.
//!
//! | Name | Cell |
//! |---|---|
//! | `GB_FORM`, `GB_UNIT`, `GB_PERIOD` | which form, unit and period it is |
//! | `V_<code>` | this period's value of an indicator |
//! | `V_<code>_NUM`, `V_<code>_DEN` | the parts of a ratio |
//! | `K_<code>` | what kind of figure it is: chosen from a list |
//! | `W_<code>` | the unit's word to a remark about it |
//! | `S_<code>` | the text of a section |
//! | `G_<name>` | what stood in the cell of that name when the form was given out |
//!
//! In codes `-` and `.` become `_`.

mod given;
mod said;
mod texts;
mod values;

use std::collections::HashSet;

use jiff::civil::Date;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::{Figure, refused, workbook};
use crate::error::{DocError, Problem};

const VALUES: &str = "Biểu số liệu";
const TEXTS: &str = "Phần lời";
const GUIDE: &str = "Hướng dẫn";
/// Hidden, see [`given`].
const GIVEN: &str = "Bản đã cấp";

/// What may be entered for an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormValue {
    /// A number with so many decimals.
    Number { scale: u8 },
    /// A ratio entered by its parts and computed in the sheet:
    /// numerator / denominator × factor.
    Ratio {
        numerator: String,
        denominator: String,
        factor: u32,
        scale: u8,
    },
}

/// Numbers that stand in the yellow cells already, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The value of a number, at its scale.
    pub value: Option<i64>,
    /// What stands there instead of the value: a threshold in words.
    pub words: Option<String>,
    /// The parts of a ratio.
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    /// A sentence shown when the cell is chosen.
    pub source: String,
}

/// One line of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormIndicator {
    pub code: String,
    pub name: String,
    pub unit_of_measure: String,
    pub value: FormValue,
    /// Last period's value; `None` stays empty.
    pub last: Option<Figure>,
    /// What stands there instead of the value: a threshold in words.
    pub last_words: Option<String>,
    /// This period's numbers where they are known already.
    pub given: Option<Given>,
    /// The kind of figure that was chosen already; `None` leaves the cell empty.
    pub kind: Option<String>,
    /// The word that was given already, or nothing.
    pub word: String,
}

/// One section of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSection {
    pub code: String,
    pub title: String,
    /// What is there already, or nothing.
    pub text: String,
}

/// The form of one unit for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportForm {
    pub form_id: String,
    pub unit_code: String,
    pub unit_name: String,
    pub period_code: String,
    pub period_name: String,
    pub title: String,
    pub date: Date,
    /// The kinds of figure to choose from.
    pub kinds: Vec<String>,
    pub indicators: Vec<FormIndicator>,
    pub sections: Vec<FormSection>,
    /// Sentences for the sheet "Hướng dẫn".
    pub guide: Vec<String>,
}

/// The defined name of an indicator's value.
pub fn value_name(code: &str) -> String {
    name_of('V', code)
}

/// The defined name of an indicator's kind of figure.
pub fn kind_name(code: &str) -> String {
    name_of('K', code)
}

/// The defined name of the word to a remark about an indicator.
pub fn word_name(code: &str) -> String {
    name_of('W', code)
}

/// The defined name of a section's text.
pub fn section_name(code: &str) -> String {
    name_of('S', code)
}

/// The defined name under which the cell of another name stands once more as it
/// was given out.
pub fn given_name(name: &str) -> String {
    format!("G_{name}")
}

fn name_of(letter: char, code: &str) -> String {
    format!("{letter}_{}", code.replace(['-', '.'], "_"))
}

/// Writes the form.
///
/// # Errors
/// All codes at once that give no defined name or one that is taken.
pub fn form(form: &ReportForm) -> Result<Vec<u8>, DocError> {
    DocError::unless_empty(problems(form))?;
    let mut workbook = workbook(&form.title, form.date);
    let mut names = Vec::new();
    values::sheet(workbook.add_worksheet(), form, &mut names)
        .and_then(|()| texts::sheet(workbook.add_worksheet(), form, &mut names))
        .and_then(|()| texts::guide(workbook.add_worksheet(), form))
        .and_then(|()| {
            if given::is_any(form) {
                given::sheet(workbook.add_worksheet(), form, &mut names)
            } else {
                Ok(())
            }
        })
        .and_then(|()| define(&mut workbook, &names))
        .map_err(refused)?;
    workbook.save_to_buffer().map_err(refused)
}

fn problems(form: &ReportForm) -> Vec<Problem> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let mut taken = HashSet::new();
    let mut problems = Vec::new();
    for indicator in &form.indicators {
        let name = value_name(&indicator.code);
        let mut names = vec![name.clone()];
        if matches!(indicator.value, FormValue::Ratio { .. }) {
            names.extend([format!("{name}_NUM"), format!("{name}_DEN")]);
        }
        // Defined names do not tell capitals from small letters.
        let new = names.iter().all(|name| taken.insert(name.to_lowercase()));
        if indicator.code.is_empty() || !indicator.code.chars().all(plain) || !new {
            problems.push(Problem::FormCode {
                code: indicator.code.clone(),
            });
        }
    }
    for section in &form.sections {
        let new = taken.insert(section_name(&section.code).to_lowercase());
        if section.code.is_empty() || !section.code.chars().all(plain) || !new {
            problems.push(Problem::FormCode {
                code: section.code.clone(),
            });
        }
    }
    problems
}

/// A name and the cell it stands for.
struct Name {
    name: String,
    sheet: &'static str,
    row: u32,
    column: u16,
}

fn define(workbook: &mut Workbook, names: &[Name]) -> Result<(), XlsxError> {
    for name in names {
        let cell = format!("='{}'!{}", name.sheet, address(name.row, name.column));
        workbook.define_name(name.name.as_str(), &cell)?;
    }
    Ok(())
}

/// `$E$7`; the form has fewer than 26 columns.
fn address(row: u32, column: u16) -> String {
    let letter = char::from(b'A' + u8::try_from(column).unwrap_or(0));
    format!("${letter}${}", row + 1)
}

fn boxed() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn head() -> Format {
    boxed()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color(0xE8_EEF4)
}

fn input() -> Format {
    boxed().set_background_color(0xFF_F8DC).set_unlocked()
}
