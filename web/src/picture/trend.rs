//! A small line beside an indicator: its last periods.

use super::escape;

/// A line through `points`, oldest first; `None` is a period without a value
/// and breaks the line (empty is not zero, R-4.2). `label` says the values.
#[must_use]
pub fn trend(points: &[Option<i64>], label: &str) -> String {
    let known = || points.iter().flatten().copied();
    let (Some(low), Some(high)) = (known().min(), known().max()) else {
        return format!("<span class=\"muted\">{}</span>", escape(label));
    };
    let (width, height) = (96_i128, 24_i128);
    let steps = i128::try_from(points.len().saturating_sub(1).max(1)).unwrap_or(1);
    let x = |i: usize| 2 + i128::try_from(i).unwrap_or(0) * (width - 4) / steps;
    let y = |v: i64| {
        let span = (i128::from(high) - i128::from(low)).max(1);
        height - 3 - (i128::from(v) - i128::from(low)) * (height - 6) / span
    };
    let mut path = String::new();
    let mut is_open = false;
    for (i, point) in points.iter().enumerate() {
        match point {
            Some(v) => {
                let letter = if is_open { 'L' } else { 'M' };
                path.push_str(&format!("{letter}{} {}", x(i), y(*v)));
                is_open = true;
            }
            None => is_open = false,
        }
    }
    let last = points
        .iter()
        .enumerate()
        .rev()
        .find_map(|(i, p)| p.map(|v| (i, v)));
    let dot = last.map_or_else(String::new, |(i, v)| {
        format!(
            "<circle class=\"trend__last\" cx=\"{}\" cy=\"{}\" r=\"2.5\"/>",
            x(i),
            y(v)
        )
    });
    format!(
        "<svg class=\"trend\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">\
         <path class=\"trend__line\" d=\"{path}\"/>{dot}</svg>",
        escape(label)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_period_breaks_the_line() {
        let svg = trend(&[Some(1), None, Some(3)], "1; –; 3");
        assert_eq!(svg.matches('M').count(), 2);
        assert_eq!(svg.matches('L').count(), 0);
    }

    #[test]
    fn without_any_value_only_the_words_remain() {
        assert_eq!(
            trend(&[None], "chưa có số"),
            "<span class=\"muted\">chưa có số</span>"
        );
    }

    #[test]
    fn extreme_values_do_not_overflow() {
        let svg = trend(&[Some(i64::MIN), Some(i64::MAX)], "x");
        assert!(svg.contains("M2 21L94 3"), "{svg}");
    }
}
