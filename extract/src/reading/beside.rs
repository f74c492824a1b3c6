//! Letterheads whose two columns stand in one line, as a file saved as plain text
//! has them: "TỈNH ỦY HÀ TĨNH   ĐẢNG CỘNG SẢN VIỆT NAM". Each column becomes a line
//! of its own. Not here: what the lines are (`paper`).

use super::paper::names_type;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Names of State and Party, with which the right column begins.
const MOTTOS: [&str; 3] = [
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
];

static END_OF_MOTTOS: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("VIỆT NAM"));

/// Lines with words among which a letterhead stands.
const HEAD: usize = 16;
/// Bytes of a line that is running text.
const LONG: usize = 300;

/// The text with a line break for the space between two columns of its
/// letterhead, so that every other place stays the same. `text` must be normalised.
pub(super) fn part(text: String) -> String {
    let gaps = gaps(&text);
    if gaps.is_empty() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for gap in gaps {
        out.push_str(&text[at..gap]);
        out.push('\n');
        at = gap + 1;
    }
    out.push_str(&text[at..]);
    out
}

/// Bytes of the spaces between columns.
fn gaps(text: &str) -> Vec<usize> {
    let mut gaps = Vec::new();
    let (mut at, mut lines) = (0, 0);
    for line in text.split('\n') {
        let column = if gaps.is_empty() {
            // Few lines begin with two capitals.
            let mut first = line.chars().take(2);
            let shouted = line.len() < LONG && first.all(char::is_uppercase);
            shouted.then(|| motto(line)).flatten()
        } else if names_type(line) || line.len() >= LONG {
            break;
        } else {
            right_column(line)
        };
        // A single space is left of what stood between them.
        gaps.extend(column.map(|column| at + column - 1));
        at += line.len() + 1;
        lines += usize::from(!line.is_empty());
        if lines == HEAD {
            break;
        }
    }
    gaps
}

/// Where the name of State or Party begins behind that of a body.
fn motto(line: &str) -> Option<usize> {
    // All of them end so; most lines in capitals have none.
    END_OF_MOTTOS.find(line.as_bytes())?;
    let at = MOTTOS.iter().find_map(|motto| line.find(motto))?;
    is_left(line, at).then_some(at)
}

/// Where the right column begins below its first line.
fn right_column(line: &str) -> Option<usize> {
    let at = line.find("Độc lập ").or_else(|| place_before_day(line))?;
    is_left(line, at).then_some(at)
}

/// Where the place begins that stands before ", ngày": names in small letters
/// behind capitals or a number.
fn place_before_day(line: &str) -> Option<usize> {
    let comma = line.find(", ngày ")?;
    let mut start = comma;
    for word in line[..comma].rsplit(' ').take(5) {
        let capital = word.starts_with(char::is_uppercase);
        let named = capital && word.contains(char::is_lowercase);
        if !named && !matches!(word, "-" | "–" | "TP.") {
            break;
        }
        let space = usize::from(start < comma);
        start -= word.len() + space;
    }
    let place = line[start..comma].trim_start_matches(['-', '–', ' ']);
    (!place.is_empty()).then(|| comma - place.len())
}

/// Before the column stands what a left one holds: capitals or a number.
fn is_left(line: &str, column: usize) -> bool {
    line[..column].strip_suffix(' ').is_some_and(|left| {
        let numbered = left.starts_with("Số") && left.contains(|c: char| c.is_ascii_digit());
        !left.is_empty() && (numbered || !left.contains(char::is_lowercase))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_one_line_become_lines() {
        let text = "UBND TỈNH HÀ TĨNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ Độc lập - Tự do - Hạnh phúc\nSố: 12/TB-SYT Hà Tĩnh, ngày 15 tháng 4 năm 2022\n\nTHÔNG BÁO\nvề việc A Hà Tĩnh, ngày 15";
        assert_eq!(
            part(text.to_owned()),
            "UBND TỈNH HÀ TĨNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/TB-SYT\nHà Tĩnh, ngày 15 tháng 4 năm 2022\n\nTHÔNG BÁO\nvề việc A Hà Tĩnh, ngày 15"
        );
        let text = "TỈNH ỦY THỪA THIÊN HUẾ ĐẢNG CỘNG SẢN VIỆT NAM\nBAN TUYÊN GIÁO\nSố 12-TB/BTGTU Thừa Thiên - Huế, ngày 5 tháng 4 năm 2022";
        assert_eq!(
            part(text.to_owned()),
            "TỈNH ỦY THỪA THIÊN HUẾ\nĐẢNG CỘNG SẢN VIỆT NAM\nBAN TUYÊN GIÁO\nSố 12-TB/BTGTU\nThừa Thiên - Huế, ngày 5 tháng 4 năm 2022"
        );
    }

    #[test]
    fn what_has_no_columns_stays_as_it_is() {
        for text in [
            "",
            "ĐẢNG CỘNG SẢN VIỆT NAM\nHà Tĩnh, ngày 15 tháng 4 năm 2022",
            "Lịch sử ĐẢNG CỘNG SẢN VIỆT NAM\nBAN A Hà Tĩnh, ngày 5 tháng 4",
            "BAN TUYÊN GIÁO Hà Tĩnh, ngày 5 tháng 4 năm 2022",
        ] {
            assert_eq!(part(text.to_owned()), text);
        }
    }
}
