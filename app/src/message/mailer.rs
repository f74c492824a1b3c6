//! Handing a message to a mail server.

use crate::Options;
use lettre::message::{Mailbox, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// A mail to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The same for every try, so that a mail server can know a repetition.
    pub id: String,
    /// Address.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Why a mail was not handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// It certainly was not taken; trying again later may help.
    #[error("{0}")]
    Later(String),
    /// It certainly was not taken, and never will be as it is.
    #[error("{0}")]
    Never(String),
    /// The connection broke so that nobody knows whether it was taken.
    #[error("{0}")]
    Unknown(String),
}

/// What a [`Mailer`] promises.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), MailError>> + Send + 'a>>;

/// Sends mail. One implementation speaks SMTP, tests bring another.
pub trait Mailer: Send + Sync {
    /// Hands one mail over.
    fn send<'a>(&'a self, mail: &'a Mail) -> Sending<'a>;
}

/// Sends by SMTP.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMailer {
    /// The mailer that the configuration names; `None` when it names none.
    ///
    /// # Errors
    /// [`MailError::Never`] when server address or sender cannot be understood.
    pub fn from_options(options: &Options) -> Result<Option<Self>, MailError> {
        let Some(url) = &options.smtp_url else {
            return Ok(None);
        };
        let never = |what: &str, e: String| MailError::Never(format!("{what}: {e}"));
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|e| never("smtp_url", e.to_string()))?
            .timeout(Some(Duration::from_secs(30)))
            .build();
        let from: Mailbox = options
            .mail_from
            .parse()
            .map_err(|e: lettre::address::AddressError| never("mail_from", e.to_string()))?;
        Ok(Some(Self { transport, from }))
    }

    fn compose(&self, mail: &Mail) -> Result<Message, MailError> {
        let never = |e: String| MailError::Never(e);
        let to = mail
            .to
            .parse()
            .map_err(|e: lettre::address::AddressError| never(e.to_string()))?;
        Message::builder()
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())
            .map_err(|e| never(e.to_string()))
    }
}

impl Mailer for SmtpMailer {
    fn send<'a>(&'a self, mail: &'a Mail) -> Sending<'a> {
        Box::pin(async move {
            let message = self.compose(mail)?;
            match self.transport.send(message).await {
                Ok(_) => Ok(()),
                Err(e) if e.is_permanent() || e.is_client() => Err(MailError::Never(told(&e))),
                Err(e) if e.is_transient() || is_before_sending(&e) => {
                    Err(MailError::Later(told(&e)))
                }
                Err(e) => Err(MailError::Unknown(told(&e))),
            }
        })
    }
}

/// Whether there was no connection over which anything could have gone.
fn is_before_sending(e: &lettre::transport::smtp::Error) -> bool {
    e.is_tls() || e.is_transport_shutdown() || e.to_string().starts_with("Connection error")
}

fn told(e: &lettre::transport::smtp::Error) -> String {
    e.to_string()
}
