//! What a person accepted of those whom a text names, cleaned: persons, bodies,
//! fields of work, and what the text reports of each field. Not here: what anybody
//! said, which is never kept.

use super::Facts;
use super::accepted::{Accepted, AcceptedPerson, AcceptedText};
use crate::FieldError;
use domain::field::Field;
use domain::text::{TextError, clean_line, clean_text, fold};
use store::reading::{RecordedPerson, RecordedResult};

/// Everything of it.
pub(super) struct Named {
    pub(super) people: Vec<RecordedPerson>,
    pub(super) fields: Vec<String>,
    pub(super) organisations: Vec<String>,
    pub(super) results: Vec<RecordedResult>,
}

/// Who and what is named, or what is wrong with it. Persons besides the chairs and
/// fields of work are kept with a conference only.
pub(super) fn named(
    a: &Accepted,
    facts: &Facts,
    chairs: &[RecordedPerson],
    errors: &mut Vec<FieldError>,
) -> Named {
    let (mut people, mut fields) = (Vec::new(), Vec::new());
    if a.with_conference {
        people = clean_people("people", &a.people, errors);
        // Names recur: only the same role makes it the same person.
        people.retain(|p| !chairs.contains(p));
        for code in &a.fields {
            let is_known = Field::from_code(code).is_some() || facts.fields.contains(code);
            if is_known && !fields.contains(code) {
                fields.push(code.clone());
            }
        }
    }
    Named {
        people,
        fields,
        organisations: clean_texts("organisations", &a.organisations, clean_line, errors),
        results: results(a, facts, errors),
    }
}

fn results(a: &Accepted, facts: &Facts, errors: &mut Vec<FieldError>) -> Vec<RecordedResult> {
    let mut clean = Vec::new();
    for result in &a.results {
        let said = AcceptedText {
            n: result.n,
            text: result.text.clone(),
        };
        let words = clean_texts("results", std::slice::from_ref(&said), clean_text, errors);
        let typed = result.field.trim();
        let field = field_code(typed, facts);
        if field.is_none() {
            let code = if typed.is_empty() {
                "required"
            } else {
                "reading.field_unknown"
            };
            errors.push(FieldError::new(format!("results.{}.field", result.n), code));
        }
        let both = field.zip(words.into_iter().next());
        clean.extend(both.map(|(field, text)| RecordedResult { field, text }));
    }
    clean
}

/// The field of work that is meant by its name, or by a code of the text's own.
fn field_code(typed: &str, facts: &Facts) -> Option<String> {
    let key = fold(typed);
    let is_meant =
        |f: &Field| f.code() == typed || fold(f.name_vi()) == key || fold(f.name_en()) == key;
    let known = Field::ALL.into_iter().find(is_meant);
    known.map(|f| f.code().to_owned()).or_else(|| {
        let read = facts.results.iter().find(|r| r.field == typed);
        read.map(|r| r.field.clone())
    })
}

/// The persons of a group, cleaned, or what is wrong with them.
pub(super) fn clean_people(
    group: &str,
    people: &[AcceptedPerson],
    errors: &mut Vec<FieldError>,
) -> Vec<RecordedPerson> {
    let mut clean = Vec::new();
    for person in people {
        let mut line = |name: &str, text: &str| match clean_line(text) {
            Ok(text) => text,
            Err(e) => {
                errors.push(FieldError::new(
                    format!("{group}.{}.{name}", person.n),
                    e.code(),
                ));
                String::new()
            }
        };
        let (name, role) = (line("name", &person.name), line("role", &person.role));
        if name.is_empty() {
            errors.push(FieldError::new(
                format!("{group}.{}.name", person.n),
                "required",
            ));
        }
        clean.push(RecordedPerson { name, role });
    }
    clean
}

/// The texts of a group, cleaned, or what is wrong with them.
pub(super) fn clean_texts(
    group: &str,
    texts: &[AcceptedText],
    clean: fn(&str) -> Result<String, TextError>,
    errors: &mut Vec<FieldError>,
) -> Vec<String> {
    let mut kept = Vec::new();
    for text in texts {
        let code = match clean(&text.text) {
            Ok(words) if words.is_empty() => "required",
            Ok(words) => {
                kept.push(words);
                continue;
            }
            Err(e) => e.code(),
        };
        errors.push(FieldError::new(format!("{group}.{}.text", text.n), code));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_work_is_meant_by_its_name_in_either_language_or_by_its_code() {
        let facts = Facts::default();
        for typed in ["Y tế", "y tế", "Health", "y_te"] {
            assert_eq!(
                field_code(typed, &facts).as_deref(),
                Some("y_te"),
                "{typed}"
            );
        }
        for typed in ["", "Ngành khác lạ"] {
            assert_eq!(field_code(typed, &facts), None, "{typed}");
        }
    }
}
