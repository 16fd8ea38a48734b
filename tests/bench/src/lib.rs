//! The measured operations, which are timed by `benches/times.rs` and whose instructions `benches/instructions.rs` counts.
//!
//! | file | holds |
//! |---|---|
//! | `lookup.rs`, `reference.rs` | text of a code → the code: every way, and R, the reference to compare with |
//! | `bodies.rs`, `decode.rs`, `by_hand.rs` | a body → an error: the bodies, the ways, and the hand-written types |
//! | `stream.rs`, `list.rs` | a stream of events, or a list in a body → its errors |
//! | `display.rs` | an error → a line of text |
//! | `synthetic.rs` | made-up catalogs of any size |
//! | `table.rs` | the ratios at the end |

#![allow(missing_docs, reason = "made-up enums have no more to say")]

pub mod bodies;
pub mod by_hand;
pub mod decode;
pub mod display;
pub mod list;
pub mod lookup;
pub mod reference;
pub mod stream;
pub mod synthetic;
pub mod table;
