//! Titles of the parts that the outline's codes stand under without having a
//! section of their own ("I", "I.6").

use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Groups {
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    code: String,
    title: String,
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    toml::from_str::<Groups>(include_str!("../../data/outline_groups.toml"))
        .map(|g| g.group)
        .unwrap_or_default()
});

/// The title of a part of the outline, if it is a known one.
#[must_use]
pub fn group_title(code: &str) -> Option<&'static str> {
    GROUPS
        .iter()
        .find(|g| g.code == code)
        .map(|g| g.title.as_str())
}

#[cfg(test)]
mod tests {
    use super::group_title;
    use crate::regime::standard_outline;

    #[test]
    fn every_part_of_the_standard_outline_has_a_title() {
        let sections = standard_outline();
        for section in &sections {
            let mut code = section.code.as_str();
            while let Some((part, _)) = code.rsplit_once('.') {
                let is_section = sections.iter().any(|s| s.code == part);
                assert!(is_section || group_title(part).is_some(), "{part}");
                code = part;
            }
        }
    }
}
