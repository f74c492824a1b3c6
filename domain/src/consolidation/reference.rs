//! Numbers bound to data inside prose.
//!
//! A text carries references, not digits: `{{GD-09}}` is the total of the
//! round's area, `{{GD-09@SGDDT}}` the figure of the unit with that code. What
//! follows a bar says which period and in which form:
//!
//! | Word | Means |
//! |---|---|
//! | `truoc` | the period before |
//! | `cung-ky` | the same period last year |
//! | `luy-ke` | from the beginning of the year |
//! | `ke-hoach` | the plan of the year |
//! | `don-vi` | with the unit of measure |
//! | `tu-so`, `mau-so` | a part of a ratio |
//! | `tang-giam` | the change against `truoc` or `cung-ky`, in words |
//! | `dat` | the share of the year's plan reached so far |
//!
//! References are written out when the text is shown; what they stood for when
//! the text was written is kept beside it (`seen`).

/// Which period a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// The period of the round.
    This,
    /// *Kỳ trước*.
    Previous,
    /// *Cùng kỳ năm trước*.
    LastYear,
    /// *Luỹ kế* from the beginning of the year.
    YearToDate,
    /// *Kế hoạch năm*.
    Plan,
}

/// In which form a reference is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The number alone; of a percentage with its sign.
    Number,
    /// With the unit of measure.
    Measure,
    /// The numerator of a ratio.
    Numerator,
    /// The denominator of a ratio.
    Denominator,
    /// The change against another period, computed and not typed (§6.2).
    Change,
    /// Share of the year's plan.
    OfPlan,
}

/// A bound number: indicator, scope, period and form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// Code of the indicator.
    pub indicator: String,
    /// Code of the unit; none for the whole area.
    pub unit: Option<String>,
    /// Which period.
    pub when: When,
    /// In which form.
    pub format: Format,
}

impl Reference {
    /// The area's number of this period.
    #[must_use]
    pub fn of(indicator: &str) -> Self {
        Self {
            indicator: indicator.to_owned(),
            unit: None,
            when: When::This,
            format: Format::Number,
        }
    }

    /// The same in another period and form.
    #[must_use]
    pub fn with(self, when: When, format: Format) -> Self {
        Self {
            when,
            format,
            ..self
        }
    }

    /// Reads what stands between the braces.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split('|');
        let head = words.next()?;
        let (mut when, mut format) = (When::This, Format::Number);
        for word in words {
            if let Some(found) = PERIODS.iter().find(|(_, w)| *w == word.trim()) {
                when = found.0;
            } else {
                format = FORMATS.iter().find(|(_, w)| *w == word.trim())?.0;
            }
        }
        let (indicator, unit) = match head.trim().split_once('@') {
            None => (head.trim(), None),
            Some((indicator, unit)) => (indicator, Some(unit)),
        };
        let is_code = |t: &str| {
            !t.is_empty()
                && t.chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        };
        (is_code(indicator) && unit.is_none_or(is_code) && is_possible(when, format)).then(|| {
            Self {
                indicator: indicator.to_owned(),
                unit: unit.map(str::to_owned),
                when,
                format,
            }
        })
    }

    /// As it is written in a text.
    #[must_use]
    pub fn token(&self) -> String {
        let unit = self
            .unit
            .as_ref()
            .map(|u| format!("@{u}"))
            .unwrap_or_default();
        let mut token = format!("{{{{{}{unit}", self.indicator);
        let when = PERIODS.iter().find(|(when, _)| *when == self.when);
        let format = FORMATS.iter().find(|(format, _)| *format == self.format);
        for word in when.map(|w| w.1).into_iter().chain(format.map(|f| f.1)) {
            token.push('|');
            token.push_str(word);
        }
        token + "}}"
    }
}

const PERIODS: [(When, &str); 4] = [
    (When::Previous, "truoc"),
    (When::LastYear, "cung-ky"),
    (When::YearToDate, "luy-ke"),
    (When::Plan, "ke-hoach"),
];

const FORMATS: [(Format, &str); 5] = [
    (Format::Measure, "don-vi"),
    (Format::Numerator, "tu-so"),
    (Format::Denominator, "mau-so"),
    (Format::Change, "tang-giam"),
    (Format::OfPlan, "dat"),
];

/// A change needs something to compare with; the share of a plan is always that
/// of the year so far; a plan has no parts.
fn is_possible(when: When, format: Format) -> bool {
    match format {
        Format::Number | Format::Measure => true,
        Format::Change => matches!(when, When::Previous | When::LastYear),
        Format::OfPlan => when == When::This,
        Format::Numerator | Format::Denominator => when != When::Plan,
    }
}

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A bound number.
    Number(Reference),
    /// Braces that hold no reference, with what is between them.
    Broken(&'a str),
}

/// A text cut at its references.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        let Some(length) = rest[open + 2..].find("}}") else {
            break;
        };
        if open > 0 {
            found.push(Piece::Text(&rest[..open]));
        }
        let inside = &rest[open + 2..open + 2 + length];
        found.push(match Reference::parse(inside.trim()) {
            Some(reference) => Piece::Number(reference),
            None => Piece::Broken(inside),
        });
        rest = &rest[open + 4 + length..];
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

/// The references of a text, each once, in order of their codes.
#[must_use]
pub fn references(text: &str) -> Vec<Reference> {
    let mut found: Vec<Reference> = pieces(text)
        .into_iter()
        .filter_map(|p| match p {
            Piece::Number(reference) => Some(reference),
            _ => None,
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The text as people read it; `shown` writes a reference out.
pub fn render(text: &str, mut shown: impl FnMut(&Reference) -> String) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(words) => words.to_owned(),
            Piece::Number(reference) => shown(&reference),
            Piece::Broken(inside) => format!("{{{{{inside}}}}}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn references_name_indicator_unit_and_period() {
        let text = "Tuyển {{GD-09}} người (kỳ trước {{GD-09|truoc}}), riêng sở {{ GD-09@SGDDT|cung-ky }}; {{?}} {{x";
        let found = references(text);
        assert_eq!(found.len(), 3);
        assert_eq!(
            found[0],
            Reference {
                indicator: "GD-09".into(),
                unit: None,
                when: When::This,
                format: Format::Number,
            }
        );
        assert_eq!(found[2].token(), "{{GD-09@SGDDT|cung-ky}}");
        assert!(pieces(text).contains(&Piece::Broken("?")));
        assert_eq!(
            render(text, |r| r.unit.clone().unwrap_or_else(|| "12".into())),
            "Tuyển 12 người (kỳ trước 12), riêng sở SGDDT; {{?}} {{x"
        );
    }

    proptest! {
        #[test]
        fn a_token_leads_back_to_its_reference(
            indicator in "[A-Z]{2}-[0-9]{2}",
            unit in prop::option::of("[A-Z0-9]{1,8}"),
            when in prop::sample::select(vec![
                When::This, When::Previous, When::LastYear, When::YearToDate, When::Plan,
            ]),
            format in prop::sample::select(vec![
                Format::Number, Format::Measure, Format::Numerator, Format::Denominator, Format::Change, Format::OfPlan,
            ]),
        ) {
            let reference = Reference { indicator, unit, when, format };
            let expected = if is_possible(when, format) { vec![reference.clone()] } else { vec![] };
            prop_assert_eq!(references(&reference.token()), expected);
        }

        #[test]
        fn any_text_without_references_is_shown_as_it_is(text in "[a-z{}|@ ]{0,40}") {
            if references(&text).is_empty() {
                prop_assert_eq!(render(&text, |_| String::new()), text);
            }
        }
    }
}
