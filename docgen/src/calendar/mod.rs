//! Invitations as iCalendar (RFC 5545, RFC 5546): asked for and called off.
//!
//! Times are written in UTC, which every calendar shows in its own zone; so no
//! zone rules travel with the file. Folding and escaping are the crate's.
//! Not here: sending the invitation.

use icalendar::{Calendar, Component, Event, EventLike, Property};
use jiff::Timestamp;

use crate::error::{DocError, Problem};

/// Whether a meeting is called or called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `REQUEST`: a new meeting, or a change of one.
    Request,
    /// `CANCEL`.
    Cancel,
}

/// A person or office with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    pub name: String,
    pub email: String,
}

/// One invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub method: Method,
    /// Stays the same for all changes of one meeting.
    pub uid: String,
    /// Grows by one with every change.
    pub sequence: u32,
    /// When this file was made.
    pub issued_at: Timestamp,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub summary: String,
    pub description: String,
    pub location: String,
    pub organizer: Attendee,
    pub attendees: Vec<Attendee>,
}

/// Writes the invitation as the text of an `.ics` file.
///
/// # Errors
/// An end before the beginning and every unusable address, at once.
pub fn invitation(invitation: &Invitation) -> Result<String, DocError> {
    let mut problems = Vec::new();
    if invitation.ends_at <= invitation.starts_at {
        problems.push(Problem::EventTimes);
    }
    let people = std::iter::once(&invitation.organizer).chain(&invitation.attendees);
    for person in people.clone().filter(|person| !is_address(&person.email)) {
        let value = person.email.clone();
        problems.push(Problem::Address { value });
    }
    DocError::unless_empty(problems)?;

    let (method, status) = match invitation.method {
        Method::Request => ("REQUEST", "CONFIRMED"),
        Method::Cancel => ("CANCEL", "CANCELLED"),
    };
    let mut event = Event::new();
    event
        .uid(&invitation.uid)
        .summary(&invitation.summary)
        .description(&invitation.description)
        .location(&invitation.location)
        .add_property("SEQUENCE", invitation.sequence.to_string())
        .add_property("STATUS", status)
        .add_property("DTSTAMP", utc(invitation.issued_at))
        .add_property("DTSTART", utc(invitation.starts_at))
        .add_property("DTEND", utc(invitation.ends_at))
        .append_property(person("ORGANIZER", &invitation.organizer));
    for attendee in &invitation.attendees {
        let mut property = person("ATTENDEE", attendee);
        property.add_parameter("ROLE", "REQ-PARTICIPANT");
        property.add_parameter("PARTSTAT", "NEEDS-ACTION");
        property.add_parameter("RSVP", "TRUE");
        event.append_multi_property(property);
    }
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Giao Ban//Giao Ban//VI"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", method),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.push(event);
    Ok(calendar.to_string())
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn person(key: &str, person: &Attendee) -> Property {
    let mut property = Property::new(key, format!("mailto:{}", person.email));
    // A parameter value knows no escape: quotes and control characters go.
    let name: String = person
        .name
        .chars()
        .filter(|c| *c != '"' && !c.is_control())
        .collect();
    property.add_parameter("CN", &name);
    property
}

/// Enough to be written behind `mailto:` without harm; whether it exists is
/// for the sender to find out.
fn is_address(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"(),;:\\".contains(c);
    match text.split_once('@') {
        Some((name, host)) => !name.is_empty() && host.contains('.') && text.chars().all(plain),
        None => false,
    }
}
