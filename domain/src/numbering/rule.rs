//! What an office decided about its numbers, from a day on.

use super::{IssuerKind, NumberingPolicy, SeriesRestart, SeriesScope};
use crate::calendar::read_day;
use crate::text::clean_line;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest that a decision's ground may be, in characters.
const LONGEST_BASIS: usize = 300;

/// A decision of an office: documents of this form dated `from` or later are
/// counted so, until a later decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberingRule {
    /// Documents of which form.
    pub kind: IssuerKind,
    /// First day.
    pub from: Date,
    /// How they are counted.
    pub policy: NumberingPolicy,
    /// What the decision rests on.
    pub basis: String,
}

/// A decision as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedRule {
    /// Code of the form.
    pub kind: String,
    /// First day.
    pub from: String,
    /// Code of what shares a series.
    pub scope: String,
    /// Code of when counting begins anew.
    pub restart: String,
    /// First days of congress terms, one a line; read only where the term counts.
    pub terms: String,
    /// What the decision rests on.
    pub basis: String,
}

crate::codes! {
    /// What is wrong with a typed decision.
    NumberingFault {
        /// No form chosen.
        Kind = "numbering.kind",
        /// No day, or none that exists.
        From = "numbering.from",
        /// Nothing chosen of what shares a series.
        Scope = "numbering.scope",
        /// Nothing chosen of when counting begins anew.
        Restart = "numbering.restart",
        /// No first day of a term.
        TermsMissing = "numbering.terms_missing",
        /// The line is no day.
        TermLine = "numbering.term_line",
        /// The line does not come after the one above it.
        TermOrder = "numbering.term_order",
        /// No term had begun on the first day of the decision.
        TermLate = "numbering.term_late",
        /// No ground given, or more than a line holds.
        Basis = "numbering.basis",
    }
}

impl NumberingFault {
    /// The field of [`TypedRule`] that is wrong.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::From => "from",
            Self::Scope => "scope",
            Self::Restart => "restart",
            Self::TermsMissing | Self::TermLine | Self::TermOrder | Self::TermLate => "terms",
            Self::Basis => "basis",
        }
    }
}

impl NumberingRule {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Everything that is wrong, with the number of the line from 1 for faults of
    /// a line, 0 else.
    pub fn read(typed: &TypedRule) -> Result<Self, Vec<(NumberingFault, usize)>> {
        let mut faults = Vec::new();
        let mut want = |fault, is_there: bool| {
            if !is_there {
                faults.push((fault, 0));
            }
        };
        let kind = IssuerKind::from_code(&typed.kind);
        want(NumberingFault::Kind, kind.is_some());
        let from = read_day(&typed.from);
        want(NumberingFault::From, from.is_some());
        let scope = SeriesScope::from_code(&typed.scope);
        want(NumberingFault::Scope, scope.is_some());
        let restart = SeriesRestart::from_code(&typed.restart);
        want(NumberingFault::Restart, restart.is_some());
        let basis = clean_line(&typed.basis).unwrap_or_default();
        let is_told = (1..=LONGEST_BASIS).contains(&basis.chars().count());
        want(NumberingFault::Basis, is_told);
        let terms = match restart {
            Some(SeriesRestart::Term) => read_terms(&typed.terms, from, &mut faults),
            _ => Vec::new(),
        };
        match (kind, from, scope, restart) {
            (Some(kind), Some(from), Some(scope), Some(restart)) if faults.is_empty() => Ok(Self {
                kind,
                from,
                policy: NumberingPolicy {
                    scope,
                    restart,
                    terms,
                },
                basis,
            }),
            _ => Err(faults),
        }
    }
}

fn read_terms(
    typed: &str,
    from: Option<Date>,
    faults: &mut Vec<(NumberingFault, usize)>,
) -> Vec<Date> {
    let mut terms: Vec<Date> = Vec::new();
    let before = faults.len();
    for (index, line) in typed.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match read_day(line) {
            None => faults.push((NumberingFault::TermLine, index + 1)),
            Some(day) if terms.last().is_some_and(|last| day <= *last) => {
                faults.push((NumberingFault::TermOrder, index + 1));
            }
            Some(day) => terms.push(day),
        }
    }
    if faults.len() == before {
        match terms.first() {
            None => faults.push((NumberingFault::TermsMissing, 0)),
            Some(first) if from.is_some_and(|from| *first > from) => {
                faults.push((NumberingFault::TermLate, 0));
            }
            Some(_) => {}
        }
    }
    terms
}

/// How documents of this form dated `on` are counted.
#[must_use]
pub fn policy_on(rules: &[NumberingRule], kind: IssuerKind, on: Date) -> NumberingPolicy {
    rules
        .iter()
        .filter(|r| r.kind == kind && r.from <= on)
        .max_by_key(|r| r.from)
        .map_or_else(|| NumberingPolicy::usual(kind), |r| r.policy.clone())
}

/// Whether no document has been counted from this day on, so that a decision from
/// this day may be made or taken back: numbers that were given stand.
#[must_use]
pub fn is_untouched(from: Date, last_issued_on: Option<Date>) -> bool {
    last_issued_on.is_none_or(|last| last < from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn typed() -> TypedRule {
        TypedRule {
            kind: "party".into(),
            from: "01/01/2026".into(),
            scope: "shared".into(),
            restart: "term".into(),
            terms: "15/9/2020\n\n18/09/2025".into(),
            basis: " Quy chế văn thư của Ban ".into(),
        }
    }

    #[test]
    fn r_4_6_a_decision_is_read_and_holds_from_its_day() {
        let rule = NumberingRule::read(&typed()).unwrap();
        assert_eq!(rule.policy.terms, [date(2020, 9, 15), date(2025, 9, 18)]);
        assert_eq!(rule.basis, "Quy chế văn thư của Ban");
        let rules = [rule];
        let before = policy_on(&rules, IssuerKind::Party, date(2025, 12, 31));
        assert_eq!(before, NumberingPolicy::usual(IssuerKind::Party));
        let after = policy_on(&rules, IssuerKind::Party, date(2026, 1, 1));
        assert_eq!(after, rules[0].policy);
        let state = policy_on(&rules, IssuerKind::State, date(2026, 1, 1));
        assert_eq!(state, NumberingPolicy::usual(IssuerKind::State));
    }

    #[test]
    fn everything_wrong_is_told_at_once_with_its_line() {
        use NumberingFault as F;
        let nothing = NumberingRule::read(&TypedRule::default()).unwrap_err();
        let faults: Vec<_> = nothing.iter().map(|(f, _)| *f).collect();
        assert_eq!(faults, [F::Kind, F::From, F::Scope, F::Restart, F::Basis]);
        let cases: [(&str, &[(F, usize)]); 4] = [
            ("", &[(F::TermsMissing, 0)]),
            ("1/10/2025\nsau", &[(F::TermLine, 2)]),
            ("1/10/2025\n1/10/2020", &[(F::TermOrder, 2)]),
            ("2/1/2026", &[(F::TermLate, 0)]),
        ];
        for (terms, faults) in cases {
            let wrong = TypedRule {
                terms: terms.into(),
                ..typed()
            };
            assert_eq!(NumberingRule::read(&wrong).unwrap_err(), faults, "{terms}");
        }
        // Where the year counts, terms are not read.
        let by_year = TypedRule {
            restart: "year".into(),
            terms: "sau".into(),
            ..typed()
        };
        assert_eq!(NumberingRule::read(&by_year).unwrap().policy.terms, []);
    }

    #[test]
    fn numbers_that_were_given_stand() {
        let from = date(2026, 1, 1);
        assert!(is_untouched(from, None));
        assert!(is_untouched(from, Some(date(2025, 12, 31))));
        assert!(!is_untouched(from, Some(from)));
    }
}
