//! Signing in: the pattern of a form page. `show` gives the form, `submit`
//! does the act and goes on, or gives the same form with what was typed (the
//! password never comes back) and the errors.

use crate::page::{page, refused};
use crate::state::Web;
use crate::visitor::{LOCALE_COOKIE, SESSION_COOKIE};
use crate::{Fields, FormState, Layout, PageError, PageResult, Staff, Visitor};
use app::account::SignIn;
use app::{AppError, FieldError, Locale};
use axum::extract::{ConnectInfo, Query, State};
use axum::http::Extensions;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;
use std::net::SocketAddr;

#[derive(askama::Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage {
    l: Layout,
    form: FormState,
}

#[derive(Deserialize)]
pub(super) struct Next {
    tiep: Option<String>,
}

/// Only paths of our own: an address elsewhere would be an open redirect.
fn own_path(path: &str) -> &str {
    let is_own = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    if is_own { path } else { "/" }
}

pub(super) async fn show(visitor: Visitor, Query(next): Query<Next>) -> PageResult {
    if visitor.ctx.is_signed_in() {
        return Ok(Redirect::to("/").into_response());
    }
    let form = FormState::fresh(&[("tiep", next.tiep.unwrap_or_default())]);
    page(&SignInPage {
        l: visitor.layout(visitor.ctx_text("account.sign_in")),
        form,
    })
}

pub(super) async fn submit(
    visitor: Visitor,
    State(web): State<Web>,
    extensions: Extensions,
    jar: CookieJar,
    fields: Fields,
) -> PageResult {
    let origin = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(String::new, |c| c.0.ip().to_string());
    let input = SignIn {
        login: fields.get("login").to_owned(),
        password: fields.get("password").to_owned(),
        origin,
    };
    match app::account::sign_in(&visitor.ctx, input).await {
        Ok(signed_in) => {
            let cookie = Cookie::build((SESSION_COOKIE, signed_in.token))
                .http_only(true)
                .secure(web.options.is_tls)
                .same_site(SameSite::Lax)
                .path("/");
            let to = own_path(match fields.get("tiep") {
                "" => "/",
                path => path,
            });
            Ok((jar.add(cookie), Redirect::to(to)).into_response())
        }
        Err(err) => {
            let errors = match err {
                AppError::Invalid(errors) => errors,
                AppError::TooMany(seconds) => {
                    vec![
                        FieldError::form("too_many")
                            .with("minutes", seconds.div_ceil(60).to_string()),
                    ]
                }
                other => return Err(PageError::new(other, visitor.ctx.locale)),
            };
            let mut typed = fields;
            typed.set("password", "");
            let form = FormState::refused(typed, &errors, visitor.ctx.locale);
            refused(&SignInPage {
                l: visitor.layout(visitor.ctx_text("account.sign_in")),
                form,
            })
        }
    }
}

pub(super) async fn leave(staff: Staff, jar: CookieJar, fields: Fields) -> PageResult {
    if staff.owns(&fields) {
        if let Some(token) = &staff.session_token {
            app::account::sign_out(&staff.ctx, token).await?;
        }
        let gone = Cookie::build((SESSION_COOKIE, "")).path("/");
        return Ok((jar.remove(gone), Redirect::to("/dang-nhap")).into_response());
    }
    Ok(Redirect::to("/").into_response())
}

#[derive(Deserialize)]
pub(super) struct Language {
    ma: String,
    ve: Option<String>,
}

pub(super) async fn switch_language(
    jar: CookieJar,
    Query(language): Query<Language>,
) -> PageResult {
    let locale = Locale::from_code(&language.ma);
    let cookie = Cookie::build((LOCALE_COOKIE, locale.code()))
        .same_site(SameSite::Lax)
        .path("/");
    let back = language.ve.as_deref().map_or("/", own_path).to_owned();
    Ok((jar.add(cookie), Redirect::to(&back)).into_response())
}
