//! `giaoban read`: files into facts. `giaoban import documents`: a folder of old
//! pages into the queue, said file by file, with exit codes and a hint; a dry run
//! writes nothing.

use std::path::Path;
use std::process::{Command, Output};

const PAGE: &str = "Giao ban công tác khoa giáo quý I năm 2024\n\nThứ tư, 10/04/2024 - 08:30\n\n\
Ngày 9/4, tại hội trường Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy tổ chức Hội nghị giao ban công tác khoa giáo quý I năm 2024. \
Hội nghị nghe tình hình thực hiện Kế hoạch số 85-KH/TU ngày 04/3/2022 của Ban Thường vụ Tỉnh ủy.\n";

fn run(dir: &Path, args: &[&str]) -> Output {
    let database = format!("sqlite://{}", dir.join("demo/giaoban.db").display());
    Command::new(env!("CARGO_BIN_EXE_giaoban"))
        .args(args)
        .current_dir(dir)
        .env("GIAOBAN_DATABASE", database)
        .env("GIAOBAN_DATA_DIR", dir)
        .env_remove("GIAOBAN_CONFIG")
        .env("GIAOBAN_LANG", "en")
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_folder_is_taken_in_file_by_file_and_twice_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("demo");
    let made = run(
        dir.path(),
        &[
            "demo",
            "--no-serve",
            "--communes",
            "2",
            "--quarters",
            "2",
            "--dir",
            place.to_str().unwrap(),
        ],
    );
    assert!(made.status.success(), "{}", text(&made.stderr));
    let folder = dir.path().join("trang-cu");
    std::fs::create_dir_all(folder.join("2023")).unwrap();
    std::fs::write(folder.join("a.txt"), PAGE).unwrap();
    std::fs::write(
        folder.join("2023/b.txt"),
        PAGE.replace("quý I ", "quý một "),
    )
    .unwrap();
    // The same page under another name is taken once, in the preview too.
    std::fs::write(folder.join("a-lan-nua.txt"), PAGE).unwrap();
    std::fs::write(folder.join("anh.jpg"), b"\xff\xd8\xff").unwrap();
    std::fs::write(folder.join("cu.doc"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap();
    let import = |extra: &[&str]| {
        let mut args = vec!["import", "documents", "trang-cu", "--as", "dieuphoi"];
        args.extend_from_slice(extra);
        run(dir.path(), &args)
    };
    let dry = import(&["--dry-run"]);
    assert!(dry.status.success(), "{}", text(&dry.stderr));
    let told = text(&dry.stdout);
    assert!(
        told.contains("a-lan-nua.txt: held on 09/04/2024; 1 documents"),
        "{told}"
    );
    assert!(
        told.contains("nothing written. Would be taken: 2; known: 1; refused: 0; skipped: 2"),
        "{told}"
    );
    assert!(
        told.contains("cu.doc: skipped: A Word file of before 2007"),
        "{told}"
    );
    let written = import(&[]);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    assert!(
        text(&written.stdout).contains("waiting for a person: 2;"),
        "{}",
        text(&written.stdout)
    );
    assert!(
        text(&written.stderr).contains("hint: open the page"),
        "{}",
        text(&written.stderr)
    );
    std::fs::write(folder.join("mat.txt"), "TỈNH ỦY\nMẬT\nBáo cáo").unwrap();
    let again = import(&[]);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        text(&again.stdout).contains("known: 3; refused: 1"),
        "{}",
        text(&again.stdout)
    );
    assert!(
        text(&again.stderr)
            .lines()
            .last()
            .unwrap()
            .starts_with("hint: ")
    );
    let nowhere = run(
        dir.path(),
        &["import", "documents", "khong-co", "--as", "dieuphoi"],
    );
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(text(&nowhere.stderr).contains("hint: "));
    // A unit keeps no register.
    let unit = run(
        dir.path(),
        &["import", "documents", "trang-cu", "--as", "baocao"],
    );
    assert_eq!(unit.status.code(), Some(1));
}

/// What was not understood is said in words; files of one name each get an object.
#[test]
fn documents_are_read_without_a_database() {
    let dir = tempfile::tempdir().unwrap();
    let page = "Hội nghị giao ban công tác khoa giáo quý I năm 2022\n\nSáng 8/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban. Triển khai Kế hoạch số 85-KH/TU, ngày 4/3/2022.\n";
    std::fs::write(dir.path().join("hoi-nghi.txt"), page).unwrap();
    std::fs::create_dir_all(dir.path().join("2023")).unwrap();
    let bare = format!("{page}Hội nghị quán triệt Nghị quyết 20 của Trung ương và nghe báo cáo.\n");
    std::fs::write(dir.path().join("2023/hoi-nghi.txt"), bare).unwrap();
    let read = run(dir.path(), &["read", "--findings", "hoi-nghi.txt"]);
    assert!(read.status.success(), "{}", text(&read.stderr));
    let object: serde_json::Value = serde_json::from_str(text(&read.stdout).trim()).unwrap();
    assert!(object["findings"].is_array());
    assert_eq!(object["documents"][0]["number"], "85-KH/TU");
    let files = ["hoi-nghi.txt", "2023/hoi-nghi.txt"];
    let both = run(dir.path(), &[&["read", "--out", "ra"], &files[..]].concat());
    let told = text(&both.stderr);
    assert!(both.status.success(), "{told}");
    for words in [
        "This number may mean several documents",
        "It may be: ",
        "[number-ambiguous]",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    for name in ["hoi-nghi.json", "hoi-nghi-2.json"] {
        assert!(dir.path().join("ra").join(name).is_file(), "{name}");
    }
    let missing = run(dir.path(), &["read", "fehlt.txt"]);
    assert_eq!(missing.status.code(), Some(1));
    // Content makes nothing fail, not even when there is none.
    std::fs::write(dir.path().join("trong.txt"), "").unwrap();
    let empty = run(dir.path(), &["read", "trong.txt"]);
    assert!(empty.status.success(), "{}", text(&empty.stderr));
    assert!(text(&empty.stderr).contains("[empty]"));
    let object: serde_json::Value = serde_json::from_str(text(&empty.stdout).trim()).unwrap();
    assert!(object["title"].is_null());
    std::fs::write(dir.path().join("mat.txt"), "TỈNH ỦY\nMẬT\n").unwrap();
    let secret = run(dir.path(), &["read", "mat.txt"]);
    assert_eq!(secret.status.code(), Some(1));
}
