//! Chores of the workshop: tidy, bench, generate.
fn main() {}
