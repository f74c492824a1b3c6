//! Units in the order that the caller gives, each with its bar and its number;
//! the bars are one shape, because a page may have many.

use super::Caption;
use super::svg::{ASIDE, Anchor, INK, Look, Svg, fit, wrapped};

const NAMES: i64 = 210;
const BARS: i64 = 260;
const NUMBERS: i64 = 110;
const LINE: i64 = 26;

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub name: String,
    /// None draws no bar: empty is not zero.
    pub value: Option<i64>,
    /// The number as people read it.
    pub shown: String,
}

/// The units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    pub caption: Caption,
    pub bars: Vec<Bar>,
    /// Said below the bars: what a sign beside a number means, how many units
    /// there are figures of.
    pub notes: Vec<String>,
}

/// Draws the bars from zero, to the left where a value is below it.
pub fn ranking(ranking: &Ranking) -> String {
    let rows = i64::try_from(ranking.bars.len()).unwrap_or(0);
    let width = NAMES + BARS + NUMBERS;
    let lines = ranking.notes.iter();
    let notes: Vec<String> = lines.flat_map(|n| wrapped(n, width, ASIDE.size)).collect();
    let height = rows * LINE + 4 + i64::try_from(notes.len()).unwrap_or(0) * 20;
    let mut svg = Svg::new("picture--ranking", width, height, &ranking.caption);
    let values = || ranking.bars.iter().filter_map(|bar| bar.value);
    let low = i128::from(values().min().unwrap_or(0).min(0));
    let high = i128::from(values().max().unwrap_or(0).max(0));
    let x = |value: i128| {
        let along = (value - low) * i128::from(BARS) / (high - low).max(1);
        NAMES + i64::try_from(along).unwrap_or(0)
    };
    svg.texts(INK, |svg| {
        for (n, bar) in (0..).zip(&ranking.bars) {
            let name = fit(&bar.name, NAMES - 10, INK.size);
            svg.line((0, n * LINE + 18), &name);
        }
    });
    let mut shape = String::new();
    for (n, bar) in (0..).zip(&ranking.bars) {
        if let Some(value) = bar.value {
            let (zero, end) = (x(0), x(i128::from(value)));
            let (left, wide) = (zero.min(end), (zero - end).abs().max(1));
            let (top, high) = (n * LINE + 4, LINE - 8);
            shape.push_str(&format!("M{left} {top}h{wide}v{high}h-{wide}z"));
        }
    }
    if !shape.is_empty() {
        svg.element(
            "path",
            &[("class", &"p-bar"), ("fill", &"#8fb0dc"), ("d", &shape)],
        );
    }
    let right = Look {
        anchor: Anchor::End,
        ..INK
    };
    svg.texts(right, |svg| {
        for (n, bar) in (0..).zip(&ranking.bars) {
            svg.line((width - 2, n * LINE + 18), &bar.shown);
        }
    });
    for (n, note) in (0..).zip(&notes) {
        svg.text(ASIDE, (0, rows * LINE + 18 + n * 20), note);
    }
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_start_at_zero_and_an_empty_one_is_not_drawn() {
        let bar = |value: Option<i64>| Bar {
            name: "Sở".into(),
            value,
            shown: "số".into(),
        };
        let svg = ranking(&Ranking {
            caption: Caption::default(),
            bars: [Some(100), Some(-100), Some(0), None].map(bar).to_vec(),
            notes: vec!["3/4 đơn vị có số liệu".into()],
        });
        let shape = "d=\"M340 4h130v18h-130zM210 30h130v18h-130zM340 56h1v18h-1z\"";
        assert!(svg.contains(shape), "{svg}");
        assert_eq!(svg.matches(">số</text>").count(), 4, "each has its number");
        assert!(
            svg.contains("y=\"122\">3/4 đơn vị có số liệu</text>"),
            "R-4.2: {svg}"
        );
    }
}
