//! Lists of units in words and as units: read from a form, said on pages
//! and papers, turned into units when an invitation or a task is sent.

use crate::text::{t, t_with};
use crate::{AppError, Ctx, Locale};
use domain::conference::{Target, resolve};
use domain::id::UnitId;
use domain::regime::Known;
use domain::text::fold;
use domain::unit::{Tree, UnitKind};
use store::Handle;

/// The list that a text says: a group by name or code, a kind of unit ("xã,
/// phường, đặc khu"), or *trực thuộc* and a unit. None when it says none.
///
/// # Errors
/// When the database fails.
pub async fn read_target(ctx: &Ctx, tree: &Tree, text: &str) -> Result<Option<Target>, AppError> {
    let key = fold(text);
    let key = ["tat ca ", "toan bo ", "cac "]
        .iter()
        .find_map(|lead| key.strip_prefix(lead))
        .unwrap_or(&key)
        .trim();
    if key.is_empty() {
        return Ok(None);
    }
    for group in store::group::list(&ctx.read()).await? {
        let name = fold(&group.name);
        if fold(&group.code) == key || name == key || name.strip_prefix("khoi ") == Some(key) {
            return Ok(Some(Target::Group(group.code)));
        }
    }
    for kind in UnitKind::ALL {
        let names = [Locale::Vi, Locale::En].map(|l| fold(&t(l, &kind_key(*kind))));
        if names.iter().any(|name| name == key) {
            return Ok(Some(Target::Kind(*kind)));
        }
    }
    let above = ["truc thuoc ", "don vi truc thuoc "];
    Ok(above
        .iter()
        .find_map(|lead| key.strip_prefix(lead))
        .and_then(|name| {
            let is_it = |u: &&domain::unit::UnitVersion| {
                [&u.code, &u.name, &u.short_name]
                    .iter()
                    .any(|n| fold(n) == name)
            };
            let mut found = tree.units().iter().filter(is_it);
            match (found.next(), found.next()) {
                (Some(unit), None) => Some(Target::Below(unit.unit)),
                _ => None,
            }
        }))
}

/// How a list is said, so that [`read_target`] reads it again.
///
/// # Errors
/// When the database fails.
pub async fn target_words(
    h: &impl Handle,
    tree: &Tree,
    locale: Locale,
    target: &Target,
) -> Result<String, AppError> {
    Ok(match target {
        Target::Group(code) => {
            let groups = store::group::list(h).await?;
            let group = groups.into_iter().find(|g| g.code == *code);
            group.map_or_else(|| code.clone(), |g| g.name)
        }
        Target::Kind(kind) => t(locale, &kind_key(*kind)).into_owned(),
        Target::Below(unit) => {
            let name = tree.known(*unit).map(|u| u.name.clone());
            let args = [("unit", name.unwrap_or_default())];
            t_with(locale, "conference.target.below", &args)
        }
    })
}

fn kind_key(kind: UnitKind) -> String {
    format!("unit.kind.{}", kind.code())
}

/// The units that lists mean today, inside the area of an office: what lies at
/// or below its superior, without the office itself.
///
/// # Errors
/// When the database fails.
pub(crate) async fn units_of(
    ctx: &Ctx,
    lists: &[Target],
    office: UnitId,
) -> Result<Vec<UnitId>, AppError> {
    if lists.is_empty() {
        return Ok(Vec::new());
    }
    let tree = ctx.tree().await?;
    let fields = ctx.app.functions_at(ctx.today()).await?;
    let groups = ctx.app.groups_at(ctx.today()).await?;
    let known = Known {
        fields: &fields,
        groups: &groups,
    };
    let above = tree.get(office).and_then(|u| u.parent).unwrap_or(office);
    let mut units = resolve(lists, &tree, above, &known);
    units.retain(|unit| *unit != office);
    Ok(units)
}
