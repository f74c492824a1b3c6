//! The facts of a text as the page shows them: names of fields, choices, ways to
//! the source. Values are in the form.

use super::named::{FieldBox, Folded, field_boxes, is_chair, people};
use super::parse::{ADDABLE, added, more};
use super::parts::{Parts, added_on};
use super::prefill;
use super::shown::{Shown, field_name, shown};
use super::source::{anchor, fact_name};
use crate::{FormState, Layout, PageError, Staff};
use app::reading::{Suggestions, Waiting};
use domain::account::Right;
use domain::indicator::catalogue;
use domain::unit::Tier;
use std::collections::HashSet;

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
    /// The field of work that the text gives it; empty where it does not tell.
    pub(super) field_of_work: String,
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

/// Everything that the form offers to decide.
pub(super) struct Groups {
    pub(super) singles: Vec<Single>,
    pub(super) chairs: Vec<Fact>,
    pub(super) documents: Vec<Fact>,
    pub(super) reviews: Vec<Fact>,
    pub(super) tasks: Vec<Fact>,
    pub(super) figures: Vec<Fact>,
    pub(super) limitations: Vec<Fact>,
    pub(super) people: Folded,
    pub(super) organisations: Folded,
    pub(super) results: Folded,
    pub(super) fields: Vec<FieldBox>,
    /// How many fields of work are ticked.
    pub(super) fields_ticked: usize,
    pub(super) shown: Vec<Shown>,
    /// Where the reader missed something.
    pub(super) more: Vec<More>,
}

impl Groups {
    /// Whether the source has a mark for a single fact.
    pub(super) fn has_place(&self, key: &str) -> bool {
        self.singles.iter().any(|s| s.key == key && s.has_place)
    }

    /// Keys of the facts that the part has beside its source, and so of those to which
    /// the source may lead back. The first part has the form of the meeting.
    pub(super) fn keys(&self, is_first: bool) -> HashSet<&str> {
        let lists = [
            &self.chairs,
            &self.documents,
            &self.reviews,
            &self.tasks,
            &self.figures,
            &self.limitations,
            &self.people.facts,
            &self.organisations.facts,
            &self.results.facts,
        ];
        let facts = lists.into_iter().flatten().map(|f| f.key.as_str());
        let fields = self.fields.iter().map(|f| f.key.as_str());
        let shown = self.shown.iter().flat_map(|list| &list.items);
        let shown = shown.map(|f| f.key.as_str());
        // A period that is none of the form's stands among those only shown.
        let is_met = |key: &&str| is_first && *key != "other_period";
        let meeting = SINGLES.into_iter().filter(is_met);
        facts.chain(fields).chain(shown).chain(meeting).collect()
    }
}

const SINGLES: [&str; 8] = [
    "title",
    "published",
    "event_date",
    "event_kind",
    "period",
    "other_period",
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
                    field_of_work: String::new(),
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
    let mut figures = list(
        "figures",
        facts.figures.iter().map(|f| f.text.clone()).collect(),
    );
    for (fact, figure) in figures.iter_mut().zip(&facts.figures) {
        let code = figure.field.as_deref();
        fact.field_of_work = code.map(|c| field_name(l, c)).unwrap_or_default();
    }
    let counts = [
        facts.chairs.len(),
        facts.documents.len(),
        facts.reviews.len(),
        facts.tasks.len(),
        facts.figures.len(),
        facts.limitations.len(),
        facts.people.len(),
        facts.organisations.len(),
        facts.results.len(),
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
    // A school year or congress term has a way there where it is filled in.
    let is_other = facts.period.is_none() && prefill::period(facts).is_some();
    let here = |mut list: Vec<Fact>| -> Vec<Fact> {
        list.retain(|f| parts.has(form, facts, &format!("{}.{}", f.prefix, f.n)));
        list
    };
    let mut named = list("people", people(facts));
    named.retain(|f| !is_chair(facts, f.n));
    let folded = |list: Vec<Fact>| Folded::of(form, here(list));
    Groups {
        more,
        singles: SINGLES
            .iter()
            .map(|key| Single {
                key,
                has_place: (*key != "other_period" || is_other)
                    && facts.spans.get(*key).is_some_and(|spans| {
                        let at = spans.iter().map(|s| s.0).min();
                        at.is_some_and(|at| stretch.contains(&at))
                    }),
            })
            .collect(),
        chairs: here(chairs),
        documents: here(documents),
        reviews: here(reviews),
        tasks: here(list("tasks", blank(facts.tasks.len()))),
        figures: here(figures),
        limitations: here(list("limitations", blank(facts.limitations.len()))),
        people: folded(named),
        organisations: folded(list("organisations", blank(facts.organisations.len()))),
        results: folded(list("results", blank(facts.results.len()))),
        fields: field_boxes(l, facts, parts),
        fields_ticked: form.fields().all("take_fields").count(),
        shown: shown(l, waiting, parts),
    }
}

/// The words in which a text names a document: without a number by its name.
pub(super) fn quote(document: &app::reading::NamedDocument) -> String {
    let name = || document.subject.clone().or(document.issuer.clone());
    [
        Some(document.kind.clone()).filter(|kind| !kind.is_empty()),
        document.number.clone().or_else(name),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ")
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
