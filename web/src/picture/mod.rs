//! Pictures where people would look rather than read (ui.md, principle 7).
//!
//! Each function takes plain numbers and gives SVG or a class name. Colours come
//! from the style sheet by class, so a picture follows dark and high contrast,
//! and no inline style is needed (strict CSP). Every picture has a text that
//! says the same; arithmetic here concerns drawing only.

mod ages;
mod chain;
mod heat;
mod trend;

pub use ages::{Band, Tone, ages};
pub use chain::{Step, StepState};
pub use heat::heat_class;
pub use trend::trend;

/// A text inside an attribute or element.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_break_out_of_its_attribute() {
        assert_eq!(
            escape("\"><script>'&"),
            "&quot;&gt;&lt;script&gt;&#39;&amp;"
        );
        assert!(!trend(&[Some(1)], "\"><b>").contains("<b>"));
    }
}
