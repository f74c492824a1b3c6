//! A round with the form of one unit, open in the browser, and looks into what
//! the browser keeps and what the server has.

use crate::harness::Walk;
use app::report::{ReportForm, ReportTyped, SaveDraft, Saved, open_form, save_draft};
use domain::id::{ObligationId, RoundId};
use domain::report::SectionText;
use std::time::Duration;
use testkit::TestApp;

/// What is written without network.
pub const TEXT: &str = "Đã tham mưu ban hành 02 kế hoạch.";

/// The browser in front of an open round.
pub struct World {
    pub walk: Walk,
    pub round: RoundId,
    pub report: ObligationId,
}

impl World {
    /// Opens a round; `unit` is the one that writes.
    pub async fn with_report(unit: &str) -> Self {
        let app = TestApp::new().await;
        let round = app.quarter().await;
        Self::in_round(app, round, unit).await
    }

    /// The form of `unit` in a round that is open already.
    pub async fn in_round(app: TestApp, round: RoundId, unit: &str) -> Self {
        let duties = app::report::duties(&app.reporter(unit).await)
            .await
            .expect("duties");
        let report = duties.open[0].id;
        let walk = Walk::on(app).await;
        Self {
            walk,
            round,
            report,
        }
    }

    /// The address of the form.
    pub fn path(&self) -> String {
        format!("/bao-cao/{}", self.report)
    }

    /// Signs in, opens the form and waits until it is kept.
    pub async fn open_as(&self, login: &str) {
        self.walk.sign_in(login, &self.path()).await;
        self.settled().await;
    }

    /// Waits until the page has done what it does by itself.
    pub async fn settled(&self) {
        let ready = "document.querySelector('[data-report]')?.dataset.ready";
        self.walk.until(ready).await;
        self.walk.figures().await;
    }

    /// What the page says about this browser.
    pub async fn line(&self) -> String {
        self.walk.text_of("[data-here]").await
    }

    /// Waits for a sentence about this browser.
    pub async fn line_says(&self, text: &str) {
        self.contains("[data-here]", text).await;
    }

    /// Waits for a sentence about the last save.
    pub async fn status_says(&self, text: &str) {
        self.contains("[data-status]", text).await;
    }

    async fn contains(&self, css: &str, text: &str) {
        let what = format!("document.querySelector('{css}').textContent.includes('{text}')");
        self.walk.until(&what).await;
    }

    /// The form as the server has it.
    pub async fn form(&self, login: &str) -> ReportForm {
        let ctx = self.walk.app.person(login).await;
        open_form(&ctx, self.report).await.expect("the form")
    }

    /// Counter of the draft and the text of its first section.
    pub async fn draft(&self, login: &str) -> (i32, String) {
        let form = self.form(login).await;
        let section = form.sections.iter().find(|s| s.def.code == "I.1");
        (
            form.draft_version(),
            section.expect("a section").text.clone(),
        )
    }

    /// Another author saves a text into a section.
    pub async fn somebody_saves(&self, login: &str, code: &str, text: &str) {
        let version = self.form(login).await.draft_version();
        let section = SectionText {
            code: code.into(),
            text: text.into(),
            is_nil: false,
        };
        let input = SaveDraft {
            obligation: self.report,
            version,
            typed: ReportTyped {
                sections: vec![section],
                ..ReportTyped::default()
            },
        };
        let ctx = self.walk.app.person(login).await;
        let saved = save_draft(&ctx, input).await.expect("saved");
        assert!(matches!(saved, Saved::Kept(_)));
    }

    /// Keys, rows and whether a shell is kept.
    pub async fn stored(&self) -> (u64, u64, bool) {
        let told = self.ask("const count = name => new Promise(r => { const q = db.transaction(name).objectStore(name).count(); q.onsuccess = () => r(q.result) }); \
             done([await count('keys'), await count('rows'), (await caches.keys()).length > 0])").await;
        (
            told[0].as_u64().expect("keys"),
            told[1].as_u64().expect("rows"),
            told[2].as_bool().expect("a shell"),
        )
    }

    /// Everything in the rows, as it lies in the browser.
    pub async fn raw(&self) -> String {
        let told = self.ask("const all = db.transaction('rows').objectStore('rows').getAll(); all.onsuccess = () => \
             done(all.result.map(row => new TextDecoder().decode(row.data)).join())").await;
        told.as_str().unwrap_or_default().to_owned()
    }

    /// Keeps the form of this world's report too, as if the person whose only form is
    /// kept had written there before.
    pub async fn keep_as_own(&self) {
        let key = format!("${{first.split('/')[0]}}/page/{}", self.report);
        let body = "const got = q => new Promise(r => { q.onsuccess = () => r(q.result) }); \
             const rows = () => db.transaction('rows', 'readwrite').objectStore('rows'); \
             const [first] = await got(rows().getAllKeys()); const row = await got(rows().get(first)); \
             await got(rows().put(row, `KEY`)); done(true)";
        self.ask(&body.replace("KEY", &key)).await;
    }

    /// Waits until so many rows are kept.
    pub async fn rows_come_to(&self, count: u64) {
        for _ in 0..200 {
            if self.stored().await.1 == count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{:?} instead of {count} rows", self.stored().await);
    }

    async fn ask(&self, body: &str) -> serde_json::Value {
        let script = format!(
            "const done = arguments[0]; const q = indexedDB.open('giaoban', 1); \
             q.onupgradeneeded = () => {{ q.result.createObjectStore('keys'); q.result.createObjectStore('rows'); }}; \
             q.onsuccess = async () => {{ const db = q.result; {body}; db.close(); }};"
        );
        let told = self.walk.driver.execute_async(&script, vec![]).await;
        told.expect("what is kept").json().clone()
    }

    /// Waits for the browser's question and answers it.
    pub async fn answer(&self, text: &str, yes: bool) {
        for _ in 0..200 {
            if let Ok(asked) = self.walk.driver.get_alert_text().await
                && asked.contains(text)
            {
                let driver = &self.walk.driver;
                let done = if yes {
                    driver.accept_alert().await
                } else {
                    driver.dismiss_alert().await
                };
                return done.expect("answered");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nobody asks {text:?}");
    }

    pub async fn end(self) {
        self.walk.end().await;
    }
}
