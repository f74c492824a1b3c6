//! Groups of units (*khối*): made, joined and left from a day on. Rules
//! of regimes name them by code.

use crate::regime::require_designer;
use crate::{AppError, Ctx, FieldError, error::all_valid};
use domain::account::Right;
use domain::group::{Group, GroupError, Membership, check_code, check_join};
use domain::id::{GroupId, UnitId};
use domain::journal::Noun;
use domain::text::clean_line;
use domain::unit::Tree;
use jiff::civil::Date;
use serde_json::json;
use store::StoreError;

/// One membership with the unit's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The unit's name on the day of the list, or the last one if it has ended.
    pub name: String,
    /// If it has ended: the first day without it, and who follows it.
    pub ended: Option<(Date, Vec<String>)>,
    /// The membership.
    pub membership: Membership,
}

/// A group with its members of all times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupView {
    /// The group.
    pub group: Group,
    /// Its memberships, in order of their first day.
    pub members: Vec<Member>,
}

impl GroupView {
    /// The members of a day.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &Member> {
        self.members
            .iter()
            .filter(move |m| m.membership.holds_on(day))
    }
}

/// The groups that the actor may use in rules.
///
/// # Errors
/// [`AppError::Forbidden`] without a right over rounds or units.
pub async fn list(ctx: &Ctx) -> Result<Vec<GroupView>, AppError> {
    list_at(ctx, None).await
}

/// The same with the units' names as they were on another day; whose members
/// they were then is told by [`GroupView::on`].
///
/// # Errors
/// As [`list`].
pub async fn list_at(ctx: &Ctx, at: Option<Date>) -> Result<Vec<GroupView>, AppError> {
    if !ctx.actor.has(Right::ManageUnits) {
        ctx.require_any(Right::ReadRound)?;
    }
    let tree = ctx.tree().await?;
    let named = ctx.tree_at(at.unwrap_or(ctx.today())).await?;
    let read = ctx.read();
    let mut views = Vec::new();
    for group in store::group::list(&read).await? {
        let may = |right| ctx.actor.has_over(right, group.owner, &tree);
        if !may(Right::ReadRound) && !may(Right::ManageUnits) {
            continue;
        }
        let members = store::group::members(&read, group.id)
            .await?
            .into_iter()
            .map(|membership| member(&named, membership))
            .collect();
        views.push(GroupView { group, members });
    }
    Ok(views)
}

/// A member as people know it; one that begins later has no name yet.
fn member(tree: &Tree, membership: Membership) -> Member {
    let name = |unit: UnitId| tree.known(unit).map(|u| u.name.clone()).unwrap_or_default();
    let until = tree.known(membership.unit).and_then(|u| u.valid_to);
    let ended = until.filter(|_| tree.get(membership.unit).is_none());
    Member {
        name: name(membership.unit),
        ended: ended.map(|on| {
            let heirs = tree.heirs(membership.unit).iter();
            (on, heirs.map(|heir| name(*heir)).collect())
        }),
        membership,
    }
}

/// Makes a group that a unit keeps.
///
/// # Errors
/// [`AppError::Invalid`] with every defect; as [`Ctx::require`].
pub async fn create(ctx: &Ctx, owner: UnitId, code: &str, name: &str) -> Result<GroupId, AppError> {
    require_designer(ctx, owner).await?;
    let name = clean_line(name).unwrap_or_default();
    let mut errors = Vec::new();
    if name.is_empty() {
        errors.push(FieldError::new("name", "required"));
    }
    if let Err(e) = check_code(code) {
        errors.push(FieldError::new("code", e.code()));
    }
    all_valid(errors)?;
    let group = Group {
        id: GroupId(ctx.new_id()),
        code: code.to_owned(),
        name,
        owner,
    };
    let w = ctx.begin().await?;
    store::group::insert(&w, &group)
        .await
        .map_err(|e| match e {
            StoreError::Duplicate(_) => {
                AppError::Invalid(vec![FieldError::new("code", GroupError::CodeTaken.code())])
            }
            other => other.into(),
        })?;
    let detail = json!({ "code": group.code, "name": group.name });
    // Groups belong to units: what is kept of units in memory follows the entry.
    let entry = ctx.entry("group.create", Noun::Unit, owner.0, Some(owner), detail);
    ctx.commit(w, entry).await?;
    Ok(group.id)
}

/// Lets units be in a group from a day on, all or none.
///
/// # Errors
/// [`AppError::Invalid`] when one of them is in it already or does not exist on
/// that day; as [`Ctx::require`].
pub async fn join(ctx: &Ctx, code: &str, units: &[UnitId], from: Date) -> Result<(), AppError> {
    let group = editable(ctx, code).await?;
    let tree = ctx.tree_at(from).await?;
    let w = ctx.begin().await?;
    let members = store::group::members(&w, group.id).await?;
    let mut errors = Vec::new();
    if units.is_empty() {
        errors.push(FieldError::new("units", "required"));
    }
    for unit in units {
        let of_unit: Vec<Membership> = members
            .iter()
            .filter(|m| m.unit == *unit)
            .copied()
            .collect();
        let Some(known) = tree.get(*unit) else {
            errors.push(FieldError::new("units", "group.no_unit"));
            continue;
        };
        if let Err(e) = check_join(&of_unit, from) {
            errors.push(FieldError::new("units", e.code()).with("unit", known.name.clone()));
        }
    }
    all_valid(errors)?;
    for unit in units {
        let membership = Membership {
            unit: *unit,
            valid_from: from,
            valid_to: None,
        };
        store::group::insert_member(&w, ctx.new_id(), group.id, &membership).await?;
    }
    let detail = json!({ "code": group.code, "units": units, "valid_from": from });
    let entry = ctx.entry(
        "group.join",
        Noun::Unit,
        group.owner.0,
        Some(group.owner),
        detail,
    );
    ctx.commit(w, entry).await
}

/// Ends the membership of a unit; `on` is the first day without it.
///
/// # Errors
/// [`AppError::Invalid`] when the unit is not in the group before that day; as
/// [`Ctx::require`].
pub async fn leave(ctx: &Ctx, code: &str, unit: UnitId, on: Date) -> Result<(), AppError> {
    let group = editable(ctx, code).await?;
    let w = ctx.begin().await?;
    if !store::group::end_member(&w, group.id, unit, on).await? {
        return Err(AppError::Invalid(vec![FieldError::new(
            "on",
            GroupError::NoMember.code(),
        )]));
    }
    let detail = json!({ "code": group.code, "units": [unit], "valid_to": on });
    let entry = ctx.entry(
        "group.leave",
        Noun::Unit,
        group.owner.0,
        Some(group.owner),
        detail,
    );
    ctx.commit(w, entry).await
}

async fn editable(ctx: &Ctx, code: &str) -> Result<Group, AppError> {
    let group = store::group::find_by_code(&ctx.read(), code)
        .await?
        .ok_or(AppError::NotFound)?;
    require_designer(ctx, group.owner).await?;
    Ok(group)
}

/// The units of the area of a group's keeper that may join, for those who may
/// edit the group; empty for others.
///
/// # Errors
/// When the database fails.
pub async fn candidates(ctx: &Ctx, owner: UnitId) -> Result<Vec<(UnitId, String)>, AppError> {
    if require_designer(ctx, owner).await.is_err() {
        return Ok(Vec::new());
    }
    let tree = ctx.tree().await?;
    let area = tree.get(owner).and_then(|u| u.parent).unwrap_or(owner);
    Ok(tree
        .within(area)
        .filter(|u| u.unit != owner && u.unit != area)
        .map(|u| (u.unit, u.name.clone()))
        .collect())
}
