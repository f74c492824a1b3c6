//! The JSON API under `/api/v1`, one folder per noun. The same `app` calls as
//! the pages; errors are problem documents (RFC 9457).

pub mod report;

use crate::Visitor;
use crate::error::ApiError;
use app::{AppError, Ctx};

/// The context of a signed-in caller.
///
/// # Errors
/// [`AppError::Forbidden`] as a problem document for anybody else.
pub(crate) fn signed_in(visitor: &Visitor) -> Result<&Ctx, ApiError> {
    if visitor.ctx.is_signed_in() { Ok(&visitor.ctx) } else { Err(ApiError(AppError::Forbidden)) }
}
