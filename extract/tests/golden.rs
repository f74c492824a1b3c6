//! The labelled pages: the reader keeps, field by field, the F1 that
//! `fixtures/extract/bounds.json` states. The rules of comparing are those by
//! which the pages were labelled: folded strings, numbers without separators,
//! one-to-one pairs.

mod score;

use extract::{ReadOptions, read_document};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fixtures/extract")
}

/// Pages on which nobody tunes: only their scores are looked at.
fn kept_apart() -> PathBuf {
    folder().join("unseen")
}

fn json(path: PathBuf) -> Value {
    serde_json::from_str(
        &fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())),
    )
    .expect("valid JSON")
}

/// Gold and reading of every page, by name.
fn pages(folder: &Path) -> BTreeMap<String, (Value, Value)> {
    let mut pages = BTreeMap::new();
    for entry in fs::read_dir(folder.join("gold")).expect("the fixtures are there") {
        let path = entry.expect("readable").path();
        let name = path
            .file_stem()
            .expect("named")
            .to_string_lossy()
            .into_owned();
        let bytes = fs::read(folder.join("articles").join(format!("{name}.txt")))
            .expect("an article for each gold file");
        let read = read_document(&format!("{name}.txt"), &bytes, &ReadOptions::default());
        pages.insert(
            name,
            (
                json(path),
                serde_json::to_value(read.value).expect("plain data"),
            ),
        );
    }
    pages
}

#[test]
fn every_field_keeps_its_bound() {
    keeps_its_bounds(&folder(), 15);
}

#[test]
fn every_field_keeps_its_bound_on_the_second_pages() {
    keeps_its_bounds(&folder().join("second"), 12);
}

#[test]
fn every_field_keeps_its_bound_on_the_third_pages() {
    keeps_its_bounds(&folder().join("third"), 14);
}

#[test]
fn every_field_keeps_its_bound_on_the_fourth_pages() {
    keeps_its_bounds(&folder().join("fourth"), 16);
}

#[test]
fn every_field_keeps_its_bound_on_the_pages_kept_apart() {
    keeps_its_bounds(&kept_apart(), 12);
}

fn keeps_its_bounds(folder: &Path, count: usize) {
    let pages = pages(folder);
    assert_eq!(pages.len(), count);
    let bounds = json(folder.join("bounds.json"));
    let mut sum = 0.0;
    let mut worse = Vec::new();
    for field in score::FIELDS {
        let f1 = score::f1(field, pages.values());
        sum += f1;
        println!("{field:15} {f1:.3}");
        let bound = bounds[field]
            .as_f64()
            .unwrap_or_else(|| panic!("a bound for {field}"));
        if f1 + 0.0005 < bound {
            worse.push(format!("{field}: {f1:.3} < {bound}"));
        }
    }
    let macro_f1 = sum / score::FIELDS.len() as f64;
    println!("macro           {macro_f1:.3}");
    for field in ["organisations", "place"] {
        let f1 = score::lenient(field, pages.values());
        println!("{field:15} {f1:.3} lenient");
    }
    assert!(worse.is_empty(), "{worse:?}");
    assert!(macro_f1 + 0.0005 >= bounds["macro"].as_f64().expect("a macro bound"));
}

#[test]
fn every_value_points_to_the_words_it_was_read_from() {
    for (name, (_, reading)) in pages(&folder()) {
        let text = fs::read_to_string(folder().join("articles").join(format!("{name}.txt")))
            .expect("there");
        let text = extract::text::normalise(&text);
        for (path, spans) in reading["spans"].as_object().expect("spans") {
            for span in spans.as_array().expect("a list") {
                let (start, end) = (
                    span[0].as_u64().expect("start") as usize,
                    span[1].as_u64().expect("end") as usize,
                );
                assert!(
                    text.get(start..end).is_some_and(|t| !t.is_empty()),
                    "{name} {path}"
                );
            }
        }
        for (index, person) in reading["people"]
            .as_array()
            .expect("people")
            .iter()
            .enumerate()
        {
            let span = &reading["spans"][format!("people[{index}]")][0];
            let words = &text[span[0].as_u64().expect("start") as usize
                ..span[1].as_u64().expect("end") as usize];
            assert_eq!(words, person["name"].as_str().expect("a name"), "{name}");
        }
        let details = reading["task_details"].as_array().into_iter().flatten();
        for (index, detail) in details.enumerate() {
            for (field, told) in [("lead", &detail["lead"]), ("due", &detail["due"]["text"])] {
                let Some(told) = told.as_str() else { continue };
                let span = &reading["spans"][format!("task_details[{index}].{field}")][0];
                let words = &text[span[0].as_u64().expect("start") as usize
                    ..span[1].as_u64().expect("end") as usize];
                assert_eq!(words, told, "{name} {index}");
            }
        }
        let is_kind = !reading["event_kind"].is_null();
        let is_told = !reading["spans"]["event_kind"].is_null();
        assert_eq!(is_kind, is_told, "{name}");
    }
}

#[test]
fn the_same_page_reads_the_same_twice() {
    let once = pages(&folder());
    assert_eq!(once, pages(&folder()));
}

#[test]
fn a_name_that_is_a_little_longer_counts_only_leniently() {
    let page = |names: &[&str]| serde_json::json!({ "organisations": names });
    let gold = page(&["Sở Y tế tỉnh Phú Yên", "Tỉnh ủy"]);
    let read = page(&["Sở Y tế Phú Yên", "Huyện đoàn"]);
    let pages = [(gold, read)];
    assert!(score::f1("organisations", pages.iter()) < 0.001);
    let lenient = score::lenient("organisations", pages.iter());
    assert!((lenient - 0.5).abs() < 0.001, "{lenient}");
}
