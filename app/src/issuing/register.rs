//! The register of an office's documents (sổ văn bản đi), how it counts them and
//! which number comes next.

use super::{DOC_TYPES, MOST};
use crate::{AppError, Ctx, Wanted};
use domain::account::Right;
use domain::id::UnitId;
use domain::numbering::{
    IssuerKind, NumberingPolicy, NumberingRule, is_untouched, policy_on, series_key, symbol,
};
use domain::unit::UnitKind;
use jiff::Timestamp;
use store::issued_list::{IssuedFilter, IssuedLine};
use uuid::Uuid;

/// A decision with who entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLine {
    /// Its id.
    pub id: Uuid,
    /// The decision.
    pub rule: NumberingRule,
    /// Who entered it, and when.
    pub entered: (String, Timestamp),
    /// Whether the actor may take it back.
    pub may_withdraw: bool,
}

/// How documents of a form are counted today, and what they would be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextNumber {
    /// The form.
    pub kind: IssuerKind,
    /// How they are counted.
    pub policy: NumberingPolicy,
    /// Number and symbol of the next document of each type; none where the series
    /// is full.
    pub symbols: Vec<Option<String>>,
}

/// The register of one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Documents of this page, latest first.
    pub lines: Vec<IssuedLine>,
    /// How many there are on all pages.
    pub count: usize,
    /// Counting today, one a form.
    pub next: Vec<NextNumber>,
    /// Decisions of the office.
    pub rules: Vec<RuleLine>,
    /// Whether the actor may enter a decision.
    pub may_enter: bool,
}

/// Offices whose register the actor may read.
///
/// # Errors
/// [`AppError::Forbidden`] without the right anywhere.
pub async fn offices(ctx: &Ctx) -> Result<Vec<(UnitId, String)>, AppError> {
    ctx.require_any(Right::ReadConsolidation)?;
    let tree = ctx.tree().await?;
    let may = |unit| ctx.actor.has_over(Right::ReadConsolidation, unit, &tree);
    Ok(tree
        .units()
        .iter()
        .filter(|u| u.kind == UnitKind::CoordinatingOffice && may(u.unit))
        .map(|u| (u.unit, u.name.clone()))
        .collect())
}

/// A page of an office's register, of a year or of all.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn register(
    ctx: &Ctx,
    office: UnitId,
    year: Option<i16>,
    wanted: Wanted,
) -> Result<Register, AppError> {
    ctx.require(Right::ReadConsolidation, office).await?;
    let read = ctx.read();
    let filter = IssuedFilter {
        issuer: office,
        year,
    };
    let count = store::issued_list::count(&read, filter).await?;
    let first = wanted.first(count);
    let lines = store::issued_list::list(&read, filter, wanted.per_page, first).await?;
    let entered = store::numbering::list_of(&read, office).await?;
    let may_enter = ctx.can(Right::FreezeConsolidation, office).await?;
    let rules: Vec<_> = entered.iter().map(|e| e.rule.clone()).collect();
    let mut next = Vec::new();
    let mut lines_of_rules = Vec::new();
    for kind in [IssuerKind::Party, IssuerKind::State] {
        let last = store::issued_list::last_day(&read, office, kind).await?;
        next.push(next_number(ctx, office, kind, &rules).await?);
        for entered in entered.iter().filter(|e| e.rule.kind == kind) {
            lines_of_rules.push(RuleLine {
                id: entered.id,
                rule: entered.rule.clone(),
                entered: (ctx.account_name(entered.by).await?, entered.at),
                may_withdraw: may_enter && is_untouched(entered.rule.from, last),
            });
        }
    }
    Ok(Register {
        lines,
        count,
        next,
        rules: lines_of_rules,
        may_enter,
    })
}

async fn next_number(
    ctx: &Ctx,
    office: UnitId,
    kind: IssuerKind,
    rules: &[NumberingRule],
) -> Result<NextNumber, AppError> {
    let tree = ctx.tree().await?;
    let own = tree.get(office).map(|u| u.symbol.clone());
    let own = own.unwrap_or_default();
    let today = ctx.today();
    let policy = policy_on(rules, kind, today);
    let mut symbols = Vec::new();
    for doc_type in DOC_TYPES {
        let key = series_key(&policy, office, doc_type, today);
        let number = store::setting::last_number(&ctx.read(), &key).await? + 1;
        symbols.push((number <= MOST).then(|| symbol(kind, number, doc_type, &own)));
    }
    Ok(NextNumber {
        kind,
        policy,
        symbols,
    })
}
