//! An indicator's definition as the fields of a form, and back. Not here: the page
//! and what its buttons do (`indicators`).

use super::rule::{read_reporters, unit_rule_pairs};
use crate::Fields;
use app::FieldError;
use domain::field::Field;
use domain::indicator::{
    Direction, IndicatorDef, IndicatorKind, LiveFigure, is_consistent, written_categories,
};
use domain::number::{format_number, read_number};
use domain::period::PeriodKind;
use domain::text::clean_line;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

/// The code of a serialised enum.
fn code_of(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// The value of an enum with this code.
fn read_code<T: DeserializeOwned>(
    fields: &Fields,
    name: &str,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    let value = serde_json::Value::String(fields.get(name).to_owned());
    let read = serde_json::from_value(value).ok();
    if read.is_none() {
        errors.push(FieldError::new(name, "required"));
    }
    read
}

/// The way of a figure that comes near a value.
const TOWARD: &str = "toward";

fn direction_code(direction: Direction) -> String {
    match direction {
        Direction::Toward(_) => TOWARD.into(),
        plain => code_of(plain),
    }
}

/// The value to come near, as it is typed.
fn aim(def: &IndicatorDef) -> String {
    match def.direction {
        Direction::Toward(aim) => format_number(aim, def.scale),
        _ => String::new(),
    }
}

fn read_direction(
    fields: &Fields,
    scale: Option<u8>,
    errors: &mut Vec<FieldError>,
) -> Option<Direction> {
    if fields.get("direction") != TOWARD {
        return read_code(fields, "direction", errors);
    }
    let read = read_number(fields.get("aim"), scale?).ok();
    let aim = read.and_then(|reading| reading.exact());
    if aim.is_none() {
        errors.push(FieldError::new("aim", "regime.number"));
    }
    aim.map(Direction::Toward)
}

pub(super) fn pairs(all: &[IndicatorDef], def: &IndicatorDef) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = [
        ("code", def.code.clone()),
        ("name", def.name.clone()),
        ("name_en", def.name_en.clone()),
        ("measure", def.measure.clone()),
        ("scale", def.scale.to_string()),
        ("over_units", code_of(def.over_units)),
        ("over_time", code_of(def.over_time)),
        ("direction", direction_code(def.direction)),
        ("aim", aim(def)),
        ("field", def.field.code().into()),
        ("public", code_of(def.public)),
        ("weight", def.weight.clone().unwrap_or_default()),
        ("live", def.live.map_or("", |live| live.code()).to_owned()),
        ("valid_from", def.valid_from.to_string()),
        ("parent", def.parent.clone().unwrap_or_default()),
        ("categories", written_categories(all, def)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    if let IndicatorKind::Ratio {
        num_label,
        den_label,
        factor,
    } = &def.kind
    {
        pairs.push(("num_label".into(), num_label.clone()));
        pairs.push(("den_label".into(), den_label.clone()));
        pairs.push(("factor".into(), factor.to_string()));
    }
    if def.is_rank() {
        pairs.push(("is_rank".into(), "1".into()));
    }
    pairs.push(("levels".into(), def.levels().join("\n")));
    if def.has_loose_parts {
        pairs.push(("loose_parts".into(), "1".into()));
    }
    let when = def.frequency.iter();
    pairs.extend(when.map(|k| ("frequency".to_owned(), k.code().to_owned())));
    pairs.extend(unit_rule_pairs(&def.reported_by));
    pairs
}

/// The definition that was typed.
pub(super) fn read(fields: &Fields) -> Result<IndicatorDef, Vec<FieldError>> {
    let mut errors = Vec::new();
    let line = |name: &str| clean_line(fields.get(name)).unwrap_or_default();
    for name in ["code", "name", "measure"] {
        if line(name).is_empty() {
            errors.push(FieldError::new(name, "required"));
        }
    }
    let scale = fields.get("scale").trim().parse();
    if scale.is_err() {
        errors.push(FieldError::new("scale", "regime.number"));
    }
    let valid_from = fields.get("valid_from").parse::<Date>();
    if valid_from.is_err() {
        errors.push(FieldError::new("valid_from", "round.date_form"));
    }
    let field = Field::from_code(fields.get("field"));
    if field.is_none() {
        errors.push(FieldError::new("field", "required"));
    }
    let frequency: Vec<PeriodKind> = fields
        .all("frequency")
        .filter_map(PeriodKind::from_code)
        .collect();
    if frequency.is_empty() {
        errors.push(FieldError::new("frequency", "required"));
    }
    let (num_label, den_label) = (line("num_label"), line("den_label"));
    let levels = fields.get("levels").lines();
    let levels = levels.map(|name| clean_line(name).unwrap_or_default());
    let levels: Vec<String> = levels.filter(|name| !name.is_empty()).collect();
    let kind = if !levels.is_empty() {
        IndicatorKind::Category { levels }
    } else if !fields.get("is_rank").is_empty() {
        IndicatorKind::Rank
    } else if num_label.is_empty() && den_label.is_empty() {
        IndicatorKind::Plain
    } else {
        let factor = fields.get("factor").trim().parse();
        if factor.is_err() {
            errors.push(FieldError::new("factor", "regime.number"));
        }
        IndicatorKind::Ratio {
            num_label,
            den_label,
            factor: factor.unwrap_or(100),
        }
    };
    let over_units = read_code(fields, "over_units", &mut errors);
    let over_time = read_code(fields, "over_time", &mut errors);
    let direction = read_direction(fields, scale.as_ref().ok().copied(), &mut errors);
    let public = read_code(fields, "public", &mut errors);
    let def = (|| {
        Some(IndicatorDef {
            code: line("code"),
            name: line("name"),
            name_en: line("name_en"),
            measure: line("measure"),
            scale: scale.ok()?,
            over_units: over_units?,
            over_time: over_time?,
            weight: Some(line("weight")).filter(|code| !code.is_empty()),
            parent: Some(line("parent")).filter(|code| !code.is_empty()),
            has_loose_parts: !fields.get("loose_parts").is_empty(),
            live: LiveFigure::from_code(fields.get("live")),
            kind,
            direction: direction?,
            field: field?,
            public: public?,
            frequency,
            reported_by: read_reporters(fields),
            valid_from: valid_from.ok()?,
            valid_to: None,
        })
    })();
    match def {
        Some(def) if errors.is_empty() && is_consistent(&def) => Ok(def),
        Some(def) if errors.is_empty() => {
            let error = FieldError::new("over_units", "regime.indicator_inconsistent");
            Err(vec![error.with("about", def.code)])
        }
        _ => Err(errors),
    }
}
