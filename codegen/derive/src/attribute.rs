//! `#[catalog(path = "…", module = …)]`.

use syn::{Attribute, DeriveInput, Error, Ident, LitStr};

/// What stands in the attribute.
pub(crate) struct CatalogAttribute {
    pub(crate) path: LitStr,
    pub(crate) module: Option<Ident>,
}

impl CatalogAttribute {
    pub(crate) fn parse(input: &DeriveInput) -> Result<CatalogAttribute, Error> {
        let attributes: Vec<&Attribute> = input.attrs.iter().filter(|attribute| attribute.path().is_ident("catalog")).collect();
        let [attribute] = attributes.as_slice() else {
            let message = "the catalog is named in one attribute: `#[catalog(path = \"spec/acme.yaml\")]`";
            return Err(Error::new_spanned(attributes.get(1).map_or(&input.ident, |_| &input.ident), message));
        };
        let (mut path, mut module) = (None, None);
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("path") {
                path = Some(meta.value()?.parse()?);
                Ok(())
            } else if meta.path.is_ident("module") {
                module = Some(meta.value()?.parse()?);
                Ok(())
            } else {
                Err(meta.error("`#[catalog(…)]` takes `path = \"…\"` and `module = …`"))
            }
        })?;
        match path {
            Some(path) => Ok(CatalogAttribute { path, module }),
            None => Err(Error::new_spanned(attribute, "the catalog's file is missing: `path = \"spec/acme.yaml\"`")),
        }
    }
}
