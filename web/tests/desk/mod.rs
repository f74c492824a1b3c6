//! A browser without JavaScript and a quarter to report on, for the tests of
//! report pages. No page that it is given may be over 60 KB.
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::id::ObligationId;
use domain::period::PeriodKind;
use testkit::{PASSWORD, TestApp};
use tower::ServiceExt;
use web::{Web, WebOptions, router};

/// A person before a browser.
pub struct Browser {
    router: Router,
    cookie: String,
    pub token: String,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub media: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn html(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

fn encode(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

impl Browser {
    pub async fn sign_in(test: &TestApp, login: &str) -> Self {
        let attempt = app::account::SignIn {
            login: login.into(),
            password: PASSWORD.into(),
            origin: String::new(),
        };
        let token = app::account::sign_in(&test.anonymous(), attempt)
            .await
            .unwrap()
            .token;
        let visit = app::account::resume(&test.app, &token)
            .await
            .unwrap()
            .unwrap();
        let web = Web::new(test.app.clone(), WebOptions { is_tls: false });
        Self {
            router: router(web),
            cookie: format!("giaoban={token}"),
            token: visit.form_token,
        }
    }

    /// The same person, reading in English.
    pub fn in_english(mut self) -> Self {
        self.cookie.push_str("; ngon_ngu=en");
        self
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let text = |name| {
            response
                .headers()
                .get(name)
                .map_or(String::new(), |v| v.to_str().unwrap().to_owned())
        };
        let (location, media) = (text(header::LOCATION), text(header::CONTENT_TYPE));
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 22)
            .await
            .unwrap()
            .to_vec();
        assert!(
            !media.starts_with("text/html") || bytes.len() <= 60 * 1024,
            "a page of {} bytes",
            bytes.len()
        );
        Answer {
            status,
            location,
            media,
            bytes,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(
            Request::get(path)
                .header(header::COOKIE, &self.cookie)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("_token={}", encode(&self.token));
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", encode(value)));
        }
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        self.upload_all(path, &[(name, bytes)]).await
    }

    pub async fn upload_all(&self, path: &str, files: &[(&str, &[u8])]) -> Answer {
        let mut body = format!(
            "--xx\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n{}\r\n",
            self.token
        )
        .into_bytes();
        for (name, bytes) in files {
            let head = format!(
                "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--xx--\r\n");
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xx");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn json(
        &self,
        method: &str,
        path: &str,
        tag: Option<&str>,
        body: serde_json::Value,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie);
        request = request
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-form-token", &self.token);
        if let Some(tag) = tag {
            request = request.header(header::IF_MATCH, tag);
        }
        self.ask(request.body(Body::from(body.to_string())).unwrap())
            .await
    }
}

/// The health department's report of the third quarter.
pub async fn open_quarter(test: &TestApp) -> ObligationId {
    open_period(test, PeriodKind::Quarter, 2026, 3).await
}

/// Opens a round of any kind and answers what SYT owes in it.
pub async fn open_period(test: &TestApp, kind: PeriodKind, year: i16, index: u8) -> ObligationId {
    test.standard_regime().await;
    test.open_round(kind, year, index).await;
    let mine = app::report::duties(&test.reporter("SYT").await)
        .await
        .unwrap();
    mine.open[0].id
}
