//! Writes Rust from a catalog of an API's errors, for the derive, for build scripts and for the command line.
//!
//! | module | holds |
//! |---|---|
//! | `emit/` | the catalog as tokens |
//! | `render.rs` | tokens as the text of a file |
//! | `build.rs` | the entry point of build scripts |

mod build;
mod emit;
mod render;

use api_error_catalog_model::layout::Layout;
use api_error_catalog_model::{Catalog, model};
use proc_macro2::TokenStream;

pub use build::{BuildError, Builder, write_if_changed};
pub use render::HEADER;

/// Where generated code finds its runtime.
const RUNTIME: &str = "::api_error_catalog";

/// The items of a catalog's module, as tokens.
///
/// # Errors
///
/// Where the catalog is larger than a generated enum can be.
pub fn tokens(catalog: &Catalog) -> Result<TokenStream, String> {
    let layout = Layout::new(catalog).map_err(|too_large| too_large.0)?;
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
    let place = |error: &model::Error| variants.iter().position(|variant| *variant == error.name);
    if catalog.errors.len() != variants.len()
        || catalog.errors.iter().any(|error| place(error).is_none())
    {
        return Err("the variants are not the errors of the catalog".to_owned());
    }
    // A row stands at the place of its variant.
    catalog.errors.sort_by_key(place);
    let layout = Layout::new(&catalog).map_err(|too_large| too_large.0)?;
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
        let layout = Layout::new(catalog).map_err(|too_large| too_large.0)?;
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
