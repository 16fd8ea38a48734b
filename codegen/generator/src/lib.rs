//! Writes Rust from a catalog of an API's errors, for the derive, for build scripts and for the command line.
//!
//! | module | holds |
//! |---|---|
//! | `emit/` | the catalog as tokens |
//! | `render.rs` | tokens as the text of a file |
//! | `build.rs` | the entry point of build scripts |
//! | `manifest.rs` | the check that a crate can name the runtime |

#[cfg(feature = "text")]
mod build;
mod emit;
mod manifest;
#[cfg(feature = "text")]
mod render;

use api_error_catalog_model::layout::Layout;
use api_error_catalog_model::{Arena, Loaded, model};
use proc_macro2::TokenStream;
use quote::quote;

#[cfg(feature = "text")]
pub use build::{BuildError, Builder, write_if_changed};
use emit::Module;
pub use manifest::declares_runtime;
#[cfg(feature = "text")]
pub use render::HEADER;

/// Returns the path of the crate that generated code calls, unless the user sets another one.
#[must_use]
pub fn runtime() -> TokenStream {
    quote!(::api_error_catalog)
}

/// Returns the items of a catalog's module, as tokens that call the runtime by this path.
#[must_use]
pub fn tokens(loaded: &Loaded, runtime: &TokenStream) -> TokenStream {
    let arena = Arena::default();
    Module::new(&loaded.catalog, loaded.tables(&arena), runtime).tokens()
}

/// Returns the items of a catalog's module whose `ErrorKind` the user wrote, with exactly these variants and this visibility.
///
/// # Errors
///
/// Fails if a variant is not one of the catalog's errors, or if one is missing.
pub fn tokens_for_enum(
    loaded: &Loaded,
    runtime: &TokenStream,
    visibility: &TokenStream,
    variants: &[String],
) -> Result<TokenStream, String> {
    let mut catalog = loaded.catalog.clone();
    let index = |error: &model::Error| variants.iter().position(|variant| *variant == error.name);
    if catalog.errors.len() != variants.len()
        || catalog.errors.iter().any(|error| index(error).is_none())
    {
        return Err("the variants are not the errors of the catalog".to_owned());
    }
    // A row has the index of its variant.
    catalog.errors.sort_by_key(index);
    let layout = Layout::new(&catalog).map_err(|too_large| too_large.0)?;
    let arena = Arena::default();
    let tables = layout.tables(&catalog, &arena);
    Ok(Module::for_enum(&catalog, tables, runtime, visibility).tokens())
}

/// Returns the text of a catalog's generated file, which is committed.
#[cfg(feature = "text")]
#[must_use]
pub fn generate(loaded: &Loaded) -> String {
    let catalog = &loaded.catalog.name;
    let how_to_change =
        format!("Edit spec/{catalog}.yaml instead, then run `cargo errcat generate`.");
    text(loaded, &runtime(), &how_to_change)
}

#[cfg(feature = "text")]
fn text(loaded: &Loaded, runtime: &TokenStream, how_to_change: &str) -> String {
    let arena = Arena::default();
    let module = Module::new(&loaded.catalog, loaded.tables(&arena), runtime);
    render::file(how_to_change, &module)
}
