//! The sentence that says how complete a total is.

/// "38/41 đơn vị; chưa có: A, B, C"; without missing names the count alone.
#[must_use]
pub fn coverage_sentence_vi<S: AsRef<str>>(
    received: usize,
    expected: usize,
    missing: &[S],
) -> String {
    sentence(format!("{received}/{expected} đơn vị"), "chưa có", missing)
}

/// "38 of 41 units; missing: A, B, C".
#[must_use]
pub fn coverage_sentence_en<S: AsRef<str>>(
    received: usize,
    expected: usize,
    missing: &[S],
) -> String {
    sentence(
        format!("{received} of {expected} units"),
        "missing",
        missing,
    )
}

fn sentence<S: AsRef<str>>(count: String, word: &str, missing: &[S]) -> String {
    if missing.is_empty() {
        return count;
    }
    let names: Vec<&str> = missing.iter().map(AsRef::as_ref).collect();
    format!("{count}; {word}: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_who_is_missing() {
        let missing = ["xã A", "xã B", "phường C"];
        assert_eq!(
            coverage_sentence_vi(38, 41, &missing),
            "38/41 đơn vị; chưa có: xã A, xã B, phường C"
        );
        assert_eq!(
            coverage_sentence_en(38, 41, &missing),
            "38 of 41 units; missing: xã A, xã B, phường C"
        );
        assert_eq!(coverage_sentence_vi::<&str>(41, 41, &[]), "41/41 đơn vị");
    }
}
