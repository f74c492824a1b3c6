//! A browser without script for the tests of pages: forms are posted with the
//! token and version of the page on which they stand.
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use testkit::{PASSWORD, TestApp};
use tower::ServiceExt;
use web::{Web, WebOptions, router};

/// A signed-in browser.
pub struct Browser {
    router: Router,
    pub cookie: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub html: String,
}

impl Answer {
    /// The value of a hidden input.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self.html.split(&mark).nth(1).expect(name);
        rest.split('"').next().unwrap().to_owned()
    }

    /// The form token of the page.
    pub fn token(&self) -> String {
        self.hidden("_token")
    }

    /// Whether something stands before something else on the page.
    pub fn has_in_order(&self, first: &str, second: &str) -> bool {
        let at = |text: &str| self.html.find(text).unwrap_or_else(|| panic!("{text}"));
        at(first) < at(second)
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

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or(String::new(), |v| v.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Answer {
            status,
            location,
            html: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Posts a form as it is.
    pub async fn send(&self, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    /// Posts a form to the page it stands on, with its token and version.
    pub async fn post(&self, path: &str, form: &str) -> Answer {
        self.post_from(path, path, form).await
    }

    pub async fn post_from(&self, page: &str, path: &str, form: &str) -> Answer {
        let shown = self.get(page).await;
        let mut body = format!("_token={}", shown.hidden("_token"));
        if shown.html.contains("name=\"version\"") {
            body += &format!("&version={}", shown.hidden("version"));
        }
        body += &format!("&{form}");
        self.send(path, &body).await
    }

    pub async fn does(&self, path: &str, form: &str) {
        let answer = self.post(path, form).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path} {form}: {}",
            answer.html
        );
    }
}

/// The small province with the standard regime, and its coordinator.
pub async fn province() -> (TestApp, Browser) {
    let test = TestApp::new().await;
    test.standard_regime().await;
    let browser = Browser::sign_in(&test, "dieuphoi").await;
    (test, browser)
}

/// The form that opens the third quarter.
pub const QUARTER: &str = "regime=khoa-giao&kind=quarter&year=2026&index=3&step=open&accept_gaps=1";
