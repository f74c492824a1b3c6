//! Reading a step of an act as typed, and telling one in words.

use super::new::{field_name, read_new};
use crate::input::find_unit;
use crate::{Fields, Layout, Staff};
use app::unit::ActInput;
use app::{AppError, FieldError};
use domain::field::Field;
use domain::unit::{Step, Tier, Tree, UnitKind};
use std::sync::Arc;

/// The code of a unit of today that people name by code, name or short name;
/// anything else stays as typed, and the rules say what is wrong with it.
pub(super) async fn code_of(staff: &Staff, typed: &str) -> Result<String, AppError> {
    let tree = staff.ctx.tree().await?;
    Ok(named(&tree, typed))
}

fn named(tree: &Tree, typed: &str) -> String {
    let typed = typed.trim();
    if tree.by_code(typed).is_some() {
        return typed.to_owned();
    }
    let found = find_unit(tree, typed).ok().flatten();
    found
        .and_then(|u| tree.get(u))
        .map_or_else(|| typed.to_owned(), |u| u.code.clone())
}

/// Units as they are typed into an act: those of the eve of its day, and those
/// that it creates itself.
struct Names<'a> {
    tree: Arc<Tree>,
    input: &'a ActInput,
}

impl Names<'_> {
    fn code(&self, typed: &str) -> String {
        let is_new = |s: &Step| matches!(s, Step::Create(new) if new.code == typed.trim());
        if self.input.act.steps.iter().any(is_new) {
            return typed.trim().to_owned();
        }
        named(&self.tree, typed)
    }

    fn list(&self, typed: &str) -> Vec<String> {
        typed
            .split([',', ';', '\n'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| self.code(part))
            .collect()
    }
}

/// The step that a form of the act page adds. Names of its fields begin with the
/// kind of step.
pub(super) async fn read_step(
    staff: &Staff,
    fields: &Fields,
    input: &ActInput,
) -> Result<Step, AppError> {
    let eve = input.act.effective_on.yesterday();
    let names = Names {
        tree: staff
            .ctx
            .tree_at(eve.unwrap_or(input.act.effective_on))
            .await?,
        input,
    };
    let kind = fields.get("kind");
    let get = |name: &str| fields.get(&format!("{kind}_{name}"));
    let mut errors = Vec::new();
    let step = match kind {
        "create" => {
            let parent = names.code(get("parent"));
            read_new(fields, "create_", parent, &mut errors).map(Step::Create)
        }
        "rename" => Some(Step::Rename {
            unit: names.code(get("unit")),
            name: get("name").to_owned(),
            short_name: get("short_name").to_owned(),
            symbol: get("symbol").to_owned(),
        }),
        "move" => Some(Step::Move {
            unit: names.code(get("unit")),
            parent: names.code(get("parent")),
        }),
        "merge" => Some(Step::Merge {
            from: names.list(get("from")),
            into: names.code(get("into")),
        }),
        "split" => Some(Step::Split {
            from: names.code(get("from")),
            into: names.list(get("into")),
            weights: weights(get("weights"), &mut errors),
        }),
        "abolish" => Some(Step::Abolish {
            unit: names.code(get("unit")),
            heir: names.code(get("heir")),
        }),
        "change" => Some(Step::Change {
            unit: names.code(get("unit")),
            kind: UnitKind::from_code(get("kind")),
            tier: Tier::from_code(get("tier")),
            place: get("place").to_owned(),
        }),
        "charge" => field(get("field"), "charge_field", &mut errors).map(|field| Step::Charge {
            unit: names.code(get("unit")),
            field,
        }),
        "discharge" => {
            field(get("field"), "discharge_field", &mut errors).map(|field| Step::Discharge {
                unit: names.code(get("unit")),
                field,
            })
        }
        "transfer" => {
            field(get("field"), "transfer_field", &mut errors).map(|field| Step::Transfer {
                field,
                from: names.code(get("from")),
                to: names.code(get("to")),
            })
        }
        _ => return Err(AppError::NotFound),
    };
    app::error::all_valid(errors)?;
    step.ok_or(AppError::NotFound)
}

fn field(typed: &str, name: &'static str, errors: &mut Vec<FieldError>) -> Option<Field> {
    let field = Field::from_code(typed);
    if field.is_none() {
        errors.push(FieldError::new(name, "unit.field"));
    }
    field
}

fn weights(typed: &str, errors: &mut Vec<FieldError>) -> Vec<i64> {
    let parts = typed.split([',', ';', ' ']).map(str::trim);
    let read: Result<Vec<i64>, _> = parts.filter(|p| !p.is_empty()).map(str::parse).collect();
    read.unwrap_or_else(|_| {
        errors.push(FieldError::new("split_weights", "unit.weights_form"));
        Vec::new()
    })
}

/// A step in words: kind and content.
pub(super) fn words(l: &Layout, step: &Step) -> (String, String) {
    let kind = l.code_text("unit.step", step.code()).into_owned();
    let content = match step {
        Step::Create(new) => format!(
            "{} – {} ({}); {}",
            new.code,
            new.name,
            l.code_text("unit.kind", new.kind.code()),
            l.t1("unit.act.change.parent", "parent", &new.parent)
        ),
        Step::Rename { unit, name, .. } => format!("{unit} → {name}"),
        Step::Move { unit, parent } => format!(
            "{unit} → {}",
            l.t1("unit.act.change.parent", "parent", parent)
        ),
        Step::Merge { from, into } => format!("{} → {into}", from.join(" + ")),
        Step::Split {
            from,
            into,
            weights,
        } => {
            let heirs: Vec<String> = into
                .iter()
                .enumerate()
                .map(|(n, code)| match weights.get(n) {
                    Some(weight) => {
                        format!("{code} ({})", l.t1("unit.life.weight", "weight", weight))
                    }
                    None => code.clone(),
                })
                .collect();
            format!("{from} → {}", heirs.join(" + "))
        }
        Step::Abolish { unit, heir } => format!("{unit} → {heir}"),
        Step::Change {
            unit,
            kind,
            tier,
            place,
        } => {
            let kind = kind.map(|k| l.code_text("unit.kind", k.code()).into_owned());
            let tier = tier.map(|t| l.code_text("unit.tier", t.code()).into_owned());
            let place = Some(place.clone()).filter(|p| !p.is_empty());
            let said: Vec<String> = [kind, tier, place].into_iter().flatten().collect();
            format!("{unit} → {}", said.join("; "))
        }
        Step::Charge { unit, field } => {
            let field = field_name(l, *field);
            format!("{unit}: {}", l.t1("unit.act.change.takes", "field", field))
        }
        Step::Discharge { unit, field } => {
            let field = field_name(l, *field);
            format!("{unit}: {}", l.t1("unit.act.change.gives", "field", field))
        }
        Step::Transfer { field, from, to } => {
            format!("{}: {from} → {to}", field_name(l, *field))
        }
    };
    (kind, content)
}
