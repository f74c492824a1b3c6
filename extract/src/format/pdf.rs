//! The text layer of a PDF. Pages without text are said to be scans. Not here:
//! recognition of scanned text.

use crate::finding::{Extracted, Finding, Severity};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(super) fn read(bytes: &[u8]) -> Extracted<String> {
    let refused = |code, hint: &str| Extracted {
        value: String::new(),
        findings: vec![Finding::document(code, Severity::Refused, hint)],
    };
    if has(bytes, b"/Encrypt") {
        return refused("encrypted", "remove the password");
    }
    // The library panics on some damaged files.
    let text = catch_unwind(AssertUnwindSafe(|| {
        pdf_extract::extract_text_from_mem(bytes)
    }));
    match text {
        Ok(Ok(text)) => {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            if letters >= 20 {
                return Extracted::clean(text);
            }
            if has(bytes, b"/Image") || letters == 0 {
                return refused(
                    "scan-without-text",
                    "the pages are pictures; send the file with its text",
                );
            }
            Extracted::clean(text)
        }
        Ok(Err(problem)) => refused("pdf-damaged", &problem.to_string()),
        Err(_) => refused("pdf-damaged", "the file cannot be read"),
    }
}

fn has(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|w| w == mark)
}
