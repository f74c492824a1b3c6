//! The unit that a task's words name, matched against the register of units.
//! Only a proposal: a person confirms it.

use domain::id::UnitId;
use domain::text::fold;
use domain::unit::{Tree, UnitKind};

/// Names of units that may be charged, folded.
pub(super) struct Leads {
    names: Vec<(String, UnitId)>,
}

impl Leads {
    /// The names of the units that `may_charge` allows. Party committees are
    /// left out: their short names stand in the names of their own bodies.
    pub(super) fn new(tree: &Tree, may_charge: impl Fn(UnitId) -> bool) -> Self {
        let mut names = Vec::new();
        for unit in tree.units() {
            if unit.kind == UnitKind::PartyCommittee || !may_charge(unit.unit) {
                continue;
            }
            for name in [&unit.name, &unit.short_name] {
                let name = fold(name);
                if name.len() > 4 {
                    names.push((name, unit.unit));
                }
            }
        }
        // Longest first, so that a name inside another does not win.
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(&b.0)));
        names.dedup();
        Self { names }
    }

    /// The unit that leads: the one said to lead ("chủ trì"), else the first
    /// named. Two units of one name leave it open.
    pub(super) fn find(&self, text: &str) -> Option<UnitId> {
        let text = fold(text);
        let mut found: Vec<(usize, usize, UnitId)> = Vec::new();
        for (name, unit) in &self.names {
            for (at, _) in text.match_indices(name.as_str()) {
                let end = at + name.len();
                let is_word = !text[..at].ends_with(char::is_alphanumeric)
                    && !text[end..].starts_with(char::is_alphanumeric);
                let is_inside = found
                    .iter()
                    .any(|(from, to, other)| *from <= at && end <= *to && other != unit);
                if is_word && !is_inside {
                    found.push((at, end, *unit));
                }
            }
        }
        let leads = |end: usize| {
            text[end..]
                .trim_start_matches([',', ' ', ':'])
                .starts_with("chu tri")
        };
        let (at, end, unit) = *found
            .iter()
            .min_by_key(|(at, end, _)| (!leads(*end), *at))?;
        let is_clear = !self
            .names
            .iter()
            .any(|(name, other)| *other != unit && text[at..end] == **name);
        is_clear.then_some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn leads(names: &[(&str, u128)]) -> Leads {
        let mut names: Vec<_> = names
            .iter()
            .map(|(name, n)| (fold(name), UnitId(Uuid::from_u128(*n))))
            .collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Leads { names }
    }

    #[test]
    fn the_unit_said_to_lead_is_proposed_before_the_first_named() {
        let all = leads(&[("Sở Y tế", 1), ("Sở Giáo dục và Đào tạo", 2)]);
        let text = "Phối hợp với Sở Y tế; Sở Giáo dục và Đào tạo chủ trì rà soát y tế trường học.";
        assert_eq!(all.find(text), Some(UnitId(Uuid::from_u128(2))));
        assert_eq!(
            all.find("Giao Sở Y tế hoàn thành trước ngày 15/5."),
            Some(UnitId(Uuid::from_u128(1)))
        );
    }

    #[test]
    fn a_name_inside_a_longer_one_and_a_name_of_two_units_propose_nothing_wrong() {
        let all = leads(&[
            ("Xã Đông", 1),
            ("Xã Đông Hà", 2),
            ("Xã Tây", 3),
            ("Xã Tây", 4),
        ]);
        assert_eq!(
            all.find("xã Đông Hà báo cáo"),
            Some(UnitId(Uuid::from_u128(2)))
        );
        assert_eq!(all.find("xã Tây báo cáo"), None);
        assert_eq!(all.find("các xã báo cáo"), None);
    }
}
