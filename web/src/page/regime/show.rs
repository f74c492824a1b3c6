//! One regime: its versions, what the newest asks for, and the way to a draft.

use crate::page::{done, page};
use crate::{Fields, Layout, PageError, PageResult, Staff};
use app::AppError;
use axum::extract::Path;
use domain::regime::{ClosingRule, RegimeBody};

#[derive(askama::Template)]
#[template(path = "regime/show.html")]
struct ShowPage {
    l: Layout,
    code: String,
    versions: Vec<Version>,
    elements: Vec<(String, String)>,
    draft: Option<String>,
    may_design: bool,
}

struct Version {
    number: i32,
    from: String,
    to: String,
    rounds: u64,
}

pub(super) async fn show(staff: Staff, Path(code): Path<String>) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let view = app::regime::view(&staff.ctx, &code).await.map_err(fail)?;
    let may_design = app::regime::may_design(&staff.ctx, &view.regime)
        .await
        .map_err(fail)?;
    let l = staff.layout(view.regime.name.clone());
    let draft = view
        .draft
        .as_ref()
        .map(|d| l.t1("regime.draft.since", "at", l.instant(&d.updated_at)));
    let elements = match view.versions.first() {
        Some((v, _)) => {
            let recipient = app::regime::recipient(&staff.ctx, &v.body, v.valid_from);
            elements(&l, &v.body, recipient.await.map_err(fail)?)
        }
        None => Vec::new(),
    };
    page(&ShowPage {
        code,
        versions: view
            .versions
            .iter()
            .map(|(v, rounds)| Version {
                number: v.number,
                from: l.date(&v.valid_from),
                to: l.opt_date(&v.valid_to),
                rounds: *rounds,
            })
            .collect(),
        elements,
        draft,
        may_design,
        l,
    })
}

pub(super) async fn start(staff: Staff, Path(code): Path<String>, fields: Fields) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    if !staff.owns(&fields) {
        return Err(fail(AppError::refused("form_token")));
    }
    app::regime::start_draft(&staff.ctx, &code)
        .await
        .map_err(fail)?;
    done(&format!("/che-do/{code}/chung"), "regime.draft_begun")
}

/// The eleven elements of Điều 7 in words, in the decree's order; `recipient` is who
/// receives.
pub(super) fn elements(l: &Layout, body: &RegimeBody, recipient: String) -> Vec<(String, String)> {
    let list = |prefix: &str, codes: Vec<&str>| {
        let names: Vec<_> = codes.iter().map(|c| l.code_text(prefix, c)).collect();
        names.join(", ")
    };
    let obligated = &body.obligated;
    let kinds = list(
        "unit.kind",
        obligated.kinds.iter().map(|k| k.code()).collect(),
    );
    let tiers = list(
        "regime.tier",
        obligated.tiers.iter().map(|t| t.code()).collect(),
    );
    let fields = obligated.fields.iter();
    let fields: Vec<_> = fields.map(|f| super::field_name(l, *f)).collect();
    let who = [kinds, tiers, obligated.groups.join(", "), fields.join(", ")];
    let who: Vec<String> = who.into_iter().filter(|s| !s.is_empty()).collect();
    let due = |rule| {
        let (code, n) = super::rule::due_parts(rule);
        l.t1(&format!("regime.due_words.{code}"), "n", n)
    };
    let mut dues = vec![due(&body.units_due)];
    dues.extend(body.tier_dues.iter().map(|t| {
        let tier = l.code_text("regime.tier", t.tier.code());
        format!("{tier}: {}", due(&t.rule))
    }));
    dues.push(format!(
        "{}: {}",
        l.t("regime.office"),
        due(&body.office_due)
    ));
    dues.extend(body.links.iter().map(|(link, rule)| {
        let name = l.code_text("regime.link", link.code());
        format!("{name}: {}", super::link::words(l, rule))
    }));
    let values = [
        body.name.clone(),
        l.code_text("regime.content", content_code(body))
            .into_owned(),
        who.join("; "),
        recipient,
        body.ways.join("; "),
        dues.join("; "),
        list(
            "round.kind",
            body.frequencies.iter().map(|k| k.code()).collect(),
        ),
        window(l, body),
        l.t1("regime.sections", "count", body.outline.len()),
        l.t1("regime.indicators", "count", body.indicators.len()),
        body.guide.clone(),
    ];
    values
        .into_iter()
        .zip(1..)
        .map(|(value, n)| (l.t(&format!("regime.element.{n}")).into_owned(), value))
        .collect()
}

/// Calendar, first day of the data and closing rule (element 8).
fn window(l: &Layout, body: &RegimeBody) -> String {
    let closing = |rule: ClosingRule| {
        let (code, n) = super::rule::closing_parts(rule);
        let words = l.t1(&format!("regime.closing_words.{code}"), "n", n);
        l.t1("regime.window.closing", "closing", words)
    };
    let scheme = body.scheme.code();
    let mut words = vec![
        l.code_text("regime.scheme", scheme).into_owned(),
        l.code_text("regime.window", scheme).into_owned(),
        closing(body.closing),
    ];
    // Kinds of period that are closed by a rule of their own.
    let own = body.own_times.iter().filter(|t| t.closing != body.closing);
    words.extend(own.map(|times| {
        let kinds = times.kinds.iter();
        let kinds: Vec<_> = kinds.map(|k| l.code_text("round.kind", k.code())).collect();
        format!("{}: {}", kinds.join(", "), closing(times.closing))
    }));
    words.join("; ")
}

pub(super) fn content_code(body: &RegimeBody) -> &'static str {
    match body.content {
        domain::regime::Content::Words => "words",
        domain::regime::Content::Numbers => "numbers",
        domain::regime::Content::Both => "both",
    }
}
