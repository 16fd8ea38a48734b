//! A page → a catalog to start from: YAML that the generator's loader takes unedited.
//!
//! ```text
//! Page ──draft──▶ Draft ──document──▶ entries ──yaml──▶ text
//! ```
//!
//! Nothing is made up: what the page does not say is left out, or marked `# unsure` where the format asks for it.

pub(crate) mod advice;
pub mod details;
mod document;
mod draft;
mod envelope;
mod errors;
mod hints;
mod limits;
mod looks;
mod numbered;
mod page_facts;
mod roles;
mod summary;
mod template;
mod wording;

pub use api_error_catalog_model::names::catalog_name;
pub use page_facts::page_facts;
pub use summary::{Counts, Imported, LeftOut};

use api_error_catalog_model::model::Hint;
use api_error_catalog_pages::Page;

/// Makes a catalog of this name out of a page's facts.
///
/// The loader takes it as it is, unless [nothing of the page could be kept](Imported::is_empty).
#[must_use]
pub fn import(page: &Page, name: &str) -> Imported {
    import_file(page, name, None, &[])
}

/// The same, with the name of the page's file, by which `check --docs` finds the page again, and the hints by which the
/// page was read.
#[must_use]
pub fn import_file(page: &Page, name: &str, file: Option<&str>, hints: &[Hint]) -> Imported {
    write(draft::draft(page), page, name, (file, hints), &head())
}

/// A catalog of answers that were recorded, as examples on a page that has nothing else; `head` is put above it.
pub fn import_answers(page: &Page, name: &str, head: &[String]) -> Imported {
    write(
        draft::Draft {
            shown: "of what was recorded",
            ..draft::draft(page)
        },
        page,
        name,
        (None, &[]),
        head,
    )
}

fn write(
    mut draft: draft::Draft,
    page: &Page,
    name: &str,
    source: (Option<&str>, &[Hint]),
    head: &[String],
) -> Imported {
    draft.left_out.sort_by_key(|left| left.span.start);
    let yaml = api_error_catalog_model::edit::write(
        head,
        &document::entries(&draft, page, name, source.0, source.1),
    );
    let unsure = yaml
        .lines()
        .filter(|line| line.trim_start().starts_with("# unsure: "))
        .count();
    let found = Counts {
        errors: draft.errors.len(),
        types: draft.types.len(),
        statuses: draft.statuses.len(),
        close_codes: draft.close_codes.len(),
        bodies: page.bodies.len(),
        unsure,
    };
    Imported {
        yaml,
        found,
        left_out: draft.left_out,
    }
}

fn head() -> Vec<String> {
    vec![
        "Read from the page by `cargo errcat import`; the descriptions are the page's words."
            .to_owned(),
        "What is a guess is marked, with the line of the page to look at. Format: docs/format.md."
            .to_owned(),
    ]
}
