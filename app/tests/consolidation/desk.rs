//! A round of the small province with a few reports, through the same acts as
//! in life.

use app::Ctx;
use app::consolidation::{Add, add, workbench};
use app::report::{
    ReportTyped, ReturnReport, SaveDraft, Saved, SignReport, return_to_unit, save_draft, submit,
};
use app::round::OpenRound;
use domain::id::{ObligationId, RoundId};
use domain::period::{Period, PeriodKind, Scheme};
use domain::report::{ReturnKind, SectionText, TypedCells};
use domain::round::DateChoice;
use jiff::civil::date;
use testkit::TestApp;

/// An application with a round of the third quarter of 2026.
pub struct Desk {
    pub app: TestApp,
    pub round: RoundId,
}

impl Desk {
    pub async fn new() -> Self {
        Self::on(TestApp::new().await).await
    }

    pub async fn on(app: TestApp) -> Self {
        let office = app.unit("BTGDV");
        app::regime::create_standard(&app.system(), office, date(2025, 7, 1))
            .await
            .expect("a regime");
        let round = open(&app, 2026, 3).await;
        Self { app, round }
    }

    /// One figure of the education department for each of three quarters.
    pub async fn three_quarters(code: &str, figures: [&str; 3]) -> Self {
        let desk = Self::new().await;
        let [first, second, third] = figures;
        for (quarter, figure) in [(1, first), (2, second)] {
            let round = open(&desk.app, 2026, quarter).await;
            desk.send(round, "SGDDT", &[(code, figure)], &[]).await;
        }
        desk.send(desk.round, "SGDDT", &[(code, third)], &[("I.1", "Có.")])
            .await;
        desk
    }

    pub async fn obligation(&self, round: RoundId, unit: &str) -> ObligationId {
        let unit = self.app.unit(unit);
        let found = store::obligation::find_of(&self.app.app.store.read(), round, unit)
            .await
            .expect("a query");
        found.expect("an obligation").id
    }

    /// Writes, signs and sends the report of a unit. Sections without text say
    /// "không phát sinh".
    pub async fn send(
        &self,
        round: RoundId,
        unit: &str,
        numbers: &[(&str, &str)],
        sections: &[(&str, &str)],
    ) {
        let typed = ReportTyped {
            is_nil: false,
            sections: sections
                .iter()
                .map(|(code, text)| SectionText {
                    code: (*code).into(),
                    text: (*text).into(),
                    is_nil: text.is_empty(),
                })
                .collect(),
            cells: TypedCells {
                numbers: numbers
                    .iter()
                    .map(|(k, v)| ((*k).into(), (*v).into()))
                    .collect(),
                ..TypedCells::default()
            },
            ..ReportTyped::default()
        };
        self.send_typed(round, unit, typed).await;
    }

    /// Sends "không phát sinh" for the whole form.
    pub async fn send_nil(&self, round: RoundId, unit: &str) {
        let typed = ReportTyped {
            is_nil: true,
            sections: Vec::new(),
            cells: TypedCells::default(),
            ..ReportTyped::default()
        };
        self.send_typed(round, unit, typed).await;
    }

    async fn send_typed(&self, round: RoundId, unit: &str, typed: ReportTyped) {
        let obligation = self.obligation(round, unit).await;
        let read = self.app.app.store.read();
        let draft = store::report::find_draft(&read, obligation)
            .await
            .expect("a query");
        let version = draft.map_or(0, |d| d.version);
        let input = SaveDraft {
            obligation,
            version,
            typed: testkit::saying_why_late(typed),
        };
        let saved = save_draft(&self.app.reporter(unit).await, input)
            .await
            .expect("a saved draft");
        let Saved::Kept(kept) = saved else {
            panic!("{saved:?}")
        };
        let input = SignReport {
            obligation,
            version: kept.version,
        };
        submit(&self.app.head(unit).await, input)
            .await
            .expect("a signed report");
    }

    /// The office accepts what the unit sent last.
    pub async fn accept(&self, round: RoundId, unit: &str) {
        let id = self.obligation(round, unit).await;
        let found = store::report::list_versions(&self.app.app.store.read(), id).await;
        let number = found.expect("versions").last().expect("a version").number;
        let input = app::report::AcceptReport {
            obligation: id,
            number,
        };
        app::report::accept(&self.app.coordinator().await, input)
            .await
            .expect("accepted");
    }

    /// The office closes a round.
    pub async fn close(&self, round: RoundId) {
        let found = store::round::find(&self.app.app.store.read(), round).await;
        let version = found.expect("a query").expect("the round").version;
        app::round::close(&self.app.coordinator().await, round, version)
            .await
            .expect("closed");
    }

    pub async fn return_unusable(&self, unit: &str, number: i32) {
        let input = ReturnReport {
            obligation: self.obligation(self.round, unit).await,
            number,
            kind: Some(ReturnKind::Unusable),
            reason: "Số liệu của kỳ khác, đề nghị gửi lại.".into(),
            marks: Vec::new(),
        };
        return_to_unit(&self.app.coordinator().await, input)
            .await
            .expect("a return");
    }
}

/// A paragraph is added to the draft of a round; how it reads.
pub async fn shown(ctx: &Ctx, round: RoundId, text: &str) -> String {
    let bench = workbench(ctx, round, Some("I.1")).await.unwrap();
    let new = Add {
        round,
        section: "I.1".into(),
        text: text.into(),
        version: bench.version,
    };
    add(ctx, new).await.unwrap();
    let bench = workbench(ctx, round, Some("I.1")).await.unwrap();
    bench.open.paragraphs.last().unwrap().shown.clone()
}

/// Opens a quarter; the clock must stand in its time or after.
pub async fn open(app: &TestApp, year: i16, quarter: u8) -> RoundId {
    let ctx = app.coordinator().await;
    open_of(&ctx, app::regime::STANDARD_CODE, year, quarter).await
}

/// The same under another regime.
pub async fn open_of(ctx: &Ctx, regime: &str, year: i16, quarter: u8) -> RoundId {
    let period = Period::new(Scheme::Lich, PeriodKind::Quarter, year, quarter).expect("a quarter");
    let input = OpenRound {
        regime: regime.into(),
        period,
        title: String::new(),
        area: None,
        dates: DateChoice::default(),
        accept_gaps: true,
    };
    app::round::open(ctx, &input).await.expect("a round")
}
