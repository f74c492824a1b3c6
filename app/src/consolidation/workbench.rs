//! The workbench: section by section every unit's text beside the draft, with
//! what was taken, edited, not used yet.

use super::bench_pages::{pages, weight};
use super::bench_view::{
    Ask, DraftParagraph, NumberOffer, SectionBench, SectionLine, Sentence, Shown, UnitText,
    Workbench,
};
use super::numbers::{Numbers, Tables};
use super::texts::{Texts, UnitTexts, texts};
use super::{late, load};
use crate::round::Board;
use crate::totals::coverage;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{
    ConsolidationBody, Content, Paragraph, Reference, Usage, origin, portions,
};
use domain::id::{RoundId, UnitId};
use domain::regime::Section;
use domain::report::Act;
use std::collections::HashMap;

/// The workbench of a round, with `section` open (the first one by default).
///
/// # Errors
/// As [`bench`].
pub async fn workbench(
    ctx: &Ctx,
    round: RoundId,
    section: Option<&str>,
) -> Result<Workbench, AppError> {
    bench(
        ctx,
        round,
        Ask {
            section,
            ..Ask::default()
        },
    )
    .await
}

/// The workbench of a round: the texts of the section asked for, nothing of the
/// others but counts.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::NotFound`] for an unknown round or section.
pub async fn bench(ctx: &Ctx, round: RoundId, ask: Ask<'_>) -> Result<Workbench, AppError> {
    let table = load::table(ctx, round, Right::ReadConsolidation).await?;
    let may_write = ctx.can(Right::WriteConsolidation, table.round.area).await?;
    let may_review = ctx.can(Right::ReviewReport, table.round.area).await?;
    let board = ctx.app.boards.of(ctx, round).await?;
    let read = ctx.read();
    let report = load::report(ctx, &read, round).await?;
    let standing = load::Path::of(ctx, &read, &report).await?.draft();
    // Once frozen, what came since can be taken for the next supplement.
    let frozen = late::frozen(&read, &report).await?;
    let texts = texts(&ctx.app, round).await?;
    let coverage = coverage(&table);
    let tables = Tables::of(ctx, table).await?;
    let table = &tables.this;
    let numbers = tables.numbers()?;
    let outline = &table.regime.body.outline;
    let open = match ask.section {
        Some(code) => outline.iter().find(|s| s.code == code),
        None => outline.first(),
    };
    let open = open.ok_or(AppError::NotFound)?;
    let bench = Bench {
        tables: &tables,
        body: &report.body,
        used: report.body.usages(),
        taken: report.body.taken(),
        texts: &texts,
        board: &board,
        names: table
            .reports
            .iter()
            .map(|r| (r.unit, r.name.as_str()))
            .collect(),
        numbers: &numbers,
        may_write,
        is_draft_open: standing.check_change().is_ok(),
        frozen: frozen.as_ref(),
    };
    Ok(Workbench {
        round: table.round.clone(),
        state: report.state,
        version: report.version,
        may_review,
        may_write: may_write && bench.is_draft_open,
        stage: standing.stage(),
        coverage,
        sections: outline.iter().map(|s| bench.line(s)).collect(),
        open: bench.open(open, ask),
    })
}

struct Bench<'a> {
    tables: &'a Tables,
    body: &'a ConsolidationBody,
    used: HashMap<(UnitId, &'a str), Usage>,
    taken: HashMap<(UnitId, &'a str), Vec<&'a str>>,
    texts: &'a Texts,
    board: &'a Board,
    names: HashMap<UnitId, &'a str>,
    numbers: &'a Numbers<'a>,
    /// Whether the actor has the right to write at all.
    may_write: bool,
    /// Whether the draft may change.
    is_draft_open: bool,
    /// Of a frozen report the next supplement, and what it says.
    frozen: Option<&'a (i32, Content)>,
}

impl Bench<'_> {
    fn usage(&self, unit: UnitId, section: &str) -> Usage {
        let found = self.used.get(&(unit, section));
        found.copied().unwrap_or(Usage::NotUsed)
    }

    fn is_used(&self, unit: UnitId, section: &str, sentence: &str) -> bool {
        let taken = self.taken.get(&(unit, section));
        taken.is_some_and(|all| all.iter().any(|words| words.contains(sentence)))
    }

    /// Sentences of a text that are not in the draft, where others of it are.
    fn left(&self, unit: UnitId, section: &str, words: &str) -> usize {
        if !self.taken.contains_key(&(unit, section)) {
            return 0;
        }
        let all = portions(words).into_iter().filter(|p| !p.is_heading);
        all.filter(|p| !self.is_used(unit, section, p.words))
            .count()
    }

    fn line(&self, section: &Section) -> SectionLine {
        let paragraphs = self.body.paragraphs(&section.code);
        let (mut written_by, mut not_used, mut left) = (0, 0, 0);
        for (text, words) in self.writers(&section.code) {
            written_by += 1;
            not_used += usize::from(self.usage(text.unit, &section.code) == Usage::NotUsed);
            left += self.left(text.unit, &section.code, words);
        }
        SectionLine {
            code: section.code.clone(),
            title: section.title.clone(),
            title_en: section.title_en.clone(),
            paragraphs: paragraphs.len(),
            written_by,
            not_used,
            left,
            stale: paragraphs.iter().map(|p| self.numbers.stale(p).len()).sum(),
        }
    }

    fn open(&self, section: &Section, ask: Ask<'_>) -> SectionBench {
        let code = section.code.as_str();
        let mut writers: Vec<(&UnitTexts, &str, (Usage, usize))> = self
            .writers(code)
            .map(|(text, words)| {
                let left = self.left(text.unit, code, words);
                (text, words, (self.usage(text.unit, code), left))
            })
            .collect();
        // Not used first, then those of which sentences are left; of a frozen report
        // before them what can still be taken.
        writers.sort_by_cached_key(|(text, _, (usage, left))| {
            let is_done = *usage != Usage::NotUsed && *left == 0;
            let name = domain::text::sort_key(self.name(text.unit));
            (!self.is_late(text), is_done, *usage, name)
        });
        let names = |is_wanted: fn(Usage) -> bool| -> Vec<String> {
            let wanted = writers.iter().filter(|(.., (usage, _))| is_wanted(*usage));
            wanted
                .map(|(text, ..)| self.name(text.unit).to_owned())
                .collect()
        };
        let contributed = names(|usage| usage != Usage::NotUsed);
        let not_used = names(|usage| usage == Usage::NotUsed);
        let partly = writers
            .iter()
            .filter(|(.., (_, left))| *left > 0)
            .map(|(text, _, (_, left))| (self.name(text.unit).to_owned(), *left))
            .collect();
        writers.retain(|(.., (usage, left))| match ask.shown {
            Shown::All => true,
            Shown::NotUsed => *usage == Usage::NotUsed || *left > 0,
            Shown::Used => *usage != Usage::NotUsed,
        });
        let pages = pages(writers.iter().map(|(_, words, _)| weight(words)));
        let page = pages.get(ask.page).cloned().unwrap_or(0..0);
        let units = writers[page]
            .iter()
            .map(|(text, words, (usage, left))| self.unit(text, code, words, (*usage, *left)))
            .collect();
        let mut nil: Vec<String> = self
            .texts
            .values()
            .filter(|text| text.is_nil || text.nil.iter().any(|s| s == code))
            .map(|text| self.name(text.unit).to_owned())
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
            contributed,
            not_used,
            partly,
            units,
            pages: pages.len().max(1),
            nil,
            numbers: self.offers(section),
        }
    }

    fn unit(
        &self,
        text: &UnitTexts,
        code: &str,
        words: &str,
        (usage, left): (Usage, usize),
    ) -> UnitText {
        let below = text.below.as_deref();
        let (may_take, may_take_all) = self.may_take(text, code);
        UnitText {
            is_late: self.is_late(text),
            may_take,
            may_take_all,
            unit: text.unit,
            name: self.name(text.unit).to_owned(),
            obligation: text.obligation,
            version: text.version,
            text: words.to_owned(),
            sentences: portions(words)
                .into_iter()
                .map(|p| Sentence {
                    text: p.text(),
                    is_heading: p.is_heading,
                    is_used: self.is_used(text.unit, code, p.words),
                    origin: below
                        .and_then(|b| origin(&b.content, code, p.words))
                        .map(str::to_owned),
                })
                .collect(),
            usage,
            left,
            is_returnable: self.is_returnable(text),
            below: below.map(|b| (b.round, b.snapshot)),
        }
    }

    /// Whether it came, or was corrected, after freezing.
    fn is_late(&self, text: &UnitTexts) -> bool {
        self.frozen.is_some_and(|(_, content)| {
            content.is_late(text.obligation, text.version, self.name(text.unit))
        })
    }

    /// Whether words of it may be taken, and the whole section.
    fn may_take(&self, text: &UnitTexts, code: &str) -> (bool, bool) {
        let may = self.may_write && (self.is_draft_open || self.is_late(text));
        let number = self.frozen.map_or(0, |(number, _)| *number);
        let is_taken = self
            .body
            .is_taken_for(number, text.unit, code, text.version);
        (may, may && !is_taken)
    }

    fn is_returnable(&self, text: &UnitTexts) -> bool {
        let standing = self.board.reports.get(&text.obligation);
        standing.map(|s| &s.owed).is_some_and(|owed| {
            owed.last_version == text.version && owed.after(Act::Return).is_ok()
        })
    }

    fn paragraph(&self, paragraph: &Paragraph) -> DraftParagraph {
        let newer_version = paragraph.source.as_ref().and_then(|source| {
            let text = self.texts.get(&source.obligation)?;
            Some(text.version).filter(|n| *n > source.version)
        });
        DraftParagraph {
            id: paragraph.id,
            text: paragraph.text.clone(),
            shown: self.numbers.rendered(&paragraph.text),
            source: paragraph.source.clone(),
            source_name: paragraph
                .source
                .as_ref()
                .map(|s| self.name(s.unit).to_owned()),
            is_edited: paragraph.is_edited(),
            newer_version,
            stale: self.numbers.stale(paragraph),
            supplement: paragraph.supplement,
            may_change: self.may_write
                && match self.frozen {
                    Some((number, _)) => paragraph.supplement == *number,
                    None => self.is_draft_open,
                },
        }
    }

    fn offers(&self, section: &Section) -> Vec<NumberOffer> {
        let defs = self.tables.this.defs.iter();
        defs.filter(|def| section.fields.is_empty() || section.fields.contains(&def.field))
            .map(|def| {
                let reference = Reference::of(&def.code);
                NumberOffer {
                    token: reference.token(),
                    name: def.name.clone(),
                    measure: def.measure.clone(),
                    shown: self.numbers.shown(&reference),
                }
            })
            .collect()
    }

    /// The units that wrote something in a section, with their words.
    fn writers<'b>(&'b self, code: &'b str) -> impl Iterator<Item = (&'b UnitTexts, &'b str)> {
        self.texts.values().filter_map(move |text| {
            let words = text.sections.get(code)?;
            Some((text.as_ref(), words.as_str()))
        })
    }

    fn name(&self, unit: UnitId) -> &str {
        self.names.get(&unit).copied().unwrap_or_default()
    }
}
