//! Every version of a report that was ever laid before somebody, and any two of
//! them side by side.

use super::content::content;
use super::load::{self, Path};
use super::numbers::Tables;
use crate::{AppError, Ctx};
use domain::account::Right;
use domain::consolidation::{Comparison, Content, compare};
use domain::id::RoundId;
use jiff::Timestamp;

domain::codes! {
    /// What a version was made for.
    VersionKind {
        /// The live draft.
        Live = "live",
        /// Sent for opinion.
        Opinion = "opinion",
        /// Laid before the head.
        Submission = "submission",
        /// Frozen: the report, or a supplement.
        Snapshot = "snapshot",
    }
}

/// Which version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionKey {
    /// What it was made for.
    pub kind: VersionKind,
    /// Its number among those, from 1; 0 for the live draft.
    pub number: i32,
}

impl VersionKey {
    /// As it stands in an address: `submission-2`, `live`.
    #[must_use]
    pub fn code(self) -> String {
        match self.number {
            0 => self.kind.code().to_owned(),
            n => format!("{}-{n}", self.kind.code()),
        }
    }

    /// Reads it from an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (kind, number) = match code.split_once('-') {
            None => (code, 0),
            Some((kind, number)) => (kind, number.parse().ok()?),
        };
        let kind = VersionKind::from_code(kind)?;
        ((kind == VersionKind::Live) == (number == 0)).then_some(Self { kind, number })
    }
}

/// One version in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// Which.
    pub key: VersionKey,
    /// When it was made; none for the live draft.
    pub at: Option<Timestamp>,
    /// Hash of its content.
    pub sha256: Option<String>,
}

/// Two versions side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Title of the round.
    pub title: String,
    /// All versions, oldest first, the live draft last.
    pub versions: Vec<VersionLine>,
    /// Which are compared, the older one first; none while there is only one.
    pub pair: Option<(VersionKey, VersionKey)>,
    /// What is different.
    pub comparison: Option<Comparison>,
}

/// Compares two versions; those named, else the last two.
///
/// # Errors
/// As [`Ctx::require`]; [`AppError::NotFound`] for a version that does not exist.
pub async fn compare_versions(
    ctx: &Ctx,
    round: RoundId,
    named: Option<(VersionKey, VersionKey)>,
) -> Result<Compared, AppError> {
    let table = load::table(ctx, round, Right::ReadConsolidation).await?;
    let title = table.round.title.clone();
    let read = ctx.read();
    let report = load::report(ctx, &read, round).await?;
    let path = Path::of(ctx, &read, &report).await?;
    let mut bodies: Vec<(VersionLine, String)> = Vec::new();
    let line = |kind, number, at, sha256: &str| VersionLine {
        key: VersionKey { kind, number },
        at: Some(at),
        sha256: Some(sha256.to_owned()),
    };
    for r in &path.opinion_rounds {
        let line = line(VersionKind::Opinion, r.number, r.opened_at, &r.sha256);
        bodies.push((line, r.body.clone()));
    }
    for s in &path.submissions {
        let line = line(VersionKind::Submission, s.number, s.submitted_at, &s.sha256);
        bodies.push((line, s.body.clone()));
    }
    for s in store::consolidation::list_snapshots(&read, report.id).await? {
        let line = line(VersionKind::Snapshot, s.number, s.frozen_at, &s.sha256);
        bodies.push((line, s.body));
    }
    bodies.sort_by_key(|(line, _)| (line.at, line.key.kind));
    let tables = Tables::of(ctx, table).await?;
    let (seq, _) = store::journal::head(&read).await?;
    let live = content(ctx, &tables, &report.body, seq).await?;
    let mut versions: Vec<VersionLine> = bodies.iter().map(|(line, _)| line.clone()).collect();
    let live_key = VersionKey {
        kind: VersionKind::Live,
        number: 0,
    };
    versions.push(VersionLine {
        key: live_key,
        at: None,
        sha256: None,
    });
    let usual = || {
        let [.., old, new] = versions.as_slice() else {
            return None;
        };
        Some((old.key, new.key))
    };
    let pair = named.or_else(usual);
    let comparison = match pair {
        None => None,
        Some((old, new)) => {
            let of = |key: VersionKey| -> Result<Content, AppError> {
                if key == live_key {
                    return Ok(live.clone());
                }
                let found = bodies.iter().find(|(line, _)| line.key == key);
                let (_, body) = found.ok_or(AppError::NotFound)?;
                serde_json::from_str(body).map_err(AppError::internal)
            };
            Some(compare(&of(old)?, &of(new)?))
        }
    };
    Ok(Compared {
        title,
        versions,
        pair,
        comparison,
    })
}

#[cfg(test)]
mod tests {
    use super::{VersionKey, VersionKind};

    #[test]
    fn a_version_is_found_again_by_its_code() {
        for kind in VersionKind::ALL {
            let number = i32::from(*kind != VersionKind::Live) * 3;
            let key = VersionKey {
                kind: *kind,
                number,
            };
            assert_eq!(VersionKey::from_code(&key.code()), Some(key));
        }
        for wrong in ["live-1", "snapshot", "snapshot-x", "?", ""] {
            assert_eq!(VersionKey::from_code(wrong), None, "{wrong}");
        }
    }
}
