//! The standard regime and rounds of it, as most tests of the cycle begin.

use crate::test_app::TestApp;
use app::round::OpenRound;
use domain::id::RoundId;
use domain::period::{Period, PeriodKind, Scheme};
use domain::round::DateChoice;
use jiff::civil::date;

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

    /// Opens a round of the standard regime.
    ///
    /// # Panics
    /// When the program refuses.
    pub async fn open_round(&self, kind: PeriodKind, year: i16, index: u8) -> RoundId {
        let input = OpenRound {
            regime: app::regime::STANDARD_CODE.into(),
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
