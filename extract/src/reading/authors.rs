//! By-lines and text credits. Photo-only credits, boards and sources are none.

use super::lexicon::{CREDIT as CREDIT_WORD, PROVINCES};
use super::naming::capital_run;
use super::page::{Page, Part};
use super::tokens::tokenise;
use super::vocabulary::any_word;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\(?(?:tin|bài|tin bài|tin, bài|thực hiện|người viết|viết bài|nhóm pv|pv|ctv|tác giả(?: bài viết)?|bài viết)(?:\s*(?:,|và|-|&|/|\+)\s*(?:ảnh|bài|clip|video|bài và ảnh|tin))*\s*[:：]\s*(?P<names>.+?)\)?$")
        .expect("valid expression")
});
static PHOTO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\(?(?:ảnh|nguồn|theo|ban biên tập|biên tập|bbt|video|clip)")
        .expect("valid expression")
});
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[.;\s])\(?(?:Tin|Bài|Tin, ảnh|Tin và ảnh|Bài, ảnh|Bài và ảnh|Tin, bài|Tác giả)\s*:\s*(?P<names>[^.;:\n]{3,60})\)?$").expect("valid expression")
});
static AFFILIATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s*\([^)]*\)|\s*[-–]\s*(?:\p{Lu}{2,}[\p{Lu}&.]*|(?:Ban|Văn phòng|Phòng|Sở|Trung tâm|UBND|Đài|Báo|Cổng|Hội|Trường|Đảng)(?: .*)?)$|\s*[/|].*$").expect("valid expression")
});

pub(super) fn read(page: &Page) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    if page.official {
        return found;
    }
    let mut plain_taken = false;
    for line in &page.lines {
        let words = page.str(&line.span).trim();
        let after_body = line.span.start >= page.body.end;
        let may = page.tokens[line.tokens.clone()].iter().take(2).any(|t| {
            CREDIT_WORD.may_be_in(t.lists) && !any_word!(t.key, "theo" | "ảnh" | "nguồn" | "ban")
        });
        let credited =
            (may && words.len() < 240 && line.part != Part::Body && words.contains([':', '：']))
                .then(|| CREDIT.captures(words).map(|c| c["names"].to_owned()))
                .flatten();
        match line.part {
            Part::Byline | Part::Stamp | Part::Caption | Part::Furniture if credited.is_some() => {
                add(&mut found, &credited.unwrap_or_default(), &line.span, page);
                plain_taken = true;
            }
            Part::Byline if after_body && !plain_taken && !PHOTO.is_match(words) => {
                let before = found.len();
                add(&mut found, words, &line.span, page);
                plain_taken = found.len() > before;
            }
            // "Minh Hiếu - 26/09/2025 11:20:31"
            Part::Stamp => {
                if let Some(date) = page.dates_in(&line.span).first() {
                    let date = date.span.start - line.span.start..date.span.end - line.span.start;
                    let head = words[..date.start].trim_end_matches([' ', '-', '–', '|', ',', ':']);
                    let tail: &str =
                        words[date.end..].trim_start_matches(|c: char| !c.is_alphabetic());
                    for side in [head, tail] {
                        if (2..=4).contains(&side.split_whitespace().count()) {
                            add(&mut found, side, &line.span, page);
                        }
                    }
                }
            }
            Part::Body if line.span.end == page.body.end && names_writer(words) => {
                if let Some(c) = INLINE.captures(words) {
                    add(&mut found, &c["names"], &line.span, page);
                }
            }
            _ => {}
        }
    }
    found
}

/// Right before the last colon stands a word that `INLINE` knows.
fn names_writer(words: &str) -> bool {
    words.rfind(':').is_some_and(|colon| {
        let before = words[..colon].trim_end();
        ["Tin", "Bài", "bài", "ảnh", "giả"]
            .iter()
            .any(|w| before.ends_with(w))
    })
}

fn add(found: &mut Vec<(String, Range<usize>)>, names: &str, line: &Range<usize>, page: &Page) {
    let names = if names.contains(['(', '-', '–', '/', '|']) {
        AFFILIATION.replace_all(names, "")
    } else {
        names.into()
    };
    for part in names
        .split([',', ';', '–', '&'])
        .flat_map(|p| p.split(" - "))
        .flat_map(|p| p.split(" và "))
    {
        let name = part.trim().trim_matches(['.', '(', ')', '/', ' ', '*']);
        if !is_pen_name(name) || found.iter().any(|(n, _)| n == name) {
            continue;
        }
        let at = page
            .str(line)
            .find(name)
            .map_or(line.start, |i| line.start + i);
        found.push((name.to_owned(), at..at + name.len()));
    }
}

/// One to five capitalised words, no place, no office, no word of the page.
fn is_pen_name(name: &str) -> bool {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:ban|văn phòng|phòng|sở|trung tâm|ubnd|cổng|báo|đài|tỉnh|huyện|btg|bbt|pv|ctv|thứ|chủ nhật|ngày|cập nhật|admin|quản trị|lượt|tin|theo|nguồn|btv|biên tập|hội|trường|đảng|toàn cảnh|quang cảnh|các|đại biểu|nhấn|đọc|trang|số|font|cỡ|in|gửi|kích)(?: |$)").expect("valid expression")
    });
    let tokens = tokenise(name);
    let n = capital_run(&tokens, 0, 6);
    n > 0
        && n == tokens.len()
        && n <= 5
        && name.chars().count() >= 3
        && !OFFICE.is_match(name)
        && PROVINCES.longest(&tokens, 0) != n
        && (n > 1 || name.chars().any(char::is_lowercase))
}
