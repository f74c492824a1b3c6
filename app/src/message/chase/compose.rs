//! The words of a reminder: one letter about one round or several.

use super::{ChasePerson, key};
use crate::message::queue::{NewMessage, letter};
use crate::text::{t, t_with};
use crate::{Ctx, Locale};
use domain::calendar::due_moment;
use domain::journal::Noun;
use domain::message::MessageClass;
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
    if parts.iter().any(|(_, person)| !person.units.is_empty()) {
        body = format!("{body}\n\n{}", t(locale, "message.chase.more_time"));
    }
    let subject = match parts.len() {
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
        body: letter(ctx, locale, &account.full_name, &body, "/viec-cua-toi"),
        key: key(ctx, first.id, account.id),
    })
}

/// What is said of one round: units that owe, papers that nobody opened.
fn paragraphs(ctx: &Ctx, locale: Locale, round: &Round, person: &ChasePerson) -> Vec<String> {
    let title = [("title", round.title.clone())];
    let by = round.dates.due_by;
    let late: Vec<String> = person
        .units
        .iter()
        .map(|unit| {
            let is_over = ctx.now() > due_moment(unit.due_on, by);
            let text = if is_over {
                "message.chase.overdue"
            } else {
                "message.chase.due"
            };
            let days = unit
                .due_on
                .until(ctx.today())
                .map(|span| span.get_days().abs())
                .unwrap_or_default();
            // A day begun counts: the hour of the due day may have passed.
            let days = if is_over { days.max(1) } else { days };
            let day = unit.due_on.strftime("%d/%m/%Y");
            let day = by.map_or_else(
                || day.to_string(),
                |hour| format!("{} {day}", hour.strftime("%H:%M")),
            );
            let args = [
                ("unit", unit.name.clone()),
                ("day", day),
                ("days", days.to_string()),
            ];
            format!("- {}", t_with(locale, text, &args))
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
