//! The derive on an enum, whose variants are checked against its catalog.
//!
//! If every error is a variant, the enum is the `ErrorKind` of the module that the derive generates. If only some are
//! (`subset`), or if one variant stands for all others, errors of an existing module are converted to the enum.

use api_error_catalog_codegen::tokens_for_enum;
use api_error_catalog_model::diagnostic::nearest;
use api_error_catalog_model::{Catalog, Loaded};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DataEnum, DeriveInput, Error, Fields, LitByteStr, LitStr, Path, Variant, Visibility};

use crate::attribute::{CatalogAttribute, is_other};
use crate::spec::Spec;

/// The enum's variants: the named errors, and the one for all others.
struct Variants<'d> {
    named: Vec<&'d Variant>,
    other: Option<&'d Variant>,
}

pub(crate) fn expand(
    input: &DeriveInput,
    data: &DataEnum,
    attribute: &CatalogAttribute,
) -> Result<TokenStream, Error> {
    let variants = Variants::of(input, data)?;
    let spec = Spec::new(&attribute.path)?;
    let tracked = spec.tracked();
    let partial = attribute.subset || variants.other.is_some();
    let name = &input.ident;
    let catalog = || {
        let loaded = spec.open()?;
        variants.check(name, &loaded.catalog, partial)?;
        Ok(loaded)
    };
    if !partial {
        let items = attribute.runtime(&spec.directory).map(|runtime| {
            let items =
                catalog().and_then(|loaded| variants.items(&loaded, &runtime, input, &spec));
            items.unwrap_or_else(|error| stand_in(&error, &runtime, &input.vis))
        });
        let items = items.unwrap_or_else(|error| error.to_compile_error());
        return Ok(module(
            input,
            &attribute.own_module(name)?,
            &items,
            &tracked,
        ));
    }
    let module = attribute.module.as_ref().ok_or_else(|| {
        let message = "name the module of the catalog's own types, `module = acme`, from which this enum is made";
        Error::new_spanned(name, message)
    })?;
    let conversions = match catalog() {
        Ok(loaded) => {
            let (checked, conversions) = (
                same_catalog(&loaded.catalog, module, &attribute.path),
                variants.conversions(name, module),
            );
            quote!(#checked #conversions)
        }
        Err(error) => {
            let (error, stand_ins) = (error.to_compile_error(), variants.stand_ins(name, module));
            quote!(#error #stand_ins)
        }
    };
    Ok(quote!(#conversions #tracked))
}

/// Compiles only if the module is that of the catalog whose errors the variants are.
fn same_catalog(catalog: &Catalog, module: &Path, path: &LitStr) -> TokenStream {
    let name = LitByteStr::new(catalog.name.as_bytes(), path.span());
    let message = format!(
        "`module` is not the module of the catalog `{}`: set `path` to the catalog that the module was generated from",
        catalog.name
    );
    let span = Span::call_site().located_at(module.span());
    quote_spanned! {span=>
        const _: () = match #module::ErrorKind::__CATALOG {
            #name => (),
            _ => ::core::panic!(#message),
        };
    }
}

/// Returns the module of the catalog whose `ErrorKind` is the enum.
fn module(
    input: &DeriveInput,
    module: &Ident,
    items: &TokenStream,
    tracked: &TokenStream,
) -> TokenStream {
    let (name, visibility) = (&input.ident, &input.vis);
    let inside = one_module_down(visibility);
    let doc = format!(" The error type of [`{name}`], and the types of its details.");
    quote! {
        #[doc = #doc]
        #visibility mod #module {
            #inside use super::#name as ErrorKind;
            #items
            #tracked
        }
    }
}

/// Returns the error of an enum that does not fit its catalog, with items that keep uses of the enum from being errors too.
fn stand_in(error: &Error, runtime: &TokenStream, visibility: &Visibility) -> TokenStream {
    let (error, inside) = (error.to_compile_error(), one_module_down(visibility));
    quote!(#error #runtime::__runtime::stand_in_for_kind!(#inside ErrorKind);)
}

/// Returns the same visibility, written one module further down.
fn one_module_down(visibility: &Visibility) -> TokenStream {
    let Visibility::Restricted(restricted) = visibility else {
        return match visibility {
            Visibility::Inherited => quote!(pub(super)),
            public => quote!(#public),
        };
    };
    let path = &restricted.path;
    if path.is_ident("self") {
        quote!(pub(super))
    } else if path
        .segments
        .first()
        .is_some_and(|first| first.ident == "super")
    {
        quote!(pub(in super::#path))
    } else {
        quote!(#visibility)
    }
}

impl<'d> Variants<'d> {
    fn of(input: &DeriveInput, data: &'d DataEnum) -> Result<Variants<'d>, Error> {
        if !input.generics.params.is_empty() {
            return Err(Error::new_spanned(
                &input.generics,
                "an enum of errors has no parameters",
            ));
        }
        let mut variants = Variants {
            named: Vec::new(),
            other: None,
        };
        for variant in &data.variants {
            if is_other(variant)? {
                if !matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1)
                {
                    return Err(Error::new_spanned(
                        variant,
                        "the variant for all others holds the code: `Other(acme::ErrorCode)`",
                    ));
                }
                if variants.other.replace(variant).is_some() {
                    return Err(Error::new_spanned(
                        variant,
                        "there is a variant for all others already",
                    ));
                }
            } else if !matches!(variant.fields, Fields::Unit) || variant.discriminant.is_some() {
                let message = "a variant is the name of an error and nothing else; for the rest there is `#[catalog(other)]`";
                return Err(Error::new_spanned(variant, message));
            } else {
                variants.named.push(variant);
            }
        }
        Ok(variants)
    }

    /// Returns the items of the module of all errors.
    fn items(
        &self,
        loaded: &Loaded,
        runtime: &TokenStream,
        input: &DeriveInput,
        spec: &Spec<'_>,
    ) -> Result<TokenStream, Error> {
        let named = self.named.iter();
        let names: Vec<String> = named.map(|variant| variant.ident.to_string()).collect();
        tokens_for_enum(loaded, runtime, &one_module_down(&input.vis), &names)
            .map_err(|why| spec.error(why))
    }

    /// Checks that each variant is an error of the catalog and, unless `partial`, that each error is a variant.
    fn check(&self, name: &Ident, catalog: &Catalog, partial: bool) -> Result<(), Error> {
        let known = || catalog.errors.iter().map(|error| error.name.as_str());
        let mut errors: Vec<Error> = Vec::new();
        for variant in self
            .named
            .iter()
            .filter(|variant| !known().any(|known| variant.ident == known))
        {
            let free =
                known().filter(|known| !self.named.iter().any(|variant| variant.ident == known));
            let near = nearest(&variant.ident.to_string(), free);
            let hint = near
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            let message = format!(
                "`{}` is not an error of the catalog `{}`{hint}",
                variant.ident, catalog.name
            );
            errors.push(Error::new_spanned(&variant.ident, message));
        }
        let missing: Vec<String> = known()
            .filter(|known| !self.named.iter().any(|variant| variant.ident == known))
            .map(|known| format!("`{known}`"))
            .collect();
        // A misspelled variant is missing too, but has been reported.
        if !partial && missing.len() > errors.len() {
            let (count, names) = (missing.len(), missing.join(", "));
            let message = format!(
                "missing errors of the catalog `{}` ({count}): {names}; add them as variants, or add `subset`",
                catalog.name
            );
            errors.push(Error::new_spanned(name, message));
        }
        errors
            .into_iter()
            .reduce(|mut all, next| {
                all.combine(next);
                all
            })
            .map_or(Ok(()), Err)
    }

    /// Generates the conversions from the module's types.
    fn conversions(&self, name: &Ident, module: &Path) -> TokenStream {
        let named: Vec<&Ident> = self.named.iter().map(|variant| &variant.ident).collect();
        let Some(other) = self.other.map(|other| &other.ident) else {
            return try_from(
                name,
                module,
                &quote! {
                    ::core::result::Result::Ok(match kind {
                        #(#module::ErrorKind::#named => #name::#named,)*
                        kind => return ::core::result::Result::Err(kind),
                    })
                },
            );
        };
        from(
            name,
            module,
            &quote! {
                match error.kind() {
                    #(::core::option::Option::Some(#module::ErrorKind::#named) => #name::#named,)*
                    _ => #name::#other(error.code().unwrap_or_default()),
                }
            },
        )
    }

    /// Generates the same for an enum that does not fit its catalog, so that only that error is reported.
    fn stand_ins(&self, name: &Ident, module: &Path) -> TokenStream {
        let nothing = quote!(::core::unimplemented!());
        if self.other.is_some() {
            from(name, module, &nothing)
        } else {
            try_from(name, module, &nothing)
        }
    }
}

fn from(name: &Ident, module: &Path, body: &TokenStream) -> TokenStream {
    quote! {
        impl ::core::convert::From<&#module::Error> for #name {
            fn from(error: &#module::Error) -> Self { #body }
        }
    }
}

fn try_from(name: &Ident, module: &Path, body: &TokenStream) -> TokenStream {
    quote! {
        impl ::core::convert::TryFrom<#module::ErrorKind> for #name {
            type Error = #module::ErrorKind;
            fn try_from(kind: #module::ErrorKind) -> ::core::result::Result<Self, #module::ErrorKind> { #body }
        }
    }
}
