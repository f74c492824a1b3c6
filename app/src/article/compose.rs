//! The first text of an article from the record, in Vietnamese, the language of
//! the portal. The editor rewrites it freely.

use super::record::Record;
use super::save::ArticleInput;
use crate::Locale;
use crate::text::{t, t_with};
use domain::article::Category;

fn vi(key: &str) -> String {
    t(Locale::Vi, key).into_owned()
}

/// The draft of an article about a conference.
pub(super) fn compose(record: &Record) -> ArticleInput {
    let day = record.held_on.strftime("%d/%m/%Y").to_string();
    let place = if record.place.is_empty() {
        String::new()
    } else {
        t_with(
            Locale::Vi,
            "article.draft.at",
            &[("place", record.place.clone())],
        )
    };
    let mut lead = t_with(
        Locale::Vi,
        "article.draft.lead",
        &[
            ("day", day),
            ("place", place),
            ("host", record.host.clone()),
            ("title", uncapital(&record.title)),
        ],
    );
    if !record.chair.is_empty() {
        lead.push(' ');
        lead.push_str(&t_with(
            Locale::Vi,
            "article.draft.chair",
            &[("chair", record.chair.clone())],
        ));
    }
    let parts = [attendance(record), figures(record), conclusions(record)];
    ArticleInput {
        title: record.title.clone(),
        lead,
        body: parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
        category: Category::Conference,
    }
}

fn attendance(record: &Record) -> Option<String> {
    if record.invited == 0 && record.present.is_empty() {
        return None;
    }
    let counts = [
        ("present", record.present.len().to_string()),
        (
            "invited",
            record.invited.max(record.present.len()).to_string(),
        ),
    ];
    let sentence = t_with(Locale::Vi, "article.draft.attendance", &counts);
    let names = if record.present.is_empty() {
        String::new()
    } else {
        format!(
            " {}: {}.",
            vi("article.draft.units"),
            plain(&record.present.join(", "))
        )
    };
    Some(format!(
        "## {}\n\n{sentence}{names}",
        vi("article.draft.attendance_head")
    ))
}

fn figures(record: &Record) -> Option<String> {
    if record.figures.is_empty() {
        return None;
    }
    let mut out = format!(
        "## {}\n\n| {} | {} | {} |\n| --- | ---: | --- |\n",
        vi("article.draft.figures_head"),
        vi("article.draft.indicator"),
        vi("article.draft.value"),
        vi("article.draft.coverage"),
    );
    for figure in &record.figures {
        let value = figure
            .value
            .as_ref()
            .map_or_else(|| vi("article.draft.suppressed"), Clone::clone);
        let coverage = t_with(
            Locale::Vi,
            "article.draft.of_units",
            &[
                ("with", figure.answered.to_string()),
                ("all", figure.expected.to_string()),
            ],
        );
        let name = format!("{} ({})", figure.name, figure.measure);
        out.push_str(&format!("| {} | {value} | {coverage} |\n", cell(&name)));
    }
    if let Some(period) = record.figures.first().map(|f| f.period.clone()) {
        out.push_str(&format!(
            "\n*{}*",
            t_with(
                Locale::Vi,
                "article.draft.figures_note",
                &[("period", period)]
            )
        ));
    }
    Some(out.trim_end().to_owned())
}

fn conclusions(record: &Record) -> Option<String> {
    if record.conclusions.is_empty() {
        return None;
    }
    let items: Vec<String> = record
        .conclusions
        .iter()
        .enumerate()
        .map(|(i, text)| format!("{}. {}", i + 1, plain(&text.replace('\n', " "))))
        .collect();
    Some(format!(
        "## {}\n\n{}",
        vi("article.draft.conclusions_head"),
        items.join("\n")
    ))
}

/// Text of the record that must not act as markup.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '\\' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn cell(text: &str) -> String {
    plain(&text.replace('\n', " "))
}

/// "Hội nghị …" inside a sentence.
fn uncapital(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::figures::Figure;
    use super::*;
    use domain::id::UnitId;
    use jiff::civil::date;
    use uuid::Uuid;

    fn record() -> Record {
        Record {
            office: UnitId(Uuid::from_u128(1)),
            title: "Hội nghị giao ban quý III".into(),
            held_on: date(2026, 10, 5),
            place: "Hội trường tỉnh".into(),
            host: "Ban Tuyên giáo và Dân vận".into(),
            chair: "Phó Trưởng ban Nguyễn Văn A".into(),
            invited: 3,
            present: vec!["Sở Y tế".into(), "Sở_Giáo dục".into()],
            absent: vec!["Hội Đông y".into()],
            figures: vec![Figure {
                name: "Trẻ em đuối nước".into(),
                measure: "trẻ".into(),
                period: "quý III/2026".into(),
                value: None,
                expected: 30,
                answered: 29,
            }],
            conclusions: vec!["Giao Sở Y tế\nbáo cáo *trước* 15/10.".into()],
        }
    }

    #[test]
    fn a_draft_tells_who_when_where_and_what_was_concluded() {
        let draft = compose(&record());
        assert!(draft.lead.contains("05/10/2026") && draft.lead.contains("hội nghị giao ban"));
        assert!(draft.lead.contains("Phó Trưởng ban Nguyễn Văn A"));
        assert!(draft.body.contains("2/3"));
        assert!(
            draft
                .body
                .contains("1. Giao Sở Y tế báo cáo \\*trước\\* 15/10.")
        );
    }

    #[test]
    fn a_suppressed_figure_is_named_as_such_and_no_absent_unit_is_exposed() {
        let draft = compose(&record());
        assert!(draft.body.contains(&vi("article.draft.suppressed")));
        assert!(!draft.body.contains("Hội Đông y"));
        assert!(draft.body.contains("Sở\\_Giáo dục"));
    }

    #[test]
    fn an_empty_record_gives_no_empty_headings() {
        let empty = Record {
            invited: 0,
            present: Vec::new(),
            figures: Vec::new(),
            conclusions: Vec::new(),
            ..record()
        };
        assert_eq!(compose(&empty).body, "");
    }

    #[test]
    fn a_change_of_one_part_is_noticed_as_that_part() {
        let seen = record().parts();
        assert!(record().changed_since(&seen).is_empty());
        let mut later = record();
        later.conclusions.push("Thêm một kết luận.".into());
        assert_eq!(later.changed_since(&seen), ["conclusions"]);
    }
}
