//! `#[derive(ApiErrorCatalog)]`, a thin wrapper around the generator.
//!
//! `attribute.rs` reads `#[catalog(…)]`, and `spec.rs` loads the file that it names. `of_struct.rs` and `of_enum.rs` generate
//! code from the file, or one compile error.

mod attribute;
mod of_enum;
mod of_struct;
mod spec;

use attribute::CatalogAttribute;
use proc_macro::TokenStream;
use syn::{Data, DeriveInput, Error, parse_macro_input};

/// Generates the types of a catalog, or checks an enum against it.
///
/// # On a struct
///
/// Generates a module with the same items as the module of a built-in catalog:
///
/// ```ignore
/// #[derive(ApiErrorCatalog)]
/// #[catalog(path = "spec/acme.yaml", module = acme)]
/// pub struct Acme;
///
/// fn handle(error: acme::Error) { /* … */ }
/// ```
///
/// A relative `path` starts at the directory of the crate's `Cargo.toml`. `module` is the name of the module; the default is the
/// struct's name in snake case. The module is as visible as the struct. The struct itself represents the catalog in generic
/// code, because it implements `ErrorCatalog`. If `Cargo.toml` renames the dependency, as in
/// `errors = { package = "api-error-catalog", … }`, name the crate that generated code calls:
/// `#[catalog(path = "spec/acme.yaml", crate = ::errors)]`.
///
/// # On an enum
///
/// ```ignore
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ApiErrorCatalog)]
/// #[catalog(path = "spec/acme.yaml", module = own)]
/// pub enum Kind { VoiceNotFound, TextTooLong }      // all errors: the kind of `own::Error`
///
/// #[derive(ApiErrorCatalog)]
/// #[catalog(path = "spec/acme.yaml", module = acme)]
/// pub enum Handled {                                // some of them: `Handled::from(&error)`
///     TextTooLong,
///     #[catalog(other)]
///     Other(acme::ErrorCode),
/// }
///
/// #[derive(ApiErrorCatalog)]
/// #[catalog(path = "spec/acme.yaml", module = acme, subset)]
/// pub enum Retried { TextTooLong }                  // some of them: `Retried::try_from(kind)`
/// ```
///
/// An enum of all errors generates a module as a struct does, and is the `ErrorKind` of that module. It cannot be declared
/// inside a function. If the enum lacks an error of the catalog, the compile error names it.
///
/// An enum of some errors uses the module of a catalog, which it names with `module`. It has either a variant with
/// `#[catalog(other)]`, which holds the code of every other error, or the attribute `subset`.
///
/// If a variant is not an error of the catalog, the compile error names the variant.
///
/// # Errors
///
/// If the catalog has errors, one compile error lists them all, each with its file, line and column.
#[proc_macro_derive(ApiErrorCatalog, attributes(catalog))]
pub fn derive_api_error_catalog(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let expanded = CatalogAttribute::parse(&input).and_then(|attribute| match &input.data {
        Data::Struct(data) => of_struct::expand(&input, data, &attribute),
        Data::Enum(data) => of_enum::expand(&input, data, &attribute),
        Data::Union(_) => Err(Error::new_spanned(
            &input.ident,
            "`ApiErrorCatalog` is derived for a struct or an enum",
        )),
    });
    expanded
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
