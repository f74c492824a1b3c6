//! The workbench: one section at a time, the draft beside the units' texts. Not
//! here: what its forms do (`bench_act`).

use super::bench_rows::{Line, Paragraph, Sentence, Unit, lines, paragraphs, titled, units};
use super::round_id;
use super::totals::coverage;
use crate::cite::Cites;
use crate::page::page;
use crate::page::pager::Pager;
use crate::prose;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::consolidation::{self, Ask, Shown};
use axum::extract::{Path, Query};
use domain::consolidation::{ConsolidationState, Stage};
use domain::id::RoundId;
use domain::report::ReturnKind;
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "consolidation/bench.html")]
pub(super) struct BenchPage {
    l: Layout,
    form: FormState,
    id: String,
    version: i32,
    may_write: bool,
    may_review: bool,
    /// How a report is returned.
    kinds: Vec<(&'static str, String)>,
    /// The section as a part of an address.
    muc: String,
    /// Which page of the units' texts this is.
    trang: usize,
    /// Why nothing can be written, when nothing can.
    read_only: String,
    coverage: String,
    sections: Vec<Line>,
    code: String,
    heading: String,
    hint: String,
    is_internal: bool,
    /// Document numbers of the texts as links.
    cites: Cites,
    paragraphs: Vec<Paragraph>,
    /// The way through the draft of a long section.
    draft: Pager,
    units: Vec<Unit>,
    contributed: Names,
    not_used: Names,
    /// Units of which sentences are left.
    partly: Names,
    filters: Vec<(String, String, bool)>,
    loc: &'static str,
    nil: Vec<String>,
    numbers: Vec<(String, String, String)>,
    /// The way through the numbers on offer.
    offers: Pager,
    are_numbers_open: bool,
    pages: String,
    before: Option<String>,
    after: Option<String>,
}

/// Names of units: how many, the first ones, and how many more.
struct Names {
    count: usize,
    first: String,
    more: String,
}

/// Bytes that paragraphs of the draft may take on one page, and what one takes
/// beside its words, which it shows twice.
const DRAFT_BYTES: usize = 16_000;
const PARAGRAPH: usize = 1_500;
/// Numbers on offer shown at once.
const OFFERS: usize = 50;
/// Names that stand on the page before they are only counted.
const NAMED: usize = 25;

fn names(l: &Layout, all: &[String]) -> Names {
    let rest = all.len().saturating_sub(NAMED);
    Names {
        count: all.len(),
        first: all
            .iter()
            .take(NAMED)
            .cloned()
            .collect::<Vec<_>>()
            .join(", "),
        more: match rest {
            0 => String::new(),
            n => l.t1("consolidation.bench.more_units", "n", n),
        },
    }
}

#[derive(Deserialize, Default)]
pub(super) struct Choice {
    pub(super) muc: Option<String>,
    pub(super) trang: Option<usize>,
    pub(super) loc: Option<String>,
    /// Page of the draft.
    pub(super) doan: Option<usize>,
    /// Page of the numbers on offer.
    pub(super) so: Option<usize>,
    /// The unit to which something is being said.
    pub(super) y: Option<String>,
}

impl Choice {
    fn shown(&self) -> Shown {
        match self.loc.as_deref() {
            Some("chua-dung") => Shown::NotUsed,
            Some("da-dung") => Shown::Used,
            _ => Shown::All,
        }
    }
}

/// Why the report cannot be written here.
fn read_only(bench: &consolidation::Workbench) -> &'static str {
    match (bench.state, bench.stage) {
        (ConsolidationState::Frozen | ConsolidationState::Issued, _) => {
            "consolidation.bench.is_frozen"
        }
        (ConsolidationState::Draft, Stage::Submitted) => "consolidation.bench.is_submitted",
        (ConsolidationState::Draft, _) => "consolidation.bench.read_only",
    }
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    page(&build(&staff, id, &choice, None, FormState::default()).await?)
}

pub(super) async fn build(
    staff: &Staff,
    id: RoundId,
    choice: &Choice,
    refilled: Option<u32>,
    form: FormState,
) -> Result<BenchPage, PageError> {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let trang = choice.trang.unwrap_or(1).max(1);
    let ask = Ask {
        section: choice.muc.as_deref(),
        shown: choice.shown(),
        page: trang - 1,
    };
    let bench = consolidation::bench(&staff.ctx, id, ask)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("consolidation.bench.title", "title", &bench.round.title);
    let code = bench.open.section.code.clone();
    let list = |loc: &str, page: usize| {
        format!(
            "/tong-hop/{id}/soan?muc={}&loc={loc}&trang={page}",
            crate::visitor::url_part(&code)
        )
    };
    let loc = match choice.shown() {
        Shown::All => "",
        Shown::NotUsed => "chua-dung",
        Shown::Used => "da-dung",
    };
    let left = |(name, left): &(String, usize)| {
        let count = l.t1("consolidation.bench.left", "n", left);
        format!("{name} ({count})")
    };
    let partly: Vec<String> = bench.open.partly.iter().map(left).collect();
    let pages = bench.open.pages;
    let written = bench.open.contributed.len() + bench.open.not_used.len();
    let filters = [
        ("", "all", written),
        (
            "chua-dung",
            "not_used",
            bench.open.not_used.len() + partly.len(),
        ),
        ("da-dung", "used", bench.open.contributed.len()),
    ];
    let filters = filters.map(|(key, name, count)| {
        let label = l.code_text("consolidation.bench.filter", name);
        (list(key, 1), format!("{label} ({count})"), key == loc)
    });
    let mut paragraphs = paragraphs(&l, &bench);
    // The text refused for a paragraph must not appear in the form for a new one,
    // unless somebody took the paragraph out meanwhile.
    let mut form = form;
    let refused = refilled.and_then(|open| paragraphs.iter().position(|p| p.id == open));
    if let Some(at) = refused {
        let p = &mut paragraphs[at];
        p.text = form.value("text").to_owned();
        p.is_open = true;
        form = form.without_value("text");
    }
    let numbers = &bench.open.numbers;
    // Turning one list leaves the others where they are.
    let at = |name: &str, page: usize| {
        let mut href = list(loc, trang);
        for (key, shown) in [("doan", choice.doan), ("so", choice.so)] {
            if let Some(page) = if key == name { Some(page) } else { shown } {
                href += &format!("&{key}={page}");
            }
        }
        href
    };
    let offers = Pager::of(&l, OFFERS, numbers.len(), choice.so, |p| {
        at("so", p) + "#so-lieu"
    });
    let weights = paragraphs
        .iter()
        .map(|p| PARAGRAPH + p.text.len() + p.shown.len());
    // What was typed, or somebody else's change, may cut the draft elsewhere: a
    // refused form is shown on the page on which its paragraph stands now.
    let which = (choice.doan, refused);
    let draft = Pager::weighed(&l, DRAFT_BYTES, weights, which, |p| {
        at("doan", p) + "#ban-thao"
    });
    let paragraphs = draft.take(paragraphs);
    let units = units(&bench, choice.y.as_deref());
    let sentences = units
        .iter()
        .flat_map(|u| &u.sentences)
        .flat_map(Sentence::words);
    let texts = paragraphs.iter().flat_map(|p| prose::words(&p.shown));
    let cites = Cites::of(staff, &l, texts.chain(sentences)).await?;
    Ok(BenchPage {
        id: id.to_string(),
        version: bench.version,
        may_write: bench.may_write,
        may_review: bench.may_review,
        kinds: ReturnKind::CHOICES
            .iter()
            .map(|kind| {
                let name = l.code_text("report.return_kind", kind.code());
                (kind.code(), name.into_owned())
            })
            .collect(),
        muc: crate::visitor::url_part(&code),
        trang,
        read_only: l.t(read_only(&bench)).into_owned(),
        coverage: coverage(&l, &bench.coverage),
        sections: lines(&l, &bench),
        heading: format!(
            "{} {}",
            code,
            titled(&l, &bench.open.section.title, &bench.open.section.title_en)
        ),
        hint: bench.open.section.hint.clone(),
        is_internal: bench.open.section.is_internal,
        cites,
        paragraphs,
        draft,
        units,
        contributed: names(&l, &bench.open.contributed),
        not_used: names(&l, &bench.open.not_used),
        partly: names(&l, &partly),
        filters: filters.into(),
        loc,
        nil: bench.open.nil.clone(),
        are_numbers_open: choice.so.is_some(),
        numbers: offers
            .lines(numbers)
            .iter()
            .map(|n| {
                let name = if n.measure.is_empty() {
                    n.name.clone()
                } else {
                    format!("{} ({})", n.name, n.measure)
                };
                (n.token.clone(), name, n.shown.clone())
            })
            .collect(),
        offers,
        pages: l.t2(
            "consolidation.bench.page_of",
            ("page", trang.min(pages)),
            ("pages", pages),
        ),
        before: (trang > 1).then(|| list(loc, trang - 1)),
        after: (trang < pages).then(|| list(loc, trang + 1)),
        code,
        form,
        l,
    })
}
