//! Markdown of articles to HTML; sections of reports are `prose`. HTML in the text is
//! shown, never obeyed; links lead only where a reader may go; pictures come from
//! the photos alone, so no other host is ever asked.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The HTML of a text. `table_label` names scrollable tables.
#[must_use]
pub fn render(text: &str, table_label: &str) -> String {
    let highest = HeadingLevel::H2;
    let mut dropped_links = 0_usize;
    let mut open_links: Vec<bool> = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        // The page's title is the only first heading.
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: level.max(highest),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(level.max(highest)))),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            id,
            ..
        }) => {
            let is_kept = is_safe(&dest_url);
            open_links.push(is_kept);
            dropped_links += usize::from(!is_kept);
            is_kept.then_some(Event::Start(Tag::Link {
                link_type,
                dest_url,
                title: CowStr::Borrowed(""),
                id,
            }))
        }
        Event::End(TagEnd::Link) => match open_links.pop() {
            Some(false) => None,
            _ => Some(Event::End(TagEnd::Link)),
        },
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        other => Some(other),
    });
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, events);
    if dropped_links > 0 {
        tracing::debug!(dropped_links, "links with a scheme that is not allowed");
    }
    dress_tables(&out, table_label)
}

/// Web addresses, mail addresses, and paths of our own.
fn is_safe(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:", "#"]
        .iter()
        .any(|start| lower.starts_with(start))
        || (address.starts_with('/') && !address.starts_with("//") && !address.contains('\\'))
}

/// Classes instead of inline styles (strict CSP) and a frame that scrolls. Safe
/// as plain replacement: a `<` of the text is always escaped here.
fn dress_tables(html: &str, label: &str) -> String {
    if !html.contains("<table>") {
        return html.to_owned();
    }
    let open = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"table\">",
        crate::picture::escape(label)
    );
    let mut out = html
        .replace("<table>", &open)
        .replace("</table>", "</table></div>");
    for cell in ["td", "th"] {
        let scope = if cell == "th" { " scope=\"col\"" } else { "" };
        for (side, class) in [("right", " class=\"num\""), ("left", ""), ("center", "")] {
            let styled = format!("<{cell} style=\"text-align: {side}\">");
            out = out.replace(&styled, &format!("<{cell}{scope}{class}>"));
        }
        out = out.replace(&format!("<{cell}>"), &format!("<{cell}{scope}>"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_in_the_text_is_shown_and_never_obeyed() {
        let out = render(
            "a <b onclick=x>đậm</b>\n\n<script>alert(1)</script>\n\n<table>\n",
            "Bảng",
        );
        assert!(
            !out.contains("<script") && !out.contains("<b ") && !out.contains("<table"),
            "{out}"
        );
        assert!(
            out.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{out}"
        );
    }

    #[test]
    fn a_link_with_a_script_is_only_its_words() {
        let out = render(
            "[bấm](javascript:alert(1)) [x](JaVaScRiPt:y) [ngoài](//evil.vn) [tin](/tin/a)",
            "",
        );
        assert_eq!(out, "<p>bấm x ngoài <a href=\"/tin/a\">tin</a></p>\n");
    }

    #[test]
    fn a_picture_of_another_host_is_only_its_words() {
        assert_eq!(
            render("![sơ đồ](https://theo-doi.vn/x.png)", ""),
            "<p>sơ đồ</p>\n"
        );
    }

    #[test]
    fn tables_scroll_and_carry_no_inline_style() {
        let out = render("| A | B |\n| --- | ---: |\n| a | 1 |", "Bảng \"số\"");
        assert!(!out.contains("style="), "{out}");
        assert!(out.contains("<th scope=\"col\">A</th><th scope=\"col\" class=\"num\">B</th>"));
        assert!(out.contains("<td class=\"num\">1</td>") && out.contains("</table></div>"));
        assert!(out.contains("aria-label=\"Bảng &quot;số&quot;\""));
    }

    #[test]
    fn the_title_stays_the_only_first_heading() {
        assert_eq!(
            render("# Lớn\n\n## Nhỏ", ""),
            "<h2>Lớn</h2>\n<h2>Nhỏ</h2>\n"
        );
    }
}
