//! Indicators.
use crate::field::Field;
use serde::{Deserialize, Serialize};
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation { Sum, Ratio, Last, Max, None }
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum IndicatorKind { Plain, Ratio { num_label: String, den_label: String, factor: i64 } }
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction { Up, Down, Neutral }
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicClass { Public, SuppressSmall, Internal }
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature { #[default] Official, Preliminary, Estimate, Plan }
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorDef { pub code: String, pub name: String, pub name_en: String, pub measure: String, pub scale: u8, pub over_units: Aggregation, pub over_time: Aggregation, pub kind: IndicatorKind, pub direction: Direction, pub field: Field, pub public: PublicClass }
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell { pub value: Option<i64>, pub num: Option<i64>, pub den: Option<i64>, #[serde(default)] pub nature: Nature, pub note: Option<String> }
impl Cell { #[must_use] pub fn is_empty(&self) -> bool { self.value.is_none() && self.num.is_none() && self.den.is_none() } }
