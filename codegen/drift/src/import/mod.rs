//! A page → a catalog to start from: YAML that loads without edits.
//!
//! ```text
//! Page ──page_draft──▶ Draft ──document──▶ entries ──edit::write──▶ text
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `page_draft.rs`, `errors.rs`, `numbers.rs` | facts → the draft's errors, types, statuses and close codes |
//! | `draft.rs` | the draft |
//! | `identities.rs` | codes and statuses, so that no two errors share theirs |
//! | `descriptions.rs`, `advice.rs`, `limits.rs`, `details.rs` | what the page states about an error, as values of a catalog |
//! | `envelope.rs`, `roles.rs`, `body_members.rs`, `template.rs` | the JSON examples → the templates of their shapes |
//! | `document.rs`, `error_entry.rs`, `hints.rs` | the draft → YAML |
//! | `page_facts.rs` | facts → the JSON form |
//! | `words.rs` | word lists |
//! | `summary.rs` | how much was imported, and what was left out |
//!
//! Nothing is made up: what the page does not state is left out, or marked `# unsure` if the format requires it.

pub(crate) mod advice;
mod body_members;
mod descriptions;
pub mod details;
mod document;
mod draft;
mod envelope;
mod error_entry;
mod errors;
mod hints;
mod identities;
mod json_values;
mod limits;
mod numbers;
mod page_draft;
mod page_facts;
mod roles;
mod summary;
mod template;
mod words;

pub use api_error_catalog_model::names::catalog_name;
pub use hints::hint_line;
pub use page_facts::page_facts;
pub use summary::{Counts, Imported, LeftOut};

use api_error_catalog_model::model::PageSource;
use api_error_catalog_pages::{BodyOrigin, Page};

/// Drafts a catalog of this name from a page's facts.
///
/// It loads without edits, unless it [is empty](Imported::is_empty).
#[must_use]
pub fn import(page: &Page, name: &str) -> Imported {
    import_from(page, name, &[page_source(page)])
}

/// Drafts a catalog that names its sources: the files, by which `check --docs` finds them again, and the hints by which they
/// were read.
#[must_use]
pub fn import_from(page: &Page, name: &str, sources: &[PageSource]) -> Imported {
    let shown = match page.sources() {
        1 => " of the page",
        _ => "",
    };
    let draft = page_draft::draft(page, shown);
    write(draft, page, name, sources, &head())
}

/// Returns a page as a source of a catalog: its title.
#[must_use]
pub fn page_source(page: &Page) -> PageSource {
    PageSource {
        title: page.title.as_ref().map(|title| title.value.clone()),
        ..PageSource::default()
    }
}

/// Drafts a catalog from recorded responses, given as a page that has only examples, below the comments `head`.
pub fn import_responses(page: &Page, name: &str, head: &[String]) -> Imported {
    let draft = page_draft::draft(page, " of the recorded responses");
    write(draft, page, name, &[], head)
}

fn write(
    mut draft: draft::Draft,
    page: &Page,
    name: &str,
    sources: &[PageSource],
    head: &[String],
) -> Imported {
    draft.left_out.sort_by_key(|left| left.span.start);
    let yaml =
        api_error_catalog_model::edit::write(head, &document::entries(&draft, page, name, sources));
    let unsure = yaml
        .lines()
        .filter(|line| line.trim_start().starts_with("# unsure: "))
        .count();
    let found = Counts {
        errors: draft.errors.len(),
        types: draft.types.len(),
        statuses: draft.statuses.len(),
        close_codes: draft.close_codes.len(),
        bodies: examples(page),
        unsure,
    };
    Imported {
        yaml,
        found,
        left_out: draft.left_out,
    }
}

fn examples(page: &Page) -> usize {
    let examples = page.bodies.iter();
    examples
        .filter(|body| body.origin == BodyOrigin::Example)
        .count()
}

fn head() -> Vec<String> {
    vec![
        "Imported by `cargo errcat import`. The descriptions are the page's; reword them."
            .to_owned(),
        "Guesses are marked `unsure`, with the line of the page. Format: docs/format.md."
            .to_owned(),
    ]
}
