//! Main text of a web page: the part with the most running text, menus and
//! counters dropped, each block a line. Not here: what a line means.

use super::html_tags::{Piece, Pieces};
use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};
use std::sync::LazyLock;

static TITLE: LazyLock<Selector> = LazyLock::new(|| {
    Selector::parse("h1, .title-detail, .detail-title, [itemprop=headline]")
        .expect("valid selector")
});
static HEAD_TITLE: LazyLock<Selector> =
    LazyLock::new(|| Selector::parse("title, meta[property='og:title']").expect("valid selector"));

/// Elements that may hold an article.
const HOLDERS: &[&str] = &["article", "main", "section", "div", "td", "body"];
/// Pages nested deeper than any editor makes are attacks on the stack.
const MAX_DEPTH: usize = 200;
const DROPPED: &[&str] = &[
    "script", "style", "noscript", "nav", "footer", "form", "button", "select", "iframe", "svg",
    "template", "aside", "head", "input",
];
const FURNITURE: &[&str] = &[
    "menu",
    "nav",
    "breadcrumb",
    "footer",
    "sidebar",
    "comment",
    "share",
    "related",
    "banner",
    "social",
    "rating",
    "counter",
    "tools",
];
const BLOCK: &[&str] = &[
    "p",
    "div",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "section",
    "article",
    "table",
    "ul",
    "ol",
    "blockquote",
    "figure",
    "figcaption",
    "header",
    "time",
    "dd",
    "dt",
    "main",
    "pre",
    "center",
];

/// The readable text of `html`. A page without any block gives all its text.
pub(super) fn main_text(html: &str) -> String {
    let page = Html::parse_document(html);
    let main = best_block(&page);
    let mut out = String::new();
    if let Some(main) = main {
        let headline = page
            .select(&TITLE)
            .next()
            .map(|e| flat(&e))
            .filter(|t| t.split_whitespace().count() >= 4);
        let text = lines_of(&main);
        let headline = headline.or_else(|| {
            page.select(&HEAD_TITLE)
                .next()
                .map(|e| head_title(&e))
                .filter(|t| t.split_whitespace().count() >= 4)
        });
        if let Some(title) = headline
            && !text.lines().any(|l| crate::text::same_words(l, &title))
        {
            out.push_str(&title);
            out.push_str("\n\n");
        }
        out.push_str(&text);
    }
    out
}

/// The text of a page that nests too deep to be parsed as it is: without its tags,
/// of which those of blocks end a line.
pub(super) fn flat_text(html: &str) -> String {
    const UNREAD: &[&str] = &["script", "style", "noscript", "iframe", "textarea"];
    let mut bare = String::with_capacity(html.len() / 2);
    let mut pieces = Pieces::new(html);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => bare.push_str(&text.replace('<', "&lt;")),
            Piece::Tag(tag) => {
                let name = tag.name.to_ascii_lowercase();
                let name = name.as_str();
                if UNREAD.contains(&name) && !tag.end {
                    pieces.skip_raw(name);
                } else if matches!(name, "br" | "title") || BLOCK.contains(&name) {
                    bare.push_str("<br>");
                }
            }
            Piece::Data => {}
        }
    }
    // Nothing nests in what is left; the parser reads its letters.
    lines_of(&Html::parse_document(&bare).root_element())
}

/// The smallest element that holds most of the page's running text.
fn best_block(page: &Html) -> Option<ElementRef<'_>> {
    let mut weigher = Weigher::default();
    weigher.walk(&page.root_element(), 0);
    let whole = weigher.weights.iter().map(|(_, w)| *w).max()?;
    let mut best: Option<(usize, ElementRef<'_>)> = None;
    for (element, weight) in weigher.weights {
        if weight * 10 >= whole * 8 && HOLDERS.contains(&element.value().name()) {
            let size = element.descendants().count();
            if best.as_ref().is_none_or(|(s, _)| size < *s) {
                best = Some((size, element));
            }
        }
    }
    best.map(|(_, e)| with_headline(e))
}

/// Weighs every element in one walk: characters in runs of text of at least
/// sixty, the length that menus and counters do not reach.
#[derive(Default)]
struct Weigher<'a> {
    weights: Vec<(ElementRef<'a>, usize)>,
    run: usize,
    total: usize,
}

impl<'a> Weigher<'a> {
    fn walk(&mut self, element: &ElementRef<'a>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let before = self.total;
        for child in element.children() {
            if let Node::Text(text) = child.value() {
                self.run += text.trim().chars().count();
            } else if let Some(inner) = ElementRef::wrap(child).filter(|e| !is_furniture(e)) {
                let name = inner.value().name();
                let block = name == "br" || BLOCK.contains(&name);
                if block {
                    self.end_run();
                }
                self.walk(&inner, depth + 1);
                if block {
                    self.end_run();
                }
            }
        }
        if HOLDERS.contains(&element.value().name()) {
            self.end_run();
        }
        self.weights.push((*element, self.total - before));
    }

    fn end_run(&mut self) {
        if self.run >= 60 {
            self.total += self.run;
        }
        self.run = 0;
    }
}

/// Goes up while the parent adds a headline and little else.
fn with_headline(element: ElementRef<'_>) -> ElementRef<'_> {
    let mut at = element;
    for _ in 0..3 {
        let Some(parent) = at.parent().and_then(ElementRef::wrap) else {
            break;
        };
        let (own, more) = (at.descendants().count(), parent.descendants().count());
        if parent.value().name() == "html" || more > own * 2 + 40 || is_furniture(&parent) {
            break;
        }
        at = parent;
        if at.select(&TITLE).next().is_some() {
            break;
        }
    }
    at
}

fn is_furniture(element: &ElementRef<'_>) -> bool {
    let value = element.value();
    if DROPPED.contains(&value.name()) {
        return true;
    }
    let named = |s: &str| {
        let s = s.to_ascii_lowercase();
        FURNITURE.iter().any(|f| {
            s == *f
                || s.starts_with(&format!("{f}-"))
                || s.ends_with(&format!("-{f}"))
                || s.starts_with(&format!("{f}_"))
                || s.ends_with(&format!("_{f}"))
        })
    };
    value.name() != "body" && (value.classes().any(named) || value.id().is_some_and(named))
}

fn lines_of(element: &ElementRef<'_>) -> String {
    let mut out = String::new();
    collect(element, &mut out, 0);
    let mut lines: Vec<String> = Vec::new();
    for line in out.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(line.is_empty() && lines.last().is_none_or(String::is_empty)) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn collect(element: &ElementRef<'_>, out: &mut String, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(&text.replace(['\n', '\r'], " ")),
            Node::Element(e) => {
                let Some(inner) = ElementRef::wrap(child) else {
                    continue;
                };
                if is_furniture(&inner) {
                    continue;
                }
                let block = BLOCK.contains(&e.name());
                if e.name() == "br" || block {
                    out.push('\n');
                }
                if e.name() == "li" {
                    out.push_str("- ");
                }
                collect(&inner, out, depth + 1);
                if block {
                    out.push('\n');
                }
            }
            _ => {}
        }
    }
}

fn flat(element: &ElementRef<'_>) -> String {
    element
        .text()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn head_title(element: &ElementRef<'_>) -> String {
    let words = element
        .value()
        .attr("content")
        .map_or_else(|| flat(element), str::to_owned);
    words
        .split(['|', '»'])
        .next()
        .unwrap_or("")
        .trim()
        .to_owned()
}
