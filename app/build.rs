//! The catalogues are compiled in: a change of them alone must rebuild this crate.

fn main() {
    println!("cargo:rerun-if-changed=../locales");
}
