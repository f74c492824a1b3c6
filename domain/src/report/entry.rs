//! Typed cells: from what a person typed to cells, with what could not be read
//! kept as typed.
//!
//! The notation of one number is read by [`crate::number`]; here are the cells
//! of a form and the one answer per form about "1.234".

use super::measure::{MULTIPLES, split_measure};
use crate::indicator::{Cell, IndicatorDef, Nature};
use crate::number::{
    Bound, NumberError, Reading, bounded, format_number, read_number, split_bound,
};
use crate::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::codes! {
    /// How a person of this form writes numbers: the answer to a doubtful one,
    /// asked once per form.
    NumberStyle {
        /// A point groups thousands, a comma starts the decimals.
        Vietnamese = "vi",
        /// The other way round.
        English = "en",
    }
}

crate::codes! {
    /// Which number of a cell.
    Part {
        /// The value of a plain indicator.
        Value = "value",
        /// Numerator of a ratio.
        Num = "num",
        /// Denominator of a ratio.
        Den = "den",
    }
}

impl Part {
    /// The parts that a person fills in for an indicator: a ratio by its two
    /// whole numbers, everything else by one.
    #[must_use]
    pub fn of(def: &IndicatorDef) -> &'static [Part] {
        if def.factor().is_some() {
            &[Part::Num, Part::Den]
        } else {
            &[Part::Value]
        }
    }

    /// Name of the input: `GD-01`, `GD-02_NUM`, `GD-02_DEN`.
    #[must_use]
    pub fn key(self, code: &str) -> String {
        match self {
            Part::Value => code.to_owned(),
            Part::Num => format!("{code}_NUM"),
            Part::Den => format!("{code}_DEN"),
        }
    }

    /// Decimals that this part keeps; the parts of a ratio are whole numbers.
    #[must_use]
    pub fn scale(self, def: &IndicatorDef) -> u8 {
        if self == Part::Value { def.scale } else { 0 }
    }

    /// This number of a cell.
    #[must_use]
    pub fn get(self, cell: &Cell) -> Option<i64> {
        match self {
            Part::Value => cell.value,
            Part::Num => cell.num,
            Part::Den => cell.den,
        }
    }

    /// This number of a cell as it is written in a form, a threshold with its words.
    #[must_use]
    pub fn written(self, def: &IndicatorDef, cell: &Cell) -> Option<String> {
        let number = format_number(self.get(cell)?, self.scale(def));
        let bound = cell.bound.filter(|_| self == Part::Value);
        Some(bounded(bound, number))
    }

    fn set(self, cell: &mut Cell, figure: Figure) {
        match self {
            Part::Value => {
                cell.value = Some(figure.number);
                cell.bound = figure.bound;
            }
            Part::Num => cell.num = Some(figure.number),
            Part::Den => cell.den = Some(figure.number),
        }
    }
}

/// A typed number, with its threshold if it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// At 10^scale of the part.
    pub number: i64,
    /// On which side of it the true one lies.
    pub bound: Option<Bound>,
}

/// What was typed into the cells of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedCells {
    /// The answer about doubtful numbers, once given.
    #[serde(default)]
    pub style: Option<NumberStyle>,
    /// Texts by [`Part::key`].
    #[serde(default)]
    pub numbers: BTreeMap<String, String>,
    /// Explanations by indicator code.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// How final the values are, by indicator code; official when not said.
    #[serde(default)]
    pub natures: BTreeMap<String, Nature>,
}

/// Why a number was not taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It reads two ways and the form has no answer yet.
    Doubtful {
        /// As [`NumberStyle::Vietnamese`].
        vietnamese: i64,
        /// As [`NumberStyle::English`].
        english: i64,
    },
    /// It is no number that fits.
    Refused {
        /// Why not.
        error: NumberError,
    },
}

impl Trouble {
    /// Stable code, the key of the message shown to people.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Doubtful { .. } => "number.doubtful",
            Self::Refused { error } => error.code(),
        }
    }
}

/// One number that was not taken over, with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellTrouble {
    /// Code of the indicator.
    pub code: String,
    /// Which of its numbers.
    pub part: Part,
    /// Decimals of the column, for showing both readings.
    pub scale: u8,
    /// As typed.
    pub typed: String,
    /// Why.
    pub trouble: Trouble,
}

/// The cells of a form, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadCells {
    /// Cells with at least one number or a note. Empty cells are left out, so
    /// that empty never becomes zero.
    pub values: BTreeMap<String, Cell>,
    /// Numbers not taken over, in the order of the form.
    pub troubles: Vec<CellTrouble>,
}

impl ReadCells {
    /// The typed texts that must be kept because no number stands for them.
    #[must_use]
    pub fn kept_texts(&self) -> BTreeMap<String, String> {
        self.troubles
            .iter()
            .map(|t| (t.part.key(&t.code), t.typed.clone()))
            .collect()
    }
}

/// Reads one typed number under the form's answer about doubtful ones. `None`
/// is an empty cell.
///
/// # Errors
/// Why the number is not taken over.
pub fn read_typed(
    text: &str,
    scale: u8,
    style: Option<NumberStyle>,
) -> Result<Option<i64>, Trouble> {
    match read_number(text, scale) {
        Err(NumberError::Empty) => Ok(None),
        Err(error) => Err(Trouble::Refused { error }),
        Ok(Reading::Exact(number)) => Ok(Some(number)),
        Ok(Reading::Ambiguous { thousands, decimal }) => {
            let by_point = text.contains('.');
            let (vietnamese, english) = if by_point {
                (thousands, decimal)
            } else {
                (decimal, thousands)
            };
            match style {
                Some(NumberStyle::Vietnamese) => Ok(Some(vietnamese)),
                Some(NumberStyle::English) => Ok(Some(english)),
                None => Err(Trouble::Doubtful {
                    vietnamese,
                    english,
                }),
            }
        }
    }
}

/// As [`read_typed`] for a part of an indicator, where the value may be a threshold
/// ("từ 70 % trở lên"); no part of a ratio and no rank is one.
///
/// # Errors
/// Why the number is not taken over.
pub fn read_part(
    def: &IndicatorDef,
    part: Part,
    text: &str,
    style: Option<NumberStyle>,
    measures: &[&str],
) -> Result<Option<Figure>, Trouble> {
    let (bound, number) = match split_bound(text) {
        Some((bound, number)) if def.levels().is_empty() => (Some(bound), number),
        _ => (None, text),
    };
    let read = read_plain(def, part, number, style, measures)?;
    if bound.is_some() && (part != Part::Value || def.is_rank()) {
        return Err(Trouble::Refused {
            error: NumberError::NoThreshold,
        });
    }
    Ok(read.map(|number| Figure { number, bound }))
}

/// The number without threshold words. A unit of measure behind it is taken off if
/// it is the indicator's own; any other one that the form (`measures`) or the
/// language knows is refused rather than dropped: "12 triệu" in a column of "người"
/// is not twelve.
fn read_plain(
    def: &IndicatorDef,
    part: Part,
    text: &str,
    style: Option<NumberStyle>,
    measures: &[&str],
) -> Result<Option<i64>, Trouble> {
    let text = text.trim();
    if !def.levels().is_empty() && !text.is_empty() {
        return match def.read_level(text) {
            Some(level) => Ok(Some(level)),
            None => Err(Trouble::Refused {
                error: NumberError::NoLevel,
            }),
        };
    }
    let (number, said) = split_measure(text);
    let own = if part == Part::Value {
        def.measure.as_str()
    } else {
        ""
    };
    if said.is_empty() || said == fold(own) {
        return read_typed(number, part.scale(def), style);
    }
    let is_known = MULTIPLES.contains(&said.as_str()) || measures.iter().any(|m| fold(m) == said);
    let is_number = !matches!(
        read_number(number, 0),
        Err(NumberError::Empty | NumberError::Malformed)
    );
    if is_number && is_known {
        return Err(Trouble::Refused {
            error: NumberError::OtherMeasure,
        });
    }
    read_typed(text, part.scale(def), style)
}

/// Reads the cells of the indicators of a form. `shown` is what the form showed:
/// a number left as it was shown keeps its value, however it could be read.
pub fn read_cells<'a>(
    defs: impl IntoIterator<Item = &'a IndicatorDef>,
    typed: &TypedCells,
    shown: &BTreeMap<String, Cell>,
) -> ReadCells {
    let mut read = ReadCells::default();
    let defs: Vec<&IndicatorDef> = defs.into_iter().collect();
    let measures: Vec<&str> = defs.iter().map(|d| d.measure.as_str()).collect();
    for def in defs {
        let mut cell = Cell {
            nature: typed.natures.get(&def.code).copied().unwrap_or_default(),
            note: typed
                .notes
                .get(&def.code)
                .filter(|n| !n.is_empty())
                .cloned(),
            ..Cell::default()
        };
        for part in Part::of(def) {
            let Some(text) = typed.numbers.get(&part.key(&def.code)) else {
                continue;
            };
            let scale = part.scale(def);
            let before = shown.get(&def.code).and_then(|cell| {
                let is_same = part.written(def, cell)? == text.trim();
                part.get(cell).filter(|_| is_same).zip(Some(cell.bound))
            });
            if let Some((number, bound)) = before {
                part.set(&mut cell, Figure { number, bound });
                continue;
            }
            match read_part(def, *part, text, typed.style, &measures) {
                Ok(Some(figure)) => part.set(&mut cell, figure),
                Ok(None) => {}
                Err(trouble) => read.troubles.push(CellTrouble {
                    code: def.code.clone(),
                    part: *part,
                    scale,
                    typed: text.clone(),
                    trouble,
                }),
            }
        }
        if !cell.is_empty() || cell.note.is_some() {
            read.values.insert(def.code.clone(), cell);
        }
    }
    read
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
