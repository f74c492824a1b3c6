//! What comes after freezing and goes into a supplement: words of late and
//! corrected reports, and what single units say differently by the version that
//! counts.

use super::load;
use crate::totals::{Table, UnitReport};
use crate::{AppError, Ctx};
use domain::consolidation::{Content, Difference, FrozenSection, unit_differences};
use domain::id::RoundId;
use store::consolidation::Consolidation;
use store::{Handle, Write};

/// A report with what is being written of it.
pub(super) struct Writing {
    pub(super) report: Consolidation,
    /// Once it is frozen: the report as it was.
    pub(super) frozen: Option<Content>,
    /// The supplement that comes next; 0 for the report itself.
    pub(super) number: i32,
}

/// The report for a change of a draft, or for one of what the next supplement says.
///
/// # Errors
/// As the guard of a draft; the version that was seen is for the caller to check.
pub(super) async fn writing(ctx: &Ctx, w: &Write, round: RoundId) -> Result<Writing, AppError> {
    let report = load::report(ctx, w, round).await?;
    if let Some((number, content)) = frozen(w, &report).await? {
        return Ok(Writing {
            report,
            frozen: Some(content),
            number,
        });
    }
    load::Path::of(ctx, w, &report)
        .await?
        .draft()
        .check_change()?;
    Ok(Writing {
        report,
        frozen: None,
        number: 0,
    })
}

/// Of a frozen report what it says, and the number of the next supplement. What
/// came after the report is late, also where a supplement has its figures already.
pub(super) async fn frozen(
    h: &impl Handle,
    report: &Consolidation,
) -> Result<Option<(i32, Content)>, AppError> {
    numbered(h, report, |_| 1).await
}

/// The last snapshot with its number, which is that of the next supplement.
pub(super) async fn last_snapshot(
    h: &impl Handle,
    report: &Consolidation,
) -> Result<Option<(i32, Content)>, AppError> {
    numbered(h, report, |last| last).await
}

/// The number of the last snapshot, and what the one says that is `wanted` of it; the
/// others are not read.
async fn numbered(
    h: &impl Handle,
    report: &Consolidation,
    wanted: fn(i32) -> i32,
) -> Result<Option<(i32, Content)>, AppError> {
    let last = store::consolidation::last_number(h, report.id).await?;
    let Some(number) = last else {
        return Ok(None);
    };
    let found = store::consolidation::find_numbered(h, report.id, wanted(number)).await?;
    let content = found.map(|snapshot| serde_json::from_str(&snapshot.body));
    let content = content.transpose().map_err(AppError::internal)?;
    Ok(content.map(|content| (number, content)))
}

/// What units whose report was counted in `before` say differently now, in the
/// order of their names. Who came or went as a whole is told by the coverage.
pub(super) async fn unit_changes(
    h: &impl Handle,
    table: &Table,
    before: &Content,
) -> Result<Vec<Difference>, AppError> {
    let changed = |report: &'_ UnitReport| {
        let old = *before.versions.get(&report.obligation)?;
        let new = report.version.filter(|new| *new != old)?;
        Some((old, new))
    };
    let own = table.reports.iter().filter(|r| r.round == table.round.id);
    let mut units: Vec<_> = own.filter_map(|r| Some((r, changed(r)?))).collect();
    units.sort_by_cached_key(|(report, _)| domain::text::sort_key(&report.name));
    let wanted: Vec<_> = units
        .iter()
        .flat_map(|(report, (old, new))| [*old, *new].map(|number| (report.obligation, number)))
        .collect();
    let bodies = store::report::find_bodies(h, &wanted).await?;
    let mut found = Vec::new();
    for (report, (old, new)) in units {
        let of = |number| bodies.get(&(report.obligation, number));
        let (Some(old), Some(new)) = (of(old), of(new)) else {
            continue;
        };
        found.extend(unit_differences(
            &report.name,
            (old, new),
            &table.regime.body.outline,
            &table.defs,
        ));
    }
    Ok(found)
}

/// The sections of the snapshot before, with what was taken for supplement
/// `number`. Answers how many paragraphs that is.
pub(super) fn with_added(
    before: &mut [FrozenSection],
    now: Vec<FrozenSection>,
    number: i32,
) -> usize {
    let mut count = 0;
    for section in now {
        let Some(place) = before.iter_mut().find(|s| s.code == section.code) else {
            continue;
        };
        let added = section.paragraphs.into_iter();
        let added: Vec<_> = added.filter(|p| p.supplement == number).collect();
        count += added.len();
        place.paragraphs.extend(added);
    }
    count
}
