//! A row for each error.

use std::collections::HashSet;

use api_error_catalog_core::packed::Row;
use api_error_catalog_core::{Class, RetryWhen};
use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::doc;
use super::{ident, option};
use api_error_catalog_model::layout::Layout;
use api_error_catalog_model::model::{Catalog, Error, Pattern, Piece, Retry};

pub(super) fn emit(catalog: &Catalog, layout: &Layout) -> TokenStream {
    let errors = &layout.errors;
    let count = Literal::usize_unsuffixed(errors.rows.len());
    let concatenated = |texts: &[&str]| match texts {
        [] => quote!(""),
        [text] => quote!(#text),
        texts => quote!(concat!(#(#texts),*)),
    };
    let texts: Vec<&str> = catalog
        .errors
        .iter()
        .flat_map(|error| [error.name.as_str(), &error.description])
        .collect();
    let codes = concatenated(&codes(catalog, layout));
    let texts = concatenated(&texts);
    let rows = errors.rows.iter().map(|placed| row(&placed.row));
    let kinds = catalog.errors.iter().map(|error| ident(&error.name));
    let error = |index: &usize| catalog.errors.get(*index);
    let groups = errors.groups.iter().filter_map(error).map(group);
    // Named, so that a reader sees whose it is; and rustc's time for references inside one large value is quadratic.
    let more = errors.more.iter().filter_map(error).map(more);
    let more_names = errors.more.iter().filter_map(error).map(more_name);
    let allow = (!errors.more.is_empty()).then(
        || quote!(#[allow(non_upper_case_globals, reason = "each bears the name of its error")]),
    );
    let also = layout.also.iter().filter_map(|further| {
        let known = further.of(catalog)?;
        let (error, code) = (Literal::u16_unsuffixed(further.error), known.code.as_ref()?);
        let statuses = numbers(&known.statuses);
        Some(quote!(rt::Identity { error: #error, code: #code, statuses: #statuses }))
    });
    let texts_doc = doc("The name and the description of each error, one after the other.");
    let rows_doc = doc(
        "Of each error the length of its name, code and description, and which of the groups and of `more` it has.",
    );
    let codes_doc = doc("Every code, one after the other.");
    quote! {
        #texts_doc
        const TEXTS: &str = #texts;
        #codes_doc
        const CODES: &str = #codes;
        static KINDS: [K; #count] = [#(K::#kinds),*];
        #rows_doc
        static ROWS: [rt::Placed; #count] = Row::placed([#(#rows),*]);
        const ERRORS: rt::Errors = rt::Errors {
            texts: TEXTS,
            codes: CODES,
            rows: &ROWS,
            groups: &[#(#groups),*],
            more: &[&More::NONE, #(#more_names),*],
        };
        static ALSO: &[rt::Identity] = &[#(#also),*];
        #(#allow #more)*
    }
}

/// The codes as the layout has them: the errors' own, then further ones that no error has as its own.
fn codes<'c>(catalog: &'c Catalog, layout: &Layout) -> Vec<&'c str> {
    let own = |error: &'c Error| error.own.code.as_deref();
    let mut codes: Vec<&str> = catalog.errors.iter().filter_map(own).collect();
    let mut known: HashSet<&str> = codes.iter().copied().collect();
    let further = layout.also.iter().filter_map(|also| also.of(catalog));
    codes.extend(
        further
            .filter_map(|identity| identity.code.as_deref())
            .filter(|code| known.insert(code)),
    );
    codes
}

fn row(row: &Row) -> TokenStream {
    let [name, code, description] =
        [row.name.into(), row.code.into(), row.description].map(|length| grouped(length.into()));
    let [group, more] = [row.group, row.more].map(Literal::u16_unsuffixed);
    quote!([#name, #code, #description, #group, #more])
}

/// What the errors of a group have in common, as the first of them has it.
fn group(first: &Error) -> TokenStream {
    let (statuses, type_name, class) = (
        numbers(&first.own.statuses),
        option(first.type_name.as_ref()),
        class(first.class),
    );
    let retry = match &first.retry {
        Some(advice) => {
            let advice = retry(advice);
            quote!(Some(&#advice))
        }
        None => quote!(None),
    };
    quote!(rt::Group { statuses: #statuses, type_name: #type_name, class: #class, retry: #retry })
}

/// A list of statuses.
pub(super) fn numbers(statuses: &[u16]) -> TokenStream {
    let statuses = statuses
        .iter()
        .map(|status| Literal::u16_unsuffixed(*status));
    quote!(&[#(#statuses),*])
}

pub(super) fn class(class: Class) -> TokenStream {
    let name = ident(&class.as_str().to_upper_camel_case());
    quote!(Class::#name)
}

fn retry(retry: &Retry) -> TokenStream {
    let when = ident(&RetryWhen::as_str(retry.when).to_upper_camel_case());
    let ms =
        |duration: std::time::Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let attempts = retry
        .attempts
        .map(|attempts| grouped(attempts.into()))
        .map(|attempts| quote!(.attempts(#attempts)));
    let base = retry
        .base
        .map(ms)
        .map(grouped)
        .map(|ms| quote!(.base_ms(#ms)));
    let factor = retry.factor.map(|factor| quote!(.factor(#factor)));
    let delay = retry
        .delay
        .map(ms)
        .map(grouped)
        .map(|ms| quote!(.delay_ms(#ms)));
    let judged = retry.judged.then(|| quote!(.judged()));
    quote!(rt::Retry::new(rt::RetryWhen::#when) #attempts #base #factor #delay #judged)
}

fn more_name(error: &Error) -> Ident {
    format_ident!("MORE_{}", error.name)
}

/// Only what this error has, over what most have.
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
        let (name, plan, value) = (
            &limit.name,
            option(limit.plan.as_ref()),
            grouped(limit.value),
        );
        quote!(rt::Limit { name: #name, plan: #plan, value: #value })
    });
    let limits = (!error.limits.is_empty()).then(|| quote!(limits: &[#(#limits),*],));
    let message = error
        .message
        .as_ref()
        .map(pattern)
        .map(|pattern| quote!(message: Some(&#pattern),));
    let told_by_message = error
        .told_by_message
        .then(|| quote!(told_by_message: true,));
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
    let name = more_name(error);
    quote!(const #name: &More = &More { #(#parts)* ..More::NONE };)
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
    let parted = |(at, digit): (usize, char)| {
        [
            (at > 0 && (digits.len() - at) % 3 == 0).then_some('_'),
            Some(digit),
        ]
    };
    let written: String = digits
        .chars()
        .enumerate()
        .flat_map(parted)
        .flatten()
        .collect();
    let short = digits.len() < 6;
    written
        .parse()
        .ok()
        .filter(|_| !short)
        .unwrap_or_else(|| Literal::u64_unsuffixed(number))
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn long_numbers_stand_in_groups() {
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
    }
}
