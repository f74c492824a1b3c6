//! What stands beside the draft on the page of a report, kept in memory until
//! the journal has an entry about the report.

use super::place::Threads;
use crate::{AppError, Ctx};
use domain::extension::ExtensionNoun;
use domain::id::ObligationId;
use std::sync::Arc;
use store::extension::Extension;
use store::report::{Return, VersionHead};

/// What stands beside the draft: sent, returned, asked, said. It changes with an
/// entry of the journal about the report, and the page is opened more often.
#[derive(Debug, Clone)]
pub(crate) struct Around {
    pub(super) versions: Vec<VersionHead>,
    pub(super) returns: Vec<Return>,
    pub(super) extensions: Vec<Extension>,
    pub(super) threads: Threads,
}

impl Around {
    pub(super) async fn of(
        ctx: &Ctx,
        id: ObligationId,
        was_sent: bool,
    ) -> Result<Arc<Self>, AppError> {
        let read = async {
            let h = ctx.read();
            let (mut versions, mut returns) = (Vec::new(), Vec::new());
            if was_sent {
                versions = store::report::list_versions(&h, id).await?;
                returns = store::report::list_returns(&h, id).await?;
            }
            Ok(Self {
                versions,
                returns,
                extensions: store::extension::list_of(&h, ExtensionNoun::Report, id.0).await?,
                threads: Threads::load(&h, id).await?,
            })
        };
        ctx.app.around.or_read(id, read).await
    }
}
