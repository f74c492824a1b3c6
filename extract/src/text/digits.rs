//! Where numbers in digits begin. Not here: what they mean (`date`, `number`).

/// The first byte of every run of digits, in order.
pub(crate) fn digit_runs(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes[at].is_ascii_digit();
    (0..bytes.len()).filter(move |at| is_digit(*at) && (*at == 0 || !is_digit(at - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_is_found_once_at_its_first_digit() {
        let found: Vec<usize> = digit_runs("12 tỷ, 1.250/3a4").collect();
        assert_eq!(found, [0, 9, 11, 15, 17]);
        assert_eq!(digit_runs("").count(), 0);
    }
}
