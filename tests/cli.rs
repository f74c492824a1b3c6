//! The commands as people type them: help, exit codes, hint lines, and one small
//! demo on which the others are tried.

#[path = "cli/told.rs"]
mod told;
#[path = "cli/totals.rs"]
mod totals;
#[path = "cli/upgrade.rs"]
mod upgrade;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn giaoban(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_giaoban"));
    command
        .args(args)
        .env_remove("GIAOBAN_CONFIG")
        .env_remove("GIAOBAN_LANG");
    command
}

fn run(args: &[&str]) -> Output {
    giaoban(args).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// The last line of the error output.
fn hint(output: &Output) -> String {
    err(output).lines().last().unwrap_or_default().to_owned()
}

/// A small demo in a folder of its own, without the server.
struct Demo {
    dir: tempfile::TempDir,
}

impl Demo {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("demo");
        let made = run(&[
            "demo",
            "--no-serve",
            "--communes",
            "2",
            "--quarters",
            "3",
            "--dir",
            place.to_str().unwrap(),
        ]);
        assert_eq!(code(&made), 0, "{}", err(&made));
        let told = out(&made);
        for login in [
            "baocao",
            "thutruong",
            "dieuphoi",
            "truongban",
            "lanhdao",
            "kiemtra",
            "bientap",
            "quantri",
        ] {
            assert!(told.contains(login), "{login} is told");
        }
        Self { dir }
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("demo/giaoban.db")
    }

    fn run(&self, args: &[&str]) -> Output {
        giaoban(args)
            .env(
                "GIAOBAN_DATABASE",
                format!("sqlite://{}", self.file().display()),
            )
            .env("GIAOBAN_DATA_DIR", self.dir.path())
            .output()
            .expect("the program starts")
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Codes of the rounds, newest first.
    fn rounds(&self) -> Vec<String> {
        let listed = self.run(&["round", "list"]);
        assert_eq!(code(&listed), 0, "{}", err(&listed));
        out(&listed)
            .lines()
            .filter_map(|l| l.split_whitespace().next().map(str::to_owned))
            .collect()
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    let commands: [&[&str]; 32] = [
        &[],
        &["init"],
        &["serve"],
        &["demo"],
        &["doctor"],
        &["unit"],
        &["unit", "tree"],
        &["unit", "show"],
        &["unit", "reorganise"],
        &["unit", "withdraw"],
        &["verify"],
        &["upgrade"],
        &["user", "add"],
        &["user", "list"],
        &["user", "post"],
        &["user", "end-post"],
        &["user", "lock"],
        &["user", "unlock"],
        &["user", "delegate"],
        &["user", "password"],
        &["round", "list"],
        &["round", "show"],
        &["round", "open"],
        &["consolidate"],
        &["totals"],
        &["import", "units"],
        &["import", "people"],
        &["import", "values"],
        &["import", "documents"],
        &["export", "values"],
        &["read"],
        &["config"],
    ];
    for command in commands {
        let help = run(&[command, &["--help"]].concat());
        assert_eq!(code(&help), 0, "{command:?}");
        assert!(
            out(&help).contains("Example:\n  giaoban"),
            "{command:?}: {}",
            out(&help)
        );
    }
}

#[test]
fn wrong_usage_ends_with_two_and_a_hint() {
    for args in [
        &["nosuch"][..],
        &["demo", "--port", "many"],
        &["read"],
        &["consolidate", "X", "--out", "a.odt"],
    ] {
        let output = run(args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(
            hint(&output).starts_with("hint: "),
            "{args:?}: {}",
            err(&output)
        );
    }
}

#[test]
fn a_missing_database_and_an_unknown_address_are_told_with_a_hint() {
    let missing = giaoban(&["serve"])
        .env("GIAOBAN_DATABASE", "sqlite:///nowhere/giaoban.db")
        .output()
        .unwrap();
    assert_eq!(code(&missing), 1);
    assert!(hint(&missing).contains("giaoban init"), "{}", err(&missing));
    let unknown = giaoban(&["doctor"])
        .env("GIAOBAN_DATABASE", "mysql://h/n")
        .output()
        .unwrap();
    assert_eq!(code(&unknown), 1);
    assert!(hint(&unknown).contains("postgres://"), "{}", err(&unknown));
}

#[test]
fn a_taken_port_is_told_before_any_data_is_made() {
    let holder = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = holder.local_addr().unwrap().port().to_string();
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("demo");
    let output = run(&["demo", "--port", &port, "--dir", place.to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    assert!(
        hint(&output).starts_with("hint: ") && err(&output).contains(&port),
        "{}",
        err(&output)
    );
    assert!(!place.exists());
}

#[test]
fn a_new_instance_is_set_up_once() {
    let dir = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", dir.path().join("giaoban.db").display());
    let init = || {
        giaoban(&["init", "--unit", "Tỉnh ủy Thử Nghiệm"])
            .env("GIAOBAN_DATABASE", &database)
            .env("GIAOBAN_DATA_DIR", dir.path())
            .output()
            .unwrap()
    };
    let first = init();
    assert_eq!(code(&first), 0, "{}", err(&first));
    assert!(out(&first).contains("quantri"));
    let second = init();
    assert_eq!(code(&second), 1);
    assert!(hint(&second).starts_with("hint: "));
}

#[test]
fn the_demo_answers_the_commands_and_holds_what_it_promises() {
    let demo = Demo::new();
    let rounds = demo.rounds();
    assert_eq!(rounds.len(), 3);
    let past = &rounds[1];
    let matrix = demo.run(&["round", "show", past]);
    assert!(out(&matrix).contains("accepted"), "{}", out(&matrix));
    let totals = demo.run(&["totals", "--round", past, "--by", "unit", "--csv"]);
    assert!(
        out(&totals).starts_with("unit,indicator,"),
        "{}",
        err(&totals)
    );
    for (ending, form, magic) in [
        ("docx", "party", &b"PK"[..]),
        ("pdf", "state", b"%PDF"),
        ("json", "party", b"{"),
        ("xlsx", "party", b"PK"),
    ] {
        let file = demo.dir.path().join(format!("report.{ending}"));
        let written = demo.run(&[
            "consolidate",
            past,
            "--form",
            form,
            "--out",
            file.to_str().unwrap(),
        ]);
        assert_eq!(code(&written), 0, "{ending}: {}", err(&written));
        assert!(std::fs::read(&file).unwrap().starts_with(magic), "{ending}");
    }
    let verified = demo.run(&["verify"]);
    assert_eq!(code(&verified), 0, "{}", err(&verified));
    let examined = demo.run(&["doctor"]);
    assert!(out(&examined).contains("sqlite"), "{}", err(&examined));
}

#[test]
fn an_import_is_previewed_and_writes_all_or_nothing() {
    let demo = Demo::new();
    let head = "code,name,kind,tier,parent,fields\n";
    let good = demo.write(
        "good.csv",
        &format!("{head}X901,Xã Thử Một,commune,commune,TU,y_te;khuyen_hoc\n"),
    );
    let preview = demo.run(&[
        "import",
        "units",
        &good,
        "--dry-run",
        "--as",
        "quantri",
        "--lang",
        "en",
    ]);
    assert!(
        out(&preview).contains("nothing written: 1 rows, 1 new"),
        "{}",
        out(&preview)
    );
    let bad = demo.write(
        "bad.csv",
        &format!(
            "{head}X901,Xã Thử Một,commune,commune,TU,\nX902,Xã Thử Hai,village,commune,TU,\n"
        ),
    );
    let refused = demo.run(&["import", "units", &bad, "--as", "quantri", "--lang", "en"]);
    assert_eq!(code(&refused), 1);
    assert!(
        out(&refused).contains("row 3, column kind"),
        "{}",
        out(&refused)
    );
    let written = demo.run(&["import", "units", &good, "--as", "quantri", "--lang", "en"]);
    assert!(
        out(&written).contains("Imported: 1 rows, 1 new"),
        "{}{}",
        out(&written),
        err(&written)
    );
    let again = demo.run(&["import", "units", &good, "--as", "quantri", "--lang", "en"]);
    assert!(out(&again).contains("0 new, 1 known"), "{}", out(&again));
    // Nothing was held back, so it is no preview; a preview still is one.
    assert!(out(&again).contains("Nothing new"), "{}", out(&again));
    assert!(!out(&again).contains("Preview"), "{}", out(&again));
    let people = demo.write(
        "people.csv",
        "login,name,unit,role\nmoi1,Lê Thị Thoa,X901,reporter\n",
    );
    let added = demo.run(&[
        "import", "people", &people, "--as", "quantri", "--lang", "en",
    ]);
    assert!(
        out(&added).contains("1 new"),
        "{}{}",
        out(&added),
        err(&added)
    );
    let stranger = demo.run(&["import", "units", &good, "--as", "baocao"]);
    assert_eq!(code(&stranger), 1);
    assert!(hint(&stranger).contains("--as"));
}

/// Rows of plain CSV, without one column.
fn without_column(lines: &[String], name: &str) -> Vec<String> {
    let place = lines[0].split(',').position(|column| column == name);
    let place = place.expect("the column");
    lines
        .iter()
        .map(|line| {
            let mut cells: Vec<&str> = line.split(',').collect();
            cells.remove(place);
            cells.join(",")
        })
        .collect()
}

#[test]
fn exported_values_can_be_imported_by_the_unit_that_owes_them() {
    let demo = Demo::new();
    let rounds = demo.rounds();
    let exported = demo.run(&["export", "values", "--csv", "--round", &rounds[1]]);
    let past = format!(",{},", rounds[1]);
    let lines: Vec<String> = out(&exported)
        .lines()
        .filter(|l| l.starts_with("round,") || l.contains(",SGDDT,"))
        .map(|l| l.replacen(&past[1..past.len() - 1], &rounds[0], 1))
        .collect();
    assert!(lines.len() > 3, "{lines:?}");
    // The file still says of which period its figures are.
    let foreign = demo.write("foreign.csv", &(lines.join("\n") + "\n"));
    let refused = demo.run(&[
        "import", "values", &foreign, "--as", "baocao", "--lang", "en",
    ]);
    assert_ne!(code(&refused), 0);
    assert!(
        out(&refused).contains("column period: figures of another period"),
        "{}",
        out(&refused)
    );
    let lines = without_column(&lines, "period");
    let file = demo.write("values.csv", &(lines.join("\n") + "\n"));
    let count = lines.len() - 1;
    let written = demo.run(&["import", "values", &file, "--as", "baocao", "--lang", "en"]);
    assert!(
        out(&written).contains(&format!("{count} rows, {count} new")),
        "{}{}",
        out(&written),
        err(&written)
    );
    let again = demo.run(&["import", "values", &file, "--as", "baocao", "--lang", "en"]);
    assert!(out(&again).contains("0 new"), "{}", out(&again));
    let other = demo.write(
        "other.csv",
        &(lines.join("\n").replace(",SGDDT,", ",SYT,") + "\n"),
    );
    assert_eq!(
        code(&demo.run(&["import", "values", &other, "--as", "baocao"])),
        1
    );
}

#[test]
fn a_changed_byte_in_the_journal_is_found() {
    let demo = Demo::new();
    let needle = br#"{"login":"kiemtra""#;
    let mut bytes = std::fs::read(demo.file()).unwrap();
    let at = bytes
        .windows(needle.len())
        .position(|w| w == needle)
        .expect("the entry is in the file");
    bytes[at + needle.len() - 2] = b'o';
    std::fs::write(demo.file(), bytes).unwrap();
    let verified = demo.run(&["verify", "--lang", "en"]);
    assert_eq!(code(&verified), 1);
    assert!(
        err(&verified).contains("was changed after it was written"),
        "{}",
        err(&verified)
    );
    assert!(hint(&verified).starts_with("hint: "));
}

#[test]
fn the_reference_page_of_the_configuration_is_up_to_date() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cau-hinh.md");
    let written = std::fs::read_to_string(&page).unwrap_or_default();
    let present = out(&run(&["config", "--reference"]));
    assert_eq!(
        written, present,
        "write it anew: giaoban config --reference > docs/cau-hinh.md"
    );
}

#[test]
fn a_fresh_instance_gets_units_people_and_a_regime_and_opens_a_round() {
    let dir = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", dir.path().join("giaoban.db").display());
    let config = dir.path().join("giaoban.toml");
    let data = dir.path().join("data");
    std::fs::write(
        &config,
        format!(
            "database = \"{database}\"\ndata_dir = \"{}\"\n",
            data.display()
        ),
    )
    .unwrap();
    let config = config.display().to_string();
    let with = |args: &[&str]| {
        let output = run(&[args, &["--config", &config]].concat());
        assert_eq!(
            code(&output),
            0,
            "{args:?}: {}{}",
            out(&output),
            err(&output)
        );
        out(&output)
    };
    with(&["init", "--unit", "Tỉnh ủy Sông Lam Thượng"]);
    let units = dir.path().join("don-vi.csv");
    let rows = "code,name,short_name,symbol,kind,tier,parent,fields\n\
        BTGDV,Ban Tuyên giáo và Dân vận Tỉnh ủy,Ban TGDV,BTGDVTU,coordinating_office,province,TU,\n\
        SYT,Sở Y tế,Sở Y tế,SYT,department,province,TU,y_te\n";
    std::fs::write(&units, rows).unwrap();
    with(&["import", "units", &units.display().to_string()]);
    with(&[
        "user",
        "add",
        "dieuphoi",
        "--name",
        "Người Điều Phối",
        "--unit",
        "BTGDV",
        "--role",
        "coordinator",
        "--area",
        "TU",
    ]);
    with(&["user", "password", "dieuphoi"]);
    assert!(with(&["user", "list"]).contains("dieuphoi"));
    let second = ["dieuphoi", "--unit", "SYT", "--role", "reporter"];
    with(&[&["user", "post"], &second[..], &["--voting"]].concat());
    assert!(with(&["user", "list"]).contains("Sở Y tế"));
    with(&[&["user", "end-post"], &second[..]].concat());
    with(&["user", "lock", "dieuphoi"]);
    assert!(with(&["user", "list"]).contains("- dieuphoi"));
    with(&["user", "unlock", "dieuphoi"]);
    with(&[
        "regime",
        "standard",
        "--office",
        "BTGDV",
        "--from",
        "2026-01-01",
    ]);
    assert!(with(&["regime", "list"]).contains("khoa-giao"));
    let open = [
        "--regime",
        "khoa-giao",
        "--period",
        "lich-Q3-2026",
        "--accept-gaps",
        "--as",
        "dieuphoi",
    ];
    with(&[&["round", "open"][..], &open[..]].concat());
    assert!(with(&["round", "list", "--as", "dieuphoi"]).contains("lich-Q3-2026"));
    assert!(with(&["verify"]).len() > 10);
}

#[test]
fn a_regime_is_shown_checked_and_published_and_every_kind_of_round_is_opened() {
    let demo = Demo::new();
    let shown = demo.run(&["regime", "show", "KG-QUY"]);
    assert_eq!(code(&shown), 0, "{}", err(&shown));
    let bad = demo.write("bad.toml", &with_frequencies(&out(&shown), &[]));
    let checked = demo.run(&["regime", "check", &bad, "--lang", "en"]);
    assert_eq!(code(&checked), 1);
    assert!(
        out(&checked).contains("! required Frequency"),
        "{}",
        out(&checked)
    );
    let unread = demo.write("unread.toml", "code = 3");
    let unread = demo.run(&["regime", "check", &unread]);
    assert_eq!(code(&unread), 1);
    assert!(hint(&unread).starts_with("hint: "), "{}", err(&unread));

    let kinds = [
        "day",
        "week",
        "month",
        "quarter",
        "first_half",
        "second_half",
        "nine_months",
        "year",
        "one_off",
    ];
    let text = with_frequencies(&out(&shown), &kinds).replacen(
        "code = \"KG-QUY\"",
        "code = \"moi-ky\"",
        1,
    );
    let good = demo.write("good.toml", &text);
    let checked = demo.run(&["regime", "check", &good]);
    assert_eq!(code(&checked), 0, "{}", out(&checked));
    let published = demo.run(&[
        "regime", "publish", &good, "--as", "dieuphoi", "--lang", "en",
    ]);
    assert_eq!(code(&published), 0, "{}", err(&published));
    assert!(out(&published).contains("version 1 of moi-ky"));
    for period in [
        "lich-D-20261005",
        "lich-W40-2026",
        "lich-M9-2026",
        "lich-Q3-2026",
        "lich-H1-2026",
        "lich-H2-2026",
        "lich-9M-2026",
        "lich-Y-2026",
        "custom-X-20260901-20260930",
    ] {
        let opened = demo.run(&[
            "round",
            "open",
            "--regime",
            "moi-ky",
            "--period",
            period,
            "--accept-gaps",
            "--as",
            "dieuphoi",
        ]);
        assert_eq!(code(&opened), 0, "{period}: {}", err(&opened));
        assert_eq!(out(&opened).trim(), format!("moi-ky-{period}"));
    }
    let seen = demo.run(&["round", "show", "moi-ky-lich-Q3-2026", "--lang", "en"]);
    assert!(
        out(&seen).contains("on time by the original day: 0, by the extended day: 0"),
        "{}",
        out(&seen)
    );
}

/// The file of a regime with other frequencies.
fn with_frequencies(text: &str, kinds: &[&str]) -> String {
    let (before, rest) = text.split_once("frequencies = [").expect("frequencies");
    let (_, after) = rest.split_once(']').expect("the end of the list");
    format!("{before}frequencies = {kinds:?}{after}")
}
