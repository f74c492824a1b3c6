//! The register of directives: identity and review anniversaries.
//!
//! Parsing numbers is `extract::number`; the same digits are different
//! documents in different terms or years, so the key holds one of them, and a
//! document without either stays unresolved until a person says more.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Where an entry of the register stands.
    DirectiveState {
        /// In force.
        InForce = "in_force",
        /// Replaced by another.
        Replaced = "replaced",
        /// Ended.
        Expired = "expired",
        /// Named somewhere, but date or issuer are not known yet.
        Unresolved = "unresolved",
    }
}

crate::codes! {
    /// Kinds of review of carrying out a directive.
    ReviewKind {
        /// Sơ kết.
        Interim = "so_ket",
        /// Tổng kết.
        Final = "tong_ket",
    }
}

crate::codes! {
    /// Where a review stands.
    ReviewState {
        /// Computed from the directive's date; nobody has confirmed it.
        Suggested = "suggested",
        /// A plan fixes it.
        Planned = "planned",
        /// Held.
        Done = "done",
        /// Not to be held.
        Cancelled = "cancelled",
    }
}

/// What identifies a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Number and symbol in standard form, folded ("85-kh-tu").
    pub symbol_fold: String,
    /// Issuer as written, folded; the same symbol in two provinces is two documents.
    pub issuer_fold: String,
    /// Year, for State documents.
    pub year: Option<i16>,
    /// Congress term ("khóa XI"), for Party documents.
    pub term: Option<String>,
}

impl Identity {
    /// The key that the register keeps unique. With neither year nor term the
    /// document is the unresolved one of this symbol and issuer.
    #[must_use]
    pub fn key(&self) -> String {
        let when = match (&self.term, self.year) {
            (Some(term), _) => format!("t:{}", crate::text::fold(term)),
            (None, Some(year)) => format!("y:{year}"),
            (None, None) => "?".to_owned(),
        };
        format!("{}|{}|{when}", self.symbol_fold, self.issuer_fold)
    }

    /// Whether the document is told apart from others with the same number.
    #[must_use]
    pub fn is_resolved(&self) -> bool {
        self.year.is_some() || self.term.is_some()
    }
}

/// What identifies a document that has no number: its type and its name, and of
/// a law the year behind the name ("Luật Giáo dục 2019", R-2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unnumbered {
    /// Type and name, folded ("luat-giao-duc"); a law's without its year.
    pub key: String,
    /// The year behind a law's name.
    pub year: Option<i16>,
    /// A law has one issuer in the whole country, however a text names it; a
    /// resolution of a congress bears the issuer in its name.
    pub is_alone: bool,
}

impl Unnumbered {
    /// Of a type and what the document is called; a congress or a plenum gives
    /// its resolution the name. `None` when nothing names it.
    #[must_use]
    pub fn of(doc_type: &str, subject: &str, issuer: &str) -> Option<Self> {
        let kind = key_words(doc_type);
        let mut name = key_words(subject);
        let is_law = ["luat", "bo-luat", "phap-lenh"].contains(&kind.as_str());
        let mut is_alone = is_law;
        if name.is_empty() {
            name = key_words(issuer);
            let of_congress = ["dai-hoi", "hoi-nghi", "trung-uong", "tw"]
                .iter()
                .any(|head| name.starts_with(head));
            if kind != "nghi-quyet" || !of_congress {
                return None;
            }
            is_alone = true;
        }
        if kind.is_empty() || name.is_empty() {
            return None;
        }
        let mut year = None;
        if is_law && let Some((bare, said)) = year_behind(&name) {
            year = Some(said);
            name.truncate(bare);
        }
        Some(Self {
            key: format!("{kind}-{name}"),
            year,
            is_alone,
        })
    }
}

/// The words of a name, folded, without marks.
fn key_words(text: &str) -> String {
    let folded = crate::text::fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// Where a folded name ends before "-2019" or "-nam-2019", and the year: the key
/// of a law has none ([`Unnumbered`]).
#[must_use]
pub fn year_behind(name: &str) -> Option<(usize, i16)> {
    let (bare, last) = name.rsplit_once('-')?;
    let year = last.parse().ok().filter(|y| (1945..2100).contains(y))?;
    let bare = bare.strip_suffix("-nam").unwrap_or(bare);
    (last.len() == 4 && !bare.is_empty()).then_some((bare.len(), year))
}

/// One suggested review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anniversary {
    /// Interim or final.
    pub kind: ReviewKind,
    /// Years after the directive's date.
    pub years: i16,
    /// The day.
    pub due_on: Date,
}

/// Interim after 1 and 3 years, final after 5, 10, 15 and 20 (domain facts §6.5).
const STEPS: [(ReviewKind, i16); 6] = [
    (ReviewKind::Interim, 1),
    (ReviewKind::Interim, 3),
    (ReviewKind::Final, 5),
    (ReviewKind::Final, 10),
    (ReviewKind::Final, 15),
    (ReviewKind::Final, 20),
];

/// The anniversaries of a directive. A date of 29 February falls on 28 February
/// in other years. They are suggestions: the issued plan fixes the real day.
#[must_use]
pub fn anniversaries(issued_on: Date) -> Vec<Anniversary> {
    STEPS
        .iter()
        .filter_map(|(kind, years)| {
            let due_on = issued_on.checked_add(i32::from(*years).years()).ok()?;
            Some(Anniversary {
                kind: *kind,
                years: *years,
                due_on,
            })
        })
        .collect()
}

/// Kinds of documents that invite, ask, report or inform: folded names. They direct
/// nothing for years, so nobody holds reviews of them (domain facts §6.5).
const NOT_REVIEWED: [&str; 10] = [
    "bao cao",
    "bien ban",
    "cong dien",
    "cong van",
    "giay gioi thieu",
    "giay moi",
    "giay uy quyen",
    "phieu gui",
    "thong bao",
    "to trinh",
];

/// Whether interim and final reviews are held of documents of this kind.
#[must_use]
pub fn is_reviewed(doc_type: &str) -> bool {
    !NOT_REVIEWED.contains(&crate::text::fold(doc_type).as_str())
}

/// How near a review is (R-2.3: warn 12 months ahead, escalate at 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearness {
    /// More than twelve months off.
    Far,
    /// Within twelve months: time to plan.
    Near,
    /// Within three months, or past.
    Urgent,
}

/// How near `due_on` is on `today`.
#[must_use]
pub fn nearness(due_on: Date, today: Date) -> Nearness {
    let in_months = |months: i32| {
        today
            .checked_add(months.months())
            .is_ok_and(|limit| due_on <= limit)
    };
    if in_months(3) {
        Nearness::Urgent
    } else if in_months(12) {
        Nearness::Near
    } else {
        Nearness::Far
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn r_2_3_invitations_letters_and_reports_are_not_reviewed() {
        for kind in ["Giấy mời", "Công văn", "Báo cáo", "Thông báo", "Tờ trình"] {
            assert!(!is_reviewed(kind), "{kind}");
        }
        for kind in [
            "Chỉ thị",
            "Nghị quyết",
            "Kế hoạch",
            "Thông báo kết luận",
            "Đề án",
            "",
        ] {
            assert!(is_reviewed(kind), "{kind}");
        }
    }

    #[test]
    fn the_plans_of_one_quarter_in_2022_are_found() {
        // Plans of 3/2022: ten years of 20-NQ/TW of 1/11/2012, fifteen of
        // 11-CT/TW of 13/4/2007, three of 49-KL/TW of 10/5/2019.
        let today = date(2022, 3, 15);
        for (issued, kind, years, near) in [
            (date(2012, 11, 1), ReviewKind::Final, 10, Nearness::Near),
            (date(2007, 4, 13), ReviewKind::Final, 15, Nearness::Urgent),
            (date(2019, 5, 10), ReviewKind::Interim, 3, Nearness::Urgent),
        ] {
            let found = anniversaries(issued)
                .into_iter()
                .find(|a| a.kind == kind && a.years == years)
                .unwrap();
            assert_eq!(nearness(found.due_on, today), near, "{issued}");
        }
    }

    #[test]
    fn a_leap_day_falls_on_the_28th_in_other_years() {
        let all = anniversaries(date(2024, 2, 29));
        assert_eq!(all[0].due_on, date(2025, 2, 28));
        assert_eq!(all[5].due_on, date(2044, 2, 29));
    }

    /// without a number, type, name and a law's year identify.
    #[test]
    fn a_law_is_known_by_its_name_and_year_however_it_is_written() {
        let of = |kind: &str, name: &str| Unnumbered::of(kind, name, "").unwrap();
        let law = of("Luật", "Giáo dục 2019");
        assert_eq!((law.key.as_str(), law.year), ("luat-giao-duc", Some(2019)));
        for same in ["Giáo dục năm 2019", "“Giáo dục” năm 2019", "giáo dục 2019"] {
            assert_eq!(of("Luật", same), law, "{same}");
        }
        assert_eq!(of("luật", "Giáo dục").key, law.key);
        assert_ne!(of("Luật", "Giáo dục 2005").year, law.year);
        assert_ne!(of("Luật", "Giáo dục đại học").key, law.key);
        // The years of a plan are part of its name.
        let plan = of("Chiến lược", "phát triển giáo dục đến năm 2030");
        assert_eq!(plan.year, None);
        assert_eq!(year_behind("luat-giao-duc-nam-2019"), Some((13, 2019)));
        assert!(plan.key.ends_with("den-nam-2030") && !plan.is_alone);
    }

    #[test]
    fn what_nothing_names_has_no_identity_and_a_congress_names_its_resolution() {
        assert_eq!(Unnumbered::of("Kế hoạch", " ", "UBND tỉnh"), None);
        assert_eq!(Unnumbered::of("", "Giáo dục", ""), None);
        let of = |issuer: &str| Unnumbered::of("Nghị quyết", "", issuer);
        let plenum = of("Trung ương 6 (khóa XII)").unwrap();
        assert_eq!(plenum.key, "nghi-quyet-trung-uong-6-khoa-xii");
        assert_eq!(of("Trung ương 6, khoá XII"), Some(plenum));
        assert_eq!(of("Chính phủ"), None);
    }

    #[test]
    fn the_same_number_in_two_terms_is_two_documents() {
        let of = |term: &str| Identity {
            symbol_fold: "20-nq-tw".into(),
            issuer_fold: "ban chap hanh trung uong".into(),
            year: None,
            term: Some(term.into()),
        };
        assert_ne!(of("khóa XI").key(), of("khóa XII").key());
        assert_eq!(of("khóa XI").key(), of("Khoá XI").key());
    }
}
