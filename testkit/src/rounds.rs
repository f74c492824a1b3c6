//! The standard regime and rounds of it, as most tests of the cycle begin.

use crate::test_app::TestApp;
use app::regime::{NewRegime, STANDARD_CODE, standard_body};
use app::report::ReportTyped;
use app::round::OpenRound;
use domain::id::RoundId;
use domain::period::{Period, PeriodKind, Scheme};
use domain::round::DateChoice;
use jiff::civil::date;

/// What units of the tests say when they are late.
pub const LATE_REASON: &str = "Chờ số liệu của ba xã vùng cao.";

/// A report as typed by a unit that says why it is late; of a report in time
/// nothing of it is kept.
#[must_use]
pub fn saying_why_late(typed: ReportTyped) -> ReportTyped {
    ReportTyped {
        late_reason: Some(LATE_REASON.into()),
        ..typed
    }
}

impl TestApp {
    /// Publishes the standard regime of the first province's office, valid from
    /// the first day of the units.
    ///
    /// # Panics
    /// When the program refuses.
    pub async fn standard_regime(&self) {
        let office = self.unit("BTGDV");
        app::regime::create_standard(&self.system(), office, date(2025, 7, 1))
            .await
            .expect("a regime");
    }

    /// Publishes the same regime with so many indicators more, made after the one
    /// of the code `like`: `YT-X001`, `YT-X002` … after `YT-09`.
    ///
    /// # Panics
    /// When the program refuses.
    pub async fn crowded_regime(&self, like: &str, more: usize, name: &str) {
        let mut body = standard_body("BTGDV");
        let like = body.indicator(like).expect("an indicator").clone();
        let field = like.code.split('-').next().unwrap_or_default().to_owned();
        for number in 1..=more {
            let mut one = like.clone();
            one.code = format!("{field}-X{number:03}");
            one.name = format!("{name} {number}");
            body.indicators.push(one);
        }
        let regime = NewRegime {
            code: STANDARD_CODE.into(),
            name: "Giao ban công tác khoa giáo".into(),
            owner: self.unit("BTGDV"),
            valid_from: date(2025, 7, 1),
            body,
        };
        app::regime::create(&self.administrator().await, regime)
            .await
            .expect("a regime");
    }

    /// Opens a round of the standard regime.
    ///
    /// # Panics
    /// When the program refuses.
    pub async fn open_round(&self, kind: PeriodKind, year: i16, index: u8) -> RoundId {
        let input = OpenRound {
            regime: STANDARD_CODE.into(),
            period: Period::new(Scheme::Lich, kind, year, index).expect("a period"),
            title: String::new(),
            area: None,
            dates: DateChoice::default(),
            accept_gaps: true,
        };
        app::round::open(&self.coordinator().await, &input)
            .await
            .expect("a round")
    }

    /// The standard regime with its round of the third quarter of 2026, which
    /// has just ended.
    ///
    /// # Panics
    /// When the program refuses.
    pub async fn quarter(&self) -> RoundId {
        self.standard_regime().await;
        self.open_round(PeriodKind::Quarter, 2026, 3).await
    }
}
