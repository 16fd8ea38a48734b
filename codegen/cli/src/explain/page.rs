//! Writes the text that describes an error, like a page of a manual.

use std::collections::BTreeSet;
use std::fmt::Write;

use anstyle::Style;
use api_error_catalog_core::{Category, RetryAdvice};
use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Error;

/// The width of the text in columns, if the terminal is not narrower.
const WIDTH: usize = 88;
/// The indent of a fact, which contains its name.
const INDENT: usize = 12;

const BOLD: Style = Style::new().bold();

/// Describes an error.
pub(super) fn of_error(catalog: &Catalog, error: &Error) -> String {
    let mut page = Page::new();
    page.title(&title(catalog, error));
    page.paragraph(&error.description);
    page.fact("Status", &statuses(catalog, error));
    for set in error.described_conditions() {
        page.fact("Identified", &format!("by {set}"));
    }
    page.fact("Type", error.error_type.as_deref().unwrap_or_default());
    page.fact("Category", &category(error.category));
    page.fact(
        "Retry",
        &error.retry.as_ref().map(retry).unwrap_or_default(),
    );
    page.fact("Limits", &limits(error));
    let message = error.message.as_ref().map(|pattern| pattern.text.as_str());
    page.fact("Message", message.unwrap_or_default());
    page.fact("Exception", error.exception.as_deref().unwrap_or_default());
    let seen = error.seen.as_ref();
    let seen = seen.map(|seen| format!("undocumented; {seen}"));
    page.fact("Seen", &seen.unwrap_or_default());
    let deprecated = error.deprecated.as_deref().unwrap_or_default();
    page.fact("Deprecated", deprecated);
    page.list("Causes", &error.causes);
    page.list("Solutions", &error.solutions);
    page.list("For the end user", error.user_message.as_slice());
    let errata: Vec<String> = error
        .errata
        .iter()
        .map(|erratum| format!("{} {}", erratum.issue, erratum.interpretation))
        .collect();
    page.list("Errata", &errata);
    page.list("Read more", &error.links);
    page.support(catalog);
    page.text
}

/// Returns the catalog, the codes and the name of an error.
fn title(catalog: &Catalog, error: &Error) -> String {
    let identities = error.identities();
    let codes: Vec<&str> = identities
        .filter_map(|identity| identity.code.as_deref())
        .collect();
    let space = if codes.is_empty() { "" } else { " " };
    let codes = codes.join(", ");
    format!("{}{space}{codes}: {}", catalog.name, error.name)
}

/// Describes an HTTP status and a close code of this number.
pub(super) fn of_number(catalog: &Catalog, number: u16) -> Vec<String> {
    let page = |kind: &str, name: &str, description: &str, facts: &[(&str, &str)]| {
        let mut page = Page::new();
        page.title(&format!("{} {kind} {number}: {name}", catalog.name));
        page.paragraph(description);
        for (fact, value) in facts {
            page.fact(fact, value);
        }
        page.text
    };
    let statuses = catalog.statuses.iter();
    let statuses = statuses.filter(|own| own.status == number).map(|own| {
        let action = own.action.as_deref().unwrap_or_default();
        page("status", &own.name, &own.description, &[("Action", action)])
    });
    let closes = catalog.close_codes.iter();
    let closes = closes.filter(|own| own.code == number).map(|own| {
        let category = category(own.category);
        let retry = own.retry.as_ref().map(retry).unwrap_or_default();
        page(
            "close code",
            &own.name,
            &own.description,
            &[("Category", &category), ("Retry", &retry)],
        )
    });
    statuses.chain(closes).collect()
}

fn retry(retry: &RetryAdvice) -> String {
    format!("{}: {retry}", retry.strategy)
}

fn category(category: Category) -> String {
    format!("{category} (fault: {})", category.fault())
}

/// Joins several pages with a line between them.
pub(super) fn join(pages: &[String]) -> String {
    pages.join(&format!("\n{}\n\n", "-".repeat(width())))
}

/// Returns the width of the terminal, or a fixed width if there is none.
fn width() -> usize {
    terminal_size::terminal_size().map_or(WIDTH, |(columns, _)| {
        usize::from(columns.0).clamp(40, WIDTH)
    })
}

/// A page while it is written. Writing into a string cannot fail.
pub(super) struct Page {
    pub(super) text: String,
    width: usize,
}

impl Page {
    pub(super) fn new() -> Page {
        Page {
            text: String::new(),
            width: width(),
        }
    }

    pub(super) fn title(&mut self, title: &str) {
        let _ = writeln!(self.text, "{BOLD}{title}{BOLD:#}\n");
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.text, "{}\n", textwrap::fill(text, self.width));
        }
    }

    pub(super) fn fact(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            let indent = " ".repeat(INDENT);
            let text = self.wrap(text, &indent, &indent);
            // The name replaces the indent of the first line. It is not wrapped with the text, because it may be bold.
            let text = text.get(name.len()..).unwrap_or_default();
            let _ = writeln!(self.text, "{BOLD}{name}{BOLD:#}{text}");
        }
    }

    pub(super) fn list(&mut self, title: &str, items: &[String]) {
        if !items.is_empty() {
            let _ = writeln!(self.text, "\n{BOLD}{title}{BOLD:#}");
            for item in items {
                let item = self.wrap(item, "  - ", "    ");
                let _ = writeln!(self.text, "{item}");
            }
        }
    }

    fn wrap(&self, text: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(self.width);
        textwrap::fill(text, options.initial_indent(first).subsequent_indent(rest))
    }

    fn support(&mut self, catalog: &Catalog) {
        let support = &catalog.support;
        let mut items: Vec<String> = support.url.iter().chain(&support.email).cloned().collect();
        if !support.send.is_empty() {
            items.push(format!(
                "Include in your request: {}.",
                support.send.join(", ")
            ));
        }
        self.list(&format!("{} support", catalog.title), &items);
    }
}

fn statuses(catalog: &Catalog, error: &Error) -> String {
    let statuses: BTreeSet<u16> = error
        .identities()
        .flat_map(|identity| identity.statuses.iter().copied())
        .collect();
    let named = |status: &u16| {
        let mut described = catalog.statuses.iter();
        match described.find(|described| described.status == *status) {
            Some(described) => format!("{status} {}", described.name),
            None => status.to_string(),
        }
    };
    statuses.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// Formats limits as `concurrent_requests: free 1, basic 2; text_characters: 10000`.
fn limits(error: &Error) -> String {
    let mut names: Vec<&str> = error
        .limits
        .iter()
        .map(|limit| limit.name.as_str())
        .collect();
    names.dedup();
    let of = |name: &str| {
        let own = error.limits.iter().filter(|limit| limit.name == name);
        let each = own.map(|limit| {
            limit.plan.as_ref().map_or(limit.value.to_string(), |plan| {
                format!("{plan} {}", limit.value)
            })
        });
        format!("{name}: {}", each.collect::<Vec<_>>().join(", "))
    };
    names.into_iter().map(of).collect::<Vec<_>>().join("; ")
}
