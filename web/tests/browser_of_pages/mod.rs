//! A reader of pages without a browser: signs in, gets, posts; and a round with
//! one report sent.

use app::report::{ReportTyped, SaveDraft, Saved, SignReport, save_draft, submit};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::id::RoundId;
use domain::report::{SectionText, TypedCells};
use testkit::{PASSWORD, TestApp};
use tower::ServiceExt;
use web::{Web, WebOptions, router};

pub struct Browser {
    router: Router,
    cookie: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub kind: String,
    pub html: String,
}

impl Answer {
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self
            .html
            .split(&mark)
            .nth(1)
            .unwrap_or_else(|| panic!("{name}: {}", self.html));
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    pub async fn sign_in(test: &TestApp, login: &str) -> Self {
        let attempt = app::account::SignIn {
            login: login.into(),
            password: PASSWORD.into(),
            origin: "127.0.0.1".into(),
        };
        let signed_in = app::account::sign_in(&test.anonymous(), attempt)
            .await
            .unwrap();
        let web = Web::new(test.app.clone(), WebOptions { is_tls: false });
        Self {
            router: router(web),
            cookie: format!("giaoban={}", signed_in.token),
        }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let text = |name| {
            response
                .headers()
                .get(name)
                .map_or(String::new(), |v| v.to_str().unwrap().to_owned())
        };
        let (location, kind) = (text(header::LOCATION), text(header::CONTENT_TYPE));
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 22).await.unwrap();
        if kind.starts_with("text/html") {
            assert!(
                bytes.len() <= 60 * 1024,
                "a staff page of {} bytes",
                bytes.len()
            );
        }
        Answer {
            status,
            location,
            kind,
            html: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }
}

/// A round of the third quarter with one report sent.
pub async fn round() -> (TestApp, RoundId) {
    let test = TestApp::new().await;
    let round = test.quarter().await;
    let ctx = test.coordinator().await;
    let matrix = app::round::matrix(&ctx, round).await.unwrap();
    let unit = test.unit("SGDDT");
    let obligation = matrix
        .rows
        .iter()
        .find(|r| r.unit == unit)
        .unwrap()
        .obligation;
    let typed = ReportTyped {
        is_nil: false,
        sections: vec![SectionText {
            code: "I.1".into(),
            text: "Đã tham mưu 12 văn bản. Đã mở 5 hội nghị.".into(),
            is_nil: false,
        }],
        cells: TypedCells {
            numbers: [("GD-09".into(), "1200".into())].into(),
            ..TypedCells::default()
        },
        ..ReportTyped::default()
    };
    let saved = save_draft(
        &test.reporter("SGDDT").await,
        SaveDraft {
            obligation,
            version: 0,
            typed,
        },
    )
    .await
    .unwrap();
    let Saved::Kept(kept) = saved else {
        panic!("{saved:?}")
    };
    submit(
        &test.head("SGDDT").await,
        SignReport {
            obligation,
            version: kept.version,
        },
    )
    .await
    .unwrap();
    (test, round)
}
