//! The words by which a file names a kind, a tier, a role or a field: the code,
//! or what the pages show, in Vietnamese or English. Case, marks and signs do
//! not matter, nor does what stands in brackets; "Sở, ban, ngành" may also be
//! named by one of its parts. Titles of columns are with each import.

use crate::Locale;
use crate::text::t;
use domain::account::Role;
use domain::field::Field;
use domain::text::fold;
use domain::unit::{Tier, UnitKind};
use std::collections::HashMap;

/// What each word means.
pub(super) struct Words<T>(HashMap<String, T>);

impl<T: Copy> Words<T> {
    /// What a cell names, if it names anything.
    pub(super) fn get(&self, said: &str) -> Option<T> {
        self.0.get(&key(said)).copied()
    }

    fn of(all: &[T], spellings: impl Fn(T) -> Vec<String>) -> Self {
        let words = all.iter().flat_map(|value| {
            let said = spellings(*value).into_iter();
            said.map(move |word| (key(&word), *value))
        });
        Self(words.collect())
    }
}

pub(super) fn kinds() -> Words<UnitKind> {
    Words::of(UnitKind::ALL, |kind| shown("unit.kind", kind.code()))
}

pub(super) fn tiers() -> Words<Tier> {
    Words::of(Tier::ALL, |tier| shown("unit.tier", tier.code()))
}

pub(super) fn roles() -> Words<Role> {
    Words::of(Role::ALL, |role| shown("role", role.code()))
}

pub(super) fn fields() -> Words<Field> {
    Words::of(&Field::ALL, |field| {
        let words = [field.code(), field.name_vi(), field.name_en()];
        words.map(str::to_owned).to_vec()
    })
}

/// The code, its text in both languages, and the parts of the texts.
fn shown(texts: &str, code: &str) -> Vec<String> {
    let mut words = vec![code.to_owned()];
    for locale in Locale::ALL {
        let text = t(locale, &format!("{texts}.{code}")).into_owned();
        let plain = text.split('(').next().unwrap_or_default();
        words.extend(plain.split(',').map(str::to_owned));
        words.extend([plain.to_owned(), text]);
    }
    words
}

/// Letters and digits without marks, one blank between words.
fn key(word: &str) -> String {
    let plain: String = fold(word)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_1_9_what_the_pages_show_and_the_codes_name_the_same_thing() {
        let kinds = kinds();
        for said in ["department", "Sở, ban, ngành", "SỞ", "so ban nganh"] {
            assert_eq!(kinds.get(said), Some(UnitKind::Department), "{said}");
        }
        let roles = roles();
        for said in ["coordinator", "Điều phối (Phòng Khoa giáo)", "điều phối"] {
            assert_eq!(roles.get(said), Some(Role::Coordinator), "{said}");
        }
        assert_eq!(tiers().get("huyện"), Some(Tier::District));
        assert_eq!(
            fields().get("khuyến học, khuyến tài"),
            Some(Field::KhuyenHoc)
        );
        assert_eq!(kinds.get("thôn"), None);
        assert_eq!(kinds.get(""), None);
    }

    #[test]
    fn no_word_names_two_things() {
        fn check<T: Copy + PartialEq + std::fmt::Debug>(
            words: &Words<T>,
            all: &[T],
            spellings: impl Fn(T) -> Vec<String>,
        ) {
            for value in all {
                for word in spellings(*value) {
                    assert_eq!(words.get(&word), Some(*value), "{word}");
                }
            }
        }
        check(&kinds(), UnitKind::ALL, |k| shown("unit.kind", k.code()));
        check(&tiers(), Tier::ALL, |k| shown("unit.tier", k.code()));
        check(&roles(), Role::ALL, |r| shown("role", r.code()));
    }
}
