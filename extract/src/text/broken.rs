//! Joining what a page layout broke: lines inside a sentence, words at a
//! hyphen; dropping running heads and page numbers. Not here: reading a PDF.

use crate::secrecy::find_marks;
use std::collections::HashMap;

/// Joins lines that a page layout broke inside a sentence: the next line starts
/// with a small letter or a digit, or the line ends in a comma, while a line of
/// less than 40 characters, or one that ends a sentence, stays. A word broken
/// at a hyphen is put together. `\u{C}` parts pages; what stands at the head or
/// foot of most pages, and bare page numbers, are dropped.
pub fn join_broken_lines(text: &str) -> String {
    let text = without_running_lines(text);
    let mut out = String::with_capacity(text.len());
    let mut last = String::new();
    for line in text.lines() {
        let line = line.trim();
        if let Some(head) = broken_word(&last, line) {
            out.truncate(out.trim_end().len() - head);
            out.push_str(line);
            last = line.to_owned();
            continue;
        }
        let starts_low = line
            .chars()
            .next()
            .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
        let numbered = is_numbered(line) && !wants_number(&last);
        let list = line.starts_with("- ") || line.starts_with("+ ") || numbered;
        let open = last.chars().count() >= 40
            && !last.ends_with(['.', ';', ':', '!', '?', '/'])
            && !line.is_empty()
            && !list;
        if !last.is_empty()
            && open
            && (starts_low || last.ends_with(',') || last.chars().count() >= 60)
            && !is_marked(line)
        {
            if !is_cut_word(&last, line) {
                out.push(' ');
            }
        } else if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
        last = line.to_owned();
    }
    out
}

/// Bytes to take off the end of the line before when its last word goes on
/// below: a soft hyphen, or a hyphen glued to a letter before a small letter.
fn broken_word(last: &str, next: &str) -> Option<usize> {
    if next.is_empty() {
        return None;
    }
    if last.ends_with('\u{AD}') {
        return Some('\u{AD}'.len_utf8());
    }
    let stem = last.strip_suffix(['-', '‐'])?;
    let hyphen = last.len() - stem.len();
    (stem.ends_with(char::is_lowercase)
        && next.starts_with(char::is_lowercase)
        && last.chars().count() >= 30)
        .then_some(hyphen)
}

/// Drops lines that repeat at the same end of most pages, and page numbers.
pub(super) fn without_running_lines(text: &str) -> String {
    let pages: Vec<Vec<&str>> = text
        .split('\u{C}')
        .map(|p| p.lines().map(str::trim).collect())
        .collect();
    if pages.len() < 2 {
        return text.to_owned();
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        for line in ends(page) {
            *seen.entry(shape(line)).or_default() += 1;
        }
    }
    let often = |line: &str| {
        let times = seen.get(&shape(line)).copied().unwrap_or(0);
        times >= 2 && times * 2 > pages.len()
    };
    let mut out = String::with_capacity(text.len());
    for page in &pages {
        let edge: Vec<&str> = ends(page);
        for line in page {
            let at_edge = edge.contains(line);
            if at_edge && !line.is_empty() && (is_page_number(line) || often(line)) {
                continue;
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The first and the last two lines with words.
fn ends<'a>(page: &[&'a str]) -> Vec<&'a str> {
    let full: Vec<&str> = page.iter().copied().filter(|l| !l.is_empty()).collect();
    let head = full.len().min(2);
    let foot = full.len().saturating_sub(2).max(head);
    full[..head].iter().chain(&full[foot..]).copied().collect()
}

/// A line with its numbers made equal: "Trang 3/12" is the same on every page.
fn shape(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars() {
        let c = if c.is_ascii_digit() { '0' } else { c };
        if !(c == '0' && out.ends_with('0')) {
            out.push(c);
        }
    }
    out
}

fn is_page_number(line: &str) -> bool {
    let bare: String = line
        .chars()
        .filter(|c| !matches!(c, '-' | '–' | '|' | '/' | ' '))
        .collect();
    let bare = bare.to_lowercase();
    let digits = bare.strip_prefix("trang").unwrap_or(&bare);
    !digits.is_empty() && digits.len() <= 4 && digits.chars().all(|c| c.is_ascii_digit())
}

/// The line ends with a word that a number follows: "… hoàn thành trong tháng".
fn wants_number(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or("");
    matches!(last, "tháng" | "ngày" | "năm" | "số" | "Điều" | "khoản")
}

/// A mark of secrecy keeps its line, so that it is seen. The end of a
/// sentence that speaks of secrets is no mark.
pub(super) fn is_marked(words: &str) -> bool {
    !words.starts_with(char::is_lowercase) && !find_marks(words).is_empty()
}

/// A short number or letter with its sign: "1.2.", "a)", "IV.". The end of a
/// sentence that came onto the next line ("2022. Tiếp", "bộ. Năm") is none, nor is
/// "(1)", which stands within a sentence as often as not.
pub(super) fn is_numbered(line: &str) -> bool {
    let head = line.split_whitespace().next().unwrap_or("");
    head.strip_suffix(['.', ')', '/']).is_some_and(|bare| {
        bare.len() <= 8
            && bare.split('.').all(|part| {
                let digits = part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
                let roman = part.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
                let mut letters = part.chars();
                let letter = letters.next().is_some_and(char::is_alphabetic);
                !part.is_empty() && (digits || roman || letter && letters.next().is_none())
            })
    })
}

/// A word that was broken behind its hyphen or stroke: "COVID- / 19".
pub(super) fn is_cut_word(line: &str, next: &str) -> bool {
    line.strip_suffix(['-', '/'])
        .is_some_and(|stem| stem.ends_with(char::is_alphanumeric))
        && next.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_broken_by_a_page_are_joined_and_list_items_stay() {
        let text = "Ban Tuyên giáo Tỉnh ủy phối hợp với các ngành tổ chức\nhội nghị giao ban.\n- Một\n- Hai";
        assert_eq!(
            join_broken_lines(text),
            "Ban Tuyên giáo Tỉnh ủy phối hợp với các ngành tổ chức hội nghị giao ban.\n- Một\n- Hai"
        );
    }

    #[test]
    fn a_number_that_a_page_layout_broke_off_is_no_item() {
        let text =
            "3. Hội Khuyến học tỉnh tham mưu tổng kết, hoàn thành trong tháng\n5.\n4. Sở Y tế";
        assert_eq!(
            join_broken_lines(text),
            "3. Hội Khuyến học tỉnh tham mưu tổng kết, hoàn thành trong tháng 5.\n4. Sở Y tế"
        );
    }

    #[test]
    fn a_word_broken_at_a_hyphen_is_put_together() {
        let text =
            "Ban Tuyên giáo Tỉnh ủy phối hợp với các ngành tổ ch-\nức hội nghị giao ban công tác.";
        assert_eq!(
            join_broken_lines(text),
            "Ban Tuyên giáo Tỉnh ủy phối hợp với các ngành tổ chức hội nghị giao ban công tác."
        );
    }

    #[test]
    fn a_stamp_behind_a_long_line_keeps_its_line() {
        let text =
            "BÁO CÁO tình hình công tác khoa giáo quý I và nhiệm vụ trọng tâm quý II năm 2022\nMẬT";
        assert_eq!(join_broken_lines(text), text);
    }

    #[test]
    fn ends_of_sentences_and_of_numbers_on_the_next_line_are_joined() {
        let text = "công tác khoa giáo của thành phố chuyển biến đồng\nbộ. Ngành y tế hoàn thành tiêm vắc xin phòng COVID-\n19 mũi nhắc lại theo kế hoạch của tỉnh trong năm\n2022. Thanh tra liên ngành xử phạt các cơ sở\na) Một";
        assert_eq!(
            join_broken_lines(text),
            "công tác khoa giáo của thành phố chuyển biến đồng bộ. Ngành y tế hoàn thành tiêm vắc xin phòng COVID-19 mũi nhắc lại theo kế hoạch của tỉnh trong năm 2022. Thanh tra liên ngành xử phạt các cơ sở\na) Một"
        );
    }

    #[test]
    fn running_heads_and_page_numbers_are_dropped_and_sentences_go_on() {
        let text = "BÁO CÁO QUÝ I\nNăm học qua, các trường trên địa bàn tỉnh đã tổ chức dạy và\n1\n\u{C}BÁO CÁO QUÝ I\nhọc an toàn.\nHết đợt.\n2\n\u{C}BÁO CÁO QUÝ I\nNơi nhận.\n- 3 -\n";
        let read = join_broken_lines(text);
        assert!(!read.contains("BÁO CÁO"), "{read}");
        assert!(read.contains("tổ chức dạy và học an toàn."), "{read}");
        assert!(!read.contains('3'), "{read}");
    }
}
