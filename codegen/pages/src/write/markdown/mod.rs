//! A catalog as a Markdown page, for a repository or an mdBook.
//!
//! [`read`](crate::read()) recognizes such a page by its first line and recovers everything that the catalog documents
//! about codes, statuses, types, messages, close codes, and errors.
//!
//! | file | holds |
//! |---|---|
//! | `layout.rs` | the headings and titles that the writer and the reader share |
//! | `page.rs` | headings, lists and tables |
//! | `errors.rs` | the rows and the entries of errors |
//! | `details.rs` | the members of `details`, written and read |
//! | `reader.rs`, `inline_text.rs` | reading such a page back |

mod details;
mod errors;
mod inline_text;
mod layout;
mod page;
pub(crate) mod reader;

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::{CloseCode, PageSource, Status, Type};

use self::inline_text::InlineText;
use self::layout::{numbers, section};
use self::page::MarkdownPage;
use super::inline::{escaped, link, wire};
use super::sample;

pub use self::layout::HEADER;

/// Returns the text that the Markdown of one line shows, with code between backticks.
pub(crate) fn plain_text(markdown: &str) -> String {
    let text = InlineText::new(markdown, 0..0).text();
    text.map(|text| text.value).unwrap_or_default()
}

/// Returns the page of a catalog.
#[must_use]
pub fn markdown(catalog: &Catalog) -> String {
    let mut page = MarkdownPage(String::new());
    page.line(HEADER);
    page.line(&format!(
        "<!-- Edit spec/{}.yaml instead, then run `cargo errcat generate`. -->",
        catalog.name
    ));
    page.heading(1, &format!("{} errors", escaped(&catalog.title)));
    page.paragraph(&source(catalog));
    page.support(catalog);
    page.envelope(catalog);
    page.reading(catalog);
    page.types(&catalog.types);
    page.statuses(&catalog.statuses);
    page.errors(catalog);
    page.close_codes(&catalog.close_codes);
    page.errata(catalog);
    page.0
}

impl MarkdownPage {
    fn support(&mut self, catalog: &Catalog) {
        let support = &catalog.support;
        let url = support.url.as_ref().map(|url| link("Support", url));
        let email = support.email.as_ref().map(|email| escaped(email));
        let send = (!support.send.is_empty()).then(|| {
            let things: Vec<String> = support.send.iter().map(|thing| escaped(thing)).collect();
            format!("Include in your request: {}.", things.join(", "))
        });
        let items: Vec<String> = [url, email, send].into_iter().flatten().collect();
        if !items.is_empty() {
            self.heading(2, section::SUPPORT);
            self.list(&items);
        }
    }

    fn envelope(&mut self, catalog: &Catalog) {
        let written = catalog.shapes.iter();
        let written = written.filter(|shape| shape.written && !shape.is_absent());
        for shape in written {
            let title = match shape.name.as_str() {
                "envelope" => "Error format".to_owned(),
                "websocket" => "Error format on a WebSocket".to_owned(),
                name => format!("Shape {}", wire(name)),
            };
            self.heading(2, &title);
            self.json(&sample::body(catalog, &shape.template));
        }
    }

    /// Writes where fields are besides the bodies, and the rules for all responses.
    fn reading(&mut self, catalog: &Catalog) {
        let described = catalog.described_sources().into_iter();
        let described: Vec<String> = described
            .chain(catalog.described_rules())
            .map(|text| escaped(&text))
            .collect();
        if !described.is_empty() {
            self.heading(2, "Reading a response");
            self.list(&described);
        }
    }

    fn types(&mut self, types: &[Type]) {
        let row = |ty: &Type| {
            vec![
                wire(&ty.name),
                numbers(&ty.statuses),
                escaped(&ty.description),
            ]
        };
        let rows: Vec<_> = types.iter().map(row).collect();
        self.section(section::TYPES, &["Type", "Status", "Description"], &rows);
    }

    fn statuses(&mut self, statuses: &[Status]) {
        let row = |status: &Status| {
            let action = status.action.as_deref().map(escaped).unwrap_or_default();
            vec![
                status.status.to_string(),
                escaped(&status.name),
                escaped(&status.description),
                action,
            ]
        };
        let rows: Vec<_> = statuses.iter().map(row).collect();
        let header = ["Status", "Name", "Description", "Action"];
        self.section(section::STATUSES, &header, &rows);
    }

    fn close_codes(&mut self, codes: &[CloseCode]) {
        let row = |close: &CloseCode| {
            vec![
                close.code.to_string(),
                escaped(&close.name),
                escaped(&close.description),
            ]
        };
        let rows: Vec<_> = codes.iter().map(row).collect();
        let header = ["Close code", "Name", "Description"];
        self.section(section::CLOSE_CODES, &header, &rows);
    }

    fn errata(&mut self, catalog: &Catalog) {
        if !catalog.errata.is_empty() {
            self.heading(2, "Errata in the vendor's page");
            let each = catalog.errata.iter().map(|erratum| {
                format!(
                    "{} **Interpretation:** {}",
                    escaped(&erratum.issue),
                    escaped(&erratum.interpretation)
                )
            });
            self.list(&each.collect::<Vec<_>>());
        }
    }
}

fn source(catalog: &Catalog) -> String {
    let pages = catalog.pages.iter();
    let pages: Vec<String> = pages
        .filter(|page| **page != PageSource::default())
        .map(page_read)
        .collect();
    match pages.as_slice() {
        [] => String::new(),
        [page] => format!("Source: {page}."),
        pages => format!("Sources: {}.", pages.join("; ")),
    }
}

/// Returns the title of a page with its link, and the day on which it was read.
fn page_read(page: &PageSource) -> String {
    let title = page.title.as_ref().or(page.file.as_ref());
    let title = title.map_or("the page", String::as_str);
    let url = page.url.as_ref();
    let shown = url.map_or_else(|| escaped(title), |url| link(title, url));
    let read = page.read.as_ref();
    let read = read.map_or_else(String::new, |day| format!(", read on {}", escaped(day)));
    format!("{shown}{read}")
}
