//! The catalog's own table.

use api_error_catalog_core::lookup::{Built, Words};
use api_error_catalog_core::table::CodeForm;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::envelope::{field, reader, shape};
use super::{option, rows};
use api_error_catalog_model::layout::Layout;
use api_error_catalog_model::model::{Catalog, Sensitive};

pub(super) fn emit(catalog: &Catalog, layout: &Layout) -> TokenStream {
    let (name, title) = (&catalog.name, &catalog.title);
    let code_form = match catalog.code_form {
        CodeForm::Text => quote!(Text),
        CodeForm::Integer => quote!(Integer),
        CodeForm::None => quote!(None),
    };
    let codes = codes(layout);
    let (types, statuses, close_codes) = (types(catalog), statuses(catalog), close_codes(catalog));
    let fields = &layout.own_fields;
    let reader = reader(&layout.reader);
    let shapes = catalog
        .shapes
        .iter()
        .zip(&layout.shapes)
        .map(|(written, read)| shape(layout, written, read));
    let headers = catalog.headers.iter().map(|(name, header)| {
        let field = field(layout.field(name));
        quote!((#field, #header))
    });
    let sensitive = sensitive(catalog, layout);
    let (support, source) = (&catalog.support, &catalog.source);
    let (url, email, send) = (
        option(support.url.as_ref()),
        option(support.email.as_ref()),
        &support.send,
    );
    let page = [&source.title, &source.url, &source.read].map(|text| option(text.as_ref()));
    let [page_title, page_url, page_read] = page;
    quote! {
        static CATALOG: rt::Catalog = rt::Catalog {
            name: #name,
            title: #title,
            code_form: rt::CodeForm::#code_form,
            errors: ERRORS,
            codes: #codes,
            also: ALSO,
            types: &[#(#types),*],
            statuses: &[#(#statuses),*],
            close_codes: &[#(#close_codes),*],
            fields: &[#(#fields),*],
            reader: #reader,
            shapes: &[#(#shapes),*],
            headers: &[#(#headers),*],
            sensitive: #sensitive,
            support: rt::Support { url: #url, email: #email, send: &[#(#send),*] },
            source: rt::Source { title: #page_title, url: #page_url, read: #page_read },
        };
    }
}

fn sensitive(catalog: &Catalog, layout: &Layout) -> TokenStream {
    let Sensitive { fields, details } = &catalog.sensitive;
    if fields.is_empty() && details.is_empty() {
        return quote!(rt::Sensitive::NONE);
    }
    let fields = fields.iter().map(|name| field(layout.field(name)));
    quote!(rt::Sensitive { fields: &[#(#fields),*], details: &[#(#details),*] })
}

fn codes(layout: &Layout) -> TokenStream {
    let words = match layout.codes.words {
        Words::Ends => quote!(Ends),
        Words::Middle => quote!(Middle),
        Words::Quarters => quote!(Quarters),
        Words::Whole => quote!(Whole),
    };
    let seed = hexadecimal(layout.codes.seed);
    let pilots = pilots(&layout.codes);
    let entries = layout.codes.entries.iter().map(|entry| hexadecimal(*entry));
    quote!(rt::CodeMap { words: rt::Words::#words, seed: #seed, pilots: &#pilots, entries: &[#(#entries),*], texts: CODES })
}

/// The pilots; where no bucket holds two codes, what they are made of, which is shorter.
fn pilots(
    Built {
        pilots, buckets, ..
    }: &Built,
) -> TokenStream {
    let list = |numbers: &[u16]| {
        let numbers = numbers
            .iter()
            .map(|number| Literal::u16_unsuffixed(*number));
        quote!([#(#numbers),*])
    };
    if buckets.is_empty() {
        return list(pilots);
    }
    let [of_buckets, of_codes] = [pilots.len(), buckets.len()].map(Literal::usize_unsuffixed);
    let buckets = list(buckets);
    quote!(rt::CodeMap::alone::<#of_buckets, #of_codes>(#buckets))
}

/// A number in groups of 16 bits, as the parts of an entry are.
fn hexadecimal(number: u64) -> Literal {
    let digits = format!("{number:x}");
    let first = digits.len() % 4;
    let groups = [&digits[..first]]
        .into_iter()
        .filter(|group| !group.is_empty())
        .chain(
            digits.as_bytes()[first..]
                .chunks(4)
                .map(|group| std::str::from_utf8(group).unwrap_or_default()),
        );
    let text = format!("0x{}", groups.collect::<Vec<_>>().join("_"));
    text.parse()
        .unwrap_or_else(|_| Literal::u64_unsuffixed(number))
}

fn types(catalog: &Catalog) -> impl Iterator<Item = TokenStream> {
    catalog.types.iter().map(|ty| {
        let (name, statuses, description) =
            (&ty.name, rows::numbers(&ty.statuses), &ty.description);
        quote!(rt::TypeInfo { name: #name, statuses: #statuses, description: #description })
    })
}

fn statuses(catalog: &Catalog) -> impl Iterator<Item = TokenStream> {
    catalog.statuses.iter().map(|info| {
        let (status, name, description, action) =
            (Literal::u16_unsuffixed(info.status), &info.name, &info.description, option(info.action.as_ref()));
        quote!(rt::StatusInfo { status: #status, name: #name, description: #description, action: #action })
    })
}

fn close_codes(catalog: &Catalog) -> impl Iterator<Item = TokenStream> {
    catalog.close_codes.iter().map(|close| {
        let (code, name, description, class) =
            (Literal::u16_unsuffixed(close.code), &close.name, &close.description, rows::class(close.class));
        quote!(rt::CloseCodeInfo { code: #code, name: #name, description: #description, class: #class })
    })
}
