//! The workbench: section by section every unit's text beside the draft, with
//! what was taken, edited, not used yet.

use super::load;
use super::numbers::{Numbers, StaleNumber, Tables};
use crate::totals::{By, of_table};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{
    ConsolidationBody, ConsolidationState, Paragraph, Reference, ReportCoverage, Source, Usage,
    When, sentences,
};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::regime::Section;
use store::counted::Counted;
use store::round::Round;

/// The workbench with one section open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbench {
    /// The round.
    pub round: Round,
    /// Draft, frozen or issued.
    pub state: ConsolidationState,
    /// Counter of changes, to be sent back with every change.
    pub version: i32,
    /// Whether the actor may write.
    pub may_write: bool,
    /// How complete the reports are.
    pub coverage: ReportCoverage,
    /// All sections.
    pub sections: Vec<SectionLine>,
    /// The open one.
    pub open: SectionBench,
}

/// One section in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionLine {
    /// Code in the outline.
    pub code: String,
    /// Title.
    pub title: String,
    /// Title in English.
    pub title_en: String,
    /// Paragraphs of the draft.
    pub paragraphs: usize,
    /// Units that wrote something.
    pub written_by: usize,
    /// Of these, how many are not used yet.
    pub not_used: usize,
    /// Numbers of the draft that changed after they were written.
    pub stale: usize,
}

/// The open section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionBench {
    /// Which.
    pub section: Section,
    /// The draft.
    pub paragraphs: Vec<DraftParagraph>,
    /// The units' texts: not used yet first, then in the order of names.
    pub units: Vec<UnitText>,
    /// Names of those whose report counts and says "không phát sinh".
    pub nil: Vec<String>,
    /// Numbers that can be bound here: those of the section's fields.
    pub numbers: Vec<NumberOffer>,
}

/// A paragraph of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftParagraph {
    /// Its number.
    pub id: u32,
    /// As it is edited, with references.
    pub text: String,
    /// As it is read, numbers written out.
    pub shown: String,
    /// Where it comes from.
    pub source: Option<Source>,
    /// Name of that unit.
    pub source_name: Option<String>,
    /// Whether the office changed the words.
    pub is_edited: bool,
    /// A later version of the unit's report that counts now, if there is one.
    pub newer_version: Option<i32>,
    /// Numbers that changed after it was written.
    pub stale: Vec<StaleNumber>,
}

/// One unit's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitText {
    /// The unit.
    pub unit: UnitId,
    /// Its short name.
    pub name: String,
    /// Its obligation, under which its report opens.
    pub obligation: ObligationId,
    /// Version that counts.
    pub version: i32,
    /// The text.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// What has become of it.
    pub usage: Usage,
}

/// One sentence of a unit's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// Whether they are in the draft.
    pub is_used: bool,
}

/// A number that can be bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberOffer {
    /// What to write into the text.
    pub token: String,
    /// Name of the indicator.
    pub name: String,
    /// How it would read now.
    pub shown: String,
}

/// The workbench of a round, with `section` open (the first one by default).
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::NotFound`] for an unknown round or section.
pub async fn workbench(
    ctx: &Ctx,
    round: RoundId,
    section: Option<&str>,
) -> Result<Workbench, AppError> {
    let table = load::table(ctx, round, Right::ReadConsolidation).await?;
    let may_write = ctx.can(Right::WriteConsolidation, table.round.area).await?;
    let tables = Tables::of(ctx, table).await?;
    let table = &tables.this;
    let report = load::report(ctx, &ctx.read(), round).await?;
    let counted = store::counted::list(&ctx.read(), round, None).await?;
    let view = of_table(ctx, table, By::Province).await?;
    let numbers = tables.numbers()?;
    let outline = &table.regime.body.outline;
    let open = match section {
        Some(code) => outline.iter().find(|s| s.code == code),
        None => outline.first(),
    };
    let open = open.ok_or(AppError::NotFound)?;
    let bench = Bench {
        tables: &tables,
        body: &report.body,
        counted: &counted,
        numbers: &numbers,
    };
    Ok(Workbench {
        round: table.round.clone(),
        state: report.state,
        version: report.version,
        may_write: may_write && report.state == ConsolidationState::Draft,
        coverage: view.coverage,
        sections: outline.iter().map(|s| bench.line(s)).collect(),
        open: bench.open(open),
    })
}

struct Bench<'a> {
    tables: &'a Tables,
    body: &'a ConsolidationBody,
    counted: &'a [Counted],
    numbers: &'a Numbers<'a>,
}

impl Bench<'_> {
    fn line(&self, section: &Section) -> SectionLine {
        let paragraphs = self.body.paragraphs(&section.code);
        let writers: Vec<UnitId> = self.texts(&section.code).map(|(c, ..)| c.unit).collect();
        let is_unused = |unit: &&UnitId| self.body.usage(**unit, &section.code) == Usage::NotUsed;
        SectionLine {
            code: section.code.clone(),
            title: section.title.clone(),
            title_en: section.title_en.clone(),
            paragraphs: paragraphs.len(),
            written_by: writers.len(),
            not_used: writers.iter().filter(is_unused).count(),
            stale: paragraphs.iter().map(|p| self.numbers.stale(p).len()).sum(),
        }
    }

    fn open(&self, section: &Section) -> SectionBench {
        let code = section.code.as_str();
        let mut units: Vec<UnitText> = self
            .texts(code)
            .map(|(counted, version, text)| UnitText {
                unit: counted.unit,
                name: self.name(counted.unit),
                obligation: counted.obligation,
                version,
                text: text.to_owned(),
                sentences: sentences(text)
                    .into_iter()
                    .map(|s| Sentence {
                        text: s.to_owned(),
                        is_used: self.body.is_used(counted.unit, code, s),
                    })
                    .collect(),
                usage: self.body.usage(counted.unit, code),
            })
            .collect();
        units.sort_by_cached_key(|u| (u.usage, domain::text::sort_key(&u.name)));
        let mut nil: Vec<String> = self
            .counted
            .iter()
            .filter(|c| {
                let body = c.report.as_ref().map(|(_, body)| body);
                body.is_some_and(|b| b.is_nil || b.section(code).is_some_and(|s| s.is_nil))
            })
            .map(|c| self.name(c.unit))
            .collect();
        nil.sort_by_key(|name| domain::text::sort_key(name));
        SectionBench {
            section: section.clone(),
            paragraphs: self
                .body
                .paragraphs(code)
                .iter()
                .map(|p| self.paragraph(p))
                .collect(),
            units,
            nil,
            numbers: self.offers(section),
        }
    }

    fn paragraph(&self, paragraph: &Paragraph) -> DraftParagraph {
        let newer_version = paragraph.source.as_ref().and_then(|source| {
            let counted = self.counted.iter().find(|c| c.unit == source.unit)?;
            counted
                .report
                .as_ref()
                .map(|(number, _)| *number)
                .filter(|n| *n > source.version)
        });
        DraftParagraph {
            id: paragraph.id,
            text: paragraph.text.clone(),
            shown: self.numbers.rendered(&paragraph.text),
            source: paragraph.source.clone(),
            source_name: paragraph.source.as_ref().map(|s| self.name(s.unit)),
            is_edited: paragraph.is_edited(),
            newer_version,
            stale: self.numbers.stale(paragraph),
        }
    }

    fn offers(&self, section: &Section) -> Vec<NumberOffer> {
        let defs = self.tables.this.regime.body.indicators.iter();
        defs.filter(|def| section.fields.is_empty() || section.fields.contains(&def.field))
            .map(|def| {
                let reference = Reference {
                    indicator: def.code.clone(),
                    unit: None,
                    when: When::This,
                };
                NumberOffer {
                    token: reference.token(),
                    name: def.name.clone(),
                    shown: self.numbers.shown(&reference),
                }
            })
            .collect()
    }

    fn texts<'b>(&'b self, code: &'b str) -> impl Iterator<Item = (&'b Counted, i32, &'b str)> {
        self.counted.iter().filter_map(move |c| {
            let (version, body) = c.report.as_ref()?;
            let section = body.section(code).filter(|s| !body.is_nil && !s.is_nil)?;
            let text = section.text.trim();
            (!text.is_empty()).then_some((c, *version, text))
        })
    }

    fn name(&self, unit: UnitId) -> String {
        let reports = &self.tables.this.reports;
        reports
            .iter()
            .find(|r| r.unit == unit)
            .map_or_else(String::new, |r| r.name.clone())
    }
}
