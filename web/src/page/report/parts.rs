//! A long table of figures in parts, one on the page at a time. What stands in
//! the others travels with the form, so that every save is of the whole report.
//! Not here: what a row looks like (`form_rows`).

use crate::page::span::span;
use crate::{Fields, Layout};
use app::FieldError;
use app::report::{FormCell, ReportForm, number_field};
use domain::indicator::Nature;
use std::collections::BTreeSet;

/// Up to so many indicators a table stays in one piece.
const WHOLE: usize = 20;
/// Indicators of a part of a longer one.
const PART: usize = 12;

/// Which part is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Asked {
    /// All at once, whatever their number.
    Whole,
    /// None by its number: the first in which something must be done.
    #[default]
    Any,
    /// This one, by the address.
    This(usize),
    /// The one from which the form was sent, unless it is another one that has
    /// the errors.
    From(usize),
}

impl Asked {
    /// The part from which a form was sent.
    pub(super) fn from(fields: &Fields) -> Self {
        fields.get("phan").parse().map_or(Self::Any, Self::From)
    }
}

/// The indicators of the page.
pub(super) struct Parts<'a> {
    /// Those with a row.
    pub(super) shown: Vec<&'a FormCell>,
    /// The others.
    rest: Vec<&'a FormCell>,
    /// Number of the part, from 1; 0 when there is only one.
    pub(super) number: usize,
    all: Vec<Vec<&'a FormCell>>,
}

/// A way to another part.
pub(super) struct Tab {
    pub(super) number: usize,
    pub(super) label: String,
    pub(super) is_here: bool,
    /// Fields of this part that have an error: where their links lead.
    pub(super) wrong: Vec<String>,
}

impl<'a> Parts<'a> {
    /// Cuts the table of a form.
    pub(super) fn of(f: &'a ReportForm, asked: Asked, errors: &[FieldError]) -> Self {
        let fields = f.fields();
        let ordered: Vec<&FormCell> = fields
            .iter()
            .flat_map(|field| f.cells.iter().filter(move |c| c.def.field == *field))
            .collect();
        if ordered.len() <= WHOLE || matches!(asked, Asked::Whole) {
            return Self {
                shown: ordered,
                rest: Vec::new(),
                number: 0,
                all: Vec::new(),
            };
        }
        let all: Vec<Vec<&FormCell>> = ordered.chunks(PART).map(<[_]>::to_vec).collect();
        let first = |wants: &dyn Fn(&FormCell) -> bool| {
            all.iter().position(|part| part.iter().any(|c| wants(c)))
        };
        let is_wrong = |c: &FormCell| !wrong_fields(c, errors).is_empty();
        let last = all.len() - 1;
        let at = match asked {
            Asked::This(number) => number.saturating_sub(1).min(last),
            Asked::From(number) => {
                let here = number.saturating_sub(1).min(last);
                if all[here].iter().any(|c| is_wrong(c)) {
                    here
                } else {
                    first(&is_wrong).unwrap_or(here)
                }
            }
            Asked::Any | Asked::Whole => first(&is_wrong)
                .or_else(|| first(&|c| c.mark.is_some()))
                .unwrap_or(0),
        };
        let others = all.iter().enumerate().filter(|(i, _)| *i != at);
        Self {
            shown: all[at].clone(),
            rest: others.flat_map(|(_, part)| part.iter().copied()).collect(),
            number: at + 1,
            all,
        }
    }

    /// The codes of the rows, none when all are there.
    pub(super) fn codes(&self) -> Option<BTreeSet<&str>> {
        let codes = || self.shown.iter().map(|c| c.def.code.as_str()).collect();
        (self.number > 0).then(codes)
    }

    /// Where a remark about a cell leads: to its row, in another part if need be.
    pub(super) fn href(&self, field: &str) -> Option<String> {
        let code = field.strip_prefix("v.")?;
        let at = self.all.iter().position(|part| {
            part.iter()
                .any(|c| c.def.code == code || c.parts.iter().any(|p| p.key == code))
        })?;
        (at + 1 != self.number).then(|| format!("?phan={}#f-{field}", at + 1))
    }

    /// What stands in the rows that are not shown, as fields of the form.
    pub(super) fn carried(&self) -> Vec<(String, String)> {
        let of = |c: &&FormCell| {
            let code = &c.def.code;
            let numbers = c
                .parts
                .iter()
                .map(|p| (number_field(&p.key), p.shown.clone()));
            let note = c.cell.note.clone().unwrap_or_default();
            let nature = match c.cell.nature {
                nature if nature == Nature::default() => "",
                nature => nature.code(),
            };
            numbers
                .chain([
                    (format!("n.{code}"), note),
                    (format!("k.{code}"), nature.to_owned()),
                ])
                .filter(|(_, value)| !value.is_empty())
                .collect::<Vec<_>>()
        };
        self.rest.iter().flat_map(of).collect()
    }

    /// The ways to all parts.
    pub(super) fn tabs(&self, l: &Layout, errors: &[FieldError]) -> Vec<Tab> {
        let tab = |(at, part): (usize, &Vec<&FormCell>)| {
            let number = at + 1;
            let is_here = number == self.number;
            let fields: Vec<_> = part.iter().map(|c| c.def.field).collect();
            let wrong = || part.iter().flat_map(|c| wrong_fields(c, errors)).collect();
            Tab {
                number,
                label: span(l, at * PART, &fields),
                is_here,
                wrong: if is_here { Vec::new() } else { wrong() },
            }
        };
        self.all.iter().enumerate().map(tab).collect()
    }
}

fn wrong_fields(cell: &FormCell, errors: &[FieldError]) -> Vec<String> {
    let fields = cell.parts.iter().map(|p| number_field(&p.key));
    fields
        .chain([number_field(&cell.def.code)])
        .filter(|field| errors.iter().any(|e| e.field == *field))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}
