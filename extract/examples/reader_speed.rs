//! Reads the given text files again and again and prints what the reader does
//! in a second: `cargo run --release -p extract --example reader_speed -- SECONDS FILE…`
//! With `20x` in place of the seconds it reads them twenty times, for counting
//! instructions.

use std::time::{Duration, Instant};

/// As the program does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut args = std::env::args().skip(1);
    let first = args.next().unwrap_or_default();
    let rounds: Option<usize> = first.strip_suffix('x').and_then(|n| n.parse().ok());
    let seconds: f64 = first.parse().unwrap_or(0.0);
    let texts: Vec<String> = args
        .filter_map(|f| std::fs::read(f).ok())
        .map(|b| extract::text::decode(&b).value)
        .collect();
    if texts.is_empty() || seconds <= 0.0 && rounds.is_none() {
        eprintln!("usage: reader_speed SECONDS|ROUNDSx FILE…");
        std::process::exit(2);
    }
    // Lists and expressions are built at the first page.
    let mut facts = 0;
    for text in &texts {
        facts += extract::reading::read_text(text).value.spans.len();
    }
    let (mut bytes, mut pages) = (0_usize, 0_usize);
    let start = Instant::now();
    let mut round = 0;
    while rounds.map_or_else(
        || start.elapsed() < Duration::from_secs_f64(seconds),
        |all| round < all,
    ) {
        round += 1;
        for text in &texts {
            let read = extract::reading::read_text(text);
            std::hint::black_box(&read);
            bytes += text.len();
            pages += 1;
        }
    }
    let spent = start.elapsed().as_secs_f64();
    println!(
        "pages {} facts {facts} | {:.2} MB/s | {:.1} us/page | {:.3} s for 1000 pages of {} bytes",
        texts.len(),
        bytes as f64 / spent / 1e6,
        spent / pages.max(1) as f64 * 1e6,
        spent / pages.max(1) as f64 * 1000.0,
        bytes / pages.max(1)
    );
}
