//! What the same unit reported in earlier periods of the same scheme.

use super::case::Case;
use crate::AppError;
use domain::indicator::Cell;
use domain::period::Period;
use domain::report::{Past, ReportBody};
use store::Handle;

/// Reports of earlier periods, where the unit sent one.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// The period before.
    pub previous: Option<(Period, ReportBody)>,
    /// The same period last year.
    pub last_year: Option<(Period, ReportBody)>,
    /// The shorter cumulative period of the same year.
    pub cumulative_before: Option<(Period, ReportBody)>,
}

impl Earlier {
    /// Reads them in one query.
    pub(super) async fn load(h: &impl Handle, case: &Case) -> Result<Self, AppError> {
        let period = case.round.period;
        let periods = [
            period.previous(),
            period.same_period_last_year(),
            period.cumulative_before(),
        ];
        let codes: Vec<String> = periods.iter().flatten().map(Period::code).collect();
        let unit = case.obligation.unit;
        let found = store::report::earlier_bodies(h, unit, case.round.office, &codes).await?;
        let mut pick = periods.into_iter().map(|period| {
            let period = period?;
            found.get(&period.code()).map(|body| (period, body.clone()))
        });
        Ok(Self {
            previous: pick.next().flatten(),
            last_year: pick.next().flatten(),
            cumulative_before: pick.next().flatten(),
        })
    }

    /// The figures, for the checks.
    pub(super) fn figures(&self) -> Past<'_> {
        Past {
            previous: self.previous.as_ref().map(|(_, body)| &body.values),
            last_year: self.last_year.as_ref().map(|(_, body)| &body.values),
            cumulative_before: self
                .cumulative_before
                .as_ref()
                .map(|(_, body)| &body.values),
        }
    }

    /// Last period's cell of an indicator.
    #[must_use]
    pub fn last_cell(&self, code: &str) -> Option<&Cell> {
        self.previous
            .as_ref()
            .and_then(|(_, body)| body.values.get(code))
    }
}
