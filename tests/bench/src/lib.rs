//! What is measured, once for times (`benches/times.rs`) and once for instructions (`benches/instructions.rs`).
//!
//! | file | holds |
//! |---|---|
//! | `lookup.rs`, `reference.rs` | text of a code → the code: every way, and R, the table to be held against |
//! | `bodies.rs`, `decode.rs`, `by_hand.rs` | a body → an error: the bodies, the ways, and the types that users write by hand |
//! | `display.rs` | an error → a line of text |
//! | `synthetic.rs` | made-up catalogs of any size |
//! | `table.rs` | the ratios at the end |

#![allow(missing_docs, reason = "made-up enums have no more to say")]

pub mod bodies;
pub mod by_hand;
pub mod decode;
pub mod display;
pub mod lookup;
pub mod reference;
pub mod synthetic;
pub mod table;
