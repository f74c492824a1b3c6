//! Accounts, sign-in and sessions.

mod create;
mod password;
mod session;
mod sign_in;

pub use create::{NewAccount, NewPost, create, list, names, set_password};
pub use password::{check_password, hash_password};
pub(crate) use session::SessionCache;
pub(crate) use session::actor_of;
pub use session::{Visit, actor_of_login, resume, sign_out};
pub use sign_in::{SignIn, SignedIn, sign_in};
