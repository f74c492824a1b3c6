//! `giaoban unit` as people type it: the tree of a day, a life, an act from a file.

use std::process::{Command, Output};

fn run(dir: &std::path::Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_giaoban"))
        .args(args)
        .args(["--as", "quantri", "--lang", "en"])
        .env_remove("GIAOBAN_CONFIG")
        .env(
            "GIAOBAN_DATABASE",
            format!("sqlite://{}", dir.join("demo/giaoban.db").display()),
        )
        .env("GIAOBAN_DATA_DIR", dir)
        .output()
        .expect("the program starts")
}

fn words(output: &Output) -> String {
    let (told, failed) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(told),
        String::from_utf8_lossy(failed)
    )
}

#[test]
fn an_act_from_a_file_is_previewed_carried_out_and_seen_in_the_tree_of_its_day() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("demo");
    let made = Command::new(env!("CARGO_BIN_EXE_giaoban"))
        .args(["demo", "--no-serve", "--communes", "3", "--quarters", "2"])
        .args(["--dir", place.to_str().unwrap()])
        .output()
        .expect("the program starts");
    assert!(made.status.success(), "{}", words(&made));
    let tree = words(&run(dir.path(), &["unit", "tree"]));
    let communes: Vec<&str> = tree
        .lines()
        .map(str::trim)
        .filter(|l| l.starts_with('X') && l.contains("  Xã "))
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    assert!(communes.len() >= 2, "{tree}");
    let file = dir.path().join("act.toml");
    let act = |from: &str, into: &str| {
        format!(
            "decision = \"12/NQ-HĐND\"\ndecided_on = \"2024-01-02\"\neffective_on = \"2024-01-03\"\n\
             [[step]]\ndo = \"merge\"\nfrom = [\"{from}\"]\ninto = \"{into}\"\n"
        )
    };
    let reorganise = |more: &[&str]| {
        let mut args = vec!["unit", "reorganise", file.to_str().unwrap()];
        args.extend_from_slice(more);
        run(dir.path(), &args)
    };
    std::fs::write(&file, act(communes[0], "")).unwrap();
    let refused = reorganise(&[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        words(&refused).contains("without an heir"),
        "{}",
        words(&refused)
    );
    // the dry run says whom the office is to add to the open round, as the page does.
    let new = "decision = \"11/NQ-HĐND\"\ndecided_on = \"2024-01-02\"\neffective_on = \"2024-01-03\"\n\
         [[step]]\ndo = \"create\"\ncode = \"XMOI\"\nname = \"Xã Mai Mới\"\nkind = \"commune\"\n\
         tier = \"commune\"\nparent = \"TU\"\n";
    std::fs::write(&file, new).unwrap();
    let told = words(&reorganise(&["--dry-run"]));
    assert!(told.contains("were given no report: Xã Mai Mới"), "{told}");
    std::fs::write(&file, act(communes[0], communes[1])).unwrap();
    let preview = reorganise(&["--dry-run"]);
    let told = words(&preview);
    assert!(told.contains("nothing was written"), "{told}");
    assert!(
        told.contains(&format!("- {} -> {}", communes[0], communes[1])),
        "{told}"
    );
    assert!(words(&run(dir.path(), &["unit", "tree"])).contains(communes[0]));
    let done = reorganise(&[]);
    assert!(done.status.success(), "{}", words(&done));
    let has = |at: &[&str]| {
        let mut args = vec!["unit", "tree"];
        args.extend_from_slice(at);
        words(&run(dir.path(), &args)).contains(&format!("{}  ", communes[0]))
    };
    assert!(!has(&[]) && has(&["--at", "2024-01-02"]));
    let life = words(&run(dir.path(), &["unit", "show", communes[0]]));
    assert!(
        life.contains("12/NQ-HĐND") && life.contains(communes[1]),
        "{life}"
    );
    // Days are written as people write them.
    assert!(
        life.contains("03/01/2024") && !life.contains("2024-01-03"),
        "{life}"
    );
    let sound = run(dir.path(), &["doctor"]);
    assert!(
        words(&sound).contains("Units over time"),
        "{}",
        words(&sound)
    );
    // an act of a day to come is taken back by its number.
    let ahead = format!(
        "decision = \"13/NQ-HĐND\"\ndecided_on = \"2024-01-02\"\neffective_on = \"2099-01-01\"\n\
         [[step]]\ndo = \"rename\"\nunit = \"{}\"\nname = \"Phường Mai Sau\"\n",
        communes[1]
    );
    std::fs::write(&file, ahead).unwrap();
    assert!(reorganise(&[]).status.success());
    let later = ["unit", "tree", "--at", "2099-01-01"];
    assert!(words(&run(dir.path(), &later)).contains("Phường Mai Sau"));
    let withdraw = |number: &str| {
        let args = ["unit", "withdraw", number, "--reason", "Ghi nhầm"];
        run(dir.path(), &args)
    };
    let unknown = withdraw("14/NQ-HĐND");
    assert_eq!(unknown.status.code(), Some(1));
    assert!(
        words(&unknown).contains("no confirmed act"),
        "{}",
        words(&unknown)
    );
    let done = withdraw("13/NQ-HĐND");
    assert!(words(&done).contains("was withdrawn"), "{}", words(&done));
    assert!(!words(&run(dir.path(), &later)).contains("Phường Mai Sau"));
}
