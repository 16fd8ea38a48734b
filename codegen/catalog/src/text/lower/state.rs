//! The state of lowering, and the methods that all its parts share.

use api_error_catalog_core::Category;
use api_error_catalog_core::table::CodeType;

use crate::diagnostic::{Code, Diagnostic, Level, Levels, LintLevels, did_you_mean, report};
use crate::model::{FieldSource, Shape};
use crate::text::embedded::EmbeddedError;
use crate::text::file::CodeText;
use crate::text::source::Span;
use crate::text::source_map::SourceMap;
use crate::text::yaml::{Field, List, Map, OneOrMany};

/// The state of lowering.
pub(super) struct Lower<'t> {
    /// The file's text.
    pub(super) text: &'t str,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) map: SourceMap,
    pub(super) lints: LintLevels,
    pub(super) code_type: CodeType,
    pub(super) shapes: Vec<Shape>,
    pub(super) sources: Vec<FieldSource>,
    /// The names of the types that the catalog declares.
    pub(super) types: Vec<String>,
    /// The Rust types for details, with the keys that they are named after.
    pub(super) detail_types: Vec<(String, Span)>,
}

impl<'t> Lower<'t> {
    pub(super) fn new(text: &'t str, findings: Vec<Diagnostic>) -> Lower<'t> {
        Lower {
            text,
            findings,
            map: SourceMap::default(),
            lints: LintLevels::default(),
            code_type: CodeType::String,
            shapes: Vec::new(),
            sources: Vec::new(),
            types: Vec::new(),
            detail_types: Vec::new(),
        }
    }

    /// Reports an error.
    pub(super) fn report(
        &mut self,
        code: Code,
        span: &Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        report(&mut self.findings, code, span, message)
    }

    /// Returns the value of a required key. A missing key is reported at `position`.
    pub(super) fn needed<T: Clone + Default>(
        &mut self,
        field: &Field<T>,
        key: &str,
        position: &Span,
    ) -> T {
        if field.is_absent() {
            let message = format!("the key `{key}` is missing here");
            self.report(Code::MissingKey, position, message)
                .label(format!("without `{key}`"))
                .help(format!("add `{key}: …`"));
        }
        field.get().cloned().unwrap_or_default()
    }

    pub(super) fn named<T: Copy>(
        &mut self,
        what: (Code, &str),
        span: &Span,
        name: &str,
        known: &[(&str, T)],
    ) -> Option<T> {
        named(&mut self.findings, what, span, name, known)
    }

    /// Reports an error inside a template or a message pattern.
    pub(super) fn report_embedded(
        &mut self,
        what: &str,
        span: &Span,
        text: &str,
        error: EmbeddedError,
    ) {
        error.report(&mut self.findings, what, self.text, span, text);
    }

    /// Returns the meaning of a word of the format.
    pub(super) fn word<T: Copy>(
        &mut self,
        field: &Field<String>,
        what: &str,
        known: &[(&str, T)],
    ) -> Option<T> {
        let (span, name) = field.given()?;
        self.named((Code::UnknownWord, what), span, name, known)
    }

    pub(super) fn category(&mut self, field: &Field<String>) -> Option<Category> {
        let known = Category::ALL
            .iter()
            .map(|category| (category.as_str(), *category));
        self.word(field, "category", &known.collect::<Vec<_>>())
    }

    /// Returns the statuses, each within the range of HTTP statuses.
    pub(super) fn status_list(&mut self, field: &Field<OneOrMany<u16>>) -> Vec<u16> {
        let Some(OneOrMany(list)) = field.get() else {
            return Vec::new();
        };
        let list = list.iter().filter_map(Field::given);
        self.statuses_of(list.map(|(span, status)| (span, *status)))
    }

    /// Returns the statuses, and the hundreds of statuses: 5 for `5xx`.
    pub(super) fn statuses_and_families(
        &mut self,
        field: &Field<OneOrMany<CodeText>>,
    ) -> (Vec<u16>, Vec<u16>) {
        let list = field
            .get()
            .into_iter()
            .flat_map(|OneOrMany(list)| list.iter());
        let (mut statuses, mut families) = (Vec::new(), Vec::new());
        for (span, status) in list.filter_map(Field::given) {
            let text = status.to_string();
            let family = text
                .strip_suffix("xx")
                .and_then(|family| family.parse().ok());
            match (family, text.parse()) {
                (Some(family @ 1..=9), _) => families.push(family),
                (None, Ok(status)) => statuses.push((span, status)),
                _ => {
                    self.report(
                        Code::Status,
                        span,
                        format!("`{text}` is not a valid HTTP status"),
                    )
                    .label("invalid status")
                    .help("use a status such as 404, or hundreds of statuses such as `4xx`");
                }
            }
        }
        (self.statuses_of(statuses.into_iter()), families)
    }

    fn statuses_of<'s>(&mut self, list: impl Iterator<Item = (&'s Span, u16)>) -> Vec<u16> {
        let mut statuses: Vec<(&Span, u16)> = Vec::new();
        for (span, status) in list {
            if !(100..=999).contains(&status) {
                let message = format!("{status} is not a valid HTTP status");
                self.report(Code::Status, span, message)
                    .label("invalid status")
                    .help("use a status from 100 to 999");
            } else if let Some((first, _)) = statuses.iter().find(|(_, known)| *known == status) {
                let message = format!("the status {status} is listed twice");
                self.report(Code::StatusTwice, span, message)
                    .label("again here")
                    .other(first, "first here")
                    .help("remove one of them");
            } else {
                statuses.push((span, status));
            }
        }
        statuses.into_iter().map(|(_, status)| status).collect()
    }
}

/// Returns the item with this name from a closed list. An unknown name is reported with the code.
pub(super) fn named<T: Copy>(
    findings: &mut Vec<Diagnostic>,
    (code, what): (Code, &str),
    span: &Span,
    name: &str,
    known: &[(&str, T)],
) -> Option<T> {
    let found = known.iter().find(|(other, _)| *other == name);
    if found.is_none() {
        let names = || known.iter().map(|(name, _)| *name);
        let help = did_you_mean(name, names()).unwrap_or_else(|| {
            let quoted: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            match quoted.as_slice() {
                [] => format!("the catalog does not declare any {what}"),
                names => format!("expected one of {}", names.join(", ")),
            }
        });
        report(findings, code, span, format!("unknown {what} `{name}`"))
            .label(format!("unknown {what}"))
            .help(help);
    }
    found.map(|(_, item)| *item)
}

/// Returns the levels that a `lints:` mapping sets.
pub(super) fn levels(field: &Field<Map<String, String>>, findings: &mut Vec<Diagnostic>) -> Levels {
    let lints: Vec<(&str, Code)> = Code::lints().map(|lint| (lint.id(), lint)).collect();
    let mut levels = Levels::default();
    for (span, name, level) in field.get().into_iter().flat_map(Map::entries) {
        let lint = named(findings, (Code::UnknownLint, "lint"), span, name, &lints);
        let level = level.given().and_then(|(span, word)| {
            let what = (Code::UnknownWord, "lint level");
            named(findings, what, span, word, &Level::NAMES)
        });
        if let (Some(lint), Some(level)) = (lint, level) {
            levels.set(lint, level);
        }
    }
    levels
}

/// Returns the values of a list that were not refused.
pub(super) fn texts(field: &Field<List<String>>) -> Vec<String> {
    field
        .get()
        .map(|list| list.iter().filter_map(Field::get).cloned().collect())
        .unwrap_or_default()
}
