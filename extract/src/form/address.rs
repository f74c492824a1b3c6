//! The target of a defined name: `'Biểu 1'!$B$3` → sheet, row, column.

/// Sheet name, zero-based row and column. `None` for ranges of several cells,
/// formulas and broken references.
pub(super) fn parse(target: &str) -> Option<(String, u32, u32)> {
    let target = target.trim().trim_start_matches('=');
    let (sheet, cell) = target.rsplit_once('!')?;
    let sheet = sheet.trim();
    let sheet = match sheet.strip_prefix('\'').and_then(|s| s.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let cell = match cell.split_once(':') {
        Some((from, to)) if from == to => from,
        Some(_) => return None,
        None => cell,
    };
    let cell = cell.replace('$', "");
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = cell.split_at(letters);
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = column.bytes().fold(0_u32, |n, b| {
        n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = row.parse().ok().filter(|r| (1..=1_048_576).contains(r))?;
    Some((sheet, row - 1, column - 1))
}

/// `Biểu 1!B3`, as people name a cell.
pub(super) fn show(sheet: &str, row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut n = column + 1;
    while n > 0 {
        n -= 1;
        letters.push(char::from(b'A' + u8::try_from(n % 26).unwrap_or(0)));
        n /= 26;
    }
    format!(
        "{sheet}!{}{}",
        letters.into_iter().rev().collect::<String>(),
        row + 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_of_names_are_read_and_shown() {
        assert_eq!(parse("'Biểu 1'!$B$3"), Some(("Biểu 1".into(), 2, 1)));
        assert_eq!(parse("Form!$AA$10"), Some(("Form".into(), 9, 26)));
        assert_eq!(parse("'it''s'!A1:A1"), Some(("it's".into(), 0, 0)));
        assert_eq!(show("Form", 9, 26), "Form!AA10");
    }

    #[test]
    fn ranges_and_broken_references_are_none() {
        for text in ["Form!$A$1:$B$2", "#REF!", "Form!#REF!", "1+1", "Form!A0"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
