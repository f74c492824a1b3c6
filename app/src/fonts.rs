//! The faces in which documents are set.

use crate::App;
use docgen::pdf::Fonts;
use std::sync::OnceLock;

/// Fonts are large and never change while the program runs.
pub(crate) fn fonts(app: &App) -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        Fonts::from_directories(&app.options.font_dirs, |path| std::fs::read(path).ok())
    })
}
