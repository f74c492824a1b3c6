//! How a failure is told: one line saying what, one `hint:` line saying what to
//! do. The details of a fault of ours go to the log, not here.

use crate::cli::Global;
use app::{AppError, FieldError, Locale, text};
use std::fmt;
use std::process::ExitCode;

/// A failure with advice.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: String,
    is_usage: bool,
}

impl Failure {
    /// A failure that leaves exit code 1.
    pub(crate) fn error(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Self {
            message: message.into(),
            hint: hint.into(),
            is_usage: false,
        })
    }

    /// Wrong usage: exit code 2.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Self {
            message: message.into(),
            hint: hint.into(),
            is_usage: true,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// Prints what clap says: help or version with exit code 0, wrong usage with 2.
pub(crate) fn usage(words: &clap::Error) -> ExitCode {
    // Nothing is left to say where the terminal is gone.
    let _ = words.print();
    if words.use_stderr() {
        eprintln!("hint: giaoban --help");
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

/// Prints a failure and answers the exit code.
pub(crate) fn report(error: &anyhow::Error, global: &Global) -> ExitCode {
    let locale = global.locale();
    let word = text::t(locale, "cli.error");
    if let Some(failure) = error.downcast_ref::<Failure>() {
        eprintln!("{word}: {failure}");
        eprintln!("hint: {}", failure.hint);
        return ExitCode::from(if failure.is_usage { 2 } else { 1 });
    }
    if let Some(refusal) = error.downcast_ref::<AppError>() {
        for line in lines(refusal, locale) {
            eprintln!("{word}: {line}");
        }
        eprintln!("hint: {}", text::t(locale, hint_key(refusal)));
        return ExitCode::from(1);
    }
    eprintln!("{word}: {error:#}");
    eprintln!("hint: {}", text::t(locale, "cli.hint.other"));
    ExitCode::from(1)
}

fn lines(refusal: &AppError, locale: Locale) -> Vec<String> {
    let simple = |key: &str| vec![text::t(locale, key).into_owned()];
    match refusal {
        AppError::NotFound => simple("cli.refused.not_found"),
        AppError::Forbidden => simple("error.forbidden"),
        AppError::Conflict => simple("cli.refused.conflict"),
        AppError::TooMany(_) => simple("cli.refused.too_many"),
        AppError::Internal(what) => vec![what.clone()],
        AppError::Invalid(errors) => errors.iter().map(|e| field_line(e, locale)).collect(),
    }
}

/// One error of a form as a line.
pub(crate) fn field_line(error: &FieldError, locale: Locale) -> String {
    let words = text::t_with(locale, &format!("error.{}", error.code), &error.args);
    if error.field.is_empty() {
        words
    } else {
        format!("{}: {words}", error.field)
    }
}

fn hint_key(refusal: &AppError) -> &'static str {
    match refusal {
        AppError::NotFound | AppError::Forbidden => "cli.hint.person",
        AppError::Invalid(_) => "cli.hint.invalid",
        AppError::Conflict | AppError::TooMany(_) => "cli.hint.again",
        AppError::Internal(_) => "cli.hint.doctor",
    }
}
