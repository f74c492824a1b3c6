//! What a unit is asked for in a round: sections by its fields of work and by who
//! writes them, indicators by field, by the kind of period and by who reports them
//!
//!
//! Form, .xlsx form, checks, imports, plans, coverage and totals all ask here.

use super::rule::{Asked, UnitFacts};
use super::{RegimeBody, Section};
use crate::indicator::IndicatorDef;
use crate::period::PeriodKind;
use serde::{Deserialize, Serialize};

/// Which indicators a round asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// All of them in every round. Versions from before indicators said when
    /// they are asked read so, and rounds opened with them keep their form.
    #[default]
    Everything,
    /// Those that name the kind of period.
    ByFrequency,
}

impl UnitFacts<'_> {
    /// Whether the unit is asked for an indicator, in the periods that ask for it: by
    /// who reports it and by its fields of work; live figures are of every unit, since
    /// every unit has tasks. What nobody answers for is asked of nobody, so that no
    /// figure is missing that no form asks for.
    #[must_use]
    pub fn is_asked_for(&self, def: &IndicatorDef) -> bool {
        let is_of_field = def.live.is_some() || self.fields.contains(&def.field);
        is_of_field && def.reported_by.names(self)
    }
}

impl RegimeBody {
    /// The sections that a unit must write.
    pub fn sections_for<'a>(&'a self, unit: UnitFacts<'a>) -> impl Iterator<Item = &'a Section> {
        self.outline.iter().filter(move |s| s.concerns(&unit))
    }

    /// The indicators that a round over this kind of period asks for.
    ///
    /// A one-off round asks for what names *one-off*; a regime in which nothing
    /// does is asked as a whole, since who calls for it has chosen the regime.
    pub fn indicators_in(&self, period: PeriodKind) -> impl Iterator<Item = &IndicatorDef> {
        let names = move |i: &&IndicatorDef| i.frequency.contains(&period);
        let all = self.asking == Asking::Everything
            || (period == PeriodKind::OneOff && !self.indicators.iter().any(|i| names(&i)));
        self.indicators.iter().filter(move |i| all || names(i))
    }

    /// The indicators that a unit must fill in: asked of it in this kind of period.
    /// Live figures are typed by nobody.
    pub fn indicators_for<'a>(
        &'a self,
        asked: Asked<'a>,
    ) -> impl Iterator<Item = &'a IndicatorDef> {
        self.indicators_in(asked.period)
            .filter(move |i| i.live.is_none() && asked.unit.is_asked_for(i))
    }

    /// The live figures that the form of a unit shows, whatever its fields of work.
    pub fn live_for<'a>(&'a self, asked: Asked<'a>) -> impl Iterator<Item = &'a IndicatorDef> {
        self.indicators_in(asked.period)
            .filter(move |i| i.live.is_some() && asked.unit.is_asked_for(i))
    }

    /// The definition of an indicator.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&IndicatorDef> {
        self.indicators.iter().find(|i| i.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::regime::tests::body;
    use crate::unit::{Tier, UnitKind};

    fn codes(body: &RegimeBody, kind: UnitKind, period: PeriodKind) -> Vec<&str> {
        let unit = UnitFacts {
            kind,
            tier: Tier::Province,
            fields: &[Field::YTe],
            groups: &[],
        };
        let asked = Asked { unit, period };
        body.indicators_for(asked)
            .map(|i| i.code.as_str())
            .collect()
    }

    #[test]
    fn r_3_1_a_yearly_indicator_is_not_asked_in_a_quarter() {
        let body = body();
        let quarter = codes(&body, UnitKind::Department, PeriodKind::Quarter);
        assert!(
            quarter.contains(&"YT-09") && !quarter.contains(&"YT-01"),
            "{quarter:?}"
        );
        let year = codes(&body, UnitKind::Department, PeriodKind::Year);
        assert!(
            year.contains(&"YT-09") && year.contains(&"YT-01"),
            "{year:?}"
        );
        let week = codes(&body, UnitKind::Department, PeriodKind::Week);
        let diseases = week.iter().all(|code| code.starts_with("YT-10"));
        assert!(
            diseases && week.contains(&"YT-10") && week.len() == 14,
            "{week:?}"
        );
    }

    #[test]
    fn r_3_1_what_the_department_reports_is_not_asked_of_the_commune() {
        let body = body();
        let department = codes(&body, UnitKind::Department, PeriodKind::Quarter);
        let commune = codes(&body, UnitKind::Commune, PeriodKind::Quarter);
        assert!(department.contains(&"YT-09") && !commune.contains(&"YT-09"));
        assert!(!department.contains(&"YT-05") && commune.contains(&"YT-05"));
        let both = department.iter().filter(|c| commune.contains(c)).count();
        assert_eq!(both, 0, "{department:?} {commune:?}");
    }

    #[test]
    fn r_3_1_a_version_from_before_keeps_asking_for_everything() {
        let mut json = serde_json::to_value(body()).unwrap();
        json.as_object_mut().unwrap().remove("asking");
        for indicator in json["indicators"].as_array_mut().unwrap() {
            indicator.as_object_mut().unwrap().remove("reported_by");
        }
        let old: RegimeBody = serde_json::from_value(json).unwrap();
        assert_eq!(old.asking, Asking::Everything);
        let quarter = codes(&old, UnitKind::Commune, PeriodKind::Quarter);
        assert!(quarter.contains(&"YT-01") && quarter.contains(&"YT-09"));
    }

    #[test]
    fn a_one_off_round_asks_for_its_own_indicators_or_for_all() {
        let mut body = body();
        let all = body.indicators.len();
        assert_eq!(body.indicators_in(PeriodKind::OneOff).count(), all);
        body.indicators[3].frequency.push(PeriodKind::OneOff);
        let code = body.indicators[3].code.clone();
        let asked: Vec<_> = body.indicators_in(PeriodKind::OneOff).collect();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].code, code);
    }
}
