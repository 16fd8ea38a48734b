//! Lowers a file to the catalog and its source map, and reports all errors at once.
//!
//! | module | lowers |
//! |---|---|
//! | `entries.rs` | the entries of errors, in the catalog's order |
//! | `error.rs`, `details.rs`, `retry.rs` | an entry |
//! | `identities.rs`, `unique.rs` | how an error is identified, and that no two are identified alike |
//! | `names.rs` | names in Rust |
//! | `page.rs` | the page, its statuses and close codes, known deviations |
//! | `reading.rs` | reading hints and errata |
//! | `sources.rs` | sources of fields other than shapes, rules for all responses |
//! | `wire.rs` | envelopes, sensitive fields |
//!
//! `state.rs` holds the state that they share.

mod details;
mod entries;
mod error;
mod identities;
mod names;
mod page;
mod reading;
mod retry;
mod sources;
mod state;
mod unique;
mod wire;

pub(super) use reading::hints;
pub use retry::parse_duration;

use crate::diagnostic::{Code, Diagnostic, LintLevels};
use crate::model::Catalog;
use crate::text::file::CatalogFile;
use crate::text::source_map::{SourceMap, spans_of_items};
use crate::text::yaml::{Field, YamlNode};

use entries::Entries;
use state::{Lower, levels};

/// A catalog, with the source map and the levels of lints in its file.
pub(super) struct Lowered {
    pub(super) catalog: Catalog,
    pub(super) map: SourceMap,
    pub(super) lints: LintLevels,
}

/// Lowers a file whose root is `root`.
///
/// # Errors
///
/// Returns all errors, including those found `before`.
pub(super) fn lower(
    file: &CatalogFile,
    root: &YamlNode,
    text: &str,
    before: Vec<Diagnostic>,
) -> Result<Lowered, Vec<Diagnostic>> {
    let mut lower = Lower::new(text, before);
    lower.map = SourceMap::new(text, root);
    let catalog = lower.catalog(file);
    if lower.findings.is_empty() {
        Ok(Lowered {
            catalog,
            map: lower.map,
            lints: lower.lints,
        })
    } else {
        Err(lower.findings)
    }
}

impl Lower<'_> {
    fn catalog(&mut self, file: &CatalogFile) -> Catalog {
        self.version(file);
        self.lints.catalog = levels(&file.lints, &mut self.findings);
        let name = self.catalog_name(file);
        self.code_type = self.code_type(file);
        self.sources = self.sources(file);
        self.shapes = self.shapes(file);
        let rules = self.wire_rules(file);
        let types = self.types(file);
        self.types = types.iter().map(|ty| ty.name.clone()).collect();
        let entries = Entries::new(file);
        let text = self.text;
        self.map.groups = entries
            .groups
            .iter()
            .map(|group| group.spans(text))
            .collect();
        let entries = entries.all;
        let errors: Vec<_> = entries.iter().map(|entry| self.error(entry)).collect();
        if entries.is_empty() {
            self.check_numbered(file);
        }
        self.check_names(&errors, &entries);
        self.check_identities(&errors, &entries);
        self.check_sources(file, &errors, &entries);
        let sensitive = self.sensitive(file, &errors);
        let title = file.title.get().cloned().unwrap_or_else(|| name.clone());
        Catalog {
            title,
            pages: self.pages(file),
            support: page::support(file),
            code_type: self.code_type,
            sources: std::mem::take(&mut self.sources),
            rules,
            sensitive,
            types,
            errors,
            known_deviations: self.known_deviations(file),
            statuses: self.statuses(file),
            close_codes: self.close_codes(file),
            errata: match &file.errata {
                Field::Given(node, list) => {
                    self.map.errata = spans_of_items(node);
                    self.errata(list)
                }
                Field::Absent | Field::Bad(_) => Vec::new(),
            },
            shapes: std::mem::take(&mut self.shapes),
            name,
        }
    }

    /// Some pages list only close codes, or statuses that are not errors.
    fn check_numbered(&mut self, file: &CatalogFile) {
        let numbered = !file.close_codes.is_absent() || !file.statuses.is_absent();
        if !numbered && self.findings.is_empty() {
            let help = "list errors under `errors:`, or under `types:` if the API groups its codes";
            self.report(Code::NoErrors, &(0..0), "the catalog has no errors")
                .note("only a catalog of close codes or statuses may have no errors")
                .help(help);
        }
    }

    fn version(&mut self, file: &CatalogFile) {
        match file.format.given() {
            Some((_, 1)) => {}
            Some((span, other)) => {
                self.report(Code::Version, span, format!("unsupported format {other}"))
                    .label("unsupported")
                    .help("this version reads format 1; a newer version may read others");
            }
            None if file.format.is_absent() => {
                self.report(Code::MissingKey, &(0..0), "the key `format` is missing")
                    .help("start the file with `format: 1`");
            }
            None => {}
        }
    }
}
