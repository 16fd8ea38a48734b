//! Prints the tables of documented arguments as Rust expressions.

use api_error_catalog_core::table::{Detail, ValueType};
use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use super::tables::TableTokens;

impl TableTokens for Detail<'_> {
    fn tokens(&self) -> TokenStream {
        let Self { name, ty, optional } = self;
        let (make, ty) = (if *optional { "optional" } else { "required" }, ty.tokens());
        let make = ident(make);
        quote!(rt::Detail::#make(#name, #ty))
    }
}

impl TableTokens for ValueType<'_> {
    fn tokens(&self) -> TokenStream {
        let part = |ty: &ValueType<'_>| {
            let ty = ty.tokens();
            Some(quote!((&#ty)))
        };
        let (variant, part) = match self {
            ValueType::String => ("String", None),
            ValueType::Integer => ("Integer", None),
            ValueType::Number => ("Number", None),
            ValueType::Decimal => ("Decimal", None),
            ValueType::Boolean => ("Boolean", None),
            ValueType::Any => ("Any", None),
            ValueType::List(item) => ("List", part(item)),
            ValueType::Map(value) => ("Map", part(value)),
            ValueType::Object(members) => {
                let members = members.tokens();
                ("Object", Some(quote!((#members))))
            }
        };
        let variant = ident(variant);
        quote!(rt::ValueType::#variant #part)
    }
}
