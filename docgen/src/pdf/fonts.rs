//! The faces that the typesetter may use, in order of preference: the
//! profile's own face, Liberation Serif (equal in its widths to Times New
//! Roman), and the embedded Libertinus Serif, which has every Vietnamese
//! letter, so that a machine without any font still writes documents.
//!
//! Only faces with every Vietnamese letter count. Liberation 1.07, which some
//! systems still install, has neither ơ nor ế, and the bold italic of the
//! embedded family has neither ơ nor ư (its semibold italic takes the place):
//! words mixed from two faces are ugly and search badly.

use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontVariant};
use typst::utils::LazyHash;

const EMBEDDED: &str = "Libertinus Serif";
const METRIC_EQUAL: &str = "Liberation Serif";

/// Every Vietnamese letter, small.
const LETTERS: &str = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọ\
    ôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ";

/// Loaded faces; made once and shared by all documents.
pub struct Fonts {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

impl Fonts {
    /// File names under which Times New Roman and Liberation Serif are
    /// commonly installed.
    pub const FILES: [&'static str; 12] = [
        "times.ttf",
        "timesbd.ttf",
        "timesi.ttf",
        "timesbi.ttf",
        "Times_New_Roman.ttf",
        "Times_New_Roman_Bold.ttf",
        "Times_New_Roman_Italic.ttf",
        "Times_New_Roman_Bold_Italic.ttf",
        "LiberationSerif-Regular.ttf",
        "LiberationSerif-Bold.ttf",
        "LiberationSerif-Italic.ttf",
        "LiberationSerif-BoldItalic.ttf",
    ];

    /// The embedded face alone.
    pub fn embedded() -> Self {
        Self::from_bytes([])
    }

    /// The given font files before the embedded face. Bytes that are no font
    /// and faces without all Vietnamese letters are passed over.
    pub fn from_bytes(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let given = files
            .into_iter()
            .flat_map(|file| Font::iter(Bytes::new(file)));
        let embedded = typst_kit::fonts::embedded()
            .map(|(font, _)| font)
            .filter(|font| font.info().family == EMBEDDED);
        let complete = |font: &Font| missing(font, LETTERS).is_empty();
        let fonts: Vec<Font> = given.chain(embedded).filter(complete).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { fonts, book }
    }

    /// Looks for [`Self::FILES`] in the directories, in their order. The
    /// caller reads the files, usually with `|path| std::fs::read(path).ok()`:
    /// this crate opens none.
    pub fn from_directories(
        directories: &[PathBuf],
        read: impl Fn(&Path) -> Option<Vec<u8>>,
    ) -> Self {
        let paths = directories
            .iter()
            .flat_map(|directory| Self::FILES.iter().map(move |name| directory.join(name)));
        Self::from_bytes(paths.filter_map(|path| read(&path)).collect::<Vec<_>>())
    }

    /// The families to try for a profile's face, those with an upright
    /// regular face at hand.
    pub fn families<'a>(&self, wanted: &'a str) -> Vec<&'a str> {
        [wanted, METRIC_EQUAL, EMBEDDED]
            .into_iter()
            .filter(|family| self.has_regular(family))
            .collect()
    }

    fn has_regular(&self, family: &str) -> bool {
        let regular = FontVariant::default();
        let faces = self.fonts.iter().map(Font::info);
        faces
            .filter(|info| info.family == family)
            .any(|info| info.variant == regular)
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// The characters that none of the faces can draw, each once.
    pub(super) fn uncovered(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for c in text.chars() {
            if !missing.contains(&c) && !self.covers(c) {
                missing.push(c);
            }
        }
        missing
    }

    pub(super) fn replace_uncovered(&self, text: String) -> String {
        let missing = self.uncovered(&text);
        if missing.is_empty() {
            return text;
        }
        text.replace(missing.as_slice(), "?")
    }

    fn covers(&self, c: char) -> bool {
        // Characters that order text and have no shape of their own.
        let shapeless = matches!(c, '\u{0}'..='\u{20}' | '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
        let drawn = |font: &Font| font.info().coverage.contains(u32::from(c));
        c.is_ascii() || shapeless || self.fonts.iter().any(drawn)
    }
}

/// The letters, small and capital, that the face lacks.
fn missing(font: &Font, letters: &str) -> String {
    let coverage = &font.info().coverage;
    let both = letters
        .chars()
        .chain(letters.chars().flat_map(char::to_uppercase));
    both.filter(|&c| !coverage.contains(u32::from(c))).collect()
}

#[cfg(test)]
mod tests {
    use typst::text::{Font, FontStyle};

    use super::{Fonts, LETTERS, missing};

    #[test]
    fn the_embedded_family_writes_vietnamese_upright_and_slanted_plain_and_bold() {
        let fonts = Fonts::embedded();
        for (style, weight) in [
            (FontStyle::Normal, 400..=400),
            (FontStyle::Normal, 700..=700),
            (FontStyle::Italic, 400..=400),
            // The bold italic is incomplete in this release of the family.
            (FontStyle::Italic, 600..=700),
        ] {
            let fits = |font: &&Font| {
                let variant = font.info().variant;
                variant.style == style && weight.contains(&variant.weight.to_number())
            };
            let font = fonts.fonts.iter().find(fits).expect("a face of this kind");
            assert_eq!(missing(font, LETTERS), "");
            assert_eq!(missing(font, "–—“”‘’…₫°²³±×≤≥%"), "");
        }
    }

    #[test]
    fn bytes_that_are_no_font_are_passed_over() {
        let fonts = Fonts::from_bytes([b"not a font".to_vec()]);
        assert_eq!(fonts.fonts.len(), Fonts::embedded().fonts.len());
        assert_eq!(fonts.families("Times New Roman"), ["Libertinus Serif"]);
    }

    #[test]
    fn a_character_that_no_face_draws_is_named_once() {
        let fonts = Fonts::embedded();
        assert_eq!(
            fonts.uncovered("Số liệu \u{f0b7} và \u{f0b7} 漢"),
            ['\u{f0b7}', '漢']
        );
        assert_eq!(fonts.replace_uncovered("a\u{f0b7}b".into()), "a?b");
    }
}
