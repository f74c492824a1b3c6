//! Recognising the numbers that a text names, and the entries of the register
//! that they may mean. Texts stay as they are written: links are made when a
//! text is shown, so that an entry made later is found as well.

use super::enter::fold_symbol;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::text::{clean_line, fold};
use extract::number::{find_short_numbers, type_name};
use extract::text::{AsWritten, normalise};
use extract::{find_numbers, parse_number};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use store::directive::Directive;

/// A number that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Where in the text.
    pub range: Range<usize>,
    /// The number in standard form; bare digits as written.
    pub symbol: String,
    /// Name of the type of document, if the symbol or the words tell it.
    pub doc_type: String,
    /// Entries that may be meant; several when the number alone does not say
    ///
    pub entries: Vec<Directive>,
}

impl Cited {
    /// The number as it is written in `text`, the one it was found in, so that it is
    /// entered as it was typed. In standard form where the register would not
    /// read that as the same number.
    #[must_use]
    pub fn as_written(&self, text: &str) -> String {
        let written = text.get(self.range.clone()).unwrap_or_default();
        let written = clean_line(written).unwrap_or_default();
        match parse_number(&written) {
            Some(number) if number.canonical == self.symbol => written,
            _ => self.symbol.clone(),
        }
    }
}

/// The numbers of each text, in order. Nothing is found for an actor who may
/// not see the register.
///
/// # Errors
/// When the database fails.
pub async fn cite(ctx: &Ctx, texts: &[&str]) -> Result<Vec<Vec<Cited>>, AppError> {
    if !ctx.actor.has(Right::ReadDirective) {
        return Ok(texts.iter().map(|_| Vec::new()).collect());
    }
    let mut all: Vec<Vec<Cited>> = texts.iter().map(|text| find(text)).collect();
    let mut symbols = BTreeSet::new();
    let mut numbers = BTreeSet::new();
    for cited in all.iter().flatten() {
        if is_bare(cited) {
            numbers.insert(cited.symbol.clone());
        } else {
            symbols.insert(fold_symbol(&cited.symbol));
        }
    }
    let read = ctx.read();
    let symbols: Vec<String> = symbols.into_iter().collect();
    let numbers: Vec<String> = numbers.into_iter().collect();
    let mut by_symbol: HashMap<String, Vec<Directive>> = HashMap::new();
    for entry in store::directive::list_by_symbols(&read, &symbols).await? {
        by_symbol
            .entry(fold_symbol(&entry.symbol))
            .or_default()
            .push(entry);
    }
    let by_number = store::directive::list_by_number(&read, &numbers).await?;
    for cited in all.iter_mut().flatten() {
        cited.entries = if is_bare(cited) {
            let kind = fold(&cited.doc_type);
            let fits = |d: &&Directive| d.number == cited.symbol && fold(&d.doc_type) == kind;
            by_number.iter().filter(fits).cloned().collect()
        } else {
            by_symbol
                .get(&fold_symbol(&cited.symbol))
                .cloned()
                .unwrap_or_default()
        };
    }
    Ok(all)
}

/// The key under which the index of places has a bare number: many documents may
/// share it, of which the words around tell one.
pub(super) fn bare_key(doc_type: &str, digits: &str) -> String {
    format!("{} {digits}", fold(doc_type))
}

/// The key of a number in the index of places.
pub(super) fn place_key(cited: &Cited) -> String {
    if is_bare(cited) {
        bare_key(&cited.doc_type, &cited.symbol)
    } else {
        fold_symbol(&cited.symbol)
    }
}

fn is_bare(cited: &Cited) -> bool {
    cited.symbol.bytes().all(|b| b.is_ascii_digit())
}

/// The numbers of a text in order, without their entries. They are looked for in
/// the normalised text and placed in the text as it is.
pub(super) fn find(text: &str) -> Vec<Cited> {
    let normal = normalise(text);
    let mut all = find_normal(&normal);
    if all.is_empty() || normal == text {
        return all;
    }
    let Some(written) = AsWritten::of(text, &normal) else {
        return find_normal(text);
    };
    all.retain_mut(|cited| {
        let range = written.range(&cited.range);
        let is_placed = range.is_some();
        cited.range = range.unwrap_or_default();
        is_placed
    });
    all
}

fn find_normal(text: &str) -> Vec<Cited> {
    let full = find_numbers(text).into_iter().map(|(range, number)| Cited {
        range,
        doc_type: number
            .doc_type
            .as_deref()
            .and_then(type_name)
            .unwrap_or_default()
            .to_owned(),
        symbol: number.canonical,
        entries: Vec::new(),
    });
    let mut of_list = String::new();
    let short = find_short_numbers(text).into_iter().map(|(range, digits)| {
        // "các Nghị quyết 57, 71 và 72": the first says the type of all.
        let before = text[..range.start].trim_end().trim_end_matches("số");
        if ![",", "và"]
            .iter()
            .any(|joint| before.trim_end().ends_with(joint))
        {
            of_list = type_before(&text[..range.start]);
        }
        Cited {
            doc_type: of_list.clone(),
            symbol: digits.trim_start_matches('0').to_owned(),
            range,
            entries: Vec::new(),
        }
    });
    let mut all: Vec<Cited> = full.chain(short).collect();
    all.sort_by_key(|c| c.range.start);
    all
}

/// The type word before bare digits ("Nghị quyết số 68"): two words, or its symbol
/// in their place ("NQ 68").
fn type_before(before: &str) -> String {
    let mut words = before
        .split_whitespace()
        .rev()
        .filter(|w| !matches!(w.to_lowercase().as_str(), "số" | "số:" | ":"));
    let Some(last) = words.next() else {
        return String::new();
    };
    let symbol = last.rsplit(|c: char| !c.is_alphanumeric()).next();
    if let Some(name) = symbol.and_then(type_name) {
        return name.to_owned();
    }
    words
        .next()
        .map_or_else(|| last.to_owned(), |first| format!("{first} {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// texts of browsers and Word are found as they were typed.
    #[test]
    fn numbers_are_found_where_they_stand_however_they_were_typed() {
        for (text, written, symbol, doc_type) in [
            (
                "Theo\u{a0} Kê\u{301} hoa\u{323}ch  số 85\u{2011}KH/TU\u{ad} của tỉnh",
                "85\u{2011}KH/TU",
                "85-KH/TU",
                "Kế hoạch",
            ),
            (
                "cu\u{309}a 123/Q\u{d0}\u{2010}UBND",
                "123/Q\u{d0}\u{2010}UBND",
                "123/QĐ-UBND",
                "Quyết định",
            ),
            ("Nghi\u{323} quyê\u{301}t 68", "68", "68", "Nghị quyết"),
            ("triển khai NQ 57", "57", "57", "Nghị quyết"),
            ("theo (KL49)", "49", "49", "Kết luận"),
            ("Kế hoạch số 85-KH/TU", "85-KH/TU", "85-KH/TU", "Kế hoạch"),
        ] {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let one = &found[0];
            assert_eq!(&text[one.range.clone()], written, "{text}");
            assert_eq!(
                (one.symbol.as_str(), one.doc_type.as_str()),
                (symbol, doc_type)
            );
        }
    }

    /// who enters a number from a text enters it as it stands there; bare digits
    /// are entered as they are looked for.
    #[test]
    fn a_number_is_entered_as_it_is_written() {
        for (text, entered) in [
            ("Nghị quyết số 20 – NQ/TW", "20 – NQ/TW"),
            (
                "Kế hoạch số 85\u{2011}KH/TU\u{ad} của tỉnh",
                "85\u{2011}KH/TU",
            ),
            ("Kế hoạch số 85-KH/TU", "85-KH/TU"),
            ("Nghị quyết 68", "68"),
        ] {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].as_written(text), entered, "{text}");
        }
    }

    /// in a list the first number says the type of all.
    #[test]
    fn each_number_of_a_list_has_the_type_before_the_list() {
        for (text, kinds) in [
            (
                "các Nghị quyết 57, 71 và 72",
                ["Nghị quyết", "Nghị quyết", "Nghị quyết"],
            ),
            (
                "NQ 57, số 71 và KL 49",
                ["Nghị quyết", "Nghị quyết", "Kết luận"],
            ),
        ] {
            let found = find(text);
            let said: Vec<&str> = found.iter().map(|c| c.doc_type.as_str()).collect();
            assert_eq!(said, kinds, "{text}");
        }
    }
}
