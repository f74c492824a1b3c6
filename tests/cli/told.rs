//! What the commands tell of the next step, and how they end.

use super::{Demo, code, err, giaoban, hint, out, run};
use sea_orm::{ConnectionTrait, Database};
use std::path::Path;
use std::process::Stdio;

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

/// who makes a regime may be one who cannot open its rounds.
#[test]
fn r_1_6_the_command_told_after_making_the_standard_regime_works() {
    let demo = Demo::new();
    let office = ["--office", "BTGDV", "--from", "2026-01-01"];
    let standard = [&["regime", "standard", "--as", "quantri"][..], &office[..]].concat();
    let made = demo.run(&standard);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let told = out(&made);
    let (_, next) = told.split_once("giaoban ").expect("a command is told");
    let next: Vec<&str> = next.split_whitespace().collect();
    assert!(next.contains(&"khoa-giao"), "{told}");
    let opened = demo.run(&next);
    assert_eq!(code(&opened), 0, "{told}{}", err(&opened));
}

/// Help names the columns that the imports read, and the regime that `regime standard`
/// makes.
#[test]
fn help_names_what_there_is() {
    for (command, words) in [
        (&["import", "units"][..], "fields, dvhc, dinh_danh"),
        (
            &["import", "values"][..],
            "den, measure, period, nature, note",
        ),
        (&["round", "show"][..], "khoa-giao-lich-"),
        (&["round", "open"][..], "--regime khoa-giao "),
        (&["consolidate"][..], "khoa-giao-lich-"),
        (&["totals"][..], "khoa-giao-lich-"),
    ] {
        let help = out(&run(&[command, &["--help"]].concat()));
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains(words), "{command:?}: {help}");
    }
}

/// As other programs do that are piped into `head`.
#[test]
fn a_command_whose_reader_goes_away_ends_quietly() {
    let demo = Demo::new();
    let past = demo.rounds().swap_remove(1);
    for args in [
        &["config", "--reference"][..],
        &["round", "list"][..],
        &["export", "values", "--csv"][..],
        &["totals", "--round", past.as_str(), "--by", "unit", "--csv"][..],
    ] {
        let database = format!("sqlite://{}", demo.file().display());
        let mut child = giaoban(args)
            .env("GIAOBAN_DATABASE", database)
            .env("GIAOBAN_DATA_DIR", demo.dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((code(&ended), err(&ended)), (0, String::new()), "{args:?}");
    }
}

/// who is named with `--as` sees what that person may see, and nothing more.
#[test]
fn r_1_6_regimes_are_listed_and_shown_to_the_person_who_asks() {
    let demo = Demo::new();
    let list = ["regime", "list", "--as"];
    let show = ["regime", "show", "KG-QUY", "--as"];
    for login in ["dieuphoi", "quantri"] {
        let listed = demo.run(&[&list[..], &[login]].concat());
        assert!(out(&listed).contains("KG-QUY"), "{}", err(&listed));
        let shown = demo.run(&[&show[..], &[login]].concat());
        assert!(out(&shown).contains("\"KG-QUY\""), "{}", err(&shown));
    }
    for asked in [&list[..], &show[..]] {
        let refused = demo.run(&[asked, &["baocao"]].concat());
        assert_eq!(code(&refused), 1, "{asked:?}");
        assert!(!out(&refused).contains("KG-QUY"), "{asked:?}");
        assert!(hint(&refused).contains("--as"), "{}", err(&refused));
    }
}

/// Runs a statement on the file of a database, as no command does.
fn tamper(file: &Path, statement: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let address = format!("sqlite://{}", file.display());
        let database = Database::connect(address).await.unwrap();
        database.execute_unprepared(statement).await.unwrap();
        database.close().await.unwrap();
    });
}

/// Only a demo may be thrown away: whose work an older instance holds, nobody asks
/// here.
#[test]
fn a_demo_of_an_older_version_is_told_how_it_is_made_anew_and_an_instance_is_not() {
    let demo = Demo::new();
    let place = demo.dir.path().join("demo");
    let place = place.to_str().unwrap();
    let again = ["demo", "--no-serve", "--dir", place];
    let newest = "(SELECT MAX(version) FROM seaql_migrations)";
    let older = format!("DELETE FROM seaql_migrations WHERE version = {newest}");
    tamper(&demo.file(), &older);
    let way = format!("giaoban demo --fresh --dir {place}");
    for lang in ["vi", "en"] {
        let refused = run(&[&again[..], &["--lang", lang]].concat());
        assert_eq!(code(&refused), 1);
        assert!(hint(&refused).contains(&way), "{}", err(&refused));
    }
    let listed = demo.run(&["user", "list"]);
    assert_eq!(code(&listed), 1);
    assert!(!err(&listed).contains("--fresh"), "{}", err(&listed));
    tamper(&demo.file(), "DELETE FROM settings WHERE \"key\" = 'demo'");
    let refused = run(&again);
    assert_eq!(code(&refused), 1);
    assert!(!err(&refused).contains("--fresh"), "{}", err(&refused));
    let fresh = ["--fresh", "--communes", "2", "--quarters", "3"];
    let made = run(&[&again[..], &fresh].concat());
    assert_eq!(code(&made), 0, "{}", err(&made));
}
