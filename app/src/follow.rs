//! What follows the journal (invariant 4): idempotent, rebuilt from zero, and
//! never changing any state that an act has written.

use crate::app::App;
use crate::{directive, reading};
use domain::journal::{Noun, Sealed};
use std::sync::Arc;
use std::time::Duration;

/// How long the job waits when nothing was committed here: other servers commit
/// too, and a dead one may have left a text half read.
const LOOK_EVERY: Duration = Duration::from_secs(20);

/// The job that goes on after every commit, as long as the process lives: texts
/// of the queue are read, and the index of mentions follows the journal.
pub async fn keep_up(app: Arc<App>) {
    loop {
        let (read, followed) =
            tokio::join!(reading::read_queued(&app), directive::follow_mentions(&app));
        for error in [read.err(), followed.err()].into_iter().flatten() {
            tracing::error!(job = "keep_up", %error, "job failed");
        }
        // A commit during the work is remembered, so nothing is missed.
        let _ = tokio::time::timeout(LOOK_EVERY, app.wake.notified()).await;
    }
}

/// Brings what is kept in memory up to date with new entries.
pub(crate) fn apply_in_memory(app: &App, entries: &[Sealed]) {
    for sealed in entries {
        app.totals.follow(&sealed.entry);
        app.texts.follow(&sealed.entry);
        app.past.follow(&sealed.entry);
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
