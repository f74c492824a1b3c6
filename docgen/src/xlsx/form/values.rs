//! The sheet of figures: last period's value beside each cell, ratios entered
//! by their parts. What is said about a figure beside its number is `said`.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Format, FormatAlign, Formula,
    Worksheet, XlsxError,
};

use crate::xlsx::Figure;

use super::{
    FormIndicator, FormValue, Name, ReportForm, VALUES, address, boxed, head, input, said,
    value_name,
};
use crate::xlsx::num_format;

/// Room for an answer in words beside a number ("không phát sinh").
const LONGEST_VALUE: u32 = 60;

pub(super) fn sheet(
    sheet: &mut Worksheet,
    form: &ReportForm,
    names: &mut Vec<Name>,
) -> Result<(), XlsxError> {
    sheet
        .set_name(VALUES)?
        .set_paper_size(9)
        .set_landscape()
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
    said::heads(sheet, 5)?;
    sheet.set_repeat_rows(5, 5)?;
    sheet.set_freeze_panes(6, 0)?;
    let mut row = 6;
    for indicator in &form.indicators {
        said::cells(sheet, indicator, &form.kinds, row, names)?;
        let next = indicator_rows(sheet, indicator, row, names)?;
        for part in row + 1..next {
            said::no_cells(sheet, part)?;
        }
        row = next;
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
    let last = (indicator.last, indicator.last_words.as_deref());
    figure_cell(sheet, (row, 3), last, &figure)?;
    let bind = |name: String, row| Name {
        name,
        sheet: VALUES,
        row,
        column: 4,
    };
    let source = indicator.given.as_ref().map(|given| given.source.as_str());
    match &indicator.value {
        FormValue::Number { .. } => {
            let given = indicator.given.as_ref();
            let value = given.and_then(|given| given.value);
            let number = value.map(|value| Figure { value, scale });
            let words = given.and_then(|given| given.words.as_deref());
            input_cell(sheet, row, (number, words), scale, source)?;
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
            let given = indicator.given.as_ref();
            let parts = given.map_or((None, None), |g| (g.numerator, g.denominator));
            let formula = Formula::new(formula).set_result("");
            sheet.write_formula_with_format(row, 4, formula, &figure)?;
            for (part, text, given) in [(num, numerator, parts.0), (den, denominator, parts.1)] {
                sheet.write_blank(part, 0, &boxed())?;
                sheet.write_with_format(part, 1, text.as_str(), &boxed().set_indent(1))?;
                sheet.write_blank(part, 2, &boxed())?;
                sheet.write_blank(part, 3, &boxed())?;
                input_cell(sheet, part, (given.map(Figure::whole), None), 0, source)?;
            }
            names.push(bind(format!("{name}_NUM"), num));
            names.push(bind(format!("{name}_DEN"), den));
            names.push(bind(name, row));
            Ok(row + 3)
        }
    }
}

/// A number in a cell, or the words that stand for it.
fn figure_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (figure, words): (Option<Figure>, Option<&str>),
    format: &Format,
) -> Result<(), XlsxError> {
    match (figure, words) {
        (_, Some(words)) => sheet.write_with_format(row, column, words, format)?,
        (Some(figure), None) => sheet.write_with_format(row, column, figure.number(), format)?,
        (None, None) => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

/// A cell to be filled with a number or, where there is none, with words.
fn input_cell(
    sheet: &mut Worksheet,
    row: u32,
    given: (Option<Figure>, Option<&str>),
    scale: u8,
    source: Option<&str>,
) -> Result<(), XlsxError> {
    let format = input().set_num_format(num_format(scale));
    figure_cell(sheet, (row, 4), given, &format)?;
    let usual = "Nhập số; không có thì ghi “không phát sinh”. Chưa có số liệu thì để trống.";
    let rule = DataValidation::new()
        .allow_text_length(DataValidationRule::LessThanOrEqualTo(LONGEST_VALUE))
        .set_input_title("Kỳ này")?
        .set_input_message(source.unwrap_or(usual))?
        .set_error_title("Dài quá")?
        .set_error_message(
            "Ô này nhận một số hoặc vài chữ; lời giải thích ghi ở cột “Giải thích”.",
        )?
        .set_error_style(DataValidationErrorStyle::Stop);
    sheet.add_data_validation(row, 4, row, 4, &rule)?;
    Ok(())
}
