//! Generates the Rust of a catalog: an enum with a row for each error, the tables of the runtime, and typed details. All
//! logic is in the runtime.

mod arguments;
mod construct;
mod details;
mod docs;
mod fields;
mod ident;
mod objects;
mod rows;
mod rules;
mod tables;

use std::collections::BTreeSet;

use api_error_catalog_core::table::Catalog as Tables;
use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use api_error_catalog_model::model::Catalog;
use docs::doc;
use ident::ident;

/// The version of the row format that the runtime's `generated` reads.
pub(crate) const FORMAT: u8 = 1;

/// The parts of the generated code.
pub(crate) struct Module {
    /// The path of the runtime's macro that takes the rows.
    pub(crate) row_macro: TokenStream,
    /// The attributes of the enum or, if the user wrote the enum, its visibility.
    pub(crate) attributes: TokenStream,
    /// The enum.
    pub(crate) kind: Ident,
    /// The facts that errors share, by name.
    pub(crate) groups: Vec<(Ident, TokenStream)>,
    /// A line for each error.
    pub(crate) rows: Vec<String>,
    /// The errors with rarely used properties.
    pub(crate) with_more: Vec<String>,
    /// The codes that no row has.
    pub(crate) further_codes: Vec<String>,
    /// The buckets of the codes, from which the compiler builds the map of a small catalog.
    pub(crate) buckets: Vec<usize>,
    /// The other tables, and the implementations that are not in `details`.
    pub(crate) items: TokenStream,
    /// The names by which errors without arguments are built.
    pub(crate) without_args: Vec<String>,
    /// The kinds of the errors with arguments.
    pub(crate) with_args: Vec<String>,
    /// A line for each struct of arguments and for each type of details.
    pub(crate) typed: Vec<String>,
    /// The other items that users name.
    pub(crate) types: TokenStream,
}

impl Module {
    /// Generates the module of a catalog. `runtime` is the path of the runtime's crate.
    pub(crate) fn new(catalog: &Catalog, tables: &Tables<'_>, runtime: &TokenStream) -> Module {
        let docs = doc("Which documented error it is.");
        let aliases = aliases(catalog);
        let types = types(catalog, runtime, &quote!(pub));
        Module {
            types: quote!(#aliases #types),
            attributes: quote! {
                #docs
                #[allow(clippy::doc_markdown, reason = "names are as the catalog has them")]
            },
            ..Module::of_tables(catalog, tables, runtime, &quote!(generated))
        }
    }

    /// Generates the module for an `ErrorKind` that the user wrote, with the variants in the order of the catalog.
    pub(crate) fn for_enum(
        catalog: &Catalog,
        tables: &Tables<'_>,
        runtime: &TokenStream,
        visibility: &TokenStream,
    ) -> Module {
        Module {
            types: types(catalog, runtime, visibility),
            attributes: visibility.clone(),
            ..Module::of_tables(catalog, tables, runtime, &quote!(generated_for))
        }
    }

    fn of_tables(
        catalog: &Catalog,
        tables: &Tables<'_>,
        runtime: &TokenStream,
        row_macro: &TokenStream,
    ) -> Module {
        let (impls, debug_impls) = (details::impls(catalog), construct::debug_impls(catalog));
        let mut typed = construct::rows(catalog);
        typed.extend(details::rows(catalog, runtime));
        let groups = rows::groups(tables);
        let rows = rows::rows(catalog, tables, &groups).collect();
        let further_codes = rows::further_codes(tables);
        let (row_items, code_map) = (
            rows::items(catalog, tables),
            tables::small_code_map(&tables.codes),
        );
        let table = tables::catalog(tables);
        Module {
            row_macro: quote!(#runtime::__runtime::#row_macro),
            attributes: TokenStream::new(),
            kind: ident("ErrorKind"),
            rows,
            groups,
            with_more: rows::names_with_more(catalog, tables),
            further_codes: further_codes.into_iter().map(str::to_owned).collect(),
            buckets: tables::buckets(tables),
            items: quote! {
                #row_items
                #code_map
                static CATALOG: rt::Catalog<'static> = #table;
                #impls
                #debug_impls
            },
            without_args: construct::without_args(catalog),
            with_args: construct::with_args(catalog),
            typed,
            types: TokenStream::new(),
        }
    }

    /// Returns the module as tokens.
    pub(crate) fn tokens(&self) -> TokenStream {
        let Module {
            row_macro,
            attributes,
            kind,
            groups,
            rows,
            with_more,
            further_codes,
            buckets,
            without_args,
            with_args,
            items,
            typed,
            types,
        } = self;
        let format = Literal::u8_unsuffixed(FORMAT);
        let groups = groups.iter().map(|(name, group)| quote!(#name = #group;));
        let rows = rows.iter().map(|row| fields::tokens(row));
        let typed = typed.iter().map(|row| fields::tokens(row));
        let [with_more, without_args, with_args] =
            [with_more, without_args, with_args].map(|names| names.iter().map(|name| ident(name)));
        let buckets = buckets.iter().copied().map(Literal::usize_unsuffixed);
        quote! {
            #row_macro! {
                #format #attributes #kind;
                groups { #(#groups)* }
                errors { #(#rows)* }
                more { #(#with_more)* }
                codes { #(#further_codes)* }
                buckets [#(#buckets),*]
                without_args { #(#without_args)* }
                with_args { #(#with_args)* }
                #items
                #(#typed)*
            }
            #types
        }
    }
}

/// The types of what errors are built of, and of what is read of them.
fn types(catalog: &Catalog, runtime: &TokenStream, visibility: &TokenStream) -> TokenStream {
    let scope = fields::Scope {
        runtime,
        visibility,
    };
    let built = construct::structs(catalog, scope);
    let read = details::types(catalog, scope);
    quote!(#built #read)
}

/// Generates the former names of errors: constants, so that code with these names still compiles, with a warning.
fn aliases(catalog: &Catalog) -> Option<TokenStream> {
    let names = catalog.errors.iter().map(|error| error.name.clone());
    let mut taken: BTreeSet<String> = names.collect();
    let mut aliases: Vec<TokenStream> = Vec::new();
    for error in &catalog.errors {
        let old_names = error.renamed_from.iter();
        for old in old_names.map(|code| code.to_upper_camel_case()) {
            if !taken.insert(old.clone()) {
                continue;
            }
            let note = format!("renamed to `{}`", error.name);
            let docs = doc(&format!("Now [`ErrorKind::{}`].", error.name));
            let (old, new) = (ident(&old), ident(&error.name));
            aliases.push(quote!(#docs #[deprecated = #note] pub const #old: Self = Self::#new;));
        }
    }
    let (unused, reason) = (docs::unused(), "they are the names of variants");
    let any_deprecated = catalog
        .errors
        .iter()
        .any(|error| error.deprecated.is_some());
    let allow = any_deprecated.then(|| quote!(#[allow(deprecated)]));
    (!aliases.is_empty())
        .then(|| quote!(#[allow(non_upper_case_globals, reason = #reason)] #unused #allow impl ErrorKind { #(#aliases)* }))
}
