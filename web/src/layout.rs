//! The frame around every page: language, navigation, who is signed in.

use crate::visitor::Visitor;
use app::Locale;
use app::text::{has, t, t_with};
use app::threshold::{bound_words, threshold_words};
use domain::account::Right;
use domain::calendar::VIETNAM;
use domain::number::{Bound, Threshold};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::borrow::Cow;

/// One entry of the navigation.
pub struct NavItem {
    /// Where it leads.
    pub href: &'static str,
    /// Its text.
    pub label: Cow<'static, str>,
    /// Whether the present page belongs to it.
    pub is_current: bool,
}

/// The frame.
pub struct Layout {
    /// Language.
    pub locale: Locale,
    /// Title of the page.
    pub title: String,
    /// Path of the page without query.
    pub path: String,
    /// Name of the person, if signed in.
    pub person: Option<String>,
    /// Their account: what a browser keeps belongs to one person.
    pub account: String,
    /// Main navigation, only what the person may see.
    pub nav: Vec<NavItem>,
    /// Token for forms.
    pub form_token: String,
    /// A message about what was just done.
    pub flash: Option<String>,
    /// Whether numbers typed into texts are recognised: the person sees the register.
    pub cites: bool,
    /// Seconds of idleness after which the session ends; 0 for readers.
    pub idle_seconds: u32,
}

/// Path, text and the right that shows it.
const NAV: &[(&str, &str, Option<Right>)] = &[
    ("/viec-cua-toi", "nav.duties", None),
    ("/ky", "nav.rounds", Some(Right::ReadRound)),
    ("/ke-hoach", "nav.plans", Some(Right::WriteConsolidation)),
    ("/che-do", "nav.regimes", Some(Right::OpenRound)),
    ("/hoi-nghi", "nav.conferences", Some(Right::ReadConference)),
    ("/nhiem-vu", "nav.tasks", Some(Right::ReadTask)),
    ("/van-ban", "nav.directives", Some(Right::ReadDirective)),
    ("/nhap-van-ban", "nav.readings", Some(Right::WriteDirective)),
    ("/bien-tap", "nav.articles", Some(Right::WriteArticle)),
    ("/gia-han", "nav.extensions", Some(Right::DecideExtension)),
    ("/thong-bao", "nav.messages", None),
    ("/hop-thu-di", "nav.outbox", Some(Right::Chase)),
    ("/so-van-ban", "nav.issued", Some(Right::ReadConsolidation)),
    ("/nhat-ky", "nav.journal", Some(Right::ReadJournal)),
    ("/don-vi", "nav.units", Some(Right::ReadUnit)),
    ("/uy-quyen", "nav.delegations", Some(Right::DelegatePost)),
    ("/tai-khoan", "nav.accounts", Some(Right::ManageAccounts)),
];

impl Layout {
    pub(crate) fn new(visitor: &Visitor, title: String) -> Self {
        let (path, query) = visitor.here.split_once('?').unwrap_or((&visitor.here, ""));
        let locale = visitor.ctx.locale;
        let person = visitor.ctx.actor.person();
        let nav = match person {
            None => Vec::new(),
            Some(_) => NAV
                .iter()
                .filter(|(_, _, right)| right.is_none_or(|r| visitor.ctx.actor.has(r)))
                .map(|(href, key, _)| NavItem {
                    href,
                    label: t(locale, key),
                    is_current: path.starts_with(href),
                })
                .collect(),
        };
        // Only codes that have a text are shown, so an address cannot put words
        // of its own on the page.
        let flash = query
            .split('&')
            .find_map(|p| p.strip_prefix("da="))
            .map(|code| format!("flash.{code}"))
            .filter(|key| has(locale, key))
            .map(|key| t(locale, &key).into_owned());
        Self {
            locale,
            title,
            path: path.to_owned(),
            person: person.map(|p| p.full_name.clone()),
            account: person.map(|p| p.account.to_string()).unwrap_or_default(),
            nav,
            form_token: visitor.form_token.clone(),
            flash,
            cites: visitor.ctx.actor.has(Right::ReadDirective),
            idle_seconds: if person.is_some() {
                visitor.web.app.options.idle_minutes * 60
            } else {
                0
            },
        }
    }

    /// The frame of a public page: nobody is signed in, no session is looked up.
    pub(crate) fn for_readers(locale: Locale, path: String, title: String) -> Self {
        Self {
            locale,
            title,
            path,
            person: None,
            account: String::new(),
            nav: Vec::new(),
            form_token: String::new(),
            flash: None,
            cites: false,
            idle_seconds: 0,
        }
    }

    /// A public address in the language of this page. Readers carry the language
    /// in the address, as they get no cookie.
    #[must_use]
    pub fn public_href(&self, path: &str) -> String {
        localized(path, self.locale)
    }

    /// This public page in the other language.
    #[must_use]
    pub fn public_other(&self) -> String {
        let other = match self.locale {
            Locale::Vi => Locale::En,
            Locale::En => Locale::Vi,
        };
        localized(&self.path, other)
    }

    /// The text of a key.
    #[must_use]
    pub fn t(&self, key: &str) -> Cow<'static, str> {
        t(self.locale, key)
    }

    /// The text of a key with one place filled.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        t_with(self.locale, key, &[(name, value.to_string())])
    }

    /// The text of a key with two places filled.
    #[must_use]
    pub fn t2(
        &self,
        key: &str,
        (n1, v1): (&str, impl std::fmt::Display),
        (n2, v2): (&str, impl std::fmt::Display),
    ) -> String {
        t_with(
            self.locale,
            key,
            &[(n1, v1.to_string()), (n2, v2.to_string())],
        )
    }

    /// Of a name that data have in both languages the one that is read here.
    #[must_use]
    pub fn named<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.locale {
            Locale::Vi => vi,
            Locale::En => en,
        }
    }

    /// The text of a code of an enum: `code_text("report.state", "open")`.
    #[must_use]
    pub fn code_text(&self, prefix: &str, code: &str) -> Cow<'static, str> {
        t(self.locale, &format!("{prefix}.{code}"))
    }

    /// A number that is shown, with the words of its bound if it has one. What stands in
    /// a field is written by `domain` in Vietnamese.
    #[must_use]
    pub fn bounded(&self, bound: Option<Bound>, number: String) -> String {
        bound_words(self.locale, bound, number)
    }

    /// The same of a number that was added up.
    #[must_use]
    pub fn told(&self, threshold: Option<Threshold>, number: String) -> String {
        threshold_words(self.locale, threshold, number)
    }

    /// The tone in which a state is shown.
    #[must_use]
    pub fn tone(&self, code: &str) -> &'static str {
        crate::page::tone::tone(code)
    }

    /// A day as people write it: dd/MM/yyyy.
    #[must_use]
    pub fn date(&self, day: &Date) -> String {
        day.strftime("%d/%m/%Y").to_string()
    }

    /// A due day with its hour, where it has one: HH:mm dd/MM/yyyy.
    #[must_use]
    pub fn due(&self, day: &Date, by: Option<Time>) -> String {
        by.map_or_else(
            || self.date(day),
            |hour| format!("{} {}", hour.strftime("%H:%M"), self.date(day)),
        )
    }

    /// An optional day; a dash when there is none.
    #[must_use]
    pub fn opt_date(&self, day: &Option<Date>) -> String {
        day.as_ref()
            .map_or_else(|| "–".to_owned(), |d| self.date(d))
    }

    /// An instant in Viet Nam: HH:mm dd/MM/yyyy.
    #[must_use]
    pub fn instant(&self, at: &Timestamp) -> String {
        VIETNAM
            .to_datetime(*at)
            .strftime("%H:%M %d/%m/%Y")
            .to_string()
    }

    /// An optional instant; a dash when there is none.
    #[must_use]
    pub fn opt_instant(&self, at: &Option<Timestamp>) -> String {
        at.as_ref()
            .map_or_else(|| "–".to_owned(), |a| self.instant(a))
    }

    /// An instant for machines: ISO 8601 with Viet Nam's offset.
    #[must_use]
    pub fn iso(&self, at: &Timestamp) -> String {
        VIETNAM
            .to_datetime(*at)
            .strftime("%Y-%m-%dT%H:%M:%S+07:00")
            .to_string()
    }

    /// The other language's code and name, for the switch.
    #[must_use]
    pub fn other_locale(&self) -> (&'static str, &'static str) {
        match self.locale {
            Locale::Vi => ("en", "English"),
            Locale::En => ("vi", "Tiếng Việt"),
        }
    }
}

fn localized(path: &str, locale: Locale) -> String {
    match locale {
        Locale::Vi => path.to_owned(),
        Locale::En => {
            let mark = if path.contains('?') { '&' } else { '?' };
            format!("{path}{mark}ngu=en")
        }
    }
}
