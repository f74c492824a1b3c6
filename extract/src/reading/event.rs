//! What met, who held it and where: kind, host and venue, from the sentence
//! that opens the body. Not here: the day (`dates`) and the chair (`chairs`).

use super::EventKind;
use super::lexicon::{HELD, KIND};
use super::organisations::Mention;
use super::page::{Page, Sentence};
use super::people::Named;
use super::vocabulary::{Key, any_word};
use crate::text::{Lower, begins_with};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($text).expect("valid expression"));
    };
}

pattern!(
    VERB,
    r"(?i)^\s*(?:(?:đã|vừa|sẽ|lại|tiếp tục|cùng|chủ trì,?|phối hợp|liên tịch|long trọng|đồng)\s+)*(?:phối hợp|tổ chức|mở |tiến hành|khai mạc|khai giảng|bế giảng|triệu tập|chủ trì|họp |giao ban|sơ kết|tổng kết|tập huấn|ký kết|triển khai|quán triệt|làm việc|gặp mặt|đối thoại|công bố|đăng cai|là (?:đơn vị|cơ quan) (?:đăng cai|chủ trì|tổ chức)|nghe (?:các|báo cáo)|(?:đánh giá|kiểm điểm|nhìn lại) (?:công tác|kết quả|hoạt động|tình hình)|có (?:buổi|cuộc|phiên|hội nghị))"
);
pattern!(
    REVIEWS,
    r"(?i) (?:sơ kết|tổng kết|giao ban|đánh giá|kiểm điểm|nhìn lại) (?:công tác|kết quả|hoạt động|tình hình|nhiệm vụ|phong trào|chương trình|việc|quý|tháng|năm|[0-9])| (?:ký kết|làm việc với) "
);
// "Buổi giao ban quý II của Sở …", "cuộc họp giữa Ban … với các sở".
pattern!(
    OF,
    r"(?i)(?:hội nghị|buổi|cuộc họp|phiên|kỳ|lễ)(?P<what> [^.,;:]{0,90}?)?\s(?:của|giữa) "
);
// "ở" stands before so much that only a named place or a hall counts behind it.
pattern!(
    IN,
    r"(?:^|[ ,(])(?:ở|Ở) (?:(?:thành phố|tỉnh|huyện|thị xã|quận|phường|xã|thị trấn|hội trường|TP\.?) )?"
);
pattern!(
    NO_PLACE,
    r"(?i)^(?:hội nghị|buổi|đây|lễ|các|cuộc|lớp|địa phương|địa bàn|cơ sở|\d|văn bản|chỉ thị|nghị quyết|đại hội|phiên)"
);
// "Ban Tuyên giáo Tỉnh ủy - đơn vị Cụm trưởng Cụm thi đua số 3 tổ chức …"
pattern!(
    OFFICE,
    r"(?i)^\s*[-–,]\s*(?:đơn vị|cơ quan|cụm trưởng|trưởng cụm|khối trưởng|trưởng khối)\s[^.;]{0,90}?\s(?:đã|vừa|phối hợp|tổ chức|tiến hành|chủ trì|đăng cai|họp)\s"
);
// "tại điểm cầu Trung tâm Hội nghị tỉnh"
pattern!(
    POINT,
    r"(?i)^điểm cầu (?:chính |trực tuyến )?(?:tại |ở |là )?"
);
// Venues that need no name of their own.
pattern!(
    VENUE,
    r"(?i)^(?:hội trường|phòng họp|nhà văn hóa|nhà văn hoá|trụ sở|nhà khách|khách sạn|trung tâm (?:hội nghị|văn hóa|văn hoá|chính trị)|nhà thi đấu|nhà đa năng)"
);
// What goes on behind a venue: the verb, a purpose, who came, when.
pattern!(
    PLACE_END,
    r"\s+(?:(?:đã|được|vừa|diễn ra|tổ chức|khai mạc|long trọng|nhằm|với|để|do|dưới|theo|bằng|kết hợp|kết nối|cho|gắn|nhân|là|về)\s|và (?:các |trực tuyến|kết nối|[0-9])|(?:có|cùng) (?:sự|lãnh đạo|đại diện|các|đông|hơn|gần|với|đồng chí|ông|bà|[0-9])|(?:trong|từ|lúc|hồi|vào|vào lúc|vào hồi) (?:ngày|các|hai|ba|buổi|không|khuôn|thời|sáng|trưa|chiều|tối|hôm|thứ|lúc|hồi|đầu|cuối|[0-9])|(?:sáng|trưa|chiều|tối|hôm) (?:nay|qua|ngày|thứ|cùng|hôm|[0-9])|ngày (?:hôm|thứ|sáng|chiều|[0-9])|\(?(?:ngày|sáng|trưa|chiều|tối) [0-9])|;|\.(?:\s|$)|,?\s+ngày (?:sáng|chiều|hôm|thứ|[0-9])|,?\s+(?:vào\s+)?(?:sáng|trưa|chiều|tối|hôm)\s+(?:nay|qua|ngày|thứ|[0-9])|,\s+(?:đã|đồng chí|ông|bà|với|dưới|nhằm|do |hội nghị|diễn ra|kết nối|có |đánh giá|cùng |để |trong |theo |tổng kết|sơ kết|triển khai|bàn |nhân |thành phần|gồm |vừa |đoàn (?:công tác|kiểm tra|giám sát|khảo sát)|lãnh đạo |đại diện |hơn [0-9]|gần [0-9])"
);

/// The sentence that tells of the meeting.
pub(super) fn sentence(page: &Page) -> Option<Range<usize>> {
    for s in page.opening_sentences() {
        if HELD.may_be_in(s.lists)
            && held(page, s.tokens.clone()).next().is_some()
            && (page.has(KIND, s) || meeting(page, s.tokens.clone()).is_some())
        {
            return Some(s.span.clone());
        }
    }
    // "Ngày 11/7, Hội … tổng kết công tác năm 2023": the review itself is the verb.
    let first = page.opening_sentences().next()?;
    (!page.official
        && !page.dates_in(&first.span).is_empty()
        && REVIEWS.is_match(page.str(&first.span)))
    .then(|| first.span.clone())
}

/// Where words stand that tell of holding a meeting, as bytes. "họp" and "giao
/// ban" are verbs between other words only.
fn held(page: &Page, tokens: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let bytes = page.text.as_bytes();
    let blank = move |at: usize| bytes.get(at) == Some(&b' ');
    let from = tokens.start;
    HELD.find(&page.tokens, tokens).filter_map(move |found| {
        let first = &page.tokens[found.start];
        let (start, end) = (first.span.start, page.tokens[found.end - 1].span.end);
        if any_word!(first.key, "họp" | "giao") {
            return (found.start > from && blank(start - 1) && blank(end)).then_some(start);
        }
        (!any_word!(first.key, "mở") || blank(end)).then_some(start)
    })
}

/// Where "hội nghị" or "họp" stands first, as bytes.
fn meeting(page: &Page, mut tokens: Range<usize>) -> Option<Range<usize>> {
    let inside = &page.tokens[..tokens.end];
    tokens.find_map(|at| {
        let first = &inside[at];
        if any_word!(first.key, "họp") {
            return Some(first.span.clone());
        }
        let second = inside.get(at + 1).filter(|t| any_word!(t.key, "nghị"))?;
        any_word!(first.key, "hội").then(|| first.span.start..second.span.end)
    })
}

/// The body's own name for the meeting, else the title's, and where it stands.
pub(super) fn kind(
    page: &Page,
    sentence: Option<&Range<usize>>,
) -> Option<(EventKind, Range<usize>)> {
    let title = page.title.as_ref().map_or("", |(t, _)| t.as_str());
    if page.official && sentence.is_none() {
        let named = page.title.as_ref().map(|(_, span)| page.tokens_in(span));
        return super::minutes::when(page).and_then(|_| first_kind(page, named?));
    }
    if page.official
        && !title.lowered().contains("hội nghị")
        && !title.lowered().contains("giao ban")
    {
        return None;
    }
    let from_body = sentence.and_then(|s| {
        let tokens = page.tokens_in(s);
        let at = held(page, tokens.clone()).next()?;
        let after = page.token_from(at)..tokens.end;
        first_kind(page, after).or_else(|| first_kind(page, tokens))
    });
    let from_body = match from_body {
        // "Hội nghị triển khai" is weaker than a title that names the meeting.
        Some(kind) => Some(kind),
        None => page.opening().take(1).find_map(|l| {
            let words = page.str(&l.span);
            let low = words.lowered();
            low.find("hội nghị")
                .and_then(|_| first_kind(page, l.tokens.clone()))
        }),
    };
    let named = || page.title.as_ref().map(|(_, span)| page.tokens_in(span));
    from_body
        .or_else(|| first_kind(page, named()?))
        .or_else(|| {
            // A meeting that calls itself nothing else.
            let titled = || {
                let (title, span) = page.title.as_ref()?;
                title.lowered().contains("hội nghị").then_some(span)
            };
            let told = sentence.or_else(titled)?;
            let words = meeting(page, page.tokens_in(told));
            Some((EventKind::Khac, words.unwrap_or_else(|| told.clone())))
        })
}

/// The first name of a kind of meeting; "triển khai" yields to one that follows
/// it closely ("triển khai công tác … , tổng kết"), not the other way round.
fn first_kind(page: &Page, tokens: Range<usize>) -> Option<(EventKind, Range<usize>)> {
    let mut weak = None;
    for found in KIND.find(&page.tokens, tokens.clone()) {
        let span = page.tokens[found.start].span.start..page.tokens[found.end - 1].span.end;
        let kind = match page.tokens[found.start].key.as_str() {
            "giao" => EventKind::GiaoBan,
            "sơ" => EventKind::SoKet,
            "tổng" => EventKind::TongKet,
            "triển" | "quán" => EventKind::TrienKhai,
            "tập" | "bồi" | "lớp" => EventKind::TapHuan,
            _ => EventKind::Khac,
        };
        if kind != EventKind::TrienKhai {
            return Some((kind, span));
        }
        let before = &page.tokens[tokens.start..found.start];
        let ends = |first: &str, second: &str| matches!(before, [.., a, b] if a.key == *first && b.key == *second);
        if before.is_empty() || ends("hội", "nghị") || ends("tổ", "chức") || ends("trực", "tuyến")
        {
            return Some((kind, span));
        }
        weak = weak.or(Some((kind, span)));
    }
    weak
}

/// The body that holds the meeting: the one before the verb, the first of
/// joint hosts; or the one behind "do".
pub(super) fn host(
    page: &Page,
    sentence: &Range<usize>,
    mentions: &[Mention],
    namings: &[Named],
) -> Option<Range<usize>> {
    let words = page.str(sentence);
    // "đồng chí X, Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì": a role is no host.
    let in_role = |m: &Mention| {
        let named = namings.iter().any(|n| {
            n.role
                .as_ref()
                .is_some_and(|(_, r)| r.start <= m.span.start && m.span.end <= r.end)
        });
        // "…, Phó Chủ tịch UBND huyện, UBND huyện Bảo Yên họp giao ban": the role
        // ends with its own body.
        let anew = || {
            let comma = page.text[..m.span.start].strip_suffix(", ");
            comma.is_some_and(|before| mentions.iter().any(|n| n.span.end == before.len()))
                && VERB.is_match(&page.text[m.span.end..sentence.end])
        };
        named && !anew() || of_title(page, m)
    };
    let inside: Vec<&Mention> = mentions
        .iter()
        .filter(|m| sentence.start <= m.span.start && m.span.end <= sentence.end)
        .filter(|m| !in_role(m))
        .collect();
    let held_at = held(page, page.tokens_in(sentence))
        .last()
        .or_else(|| Some(sentence.start + REVIEWS.find(words)?.start()))?;
    let venue = place(page, sentence, mentions);
    let in_venue = |m: &Mention| {
        venue
            .as_ref()
            .is_some_and(|v| v.start <= m.span.start && m.span.end <= v.end)
    };
    // Right before its verb, perhaps with an aside in brackets or the day between.
    for m in &inside {
        if m.span.end > held_at + 60 || in_venue(m) {
            continue;
        }
        let rest = &page.text[m.span.end..sentence.end];
        let rest = skip_aside(rest);
        if VERB.is_match(rest) || OFFICE.is_match(rest) {
            // "A, B và C tổ chức": go back to the first of the list.
            return Some(first_of_joint(page, &inside, m, &in_venue));
        }
    }
    if let Some(m) = inside.iter().find(|m| behind_by(page, sentence, m)) {
        return Some(m.span.clone());
    }
    // "Hội nghị sơ kết công tác 6 tháng của Sở Y tế diễn ra …"
    OF.captures_iter(words).find_map(|of| {
        let at = sentence.start + of.get(0)?.end();
        let m = inside.iter().find(|m| m.span.start == at)?;
        let named = of.name("what").map_or("", |w| w.as_str());
        (!names_paper(named)).then(|| m.span.clone())
    })
}

/// "do đồng chí Trưởng Ban Tuyên giáo Tỉnh ủy chủ trì": the body of a title
/// without its person.
fn of_title(page: &Page, m: &Mention) -> bool {
    let at = page.token_from(m.span.start);
    let before = at.checked_sub(1).map(|before| &page.tokens[before]);
    before.is_some_and(|t| {
        t.span.end + 1 == m.span.start
            && any_word!(
                t.key,
                "trưởng" | "phó" | "đốc" | "thư" | "tịch" | "nhiệm" | "viên"
            )
    })
}

/// "do" or "được" stands right before the body.
fn behind_by(page: &Page, sentence: &Range<usize>, m: &Mention) -> bool {
    let at = page.token_from(m.span.start);
    let by = at.checked_sub(1).map(|by| &page.tokens[by]);
    by.is_some_and(|by| {
        any_word!(by.key, "do" | "được")
            && page.str(&(by.span.end..m.span.start)) == " "
            && apart_before(page, sentence, by.span.start)
    })
}

/// Only a blank, a comma or a bracket stands before byte `at` of the sentence.
fn apart_before(page: &Page, sentence: &Range<usize>, at: usize) -> bool {
    at == sentence.start
        || at > sentence.start && matches!(page.text.as_bytes()[at - 1], b' ' | b',' | b'(')
}

/// A document stands between the meeting and "của": its issuer is no host.
fn names_paper(words: &str) -> bool {
    const PAPERS: &[&str] = &[
        "nghị quyết",
        "chỉ thị",
        "kết luận",
        "quyết định",
        "kế hoạch",
        "chương trình",
        "đề án",
        "quy định",
        "quy chế",
        "luật",
        "hướng dẫn",
        "thông tư",
        "văn bản",
        "công văn",
        "đồng chí",
        "lãnh đạo",
        "chỉ đạo",
        "ý kiến",
        "chủ trì",
        " sự ",
        "tham dự",
        "tham gia",
        "đại diện",
        "thành viên",
        "quan tâm",
        "thực hiện",
    ];
    let low = words.lowered();
    PAPERS.iter().any(|p| low.contains(p))
}

/// The host told in another sentence of the opening: "Hội nghị do … tổ chức".
pub(super) fn host_elsewhere(
    page: &Page,
    mentions: &[Mention],
    namings: &[Named],
) -> Option<Range<usize>> {
    static BY_HOST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:hội nghị|lớp|buổi|lễ|cuộc họp|phiên|chương trình)[^.;]{0,40} do [^.;]{3,90} (?:tổ chức|chủ trì|phối hợp|đăng cai)").expect("valid expression")
    });
    page.opening_sentences()
        .filter(|s| holds(page, s, Key::of("do")) && BY_HOST.is_match(page.str(&s.span)))
        .find_map(|s| host(page, &s.span, mentions, namings))
}

/// The word stands in the sentence.
fn holds(page: &Page, sentence: &Sentence, word: Key) -> bool {
    page.tokens[sentence.tokens.clone()]
        .iter()
        .any(|t| t.key == word)
}

/// Drops "(huyện Cái Bè)", ", sáng 25/9" and the like behind a body.
fn skip_aside(rest: &str) -> &str {
    static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:\s*\([^)]*\)|\s*,?\s*(?:khóa|khoá|nhiệm kỳ)\s+[ivx0-9]+(?:\s*[-–,]\s*nhiệm kỳ)?(?:\s*[0-9]{4}\s*[-–]\s*[0-9]{4})?|\s*,\s*(?:tỉnh|thành phố|huyện|TP\.?)(?:\s+(?-i:\p{Lu})[\p{L}-]*){1,4}|\s*,?\s*(?:vào )?(?:sáng|trưa|chiều|tối|ngày|hôm|hôm qua,?|hôm nay,?)(?: nay| qua)?,?(?: ngày)?(?:\s+(?:thứ \p{L}+|chủ nhật)(?:,? ngày)?)?,?\s+\(?(?:ngày )?[0-9][0-9/.\-]*(?: tháng [0-9]{1,2})?(?: năm [0-9]{4})?\)?|\s*-\s*\p{L}+ thường trực [^,.;]{1,60}|\s+[-–]\s+(?:vào )?(?:sáng|trưa|chiều|tối|ngày)(?: ngày)? [0-9][0-9/.\-]*\s+[-–]|\s*,)*").expect("valid expression")
    });
    ASIDE.find(rest).map_or(rest, |m| &rest[m.end()..])
}

fn first_of_joint(
    page: &Page,
    inside: &[&Mention],
    last: &Mention,
    in_venue: &dyn Fn(&Mention) -> bool,
) -> Range<usize> {
    let mut first = last.span.clone();
    for m in inside
        .iter()
        .rev()
        .filter(|m| m.span.end <= last.span.start)
    {
        let between = page.text[m.span.end..first.start].trim();
        if in_venue(m)
            || under_orders(&page.text[..m.span.start])
            || !matches!(
                between,
                "," | "và"
                    | ", và"
                    | "cùng"
                    | "cùng với"
                    | "phối hợp với"
                    | "phối hợp cùng"
                    | "phối hợp"
                    | ", phối hợp với"
                    | "đã phối hợp với"
                    | "-"
            )
        {
            break;
        }
        first = m.span.clone();
    }
    first
}

/// "được sự đồng ý của Ban Thường vụ Tỉnh ủy, Ban … tổ chức": who allows is no host.
fn under_orders(before: &str) -> bool {
    ["của", "theo", "cho phép", "Theo", "với"]
        .iter()
        .any(|w| before.trim_end().ends_with(w))
}

/// The venue told in a sentence of its own: "Hội nghị được tổ chức tại …".
pub(super) fn place_elsewhere(page: &Page, mentions: &[Mention]) -> Option<Range<usize>> {
    static HELD_AT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:hội nghị|lớp|buổi|lễ|cuộc|phiên)[^.;]{0,120}(?:tổ chức|diễn ra|được đặt|được mở|họp)[^.;]{0,60} tại ",
        )
        .expect("valid expression")
    });
    page.opening_sentences()
        .filter(|s| holds(page, s, Key::of("tại")) && HELD_AT.is_match(page.str(&s.span)))
        .find_map(|s| place(page, &s.span, mentions))
        .or_else(|| {
            // "Tại điểm cầu UBND tỉnh có đồng chí …"
            page.opening_sentences()
                .filter(|s| holds(page, s, Key::of("cầu")))
                .find_map(|s| {
                    let words = page.str(&s.span);
                    let at = words.find("ại điểm cầu ")? + "ại ".len();
                    let central = words[at..].starts_with("điểm cầu Trung ương");
                    if central {
                        return None;
                    }
                    place_behind(page, &s.span, mentions, std::iter::once(at))
                })
        })
}

/// A named venue: behind "tại", up to the host, the verb or the end of the clause.
pub(super) fn place(
    page: &Page,
    sentence: &Range<usize>,
    mentions: &[Mention],
) -> Option<Range<usize>> {
    let words = page.str(sentence);
    let at = page.tokens[page.tokens_in(sentence)]
        .iter()
        .filter(|t| any_word!(t.key, "tại") && apart_before(page, sentence, t.span.start))
        .filter_map(|t| {
            let behind = t.span.end - sentence.start;
            let rest = &words[behind..];
            let blank = rest.strip_prefix(':').unwrap_or(rest).strip_prefix(' ')?;
            Some(words.len() - blank.len())
        });
    place_behind(page, sentence, mentions, at).or_else(|| {
        let within = IN
            .find_iter(words)
            .filter(|m| words[m.end()..].starts_with(char::is_uppercase));
        let skip =
            |m: regex::Match<'_>| m.start() + m.as_str().find(['ở', 'Ở']).unwrap_or(0) + "ở ".len();
        place_behind(page, sentence, mentions, within.map(skip))
    })
}

/// The venue behind the first of `starts` that has one.
fn place_behind(
    page: &Page,
    sentence: &Range<usize>,
    mentions: &[Mention],
    starts: impl Iterator<Item = usize>,
) -> Option<Range<usize>> {
    let words = page.str(sentence);
    for at in starts {
        let point = begins_with(&words[at..], "điểm cầu ").and_then(|_| POINT.find(&words[at..]));
        let start = at + point.map_or(0, |m| m.end());
        let rest = &words[start..];
        if NO_PLACE.is_match(rest) {
            continue;
        }
        let mut end = rest.len();
        // "TP. Tam Kỳ" goes on behind its full stop.
        let stop = PLACE_END.find_iter(rest).find(|m| {
            let at = sentence.start + start + m.start();
            // "Trung tâm Phát triển cho người …": the words are part of a name.
            let named = mentions
                .iter()
                .any(|n| n.span.start <= at && at + 1 < n.span.end);
            let town = m.as_str().starts_with('.') && short_town(&rest[..m.start()]);
            !named && !town
        });
        if let Some(stop) = stop {
            end = end.min(stop.start());
        }
        // Commas: a part of the place goes on with a small letter or a territory.
        let mut comma_from = 0;
        while let Some(comma) = rest[comma_from..end].find(", ").map(|c| c + comma_from) {
            let next = &rest[comma + 2..];
            let absolute = sentence.start + start + comma + 2;
            let body = mentions.iter().find(|m| m.span.start == absolute);
            let followed_by_verb = body.is_some_and(|m| {
                let after = skip_aside(&page.text[m.span.end..sentence.end]);
                VERB.is_match(after)
                    || OFFICE.is_match(after)
                    || after.trim_start().starts_with("và ")
                    || after.trim_start().starts_with("cùng ")
                    || joint_before_verb(page, sentence, mentions, m)
            });
            let territory = [
                "phường",
                "xã",
                "thành phố",
                "tỉnh",
                "huyện",
                "quận",
                "thị",
                "đường",
                "số ",
                "tầng",
                "cơ quan",
                "cơ sở",
                "trụ sở",
                "Trụ sở",
                "hội trường",
                "Hội trường",
                "Nhà ",
                "Tòa nhà",
                "tòa nhà",
                "ấp ",
                "thôn ",
                "TP",
                "nhà",
                "khu",
            ]
            .iter()
            .any(|t| next.starts_with(t))
                || capital_level(next);
            if followed_by_verb
                || !(territory || body.is_some() || next.starts_with(char::is_lowercase))
            {
                end = comma;
                break;
            }
            comma_from = comma + 2;
        }
        let span = start..start + end;
        let place = words[span.clone()].trim_end_matches([',', ' ', '-']);
        let count = place.split_whitespace().count();
        if count == 0
            || count > 18
            || !place.chars().any(char::is_uppercase) && !VENUE.is_match(place)
        {
            continue;
        }
        return Some(sentence.start + start..sentence.start + start + place.len());
    }
    None
}

/// "tại …, Ban A, Sở B và Sở C tổ chức": bodies joined by commas up to a verb hold
/// the meeting together and are no part of the venue.
fn joint_before_verb(
    page: &Page,
    sentence: &Range<usize>,
    mentions: &[Mention],
    first: &Mention,
) -> bool {
    let mut end = first.span.end;
    loop {
        let rest = &page.text[end..sentence.end];
        let joint = [", và ", ", ", " và ", " cùng "]
            .iter()
            .find(|joint| rest.starts_with(**joint));
        let next = joint.and_then(|joint| {
            let start = end + joint.len();
            mentions.iter().find(|m| m.span.start == start)
        });
        let Some(next) = next else {
            return end > first.span.end && VERB.is_match(rest);
        };
        end = next.span.end;
    }
}

/// "Thành phố Đông Hà", a level in its capital with its name, not "Tỉnh ủy".
fn capital_level(words: &str) -> bool {
    const LEVELS: &[&str] = &[
        "Thành phố ",
        "Tỉnh ",
        "Huyện ",
        "Quận ",
        "Phường ",
        "Xã ",
        "Thị xã ",
        "Thị trấn ",
    ];
    LEVELS
        .iter()
        .filter_map(|level| words.strip_prefix(level))
        .any(|name| name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

fn short_town(words: &str) -> bool {
    ["TP", "Tp", "TX", "Tx", "TT"]
        .iter()
        .any(|t| words.ends_with(t))
}
