//! The checks of a regime version, as data (R-3.7, R-3.8), and the short form in
//! which they travel to a browser.
//!
//! Not here: evaluating them (`rule`, `outlier`).

use super::expression::{Expression, When};
use super::outlier::OutlierTest;
use super::rule::{Importance, MissingStrategy, Operator, Rule};
use super::starter::{STARTER_CODES, StarterSettings, goes_with, starter_rules};
use crate::indicator::IndicatorDef;
use serde::{Deserialize, Serialize};

/// Which checks the reports of a regime version must pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Checks {
    /// How the starter rules are tuned.
    pub starter: StarterSettings,
    /// Codes of starter rules that this regime does without.
    pub without: Vec<String>,
    /// Codes of starter rules that it keeps though it does without the one they go
    /// with, see [`goes_with`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// The regime's own rules.
    pub rules: Vec<Rule>,
    /// Least and greatest values of indicators.
    pub bounds: Vec<Bound>,
    /// Outlier tests of every plain indicator and ratio, beside the limits that
    /// are kept per unit.
    pub outliers: Vec<OutlierTest>,
}

/// Between which values an indicator lies for every unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// Code of the indicator.
    pub indicator: String,
    /// Least value, at the scale of the indicator.
    #[serde(default)]
    pub least: Option<i64>,
    /// Greatest value, at the scale of the indicator.
    #[serde(default)]
    pub most: Option<i64>,
    /// What a value outside does.
    pub importance: Importance,
}

impl Bound {
    /// The rules that it means.
    fn rules(&self, def: &IndicatorDef) -> Vec<Rule> {
        let rule = |code: &str, operator, limit: i64| Rule {
            code: code.into(),
            left: Expression::Value {
                code: self.indicator.clone(),
                when: When::Now,
            },
            operator,
            right: Expression::Number {
                value: limit,
                scale: def.scale,
            },
            importance: self.importance,
            missing: MissingStrategy::SkipIfAny,
            says: String::new(),
            says_en: String::new(),
        };
        let least = self
            .least
            .map(|l| rule("check.below_bound", Operator::AtLeast, l));
        let most = self
            .most
            .map(|m| rule("check.above_bound", Operator::AtMost, m));
        least.into_iter().chain(most).collect()
    }
}

/// Something wrong with one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckDefect {
    /// Which row: its number and code as the designer shows them.
    pub place: String,
    /// Code, the key of the text.
    pub code: &'static str,
    /// Whether the check could never run; else it is only left out.
    pub is_error: bool,
}

impl Default for Checks {
    fn default() -> Self {
        Self {
            starter: StarterSettings::default(),
            without: Vec::new(),
            with: Vec::new(),
            rules: Vec::new(),
            bounds: Vec::new(),
            outliers: vec![OutlierTest::ModifiedZScore { tenths: 35 }],
        }
    }
}

impl Checks {
    /// Whether the regime has this rule of the starter set: it neither does without
    /// it nor, unless it keeps it expressly, without the one it goes with.
    #[must_use]
    pub fn has_starter(&self, code: &str) -> bool {
        let is_in = |list: &[String], code: &str| list.iter().any(|c| c == code);
        let is_dropped = goes_with(code)
            .is_some_and(|first| is_in(&self.without, first) && !is_in(&self.with, code));
        !is_in(&self.without, code) && !is_dropped
    }

    /// Chooses exactly these rules of the starter set; the rest stays as it is.
    #[must_use]
    pub fn with_starters(self, kept: &[&str]) -> Self {
        let is_kept = |code: &str| kept.contains(&code);
        let named = |codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect();
        let codes = || STARTER_CODES.into_iter();
        let apart = |code: &&str| is_kept(code) && goes_with(code).is_some_and(|c| !is_kept(c));
        Self {
            without: named(codes().filter(|code| !is_kept(code)).collect()),
            with: named(codes().filter(apart).collect()),
            ..self
        }
    }

    /// All rules for these indicators: the starter set, then the regime's own
    /// that look at nothing else.
    #[must_use]
    pub fn rules_for(&self, definitions: &[IndicatorDef]) -> Vec<Rule> {
        let mut rules = starter_rules(definitions, self.starter);
        rules.retain(|rule| self.has_starter(&rule.code));
        let is_known = |code: &String| definitions.iter().any(|d| d.code == *code);
        let concerns = |rule: &&Rule| rule.indicators().iter().all(is_known);
        rules.extend(self.rules.iter().filter(concerns).cloned());
        for bound in &self.bounds {
            if let Some(def) = definitions.iter().find(|d| d.code == bound.indicator) {
                rules.extend(bound.rules(def));
            }
        }
        rules
    }

    /// What is wrong with them, row by row: an own rule without words or with a
    /// code that is taken, a bound that nothing can meet. A check about an
    /// indicator that the regime does not have is left out, which is told.
    #[must_use]
    pub fn defects(&self, definitions: &[IndicatorDef]) -> Vec<CheckDefect> {
        let is_known = |code: &String| definitions.iter().any(|d| d.code == *code);
        let mut found = Vec::new();
        for (at, rule) in self.rules.iter().enumerate() {
            let place = format!("{}: {}", at + 1, rule.code);
            let mut add = |code, is_error| {
                found.push(CheckDefect {
                    place: place.clone(),
                    code,
                    is_error,
                });
            };
            if rule.says.trim().is_empty() {
                add("checks.without_words", true);
            }
            let before = &self.rules[..at];
            if rule.code.is_empty()
                || rule.code.starts_with("check.")
                || before.iter().any(|r| r.code == rule.code)
            {
                add("checks.code_taken", true);
            }
            if rule.indicators().is_empty() {
                add("checks.about_nothing", true);
            } else if !rule.indicators().iter().all(is_known) {
                add("checks.indicator_unknown", false);
            }
            if matches!(rule.operator, Operator::WithinFactor { times: 0 }) {
                add("checks.factor", true);
            }
        }
        for (at, bound) in self.bounds.iter().enumerate() {
            let mut add = |code, is_error| {
                found.push(CheckDefect {
                    place: format!("{}: {}", at + 1, bound.indicator),
                    code,
                    is_error,
                });
            };
            if !is_known(&bound.indicator) {
                add("checks.indicator_unknown", false);
            }
            let is_empty = match (bound.least, bound.most) {
                (Some(least), Some(most)) => least > most,
                (least, most) => least.is_none() && most.is_none(),
            };
            if is_empty {
                add("checks.bound_empty", true);
            }
            let before = &self.bounds[..at];
            if before.iter().any(|b| b.indicator == bound.indicator) {
                add("checks.bound_twice", true);
            }
        }
        if self.starter.usual_factor == 0 {
            found.push(CheckDefect {
                place: String::new(),
                code: "checks.factor",
                is_error: true,
            });
        }
        found
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnRules {
    rules: Vec<Rule>,
}

/// The checks of the standard regime: the starter set and the rules between
/// indicators of the built-in catalogue.
///
/// # Panics
/// Never: the embedded file is read by a test.
#[must_use]
pub fn standard_checks() -> Checks {
    let own = toml::from_str::<OwnRules>(include_str!("../../data/checks.toml"));
    Checks {
        rules: own.map(|o| o.rules).unwrap_or_default(),
        ..Checks::default()
    }
}

/// Stands for the indicator in the pattern of a [`Packed`].
const PLACE: &str = "$";

/// One pattern and the indicators for which it holds. Most rules say the same
/// about many indicators; a page must not carry them one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// The rule, with `$` for the indicator; as it is when `each` is empty.
    pub rule: Rule,
    /// Indicators to put in its place, one rule each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub each: Vec<String>,
}

/// The short form of rules.
#[must_use]
pub fn pack(rules: &[Rule]) -> Vec<Packed> {
    let mut packed: Vec<Packed> = Vec::new();
    for rule in rules {
        let codes = rule.indicators();
        let [code] = codes.as_slice() else {
            let (rule, each) = (rule.clone(), Vec::new());
            packed.push(Packed { rule, each });
            continue;
        };
        let pattern = renamed(rule, PLACE);
        match packed
            .iter_mut()
            .find(|p| p.rule == pattern && !p.each.is_empty())
        {
            Some(known) => known.each.push(code.clone()),
            None => packed.push(Packed {
                rule: pattern,
                each: vec![code.clone()],
            }),
        }
    }
    packed
}

/// The rules of a short form.
#[must_use]
pub fn unpack(packed: &[Packed]) -> Vec<Rule> {
    let of = |p: &Packed| -> Vec<Rule> {
        if p.each.is_empty() {
            vec![p.rule.clone()]
        } else {
            p.each.iter().map(|code| renamed(&p.rule, code)).collect()
        }
    };
    packed.iter().flat_map(of).collect()
}

fn renamed(rule: &Rule, code: &str) -> Rule {
    let rename = |_: &str| code.to_owned();
    Rule {
        left: rule.left.renamed(&rename),
        right: rule.right.renamed(&rename),
        ..rule.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::catalogue;

    #[test]
    fn the_standard_checks_know_every_indicator_that_they_name() {
        let checks = standard_checks();
        assert!(checks.rules.len() >= 5);
        assert_eq!(checks.defects(&catalogue()), []);
    }

    #[test]
    fn a_rule_that_looks_at_an_indicator_of_another_body_is_left_out() {
        let (checks, all) = (standard_checks(), catalogue());
        let health: Vec<_> = all
            .iter()
            .filter(|d| d.code.starts_with("YT"))
            .cloned()
            .collect();
        let rules = checks.rules_for(&health);
        let stranger = |rule: &Rule| rule.indicators().iter().any(|c| !c.starts_with("YT"));
        assert!(!rules.iter().any(stranger));
        assert!(rules.iter().any(|r| !r.says.is_empty()));
        assert!(checks.rules_for(&all).len() > rules.len());
    }

    #[test]
    fn a_regime_can_do_without_a_starter_rule() {
        let checks = Checks {
            without: vec!["check.same_as_last_period".into()],
            ..Checks::default()
        };
        let rules = checks.rules_for(&catalogue());
        assert!(!rules.iter().any(|r| r.code == "check.same_as_last_period"));
        assert!(rules.iter().any(|r| r.code == "check.large_change"));
    }

    /// R-3.7: who does without the check for jumps has none for the parts of a ratio,
    /// also where that was chosen before there were such, and may still keep those.
    #[test]
    fn r_3_7_without_the_check_for_jumps_the_parts_of_ratios_have_none_unless_they_are_kept() {
        let jumps = |checks: &Checks| {
            let rules = checks.rules_for(&catalogue());
            let is_jump = |code: &&&str| rules.iter().any(|r| r.code == ***code);
            let jumps = STARTER_CODES
                .iter()
                .filter(|c| c.starts_with("check.large_change"));
            jumps.filter(is_jump).copied().collect::<Vec<_>>()
        };
        let all = [
            "check.large_change",
            "check.large_change_num",
            "check.large_change_den",
        ];
        assert_eq!(jumps(&Checks::default()), all);
        let stored = r#"{"without": ["check.large_change"]}"#;
        let stored: Checks = serde_json::from_str(stored).unwrap();
        assert_eq!(jumps(&stored), [""; 0]);
        let json = serde_json::to_string(&stored).unwrap();
        assert!(!json.contains("\"with\""), "stored as it was: {json}");
        // One part alone can be done without, and kept alone.
        let but = |left: &[&str]| {
            let kept: Vec<&str> = STARTER_CODES
                .into_iter()
                .filter(|c| !left.contains(c))
                .collect();
            Checks::default().with_starters(&kept)
        };
        assert_eq!(jumps(&but(&[all[1]])), [all[0], all[2]]);
        assert_eq!(jumps(&but(&[all[0]])), [all[1], all[2]]);
        let one = but(&[all[0], all[2]]);
        assert_eq!(jumps(&one), [all[1]]);
        assert_eq!(
            (one.has_starter(all[1]), one.has_starter(all[2])),
            (true, false)
        );
        assert_eq!(jumps(&but(&all)), [""; 0]);
        // Chosen again they are all there, and nothing is left of the choice before.
        assert_eq!(one.with_starters(&STARTER_CODES), Checks::default());
    }

    #[test]
    fn the_short_form_says_the_same_rules_in_a_tenth_of_the_room() {
        let rules = standard_checks().rules_for(&catalogue());
        let packed = pack(&rules);
        let sorted = |mut rules: Vec<Rule>| {
            rules.sort_by_key(|r| serde_json::to_string(r).unwrap());
            rules
        };
        assert_eq!(sorted(unpack(&packed)), sorted(rules.clone()));
        let long = serde_json::to_string(&rules).unwrap().len();
        let short = serde_json::to_string(&packed).unwrap().len();
        assert!(short * 4 < long, "{short} of {long}");
        let read: Vec<Packed> =
            serde_json::from_str(&serde_json::to_string(&packed).unwrap()).unwrap();
        assert_eq!(read, packed);
    }

    #[test]
    fn a_rule_without_words_or_about_nothing_is_refused() {
        let mut checks = standard_checks();
        checks.rules[0].says.clear();
        checks.rules[1].code = "check.large_change".into();
        checks.rules[2].left = Expression::Number { value: 1, scale: 0 };
        checks.rules[2].right = Expression::Number { value: 2, scale: 0 };
        let defects = checks.defects(&catalogue()[..1]);
        assert_eq!(defects[0].place, "1: tt-lao-dong");
        let found: Vec<&str> = defects.iter().map(|d| d.code).collect();
        for code in [
            "checks.about_nothing",
            "checks.without_words",
            "checks.code_taken",
            "checks.indicator_unknown",
        ] {
            assert!(found.contains(&code), "{code}");
        }
    }

    #[test]
    fn a_bound_is_a_rule_at_the_scale_of_its_indicator() {
        let def = catalogue().into_iter().find(|d| d.scale > 0).unwrap();
        let bound = Bound {
            indicator: def.code.clone(),
            least: Some(5),
            most: Some(950),
            importance: Importance::High,
        };
        let mut checks = Checks {
            bounds: vec![bound.clone()],
            ..Checks::default()
        };
        let rules = checks.rules_for(std::slice::from_ref(&def));
        let of = |code: &str| rules.iter().find(|r| r.code == code).unwrap().right.clone();
        let number = |value| Expression::Number {
            value,
            scale: def.scale,
        };
        assert_eq!(of("check.below_bound"), number(5));
        assert_eq!(of("check.above_bound"), number(950));
        assert_eq!(checks.defects(&catalogue()), []);
        checks.bounds[0].least = Some(951);
        checks.bounds.push(Bound {
            least: None,
            most: None,
            ..bound
        });
        let found: Vec<&str> = checks
            .defects(&catalogue())
            .iter()
            .map(|d| d.code)
            .collect();
        assert_eq!(
            found,
            [
                "checks.bound_empty",
                "checks.bound_empty",
                "checks.bound_twice"
            ]
        );
    }

    #[test]
    fn the_list_of_starter_rules_is_complete() {
        let rules = starter_rules(&catalogue(), StarterSettings::default());
        let mut made: Vec<String> = rules.into_iter().map(|r| r.code).collect();
        made.sort();
        made.dedup();
        let mut named = crate::validation::STARTER_CODES.to_vec();
        named.sort_unstable();
        assert_eq!(made, named);
    }
}
