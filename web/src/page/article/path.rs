//! The buttons of the editorial path.

use super::edit::answer;
use super::form::version;
use crate::{Fields, PageResult, Staff};
use app::AppError;
use axum::extract::Path;
use domain::id::ArticleId;

pub(super) async fn approve(staff: Staff, Path(id): Path<ArticleId>, fields: Fields) -> PageResult {
    let made = async {
        let version = checked(&staff, &fields)?;
        let is_cleared = fields.get("cleared") == "1";
        app::article::approve(&staff.ctx, id, version, is_cleared).await?;
        Ok("article.approved")
    };
    let made = made.await;
    answer(&staff, id, fields, made).await
}

pub(super) async fn publish(staff: Staff, Path(id): Path<ArticleId>, fields: Fields) -> PageResult {
    let made = async {
        let version = checked(&staff, &fields)?;
        app::article::publish(&staff.ctx, id, version).await?;
        Ok("article.published")
    };
    let made = made.await;
    answer(&staff, id, fields, made).await
}

pub(super) async fn withdraw(
    staff: Staff,
    Path(id): Path<ArticleId>,
    fields: Fields,
) -> PageResult {
    let made = async {
        let version = checked(&staff, &fields)?;
        app::article::withdraw(&staff.ctx, id, version, fields.get("reason")).await?;
        Ok("article.withdrawn")
    };
    let made = made.await;
    answer(&staff, id, fields, made).await
}

/// The version, if the form belongs to this session.
pub(super) fn checked(staff: &Staff, fields: &Fields) -> Result<i32, AppError> {
    if staff.owns(fields) {
        version(fields)
    } else {
        Err(AppError::refused("form_token"))
    }
}
