//! Reads the workspace's own source, so that tests can say how it must be built.
//!
//! `tree` splits a file into token trees; `items` finds the types and functions in them; `modules` finds which file of a
//! crate takes what from which, with `paths`.

pub mod items;
pub mod modules;
mod paths;
pub mod tree;
