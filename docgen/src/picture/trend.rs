//! The line of an indicator over its periods: a period without a figure breaks
//! it, and what cannot be compared is marked and breaks it too.

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
    /// The figure as people read it.
    pub shown: String,
    pub kind: PointKind,
}

/// The line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    pub caption: Caption,
    /// Oldest first.
    pub points: Vec<Point>,
    /// What the marks mean, each only where it occurs: of an estimate, of what
    /// cannot be compared, of a period without a figure.
    pub legend: [String; 3],
}

/// Draws the line.
pub fn trend(line: &Trend) -> String {
    let count = i64::try_from(line.points.len()).unwrap_or(0);
    let marks: Vec<(usize, &String)> = line
        .legend
        .iter()
        .enumerate()
        .filter(|(n, _)| line.points.iter().any(|point| mark_of(point) == Some(*n)))
        .collect();
    let lines = i64::try_from(marks.len()).unwrap_or(0);
    let width = (LEFT * 2 + count * STEP).max(336);
    let bottom = TOP + HEIGHT;
    let mut svg = Svg::new(
        "picture--trend",
        width,
        bottom + 34 + lines * 22,
        &line.caption,
    );
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
        svg.open(&format!("{}: {}", point.label, point.shown));
        svg.text(centred(ASIDE, 12), (x(n), bottom + 18), &point.label);
        match (point.value, point.kind) {
            (Some(value), PointKind::Plain | PointKind::Estimated) => {
                mark(
                    &mut svg,
                    usize::from(point.kind == PointKind::Plain) * 3,
                    (x(n), y(value)),
                );
                svg.text(centred(INK, 12), (x(n), y(value) - 9), &point.shown);
            }
            (_, PointKind::Incomparable) => mark(&mut svg, 1, (x(n), bottom - 12)),
            (None, _) => mark(&mut svg, 2, (x(n), bottom - 12)),
        }
        svg.close();
    }
    for (n, (which, words)) in (0..).zip(marks) {
        let base = bottom + 34 + n * 22;
        mark(&mut svg, which, (LEFT + 8, base + 7));
        svg.text(ASIDE, (LEFT + 22, base + 12), words);
    }
    svg.finish()
}

/// Which entry of the legend a point needs.
fn mark_of(point: &Point) -> Option<usize> {
    match (point.value, point.kind) {
        (_, PointKind::Incomparable) => Some(1),
        (None, _) => Some(2),
        (_, PointKind::Estimated) => Some(0),
        (_, PointKind::Plain) => None,
    }
}

/// 0 = hollow ring, 1 = cross, 2 = dash, 3 = full dot.
fn mark(svg: &mut Svg, which: usize, (x, y): (i64, i64)) {
    match which {
        0 | 3 => {
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
            kind,
        }
    }

    fn line(points: Vec<Point>) -> String {
        trend(&Trend {
            caption: Caption::default(),
            points,
            legend: ["ước tính", "không so sánh được", "chưa có số"].map(Into::into),
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
    fn extreme_values_and_no_values_are_drawn_without_overflow() {
        let both = [Some(i64::MIN), Some(i64::MAX)];
        let svg = line(both.map(|v| point(v, PointKind::Plain)).to_vec());
        assert!(svg.contains("M43 174L105 44"), "{svg}");
        assert!(!line(vec![point(None, PointKind::Plain)]).contains("p-line"));
        assert!(line(Vec::new()).ends_with("</svg>"));
    }
}
