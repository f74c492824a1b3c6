//! The words of a reminder: one letter about one round or several, to units and to
//! the office about its own report.

use super::{ChasePerson, key};
use crate::message::queue::{NewMessage, letter};
use crate::text::{t, t_with};
use crate::{Ctx, Locale};
use domain::calendar::due_moment;
use domain::journal::Noun;
use domain::message::MessageClass;
use jiff::civil::{Date, Time};
use store::account::Account;
use store::round::Round;

/// The letter to one person; none when there is nothing to say.
pub(super) fn compose(
    ctx: &Ctx,
    parts: &[(&Round, &ChasePerson)],
    account: &Account,
) -> Option<NewMessage> {
    let locale = Locale::from_code(&account.locale);
    let (first, _) = parts.first()?;
    let bodies: Vec<String> = parts
        .iter()
        .flat_map(|(round, person)| paragraphs(ctx, locale, round, person))
        .collect();
    let mut body = bodies.join("\n\n");
    let asks_units = parts.iter().any(|(_, person)| !person.units.is_empty());
    if asks_units {
        body = format!("{body}\n\n{}", t(locale, "message.chase.more_time"));
    }
    // Who is told of the office's report alone finds it on the page of the round.
    let is_only_own = parts
        .iter()
        .all(|(_, p)| p.is_own && p.units.is_empty() && p.papers.is_empty());
    let path = if is_only_own {
        format!("/ky/{}", first.id)
    } else {
        "/viec-cua-toi".to_owned()
    };
    let subject = match parts.len() {
        1 if is_only_own => t_with(
            locale,
            "message.chase.subject_own",
            &[("title", first.title.clone())],
        ),
        1 => t_with(
            locale,
            "message.chase.subject",
            &[("title", first.title.clone())],
        ),
        n => t_with(
            locale,
            "message.chase.subject_many",
            &[("n", n.to_string())],
        ),
    };
    Some(NewMessage {
        account: account.id,
        class: MessageClass::Duty,
        noun: Noun::Round,
        subject_id: first.id.0,
        subject,
        body: letter(ctx, locale, &account.full_name, &body, &path),
        key: key(ctx, first.id, account.id),
    })
}

/// What is said of one round: the office's own report, units that owe, papers that
/// nobody opened.
fn paragraphs(ctx: &Ctx, locale: Locale, round: &Round, person: &ChasePerson) -> Vec<String> {
    let title = [("title", round.title.clone())];
    let by = round.dates.due_by;
    let late: Vec<String> = person
        .units
        .iter()
        .map(|unit| {
            let (is_over, [day, days]) = told_day(ctx, unit.due_on, by);
            let text = if is_over {
                "message.chase.overdue"
            } else {
                "message.chase.due"
            };
            let args = [("unit", unit.name.clone()), day, days];
            let line = t_with(locale, text, &args);
            let signed = unit.is_signed.then(|| t(locale, "message.chase.signed"));
            // Nobody is asked again for what lies on the office's desk.
            let paper = unit.paper_on.map(|on| {
                let day = [("day", on.strftime("%d/%m/%Y").to_string())];
                t_with(locale, "message.chase.paper_came", &day)
            });
            let more: Vec<String> = signed.map(String::from).into_iter().chain(paper).collect();
            if more.is_empty() {
                format!("- {line}")
            } else {
                format!("- {line}. {}", more.join(" "))
            }
        })
        .collect();
    let papers: Vec<String> = person
        .papers
        .iter()
        .map(|paper| {
            let args = [
                ("unit", paper.name.clone()),
                ("symbol", paper.symbol.clone()),
                ("day", paper.sent_on.strftime("%d/%m/%Y").to_string()),
            ];
            format!("- {}", t_with(locale, "message.chase.paper", &args))
        })
        .collect();
    let mut said = Vec::new();
    if person.is_own {
        let (is_over, [day, days]) = told_day(ctx, round.dates.office_due_on, by);
        let text = if is_over {
            "message.chase.own_overdue"
        } else {
            "message.chase.own_due"
        };
        let [(_, title)] = title.clone();
        said.push(t_with(locale, text, &[("title", title), day, days]));
    }
    if !late.is_empty() {
        said.push(t_with(locale, "message.chase.body", &title));
        said.push(late.join("\n"));
    }
    if !papers.is_empty() {
        said.push(t_with(locale, "message.chase.papers", &title));
        said.push(papers.join("\n"));
    }
    said
}

/// Whether a due day is over, the day with its hour, and the days to or from it.
fn told_day(ctx: &Ctx, due_on: Date, by: Option<Time>) -> (bool, [(&'static str, String); 2]) {
    let is_over = ctx.now() > due_moment(due_on, by);
    let days = due_on
        .until(ctx.today())
        .map(|span| span.get_days().abs())
        .unwrap_or_default();
    // A day begun counts: the hour of the due day may have passed.
    let days = if is_over { days.max(1) } else { days };
    let day = due_on.strftime("%d/%m/%Y");
    let day = by.map_or_else(
        || day.to_string(),
        |hour| format!("{} {day}", hour.strftime("%H:%M")),
    );
    (is_over, [("day", day), ("days", days.to_string())])
}
