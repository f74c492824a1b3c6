//! What a person confirmed of a text besides its conference and directives:
//! period, chairs, persons, bodies, fields, results, limitations, and the figures
//! as observations.

use crate::entity::{observations, reading_records, readings};
use crate::time::{day, instant, opt_civil, timestamp};
use crate::{Handle, StoreError, Write};
use domain::id::{AccountId, ConferenceId, ReadingId, UnitId};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// A person with the role as printed, as confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedPerson {
    /// Name.
    pub name: String,
    /// As what.
    pub role: String,
}

/// A sentence that reports on a field of work, as confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedResult {
    /// Code of the field.
    pub field: String,
    /// The words.
    pub text: String,
}

/// The period a text reports on, by the codes of the reading contract and, beside
/// them, of what the reader keeps apart: school years, their halves, congress terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedPeriod {
    /// "month", "quarter", "half", "nine_months", "year", "school_year", "semester" or
    /// "term".
    pub kind: String,
    /// Which one of its year; 1 where there is only one.
    pub index: i32,
    /// Year; of a school year, its half or a congress term the first.
    pub year: i32,
}

/// What was confirmed of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: Uuid,
    /// Of which text.
    pub reading: ReadingId,
    /// The conference that was made of it.
    pub conference: Option<ConferenceId>,
    /// Kind of meeting.
    pub event_kind: Option<String>,
    /// Period under review.
    pub period: Option<RecordedPeriod>,
    /// The page's own stamp.
    pub published_on: Option<Date>,
    /// Who presided.
    pub chairs: Vec<RecordedPerson>,
    /// Who else is named, with role and body; nothing of what they said.
    pub people: Vec<RecordedPerson>,
    /// Codes of the fields of work.
    pub fields: Vec<String>,
    /// Bodies that the text names, as printed; who of them came is not said.
    pub organisations: Vec<String>,
    /// What it reports of each field.
    pub results: Vec<RecordedResult>,
    /// Stated weaknesses.
    pub limitations: Vec<String>,
    /// Who confirmed.
    pub confirmed_by: AccountId,
    /// When.
    pub confirmed_at: Timestamp,
}

/// How a text says a figure (domain facts §6.2): a difference or a share of a plan is
/// no level, and a loose figure is no exact one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureSaid {
    /// The word that loosens it, as written ("hơn", "khoảng", "ước").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loosely: Option<String>,
    /// Whether it is a rise (true) or a fall (false); none for a level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rises: Option<bool>,
    /// What it is measured by, as written ("kế hoạch năm", "cùng kỳ").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
}

/// A figure that a person confirmed, with the words it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Its id.
    pub id: Uuid,
    /// From which text.
    pub reading: ReadingId,
    /// The conference that was made of the text.
    pub conference: Option<ConferenceId>,
    /// Its number in the text, from 0.
    pub number: i32,
    /// Value at 10^scale.
    pub value: i64,
    /// Decimals.
    pub scale: u8,
    /// Unit of measure.
    pub measure: String,
    /// The words of the source.
    pub quote: String,
    /// Where they begin in the normalised text.
    pub quote_from: Option<i32>,
    /// How it is said.
    pub said: FigureSaid,
    /// Indicator of the catalogue, if a person said so.
    pub indicator: Option<String>,
    /// Period.
    pub period: Option<RecordedPeriod>,
    /// Who confirmed.
    pub confirmed_by: AccountId,
    /// When.
    pub confirmed_at: Timestamp,
}

/// Adds what was confirmed of a text.
///
/// # Errors
/// [`StoreError::Duplicate`] when the text is confirmed already.
pub async fn insert_record(w: &Write, new: &Record) -> Result<(), StoreError> {
    let row = reading_records::ActiveModel {
        id: Set(new.id),
        reading_id: Set(new.reading.0),
        conference_id: Set(new.conference.map(|c| c.0)),
        event_kind: Set(new.event_kind.clone()),
        period_kind: Set(new.period.as_ref().map(|p| p.kind.clone())),
        period_index: Set(new.period.as_ref().map(|p| p.index)),
        period_year: Set(new.period.as_ref().map(|p| p.year)),
        published_on: Set(new.published_on.map(day)),
        chairs: Set(serde_json::to_string(&new.chairs)?),
        people: Set(serde_json::to_string(&new.people)?),
        fields: Set(serde_json::to_string(&new.fields)?),
        organisations: Set(serde_json::to_string(&new.organisations)?),
        results: Set(serde_json::to_string(&new.results)?),
        limitations: Set(serde_json::to_string(&new.limitations)?),
        confirmed_by: Set(new.confirmed_by.0),
        confirmed_at: Set(instant(new.confirmed_at)),
    };
    reading_records::Entity::insert(row)
        .exec_without_returning(w.conn())
        .await?;
    Ok(())
}

/// What was confirmed of a text.
///
/// # Errors
/// When the database fails or the row cannot be read.
pub async fn record_of(h: &impl Handle, id: ReadingId) -> Result<Option<Record>, StoreError> {
    reading_records::Entity::find()
        .filter(reading_records::Column::ReadingId.eq(id.0))
        .one(h.conn())
        .await?
        .map(record)
        .transpose()
}

/// What the texts behind a conference say besides; first the one that was confirmed
/// first.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn records_of_conference(
    h: &impl Handle,
    id: ConferenceId,
) -> Result<Vec<Record>, StoreError> {
    let rows = reading_records::Entity::find()
        .filter(reading_records::Column::ConferenceId.eq(id.0))
        .order_by_asc(reading_records::Column::ConfirmedAt)
        .order_by_asc(reading_records::Column::Id)
        .all(h.conn())
        .await?;
    rows.into_iter().map(record).collect()
}

/// Adds figures.
///
/// # Errors
/// When the database fails.
pub async fn insert_observations(w: &Write, new: &[Observation]) -> Result<(), StoreError> {
    for o in new {
        let row = observations::ActiveModel {
            id: Set(o.id),
            reading_id: Set(o.reading.0),
            conference_id: Set(o.conference.map(|c| c.0)),
            number: Set(o.number),
            value: Set(o.value),
            scale: Set(i32::from(o.scale)),
            measure: Set(o.measure.clone()),
            quote: Set(o.quote.clone()),
            quote_from: Set(o.quote_from),
            indicator_code: Set(o.indicator.clone()),
            period_kind: Set(o.period.as_ref().map(|p| p.kind.clone())),
            period_index: Set(o.period.as_ref().map(|p| p.index)),
            period_year: Set(o.period.as_ref().map(|p| p.year)),
            confirmed_by: Set(o.confirmed_by.0),
            confirmed_at: Set(instant(o.confirmed_at)),
            said: Set(serde_json::to_string(&o.said)?),
        };
        observations::Entity::insert(row)
            .exec_without_returning(w.conn())
            .await?;
    }
    Ok(())
}

/// The figures confirmed of one text, in its order.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn observations_of(
    h: &impl Handle,
    id: ReadingId,
) -> Result<Vec<Observation>, StoreError> {
    let rows = observations::Entity::find()
        .filter(observations::Column::ReadingId.eq(id.0))
        .order_by_asc(observations::Column::Number)
        .all(h.conn())
        .await?;
    rows.into_iter().map(observation).collect()
}

/// The figures confirmed of one indicator, latest period first, with the office that
/// read their text in.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn observations_told(
    h: &impl Handle,
    indicator: &str,
    limit: u64,
) -> Result<Vec<(Observation, UnitId)>, StoreError> {
    let rows = observations::Entity::find()
        .filter(observations::Column::IndicatorCode.eq(indicator))
        .order_by_desc(observations::Column::PeriodYear)
        .order_by_desc(observations::Column::PeriodIndex)
        .order_by_asc(observations::Column::ConfirmedAt)
        .order_by_asc(observations::Column::Number)
        .limit(limit)
        .all(h.conn())
        .await?;
    let texts: Vec<Uuid> = rows.iter().map(|row| row.reading_id).collect();
    let offices: Vec<(Uuid, Uuid)> = readings::Entity::find()
        .select_only()
        .columns([readings::Column::Id, readings::Column::OfficeId])
        .filter(readings::Column::Id.is_in(texts))
        .into_tuple()
        .all(h.conn())
        .await?;
    let offices: HashMap<Uuid, Uuid> = offices.into_iter().collect();
    rows.into_iter()
        .map(|row| {
            let office = offices.get(&row.reading_id).ok_or(StoreError::NotFound)?;
            Ok((observation(row)?, UnitId(*office)))
        })
        .collect()
}

fn period(kind: Option<String>, index: Option<i32>, year: Option<i32>) -> Option<RecordedPeriod> {
    Some(RecordedPeriod {
        kind: kind?,
        index: index?,
        year: year?,
    })
}

fn record(row: reading_records::Model) -> Result<Record, StoreError> {
    Ok(Record {
        id: row.id,
        reading: ReadingId(row.reading_id),
        conference: row.conference_id.map(ConferenceId),
        event_kind: row.event_kind,
        period: period(row.period_kind, row.period_index, row.period_year),
        published_on: opt_civil(row.published_on)?,
        chairs: serde_json::from_str(&row.chairs)?,
        people: serde_json::from_str(&row.people)?,
        fields: serde_json::from_str(&row.fields)?,
        organisations: serde_json::from_str(&row.organisations)?,
        results: serde_json::from_str(&row.results)?,
        limitations: serde_json::from_str(&row.limitations)?,
        confirmed_by: AccountId(row.confirmed_by),
        confirmed_at: timestamp(row.confirmed_at)?,
    })
}

fn observation(row: observations::Model) -> Result<Observation, StoreError> {
    Ok(Observation {
        id: row.id,
        reading: ReadingId(row.reading_id),
        conference: row.conference_id.map(ConferenceId),
        number: row.number,
        value: row.value,
        scale: u8::try_from(row.scale).map_err(|e| StoreError::corrupt("scale", e))?,
        measure: row.measure,
        quote: row.quote,
        quote_from: row.quote_from,
        said: serde_json::from_str(&row.said)?,
        indicator: row.indicator_code,
        period: period(row.period_kind, row.period_index, row.period_year),
        confirmed_by: AccountId(row.confirmed_by),
        confirmed_at: timestamp(row.confirmed_at)?,
    })
}
