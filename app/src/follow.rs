//! What follows the journal (invariant 4): idempotent, rebuilt from zero, and
//! never changing any state that an act has written.

use crate::app::App;
use crate::{AppError, directive, reading};
use domain::id::{ObligationId, RoundId};
use domain::journal::{Noun, Sealed};
use domain::report::Act;
use std::sync::Arc;
use std::time::Duration;

/// How long the job waits when nothing was committed here: other servers commit
/// too, and a dead one may have left a text half read.
const LOOK_EVERY: Duration = Duration::from_secs(20);

/// How long it rests after work: in the minute before a deadline a hundred acts
/// a second are followed in a few steps and not each in a transaction of its own.
const REST: Duration = Duration::from_millis(500);

/// The job that goes on after every commit, as long as the process lives: texts
/// of the queue are read, the index of mentions follows the journal, and the
/// database's log is moved into its file.
pub async fn keep_up(app: Arc<App>) {
    loop {
        let (read, followed, moved) = tokio::join!(
            reading::read_queued(&app),
            directive::follow_mentions(&app),
            app.store.checkpoint()
        );
        let moved = moved.map_err(AppError::from);
        for error in [read.err(), followed.err(), moved.err()]
            .into_iter()
            .flatten()
        {
            tracing::error!(job = "keep_up", %error, "job failed");
        }
        tokio::time::sleep(REST).await;
        // A commit during the work is remembered, so nothing is missed.
        let _ = tokio::time::timeout(LOOK_EVERY, app.wake.notified()).await;
    }
}

/// Brings what is kept in memory up to date with new entries.
pub(crate) fn apply_in_memory(app: &App, entries: &[Sealed]) {
    for Sealed { entry, .. } in entries {
        app.totals.follow(entry);
        app.texts.follow(entry);
        app.boards.follow(entry);
        app.counts.follow(entry);
        match entry.noun {
            // Posts and nearly all else move with units.
            Noun::Unit | Noun::Instance => {
                app.forget_lists();
                app.age_portal();
            }
            Noun::Account => {
                app.sessions.clear();
                app.staff.clear();
                app.names.clear();
            }
            Noun::Round => {
                let round = RoundId(entry.subject);
                app.rounds.forget(&round);
                app.round_list.clear();
                app.differing.forget(&round);
                app.followed.forget(&round);
            }
            Noun::Report => {
                app.around.forget(&ObligationId(entry.subject));
                if !Act::is_of_draft(&entry.act) {
                    app.asking.clear();
                }
            }
            Noun::Task => {
                app.forget_tasks();
                app.followed.clear();
            }
            Noun::Article => {
                app.age_portal();
                app.followed.clear();
            }
            Noun::Conference => app.followed.clear(),
            Noun::Consolidation => {
                app.followed.clear();
                app.awaited.clear();
            }
            _ => {}
        }
        // Last: it is worked out from trees and lists of rounds.
        app.past.follow(entry);
    }
}
