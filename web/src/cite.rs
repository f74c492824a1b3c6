//! Document numbers in texts become links to the register when a text is shown:
//! on the server, so that it works without JavaScript, and inside the reader's
//! rights. Texts are kept as they were written.

use crate::picture::escape;
use crate::visitor::url_part;
use crate::{Layout, PageError, Staff};
use app::AppError;
use app::directive::Cited;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// Texts with their numbers recognised.
#[derive(Default)]
pub(crate) struct Cites {
    by_text: HashMap<String, String>,
}

impl Cites {
    /// Recognises the numbers of all texts of a page at once.
    pub(crate) async fn of<'a>(
        staff: &Staff,
        l: &Layout,
        texts: impl Iterator<Item = &'a str>,
    ) -> Result<Self, PageError> {
        // A number holds a digit; most texts without one need no look.
        let texts: Vec<&str> = texts
            .filter(|t| t.bytes().any(|b| b.is_ascii_digit()))
            .collect();
        let found = app::directive::cite(&staff.ctx, &texts).await?;
        let by_text = texts
            .into_iter()
            .zip(found)
            .filter(|(_, cited)| !cited.is_empty())
            .map(|(text, cited)| (text.to_owned(), linked(l, text, &cited)))
            .collect();
        Ok(Self { by_text })
    }

    /// A text as HTML, its numbers as links.
    #[must_use]
    pub(crate) fn html(&self, text: &str) -> String {
        self.by_text
            .get(text)
            .cloned()
            .unwrap_or_else(|| escape(text))
    }
}

/// The numbers of texts that the register has, each once: as written, where it
/// leads, what it is about.
pub(crate) async fn named(
    staff: &Staff,
    l: &Layout,
    texts: &[&str],
) -> Result<Vec<(String, String, String)>, AppError> {
    let found = app::directive::cite(&staff.ctx, texts).await?;
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for (text, cited) in texts.iter().zip(found) {
        for one in cited {
            if let Some((href, about)) = target(l, &one)
                && seen.insert((one.doc_type.clone(), one.symbol.clone()))
            {
                all.push((text[one.range.clone()].to_owned(), href, about));
            }
        }
    }
    Ok(all)
}

/// Where a number leads, and what the link is about; nothing for a number that
/// the register does not have.
pub(crate) fn target(l: &Layout, cited: &Cited) -> Option<(String, String)> {
    match cited.entries.as_slice() {
        [] => None,
        [one] => {
            let mut about = format!("{} {}", one.doc_type, one.symbol);
            if !one.subject.is_empty() {
                about = format!("{about} – {}", one.subject);
            }
            Some((format!("/van-ban/{}", one.id), about))
        }
        // The number alone does not say which: a person sees all.
        many => Some((
            format!("/van-ban?tim={}", url_part(&cited.symbol)),
            l.t1("directive.several", "n", many.len()),
        )),
    }
}

fn linked(l: &Layout, text: &str, cited: &[Cited]) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for one in cited {
        let Some((href, about)) = target(l, one) else {
            continue;
        };
        if one.range.start < at {
            continue;
        }
        html.push_str(&escape(&text[at..one.range.start]));
        // Writing to a string cannot fail.
        let _ = write!(
            html,
            "<a href=\"{}\" title=\"{}\">{}</a>",
            escape(&href),
            escape(&about),
            escape(&text[one.range.clone()])
        );
        at = one.range.end;
    }
    html.push_str(&escape(&text[at..]));
    html
}
