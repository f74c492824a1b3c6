//! The form of a work e-mail address.

/// Whether a text has the form of an e-mail address: one name and one host with
/// exactly one @ between them, and no blanks. Whether anybody reads mail there only
/// sending shows.
#[must_use]
pub fn is_mail_form(text: &str) -> bool {
    let is_host = |host: &str| !host.is_empty() && !host.contains('@');
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && is_host(host))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_1_6_an_address_has_a_name_and_a_host() {
        for address in ["vt@tinh.gov.vn", "a@localhost", "le.thi+bao@xa.vn"] {
            assert!(is_mail_form(address), "{address}");
        }
        for wrong in ["", "abc", "@", "abc@", "@xa.vn", "a@b@c.vn", "a b@xa.vn"] {
            assert!(!is_mail_form(wrong), "{wrong}");
        }
    }
}
