//! Typed `details` and typed parameters of messages: a struct for each error that has them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::docs::{code_span, doc, unused};
use super::ident::ident;
use api_error_catalog_model::model::{Catalog, Detail, Error, ValueType};
use api_error_catalog_model::names::is_identifier;

/// What the structs depend on, besides the catalog.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The path of the runtime's crate.
    pub(super) runtime: &'a TokenStream,
    /// How visible the structs are.
    pub(super) visibility: &'a TokenStream,
}

/// The structs of all errors.
pub(super) fn structs(catalog: &Catalog, scope: Scope<'_>) -> TokenStream {
    let of = |error: &Error| {
        let details = (!error.details.is_empty())
            .then(|| details_struct(error, derives(&hidden_details(catalog, error)), scope));
        let args = args(error);
        let args = (!args.is_empty())
            .then(|| args_struct(error, &args, derives(&hidden_args(catalog, &args)), scope));
        quote!(#details #args)
    };
    catalog.errors.iter().map(of).collect()
}

/// How they are read and written, and shown where something is to be hidden.
pub(super) fn impls(catalog: &Catalog) -> TokenStream {
    let of = |error: &Error| {
        let fields: Vec<&str> = error
            .details
            .iter()
            .map(|detail| detail.field.as_str())
            .collect();
        let details = (!fields.is_empty()).then(|| {
            let name = format_ident!("{}Details", error.name);
            [
                Some(details_impl(error)),
                debug_impl(&name, &fields, &hidden_details(catalog, error)),
            ]
            .into_iter()
            .flatten()
        });
        let args = args(error);
        let fields: Vec<&str> = args.iter().map(|(name, _)| *name).collect();
        let args = (!fields.is_empty()).then(|| {
            let name = format_ident!("{}Args", error.name);
            let debug = debug_impl(&name, &fields, &hidden_args(catalog, &args));
            [Some(args_impl(error, &args)), debug].into_iter().flatten()
        });
        details
            .into_iter()
            .flatten()
            .chain(args.into_iter().flatten())
            .collect::<TokenStream>()
    };
    catalog.errors.iter().map(of).collect()
}

fn args(error: &Error) -> Vec<(&str, ValueType)> {
    error
        .message
        .iter()
        .flat_map(|message| message.parameters())
        .collect()
}

/// The members that no log may show.
fn hidden_details<'c>(catalog: &Catalog, error: &'c Error) -> Vec<&'c str> {
    let sensitive = &catalog.sensitive;
    let all = sensitive.fields.iter().any(|name| name == "details");
    let hidden = error
        .details
        .iter()
        .filter(|detail| all || sensitive.details.contains(&detail.name));
    hidden.map(|detail| detail.field.as_str()).collect()
}

/// The parameters that no log may show: with a sensitive message all of them.
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

/// `Debug` is derived, unless something must not be shown.
fn derives(hidden: &[&str]) -> Option<TokenStream> {
    hidden.is_empty().then(|| quote!(Debug,))
}

/// A `Debug` that shows `[sensitive]` where there is something to hide.
fn debug_impl(name: &Ident, fields: &[&str], hidden: &[&str]) -> Option<TokenStream> {
    if hidden.is_empty() {
        return None;
    }
    let fields = fields.iter().map(|field| {
        let ident = field_ident(field);
        let value = if hidden.contains(field) {
            quote!(rt::core::format_args!("[sensitive]"))
        } else {
            quote!(self.#ident)
        };
        quote!(.field(#field, &#value))
    });
    let title = name.to_string();
    Some(quote! {
        impl rt::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut rt::core::fmt::Formatter<'_>) -> rt::core::fmt::Result {
                f.debug_struct(#title) #(#fields)* .finish()
            }
        }
    })
}

fn details_struct(error: &Error, debug: Option<TokenStream>, scope: Scope<'_>) -> TokenStream {
    let Scope {
        runtime,
        visibility,
    } = scope;
    let name = format_ident!("{}Details", error.name);
    let docs = doc(&format!(
        "The `details` of [`ErrorKind::{}`]; each member may be missing.",
        error.name
    ));
    let unused = unused();
    let fields = error.details.iter().map(|detail| {
        let (field, ty) = (field_ident(&detail.field), detail_type(detail, runtime));
        let missing = if detail.optional {
            ", which may be missing from a documented body"
        } else {
            ""
        };
        let docs = doc(&format!("The member {}{missing}.", code_span(&detail.name)));
        quote!(#docs pub #field: Option<#ty>,)
    });
    quote! {
        #docs
        #unused
        #[derive(Clone, #debug Default, PartialEq)]
        #[non_exhaustive]
        #visibility struct #name { #(#fields)* }
    }
}

fn details_impl(error: &Error) -> TokenStream {
    let (name, kind) = (format_ident!("{}Details", error.name), ident(&error.name));
    let fields = || {
        error
            .details
            .iter()
            .map(|detail| (field_ident(&detail.field), &detail.name))
    };
    let read = fields().map(|(field, name)| quote!(#field: members.get(#name)));
    let write = fields().map(|(field, name)| quote!(members.put(#name, self.#field.as_ref());));
    quote! {
        impl rt::Details for #name {
            type Kind = K;
            const KIND: K = K::#kind;
            fn read(members: &rt::Members<'_>) -> Self {
                Self { #(#read),* }
            }
            fn write(&self, members: &mut rt::MembersWriter) {
                #(#write)*
            }
        }
    }
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
    let name = format_ident!("{}Args", error.name);
    let docs = doc(&format!(
        "The arguments of the message of [`ErrorKind::{}`].",
        error.name
    ));
    let unused = unused();
    let fields = args.iter().map(|(arg, ty)| {
        let (field, ty) = (field_ident(arg), value_type(*ty, runtime));
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
    let (name, kind) = (format_ident!("{}Args", error.name), ident(&error.name));
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

fn detail_type(detail: &Detail, runtime: &TokenStream) -> TokenStream {
    let ty = value_type(detail.ty, runtime);
    if detail.list { quote!(Vec<#ty>) } else { ty }
}

fn value_type(ty: ValueType, runtime: &TokenStream) -> TokenStream {
    match ty {
        ValueType::String => quote!(String),
        ValueType::Integer => quote!(i64),
        ValueType::Number => quote!(f64),
        ValueType::Decimal => quote!(#runtime::Decimal),
        ValueType::Boolean => quote!(bool),
        ValueType::Any => quote!(#runtime::Json),
    }
}

/// A field's name; words of Rust are written raw.
fn field_ident(name: &str) -> Ident {
    if is_identifier(name) {
        ident(name)
    } else {
        Ident::new_raw(name, Span::call_site())
    }
}
