//! Tasks in the sections of an official paper, or of a page written like one:
//! items under a heading of tasks or behind a lead-in, and the sections of a
//! notice of conclusions. Not here: what somebody says in a news page (`tasks`).

use super::heads::level;
use super::layout::{is_item, is_ordinal};
use super::lexicon::{NO_TASK_LIST, ORDER, OTHER_HEADING, PLAN_HEADING, PRAISE, TASK_HEADING};
use super::organisations::body_at;
use super::page::{Line, Page, Part};
use super::pieces::{at_semicolons, first_imperative, opens_task, trim};
use super::tasks::{Asked, ends_page, leads_behind};
use super::vocabulary::any_word;
use crate::text::{Lower, begins_with};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static DOCUMENT_ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[-+*•–]\s*|[0-9]{1,2}[.)]\s*)?(?:Nghị quyết|Chỉ thị|Kết luận|Quyết định|Kế hoạch|Công văn) số")
        .expect("valid expression")
});

/// What leads to the items of an official paper.
const LEADS: &[&str] = &[
    "đề nghị",
    "yêu cầu",
    "kết luận",
    "chỉ đạo",
    "giao",
    "thực hiện",
    "triển khai",
];

/// Conclusions of a meeting or an order, which may fill sections of their own.
#[derive(Default)]
struct Conclusions {
    told: bool,
    /// The level of the heading under which they begin.
    under: Option<u8>,
    /// The level of a heading below which they judge what was done.
    judged: Option<u8>,
}

impl Conclusions {
    /// Enters a heading; true when items below it are tasks.
    fn enter(&mut self, page: &Page, line: &Line, level: u8) -> bool {
        if self.under.is_some_and(|under| level <= under) {
            self.told = false;
        }
        if self.judged.is_none_or(|judged| level <= judged) {
            self.judged = judges(page, line).then_some(level);
        }
        self.told && self.judged.is_none()
    }

    /// They go on, below a heading that judges or answers.
    fn answers(&self) -> bool {
        self.told && self.judged.is_some()
    }
}

/// Adds the tasks of every section.
pub(super) fn read(page: &Page, found: &mut Vec<Range<usize>>) {
    let (mut inside, mut led) = (false, false);
    let mut above = None;
    let mut conclusions = Conclusions::default();
    let plan = page.official && titled(page, &["KẾ HOẠCH", "CHỈ THỊ", "CHƯƠNG TRÌNH", "HƯỚNG DẪN"]);
    // A report sets none, and a plan has purposes, places and costs as sections too.
    let orders =
        page.official && !titled(page, &["BÁO CÁO", "KẾ HOẠCH", "CHƯƠNG TRÌNH", "HƯỚNG DẪN"]);
    for (index, line) in page.lines.iter().enumerate() {
        let words = page.str(&line.span);
        match line.part {
            Part::Heading => {
                let other = OTHER_HEADING.may_be_in(line.lists);
                let task = plan && PLAN_HEADING.may_be_in(line.lists)
                    || TASK_HEADING.may_be_in(line.lists) && !other;
                let sub = words.starts_with(|c: char| c.is_ascii_digit()) && inside && !other;
                inside = task || sub;
                led = false;
                if orders {
                    let level = level(&page.folded(&line.span), words);
                    led = conclusions.enter(page, line, level);
                    above = Some(level);
                    if led && is_item(words) && sets_task(page, line) && !has_items(page, index) {
                        found.extend(at_semicolons(page, line.span.clone()));
                    } else if conclusions.answers() && is_item(words) {
                        found.extend(ordered(page, line));
                    }
                }
            }
            Part::Body if inside || led && (is_item(words) || is_ordinal(words)) => {
                if words.ends_with(':') || ends_page(page, &Asked::line(line)) {
                    continue;
                }
                if !inside
                    && (DOCUMENT_ITEM.is_match(words) || conclusions.told && reports(page, line))
                {
                    if conclusions.told {
                        found.extend(ordered(page, line));
                    }
                    continue;
                }
                for part in apart(page, line) {
                    let pieces = at_semicolons(page, part).into_iter();
                    found.extend(pieces.filter(|p| !conclusions.told || !only_agrees(page.str(p))));
                }
            }
            Part::Body => {
                if orders && concludes(words) {
                    conclusions = Conclusions {
                        told: true,
                        under: above,
                        judged: None,
                    };
                    led = true;
                } else if led && conclusions.told && above.is_some() {
                    // A paragraph in a section of conclusions; items go on behind it.
                    if !words.ends_with(':') && sets_task(page, line) && !reports(page, line) {
                        for part in apart(page, line) {
                            found.extend(at_semicolons(page, part));
                        }
                    }
                } else {
                    // "… đề nghị các đơn vị thực hiện một số nội dung sau:" and items.
                    led = page.official
                        && leads_behind(words, LEADS)
                        && !NO_TASK_LIST.may_be_in(line.lists);
                    if conclusions.answers() && !words.ends_with(':') {
                        found.extend(ordered(page, line));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The paper is of one of these types. A plan, directive or letter sets tasks in
/// sections that elsewhere report.
fn titled(page: &Page, types: &[&str]) -> bool {
    page.part(Part::Letterhead)
        .any(|l| types.contains(&page.str(&l.span)))
}

/// "… kết luận như sau:", "… yêu cầu các đơn vị thực hiện:"; not "thực hiện kết
/// luận …, Sở báo cáo:".
fn concludes(words: &str) -> bool {
    const CONCLUSIONS: &[&str] = &["kết luận", "chỉ đạo", "yêu cầu", "đề nghị", "giao nhiệm vụ"];
    const OTHER: &[&str] = &["báo cáo", "kết quả", "hạn chế", "ý kiến", "gồm"];
    let Some(clause) = words.strip_suffix(':') else {
        return false;
    };
    let low = clause.rsplit(':').next().unwrap_or(clause).lowered();
    let behind = CONCLUSIONS
        .iter()
        .filter_map(|lead| low.rfind(lead).map(|at| &low[at + lead.len()..]))
        .min_by_key(|behind| behind.len());
    behind.is_some_and(|behind| {
        // "Thực hiện chỉ đạo của …, Ban triển khai:" cites, it does not lead in.
        let cited = [" của ", " tại ", " số "]
            .iter()
            .any(|w| behind.starts_with(w));
        behind.chars().count() <= 160
            && !OTHER.iter().any(|w| behind.contains(w))
            && (!cited || low.contains("thông báo"))
    })
}

/// "Đánh giá chung", "Kết quả", "Ưu điểm", "Hạn chế": what follows sets no tasks.
fn judges(page: &Page, line: &Line) -> bool {
    PRAISE.may_be_in(line.lists)
        || OTHER_HEADING
            .find(&page.tokens, line.tokens.clone())
            .any(|found| {
                let first = &page.tokens[found.start];
                // "Tổ chức thực hiện" tells who sees to the tasks.
                !(first.key == "tổ" || first.key == "nơi")
            })
}

/// An item of conclusions that tells what was done, or praises it.
fn reports(page: &Page, line: &Line) -> bool {
    let piece = trim(page, line.span.clone());
    let words = page.str(&piece);
    let label = words.find(':').map(|colon| piece.start + colon);
    let label = label.filter(|end| page.text[piece.start..*end].chars().count() <= 60);
    if let Some(end) = label {
        let label = page.tokens_in(&(piece.start..end));
        return OTHER_HEADING.any(&page.tokens, label);
    }
    let first = page.token_from(piece.start);
    if PRAISE.longest(&page.tokens, first) > 0 {
        return true;
    }
    let verb = first_imperative(page, &piece, 26).unwrap_or(piece.end);
    page.text[piece.start..verb]
        .split(' ')
        .any(|word| word == "đã")
}

/// What a line that judges or answers hands to a body: "…: giao Sở Nội vụ …", "Yêu
/// cầu Sở Tài chính …". A wish towards those above ("đề nghị Bộ Y tế …") is none.
fn ordered(page: &Page, line: &Line) -> Vec<Range<usize>> {
    if !ORDER.may_be_in(line.lists) {
        return Vec::new();
    }
    let piece = trim(page, line.span.clone());
    let mut verbs = ORDER.find(&page.tokens, page.tokens_in(&piece));
    let given = verbs.find(|verb| {
        let tokens = &page.tokens;
        let first = &tokens[verb.start];
        let opens = first.span.start == piece.start;
        let before = verb.start.checked_sub(1).map(|at| &tokens[at]);
        let apart = || before.is_some_and(|t| any_word!(t.key, ":" | ";" | "," | "."));
        let asks = any_word!(first.key, "đề") && any_word!(tokens[verb.end - 1].key, "nghị");
        let hands = asks || any_word!(first.key, "giao" | "yêu");
        if !hands || !opens && !apart() {
            return false;
        }
        let cho = tokens
            .get(verb.end)
            .is_some_and(|t| any_word!(t.key, "cho"));
        let to = verb.end + usize::from(cho);
        tokens.get(to).is_some_and(|t| {
            t.capital
                && t.span.end <= piece.end
                && body_at(tokens, to) > 0
                && !(asks && any_word!(t.key, "bộ" | "chính" | "quốc"))
        })
    });
    given.map_or_else(Vec::new, |verb| {
        at_semicolons(page, page.tokens[verb.start].span.start..piece.end)
    })
}

/// "Thống nhất với báo cáo …", "Đồng ý chủ trương …": it agrees and hands nothing on.
fn only_agrees(words: &str) -> bool {
    const AGREES: &[&str] = &[
        "thống nhất với",
        "thống nhất đánh giá",
        "thống nhất chủ trương",
        "nhất trí với",
        "nhất trí chủ trương",
        "đồng ý",
    ];
    const HANDS_ON: &[&str] = &["giao ", "yêu cầu ", "đề nghị "];
    let bare = &words[begins_with(words, "cơ bản ").unwrap_or(0)..];
    AGREES.iter().any(|w| begins_with(bare, w).is_some())
        && !HANDS_ON.iter().any(|w| words.contains(w))
}

/// A verb that sets a task opens the line, or a body and its verb.
fn sets_task(page: &Page, line: &Line) -> bool {
    let piece = trim(page, line.span.clone());
    let first = page.token_from(piece.start);
    ORDER.longest(&page.tokens, first) > 0
        || opens_task(page, &piece, true)
        || opens_task(page, &piece, false)
}

/// Items of a deeper level stand right below the heading in line `index`, or
/// running text.
fn has_items(page: &Page, index: usize) -> bool {
    let next = page.lines[index + 1..]
        .iter()
        .find(|l| l.part != Part::Blank);
    let words = page.str(&page.lines[index].span);
    next.is_some_and(|next| {
        let number = words.split(' ').next().unwrap_or("");
        let below = page.str(&next.span);
        match next.part {
            Part::Heading => {
                number.ends_with('.')
                    && below.len() > number.len()
                    && below.starts_with(number)
                    && below[number.len()..].starts_with(|c: char| c.is_ascii_digit())
            }
            Part::Body => {
                !below.starts_with(|c: char| c.is_ascii_digit()) || below.starts_with(number)
            }
            _ => false,
        }
    })
}

/// The sentences of a line when each begins with an imperative, else the line.
fn apart(page: &Page, line: &Line) -> Vec<Range<usize>> {
    let sentences = &page.sentences[line.sentences.clone()];
    let each = sentences.len() > 1
        && sentences.iter().all(|s| {
            let piece = trim(page, s.span.clone());
            first_imperative(page, &piece, 1) == Some(piece.start)
        });
    if each {
        sentences.iter().map(|s| s.span.clone()).collect()
    } else {
        vec![line.span.clone()]
    }
}
