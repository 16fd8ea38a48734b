//! Decides what a grid contains and which role each of its columns has, at once for all of its records.
//!
//! | file | holds |
//! |---|---|
//! | `evidence.rs` | the kinds of evidence, each with its weight and the reason for it |
//! | `profile.rs` | the look of a column's cells over all records |
//! | `alike.rs` | the columns of tables with the same header, taken together |
//! | `labeled.rs` | lines that begin with labels, as tables of label and value |
//! | `upright.rs` | tables of label and value, turned into one row a record |
//! | `scores.rs` | how much speaks for a column in a role, and for something else than errors |
//! | `texts.rs` | the roles of the columns that do not identify the records |
//! | `assign.rs` | the search for the assignment with the most evidence, and what makes it unsure |

mod alike;
mod assign;
mod evidence;
mod labeled;
mod profile;
mod scores;
mod texts;
mod upright;

pub(super) use alike::AlikeTables;
pub(super) use assign::{Assignment, Trace, assign};
#[cfg(feature = "fit")]
pub use evidence::fit::{try_weights, weights};
pub(super) use evidence::{Evidence, is_evident};
pub(super) use labeled::{is_labeled, labeled};
pub(super) use scores::Setting;
pub(super) use upright::upright;
