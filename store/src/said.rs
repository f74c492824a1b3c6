//! The words of a sent version without its figures, for who looks for something in texts:
//! in the minute before a deadline the cells cost more to read than all words to search.

use crate::entity::report_versions;
use crate::time::timestamp;
use crate::{Handle, StoreError};
use domain::id::ObligationId;
use jiff::Timestamp;
use report_versions::Column as C;
use sea_orm::entity::prelude::DateTimeUtc;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// What a sent version says in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Texts of the sections, of the lines on tasks, notes at figures, words to remarks,
    /// and why it was late, in this order.
    pub texts: Vec<String>,
    /// When the version reached the server.
    pub received_at: Timestamp,
}

/// The words of one sent version, if there is such a version. Why the first one was late
/// is said once, and stays with those that are sent after it.
///
/// # Errors
/// When the database fails or the body cannot be read.
pub async fn find(
    h: &impl Handle,
    obligation: ObligationId,
    number: i32,
) -> Result<Option<Said>, StoreError> {
    let wanted = Condition::any()
        .add(C::Number.eq(number))
        .add(C::LateReason.is_not_null());
    let rows: Vec<(i32, String, DateTimeUtc, Option<String>)> = report_versions::Entity::find()
        .select_only()
        .columns([C::Number, C::Body, C::ReceivedAt, C::LateReason])
        .filter(C::ObligationId.eq(obligation.0))
        .filter(wanted)
        .order_by_asc(C::Number)
        .into_tuple()
        .all(h.conn())
        .await?;
    let mut said = None;
    let mut late = Vec::new();
    for (at, body, received_at, reason) in rows {
        late.extend(reason);
        if at == number {
            said = Some(Said {
                texts: texts_in(&body)?,
                received_at: timestamp(received_at)?,
            });
        }
    }
    Ok(said.map(|mut said| {
        said.texts.extend(late);
        said
    }))
}

fn texts_in(body: &str) -> Result<Vec<String>, serde_json::Error> {
    let body: Body = serde_json::from_str(body)?;
    let worded = body.sections.into_iter().chain(body.tasks);
    let texts = worded.map(|one| one.text);
    let explained = body.explanations.into_values();
    Ok(texts.chain(body.values.0).chain(explained).collect())
}

/// A stored body as far as it is words.
#[derive(serde::Deserialize)]
struct Body {
    #[serde(default)]
    sections: Vec<Worded>,
    #[serde(default)]
    tasks: Vec<Worded>,
    #[serde(default)]
    values: Notes,
    #[serde(default)]
    explanations: BTreeMap<String, String>,
}

/// A section or a line on a task.
#[derive(serde::Deserialize)]
struct Worded {
    #[serde(default)]
    text: String,
}

/// A cell.
#[derive(serde::Deserialize)]
struct Noted {
    #[serde(default)]
    note: Option<String>,
}

/// The notes of all cells, in the order in which these are stored, which is that of their
/// codes.
#[derive(Default)]
struct Notes(Vec<String>);

impl<'de> Deserialize<'de> for Notes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfCells)
    }
}

struct OfCells;

impl<'de> Visitor<'de> for OfCells {
    type Value = Notes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cells by the codes of their indicators")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut cells: A) -> Result<Notes, A::Error> {
        let mut notes = Vec::new();
        while let Some((_, cell)) = cells.next_entry::<IgnoredAny, Noted>()? {
            notes.extend(cell.note);
        }
        Ok(Notes(notes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::TaskId;
    use domain::indicator::{Cell, Nature};
    use domain::report::{ReportBody, SectionText, TaskLine};
    use uuid::Uuid;

    /// a number is looked for in every text of a report, in one order.
    #[test]
    fn r_11_3_all_words_of_a_body_are_read_and_no_others() {
        let noted = |note: &str| Cell {
            note: Some(note.into()),
            ..Cell::of_parts(1, 2).with_nature(Nature::Estimate)
        };
        let section = |code: &str, text: &str| SectionText {
            code: code.into(),
            text: text.into(),
            is_nil: false,
        };
        let body = ReportBody {
            sections: vec![section("2", "Theo \"20-NQ/TW\"\nđã làm"), section("1", "")],
            values: [
                ("GD-02", noted("hai")),
                ("GD-01\n", noted("một")),
                ("GD-03", Cell::of(3)),
            ]
            .map(|(code, cell)| (code.to_owned(), cell))
            .into(),
            tasks: vec![TaskLine {
                task: TaskId(Uuid::nil()),
                percent: Some(5),
                text: "việc".into(),
            }],
            explanations: [("a@b".to_owned(), "lời".to_owned())].into(),
            ..ReportBody::default()
        };
        let stored = serde_json::to_string(&body).unwrap();
        let said = ["Theo \"20-NQ/TW\"\nđã làm", "", "việc", "một", "hai", "lời"];
        assert_eq!(texts_in(&stored).unwrap(), said);
        assert_eq!(texts_in("{}").unwrap(), Vec::<String>::new());
    }
}
