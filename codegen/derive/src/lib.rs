//! `#[derive(ApiErrorCatalog)]`, a thin shell around the generator.
//!
//! `attribute.rs` reads what stands in `#[catalog(…)]`, `expand.rs` turns it into code or into one error.

mod attribute;
mod expand;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes the types of a catalog: the same items as a ready-made catalog has, in a module of their own.
///
/// ```ignore
/// #[derive(ApiErrorCatalog)]
/// #[catalog(path = "spec/acme.yaml", module = acme)]
/// pub struct Acme;
///
/// fn handle(error: acme::Error) { /* … */ }
/// ```
///
/// `path` starts at the folder of the crate's `Cargo.toml`. `module` is the name of the module, as visible as the
/// struct; left out, it is the struct's name in snake case. The struct itself stands for the catalog in generic code
/// (`ErrorCatalog`).
///
/// A catalog that is not in order is one compile error, which tells all that is wrong with file, line and column.
#[proc_macro_derive(ApiErrorCatalog, attributes(catalog))]
pub fn derive_api_error_catalog(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::expand(&input).into()
}
