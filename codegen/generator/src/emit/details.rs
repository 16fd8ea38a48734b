//! Typed `details` and typed parameters of messages: a struct for each error that has them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::docs::doc;
use super::ident;
use crate::catalog::{Catalog, Detail, Error, ValueType};

/// The structs, and how they are read and written.
pub(super) struct Emitted {
    pub(super) structs: TokenStream,
    pub(super) impls: TokenStream,
}

pub(super) fn emit(catalog: &Catalog, runtime: &TokenStream) -> Emitted {
    let (mut structs, mut impls) = (TokenStream::new(), TokenStream::new());
    for error in &catalog.errors {
        if !error.details.is_empty() {
            structs.extend(details_struct(error, runtime));
            impls.extend(details_impl(error));
        }
        let parameters: Vec<(&str, ValueType)> = error.message.iter().flat_map(|message| message.parameters()).collect();
        if !parameters.is_empty() {
            structs.extend(parameters_struct(error, &parameters, runtime));
            impls.extend(parameters_impl(error, &parameters));
        }
    }
    Emitted { structs, impls }
}

fn details_struct(error: &Error, runtime: &TokenStream) -> TokenStream {
    let name = format_ident!("{}Details", error.name);
    let docs = doc(&format!("The `details` of [`ErrorKind::{}`]; each member may be missing.", error.name));
    let fields = error.details.iter().map(|detail| {
        let (field, ty) = (field_ident(&detail.field), detail_type(detail, runtime));
        let missing = if detail.optional { ", which may be missing from a documented body" } else { "" };
        let docs = doc(&format!("The member `{}`{missing}.", detail.name));
        quote!(#docs pub #field: Option<#ty>,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
    }
}

fn details_impl(error: &Error) -> TokenStream {
    let (name, kind) = (format_ident!("{}Details", error.name), ident(&error.name));
    let fields = || error.details.iter().map(|detail| (field_ident(&detail.field), &detail.name));
    let read = fields().map(|(field, name)| quote!(#field: members.get(#name)));
    let write = fields().map(|(field, name)| quote!(members.put(#name, self.#field.as_ref());));
    quote! {
        impl rt::Details for #name {
            type Kind = K;
            const KIND: K = K::#kind;
            fn read(members: &rt::Members<'_>) -> Self {
                #name { #(#read),* }
            }
            fn write(&self, members: &mut rt::MembersWriter) {
                #(#write)*
            }
        }
    }
}

fn parameters_struct(error: &Error, parameters: &[(&str, ValueType)], runtime: &TokenStream) -> TokenStream {
    let name = format_ident!("{}Parameters", error.name);
    let docs = doc(&format!("The parameters of the message of [`ErrorKind::{}`].", error.name));
    let fields = parameters.iter().map(|(parameter, ty)| {
        let (field, ty) = (field_ident(parameter), value_type(*ty, runtime));
        let docs = doc(&format!("The parameter `{parameter}`."));
        quote!(#docs pub #field: #ty,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
    }
}

fn parameters_impl(error: &Error, parameters: &[(&str, ValueType)]) -> TokenStream {
    let (name, kind) = (format_ident!("{}Parameters", error.name), ident(&error.name));
    let read = parameters.iter().map(|(parameter, _)| {
        let field = field_ident(parameter);
        quote!(#field: parameters.get(#parameter)?)
    });
    quote! {
        impl rt::MessageParameters for #name {
            type Kind = K;
            const KIND: K = K::#kind;
            fn read(parameters: &rt::Parameters<'_>) -> Option<Self> {
                Some(#name { #(#read),* })
            }
        }
    }
}

fn detail_type(detail: &Detail, runtime: &TokenStream) -> TokenStream {
    let ty = value_type(detail.ty, runtime);
    if detail.list { quote!(#runtime::Vec<#ty>) } else { ty }
}

fn value_type(ty: ValueType, runtime: &TokenStream) -> TokenStream {
    match ty {
        ValueType::String => quote!(#runtime::String),
        ValueType::Integer => quote!(i64),
        ValueType::Number => quote!(f64),
        ValueType::Decimal => quote!(#runtime::Decimal),
        ValueType::Boolean => quote!(bool),
        ValueType::Any => quote!(#runtime::Json),
    }
}

/// A field's name; words of Rust are written raw.
fn field_ident(name: &str) -> Ident {
    if syn::parse_str::<Ident>(name).is_ok() { ident(name) } else { Ident::new_raw(name, Span::call_site()) }
}
