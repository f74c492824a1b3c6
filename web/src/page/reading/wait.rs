//! Where a text stands that is not read yet, or cannot be.

use super::list::words;
use crate::page::page;
use crate::{Layout, PageResult, Staff};
use app::reading::{QueueLine, Standing};
use axum::http::{HeaderValue, header};

#[derive(askama::Template)]
#[template(path = "reading/wait.html")]
struct WaitPage {
    l: Layout,
    state: String,
    reason: String,
    is_open: bool,
}

pub(super) fn wait(staff: &Staff, line: &QueueLine) -> PageResult {
    let l = staff.layout(line.intake.file_name.clone());
    let is_open = line.standing != Standing::Refused;
    let mut response = page(&WaitPage {
        state: l
            .code_text("reading.state", line.standing.code())
            .into_owned(),
        reason: words(staff, &line.refusals),
        is_open,
        l,
    })?;
    if is_open {
        // The page looks again by itself, with or without JavaScript.
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}
