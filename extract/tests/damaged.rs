//! Honest files of the labelled pages, damaged in ways that differ from run to
//! run: what the longer `cargo xtask fuzz` does, for a bounded time. Not here:
//! damage that was found before (`bad_input`).

// What other tests need is there too.
#[allow(dead_code)]
mod mutate;

use extract::ReadOptions;
use mutate::{Dice, FORMATS, damaged};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long files are read, all together.
const LONG: Duration = Duration::from_secs(10);

/// After so long a file counts as one that never ends; honest ones take a small part
/// of a second, even in a build that is not made for speed.
const SLOWEST: Duration = Duration::from_secs(60);

/// Where the sequence of files begins: `./check` gives the time of day. A number
/// that a failure names makes its file the first.
const SEED: &str = "GIAOBAN_FUZZ_SEED";

#[test]
fn damaged_files_of_every_format_never_panic_and_none_takes_long() {
    let mut seed: u64 = match std::env::var(SEED) {
        Ok(told) => told.parse().expect("a seed is a number"),
        Err(_) => 1,
    };
    let pages = mutate::labelled_pages();
    let mut files = 0;
    let start = Instant::now();
    // The first file is read however late it is.
    while files == 0 || start.elapsed() < LONG {
        let mut dice = Dice::new(seed);
        let format = FORMATS[dice.below(FORMATS.len())];
        let bytes = damaged(format, &pages[dice.below(pages.len())], &mut dice);
        let (done, finished) = channel();
        // In a thread of its own, so that one that never ends is a failure too.
        let reading = std::thread::spawn(move || {
            let _ = extract::read_document("x", &bytes, &ReadOptions::default());
            let _ = extract::form::read_form(&bytes);
            let _ = done.send(());
        });
        let again = format!("{format}; once more with {SEED}={seed}");
        match finished.recv_timeout(SLOWEST) {
            Ok(()) => reading.join().expect("it has ended well"),
            Err(RecvTimeoutError::Disconnected) => panic!("a panic: {again}"),
            Err(RecvTimeoutError::Timeout) => panic!("over {SLOWEST:?}: {again}"),
        }
        seed = seed.wrapping_add(1);
        files += 1;
    }
    println!("{files} files");
}

#[test]
fn a_file_typed_for_a_vni_font_is_read_as_one() {
    let text = "Ngày 8/4/2022, Ban Tuyên giáo Tỉnh ủy tổ chức hội nghị giao ban công tác khoa giáo quý I, triển khai nhiệm vụ quý II năm 2022.";
    let bytes = mutate::file_of("vni", text);
    let read = extract::read_document("a.txt", &bytes, &ReadOptions::default());
    let codes: Vec<_> = read.findings.iter().map(|f| f.code).collect();
    assert!(codes.contains(&"encoding-vni"), "{codes:?}");
    assert_eq!(read.value.host.as_deref(), Some("Ban Tuyên giáo Tỉnh ủy"));
}
