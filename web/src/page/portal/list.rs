//! The list of public articles, by heading and page.

use super::{Asked, html, serve};
use crate::state::Web;
use crate::{Layout, PageError, PageResult};
use app::AppError;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use domain::article::Category;

#[derive(askama::Template)]
#[template(path = "portal/list.html")]
struct ListPage {
    l: Layout,
    headings: Vec<Heading>,
    lines: Vec<Line>,
    newer: Option<String>,
    older: Option<String>,
}

/// One entry of the headings.
struct Heading {
    href: String,
    name: String,
    is_current: bool,
}

struct Line {
    href: String,
    title: String,
    lead: String,
    category: String,
    at: String,
    iso: String,
}

pub(super) async fn list(
    State(web): State<Web>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> PageResult {
    let category = asked.category()?;
    let locale = asked.locale();
    let number = asked.trang.unwrap_or(1).max(1);
    let code = category.map_or("", Category::code);
    let key = format!("/tin?{code}&{number}&{}", locale.code());
    serve(&web, &headers, key, async || {
        let page = app::article::published_page(&web.app, category, number - 1).await?;
        if page.lines.is_empty() && number > 1 {
            return Err(PageError::new(AppError::NotFound, locale));
        }
        let title = app::text::t(locale, "portal.title").into_owned();
        let l = Layout::for_readers(locale, address(category, number), title);
        let lines = page.lines.into_iter().map(|line| Line {
            href: l.public_href(&format!("/tin/{}", line.slug)),
            title: line.title,
            lead: line.lead,
            category: l
                .code_text("article.category", line.category.code())
                .into_owned(),
            at: l.instant(&line.published_at),
            iso: l.iso(&line.published_at),
        });
        html(
            StatusCode::OK,
            &ListPage {
                lines: lines.collect(),
                headings: headings(&l, category),
                newer: (number > 1).then(|| l.public_href(&address(category, number - 1))),
                older: page
                    .has_more
                    .then(|| l.public_href(&address(category, number + 1))),
                l,
            },
        )
    })
    .await
}

fn address(category: Option<Category>, number: u64) -> String {
    match (category, number) {
        (None, 1) => "/tin".into(),
        (None, n) => format!("/tin?trang={n}"),
        (Some(c), 1) => format!("/tin?muc={}", c.code()),
        (Some(c), n) => format!("/tin?muc={}&trang={n}", c.code()),
    }
}

fn headings(l: &Layout, current: Option<Category>) -> Vec<Heading> {
    let all = Heading {
        href: l.public_href("/tin"),
        name: l.t("portal.all").into_owned(),
        is_current: current.is_none(),
    };
    let each = Category::ALL.iter().map(|c| Heading {
        href: l.public_href(&address(Some(*c), 1)),
        name: l.code_text("article.category", c.code()).into_owned(),
        is_current: current == Some(*c),
    });
    std::iter::once(all).chain(each).collect()
}
