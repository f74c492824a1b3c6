//! The OpenAPI 3.1 document, made from the annotations beside the handlers.

use super::caller::TOKEN_HEADER;
use super::{directive, me, report, round, task, unit};
use crate::visitor::SESSION_COOKIE;
use serde::Serialize;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as Document, PathItem, Ref, RefOr, ResponseBuilder};
use utoipa::{Modify, OpenApi, ToSchema};

/// A problem document (RFC 9457).
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what `ApiError` writes")]
pub(super) struct Problem {
    /// Always "about:blank": the status says what kind of problem it is.
    r#type: String,
    /// Name of the status.
    title: String,
    /// The status.
    status: u16,
    /// What is wrong, in Vietnamese.
    detail: String,
    /// Everything that is wrong with what was sent.
    errors: Vec<ProblemField>,
}

/// One thing wrong with what was sent.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what `ApiError` writes")]
pub(super) struct ProblemField {
    /// Name of the field; empty for the whole.
    field: String,
    /// Code, the same in every language.
    code: String,
    /// What is wrong, in Vietnamese.
    detail: String,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Giao Ban",
        version = "1",
        description = "Units, rounds, reports, tasks and directives for programs. Calls act with the rights of the person whose session they carry.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(
        super::document,
        me::get_me,
        directive::list_directives,
        round::list::list_rounds,
        round::show::get_round,
        round::matrix::get_matrix,
        task::list::list_tasks,
        task::show::get_task,
        unit::list_units,
        report::list_obligations,
        report::get_draft,
        report::put_draft,
        report::submit_report,
        report::sign_report,
        report::send_report,
        report::withdraw_signature,
    ),
    components(schemas(Problem, ProblemField)),
    security(("session" = [])),
    modifiers(&Common),
)]
struct Api;

/// What holds for every operation.
struct Common;

impl Modify for Common {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        let cookie =
            ApiKeyValue::with_description(SESSION_COOKIE, "The cookie that signing in sets");
        let token = ApiKeyValue::with_description(TOKEN_HEADER, "`form_token` of /api/v1/me");
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        components.add_security_scheme("form_token", SecurityScheme::ApiKey(ApiKey::Header(token)));
        for (path, item) in &mut document.paths.paths {
            let is_open = path.ends_with("/openapi.json");
            for (operation, is_write) in operations(item) {
                if is_write {
                    let both = utoipa::openapi::SecurityRequirement::new("session", [""; 0])
                        .add("form_token", [""; 0]);
                    operation.security = Some(vec![both]);
                }
                if !is_open {
                    describe_problems(operation);
                }
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&mut Operation, bool)> {
    let reads = item.get.iter_mut().map(|o| (o, false));
    let writes = item.put.iter_mut().chain(&mut item.post).map(|o| (o, true));
    reads.chain(writes)
}

/// Gives every refusal the body that it has.
fn describe_problems(operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    let refused = "Not signed in, no right, or a wrong form token";
    responses
        .entry("403".into())
        .or_insert_with(|| RefOr::T(ResponseBuilder::new().description(refused).build()));
    for (status, response) in responses {
        if let RefOr::T(response) = response
            && status.starts_with('4')
        {
            let problem = ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build();
            response
                .content
                .insert("application/problem+json".into(), RefOr::T(problem));
        }
    }
}

/// The document as JSON, ending with a line break.
///
#[must_use]
pub fn openapi() -> String {
    let mut text = Api::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
