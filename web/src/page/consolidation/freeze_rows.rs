//! What the path to issue shows of snapshots, submissions and the tier above.

use super::totals::coverage;
use crate::page::pager::Pager;
use crate::{Layout, Staff};
use app::AppError;
use app::consolidation::{self, Overview, SnapshotLine, difference_words};
use domain::consolidation::Stage;
use domain::frozen_form::FrozenForm;
use domain::id::RoundId;
use domain::regime::Section;

pub(super) struct Line {
    pub(super) number: i32,
    pub(super) name: String,
    pub(super) frozen_at: String,
    pub(super) sha256: String,
    /// Each form that was frozen with it, in words, and its hash.
    pub(super) forms: Vec<(String, String)>,
    pub(super) coverage: String,
    pub(super) seq: i64,
    pub(super) differences: Vec<String>,
    pub(super) signed: String,
    pub(super) issued: String,
    pub(super) may_send: bool,
    pub(super) receipts: String,
    /// The receipts of the page that is shown, and whether one was asked for.
    pub(super) units: Vec<(String, String, String)>,
    pub(super) is_open: bool,
    pub(super) pager: Pager,
    pub(super) more_differences: usize,
}

/// Differences that the page lists; the supplement itself has them all.
const DIFFERENCES: usize = 100;

pub(super) struct Submitted {
    pub(super) number: i32,
    pub(super) at: String,
    pub(super) note: String,
    pub(super) sha256: String,
    pub(super) state: &'static str,
    pub(super) reason: String,
}

pub(super) struct Tier {
    pub(super) title: String,
    pub(super) due_on: String,
    /// Whether who sends it up now must say why it is late.
    pub(super) needs_late_reason: bool,
    pub(super) sent: Vec<String>,
    /// Sections that stand in another one there, or in none.
    pub(super) moved: Vec<String>,
    pub(super) signed: Vec<(String, String)>,
}

fn name_of(l: &Layout, number: i32) -> String {
    match number {
        1 => l.t("consolidation.snapshot.report").into_owned(),
        n => l.t1("consolidation.snapshot.supplement", "n", n - 1),
    }
}

pub(super) fn submitted(l: &Layout, s: &app::consolidation::Submission) -> Submitted {
    Submitted {
        number: s.number,
        at: l.instant(&s.submitted_at),
        note: s.note.clone(),
        sha256: s.sha256.clone(),
        state: s.state.code(),
        reason: s.reason.clone(),
    }
}

/// "Mục II. …: 3 đơn vị có nội dung chưa dùng", with the bench where they are.
pub(super) fn untaken(
    l: &Layout,
    round: RoundId,
    s: &consolidation::UntakenSection,
) -> (String, String) {
    let code = crate::visitor::url_part(&s.code);
    let title = super::bench_rows::titled(l, &s.title, &s.title_en);
    let named = format!("{} {title}", s.code);
    (
        format!("/tong-hop/{round}/soan?muc={code}&loc=chua-dung"),
        l.t2(
            "consolidation.freeze.untaken_section",
            ("section", named),
            ("n", s.units),
        ),
    )
}

/// Hash and name of the oldest snapshot without signature: the one to sign next.
pub(super) fn unsigned(l: &Layout, overview: &Overview) -> Option<(String, String)> {
    let next = overview.snapshots.iter().find(|s| s.signed.is_none())?;
    Some((next.sha256.clone(), name_of(l, next.number)))
}

pub(super) fn tier(l: &Layout, above: &consolidation::Above, overview: &Overview) -> Tier {
    let sent: Vec<i32> = above.sent.iter().map(|(snapshot, ..)| *snapshot).collect();
    Tier {
        title: above.title.clone(),
        due_on: l.date(&above.due_on),
        needs_late_reason: above.needs_late_reason,
        moved: above
            .moved
            .iter()
            .map(|(section, place)| {
                let named = |s: &Section| {
                    let title = super::bench_rows::titled(l, &s.title, &s.title_en);
                    format!("{} {title}", s.code)
                };
                match place {
                    Some(place) => l.t2(
                        "consolidation.tier.moved",
                        ("section", named(section)),
                        ("place", named(place)),
                    ),
                    None => l.t1("consolidation.tier.left_out", "section", named(section)),
                }
            })
            .collect(),
        sent: above
            .sent
            .iter()
            .map(|(snapshot, _, at)| {
                let name = name_of(l, *snapshot);
                let at = l.instant(at);
                l.t2("consolidation.tier.sent", ("snapshot", name), ("at", at))
            })
            .collect(),
        signed: overview
            .snapshots
            .iter()
            .filter(|s| s.signed.is_some() && !sent.contains(&s.number))
            .map(|s| (s.number.to_string(), name_of(l, s.number)))
            .collect(),
    }
}

pub(super) fn line(
    l: &Layout,
    round: RoundId,
    s: &SnapshotLine,
    (may_freeze, asked): (bool, Option<usize>),
) -> Line {
    let number = s.number;
    let pager = Pager::new(l, s.receipts.len(), asked, |page| {
        format!("/tong-hop/{round}/chot?ban={number}&trang={page}#nhan-{number}")
    });
    let opened = s
        .receipts
        .iter()
        .filter(|(r, _)| r.opened.is_some())
        .count();
    let acknowledged = s
        .receipts
        .iter()
        .filter(|(r, _)| r.acknowledged.is_some())
        .count();
    let when = |at: Option<&jiff::Timestamp>| at.map(|at| l.instant(at)).unwrap_or_default();
    Line {
        number: s.number,
        name: name_of(l, s.number),
        frozen_at: l.instant(&s.frozen_at),
        sha256: s.sha256.clone(),
        forms: s.forms.iter().map(|form| form_words(l, form)).collect(),
        coverage: coverage(l, &s.coverage),
        seq: s.journal_seq,
        differences: s
            .differences
            .iter()
            .take(DIFFERENCES)
            .map(|d| difference_words(l.locale, d))
            .collect(),
        more_differences: s.differences.len().saturating_sub(DIFFERENCES),
        signed: s
            .signed
            .as_ref()
            .map(|(name, at)| format!("{name}, {}", l.instant(at)))
            .unwrap_or_default(),
        may_send: may_freeze && s.stage == Stage::Issued,
        receipts: match s.receipts.len() {
            0 => String::new(),
            sent => {
                let counts = l.t2(
                    "consolidation.receipt.counts",
                    ("opened", opened),
                    ("acknowledged", acknowledged),
                );
                counts.replace("%{sent}", &sent.to_string())
            }
        },
        units: pager
            .lines(&s.receipts)
            .iter()
            .map(|(r, unit)| {
                let opened = when(r.opened.as_ref().map(|o| &o.1));
                let acknowledged = when(r.acknowledged.as_ref().map(|a| &a.1));
                (unit.clone(), opened, acknowledged)
            })
            .collect(),
        is_open: asked.is_some(),
        pager,
        issued: s
            .issued
            .as_ref()
            .map(|(symbol, _, on)| {
                l.t2(
                    "consolidation.snapshot.issued",
                    ("symbol", symbol),
                    ("day", l.date(on)),
                )
            })
            .unwrap_or_default(),
    }
}

/// "Văn bản của Đảng … (HD05-2026), áp dụng từ 01/01/2026" and the hash.
fn form_words(l: &Layout, form: &FrozenForm) -> (String, String) {
    let name = format!("{} ({})", form.title, form.id);
    let since = l.date(&form.valid_from);
    let words = l.t2(
        "consolidation.snapshot.form_since",
        ("name", name),
        ("day", since),
    );
    (words, form.sha256.clone())
}

/// How the list of the round differs from its rule, until the report is frozen:
/// coverage goes by the list.
pub(super) async fn unlisted(staff: &Staff, id: RoundId) -> Result<Vec<String>, AppError> {
    let found = app::round::unlisted(&staff.ctx, id).await?;
    let found = found.filter(|one| !one.is_frozen);
    Ok(found.map_or_else(Vec::new, |one| one.words(staff.ctx.locale)))
}
