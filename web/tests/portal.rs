//! Page flows of the portal and of its editors, through the real router.

use app::account::SignIn;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use testkit::{PASSWORD, TestApp};
use tower::ServiceExt;
use web::{Web, WebOptions, router};

struct Site {
    t: TestApp,
    router: Router,
    cookie: String,
    token: String,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

async fn answer(response: Response<Body>) -> Answer {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

impl Site {
    /// With the editor signed in.
    async fn new() -> Self {
        let t = TestApp::new().await;
        let router = router(Web::new(t.app.clone(), WebOptions::default()));
        let sign_in = SignIn {
            login: "bientap".into(),
            password: PASSWORD.into(),
            origin: String::new(),
        };
        let token = app::account::sign_in(&t.anonymous(), sign_in)
            .await
            .unwrap()
            .token;
        let visit = app::account::resume(&t.app, &token).await.unwrap().unwrap();
        Self {
            t,
            router,
            cookie: format!("giaoban={token}"),
            token: visit.form_token,
        }
    }

    async fn get_with(&self, path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        answer(
            self.router
                .clone()
                .oneshot(request.body(Body::empty()).unwrap())
                .await
                .unwrap(),
        )
        .await
    }

    /// As a reader.
    async fn read(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    /// As the editor.
    async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[(header::COOKIE, &self.cookie)]).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |s: &str| s.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        let mut body = format!("_token={}", encode(&self.token));
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", encode(value)));
        }
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        answer(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// Begins an article and gives its page's path.
    async fn begin(&self, title: &str) -> String {
        let made = self.post("/bien-tap", &[("title", title)]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER);
        made.header(header::LOCATION)
            .split('?')
            .next()
            .unwrap()
            .to_owned()
    }

    /// Publishes an article with this body.
    async fn publish(&self, title: &str, body: &str) -> String {
        let path = self.begin(title).await;
        let fields = [
            ("version", "1"),
            ("title", title),
            ("lead", "Mở đầu."),
            ("body", body),
            ("category", "activity"),
        ];
        assert_eq!(
            self.post(&path, &fields).await.status,
            StatusCode::SEE_OTHER
        );
        let cleared = [("version", "2"), ("cleared", "1")];
        assert_eq!(
            self.post(&format!("{path}/duyet"), &cleared).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            self.post(&format!("{path}/dang"), &[("version", "3")])
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        path
    }
}

#[tokio::test]
async fn a_published_article_is_read_by_anybody_without_a_cookie() {
    let site = Site::new().await;
    site.publish("Giao ban <quý III>", "## Kết quả\n\nMọi việc **tốt**.")
        .await;
    for path in ["/tin", "/tin/giao-ban-quy-iii", "/rss", "/sitemap.xml"] {
        let page = site.read(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.headers.get(header::SET_COOKIE).is_none(), "{path}");
        assert!(page.text().contains("giao-ban-quy-iii"), "{path}");
        assert!(page.body.len() < 100 * 1024, "{path}");
    }
    let page = site.read("/tin/giao-ban-quy-iii").await;
    assert!(
        page.text().contains("<h2>Kết quả</h2>") && page.text().contains("<strong>tốt</strong>")
    );
    assert!(
        page.text()
            .contains("<time datetime=\"2026-10-05T09:00:00+07:00\">09:00 05/10/2026</time>")
    );
    assert!(
        page.text().contains("href=\"#noi-dung\"")
            && page.text().contains("\"@type\":\"NewsArticle\"")
    );
    assert!(
        !page.text().contains("<quý"),
        "the title is escaped everywhere, data block included"
    );
    assert!(
        page.header(header::CONTENT_SECURITY_POLICY)
            .contains("script-src 'self'")
    );
}

#[tokio::test]
async fn html_in_the_body_is_shown_as_text() {
    let site = Site::new().await;
    site.publish(
        "Tin",
        "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1))",
    )
    .await;
    let page = site.read("/tin/tin").await;
    assert!(
        page.text()
            .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
    );
    assert!(!page.text().contains("<script>alert") && !page.text().contains("<img src=x"));
    assert!(!page.text().contains("javascript:"));
}

#[tokio::test]
async fn a_reader_who_has_the_page_is_told_so_until_it_changes() {
    let site = Site::new().await;
    let path = site.publish("Tin", "Một.").await;
    let first = site.read("/tin/tin").await;
    let etag = first.header(header::ETAG).to_owned();
    assert!(etag.starts_with('"'), "strong");
    let again = site
        .get_with("/tin/tin", &[(header::IF_NONE_MATCH, &etag)])
        .await;
    assert_eq!(
        (again.status, again.body.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );
    let fields = [
        ("version", "4"),
        ("title", "Tin"),
        ("lead", "Mở đầu."),
        ("body", "Hai."),
        ("category", "activity"),
        ("note", "Sửa số."),
    ];
    assert_eq!(
        site.post(&path, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let changed = site
        .get_with("/tin/tin", &[(header::IF_NONE_MATCH, &etag)])
        .await;
    assert_eq!(changed.status, StatusCode::OK);
    assert!(changed.text().contains("Hai.") && changed.text().contains("05/10/2026: Sửa số."));
}

#[tokio::test]
async fn the_page_is_sent_compressed_as_the_reader_can_take_it() {
    let site = Site::new().await;
    site.publish("Tin", &"Nội dung dài. ".repeat(200)).await;
    let plain = site.read("/tin/tin").await;
    let packed = site
        .get_with("/tin/tin", &[(header::ACCEPT_ENCODING, "gzip, br")])
        .await;
    assert_eq!(packed.header(header::CONTENT_ENCODING), "br");
    assert!(packed.body.len() * 2 < plain.body.len());
    assert_ne!(packed.header(header::ETAG), plain.header(header::ETAG));
    assert_eq!(packed.header(header::VARY), "accept-encoding");
}

#[tokio::test]
async fn a_withdrawn_article_is_gone_and_says_why() {
    let site = Site::new().await;
    let path = site.publish("Tin", "Một.").await;
    assert_eq!(site.read("/tin/tin").await.status, StatusCode::OK);
    let fields = [("version", "4"), ("reason", "Số liệu chưa xác nhận.")];
    assert_eq!(
        site.post(&format!("{path}/rut"), &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let gone = site.read("/tin/tin").await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text().contains("Số liệu chưa xác nhận.") && !gone.text().contains("Một."));
    assert!(!site.read("/tin").await.text().contains("/tin/tin"));
}

#[tokio::test]
async fn a_draft_has_no_public_address() {
    let site = Site::new().await;
    let path = site.begin("Bản nháp").await;
    assert_eq!(
        site.read("/tin/ban-nhap").await.status,
        StatusCode::NOT_FOUND
    );
    let stranger = site.read(&path).await;
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    assert!(stranger.header(header::LOCATION).starts_with("/dang-nhap"));
    assert_eq!(
        site.read("/tin?trang=9").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        site.read("/tin?muc=khong-co").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed() {
    let site = Site::new().await;
    let path = site.begin("Tin").await;
    let fields = [
        ("version", "1"),
        ("title", " "),
        ("lead", "Đã gõ sẵn"),
        ("body", "B"),
        ("category", "guidance"),
    ];
    let page = site.post(&path, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("Đã gõ sẵn") && page.text().contains("id=\"e-title\""));
    let blind = site
        .post(&format!("{path}/duyet"), &[("version", "1")])
        .await;
    assert_eq!(blind.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn of_two_editors_the_second_keeps_the_words_and_sees_the_firsts() {
    let site = Site::new().await;
    let path = site.begin("Tin").await;
    let typed = |body| {
        [
            ("version", "1"),
            ("title", "Tin"),
            ("lead", "L"),
            ("body", body),
            ("category", "activity"),
        ]
    };
    assert_eq!(
        site.post(&path, &typed("Bản thứ nhất")).await.status,
        StatusCode::SEE_OTHER
    );
    let second = site.post(&path, &typed("Bản thứ hai")).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.text().contains("Bản thứ hai</textarea>"));
    assert!(second.text().contains("<p>Bản thứ nhất</p>"));
    assert!(second.text().contains("name=\"version\" value=\"2\""));
}

#[tokio::test]
async fn a_form_of_another_session_is_refused() {
    let mut site = Site::new().await;
    let path = site.begin("Tin").await;
    site.token = "khac".into();
    let page = site
        .post(&path, &[("version", "1"), ("title", "Đổi")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!site.get("/bien-tap").await.text().contains("Đổi"));
}

fn png() -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(8, 4, image::Rgb([155, 28, 28]))
        .write_to(&mut out, image::ImageFormat::Png)
        .unwrap();
    out.into_inner()
}

async fn upload(site: &Site, path: &str, version: &str, alt: &str) -> Answer {
    let mut body = Vec::new();
    for (name, value) in [
        ("_token", site.token.as_str()),
        ("version", version),
        ("alt", alt),
        ("caption", "Quang cảnh"),
        ("credit", "Lê Văn C"),
    ] {
        body.extend(
            format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    body.extend(
        b"--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n",
    );
    body.extend(png());
    body.extend(b"\r\n--X--\r\n");
    let request = Request::post(format!("{path}/anh"))
        .header(header::COOKIE, &site.cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=X")
        .body(Body::from(body))
        .unwrap();
    answer(site.router.clone().oneshot(request).await.unwrap()).await
}

#[tokio::test]
async fn a_photo_needs_its_alternative_text_and_is_shown_with_it() {
    let site = Site::new().await;
    let path = site.begin("Tin").await;
    let refused = upload(&site, &path, "1", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("id=\"e-alt\"") && refused.text().contains("value=\"Quang cảnh\"")
    );
    assert_eq!(
        upload(&site, &path, "1", "Bàn chủ tọa").await.status,
        StatusCode::SEE_OTHER
    );
    let fields = [
        ("version", "2"),
        ("title", "Tin"),
        ("lead", "L"),
        ("body", "B"),
        ("category", "activity"),
    ];
    assert_eq!(
        site.post(&path, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    site.post(
        &format!("{path}/duyet"),
        &[("version", "3"), ("cleared", "1")],
    )
    .await;
    site.post(&format!("{path}/dang"), &[("version", "4")])
        .await;
    let page = site.read("/tin/tin").await;
    assert!(
        page.text().contains("alt=\"Bàn chủ tọa\"")
            && page.text().contains("<figcaption>Quang cảnh")
    );
    let src = page
        .text()
        .split("<img src=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let photo = site.read(&src).await;
    assert_eq!(
        (photo.status, photo.header(header::CONTENT_TYPE)),
        (StatusCode::OK, "image/png")
    );
    assert!(photo.headers.get(header::SET_COOKIE).is_none());
    assert_eq!(
        site.read(&format!("/anh/{}", "0".repeat(64))).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_frame_speaks_english_when_the_address_says_so() {
    let site = Site::new().await;
    site.publish("Tin", "Một.").await;
    let page = site.read("/tin/tin?ngu=en").await;
    assert!(page.text().contains("<html lang=\"en\">") && page.text().contains("lang=\"vi\""));
    assert!(page.text().contains("Skip to main content"));
}

#[tokio::test]
async fn the_editors_pages_stay_small_and_private() {
    let site = Site::new().await;
    let path = site.publish("Tin", "Một.").await;
    for path in ["/bien-tap", &path] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.len() < 60 * 1024, "{path}: {}", page.body.len());
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
    }
    assert!(site.t.app.portal_age() > 0);
}
