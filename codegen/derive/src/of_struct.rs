//! A unit struct → the module of its catalog.

use api_error_catalog_codegen::tokens;
use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{DataStruct, DeriveInput, Error, Fields};

use crate::attribute::CatalogAttribute;
use crate::spec::Spec;

pub(crate) fn expand(
    input: &DeriveInput,
    data: &DataStruct,
    attribute: &CatalogAttribute,
) -> Result<TokenStream, Error> {
    if !matches!(data.fields, Fields::Unit) || !input.generics.params.is_empty() {
        let message = "`ApiErrorCatalog` is derived for a struct without fields, `pub struct Acme;`, or for an enum";
        return Err(Error::new_spanned(&input.ident, message));
    }
    if attribute.subset {
        return Err(Error::new_spanned(&input.ident, "`subset` is for enums"));
    }
    let module = match &attribute.module {
        None => Ident::new(&input.ident.to_string().to_snake_case(), input.ident.span()),
        Some(path) => path.get_ident().cloned().ok_or_else(|| {
            Error::new_spanned(path, "a struct makes a module here: give its name")
        })?,
    };
    let spec = Spec::new(&attribute.path)?;
    let (visibility, name, tracked) = (&input.vis, &input.ident, spec.tracked());
    let items = spec
        .load()
        .and_then(|catalog| tokens(&catalog).map_err(|why| spec.error(why)));
    let items = match items {
        Ok(items) => items,
        // Nothing but the error: with some items and not others each use would be an error of its own.
        Err(error) => {
            let error = error.to_compile_error();
            return Ok(quote!(#visibility mod #module { #error #tracked }));
        }
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use syn::{Data, Item, ItemMod, parse_quote};

    /// All three ways in, on one catalog: the derive, the build script, and what the command line writes.
    #[test]
    fn every_way_in_gives_the_same_items() {
        let input: DeriveInput = parse_quote! {
            #[catalog(path = "tests/parcel.yaml", module = parcel)]
            pub struct Parcel;
        };
        let Data::Struct(data) = &input.data else {
            panic!("a struct")
        };
        let attribute = CatalogAttribute::parse(&input).expect("an attribute");
        let derived: syn::File =
            syn::parse2(expand(&input, data, &attribute).expect("items")).expect("Rust");
        let Some(Item::Mod(ItemMod {
            content: Some((_, mut items)),
            ..
        })) = derived.items.into_iter().next()
        else {
            panic!("a module")
        };
        // The last one makes the compiler watch the file.
        items.pop();
        let derived = prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items,
        });

        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parcel.yaml");
        let catalog = api_error_catalog_model::open_file(&file)
            .expect("a catalog")
            .catalog;
        let written = api_error_catalog_codegen::generate(&catalog).expect("text");
        assert!(
            items_of(&written) == derived,
            "the derive and the command line"
        );

        let out = std::env::temp_dir().join(format!("same-items-{}", std::process::id()));
        std::fs::create_dir_all(&out).expect("a folder");
        api_error_catalog_codegen::Builder::new()
            .catalog(&file)
            .out_dir(&out)
            .generate()
            .expect("built");
        let built = std::fs::read_to_string(out.join("parcel.rs")).expect("text");
        std::fs::remove_dir_all(&out).expect("removed");
        assert!(
            items_of(&built) == derived,
            "the derive and the build script"
        );
    }

    /// What stands below the header.
    fn items_of(text: &str) -> &str {
        text.split_once("\n\n").expect("a header").1
    }
}
