//! What has been done with a round's report: opinions, submissions, snapshots,
//! numbers and receipts.

use super::acting::{ActingSigner, acting_signer};
use super::issue::IssuedReport;
use super::load;
use super::texts::{Texts, texts};
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{
    ConsolidationBody, ConsolidationState, Content, Difference, ReportCoverage, Stage,
};
use domain::frozen_form::FrozenForm;
use domain::id::{ConsolidationId, RoundId, UnitId};
use domain::numbering::IssuerKind;
use domain::regime::Section;
use jiff::Timestamp;
use jiff::civil::Date;
use store::consolidation::{Opinion, OpinionRound, Receipt, Submission};
use store::round::Round;

/// Where the report of a round stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The round.
    pub round: Round,
    /// The report's id, for its history.
    pub report: ConsolidationId,
    /// Draft, frozen or issued.
    pub state: ConsolidationState,
    /// Counter of changes, to be sent back with every change.
    pub version: i32,
    /// Whether the actor may freeze, submit, issue and send.
    pub may_freeze: bool,
    /// Whether the actor may sign or return.
    pub may_sign: bool,
    /// How far it has come.
    pub stage: Stage,
    /// The rounds of opinions with what was said, newest first.
    pub opinions: Vec<(OpinionRound, Vec<OpinionLine>, Vec<AskedUnit>)>,
    /// What was laid before the head, newest first.
    pub submissions: Vec<Submission>,
    /// The snapshots, first one first.
    pub snapshots: Vec<SnapshotLine>,
    /// Paragraphs that were taken for the next supplement.
    pub late_words: usize,
    /// Until it is signed: the sections to which units wrote, and nothing of
    /// that is in the report. It hinders nothing.
    pub untaken: Vec<UntakenSection>,
}

/// A section of which every unit's text is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UntakenSection {
    /// Code in the outline.
    pub code: String,
    /// Title.
    pub title: String,
    /// Title in English.
    pub title_en: String,
    /// How many units wrote to it.
    pub units: usize,
}

/// Who was asked for an opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedUnit {
    /// Name of the unit.
    pub unit: String,
    /// How many opinions it gave.
    pub opinions: usize,
}

/// One snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotLine {
    /// 1 for the report, n + 1 for supplement n.
    pub number: i32,
    /// Hash of its content.
    pub sha256: String,
    /// Position of the journal up to which data are in.
    pub journal_seq: i64,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// How complete it is.
    pub coverage: ReportCoverage,
    /// The forms that were frozen with it; of an issued one that in which it went
    /// out.
    pub forms: Vec<FrozenForm>,
    /// Differences from the snapshot before.
    pub differences: Vec<Difference>,
    /// Who signed it, and when.
    pub signed: Option<(String, Timestamp)>,
    /// For whom the signer acted.
    pub acting: Option<ActingSigner>,
    /// Number and symbol, form and date, once issued.
    pub issued: Option<(String, IssuerKind, Date)>,
    /// How far this snapshot has come.
    pub stage: Stage,
    /// The receipts with the units' names, in the order of the alphabet.
    pub receipts: Vec<(Receipt, String)>,
}

/// One opinion with the name of its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionLine {
    /// What was said and answered.
    pub opinion: Opinion,
    /// Whose it is.
    pub unit: String,
    /// The paragraph it is about, as it was.
    pub about: Option<String>,
}

/// The forms of a snapshot: those that were frozen with it, or the one in which it
/// was issued.
fn forms(issued: Option<&IssuedReport>, frozen: Vec<FrozenForm>) -> Vec<FrozenForm> {
    let Some(issued) = issued else {
        return frozen;
    };
    let own = issued.form.clone().into_iter();
    let mut forms = own.chain(frozen);
    let found = forms.find(|form| form.holds(issued.kind, issued.issued_on));
    found.into_iter().collect()
}

/// The snapshots of a round's report.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn overview(ctx: &Ctx, round: RoundId) -> Result<Overview, AppError> {
    let table = load::table(ctx, round, Right::ReadConsolidation).await?;
    let may_freeze = ctx
        .can(Right::FreezeConsolidation, table.round.area)
        .await?;
    let may_sign = ctx.can(Right::SignConsolidation, table.round.area).await?;
    let read = ctx.read();
    let tree = ctx.tree().await?;
    let name = |unit: UnitId| {
        tree.get(unit)
            .map(|u| u.short_name.clone())
            .unwrap_or_default()
    };
    let report = load::report(ctx, &read, round).await?;
    let path = load::Path::of(ctx, &read, &report).await?;
    let mut snapshots = Vec::new();
    for snapshot in store::consolidation::list_snapshots(&read, report.id).await? {
        let content: Content = serde_json::from_str(&snapshot.body).map_err(AppError::internal)?;
        let issued = path.issued_of(snapshot.number);
        let mut receipts: Vec<(Receipt, String)> = path
            .receipts
            .iter()
            .filter(|r| issued.is_some_and(|(id, _)| *id == r.document))
            .map(|r| (r.clone(), name(r.unit)))
            .collect();
        receipts.sort_by_cached_key(|(_, name)| domain::text::sort_key(name));
        let signature = path.signatures.iter().find(|s| s.snapshot == snapshot.id);
        let acting = match signature {
            Some(signature) => acting_signer(ctx, table.round.area, &tree, signature).await?,
            None => None,
        };
        snapshots.push(SnapshotLine {
            number: snapshot.number,
            signed: signature.map(|s| (s.signer_name.clone(), s.signed_at)),
            acting,
            issued: issued.map(|(_, i)| (i.symbol.clone(), i.kind, i.issued_on)),
            stage: path.snapshot(&snapshot).stage(),
            receipts,
            sha256: snapshot.sha256,
            journal_seq: snapshot.journal_seq,
            frozen_at: snapshot.frozen_at,
            coverage: content.coverage,
            forms: forms(issued.map(|(_, i)| i), content.forms),
            differences: content.differences,
        });
    }
    let mut opinions = Vec::new();
    for asked in path.opinion_rounds.iter().rev() {
        let content: Content = serde_json::from_str(&asked.body).map_err(AppError::internal)?;
        let said = path.opinions.iter().filter(|o| o.round == asked.id);
        let lines = said.clone().map(|o| OpinionLine {
            unit: name(o.unit),
            about: about(&content, o),
            opinion: o.clone(),
        });
        let mut units: Vec<AskedUnit> = asked
            .asked
            .iter()
            .map(|unit| AskedUnit {
                unit: name(*unit),
                opinions: said.clone().filter(|o| o.unit == *unit).count(),
            })
            .collect();
        // Those whose answer is awaited come first.
        units.sort_by_cached_key(|u| (u.opinions > 0, domain::text::sort_key(&u.unit)));
        opinions.push((asked.clone(), lines.collect(), units));
    }
    let stage = snapshots
        .first()
        .map_or_else(|| path.draft().stage(), |s: &SnapshotLine| s.stage);
    let is_signed = snapshots.first().is_some_and(|s| s.signed.is_some());
    let untaken = if is_signed {
        Vec::new()
    } else {
        let texts = texts(&ctx.app, round).await?;
        untaken(&table.regime.body.outline, &report.body, &texts)
    };
    let next = snapshots.last().map(|s| s.number);
    Ok(Overview {
        late_words: next.map_or(0, |number| report.body.count_of(number)),
        untaken,
        round: table.round.clone(),
        report: report.id,
        state: report.state,
        version: report.version,
        may_freeze,
        may_sign,
        stage,
        opinions,
        submissions: path.submissions.iter().rev().cloned().collect(),
        snapshots,
    })
}

/// How far the report of a round has come, and nothing else.
///
/// # Errors
/// As [`Ctx::require`].
pub async fn state(ctx: &Ctx, round: RoundId) -> Result<ConsolidationState, AppError> {
    load::table(ctx, round, Right::ReadConsolidation).await?;
    Ok(load::report(ctx, &ctx.read(), round).await?.state)
}

/// The sections to which units wrote and of which no text is used.
fn untaken(outline: &[Section], body: &ConsolidationBody, texts: &Texts) -> Vec<UntakenSection> {
    let used = body.usages();
    let of = |section: &Section| {
        let code = section.code.as_str();
        let mut writers = texts
            .values()
            .filter(|text| text.sections.contains_key(code));
        let units = writers.clone().count();
        let is_used = writers.any(|text| used.contains_key(&(text.unit, code)));
        (units > 0 && !is_used).then(|| UntakenSection {
            code: section.code.clone(),
            title: section.title.clone(),
            title_en: section.title_en.clone(),
            units,
        })
    };
    outline.iter().filter_map(of).collect()
}

/// The words of the paragraph that an opinion is about.
fn about(content: &Content, opinion: &Opinion) -> Option<String> {
    let section = content
        .sections
        .iter()
        .find(|s| s.code == opinion.section)?;
    let at = usize::try_from(opinion.paragraph).ok()?.checked_sub(1)?;
    section.paragraphs.get(at).map(|p| p.text.clone())
}
