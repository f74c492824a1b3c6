//! Damages files made from labelled pages and reads them, for a number of
//! seconds: `cargo xtask fuzz --seconds N [--format F]`. A panic, or a file
//! that takes over five seconds, is kept and makes it fail.

#[path = "../tests/mutate/mod.rs"]
mod mutate;

use mutate::{Dice, FORMATS, damaged};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

fn main() {
    let mut args = std::env::args().skip(1);
    let seconds: u64 = args.next().and_then(|s| s.parse().ok()).unwrap_or(10);
    let only = args.next().filter(|f| f != "all");
    let seed: u64 = args.next().and_then(|s| s.parse().ok()).unwrap_or(1);
    let pages = mutate::labelled_pages();
    let formats: Vec<&str> = FORMATS
        .into_iter()
        .filter(|f| only.as_deref().is_none_or(|o| o == *f))
        .collect();
    if formats.is_empty() {
        eprintln!("formats: {}", FORMATS.join(", "));
        std::process::exit(2);
    }
    std::panic::set_hook(Box::new(|_| {}));
    let start = Instant::now();
    let (mut files, mut refused, mut bad) = (0_u64, 0_u64, 0_u64);
    let mut slowest = Duration::ZERO;
    let mut turn = seed.wrapping_mul(1_000_003);
    while start.elapsed() < Duration::from_secs(seconds) {
        turn += 1;
        let mut dice = Dice::new(turn);
        let format = formats[dice.below(formats.len())];
        let bytes = damaged(format, &pages[dice.below(pages.len())], &mut dice);
        let begin = Instant::now();
        let read = catch_unwind(AssertUnwindSafe(|| {
            let options = extract::ReadOptions::default();
            let read = extract::read_document("x", &bytes, &options);
            let _ = extract::form::read_form(&bytes);
            read.is_refused()
        }));
        let spent = begin.elapsed();
        slowest = slowest.max(spent);
        files += 1;
        refused += u64::from(matches!(read, Ok(true)));
        if read.is_err() || spent > Duration::from_secs(5) {
            bad += 1;
            let kept = std::env::temp_dir().join(format!("giaoban-fuzz-{format}-{turn}.bin"));
            let _ = std::fs::write(&kept, &bytes);
            println!(
                "{format} {turn}: {} kept as {}",
                if read.is_err() { "panic," } else { "slow," },
                kept.display()
            );
        }
    }
    println!(
        "{files} files in {:.1} s, {refused} refused, slowest {:.0} ms, bad {bad}",
        start.elapsed().as_secs_f64(),
        slowest.as_secs_f64() * 1000.0
    );
    if bad > 0 {
        std::process::exit(1);
    }
}
