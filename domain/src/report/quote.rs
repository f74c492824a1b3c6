//! Figures quoted in a unit's text by reference: `{{YT-09}}` is the
//! unit's own figure of this report, `{{YT-09|truoc}}` that of the period before,
//! `{{YT-09|cung-ky}}` that of the same period last year. So a figure is typed
//! once and the text cannot differ from the table.
//!
//! In a draft the reference stays; at signing it is written out, so that a
//! version says what the head has read. The notation is that of consolidated
//! reports ([`crate::consolidation::Reference`]).

use super::Past;
use crate::consolidation::{Piece, Reference, When, pieces, references, render};
use crate::indicator::IndicatorDef;
use crate::number::bounded;
use crate::validation::Figures;

/// The figures that a text can quote.
#[derive(Debug, Clone, Copy)]
pub struct Quotes<'a> {
    /// Indicators of the unit's form.
    pub definitions: &'a [IndicatorDef],
    /// The figures of this report.
    pub now: &'a Figures,
    /// Those of earlier periods.
    pub past: Past<'a>,
}

impl Quotes<'_> {
    /// A reference as people read it; none if there is no such figure.
    #[must_use]
    pub fn shown(&self, reference: &Reference) -> Option<String> {
        if reference.unit.is_some() {
            return None;
        }
        let figures = match reference.when {
            When::This => Some(self.now),
            When::Previous => self.past.previous,
            When::LastYear => self.past.last_year,
            // Known to the office alone.
            When::YearToDate | When::Plan => None,
        };
        let def = self
            .definitions
            .iter()
            .find(|d| d.code == reference.indicator)?;
        let cell = figures?.get(&def.code)?;
        let value = cell.shown_value(def)?;
        Some(bounded(cell.shown_bound(def), def.shown(value)))
    }

    /// The text with its references written out; those without a figure stay.
    #[must_use]
    pub fn write_out(&self, text: &str) -> String {
        render(text, |r| self.shown(r).unwrap_or_else(|| r.token()))
    }

    /// What cannot be written out.
    #[must_use]
    pub fn missing(&self, text: &str) -> Vec<String> {
        let broken = pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Broken(inside) => Some(format!("{{{{{inside}}}}}")),
            _ => None,
        });
        let without = references(text)
            .into_iter()
            .filter(|r| self.shown(r).is_none())
            .map(|r| r.token());
        without.chain(broken).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{Cell, catalogue};

    #[test]
    fn a_figure_is_quoted_from_the_table_and_one_that_is_not_there_is_named() {
        let definitions = catalogue();
        let now = Figures::from([("YT-09".to_owned(), Cell::of(1_915_509))]);
        let before = Figures::from([("YT-09".to_owned(), Cell::of(1_800_000))]);
        let quotes = Quotes {
            definitions: &definitions,
            now: &now,
            past: Past {
                previous: Some(&before),
                ..Past::default()
            },
        };
        let text = "Có {{YT-09}} lượt khám, kỳ trước {{YT-09|truoc}}.";
        let expected = "Có 1.915.509 lượt khám, kỳ trước 1.800.000.";
        assert_eq!(quotes.write_out(text), expected);
        assert!(quotes.missing(text).is_empty());
        let missing = quotes.missing("{{YT-10}} {{YT-09|cung-ky}} {{YT-09@SYT}} {{ba con}}");
        assert_eq!(missing.len(), 4, "{missing:?}");
        assert_eq!(quotes.write_out("{{YT-10}}"), "{{YT-10}}");
    }
}
