//! How another document is cited in running text.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A document to be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation<'a> {
    /// "Nghị quyết".
    pub type_name: &'a str,
    /// "57-NQ/TW", already in its own spelling.
    pub number: &'a str,
    pub date: Option<Date>,
    /// "Bộ Chính trị".
    pub issuer: &'a str,
    /// The cited document's subject, as it continues the sentence.
    pub subject: &'a str,
}

/// The wording of citations; `{type}`, `{number}`, `{date}`, `{issuer}` and
/// `{subject}` stand for the parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitationStyle {
    pub first: String,
    pub later: String,
    /// Date in figures (22/12/2024) instead of words.
    pub numeric_date: bool,
}

impl CitationStyle {
    /// The first mention in a document, or a later one.
    ///
    /// Parts that are not known fall out together with the blank or comma in
    /// front of them.
    pub fn cite(&self, citation: &Citation<'_>, first: bool) -> String {
        let pattern = if first { &self.first } else { &self.later };
        let date = citation
            .date
            .map(|date| self.date(date))
            .unwrap_or_default();
        let mut text = pattern.clone();
        for (name, value, lead) in [
            ("{type}", citation.type_name, ""),
            ("{number}", citation.number, " số "),
            ("{date}", date.as_str(), " ngày "),
            ("{issuer}", citation.issuer, " của "),
            ("{subject}", citation.subject, " "),
        ] {
            if value.is_empty() {
                text = text.replace(&format!(",{lead}{name}"), "");
                text = text.replace(&format!("{lead}{name}"), "");
            }
            text = text.replace(name, value);
        }
        text.trim().to_owned()
    }

    fn date(&self, date: Date) -> String {
        if self.numeric_date {
            format!("{}/{}/{}", date.day(), date.month(), date.year())
        } else {
            let month = date.month();
            let pad = if month <= 2 { "0" } else { "" };
            format!("{:02} tháng {pad}{month} năm {}", date.day(), date.year())
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::profile::{Citation, embedded_profiles};

    const RESOLUTION: Citation<'_> = Citation {
        type_name: "Nghị quyết",
        number: "57-NQ/TW",
        date: Some(date(2024, 12, 22)),
        issuer: "Bộ Chính trị",
        subject: "",
    };

    #[test]
    fn each_profile_cites_in_its_own_way() {
        let profiles = embedded_profiles().expect("embedded profiles parse");
        let cite = |id: &str, citation: &Citation<'_>, first| {
            let profile = profiles.iter().find(|p| p.id == id).expect("known id");
            profile.citation.cite(citation, first)
        };
        assert_eq!(
            cite("HD05-2026", &RESOLUTION, true),
            "Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị"
        );
        let decree = Citation {
            type_name: "Nghị định",
            number: "30/2020/NĐ-CP",
            date: Some(date(2020, 3, 5)),
            issuer: "Chính phủ",
            subject: "về công tác văn thư",
        };
        assert_eq!(
            cite("ND30-2020", &decree, true),
            "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
        );
        assert_eq!(
            cite("ND30-2020", &decree, false),
            "Nghị định số 30/2020/NĐ-CP"
        );
    }

    #[test]
    fn unknown_parts_fall_out_of_a_citation() {
        let profiles = embedded_profiles().expect("embedded profiles parse");
        let bare = Citation {
            date: None,
            issuer: "",
            ..RESOLUTION
        };
        let party = profiles
            .iter()
            .find(|p| p.id == "HD05-2026")
            .expect("known id");
        assert_eq!(party.citation.cite(&bare, true), "Nghị quyết số 57-NQ/TW");
    }
}
