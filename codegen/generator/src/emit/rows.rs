//! A row for each error.

use std::collections::BTreeSet;

use api_error_catalog_core::{Class, RetryWhen};
use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{ident, option};
use crate::catalog::{Catalog, Error, Pattern, Piece, Retry};
use crate::layout::Layout;

pub(super) fn emit(catalog: &Catalog, layout: &Layout<'_>) -> TokenStream {
    let count = Literal::usize_unsuffixed(catalog.errors.len());
    let kinds = catalog.errors.iter().map(|error| ident(&error.name));
    let rows = catalog.errors.iter().map(row);
    let lists: BTreeSet<&[u16]> = catalog.errors.iter().map(|error| error.own.statuses.as_slice()).collect();
    let lists = lists.into_iter().map(|statuses| {
        let (name, statuses) = (list_name(statuses), numbers(statuses));
        quote!(const #name: &[u16] = #statuses;)
    });
    let also = layout.also.iter().map(|(error, code, statuses)| {
        let (error, statuses) = (Literal::u16_unsuffixed(*error), numbers(statuses));
        quote!(rt::Identity { error: #error, code: #code, statuses: #statuses })
    });
    quote! {
        #(#lists)*
        static KINDS: [K; #count] = [#(K::#kinds),*];
        static ERRORS: [ErrorInfo; #count] = [#(#rows),*];
        static ALSO: &[rt::Identity] = &[#(#also),*];
    }
}

fn row(error: &Error) -> TokenStream {
    let (name, description) = (&error.name, &error.description);
    let (code, statuses, type_name) =
        (option(error.own.code.as_ref()), list_name(&error.own.statuses), option(error.type_name.as_ref()));
    let (class, more) = (class(error.class), more(error));
    let retry = error.retry.as_ref().map_or_else(
        || quote!(None),
        |advice| {
            let advice = retry(advice);
            quote!(Some(const { &#advice }))
        },
    );
    quote! {
        ErrorInfo {
            name: #name,
            code: #code,
            statuses: #statuses,
            type_name: #type_name,
            class: #class,
            retry: #retry,
            description: #description,
            more: #more,
        }
    }
}

/// What a list of statuses is named in the rows: `S400_422`. Most errors share a few such lists, and rustc takes its time
/// over each reference to a value that stands inside a large table: quadratic in the number of them.
fn list_name(statuses: &[u16]) -> Ident {
    let parts: Vec<String> = statuses.iter().map(ToString::to_string).collect();
    if parts.is_empty() { ident("NO_STATUS") } else { ident(&format!("S{}", parts.join("_"))) }
}

/// A list of statuses.
pub(super) fn numbers(statuses: &[u16]) -> TokenStream {
    let statuses = statuses.iter().map(|status| Literal::u16_unsuffixed(*status));
    quote!(&[#(#statuses),*])
}

pub(super) fn class(class: Class) -> TokenStream {
    let name = ident(&class.as_str().to_upper_camel_case());
    quote!(Class::#name)
}

fn retry(retry: &Retry) -> TokenStream {
    let when = ident(&RetryWhen::as_str(retry.when).to_upper_camel_case());
    let ms = |duration: std::time::Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let attempts = retry.attempts.map(|attempts| grouped(attempts.into())).map(|attempts| quote!(.attempts(#attempts)));
    let base = retry.base.map(ms).map(grouped).map(|ms| quote!(.base_ms(#ms)));
    let factor = retry.factor.map(|factor| quote!(.factor(#factor)));
    let delay = retry.delay.map(ms).map(grouped).map(|ms| quote!(.delay_ms(#ms)));
    let judged = retry.judged.then(|| quote!(.judged()));
    quote!(rt::Retry::new(rt::RetryWhen::#when) #attempts #base #factor #delay #judged)
}

/// Only what this error has, over what most have. In a constant of its own, for the reason that lists of statuses are.
fn more(error: &Error) -> TokenStream {
    let texts = |name: &str, texts: &[String]| {
        let name = ident(name);
        (!texts.is_empty()).then(|| quote!(#name: &[#(#texts),*],))
    };
    let text = |name: &str, text: &Option<String>| {
        let name = ident(name);
        text.as_ref().map(|text| quote!(#name: Some(#text),))
    };
    let limits = error.limits.iter().map(|limit| {
        let (name, plan, value) = (&limit.name, option(limit.plan.as_ref()), grouped(limit.value));
        quote!(rt::Limit { name: #name, plan: #plan, value: #value })
    });
    let limits = (!error.limits.is_empty()).then(|| quote!(limits: &[#(#limits),*],));
    let message = error.message.as_ref().map(pattern).map(|pattern| quote!(message: Some(&#pattern),));
    let told_by_message = error.told_by_message.then(|| quote!(told_by_message: true,));
    let shape = u8::try_from(error.shape).unwrap_or_default();
    let shape = (shape != 0).then(|| quote!(shape: #shape,));
    let parts: Vec<TokenStream> = [
        texts("causes", &error.causes),
        texts("solutions", &error.solutions),
        text("user_message", &error.user_message),
        text("exception", &error.exception),
        limits,
        message,
        told_by_message,
        shape,
        text("seen", &error.seen),
        text("deprecated", &error.deprecated),
        texts("renamed_from", &error.renamed_from),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { quote!(rt::NOTHING_MORE) } else { quote!(const { &More { #(#parts)* ..More::NONE } }) }
}

fn pattern(pattern: &Pattern) -> TokenStream {
    let pieces = pattern.pieces.iter().map(|piece| match piece {
        Piece::Text(text) => quote!(rt::Piece::Text(#text)),
        Piece::Parameter(name, _) => quote!(rt::Piece::Parameter(#name)),
    });
    quote!(rt::Pattern { pieces: &[#(#pieces),*] })
}

/// A number as people write it: long ones in groups of three digits.
fn grouped(number: u64) -> Literal {
    let digits = number.to_string();
    let parted = |(at, digit): (usize, char)| [(at > 0 && (digits.len() - at) % 3 == 0).then_some('_'), Some(digit)];
    let written: String = digits.chars().enumerate().flat_map(parted).flatten().collect();
    let short = digits.len() < 6;
    written.parse().ok().filter(|_| !short).unwrap_or_else(|| Literal::u64_unsuffixed(number))
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn long_numbers_stand_in_groups() {
        let written = [0, 99_999, 100_000, 1_234_567, u64::MAX].map(|number| grouped(number).to_string());
        assert_eq!(written, ["0", "99999", "100_000", "1_234_567", "18_446_744_073_709_551_615"]);
    }
}
