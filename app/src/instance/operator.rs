//! Who acts when commands are typed at the shell.

use crate::account::actor_of_login;
use crate::{Actor, App, AppError};
use std::sync::Arc;

/// Key of the setting with the operator's login, written when the instance is
/// set up.
pub const OPERATOR: &str = "operator";

/// The person named at the shell, or else the instance's operator. Commands have
/// the rights of that person and no others (invariant 8).
///
/// # Errors
/// [`AppError::NotFound`] for an unknown login, or when nobody was named and the
/// instance has no operator.
pub async fn operator(app: &Arc<App>, login: Option<&str>) -> Result<Actor, AppError> {
    let login = match login {
        Some(login) => login.to_owned(),
        None => store::setting::find(&app.store.read(), OPERATOR)
            .await?
            .ok_or(AppError::NotFound)?,
    };
    actor_of_login(app, &login).await
}
