//! Prints the tables of sources and rules.

use api_error_catalog_core::Form;
use api_error_catalog_core::rules::{CodeRule, Notation};
use api_error_catalog_core::source::{FieldPlace, FieldSource, HeaderPart};
use proc_macro2::TokenStream;
use quote::quote;

use super::tables::{TableTokens, grouped};

/// Prints `rt::FieldSource::header(…)` for a source that is all of a header.
impl TableTokens for FieldSource<'_> {
    fn tokens(&self) -> TokenStream {
        let FieldSource {
            field,
            place,
            form,
            errors,
        } = self;
        let field = field.tokens();
        match (place, form, errors) {
            (
                FieldPlace::Header {
                    name,
                    part: HeaderPart::Whole,
                },
                Form::Plain,
                [],
            ) => {
                quote!(rt::FieldSource::header(#field, #name))
            }
            _ => {
                let (place, form, errors) = (place.tokens(), form.tokens(), errors.tokens());
                quote!(rt::FieldSource { field: #field, place: #place, form: #form, errors: #errors })
            }
        }
    }
}

impl TableTokens for FieldPlace<'_> {
    fn tokens(&self) -> TokenStream {
        match self {
            FieldPlace::Body => quote!(rt::FieldPlace::Body),
            FieldPlace::Arg(name) => quote!(rt::FieldPlace::Arg(#name)),
            FieldPlace::Message { before, after } => {
                quote!(rt::FieldPlace::Message { before: #before, after: #after })
            }
            FieldPlace::Header { name, part } => {
                let part = part.tokens();
                quote!(rt::FieldPlace::Header { name: #name, part: #part })
            }
        }
    }
}

impl TableTokens for HeaderPart<'_> {
    fn tokens(&self) -> TokenStream {
        match self {
            HeaderPart::Whole => quote!(rt::HeaderPart::Whole),
            HeaderPart::Param(name) => quote!(rt::HeaderPart::Param(#name)),
            HeaderPart::Between(before, after) => quote!(rt::HeaderPart::Between(#before, #after)),
        }
    }
}

/// Prints a number with separators, which Clippy wants in long ones.
fn signed(number: i64) -> TokenStream {
    let digits = grouped(number.unsigned_abs());
    let sign = (number < 0).then(|| quote!(-));
    quote!(#sign #digits)
}

impl TableTokens for CodeRule<'_> {
    fn tokens(&self) -> TokenStream {
        match self {
            CodeRule::Any => quote!(rt::CodeRule::Any),
            CodeRule::Missing => quote!(rt::CodeRule::Missing),
            CodeRule::Exact(code) => quote!(rt::CodeRule::Exact(#code)),
            CodeRule::Range(first, last) => {
                let (first, last) = (signed(*first), signed(*last));
                quote!(rt::CodeRule::Range(#first, #last))
            }
            CodeRule::Pattern(pattern) => {
                let pattern = pattern.tokens();
                quote!(rt::CodeRule::Pattern(#pattern))
            }
        }
    }

    fn is_blank(&self) -> bool {
        matches!(self, CodeRule::Any)
    }
}

impl TableTokens for Notation {
    fn tokens(&self) -> TokenStream {
        match self {
            Notation::Json => quote!(rt::Notation::Json),
            Notation::Xml => quote!(rt::Notation::Xml),
            Notation::Form => quote!(rt::Notation::Form),
        }
    }

    fn is_blank(&self) -> bool {
        *self == Notation::Json
    }
}
