//! What people write in a section as HTML: headings, lists, tables and
//! paragraphs, with document numbers as links. Nothing of the text is obeyed. Which
//! line is what is `domain::prose`; articles are `markdown`.

use crate::cite::Cites;
use crate::picture::escape;
use app::consolidation::list_marker;
use domain::prose::{List, Part, Side, Table, parts};
use std::fmt::Write;

/// The words of a text piece by piece, in which numbers are looked for.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    parts(text).into_iter().flat_map(|part| match part {
        Part::Heading(words) | Part::Paragraph(words) => vec![words],
        Part::List(list) => list.items.iter().map(|item| item.text).collect(),
        Part::Table(table) => {
            let rows = std::iter::once(table.head).chain(table.rows);
            rows.flatten().chain(table.note).collect()
        }
    })
}

/// The items of a document's list, each with the mark that its files have.
pub(crate) fn marked<'a>(
    first: &Option<u32>,
    below: &bool,
    items: &'a [String],
) -> Vec<(String, &'a str)> {
    let items = items.iter().enumerate();
    items
        .map(|(n, item)| (list_marker(*first, *below, n), item.as_str()))
        .collect()
}

impl Cites {
    /// A text with its parts, its numbers as links; `level` is that of its headings.
    #[must_use]
    pub(crate) fn prose(&self, text: &str, level: u8) -> String {
        let mut out = String::with_capacity(text.len() * 3 / 2);
        let mut lists: Vec<List<'_>> = Vec::new();
        for part in parts(text) {
            if let Part::List(list) = part {
                lists.push(list);
                continue;
            }
            self.lists(&mut lists, &mut out);
            // Writing to a string cannot fail.
            let _ = match part {
                Part::Heading(words) => {
                    let words = self.html(words);
                    write!(out, "<h{level}>{words}</h{level}>")
                }
                Part::Paragraph(words) => write!(out, "<p>{}</p>", self.html(words)),
                Part::Table(table) => self.table(&table, &mut out),
                Part::List(_) => Ok(()),
            };
        }
        self.lists(&mut lists, &mut out);
        out
    }

    /// Lists that stand together: one below an item is inside it, and an outer one
    /// goes on after it.
    fn lists(&self, lists: &mut Vec<List<'_>>, out: &mut String) {
        // The open ones: how deep, and which number comes next.
        let mut open: Vec<(u8, Option<u32>)> = Vec::new();
        for list in lists.drain(..) {
            while open.last().is_some_and(|(depth, _)| *depth > list.depth) {
                close(&mut open, out);
            }
            let goes_on = open.last() == Some(&(list.depth, list.first));
            if !goes_on {
                if open.last().is_some_and(|(depth, _)| *depth == list.depth) {
                    close(&mut open, out);
                }
                out.push_str(&match list.first {
                    None => "<ul>".to_owned(),
                    Some(1) => "<ol>".to_owned(),
                    Some(first) => format!("<ol start=\"{first}\">"),
                });
                open.push((list.depth, list.first));
            }
            for (n, item) in list.items.iter().enumerate() {
                let end = if goes_on || n > 0 { "</li>" } else { "" };
                let _ = write!(out, "{end}<li>{}", self.html(item.text));
                if let Some((_, Some(next))) = open.last_mut() {
                    *next = next.saturating_add(1);
                }
            }
        }
        while !open.is_empty() {
            close(&mut open, out);
        }
    }

    fn table(&self, table: &Table<'_>, out: &mut String) -> std::fmt::Result {
        let class = |n: usize| match table.columns.get(n) {
            Some(Side::Right) => " class=\"num\"",
            _ => "",
        };
        let label = escape(&table.head.join(", "));
        write!(
            out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table class=\"table\"><thead><tr>"
        )?;
        for (n, cell) in table.head.iter().enumerate() {
            let words = self.html(cell);
            write!(out, "<th scope=\"col\"{}>{words}</th>", class(n))?;
        }
        out.push_str("</tr></thead><tbody>");
        for row in &table.rows {
            out.push_str("<tr>");
            for (n, cell) in row.iter().enumerate() {
                write!(out, "<td{}>{}</td>", class(n), self.html(cell))?;
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table></div>");
        match table.note {
            Some(note) => write!(out, "<p><em>{}</em></p>", self.html(note)),
            None => Ok(()),
        }
    }
}

fn close(open: &mut Vec<(u8, Option<u32>)>, out: &mut String) {
    out.push_str(match open.pop() {
        Some((_, Some(_))) => "</li></ol>",
        _ => "</li></ul>",
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        Cites::default().prose(text, 3)
    }

    #[test]
    fn r_3_10_each_line_is_a_paragraph_and_headings_stay_below_the_title() {
        assert_eq!(
            html("Một.\nHai.\n# Tiêu đề\n- a\n- b\nBa."),
            "<p>Một.</p><p>Hai.</p><h3>Tiêu đề</h3><ul><li>a</li><li>b</li></ul><p>Ba.</p>"
        );
    }

    #[test]
    fn r_3_10_lists_are_inside_the_item_above_them_and_go_on_behind() {
        assert_eq!(
            html("- a\n  + b\n  + c\n- d"),
            "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"
        );
        assert_eq!(
            html("1. a\n+ x\n2. b\nLời.\n3. c\n1. d"),
            "<ol><li>a<ul><li>x</li></ul></li><li>b</li></ol><p>Lời.</p><ol start=\"3\"><li>c</li></ol><ol><li>d</li></ol>"
        );
    }

    #[test]
    fn r_3_10_tables_scroll_name_their_columns_and_markup_is_not_obeyed() {
        let out = html("Bảng:\n| A \"b\" | B |\n| <b>x</b> | 1 |\nHết.");
        assert!(out.contains("aria-label=\"A &quot;b&quot;, B\""), "{out}");
        assert!(
            out.contains("<th scope=\"col\" class=\"num\">B</th>"),
            "{out}"
        );
        assert!(
            out.contains("<td>&lt;b&gt;x&lt;/b&gt;</td><td class=\"num\">1</td>"),
            "{out}"
        );
        assert!(
            out.ends_with("</table></div><p>Hết.</p>") && !out.contains("<b>"),
            "{out}"
        );
        let noted = html("| A | B |\n| x | 1 |\nGhi chú: <b>");
        assert!(
            noted.ends_with("</table></div><p><em>Ghi chú: &lt;b&gt;</em></p>"),
            "{noted}"
        );
    }
}
