//! Prints the runtime's tables as Rust expressions.
//!
//! Each table type of the runtime is printed by [`TableTokens`]. The lists of fields are exhaustive: a new field that is
//! missing here is a compile error.

use api_error_catalog_core::Form;
use api_error_catalog_core::envelope::{
    Default, Field, Item, ItemTemplate, Member, Node, Reads, Shape, Template, Type,
};
use api_error_catalog_core::lookup::{CodeMap, Words};
use api_error_catalog_core::packed::Group;
use api_error_catalog_core::rules::{Rule, Rules};
use api_error_catalog_core::table::{
    Catalog, CloseCodeInfo, CodeType, Limit, More, RetryNumber, RetryValue, Sensitive, Source,
    StatusInfo, Support, TypeInfo,
};
use api_error_catalog_core::{Category, Pattern, Piece, RetryAdvice, RetryStrategy};
use heck::ToUpperCamelCase;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::ident::ident;

/// A value that can be printed as a Rust expression, with the hidden runtime module as `rt`.
pub(super) trait TableTokens {
    /// Returns the expression.
    fn tokens(&self) -> TokenStream;

    /// Returns `true` if the `NONE` of each table has this value.
    fn is_blank(&self) -> bool {
        false
    }
}

/// Prints `rt::Table { … }`; with `or_none`, without the fields that are the same in `rt::Table::NONE`.
fn structure(table: &str, fields: &[(&str, &dyn TableTokens)], or_none: bool) -> TokenStream {
    let table = ident(table);
    let written = fields
        .iter()
        .filter(|(_, value)| !or_none || !value.is_blank());
    let fields_written = written.clone().map(|(name, value)| {
        let (name, value) = (ident(name), value.tokens());
        quote!(#name: #value,)
    });
    match written.count() {
        0 => quote!(rt::#table::NONE),
        all if all == fields.len() => quote!(rt::#table { #(#fields_written)* }),
        _ => quote!(rt::#table { #(#fields_written)* ..rt::#table::NONE }),
    }
}

macro_rules! structures {
    ($or_none:literal: $($Table:ident { $($field:ident),* })*) => {$(
        impl TableTokens for $Table<'_> {
            fn tokens(&self) -> TokenStream {
                let Self { $($field),* } = self;
                structure(stringify!($Table), &[$((stringify!($field), $field)),*], $or_none)
            }

            fn is_blank(&self) -> bool {
                let Self { $($field),* } = self;
                $or_none $(&& $field.is_blank())*
            }
        }
    )*};
}

structures! { true:
    More { causes, solutions, user_message, exception, limits, message, details, identified_by_message, shape, seen, deprecated, renamed_from }
    Node { members, items, leaf, whole, any_case }
    Sensitive { fields, details }
    Source { title, url, read }
    Support { url, email, send }
    Rules { special, general, code_forms, ignore_case, subcode, retryable, success_errors, success_codes, notation }
    Rule { error, code, subcode, statuses, families, error_type, message, fields, shape, empty_body }
}

structures! { false:
    CloseCodeInfo { code, name, description, category, retry }
    Group { statuses, error_type, category, retry }
    Item { node, position, reads, constants, leaves }
    ItemTemplate { optional, value }
    Limit { name, plan, value }
    Member { name, optional, value }
    Pattern { pieces }
    Reads { leaf, field, ty, required }
    Shape { name, websocket, reads, constants, template }
    StatusInfo { status, name, description, action }
    TypeInfo { name, statuses, description }
}

/// Prints the catalog's own table. Its errors, codes and further identities are printed separately.
pub(super) fn catalog(catalog: &Catalog<'_>) -> TokenStream {
    let Catalog {
        name,
        title,
        code_type,
        errors: _,
        codes,
        also: _,
        types,
        statuses,
        close_codes,
        fields,
        reader,
        shapes,
        sources,
        rules,
        sensitive,
        support,
        source,
    } = catalog;
    let fields: [(&str, &dyn TableTokens); 15] = [
        ("name", name),
        ("title", title),
        ("code_type", code_type),
        ("codes", codes),
        ("types", types),
        ("statuses", statuses),
        ("close_codes", close_codes),
        ("fields", fields),
        ("reader", reader),
        ("shapes", shapes),
        ("sources", sources),
        ("rules", rules),
        ("sensitive", sensitive),
        ("support", support),
        ("source", source),
    ];
    let fields = fields.map(|(name, value)| {
        let (name, value) = (ident(name), value.tokens());
        quote!(#name: #value,)
    });
    quote!(rt::Catalog { errors: ERRORS, also: ALSO, #(#fields)* })
}

/// The compiler builds a small map; see [`small_code_map`].
impl TableTokens for CodeMap<'_> {
    fn tokens(&self) -> TokenStream {
        if is_small(self) {
            return quote!(CODE_MAP.map(CODES));
        }
        let CodeMap {
            words,
            seed,
            pilots,
            entries,
            texts: _,
        } = self;
        let (words, seed, pilots) = (words.tokens(), hexadecimal(*seed), pilots.tokens());
        let entries = entries.iter().map(|entry| hexadecimal(*entry));
        quote!(rt::CodeMap { words: #words, seed: #seed, pilots: #pilots, entries: &[#(#entries),*], texts: CODES })
    }
}

fn is_small(map: &CodeMap<'_>) -> bool {
    map.pilots.len() > map.entries.len()
}

/// Prints the map that the compiler builds, if it is small.
pub(super) fn small_code_map(map: &CodeMap<'_>) -> Option<TokenStream> {
    let (words, seed) = (map.words.tokens(), hexadecimal(map.seed));
    let [buckets, codes] = [map.pilots.len(), map.entries.len()].map(Literal::usize_unsuffixed);
    is_small(map).then(|| {
        quote! {
            static CODE_MAP: rt::SmallCodeMap<#buckets, #codes> =
                rt::SmallCodeMap::new(#words, #seed, BUCKETS, ROWS, ALSO);
        }
    })
}

/// Returns the bucket of each code of the rows and of each further identity, for a small map.
pub(super) fn buckets(catalog: &Catalog<'_>) -> Vec<usize> {
    let (own, also) = (catalog.errors.iter(), catalog.also.iter());
    let own = own.filter_map(|(_, info)| info.code);
    let codes = own.chain(also.map(|identity| identity.code));
    let codes = codes.filter(|_| is_small(&catalog.codes));
    codes.map(|code| catalog.codes.bucket(code)).collect()
}

macro_rules! variants {
    ($($Table:ident: $($Variant:ident),*;)*) => {$(
        impl TableTokens for $Table {
            fn tokens(&self) -> TokenStream {
                match self {
                    $($Table::$Variant => quote!(rt::$Table::$Variant),)*
                }
            }
        }
    )*};
}

variants! {
    CodeType: String, Integer, None;
    Form: Plain, Percent, Milliseconds, Epoch, EpochMilliseconds, Date, Duration, RetryInfo;
    Words: Ends, Middle, Quarters, Whole;
}

impl TableTokens for Category {
    fn tokens(&self) -> TokenStream {
        let name = ident(&self.as_str().to_upper_camel_case());
        quote!(rt::Category::#name)
    }
}

/// Prints `rt::Field::MESSAGE` for a predefined field, `rt::Field::own(0)` for one of the catalog's own.
impl TableTokens for Field {
    fn tokens(&self) -> TokenStream {
        match Field::KNOWN.get(usize::from(self.0)) {
            _ if *self == Field::NONE => quote!(rt::Field::NONE),
            Some(name) => {
                let name = ident(&name.to_uppercase());
                quote!(rt::Field::#name)
            }
            None => {
                let own = Literal::usize_unsuffixed(usize::from(self.0) - Field::KNOWN.len());
                quote!(rt::Field::own(#own))
            }
        }
    }

    fn is_blank(&self) -> bool {
        *self == Field::NONE
    }
}

impl TableTokens for Type<'_> {
    fn tokens(&self) -> TokenStream {
        match self {
            Type::String => quote!(rt::Type::String),
            Type::Integer => quote!(rt::Type::Integer),
            Type::Number => quote!(rt::Type::Number),
            Type::Any => quote!(rt::Type::Any),
            Type::Delay(form) => {
                let form = form.tokens();
                quote!(rt::Type::Delay(#form))
            }
            Type::ViolationMap { message, lists } => {
                quote!(rt::Type::ViolationMap { message: #message, lists: #lists })
            }
            Type::ViolationTree { end, message } => {
                quote!(rt::Type::ViolationTree { end: #end, message: #message })
            }
            Type::ViolationList {
                field,
                message,
                mixed,
            } => {
                quote!(rt::Type::ViolationList { field: #field, message: #message, mixed: #mixed })
            }
        }
    }
}

impl TableTokens for Default {
    fn tokens(&self) -> TokenStream {
        match self {
            Default::None => quote!(rt::Default::None),
            Default::Field(other) => {
                let other = other.tokens();
                quote!(rt::Default::Field(#other))
            }
        }
    }
}

impl TableTokens for Template<'_> {
    fn tokens(&self) -> TokenStream {
        match self {
            Template::Literal(json) => quote!(rt::Template::Literal(#json)),
            Template::Object(members) => {
                let members = members.tokens();
                quote!(rt::Template::Object(#members))
            }
            Template::List(items) => {
                let items = items.tokens();
                quote!(rt::Template::List(#items))
            }
            Template::Field(field, ty, default) => {
                let (field, ty, default) = (field.tokens(), ty.tokens(), default.tokens());
                quote!(rt::Template::Field(#field, #ty, #default))
            }
        }
    }
}

impl TableTokens for Piece<'_> {
    fn tokens(&self) -> TokenStream {
        match self {
            Piece::Text(text) => quote!(rt::Piece::Text(#text)),
            Piece::Parameter(name, ty) => {
                let ty = ty.tokens();
                quote!(rt::Piece::Parameter(#name, #ty))
            }
        }
    }
}

/// Advice is non-exhaustive, so other crates can create it only by functions.
impl TableTokens for RetryAdvice {
    fn tokens(&self) -> TokenStream {
        let strategy = ident(&RetryStrategy::as_str(self.strategy).to_upper_camel_case());
        let numbers = RetryNumber::ALL.into_iter().filter_map(|number| {
            let (key, value) = (ident(number.key), number.value(*self)?);
            Some(match value {
                RetryValue::Count(count) => {
                    let count = grouped(count.into());
                    quote!(.#key(#count))
                }
                RetryValue::Delay(delay) => {
                    let key = format_ident!("{key}_ms");
                    let ms = grouped(u64::try_from(delay.as_millis()).unwrap_or(u64::MAX));
                    quote!(.#key(#ms))
                }
                RetryValue::Factor(factor) => quote!(.#key(#factor)),
            })
        });
        let assumed = self.assumed.then(|| quote!(.assumed()));
        quote!(rt::RetryAdvice::new(rt::RetryStrategy::#strategy) #(#numbers)* #assumed)
    }
}

macro_rules! by_reference {
    ($($Table:ty),*) => {$(
        impl TableTokens for &$Table {
            fn tokens(&self) -> TokenStream {
                let table = (**self).tokens();
                quote!(&#table)
            }
        }
    )*};
}

by_reference!(More<'_>, Pattern<'_>, RetryAdvice, Rules<'_>, Template<'_>);

impl TableTokens for &str {
    fn tokens(&self) -> TokenStream {
        quote!(#self)
    }
}

impl TableTokens for bool {
    fn tokens(&self) -> TokenStream {
        quote!(#self)
    }

    fn is_blank(&self) -> bool {
        !self
    }
}

macro_rules! numbers {
    ($($Number:ty),*) => {$(
        impl TableTokens for $Number {
            fn tokens(&self) -> TokenStream {
                let number = grouped(u64::from(*self));
                quote!(#number)
            }

            fn is_blank(&self) -> bool {
                *self == 0
            }
        }
    )*};
}

numbers!(u8, u16, u64);

impl<T: TableTokens> TableTokens for &[T] {
    fn tokens(&self) -> TokenStream {
        let items = self.iter().map(T::tokens);
        quote!(&[#(#items),*])
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: TableTokens> TableTokens for Option<T> {
    fn tokens(&self) -> TokenStream {
        match self {
            Some(value) => {
                let value = value.tokens();
                quote!(Some(#value))
            }
            None => quote!(None),
        }
    }

    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<A: TableTokens, B: TableTokens> TableTokens for (A, B) {
    fn tokens(&self) -> TokenStream {
        let (a, b) = (self.0.tokens(), self.1.tokens());
        quote!((#a, #b))
    }
}

/// Prints a number in groups of 16 bits, like the parts of an entry.
fn hexadecimal(number: u64) -> Literal {
    literal(&format!("{number:x}"), 4, "0x", number)
}

/// Prints a number with separators between groups of three digits if it is long.
pub(super) fn grouped(number: u64) -> Literal {
    let digits = number.to_string();
    let size = if digits.len() < 6 { digits.len() } else { 3 };
    literal(&digits, size, "", number)
}

fn literal(digits: &str, group: usize, prefix: &str, number: u64) -> Literal {
    let mut text = prefix.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % group == 0 {
            text.push('_');
        }
        text.push(digit);
    }
    text.parse()
        .unwrap_or_else(|_| Literal::u64_unsuffixed(number))
}

#[cfg(test)]
mod tests {
    use super::{grouped, hexadecimal};

    #[test]
    fn long_numbers_are_written_in_groups() {
        let written =
            [0, 99_999, 100_000, 1_234_567, u64::MAX].map(|number| grouped(number).to_string());
        assert_eq!(
            written,
            [
                "0",
                "99999",
                "100_000",
                "1_234_567",
                "18_446_744_073_709_551_615"
            ]
        );
        assert_eq!(hexadecimal(0x1_2345).to_string(), "0x1_2345");
    }
}
