//! A catalog → a page for people.

mod inline;
pub mod markdown;
mod sample;
