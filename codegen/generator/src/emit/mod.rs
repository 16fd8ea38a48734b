//! The catalog → Rust, as tokens: an enum, a table of rows, and the catalog's own table. All logic is the core crate's.

mod catalog;
mod details;
mod docs;
mod envelope;
mod rows;

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use api_error_catalog_model::layout::Layout;
use api_error_catalog_model::model::Catalog;
use docs::doc;

/// The items of the catalog's module that users name. `runtime` is the path of the hidden module that holds what they stand on.
pub(crate) fn types(catalog: &Catalog, runtime: &TokenStream) -> TokenStream {
    let variants = catalog.errors.iter().map(|error| {
        let (docs, name) = (doc(&docs::of_error(error)), ident(&error.name));
        // rustdoc shows this as it shows a comment.
        let deprecated = error
            .deprecated
            .as_deref()
            .map(docs::escape)
            .map(|why| quote!(#[deprecated = #why]));
        quote!(#docs #deprecated #name,)
    });
    let kind_doc = doc("Which documented error it is.");
    let error_doc = doc("What was answered instead of what was asked for.");
    let code_doc = doc("A code that was sent, known or not.");
    let aliases = aliases(catalog);
    let structs = details::structs(catalog, runtime);
    quote! {
        #kind_doc
        #[allow(clippy::doc_markdown, reason = "names stand as the catalog has them")]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum ErrorKind { #(#variants)* }

        #aliases

        #error_doc
        pub type Error = #runtime::Error<ErrorKind>;

        #code_doc
        pub type ErrorCode = #runtime::ErrorCode<ErrorKind>;

        #structs
    }
}

/// What makes them the catalog's: one item.
pub(crate) fn implementation(
    catalog: &Catalog,
    layout: &Layout,
    runtime: &TokenStream,
) -> TokenStream {
    implement(
        catalog,
        layout,
        runtime,
        &ident("ErrorKind"),
        &details::impls(catalog),
        &quote!(implement_kind),
    )
}

/// The names that errors had before: constants, so that code that names them still compiles, with a warning.
fn aliases(catalog: &Catalog) -> Option<TokenStream> {
    let mut taken: BTreeSet<String> = catalog
        .errors
        .iter()
        .map(|error| error.name.clone())
        .collect();
    let mut aliases: Vec<TokenStream> = Vec::new();
    for error in &catalog.errors {
        for old in error
            .renamed_from
            .iter()
            .map(|code| code.to_upper_camel_case())
        {
            if !taken.insert(old.clone()) {
                continue;
            }
            let (note, docs) = (
                format!("renamed to `{}`", error.name),
                doc(&format!("Now [`ErrorKind::{}`].", error.name)),
            );
            let (old, new) = (ident(&old), ident(&error.name));
            aliases.push(
                quote!(#docs #[deprecated = #note] pub const #old: ErrorKind = ErrorKind::#new;),
            );
        }
    }
    let reason = "they are the names of variants";
    let allow = allow_deprecated(catalog);
    (!aliases.is_empty())
        .then(|| quote!(#[allow(non_upper_case_globals, reason = #reason)] #allow impl ErrorKind { #(#aliases)* }))
}

/// Our own code names every variant.
fn allow_deprecated(catalog: &Catalog) -> Option<TokenStream> {
    catalog
        .errors
        .iter()
        .any(|error| error.deprecated.is_some())
        .then(|| quote!(#[allow(deprecated)]))
}

/// What makes an enum that somebody else wrote, its variants in the order of the catalog, the catalog's kind.
pub(crate) fn emit_for(
    catalog: &Catalog,
    layout: &Layout,
    runtime: &TokenStream,
    kind: &Ident,
) -> TokenStream {
    implement(
        catalog,
        layout,
        runtime,
        kind,
        &TokenStream::new(),
        &quote!(implement_own_kind),
    )
}

/// The tables and what reads them. In a block of its own, so that nothing of it is seen outside.
fn implement(
    catalog: &Catalog,
    layout: &Layout,
    runtime: &TokenStream,
    kind: &Ident,
    impls: &TokenStream,
    implement: &TokenStream,
) -> TokenStream {
    let allow = allow_deprecated(catalog);
    let rows = rows::emit(catalog, layout);
    let table = catalog::emit(catalog, layout);
    quote! {
        #allow
        const _: () = {
            use #runtime as rt;
            #[allow(unused_imports, reason = "a catalog without errors needs fewer")]
            use rt::{Class, More, Row};
            use #kind as K;
            #rows
            #table
            #impls
            rt::#implement!(#kind, KINDS, CATALOG);
        };
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn option<T: AsRef<str>>(text: Option<T>) -> TokenStream {
    text.map_or_else(
        || quote!(None),
        |text| {
            let text = text.as_ref();
            quote!(Some(#text))
        },
    )
}
