//! What a part of a long table of indicators is called.

use crate::Layout;
use domain::field::Field;

/// "19–36: Y tế, Dân số": a part that begins after so many lines of the table.
pub(crate) fn span(l: &Layout, before: usize, fields: &[Field]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for field in fields {
        let name = match l.locale {
            app::Locale::En => field.name_en(),
            app::Locale::Vi => field.name_vi(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    format!(
        "{}–{}: {}",
        before + 1,
        before + fields.len(),
        names.join(", ")
    )
}
