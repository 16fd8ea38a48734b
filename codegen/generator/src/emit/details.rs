//! Generates the types for `details` and for the arguments of messages, for each error that has them.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{doc, unused};
use super::fields::{Scope, debug_impl, derives, field_ident, path, tokens, value_type};
use super::ident::ident;
use super::objects;
use api_error_catalog_model::model::{Catalog, Error, ValueType};
use api_error_catalog_model::names;

/// Generates the types of all errors.
pub(super) fn types(catalog: &Catalog, scope: Scope<'_>) -> TokenStream {
    let of = |error: &Error| {
        let details = objects::types(catalog, error, scope);
        let args = args(error);
        let args = (!args.is_empty())
            .then(|| args_struct(error, &args, derives(&hidden_args(catalog, &args)), scope));
        quote!(#details #args)
    };
    catalog.errors.iter().map(of).collect()
}

/// Generates how arguments are read, and the `Debug` of types with sensitive members.
pub(super) fn impls(catalog: &Catalog) -> TokenStream {
    let of = |error: &Error| {
        let details = objects::debug_impls(catalog, error);
        let args = args(error);
        let fields: Vec<&str> = args.iter().map(|(name, _)| *name).collect();
        let args = (!fields.is_empty()).then(|| {
            let name = ident(&names::of_args(&error.name));
            let debug = debug_impl(&name, &fields, &hidden_args(catalog, &args));
            let own = args_impl(error, &args);
            quote!(#own #debug)
        });
        quote!(#details #args)
    };
    catalog.errors.iter().map(of).collect()
}

/// Generates a line for each type of details: how it is constructed, read and written.
pub(super) fn rows(catalog: &Catalog, runtime: &TokenStream) -> Vec<String> {
    let runtime = path(runtime);
    let errors = catalog.errors.iter();
    errors
        .flat_map(|error| objects::rows(catalog, error, &runtime))
        .collect()
}

fn args(error: &Error) -> Vec<(&str, ValueType)> {
    error
        .message
        .iter()
        .flat_map(|message| message.parameters())
        .collect()
}

/// Returns the arguments that must not appear in logs: all of them if the message is sensitive.
fn hidden_args<'p>(catalog: &Catalog, args: &[(&'p str, ValueType)]) -> Vec<&'p str> {
    let sensitive = catalog
        .sensitive
        .fields
        .iter()
        .any(|name| name == "message");
    args.iter()
        .filter(|_| sensitive)
        .map(|(name, _)| *name)
        .collect()
}

fn args_struct(
    error: &Error,
    args: &[(&str, ValueType)],
    debug: Option<TokenStream>,
    scope: Scope<'_>,
) -> TokenStream {
    let Scope {
        runtime,
        visibility,
    } = scope;
    let name = ident(&names::of_args(&error.name));
    let docs = doc(&format!(
        "The arguments of the message of [`ErrorKind::{}`].",
        error.name
    ));
    let unused = unused();
    let fields = args.iter().map(|(arg, ty)| {
        let (field, ty) = (field_ident(arg), tokens(&value_type(*ty, &path(runtime))));
        let docs = doc(&format!("The argument `{arg}`."));
        quote!(#docs pub #field: #ty,)
    });
    quote! {
        #docs
        #unused
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        #visibility struct #name { #(#fields)* }
    }
}

fn args_impl(error: &Error, args: &[(&str, ValueType)]) -> TokenStream {
    let (name, kind) = (ident(&names::of_args(&error.name)), ident(&error.name));
    let read = args.iter().map(|(arg, _)| {
        let field = field_ident(arg);
        quote!(#field: args.get(#arg)?)
    });
    quote! {
        impl rt::MessageArgs for #name {
            type Kind = K;
            const KIND: K = K::#kind;
            fn read(args: &rt::ArgValues<'_>) -> Option<Self> {
                Some(Self { #(#read),* })
            }
        }
    }
}
