//! Two authors of one draft, for the page's script: what stands in which field.

use crate::Staff;
use app::regime::RegimeVersion;
use app::report::{Clash, number_field};
use domain::report::{LATE_PLACE, Part, Writing};
use serde_json::json;
use std::collections::BTreeMap;

/// Both texts of every place that two authors changed, with names.
pub(super) fn clashed(staff: &Staff, clash: &Clash) -> serde_json::Value {
    let l = staff.layout("");
    let at = l.instant(&clash.theirs.updated_at);
    let theirs = Writing {
        body: clash.theirs.body.clone(),
        numbers: clash.theirs.typed.numbers.clone(),
        late_reason: clash.theirs.typed.late_reason.clone(),
    };
    let sides = |writing: &Writing, place: &str| -> BTreeMap<String, String> {
        fields_at(&clash.regime, writing, place)
            .into_iter()
            .collect()
    };
    let places = clash.places.iter().map(|p| {
        json!({
            "place": p.place,
            "by": p.by,
            "at": l.instant(&p.at),
            "mine": sides(&clash.mine, &p.place),
            "theirs": sides(&theirs, &p.place),
        })
    });
    json!({
        "message": l.t2("report.clash", ("name", &clash.by), ("at", at)),
        "version": clash.theirs.version,
        "places": places.collect::<Vec<_>>(),
    })
}

/// The fields of the form at a place and what stands in them; a box that is
/// ticked has "on", one that is not has nothing.
pub(super) fn fields_at(
    regime: &RegimeVersion,
    writing: &Writing,
    place: &str,
) -> Vec<(String, String)> {
    let tick = |is_on: bool| if is_on { "on" } else { "" }.to_owned();
    let body = &writing.body;
    if let Some(code) = place.strip_prefix("s.") {
        let said = body.section(code);
        let text = said.map(|s| s.text.clone()).unwrap_or_default();
        let nil = tick(said.is_some_and(|s| s.is_nil));
        return vec![(place.to_owned(), text), (format!("sn.{code}"), nil)];
    }
    if let Some(code) = place.strip_prefix("v.") {
        let cell = body.values.get(code).cloned().unwrap_or_default();
        let Some(def) = regime.body.indicator(code) else {
            return Vec::new();
        };
        let mut fields: Vec<(String, String)> = Part::of(def)
            .iter()
            .map(|part| {
                let key = part.key(code);
                let written = || part.written(def, &cell);
                let shown = writing.numbers.get(&key).cloned().or_else(written);
                (number_field(&key), shown.unwrap_or_default())
            })
            .collect();
        fields.push((format!("n.{code}"), cell.note.unwrap_or_default()));
        fields.push((format!("k.{code}"), cell.nature.code().to_owned()));
        return fields;
    }
    if let Some(task) = place.strip_prefix("t.") {
        let line = body.tasks.iter().find(|l| l.task.to_string() == task);
        let percent = line.and_then(|l| l.percent).map(|p| p.to_string());
        return vec![
            (
                place.to_owned(),
                line.map(|l| l.text.clone()).unwrap_or_default(),
            ),
            (format!("p.{task}"), percent.unwrap_or_default()),
        ];
    }
    if place == LATE_PLACE {
        return vec![(place.to_owned(), writing.late_reason.clone())];
    }
    let text = match place.strip_prefix("x.") {
        Some(key) => body.explanations.get(key).cloned().unwrap_or_default(),
        None => tick(body.is_nil),
    };
    vec![(place.to_owned(), text)]
}
