//! Names as tokens.

use proc_macro2::{Ident, Span};

pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
