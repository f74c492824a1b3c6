//! The rules of what follows the office's day: opinions, final report,
//! conference, notice, publication, as fields of a form and in words.

use super::Choices;
use super::rule::{DUE_RULES, due_parts, read_due};
use crate::{Fields, Layout};
use app::FieldError;
use domain::regime::{Link, LinkDues, LinkRule};

/// The rule of one link: name of the field, label, and what may be chosen.
pub(super) struct LinkField {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) rules: Choices,
}

/// The fields of all links, their names after `prefix`.
pub(super) fn link_fields(l: &Layout, prefix: &str) -> Vec<LinkField> {
    let field = |link: &Link| LinkField {
        name: format!("{prefix}{}", link.code()),
        label: l.code_text("regime.link", link.code()).into_owned(),
        rules: link_choices(l, *link),
    };
    Link::ALL.iter().map(field).collect()
}

/// Whether no link has anything chosen.
pub(super) fn has_none(fields: &Fields, prefix: &str) -> bool {
    let mut names = Link::ALL.iter().map(|link| link.code());
    names.all(|name| fields.get(&format!("{prefix}{name}")).is_empty())
}

/// Reads the rules of all links.
pub(super) fn read_links(fields: &Fields, prefix: &str, errors: &mut Vec<FieldError>) -> LinkDues {
    let mut links = LinkDues::default();
    for link in Link::ALL {
        let name = format!("{prefix}{}", link.code());
        links.set(*link, read_link(fields, &name, errors));
    }
    links
}

fn link_choices(l: &Layout, link: Link) -> Choices {
    let text = |code: &str| match code.strip_prefix("after_").and_then(Link::from_code) {
        Some(base) => {
            let base = l.code_text("regime.link_in", base.code());
            l.t1("regime.due.after_link", "link", base)
        }
        None => l.code_text("regime.due", code).into_owned(),
    };
    let rules = link_rules(link).into_iter();
    rules.map(|code| (code.clone(), text(&code))).collect()
}

/// Codes of the rules that a link may have, in the order of the select: working days
/// after the office and after each earlier link, then the rules of reports.
fn link_rules(link: Link) -> Vec<String> {
    let mut codes = vec!["after_office".to_owned()];
    codes.extend(link.earlier().map(|l| format!("after_{}", l.code())));
    codes.extend(DUE_RULES.iter().map(|code| (*code).to_owned()));
    codes
}

/// Reads the rule of a link as [`read_due`] does.
fn read_link(fields: &Fields, name: &str, errors: &mut Vec<FieldError>) -> Option<LinkRule> {
    let Some(base) = fields.get(name).strip_prefix("after_") else {
        return read_due(fields, name, errors).map(|due| LinkRule::Day { due });
    };
    let number = format!("{name}_n");
    let Ok(days) = fields.get(&number).trim().parse::<u16>() else {
        errors.push(FieldError::new(number, "regime.number"));
        return None;
    };
    if base == "office" {
        return Some(LinkRule::WorkingDaysAfterOffice { days });
    }
    Link::from_code(base).map(|link| LinkRule::WorkingDaysAfter { link, days })
}

/// Value of the select of a link's rule and of the number beside it.
pub(super) fn parts(rule: LinkRule) -> (String, String) {
    match rule {
        LinkRule::Day { due } => {
            let (code, n) = due_parts(&due);
            (code.to_owned(), n)
        }
        LinkRule::WorkingDaysAfterOffice { days } => ("after_office".to_owned(), days.to_string()),
        LinkRule::WorkingDaysAfter { link, days } => {
            (format!("after_{}", link.code()), days.to_string())
        }
    }
}

/// The rule of a link in words.
pub(super) fn words(l: &Layout, rule: LinkRule) -> String {
    match rule {
        LinkRule::WorkingDaysAfter { link, days } => l.t2(
            "regime.due_words.after_link",
            ("n", days),
            ("link", l.code_text("regime.link_in", link.code())),
        ),
        other => {
            let (code, n) = parts(other);
            l.t1(&format!("regime.due_words.{code}"), "n", n)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::calendar::DueRule;

    ///
    #[test]
    fn r_3_2_every_rule_of_a_link_is_offered_and_survives_the_form() {
        let rules = [
            LinkRule::Day {
                due: DueRule::DayOfLastMonth { day: 25 },
            },
            LinkRule::WorkingDaysAfterOffice { days: 2 },
            LinkRule::WorkingDaysAfter {
                link: Link::Conference,
                days: 5,
            },
        ];
        for rule in rules {
            let (code, number) = parts(rule);
            assert!(link_rules(Link::Notice).contains(&code), "{code}");
            let pairs = vec![("notice".to_owned(), code), ("notice_n".to_owned(), number)];
            let mut errors = Vec::new();
            let read = read_link(&Fields::from_pairs(pairs), "notice", &mut errors);
            assert_eq!((read, errors.len()), (Some(rule), 0));
        }
        // No link counts from itself or a later one.
        assert!(!link_rules(Link::Conference).contains(&"after_conference".to_owned()));
        let pairs = vec![("notice".to_owned(), "after_conference".to_owned())];
        let mut errors = Vec::new();
        let read = read_link(&Fields::from_pairs(pairs), "notice", &mut errors);
        assert_eq!(read, None);
        assert_eq!(
            (errors[0].field.as_str(), errors[0].code),
            ("notice_n", "regime.number")
        );
    }
}
