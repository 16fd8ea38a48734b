//! The rows of the errors, one on each line, and the items that they refer to.

use std::collections::BTreeSet;
use std::fmt::Write;

use api_error_catalog_core::packed::Group;
use api_error_catalog_core::table::{Catalog as Tables, Identity, RetryNumber};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::{escape, looks};
use super::ident::ident;
use super::tables::{TableTokens, grouped};
use api_error_catalog_model::model::{Catalog, Error};

/// Returns the groups of errors. The name of a group follows from its contents, so that no other group changes it.
pub(super) fn groups(tables: &Tables<'_>) -> Vec<(Ident, TokenStream)> {
    let mut taken = BTreeSet::new();
    let named = |group: &Group<'_>| {
        let mut name = group_name(group);
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        (ident(&name), group.tokens())
    };
    tables.errors.groups.iter().map(named).collect()
}

/// Returns the name of a group, such as `NOT_FOUND_404`: the category, the statuses, the type and the advice.
fn group_name(group: &Group<'_>) -> String {
    let mut name = group.category.as_str().to_owned();
    // Writing into a string cannot fail.
    for status in group.statuses {
        let _ = write!(name, "_{status}");
    }
    if let Some(error_type) = group.error_type {
        let _ = write!(name, "_{error_type}");
    }
    if let Some(retry) = group.retry {
        let _ = write!(name, "_{}", retry.strategy);
        for number in RetryNumber::ALL {
            if let Some(value) = number.value(*retry) {
                let _ = write!(name, "_{}_{value}", number.key);
            }
        }
        name.extend(retry.assumed.then_some("_assumed"));
    }
    name.chars()
        .map(|next| match next {
            'a'..='z' | 'A'..='Z' | '0'..='9' => next.to_ascii_uppercase(),
            _ => '_',
        })
        .collect()
}

/// Generates a line for each error; see `generated` in the runtime.
pub(super) fn rows<'c>(
    catalog: &'c Catalog,
    tables: &Tables<'c>,
    groups: &'c [(Ident, TokenStream)],
) -> impl Iterator<Item = String> {
    let rows = (0..).map_while(|index| tables.errors.rows.get(index));
    catalog.errors.iter().zip(rows).map(move |(error, row)| {
        let group = groups.get(usize::from(row.group));
        let group = group.map_or("0".to_owned(), |(name, _)| name.to_string());
        let lengths = [row.end - row.start, row.code_length(), row.name];
        let [text, code, name] = lengths.map(|length| grouped(length.into()));
        let more = if row.more > 0 { " + More" } else { "" };
        let numbers = format!("[{text}, {code}, {name}, {group}{more}]");
        line(error, &numbers)
    })
}

/// Returns the errors with rarely used properties.
fn with_more<'c>(
    catalog: &'c Catalog,
    tables: &Tables<'_>,
) -> impl Iterator<Item = (&'c Error, u16)> {
    let rows = (0..).map_while(|index| tables.errors.rows.get(index));
    let more = catalog.errors.iter().zip(rows.map(|row| row.more));
    more.filter(|(_, more)| *more > 0)
}

/// Returns the names of the errors with rarely used properties.
pub(super) fn names_with_more(catalog: &Catalog, tables: &Tables<'_>) -> Vec<String> {
    with_more(catalog, tables)
        .map(|(error, _)| error.name.clone())
        .collect()
}

fn line(error: &Error, numbers: &str) -> String {
    let (name, raw, doc) = (&error.name, &error.description, escape(&error.description));
    // rustdoc shows the reason like a comment.
    let deprecated = error.deprecated.as_deref().map(|why| {
        let why = Literal::string(&escape(why));
        format!(" #[deprecated = {why}]")
    });
    let deprecated = deprecated.unwrap_or_default();
    let code = error.own.code.as_deref().unwrap_or_default();
    let [code, looks, raw_text, doc_text] = [code, &looks(error), raw, &doc].map(Literal::string);
    if *raw == doc {
        format!("{name}{deprecated} {raw_text} = {numbers} {code} {looks};")
    } else {
        format!("{name}{deprecated} = {numbers} {code} {looks} ({raw_text} {doc_text});")
    }
}

/// Returns the codes that only further identities have, in the order of the tables.
pub(super) fn further_codes<'t>(tables: &Tables<'t>) -> Vec<&'t str> {
    let own = tables.errors.iter().filter_map(|(_, info)| info.code);
    let mut known: BTreeSet<&str> = own.collect();
    let further = tables.also.iter().map(|identity| identity.code);
    further.filter(|code| known.insert(code)).collect()
}

/// Returns the further identities, and the properties that only some errors have. Each is a named constant, so that readers see its
/// error, and because rustc's time for references inside one large value is quadratic.
pub(super) fn items(catalog: &Catalog, tables: &Tables<'_>) -> TokenStream {
    let also = tables.also.iter().map(|known| identity(known, tables));
    let (names, more): (Vec<Ident>, Vec<TokenStream>) = with_more(catalog, tables)
        .filter_map(|(error, more)| {
            let more = tables.errors.more.get(usize::from(more))?;
            Some((format_ident!("MORE_{}", error.name), more.tokens()))
        })
        .unzip();
    quote! {
        const ALSO: &[rt::Identity<'static>] = &[#(#also),*];
        const MORE: &[&rt::More<'static>] = &[&rt::More::NONE, #(#names),*];
        #(const #names: &rt::More<'static> = #more;)*
    }
}

/// Returns the constants by the name of the error, which does not change if errors are added before it.
fn identity(identity: &Identity<'_>, tables: &Tables<'_>) -> TokenStream {
    let Identity {
        error,
        code,
        statuses,
    } = identity;
    let (error, statuses) = (ident(tables.errors.name(*error)), statuses.tokens());
    quote!(rt::Identity { error: K::#error as u16, code: #code, statuses: #statuses })
}
