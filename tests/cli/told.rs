//! What the commands tell of the next step, and how they end.

use super::{code, err, giaoban, hint};

/// Nobody is sent looking for an older program where nothing was set up.
#[test]
fn an_empty_database_is_told_from_an_older_one() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("empty.db");
    std::fs::write(&file, "").unwrap();
    let listed = giaoban(&["user", "list", "--lang", "en"])
        .env("GIAOBAN_DATABASE", format!("sqlite://{}", file.display()))
        .output()
        .unwrap();
    assert_eq!(code(&listed), 1);
    assert!(
        err(&listed).contains("the database is empty"),
        "{}",
        err(&listed)
    );
    assert!(hint(&listed).contains("giaoban init"), "{}", err(&listed));
}
