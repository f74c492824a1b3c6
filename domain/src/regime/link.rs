//! The links of the chain behind the office's own day (domain facts §1.3, R-3.2):
//! opinions on the draft, final report, conference, notice of conclusions,
//! publication. A regime says for each whether it has a day, and by which rule.
//! Not here: the days themselves ([`crate::round::link_days`]).

use super::RegimeBody;
use crate::calendar::DueRule;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// A link of the chain behind the office's own day, in the order of the chain.
    Link {
        /// Lấy ý kiến: the opinions on the draft are in.
        Opinions = "opinions",
        /// Báo cáo chính thức: the consolidated report is frozen.
        Final = "final",
        /// Hội nghị: it has been held.
        Conference = "conference",
        /// Thông báo kết luận: it has been issued.
        Notice = "notice",
        /// Công bố: something about the conference stands on the portal.
        Publication = "publication",
    }
}

impl Link {
    /// The links before this one, in the order of the chain.
    pub fn earlier(self) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |link| *link < self)
    }
}

/// How a regime says when a link is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum LinkRule {
    /// On a day by a rule of the kinds that reports have.
    Day {
        /// The rule.
        due: DueRule,
    },
    /// Working days after the day on which the office is due.
    WorkingDaysAfterOffice {
        /// Working days.
        days: u16,
    },
    /// Working days after an earlier link; after the conference they are counted
    /// from the day for which it is convened, once there is one.
    WorkingDaysAfter {
        /// The earlier link.
        link: Link,
        /// Working days.
        days: u16,
    },
}

/// The rules of the links; a link without one has no day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinkDues {
    /// See [`Link::Opinions`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinions: Option<LinkRule>,
    /// See [`Link::Final`].
    #[serde(rename = "final", skip_serializing_if = "Option::is_none")]
    pub final_report: Option<LinkRule>,
    /// See [`Link::Conference`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conference: Option<LinkRule>,
    /// See [`Link::Notice`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<LinkRule>,
    /// See [`Link::Publication`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<LinkRule>,
}

impl LinkDues {
    /// The rule of a link, if it has one.
    #[must_use]
    pub fn get(&self, link: Link) -> Option<LinkRule> {
        match link {
            Link::Opinions => self.opinions,
            Link::Final => self.final_report,
            Link::Conference => self.conference,
            Link::Notice => self.notice,
            Link::Publication => self.publication,
        }
    }

    /// Gives a link its rule, or takes it away.
    pub fn set(&mut self, link: Link, rule: Option<LinkRule>) {
        *match link {
            Link::Opinions => &mut self.opinions,
            Link::Final => &mut self.final_report,
            Link::Conference => &mut self.conference,
            Link::Notice => &mut self.notice,
            Link::Publication => &mut self.publication,
        } = rule;
    }

    /// The links that have a rule, in the order of the chain.
    pub fn iter(&self) -> impl Iterator<Item = (Link, LinkRule)> + '_ {
        let all = Link::ALL.iter().copied();
        all.filter_map(|link| Some((link, self.get(link)?)))
    }

    /// Whether no link has a rule: nothing is stored then, so that a version from
    /// before there were such rules reads and writes as it did.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These rules, and those of `usual` for the links that have none here.
    #[must_use]
    pub fn or(&self, usual: &Self) -> Self {
        let mut all = *usual;
        for (link, rule) in self.iter() {
            all.set(link, Some(rule));
        }
        all
    }

    /// The links whose rule counts from one that does not come before, or that has
    /// no day; with the code of what is wrong. A conference may be convened for a
    /// day without a rule for it.
    pub fn defects(&self) -> impl Iterator<Item = (Link, &'static str)> + '_ {
        self.iter().filter_map(|(link, rule)| {
            let LinkRule::WorkingDaysAfter { link: base, .. } = rule else {
                return None;
            };
            if base >= link {
                return Some((link, "regime.link_order"));
            }
            let has_day = base == Link::Conference || self.get(base).is_some();
            (!has_day).then_some((link, "regime.link_unset"))
        })
    }
}

impl RegimeBody {
    /// Every set of rules of links that the regime states, those of its kinds of
    /// period joined with the usual ones.
    pub fn all_links(&self) -> impl Iterator<Item = LinkDues> + '_ {
        let own = self.own_times.iter().map(|t| t.links.or(&self.links));
        std::iter::once(self.links).chain(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::PeriodKind;
    use crate::regime::tests::body;

    const AFTER_OFFICE: LinkRule = LinkRule::WorkingDaysAfterOffice { days: 2 };

    /// R-3.2: what was published before there were such rules stays as it is.
    #[test]
    fn r_3_2_a_version_without_rules_of_links_is_written_as_before_and_read_again() {
        let mut regime = body();
        regime.own_times = vec![regime.times(PeriodKind::Quarter)];
        let old = serde_json::to_string(&regime).unwrap();
        assert!(!old.contains("\"links\""), "{old}");
        let read: RegimeBody = serde_json::from_str(&old).unwrap();
        assert_eq!(read, regime);
        assert!(read.links.is_empty());
    }

    /// R-3.2.
    #[test]
    fn r_3_2_rules_of_links_are_stored_as_tagged_data() {
        let mut links = LinkDues::default();
        let due = DueRule::CalendarDaysAfterEnd { days: 10 };
        links.set(Link::Final, Some(AFTER_OFFICE));
        links.set(Link::Conference, Some(LinkRule::Day { due }));
        let after = LinkRule::WorkingDaysAfter {
            link: Link::Conference,
            days: 5,
        };
        links.set(Link::Notice, Some(after));
        let json = serde_json::to_string(&links).unwrap();
        assert_eq!(
            json,
            concat!(
                r#"{"final":{"rule":"working_days_after_office","days":2},"#,
                r#""conference":{"rule":"day","due":{"rule":"calendar_days_after_end","days":10}},"#,
                r#""notice":{"rule":"working_days_after","link":"conference","days":5}}"#,
            )
        );
        let read: LinkDues = serde_json::from_str(&json).unwrap();
        assert_eq!(read, links);
        assert!(serde_json::from_str::<LinkDues>(r#"{"finale":null}"#).is_err());
    }

    /// R-3.2: a kind of period follows the usual rule where it has none of its own.
    #[test]
    fn r_3_2_a_kind_of_period_has_its_own_rule_of_a_link_or_the_usual_one() {
        let own = LinkRule::WorkingDaysAfterOffice { days: 1 };
        let mut regime = body();
        regime.links.set(Link::Opinions, Some(AFTER_OFFICE));
        regime.links.set(Link::Final, Some(AFTER_OFFICE));
        let mut month = regime.times(PeriodKind::Month);
        month.links = LinkDues {
            final_report: Some(own),
            ..LinkDues::default()
        };
        regime.own_times = vec![month];
        let links = regime.times(PeriodKind::Month).links;
        assert_eq!(links.get(Link::Opinions), Some(AFTER_OFFICE));
        assert_eq!(links.get(Link::Final), Some(own));
        let links = regime.times(PeriodKind::Quarter).links;
        assert_eq!(links.get(Link::Final), Some(AFTER_OFFICE));
    }

    /// R-3.2: "a named earlier link".
    #[test]
    fn r_3_2_a_link_counts_only_from_an_earlier_one_that_has_a_day() {
        let after = |link| Some(LinkRule::WorkingDaysAfter { link, days: 1 });
        let links = LinkDues {
            final_report: after(Link::Opinions),
            conference: after(Link::Notice),
            notice: after(Link::Conference),
            publication: after(Link::Publication),
            ..LinkDues::default()
        };
        let found: Vec<_> = links.defects().collect();
        assert_eq!(
            found,
            [
                (Link::Final, "regime.link_unset"),
                (Link::Conference, "regime.link_order"),
                (Link::Publication, "regime.link_order"),
            ]
        );
        // Whoever convenes a conference without a rule gives it its day.
        let links = LinkDues {
            notice: after(Link::Conference),
            ..LinkDues::default()
        };
        assert_eq!(links.defects().count(), 0);
        assert_eq!(Link::Opinions.earlier().count(), 0);
        let earlier: Vec<_> = Link::Conference.earlier().collect();
        assert_eq!(earlier, [Link::Opinions, Link::Final]);
    }
}
