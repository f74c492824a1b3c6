//! Numbers bound to data: what a reference stands for now.

use crate::text::t_with;
use crate::totals::{Table, cache, sibling};
use crate::{AppError, Ctx, Locale};
use domain::consolidation::{Paragraph, Reference, Seen, When, render};
use domain::indicator::{IndicatorDef, RollUp};
use domain::number::format_number;
use std::sync::Arc;

/// A number of a text that changed after it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleNumber {
    /// As it stands in the text.
    pub token: String,
    /// Name of the indicator.
    pub name: String,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
}

/// The tables that references reach: this period and the two compared with.
pub(super) struct Tables {
    pub(super) this: Arc<Table>,
    previous: Option<Arc<Table>>,
    last_year: Option<Arc<Table>>,
}

impl Tables {
    pub(super) async fn of(ctx: &Ctx, this: Arc<Table>) -> Result<Self, AppError> {
        let round = this.round.clone();
        Ok(Self {
            previous: sibling(ctx, &round, round.period.previous()).await?,
            last_year: sibling(ctx, &round, round.period.same_period_last_year()).await?,
            this,
        })
    }

    /// The same with this period read again.
    pub(super) async fn fresh(ctx: &Ctx, round: domain::id::RoundId) -> Result<Self, AppError> {
        Self::of(ctx, cache::table(&ctx.app, round).await?).await
    }

    pub(super) fn numbers(&self) -> Result<Numbers<'_>, AppError> {
        Ok(Numbers {
            this: Sums::of(&self.this)?,
            previous: self.previous.as_deref().map(Sums::of).transpose()?,
            last_year: self.last_year.as_deref().map(Sums::of).transpose()?,
        })
    }
}

struct Sums<'a> {
    table: &'a Table,
    rolled: RollUp<'a>,
}

impl<'a> Sums<'a> {
    fn of(table: &'a Table) -> Result<Self, AppError> {
        let rolled = table.roll_up().map_err(AppError::internal)?;
        Ok(Self { table, rolled })
    }

    fn value(&self, reference: &Reference) -> Option<i64> {
        let unit = match &reference.unit {
            None => self.table.round.area,
            Some(code) => self.table.reports.iter().find(|r| &r.code == code)?.unit,
        };
        let column = self.table.column(&reference.indicator)?;
        self.rolled.total(self.table.row(unit)?, column).value
    }
}

/// Answers references.
pub(super) struct Numbers<'a> {
    this: Sums<'a>,
    previous: Option<Sums<'a>>,
    last_year: Option<Sums<'a>>,
}

impl Numbers<'_> {
    /// The definition of the indicator a reference names.
    pub(super) fn def(&self, reference: &Reference) -> Option<&IndicatorDef> {
        self.this.table.regime.body.indicator(&reference.indicator)
    }

    /// Whether the reference names an indicator of the regime and, if it names
    /// a unit, one that reports.
    pub(super) fn is_known(&self, reference: &Reference) -> bool {
        let is_unit = |code: &String| self.this.table.reports.iter().any(|r| &r.code == code);
        self.def(reference).is_some() && reference.unit.as_ref().is_none_or(is_unit)
    }

    /// The value now, at the indicator's scale.
    pub(super) fn value(&self, reference: &Reference) -> Option<i64> {
        let sums = match reference.when {
            When::This => Some(&self.this),
            When::Previous => self.previous.as_ref(),
            When::LastYear => self.last_year.as_ref(),
        };
        sums?.value(reference)
    }

    /// The value as it is written in a sentence; a gap is written as a gap.
    pub(super) fn shown(&self, reference: &Reference) -> String {
        let written = self.value(reference).and_then(|v| self.write(reference, v));
        written.unwrap_or_else(|| {
            let code = [("code", reference.indicator.clone())];
            t_with(Locale::Vi, "doc.consolidation.no_value", &code)
        })
    }

    fn write(&self, reference: &Reference, value: i64) -> Option<String> {
        let def = self.def(reference)?;
        let sign = if def.measure == "%" { "%" } else { "" };
        Some(format!("{}{sign}", format_number(value, def.scale)))
    }

    /// The text with its numbers written out.
    pub(super) fn rendered(&self, text: &str) -> String {
        render(text, |r| self.shown(r))
    }

    /// What the references of a text stand for now.
    pub(super) fn seen(&self, text: &str) -> Seen {
        Seen::of(text, |r| self.value(r))
    }

    /// The numbers of a paragraph that changed after it was written.
    pub(super) fn stale(&self, paragraph: &Paragraph) -> Vec<StaleNumber> {
        let found = paragraph.seen.stale(&paragraph.text, |r| self.value(r));
        found
            .into_iter()
            .map(|s| StaleNumber {
                token: s.reference.token(),
                name: self
                    .def(&s.reference)
                    .map_or_else(String::new, |d| d.name.clone()),
                old: s.old.and_then(|v| self.write(&s.reference, v)),
                new: s.new.and_then(|v| self.write(&s.reference, v)),
            })
            .collect()
    }
}
