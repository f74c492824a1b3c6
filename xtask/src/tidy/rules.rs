//! Every rule of structure, reporting and consolidation that is built has a test
//! whose name begins with it (`r_3_4_…`). Whether that test proves the rule is
//! for a reader to say.

use super::sources::Source;
use std::collections::BTreeSet;

/// Chapters of the requirements that are built in full, and their last rule.
const CHAPTERS: [(u32, u32); 3] = [(1, 9), (3, 14), (4, 8)];

pub(crate) fn check(sources: &[Source]) -> Vec<String> {
    let named: BTreeSet<String> = sources
        .iter()
        .filter(|s| s.is_rust() && s.krate() != "xtask")
        .flat_map(|s| s.text.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter_map(rule_of)
        .collect();
    let rules = CHAPTERS
        .into_iter()
        .flat_map(|(chapter, last)| (1..=last).map(move |n| format!("{chapter}.{n}")));
    rules
        .filter(|rule| !named.contains(rule))
        .map(|rule| format!("R-{rule}: no test is named after it"))
        .collect()
}

/// "3.4" of `r_3_4_a_return_needs_a_reason`.
fn rule_of(name: &str) -> Option<String> {
    let mut parts = name.strip_prefix("r_")?.split('_');
    let (chapter, rule) = (parts.next()?, parts.next()?);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_named = parts.next().is_some() && is_number(chapter) && is_number(rule);
    is_named.then(|| format!("{chapter}.{rule}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_off_the_name_of_its_test_and_of_nothing_else() {
        assert_eq!(rule_of("r_3_14_a_file_of_its_own").as_deref(), Some("3.14"));
        assert_eq!(rule_of("r_3_14"), None);
        assert_eq!(rule_of("or_3_14_x"), None);
        assert_eq!(rule_of("r_x_1_y"), None);
    }

    #[test]
    fn a_chapter_without_a_test_for_a_rule_is_a_finding() {
        let source = Source {
            path: "app/tests/one.rs".into(),
            text: "async fn r_1_1_units_have_dates() {}".into(),
        };
        let found = check(&[source]);
        assert_eq!(found.len(), 9 + 14 + 8 - 1);
        assert_eq!(found[0], "R-1.2: no test is named after it");
    }
}
