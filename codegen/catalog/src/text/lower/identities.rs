//! Lowers what identifies an error: its codes with their statuses, its type, its shape, its message.

use api_error_catalog_core::table::CodeType;

use super::entries::LocatedEntry;
use super::state::Lower;
use crate::diagnostic::Code;
use crate::model::{CodeSet, Conditions, Identity, Pattern};
use crate::text::file::{CodeText, ErrorEntry, MatchEntry, ScalarText};
use crate::text::source::Span;
use crate::text::yaml::{Field, Map, OneOrMany};

use super::sources::code_set;

/// How an error is identified, whether by `match` or by the short keys.
#[derive(Default)]
pub(super) struct Identification {
    pub(super) identities: Vec<Identity>,
    pub(super) error_type: Option<String>,
    pub(super) shape: usize,
    pub(super) message: Option<Pattern>,
}

impl Identification {
    /// Removes the conditions that the error's own code, statuses, type, shape and message state already.
    fn drop_conditions(&mut self) {
        let is_only = self.identities.len() == 1;
        for identity in &mut self.identities {
            let is_needed = |conditions: &Conditions| {
                let is_message = conditions.message == self.message;
                let error_type = conditions.error_type.clone();
                let further = Conditions {
                    error_type: error_type.filter(Pattern::has_argument),
                    shape: 0,
                    message: conditions.message.clone().filter(|_| !is_message),
                    ..conditions.clone()
                };
                further != Conditions::default() || !is_only && identity.code.is_none()
            };
            if !identity.conditions.as_deref().is_some_and(is_needed) {
                identity.conditions = None;
            }
        }
    }
}

impl Lower<'_> {
    pub(super) fn identification(&mut self, located: &LocatedEntry<'_>) -> Identification {
        let entry = located.entry;
        let own_type = self.type_of(&entry.error_type);
        let mut identification = Identification {
            error_type: own_type.or(located.ty.map(|(name, _)| name.to_owned())),
            shape: match self.shape_named(&entry.shape) {
                0 => self.usual_shape(),
                shape => shape,
            },
            ..Identification::default()
        };
        match entry.match_.get() {
            Some(OneOrMany(list)) => {
                for condition in list.iter().filter_map(Field::get) {
                    self.add_match(&mut identification, condition);
                }
                identification.drop_conditions();
                self.check_redundant_keys(entry);
                if list.is_empty() {
                    let span = entry.match_.span().cloned().unwrap_or_default();
                    self.report(Code::MissingCode, &span, "`match` has no conditions")
                        .label("identifies no response")
                        .help("write for example `match: { status: 404 }`");
                }
            }
            None => {
                let (code, codes) = self.own_code(located);
                identification.identities.push(Identity {
                    code,
                    statuses: self.status_list(&entry.status),
                    conditions: codes.map(|codes| {
                        let codes = Some(codes);
                        Box::new(Conditions {
                            codes,
                            ..Conditions::default()
                        })
                    }),
                });
            }
        }
        if let (Some((_, ty)), Some(own)) = (located.ty, identification.identities.first_mut()) {
            if own.statuses.is_empty() {
                own.statuses = self.status_list(&ty.status);
            }
        }
        self.check_codes(&identification, located.key_span());
        identification
    }

    fn check_codes(&mut self, identification: &Identification, key: &Span) {
        let mut codes = identification.identities.iter().map(|own| &own.code);
        if codes.any(|code| code.as_deref() == Some("")) {
            self.report(
                Code::CodeType,
                key,
                "an empty code cannot identify an error",
            )
            .help("identify the error in another way: `match: { status: …, shape: … }`");
        }
    }

    /// Reports `code` and `status` next to `match`, which would state the same twice.
    fn check_redundant_keys(&mut self, entry: &ErrorEntry) {
        for (span, key) in [(entry.code.span(), "code"), (entry.status.span(), "status")] {
            let Some(span) = span else { continue };
            let message = format!("`{key}` cannot be used next to `match`");
            let own = entry.match_.span().cloned().unwrap_or_default();
            self.report(Code::RedundantKey, span, message)
                .label("would be ignored")
                .other(&own, "identifies the error")
                .note("if an error has `match`, only `match` identifies it")
                .help(format!("move it into `match`: `match: {{ {key}: … }}`"));
        }
    }

    /// Returns the code of an error without `match`, or its codes: its `code`, or its key if codes are strings.
    fn own_code(&mut self, located: &LocatedEntry<'_>) -> (Option<String>, Option<CodeSet>) {
        let entry = located.entry;
        let (code, codes) = match entry.code.given() {
            Some((span, code)) => self.code_or_set(span, code),
            None if entry.code.is_absent() && self.code_type == CodeType::String => {
                (Some(located.key.to_owned()), None)
            }
            None => (None, None),
        };
        let absent = entry.code.is_absent() && entry.match_.is_absent();
        if code.is_none() && self.code_type == CodeType::Integer && absent {
            let span = located.key_span().clone();
            self.report(Code::MissingCode, &span, "this error has no code")
                .label("without `code`")
                .note("with `code: integer`, the key is a name and not the code")
                .help("add `code: …`, or `match: …` to identify the error in another way");
        }
        (code, codes)
    }

    /// Returns the code, or the codes if it is a range or a pattern with arguments.
    fn code_or_set(&mut self, span: &Span, code: &CodeText) -> (Option<String>, Option<CodeSet>) {
        match code_set(code) {
            Some(CodeSet::Range(first, last)) if first > last => {
                let message = format!("the range from {first} to {last} is empty");
                self.report(Code::CodeType, span, message)
                    .label("starts after its end")
                    .help(format!("write `{last}..{first}`"));
                (None, None)
            }
            Some(set) if self.code_type != CodeType::None => (None, Some(set)),
            _ => (self.code_text(span, code), None),
        }
    }

    fn add_match(&mut self, to: &mut Identification, condition: &MatchEntry) {
        let (code, codes) = match condition.code.given() {
            Some((span, code)) => self.code_or_set(span, code),
            None => (None, None),
        };
        let (statuses, families) = self.statuses_and_families(&condition.status);
        let mut conditions = Conditions {
            codes,
            subcode: condition.subcode.get().map(ToString::to_string),
            families,
            error_type: self.type_pattern(&condition.error_type),
            shape: self.shape_named(&condition.shape),
            empty_body: self
                .word(&condition.body, "body", &[("empty", ())])
                .is_some(),
            message: self.pattern(&condition.message),
            fields: self.fields_with_values(&condition.where_),
        };
        if to.identities.is_empty() {
            let literal = conditions.error_type.as_ref();
            let literal = literal.filter(|pattern| !pattern.has_argument());
            let literal = literal.map(|pattern| pattern.text.clone());
            to.error_type = literal.or(to.error_type.take());
            if !condition.shape.is_absent() {
                to.shape = conditions.shape;
            }
        }
        if let Some(span) = condition.websocket.given().map(|(span, _)| span) {
            match self.shapes.iter().position(|shape| shape.websocket) {
                Some(shape) => conditions.shape = shape,
                None => self.report_no_websocket(span),
            }
            conditions.message = self.pattern(&condition.websocket);
            if to.identities.is_empty() {
                (to.shape, to.message) = (conditions.shape, conditions.message.clone());
            }
        }
        if conditions.empty_body {
            self.check_empty_body(condition);
        }
        to.identities.push(Identity {
            code,
            statuses,
            conditions: Some(Box::new(conditions)),
        });
    }

    /// Reports the conditions on a body next to `body: empty`, with which no response fulfills both.
    fn check_empty_body(&mut self, condition: &MatchEntry) {
        let body = condition.body.span().cloned().unwrap_or_default();
        let shape = condition.shape.span().map(|span| ("shape", span));
        let websocket = condition.websocket.span().map(|span| ("websocket", span));
        for (key, span) in shape.into_iter().chain(websocket) {
            let message = format!("`{key}` cannot be used next to `body: empty`");
            self.report(Code::RedundantKey, span, message)
                .label("requires a body")
                .other(&body, "requires that there is none")
                .help("remove one of them, or make two sets: `match: [{ … }, { … }]`");
        }
    }

    fn fields_with_values(
        &mut self,
        field: &Field<Map<String, ScalarText>>,
    ) -> Vec<(String, Pattern)> {
        let mut fields = Vec::new();
        let known = self.fields_of_responses();
        let known: Vec<(&str, ())> = known.iter().map(|name| (name.as_str(), ())).collect();
        for (span, name, value) in field.get().into_iter().flat_map(Map::entries) {
            self.named((Code::UnknownField, "field"), span, name, &known);
            if let Some((span, ScalarText(value))) = value.given() {
                let pattern = self.value_pattern("the value", span, value);
                fields.extend(pattern.map(|pattern| (name.clone(), pattern)));
            }
        }
        fields
    }

    fn report_no_websocket(&mut self, span: &Span) {
        let message = "the catalog has no template for WebSocket messages";
        self.report(Code::NoWebSocket, span, message)
            .label("identified by a WebSocket message")
            .help(r#"add a template at the top level: `websocket: '{"message": "$message"}'`"#);
    }

    /// Returns the pattern of a type. One without arguments must be declared, if the catalog declares types.
    fn type_pattern(&mut self, field: &Field<String>) -> Option<Pattern> {
        let (span, text) = field.given()?;
        let pattern = self.value_pattern("the type", span, text)?;
        if !pattern.has_argument() {
            self.type_of(field);
        }
        Some(pattern)
    }

    /// Returns the type of an error. If the catalog declares types, it must be one of them.
    fn type_of(&mut self, field: &Field<String>) -> Option<String> {
        let (span, name) = field.given()?;
        if !self.types.is_empty() && !self.types.contains(name) {
            let known = self.types.clone();
            let known: Vec<(&str, ())> = known.iter().map(|known| (known.as_str(), ())).collect();
            let what = (Code::UnknownType, "type");
            self.named(what, span, name, &known);
        }
        Some(name.clone())
    }

    fn code_text(&mut self, span: &Span, code: &CodeText) -> Option<String> {
        let (message, label, help) = match (code, self.code_type) {
            (CodeText::Text(text), CodeType::String) => return Some(text.clone()),
            (CodeText::Number(number), CodeType::Integer) => return Some(number.to_string()),
            (CodeText::Number(number), CodeType::String) => (
                "the codes of this catalog are strings, not numbers".to_owned(),
                "a number",
                format!("write `'{number}'`, or set `code: integer` at the top level"),
            ),
            (CodeText::Text(text), CodeType::Integer) => (
                format!("the codes of this catalog are numbers, not strings such as `{text}`"),
                "a string",
                "remove the quotes, or set `code: string` at the top level".to_owned(),
            ),
            (_, CodeType::None) => (
                "the errors of this catalog have no codes, because it has `code: none`".to_owned(),
                "a code",
                "remove the code, or set `code: string` or `code: integer` at the top level"
                    .to_owned(),
            ),
        };
        self.report(Code::CodeType, span, message)
            .label(label)
            .help(help);
        None
    }
}
