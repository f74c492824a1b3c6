//! Who speaks, and whether that person may set tasks. Wishes of participants
//! towards those above them are no tasks. Not here: the tasks themselves.

use super::lexicon::SPEAKERLESS;
use super::page::{Page, Sentence};
use super::people::Named;
use crate::text::{Lower, begins_with};
use regex::Regex;
use std::sync::LazyLock;

static JUNIOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:phó )?(?:giám đốc|hiệu trưởng|trưởng phòng|chánh văn phòng|phóng viên|chi hội|bí thư chi bộ|trạm trưởng|viện trưởng|trưởng khoa)").expect("valid expression")
});
static SENIOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)bí thư|chủ tịch (?:ubnd|hđnd|ủy ban|uỷ ban)|trưởng ban|ủy viên ban|uỷ viên ban|thứ trưởng|thường vụ|tỉnh ủy viên|vụ trưởng|phó chủ tịch").expect("valid expression")
});
/// The people of a page, asked about one place in it.
pub(super) struct Speakers<'a> {
    pub page: &'a Page,
    pub namings: &'a [Named],
    pub chairs: &'a [&'a Named],
    /// First words of the chairs' roles, which stand for the person.
    titles: Vec<String>,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(page: &'a Page, namings: &'a [Named], chairs: &'a [&'a Named]) -> Self {
        Self {
            page,
            namings,
            chairs,
            titles: chairs.iter().flat_map(|c| titles(c)).collect(),
        }
    }

    /// The last person named before `at` chairs or stands above the units.
    pub(super) fn is_senior_before(&self, at: usize) -> bool {
        self.speaker(at).is_some_and(|n| self.senior(n))
    }

    /// The person named last before `at` in the same line.
    fn speaker(&self, at: usize) -> Option<&'a Named> {
        let line = self.page.text[..at].rfind('\n').map_or(0, |i| i + 1);
        self.namings
            .iter()
            .rev()
            .find(|n| n.span.start >= line && n.span.end <= at)
    }

    fn senior(&self, named: &Named) -> bool {
        let key = &named.key;
        if self.chairs.iter().any(|c| c.key == *key) || self.concludes(named) {
            return true;
        }
        let role = self
            .namings
            .iter()
            .filter(|n| n.key == *key)
            .find_map(|n| n.role.as_ref().map(|(r, _)| r.as_str()));
        role.is_some_and(|r| SENIOR.is_match(r) && !JUNIOR.is_match(r))
    }

    /// "Kết luận hội nghị, đồng chí …, Giám đốc Sở Y tế yêu cầu …": who concludes
    /// chairs, whatever the office; the first person that such a line names.
    fn concludes(&self, named: &Named) -> bool {
        const CONCLUDES: &[&str] = &[
            "kết luận ",
            "phát biểu kết luận",
            "phát biểu bế mạc",
            "phát biểu chỉ đạo",
            "bế mạc ",
        ];
        let at = named.span.start;
        let line = self.page.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let words = &self.page.text[line..at];
        CONCLUDES.iter().any(|w| begins_with(words, w).is_some())
            && words.len() < 400
            && !words.contains(['.', ';'])
            && !self
                .namings
                .iter()
                .any(|n| n.span.start >= line && n.span.end <= at)
    }

    /// "Thứ trưởng đề nghị", "Giám đốc Sở giao": the first words of a chair's role
    /// stand for the person.
    fn chair_by_title(&self, before: &str) -> bool {
        // Before nearly every verb stands a word that ends no title.
        let last = before.rsplit(' ').next().unwrap_or("").lowered();
        if !self.titles.iter().any(|t| t.ends_with(&last)) {
            return false;
        }
        let mut from = before.len().saturating_sub(90);
        while !before.is_char_boundary(from) {
            from += 1;
        }
        let low = before[from..].lowered();
        self.titles.iter().any(|title| {
            low.strip_suffix(title.as_str())
                .is_some_and(|head| head.is_empty() || head.ends_with(' '))
        })
    }

    /// Whether the directive verb at `at` is said by someone who may set tasks:
    /// in a concluding paragraph, or in one that already sets some (`active`).
    pub(super) fn entitled(
        &self,
        told: &Sentence,
        at: usize,
        verb: &str,
        concluding: bool,
        active: bool,
    ) -> bool {
        let sentence = &told.span;
        let text = self.page.str(sentence);
        let before = self.page.text[sentence.start..at].trim();
        if self.page.opens(SPEAKERLESS, told) && !verb.starts_with("thống nhất")
            || before.ends_with("theo")
            || before.ends_with("đáp ứng")
            || before.ends_with("nhu cầu")
            || before.ends_with("các")
            || before.ends_with("sự")
            || before.ends_with("công tác")
            || before.ends_with("chưa")
        {
            return false;
        }
        if self.chair_by_title(before) {
            return true;
        }
        if verb == "xác định" && text.contains("nhiệm vụ") && text.contains(':') {
            return true;
        }
        if verb == "cần" || verb == "giao" || verb == "phân công" || verb == "xác định" {
            return (concluding || active)
                && self
                    .speaker(at)
                    .is_none_or(|n| self.senior(n) || concluding);
        }
        if let Some(named) = self.speaker(at) {
            return self.senior(named)
                || (verb == "yêu cầu"
                    && concluding
                    && !JUNIOR.is_match(named.role.as_ref().map_or("", |(r, _)| r)));
        }
        if verb.starts_with("thống nhất") || verb.starts_with("đề ra") {
            let low = text.lowered();
            return low.contains("hội nghị")
                || low.contains("các đại biểu")
                || low.contains("các bên")
                || concluding;
        }
        if active || !(concluding || verb == "yêu cầu") {
            return active;
        }
        let ahead = self.page.text[sentence.start..at].lowered();
        [
            "lãnh đạo",
            "chủ trì",
            "chủ tọa",
            "hội nghị",
            "ban ",
            "đồng chí",
            "trưởng",
            "bí thư",
            "chủ tịch",
        ]
        .iter()
        .any(|w| ahead.contains(w))
    }
}

/// The first two to five words of a role, in small letters.
fn titles(chair: &Named) -> Vec<String> {
    let Some((role, _)) = &chair.role else {
        return Vec::new();
    };
    let role = role.lowered();
    let words: Vec<&str> = role.split_whitespace().take(5).collect();
    (2..=words.len()).map(|n| words[..n].join(" ")).collect()
}
