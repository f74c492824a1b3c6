//! Web pages that close none of their elements: read, never a hang.

use extract::{ReadOptions, read_document};

/// a page that closes nothing is read, and at once.
#[test]
fn html_that_closes_nothing_is_read_without_its_build() {
    let words = "<p>Giao ban công tác khoa giáo quý I năm 2022</p><p>Ng&agrave;y 8/4/2022, <b>Ban Tuyên giáo</b> Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I.</p><script>if (a<b) '</p>'</script>";
    for open in ["<div>", "<dl><dd><div>", "<ul><li>", "<x/>"] {
        let html = format!(
            "<!DOCTYPE html><html><body>{}{words}</body></html>",
            open.repeat(100_000)
        );
        let read = read_document("a.html", html.as_bytes(), &ReadOptions::default());
        let codes: Vec<_> = read.findings.iter().map(|f| f.code).collect();
        assert!(codes.contains(&"html-nested"), "{open}: {codes:?}");
        assert!(!read.is_refused(), "{open}");
        let text = read.value;
        assert_eq!(
            text.host.as_deref(),
            Some("Ban Tuyên giáo Tỉnh ủy"),
            "{open}"
        );
        let day = text.event_date.map(|d| d.to_string());
        assert_eq!(day.as_deref(), Some("2022-04-08"), "{open}");
    }
    let shallow = format!("<html><body><article>{words}</article></body></html>");
    let read = read_document("a.html", shallow.as_bytes(), &ReadOptions::default());
    assert!(read.findings.iter().all(|f| f.code != "html-nested"));
}
