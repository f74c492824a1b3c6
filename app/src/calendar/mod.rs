//! The working-day calendar that due days are counted on: what comes
//! with the program, and in its stead the years that were entered.
//!
//! Due days of rounds are fixed when they are opened; what is entered later
//! moves none of them.

mod enter;
mod show;

pub use enter::{EnterYear, enter_year};
pub use show::{OnDayOff, YearView, year};

use crate::{AppError, Ctx};
use domain::calendar::WorkCalendar;
use std::sync::Arc;

impl Ctx {
    /// Which days are worked.
    ///
    /// # Errors
    /// When the database fails, or two entered years contradict each other.
    pub async fn calendar(&self) -> Result<Arc<WorkCalendar>, AppError> {
        let read = async {
            let mut calendar = WorkCalendar::built_in();
            for entered in store::work_year::list(&self.read()).await? {
                calendar = calendar.with(&entered.year).map_err(AppError::internal)?;
            }
            Ok(calendar)
        };
        self.app.calendar.or_read((), read).await
    }
}
