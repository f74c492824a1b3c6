//! Numbers bound to data: what a reference stands for now, in this
//! period, the two compared with, the year so far, and against the year's plan.

mod cells;
mod complete;
mod gap;
mod planned;

use crate::plan::Plans;
use crate::totals::{Beside, Table, beside, cache};
use crate::{AppError, Ctx};
use domain::consolidation::{Format, Paragraph, Quoted, Reference, Seen, When};
use domain::id::UnitId;
use domain::indicator::{
    Cell, IndicatorDef, Nature, PlanProgress, RecastFigure, Recasting, RollUp, TimeTotal, Total,
    change, change_vi, over_time,
};
use domain::number::{Threshold, format_number, told};
use domain::unit::Tree;
use std::sync::Arc;

/// A number of a text that changed after it was written, a threshold with its words.
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

/// The tables that references reach.
pub(super) struct Tables {
    pub(super) this: Arc<Table>,
    tree: Arc<Tree>,
    previous: Option<Side>,
    last_year: Option<Side>,
    /// The periods of the year so far before this one, in order.
    so_far: Vec<Option<Side>>,
    /// Whether this period ends a year so far at all.
    has_so_far: bool,
    plans: Plans,
}

impl Tables {
    pub(super) async fn of(ctx: &Ctx, this: Arc<Table>) -> Result<Self, AppError> {
        let round = &this.round;
        let period = round.period;
        let mut so_far = Vec::new();
        let year = period.year_so_far();
        for earlier in year.iter().filter(|p| **p != period) {
            so_far.push(Side::of(
                beside(ctx, round, Some(*earlier), period.to).await?,
            ));
        }
        let last_year = period.same_period_last_year();
        Ok(Self {
            tree: ctx.tree_at(period.to).await?,
            previous: Side::of(beside(ctx, round, period.previous(), period.to).await?),
            last_year: Side::of(beside(ctx, round, last_year, period.to).await?),
            plans: Plans::load(ctx, period.year, period.to).await?,
            has_so_far: !year.is_empty(),
            so_far,
            this,
        })
    }

    /// The same with this period read again.
    pub(super) async fn fresh(ctx: &Ctx, round: domain::id::RoundId) -> Result<Self, AppError> {
        Self::of(ctx, cache::table(&ctx.app, round).await?).await
    }

    pub(super) fn numbers(&self) -> Result<Numbers<'_>, AppError> {
        Ok(Numbers {
            tables: self,
            this: Sums::of(&self.this)?,
        })
    }
}

/// Another period in the units of this one.
struct Side {
    beside: Beside,
    /// How it goes over into the area, which is what most references mean.
    area: Option<Arc<Recasting>>,
}

impl Side {
    fn of(beside: Option<Beside>) -> Option<Self> {
        let beside = beside?;
        let area = beside.recasting(&[], false);
        Some(Self { beside, area })
    }

    fn figure(&self, unit: UnitId, code: &str) -> Option<RecastFigure> {
        let of = |recasting: &Recasting| self.beside.figures(recasting, &[code]).of(unit, code);
        Some(if unit == self.beside.area {
            of(self.area.as_deref()?)
        } else {
            of(self.beside.recasting(&[unit], false)?.as_ref())
        })
    }

    /// The total of a unit. What cannot be compared has no value.
    fn total(&self, unit: UnitId, code: &str) -> Option<Total> {
        let figure = self.figure(unit, code)?;
        (!figure.is_incomparable).then_some(figure.total)
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

    fn total(&self, unit: UnitId, indicator: &str) -> Option<Total> {
        let column = self.table.column(indicator)?;
        Some(self.rolled.total(self.table.row(unit)?, column))
    }
}

/// Answers references.
pub(super) struct Numbers<'a> {
    tables: &'a Tables,
    this: Sums<'a>,
}

impl Numbers<'_> {
    /// The definition of the indicator a reference names.
    pub(super) fn def(&self, reference: &Reference) -> Option<&IndicatorDef> {
        self.this.table.regime.body.indicator(&reference.indicator)
    }

    fn unit(&self, reference: &Reference) -> Option<UnitId> {
        let area = self.this.table.round.area;
        match &reference.unit {
            None => Some(area),
            Some(code) => {
                let unit = self.tables.tree.by_code(code)?.unit;
                self.tables.tree.is_within(unit, area).then_some(unit)
            }
        }
    }

    /// Whether the reference names an indicator of the regime and, if it names
    /// a unit, one of the area.
    pub(super) fn is_known(&self, reference: &Reference) -> bool {
        self.def(reference).is_some() && self.unit(reference).is_some()
    }

    /// What it stands for now: at the indicator's scale, or what the form makes of it.
    pub(super) fn quoted(&self, reference: &Reference) -> Quoted {
        self.found(reference).unwrap_or_default()
    }

    fn found(&self, reference: &Reference) -> Option<Quoted> {
        let def = self.def(reference)?;
        let unit = self.unit(reference)?;
        let total = || self.total(reference, unit, def);
        Some(match reference.format {
            Format::Number | Format::Measure => {
                let total = total()?;
                Quoted::of(total.value, total.threshold())
            }
            // A weighted mean has parts too, but none that anybody reported.
            Format::Numerator | Format::Denominator if def.factor().is_none() => return None,
            Format::Numerator => total()?.num.into(),
            Format::Denominator => total()?.den.into(),
            Format::Change => {
                let (now, then) = (self.this.total(unit, &def.code)?, total()?);
                // By how much a threshold changed cannot be said.
                let is_known = now.reach().is_exact() && then.reach().is_exact();
                let change = change(def, now.value, then.value);
                change.filter(|_| is_known).into()
            }
            Format::OfPlan => {
                let progress = self.plan_progress(unit, def)?;
                // "Đạt" is said of a threshold as of a number.
                let bound = match progress {
                    PlanProgress::Share(_) => self.so_far(unit, def).bound,
                    PlanProgress::Met | PlanProgress::NotMet => None,
                };
                Quoted::of(Some(progress.as_number()), bound.map(Threshold::from))
            }
        })
    }

    /// The total of the period that a reference names.
    fn total(&self, reference: &Reference, unit: UnitId, def: &IndicatorDef) -> Option<Total> {
        match reference.when {
            When::This => self.this.total(unit, &def.code),
            When::Previous => self.tables.previous.as_ref()?.total(unit, &def.code),
            When::LastYear => self.tables.last_year.as_ref()?.total(unit, &def.code),
            When::YearToDate => {
                let sum = self.so_far(unit, def);
                Some(Total {
                    value: sum.value,
                    num: sum.num,
                    den: sum.den,
                    bound: sum.bound,
                    ..Total::default()
                })
            }
            When::Plan => Some(self.plan(unit, def).total()),
        }
    }

    /// The unit's value from the beginning of the year to the end of the period.
    pub(super) fn so_far(&self, unit: UnitId, def: &IndicatorDef) -> TimeTotal {
        if !self.tables.has_so_far {
            return TimeTotal::default();
        }
        let earlier = self.tables.so_far.iter();
        let cells: Vec<Option<Cell>> = earlier
            .map(|side| side.as_ref()?.total(unit, &def.code))
            .chain([self.this.total(unit, &def.code)])
            .map(|total| cell(total?))
            .collect();
        let borrowed: Vec<Option<&Cell>> = cells.iter().map(Option::as_ref).collect();
        let mut total = over_time(def, &borrowed);
        if total.thresholds > 0 && total.bound.is_none() {
            // Thresholds that point both ways add up to no figure.
            (total.value, total.num, total.den) = (None, None, None);
        }
        total
    }

    /// The value as it is written in a sentence, with what it does not hold behind it;
    /// a gap is written as a gap.
    pub(super) fn shown(&self, reference: &Reference) -> String {
        let Some(written) = self.write(reference, self.quoted(reference)) else {
            return self.written_gap(reference);
        };
        let mut words = vec![written];
        words.extend(self.remarks(reference));
        words.join(" ")
    }

    /// The bare value. What is said of its units is no part of it: a sentence is stale
    /// by its numbers, and the words behind them follow the reports by themselves.
    fn write(&self, reference: &Reference, quoted: Quoted) -> Option<String> {
        let def = self.def(reference)?;
        let (value, threshold) = (quoted.value?, quoted.threshold);
        let number = || {
            let sign = if def.measure == "%" { "%" } else { "" };
            format!("{}{sign}", def.shown(value))
        };
        Some(match reference.format {
            Format::Number => told(threshold, number()),
            Format::Measure if def.measure == "%" => told(threshold, number()),
            // "mức độ 2" is not "mức độ 2 mức độ".
            Format::Measure if !def.levels().is_empty() => number(),
            Format::Measure => told(threshold, format!("{} {}", number(), def.measure)),
            Format::Numerator | Format::Denominator => format_number(value, 0),
            Format::Change => change_vi(def, value),
            Format::OfPlan => {
                let bound = threshold.and_then(Threshold::bound);
                PlanProgress::of_number(def, value).written_vi(bound)
            }
        })
    }

    /// What a reference stood for, where it is set against another one: threshold words
    /// in quotes, since "từ từ 500 trở lên thành 500" is read twice.
    fn was(&self, reference: &Reference, quoted: Quoted) -> Option<String> {
        let written = self.write(reference, quoted)?;
        Some(match quoted.threshold {
            Some(_) => format!("“{written}”"),
            None => written,
        })
    }

    /// What the references of a text stand for now.
    pub(super) fn seen(&self, text: &str) -> Seen {
        Seen::of(text, |r| self.quoted(r))
    }

    /// The numbers of a paragraph that changed after it was written.
    pub(super) fn stale(&self, paragraph: &Paragraph) -> Vec<StaleNumber> {
        let found = paragraph.seen.stale(&paragraph.text, |r| self.quoted(r));
        found
            .into_iter()
            .map(|s| StaleNumber {
                token: s.reference.token(),
                name: self
                    .def(&s.reference)
                    .map_or_else(String::new, |d| d.name.clone()),
                old: self.was(&s.reference, s.old),
                new: self.was(&s.reference, s.new),
            })
            .collect()
    }
}

/// A total as the value of one period of the year.
fn cell(total: Total) -> Option<Cell> {
    // Thresholds that point both ways add up to nothing that can be said.
    let is_open = total.thresholds > 0 && total.bound.is_none();
    let is_empty = is_open || (total.value.is_none() && total.num.is_none());
    let nature = if total.estimated > 0 {
        Nature::Estimate
    } else {
        Nature::Official
    };
    (!is_empty).then_some(Cell {
        value: total.value,
        num: total.num,
        den: total.den,
        nature,
        note: None,
        bound: total.bound,
    })
}
