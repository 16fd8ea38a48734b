//! The law of the reference page: export → import keeps all facts, of any catalog. `CASES` asks for more of them, `SEED`
//! for others.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use api_error_catalog_core::{Category, RetryAdvice};
use api_error_catalog_drift::import::import;
use api_error_catalog_model::model::{Error, Limit};
use api_error_catalog_model::{Catalog, Source, open, open_file};
use api_error_catalog_pages::read;
use api_error_catalog_pages::write::markdown::markdown;
use proptest::prelude::*;
use trust::catalogs::plain_catalog;
use trust::sample::config;

/// White space as a page has it: one space between words, and control characters are white space too.
fn folded(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|c| {
            if c.is_control() || "\u{2028}\u{2029}\u{feff}".contains(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the texts of a list without invisible ones.
fn texts(texts: &[String]) -> Vec<String> {
    texts
        .iter()
        .map(|text| folded(text))
        .filter(|text| !text.is_empty())
        .collect()
}

/// Returns the texts about an error without its description, which is made up if it is missing.
#[derive(Debug, PartialEq, PartialOrd)]
struct Said {
    told_by: Vec<(Option<String>, Vec<u16>)>,
    message: Option<String>,
    error_type: Option<String>,
    causes: Vec<String>,
    solutions: Vec<String>,
    limits: Vec<(String, Option<String>, u64)>,
    category: &'static str,
    retry: Option<String>,
    /// End users' message, exception, evidence, deprecation.
    besides: [Option<String>; 4],
    links: Vec<String>,
    renamed_from: Vec<String>,
    details: Vec<String>,
}

impl Said {
    fn of(error: &Error) -> Said {
        let told_by = error
            .identities()
            .map(|identity| (identity.code.clone(), identity.statuses.clone()));
        let message = error
            .message
            .as_ref()
            .map(|pattern| format!("{:?}", pattern.pieces));
        let limit = |Limit { name, plan, value }: &Limit| (name.clone(), plan.clone(), *value);
        Said {
            told_by: told_by.collect(),
            message,
            error_type: error.error_type.clone(),
            causes: texts(&error.causes),
            solutions: texts(&error.solutions),
            limits: error.limits.iter().map(limit).collect(),
            category: Category::as_str(error.category),
            retry: error
                .retry
                .as_ref()
                .map(|retry: &RetryAdvice| format!("{retry:?}")),
            besides: [
                &error.user_message,
                &error.exception,
                &error.seen,
                &error.deprecated,
            ]
            .map(|text| text.as_deref().map(folded).filter(|text| !text.is_empty())),
            links: texts(&error.links),
            renamed_from: error.renamed_from.clone(),
            details: error
                .details
                .iter()
                .map(|detail| format!("{detail:?}"))
                .collect(),
        }
    }
}

/// Every error with its description, in an order that is the same for the same errors.
fn errors(catalog: &Catalog) -> Vec<(Said, String)> {
    let mut errors: Vec<_> = catalog
        .errors
        .iter()
        .map(|error| (Said::of(error), folded(&error.description)))
        .collect();
    errors
        .sort_by(|(one, _), (other, _)| one.partial_cmp(other).expect("nothing in it is a float"));
    errors
}

/// Types, statuses and close codes: number or name, and what is said.
fn beside(catalog: &Catalog) -> Vec<Vec<String>> {
    let types = catalog.types.iter().map(|ty| {
        vec![
            ty.name.clone(),
            format!("{:?}", ty.statuses),
            folded(&ty.description),
        ]
    });
    let statuses = catalog.statuses.iter().map(|status| {
        let action = status.action.as_deref().map(folded).unwrap_or_default();
        vec![
            status.status.to_string(),
            folded(&status.name),
            folded(&status.description),
            action,
        ]
    });
    let closes = catalog.close_codes.iter();
    let closes = closes.map(|close| {
        vec![
            close.code.to_string(),
            folded(&close.name),
            folded(&close.description),
        ]
    });
    types.chain(statuses).chain(closes).collect()
}

/// The page of a catalog, as a catalog again.
fn imported(catalog: &Catalog) -> Catalog {
    let text = markdown(catalog);
    let page = read("page.md", text.as_bytes()).expect("a page");
    assert!(page.reference);
    let yaml = import(&page, "again").yaml;
    open(Source::new("again.yaml", yaml.clone()))
        .unwrap_or_else(|report| panic!("{}\n{yaml}\n{text}", report.render(false)))
        .catalog
}

/// If a text is missing, `import` writes another in its place.
fn same(before: &str, after: &str) -> bool {
    before == after || before.is_empty()
}

fn holds(catalog: &Catalog) {
    let again = imported(catalog);
    let (before, after) = (errors(catalog), errors(&again));
    assert_eq!(
        before.len(),
        after.len(),
        "{before:#?}\n{after:#?}\n{}",
        markdown(catalog)
    );
    for ((said, description), (said_again, description_again)) in before.iter().zip(&after) {
        assert_eq!(said, said_again, "{}", markdown(catalog));
        assert!(
            same(description, description_again),
            "{description:?}\n{description_again:?}\n{}",
            markdown(catalog)
        );
    }
    if catalog.errors.iter().any(|error| error.own.code.is_some()) {
        assert_eq!(catalog.code_type, again.code_type, "{}", markdown(catalog));
    }
    let (before, after) = (beside(catalog), beside(&again));
    assert_eq!(
        before.len(),
        after.len(),
        "{before:#?}\n{after:#?}\n{}",
        markdown(catalog)
    );
    for (before, after) in before.iter().zip(&after) {
        let all = before
            .iter()
            .zip(after)
            .all(|(before, after)| same(before, after));
        assert!(all, "{before:#?}\n{after:#?}\n{}", markdown(catalog));
    }
}

#[test]
fn the_pages_of_the_ready_made_catalogs_come_back() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    for name in ["audixa", "elevenlabs", "faseeh", "scriptix", "ttsopenai"] {
        let loaded = open_file(&directory.join(format!("{name}.yaml"))).expect(name);
        holds(&loaded.catalog);
    }
}

/// A catalog, shown as its page.
struct Paged(Catalog);

impl std::fmt::Debug for Paged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n{}", markdown(&self.0))
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_page_of_any_catalog_comes_back(Paged(catalog) in plain_catalog().prop_map(Paged)) {
        holds(&catalog);
    }
}
