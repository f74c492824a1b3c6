//! The line of an indicator over its periods: a period without a figure breaks
//! it, and what cannot be compared is marked and breaks it too. A period of which
//! reports are missing stands in a hollow diamond (R-4.2).

use super::Caption;
use super::svg::{ASIDE, Anchor, INK, Look, Svg};

const STEP: i64 = 62;
const LEFT: i64 = 12;
const TOP: i64 = 34;
const HEIGHT: i64 = 150;

/// Whether and how a period's figure can be compared with the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointKind {
    /// It can.
    Plain,
    /// It can, with an estimate in it.
    Estimated,
    /// It cannot.
    Incomparable,
}

/// One period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Short name of the period.
    pub label: String,
    /// The figure at its scale; none is a gap.
    pub value: Option<i64>,
    /// The figure as it stands in the picture.
    pub shown: String,
    /// The figure in words, for who points at it.
    pub said: String,
    pub kind: PointKind,
    /// How many units are in it ("38/41"), where that is known.
    pub units: String,
    /// Reports of units are missing from it.
    pub is_partial: bool,
}

/// The line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    pub caption: Caption,
    /// Oldest first.
    pub points: Vec<Point>,
    /// What the marks mean, each only where it occurs: of an estimate, of what
    /// cannot be compared, of a period without a figure, of one that is not whole.
    pub legend: [String; 4],
}

/// Draws the line.
pub fn trend(line: &Trend) -> String {
    let count = i64::try_from(line.points.len()).unwrap_or(0);
    let marks: Vec<(usize, &String)> = line
        .legend
        .iter()
        .enumerate()
        .filter(|(n, _)| line.points.iter().any(|point| needs(point, *n)))
        .collect();
    let lines = i64::try_from(marks.len()).unwrap_or(0);
    let width = (LEFT * 2 + count * STEP).max(336);
    let bottom = TOP + HEIGHT;
    let has_units = line.points.iter().any(|point| !point.units.is_empty());
    let foot = bottom + 34 + 16 * i64::from(has_units);
    let mut svg = Svg::new("picture--trend", width, foot + lines * 22, &line.caption);
    let x = |n: usize| LEFT + STEP / 2 + i64::try_from(n).unwrap_or(0) * STEP;
    let known = || {
        let usable = |p: &&Point| p.kind != PointKind::Incomparable;
        line.points.iter().filter(usable).filter_map(|p| p.value)
    };
    let (low, high) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
    let y = |value: i64| {
        let span = (i128::from(high) - i128::from(low)).max(1);
        let up = (i128::from(value) - i128::from(low)) * i128::from(HEIGHT - 20) / span;
        bottom - 10 - i64::try_from(up).unwrap_or(0)
    };
    svg.element(
        "path",
        &[
            ("class", &"p-axis"),
            ("stroke", &"#857e75"),
            ("fill", &"none"),
            ("d", &format!("M{LEFT} {bottom}H{}", width - LEFT)),
        ],
    );
    let d = path(&line.points, x, y);
    if !d.is_empty() {
        svg.element(
            "path",
            &[
                ("class", &"p-line"),
                ("stroke", &"#1d4f8f"),
                ("stroke-width", &2),
                ("fill", &"none"),
                ("d", &d),
            ],
        );
    }
    let centred = |look: Look<'static>, size| Look {
        anchor: Anchor::Middle,
        size,
        ..look
    };
    for (n, point) in line.points.iter().enumerate() {
        let units = match point.units.as_str() {
            "" => String::new(),
            units => format!(" ({units})"),
        };
        svg.open(&format!("{}: {}{units}", point.label, point.said));
        svg.text(centred(ASIDE, 12), (x(n), bottom + 18), &point.label);
        if !point.units.is_empty() {
            svg.text(centred(ASIDE, 12), (x(n), bottom + 34), &point.units);
        }
        match (point.value, point.kind) {
            (Some(value), PointKind::Plain | PointKind::Estimated) => {
                let at = (x(n), y(value));
                if point.is_partial {
                    mark(&mut svg, PARTIAL, at);
                }
                match point.kind {
                    PointKind::Estimated => mark(&mut svg, 0, at),
                    _ if point.is_partial => {}
                    _ => mark(&mut svg, DOT, at),
                }
                let above = if point.is_partial { 13 } else { 9 };
                svg.text(centred(INK, 12), (at.0, at.1 - above), &point.shown);
            }
            (_, PointKind::Incomparable) => mark(&mut svg, 1, (x(n), bottom - 12)),
            (None, _) => mark(&mut svg, 2, (x(n), bottom - 12)),
        }
        svg.close();
    }
    for (n, (which, words)) in (0..).zip(marks) {
        let base = foot + n * 22;
        mark(&mut svg, which, (LEFT + 8, base + 7));
        svg.text(ASIDE, (LEFT + 22, base + 12), words);
    }
    svg.finish()
}

/// Whether a point needs an entry of the legend.
fn needs(point: &Point, entry: usize) -> bool {
    match (point.value, point.kind) {
        (_, PointKind::Incomparable) => entry == 1,
        (None, _) => entry == 2,
        (_, kind) => {
            (entry == 0 && kind == PointKind::Estimated) || (entry == PARTIAL && point.is_partial)
        }
    }
}

/// The mark of a period that is not whole.
const PARTIAL: usize = 3;
/// The mark that needs no word.
const DOT: usize = 4;

/// 0 = hollow ring, 1 = cross, 2 = dash, 3 = hollow diamond, 4 = full dot.
fn mark(svg: &mut Svg, which: usize, (x, y): (i64, i64)) {
    match which {
        PARTIAL => {
            let d = format!("M{} {y}L{x} {}L{} {y}L{x} {}z", x - 8, y - 8, x + 8, y + 8);
            svg.element(
                "path",
                &[
                    ("class", &"p-ring"),
                    ("fill", &"#ffffff"),
                    ("stroke", &"#1d4f8f"),
                    ("stroke-width", &2),
                    ("d", &d),
                ],
            );
        }
        0 | DOT => {
            let (class, fill) = if which == 0 {
                ("p-ring", "#ffffff")
            } else {
                ("p-dot", "#1d4f8f")
            };
            svg.element(
                "circle",
                &[
                    ("class", &class),
                    ("fill", &fill),
                    ("stroke", &"#1d4f8f"),
                    ("stroke-width", &2),
                    ("cx", &x),
                    ("cy", &y),
                    ("r", &4),
                ],
            );
        }
        _ => {
            let d = if which == 1 {
                format!(
                    "M{} {}L{} {}M{} {}L{} {}",
                    x - 5,
                    y - 5,
                    x + 5,
                    y + 5,
                    x - 5,
                    y + 5,
                    x + 5,
                    y - 5
                )
            } else {
                format!("M{} {y}H{}", x - 6, x + 6)
            };
            svg.element(
                "path",
                &[
                    ("class", &"p-mark"),
                    ("stroke", &"#a31515"),
                    ("stroke-width", &2),
                    ("fill", &"none"),
                    ("d", &d),
                ],
            );
        }
    }
}

/// The line through the points; a gap or what cannot be compared breaks it.
fn path(points: &[Point], x: impl Fn(usize) -> i64, y: impl Fn(i64) -> i64) -> String {
    let mut path = String::new();
    let mut is_open = false;
    for (n, point) in points.iter().enumerate() {
        let usable = point
            .value
            .filter(|_| point.kind != PointKind::Incomparable);
        if let Some(value) = usable {
            let letter = if is_open { 'L' } else { 'M' };
            path.push_str(&format!("{letter}{} {}", x(n), y(value)));
        }
        is_open = usable.is_some();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: Option<i64>, kind: PointKind) -> Point {
        Point {
            label: "QI/26".into(),
            value,
            shown: value.map_or_else(|| "–".into(), |v| v.to_string()),
            said: value.map_or_else(|| "–".into(), |v| v.to_string()),
            kind,
            units: String::new(),
            is_partial: false,
        }
    }

    fn line(points: Vec<Point>) -> String {
        trend(&Trend {
            caption: Caption::default(),
            points,
            legend: ["ước tính", "không so sánh được", "chưa có số", "chưa đủ"].map(Into::into),
        })
    }

    #[test]
    fn a_gap_and_what_cannot_be_compared_break_the_line_and_are_marked() {
        use PointKind::{Estimated, Incomparable, Plain};
        let svg = line(vec![
            point(Some(1), Plain),
            point(Some(2), Plain),
            point(None, Plain),
            point(Some(3), Estimated),
            point(Some(900), Incomparable),
            point(Some(4), Plain),
        ]);
        let drawn = svg
            .split("p-line")
            .nth(1)
            .unwrap()
            .split("/>")
            .next()
            .unwrap();
        assert_eq!(
            (drawn.matches('M').count(), drawn.matches('L').count()),
            (3, 1)
        );
        for words in ["ước tính", "không so sánh được", "chưa có số"] {
            assert!(svg.contains(&format!(">{words}</text>")), "{words}");
        }
        assert!(!svg.contains("style="));
    }

    #[test]
    fn r_4_2_a_period_of_which_reports_are_missing_is_hollow_and_says_how_many_are_in_it() {
        use PointKind::{Estimated, Incomparable, Plain};
        let of = |value, kind, units: &str, is_partial| Point {
            units: units.into(),
            is_partial,
            ..point(value, kind)
        };
        let svg = line(vec![
            of(Some(1), Plain, "41/41", false),
            of(Some(2), Plain, "38/41", true),
            of(Some(3), Estimated, "40/41", true),
        ]);
        assert_eq!(svg.matches("class=\"p-dot\"").count(), 1, "the whole one");
        // The two, and in the legend the diamond and the ring.
        assert_eq!(svg.matches("class=\"p-ring\"").count(), 2 + 1 + 2, "{svg}");
        assert!(svg.contains(">38/41</text>") && svg.contains("<title>QI/26: 2 (38/41)</title>"));
        assert_eq!(svg.matches(">chưa đủ</text>").count(), 1);
        let whole = line(vec![of(Some(1), Plain, "41/41", false)]);
        assert!(!whole.contains("chưa đủ") && whole.contains(">41/41</text>"));
        // What is no point of the line needs no word about being whole.
        let none = line(vec![
            of(None, Plain, "0/41", true),
            of(Some(5), Incomparable, "1/41", true),
        ]);
        assert!(!none.contains("chưa đủ") && !none.contains("p-ring"));
    }

    #[test]
    fn extreme_values_and_no_values_are_drawn_without_overflow() {
        let both = [Some(i64::MIN), Some(i64::MAX)];
        let svg = line(both.map(|v| point(v, PointKind::Plain)).to_vec());
        assert!(svg.contains("M43 174L105 44"), "{svg}");
        assert!(!line(vec![point(None, PointKind::Plain)]).contains("p-line"));
        assert!(line(Vec::new()).ends_with("</svg>"));
    }
}
