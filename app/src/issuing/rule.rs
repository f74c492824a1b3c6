//! An office decides how its documents are counted from a day on, and takes a
//! decision back that has not been used.

use crate::{AppError, Ctx, FieldError};
use domain::account::Right;
use domain::id::UnitId;
use domain::journal::Noun;
use domain::numbering::{NumberingRule, TypedRule, is_untouched};
use serde_json::json;
use store::StoreError;
use store::numbering::EnteredRule;
use uuid::Uuid;

/// A decision to enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnterRule {
    /// Whose documents.
    pub office: UnitId,
    /// What was typed.
    pub typed: TypedRule,
}

/// Enters a decision. Numbers that were given stand: it begins after the last
/// document of its form.
///
/// # Errors
/// [`AppError::Invalid`] with everything wrong; as [`Ctx::require`].
pub async fn enter_rule(ctx: &Ctx, input: &EnterRule) -> Result<(), AppError> {
    ctx.require(Right::FreezeConsolidation, input.office)
        .await?;
    let rule = NumberingRule::read(&input.typed).map_err(|faults| {
        let error = |(fault, line): &(domain::numbering::NumberingFault, usize)| {
            let error = FieldError::new(fault.field(), fault.code());
            match line {
                0 => error,
                line => error.with("line", line.to_string()),
            }
        };
        AppError::Invalid(faults.iter().map(error).collect())
    })?;
    let w = ctx.begin().await?;
    let last = store::issued_list::last_day(&w, input.office, rule.kind).await?;
    if let Some(last) = last.filter(|_| !is_untouched(rule.from, last)) {
        let error = FieldError::new("from", "numbering.from_used").with("day", vn(last));
        return Err(AppError::Invalid(vec![error]));
    }
    let entered = EnteredRule {
        id: ctx.new_id(),
        office: input.office,
        by: ctx.account()?,
        at: ctx.now(),
        rule,
    };
    let inserted = store::numbering::insert(&w, &entered).await;
    inserted.map_err(|e| match e {
        StoreError::Duplicate(_) => {
            AppError::Invalid(vec![FieldError::new("from", "numbering.from_twice")])
        }
        other => other.into(),
    })?;
    let entry = ctx.entry(
        "numbering.enter",
        Noun::Unit,
        input.office.0,
        Some(input.office),
        detail(&entered.rule),
    );
    ctx.commit(w, entry).await
}

/// Takes a decision back by which no document has been counted.
///
/// # Errors
/// [`AppError::NotFound`] when the office has no such decision;
/// [`AppError::Invalid`] when documents were counted by it; as [`Ctx::require`].
pub async fn withdraw_rule(ctx: &Ctx, office: UnitId, id: Uuid) -> Result<(), AppError> {
    ctx.require(Right::FreezeConsolidation, office).await?;
    let w = ctx.begin().await?;
    let entered = store::numbering::list_of(&w, office).await?;
    let entered = entered
        .into_iter()
        .find(|e| e.id == id)
        .ok_or(AppError::NotFound)?;
    let last = store::issued_list::last_day(&w, office, entered.rule.kind).await?;
    if !is_untouched(entered.rule.from, last) {
        return Err(AppError::refused("numbering.used"));
    }
    if !store::numbering::delete(&w, id).await? {
        return Err(AppError::NotFound);
    }
    let entry = ctx.entry(
        "numbering.withdraw",
        Noun::Unit,
        office.0,
        Some(office),
        detail(&entered.rule),
    );
    ctx.commit(w, entry).await
}

fn detail(rule: &NumberingRule) -> serde_json::Value {
    json!({
        "form": rule.kind.code(),
        "from": rule.from,
        "series": rule.policy.scope.code(),
        "restart": rule.policy.restart.code(),
        "basis": rule.basis,
    })
}

fn vn(day: jiff::civil::Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}
