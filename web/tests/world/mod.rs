//! The small province in the middle of its cycle, people signed in, and the list
//! of routes as the sources have it.

mod made;
mod routes;

pub use made::{Made, Pair, meeting};
pub use routes::routes;

use app::account::SignIn;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderName, Request, StatusCode, header};
use std::collections::HashMap;
use testkit::{PASSWORD, TestApp};
use tower::ServiceExt;
use web::{Web, WebOptions};

/// A running server with people who are signed in.
pub struct World {
    pub test: TestApp,
    pub made: Made,
    router: Router,
    sessions: HashMap<String, (String, String)>,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("text")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |v| v.to_str().expect("a header of text"))
    }

    /// Asserts that this is a problem document with the status that it names.
    pub fn assert_problem(&self, status: u16) -> serde_json::Value {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        problem
    }
}

impl World {
    /// With these people signed in.
    pub async fn new(logins: &[&str]) -> Self {
        Self::on(TestApp::new().await, logins).await
    }

    /// The same in an application that has more units.
    pub async fn on(test: TestApp, logins: &[&str]) -> Self {
        let made = made::make(&test).await;
        let mut sessions = HashMap::new();
        for login in logins {
            let (login, password) = ((*login).to_owned(), PASSWORD.into());
            let attempt = SignIn {
                origin: login.clone(),
                login: login.clone(),
                password,
            };
            let token = app::account::sign_in(&test.anonymous(), attempt)
                .await
                .unwrap()
                .token;
            let visit = app::account::resume(&test.app, &token)
                .await
                .unwrap()
                .unwrap();
            sessions.insert(login, (format!("giaoban={token}"), visit.form_token));
        }
        let router = web::router(Web::new(test.app.clone(), WebOptions::default()));
        Self {
            test,
            made,
            router,
            sessions,
        }
    }

    /// Asks as a person; "" is a reader without an account.
    pub async fn ask(
        &self,
        login: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        let mut cookies = self
            .sessions
            .get(login)
            .map_or(String::new(), |(cookie, _)| cookie.clone());
        assert!(
            login.is_empty() || !cookies.is_empty(),
            "{login} is not signed in"
        );
        for (name, value) in headers {
            if *name == "cookie" {
                cookies = format!("{cookies}; {value}");
            } else {
                request = request.header(name.parse::<HeaderName>().unwrap(), *value);
            }
        }
        let request = request
            .header(header::COOKIE, cookies)
            .body(Body::from(body.to_owned()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec();
        Answer {
            status,
            headers,
            bytes,
        }
    }

    pub async fn get(&self, login: &str, path: &str) -> Answer {
        self.ask(login, "GET", path, &[], "").await
    }

    /// The form token of a person.
    pub fn token(&self, login: &str) -> &str {
        &self.sessions[login].1
    }
}
