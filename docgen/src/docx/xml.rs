//! A writer of well-formed XML text: what is opened gets closed, what is said
//! gets escaped.

use quick_xml::escape::escape;

use super::numbering::Mark;

/// XML in the making.
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
    /// Width and height in dots of the pictures to come, in order.
    pictures: Vec<(u32, u32)>,
    drawn: usize,
    /// How the headings to come are numbered, in order.
    headings: std::vec::IntoIter<Mark>,
    /// The lists of Word that the lists to come are, in order.
    lists: std::vec::IntoIter<usize>,
}

impl Xml {
    /// A part with its declaration and its root element.
    pub(super) fn part(root: &'static str, attributes: &[(&str, &str)]) -> Self {
        let mut xml = Self {
            out: String::with_capacity(16 * 1024),
            open: Vec::new(),
            pictures: Vec::new(),
            drawn: 0,
            headings: Vec::new().into_iter(),
            lists: Vec::new().into_iter(),
        };
        xml.out
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        xml.open(root, attributes);
        xml
    }

    /// Says which pictures the part shows, in reading order.
    pub(super) fn expect_pictures(&mut self, sizes: Vec<(u32, u32)>) {
        self.pictures = sizes;
    }

    /// The next picture: its number from 1 and its size in dots.
    pub(super) fn next_picture(&mut self) -> Option<(usize, (u32, u32))> {
        let size = *self.pictures.get(self.drawn)?;
        self.drawn += 1;
        Some((self.drawn, size))
    }

    /// Says how the headings of the part are numbered, in reading order.
    pub(super) fn expect_headings(&mut self, marks: Vec<Mark>) {
        self.headings = marks.into_iter();
    }

    /// How the next heading is numbered.
    pub(super) fn next_heading(&mut self) -> Mark {
        self.headings.next().unwrap_or(Mark::Plain)
    }

    /// Says which lists of Word the lists of the part are, in reading order.
    pub(super) fn expect_lists(&mut self, lists: Vec<usize>) {
        self.lists = lists.into_iter();
    }

    /// The list of Word that the next list is.
    pub(super) fn next_list(&mut self) -> usize {
        self.lists.next().unwrap_or_default()
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.out.push_str(&escape(*value));
            self.out.push('"');
        }
    }

    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// An element with `w:val` alone, the commonest of WordprocessingML.
    pub(super) fn val(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(&escape(text));
    }

    /// An element with text alone.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Closes everything and hands the part over.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}
