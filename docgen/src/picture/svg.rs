//! A writer of SVG in whole units; what is said gets escaped.

use std::fmt::Display;

use quick_xml::escape::escape;

use super::Caption;

/// Faces to try: the page's style sheet puts its own before them.
const FACES: &str = "Liberation Serif, Libertinus Serif, Times New Roman, serif";

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// An SVG in the making.
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// An empty picture of this size with its name and its text.
    pub(super) fn new(class: &str, width: i64, height: i64, caption: &Caption) -> Self {
        let mut svg = Self { out: String::new() };
        svg.out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture {class}\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FACES}\"><title>{}</title><desc>{}</desc>",
            escape(caption.title.as_str()),
            escape(caption.text.as_str())
        );
        svg
    }

    /// An element without content; a value of a class or a colour comes from here
    /// and a number needs no escaping.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &dyn Display)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push_str(&format!(" {key}=\"{value}\""));
        }
        self.out.push_str("/>");
    }

    /// A line of text on the base line at `at`.
    pub(super) fn text(&mut self, look: Look<'_>, at: (i64, i64), text: &str) {
        let tag = format!("<text{} x=\"{}\" y=\"{}\">", look.attributes(), at.0, at.1);
        self.out.push_str(&tag);
        self.out.push_str(&escape(text));
        self.out.push_str("</text>");
    }

    /// Many lines of one look, each by [`Self::line`].
    pub(super) fn texts(&mut self, look: Look<'_>, lines: impl FnOnce(&mut Self)) {
        self.out.push_str(&format!("<g{}>", look.attributes()));
        lines(self);
        self.close();
    }

    /// A line in the look of its group.
    pub(super) fn line(&mut self, at: (i64, i64), text: &str) {
        self.out
            .push_str(&format!("<text x=\"{}\" y=\"{}\">", at.0, at.1));
        self.out.push_str(&escape(text));
        self.out.push_str("</text>");
    }

    /// Opens a group with a name that a pointer shows.
    pub(super) fn open(&mut self, title: &str) {
        self.out
            .push_str(&format!("<g><title>{}</title>", escape(title)));
    }

    pub(super) fn close(&mut self) {
        self.out.push_str("</g>");
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) class: &'a str,
    pub(super) fill: &'a str,
    pub(super) size: i64,
    pub(super) anchor: Anchor,
    pub(super) is_bold: bool,
}

impl Look<'_> {
    fn attributes(self) -> String {
        let anchor = match self.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if self.is_bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        format!(
            " class=\"{}\" fill=\"{}\" font-size=\"{}\"{anchor}{weight}",
            self.class, self.fill, self.size
        )
    }
}

/// Plain ink.
pub(super) const INK: Look<'static> = Look {
    class: "p-ink",
    fill: "#1d1b19",
    size: 14,
    anchor: Anchor::Start,
    is_bold: false,
};

/// Ink of what is said aside.
pub(super) const ASIDE: Look<'static> = Look {
    class: "p-aside",
    fill: "#5c564f",
    size: 13,
    ..INK
};

/// A text in lines that fit into `width` at `size`, broken between words.
pub(super) fn wrapped(text: &str, width: i64, size: i64) -> Vec<String> {
    let most = usize::try_from(width * 2 / size.max(1)).unwrap_or(0);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A text cut to what fits into `width` at `size`; a letter is taken for half as
/// wide as it is high, which is a little more than most are.
pub(super) fn fit(text: &str, width: i64, size: i64) -> String {
    let most = usize::try_from(width * 2 / size.max(1)).unwrap_or(0);
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}
