//! How much of a whole is done: submissions of a round, answers of units.

use super::escape;

/// A bar of `done` out of `total`, of which `late` came late. `label` is the
/// sentence that says the same ("Đã nhận 38/41 báo cáo, 3 muộn").
#[must_use]
pub fn progress(done: u32, total: u32, late: u32, label: &str) -> String {
    let share = |n: u32| {
        if total == 0 {
            0
        } else {
            u64::from(n.min(total)) * 1000 / u64::from(total)
        }
    };
    let (done, late) = (share(done), share(late.min(done)));
    format!(
        "<svg class=\"progress\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">\
         <rect class=\"progress__done\" width=\"{}\" height=\"10\"/>\
         <rect class=\"progress__late\" x=\"{}\" width=\"{}\" height=\"10\"/></svg>",
        escape(label),
        done - late,
        done - late,
        late
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_out_of_nothing_is_an_empty_bar() {
        assert!(progress(0, 0, 0, "0/0").contains("width=\"0\""));
    }

    #[test]
    fn late_ones_are_part_of_the_done_ones() {
        let svg = progress(3, 4, 1, "3/4, 1 muộn");
        assert!(svg.contains("progress__done\" width=\"500\""));
        assert!(svg.contains("progress__late\" x=\"500\" width=\"250\""));
        assert!(svg.contains("aria-label=\"3/4, 1 muộn\""));
    }
}
