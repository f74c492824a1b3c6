//! Exports that the imports take again.

mod values;

pub use values::values;
