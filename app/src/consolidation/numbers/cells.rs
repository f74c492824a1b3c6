//! Numbers in the cells of a table: there a figure stays a bare figure, so that
//! its column is one of figures, and what it does not hold is told in the note below the
//! table.

use super::Numbers;
use crate::Locale;
use crate::text::t;
use domain::consolidation::{Format, Reference, When, render};
use domain::prose::{NOTE, Part, Table, parts};

impl Numbers<'_> {
    /// The text with its numbers written out.
    pub(in crate::consolidation) fn rendered(&self, text: &str) -> String {
        if !text.contains("{{") {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for part in parts(text) {
            if let Part::Table(table) = part {
                out.push_str(&self.sentences(&text[done..table.start]));
                out.push_str(&self.table(&table));
                done = table.start + table.source.len();
            }
        }
        out.push_str(&self.sentences(&text[done..]));
        out
    }

    fn sentences(&self, text: &str) -> String {
        render(text, |reference| self.shown(reference))
    }

    /// The rows, and below them the note: what the office wrote there, then what its
    /// figures do not hold.
    fn table(&self, table: &Table<'_>) -> String {
        let note = table.note.unwrap_or_default();
        let rows = table.source.strip_suffix(note).unwrap_or(table.source);
        let mut remarks: Vec<String> = Vec::new();
        let mut out = render(rows, |reference| {
            let Some(written) = self.write(reference, self.quoted(reference)) else {
                return self.written_gap(reference);
            };
            let remark = self.remark_of_cell(reference);
            let remark = remark.filter(|remark| !remarks.contains(remark));
            remarks.extend(remark);
            written
        });
        let mut said = self.sentences(note);
        if !remarks.is_empty() {
            if said.is_empty() {
                out.push('\n');
                said.push_str(NOTE);
            } else if !said.ends_with(['.', ':', ';', '!', '?']) {
                said.push('.');
            }
            said = format!("{said} {}.", remarks.join("; "));
        }
        out + &said
    }

    /// What the figure of a cell does not hold, with its name: "Số lớp, kỳ trước (mới có
    /// báo cáo của 1/2 đơn vị)". None where it is whole.
    fn remark_of_cell(&self, reference: &Reference) -> Option<String> {
        let remarks = self.remarks(reference);
        if remarks.is_empty() {
            return None;
        }
        let of_what = match (reference.format, reference.when) {
            (Format::OfPlan, _) => Some("doc.consolidation.cell.of_plan"),
            (Format::Change, When::LastYear) => Some("doc.consolidation.cell.against_last_year"),
            (Format::Change, _) => Some("doc.consolidation.cell.against_previous"),
            (_, When::Previous) => Some("doc.consolidation.cell.previous"),
            (_, When::LastYear) => Some("doc.consolidation.cell.last_year"),
            (_, When::YearToDate) => Some("doc.consolidation.cell.so_far"),
            (_, When::Plan) => Some("doc.consolidation.cell.plan"),
            (_, When::This) => None,
        };
        let unit = reference.unit.as_ref();
        let unit = unit.and_then(|code| self.tables.tree.by_code(code));
        let mut name = vec![self.def(reference)?.name.clone()];
        name.extend(unit.map(|unit| unit.short_name.clone()));
        name.extend(of_what.map(|key| t(Locale::Vi, key).into_owned()));
        Some(format!("{} {}", name.join(", "), remarks.join(" ")))
    }
}
