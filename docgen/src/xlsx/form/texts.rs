//! The sheet of sections and the sheet "Hướng dẫn".

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, Format, FormatAlign, Worksheet, XlsxError,
};

use super::{GUIDE, Name, ReportForm, TEXTS, boxed, head, input, section_name};

/// What a cell can hold, less a margin.
const LONGEST_TEXT: u32 = 32_000;

pub(super) fn sheet(
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

pub(super) fn guide(sheet: &mut Worksheet, form: &ReportForm) -> Result<(), XlsxError> {
    sheet.set_name(GUIDE)?.set_paper_size(9).protect();
    sheet.set_column_width(0, 100.0)?;
    sheet.write_with_format(0, 0, GUIDE, &Format::new().set_bold().set_font_size(14))?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, sentence) in (1..).zip(&form.guide) {
        sheet.write_with_format(row, 0, sentence.as_str(), &wrapped)?;
    }
    Ok(())
}
