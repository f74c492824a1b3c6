//! Who is said to chair: "chủ trì", "đồng chủ trì", "điều hành hội nghị". A
//! unit told to take the lead of a task ("chủ trì, phối hợp") chairs nothing.

use super::page::Page;
use super::people::Named;
use crate::text::unify_tones;
use regex::Regex;
use std::sync::LazyLock;

static CHAIR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)chủ trì|chủ tọa|chủ toạ|điều hành (?:hội nghị|buổi|cuộc|phiên)")
        .expect("valid expression")
});
static TASK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:,\s*phối hợp|phối hợp|tham mưu|xây dựng|khảo sát|tổ chức|soạn)")
        .expect("valid expression")
});
/// "chủ trì có các đồng chí: …", "dưới sự chủ trì của đồng chí …"
static FORWARD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:\s+(?:của|bởi|có|gồm|là|gồm có))?(?:\s+(?:hội nghị|buổi \p{L}+(?: \p{L}+)?|cuộc họp|phiên họp|lễ|giao ban))?(?:\s+(?:của|bởi|có|gồm|là|gồm có))?\s*:?\s*(?:các |hai )?(?:đồng chí|ông|bà|đ/c)").expect("valid expression")
});

/// Names of the chairs, in order of appearance.
pub(super) fn read(page: &Page, namings: &[Named]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |n: &Named| {
        if !names.iter().any(|k| unify_tones(k) == unify_tones(&n.name)) {
            names.push(n.name.clone());
        }
    };
    for sentence in page.sentences.iter() {
        let words = page.str(&sentence.span);
        for m in CHAIR.find_iter(words) {
            let here = sentence.span.start + m.start();
            let rest = &words[m.end()..];
            if TASK.is_match(rest) || words[..m.start()].trim_end().ends_with("giao") {
                continue;
            }
            let inside: Vec<&Named> = namings
                .iter()
                .filter(|n| sentence.span.start <= n.span.start && n.span.end <= sentence.span.end)
                .collect();
            if FORWARD.is_match(rest) {
                // The people of the list that follows, up to a new clause.
                let stop = sentence.span.start + m.end() + clause_end(rest);
                inside
                    .iter()
                    .filter(|n| n.span.start > here && n.span.start < stop)
                    .for_each(|n| add(n));
                continue;
            }
            let both = words[..m.start()].trim_end().ends_with("đồng")
                || words[..m.start()].trim_end().ends_with("cùng");
            let before: Vec<&&Named> = inside.iter().filter(|n| n.span.end <= here).collect();
            if both {
                before.iter().for_each(|n| add(n));
            } else if let Some(last) = before.last() {
                let between = &page.text[last.span.end..here];
                // "A dự; B báo cáo": another clause stands between.
                if !between.contains(';')
                    || last
                        .role
                        .as_ref()
                        .is_some_and(|(_, r)| r.end >= here.saturating_sub(2))
                {
                    add(last);
                }
            }
        }
    }
    names
}

fn clause_end(rest: &str) -> usize {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)[;,.]\s*(?:cùng dự|cùng tham dự|tham dự|dự hội nghị|dự có|đến dự|dự họp|với sự tham|và sự tham|thành phần)").expect("valid expression")
    });
    NEXT.find(rest).map_or(rest.len(), |m| m.start())
}
