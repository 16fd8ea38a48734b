//! Drift: what differs between two pages, two catalogs, a page and its catalog, a page and what it once said.
//!
//! `item.rs` breaks a page down into items with comparable aspects, `catalog.rs` does the same with a catalog,
//! `change.rs` compares two such lists, `verdict.rs` says what a change means for users' code, `lock.rs` keeps fingerprints of one and `given.rs` the names in Rust, `check.rs`
//! holds a catalog against a page.

mod catalog;
mod change;
mod check;
mod given;
pub mod import;
mod item;
mod lock;
mod quirks;
pub mod sync;
mod verdict;

pub use catalog::of_catalog;
pub use change::{Change, How, changes};
pub use check::against_page;
pub use check::{statuses_in_catalog, statuses_on_page};
pub use given::{Given, Lost};
pub use item::{Aspect, Item, ItemKind, of_page};
pub use lock::{Lock, LockError};
pub use quirks::{StaleQuirk, stale_quirks};
pub use verdict::Verdict;
