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
    let rows = catalog.errors.iter().zip(tables.errors.rows);
    rows.map(move |(error, placed)| {
        let row = &placed.row;
        let group = groups.get(usize::from(row.group));
        let group = group.map_or("0".to_owned(), |(name, _)| name.to_string());
        let lengths = [row.name.into(), row.code.into(), row.description.into()];
        let [name, code, description] = lengths.map(grouped);
        let more = u8::from(row.more > 0);
        let numbers = format!("[{name}, {code}, {description}, {group}, {more}]");
        line(error, &numbers)
    })
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
    let rows = catalog.errors.iter().zip(tables.errors.rows);
    let with_more = rows.filter(|(_, placed)| placed.row.more > 0);
    let (names, more): (Vec<Ident>, Vec<TokenStream>) = with_more
        .filter_map(|(error, placed)| {
            let more = tables.errors.more.get(usize::from(placed.row.more))?;
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
