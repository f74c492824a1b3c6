//! `giaoban upgrade`: an older database is brought up with what it holds, and one that
//! is not for this program is left as it is.

use super::{code, err, giaoban, hint, out};
use domain::id::UnitId;
use domain::journal::{Entry, Noun};
use domain::unit::{Tier, UnitKind, UnitVersion};
use std::path::{Path, PathBuf};
use std::process::Output;
use store::Store;

/// The newest migration of the older program, and the first that it lacks.
const OLD: &str = "m0010_paper";
const NEXT: &str = "m0013_numbers";

/// A database of an older version: one unit, one setting, one entry of the journal.
async fn make_older(url: &str) {
    let db = Store::open(url, true).await.unwrap();
    db.migrate_until(OLD).await.unwrap();
    let unit = UnitVersion {
        unit: UnitId(Default::default()),
        code: "TU".into(),
        name: "Tỉnh ủy Cũ".into(),
        short_name: "Tỉnh ủy".into(),
        symbol: "TU".into(),
        kind: UnitKind::PartyCommittee,
        tier: Tier::Province,
        parent: None,
        place: "Sông Thao".into(),
        valid_from: jiff::civil::date(2025, 7, 1),
        valid_to: None,
    };
    let entry = Entry {
        act: "unit.create".into(),
        noun: Noun::Unit,
        subject: unit.unit.0,
        unit: Some(unit.unit),
        actor: None,
        on_behalf_of: None,
        detail: serde_json::json!({ "code": "TU" }),
        at: "2026-10-05T02:00:00Z".parse().unwrap(),
    };
    let w = db.begin().await.unwrap();
    store::unit::insert(&w, unit.unit.0, &unit).await.unwrap();
    store::setting::set(&w, "operator", &"quantri")
        .await
        .unwrap();
    w.commit(&entry).await.unwrap();
    db.close().await.unwrap();
}

fn run_on(url: &str, dir: &Path, args: &[&str]) -> Output {
    giaoban(&[args, &["--lang", "en"]].concat())
        .env("GIAOBAN_DATABASE", url)
        .env("GIAOBAN_DATA_DIR", dir)
        .output()
        .expect("the program starts")
}

/// A folder for one SQLite file.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("giaoban.db")
    }

    fn url(&self) -> String {
        format!("sqlite://{}", self.file().display())
    }

    fn run(&self, args: &[&str]) -> Output {
        run_on(&self.url(), self.0.path(), args)
    }

    /// The copies made before an upgrade.
    fn copies(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.0.path()).unwrap();
        files
            .map(|file| file.unwrap().path())
            .filter(|path| {
                let name = path.display().to_string();
                // Not the log that SQLite keeps beside an open file.
                name.contains(".before-upgrade-") && name.ends_with(|c: char| c.is_ascii_digit())
            })
            .collect()
    }
}

/// The first migration that waits in a database.
async fn first_waiting(url: &str) -> Option<String> {
    let db = Store::open(url, false).await.unwrap();
    let standing = db.standing().await.unwrap();
    db.close().await.unwrap();
    standing.waiting.into_iter().next()
}

/// Who comes with a new program is told the command, may look first, and finds
/// everything where it was, and the old database beside it.
#[tokio::test]
async fn an_older_database_is_brought_up_with_what_it_holds() {
    let place = Place::new();
    make_older(&place.url()).await;
    let holder = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = holder.local_addr().unwrap().to_string();
    let dir = place.0.path().display().to_string();
    for args in [
        &["serve", "--listen", taken.as_str()][..],
        &["user", "list"],
        &["doctor"],
        &["init", "--unit", "Tỉnh ủy Thử Nghiệm"],
        &["demo", "--no-serve", "--dir", dir.as_str()],
    ] {
        let refused = place.run(args);
        let told = format!("{}{}", out(&refused), err(&refused));
        assert_eq!(code(&refused), 1, "{args:?}: {told}");
        assert!(told.contains("giaoban upgrade"), "{args:?}: {told}");
    }
    let preview = place.run(&["upgrade", "--dry-run"]);
    assert_eq!(code(&preview), 3, "{}", err(&preview));
    for name in [NEXT, "m0024_bodies_named"] {
        assert!(out(&preview).contains(name), "{}", out(&preview));
    }
    assert!(!out(&preview).contains(OLD), "{}", out(&preview));
    assert_eq!(first_waiting(&place.url()).await.as_deref(), Some(NEXT));
    assert!(place.copies().is_empty());

    let done = place.run(&["upgrade"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    let copies = place.copies();
    assert_eq!(copies.len(), 1, "{copies:?}");
    let copy = copies[0].display().to_string();
    assert!(out(&done).contains(&copy), "{}", out(&done));
    let old = first_waiting(&format!("sqlite://{copy}")).await;
    assert_eq!(old.as_deref(), Some(NEXT), "the copy is the old one");

    let served = place.run(&["serve", "--listen", &taken]);
    assert!(
        err(&served).contains("another program uses"),
        "only the port is refused now: {}",
        err(&served)
    );
    let examined = out(&place.run(&["doctor"]));
    assert!(examined.contains("ok    Schema up to date"), "{examined}");
    assert!(examined.contains("Units over time  1"), "{examined}");
    let verified = place.run(&["verify"]);
    assert!(
        out(&verified).contains("Sound: 2 journal entries"),
        "{}{}",
        out(&verified),
        err(&verified)
    );
    let db = Store::open(&place.url(), false).await.unwrap();
    let operator = store::setting::find::<String>(&db.read(), "operator").await;
    assert_eq!(operator.unwrap().as_deref(), Some("quantri"));
    let entries = store::journal::list_after(&db.read(), 1, 10).await.unwrap();
    assert_eq!(entries[0].entry.act, "instance.upgrade");
    assert!(entries[0].entry.detail.to_string().contains(NEXT));
    db.close().await.unwrap();

    for args in [&["upgrade"][..], &["upgrade", "--dry-run"]] {
        let again = place.run(args);
        assert_eq!(code(&again), 0, "{}", err(&again));
        assert!(out(&again).contains("Nothing to do"), "{}", out(&again));
    }
    assert_eq!(place.copies().len(), 1);
}

#[tokio::test]
async fn no_copy_is_made_where_none_is_wanted() {
    let place = Place::new();
    make_older(&place.url()).await;
    let done = place.run(&["upgrade", "--no-backup"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert_eq!(first_waiting(&place.url()).await, None);
    assert!(place.copies().is_empty());
}

/// A program that does not know what the newest migrations did would spoil it.
#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    let place = Place::new();
    let db = Store::open(&place.url(), true).await.unwrap();
    let newest = db.standing().await.unwrap().waiting.pop().unwrap();
    db.migrate().await.unwrap();
    db.close().await.unwrap();
    let unknown = newest.replacen("m0", "m9", 1);
    let mut bytes = std::fs::read(place.file()).unwrap();
    let at: Vec<usize> = (0..bytes.len() - newest.len())
        .filter(|at| bytes[*at..].starts_with(newest.as_bytes()))
        .collect();
    assert!(!at.is_empty(), "its name is in the file");
    for at in at {
        bytes[at..at + unknown.len()].copy_from_slice(unknown.as_bytes());
    }
    std::fs::write(place.file(), bytes).unwrap();
    for args in [
        &["upgrade"][..],
        &["upgrade", "--dry-run"],
        &["user", "list"],
        &["init", "--unit", "Tỉnh ủy Thử Nghiệm"],
    ] {
        let refused = place.run(args);
        assert_eq!(code(&refused), 1, "{args:?}");
        assert!(
            err(&refused).contains("newer version"),
            "{args:?}: {}",
            err(&refused)
        );
    }
    let examined = out(&place.run(&["doctor"]));
    assert!(examined.contains(&unknown), "{examined}");
    assert!(place.copies().is_empty());
}

/// An upgrade would be its first act, and `init` would take it for one in use.
#[tokio::test]
async fn a_database_without_an_instance_is_left_to_init() {
    let place = Place::new();
    std::fs::write(place.file(), "").unwrap();
    let empty = place.run(&["upgrade"]);
    assert_eq!(code(&empty), 1);
    assert!(hint(&empty).contains("giaoban init"), "{}", err(&empty));
    let db = Store::open(&place.url(), true).await.unwrap();
    db.migrate_until(OLD).await.unwrap();
    db.close().await.unwrap();
    let unused = place.run(&["upgrade"]);
    assert_eq!(code(&unused), 1);
    assert!(hint(&unused).contains("giaoban init"), "{}", err(&unused));
    let init = place.run(&["init", "--unit", "Tỉnh ủy Thử Nghiệm"]);
    assert_eq!(code(&init), 0, "{}", err(&init));
    assert_eq!(first_waiting(&place.url()).await, None);
}

/// The program has no copy of its own of PostgreSQL: the operator says that there is one.
#[tokio::test]
async fn a_database_on_a_server_is_upgraded_by_who_has_copied_it() {
    let Some(url) = testkit::postgres_address() else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    make_older(&url).await;
    let refused = run_on(&url, dir.path(), &["upgrade"]);
    assert_eq!(code(&refused), 1);
    assert!(hint(&refused).contains("pg_dump"), "{}", err(&refused));
    assert!(hint(&refused).contains("--no-backup"), "{}", err(&refused));
    assert_eq!(first_waiting(&url).await.as_deref(), Some(NEXT));
    let done = run_on(&url, dir.path(), &["upgrade", "--no-backup"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    assert_eq!(first_waiting(&url).await, None);
    let verified = run_on(&url, dir.path(), &["verify"]);
    assert!(
        out(&verified).contains("Sound: 2 journal entries"),
        "{}{}",
        out(&verified),
        err(&verified)
    );
}
