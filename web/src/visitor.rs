//! Who asks: from the cookie to an actor with a context.

use crate::form::Fields;
use crate::layout::Layout;
use crate::state::Web;
use app::{Actor, Ctx, Locale};
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::account::Right;
use std::convert::Infallible;
use std::ops::Deref;

/// Name of the session cookie.
pub(crate) const SESSION_COOKIE: &str = "giaoban";
/// Name of the cookie that keeps the language of readers without an account.
pub(crate) const LOCALE_COOKIE: &str = "ngon_ngu";

/// Anybody: a signed-in person or a reader of the portal.
pub struct Visitor {
    /// The context for `app` calls.
    pub ctx: Ctx,
    /// Token that this session's forms carry; empty for readers.
    pub form_token: String,
    /// The cookie's token, for signing out.
    pub session_token: Option<String>,
    /// Path and query of the request.
    pub here: String,
    /// The web side.
    pub web: Web,
}

impl Visitor {
    /// The frame around a page.
    #[must_use]
    pub fn layout(&self, title: impl Into<String>) -> Layout {
        Layout::new(self, title.into())
    }

    /// Whether the password was set by somebody else and another must be chosen.
    #[must_use]
    pub fn must_choose_password(&self) -> bool {
        let person = self.ctx.actor.person();
        person.is_some_and(|p| p.has_temporary_password)
    }

    /// Whether a posted form belongs to this session.
    #[must_use]
    pub fn owns(&self, fields: &Fields) -> bool {
        !self.form_token.is_empty() && fields.get("_token") == self.form_token
    }
}

impl FromRequestParts<Web> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        let session_token = jar.get(SESSION_COOKIE).map(|c| c.value().to_owned());
        let visit = match &session_token {
            Some(token) => app::account::resume(&web.app, token)
                .await
                .unwrap_or_else(|err| {
                    tracing::error!(%err, "session could not be read");
                    None
                }),
            None => None,
        };
        let cookie_locale = jar.get(LOCALE_COOKIE).map(|c| Locale::from_code(c.value()));
        let (actor, form_token, own_locale) = match visit {
            Some(visit) => {
                let locale = visit.person.locale;
                (Actor::Person(visit.person), visit.form_token, Some(locale))
            }
            None => (Actor::Anonymous, String::new(), None),
        };
        let here = parts
            .extensions
            .get::<OriginalUri>()
            .map_or_else(|| parts.uri.to_string(), |uri| uri.0.to_string());
        let locale = cookie_locale.or(own_locale).unwrap_or_default();
        let ctx = Ctx::new(web.app.clone(), actor, locale);
        Ok(Self {
            ctx,
            form_token,
            session_token,
            here,
            web: web.clone(),
        })
    }
}

/// A signed-in person; anybody else is sent to sign in and comes back here.
pub struct Staff(pub Visitor);

impl Deref for Staff {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.0
    }
}

impl FromRequestParts<Web> for Staff {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let Ok(visitor) = Visitor::from_request_parts(parts, web).await;
        if visitor.must_choose_password() && !is_way_out(parts.uri.path()) {
            return Err(Redirect::to("/ca-nhan").into_response());
        }
        if visitor.ctx.is_signed_in() {
            return Ok(Self(visitor));
        }
        let back = url_part(&visitor.here);
        Err(Redirect::to(&format!("/dang-nhap?tiep={back}")).into_response())
    }
}

/// Where somebody with a password that serves once may go.
fn is_way_out(path: &str) -> bool {
    matches!(path, "/ca-nhan" | "/ca-nhan/mat-khau" | "/dang-xuat")
}

/// A text as part of a query string.
pub(crate) fn url_part(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                (b as char).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}

impl Visitor {
    /// A text in the visitor's language.
    #[must_use]
    pub fn ctx_text(&self, key: &str) -> String {
        app::text::t(self.ctx.locale, key).into_owned()
    }

    /// Where groups of units and days off lead back to, with its text: the regimes
    /// that use them, or else a page that the visitor may see.
    pub(crate) fn way_back(&self) -> (&'static str, String) {
        let (href, key) = if self.ctx.actor.has(Right::ReadRound) {
            ("/che-do", "nav.regimes")
        } else if self.ctx.actor.has(Right::ReadUnit) {
            ("/don-vi", "nav.units")
        } else {
            ("/viec-cua-toi", "nav.duties")
        };
        (href, self.ctx_text(key))
    }
}
