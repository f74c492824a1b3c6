//! Everything to be said about a report: what its regime's rules say
//! (`domain::report::remarks`), and whether the directives that it cites exist.

use super::case::Case;
use super::past::Earlier;
use crate::directive::fold_symbol;
use crate::{AppError, Ctx};
use domain::field::Field;
use domain::id::{ObligationId, RegimeVersionId};
use domain::period::PeriodKind;
use domain::report::{CellTrouble, Checking, PlaceKind, Remark, ReportBody, remarks};
use domain::unit::{Tier, UnitKind};
use domain::validation::Importance;
use extract::number::find_numbers;
use extract::text::normalise;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Handle;

/// Most citations of one report that are looked up.
const MOST: usize = 200;

/// All that decides what the rules say about a report: what is saved and then
/// signed unchanged is checked once.
pub(crate) struct CheckOf {
    report: ObligationId,
    regime: RegimeVersionId,
    period: PeriodKind,
    unit: (UnitKind, Tier),
    fields: Vec<Field>,
    groups: Vec<String>,
    body: ReportBody,
    troubles: Vec<CellTrouble>,
    earlier: Arc<Earlier>,
}

impl CheckOf {
    fn new(
        case: &Case,
        body: &ReportBody,
        troubles: &[CellTrouble],
        earlier: &Arc<Earlier>,
    ) -> Self {
        Self {
            report: case.obligation.id,
            regime: case.regime.id,
            period: case.round.period.kind,
            unit: (case.unit.kind, case.unit.tier),
            fields: case.fields.clone(),
            groups: case.groups.clone(),
            body: body.clone(),
            troubles: troubles.to_vec(),
            earlier: Arc::clone(earlier),
        }
    }

    fn is(
        &self,
        case: &Case,
        body: &ReportBody,
        troubles: &[CellTrouble],
        earlier: &Arc<Earlier>,
    ) -> bool {
        self.report == case.obligation.id
            && self.regime == case.regime.id
            && self.period == case.round.period.kind
            && self.unit == (case.unit.kind, case.unit.tier)
            && self.fields == case.fields
            && self.groups == case.groups
            && Arc::ptr_eq(&self.earlier, earlier)
            && self.troubles == troubles
            && self.body == *body
    }
}

/// Who is asked the same: a version never changes, so its rules are made ready once
/// for each kind of unit that they ask.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct AskedAlike {
    regime: RegimeVersionId,
    period: PeriodKind,
    unit: (UnitKind, Tier),
    fields: Vec<Field>,
    groups: Vec<String>,
}

/// The rules for whoever is asked the same as the unit of the report.
pub(super) async fn checking(ctx: &Ctx, case: &Case) -> Result<Arc<Checking>, AppError> {
    let alike = AskedAlike {
        regime: case.regime.id,
        period: case.round.period.kind,
        unit: (case.unit.kind, case.unit.tier),
        fields: case.fields.clone(),
        groups: case.groups.clone(),
    };
    let made = async { Ok(Checking::of(&case.regime.body, case.asked())) };
    ctx.app.checkings.or_read(alike, made).await
}

/// What the regime's rules say, from memory where just this was checked before.
async fn by_rules(
    ctx: &Ctx,
    case: &Case,
    body: &ReportBody,
    troubles: &[CellTrouble],
    earlier: &Arc<Earlier>,
) -> Result<Arc<Vec<Remark>>, AppError> {
    let known = |check: &CheckOf| check.is(case, body, troubles, earlier);
    if let Some(found) = ctx.app.checks.find(known) {
        return Ok(found);
    }
    let checking = checking(ctx, case).await?;
    let (regime, past) = (&case.regime.body, earlier.figures());
    let found = remarks(&checking, regime, case.asked(), body, troubles, past);
    let of = CheckOf::new(case, body, troubles, earlier);
    Ok(ctx.app.checks.keep(of, found))
}

/// All remarks, gravest first. Asks the register once, if a text cites anything.
pub(super) async fn all_remarks(
    ctx: &Ctx,
    h: &impl Handle,
    case: &Case,
    body: &ReportBody,
    troubles: &[CellTrouble],
    earlier: &Arc<Earlier>,
) -> Result<Vec<Remark>, AppError> {
    let by_rules = by_rules(ctx, case, body, troubles, earlier).await?;
    let mut found = Vec::clone(&*by_rules);
    let (malformed, cited) = citations(body);
    found.extend(malformed);
    if !cited.is_empty() {
        let keys: Vec<String> = cited.keys().cloned().collect();
        let known: BTreeSet<String> = store::directive::known_symbols(h, &keys).await?;
        for (key, (section, symbol)) in cited {
            if !known.contains(&key) {
                found.push(told("text.directive_unknown", section, symbol));
            }
        }
    }
    found.sort_by_key(|remark| std::cmp::Reverse(remark.importance));
    Ok(found)
}

fn told(code: &str, section: String, symbol: String) -> Remark {
    let place = Some((PlaceKind::Section, section));
    Remark::new(code, Importance::Low, place).about(symbol)
}

/// What does not parse, and what does: section and symbol by search key.
fn citations(body: &ReportBody) -> (Vec<Remark>, BTreeMap<String, (String, String)>) {
    let (mut malformed, mut cited) = (Vec::new(), BTreeMap::new());
    for section in &body.sections {
        // Every number of a document has a slash or a hyphen before capitals.
        if !section.text.contains(['/', '-']) {
            continue;
        }
        let text = normalise(&section.text);
        for (_, number) in find_numbers(&text) {
            if !number.warnings.is_empty() {
                let said = format!("{} → {}", number.raw, number.canonical);
                malformed.push(told("text.directive_form", section.code.clone(), said));
            }
            if cited.len() < MOST {
                let place = (section.code.clone(), number.canonical.clone());
                cited.entry(fold_symbol(&number.canonical)).or_insert(place);
            }
        }
    }
    (malformed, cited)
}
