//! A picture as PNG, for readers that draw no SVG, and with its letters as
//! shapes. Only the embedded faces are used, so that every machine makes the
//! same bytes.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree, WriteOptions};

use crate::error::DocError;

/// Dots per unit of the picture: about 200 to the inch on paper.
const DOTS: f32 = 2.0;

/// The face that has every Vietnamese letter.
const FACE: &str = "Libertinus Serif";

static FACES: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut faces = Database::new();
    for (font, _) in typst_kit::fonts::embedded() {
        if font.info().family == FACE {
            let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(font.data().to_vec());
            faces.load_font_source(Source::Binary(bytes));
        }
    }
    faces.set_serif_family(FACE);
    Arc::new(faces)
});

/// A picture in dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Png {
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

fn failed(why: impl std::fmt::Display) -> DocError {
    DocError::writer("picture", why)
}

fn parsed(svg: &str) -> Result<Tree, DocError> {
    let options = Options {
        font_family: FACE.to_owned(),
        fontdb: Arc::clone(&FACES),
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(failed)
}

/// The same picture with its letters as shapes: in a document its words are its
/// table, and must not be read twice.
///
/// # Errors
/// [`crate::Problem::Writer`] for what is no SVG.
pub fn outlined(svg: &str) -> Result<String, DocError> {
    Ok(parsed(svg)?.to_string(&WriteOptions::default()))
}

/// Draws an SVG.
///
/// # Errors
/// [`crate::Problem::Writer`] for what is no SVG or has no size.
pub fn raster(svg: &str) -> Result<Png, DocError> {
    dots(&parsed(svg)?)
}

/// A picture in both forms that a document file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawn {
    pub(crate) png: Png,
    /// Sharp at any size, for readers that draw it.
    pub(crate) shapes: String,
}

/// Both forms of an SVG.
///
/// # Errors
/// As [`raster`].
pub(crate) fn drawn(svg: &str) -> Result<Drawn, DocError> {
    let tree = parsed(svg)?;
    Ok(Drawn {
        png: dots(&tree)?,
        shapes: tree.to_string(&WriteOptions::default()),
    })
}

fn dots(tree: &Tree) -> Result<Png, DocError> {
    let size = tree.size().to_int_size();
    let size = size.scale_by(DOTS).ok_or_else(|| failed("size"))?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(|| failed("size"))?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(
        tree,
        Transform::from_scale(DOTS, DOTS),
        &mut pixels.as_mut(),
    );
    Ok(Png {
        bytes: pixels.encode_png().map_err(failed)?,
        width: size.width(),
        height: size.height(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Bar, Caption, Ranking, ranking};

    #[test]
    fn a_picture_becomes_the_same_dots_each_time_and_letters_are_in_it() {
        let named = |name: &str| {
            let bar = Bar {
                name: name.into(),
                value: Some(3),
                shown: "3".into(),
            };
            let caption = Caption::default();
            let bars = vec![bar];
            raster(&ranking(&Ranking {
                caption,
                bars,
                notes: Vec::new(),
            }))
            .expect("a picture")
        };
        let one = named("Sở Y tế");
        assert_eq!(one, named("Sở Y tế"));
        assert_eq!((one.width, one.height), (1160, 60));
        assert!(one.bytes.starts_with(b"\x89PNG"));
        assert_ne!(one.bytes, named("").bytes, "the letters are drawn");
    }

    #[test]
    fn an_outlined_picture_has_shapes_and_no_text() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><text y=\"15\">Sở</text></svg>";
        let shapes = outlined(svg).expect("a picture");
        assert!(
            shapes.contains("<path") && !shapes.contains("<text"),
            "{shapes}"
        );
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(raster("no svg").is_err());
    }
}
