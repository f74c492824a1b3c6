//! The seal of a sent version: SHA-256 of its canonical JSON.

use super::{EvidenceFile, PlaceKind, ReportBody, SectionText, TaskLine};
use crate::canonical::sha256_of;
use crate::id::TaskId;
use crate::indicator::{Cell, Nature};
use crate::number::Bound;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

impl ReportBody {
    /// SHA-256 of the canonical JSON, lower-case hexadecimal. Two bodies have
    /// the same one exactly if they say the same.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256_of(&canonical(self))
    }
}

/// What [`crate::canonical::canonical_json`] writes of a body, byte for byte, without
/// a tree of values in between: thousands are sealed in the minute before a deadline.
fn canonical(body: &ReportBody) -> String {
    // A body is plain text and whole numbers, which JSON always takes.
    serde_json::to_string(&InOrder::of(body)).unwrap_or_default()
}

/// A body with the names of its fields in the order of their bytes, here and below. What
/// a body leaves out this leaves out too.
#[derive(Serialize)]
struct InOrder<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    explanations: Option<&'a BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<FileInOrder<'a>>,
    is_nil: bool,
    sections: Vec<SectionInOrder<'a>>,
    tasks: Vec<TaskInOrder<'a>>,
    values: Values<'a>,
}

#[derive(Serialize)]
struct FileInOrder<'a> {
    media_type: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a (PlaceKind, String)>,
    sha256: &'a str,
    size: i64,
}

#[derive(Serialize)]
struct SectionInOrder<'a> {
    code: &'a str,
    is_nil: bool,
    text: &'a str,
}

#[derive(Serialize)]
struct TaskInOrder<'a> {
    percent: Option<u8>,
    task: TaskId,
    text: &'a str,
}

#[derive(Serialize)]
struct CellInOrder<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    den: Option<i64>,
    nature: Nature,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<i64>,
}

/// The cells, whose codes are in the order of their bytes already.
struct Values<'a>(&'a BTreeMap<String, Cell>);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.0.iter();
        serializer.collect_map(cells.map(|(code, cell)| (code, CellInOrder::of(cell))))
    }
}

// Each is taken apart by all of its names: a field that is added later does not compile
// until it has its place in the seal.
impl<'a> InOrder<'a> {
    fn of(body: &'a ReportBody) -> Self {
        let ReportBody {
            is_nil,
            sections,
            values,
            tasks,
            explanations,
            files,
        } = body;
        Self {
            explanations: (!explanations.is_empty()).then_some(explanations),
            files: files.iter().map(FileInOrder::of).collect(),
            is_nil: *is_nil,
            sections: sections.iter().map(SectionInOrder::of).collect(),
            tasks: tasks.iter().map(TaskInOrder::of).collect(),
            values: Values(values),
        }
    }
}

impl<'a> FileInOrder<'a> {
    fn of(file: &'a EvidenceFile) -> Self {
        let EvidenceFile {
            sha256,
            name,
            media_type,
            size,
            place,
        } = file;
        Self {
            media_type,
            name,
            place: place.as_ref(),
            sha256,
            size: *size,
        }
    }
}

impl<'a> SectionInOrder<'a> {
    fn of(section: &'a SectionText) -> Self {
        let SectionText { code, text, is_nil } = section;
        Self {
            code,
            is_nil: *is_nil,
            text,
        }
    }
}

impl<'a> TaskInOrder<'a> {
    fn of(line: &'a TaskLine) -> Self {
        let TaskLine {
            task,
            percent,
            text,
        } = line;
        Self {
            percent: *percent,
            task: *task,
            text,
        }
    }
}

impl<'a> CellInOrder<'a> {
    fn of(cell: &'a Cell) -> Self {
        let Cell {
            value,
            num,
            den,
            nature,
            note,
            bound,
        } = cell;
        Self {
            bound: *bound,
            den: *den,
            nature: *nature,
            note: note.as_deref(),
            num: *num,
            value: *value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canonical::canonical_json;
    use proptest::prelude::*;

    #[test]
    fn an_empty_cell_and_a_zero_have_different_seals() {
        let mut body = ReportBody::default();
        let empty = body.sha256();
        body.values.insert("GD-01".into(), Cell::of(0));
        assert_ne!(body.sha256(), empty);
        assert_eq!(body.sha256(), body.clone().sha256());
    }

    /// A body in which every field says something, around one text and one number.
    fn full(text: &str, number: i64) -> ReportBody {
        let task = TaskId(uuid::Uuid::from_u128(7));
        let line = |percent, text: &str| TaskLine {
            task,
            percent,
            text: text.into(),
        };
        let file = |place| EvidenceFile {
            sha256: "ab".repeat(32),
            name: format!("{text}.pdf"),
            media_type: "application/pdf".into(),
            size: number,
            place,
        };
        let section = |code: &str, text: &str, is_nil| SectionText {
            code: code.into(),
            text: text.into(),
            is_nil,
        };
        let noted = Cell {
            note: Some(text.into()),
            ..Cell::of_parts(number, -3).with_nature(Nature::Estimate)
        };
        let all = Cell {
            value: Some(number),
            ..noted.clone().with_bound(Bound::AtMost)
        };
        let cells = [
            ("GD-02", Cell::of(number)),
            ("GD-010", noted),
            (text, all),
            ("Đ-01", Cell::default()),
        ];
        ReportBody {
            is_nil: true,
            sections: vec![section("6.1", text, false), section("2", "", true)],
            values: cells.map(|(code, cell)| (code.to_owned(), cell)).into(),
            tasks: vec![line(None, text), line(Some(100), "")],
            explanations: [("z@", text), ("a@GD-02", ""), (text, "ừ")]
                .map(|(key, word)| (key.to_owned(), word.to_owned()))
                .into(),
            files: vec![file(Some((PlaceKind::Cell, text.to_owned()))), file(None)],
        }
    }

    /// Seals that were given before hold (R-3.3): the bytes are those of the canonical
    /// form of any JSON.
    #[test]
    fn r_3_3_a_body_is_written_as_the_canonical_form_of_any_json_is() {
        let texts = [
            "",
            "Xã Đại Đồng: \"đạt 95 %\"\n\\ \t\r\u{8}\u{c}\u{0}\u{1f}\u{7f}",
            "e\u{301} \u{2028}\u{2029} </script> 😀 \u{feff}",
        ];
        for text in texts {
            for number in [0, -1, i64::MIN, i64::MAX] {
                let body = full(text, number);
                assert_eq!(canonical(&body), canonical_json(&body).unwrap());
            }
        }
        let empty = ReportBody::default();
        assert_eq!(canonical(&empty), canonical_json(&empty).unwrap());
        assert_eq!(
            canonical(&empty),
            r#"{"is_nil":false,"sections":[],"tasks":[],"values":{}}"#
        );
    }

    proptest! {
        /// The same of any text and number (R-3.3).
        #[test]
        fn r_3_3_no_text_and_no_number_changes_that(
            text in proptest::collection::vec(any::<char>(), 0..40),
            number in any::<i64>(),
        ) {
            let body = full(&text.into_iter().collect::<String>(), number);
            prop_assert_eq!(canonical(&body), canonical_json(&body).unwrap());
        }
    }
}
