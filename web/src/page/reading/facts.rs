//! The facts of a text as the page shows them: names of fields, choices, ways to
//! the source. Values are in the form.

use super::parse::{ADDABLE, added, more};
use super::parts::{Parts, added_on};
use super::source::{anchor, fact_name};
use crate::{FormState, Layout, PageError, Staff};
use app::reading::{Facts, Suggestions, Waiting};
use domain::account::Right;
use domain::indicator::catalogue;
use domain::unit::Tier;

/// One fact in the form.
pub(super) struct Fact {
    /// Part of the anchors.
    pub(super) key: String,
    /// Its number among its kind.
    pub(super) n: usize,
    /// What it is called.
    pub(super) name: String,
    /// Whether the source has a mark for it.
    pub(super) has_place: bool,
    /// The words of the source, where they are not a field.
    pub(super) quote: String,
    /// Choices of its first select (entries of the register, documents).
    pub(super) choices: Vec<(String, String)>,
    /// A hint at its first select.
    pub(super) hint: String,
    /// A row that a person added: it has nothing to accept or drop.
    pub(super) is_added: bool,
    prefix: &'static str,
}

/// A group to which a row may be added.
pub(super) struct More {
    pub(super) group: &'static str,
    /// Rows added already.
    pub(super) count: usize,
    /// On which parts they stand.
    pub(super) on: String,
    /// Anchor of the next row.
    pub(super) next: String,
    pub(super) label: String,
}

impl Fact {
    /// The name of one of its fields.
    pub(super) fn field(&self, name: &str) -> String {
        format!("{}.{}.{name}", self.prefix, self.n)
    }

    /// The value of its tick.
    pub(super) fn value(&self) -> String {
        self.n.to_string()
    }
}

/// A single fact: where it stands.
pub(super) struct Single {
    pub(super) key: &'static str,
    pub(super) has_place: bool,
}

/// Facts that are shown with their places and not stored.
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) items: Vec<(String, String, bool)>,
}

/// Everything that the form offers to decide.
pub(super) struct Groups {
    pub(super) singles: Vec<Single>,
    pub(super) chairs: Vec<Fact>,
    pub(super) documents: Vec<Fact>,
    pub(super) reviews: Vec<Fact>,
    pub(super) tasks: Vec<Fact>,
    pub(super) figures: Vec<Fact>,
    pub(super) limitations: Vec<Fact>,
    pub(super) shown: Vec<Shown>,
    /// Where the reader missed something.
    pub(super) more: Vec<More>,
}

impl Groups {
    /// Whether the source has a mark for a single fact.
    pub(super) fn has_place(&self, key: &str) -> bool {
        self.singles.iter().any(|s| s.key == key && s.has_place)
    }
}

const SINGLES: [&str; 6] = [
    "title",
    "published",
    "event_date",
    "period",
    "host",
    "place",
];

/// The groups of a text.
pub(super) fn groups(
    l: &Layout,
    waiting: &Waiting,
    proposed: &Suggestions,
    form: &FormState,
    parts: &Parts,
) -> Groups {
    let facts = &waiting.facts;
    let rows = |group: &str| added(form.value(&more(group)));
    let list = |prefix: &'static str, mut quotes: Vec<String>| -> Vec<Fact> {
        let read = quotes.len();
        quotes.resize(read + rows(prefix), String::new());
        quotes
            .into_iter()
            .enumerate()
            .map(|(n, quote)| {
                let path = format!("{prefix}[{n}]");
                Fact {
                    key: anchor(&path),
                    n,
                    name: fact_name(l, &path),
                    has_place: facts.spans.contains_key(&path),
                    quote,
                    choices: Vec::new(),
                    hint: String::new(),
                    is_added: n >= read,
                    prefix,
                }
            })
            .collect()
    };
    let blank = |n: usize| vec![String::new(); n];
    let mut documents = list("documents", facts.documents.iter().map(quote).collect());
    for (fact, proposal) in documents.iter_mut().zip(&proposed.documents) {
        if proposal.candidates.len() > 1 {
            fact.hint = l.t("reading.several").into_owned();
        }
        fact.choices
            .push(("moi".into(), l.t("reading.new_entry").into_owned()));
        fact.choices.extend(proposal.candidates.iter().map(|d| {
            let known = [
                Some(d.label()),
                Some(d.issuer.clone()).filter(|i| !i.is_empty()),
                d.term.clone(),
                d.issued_on.map(|day| l.date(&day)),
                Some(d.subject.clone()).filter(|s| !s.is_empty() && !d.symbol.is_empty()),
            ];
            let words: Vec<String> = known.into_iter().flatten().collect();
            (d.id.to_string(), words.join(" – "))
        }));
    }
    let mut reviews = list("reviews", blank(facts.reviews.len()));
    for fact in &mut reviews {
        fact.choices = (0..documents.len())
            .map(|n| {
                let typed = |name: &str| form.value(&format!("documents.{n}.{name}")).to_owned();
                let words = facts.documents.get(n).map_or_else(
                    || format!("{} {}", typed("doc_type"), typed("symbol")),
                    quote,
                );
                (n.to_string(), format!("{}. {words}", n + 1))
            })
            .collect();
    }
    let mut chairs = list("chairs", blank(facts.chairs.len()));
    for (fact, chair) in chairs.iter_mut().zip(&facts.chairs) {
        if fact.has_place {
            continue;
        }
        // A chair without a place of its own has that of the person of that name.
        if let Some(n) = facts.people.iter().position(|p| p.name == chair.name) {
            let path = format!("people[{n}]");
            fact.has_place = facts.spans.contains_key(&path);
            fact.key = anchor(&path);
        }
    }
    let counts = [
        facts.chairs.len(),
        facts.documents.len(),
        facts.reviews.len(),
        facts.tasks.len(),
        facts.figures.len(),
        facts.limitations.len(),
    ];
    let more = ADDABLE
        .into_iter()
        .zip(counts)
        .map(|(group, read)| More {
            group,
            count: rows(group),
            on: form.value(&added_on(group)).to_owned(),
            next: anchor(&format!("{group}[{}]", read + rows(group))),
            label: l.code_text("reading.add", group).into_owned(),
        })
        .collect();
    let stretch = parts.stretch();
    let here = |mut list: Vec<Fact>| -> Vec<Fact> {
        list.retain(|f| parts.has(form, facts, &format!("{}.{}", f.prefix, f.n)));
        list
    };
    Groups {
        more,
        singles: SINGLES
            .iter()
            .map(|key| Single {
                key,
                has_place: facts.spans.get(*key).is_some_and(|spans| {
                    let at = spans.iter().map(|s| s.0).min();
                    at.is_some_and(|at| stretch.contains(&at))
                }),
            })
            .collect(),
        chairs: here(chairs),
        documents: here(documents),
        reviews: here(reviews),
        tasks: here(list("tasks", blank(facts.tasks.len()))),
        figures: here(list(
            "figures",
            facts.figures.iter().map(|f| f.text.clone()).collect(),
        )),
        limitations: here(list("limitations", blank(facts.limitations.len()))),
        shown: shown(l, facts, parts),
    }
}

/// The words in which a text names a document: without a number by its name.
pub(super) fn quote(document: &app::reading::NamedDocument) -> String {
    let name = || document.subject.clone().or(document.issuer.clone());
    [
        Some(document.kind.clone()),
        document.number.clone().or_else(name),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ")
}

fn shown(l: &Layout, f: &Facts, parts: &Parts) -> Vec<Shown> {
    let people = f
        .people
        .iter()
        .map(|p| match &p.role {
            Some(role) => format!("{} – {role}", p.name),
            None => p.name.clone(),
        })
        .collect();
    let fields = f.fields.iter().map(|code| field_name(l, code)).collect();
    let other_period = f
        .other_period
        .iter()
        .map(|p| format!("{}–{}", p.from, p.to))
        .collect();
    let lists: [(&str, Vec<String>); 5] = [
        ("other_period", other_period),
        ("people", people),
        ("organisations", f.organisations.clone()),
        ("fields", fields),
        ("authors", f.authors.clone()),
    ];
    let stretch = parts.stretch();
    // Chairs that borrow a person's place stand in the form above with it.
    let chairs: Vec<&str> = f
        .chairs
        .iter()
        .enumerate()
        .filter(|(n, _)| !f.spans.contains_key(&format!("chairs[{n}]")))
        .map(|(_, c)| c.name.as_str())
        .collect();
    lists
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(name, list)| Shown {
            title: l.code_text("reading.fact", name).into_owned(),
            items: list
                .into_iter()
                .enumerate()
                .filter(|(n, _)| parts.shows(&format!("{name}.{n}")))
                .filter(|(n, _)| {
                    name != "people"
                        || !f
                            .people
                            .get(*n)
                            .is_some_and(|p| chairs.contains(&p.name.as_str()))
                })
                .map(|(n, text)| {
                    // There is one such period, and its path has no number.
                    let path = match name {
                        "other_period" => name.to_owned(),
                        _ => format!("{name}[{n}]"),
                    };
                    let has_place = f
                        .spans
                        .get(&path)
                        .is_some_and(|s| s.iter().any(|s| stretch.contains(&s.0)));
                    (anchor(&path), text, has_place)
                })
                .collect(),
        })
        .filter(|s: &Shown| !s.items.is_empty())
        .collect()
}

/// Units to choose from. Communes are left out where there are many: the page
/// stays light, and a name typed is found all the same.
pub(super) async fn unit_names(staff: &Staff) -> Result<Vec<String>, PageError> {
    let tree = staff.ctx.tree().await?;
    let may = |unit| {
        staff
            .ctx
            .actor
            .has_over(Right::WriteConference, unit, &tree)
    };
    let mut units: Vec<_> = tree.units().iter().filter(|u| may(u.unit)).collect();
    if units.len() > 300 {
        units.retain(|u| u.tier != Tier::Commune);
    }
    let mut names: Vec<String> = units.iter().map(|u| u.name.clone()).collect();
    names.sort_by_key(|n| domain::text::sort_key(n));
    names.dedup();
    Ok(names)
}

/// Indicators to choose from: code and name.
pub(super) fn indicator_names(l: &Layout) -> Vec<String> {
    catalogue()
        .iter()
        .map(|d| {
            let name = match l.locale {
                app::Locale::Vi => &d.name,
                app::Locale::En => &d.name_en,
            };
            format!("{} {name}", d.code)
        })
        .collect()
}

/// The name of a field of work; a code that the instance does not know stands
/// for itself.
fn field_name(l: &Layout, code: &str) -> String {
    match domain::field::Field::from_code(code) {
        Some(field) if l.locale == app::Locale::En => field.name_en().to_owned(),
        Some(field) => field.name_vi().to_owned(),
        None => code.to_owned(),
    }
}
