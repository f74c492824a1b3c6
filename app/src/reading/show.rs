//! One text with its facts, and what was stored of it.

use crate::text::t_with;
use crate::{AppError, Ctx, Locale};
use domain::account::Right;
use domain::id::{ConferenceId, ReadingId};
use domain::period::{Period, PeriodKind, Scheme};
use extract::Reading as Facts;
use store::reading::{Observation, Reading, Record, RecordedPeriod};

/// A text with its facts understood.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The stored row.
    pub reading: Reading,
    /// The facts.
    pub facts: Facts,
}

/// What a person confirmed of a text, or of all texts of one conference.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Period, chairs, limitations.
    pub record: Record,
    /// Figures.
    pub observations: Vec<Observation>,
    /// The texts with the names of their files; first the one confirmed first.
    pub sources: Vec<(ReadingId, String)>,
}

/// One text with its facts.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or not for this actor.
pub async fn show(ctx: &Ctx, id: ReadingId) -> Result<Waiting, AppError> {
    let reading = store::reading::find(&ctx.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    ctx.require(Right::WriteDirective, reading.office).await?;
    let facts = serde_json::from_str(&reading.facts).map_err(AppError::internal)?;
    Ok(Waiting { reading, facts })
}

/// What was stored of a text; none before it is confirmed.
///
/// # Errors
/// As [`show`].
pub async fn stored(ctx: &Ctx, id: ReadingId) -> Result<Option<Stored>, AppError> {
    let line = super::find_line(ctx, id).await?;
    let read = ctx.read();
    let Some(record) = store::reading::record_of(&read, line.intake.id).await? else {
        return Ok(None);
    };
    let observations = store::reading::observations_of(&read, id).await?;
    Ok(Some(Stored {
        record,
        observations,
        sources: vec![(id, line.intake.file_name)],
    }))
}

/// What the texts behind a conference say besides, for the office and those above
/// it; units that were only invited do not see it.
///
/// # Errors
/// When the database fails.
pub async fn of_conference(ctx: &Ctx, id: ConferenceId) -> Result<Option<Stored>, AppError> {
    let read = ctx.read();
    let records = store::reading::records_of_conference(&read, id).await?;
    if records.is_empty() {
        return Ok(None);
    }
    let conference = store::conference::find(&read, id)
        .await?
        .ok_or(AppError::NotFound)?;
    if !ctx.can(Right::ReadConference, conference.office).await? {
        return Ok(None);
    }
    let texts: Vec<ReadingId> = records.iter().map(|r| r.reading).collect();
    let intakes = store::reading::find_intakes(&read, &texts).await?;
    let mut observations = Vec::new();
    let mut sources = Vec::new();
    for text in texts {
        observations.extend(store::reading::observations_of(&read, text).await?);
        let intake = intakes.iter().find(|i| i.id == text);
        let name = intake.map(|i| i.file_name.clone());
        sources.push((text, name.unwrap_or_default()));
    }
    Ok(together(records).map(|record| Stored {
        record,
        observations,
        sources,
    }))
}

/// What several texts say of one conference: the first, and of the others what it
/// does not have.
fn together(records: Vec<Record>) -> Option<Record> {
    fn add<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
        for one in more {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    let mut records = records.into_iter();
    let mut all = records.next()?;
    for more in records {
        all.period = all.period.or(more.period);
        add(&mut all.chairs, more.chairs);
        add(&mut all.people, more.people);
        add(&mut all.fields, more.fields);
        add(&mut all.organisations, more.organisations);
        add(&mut all.results, more.results);
        add(&mut all.limitations, more.limitations);
    }
    Some(all)
}

/// Half of a school year ("học kỳ"), named by the school year's first calendar year.
/// It has no days: each province draws the border.
const SEMESTER: &str = "semester";

/// The days of a period: of the contract's kinds by the calendar year, of a school
/// year and of a congress term by their own.
#[must_use]
pub(crate) fn days(kind: &str, index: i32, year: i32) -> Option<Period> {
    let index = u8::try_from(index).ok()?;
    let year = i16::try_from(year).ok()?;
    let (scheme, kind, index) = match (kind, index) {
        ("month", n) => (Scheme::Lich, PeriodKind::Month, n),
        ("quarter", n) => (Scheme::Lich, PeriodKind::Quarter, n),
        ("half", 1) => (Scheme::Lich, PeriodKind::FirstHalf, 1),
        ("half", 2) => (Scheme::Lich, PeriodKind::SecondHalf, 1),
        ("nine_months", 1) => (Scheme::Lich, PeriodKind::NineMonths, 1),
        ("year", 1) => (Scheme::Lich, PeriodKind::Year, 1),
        ("school_year", 1) => (Scheme::NamHoc, PeriodKind::SchoolYear, 1),
        ("term", 1) => (Scheme::NhiemKy, PeriodKind::Term, 1),
        _ => return None,
    };
    Period::new(scheme, kind, year, index).ok()
}

/// Whether there is such a period.
#[must_use]
pub(super) fn is_period(kind: &str, index: i32, year: i32) -> bool {
    match kind {
        SEMESTER => (1..=2).contains(&index) && days("school_year", 1, year).is_some(),
        _ => days(kind, index, year).is_some(),
    }
}

/// What a recorded period is called: "quý I năm 2024", "học kỳ I năm học 2021-2022".
#[must_use]
pub fn period_words(locale: Locale, recorded: &RecordedPeriod) -> Option<String> {
    let is_half = recorded.kind == SEMESTER;
    let (kind, index) = if is_half {
        ("school_year", 1)
    } else {
        (recorded.kind.as_str(), recorded.index)
    };
    let period = days(kind, index, recorded.year)?;
    let name = match locale {
        Locale::Vi => period.label_vi(),
        Locale::En => period.label_en(),
    };
    Some(if is_half {
        semester_words(locale, recorded.index, &name)
    } else {
        name
    })
}

/// The name of half a school year, which is called `year`.
#[must_use]
pub fn semester_words(locale: Locale, index: i32, year: &str) -> String {
    let n = if index == 1 { "I" } else { "II" };
    let args = [("n", n.to_owned()), ("year", year.to_owned())];
    t_with(locale, "reading.semester_of", &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn school_years_their_halves_and_congress_terms_have_names() {
        let words = |locale, kind: &str, index, year| {
            let kind = kind.to_owned();
            period_words(locale, &RecordedPeriod { kind, index, year })
        };
        for (kind, index, year, expected) in [
            ("quarter", 1, 2024, Some("quý I năm 2024")),
            ("school_year", 1, 2021, Some("năm học 2021-2022")),
            (SEMESTER, 1, 2021, Some("học kỳ I năm học 2021-2022")),
            (SEMESTER, 2, 2021, Some("học kỳ II năm học 2021-2022")),
            ("term", 1, 2020, Some("nhiệm kỳ 2020-2025")),
            ("stage", 1, 2021, None),
        ] {
            assert_eq!(words(Locale::Vi, kind, index, year).as_deref(), expected);
            assert_eq!(is_period(kind, index, year), expected.is_some());
        }
        assert!(!is_period(SEMESTER, 3, 2021) && !is_period(SEMESTER, 1, 21));
        let told = words(Locale::En, SEMESTER, 2, 2021);
        assert_eq!(
            told.as_deref(),
            Some("semester II of school year 2021–2022")
        );
    }
}
