//! The heat table unit × period of timeliness, fifty units a page.

use super::round_id;
use crate::page::page;
use crate::page::pager::Pager;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::picture::{
    TimelinessPicture, became_words, line_name, punctuality_class, punctuality_legend,
    punctuality_sign, punctuality_words, timeliness,
};
use axum::extract::{Path, Query};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Choice {
    /// Which page, from 1; anything else is the first.
    #[serde(default)]
    trang: String,
    /// What a unit's name must hold.
    #[serde(default)]
    tim: String,
}

#[derive(askama::Template)]
#[template(path = "round/picture.html")]
struct PicturePage {
    l: Layout,
    id: String,
    round: String,
    svg: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    legend: Vec<Cell>,
    pager: Pager,
    /// Where units are looked for, as soon as there are several pages of them.
    search: Option<FormState>,
}

struct Column {
    href: String,
    short: String,
    title: String,
}

struct Row {
    name: String,
    became: String,
    cells: Vec<Cell>,
}

/// A sign with its colour and its words.
struct Cell {
    sign: String,
    tone: &'static str,
    words: String,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let wanted = choice.trang.parse().unwrap_or(1);
    let found = timeliness(&staff.ctx, id, &choice.tim, wanted)
        .await
        .map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("picture.title", "title", &found.round.title);
    page(&build(l, found, choice.tim))
}

fn build(l: Layout, found: TimelinessPicture, search: String) -> PicturePage {
    let id = found.round.id.to_string();
    let columns = found.rounds.iter().zip(&found.table.periods);
    let rows = found.table.rows.iter().map(|row| Row {
        name: line_name(l.locale, row),
        became: match &row.became {
            Some(became) => became_words(l.locale, became),
            None => String::new(),
        },
        cells: row
            .cells
            .iter()
            .map(|cell| Cell {
                sign: punctuality_sign(l.locale, *cell),
                tone: punctuality_class(*cell),
                words: punctuality_words(l.locale, *cell),
            })
            .collect(),
    });
    let legend = punctuality_legend(l.locale, &found.table).into_iter();
    let legend = legend.map(|(kept, sign, words)| Cell {
        tone: punctuality_class(kept),
        sign,
        words,
    });
    // Each page of units stands for one line of a list of pages.
    let pager = Pager::of(&l, 1, found.pages, Some(found.page), |page| {
        let tim = match search.as_str() {
            "" => String::new(),
            text => format!("&tim={}", crate::visitor::url_part(text)),
        };
        format!("/ky/{id}/bieu-do?trang={page}{tim}")
    });
    let has_search = found.pages > 1 || !search.is_empty();
    PicturePage {
        columns: columns
            .map(|(round, short)| Column {
                href: format!("/ky/{}", round.id),
                short: short.clone(),
                title: round.title.clone(),
            })
            .collect(),
        rows: rows.collect(),
        legend: legend.collect(),
        pager,
        search: has_search.then(|| FormState::fresh(&[("tim", search)])),
        round: found.round.title,
        svg: found.svg,
        id,
        l,
    }
}
