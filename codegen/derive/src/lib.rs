//! `#[derive(ApiErrorCatalog)]`, a thin shell around the generator.
//!
//! `attribute.rs` reads `#[catalog(…)]`, `spec.rs` loads the file it names, `of_struct.rs` and `of_enum.rs` turn it
//! into code, or into one error.

mod attribute;
mod of_enum;
mod of_struct;
mod spec;

use attribute::CatalogAttribute;
use proc_macro::TokenStream;
use syn::{Data, DeriveInput, Error, parse_macro_input};

/// Makes the types of a catalog, or compares an enum with it.
///
/// # On a struct
///
/// Makes a module with the same items as a built-in catalog has:
///
/// ```ignore
/// #[derive(ApiErrorCatalog)]
/// #[catalog(path = "spec/acme.yaml", module = acme)]
/// pub struct Acme;
///
/// fn handle(error: acme::Error) { /* … */ }
/// ```
///
/// A relative `path` starts at the directory of the crate's `Cargo.toml`. `module` is the name of the module, as visible as the
/// struct; if it is left out, it is the struct's name in snake case. The struct itself stands for the catalog in generic code
/// (`ErrorCatalog`). If `Cargo.toml` renames the dependency, as in `errors = { package = "api-error-catalog", … }`, name the crate
/// that generated code calls: `#[catalog(path = "spec/acme.yaml", crate = ::errors)]`.
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
/// An enum of all errors makes a module as a struct does, with the enum as its `ErrorKind`. It cannot be inside a function.
/// A variant that is missing, or that the catalog does not have, is an error that names it.
///
/// # Errors
///
/// All errors of a catalog are one compile error, with the file, line and column of each.
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
