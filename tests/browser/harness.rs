//! A server on a free port, a browser, and the few steps that all walks share.

use crate::axe;
use crate::chromium::{connect, free_port};
use crate::plug::Plug;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;
use testkit::{PASSWORD, TestApp};
use thirtyfour::prelude::*;
use web::{Web, WebOptions};

/// A running instance with a browser in front of it.
pub struct Walk {
    /// The instance.
    pub app: TestApp,
    /// The browser.
    pub driver: WebDriver,
    base: String,
    /// The cable between them.
    pub plug: Plug,
    chromedriver: Child,
    faults: Mutex<Vec<String>>,
    _profile: tempfile::TempDir,
}

impl Walk {
    /// Starts server and browser.
    pub async fn start() -> Self {
        Self::on(TestApp::new().await).await
    }

    /// Starts server and browser on a prepared instance.
    pub async fn on(app: TestApp) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let (plug, address) = Plug::to(listener.local_addr().expect("an address")).await;
        let base = format!("http://{address}");
        let router = web::router(Web::new(app.app.clone(), WebOptions::default()));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        // The job that reads the queue and follows the journal, as `serve` has it.
        tokio::spawn(app::follow::keep_up(app.app.clone()));
        let port = free_port();
        let chromedriver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver (Debian package chromium-driver)");
        let profile = tempfile::tempdir().expect("a temporary folder");
        let driver = connect(port, profile.path()).await;
        Self {
            app,
            driver,
            base,
            plug,
            chromedriver,
            faults: Mutex::default(),
            _profile: profile,
        }
    }

    /// Opens a page of the instance.
    pub async fn open(&self, path: &str) {
        self.driver
            .goto(format!("{}{path}", self.base))
            .await
            .expect("a page");
    }

    /// Waits until an expression of the page is true.
    pub async fn until(&self, what: &str) {
        if !self.comes_true(what).await {
            panic!("{what} does not come true:\n{}", self.text().await);
        }
    }

    /// Comes to the table of figures of a report form, where there is one: its
    /// scripts are fetched then.
    pub async fn figures(&self) {
        let near = "[...document.querySelectorAll('.table--entry')].slice(0, 1).map(t => t.scrollIntoView())";
        self.driver.execute(near, vec![]).await.expect("a page");
        let read = "!document.querySelector('.table--entry') || document.querySelector('[data-report]').dataset.figures";
        self.until(read).await;
        let back = "window.scrollTo(0, 0)";
        self.driver.execute(back, vec![]).await.expect("a page");
    }

    async fn comes_true(&self, what: &str) -> bool {
        let script = format!("return Boolean({what})");
        for _ in 0..200 {
            // While one page gives way to the next, asking may fail.
            if let Ok(told) = self.driver.execute(&script, vec![]).await
                && told.json() == &Value::Bool(true)
            {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        false
    }

    /// Signs in and lands on `path`.
    pub async fn sign_in(&self, login: &str, path: &str) {
        self.driver.delete_all_cookies().await.expect("no cookies");
        self.open(&format!("/dang-nhap?tiep={path}")).await;
        self.fill("login", login).await;
        self.fill("password", PASSWORD).await;
        self.press("form.card .button").await;
    }

    /// The element that a selector finds first.
    pub async fn find(&self, css: &str) -> WebElement {
        match self.driver.find(By::Css(css)).await {
            Ok(element) => element,
            Err(err) => panic!("{css} is not on the page: {err}\n{}", self.text().await),
        }
    }

    /// Whether a selector finds anything.
    pub async fn has(&self, css: &str) -> bool {
        !self
            .driver
            .find_all(By::Css(css))
            .await
            .expect("a page")
            .is_empty()
    }

    /// Types into the field of this name, replacing what stands there.
    pub async fn fill(&self, name: &str, value: &str) {
        let field = self.find(&format!("[name='{name}']")).await;
        field.clear().await.expect("an empty field");
        field.send_keys(value).await.expect("typing");
    }

    /// Sets a field's value as a person would pick it (dates, selects).
    pub async fn set(&self, name: &str, value: &str) {
        let script = "const f = document.getElementsByName(arguments[0])[0]; f.value = arguments[1]; \
                      f.dispatchEvent(new Event('input', {bubbles: true})); f.dispatchEvent(new Event('change', {bubbles: true}));";
        self.driver
            .execute(script, vec![name.into(), value.into()])
            .await
            .expect("a field");
    }

    /// Presses a button or link and waits until the next page stands.
    pub async fn press(&self, css: &str) {
        self.mark().await;
        self.tap(css).await;
        self.next_page(css).await;
    }

    /// Presses what keeps the page: a box, a choice, a control.
    pub async fn tap(&self, css: &str) {
        let element = self.find(css).await;
        element.scroll_into_view().await.expect("in view");
        element.click().await.expect("a click");
    }

    /// Marks the page that stands, so that the next one is told from it.
    pub async fn mark(&self) {
        let script = "document.documentElement.dataset.left = '1'";
        self.driver.execute(script, vec![]).await.expect("a page");
    }

    /// Waits until a page stands that is not the marked one.
    pub async fn next_page(&self, pressed: &str) {
        let script = "document.documentElement.dataset.left !== '1' \
                      && document.readyState === 'complete'";
        if !self.comes_true(script).await {
            panic!("{pressed} leads nowhere:\n{}", self.text().await);
        }
    }

    /// Opens the folded form in which this element stands, as a person would.
    pub async fn unfold(&self, css: &str) {
        let script = "const d = document.querySelector(arguments[0]).closest('details'); \
                      if (!d.open) d.querySelector('summary').click(); return d.open;";
        let open = self
            .driver
            .execute(script, vec![css.into()])
            .await
            .expect("a folded form");
        assert_eq!(open.json(), &Value::Bool(true), "{css} stays folded");
    }

    /// Presses the link of exactly this text.
    pub async fn follow(&self, text: &str) {
        let Ok(link) = self.driver.find(By::LinkText(text)).await else {
            panic!("no link says {text:?}:\n{}", self.text().await);
        };
        self.mark().await;
        link.scroll_into_view().await.expect("in view");
        link.click().await.expect("a click");
        self.next_page(text).await;
    }

    /// The path of the page, without its query.
    pub async fn path(&self) -> String {
        let script = "return location.pathname";
        let told = self.driver.execute(script, vec![]).await.expect("a page");
        told.json().as_str().unwrap_or_default().to_owned()
    }

    /// What a field holds.
    pub async fn value(&self, name: &str) -> String {
        let field = self.find(&format!("[name='{name}']")).await;
        field
            .prop("value")
            .await
            .expect("a field")
            .unwrap_or_default()
    }

    /// The text of the first element that a selector finds.
    pub async fn text_of(&self, css: &str) -> String {
        self.find(css).await.text().await.expect("text")
    }

    /// All text of the page.
    pub async fn text(&self) -> String {
        self.driver
            .find(By::Css("body"))
            .await
            .expect("a body")
            .text()
            .await
            .expect("text")
    }

    /// Fails unless the page says this.
    pub async fn says(&self, text: &str) {
        let page = self.text().await;
        assert!(
            page.contains(text),
            "the page does not say {text:?}:\n{page}"
        );
    }

    /// Waits until the page says this; it may be made anew meanwhile.
    pub async fn comes_to_say(&self, text: &str) {
        for _ in 0..200 {
            // While one page gives way to the next, asking may fail.
            if let Ok(body) = self.driver.find(By::Css("body")).await
                && body.text().await.is_ok_and(|page| page.contains(text))
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.says(text).await;
    }

    /// Looks at the page as a stranger would: axe-core finds nothing, and at
    /// 360 px the page does not scroll sideways. Keeps pictures when asked.
    /// What is found fails the walk at its end, so that one run names it all.
    pub async fn look(&self, name: &str) {
        self.size(1280, 900).await;
        let found = axe::check(&self.driver).await;
        for line in found {
            self.note(format!("{name}: {line}"));
        }
        self.shoot(&format!("{name}-1280")).await;
        self.size(360, 740).await;
        let overflow = self
            .driver
            .execute(
                "return document.documentElement.scrollWidth - window.innerWidth",
                vec![],
            )
            .await
            .expect("a width");
        let overflow = overflow.json().as_i64().unwrap_or(0);
        self.shoot(&format!("{name}-360")).await;
        if overflow > 0 {
            self.note(format!("{name}: {overflow} px wider than a phone"));
        }
        self.size(1280, 900).await;
    }

    fn note(&self, fault: String) {
        self.faults.lock().expect("the list").push(fault);
    }

    async fn size(&self, width: u32, height: u32) {
        // Through the protocol, since a headless window has a minimum width.
        let params = serde_json::json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.driver
            .cdp()
            .send_raw("Emulation.setDeviceMetricsOverride", params)
            .await
            .expect("a size");
    }

    async fn shoot(&self, name: &str) {
        if std::env::var("GIAOBAN_SCREENSHOTS").as_deref() == Ok("1") {
            let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screenshots");
            std::fs::create_dir_all(&dir).expect("a folder");
            self.driver
                .screenshot(&dir.join(format!("{name}.png")))
                .await
                .expect("a picture");
        }
    }

    /// Ends the browser.
    ///
    /// # Panics
    /// When [`Walk::look`] found anything on the way.
    pub async fn end(mut self) {
        self.driver.clone().quit().await.expect("an end");
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
        let faults = std::mem::take(&mut *self.faults.lock().expect("the list"));
        assert!(
            faults.is_empty(),
            "the pages have faults:\n{}",
            faults.join("\n")
        );
    }
}

impl Drop for Walk {
    fn drop(&mut self) {
        // A walk that breaks off still says what it had seen.
        if let Ok(faults) = self.faults.lock() {
            faults.iter().for_each(|fault| eprintln!("{fault}"));
        }
        let _ = self.chromedriver.kill();
    }
}
