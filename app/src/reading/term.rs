//! The congress or council term in the words of an issuer.

use domain::text::fold;

/// The congress term in an issuer's words ("Ban Chấp hành Trung ương khóa XII").
#[must_use]
pub fn term_of(issuer: &str) -> Option<&str> {
    let at = term_at(issuer)?;
    Some(issuer[at..].trim_end_matches([')', '.', ',']))
}

/// The issuer without its term, which the register keeps beside it; what stands behind
/// the term stays.
#[must_use]
pub fn without_term(issuer: &str) -> &str {
    match (term_at(issuer), term_of(issuer)) {
        (Some(at), Some(term)) if is_term_alone(term) => {
            issuer[..at].trim_end_matches([' ', ',', '(', '\u{a0}'])
        }
        _ => issuer,
    }
}

/// "khóa XIV", and no words behind it.
fn is_term_alone(term: &str) -> bool {
    let figures = term.split_whitespace().nth(1).unwrap_or_default();
    let is_roman = !figures.is_empty() && figures.chars().all(|c| "IVXL".contains(c));
    is_roman && term.split_whitespace().count() == 2
}

fn term_at(issuer: &str) -> Option<usize> {
    issuer.find("khóa").or_else(|| issuer.find("khoá"))
}

/// The number of a congress, however the term is written ("Khoá XII", "XII").
pub(super) fn congress(term: &str) -> String {
    let key = fold(term);
    key.trim_start_matches("khoa").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// the term stands beside the issuer in the register, once.
    #[test]
    fn r_2_1_the_term_leaves_the_issuer() {
        for (issuer, expected) in [
            ("Tỉnh ủy khóa XIV", "Tỉnh ủy"),
            (
                "Ban Chấp hành Trung ương (khoá X)",
                "Ban Chấp hành Trung ương",
            ),
            (
                "Ban Chấp hành Trung ương, khóa X.",
                "Ban Chấp hành Trung ương",
            ),
            ("Quốc hội khóa XV về y tế", "Quốc hội khóa XV về y tế"),
            ("Bộ Chính trị", "Bộ Chính trị"),
        ] {
            assert_eq!(without_term(issuer), expected);
        }
    }
}
