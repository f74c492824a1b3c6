//! Choosing whom to ask for opinions: by kind, group or superior with one box, or
//! one by one (`pick`).

use crate::page::pick::{Item, Pick, picked};
use crate::{Fields, FormState, Layout};
use app::consolidation::{Askables, Several, Whom};
use domain::unit::UnitKind;

/// The fields of the choice, ready to be shown.
pub(super) struct Choice {
    /// Boxes for several units at once: name of the field, legend, boxes.
    pub(super) rules: Vec<(&'static str, String, Vec<RuleBox>)>,
    pub(super) pick: Pick,
}

pub(super) struct RuleBox {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_ticked: bool,
}

/// Everything that a form has chosen.
pub(super) fn whom(fields: &Fields) -> Whom {
    let all = |name| fields.all(name).map(str::to_owned).collect();
    Whom {
        kinds: fields.all("kind").filter_map(UnitKind::from_code).collect(),
        groups: all("group"),
        below: all("below"),
        units: picked("unit", fields).into_iter().collect(),
    }
}

impl Choice {
    pub(super) fn of(l: &Layout, askables: &Askables, form: &FormState) -> Self {
        let whom = whom(form.fields());
        let items = askables.units.iter().map(|u| Item {
            code: u.code.clone(),
            name: u.name.clone(),
            is_among: askables.is_among(u, &whom),
        });
        Self {
            rules: rules(l, askables, &whom),
            pick: Pick::of(l, "unit", items.collect(), form),
        }
    }
}

fn rules(
    l: &Layout,
    askables: &Askables,
    whom: &Whom,
) -> Vec<(&'static str, String, Vec<RuleBox>)> {
    let label = |name: &str, n: usize| l.t2("consolidation.whom.several", ("name", name), ("n", n));
    let several = |all: &[Several], chosen: &[String]| -> Vec<RuleBox> {
        let boxes = all.iter().map(|s| RuleBox {
            label: label(&s.name, s.units.len()),
            is_ticked: chosen.contains(&s.code),
            value: s.code.clone(),
        });
        boxes.collect()
    };
    let kinds = askables.kinds().into_iter().map(|(kind, n)| RuleBox {
        label: label(&l.code_text("unit.kind", kind.code()), n),
        is_ticked: whom.kinds.contains(&kind),
        value: kind.code().to_owned(),
    });
    let rules: [(&'static str, Vec<RuleBox>); 3] = [
        ("kind", kinds.collect()),
        ("group", several(&askables.groups, &whom.groups)),
        ("below", several(&askables.superiors, &whom.below)),
    ];
    let some = rules.into_iter().filter(|(_, boxes)| !boxes.is_empty());
    some.map(|(name, boxes)| {
        let legend = l.code_text("consolidation.whom", name).into_owned();
        (name, legend, boxes)
    })
    .collect()
}
