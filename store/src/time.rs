//! Between the times of the rules (jiff) and those of the driver (chrono).
//! Instants are cut to microseconds, which is what PostgreSQL keeps.

use crate::StoreError;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use sea_orm::entity::prelude::{ChronoDate, DateTimeUtc};

/// An instant for the database.
pub(crate) fn instant(at: Timestamp) -> DateTimeUtc {
    DateTimeUtc::from_timestamp_micros(at.as_microsecond()).unwrap_or_default()
}

/// An instant from the database.
pub(crate) fn timestamp(at: DateTimeUtc) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(at.timestamp_micros())
        .map_err(|e| StoreError::corrupt("instant", e))
}

/// An optional instant from the database.
pub(crate) fn opt_timestamp(at: Option<DateTimeUtc>) -> Result<Option<Timestamp>, StoreError> {
    at.map(timestamp).transpose()
}

/// A day for the database.
pub(crate) fn day(on: Date) -> ChronoDate {
    ChronoDate::from_ymd_opt(i32::from(on.year()), on.month() as u32, on.day() as u32)
        .unwrap_or_default()
}

/// A day from the database.
pub(crate) fn civil(on: ChronoDate) -> Result<Date, StoreError> {
    on.to_string()
        .parse()
        .map_err(|e| StoreError::corrupt("day", e))
}

/// An hour of the day from the database.
pub(crate) fn hour(text: &str) -> Result<Time, StoreError> {
    text.parse().map_err(|e| StoreError::corrupt("hour", e))
}

/// An optional day from the database.
pub(crate) fn opt_civil(on: Option<ChronoDate>) -> Result<Option<Date>, StoreError> {
    on.map(civil).transpose()
}
