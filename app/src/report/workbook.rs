//! The unit's own file: the form that is given out, and the filled one
//! read back into a preview. Reading stores nothing: the preview is the report
//! page filled with what the file says, and saving it is an ordinary save.

use super::form::{FormPart, ReportForm, open_form};
use super::paste::is_read;
use super::save::ReportTyped;
use super::{number_field, section_field};
use crate::{AppError, Ctx, FieldError};
use docgen::xlsx::{self, Figure, FormIndicator, FormSection, FormValue, Given};
use domain::id::ObligationId;
use domain::indicator::{Cell, IndicatorDef, IndicatorKind, Nature};
use domain::number::{bounded, format_number};
use domain::period::Period;
use domain::report::{Part, SectionText, TypedCells, read_part};
use domain::text::fold;
use extract::form::{CellContent, FilledForm, FormCell, read_form};
use extract::{Finding, Place, Severity};
use std::collections::BTreeMap;

/// A file to be given out.
#[derive(Debug, Clone)]
pub struct FormFile {
    /// Name for the download.
    pub name: String,
    /// The workbook.
    pub bytes: Vec<u8>,
}

/// What a filled form says, not stored yet.
#[derive(Debug, Clone)]
pub struct ReadUpload {
    /// The report as it would be: what the file says, and for cells that it
    /// leaves empty what stands in the draft.
    pub typed: ReportTyped,
    /// How many cells and sections the file fills in.
    pub taken: usize,
    /// How many cells and rows could not be read, each told by itself.
    pub refused: usize,
    /// What is odd in the file, row by row; none of it hinders.
    pub findings: Vec<UploadFinding>,
}

/// One oddity of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadFinding {
    /// Code; the key of its text is `upload.<code>`.
    pub code: String,
    /// `Sheet!A1`, or the name of the part.
    pub place: String,
    /// What stands there.
    pub quote: String,
    /// What stands on the page instead, and stays.
    pub now: Option<String>,
}

/// The name of an indicator; of levels with what number stands for which.
fn with_levels(def: &IndicatorDef) -> String {
    let levels = (1..).zip(def.levels());
    let levels: Vec<String> = levels.map(|(n, name)| format!("{n} = {name}")).collect();
    if levels.is_empty() {
        return def.name.clone();
    }
    format!("{} ({})", def.name, levels.join("; "))
}

/// The form of one unit and period, to be filled in a spreadsheet program.
///
/// # Errors
/// As [`open_form`].
pub async fn form_file(ctx: &Ctx, id: ObligationId) -> Result<FormFile, AppError> {
    let form = open_form(ctx, id).await?;
    let indicators = form.cells.iter().map(|c| FormIndicator {
        code: c.def.code.clone(),
        name: with_levels(&c.def),
        unit_of_measure: c.def.measure.clone(),
        value: match &c.def.kind {
            IndicatorKind::Plain | IndicatorKind::Rank | IndicatorKind::Category { .. } => {
                FormValue::Number { scale: c.def.scale }
            }
            IndicatorKind::Ratio {
                num_label,
                den_label,
                factor,
            } => FormValue::Ratio {
                numerator: num_label.clone(),
                denominator: den_label.clone(),
                factor: u32::try_from(*factor).unwrap_or(1),
                scale: c.def.scale,
            },
        },
        last: c
            .last
            .as_ref()
            .and_then(|last| last.shown_value(&c.def))
            .map(|value| Figure {
                value,
                scale: c.def.scale,
            }),
        last_words: c.last.as_ref().and_then(|last| threshold(&c.def, last)),
        given: form.is_prefilled.then(|| given(c)).flatten(),
        // Without a choice the cell stays empty, so that a file filled in for
        // days takes nothing back that was chosen on the page meanwhile.
        kind: (c.cell.nature != Nature::default()).then(|| kind_shown(c.cell.nature)),
        word: c.cell.note.clone().unwrap_or_default(),
    });
    let sections = form.sections.iter().map(|s| FormSection {
        code: s.def.code.clone(),
        title: s.def.title.clone(),
        text: s.text.clone(),
    });
    let guide = [
        "report.form_guide_1",
        "report.form_guide_2",
        "report.form_guide_5",
        "report.form_guide_3",
        "report.form_guide_4",
    ];
    let guide = &guide[..if form.is_prefilled { 5 } else { 4 }];
    let period_code = form.round.period.code();
    let model = xlsx::ReportForm {
        form_id: form_id(&form),
        unit_code: form.unit.code.clone(),
        unit_name: form.unit.name.clone(),
        period_name: form.round.period.label_vi(),
        title: form.round.title.clone(),
        date: ctx.today(),
        kinds: offered().map(kind_shown).collect(),
        indicators: indicators.collect(),
        sections: sections.collect(),
        guide: guide
            .iter()
            .map(|key| crate::text::t(ctx.locale, key).into_owned())
            .collect(),
        period_code,
    };
    let name = format!(
        "bieu-mau-{}-{}.xlsx",
        model.unit_code.to_lowercase(),
        model.period_code
    );
    Ok(FormFile {
        name,
        bytes: xlsx::form(&model).map_err(AppError::internal)?,
    })
}

/// The sum of earlier reports with which a cell begins.
fn given(cell: &super::FormCell) -> Option<Given> {
    let (sum, from) = cell.sum.as_ref()?;
    let source = [("periods", Period::list_vi(from))];
    Some(Given {
        value: sum.value,
        words: threshold(&cell.def, sum),
        numerator: sum.num,
        denominator: sum.den,
        // The sheet is Vietnamese, whoever downloads it.
        source: crate::text::t_with(crate::Locale::Vi, "report.given_from", &source),
    })
}

/// A threshold in words, as it is read back; none for every other value.
fn threshold(def: &IndicatorDef, cell: &Cell) -> Option<String> {
    let bound = cell.shown_bound(def)?;
    Some(bound.written(&def.shown(cell.shown_value(def)?)))
}

/// The kinds of figure to choose from, as on the page: a plan is none of them,
/// since plans have a page of their own.
fn offered() -> impl Iterator<Item = Nature> {
    Nature::ALL.into_iter().filter(|n| *n != Nature::Plan)
}

/// A kind of figure in the words of the sheet, which is Vietnamese.
fn kind_shown(nature: Nature) -> String {
    let key = format!("report.nature.{}", nature.code());
    crate::text::t(crate::Locale::Vi, &key).into_owned()
}

/// The kind that a cell names, by the sheet's words however they are typed;
/// what stands in the draft already may stay.
fn kind_said(cell: &super::FormCell, said: &str) -> Option<Nature> {
    let said = fold(said.trim());
    let also = (cell.cell.nature == Nature::Plan).then_some(Nature::Plan);
    offered()
        .chain(also)
        .find(|nature| fold(&kind_shown(*nature)) == said)
}

/// Which form it is: the regime's version, because indicators may differ.
fn form_id(form: &ReportForm) -> String {
    form.regime.id.to_string()
}

/// Reads a filled form for a report.
///
/// # Errors
/// As [`open_form`], with the right to write; [`AppError::Invalid`] with the reason
/// for a file that is damaged, too large, carries macros, is marked secret, or belongs to another
/// form, unit or period. Nothing of it is kept then.
pub async fn read_upload(
    ctx: &Ctx,
    id: ObligationId,
    bytes: &[u8],
) -> Result<ReadUpload, AppError> {
    let form = open_form(ctx, id).await?;
    form.check_writing()?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > ctx.app.options.upload_limit {
        return Err(refuse("upload.too_large"));
    }
    let read = read_form(bytes);
    if let Some(finding) = read
        .findings
        .iter()
        .find(|f| f.severity == Severity::Refused)
    {
        return Err(refuse(refusal_code(finding)));
    }
    let filled = read.value;
    check_identity(&form, &filled)?;
    if filled.cells.iter().any(is_secret) {
        return Err(refuse("upload.secret"));
    }
    let mut findings: Vec<UploadFinding> = read.findings.iter().map(told).collect();
    let mut typed = form.as_typed();
    let (taken, refused) = merge(&form, &filled, &mut typed, &mut findings);
    Ok(ReadUpload {
        typed,
        taken,
        refused,
        findings,
    })
}

pub(super) fn refuse(code: &'static str) -> AppError {
    AppError::Invalid(vec![FieldError::new("file", code)])
}

pub(super) fn refusal_code(finding: &Finding) -> &'static str {
    match finding.code {
        "empty" => "upload.empty",
        "oversize" | "archive-bomb" => "upload.too_large",
        "encrypted" => "upload.encrypted",
        "macro" => "upload.macro",
        "state-secret" => "upload.secret",
        "type-unknown" => "upload.type",
        _ => "upload.damaged",
    }
}

fn check_identity(form: &ReportForm, filled: &FilledForm) -> Result<(), AppError> {
    let is = |said: &Option<String>, expected: &str| said.as_deref() == Some(expected);
    if !is(&filled.form, &form_id(form)) {
        return Err(refuse("upload.other_form"));
    }
    if !is(&filled.unit, &form.unit.code) {
        return Err(refuse("upload.other_unit"));
    }
    if !is(&filled.period, &form.round.period.code()) {
        return Err(refuse("upload.other_period"));
    }
    Ok(())
}

fn is_secret(cell: &FormCell) -> bool {
    match &cell.content {
        CellContent::Text(text) => !extract::secrecy::find_marks(text).is_empty(),
        _ => false,
    }
}

fn told(finding: &Finding) -> UploadFinding {
    let place = match &finding.place {
        Place::Cell(at) | Place::Part(at) => at.clone(),
        _ => String::new(),
    };
    UploadFinding {
        code: finding.code.to_owned(),
        place,
        quote: finding.quote.clone(),
        now: None,
    }
}

/// Puts what was filled into the file over what the page shows; answers how much
/// it was, and how many numbers stand there as typed because they cannot be read.
/// A file that was given out without a copy of what stood in it, as before there
/// was one, is taken as it is.
fn merge(
    form: &ReportForm,
    filled: &FilledForm,
    typed: &mut ReportTyped,
    findings: &mut Vec<UploadFinding>,
) -> (usize, usize) {
    let (mut taken, mut refused) = (0, 0);
    // The answers "không phát sinh", by indicator.
    let mut nil = BTreeMap::new();
    for cell in &filled.cells {
        // What the person left as it was given out is the page's to say: it may
        // have been changed there since.
        if filled.is_as_given(cell) {
            findings.extend(left_as_given(form, cell));
            continue;
        }
        let said = match &cell.content {
            CellContent::Empty => continue,
            CellContent::Text(text) => text.clone(),
            CellContent::Number(decimal) => exact_text(decimal),
        };
        let is_nil = says_nil(&said);
        if let Some(section) = form
            .sections
            .iter()
            .find(|s| xlsx::section_name(&s.def.code) == cell.key)
        {
            put_section(typed, &section.def.code, said, is_nil);
        } else if let Some((code, key)) = input_of(form, &cell.key) {
            if is_nil {
                // The answer is kept in the same place as the word.
                let word = typed.cells.notes.remove(&code).unwrap_or_default();
                let both = with_answer(&said, word);
                typed.cells.notes.insert(code.clone(), both);
                nil.insert(code, said);
            } else {
                let is_read = is_read(form, typed.cells.style, &key, &said);
                typed.cells.numbers.insert(key, said);
                if !is_read {
                    refused += 1;
                    continue;
                }
            }
        } else if let Some(c) = named(form, xlsx::kind_name, &cell.key) {
            match kind_said(c, &said) {
                // What stands in the draft already is nothing new.
                Some(nature) if nature == c.cell.nature => continue,
                Some(nature) => typed.cells.natures.insert(c.def.code.clone(), nature),
                None => {
                    refused += 1;
                    findings.push(UploadFinding {
                        code: "kind-unknown".into(),
                        place: cell.place.clone(),
                        quote: said,
                        now: None,
                    });
                    continue;
                }
            };
        } else if let Some(c) = named(form, xlsx::word_name, &cell.key) {
            // The page has one line for it.
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            let code = c.def.code.clone();
            if c.cell.note.as_ref() == Some(&said) {
                continue;
            }
            // Words come after values in the order of names.
            let said = match nil.get(&code) {
                Some(answer) => with_answer(answer, said),
                None => said,
            };
            typed.cells.notes.insert(code, said);
        } else if named(form, xlsx::value_name, &cell.key).is_some() {
            // The cell of a ratio itself, which the sheet computes.
            continue;
        } else {
            findings.push(UploadFinding {
                code: "name-unknown".into(),
                place: cell.place.clone(),
                quote: cell.key.clone(),
                now: None,
            });
            continue;
        }
        taken += 1;
    }
    (taken, refused)
}

/// Tells of a figure that the file has as it was given out while the page holds another
/// one since. Whether somebody set it back or never touched it cannot be seen: the
/// page's stays, and the person decides.
fn left_as_given(form: &ReportForm, cell: &FormCell) -> Option<UploadFinding> {
    let (code, key) = input_of(form, &cell.key)?;
    let c = form.cells.iter().find(|c| c.def.code == code)?;
    let p = c.parts.iter().find(|p| p.key == key)?;
    let said = match &cell.content {
        CellContent::Empty => return None,
        CellContent::Text(text) => text.clone(),
        CellContent::Number(decimal) => exact_text(decimal),
    };
    let given = given_otherwise(&c.def, &c.cell, p, &said)?;
    let (what, now) = match p.shown.as_str() {
        "" => ("as-given-empty", None),
        shown => ("as-given", Some(shown.to_owned())),
    };
    Some(UploadFinding {
        code: what.to_owned(),
        place: cell.place.clone(),
        quote: format!("{key}: {given}"),
        now,
    })
}

/// A figure as it was given out, where the page holds another one. What does not read as
/// one number (two ways, or another unit of measure) is compared as text.
fn given_otherwise(def: &IndicatorDef, cell: &Cell, p: &FormPart, said: &str) -> Option<String> {
    let Ok(given) = read_part(def, p.part, said, None, &[]) else {
        return (said.trim() != p.shown.trim()).then(|| said.trim().to_owned());
    };
    let given = given?;
    let bound = cell.bound.filter(|_| p.part == Part::Value);
    let is_same = p.part.get(cell) == Some(given.number) && bound == given.bound;
    if is_same && p.trouble.is_none() {
        return None;
    }
    let written = format_number(given.number, p.part.scale(def));
    Some(bounded(given.bound, written))
}

/// The answer "không phát sinh" and the word beside it, as one.
fn with_answer(answer: &str, word: String) -> String {
    if word.trim().is_empty() {
        answer.to_owned()
    } else if fold(&word).starts_with(fold(answer).trim_end_matches(['.', '!'])) {
        word
    } else {
        format!("{}. {word}", answer.trim_end_matches(['.', '!']))
    }
}

/// Whether a text is the answer "không phát sinh" and nothing else.
pub(super) fn says_nil(text: &str) -> bool {
    let folded = fold(text);
    folded.trim_end_matches(['.', '!']) == "khong phat sinh"
}

pub(super) fn put_section(typed: &mut ReportTyped, code: &str, said: String, is_nil: bool) {
    typed.sections.retain(|s| s.code != code);
    let text = if is_nil { String::new() } else { said };
    typed.sections.push(SectionText {
        code: code.to_owned(),
        text,
        is_nil,
    });
}

/// Indicator and input name of a defined name.
fn input_of(form: &ReportForm, name: &str) -> Option<(String, String)> {
    form.cells.iter().find_map(|c| {
        let base = xlsx::value_name(&c.def.code);
        c.parts.iter().find_map(|p| {
            let bound = match p.part {
                Part::Value => base.clone(),
                Part::Num => format!("{base}_NUM"),
                Part::Den => format!("{base}_DEN"),
            };
            (bound == name).then(|| (c.def.code.clone(), p.key.clone()))
        })
    })
}

/// The indicator that has this name, of the names that `of` makes.
fn named<'a>(
    form: &'a ReportForm,
    of: fn(&str) -> String,
    name: &str,
) -> Option<&'a super::FormCell> {
    form.cells.iter().find(|c| of(&c.def.code) == name)
}

/// A workbook's number ("1234.567") so that it reads one way only: a comma
/// before the decimals, and never exactly three of them.
fn exact_text(decimal: &str) -> String {
    match decimal.split_once('.') {
        Some((whole, part)) if part.len() == 3 => format!("{whole},{part}0"),
        Some((whole, part)) => format!("{whole},{part}"),
        None => decimal.to_owned(),
    }
}

impl ReportForm {
    /// What the page shows, as if a person had typed it.
    #[must_use]
    pub fn as_typed(&self) -> ReportTyped {
        let parts = self.cells.iter().flat_map(|c| &c.parts);
        let notes = self
            .cells
            .iter()
            .filter_map(|c| Some((c.def.code.clone(), c.cell.note.clone()?)));
        ReportTyped {
            is_nil: self.is_nil,
            sections: self
                .sections
                .iter()
                .map(|s| SectionText {
                    code: s.def.code.clone(),
                    text: s.text.clone(),
                    is_nil: s.is_nil,
                })
                .collect(),
            cells: TypedCells {
                style: self.style,
                numbers: parts.map(|p| (p.key.clone(), p.shown.clone())).collect(),
                notes: notes.collect(),
                natures: self
                    .cells
                    .iter()
                    .map(|c| (c.def.code.clone(), c.cell.nature))
                    .collect(),
            },
            tasks: self.tasks.iter().map(|t| t.line.clone()).collect(),
            explanations: self.explanations.clone(),
            late_reason: self.asks_late_reason.then(|| self.late_reason.clone()),
            page: String::new(),
        }
    }

    /// Names of the fields that carry an error of the content shown, with the
    /// error's code and the text typed.
    #[must_use]
    pub fn field_errors(&self) -> Vec<FieldError> {
        let troubled = self.cells.iter().flat_map(|c| &c.parts).filter_map(|p| {
            let trouble = p.trouble.as_ref()?;
            let error = FieldError::new(number_field(&p.key), trouble.trouble.code());
            Some(
                error
                    .with("typed", trouble.typed.clone())
                    .with("place", trouble.code.clone()),
            )
        });
        let too_long = self.sections.iter().filter(|s| {
            s.def
                .word_limit
                .is_some_and(|limit| s.words > limit as usize)
        });
        let too_long = too_long.map(|s| {
            FieldError::new(section_field(&s.def.code), "report.too_long")
                .with("place", s.def.code.clone())
        });
        troubled.chain(too_long).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{FormPart, Part, exact_text, given_otherwise};
    use domain::indicator::{Cell, catalogue};
    use domain::number::{Reading, read_number};

    #[test]
    fn a_workbooks_number_is_never_doubtful() {
        for (decimal, scale, expected) in [
            ("1.234", 3, 1_234),
            ("1234.5", 1, 12_345),
            ("-0.25", 2, -25),
            ("1915509", 0, 1_915_509),
        ] {
            assert_eq!(
                read_number(&exact_text(decimal), scale),
                Ok(Reading::Exact(expected))
            );
        }
    }

    /// silence would hide that the page says something else.
    #[test]
    fn what_was_given_out_and_is_no_single_number_is_compared_as_text() {
        let all = catalogue();
        let mut def = all.iter().find(|d| d.code == "YT-09").cloned().unwrap();
        def.scale = 3;
        let cell = Cell::of(1_234_000);
        let part = |shown: &str| FormPart {
            part: Part::Value,
            key: "YT-09".into(),
            shown: shown.into(),
            last: None,
            trouble: None,
        };
        let told = |said: &str, shown: &str| given_otherwise(&def, &cell, &part(shown), said);
        for said in ["1.234", "12 triệu"] {
            assert_eq!(told(said, said), None);
            assert_eq!(told(said, "1.234,000").as_deref(), Some(said));
        }
        assert_eq!(told("1.234,000", "1.234,000"), None);
        assert_eq!(told("7,5", "1.234,000").as_deref(), Some("7,500"));
    }
}
