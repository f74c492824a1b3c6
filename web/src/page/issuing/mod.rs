//! The register of documents an office issued, and how it counts them.

mod show;

use crate::page::{done, refused};
use crate::state::Web;
use crate::{Fields, FormState, PageError, PageResult, Staff};
use app::AppError;
use app::issuing::{EnterRule, enter_rule, withdraw_rule};
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use domain::id::UnitId;
use domain::numbering::TypedRule;
use uuid::Uuid;

/// Routes of the register.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/so-van-ban", get(show::show).post(enter))
        .route("/so-van-ban/{id}/rut", post(withdraw))
}

async fn enter(staff: Staff, fields: Fields) -> PageResult {
    let office = office(&staff, &fields)?;
    let text = |name| fields.get(name).to_owned();
    let input = EnterRule {
        office,
        typed: TypedRule {
            kind: text("kind"),
            from: text("from"),
            scope: text("scope"),
            restart: text("restart"),
            terms: text("terms"),
            basis: text("basis"),
        },
    };
    let result = if staff.owns(&fields) {
        enter_rule(&staff.ctx, &input).await
    } else {
        Err(AppError::refused("form_token"))
    };
    answer(&staff, fields, office, result, "numbering.entered").await
}

async fn withdraw(staff: Staff, Path(id): Path<Uuid>, fields: Fields) -> PageResult {
    let office = office(&staff, &fields)?;
    let result = if staff.owns(&fields) {
        withdraw_rule(&staff.ctx, office, id).await
    } else {
        Err(AppError::refused("form_token"))
    };
    answer(&staff, fields, office, result, "numbering.withdrawn").await
}

fn office(staff: &Staff, fields: &Fields) -> Result<UnitId, PageError> {
    let office = fields.get("office").parse();
    office.map_err(|_| PageError::new(AppError::NotFound, staff.ctx.locale))
}

async fn answer(
    staff: &Staff,
    fields: Fields,
    office: UnitId,
    result: Result<(), AppError>,
    code: &str,
) -> PageResult {
    match result {
        Ok(()) => done(&format!("/so-van-ban?don-vi={office}"), code),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(fields, &errors, staff.ctx.locale);
            refused(&show::build(staff, show::Choice::of(office), form).await?)
        }
        Err(other) => Err(PageError::new(other, staff.ctx.locale)),
    }
}
