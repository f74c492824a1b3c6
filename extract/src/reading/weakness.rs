//! Whether a clause tells of a weakness, and where one such clause ends and
//! the next begins. Not here: where weaknesses are stated (`limitations`).

use super::lexicon::{NEGATIVE, POSITIVE};
use super::page::Page;
use super::pieces::{Closing, at_semicolons, closings, trim};
use std::ops::Range;

/// Where a page tells of weaknesses, and of what goes well with the same words.
pub(super) struct Weakness<'a> {
    page: &'a Page,
    negative: Vec<Range<usize>>,
    positive: Vec<Range<usize>>,
}

impl<'a> Weakness<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        let mut all = Self {
            page,
            negative: Vec::new(),
            positive: Vec::new(),
        };
        for (at, token) in page.telling() {
            let lists = token.lists;
            if NEGATIVE.may_be_in(lists) {
                all.negative.extend(negative_at(page, at));
            }
            if POSITIVE.may_be_in(lists) {
                let length = POSITIVE.longest(&page.tokens, at);
                if length > 0 {
                    let end = page.tokens[at + length - 1].span.end;
                    all.positive.push(page.tokens[at].span.start..end);
                }
            }
        }
        all
    }

    /// A word of weakness stands in `span`.
    pub(super) fn negative(&self, span: &Range<usize>) -> bool {
        inside(&self.negative, span)
    }

    /// The words tell of a weakness.
    pub(super) fn is_weak(&self, span: &Range<usize>) -> bool {
        self.negative(span) && !inside(&self.positive, span)
    }

    /// Every clause, or all but one of three and more, is weak.
    pub(super) fn mostly_weak(&self, span: Range<usize>) -> bool {
        let all = self.clauses(span);
        let weak = all.iter().filter(|c| self.is_weak(c)).count();
        !all.is_empty() && (weak == all.len() || all.len() >= 3 && weak + 1 == all.len())
    }

    /// Clauses apart by ";" and, where both sides are statements of their own, by
    /// commas: "A còn chậm, B xuống cấp, C chưa được quan tâm".
    pub(super) fn clauses(&self, span: Range<usize>) -> Vec<Range<usize>> {
        let page = self.page;
        let mut out = Vec::new();
        for piece in at_semicolons(page, span) {
            let mut start = piece.start;
            let mut depth = 0_i32;
            for (i, mark) in closings(page.str(&piece)) {
                match mark {
                    Closing::Opens => depth += 1,
                    Closing::Closes => depth -= 1,
                    Closing::Comma if depth <= 0 => {
                        let at = piece.start + i;
                        if at > start && self.new_statement(start..at, at + 1..piece.end) {
                            out.push(trim(page, start..at));
                            start = at + 1;
                        }
                    }
                    _ => {}
                }
            }
            out.push(trim(page, start..piece.end));
        }
        out
    }

    fn new_statement(&self, left: Range<usize>, right: Range<usize>) -> bool {
        let words = self.page.str(&right);
        let next = words.split(',').next().unwrap_or(words);
        let next = right.start..right.start + next.len();
        self.negative(&left)
            && self.negative(&next)
            && self.page.str(&left).split_whitespace().nth(2).is_some()
            && self.page.str(&next).split_whitespace().nth(3).is_some()
            && !GOES_ON.iter().any(|w| words.trim_start().starts_with(w))
            && !joins_nouns(self.page.str(&left), words.trim_start())
    }
}

/// "những khó khăn, bức xúc mới nảy sinh": the comma stands between two names of what
/// is weak, not between statements.
fn joins_nouns(left: &str, right: &str) -> bool {
    const NOUNS: &[&str] = &[
        "khó khăn",
        "vướng mắc",
        "hạn chế",
        "tồn tại",
        "bất cập",
        "yếu kém",
        "khuyết điểm",
        "thách thức",
        "trở ngại",
    ];
    NOUNS.iter().any(|n| left.trim_end().ends_with(n))
        && (opens_noun(right) || NOUNS.iter().any(|n| right.starts_with(n)))
}

/// A name of what is weak that announces nothing by itself: "bức xúc", "thiếu thốn".
pub(super) fn opens_noun(words: &str) -> bool {
    ["bức xúc", "thiếu thốn", "trở ngại", "thử thách"]
        .iter()
        .any(|n| words.starts_with(n))
}

fn inside(marks: &[Range<usize>], span: &Range<usize>) -> bool {
    let from = marks.partition_point(|m| m.start < span.start);
    marks[from..]
        .iter()
        .take_while(|m| m.start < span.end)
        .any(|m| m.end <= span.end)
}

/// The word of weakness at token `at`, a word of its own; "còn" with what is left.
fn negative_at(page: &Page, at: usize) -> Option<Range<usize>> {
    let length = NEGATIVE.longest(&page.tokens, at);
    if length == 0 {
        return None;
    }
    if length == 1 && part_of_another(page, at) {
        return None;
    }
    let start = page.tokens[at].span.start;
    let mut end = page.tokens[at + length - 1].span.end;
    if length == 1 && page.tokens[at].key == "còn" {
        let rest = page.text[end..].strip_prefix(' ')?;
        let more = rest
            .find(|c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | ';' | '.' | '\n'))
            .unwrap_or(rest.len());
        if more == 0 {
            return None;
        }
        end += 1 + more;
    }
    let left = page.text[..start].chars().next_back();
    let right = page.text[end..].chars().next();
    let alone = left.is_none_or(|c| matches!(c, ' ' | ',' | ';' | '(' | '“' | '\n'))
        && right.is_none_or(|c| matches!(c, ' ' | ',' | ';' | '.' | ')' | '”' | '\n'));
    alone.then_some(start..end)
}

/// "chủ yếu", "thiếu nhi", "chậm nhất": the word means something else.
fn part_of_another(page: &Page, at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .map_or("", |i| page.tokens[i].key.as_str());
    let next = page.tokens.get(at + 1).map_or("", |t| t.key.as_str());
    match page.tokens[at].key.as_str() {
        "yếu" => matches!(before, "chủ" | "thiết" | "trọng" | "cơ" | "tất"),
        "thiếu" => matches!(next, "nhi" | "niên"),
        "chậm" | "thấp" => next == "nhất",
        "thừa" => matches!(next, "ủy" | "lệnh" | "kế" | "hưởng" | "thiên"),
        "trống" => matches!(before, "sân" | "đánh"),
        "khó" => matches!(before, "vượt"),
        _ => false,
    }
}

/// Words that go on with the clause before the comma.
const GOES_ON: &[&str] = &[
    "chưa",
    "còn",
    "không",
    "nhất là",
    "đặc biệt",
    "trong đó",
    "do ",
    "vì ",
    "nên ",
    "dẫn",
    "làm ",
    "gây",
    "ảnh hưởng",
    "như ",
    "phải",
    "nhưng",
    "thậm chí",
    "và ",
    "có nơi",
    "có lúc",
    "chậm",
    "thiếu",
    "ít",
    "kể cả",
    "vẫn",
    "song",
    "khiến",
    "mà ",
    "để ",
    "lại ",
    "cũng",
    "hay ",
    "hoặc",
    "tuy",
    "nhằm",
    "với ",
    "bị ",
    "được",
    "đồng thời",
    "là ",
    "khó",
    "yếu",
    "nên",
    "từ đó",
    "sai",
    "chỉ ",
    "ngại",
    "thấp",
    "kém",
    "trong khi",
    "thừa",
    "lạc hậu",
    "xuống cấp",
    "nhiều nơi",
    "có ",
];
