//! The rows of the report page: sections, cells, files of evidence.

use super::clashed::Clashed;
use super::view::{Said, last_value, name_in_table, part_label, said, value};
use crate::{FormState, Layout};
use app::report::{FormCell, FormSection, ReportForm, Threads, number_field, section_field};
use domain::field::Field;
use domain::id::ObligationId;
use domain::indicator::IndicatorDef;
use domain::period::Period;
use domain::report::PlaceKind;

pub(super) struct SectionRow {
    pub(super) field: String,
    pub(super) nil_field: String,
    pub(super) title: String,
    pub(super) hint: String,
    pub(super) text: String,
    pub(super) is_nil: bool,
    pub(super) is_internal: bool,
    pub(super) limit: Option<u32>,
    pub(super) words: usize,
    pub(super) mark: Option<String>,
    pub(super) error: String,
    pub(super) theirs: Option<(String, String)>,
    pub(super) quoted: Option<String>,
    pub(super) talk: Talk,
}

/// What was said at a place.
pub(super) struct Talk {
    pub(super) href: String,
    pub(super) count: usize,
    pub(super) is_flagged: bool,
}

pub(super) struct Group {
    pub(super) code: &'static str,
    pub(super) title: String,
    pub(super) rows: Vec<CellRow>,
}

pub(super) struct CellRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) measure: String,
    pub(super) is_ratio: bool,
    pub(super) inputs: Vec<InputView>,
    pub(super) last: String,
    pub(super) sum: Option<String>,
    pub(super) nature: &'static str,
    pub(super) note: String,
    pub(super) mark: Option<String>,
    pub(super) remarks: Vec<Said>,
    pub(super) theirs: Option<(String, String)>,
    pub(super) talk: Talk,
}

pub(super) struct InputView {
    pub(super) field: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) last: Option<String>,
    /// Of levels: number, name and whether it is chosen.
    pub(super) levels: Vec<(String, String, bool)>,
    pub(super) error: String,
}

impl InputView {
    /// The level that is chosen, by its name; any other value as it was typed.
    pub(super) fn written(&self) -> &str {
        let chosen = self.levels.iter().find(|(_, _, is_chosen)| *is_chosen);
        chosen.map_or(self.value.as_str(), |(_, name, _)| name.as_str())
    }
}

pub(super) struct FileRow {
    pub(super) sha256: String,
    pub(super) name: String,
    pub(super) size: String,
    pub(super) place: String,
}

/// The tables of figures that are shown, one per field of work.
pub(super) fn groups(
    l: &Layout,
    form: &FormState,
    f: &ReportForm,
    shown: &[&FormCell],
    clashed: &Clashed,
) -> Vec<Group> {
    let of = |field: Field| Group {
        code: field.code(),
        title: if l.locale == app::Locale::En {
            field.name_en()
        } else {
            field.name_vi()
        }
        .to_owned(),
        rows: shown
            .iter()
            .filter(|c| c.def.field == field)
            .map(|c| cell_row(l, form, f, c, clashed.cell(l, &c.def)))
            .collect(),
    };
    let is_here = |field: &Field| shown.iter().any(|c| c.def.field == *field);
    f.fields().into_iter().filter(is_here).map(of).collect()
}

fn talk(f: &ReportForm, kind: PlaceKind, code: &str) -> Talk {
    talk_at(&f.threads, f.obligation.id, kind, code)
}

/// What was said at a place of a report.
pub(super) fn talk_at(threads: &Threads, id: ObligationId, kind: PlaceKind, code: &str) -> Talk {
    let (count, is_flagged) = threads.at(kind, code);
    let part = match kind {
        PlaceKind::Section => "muc",
        PlaceKind::Cell => "o",
    };
    Talk {
        href: format!("/bao-cao/{id}/{part}/{code}"),
        count,
        is_flagged,
    }
}

/// The files of a form or a version.
pub(super) fn files(files: &[domain::report::EvidenceFile]) -> Vec<FileRow> {
    files
        .iter()
        .map(|file| FileRow {
            sha256: file.sha256.clone(),
            name: file.name.clone(),
            size: size(file.size),
            place: file
                .place
                .as_ref()
                .map(|(_, code)| code.clone())
                .unwrap_or_default(),
        })
        .collect()
}

/// A length as people read it.
fn size(bytes: i64) -> String {
    match bytes {
        ..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes / 1_024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

pub(super) fn section_row(
    l: &Layout,
    form: &FormState,
    f: &ReportForm,
    s: &FormSection,
    theirs: Option<(String, String)>,
) -> SectionRow {
    let field = section_field(&s.def.code);
    let title = if l.locale == app::Locale::En {
        &s.def.title_en
    } else {
        &s.def.title
    };
    SectionRow {
        error: form.error(&field).to_owned(),
        nil_field: format!("sn.{}", s.def.code),
        title: format!("{} {title}", s.def.code),
        hint: s.def.hint.clone(),
        text: s.text.clone(),
        is_nil: s.is_nil,
        is_internal: s.def.is_internal,
        limit: s.def.word_limit,
        words: s.words,
        mark: s.mark.clone(),
        field,
        theirs,
        quoted: f.quoted.get(&s.def.code).cloned(),
        talk: talk(f, PlaceKind::Section, &s.def.code),
    }
}

/// The levels to choose from.
fn levels(def: &IndicatorDef, shown: &str) -> Vec<(String, String, bool)> {
    let levels = (1..).zip(def.levels());
    levels
        .map(|(n, name)| (n.to_string(), name.clone(), shown == n.to_string()))
        .collect()
}

fn cell_row(
    l: &Layout,
    form: &FormState,
    f: &ReportForm,
    c: &FormCell,
    theirs: Option<(String, String)>,
) -> CellRow {
    let inputs = c.parts.iter().map(|p| {
        let field = number_field(&p.key);
        InputView {
            error: form.error(&field).to_owned(),
            label: part_label(l, &c.def, p.part),
            value: p.shown.clone(),
            last: p.last.clone(),
            levels: levels(&c.def, &p.shown),
            field,
        }
    });
    CellRow {
        inputs: inputs.collect(),
        code: c.def.code.clone(),
        name: name_in_table(l, &c.def, |code| {
            let mut all = f.cells.iter().map(|c| &c.def);
            all.find(|def| def.code == code)
        }),
        measure: c.def.measure.clone(),
        is_ratio: c.parts.len() > 1,
        last: last_value(l, &c.def, c.last.as_ref(), c.is_incomparable),
        sum: c.sum.as_ref().map(|(sum, from)| {
            let periods = match l.locale {
                app::Locale::Vi => Period::list_vi(from),
                app::Locale::En => Period::list_en(from),
            };
            let said = ("value", value(l, &c.def, sum));
            l.t2("report.sum_of", ("periods", periods), said)
        }),
        nature: c.cell.nature.code(),
        note: c.cell.note.clone().unwrap_or_default(),
        mark: c.mark.clone(),
        // What could not be read stands beside the input already.
        remarks: c
            .remarks
            .iter()
            .filter(|r| !r.code.starts_with("number."))
            .map(|r| said(l, r, &f.explanations))
            .collect(),
        theirs,
        talk: talk(f, PlaceKind::Cell, &c.def.code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_written_by_its_name_and_what_is_none_as_it_was_typed() {
        let level = |name: &str, is_chosen| (String::new(), name.to_owned(), is_chosen);
        let mut input = InputView {
            field: "v.GD-05".into(),
            label: String::new(),
            value: "mức độ 9".into(),
            last: None,
            levels: vec![level("mức độ 1", false), level("mức độ 2", false)],
            error: String::new(),
        };
        assert_eq!(input.written(), "mức độ 9");
        input.levels[1].2 = true;
        assert_eq!(input.written(), "mức độ 2");
        input.levels.clear();
        assert_eq!(input.written(), "mức độ 9");
    }
}
