//! Messages to persons: written into the outbox in the act's
//! own transaction, delivered by mail afterwards, always readable in the
//! application.

mod chase;
mod deliver;
mod list;
mod mailer;
mod queue;
mod resend;

pub use chase::{
    ChasePerson, ChasePlan, ChaseSchedule, ChaseScope, Chased, LateUnit, ScheduledDay,
    ScheduledMessage, SentDay, UnopenedPaper, chase, chase_by_ladder, chase_schedule, plan_chase,
};
pub use deliver::{Delivery, deliver_due, deliver_with};
pub use list::{Outbox, OutboxLine, get, mark_read, mine, outbox, unread};
pub use mailer::{Mail, MailError, Mailer, Sending, SmtpMailer};
pub use queue::{NewMessage, UnitMessage, queue, queue_for_people, queue_for_unit};
pub use resend::resend;
