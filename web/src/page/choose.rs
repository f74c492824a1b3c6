//! One unit in a form: a list where there are few, otherwise its name or code is
//! typed, and where that means several units the page offers them. It works
//! without script. Not here: choosing many (`consolidation::whom`).

use crate::{Fields, FormState};
use app::FieldError;
use domain::text::fold;
use domain::unit::{Tree, UnitVersion};

/// Units up to which all stand in a list.
const LIST: usize = 60;
/// Units offered for what was typed.
const OFFERED: usize = 30;

/// The field as the page shows it.
pub(crate) struct UnitField {
    pub(crate) name: &'static str,
    pub(crate) is_list: bool,
    /// Codes and names: all of a list, or those that what was typed may mean.
    pub(crate) options: Vec<(String, String)>,
    pub(crate) pick: String,
    pub(crate) said: String,
}

impl UnitField {
    /// The field `name` of a form over these units.
    pub(crate) fn of<'a>(
        name: &'static str,
        tree: &'a Tree,
        units: impl Fn(&'a UnitVersion) -> bool,
        form: &FormState,
    ) -> Self {
        let units: Vec<&UnitVersion> = tree.units().iter().filter(|u| units(u)).collect();
        let is_list = units.len() <= LIST;
        let said = form.value(name).to_owned();
        let options = if is_list {
            let names = units.iter().map(|u| (u.code.clone(), u.name.clone()));
            names.collect()
        } else if form.error(name).is_empty() {
            Vec::new()
        } else {
            let found = meant(&units, &said);
            let offered = found.into_iter().take(OFFERED);
            offered
                .map(|u| (u.code.clone(), described(tree, u)))
                .collect()
        };
        Self {
            name,
            is_list,
            options,
            pick: format!("{name}_pick"),
            said: format!("{name}_for"),
        }
    }
}

/// "Xã Thượng Điền, Tỉnh ủy (XTD)": many communes have the same name.
fn described(tree: &Tree, unit: &UnitVersion) -> String {
    match unit.parent.and_then(|parent| tree.get(parent)) {
        Some(above) => format!("{}, {} ({})", unit.name, above.short_name, unit.code),
        None => format!("{} ({})", unit.name, unit.code),
    }
}

/// The units that a text may mean: of that code, of exactly that name, or those
/// with the text in their names.
fn meant<'a>(units: &[&'a UnitVersion], typed: &str) -> Vec<&'a UnitVersion> {
    let key = fold(typed);
    if key.is_empty() {
        return Vec::new();
    }
    let some = |is: &dyn Fn(&UnitVersion) -> bool| -> Vec<&'a UnitVersion> {
        units.iter().copied().filter(|u| is(u)).collect()
    };
    let by_code = some(&|u| fold(&u.code) == key);
    if !by_code.is_empty() {
        return by_code;
    }
    let by_name = some(&|u| fold(&u.name) == key || fold(&u.short_name) == key);
    if !by_name.is_empty() {
        return by_name;
    }
    some(&|u| u.is_found(&key))
}

/// The unit that a form names, none when the field is empty.
///
/// # Errors
/// When the text means no unit, or more than one.
pub(crate) fn read_unit<'a>(
    name: &str,
    tree: &'a Tree,
    units: impl Fn(&'a UnitVersion) -> bool,
    fields: &Fields,
) -> Result<Option<&'a UnitVersion>, FieldError> {
    let typed = fields.get(name).trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(unit) = typed.parse().ok().and_then(|id| tree.get(id)) {
        return Ok(Some(unit));
    }
    let units: Vec<&UnitVersion> = tree.units().iter().filter(|u| units(u)).collect();
    // What was picked counts for the text for which it was offered.
    let picked = fields.get(&format!("{name}_pick"));
    if !picked.is_empty()
        && fields.get(&format!("{name}_for")).trim() == typed
        && let Some(unit) = units.iter().find(|u| u.code == picked)
    {
        return Ok(Some(unit));
    }
    match meant(&units, typed)[..] {
        [] => Err(FieldError::new(name, "unit.choose.none").with("typed", typed)),
        [unit] => Ok(Some(unit)),
        ref many => Err(FieldError::new(name, "unit.choose.many")
            .with("typed", typed)
            .with("n", many.len().to_string())),
    }
}
