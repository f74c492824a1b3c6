//! How deep a web page nests, told before it is parsed: at nearly every tag the
//! parser walks up the elements that are open, so that a page which closes none
//! would take it for ever. What is open is followed as the parser follows it;
//! where the two could differ, more counts as open. Not here: the text (`html`).

use super::html_kinds::*;
use super::html_tags::{Piece, Pieces, Tag};

/// Elements open at once; no editor nests so deep.
const MOST_OPEN: usize = 200;
/// What all walks up the open elements may take together.
const MOST_STEPS: usize = 20_000_000;
/// What an element of form costs, which is made anew in each paragraph.
const MADE_ANEW: usize = 25;

/// True for a page that nests deeper, or costs more, than any honest one.
pub(super) fn is_too_deep(html: &str) -> bool {
    let mut open = Open::default();
    let mut pieces = Pieces::new(html);
    let mut steps = 0_usize;
    while let Some(piece) = pieces.next() {
        let odd = match piece {
            Piece::Text(_) => false,
            Piece::Data => open.draws(),
            Piece::Tag(tag) if tag.end => {
                open.end(tag.name);
                false
            }
            Piece::Tag(tag) => match open.start(tag) {
                Begun::Raw => {
                    pieces.skip_raw(tag.name);
                    false
                }
                Begun::Open => false,
                Begun::Odd => true,
            },
        };
        let (elements, form) = (open.elements.len(), open.form.len());
        steps += elements * (form + 1) + MADE_ANEW * form;
        if odd || elements + form > MOST_OPEN || steps > MOST_STEPS {
            return true;
        }
    }
    false
}

/// What a start tag did.
enum Begun {
    Open,
    /// Tags within it are text.
    Raw,
    /// What the parser makes of it depends on more than is followed here.
    Odd,
}

struct Element<'a> {
    name: &'a str,
    kinds: u64,
}

/// An element of form, or with an empty name the beginning of one that closes
/// all those in it.
struct Form<'a> {
    name: &'a str,
    /// Elements below it.
    at: usize,
}

#[derive(Default)]
struct Open<'a> {
    elements: Vec<Element<'a>>,
    form: Vec<Form<'a>>,
    /// A choice or a template was there: elements of form may outlive their cells.
    lasting: bool,
}

impl<'a> Open<'a> {
    fn start(&mut self, tag: Tag<'a>) -> Begun {
        let name = tag.name;
        let kinds = kinds_of(name);
        let is = |some: u64| kinds & some != 0;
        if self.draws() {
            // Both depend on their attributes.
            if is(FORMULA_NOTE) || is(FONT) && !tag.bare {
                return Begun::Odd;
            }
            if !is(BREAK_OUT) {
                if !tag.closed {
                    // A drawing within a drawing is a part of it.
                    let kinds = kinds & !(SVG | MATH);
                    self.elements.push(Element { name, kinds });
                }
                return Begun::Open;
            }
            self.leave_drawing();
        }
        if is(RAW) && (is(SCRIPT) || self.find(SELECT, 0).is_none()) {
            return Begun::Raw;
        }
        self.lasting |= is(SELECT | TEMPLATE);
        if is(FORM) {
            self.start_form(tag);
        } else if is(CELL | ROWS | TR | CAPTION | COLUMNS) {
            self.start_in_table(name, kinds);
        } else if !(is(VOID | PAGE) || tag.closed && is(SVG | MATH)) {
            self.close_before(kinds);
            if is(CLOSING) {
                self.mark();
            }
            self.elements.push(Element { name, kinds });
        }
        Begun::Open
    }

    /// What an element ends by beginning.
    fn close_before(&mut self, kinds: u64) {
        let is = |some: u64| kinds & some != 0;
        let last = self.elements.last().map_or(0, |e| e.kinds);
        if is(LI | TERM) {
            self.close_item(kinds & (LI | TERM));
        } else if is(HEADING) && last & HEADING != 0 || is(OPTION | OPTIONS) && last & OPTION != 0 {
            self.truncate(self.elements.len().saturating_sub(1));
        } else if is(BUTTON) {
            self.close(BUTTON, BOUND);
        }
        if is(BLOCK | HEADING | P | LI | TERM | FIELDS) {
            self.close_paragraph();
        }
    }

    fn close_paragraph(&mut self) {
        self.close(P, BOUND | BUTTON);
    }

    /// An item of the same list; not one outside of a block.
    fn close_item(&mut self, item: u64) {
        let stops = |e: &Element<'_>| e.kinds & (SPECIAL | BOUND) != 0 && e.kinds & PASSED == 0;
        let at = self.elements.iter().rposition(stops);
        if let Some(at) = at.filter(|at| self.elements[*at].kinds & item != 0) {
            self.truncate(at);
        }
    }

    fn start_form(&mut self, tag: Tag<'a>) {
        let same = |f: &&Form<'_>| f.name.eq_ignore_ascii_case(tag.name);
        let since = self.form.iter().rev().take_while(|f| !f.name.is_empty());
        let many = since.filter(same).count();
        if many > 0 && kinds_of(tag.name) & LINK != 0 {
            self.end_form(tag.name);
        }
        // Of the same ones without attributes three are kept.
        if !tag.bare || many < 3 {
            self.form.push(Form {
                name: tag.name,
                at: self.elements.len(),
            });
        }
    }

    fn end_form(&mut self, name: &str) {
        let known = |f: &Form<'_>| f.name.is_empty() || f.name.eq_ignore_ascii_case(name);
        let at = self.form.iter().rposition(known);
        let Some(at) = at.filter(|at| !self.form[*at].name.is_empty()) else {
            return;
        };
        let from = self.form[at].at.min(self.elements.len());
        let above = &self.elements[from..];
        // Around many blocks the parser leaves off.
        if above.len() < 8 && above.iter().all(|e| e.kinds & BOUND == 0) {
            self.form.remove(at);
        }
    }

    fn start_in_table(&mut self, name: &'a str, kinds: u64) {
        let within = if kinds & CELL != 0 {
            TR | ROWS | TABLE | TEMPLATE
        } else if kinds & TR != 0 {
            ROWS | TABLE | TEMPLATE
        } else {
            TABLE | TEMPLATE
        };
        // Outside of a table it is nothing.
        if let Some(at) = self.find(within, 0) {
            self.truncate(at + 1);
            if kinds & (CELL | CAPTION) != 0 {
                self.mark();
            }
            self.elements.push(Element { name, kinds });
        }
    }

    fn end(&mut self, name: &str) {
        let kinds = kinds_of(name);
        let is = |some: u64| kinds & some != 0;
        if is(P | BR) {
            self.leave_drawing();
        }
        if is(P) {
            self.close_paragraph();
        } else if is(FORM) && !self.draws() {
            self.end_form(name);
        } else if is(HEADING) {
            self.close(HEADING, BOUND);
        } else {
            let bounds = if is(TABLE) {
                TEMPLATE
            } else if is(CELL | ROWS | TR | CAPTION | COLUMNS) {
                TABLE | TEMPLATE
            } else if is(LI) {
                BOUND | LIST
            } else if is(BLOCK | CLOSING | TERM | FIELDS | BUTTON | SELECT) {
                BOUND
            } else {
                BOUND | SPECIAL
            };
            let same = |e: &Element<'_>| e.name.eq_ignore_ascii_case(name);
            let found = |e: &Element<'_>| same(e) || e.kinds & bounds != 0;
            let at = self.elements.iter().rposition(found);
            if let Some(at) = at.filter(|at| same(&self.elements[*at])) {
                self.truncate(at);
            }
        }
    }

    /// The last one of `kinds` that is open, with none of `bounds` above it.
    fn find(&self, kinds: u64, bounds: u64) -> Option<usize> {
        let found = |e: &Element<'_>| e.kinds & (kinds | bounds) != 0;
        let at = self.elements.iter().rposition(found)?;
        (self.elements[at].kinds & kinds != 0).then_some(at)
    }

    fn close(&mut self, kinds: u64, bounds: u64) {
        if let Some(at) = self.find(kinds, bounds) {
            self.truncate(at);
        }
    }

    /// Those from `length` on are closed, with the elements of form of cells.
    fn truncate(&mut self, length: usize) {
        self.elements.truncate(length);
        let closed = |f: &Form<'_>| f.name.is_empty() && f.at >= length;
        if let Some(first) = self.form.iter().position(closed) {
            self.form.truncate(first);
        }
        for form in &mut self.form {
            form.at = form.at.min(length);
        }
    }

    /// The next element closes the elements of form within it.
    fn mark(&mut self) {
        if !self.lasting {
            self.form.push(Form {
                name: "",
                at: self.elements.len(),
            });
        }
    }

    /// Within a drawing or a formula, where other rules hold.
    fn draws(&self) -> bool {
        let mut seen = 0;
        for element in self.elements.iter().rev() {
            if element.kinds & SVG != 0 {
                return seen & OF_SVG == 0;
            }
            if element.kinds & MATH != 0 {
                return seen & OF_MATH == 0;
            }
            seen |= element.kinds;
        }
        false
    }

    fn leave_drawing(&mut self) {
        while self.draws()
            && let Some(at) = self.find(SVG | MATH, 0)
        {
            self.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_close_nothing_are_too_deep() {
        for (name, open) in [
            ("blocks", "<div>"),
            ("a list in each item", "<dl><dd><div>"),
            ("a list in each item", "<ul><li>"),
            ("tables in cells", "<table><tr><td>"),
            ("closed as in XML", "<div/>"),
            ("names that nobody knows", "<x-y>"),
            ("words", "<span>"),
            ("form that paragraphs do not end", "<font size=1><p>"),
            ("a drawing that a word breaks off", "<svg><b class=x></svg>"),
            ("marks behind a title", "<div><svg><title><br></title>"),
            ("cells without a table", "<td><font size=1>"),
        ] {
            assert!(is_too_deep(&open.repeat(3_000)), "{name}: {open}");
        }
        // Not deep, but many times as deep as any page.
        let wide = format!("{}{}", "<div>".repeat(190), "<p>x".repeat(110_000));
        assert!(is_too_deep(&wide));
    }

    #[test]
    fn pages_that_leave_out_what_may_be_left_out_are_not() {
        for (name, some) in [
            ("paragraphs", "<p>Một đoạn <b>văn</b><br>"),
            ("items", "<li>Một việc"),
            ("terms", "<dt>Số<dd>12"),
            ("blocks", "<div><p>Một đoạn</div>"),
            ("rows", "<table><tr><td>1<td>2<tr><td>3<td>4</table>"),
            (
                "form left open in cells",
                "<table><tr><td><font color=red>1</table>",
            ),
            ("choices", "<select><option>1<option>2</select>"),
            ("pictures", "<img src=x><input><hr>"),
            (
                "drawings",
                "<svg viewBox='0'><path d=''/><g><circle/></g></svg>",
            ),
            ("scripts", "<script>s = '<div><div>'</script>"),
            ("comments", "<!-- <div> -->"),
            ("headings", "<h2>Tin</h2><h3>Mới"),
            ("form", "<b>a<i>b</b>c</i>"),
            ("links", "<a href=x>a<a href=y>b"),
        ] {
            assert!(!is_too_deep(&some.repeat(1_000)), "{name}: {some}");
        }
    }
}
