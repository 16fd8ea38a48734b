//! Lowers the sources of fields, and the rules for all responses.

use api_error_catalog_core::Form;
use api_error_catalog_core::rules::Notation;

use super::entries::LocatedEntry;
use super::state::Lower;
use crate::diagnostic::{Code, did_you_mean};
use crate::model::{
    CodeSet, Error, FORMS, FieldPlace, FieldSource, HeaderPart, Pattern, Piece, Shape, Template,
    WireRules,
};
use crate::text::file::{CatalogFile, CodeText, SourceOfField};
use crate::text::pattern::parse_pattern;
use crate::text::source::Span;
use crate::text::yaml::{Field, Map, OneOrMany};

/// The fields that only templates can have.
const ONLY_IN_BODIES: [&str; 2] = ["details", "violations"];

/// The fields that have a meaning if a source or a template uses them.
const OWN: [&str; 2] = ["subcode", "retryable"];

impl Lower<'_> {
    /// Returns the sources of fields other than the shapes.
    pub(super) fn sources(&mut self, file: &CatalogFile) -> Vec<FieldSource> {
        let mut sources = Vec::new();
        for (span, field, entries) in file.fields.get().into_iter().flat_map(Map::entries) {
            self.check_source_field(span, field);
            let entries = entries
                .get()
                .into_iter()
                .flat_map(|OneOrMany(list)| list.iter());
            for (span, entry) in entries.filter_map(Field::given) {
                sources.extend(self.source_of(field, span, entry));
            }
        }
        sources
    }

    /// Reports a field that cannot have a source, or that is probably misspelled.
    fn check_source_field(&mut self, span: &Span, field: &str) {
        let is_part =
            |next: char| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_';
        let is_name = field.starts_with(|first: char| first.is_ascii_lowercase())
            && field.chars().all(is_part);
        let known = self.fields_of_responses();
        let near = did_you_mean(field, known.iter().map(String::as_str));
        let is_known = known.iter().any(|name| name == field) || OWN.contains(&field);
        if ONLY_IN_BODIES.contains(&field) || !is_name || !is_known && near.is_some() {
            self.report(Code::UnknownField, span, format!("unknown field `{field}`"))
                .label("unknown field")
                .note("a source states a short value: a predefined field, or one of your own")
                .help(near.unwrap_or_else(|| {
                    "write the name of a field in lower case, then its sources".to_owned()
                }));
        }
    }

    fn source_of(
        &mut self,
        field: &str,
        span: &Span,
        entry: &SourceOfField<'_>,
    ) -> Option<FieldSource> {
        self.check_keys_of_source(field, entry);
        let place = self.place(field, span, entry)?;
        let form = self
            .word(&entry.form, "form", &FORMS)
            .unwrap_or(Form::Plain);
        if let (Some(span), false) = (entry.form.span(), has_form(field, &place, form)) {
            let (label, help) = match form {
                Form::Percent => (
                    "a form of text in headers",
                    "use it for the text of a header, or remove it",
                ),
                _ => (
                    "a form of delays",
                    "use it for `retry_after` or `retryable`, or remove it",
                ),
            };
            let message = format!("`{field}` cannot have this form");
            self.report(Code::FieldSource, span, message)
                .label(label)
                .help(help);
        }
        let errors = entry
            .errors
            .get()
            .into_iter()
            .flat_map(|OneOrMany(list)| list.iter());
        Some(FieldSource {
            field: field.to_owned(),
            place,
            form,
            errors: errors.filter_map(Field::get).cloned().collect(),
        })
    }

    /// Reports keys that have no effect in this source.
    fn check_keys_of_source(&mut self, field: &str, entry: &SourceOfField<'_>) {
        let in_header = entry.header.get().is_some_and(|name| name != "body");
        let is_delay = field == "retry_after";
        for (span, key, has_effect, owner) in [
            (
                entry.param.span(),
                "param",
                in_header,
                "a source that is a header",
            ),
            (
                entry.value.span(),
                "value",
                in_header,
                "a source that is a header",
            ),
            (
                entry.arg.span(),
                "arg",
                is_delay,
                "a source of `retry_after`",
            ),
            (
                entry.errors.span(),
                "errors",
                is_delay,
                "a source of `retry_after`",
            ),
        ] {
            if let (Some(span), false) = (span, has_effect) {
                self.report(
                    Code::FieldSource,
                    span,
                    format!("`{key}` has no effect here"),
                )
                .label("without effect")
                .note(format!("only {owner} can have it"))
                .help(format!("remove `{key}`"));
            }
        }
    }

    /// Returns the place that a source names, which is exactly one.
    fn place(&mut self, field: &str, span: &Span, entry: &SourceOfField<'_>) -> Option<FieldPlace> {
        let places = [&entry.header, &entry.message, &entry.arg];
        if places.iter().filter(|place| !place.is_absent()).count() != 1 {
            return self.refuse_source(
                span,
                "a source has exactly one of `header`, `message` and `arg`",
            );
        }
        if let Some(name) = entry.arg.get() {
            return Some(FieldPlace::Arg(name.clone()));
        }
        match (entry.header.given(), entry.message.given()) {
            (Some((_, name)), _) if name == "body" => Some(FieldPlace::Body),
            (Some((name_span, name)), _) => {
                self.check_header_name(name_span, name);
                let part = self.part_of_header(entry)?;
                Some(FieldPlace::Header(name.clone(), part))
            }
            // The engine would look for the message in the message, without end.
            (None, Some((span, _))) if field == "message" => {
                self.refuse_source(span, "the message cannot be a part of itself")
            }
            (None, Some((span, text))) => {
                let (before, after) = self.around("value", span, text)?;
                if before.is_empty() && after.is_empty() {
                    return self.refuse_source(span, "the message needs text around `{value}`");
                }
                Some(FieldPlace::Message(before, after))
            }
            (None, None) => None,
        }
    }

    /// Returns the part of the header's value that a source names.
    fn part_of_header(&mut self, entry: &SourceOfField<'_>) -> Option<HeaderPart> {
        match (entry.param.get(), entry.value.given()) {
            (None, None) => Some(HeaderPart::Whole),
            (Some(param), None) => Some(HeaderPart::Param(param.clone())),
            (None, Some((span, text))) => {
                let (before, after) = self.around("value", span, text)?;
                Some(HeaderPart::Between(before, after))
            }
            (Some(_), Some((span, _))) => {
                self.refuse_source(span, "`param` and `value` exclude each other")
            }
        }
    }

    fn refuse_source<T>(&mut self, span: &Span, message: &str) -> Option<T> {
        self.report(Code::FieldSource, span, message)
            .label("invalid source")
            .help("write a header's name, `body`, `{ header: X-Error, value: '{value};{_}' }` or `{ message: 'again in {value}' }`");
        None
    }

    /// Returns the texts before and after `{name}`. A `{_}` at the start or the end stands for any text.
    fn around(&mut self, name: &str, span: &Span, text: &str) -> Option<(String, String)> {
        let pattern = match parse_pattern(text) {
            Ok(pattern) => pattern,
            Err(error) => {
                self.report_embedded("the pattern", span, text, error);
                return None;
            }
        };
        let mut pieces = pattern.pieces.as_slice();
        if let [Piece::Parameter(first, _), rest @ ..] = pieces {
            pieces = if first == "_" { rest } else { pieces };
        }
        if let [rest @ .., Piece::Parameter(last, _)] = pieces {
            pieces = if last == "_" { rest } else { pieces };
        }
        let (before, rest) = match pieces {
            [Piece::Text(before), rest @ ..] => (before.as_str(), rest),
            rest => ("", rest),
        };
        match rest {
            [Piece::Parameter(value, _), rest @ ..] if value == name => match rest {
                [] => Some((before.to_owned(), String::new())),
                [Piece::Text(after)] => Some((before.to_owned(), after.clone())),
                _ => self.refuse_around(name, span),
            },
            _ => self.refuse_around(name, span),
        }
    }

    fn refuse_around<T>(&mut self, name: &str, span: &Span) -> Option<T> {
        self.report(
            Code::FieldSource,
            span,
            format!("the pattern must have `{{{name}}}` once"),
        )
        .label("invalid pattern")
        .note("`{_}` is possible at its start and at its end, where it stands for any text")
        .help(format!("write for example `'Error: {{{name}}};{{_}}'`"));
        None
    }

    /// Reports sources for errors, and arguments, that the catalog does not have.
    pub(super) fn check_sources(
        &mut self,
        file: &CatalogFile,
        errors: &[Error],
        entries: &[LocatedEntry<'_>],
    ) {
        let known: Vec<(&str, ())> = entries.iter().map(|entry| (entry.key, ())).collect();
        let args: Vec<(&str, ())> = errors
            .iter()
            .flat_map(args_of)
            .map(|arg| (arg, ()))
            .collect();
        let sources = file.fields.get().into_iter().flat_map(Map::entries);
        let sources = sources.flat_map(|(_, _, list)| list.get().into_iter());
        for entry in sources.flat_map(|OneOrMany(list)| list.iter().filter_map(Field::get)) {
            if let Some((span, name)) = entry.arg.given() {
                self.named((Code::UnknownField, "argument"), span, name, &args);
            }
            let errors = entry.errors.get().into_iter();
            for (span, key) in
                errors.flat_map(|OneOrMany(list)| list.iter().filter_map(Field::given))
            {
                self.named((Code::UnknownField, "error"), span, key, &known);
            }
        }
    }

    /// Returns the rules for all responses.
    pub(super) fn wire_rules(&mut self, file: &CatalogFile) -> WireRules {
        let mut rules = WireRules {
            notation: self.notation(file),
            ..WireRules::default()
        };
        for (span, text) in file
            .code_forms
            .get()
            .into_iter()
            .flatten()
            .filter_map(Field::given)
        {
            rules.code_forms.extend(self.around("code", span, text));
        }
        for (span, word) in file
            .ignore_case
            .get()
            .into_iter()
            .flatten()
            .filter_map(Field::given)
        {
            let known = [("codes", true), ("members", false)];
            match self.named((Code::UnknownWord, "part"), span, word, &known) {
                Some(true) => rules.ignore_case = true,
                Some(false) => rules.ignore_member_case = true,
                None => {}
            }
        }
        for field in file.success_errors.get().into_iter().flatten() {
            if !field.is_absent() {
                rules.success_errors.extend(self.any_shape_named(field));
            }
        }
        for (span, code) in file
            .success_codes
            .get()
            .into_iter()
            .flatten()
            .filter_map(Field::given)
        {
            rules
                .success_codes
                .extend(self.value_pattern("the code", span, &code.to_string()));
        }
        rules
    }

    /// Returns the notation of bodies. An XML document has one outermost element, so its templates have one outermost member.
    fn notation(&mut self, file: &CatalogFile) -> Notation {
        let known = [
            ("json", Notation::Json),
            ("xml", Notation::Xml),
            ("form", Notation::Form),
        ];
        let notation = self.word(&file.notation, "notation", &known);
        let written = self.shapes.iter().filter(|shape| shape.written);
        let is_element = |shape: &Shape| match &shape.template {
            Template::Object(members) => members.len() == 1,
            _ => false,
        };
        let other = written.filter(|shape| !shape.websocket && !is_element(shape));
        let other: Vec<String> = other.map(|shape| format!("`{}`", shape.name)).collect();
        if let (Some(Notation::Xml), Some(span), false) =
            (notation, file.notation.span(), other.is_empty())
        {
            let message = format!("{} cannot be written as XML", other.join(", "));
            self.report(Code::TemplateForm, span, message)
                .label("XML has one outermost element")
                .help(r#"write one outermost member: `'{"Error": {"Code": "$code"}}'`"#);
        }
        notation.unwrap_or_default()
    }

    /// Parses the pattern of a value.
    pub(super) fn value_pattern(&mut self, what: &str, span: &Span, text: &str) -> Option<Pattern> {
        parse_pattern(text)
            .map_err(|error| self.report_embedded(what, span, text, error))
            .ok()
    }
}

/// Returns `true` if a value of the field can be stated in this form.
fn has_form(field: &str, place: &FieldPlace, form: Form) -> bool {
    match form {
        Form::Plain => true,
        Form::Percent => field != "retry_after" && matches!(place, FieldPlace::Header(..)),
        _ => matches!(field, "retry_after" | "retryable"),
    }
}

/// Returns the names of the arguments of an error's documented message and codes.
fn args_of(error: &Error) -> impl Iterator<Item = &str> {
    let conditions = error.identities().filter_map(|own| own.conditions.as_ref());
    let codes = conditions.filter_map(|conditions| match &conditions.codes {
        Some(CodeSet::Pattern(pattern)) => Some(pattern),
        _ => None,
    });
    let patterns = error.message.iter().chain(codes);
    let pieces = patterns.flat_map(|pattern| &pattern.pieces);
    pieces.filter_map(|piece| match piece {
        Piece::Parameter(name, _) => Some(name.as_str()),
        Piece::Text(_) => None,
    })
}

/// Returns the codes that a text stands for, if they are several: a range, or a pattern with an argument.
pub(super) fn code_set(code: &CodeText) -> Option<CodeSet> {
    let CodeText::Text(text) = code else {
        return None;
    };
    if let Some((first, last)) = range(text) {
        return Some(CodeSet::Range(first, last));
    }
    let pattern = parse_pattern(text).ok()?;
    pattern.has_argument().then_some(CodeSet::Pattern(pattern))
}

/// Parses a range of codes: `-32099..-32000`.
fn range(text: &str) -> Option<(i64, i64)> {
    let (first, last) = text.split_once("..")?;
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}
