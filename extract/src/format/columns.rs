//! Two columns of running text whose lines a PDF holds row by row: the left
//! column is put before the right one. Only a page on which left and right
//! take turns line by line is changed; tables, letterheads and pages in order
//! are left alone. Not here: what is text at all (`pdf`).

use pdf_extract::{MediaBox, OutputDev, OutputError, PlainTextOutput, Transform};

/// Lines that each side of a gutter needs to be a column.
const LEAST_LINES: usize = 5;
/// Fragments of a page that are kept; a page of text has a few hundred.
const MOST_FRAGMENTS: usize = 20_000;

/// Text of one line without a wide gap.
#[derive(Debug, Clone)]
struct Fragment {
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    text: String,
}

/// The text of a page as the library writes it, and where its lines stand.
pub(super) struct PageText<'a> {
    plain: PlainTextOutput<&'a mut String>,
    fragments: Vec<Fragment>,
    width: f64,
    word_begins: bool,
}

impl<'a> PageText<'a> {
    pub(super) fn new(text: &'a mut String) -> Self {
        Self {
            plain: PlainTextOutput::new(text),
            fragments: Vec::new(),
            width: 0.0,
            word_begins: true,
        }
    }

    /// The text with its columns one after the other; `None` when it is in order
    /// as it stands.
    pub(super) fn in_columns(&self) -> Option<String> {
        let gutter = self.gutter()?;
        let mut lines: Vec<&Fragment> = Vec::new();
        let mut changed = false;
        let mut band: Vec<&Fragment> = Vec::new();
        let crosses = |f: &Fragment| f.left < gutter && f.right > gutter;
        for fragment in &self.fragments {
            if crosses(fragment) {
                changed |= settle(&mut band, &mut lines, gutter, self.width);
                lines.push(fragment);
            } else {
                band.push(fragment);
            }
        }
        changed |= settle(&mut band, &mut lines, gutter, self.width);
        changed.then(|| joined(&lines))
    }

    /// The middle of the gap that lines side by side have in common.
    fn gutter(&self) -> Option<f64> {
        let mut pairs: Vec<(f64, f64)> = self
            .fragments
            .windows(2)
            .filter(|w| same_line(&w[0], &w[1]) && w[0].right < w[1].left)
            .map(|w| (w[0].right, w[1].left))
            .collect();
        if pairs.len() < LEAST_LINES {
            return None;
        }
        // Right columns begin at one place; the commonest is the right column's.
        let begins = |at: f64| pairs.iter().filter(|p| (p.1 - at).abs() < 3.0).count();
        let right = pairs.iter().map(|p| p.1).max_by_key(|at| begins(*at))?;
        pairs.retain(|p| (p.1 - right).abs() < 3.0);
        let left = pairs.iter().map(|p| p.0).fold(f64::MIN, f64::max);
        (pairs.len() >= LEAST_LINES && left < right).then_some((left + right) / 2.0)
    }
}

fn same_line(a: &Fragment, b: &Fragment) -> bool {
    (a.y - b.y).abs() < a.size.max(b.size) * 0.4
}

/// Adds the lines of a band, left before right where they take turns; true when
/// that changed their order.
fn settle<'f>(
    band: &mut Vec<&'f Fragment>,
    lines: &mut Vec<&'f Fragment>,
    gutter: f64,
    width: f64,
) -> bool {
    let band = std::mem::take(band);
    let is_left = |f: &&Fragment| f.right <= gutter;
    let turns = band
        .windows(2)
        .filter(|w| is_left(&w[0]) != is_left(&w[1]))
        .count();
    let (left, right): (Vec<&Fragment>, Vec<&Fragment>) = band.iter().copied().partition(is_left);
    let columns =
        is_column(&left, width) && is_column(&right, width) && turns * 10 >= band.len() * 7;
    if columns {
        lines.extend(left);
        lines.extend(right);
    } else {
        lines.extend(band);
    }
    columns
}

/// Lines of running text: many, broad, and some go on with a small letter.
/// Cells of a table are narrow or begin anew.
fn is_column(lines: &[&Fragment], width: f64) -> bool {
    let broad = lines
        .iter()
        .filter(|f| f.right - f.left > width * 0.25)
        .count();
    let goes_on = lines
        .iter()
        .filter(|f| f.text.starts_with(char::is_lowercase))
        .count();
    lines.len() >= LEAST_LINES && broad * 10 >= lines.len() * 6 && goes_on * 3 >= lines.len()
}

/// One line for each line of the page; parts of one line stay together.
fn joined(lines: &[&Fragment]) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).map(|i| lines[i]);
        if let Some(before) = before {
            let goes_on = same_line(before, line) && before.left < line.left;
            text.push(if goes_on { ' ' } else { '\n' });
            // A paragraph of its own stands apart.
            if !goes_on && (before.y - line.y).abs() > before.size * 2.2 {
                text.push('\n');
            }
        }
        text.push_str(line.text.trim());
    }
    text
}

impl OutputDev for PageText<'_> {
    fn begin_page(
        &mut self,
        number: u32,
        media: &MediaBox,
        art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.width = media.urx - media.llx;
        self.plain.begin_page(number, media, art)
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.plain.end_page()
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        char: &str,
    ) -> Result<(), OutputError> {
        let (x, y) = (trm.m31, trm.m32);
        let across = font_size * (trm.m11 + trm.m21);
        let up = font_size * (trm.m12 + trm.m22);
        let size = (across * up).abs().sqrt();
        let right = x + width * size;
        let full = self.fragments.len() >= MOST_FRAGMENTS;
        match self.fragments.last_mut() {
            Some(last)
                if (last.y - y).abs() < size * 0.5
                    && (!self.word_begins || (x >= last.left && x < last.right + size)) =>
            {
                if self.word_begins && x > last.right + size * 0.1 {
                    last.text.push(' ');
                }
                last.text.push_str(char);
                last.right = right.max(last.right);
            }
            _ if !full => self.fragments.push(Fragment {
                left: x,
                right,
                y,
                size,
                text: char.to_owned(),
            }),
            _ => {}
        }
        self.word_begins = false;
        self.plain
            .output_character(trm, width, spacing, font_size, char)
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.word_begins = true;
        self.plain.begin_word()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.plain.end_word()
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.plain.end_line()
    }
}
