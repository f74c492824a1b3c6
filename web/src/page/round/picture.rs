//! The heat table unit × period of timeliness, fifty units a page.

use super::round_id;
use crate::page::page;
use crate::{Layout, PageError, PageResult, Staff};
use app::picture::{TimelinessPicture, became_words, line_name, punctuality_words, timeliness};
use axum::extract::{Path, Query};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Choice {
    /// Which page, from 1; anything else is the first.
    #[serde(default)]
    trang: String,
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
    pages: Vec<(String, String, bool)>,
}

struct Column {
    href: String,
    short: String,
    title: String,
}

struct Row {
    name: String,
    became: String,
    cells: Vec<String>,
}

pub(super) async fn show(
    staff: Staff,
    Path(id): Path<String>,
    Query(choice): Query<Choice>,
) -> PageResult {
    let fail = |e| PageError::new(e, staff.ctx.locale);
    let id = round_id(&id).map_err(fail)?;
    let wanted = choice.trang.parse().unwrap_or(1);
    let found = timeliness(&staff.ctx, id, wanted).await.map_err(fail)?;
    let mut l = staff.layout("");
    l.title = l.t1("picture.title", "title", &found.round.title);
    page(&build(l, found))
}

fn build(l: Layout, found: TimelinessPicture) -> PicturePage {
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
            .map(|cell| punctuality_words(l.locale, *cell))
            .collect(),
    });
    let pages = (1..=found.pages).map(|n| {
        let name = l.t2("picture.page", ("page", n), ("pages", found.pages));
        (format!("/ky/{id}/bieu-do?trang={n}"), name, n == found.page)
    });
    PicturePage {
        columns: columns
            .map(|(round, short)| Column {
                href: format!("/ky/{}", round.id),
                short: short.clone(),
                title: round.title.clone(),
            })
            .collect(),
        rows: rows.collect(),
        pages: pages.filter(|_| found.pages > 1).collect(),
        round: found.round.title,
        svg: found.svg,
        id,
        l,
    }
}
