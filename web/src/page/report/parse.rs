//! From the fields of the report page to what a person typed.

use crate::Fields;
use app::report::{ReportTyped, SaveDraft};
use domain::id::ObligationId;
use domain::indicator::Nature;
use domain::report::{LATE_PLACE, NumberStyle, SectionText, TaskLine, TypedCells};
use std::collections::BTreeMap;

/// The draft that the page sends.
pub(super) fn draft(id: ObligationId, fields: &Fields) -> SaveDraft {
    let version = fields.get("version").parse().unwrap_or(0);
    SaveDraft {
        obligation: id,
        version,
        typed: typed(fields),
    }
}

/// What is on the page.
pub(super) fn typed(fields: &Fields) -> ReportTyped {
    let named = |prefix: &'static str| {
        fields
            .pairs()
            .filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value)))
    };
    let sections = named("s.").map(|(code, text)| SectionText {
        code: code.to_owned(),
        text: text.to_owned(),
        is_nil: fields.has(&format!("sn.{code}")),
    });
    let texts = |prefix| -> BTreeMap<String, String> {
        named(prefix)
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect()
    };
    let natures = named("k.")
        .filter_map(|(code, nature)| Some((code.to_owned(), Nature::from_code(nature)?)));
    let tasks = named("t.").filter_map(|(id, text)| {
        Some(TaskLine {
            task: id.parse().ok()?,
            percent: fields.get(&format!("p.{id}")).trim().parse().ok(),
            text: text.to_owned(),
        })
    });
    ReportTyped {
        is_nil: fields.has("nil"),
        sections: sections.collect(),
        cells: TypedCells {
            style: NumberStyle::from_code(fields.get("style")),
            numbers: texts("v."),
            notes: texts("n."),
            natures: natures.collect(),
        },
        tasks: tasks.collect(),
        explanations: texts("x."),
        late_reason: fields
            .has(LATE_PLACE)
            .then(|| fields.get(LATE_PLACE).to_owned()),
        page: fields.get("page").chars().take(40).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_numbers_and_answers_are_told_apart_by_their_names() {
        let body =
            "version=3&s.I.1=M%E1%BB%99t&s.I.2=&sn.I.2=on&v.GD-01=1.200&n.GD-01=V%C3%AC&style=vi";
        let draft = draft(
            ObligationId(uuid::Uuid::nil()),
            &Fields::decode(body.as_bytes()),
        );
        assert_eq!(draft.version, 3);
        assert_eq!(draft.typed.sections.len(), 2);
        assert_eq!(draft.typed.sections[0].text, "Một");
        assert!(draft.typed.sections[1].is_nil && !draft.typed.is_nil);
        assert_eq!(draft.typed.cells.numbers["GD-01"], "1.200");
        assert_eq!(draft.typed.cells.style, Some(NumberStyle::Vietnamese));
    }
}
