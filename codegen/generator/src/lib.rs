//! Reads a catalog of an API's errors and writes Rust: what the derive, build scripts and the command line share.
//!
//! ```text
//! text ──yaml──▶ file ──lower──▶ Catalog ──layout──▶ ──emit──▶ tokens ──render──▶ text
//!                                                 └──tables──▶ the engine's tables, at run time
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `yaml/`, `file.rs` | the file as it is read: values with their places |
//! | `lower/` | what the values mean together, and all that is wrong with them |
//! | `template.rs`, `pattern.rs`, `broken.rs` | the two small languages inside values: envelopes and messages |
//! | `lint/` | what is in order and still reads badly |
//! | `catalog.rs`, `hint.rs`, `quirk.rs` | the catalog: plain, validated data |
//! | `deviation.rs` | in what ways answers are otherwise than a catalog says |
//! | `layout.rs` | places of codes, fields and leaves |
//! | `emit/`, `render.rs` | the catalog as Rust |
//! | `tables.rs` | the catalog as tables in memory |
//! | `schema.rs` | the file's form as a JSON Schema |
//! | `json.rs` | the catalog as JSON |
//! | `outline.rs` | where things stand in the file, for tools that change it |
//! | `diagnostic/`, `source.rs` | what is wrong, where, and how to mend it |
//! | `build.rs` | the front end for build scripts |

mod broken;
mod build;
pub mod catalog;
mod deviation;
pub mod diagnostic;
mod emit;
mod file;
mod hint;
pub mod json;
mod layout;
mod lint;
mod load;
mod lower;
pub mod outline;
mod pattern;
mod quirk;
mod render;
#[cfg(feature = "schema")]
mod schema;
pub mod source;
mod tables;
mod template;
mod yaml;

use proc_macro2::TokenStream;

pub use build::{BuildError, Builder, write_if_changed};
pub use catalog::Catalog;
pub use diagnostic::{Diagnostic, Report};
pub use load::{load, load_and_lint, load_file, load_hints, load_with_tables, read_source};
pub use render::HEADER;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use source::Source;

/// Where generated code finds its runtime.
const RUNTIME: &str = "::api_error_catalog";

/// The items of a catalog's module, as tokens.
///
/// # Errors
///
/// Where the catalog is larger than a generated enum can be.
pub fn tokens(catalog: &Catalog) -> Result<TokenStream, String> {
    let layout = layout::Layout::new(catalog).map_err(|too_large| too_large.0)?;
    let runtime = runtime_path(RUNTIME)?;
    let mut tokens = emit::types(catalog, &runtime);
    tokens.extend(emit::implementation(catalog, &layout, &runtime));
    Ok(tokens)
}

fn runtime_path(runtime: &str) -> Result<TokenStream, String> {
    format!("{runtime}::__private")
        .parse()
        .map_err(|fault: proc_macro2::LexError| fault.to_string())
}

/// What makes the enum of this name, written by somebody else with exactly these variants, the catalog's kind of error.
///
/// # Errors
///
/// Where a variant is none of the catalog's errors, or one is missing; where the catalog is larger than an enum can be.
pub fn tokens_for_enum(
    catalog: &Catalog,
    kind: &proc_macro2::Ident,
    variants: &[String],
) -> Result<TokenStream, String> {
    let mut catalog = catalog.clone();
    let place = |error: &catalog::Error| variants.iter().position(|variant| *variant == error.name);
    if catalog.errors.len() != variants.len()
        || catalog.errors.iter().any(|error| place(error).is_none())
    {
        return Err("the variants are not the errors of the catalog".to_owned());
    }
    // A row stands at the place of its variant.
    catalog.errors.sort_by_key(place);
    let layout = layout::Layout::new(&catalog).map_err(|too_large| too_large.0)?;
    Ok(emit::emit_for(
        &catalog,
        &layout,
        &runtime_path(RUNTIME)?,
        kind,
    ))
}

/// The text of a catalog's generated file.
///
/// # Errors
///
/// Where the catalog is larger than a generated enum can be.
pub fn generate(catalog: &Catalog) -> Result<String, String> {
    generate_for(catalog, RUNTIME)
}

/// What users name and what stands behind it are written at the same time: for a large catalog either takes a while.
fn generate_for(catalog: &Catalog, runtime: &str) -> Result<String, String> {
    let types = || render::items(emit::types(catalog, &runtime_path(runtime)?));
    let implementation = || {
        let layout = layout::Layout::new(catalog).map_err(|too_large| too_large.0)?;
        render::items(emit::implementation(
            catalog,
            &layout,
            &runtime_path(runtime)?,
        ))
    };
    let (types, implementation) = std::thread::scope(|scope| {
        let types = scope.spawn(types);
        let implementation = implementation();
        (
            types
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            implementation,
        )
    });
    Ok([render::header(&catalog.name), types?, implementation?].concat())
}
