//! The file → the catalog: what the values mean together, and all that is wrong with them at once.

mod entry;
mod identity;
mod names;
mod page;
mod reading;
mod wire;

pub(crate) use reading::hints;

use api_error_catalog_core::Class;
use api_error_catalog_core::table::CodeForm;

use crate::diagnostic::{Code, Diagnostic, Level, Levels, nearest};
use crate::model::{Catalog, Shape};
use crate::text::broken::{Broken, part};
use crate::text::file::File;
use crate::text::source::Span;
use crate::text::yaml::{Field, List, Map, OneOrMany};

pub(crate) use entry::{Entry, collect};

/// Makes the catalog, unless something is wrong, be it here or `before`.
pub(crate) fn lower(
    file: &File,
    text: &str,
    before: Vec<Diagnostic>,
) -> Result<Catalog, Vec<Diagnostic>> {
    let mut lower = Lower::new(text, before);
    let catalog = lower.catalog(file);
    if lower.faults.is_empty() {
        Ok(catalog)
    } else {
        Err(lower.faults)
    }
}

/// What is needed on the way.
struct Lower<'t> {
    /// The file's text.
    text: &'t str,
    faults: Vec<Diagnostic>,
    code_form: CodeForm,
    shapes: Vec<Shape>,
    /// The names of the types that the catalog lists.
    types: Vec<String>,
}

impl<'t> Lower<'t> {
    fn new(text: &'t str, faults: Vec<Diagnostic>) -> Lower<'t> {
        Lower {
            text,
            faults,
            code_form: CodeForm::Text,
            shapes: Vec::new(),
            types: Vec::new(),
        }
    }

    fn catalog(&mut self, file: &File) -> Catalog {
        self.version(file);
        levels(&file.lints, &mut self.faults);
        let name = self.catalog_name(file);
        self.code_form = self.code_form(file);
        self.shapes = self.shapes(file);
        let headers = self.headers(file);
        let types = self.types(file);
        self.types = types.iter().map(|ty| ty.name.clone()).collect();
        let entries = entry::collect(file);
        let errors: Vec<_> = entries.iter().map(|entry| self.error(entry)).collect();
        // Some pages know nothing but close codes, or statuses that are no errors.
        let numbered = !file.close_codes.is_absent() || !file.statuses.is_absent();
        if entries.is_empty() && !numbered && self.faults.is_empty() {
            let fault = Diagnostic::new(Code::NoErrors, 0..0, "the catalog has no errors");
            let fault = fault.note("only a catalog of close codes or statuses may be without");
            self.faults.push(fault.help(
                "list them under `errors:`, or under `types:` where codes are grouped by a type",
            ));
        }
        self.check_names(&errors, &entries);
        self.check_identities(&errors, &entries);
        let sensitive = self.sensitive(file, &errors);
        let title = file.title.get().cloned().unwrap_or_else(|| name.clone());
        Catalog {
            title,
            source: self.source(file),
            support: page::support(file),
            code_form: self.code_form,
            headers,
            sensitive,
            types,
            errors,
            noted: self.noted(file),
            statuses: self.statuses(file),
            close_codes: self.close_codes(file),
            quirks: file
                .quirks
                .get()
                .map(|list| self.quirks(list))
                .unwrap_or_default(),
            shapes: std::mem::take(&mut self.shapes),
            name,
        }
    }

    fn version(&mut self, file: &File) {
        match file.format.given() {
            Some((_, 1)) => {}
            Some((span, other)) => {
                let fault = Diagnostic::new(
                    Code::Version,
                    span.clone(),
                    format!("format {other} is not known"),
                )
                .label("not known");
                self.faults
                    .push(fault.help("this program reads format 1; a newer one may read more"));
            }
            None if file.format.is_absent() => {
                let fault = Diagnostic::new(Code::MissingKey, 0..0, "the key `format` is missing");
                self.faults
                    .push(fault.help("begin the file with `format: 1`"));
            }
            None => {}
        }
    }

    /// The value of a key that must be there; `place` is told where it is not.
    fn needed<T: Clone + Default>(&mut self, field: &Field<T>, key: &str, place: &Span) -> T {
        if field.is_absent() {
            let fault = Diagnostic::new(
                Code::MissingKey,
                place.clone(),
                format!("the key `{key}` is missing here"),
            );
            self.faults.push(
                fault
                    .label(format!("without `{key}`"))
                    .help(format!("add `{key}: …`")),
            );
        }
        field.get().cloned().unwrap_or_default()
    }

    fn named<T: Copy>(
        &mut self,
        what: (Code, &str),
        span: &Span,
        name: &str,
        known: &[(&str, T)],
    ) -> Option<T> {
        named(&mut self.faults, what, span, name, known)
    }

    /// Tells a fault inside the text of a value, `what`, which stands at `span`.
    fn tell_broken(&mut self, what: &str, span: &Span, text: &str, broken: Broken) {
        let place = |at| part(self.text, span, text, at);
        let mut fault = Diagnostic::new(
            broken.code,
            place(&broken.at),
            format!("{what} is broken: {}", broken.why),
        );
        if let Some(first) = &broken.first {
            fault = fault.label("again here").other(place(first), "first here");
        } else if broken.at.is_empty() {
            fault = fault.label("the whole of it");
        } else {
            fault = fault.label("broken here");
        }
        self.faults.push(fault.help(broken.help));
    }

    fn class(&mut self, field: &Field<String>) -> Option<Class> {
        let (span, name) = field.given()?;
        let known: Vec<(&str, Class)> = Class::ALL
            .iter()
            .map(|class| (class.as_str(), *class))
            .collect();
        self.named((Code::UnknownWord, "class"), span, name, &known)
    }

    /// The statuses, each within the range of HTTP statuses.
    fn status_list(&mut self, field: &Field<OneOrMany<u16>>) -> Vec<u16> {
        let Some(OneOrMany(list)) = field.get() else {
            return Vec::new();
        };
        let mut statuses: Vec<(&Span, u16)> = Vec::new();
        for (span, status) in list.iter().filter_map(Field::given) {
            if !(100..=599).contains(status) {
                let fault = Diagnostic::new(
                    Code::Status,
                    span.clone(),
                    format!("{status} is no HTTP status"),
                );
                self.faults.push(
                    fault
                        .label("no status")
                        .help("a status lies between 100 and 599"),
                );
            } else if let Some((first, _)) = statuses.iter().find(|(_, known)| known == status) {
                let fault = Diagnostic::new(
                    Code::StatusTwice,
                    span.clone(),
                    format!("the status {status} stands here twice"),
                );
                let fault = fault
                    .label("again here")
                    .other(Span::clone(first), "first here");
                self.faults.push(fault.help("leave one of them out"));
            } else {
                statuses.push((span, *status));
            }
        }
        statuses.into_iter().map(|(_, status)| status).collect()
    }
}

/// The item of a closed list that has this name; where it has none, that is told with the code.
fn named<T: Copy>(
    faults: &mut Vec<Diagnostic>,
    (code, what): (Code, &str),
    span: &Span,
    name: &str,
    known: &[(&str, T)],
) -> Option<T> {
    let found = known
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, item)| *item);
    if found.is_none() {
        let names = || known.iter().map(|(name, _)| *name);
        let help = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "known are {}",
                names()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        let fault = Diagnostic::new(code, span.clone(), format!("`{name}` is no {what}"));
        faults.push(fault.label(format!("no {what}")).help(help));
    }
    found
}

/// The levels that a `lints:` sets.
pub(crate) fn levels(field: &Field<Map<String, String>>, faults: &mut Vec<Diagnostic>) -> Levels {
    let lints: Vec<(&str, Code)> = Code::lints().map(|lint| (lint.id(), lint)).collect();
    let mut levels = Levels::default();
    for (span, name, level) in field.get().into_iter().flat_map(Map::entries) {
        let lint = named(faults, (Code::UnknownLint, "lint"), span, name, &lints);
        let level = level.given().and_then(|(span, word)| {
            named(
                faults,
                (Code::UnknownWord, "level of a lint"),
                span,
                word,
                &Level::NAMES,
            )
        });
        if let (Some(lint), Some(level)) = (lint, level) {
            levels.set(lint, level);
        }
    }
    levels
}

/// The values of a list that could be read.
fn texts(field: &Field<List<String>>) -> Vec<String> {
    field
        .get()
        .map(|list| list.iter().filter_map(Field::get).cloned().collect())
        .unwrap_or_default()
}
