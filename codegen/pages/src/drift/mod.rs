//! Drift: what differs between two pages, two catalogs, a page and its catalog, a page and what it once said.
//!
//! `item.rs` breaks a page down into items with comparable aspects, `catalog.rs` does the same with a catalog,
//! `change.rs` compares two such lists, `lock.rs` keeps fingerprints of one, `check.rs` holds a catalog against a page.

mod catalog;
mod change;
mod check;
mod item;
mod lock;
mod quirks;

pub use catalog::of_catalog;
pub use change::{Change, How, Verdict, changes};
pub use check::against_page;
pub use item::{Aspect, Item, ItemKind, of_page};
pub use lock::{Lock, LockError};
pub use quirks::{StaleQuirk, stale_quirks};
