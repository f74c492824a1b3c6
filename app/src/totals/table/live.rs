//! Figures that nobody sends: set into the columns from other parts of the
//! platform (CT-05), and again whenever they or a unit's row change.

use super::Table;
use crate::App;
use crate::task::TaskFigures;
use domain::calendar::day_in_vietnam;
use domain::indicator::{Cell, IndicatorDef, LiveFigure};
use jiff::civil::Date;
use std::sync::Arc;

/// The live columns of a table, and what they show.
#[derive(Clone, Default)]
pub(super) struct Live {
    columns: Vec<(usize, LiveFigure)>,
    tasks: Option<Arc<TaskFigures>>,
}

impl Live {
    pub(super) fn of(defs: &[IndicatorDef]) -> Self {
        let columns = defs.iter().enumerate();
        Self {
            columns: columns
                .filter_map(|(column, def)| Some((column, def.live?)))
                .collect(),
            tasks: None,
        }
    }
}

impl Table {
    /// Whether any of its indicators is live.
    pub(in crate::totals) fn is_live(&self) -> bool {
        !self.live.columns.is_empty()
    }

    /// As of which day they are shown: today, or the last day of the period once
    /// that is past.
    pub(in crate::totals) fn live_day(&self, app: &App) -> Date {
        day_in_vietnam(app.clock.now()).min(self.round.period.to)
    }

    /// Whether it shows these figures already.
    pub(in crate::totals) fn shows(&self, tasks: &Arc<TaskFigures>) -> bool {
        let shown = self.live.tasks.as_ref();
        shown.is_some_and(|shown| Arc::ptr_eq(shown, tasks))
    }

    /// Shows these figures in place of others.
    pub(in crate::totals) fn put_live(&mut self, tasks: Arc<TaskFigures>) {
        self.live.tasks = Some(tasks);
        for row in 0..self.units.len() {
            self.put_live_row(row);
        }
    }

    /// Sets the live cells of one row: of every unit that leads a task, and a zero
    /// where a report is owed and no task led. Who is not asked has none.
    pub(super) fn put_live_row(&mut self, row: usize) {
        let Some(tasks) = &self.live.tasks else {
            return;
        };
        let unit = self.units[row];
        let tally = tasks.get(&unit).copied();
        let tally = tally.or_else(|| self.places.contains_key(&unit).then(Default::default));
        for (column, live) in &self.live.columns {
            let cell = tally.map(|tally| Cell::of(live.of(&tally)));
            let cell = cell.filter(|_| self.cells.is_asked(row, *column));
            self.cells.set(row, *column, &cell.unwrap_or_default());
        }
    }
}
