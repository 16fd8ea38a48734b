//! The attribute → the module of a catalog, or the one error that says why not.

use std::path::{Path, PathBuf};

use api_error_catalog_codegen::{load_file, tokens};
use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, LitStr};

use crate::attribute::CatalogAttribute;

pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    CatalogAttribute::parse(input)
        .and_then(|attribute| of_struct(input, &attribute))
        .unwrap_or_else(|error| error.to_compile_error())
}

fn of_struct(input: &DeriveInput, attribute: &CatalogAttribute) -> Result<TokenStream, Error> {
    let unit = matches!(&input.data, Data::Struct(data) if matches!(data.fields, Fields::Unit));
    if !unit || !input.generics.params.is_empty() {
        return Err(Error::new_spanned(&input.ident, "`ApiErrorCatalog` is derived for a unit struct: `pub struct Acme;`"));
    }
    let module = attribute.module.clone().unwrap_or_else(|| module_of(&input.ident));
    let (visibility, name) = (&input.vis, &input.ident);
    let file = spec_file(&attribute.path)?;
    let items = match load(&file, &attribute.path) {
        Ok(items) => items,
        // Nothing but the error: a module without its items would be an error for each use of them.
        Err(error) => {
            let error = error.to_compile_error();
            let tracked = tracked(&file, &attribute.path);
            return Ok(quote!(#visibility mod #module { #error #tracked }));
        }
    };
    let tracked = tracked(&file, &attribute.path);
    let doc = format!(" The errors of the catalog `{}`.", attribute.path.value());
    Ok(quote! {
        #[doc = #doc]
        #visibility mod #module {
            #items
            #tracked
        }

        impl ::api_error_catalog::ErrorCatalog for #name {
            type Kind = #module::ErrorKind;
        }
    })
}

fn module_of(name: &Ident) -> Ident {
    Ident::new(&name.to_string().to_snake_case(), name.span())
}

/// The file, from the folder of the crate that is being compiled.
fn spec_file(path: &LitStr) -> Result<PathBuf, Error> {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR")
        .ok_or_else(|| Error::new_spanned(path, "the folder of `Cargo.toml` is not known: `CARGO_MANIFEST_DIR` is not set"))?;
    Ok(Path::new(&folder).join(path.value()))
}

fn load(file: &Path, path: &LitStr) -> Result<TokenStream, Error> {
    let told = |text: String| Error::new_spanned(path, text);
    let (catalog, _) = load_file(file).map_err(|report| told(report.renamed(path.value()).lines()))?;
    tokens(&catalog).map_err(told)
}

/// Makes the compiler watch the file. One that cannot be read would be a second error.
fn tracked(file: &Path, path: &LitStr) -> TokenStream {
    if !file.is_file() {
        return TokenStream::new();
    }
    let below = LitStr::new(&format!("/{}", path.value()), Span::call_site());
    quote!(
        const _: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), #below));
    )
}
