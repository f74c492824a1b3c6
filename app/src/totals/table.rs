//! The figures of one round in memory: who owes a report, what of it counts.

use domain::field::Field;
use domain::id::{ObligationId, RoundId, UnitId};
use domain::indicator::{IndicatorDef, RollUp, Total, Totals, TreeError};
use domain::regime::Known;
use domain::report::{ReportBody, ReportState};
use domain::unit::Tree;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::consolidation::RoundLink;
use store::counted::Counted;
use store::regime::RegimeVersion;
use store::round::Round;

/// Where one unit of a round stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitReport {
    /// The unit.
    pub unit: UnitId,
    /// Its short name as of the period.
    pub name: String,
    /// Its code.
    pub code: String,
    /// What it owes.
    pub obligation: ObligationId,
    /// Where the report stands.
    pub state: ReportState,
    /// Number of the version that counts; none if nothing counts.
    pub version: Option<i32>,
    /// Whether that version says "không phát sinh" as a whole.
    pub is_nil: bool,
    /// The fields of work it answers for, as of the period.
    pub fields: Vec<Field>,
    /// The round in which it owes the report: the one asked for, or one that
    /// goes up into it.
    pub round: RoundId,
    /// Of a round below: the unit that answers for that round up here.
    pub above: Option<UnitId>,
    /// Of a unit that answers for a round of its own: the top of that round's
    /// area. Its figures are those of the units below; it sends none itself.
    pub own_area: Option<UnitId>,
}

/// The reports of a round that goes up into another, with the unit that answers
/// for it there.
pub(crate) struct Below {
    pub(crate) link: RoundLink,
    pub(crate) area: UnitId,
    pub(crate) counted: Vec<Counted>,
}

impl UnitReport {
    /// Whether a report is expected at all.
    #[must_use]
    pub fn is_expected(&self) -> bool {
        self.state != ReportState::Exempt
    }

    /// Whether it must send figures itself.
    #[must_use]
    pub fn sends_figures(&self) -> bool {
        self.is_expected() && self.own_area.is_none()
    }
}

/// The table of one round.
#[derive(Clone)]
pub(crate) struct Table {
    pub round: Round,
    pub regime: Arc<RegimeVersion>,
    /// What the round asks for, in the regime's order.
    pub defs: Vec<IndicatorDef>,
    /// Units that owe a report, in the order of their names.
    pub reports: Vec<UnitReport>,
    /// Row of each unit in the columns.
    rows: HashMap<UnitId, usize>,
    parents: Vec<Option<usize>>,
    cells: Totals,
}

impl Table {
    /// Fills the table from zero. `tree` is that of the last day of the period
    ///
    pub(crate) fn build(
        round: Round,
        regime: Arc<RegimeVersion>,
        tree: &Tree,
        functions: &HashMap<UnitId, Vec<Field>>,
        groups: &HashMap<UnitId, Vec<String>>,
        counted: &[Counted],
        below: &[Below],
    ) -> Self {
        let mut rows: HashMap<UnitId, usize> = HashMap::new();
        for (row, unit) in tree.units().iter().enumerate() {
            rows.insert(unit.unit, row);
        }
        let mut parents = tree.parents();
        let area = tree.position(round.area);
        // A unit that owes a report to several tiers is counted in the highest.
        let mut seen: HashSet<UnitId> = HashSet::new();
        let own = counted.iter().map(|c| (c, round.id, None));
        let lower = below.iter().flat_map(|b| {
            b.counted
                .iter()
                .map(|c| (c, b.link.round, Some(b.link.unit)))
        });
        let all: Vec<(&Counted, RoundId, Option<UnitId>)> = own
            .chain(lower)
            .filter(|(c, ..)| seen.insert(c.unit))
            .collect();
        // A unit that owes a report but is not in the tree of that day still
        // counts: it is put below the area rather than left out silently.
        for (counted, ..) in &all {
            if let Entry::Vacant(place) = rows.entry(counted.unit) {
                place.insert(parents.len());
                parents.push(area);
            }
        }
        let asked_in = regime.body.indicators_in(round.period.kind);
        let defs: Vec<IndicatorDef> = asked_in.cloned().collect();
        let mut cells = Totals::new(&defs, parents.len());
        let known = Known {
            fields: functions,
            groups,
        };
        // A unit that the tree of that day does not know is asked for everything.
        for (row, unit) in tree.units().iter().enumerate() {
            let facts = known.facts(unit);
            for (column, def) in defs.iter().enumerate() {
                cells.set_asked(row, column, def.reported_by.names(&facts));
            }
        }
        let answers: HashMap<UnitId, UnitId> =
            below.iter().map(|b| (b.link.unit, b.area)).collect();
        let mut reports: Vec<(usize, UnitReport)> = all
            .iter()
            .map(|(c, of_round, above)| {
                let version = tree.get(c.unit);
                let report = UnitReport {
                    unit: c.unit,
                    name: version.map_or_else(|| c.unit.to_string(), |v| v.short_name.clone()),
                    code: version.map_or_else(String::new, |v| v.code.clone()),
                    obligation: c.obligation,
                    state: c.state,
                    version: None,
                    is_nil: false,
                    fields: functions.get(&c.unit).cloned().unwrap_or_default(),
                    round: *of_round,
                    above: *above,
                    own_area: answers.get(&c.unit).copied(),
                };
                (rows[&c.unit], report)
            })
            .collect();
        // The tree comes in the order of the alphabet, so rows give it.
        reports.sort_by_key(|(row, _)| *row);
        let reports = reports.into_iter().map(|(_, report)| report).collect();
        let mut table = Self {
            round,
            regime,
            defs,
            reports,
            rows,
            parents,
            cells,
        };
        for (one, ..) in all {
            table.put(one);
        }
        table
    }

    /// The reports owed in the round itself, not in those below.
    pub(crate) fn own_reports(&self) -> impl Iterator<Item = &UnitReport> {
        self.reports.iter().filter(|r| r.above.is_none())
    }

    /// The rounds in which these units owe their reports, with those units.
    pub(crate) fn by_round(&self, units: &[UnitId]) -> HashMap<RoundId, Vec<UnitId>> {
        let mut found: HashMap<RoundId, Vec<UnitId>> = HashMap::new();
        for report in self.reports.iter().filter(|r| units.contains(&r.unit)) {
            found.entry(report.round).or_default().push(report.unit);
        }
        found
    }

    /// Replaces what is known of one unit. Answers whether the unit belongs to
    /// the round.
    pub(crate) fn put(&mut self, counted: &Counted) -> bool {
        let Some(report) = self.reports.iter_mut().find(|r| r.unit == counted.unit) else {
            return false;
        };
        report.state = counted.state;
        report.version = counted.report.as_ref().map(|(number, _)| *number);
        report.is_nil = counted.report.as_ref().is_some_and(|(_, body)| body.is_nil);
        let row = self.rows[&counted.unit];
        self.cells.set_expected(row, report.sends_figures());
        match &counted.report {
            Some((_, body)) if report.state != ReportState::Exempt => self.fill(row, body),
            _ => self.cells.clear_row(row),
        }
        true
    }

    fn fill(&mut self, row: usize, body: &ReportBody) {
        let known: Vec<_> = body
            .values
            .iter()
            .filter_map(|(code, cell)| Some((self.cells.indicator(code)?, cell)))
            // What another unit reports is not counted twice.
            .filter(|(column, _)| self.cells.is_asked(row, *column))
            .collect();
        self.cells.set_row(row, known);
    }

    /// The sums along the tree.
    pub(crate) fn roll_up(&self) -> Result<RollUp<'_>, TreeError> {
        self.cells.roll_up(&self.parents)
    }

    /// What one unit itself sent, without those below it.
    pub(crate) fn own(&self) -> Result<OwnFigures<'_>, TreeError> {
        let alone = vec![None; self.parents.len()];
        Ok(OwnFigures {
            table: self,
            alone: self.cells.roll_up(&alone)?,
        })
    }

    /// Row of a unit.
    pub(crate) fn row(&self, unit: UnitId) -> Option<usize> {
        self.rows.get(&unit).copied()
    }

    /// Column of an indicator.
    pub(crate) fn column(&self, code: &str) -> Option<usize> {
        self.cells.indicator(code)
    }

    /// The units that must give a figure for an indicator: those that the regime
    /// asks for it and that are charged with its field. Where the catalogue of functions names nobody, all of them.
    pub(crate) fn charged<'a>(
        &'a self,
        def: &'a IndicatorDef,
    ) -> impl Iterator<Item = &'a UnitReport> {
        let column = self.column(&def.code);
        let is_asked = move |r: &&UnitReport| {
            column.is_some_and(|column| self.cells.is_asked(self.rows[&r.unit], column))
        };
        let nobody = !self
            .reports
            .iter()
            .filter(is_asked)
            .any(|r| r.fields.contains(&def.field));
        self.reports
            .iter()
            .filter(is_asked)
            .filter(move |r| r.sends_figures() && (nobody || r.fields.contains(&def.field)))
    }
}

/// The figures of the units themselves.
pub(crate) struct OwnFigures<'a> {
    table: &'a Table,
    alone: RollUp<'a>,
}

impl OwnFigures<'_> {
    /// What `unit` sent for the indicator in `column`.
    pub(crate) fn of(&self, unit: UnitId, column: usize) -> Total {
        self.table
            .row(unit)
            .map(|row| self.alone.total(row, column))
            .unwrap_or_default()
    }
}
