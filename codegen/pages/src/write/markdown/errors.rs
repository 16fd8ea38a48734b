//! The table rows and the sections of errors.

use std::collections::HashSet;

use api_error_catalog_core::Category;
use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::{Error, Identity, Limit, Pattern, Piece};

use super::details;
use super::layout::{self, DETAILS, numbers, section};
use super::page::MarkdownPage;
use crate::write::inline::{code, escaped, link, wire};

impl MarkdownPage {
    pub(super) fn errors(&mut self, catalog: &Catalog) {
        if catalog.errors.is_empty() {
            return;
        }
        self.heading(2, section::ERRORS);
        let (by_message, others): (Vec<&Error>, Vec<&Error>) = catalog
            .errors
            .iter()
            .partition(|error| error.identified_by_message);
        let (coded, codeless): (Vec<&Error>, Vec<&Error>) = others
            .into_iter()
            .partition(|error| error.own.code.is_some());
        let rows: Vec<Vec<String>> = coded.iter().map(|error| row(catalog, error)).collect();
        self.table(&["Code", "Name", "Status", "Type", "Description"], &rows);
        let rows: Vec<Vec<String>> = codeless.iter().map(|error| codeless_row(error)).collect();
        self.table(&["Status", "Name", "Type", "Description"], &rows);
        let shared = shared_codes(catalog);
        for error in &catalog.errors {
            if has_more(catalog, error) {
                self.heading(3, &title(catalog, error, &shared));
                self.error(catalog, error);
            }
        }
        let rows: Vec<Vec<String>> = by_message.iter().map(|error| message_row(error)).collect();
        let header = ["Message", "Name", "Status", "Description"];
        self.section(section::MESSAGES, &header, &rows);
    }

    /// Writes the section of an error, with everything that its row omits.
    fn error(&mut self, catalog: &Catalog, error: &Error) {
        self.paragraph(&escaped(&error.description));
        self.list(&facts(catalog, error));
        self.labeled_list("Causes", &error.causes);
        self.labeled_list("Solutions", &error.solutions);
        let members = details::lines(&error.details);
        if !members.is_empty() {
            self.paragraph(&format!("**{DETAILS}:**\n"));
            members.iter().for_each(|member| self.line(member));
        }
        for example in &error.examples {
            self.json(&example.body);
        }
        for erratum in &error.errata {
            self.paragraph(&format!(
                "> **Erratum:** {} **Interpretation:** {}",
                escaped(&erratum.issue),
                escaped(&erratum.interpretation)
            ));
        }
    }
}

fn row(catalog: &Catalog, error: &Error) -> Vec<String> {
    let own = error.own.code.as_deref().unwrap_or_default();
    // People remember the name of a numeric code.
    let name = is_integer(catalog).then_some(error.name.as_str());
    vec![
        code_of(is_integer(catalog), own),
        name.map(escaped).unwrap_or_default(),
        numbers(&error.own.statuses),
        type_of(error).unwrap_or_default(),
        escaped(&error.description),
    ]
}

fn type_of(error: &Error) -> Option<String> {
    error.error_type.as_deref().map(wire)
}

fn message_of(error: &Error) -> Option<String> {
    let pattern = error.message.as_ref()?;
    Some(wire(&sent(pattern)))
}

/// Returns a code as Markdown. A string code is never taken for a number.
fn code_of(integer: bool, own: &str) -> String {
    if integer { code(own) } else { wire(own) }
}

fn is_integer(catalog: &Catalog) -> bool {
    catalog.code_type == CodeType::Integer
}

/// Returns the row of an error that its message identifies.
fn message_row(error: &Error) -> Vec<String> {
    vec![
        message_of(error).unwrap_or_default(),
        escaped(&in_words(&error.name)),
        numbers(&error.own.statuses),
        escaped(&error.description),
    ]
}

/// Returns a message in the notation of catalogs: parameters in braces, and literal braces doubled.
fn sent(pattern: &Pattern) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
        Piece::Parameter(name, ty) => format!("{{{name}:{}}}", ty.as_str()),
    };
    pattern.pieces.iter().map(piece).collect()
}

fn codeless_row(error: &Error) -> Vec<String> {
    vec![
        numbers(&error.own.statuses),
        escaped(&in_words(&error.name)),
        type_of(error).unwrap_or_default(),
        escaped(&error.description),
    ]
}

fn title(catalog: &Catalog, error: &Error, shared: &HashSet<&str>) -> String {
    let (code, integer) = (error.own.code.as_deref(), is_integer(catalog));
    let name = if integer && code.is_some() {
        error.name.clone()
    } else {
        in_words(&error.name)
    };
    let shared = code.is_some_and(|code| shared.contains(code));
    layout::title(code, integer, &name, &error.own.statuses, shared)
}

/// Returns the codes that several errors share.
fn shared_codes(catalog: &Catalog) -> HashSet<&str> {
    let mut seen = HashSet::new();
    let errors = catalog.errors.iter();
    let own = errors.filter_map(|error| error.own.code.as_deref());
    own.filter(|code| !seen.insert(*code)).collect()
}

/// `NotFound` → `Not Found`: an error that its status identifies has no code, and its name must not look like one.
fn in_words(name: &str) -> String {
    heck::ToTitleCase::to_title_case(name)
}

/// Returns `true` if an error has more facts than its row shows.
fn has_more(catalog: &Catalog, error: &Error) -> bool {
    let listed = !error.causes.is_empty()
        || !error.solutions.is_empty()
        || !error.details.is_empty()
        || !error.examples.is_empty()
        || !error.errata.is_empty();
    let of_message = |fact: &String| error.identified_by_message && fact.starts_with("**Message");
    // A category that follows from the status is redundant.
    let status = error.own.statuses.first();
    let usual = status.map_or(Category::Unknown, |status| Category::from_status(*status));
    let category = |fact: &String| fact.starts_with("**Category") && error.category == usual;
    let of_row = |fact: &String| category(fact) || fact.starts_with("**Type") || of_message(fact);
    listed || facts(catalog, error).iter().any(|fact| !of_row(fact))
}

/// Returns the facts that take one line each.
fn facts(catalog: &Catalog, error: &Error) -> Vec<String> {
    let integer = is_integer(catalog);
    let also = error.also.iter();
    let also: Vec<String> = also
        .filter_map(|also| further(integer, also, &error.own))
        .collect();
    let mut facts = Vec::new();
    if !also.is_empty() {
        let own = error.own.code.as_deref();
        let own = own.map(|own| code_of(integer, own)).unwrap_or_default();
        facts.push(format!("**Code:** {own} (or {})", also.join(", or ")));
        if !error.own.statuses.is_empty() {
            facts.push(format!("**Status:** {}", numbers(&error.own.statuses)));
        }
    }
    let text = |text: &Option<String>| text.as_deref().map(escaped);
    let list = |list: Vec<String>| (!list.is_empty()).then(|| list.join(", "));
    let renamed = error.renamed_from.iter().map(|old| wire(old));
    let links = error.links.iter().map(|address| link(address, address));
    let retry = error.retry.as_ref();
    let labeled = [
        ("Identified by", list(conditions(error))),
        ("Type", type_of(error)),
        ("Category", Some(error.category.to_string())),
        ("Retry", retry.map(|advice| escaped(&advice.to_string()))),
        ("Limits", list(error.limits.iter().map(limit).collect())),
        ("Message", message_of(error)),
        ("For the end user", text(&error.user_message)),
        ("Exception", text(&error.exception)),
        ("Seen", text(&error.seen)),
        ("Deprecated", text(&error.deprecated)),
        ("Formerly", list(renamed.collect())),
        ("Read more", list(links.collect())),
    ];
    facts.extend(labeled.into_iter().filter_map(|(label, text)| {
        let text = text?;
        Some(format!("**{label}:** {text}"))
    }));
    facts
}

/// Returns each set of conditions that identifies the error besides its code and statuses.
fn conditions(error: &Error) -> Vec<String> {
    let sets = error.described_conditions().into_iter();
    sets.map(|set| code(&set)).collect()
}

/// Returns another code of an error, with its statuses if they differ from those of the first.
fn further(integer: bool, also: &Identity, own: &Identity) -> Option<String> {
    let code = code_of(integer, also.code.as_deref()?);
    Some(match also.statuses.as_slice() {
        same if same == own.statuses => code,
        [] => format!("{code} with any status"),
        other => format!("{code} with {}", numbers(other)),
    })
}

fn limit(limit: &Limit) -> String {
    let plan = limit.plan.as_ref();
    let plan = plan
        .map(|plan| format!(" ({})", wire(plan)))
        .unwrap_or_default();
    format!("{}{plan}: {}", wire(&limit.name), limit.value)
}
