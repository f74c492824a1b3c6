//! The figures alone of the reports that count, read without their texts: what
//! totals are made of. Page by page, so that a country never stands in memory
//! as text.
//!
//! Which version counts is decided in `counted`, as for everything else.

use crate::counted::{bodies, unusable};
use crate::entity::obligations;
use crate::{Handle, StoreError};
use domain::id::{ObligationId, RoundId, UnitId};
use domain::indicator::{Cell, Nature};
use domain::number::Bound;
use domain::report::ReportState;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::collections::HashMap;
use std::fmt;

/// One unit of a round with the report that counts, as stored.
#[derive(Debug, Clone)]
pub struct RawFigures {
    /// What the unit owes.
    pub obligation: ObligationId,
    /// Who.
    pub unit: UnitId,
    /// Where the report stands.
    pub state: ReportState,
    report: Option<(i32, String)>,
}

/// One unit of a round with the figures that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Who.
    pub unit: UnitId,
    /// Where the report stands.
    pub state: ReportState,
    /// Number of the version that counts.
    pub version: Option<i32>,
    /// Whether it says "không phát sinh" as a whole.
    pub is_nil: bool,
    /// The cells, each with the number of its indicator; without notes.
    pub cells: Vec<(usize, Cell)>,
}

/// Up to `limit` units of a round after the obligation `after`, in the order of
/// obligations; with `only` just those units.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn page(
    h: &impl Handle,
    round: RoundId,
    only: Option<&[UnitId]>,
    after: Option<ObligationId>,
    limit: u64,
) -> Result<Vec<RawFigures>, StoreError> {
    let mut wanted = Condition::all().add(obligations::Column::RoundId.eq(round.0));
    if let Some(units) = only {
        wanted = wanted.add(obligations::Column::UnitId.is_in(units.iter().map(|u| u.0)));
    }
    if let Some(after) = after {
        wanted = wanted.add(obligations::Column::Id.gt(after.0));
    }
    let owed = obligations::Entity::find()
        .filter(wanted)
        .order_by_asc(obligations::Column::Id)
        .limit(limit)
        .all(h.conn())
        .await?;
    let ids = || {
        Query::select()
            .column(obligations::Column::Id)
            .from(obligations::Entity)
            .cond_where(obligations::Column::Id.is_in(owed.iter().map(|o| o.id)))
            .to_owned()
    };
    let mut bodies = if owed.is_empty() {
        HashMap::new()
    } else {
        let unusable = unusable(h, ids()).await?;
        bodies(h, &owed, &unusable, ids()).await?
    };
    owed.iter()
        .map(|row| {
            Ok(RawFigures {
                obligation: ObligationId(row.id),
                unit: UnitId(row.unit_id),
                state: ReportState::from_code(&row.state)
                    .ok_or_else(|| StoreError::corrupt("state", &row.state))?,
                report: bodies.remove(&row.id),
            })
        })
        .collect()
}

impl RawFigures {
    /// Reads the figures; `codes` numbers the indicators, others are left out.
    /// Work for the processor alone, to be done off the threads that wait.
    ///
    /// # Errors
    /// When the body cannot be read.
    pub fn read(&self, codes: &HashMap<String, usize>) -> Result<Figures, StoreError> {
        let mut figures = Figures {
            unit: self.unit,
            state: self.state,
            version: self.report.as_ref().map(|(number, _)| *number),
            is_nil: false,
            cells: Vec::new(),
        };
        if let Some((_, body)) = &self.report {
            let mut reader = serde_json::Deserializer::from_str(body);
            (figures.is_nil, figures.cells) = Body(codes).deserialize(&mut reader)?;
        }
        Ok(figures)
    }
}

/// The body of a report, texts skipped.
struct Body<'a>(&'a HashMap<String, usize>);

impl<'de> DeserializeSeed<'de> for Body<'_> {
    type Value = (bool, Vec<(usize, Cell)>);

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Body<'_> {
    type Value = (bool, Vec<(usize, Cell)>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body of a report")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = (false, Vec::new());
        while let Some(part) = map.next_key::<Part>()? {
            match part {
                Part::IsNil => found.0 = map.next_value()?,
                Part::Values => found.1 = map.next_value_seed(Values(self.0))?,
                Part::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(found)
    }
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    IsNil,
    Values,
    #[serde(other)]
    Other,
}

/// The cells by indicator.
struct Values<'a>(&'a HashMap<String, usize>);

impl<'de> DeserializeSeed<'de> for Values<'_> {
    type Value = Vec<(usize, Cell)>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Values<'_> {
    type Value = Vec<(usize, Cell)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cells by indicator")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut cells = Vec::with_capacity(self.0.len());
        while let Some(number) = map.next_key_seed(Code(self.0))? {
            match number {
                Some(number) => cells.push((number, map.next_value::<Bare>()?.into())),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(cells)
    }
}

/// A code, looked up without being copied.
struct Code<'a>(&'a HashMap<String, usize>);

impl<'de> DeserializeSeed<'de> for Code<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Code<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the code of an indicator")
    }

    fn visit_str<E>(self, code: &str) -> Result<Self::Value, E> {
        Ok(self.0.get(code).copied())
    }
}

/// A cell without its note.
#[derive(serde::Deserialize)]
struct Bare {
    #[serde(default)]
    value: Option<i64>,
    #[serde(default)]
    num: Option<i64>,
    #[serde(default)]
    den: Option<i64>,
    #[serde(default)]
    nature: Nature,
    #[serde(default)]
    bound: Option<Bound>,
}

impl From<Bare> for Cell {
    fn from(bare: Bare) -> Cell {
        Cell {
            value: bare.value,
            num: bare.num,
            den: bare.den,
            nature: bare.nature,
            note: None,
            bound: bare.bound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::report::{ReportBody, SectionText};

    #[test]
    fn the_figures_are_read_as_the_whole_body_has_them_and_texts_are_skipped() {
        let body = ReportBody {
            sections: vec![SectionText {
                code: "I.1".into(),
                text: "Có \"ngoặc\" và {\"values\":{\"A\":{\"value\":9}}}".into(),
                is_nil: false,
            }],
            values: [
                ("A".to_owned(), Cell::of(5).with_nature(Nature::Estimate)),
                ("B".to_owned(), Cell::of_parts(1, 2)),
                ("C".to_owned(), Cell::of(7)),
                ("D".to_owned(), Cell::of(7).with_bound(Bound::Above)),
            ]
            .into(),
            ..ReportBody::default()
        };
        let mut body = body;
        if let Some(cell) = body.values.get_mut("A") {
            cell.note = Some("Giải trình".into());
        }
        let raw = RawFigures {
            obligation: ObligationId(uuid::Uuid::nil()),
            unit: UnitId(uuid::Uuid::nil()),
            state: ReportState::Received,
            report: Some((2, serde_json::to_string(&body).unwrap())),
        };
        let codes = [("A", 4), ("B", 0), ("D", 1)];
        let codes = codes.map(|(code, n)| (code.to_owned(), n)).into();
        let read = raw.read(&codes).unwrap();
        assert_eq!((read.version, read.is_nil), (Some(2), false));
        assert_eq!(
            read.cells,
            [
                (4, Cell::of(5).with_nature(Nature::Estimate)),
                (0, Cell::of_parts(1, 2)),
                (1, Cell::of(7).with_bound(Bound::Above)),
            ]
        );
        let nil = RawFigures {
            report: Some((1, r#"{"is_nil":true,"new":[1,{"a":2}]}"#.into())),
            ..raw
        };
        assert!(nil.read(&codes).unwrap().is_nil);
    }
}
