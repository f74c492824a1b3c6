//! What follows the journal (invariant 4): idempotent, rebuilt from zero, and
//! never changing any state that an act has written.

use crate::app::App;
use domain::journal::{Noun, Sealed};

/// Brings what is kept in memory up to date with new entries.
pub(crate) fn apply_in_memory(app: &App, entries: &[Sealed]) {
    for sealed in entries {
        app.totals.follow(&sealed.entry);
        app.texts.follow(&sealed.entry);
        match sealed.entry.noun {
            Noun::Unit | Noun::Instance => {
                app.drop_trees();
                // Posts move with units.
                app.sessions.clear();
                app.age_portal();
            }
            Noun::Article => app.age_portal(),
            Noun::Account => app.sessions.clear(),
            _ => {}
        }
    }
}
