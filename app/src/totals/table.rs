//! The figures of one round in memory: who owes a report, what of it counts.

mod charged;
mod live;
mod rows;

pub(crate) use self::charged::Given;
use self::live::Live;
use self::rows::Rows;
use domain::field::Field;
use domain::id::{ObligationId, RoundId, UnitId};
use domain::indicator::{
    Cell, Counted, IndicatorDef, RollUp, TableUnits, Total, Totals, TreeError,
};
use domain::regime::Known;
use domain::report::ReportState;
use domain::unit::{Tier, Tree, UnitKind, UnitVersion};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::consolidation::RoundLink;
use store::figures::Figures;
use store::obligation::Obligation;
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
    /// As what it is counted.
    pub counted: Counted,
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

/// The reports owed in a round that goes up into another.
pub(crate) struct Below {
    /// The way up, with the unit that answers for the round there.
    pub(crate) link: RoundLink,
    /// The top of its area.
    pub(crate) area: UnitId,
    /// What is owed in it.
    pub(crate) owed: Vec<Obligation>,
}

/// A commune, or the committee or office that speaks for a province.
fn counted(unit: &UnitVersion) -> Counted {
    match (unit.kind, unit.tier) {
        (UnitKind::Commune, _) => Counted::Communes,
        (UnitKind::PartyCommittee | UnitKind::CoordinatingOffice, Tier::Province) => {
            Counted::Provinces
        }
        _ => Counted::Units,
    }
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
    /// Place of each unit's report.
    places: HashMap<UnitId, usize>,
    /// Row of each report in the columns.
    report_rows: Vec<usize>,
    /// Places of the reports of the units that answer for a field.
    by_field: HashMap<Field, Vec<usize>>,
    /// Row of each unit in the columns.
    rows: HashMap<UnitId, usize>,
    /// Unit of each row.
    units: Vec<UnitId>,
    parents: Vec<Option<usize>>,
    cells: Totals,
    /// Whether the report at each place says "không phát sinh" as a whole.
    nil: Vec<bool>,
    /// What was sent in each row and does not count: the unit is not charged with it.
    uncounted: HashMap<usize, Vec<(usize, Cell)>>,
    live: Live,
    has_below: bool,
    stamps: Stamps,
}

/// Numbers by which a table is known again, each given once in a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stamps {
    /// Of its units, which never change.
    pub(crate) units: u64,
    /// Of its figures.
    pub(crate) figures: u64,
}

impl Table {
    /// The table before any report is in it. `tree` is that of the last day of
    /// the period.
    pub(crate) fn new(
        round: Round,
        regime: Arc<RegimeVersion>,
        tree: &Tree,
        functions: &HashMap<UnitId, Vec<Field>>,
        groups: &HashMap<UnitId, Vec<String>>,
        owed: &[Obligation],
        below: &[Below],
    ) -> Self {
        // A unit that owes a report to several tiers is counted in the highest.
        let mut seen: HashSet<UnitId> = HashSet::new();
        let own = owed.iter().map(|o| (o, None));
        let lower = below
            .iter()
            .flat_map(|b| b.owed.iter().map(|o| (o, Some(b.link.unit))));
        let owed: Vec<(&Obligation, Option<UnitId>)> = own
            .chain(lower)
            .filter(|(o, _)| seen.insert(o.unit))
            .collect();
        let answers: HashMap<UnitId, UnitId> =
            below.iter().map(|b| (b.link.unit, b.area)).collect();
        let mut all = Rows::of(tree);
        for (one, _) in &owed {
            all.add(one.unit, tree, round.area);
        }
        let Rows {
            units,
            rows,
            parents,
        } = all;
        let asked_in = regime.body.indicators_in(round.period.kind);
        let defs: Vec<IndicatorDef> = asked_in.cloned().collect();
        let mut cells = Totals::new(&defs, parents.len());
        let live = Live::of(&defs);
        let known = Known {
            fields: functions,
            groups,
        };
        // As the forms ask, so that a sum and its coverage speak of the units that could
        // give the figure.
        for (row, unit) in units.iter().enumerate() {
            let facts = tree.known(*unit).map(|unit| known.facts(unit));
            for (column, def) in defs.iter().enumerate() {
                // A unit that began after that day answers for no field on it.
                let is_asked = facts.map_or(def.live.is_some(), |facts| facts.is_asked_for(def));
                cells.set_asked(row, column, is_asked);
            }
        }
        let labels = tree.labels(Some(round.area));
        let mut reports: Vec<UnitReport> = owed
            .iter()
            .map(|(o, above)| {
                let version = tree.known(o.unit);
                UnitReport {
                    unit: o.unit,
                    name: labels.short(o.unit).unwrap_or_else(|| o.unit.to_string()),
                    code: version.map_or_else(String::new, |v| v.code.clone()),
                    counted: version.map_or(Counted::Units, counted),
                    obligation: o.id,
                    state: o.state,
                    version: None,
                    is_nil: false,
                    fields: functions.get(&o.unit).cloned().unwrap_or_default(),
                    round: o.round,
                    above: *above,
                    own_area: answers.get(&o.unit).copied(),
                }
            })
            .collect();
        // The tree comes in the order of the alphabet; who is not in it is last.
        reports.sort_by_key(|report| tree.position(report.unit).unwrap_or(usize::MAX));
        let report_rows: Vec<usize> = reports.iter().map(|report| rows[&report.unit]).collect();
        let mut by_field: HashMap<Field, Vec<usize>> = HashMap::new();
        for (place, (row, report)) in report_rows.iter().zip(&reports).enumerate() {
            cells.set_expected(*row, report.sends_figures());
            for field in &report.fields {
                by_field.entry(*field).or_default().push(place);
            }
        }
        Self {
            round,
            regime,
            defs,
            places: (0..).zip(&reports).map(|(n, r)| (r.unit, n)).collect(),
            report_rows,
            by_field,
            nil: vec![false; reports.len()],
            uncounted: HashMap::new(),
            live,
            has_below: reports.iter().any(|r| r.above.is_some()),
            reports,
            rows,
            units,
            parents,
            cells,
            stamps: Stamps::default(),
        }
    }

    /// Says by which numbers it is known.
    pub(super) fn stamp(&mut self, stamps: Stamps) {
        self.stamps = stamps;
    }

    /// By which numbers it is known.
    pub(super) fn stamps(&self) -> Stamps {
        self.stamps
    }

    /// What is owed, with who owes it.
    pub(super) fn owed(&self) -> HashMap<ObligationId, UnitId> {
        self.reports
            .iter()
            .map(|r| (r.obligation, r.unit))
            .collect()
    }

    /// The number of each indicator by its code.
    pub(crate) fn codes(&self) -> HashMap<String, usize> {
        self.defs
            .iter()
            .filter_map(|def| Some((def.code.clone(), self.column(&def.code)?)))
            .collect()
    }

    /// As [`Self::put`], for figures sent in `round`: what a unit owes to another
    /// tier is not its report here.
    pub(crate) fn put_of(&mut self, figures: &Figures, round: RoundId) -> bool {
        let place = self.places.get(&figures.unit);
        let is_its_round = place.is_some_and(|place| self.reports[*place].round == round);
        is_its_round && self.put(figures)
    }

    /// Replaces what is known of one unit. Answers whether the unit belongs to
    /// the round.
    pub(crate) fn put(&mut self, figures: &Figures) -> bool {
        let Some(place) = self.places.get(&figures.unit).copied() else {
            return false;
        };
        let report = &mut self.reports[place];
        report.state = figures.state;
        report.version = figures.version;
        report.is_nil = figures.is_nil;
        self.nil[place] = figures.is_nil;
        let row = self.report_rows[place];
        self.cells.set_expected(row, report.sends_figures());
        if figures.version.is_some() && report.state != ReportState::Exempt {
            // What another unit reports is not counted twice.
            let is_asked = |(column, _): &&(usize, Cell)| self.cells.is_asked(row, *column);
            let (asked, others): (Vec<_>, Vec<_>) = figures.cells.iter().partition(is_asked);
            let asked = asked.into_iter().map(|(column, cell)| (*column, cell));
            self.cells.set_row(row, asked);
            self.keep_uncounted(row, others.into_iter().cloned().collect());
        } else {
            self.cells.clear_row(row);
            self.keep_uncounted(row, Vec::new());
        }
        self.put_live_row(row);
        true
    }

    /// The reports owed in the round itself, not in those below.
    pub(crate) fn own_reports(&self) -> impl Iterator<Item = &UnitReport> {
        self.reports.iter().filter(|r| r.above.is_none())
    }

    /// The sums along the tree.
    pub(crate) fn roll_up(&self) -> Result<RollUp<'_>, TreeError> {
        self.cells.roll_up(&self.parents)
    }

    /// What one unit itself sent, without those below it.
    pub(crate) fn own(&self, unit: UnitId, column: usize) -> Total {
        self.row(unit)
            .map(|row| self.cells.own(row, column))
            .unwrap_or_default()
    }

    /// Row of a unit.
    pub(crate) fn row(&self, unit: UnitId) -> Option<usize> {
        self.rows.get(&unit).copied()
    }

    /// Column of an indicator.
    pub(crate) fn column(&self, code: &str) -> Option<usize> {
        self.cells.indicator(code)
    }

    /// All cells.
    pub(crate) fn cells(&self) -> &Totals {
        &self.cells
    }

    /// The units of the rows, for re-casting.
    pub(crate) fn table_units(&self) -> TableUnits<'_> {
        TableUnits {
            units: &self.units,
            parents: &self.parents,
            only: None,
        }
    }

    /// Whether a unit owes a report that counts here.
    pub(crate) fn has_report(&self, unit: UnitId) -> bool {
        self.places.contains_key(&unit)
    }

    /// Whether reports of rounds below are in it.
    pub(super) fn has_below(&self) -> bool {
        self.has_below
    }

    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.cells.bytes() + self.units.len() * 150 + self.reports.len() * 250
    }
}
