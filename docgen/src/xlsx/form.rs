//! The report form of a unit: defined names bind cells to indicators
//! and sections, so that a filled form is read back whatever the person did
//! to rows and columns.
//!
//! | Name | Cell |
//! |---|---|
//! | `GB_FORM`, `GB_UNIT`, `GB_PERIOD` | which form, unit and period it is |
//! | `V_<code>` | this period's value of an indicator |
//! | `V_<code>_NUM`, `V_<code>_DEN` | the parts of a ratio |
//! | `S_<code>` | the text of a section |
//!
//! In codes `-` and `.` become `_`.

use std::collections::HashSet;

use jiff::civil::Date;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Format, FormatAlign,
    FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::{Figure, num_format, refused, workbook};
use crate::error::{DocError, Problem};

const VALUES: &str = "Biểu số liệu";
const TEXTS: &str = "Phần lời";
const GUIDE: &str = "Hướng dẫn";
/// Room for an answer in words beside a number ("không phát sinh").
const LONGEST_VALUE: u32 = 60;
/// What a cell can hold, less a margin.
const LONGEST_TEXT: u32 = 32_000;

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

/// One line of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormIndicator {
    pub code: String,
    pub name: String,
    pub unit_of_measure: String,
    pub value: FormValue,
    /// Last period's value; `None` stays empty.
    pub last: Option<Figure>,
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
    pub indicators: Vec<FormIndicator>,
    pub sections: Vec<FormSection>,
    /// Sentences for the sheet "Hướng dẫn".
    pub guide: Vec<String>,
}

/// The defined name of an indicator's value.
pub fn value_name(code: &str) -> String {
    format!("V_{}", code.replace(['-', '.'], "_"))
}

/// The defined name of a section's text.
pub fn section_name(code: &str) -> String {
    format!("S_{}", code.replace(['-', '.'], "_"))
}

/// Writes the form.
///
/// # Errors
/// All codes at once that give no defined name or one that is taken.
pub fn form(form: &ReportForm) -> Result<Vec<u8>, DocError> {
    DocError::unless_empty(problems(form))?;
    let mut workbook = workbook(&form.title, form.date);
    let mut names = Vec::new();
    values_sheet(workbook.add_worksheet(), form, &mut names)
        .and_then(|()| texts_sheet(workbook.add_worksheet(), form, &mut names))
        .and_then(|()| guide_sheet(workbook.add_worksheet(), form))
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

fn values_sheet(
    sheet: &mut Worksheet,
    form: &ReportForm,
    names: &mut Vec<Name>,
) -> Result<(), XlsxError> {
    sheet
        .set_name(VALUES)?
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .protect();
    for (column, width) in [(0, 16.0), (1, 52.0), (2, 14.0), (3, 16.0), (4, 18.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_with_format(
        0,
        0,
        form.title.as_str(),
        &Format::new().set_bold().set_font_size(14),
    )?;
    for (row, label, (name, code), shown) in [
        (
            1,
            "Đơn vị",
            ("GB_UNIT", &form.unit_code),
            form.unit_name.as_str(),
        ),
        (
            2,
            "Kỳ báo cáo",
            ("GB_PERIOD", &form.period_code),
            form.period_name.as_str(),
        ),
        (3, "Mã biểu", ("GB_FORM", &form.form_id), ""),
    ] {
        sheet.write_with_format(row, 0, label, &Format::new().set_bold())?;
        sheet.write(row, 1, shown)?;
        sheet.write(row, 2, code.as_str())?;
        names.push(Name {
            name: name.to_owned(),
            sheet: VALUES,
            row,
            column: 2,
        });
    }
    for (column, text) in (0..).zip(["Mã", "Chỉ tiêu", "Đơn vị tính", "Kỳ trước", "Kỳ này"])
    {
        sheet.write_with_format(5, column, text, &head())?;
    }
    sheet.set_repeat_rows(5, 5)?;
    sheet.set_freeze_panes(6, 0)?;
    let mut row = 6;
    for indicator in &form.indicators {
        row = indicator_rows(sheet, indicator, row, names)?;
    }
    Ok(())
}

/// Writes one indicator and answers the next free row.
fn indicator_rows(
    sheet: &mut Worksheet,
    indicator: &FormIndicator,
    row: u32,
    names: &mut Vec<Name>,
) -> Result<u32, XlsxError> {
    let name = value_name(&indicator.code);
    let scale = match indicator.value {
        FormValue::Number { scale } | FormValue::Ratio { scale, .. } => scale,
    };
    sheet.write_with_format(row, 0, indicator.code.as_str(), &boxed())?;
    sheet.write_with_format(row, 1, indicator.name.as_str(), &boxed())?;
    sheet.write_with_format(
        row,
        2,
        indicator.unit_of_measure.as_str(),
        &boxed().set_align(FormatAlign::Center),
    )?;
    let figure = boxed().set_num_format(num_format(scale));
    match indicator.last {
        Some(last) => sheet.write_with_format(row, 3, last.number(), &figure)?,
        None => sheet.write_blank(row, 3, &figure)?,
    };
    let bind = |name: String, row| Name {
        name,
        sheet: VALUES,
        row,
        column: 4,
    };
    match &indicator.value {
        FormValue::Number { .. } => {
            input_cell(sheet, row, scale)?;
            names.push(bind(name, row));
            Ok(row + 1)
        }
        FormValue::Ratio {
            numerator,
            denominator,
            factor,
            ..
        } => {
            let (num, den) = (row + 1, row + 2);
            let (n, d) = (address(num, 4), address(den, 4));
            let formula = format!(
                "=IF(AND(ISNUMBER({n}),ISNUMBER({d})),IF({d}=0,\"\",{n}/{d}*{factor}),\"\")"
            );
            let formula = Formula::new(formula).set_result("");
            sheet.write_formula_with_format(row, 4, formula, &figure)?;
            for (part, text) in [(num, numerator), (den, denominator)] {
                sheet.write_blank(part, 0, &boxed())?;
                sheet.write_with_format(part, 1, text.as_str(), &boxed().set_indent(1))?;
                sheet.write_blank(part, 2, &boxed())?;
                sheet.write_blank(part, 3, &boxed())?;
                input_cell(sheet, part, 0)?;
            }
            names.push(bind(format!("{name}_NUM"), num));
            names.push(bind(format!("{name}_DEN"), den));
            names.push(bind(name, row));
            Ok(row + 3)
        }
    }
}

/// A cell to be filled with a number or, where there is none, with words.
fn input_cell(sheet: &mut Worksheet, row: u32, scale: u8) -> Result<(), XlsxError> {
    sheet.write_blank(row, 4, &input().set_num_format(num_format(scale)))?;
    let rule = DataValidation::new()
        .allow_text_length(DataValidationRule::LessThanOrEqualTo(LONGEST_VALUE))
        .set_input_title("Kỳ này")?
        .set_input_message(
            "Nhập số; không có thì ghi “không phát sinh”. Chưa có số liệu thì để trống.",
        )?
        .set_error_title("Dài quá")?
        .set_error_message(
            "Ô này nhận một số hoặc vài chữ; lời giải thích ghi ở trang “Phần lời”.",
        )?
        .set_error_style(DataValidationErrorStyle::Stop);
    sheet.add_data_validation(row, 4, row, 4, &rule)?;
    Ok(())
}

fn texts_sheet(
    sheet: &mut Worksheet,
    form: &ReportForm,
    names: &mut Vec<Name>,
) -> Result<(), XlsxError> {
    sheet
        .set_name(TEXTS)?
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .protect();
    for (column, width) in [(0, 10.0), (1, 40.0), (2, 90.0)] {
        sheet.set_column_width(column, width)?;
    }
    for (column, text) in (0..).zip(["Mục", "Tên mục", "Nội dung"]) {
        sheet.write_with_format(0, column, text, &head())?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, section) in (1..).zip(&form.sections) {
        sheet.write_with_format(row, 0, section.code.as_str(), &boxed())?;
        sheet.write_with_format(row, 1, section.title.as_str(), &boxed())?;
        sheet.write_with_format(
            row,
            2,
            section.text.as_str(),
            &input().set_align(FormatAlign::Top),
        )?;
        sheet.set_row_height(row, 90.0)?;
        let rule = DataValidation::new()
            .allow_text_length(DataValidationRule::LessThanOrEqualTo(LONGEST_TEXT))
            .set_error_message("Một ô giữ được nhiều nhất 32.000 ký tự.")?;
        sheet.add_data_validation(row, 2, row, 2, &rule)?;
        let name = section_name(&section.code);
        names.push(Name {
            name,
            sheet: TEXTS,
            row,
            column: 2,
        });
    }
    Ok(())
}

fn guide_sheet(sheet: &mut Worksheet, form: &ReportForm) -> Result<(), XlsxError> {
    sheet.set_name(GUIDE)?.set_paper_size(9).protect();
    sheet.set_column_width(0, 100.0)?;
    sheet.write_with_format(0, 0, GUIDE, &Format::new().set_bold().set_font_size(14))?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, sentence) in (1..).zip(&form.guide) {
        sheet.write_with_format(row, 0, sentence.as_str(), &wrapped)?;
    }
    Ok(())
}
