//! One bar split into bands: ages of tasks, states of reports.

use super::escape;

/// What a band means for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// In order.
    Ok,
    /// Of interest.
    Info,
    /// Needs attention soon.
    Warn,
    /// Too late.
    Late,
    /// Neither.
    Muted,
}

impl Tone {
    fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Late => "late",
            Self::Muted => "muted",
        }
    }
}

/// A band of the bar.
#[derive(Debug, Clone)]
pub struct Band {
    /// Its name in words ("Quá hạn trên 30 ngày").
    pub name: String,
    /// How many.
    pub count: u32,
    /// What it means.
    pub tone: Tone,
}

/// The bar with its legend; the legend carries every number, so the picture
/// itself is hidden from screen readers.
#[must_use]
pub fn ages(bands: &[Band], caption: &str) -> String {
    let total: u64 = bands.iter().map(|b| u64::from(b.count)).sum();
    let (mut parts, mut legend) = (String::new(), String::new());
    let mut before = 0_u64;
    for band in bands {
        let (from, to) = (before, before + u64::from(band.count));
        before = to;
        if total > 0 && band.count > 0 {
            let (x, end) = (from * 1000 / total, to * 1000 / total);
            parts.push_str(&format!(
                "<rect class=\"bar__part bar__part--{}\" x=\"{x}\" width=\"{}\" height=\"20\"/>",
                band.tone.code(),
                end - x
            ));
        }
        legend.push_str(&format!(
            "<li class=\"{}\">{}: <strong>{}</strong></li>",
            band.tone.code(),
            escape(&band.name),
            band.count
        ));
    }
    format!(
        "<figure class=\"bar\"><figcaption>{}</figcaption>\
         <svg class=\"bar__picture\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{parts}</svg>\
         <ul class=\"bar__legend\">{legend}</ul></figure>",
        escape(caption)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_fill_the_bar_without_a_gap_and_every_number_is_in_words() {
        let band = |name: &str, count, tone| Band {
            name: name.into(),
            count,
            tone,
        };
        let html = ages(
            &[
                band("Trong hạn", 1, Tone::Ok),
                band("Sắp hạn", 0, Tone::Warn),
                band("Quá hạn", 2, Tone::Late),
            ],
            "Nhiệm vụ theo hạn",
        );
        assert!(html.contains("x=\"0\" width=\"333\""));
        assert!(html.contains("x=\"333\" width=\"667\""));
        assert!(html.contains("Sắp hạn: <strong>0</strong>"));
    }
}
