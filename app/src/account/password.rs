//! Passwords, hashed with Argon2id. Hashing takes long on purpose, so it runs
//! beside the request threads.

use crate::{AppError, FieldError};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

/// Shortest password accepted.
pub const MIN_LENGTH: usize = 10;

fn argon2() -> Argon2<'static> {
    // OWASP's second choice for Argon2id: 19 MiB, two passes, one lane; a small
    // machine stands thirty people signing in at once.
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password in PHC form.
///
/// # Errors
/// [`AppError::Invalid`] when it is too short.
pub async fn hash_password(password: String) -> Result<String, AppError> {
    if password.chars().count() < MIN_LENGTH {
        return Err(AppError::Invalid(vec![
            FieldError::new("password", "account.password_short")
                .with("min", MIN_LENGTH.to_string()),
        ]));
    }
    tokio::task::spawn_blocking(move || {
        argon2()
            .hash_password(password.as_bytes())
            .map(|h| h.to_string())
    })
    .await
    .map_err(AppError::internal)?
    .map_err(AppError::internal)
}

/// Whether a password belongs to a hash. An unreadable hash matches nothing.
///
/// # Errors
/// When the thread pool is gone.
pub async fn check_password(password: String, hash: String) -> Result<bool, AppError> {
    tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|h| argon2().verify_password(password.as_bytes(), &h).is_ok())
    })
    .await
    .map_err(AppError::internal)
}
