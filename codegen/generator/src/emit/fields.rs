//! Shared parts of the structs for arguments and details.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::ident::ident;
use api_error_catalog_model::model::ValueType;
use api_error_catalog_model::names::is_identifier;

/// The settings of the types.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The path of the runtime's crate.
    pub(super) runtime: &'a TokenStream,
    /// The visibility of the types.
    pub(super) visibility: &'a TokenStream,
}

/// Derives `Debug`, unless something must not be shown.
pub(super) fn derives<F>(hidden: &[F]) -> Option<TokenStream> {
    hidden.is_empty().then(|| quote!(Debug,))
}

/// Generates a `Debug` that shows `[sensitive]` in place of sensitive values.
pub(super) fn debug_impl<F: AsRef<str>>(
    name: &Ident,
    fields: &[F],
    hidden: &[F],
) -> Option<TokenStream> {
    if hidden.is_empty() {
        return None;
    }
    let fields = fields.iter().map(|field| {
        let field = field.as_ref();
        let ident = field_ident(field);
        let value = if hidden.iter().any(|hidden| hidden.as_ref() == field) {
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

/// Returns the Rust type of a value without parts.
pub(super) fn value_type(ty: ValueType, runtime: &str) -> String {
    match ty {
        ValueType::String => "String".to_owned(),
        ValueType::Integer => "i64".to_owned(),
        ValueType::Number => "f64".to_owned(),
        ValueType::Decimal => format!("{runtime}::Decimal"),
        ValueType::Boolean => "bool".to_owned(),
        ValueType::Any => format!("{runtime}::Json"),
    }
}

/// Returns a path as text.
pub(super) fn path(path: &TokenStream) -> String {
    path.to_string().replace(' ', "")
}

/// Parses text of this crate as tokens. If it is not Rust, which would be a bug of this crate, rustc reports the position.
pub(super) fn tokens(text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|_| quote!(compile_error!(#text)))
}

/// Returns the name of a field; keywords of Rust become raw identifiers.
pub(super) fn field_ident(name: &str) -> Ident {
    if is_identifier(name) {
        ident(name)
    } else {
        Ident::new_raw(name, Span::call_site())
    }
}
