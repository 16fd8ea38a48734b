//! How an error is identified: its codes with their statuses, its type, its shape, the message that identifies it.

use api_error_catalog_core::table::CodeType;

use super::entries::LocatedEntry;
use super::state::Lower;
use crate::diagnostic::Code;
use crate::model::{Identity, Pattern};
use crate::text::file::{CodeText, ErrorEntry, MatchEntry};
use crate::text::source::Span;
use crate::text::yaml::{Field, OneOrMany};

/// How an error is identified, whether by `match` or by the short keys.
#[derive(Default)]
pub(super) struct Identification {
    pub(super) identities: Vec<Identity>,
    pub(super) error_type: Option<String>,
    pub(super) shape: usize,
    pub(super) message: Option<Pattern>,
}

impl Lower<'_> {
    pub(super) fn identification(&mut self, located: &LocatedEntry<'_>) -> Identification {
        let entry = located.entry;
        let own_type = self.type_of(&entry.error_type);
        let mut identification = Identification {
            error_type: own_type.or(located.ty.map(|(name, _)| name.to_owned())),
            shape: self.shape_named(&entry.shape),
            ..Identification::default()
        };
        match entry.match_.get() {
            Some(OneOrMany(list)) => {
                for (span, condition) in list.iter().filter_map(Field::given) {
                    self.add_match(&mut identification, span, condition);
                }
                self.check_said_once(entry);
            }
            None => {
                let code = self.own_code(located);
                identification.identities.push(Identity {
                    code,
                    statuses: self.status_list(&entry.status),
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
            self.report(Code::CodeType, key, "a code that is empty tells no error")
                .help("say how else it is told: `match: { status: …, shape: … }`");
        }
    }

    /// `code` and `status` next to `match` would state the same twice.
    fn check_said_once(&mut self, entry: &ErrorEntry) {
        for (span, key) in [(entry.code.span(), "code"), (entry.status.span(), "status")] {
            let Some(span) = span else { continue };
            let message = format!("`{key}` next to `match` states it twice");
            let own = entry.match_.span().cloned().unwrap_or_default();
            self.report(Code::SaidTwice, span, message)
                .label("not read")
                .other(&own, "how the error looks")
                .note("where there is a `match`, it alone says how the error looks")
                .help(format!("move it into `match`: `match: {{ {key}: … }}`"));
        }
    }

    /// The code of an error without `match`: its `code`, or its key if codes are texts.
    fn own_code(&mut self, located: &LocatedEntry<'_>) -> Option<String> {
        let entry = located.entry;
        let key = (self.code_type == CodeType::String).then(|| located.key.to_owned());
        let code = self.code_text(&entry.code).or(key);
        let absent = entry.code.is_absent() && entry.match_.is_absent();
        if code.is_none() && self.code_type == CodeType::Integer && absent {
            let span = located.key_span().clone();
            self.report(Code::MissingCode, &span, "this error has no code")
                .label("without `code`")
                .note("with `code: integer` the key is a name and not the code")
                .help("add `code: …`, or `match: …` for how else it is told");
        }
        code
    }

    fn add_match(&mut self, to: &mut Identification, span: &Span, condition: &MatchEntry) {
        let code = self.code_text(&condition.code);
        if !to.identities.is_empty()
            && (code.is_none() || to.identities.iter().any(|known| known.code.is_none()))
        {
            let message = "an error without a code is told in one way only";
            self.report(Code::CodelessTwice, span, message)
                .label("a further way")
                .help("list its statuses in one `status: [ … ]`, or make two errors of it");
        }
        to.identities.push(Identity {
            code,
            statuses: self.status_list(&condition.status),
        });
        if let Some(name) = self.type_of(&condition.error_type) {
            to.error_type = Some(name);
        }
        if !condition.shape.is_absent() {
            to.shape = self.shape_named(&condition.shape);
        }
        if let Some(span) = condition.websocket.given().map(|(span, _)| span) {
            to.message = self.pattern(&condition.websocket);
            match self.shapes.iter().position(|shape| shape.websocket) {
                Some(shape) => to.shape = shape,
                None => self.report_no_websocket(span),
            }
        }
    }

    fn report_no_websocket(&mut self, span: &Span) {
        let message = "the catalog does not say how a WebSocket's errors look";
        self.report(Code::NoWebSocket, span, message)
            .label("told by a message")
            .help(r#"add `websocket: '{"message": "$message"}'` at the top"#);
    }

    /// A label. If the catalog lists types, it is one of them.
    fn type_of(&mut self, field: &Field<String>) -> Option<String> {
        let (span, name) = field.given()?;
        if !self.types.is_empty() && !self.types.contains(name) {
            let known = self.types.clone();
            let known: Vec<(&str, ())> = known.iter().map(|known| (known.as_str(), ())).collect();
            let what = (Code::UnknownType, "type of this catalog");
            self.named(what, span, name, &known);
        }
        Some(name.clone())
    }

    fn code_text(&mut self, field: &Field<CodeText>) -> Option<String> {
        let (span, code) = field.given()?;
        let (message, label, help) = match (code, self.code_type) {
            (CodeText::Text(text), CodeType::String) => return Some(text.clone()),
            (CodeText::Number(number), CodeType::Integer) => return Some(number.to_string()),
            (CodeText::Number(number), CodeType::String) => (
                "codes are texts here, not numbers".to_owned(),
                "a number",
                format!("write `'{number}'`, or `code: integer` at the top"),
            ),
            (CodeText::Text(text), CodeType::Integer) => (
                format!("codes are numbers here, and `{text}` is none"),
                "a text",
                "leave out the quotes, or write `code: string` at the top".to_owned(),
            ),
            (_, CodeType::None) => (
                "this catalog has `code: none`".to_owned(),
                "a code",
                "leave the code out, or say at the top what codes are".to_owned(),
            ),
        };
        self.report(Code::CodeType, span, message)
            .label(label)
            .help(help);
        None
    }
}
