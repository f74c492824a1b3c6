//! What all handlers share.

use crate::page::portal::PublicCache;
use app::App;
use std::sync::Arc;

/// How pages are served.
#[derive(Debug, Clone, Copy, Default)]
pub struct WebOptions {
    /// Whether people reach us over TLS: then cookies are `Secure` and browsers
    /// are told to stay on TLS.
    pub is_tls: bool,
}

/// The web side of the application.
#[derive(Clone)]
pub struct Web {
    /// The application.
    pub app: Arc<App>,
    /// How pages are served.
    pub options: WebOptions,
    /// Public pages in memory.
    pub(crate) public: Arc<PublicCache>,
}

impl Web {
    /// Puts it together.
    #[must_use]
    pub fn new(app: Arc<App>, options: WebOptions) -> Self {
        Self {
            app,
            options,
            public: Arc::default(),
        }
    }
}
