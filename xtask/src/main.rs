//! Chores of the workshop. `cargo xtask tidy` checks what a program can check
//! of the house rules.

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
}

fn main() -> Result<()> {
    match Args::parse().chore {
        Chore::Tidy => tidy::run(),
    }
}
