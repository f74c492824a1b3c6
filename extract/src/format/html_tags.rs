//! The tags of a web page in one walk over its bytes, cut as the parser cuts
//! them. Not here: which elements they open and close (`html_depth`).

/// A tag as it stands in the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    pub name: &'a str,
    /// "</…>".
    pub end: bool,
    /// "<… />".
    pub closed: bool,
    /// Without attributes.
    pub bare: bool,
}

/// What the page is made of; comments are left out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Tag(Tag<'a>),
    /// The beginning of `<![CDATA[`.
    Data,
}

pub(super) struct Pieces<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { html, at: 0 }
    }

    /// Goes on behind the content of the raw element `name` that was opened last.
    pub(super) fn skip_raw(&mut self, name: &str) {
        let bytes = self.html.as_bytes();
        let mut at = self.at;
        while let Some(next) = memchr::memmem::find(&bytes[at..], b"</") {
            let from = at + next + 2;
            let word = bytes.get(from..from + name.len());
            let same = word.is_some_and(|w| w.eq_ignore_ascii_case(name.as_bytes()));
            let ends = bytes
                .get(from + name.len())
                .is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
            if same && ends {
                self.at = from - 2;
                return;
            }
            at = from;
        }
        self.at = bytes.len();
    }

    /// Behind what `end` closes from byte `from` on, or the end of the page.
    fn behind(&self, from: usize, end: &[u8]) -> usize {
        let rest = self.html.as_bytes().get(from..).unwrap_or_default();
        memchr::memmem::find(rest, end).map_or(self.html.len(), |i| from + i + end.len())
    }

    /// Behind the comment whose first byte of content is at `from`.
    fn behind_comment(&self, from: usize) -> usize {
        let bytes = self.html.as_bytes();
        let rest = bytes.get(from..).unwrap_or_default();
        if rest.starts_with(b">") {
            return from + 1;
        }
        if rest.starts_with(b"->") {
            return from + 2;
        }
        memchr::memchr_iter(b'>', rest)
            .find(|i| rest[..*i].ends_with(b"--") || rest[..*i].ends_with(b"--!"))
            .map_or(bytes.len(), |i| from + i + 1)
    }

    /// The tag whose name begins at `from`; the walk goes on behind it.
    fn tag(&mut self, from: usize, end: bool) -> Tag<'a> {
        #[derive(Clone, Copy)]
        enum In {
            Gap,
            Name,
            AfterName,
            BeforeValue,
            Value,
        }
        let bytes = self.html.as_bytes();
        let mut at = from;
        while bytes
            .get(at)
            .is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>'))
        {
            at += 1;
        }
        let name = &self.html[from..at];
        let (mut state, mut closed, mut bare) = (In::Gap, false, true);
        while let Some(&b) = bytes.get(at) {
            at += 1;
            let space = b.is_ascii_whitespace();
            if b == b'>' {
                break;
            }
            let slash = b == b'/' && !matches!(state, In::BeforeValue | In::Value);
            closed = slash;
            state = match state {
                _ if slash => In::Gap,
                In::Gap | In::Value if space => In::Gap,
                In::Name if space => In::AfterName,
                In::AfterName | In::BeforeValue if space => state,
                In::Name | In::AfterName if b == b'=' => In::BeforeValue,
                In::BeforeValue if matches!(b, b'"' | b'\'') => {
                    at = memchr::memchr(b, &bytes[at..]).map_or(bytes.len(), |i| at + i + 1);
                    In::Gap
                }
                In::BeforeValue | In::Value => In::Value,
                In::Gap | In::Name | In::AfterName => {
                    bare = false;
                    In::Name
                }
            };
        }
        self.at = at;
        Tag {
            name,
            end,
            closed,
            bare,
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let bytes = self.html.as_bytes();
        loop {
            let start = self.at;
            let rest = bytes.get(start..).filter(|r| !r.is_empty())?;
            match rest {
                [b'<', b, ..] if b.is_ascii_alphabetic() => {
                    return Some(Piece::Tag(self.tag(start + 1, false)));
                }
                [b'<', b'/', b, ..] if b.is_ascii_alphabetic() => {
                    return Some(Piece::Tag(self.tag(start + 2, true)));
                }
                [b'<', b'!', b'-', b'-', ..] => self.at = self.behind_comment(start + 4),
                [b'<', b'!', b'[', ..] if rest.starts_with(b"<![CDATA[") => {
                    self.at = self.behind(start, b">");
                    return Some(Piece::Data);
                }
                [b'<', b'!' | b'?' | b'/', ..] => self.at = self.behind(start, b">"),
                _ => {
                    // A "<" that opens nothing is text.
                    let next = memchr::memchr(b'<', &rest[1..]);
                    self.at = next.map_or(bytes.len(), |i| start + 1 + i);
                    return Some(Piece::Text(&self.html[start..self.at]));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(html: &str) -> Vec<String> {
        Pieces::new(html)
            .map(|piece| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Tag(t) => format!(
                    "<{}{}{}{}>",
                    if t.end { "/" } else { "" },
                    t.name,
                    if t.bare { "" } else { " …" },
                    if t.closed { "/" } else { "" }
                ),
                Piece::Data => "data".to_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_are_cut_as_a_parser_cuts_them() {
        for (html, pieces) in [
            ("a<b>c</B >d", &["a", "<b>", "c", "</B>", "d"][..]),
            ("<a title=\"x>y\">z", &["<a …>", "z"]),
            ("<a =\"><b>", &["<a …>", "<b>"]),
            ("<a href=x/>y", &["<a …>", "y"]),
            ("<path d='/'/><br/>", &["<path …/>", "<br/>"]),
            ("1 < 2<p>", &["1 ", "< 2", "<p>"]),
            ("<!-- <b> ---><i><!--><u>", &["<i>", "<u>"]),
            ("<!DOCTYPE html><?x?></ y>z", &["z"]),
            ("<![CDATA[x]]>y", &["data", "y"]),
            ("ữ<b", &["ữ", "<b>"]),
            ("<", &["<"]),
        ] {
            assert_eq!(cut(html), pieces, "{html}");
        }
    }

    #[test]
    fn what_stands_in_a_script_is_no_tag() {
        let mut pieces = Pieces::new("<script>if (a</b/) '<div>'</scripted></SCRIPT ><p>");
        assert!(matches!(pieces.next(), Some(Piece::Tag(t)) if t.name == "script"));
        pieces.skip_raw("script");
        let names: Vec<_> = pieces
            .filter_map(|p| match p {
                Piece::Tag(t) => Some((t.name, t.end)),
                _ => None,
            })
            .collect();
        assert_eq!(names, [("SCRIPT", true), ("p", false)]);
    }
}
