//! Units over time: acts of reorganisation and what moves with them.

mod at_lists;
mod atomic;
mod back_dated;
mod due;
mod fields;
mod import;
mod import_words;
mod kept;
pub mod made;
mod meeting;
mod nature;
mod office;
mod open;
mod outside;
mod refusals;
mod resettled;
mod scopes;
mod tree;
mod will_owe;
mod withdraw;
