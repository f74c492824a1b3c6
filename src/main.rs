//! The executable `giaoban`: reads the command line, calls one function of `app`
//! for each command, and says how it went. No rules, no rights, no SQL here.
//!
//! Exit codes: 0 done, 1 not done, 2 wrong usage; 3 of `upgrade --dry-run` when
//! something waits. Errors go to the error output
//! and end with a line `hint: …`.

mod cli;
mod command;
mod config;
mod failure;
mod instance;
mod output;
mod progress;

use clap::Parser;
use std::process::ExitCode;

// Rows are made by the database's threads and dropped by the pages': the usual
// allocator spends a fifth of a page's time on that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(words) => return failure::usage(&words),
    };
    let runtime = if cli.command.reads_files_only() {
        small_runtime()
    } else {
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
    };
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(e) => return failure::report(&anyhow::Error::new(e), &cli.global),
    };
    match runtime.block_on(command::run(&cli)) {
        Ok(code) => code,
        Err(e) => failure::report(&e, &cli.global),
    }
}

/// For a command that reads one file after the other: one thread beside this one
/// and memory in small pages, since every thread keeps a heap of its own and a
/// huge page (2 MiB) counts as a whole when one byte of it is used.
fn small_runtime() -> std::io::Result<tokio::runtime::Runtime> {
    // Without it the command needs more memory and does the same.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build()
}
