//! Pictures: a table of data in, SVG out. The same picture stands in a page and
//! in a document: colours are attributes, and classes by which a style sheet
//! gives it the page's own; there is no style attribute, no script and nothing
//! from outside (strict CSP).
//!
//! No picture speaks by colour alone: every cell, bar and tile carries its sign
//! or its number, and the caller puts the table beside it. Not here: words and
//! figures (the caller), pictures of one line that only pages have (`web`).

mod heat;
mod ranking;
mod raster;
mod stacked;
mod svg;
mod tiles;
mod trend;

pub use heat::{HeatCell, HeatRow, HeatTable, heat_table};
pub use ranking::{Bar, Ranking, ranking};
pub(crate) use raster::{Drawn, drawn};
pub use raster::{Png, outlined, raster};
pub use stacked::{Part, Stacked, StackedBar, stacked};
pub use tiles::{MapTile, TileMap, tile_map};
pub use trend::{Point, PointKind, Trend, trend};

/// What a cell means for the reader; its sign says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// In order.
    Ok,
    /// In order by another rule.
    Info,
    /// Needs attention.
    Warn,
    /// Wrong.
    Late,
    /// Neither.
    Muted,
}

impl Tone {
    /// The class by which a style sheet gives it the page's own colours.
    #[must_use]
    pub fn class(self) -> &'static str {
        self.look().0
    }

    /// Class, colour of the ground and of the sign on it (contrast over 4.5).
    fn look(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Ok => ("ok", "#e5f3e9", "#1c6334"),
            Self::Info => ("info", "#e6effa", "#1d4f8f"),
            Self::Warn => ("warn", "#fdf1da", "#7a4b00"),
            Self::Late => ("late", "#fce8e6", "#a31515"),
            Self::Muted => ("muted", "#f3f1ee", "#5c564f"),
        }
    }
}

/// Name and text of a picture for those who do not see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// What it is, in a few words.
    pub title: String,
    /// What it shows, in a sentence.
    pub text: String,
}
