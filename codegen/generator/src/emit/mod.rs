//! The catalog → Rust, as tokens: an enum, a table of rows, and the catalog's own table. All logic is the core crate's.

mod catalog;
mod details;
mod docs;
mod envelope;
mod rows;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::catalog::Catalog;
use crate::layout::Layout;
use docs::doc;

/// The items of the catalog's module. `runtime` is the path of the hidden module that holds what they name.
pub(crate) fn emit(catalog: &Catalog, layout: &Layout<'_>, runtime: &TokenStream) -> TokenStream {
    let variants = catalog.errors.iter().map(|error| {
        let (docs, name) = (doc(&docs::of_error(error)), ident(&error.name));
        let deprecated = error.deprecated.as_ref().map(|why| quote!(#[deprecated = #why]));
        quote!(#docs #deprecated #name,)
    });
    let title = &catalog.title;
    let kind_doc = doc(&format!("Which documented error of {title} it is."));
    let error_doc = doc(&format!("What {title} answered when it did not do what was asked."));
    let code_doc = doc(&format!("A code that {title} sent, known or not."));
    let deprecated = catalog.errors.iter().any(|error| error.deprecated.is_some());
    let allow = deprecated.then(|| quote!(#[allow(deprecated)]));
    let details = details::emit(catalog, runtime);
    let (structs, impls) = (details.structs, details.impls);
    let rows = rows::emit(catalog, layout);
    let table = catalog::emit(catalog, layout);
    quote! {
        #kind_doc
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum ErrorKind { #(#variants)* }

        #error_doc
        pub type Error = #runtime::Error<ErrorKind>;

        #code_doc
        pub type ErrorCode = #runtime::ErrorCode<ErrorKind>;

        #structs

        #allow
        const _: () = {
            use #runtime as rt;
            use rt::{Class, ErrorInfo, More, Row};
            use ErrorKind as K;
            #rows
            #table
            #impls
            rt::implement_kind!(ErrorKind, ROWS, CATALOG);
        };
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn option(text: Option<&String>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}
