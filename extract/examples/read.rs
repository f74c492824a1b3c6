//! Reads files and writes `DIR/<stem>.json` for each, for measuring the reader:
//! `cargo run -p extract --example read -- DIR FILE…`

use std::path::Path;

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(dir) = args.next() else {
        eprintln!("usage: read DIR FILE…");
        std::process::exit(2);
    };
    let options = extract::ReadOptions::default();
    for file in args {
        let path = Path::new(&file);
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(problem) => {
                eprintln!("{file}: {problem}");
                continue;
            }
        };
        let read = extract::read_document(&file, &bytes, &options);
        for finding in &read.findings {
            eprintln!(
                "{file}: {} {:?} {}",
                finding.code, finding.place, finding.quote
            );
        }
        let stem = path
            .file_stem()
            .map_or_else(|| "out".into(), |s| s.to_string_lossy().into_owned());
        let json = serde_json::to_string_pretty(&read.value).expect("a reading is plain data");
        if let Err(problem) = std::fs::write(Path::new(&dir).join(format!("{stem}.json")), json) {
            eprintln!("{file}: {problem}");
        }
    }
}
