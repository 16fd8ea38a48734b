//! A unit struct → the module of its catalog.

use api_error_catalog_codegen::tokens;
use proc_macro2::TokenStream;
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
    let module = attribute.own_module(&input.ident)?;
    let spec = Spec::new(&attribute.path)?;
    let (visibility, name, tracked) = (&input.vis, &input.ident, spec.tracked());
    let runtime = attribute.runtime(&spec.directory);
    let (runtime, loaded) = match runtime.and_then(|runtime| Ok((runtime, spec.open()?))) {
        Ok(opened) => opened,
        // Nothing but the error: with some items and not others each use would be an error of its own.
        Err(error) => {
            let error = error.to_compile_error();
            return Ok(quote!(#visibility mod #module { #error #tracked }));
        }
    };
    let items = tokens(&loaded, &runtime);
    let doc = format!(" The errors of the catalog `{}`.", attribute.path.value());
    Ok(quote! {
        #[doc = #doc]
        #visibility mod #module {
            #items
            #tracked
        }

        impl #runtime::ErrorCatalog for #name {
            type Kind = #module::ErrorKind;
            type Error = #module::Error;
        }

        // So that the compiler does not warn if generic code never names it.
        const _: #name = #name;
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::{Data, Item, ItemMod, parse_quote};

    /// The derive, the build script and the command line, on one catalog.
    #[test]
    fn every_way_gives_the_same_items() {
        let input: DeriveInput = parse_quote! {
            #[catalog(path = "tests/parcel.yaml", module = parcel, crate = ::api_error_catalog)]
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
        let derived = unformatted(quote!(#(#items)*));

        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parcel.yaml");
        let loaded = api_error_catalog_model::open_file(&file).expect("a catalog");
        let written = api_error_catalog_codegen::generate(&loaded);
        assert_eq!(unformatted(written.parse().expect("Rust")), derived);

        let out = std::env::temp_dir().join(format!("same-items-{}", std::process::id()));
        std::fs::create_dir_all(&out).expect("a directory");
        api_error_catalog_codegen::Builder::new()
            .catalog(&file)
            .out_dir(&out)
            .generate()
            .expect("built");
        let built = std::fs::read_to_string(out.join("parcel.rs")).expect("text");
        std::fs::remove_dir_all(&out).expect("removed");
        // They begin with how to change them, in two lines.
        let code = |text: &str| text.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(code(&built), code(&written));
    }

    /// Returns the tokens without spaces, and without the commas that formatting adds before brackets that close.
    fn unformatted(tokens: TokenStream) -> String {
        tokens.to_string().replace([' ', '\n', ','], "")
    }
}
