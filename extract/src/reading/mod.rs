//! Reading a page or an official paper about a review conference into a
//! [`Reading`]: title, dates, period, people, documents, bodies, figures, tasks.
//!
//! Rules rest on the language of the field, one file per field over a shared
//! [`page::Page`]. Not here: opening files of a format (`format`), and any
//! judgement whether what is written is true.

mod acts;
mod address;
mod authors;
mod beside;
mod bodies;
mod by_field;
mod chairs;
mod compound;
mod congress;
mod cues;
mod dates;
mod days;
mod documents;
mod duties;
mod event;
mod fields;
mod figures;
mod headed;
mod heads;
mod invitations;
mod known;
mod laws;
mod layout;
mod leads;
mod lexicon;
mod limitations;
mod meeting_day;
mod minutes;
mod named_documents;
mod naming;
mod organisations;
mod other_year;
mod own_paper;
mod page;
mod paper;
mod people;
mod period;
mod phrases;
mod pieces;
mod planned;
mod plans;
mod plenums;
mod proper;
mod quantity;
mod read;
mod review_heads;
mod reviews;
mod roles;
mod school;
mod short_forms;
mod speakers;
mod speeches;
mod spellings;
mod subject;
mod subject_words;
mod tasks;
mod terms;
mod title;
mod tokens;
mod told_period;
mod units;
mod vocabulary;
mod weakness;

pub use known::KnownBodies;
pub use read::{ReadOptions, read_document, read_text, read_text_knowing};

use crate::date::PeriodKind;
use crate::number::{KnownDocument, NumberSystem};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything a document says, strings as written, normalised values apart.
/// What was not understood is `None` or empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub title: Option<String>,
    /// The page's own stamp.
    pub published: Option<Date>,
    /// Day of the conference, never a document's date.
    pub event_date: Option<Date>,
    pub event_kind: Option<EventKind>,
    /// The period under review, not the next one.
    pub period: Option<Period>,
    /// The body that holds the meeting.
    pub host: Option<String>,
    /// The venue.
    pub place: Option<String>,
    pub chairs: Vec<Person>,
    /// All named persons, chairs too, authors not.
    pub people: Vec<Person>,
    pub documents: Vec<Document>,
    pub reviews: Vec<Review>,
    pub organisations: Vec<String>,
    /// Codes of the sectors covered.
    pub fields: Vec<String>,
    pub figures: Vec<Figure>,
    /// Sentences that report on a field of work, by heading, lead or words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<FieldResult>,
    pub tasks: Vec<String>,
    pub limitations: Vec<String>,
    pub authors: Vec<String>,
    /// Lead unit and due day of each task, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub task_details: Vec<TaskDetail>,
    /// School year, term or stage that title or opening names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_period: Option<OtherPeriod>,
    /// Where each value stands: `people[0]`, `task_details[0].lead` → byte ranges in the
    /// normalised text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub spans: BTreeMap<String, Vec<(usize, usize)>>,
}

/// What the meeting calls itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    GiaoBan,
    SoKet,
    TongKet,
    TrienKhai,
    TapHuan,
    Khac,
}

/// A reporting period with its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub kind: PeriodKind,
    pub index: u8,
    pub year: i16,
}

/// What a task says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDetail {
    /// The body in the lead, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// When a task is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// As written: "trước ngày 15/11", "trong quý IV".
    pub text: String,
    /// The last day, when the year is told or follows from the page's date.
    pub date: Option<Date>,
}

/// A school year, term or stage of several years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherPeriod {
    /// school_year, term or stage.
    pub kind: String,
    pub from: i16,
    pub to: i16,
    /// Of a school year: the half under review, 1 or 2 ("học kỳ I").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub semester: Option<u8>,
}

/// A named person; the role as at the first full mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub role: Option<String>,
}

/// A document that the text names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Standard name of the type; empty, written as null, where nothing tells it:
    /// "91/2025/QH15" may be a law or a resolution.
    #[serde(
        rename = "type",
        serialize_with = "told_or_null",
        deserialize_with = "told_or_empty"
    )]
    pub kind: String,
    /// As written, without "số", cut where a word is glued on.
    pub number: Option<String>,
    pub date: Option<Date>,
    pub issuer: Option<String>,
    pub subject: Option<String>,
    /// The number in its standard form, where it is a whole one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    /// Whose rules the number follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<NumberSystem>,
    /// Congress or council term that is told with it, in Roman figures: with issuer,
    /// type and number it tells a document of the Party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// Central documents with this number that may be meant: one when date,
    /// term or topic decide, several when a person must.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<KnownDocument>,
}

/// An interim or final review of carrying out a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub kind: EventKind,
    pub years: Option<u8>,
    pub document_number: Option<String>,
}

/// A sentence that reports on a field of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldResult {
    /// Code of the sector.
    pub field: String,
    pub text: String,
}

/// A quantity reported as a result.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Magnitude words included: `1,2 triệu` is 1200000.
    #[serde(serialize_with = "whole_or_fraction")]
    pub value: f64,
    pub unit: Option<String>,
    pub text: String,
    /// What loosens it: hơn, trên, gần, khoảng, ước, dưới, trên dưới, không dưới,
    /// từ … trở lên.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approximation: Option<String>,
    /// "tăng 7,8 %", "giảm 12 ca": the value is a difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// What it is measured by, as written: "kế hoạch năm", "so với cùng kỳ".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// Both ends of the range it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<[f64; 2]>,
    /// Code of the sector it belongs to, where the text tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// Direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Up,
    Down,
}

/// What nothing told is null, as the contract has it.
fn told_or_null<S: serde::Serializer>(words: &str, out: S) -> Result<S::Ok, S::Error> {
    Some(words).filter(|w| !w.is_empty()).serialize(out)
}

fn told_or_empty<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(from)?.unwrap_or_default())
}

/// Whole values are written without a fraction, as the contract shows them.
fn whole_or_fraction<S: serde::Serializer>(value: &f64, out: S) -> Result<S::Ok, S::Error> {
    if value.fract() == 0.0 && value.abs() < 9.0e15 {
        out.serialize_i64(*value as i64)
    } else {
        out.serialize_f64(*value)
    }
}
