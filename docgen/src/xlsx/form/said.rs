//! What a unit says about a figure beside its number: which kind it is and the
//! word to a remark. Of a ratio once, in its own row, not for its parts.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Worksheet, XlsxError,
};

use super::{FormIndicator, Name, VALUES, boxed, head, input, kind_name, word_name};

const KIND: u16 = 5;
const WORD: u16 = 6;

/// A word is a sentence or two, not a report.
const LONGEST_WORD: u32 = 2_000;

/// The heads of the two columns.
pub(super) fn heads(sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
    for (column, text, width) in [
        (KIND, "Tính chất số liệu", 16.0),
        (WORD, "Giải thích", 44.0),
    ] {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(row, column, text, &head())?;
    }
    Ok(())
}

/// The two cells of an indicator, named.
pub(super) fn cells(
    sheet: &mut Worksheet,
    indicator: &FormIndicator,
    kinds: &[String],
    row: u32,
    names: &mut Vec<Name>,
) -> Result<(), XlsxError> {
    let kind = indicator.kind.as_deref().unwrap_or_default();
    for (column, text) in [(KIND, kind), (WORD, indicator.word.as_str())] {
        match text {
            "" => sheet.write_blank(row, column, &input())?,
            text => sheet.write_with_format(row, column, text, &input())?,
        };
    }
    // What stands there may be a kind that is not offered any more.
    let mut offered: Vec<&str> = kinds.iter().map(String::as_str).collect();
    offered.extend(indicator.kind.as_deref().filter(|k| !offered.contains(k)));
    let rule = DataValidation::new()
        .allow_list_strings(&offered)?
        .set_input_title("Tính chất số liệu")?
        .set_input_message("Chọn trong danh sách; để trống là giữ như trên trang báo cáo.")?
        .set_error_title("Không có trong danh sách")?
        .set_error_message("Hãy chọn một tính chất trong danh sách của ô.")?
        .set_error_style(DataValidationErrorStyle::Stop);
    sheet.add_data_validation(row, KIND, row, KIND, &rule)?;
    let rule = DataValidation::new()
        .allow_text_length(DataValidationRule::LessThanOrEqualTo(LONGEST_WORD))
        .set_input_title("Giải thích")?
        .set_input_message("Vì sao số khác kỳ trước, khác tổng, hoặc chưa phải số chính thức.")?
        .set_error_title("Dài quá")?
        .set_error_message("Lời giải thích dài nhất 2.000 ký tự.")?
        .set_error_style(DataValidationErrorStyle::Stop);
    sheet.add_data_validation(row, WORD, row, WORD, &rule)?;
    for (name, column) in [
        (kind_name(&indicator.code), KIND),
        (word_name(&indicator.code), WORD),
    ] {
        names.push(Name {
            name,
            sheet: VALUES,
            row,
            column,
        });
    }
    Ok(())
}

/// The row of a part: nothing to be said there.
pub(super) fn no_cells(sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
    for column in [KIND, WORD] {
        sheet.write_blank(row, column, &boxed())?;
    }
    Ok(())
}
