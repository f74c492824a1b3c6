//! What the workbench shows of sections, paragraphs and units' texts.

use crate::{Layout, prose};
use app::consolidation::Workbench;
use domain::consolidation::Usage;
use domain::prose::{Part, parts};

pub(super) struct Line {
    pub(super) href: String,
    pub(super) label: String,
    pub(super) note: String,
    pub(super) is_current: bool,
}

pub(super) struct Paragraph {
    pub(super) id: u32,
    pub(super) text: String,
    pub(super) shown: String,
    pub(super) source: String,
    pub(super) source_href: String,
    pub(super) is_edited: bool,
    pub(super) newer: String,
    pub(super) stale: Vec<String>,
    pub(super) field: String,
    pub(super) is_open: bool,
    pub(super) may_change: bool,
    /// "bổ sung lần 1", of one that was taken after freezing.
    pub(super) supplement: String,
}

pub(super) struct Unit {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) version: i32,
    pub(super) usage: &'static str,
    pub(super) is_unused: bool,
    pub(super) is_late: bool,
    pub(super) may_take: bool,
    pub(super) may_take_all: bool,
    /// Sentences left of a text of which others are used.
    pub(super) left: usize,
    pub(super) sentences: Vec<Sentence>,
    /// Page of the consolidated report of the tier below that this is.
    pub(super) below: Option<String>,
    /// Its obligation, and the page on which its writers and the office talk about
    /// this section.
    pub(super) report: String,
    pub(super) talk: String,
    pub(super) is_returnable: bool,
    /// Whether something is being said to it.
    pub(super) is_addressed: bool,
}

pub(super) struct Sentence {
    pub(super) place: usize,
    pub(super) text: String,
    pub(super) is_heading: bool,
    pub(super) is_table: bool,
    pub(super) is_used: bool,
    pub(super) origin: String,
}

impl Sentence {
    /// The pieces in which document numbers are looked for, as they are shown.
    pub(super) fn words(&self) -> Vec<&str> {
        if self.is_table {
            prose::words(&self.text).collect()
        } else {
            vec![&self.text]
        }
    }
}

pub(super) fn titled(l: &Layout, vi: &str, en: &str) -> String {
    if l.locale == app::Locale::Vi {
        vi.to_owned()
    } else {
        en.to_owned()
    }
}

pub(super) fn lines(l: &Layout, bench: &Workbench) -> Vec<Line> {
    let line = |s: &app::consolidation::SectionLine| {
        let mut notes = vec![l.t2(
            "consolidation.bench.line",
            ("paragraphs", s.paragraphs),
            ("not_used", format!("{}/{}", s.not_used, s.written_by)),
        )];
        if s.left > 0 {
            notes.push(l.t1("consolidation.bench.left", "n", s.left));
        }
        if s.stale > 0 {
            notes.push(l.t1("consolidation.bench.stale_count", "n", s.stale));
        }
        Line {
            href: format!(
                "/tong-hop/{}/soan?muc={}",
                bench.round.id,
                crate::visitor::url_part(&s.code)
            ),
            label: format!("{} {}", s.code, titled(l, &s.title, &s.title_en)),
            note: notes.join("; "),
            is_current: s.code == bench.open.section.code,
        }
    };
    bench.sections.iter().map(line).collect()
}

pub(super) fn paragraphs(l: &Layout, bench: &Workbench) -> Vec<Paragraph> {
    let gap = |v: &Option<String>| v.clone().unwrap_or_else(|| "–".into());
    bench
        .open
        .paragraphs
        .iter()
        .map(|p| Paragraph {
            id: p.id,
            text: p.text.clone(),
            shown: p.shown.clone(),
            source: p.source_name.clone().unwrap_or_default(),
            source_href: p
                .source
                .as_ref()
                .map(|s| format!("/bao-cao/{}", s.obligation))
                .unwrap_or_default(),
            is_edited: p.is_edited,
            newer: p
                .newer_version
                .map(|n| l.t1("consolidation.bench.newer", "number", n))
                .unwrap_or_default(),
            stale: p
                .stale
                .iter()
                .map(|s| {
                    let head = format!("{} {}", s.token, s.name);
                    let change = l.t2(
                        "consolidation.bench.stale",
                        ("old", gap(&s.old)),
                        ("new", gap(&s.new)),
                    );
                    format!("{head}: {change}")
                })
                .collect(),
            field: format!("text-{}", p.id),
            is_open: false,
            may_change: p.may_change,
            supplement: match p.supplement {
                0 => String::new(),
                n => l.t1("consolidation.bench.of_supplement", "n", n),
            },
        })
        .collect()
}

pub(super) fn units(bench: &Workbench, addressed: Option<&str>) -> Vec<Unit> {
    let section = crate::visitor::url_part(&bench.open.section.code);
    bench
        .open
        .units
        .iter()
        .map(|u| Unit {
            id: u.unit.to_string(),
            name: u.name.clone(),
            href: format!("/bao-cao/{}", u.obligation),
            version: u.version,
            usage: match u.usage {
                Usage::NotUsed => "not_used",
                Usage::Taken => "taken",
                Usage::Edited => "edited",
            },
            is_unused: u.usage == Usage::NotUsed,
            is_late: u.is_late,
            may_take: u.may_take,
            may_take_all: u.may_take_all,
            left: u.left,
            sentences: u
                .sentences
                .iter()
                .zip(0..)
                .map(|(s, place)| Sentence {
                    place,
                    is_heading: s.is_heading,
                    is_table: matches!(parts(&s.text).first(), Some(Part::Table(_))),
                    text: s.text.clone(),
                    is_used: s.is_used,
                    origin: s.origin.clone().unwrap_or_default(),
                })
                .collect(),
            report: u.obligation.to_string(),
            talk: format!("/bao-cao/{}/muc/{section}", u.obligation),
            is_returnable: u.is_returnable,
            is_addressed: bench.may_review && addressed == Some(u.unit.to_string().as_str()),
            below: u
                .below
                .map(|(round, snapshot)| format!("/tong-hop/{round}/xem?ban={snapshot}")),
        })
        .collect()
}
