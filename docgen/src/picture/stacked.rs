//! Groups, each as one bar of its parts: how far something is. Every bar is as
//! long as the others, because shares are compared; the numbers stand below it.
//! Narrow enough to be read on a phone.

use super::heat::{self, CELL, HeatCell, legend_lines};
use super::svg::{ASIDE, Anchor, INK, Look, Svg, fit, wrapped};
use super::{Caption, Tone};

const WIDTH: i64 = 380;
/// A group: its name, its bar, its numbers.
const LINE: i64 = 62;
const BAR: (i64, i64) = (21, 18);
/// Room of the count beside a name.
const COUNT: i64 = 96;
/// What a page's own face takes beyond the width for which notes are broken.
const WIDER: i64 = 60;
/// What is seen of a part however small it is.
const LEAST: i64 = 4;
/// What a part needs to carry its sign.
const OF_SIGN: i64 = 18;

/// One part of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// A sign of one or two characters.
    pub sign: String,
    /// How many.
    pub count: usize,
    pub tone: Tone,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackedBar {
    pub name: String,
    /// What of it is done, as people read it ("38/41").
    pub shown: String,
    /// In the order in which they stand; those of none are not drawn.
    pub parts: Vec<Part>,
    /// Whether it is the sum of the others.
    pub is_whole: bool,
}

/// The groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stacked {
    pub caption: Caption,
    pub bars: Vec<StackedBar>,
    /// Each sign once, with its words.
    pub legend: Vec<HeatCell>,
    /// Said below: how complete it is, and as of when.
    pub notes: Vec<String>,
}

/// Draws the bars; the parts of one meaning are one shape.
pub fn stacked(stacked: &Stacked) -> String {
    let of = |n: usize| i64::try_from(n).unwrap_or(0);
    let legend = legend_lines(&stacked.legend, WIDTH);
    let notes: Vec<String> = stacked
        .notes
        .iter()
        .flat_map(|note| wrapped(note, WIDTH - WIDER, ASIDE.size))
        .collect();
    let below = of(stacked.bars.len()) * LINE;
    let aside = below + of(legend.len()) * CELL.1 + 4;
    let height = aside + of(notes.len()) * 18 + 6;
    let mut svg = Svg::new("picture--stacked", WIDTH, height, &stacked.caption);
    for is_whole in [true, false] {
        let bars = (0..).zip(&stacked.bars);
        let bars: Vec<(i64, &StackedBar)> =
            bars.filter(|(_, bar)| bar.is_whole == is_whole).collect();
        headings(&mut svg, is_whole, &bars);
    }
    let placed = || {
        let bars = (0..).zip(&stacked.bars);
        bars.flat_map(|(n, bar)| {
            let places = places(&bar.parts);
            let parts = places.into_iter().map(move |(x, w, part)| (part, x, w));
            parts.map(move |(part, x, w)| (part, (x, n * LINE + BAR.0), w))
        })
    };
    for tone in [Tone::Ok, Tone::Info, Tone::Warn, Tone::Late, Tone::Muted] {
        let parts: Vec<_> = placed().filter(|(part, ..)| part.tone == tone).collect();
        if !parts.is_empty() {
            draw(&mut svg, tone, &parts);
        }
    }
    svg.texts(ASIDE, |svg| {
        for (n, bar) in (0..).zip(&stacked.bars) {
            svg.line((0, n * LINE + 54), &numbers(&bar.parts));
        }
    });
    heat::legend(&mut svg, &legend, below);
    svg.texts(ASIDE, |svg| {
        for (n, note) in (0..).zip(&notes) {
            svg.line((0, aside + 14 + n * 18), note);
        }
    });
    svg.finish()
}

/// Name and count of each bar, as one group: a country has many.
fn headings(svg: &mut Svg, is_bold: bool, bars: &[(i64, &StackedBar)]) {
    if bars.is_empty() {
        return;
    }
    let look = Look { is_bold, ..INK };
    svg.texts(look, |svg| {
        for (n, bar) in bars {
            let name = fit(&bar.name, WIDTH - COUNT, look.size);
            svg.line((0, n * LINE + 15), &name);
        }
    });
    let right = Look {
        anchor: Anchor::End,
        ..look
    };
    svg.texts(right, |svg| {
        for (n, bar) in bars {
            svg.line((WIDTH - 1, n * LINE + 15), &bar.shown);
        }
    });
}

/// All parts of one meaning, with the signs for which there is room.
fn draw(svg: &mut Svg, tone: Tone, parts: &[(&Part, (i64, i64), i64)]) {
    let (class, ground, ink) = tone.look();
    let high = BAR.1;
    let shape: String = parts
        .iter()
        .map(|(_, (x, y), w)| format!("M{x} {y}h{w}v{high}h-{w}z"))
        .collect();
    let (ground_class, ink_class) = (format!("p-{class} p-edge"), format!("p-{class}-ink"));
    svg.element(
        "path",
        &[
            ("class", &ground_class),
            ("fill", &ground),
            ("stroke", &ink),
            ("d", &shape),
        ],
    );
    let look = Look {
        class: &ink_class,
        fill: ink,
        anchor: Anchor::Middle,
        is_bold: true,
        ..ASIDE
    };
    svg.texts(look, |svg| {
        for (part, (x, y), w) in parts.iter().filter(|(.., w)| *w >= OF_SIGN) {
            svg.line((x + w / 2, y + high - 4), &part.sign);
        }
    });
}

/// "Đ 30 · + 3 · × 5".
fn numbers(parts: &[Part]) -> String {
    let drawn = parts.iter().filter(|part| part.count > 0);
    let said: Vec<String> = drawn.map(|p| format!("{} {}", p.sign, p.count)).collect();
    said.join(" · ")
}

/// Where each part stands and how wide it is. What a small part is given beyond
/// its share comes from the widest.
fn places(parts: &[Part]) -> Vec<(i64, i64, &Part)> {
    let drawn: Vec<&Part> = parts.iter().filter(|part| part.count > 0).collect();
    let all: i128 = drawn.iter().map(|part| part.count as i128).sum();
    // Room for the edges of the outermost parts.
    let room = WIDTH - 2;
    let share = |part: &&Part| {
        let wide = part.count as i128 * i128::from(room) / all.max(1);
        i64::try_from(wide).unwrap_or(0).max(LEAST)
    };
    let mut wide: Vec<i64> = drawn.iter().map(share).collect();
    let rest = room - wide.iter().sum::<i64>();
    if let Some(widest) = wide.iter_mut().max() {
        *widest += rest;
    }
    let mut x = 1;
    let mut places = Vec::with_capacity(drawn.len());
    for (part, wide) in drawn.into_iter().zip(wide) {
        places.push((x, wide, part));
        x += wide;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(counts: &[usize]) -> Vec<Part> {
        let tones = [Tone::Ok, Tone::Warn, Tone::Late, Tone::Muted];
        let signs = ["Đ", "+", "×", "M"];
        let each = counts.iter().zip(tones).zip(signs);
        each.map(|((count, tone), sign)| Part {
            sign: sign.into(),
            count: *count,
            tone,
        })
        .collect()
    }

    fn drawn(counts: &[usize]) -> String {
        stacked(&Stacked {
            caption: Caption::default(),
            bars: vec![StackedBar {
                name: "Xã, phường & đặc khu".into(),
                shown: "3/4".into(),
                parts: parts(counts),
                is_whole: true,
            }],
            legend: Vec::new(),
            notes: vec!["Tính đến <sáng nay>".into()],
        })
    }

    #[test]
    fn parts_fill_the_bar_and_a_small_one_is_still_seen() {
        for counts in [&[3_000, 1, 320][..], &[1], &[1, 1, 1, 1], &[0, 5, 0, 2]] {
            let parts = parts(counts);
            let found = places(&parts);
            assert!(found.iter().all(|(_, wide, _)| *wide >= LEAST));
            let mut end = 1;
            for (x, wide, _) in &found {
                assert_eq!(*x, end, "no gap: {counts:?}");
                end += wide;
            }
            assert_eq!(end, WIDTH - 1, "{counts:?}");
        }
        assert!(places(&parts(&[0])).is_empty());
    }

    #[test]
    fn every_number_is_in_words_with_its_sign_and_nothing_is_said_by_colour_alone() {
        let svg = drawn(&[3, 0, 1, 0]);
        assert!(svg.contains(">Đ 3 · × 1</text>"), "{svg}");
        assert!(svg.contains(">Đ</text>") && svg.contains(">×</text>"));
        assert!(svg.contains(">Xã, phường &amp; đặc khu</text>"));
        assert!(svg.contains(">Tính đến &lt;sáng nay&gt;</text>"));
        assert!(!svg.contains("style="), "strict CSP");
    }

    #[test]
    fn thousands_of_units_make_no_longer_a_picture_than_ten() {
        let long = drawn(&[3_000, 1, 320]).len();
        assert!(long < drawn(&[3, 1, 2]).len() + 40, "{long}");
    }
}
