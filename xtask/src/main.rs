//! Chores of the workshop. `cargo xtask tidy` checks what a program can check
//! of the house rules.

mod bench;
mod fuzz;
mod reader;
mod tidy;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Chores of the workshop")]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Check layers, file sizes, names, texts and licences.
    Tidy,
    /// Measure the release build with demo data and print a table.
    Bench(bench::Bench),
    /// Read damaged files for a while.
    Fuzz(fuzz::Fuzz),
}

fn main() -> Result<()> {
    match Args::parse().chore {
        Chore::Tidy => tidy::run(),
        Chore::Bench(args) => bench::run(&args),
        Chore::Fuzz(args) => fuzz::run(&args),
    }
}
