//! `#[catalog(path = "…", module = …, crate = …, subset)]` on the type, `#[catalog(other)]` on a variant.

use std::path::Path as FilePath;

use api_error_catalog_codegen::{declares_runtime, runtime};
use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, DeriveInput, Error, LitStr, Path, Variant};

/// The content of the type's attribute.
pub(crate) struct CatalogAttribute {
    pub(crate) path: LitStr,
    /// The module to generate or, for an enum of some errors, to convert from.
    pub(crate) module: Option<Path>,
    /// The crate that generated code calls, if its dependency is renamed.
    krate: Option<Path>,
    pub(crate) subset: bool,
}

impl CatalogAttribute {
    pub(crate) fn parse(input: &DeriveInput) -> Result<CatalogAttribute, Error> {
        let attributes: Vec<&Attribute> = catalog_attributes(&input.attrs).collect();
        let [attribute] = attributes.as_slice() else {
            let message =
                "the catalog is named in one attribute: `#[catalog(path = \"spec/acme.yaml\")]`";
            return Err(Error::new_spanned(&input.ident, message));
        };
        let (mut path, mut module, mut krate, mut subset) = (None, None, None, false);
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("path") {
                path = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("module") {
                module = Some(unquoted_path(&meta, "module")?);
            } else if meta.path.is_ident("crate") {
                krate = Some(unquoted_path(&meta, "crate")?);
            } else if meta.path.is_ident("subset") {
                subset = true;
            } else {
                return Err(meta.error(
                    "`#[catalog(…)]` takes `path = \"…\"`, `module = …`, `crate = …` and, on an enum, `subset`",
                ));
            }
            Ok(())
        })?;
        match path {
            Some(path) => Ok(CatalogAttribute {
                path,
                module,
                krate,
                subset,
            }),
            None => Err(Error::new_spanned(
                attribute,
                "the catalog's file is missing: `path = \"spec/acme.yaml\"`",
            )),
        }
    }

    /// Returns the path of the crate that generated code calls.
    ///
    /// # Errors
    ///
    /// If `crate` is left out although no dependency of the crate in `folder` has the usual name.
    pub(crate) fn runtime(&self, folder: &FilePath) -> Result<TokenStream, Error> {
        if let Some(path) = &self.krate {
            return Ok(quote!(#path));
        }
        if declares_runtime(folder) {
            return Ok(runtime());
        }
        let message = "no dependency in Cargo.toml is named `api-error-catalog`; if it is renamed, add its name here: `crate = ::errors`";
        Err(Error::new_spanned(&self.path, message))
    }

    /// Returns the name of the module to make: as given, otherwise the type's name in snake case.
    pub(crate) fn own_module(&self, name: &Ident) -> Result<Ident, Error> {
        let Some(path) = &self.module else {
            return Ok(Ident::new(&name.to_string().to_snake_case(), name.span()));
        };
        path.get_ident().cloned().ok_or_else(|| {
            let message = "the derive makes this module here: give its name, `module = acme`";
            Error::new_spanned(path, message)
        })
    }
}

/// Returns the path after `key =`.
fn unquoted_path(meta: &ParseNestedMeta<'_>, key: &str) -> Result<Path, Error> {
    let value = meta.value()?;
    if value.peek(LitStr) {
        let quoted: LitStr = value.parse()?;
        let path = quoted.value();
        let message = format!("write this without quotes: `{key} = {path}`");
        return Err(Error::new_spanned(quoted, message));
    }
    value.parse()
}

/// Whether a variant takes all errors that the others do not name.
pub(crate) fn is_other(variant: &Variant) -> Result<bool, Error> {
    let mut other = false;
    for attribute in catalog_attributes(&variant.attrs) {
        attribute.parse_nested_meta(|meta| {
            other = meta.path.is_ident("other");
            if other {
                Ok(())
            } else {
                Err(meta.error("on a variant stands `#[catalog(other)]`"))
            }
        })?;
    }
    Ok(other)
}

fn catalog_attributes(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("catalog"))
}
