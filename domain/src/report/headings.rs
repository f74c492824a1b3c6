//! Cutting a unit's own paper at the headings of the outline.
//!
//! A heading is known by the section's title or by its code; numbers before it
//! ("1.", "Phần I –", "a)") do not matter. What looks like a heading and is none
//! of the outline stays in the text and is listed. Reading the file is `extract`.

use crate::regime::Section;
use crate::text::fold;

/// A paper, cut.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CutPaper {
    /// Section code and text, in the order of the paper; a section that comes
    /// twice has its texts joined.
    pub parts: Vec<(String, String)>,
    /// What stands before the first known heading.
    pub before: String,
    /// Lines that look like headings and are none of the outline.
    pub unknown: Vec<String>,
}

/// Longest line that can be a heading.
const LONGEST: usize = 160;

/// Cuts a paper, whose paragraphs are lines and whose table rows have tabs.
#[must_use]
pub fn cut_paper(text: &str, outline: &[&Section]) -> CutPaper {
    let titles: Vec<(&str, String)> = outline
        .iter()
        .map(|s| (s.code.as_str(), title_key(&s.title)))
        .collect();
    let mut paper = CutPaper::default();
    let mut open: Option<usize> = None;
    let mut before: Vec<&str> = Vec::new();
    let mut texts: Vec<(String, Vec<&str>)> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(code) = heading_of(line, &titles) {
            let known = texts.iter().position(|(c, _)| c == code);
            open = Some(known.unwrap_or_else(|| {
                texts.push((code.to_owned(), Vec::new()));
                texts.len() - 1
            }));
            continue;
        }
        if looks_like_heading(line) {
            paper.unknown.push(line.to_owned());
        }
        match open {
            Some(at) => texts[at].1.push(line),
            None => before.push(line),
        }
    }
    paper.before = tables(&before).trim().to_owned();
    paper.parts = texts
        .into_iter()
        .map(|(code, lines)| (code, tables(&lines).trim().to_owned()))
        .collect();
    paper
}

fn title_key(title: &str) -> String {
    let bare = title.split('(').next().unwrap_or(title);
    fold(bare).trim_end_matches([':', '.', ';']).to_owned()
}

fn heading_of<'a>(line: &str, titles: &[(&'a str, String)]) -> Option<&'a str> {
    if line.is_empty() || line.contains('\t') || line.chars().count() > LONGEST {
        return None;
    }
    let (numbers, rest) = without_numbers(line);
    let key = title_key(rest);
    let by_title = titles.iter().find(|(_, title)| key == *title);
    let by_code = || {
        titles.iter().find(|(code, title)| {
            let is_exact =
                numbers.iter().any(|n| n.eq_ignore_ascii_case(code)) && code.contains('.');
            // "I.6.2 Y tế và dân số": the code and a word of the title.
            let shares = key
                .split(' ')
                .next()
                .is_some_and(|w| !w.is_empty() && title.starts_with(w));
            is_exact && shares
        })
    };
    by_title.or_else(by_code).map(|(code, _)| *code)
}

/// What numbers stand before a line, and the rest of it.
fn without_numbers(line: &str) -> (Vec<String>, &str) {
    let mut numbers = Vec::new();
    let mut rest = line;
    loop {
        let token = rest.split_whitespace().next().unwrap_or_default();
        let folded = fold(token);
        let bare = token.trim_matches(['.', ')', '(', ':', '-', '–', '—', '*', '+', '/']);
        let is_mark = bare.is_empty() && !token.is_empty();
        let is_word = matches!(folded.as_str(), "phan" | "muc" | "chuong");
        let is_number = !bare.is_empty()
            && bare.split('.').all(|p| {
                !p.is_empty()
                    && (p.chars().all(|c| c.is_ascii_digit())
                        || p.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
                        || (p.chars().count() <= 2 && p.chars().any(|c| c.is_ascii_digit())))
            })
            || (bare.chars().count() == 1 && token.ends_with([')', '.']) && token != bare);
        if !(is_mark || is_word || is_number) {
            return (numbers, rest);
        }
        if is_number {
            numbers.push(bare.to_owned());
        }
        rest = rest[rest.find(token).unwrap_or(0) + token.len()..].trim_start();
        if rest.is_empty() {
            return (numbers, rest);
        }
    }
}

/// Short, numbered or in capitals, and no sentence.
fn looks_like_heading(line: &str) -> bool {
    let (numbers, rest) = without_numbers(line);
    let words = rest.split_whitespace().count();
    if words == 0 || words > 20 || line.contains('\t') || rest.ends_with(['.', ';', ',', ':']) {
        return false;
    }
    let is_upper = rest.chars().any(char::is_alphabetic) && !rest.chars().any(char::is_lowercase);
    is_upper || (!numbers.is_empty() && rest.starts_with(char::is_uppercase))
}

/// Lines joined; runs of rows with tabs become tables as sections write them.
fn tables(lines: &[&str]) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut is_table = false;
    for line in lines {
        if !line.contains('\t') {
            is_table = false;
            out.push((*line).to_owned());
            continue;
        }
        let cells: Vec<String> = line
            .trim_end_matches('\t')
            .split('\t')
            .map(|c| c.trim().replace('|', "/"))
            .collect();
        if !is_table {
            out.push(String::new());
            out.push(format!("| {} |", cells.join(" | ")));
            out.push(format!("|{}", " --- |".repeat(cells.len())));
            is_table = true;
        } else {
            out.push(format!("| {} |", cells.join(" | ")));
        }
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::standard_outline;

    fn cut(text: &str) -> CutPaper {
        let outline = standard_outline();
        cut_paper(text, &outline.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_paper_is_cut_at_the_titles_of_the_outline_whatever_stands_before_them() {
        let paper = cut(
            "BÁO CÁO\nPHẦN I – KẾT QUẢ\n1. Công tác tham mưu, lãnh đạo, chỉ đạo\nĐã ban hành 12 văn bản.\n\
             3. CÔNG TÁC PHỐI HỢP:\nĐã ký một chương trình.\nI.6.2. Y tế, dân số và trẻ em\nĐã khám 100 lượt.\n\
             II. Hạn chế, nguyên nhân, vấn đề nổi cộm\nCòn thiếu thuốc.",
        );
        let parts: Vec<_> = paper
            .parts
            .iter()
            .map(|(c, t)| (c.as_str(), t.as_str()))
            .collect();
        assert_eq!(
            parts,
            [
                ("I.1", "Đã ban hành 12 văn bản."),
                ("I.3", "Đã ký một chương trình."),
                ("I.6.2", "Đã khám 100 lượt."),
                ("II", "Còn thiếu thuốc."),
            ]
        );
        assert_eq!(paper.unknown, ["BÁO CÁO", "PHẦN I – KẾT QUẢ"]);
        assert!(paper.before.contains("KẾT QUẢ"));
    }

    #[test]
    fn an_unknown_heading_is_listed_and_its_text_stays() {
        let paper = cut("1. Công tác phối hợp\nMột.\n2. Công tác chuyển quân\nHai.");
        assert_eq!(paper.unknown, ["2. Công tác chuyển quân"]);
        assert_eq!(paper.parts[0].1, "Một.\n2. Công tác chuyển quân\nHai.");
    }

    #[test]
    fn a_sentence_that_begins_with_a_title_is_no_heading() {
        let paper = cut("Công tác phối hợp được duy trì tốt trong kỳ.");
        assert!(paper.parts.is_empty() && paper.unknown.is_empty());
    }

    #[test]
    fn rows_of_a_table_become_a_table_of_the_section() {
        let paper = cut("Kiến nghị, đề xuất\nBảng:\nTên\tSố\t\nA\t1\t\nHết.");
        let expected = "Bảng:\n\n| Tên | Số |\n| --- | --- |\n| A | 1 |\nHết.";
        assert_eq!(paper.parts, [("IV".to_owned(), expected.to_owned())]);
    }

    #[test]
    fn a_section_that_comes_twice_has_its_texts_joined() {
        let paper =
            cut("Công tác phối hợp\nMột.\nKiến nghị, đề xuất\nHai.\nCông tác phối hợp\nBa.");
        assert_eq!(paper.parts[0], ("I.3".to_owned(), "Một.\nBa.".to_owned()));
    }
}
