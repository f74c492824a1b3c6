//! Accounts, sign-in and sessions.

mod change;
mod create;
mod delegate;
mod keep;
mod list;
mod password;
mod post;
mod session;
mod sign_in;

pub use change::{Lasting, OwnPassword, change_own_password, set_active, set_password};
pub use create::{NewAccount, NewPost, create, names};
pub use delegate::{DelegationView, Delegations, NewDelegation, delegate, delegations, withdraw};
pub use keep::{AccountView, show};
pub use list::{AccountPage, list, list_page};
pub use password::{check_password, hash_password};
pub(crate) use post::check_new;
pub use post::{end_post, give_post};
pub(crate) use session::SessionCache;
pub(crate) use session::actor_of;
pub use session::{Visit, actor_of_login, resume, sign_out};
pub use sign_in::{SignIn, SignedIn, sign_in};
