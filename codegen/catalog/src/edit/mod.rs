//! The only writer of catalogs: new texts, and edits of a text that leave the rest as it is.
//!
//! | file | holds |
//! |---|---|
//! | `editor.rs` | the edits of one catalog: errors, keys and sections that are added, changed, moved or removed |
//! | `braces.rs` | a mapping in braces that gets or loses entries |
//! | `yaml.rs` | YAML values, and how they are written in block and in flow |
//! | `scalar.rs` | the quoting rule |
//! | `span_edits.rs` | replaced byte ranges of a text |

mod braces;
mod editor;
#[cfg(test)]
mod round_trip;
mod scalar;
mod span_edits;
mod yaml;

pub use editor::{EditError, Editor};
pub use scalar::scalar;
pub use yaml::{Yaml, YamlEntry, write};
