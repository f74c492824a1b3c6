//! Files of a conference: the notice, the calendar entry.

use super::id_of;
use crate::{PageError, PageResult, Staff};
use app::conference::NoticeFormat;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;

pub(super) async fn docx(staff: Staff, Path(id): Path<String>) -> PageResult {
    notice(&staff, &id, NoticeFormat::Docx).await
}

pub(super) async fn pdf(staff: Staff, Path(id): Path<String>) -> PageResult {
    notice(&staff, &id, NoticeFormat::Pdf).await
}

async fn notice(staff: &Staff, id: &str, format: NoticeFormat) -> PageResult {
    let error = |e| PageError::new(e, staff.ctx.locale);
    let file = app::conference::notice_file(&staff.ctx, id_of(id).map_err(error)?, format)
        .await
        .map_err(error)?;
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    let headers = [
        (CONTENT_TYPE, file.media_type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, file.bytes).into_response())
}

pub(super) async fn ics(staff: Staff, Path(id): Path<String>) -> PageResult {
    let error = |e| PageError::new(e, staff.ctx.locale);
    let text = app::conference::calendar(&staff.ctx, id_of(&id).map_err(error)?)
        .await
        .map_err(error)?;
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8; method=REQUEST"),
        (CONTENT_DISPOSITION, "attachment; filename=\"hoi-nghi.ics\""),
    ];
    Ok((headers, text).into_response())
}
