//! The queue, and dropping files into it.

use crate::page::directive::office;
use crate::page::{done, page, refused};
use crate::upload::Upload;
use crate::{FormState, Layout, PageError, PageResult, Staff};
use app::reading::Taken;
use app::{AppError, FieldError};

#[derive(askama::Template)]
#[template(path = "reading/list.html")]
struct QueuePage {
    l: Layout,
    form: FormState,
    rows: Vec<Row>,
    outcomes: Vec<Outcome>,
}

struct Row {
    id: String,
    file_name: String,
    state: String,
    tag: &'static str,
    read_at: String,
}

/// What became of one file of this upload.
struct Outcome {
    file_name: String,
    tag: &'static str,
    text: String,
    href: Option<String>,
}

async fn build(
    staff: &Staff,
    form: FormState,
    outcomes: Vec<Outcome>,
) -> Result<QueuePage, PageError> {
    let l = staff.layout(staff.ctx_text("nav.readings"));
    let rows = app::reading::list(&staff.ctx).await?;
    let rows = rows
        .into_iter()
        .map(|r| Row {
            id: r.id.to_string(),
            state: l.code_text("reading.state", r.state.code()).into_owned(),
            tag: match r.state.code() {
                "waiting" => "warn",
                "confirmed" => "ok",
                _ => "muted",
            },
            read_at: l.instant(&r.read_at),
            file_name: r.file_name,
        })
        .collect();
    Ok(QueuePage {
        l,
        form,
        rows,
        outcomes,
    })
}

pub(super) async fn show(staff: Staff) -> PageResult {
    page(&build(&staff, FormState::default(), Vec::new()).await?)
}

pub(super) async fn take_in(staff: Staff, upload: Upload) -> PageResult {
    let locale = staff.ctx.locale;
    if !staff.owns(&upload.fields) {
        let errors = [FieldError::form("form_token")];
        return refused(
            &build(
                &staff,
                FormState::refused(upload.fields, &errors, locale),
                Vec::new(),
            )
            .await?,
        );
    }
    if upload.files.is_empty() {
        let errors = [FieldError::new("file", "reading.no_file")];
        return refused(
            &build(
                &staff,
                FormState::refused(upload.fields, &errors, locale),
                Vec::new(),
            )
            .await?,
        );
    }
    let office = office(&staff).map_err(|e| PageError::new(e, locale))?;
    let is_single = upload.files.len() == 1;
    let mut outcomes = Vec::new();
    let mut refusals = Vec::new();
    for file in upload.files {
        let name = file.name.clone();
        match app::reading::take_in(&staff.ctx, office, file.name, file.bytes).await {
            Ok(Taken::Waiting(id)) if is_single => {
                return done(&format!("/nhap-van-ban/{id}"), "reading.taken_in");
            }
            Ok(Taken::Waiting(id)) => outcomes.push(Outcome {
                file_name: name,
                tag: "ok",
                text: staff.ctx_text("reading.outcome.waiting"),
                href: Some(format!("/nhap-van-ban/{id}")),
            }),
            Ok(Taken::Known(id)) => outcomes.push(Outcome {
                file_name: name,
                tag: "info",
                text: staff.ctx_text("reading.outcome.known"),
                href: Some(format!("/nhap-van-ban/{id}")),
            }),
            Err(AppError::Invalid(errors)) => {
                let texts = FormState::refused(Default::default(), &errors, locale);
                let words: Vec<&str> = texts.errors().iter().map(|(_, e)| e.as_str()).collect();
                outcomes.push(Outcome {
                    file_name: name,
                    tag: "late",
                    text: words.join(" "),
                    href: None,
                });
                refusals.extend(errors);
            }
            Err(other) => return Err(PageError::new(other, locale)),
        }
    }
    if is_single && !refusals.is_empty() {
        let form = FormState::refused(upload.fields, &refusals, locale);
        return refused(&build(&staff, form, outcomes).await?);
    }
    page(&build(&staff, FormState::default(), outcomes).await?)
}
