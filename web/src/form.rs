//! Forms: what was typed survives, secrets do not, errors belong to a field or the form.

use crate::state::Web;
use crate::visitor::url_part;
use app::text::{t, t_with};
use app::{FieldError, Locale};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;

/// The fields of an url-encoded form, several values per name allowed, in the
/// order in which they were sent.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// From pairs (tests, pre-filled forms).
    #[must_use]
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Decodes `application/x-www-form-urlencoded` text.
    #[must_use]
    pub fn decode(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let pairs = text.split('&').filter(|p| !p.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode_part(name), decode_part(value))
        });
        Self(pairs.collect())
    }

    /// The first value of a name; empty when missing.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.as_str())
    }

    /// All values of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// Whether the name was sent at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// All pairs.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// As the query of an address, without the form's token: what a page needs to
    /// show the form again as it was typed.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs = self.pairs().filter(|(name, _)| *name != "_token");
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{}={}", url_part(name), url_part(value)))
            .collect();
        pairs.join("&")
    }

    /// Sets a value, replacing earlier ones.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), value.into()));
    }
}

fn decode_part(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let raw = part.as_bytes();
    let mut i = 0;
    while i < raw.len() {
        match raw[i] {
            b'+' => bytes.push(b' '),
            b'%' if i + 2 < raw.len() => {
                let hex = std::str::from_utf8(&raw[i + 1..i + 3])
                    .ok()
                    .and_then(|h| u8::from_str_radix(h, 16).ok());
                match hex {
                    Some(byte) => {
                        bytes.push(byte);
                        i += 2;
                    }
                    None => bytes.push(b'%'),
                }
            }
            other => bytes.push(other),
        }
        i += 1;
    }
    // Browsers send line breaks as CR LF; inside the program a line ends with LF.
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}

/// Fields larger than this are refused before they are read.
const FORM_LIMIT: usize = 2 * 1024 * 1024;

impl FromRequest<Web> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let body = Bytes::from_request(request, web)
            .await
            .map_err(IntoResponse::into_response)?;
        if body.len() > FORM_LIMIT {
            return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
        }
        Ok(Self::decode(&body))
    }
}

/// Errors that a summary lists.
const SUMMARY: usize = 40;

/// An error in words.
#[derive(Debug, Clone)]
pub struct Said {
    /// The field to which it belongs; empty = the form.
    pub field: String,
    /// The sentence.
    pub text: String,
    /// The sentence after the field's name, for which `%{label}` stands.
    pub named: String,
    /// Where the field stands, for a summary over a page on which its label alone
    /// does not say it: the indicator of a cell. Empty where nobody said so.
    pub place: String,
}

/// A form as shown: values, errors, and the session's token.
#[derive(Debug, Clone, Default)]
pub struct FormState {
    values: Fields,
    errors: Vec<Said>,
}

impl FormState {
    /// A fresh form with these values.
    #[must_use]
    pub fn fresh(pairs: &[(&str, String)]) -> Self {
        let pairs = pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), v.clone()))
            .collect();
        Self {
            values: Fields(pairs),
            errors: Vec::new(),
        }
    }

    /// A form with these values; a name may come several times (boxes).
    #[must_use]
    pub fn filled(pairs: Vec<(String, String)>) -> Self {
        Self {
            values: Fields(pairs),
            errors: Vec::new(),
        }
    }

    /// A form that was refused: what was typed, and every error in words.
    #[must_use]
    pub fn refused(values: Fields, errors: &[FieldError], locale: Locale) -> Self {
        let errors = errors
            .iter()
            .map(|e| {
                let key = format!("error.{}", e.code);
                let text = t_with(locale, &key, &e.args);
                let after = match begins_with_a_word(&t(locale, &key)) {
                    true => uncapitalised(&text),
                    false => text.clone(),
                };
                Said {
                    field: e.field.clone(),
                    named: t_with(locale, "form.of_field", &[("text", after)]),
                    text,
                    place: String::new(),
                }
            })
            .collect();
        Self { values, errors }
    }

    /// A form that was refused, with errors that are words already.
    #[must_use]
    pub fn told(values: Fields, errors: Vec<(String, String)>) -> Self {
        let said = |(field, text): (String, String)| Said {
            field,
            named: text.clone(),
            text,
            place: String::new(),
        };
        Self {
            values,
            errors: errors.into_iter().map(said).collect(),
        }
    }

    /// The same with the places of its errors, in the order of the errors.
    #[must_use]
    pub fn placed(mut self, places: impl IntoIterator<Item = String>) -> Self {
        for (said, place) in self.errors.iter_mut().zip(places) {
            said.place = place;
        }
        self
    }

    /// The value of a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name)
    }

    /// Everything that was sent or stands in the form.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.values
    }

    /// The same form with one field empty again.
    #[must_use]
    pub fn without_value(mut self, name: &str) -> Self {
        self.values.set(name, "");
        self
    }

    /// Whether a choice or box was ticked with this value.
    #[must_use]
    pub fn is_ticked(&self, name: &str, value: &str) -> bool {
        self.values.all(name).any(|v| v == value)
    }

    /// The error of a field; empty when there is none.
    #[must_use]
    pub fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find(|e| e.field == name)
            .map_or("", |e| e.text.as_str())
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Whether an error belongs to one of the fields that begin with `prefix_`,
    /// on pages where several forms stand.
    #[must_use]
    pub fn has_errors_under(&self, prefix: &str) -> bool {
        self.errors.iter().any(|e| {
            e.field
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with('_'))
        })
    }

    /// All errors with the field they belong to, for the summary on top.
    #[must_use]
    pub fn said(&self) -> &[Said] {
        &self.errors
    }

    /// Those that the summary lists: of hundreds the first.
    #[must_use]
    pub fn first_said(&self) -> &[Said] {
        &self.errors[..self.errors.len().min(SUMMARY)]
    }

    /// How many more there are.
    #[must_use]
    pub fn more_said(&self) -> usize {
        self.errors.len().saturating_sub(SUMMARY)
    }

    /// Fields by name, for tests.
    #[must_use]
    pub fn as_map(&self) -> HashMap<&str, &str> {
        self.values.pairs().collect()
    }
}

/// Whether a sentence begins with a word of its own: not with what was typed, nor
/// with letters that are always great.
fn begins_with_a_word(sentence: &str) -> bool {
    let mut letters = sentence.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(|c| c == ' ' || c.is_lowercase())
}

fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_name_a_sentence_goes_on_small_unless_it_begins_with_what_was_typed() {
        let errors = [
            FieldError::new("title", "required"),
            FieldError::new("unit", "group.member_already").with("unit", "Xã Hạ Suối"),
        ];
        let form = FormState::refused(Fields::default(), &errors, Locale::Vi);
        let named: Vec<&str> = form.said().iter().map(|e| e.named.as_str()).collect();
        assert_eq!(named[0], "%{label}: mục này cần được điền.");
        assert!(named[1].starts_with("%{label}: Xã Hạ Suối đã"), "{named:?}");
        assert_eq!(form.error("title"), "Mục này cần được điền.");
    }

    #[test]
    fn vietnamese_and_line_breaks_survive_the_wire() {
        let fields = Fields::decode("a=B%C3%A1o+c%C3%A1o%0D%0Ad%C3%B2ng+2&b=1&b=2".as_bytes());
        assert_eq!(fields.get("a"), "Báo cáo\ndòng 2");
        assert_eq!(fields.all("b").collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn what_was_typed_goes_into_an_address_and_back_without_the_token() {
        let pairs = [("_token", "x"), ("title", "Kỳ & quý 100%"), ("den", "2")];
        let pairs = pairs.map(|(n, v)| (n.to_owned(), v.to_owned()));
        let query = Fields::from_pairs(pairs.into()).query();
        let read = Fields::decode(query.as_bytes());
        assert!(!read.has("_token"));
        assert_eq!(read.get("title"), "Kỳ & quý 100%");
        assert_eq!(read.get("den"), "2");
    }

    #[test]
    fn a_broken_escape_is_kept_as_typed() {
        assert_eq!(Fields::decode(b"a=5%").get("a"), "5%");
        assert_eq!(Fields::decode(b"a=5%zz").get("a"), "5%zz");
    }
}
