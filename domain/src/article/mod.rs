//! Articles of the public portal: their path, what they must hold, addresses.
//!
//! Composing the text from a conference is in `app`, showing it in `web`.

mod photo;
mod slug;
mod state;

pub use photo::{Photo, PhotoError};
pub use slug::slug;
pub use state::{Act, ArticleError, ArticleState, Facts, next_state};

crate::codes! {
    /// Under which heading an article stands.
    Category {
        /// News of a conference.
        Conference = "conference",
        /// News of what a unit did.
        Activity = "activity",
        /// Guidance and notices.
        Guidance = "guidance",
    }
}
