//! `#[catalog(path = "…", module = …, subset)]` on the type, `#[catalog(other)]` on a variant.

use heck::ToSnakeCase;
use proc_macro2::Ident;
use syn::{Attribute, DeriveInput, Error, LitStr, Path, Variant};

/// What stands in the attribute of the type.
pub(crate) struct CatalogAttribute {
    pub(crate) path: LitStr,
    /// The module to make or, for an enum of some errors, to convert from.
    pub(crate) module: Option<Path>,
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
        let (mut path, mut module, mut subset) = (None, None, false);
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("path") {
                path = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("module") {
                module = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("subset") {
                subset = true;
            } else {
                return Err(meta.error(
                    "`#[catalog(…)]` takes `path = \"…\"`, `module = …` and, on an enum, `subset`",
                ));
            }
            Ok(())
        })?;
        match path {
            Some(path) => Ok(CatalogAttribute {
                path,
                module,
                subset,
            }),
            None => Err(Error::new_spanned(
                attribute,
                "the catalog's file is missing: `path = \"spec/acme.yaml\"`",
            )),
        }
    }

    /// The name of the module to make: as given, otherwise the type's name in snake case.
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
