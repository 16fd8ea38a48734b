//! The model and the text of a catalog.
//!
//! ```text
//! text ──yaml──▶ file ──lower──▶ Catalog ──layout──▶ tables
//! ```
//!
//! | module | holds |
//! |---|---|
//! | `model/` | the catalog as plain, validated data |
//! | `text/` | the YAML text: parsing, the file's structs, lowering to the model, the JSON Schema |
//! | `diagnostic/` | the problems of a catalog, with their positions and fixes |
//! | `lint/` | style findings in a valid catalog |
//! | `edit/` | changes of the text that leave the rest byte for byte, and the only YAML writer |
//! | `names.rs` | names that Rust accepts, for variants, fields and modules |
//! | `layout.rs`, `leaves.rs`, `tables.rs` | the catalog as the tables of the runtime |
//! | `characters.rs` | characters that must be escaped before they are printed |
//! | `words.rs` | enums whose variants are words of the format |
//! | `json/` | the JSON form of catalogs, pages and changes |

#[doc(hidden)]
pub mod characters;
pub mod diagnostic;
#[doc(hidden)]
pub mod edit;
pub mod json;
#[allow(missing_docs, reason = "for the generator")]
#[doc(hidden)]
pub mod layout;
#[allow(missing_docs, reason = "for the generator")]
#[doc(hidden)]
pub mod leaves;
mod lint;
pub mod model;
pub mod names;
mod tables;
mod text;
mod words;

pub use diagnostic::{Diagnostic, Report};
pub use model::Catalog;
pub use tables::Arena;
#[doc(hidden)]
pub use text::lower::parse_duration;
#[cfg(feature = "schema")]
pub use text::schema::schema;
#[doc(hidden)]
pub use text::yaml::PARSES;
pub use text::{
    open::{Loaded, load_hints, open, open_file, read_source},
    source,
    source::Source,
    source_map,
    source_map::SourceMap,
};
