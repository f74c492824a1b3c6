//! What stood in the yellow cells when the form was given out, once more on a
//! hidden sheet: only what differs from it was filled in by a person. Without it
//! a form that was filled in for days would take back what was chosen elsewhere
//! meanwhile.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    FormIndicator, FormValue, GIVEN, Name, ReportForm, given_name, kind_name, section_name,
    value_name, word_name,
};
use crate::xlsx::Figure;

/// One cell as it was given out.
enum Content<'a> {
    Text(&'a str),
    Number(Figure),
}

/// Everything that stands in cells for input, by the name of its cell; what is
/// empty is left out.
fn contents(form: &ReportForm) -> Vec<(String, Content<'_>)> {
    let mut all = Vec::new();
    for indicator in &form.indicators {
        numbers(indicator, &mut all);
        let kind = indicator.kind.as_deref().unwrap_or_default();
        let said = [
            (kind_name(&indicator.code), kind),
            (word_name(&indicator.code), indicator.word.as_str()),
        ];
        all.extend(said.map(|(name, text)| (name, Content::Text(text))));
    }
    let texts = form.sections.iter();
    all.extend(texts.map(|s| (section_name(&s.code), Content::Text(&s.text))));
    all.retain(|(_, content)| !matches!(content, Content::Text("")));
    all
}

fn numbers<'a>(indicator: &'a FormIndicator, all: &mut Vec<(String, Content<'a>)>) {
    let Some(given) = &indicator.given else {
        return;
    };
    let name = value_name(&indicator.code);
    let whole = |value| Content::Number(Figure::whole(value));
    let parts = match indicator.value {
        FormValue::Number { scale } => {
            let figure = |value| Content::Number(Figure { value, scale });
            // A threshold stands in the cell in words.
            let words = given.words.as_deref().map(Content::Text);
            vec![(name, words.or_else(|| given.value.map(figure)))]
        }
        FormValue::Ratio { .. } => vec![
            (format!("{name}_NUM"), given.numerator.map(whole)),
            (format!("{name}_DEN"), given.denominator.map(whole)),
        ],
    };
    let known = parts.into_iter();
    all.extend(known.filter_map(|(name, content)| Some((name, content?))));
}

/// Whether there is anything to be kept.
pub(super) fn is_any(form: &ReportForm) -> bool {
    !contents(form).is_empty()
}

pub(super) fn sheet(
    sheet: &mut Worksheet,
    form: &ReportForm,
    names: &mut Vec<Name>,
) -> Result<(), XlsxError> {
    sheet.set_name(GIVEN)?.set_hidden(true).protect();
    for (row, (name, content)) in (0..).zip(contents(form)) {
        sheet.write_string(row, 0, name.as_str())?;
        match content {
            Content::Text(text) => sheet.write_string(row, 1, text)?,
            Content::Number(figure) => sheet.write_number(row, 1, figure.number())?,
        };
        names.push(Name {
            name: given_name(&name),
            sheet: GIVEN,
            row,
            column: 1,
        });
    }
    Ok(())
}
