//! Breakdowns (*phân tổ*): an indicator counted by category, as cases by disease
//! or medals by colour (domain facts §6.3).
//!
//! A part is an ordinary indicator that names its whole, so that entry, imports,
//! totals and prose know nothing of it. Not here: that parts add up to their whole
//! (`validation::starter`).

use super::def::{IndicatorDef, IndicatorKind};
use crate::text::clean_line;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// One category of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Stable code within the whole: small letters, digits and `_`.
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name; the Vietnamese one where there is none.
    #[serde(default)]
    pub name_en: String,
}

/// How often a part may have parts; more is an indicator below itself.
const DEEPEST: usize = 4;

/// Between the name of a whole and that of a category.
const DASH: &str = " – ";

impl Category {
    fn code_in(&self, whole: &IndicatorDef) -> String {
        format!("{}.{}", whole.code, self.code)
    }
}

/// The categories that somebody wrote, one a line: code, name and, after a slash,
/// the English name.
///
/// # Errors
/// The first line that is no category: without a name, with a code of other
/// characters, or with a code that was there before.
pub fn read_categories(text: &str) -> Result<Vec<Category>, String> {
    let mut seen = HashSet::new();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let refused = || line.to_owned();
            let (code, names) = line.split_once(char::is_whitespace).ok_or_else(refused)?;
            let (name, name_en) = names.split_once('/').unwrap_or((names, ""));
            let clean = |name: &str| clean_line(name).map_err(|_| refused());
            let (name, name_en) = (clean(name)?, clean(name_en)?);
            let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            let is_good = !name.is_empty() && code.chars().all(is_code);
            if !is_good || !seen.insert(code) {
                return Err(refused());
            }
            Ok(Category {
                code: code.to_owned(),
                name,
                name_en,
            })
        })
        .collect()
}

/// The categories of a whole as [`read_categories`] reads them.
#[must_use]
pub fn written_categories(definitions: &[IndicatorDef], whole: &IndicatorDef) -> String {
    let line = |part: &IndicatorDef| {
        let code = part.code.strip_prefix(whole.code.as_str());
        let code = code.unwrap_or(&part.code).trim_start_matches('.');
        let cut = |name: &str, of: &str| {
            let rest = name
                .strip_prefix(of)
                .and_then(|rest| rest.strip_prefix(DASH));
            rest.unwrap_or(name).to_owned()
        };
        let (name, name_en) = (
            cut(&part.name, &whole.name),
            cut(&part.name_en, &whole.name_en),
        );
        match name_en == name || name_en.is_empty() {
            true => format!("{code} {name}"),
            false => format!("{code} {name} / {name_en}"),
        }
    };
    let lines: Vec<String> = parts_of_whole(definitions, &whole.code).map(line).collect();
    lines.join("\n")
}

/// The parts of a whole, in the order of the form.
pub fn parts_of_whole<'a>(
    definitions: &'a [IndicatorDef],
    code: &'a str,
) -> impl Iterator<Item = &'a IndicatorDef> {
    let is_part = move |def: &&IndicatorDef| def.parent.as_deref() == Some(code);
    definitions.iter().filter(is_part)
}

/// The part of a whole for one category: everything that is not its name is the
/// whole's.
fn part(whole: &IndicatorDef, category: &Category) -> IndicatorDef {
    let name_en = match category.name_en.is_empty() {
        true => &category.name,
        false => &category.name_en,
    };
    IndicatorDef {
        code: category.code_in(whole),
        name: format!("{}{DASH}{}", whole.name, category.name),
        name_en: format!("{}{DASH}{name_en}", whole.name_en),
        parent: Some(whole.code.clone()),
        ..whole.clone()
    }
}

/// Whether an indicator can be broken down: counts and amounts, whose parts have
/// the same measure and scale.
#[must_use]
pub fn can_be_broken_down(def: &IndicatorDef) -> bool {
    def.kind == IndicatorKind::Plain && def.live.is_none() && def.weight.is_none()
}

/// Gives a whole these categories: new parts come, those of other categories go,
/// and what is the whole's follows it. The parts stand behind their whole.
pub fn break_down(definitions: &mut Vec<IndicatorDef>, code: &str, categories: &[Category]) {
    let Some(whole) = definitions.iter().find(|def| def.code == code).cloned() else {
        return;
    };
    let stays = |part: &IndicatorDef| {
        let mut all = categories.iter();
        all.any(|category| category.code_in(&whole) == part.code)
    };
    let gone: Vec<String> = parts_of_whole(definitions, code)
        .filter(|part| !stays(part))
        .map(|part| part.code.clone())
        .collect();
    for code in &gone {
        remove_with_parts(definitions, code);
    }
    definitions.retain(|def| def.parent.as_deref() != Some(code));
    definitions.extend(categories.iter().map(|category| part(&whole, category)));
    group_parts(definitions);
}

/// Takes an indicator out, with all that is a part of it.
pub fn remove_with_parts(definitions: &mut Vec<IndicatorDef>, code: &str) {
    let mut gone = vec![code.to_owned()];
    while let Some(code) = gone.pop() {
        gone.extend(parts_of_whole(definitions, &code).map(|part| part.code.clone()));
        definitions.retain(|def| def.code != code);
    }
}

/// Puts every part behind its whole, in the order that they have; what names no
/// whole of the form stands where it stood.
pub fn group_parts(definitions: &mut Vec<IndicatorDef>) {
    let all = std::mem::take(definitions);
    let codes: HashSet<&str> = all.iter().map(|def| def.code.as_str()).collect();
    let is_root = |def: &IndicatorDef| {
        let whole = def.parent.as_deref();
        whole.is_none_or(|whole| whole == def.code || !codes.contains(whole))
    };
    let mut order: Vec<usize> = Vec::with_capacity(all.len());
    let mut waiting: Vec<usize> = (0..all.len())
        .rev()
        .filter(|at| is_root(&all[*at]))
        .collect();
    while let Some(at) = waiting.pop() {
        order.push(at);
        let is_part =
            |n: &usize| !is_root(&all[*n]) && all[*n].parent == Some(all[at].code.clone());
        waiting.extend((0..all.len()).rev().filter(is_part));
    }
    // Parts of each other hang below nothing: they are kept, and refused elsewhere.
    let lost: Vec<usize> = (0..all.len()).filter(|at| !order.contains(at)).collect();
    order.extend(lost);
    let mut taken: Vec<Option<IndicatorDef>> = all.into_iter().map(Some).collect();
    *definitions = order
        .into_iter()
        .filter_map(|at| taken[at].take())
        .collect();
}

/// How deep below a whole of the form an indicator stands: 0 for a whole.
#[must_use]
pub fn depth_in(definitions: &[IndicatorDef], def: &IndicatorDef) -> usize {
    depth_of(def, &|code| definitions.iter().find(|def| def.code == code))
}

/// The same among the indicators that `find` knows by code.
#[must_use]
pub fn depth_of<'a>(def: &IndicatorDef, find: &dyn Fn(&str) -> Option<&'a IndicatorDef>) -> usize {
    let whole = |def: &IndicatorDef| find(def.parent.as_deref()?);
    // Bad data must not hang it.
    std::iter::successors(whole(def), |def| whole(def))
        .take(DEEPEST)
        .count()
}

/// How an indicator is named in a row of a table that has its whole above it: a
/// part by its category alone, after as many dashes as it stands deep.
#[must_use]
pub fn row_name(name: &str, depth: usize) -> String {
    if depth == 0 {
        return name.to_owned();
    }
    let own = name.rsplit_once(DASH).map_or(name, |(_, own)| own);
    format!("{}{own}", "– ".repeat(depth))
}

/// Whether an indicator names a whole that it can be a part of: one of the form,
/// of the same measure and scale, that is not below it.
#[must_use]
pub fn is_part_of_its_whole(definitions: &[IndicatorDef], def: &IndicatorDef) -> bool {
    let Some(code) = def.parent.as_deref() else {
        return true;
    };
    let whole = definitions.iter().find(|other| other.code == code);
    let fits = whole.is_some_and(|whole| {
        (&whole.measure, whole.scale, &whole.kind) == (&def.measure, def.scale, &def.kind)
            && whole.kind == IndicatorKind::Plain
    });
    fits && depth_in(definitions, def) < DEEPEST
}

#[cfg(test)]
#[path = "breakdown_tests.rs"]
mod tests;
