//! A catalog as YAML: what a person could have written, in any of the ways YAML has for it.

use std::fmt::Write;

use api_error_catalog_core::table::{CodeType, RetryNumber};
use api_error_catalog_core::{Category, Form, RetryAdvice};
use api_error_catalog_model::diagnostic::{Code, Level};
use api_error_catalog_model::model::form_word;
use api_error_catalog_model::model::{
    Catalog, CodeSet, Column, Condition, Conditions, Detail, DetailType, Deviation, Erratum, Error,
    FieldPlace, FieldSource, FieldType, FieldUse, HeaderPart, Hint, Identity, Limit, PageSource,
    Part, Template,
};
use heck::ToUpperCamelCase;

/// How texts are written, wherever they can be written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `"…"`, with escapes.
    Double,
    /// `'…'`.
    Single,
    /// `|-`, each line on its own.
    Block,
}

/// The text of a catalog's file.
#[must_use]
pub fn write(catalog: &Catalog, style: Style) -> String {
    let mut writer = Writer {
        out: String::new(),
        style,
        indent: 0,
    };
    writer.catalog(catalog);
    writer.out
}

struct Writer {
    out: String,
    style: Style,
    indent: usize,
}

impl Writer {
    fn catalog(&mut self, catalog: &Catalog) {
        self.line("format: 1");
        self.text("catalog", &catalog.name);
        self.text("title", &catalog.title);
        match catalog.pages.as_slice() {
            [] => {}
            [page] => self.below("source", |w| w.page(page)),
            pages => {
                self.line("source:");
                pages.iter().for_each(|page| self.item(|w| w.page(page)));
            }
        }
        self.below("support", |w| {
            w.maybe("url", catalog.support.url.as_ref());
            w.maybe("email", catalog.support.email.as_ref());
            w.texts("send", &catalog.support.send);
        });
        self.line(match catalog.code_type {
            CodeType::String => "code: string",
            CodeType::Integer => "code: integer",
            CodeType::None => "code: none",
        });
        self.wire(catalog);
        self.lints(catalog.errors.len());
        self.errors(catalog);
        self.known_deviations(catalog);
        self.numbered(catalog);
    }

    fn page(&mut self, page: &PageSource) {
        for (key, value) in [
            ("title", &page.title),
            ("url", &page.url),
            ("file", &page.file),
            ("read", &page.read),
        ] {
            self.maybe(key, value.as_ref());
        }
        self.texts("hosts", &page.hosts);
        if !page.hints.is_empty() {
            self.line("hints:");
        }
        page.hints
            .iter()
            .for_each(|hint| self.item(|w| w.hint(hint)));
    }

    /// Levels of lints, which change nothing of what is generated: some for the catalog, for each type and each error.
    fn lints(&mut self, chance: usize) {
        let lints = Code::lints().zip(Level::NAMES.iter().cycle().skip(chance));
        let levels: Vec<String> = lints
            .skip(chance % 7)
            .take(chance % 3)
            .map(|(lint, (level, _))| format!("{lint}: {level}"))
            .collect();
        if !levels.is_empty() {
            self.line(&format!("lints: {{ {} }}", levels.join(", ")));
        }
    }

    fn known_deviations(&mut self, catalog: &Catalog) {
        self.below("known_deviations", |w| {
            for kind in Deviation::ALL {
                let of_kind = catalog
                    .known_deviations
                    .iter()
                    .filter(|deviation| deviation.kind == kind);
                w.below(kind.as_str(), |w| {
                    for deviation in of_kind {
                        let seen = w.scalar(&deviation.seen);
                        w.line(&format!("{}: {seen}", quoted(&deviation.what)));
                    }
                });
            }
        });
    }

    fn wire(&mut self, catalog: &Catalog) {
        for shape in &catalog.shapes {
            if shape.name == "envelope" || shape.websocket {
                self.text(&shape.name, &template_json(&shape.template));
            }
        }
        self.below("shapes", |w| {
            for shape in catalog
                .shapes
                .iter()
                .filter(|shape| shape.written && shape.name != "envelope" && !shape.websocket)
            {
                w.text(&shape.name, &template_json(&shape.template));
            }
        });
        let older: Vec<String> = catalog
            .shapes
            .iter()
            .filter(|shape| !shape.written)
            .map(|shape| template_json(&shape.template))
            .collect();
        self.texts("decode_only", &older);
        self.sources(catalog);
        self.rules(catalog);
        let details = catalog
            .sensitive
            .details
            .iter()
            .map(|name| format!("details.{name}"));
        let sensitive: Vec<String> = catalog
            .sensitive
            .fields
            .iter()
            .cloned()
            .chain(details)
            .collect();
        self.texts("sensitive", &sensitive);
        self.errata("errata", &catalog.errata);
    }

    /// The sources of each field, which stand together: a header's name alone where that is enough.
    fn sources(&mut self, catalog: &Catalog) {
        self.below("fields", |w| {
            for of_field in catalog
                .sources
                .chunk_by(|one, other| one.field == other.field)
            {
                match of_field {
                    [only] if only.is_header() => {
                        w.text(&only.field, only.header().unwrap_or_default());
                    }
                    several => {
                        w.line(&format!("{}:", several[0].field));
                        several
                            .iter()
                            .for_each(|source| w.item(|w| w.source(source)));
                    }
                }
            }
        });
    }

    fn source(&mut self, source: &FieldSource) {
        match &source.place {
            FieldPlace::Body => self.line("header: body"),
            FieldPlace::Header(name, part) => {
                self.text("header", name);
                match part {
                    HeaderPart::Whole => {}
                    HeaderPart::Param(param) => self.text("param", param),
                    HeaderPart::Between(before, after) => {
                        self.text("value", &around("value", before, after));
                    }
                }
            }
            FieldPlace::Message(before, after) => {
                self.text("message", &around("value", before, after));
            }
            FieldPlace::Arg(name) => self.text("arg", name),
        }
        if source.form != Form::Plain {
            self.text("form", form_word(source.form));
        }
        self.texts("errors", &source.errors);
    }

    fn rules(&mut self, catalog: &Catalog) {
        let rules = &catalog.rules;
        let forms = rules.code_forms.iter();
        let forms: Vec<String> = forms
            .map(|(before, after)| around("code", before, after))
            .collect();
        self.texts("code_forms", &forms);
        let ignored = [
            ("codes", rules.ignore_case),
            ("members", rules.ignore_member_case),
        ];
        let ignored = ignored.into_iter().filter(|(_, ignored)| *ignored);
        let ignored: Vec<String> = ignored.map(|(word, _)| word.to_owned()).collect();
        self.texts("ignore_case", &ignored);
        let shapes = rules
            .success_errors
            .iter()
            .map(|at| catalog.shapes[*at].name.clone());
        self.texts("success_errors", &shapes.collect::<Vec<_>>());
        let codes = rules.success_codes.iter().map(|code| code.text.clone());
        self.texts("success_codes", &codes.collect::<Vec<_>>());
    }

    fn errors(&mut self, catalog: &Catalog) {
        let group = |error: &Error| {
            catalog
                .types
                .iter()
                .position(|ty| error.seen.is_none() && Some(&ty.name) == error.error_type.as_ref())
        };
        self.below("types", |w| {
            for (at, ty) in catalog.types.iter().enumerate() {
                w.below_text(&ty.name, |w| {
                    w.statuses(&ty.statuses);
                    w.text("description", &ty.description);
                    w.lints(ty.description.len());
                    w.below("errors", |w| {
                        let inside = catalog
                            .errors
                            .iter()
                            .filter(|error| group(error) == Some(at));
                        inside.for_each(|error| w.error(catalog, error, Some(&ty.statuses)));
                    });
                });
            }
        });
        let apart = |observed: bool| {
            catalog
                .errors
                .iter()
                .filter(move |error| group(error).is_none() && error.seen.is_some() == observed)
        };
        self.below("errors", |w| {
            apart(false).for_each(|error| w.error(catalog, error, None))
        });
        self.below("observed", |w| {
            apart(true).for_each(|error| w.error(catalog, error, None))
        });
    }

    /// `of_type`: the statuses of the type under which it stands.
    fn error(&mut self, catalog: &Catalog, error: &Error, of_type: Option<&[u16]>) {
        self.below_text(&error.key, |w| {
            w.looks(catalog, error, of_type);
            if error.key.to_upper_camel_case() != error.name {
                w.text("rust_name", &error.name);
            }
            w.text("description", &error.description);
            w.lints(error.description.len());
            w.texts("causes", &error.causes);
            w.texts("solutions", &error.solutions);
            w.maybe("user_message", error.user_message.as_ref());
            w.maybe("exception", error.exception.as_ref());
            w.limits(&error.limits);
            if let (Some(pattern), false) = (&error.message, error.identified_by_message) {
                w.text("message", &pattern.text);
            }
            w.details(&error.details);
            w.assumption(error);
            w.examples(error);
            w.errata("erratum", &error.errata);
            w.texts("links", &error.links);
            w.maybe("deprecated", error.deprecated.as_ref());
            w.texts("renamed_from", &error.renamed_from);
            w.maybe("seen", error.seen.as_ref());
        });
    }

    /// Writes what identifies the error: its key, or `match`.
    fn looks(&mut self, catalog: &Catalog, error: &Error, of_type: Option<&[u16]>) {
        if of_type.is_none() {
            self.maybe("type", error.error_type.as_ref());
        }
        let shape = &catalog.shapes[error.shape];
        if error.shape != 0 && !error.identified_by_message {
            self.text("shape", &shape.name);
        }
        let by_key =
            catalog.code_type == CodeType::String && error.own.code.as_ref() == Some(&error.key);
        if by_key && error.also.is_empty() && error.own.conditions.is_none() {
            if of_type != Some(&error.own.statuses) {
                self.statuses(&error.own.statuses);
            }
            return;
        }
        self.line("match:");
        for identity in error.identities() {
            self.item(|w| w.identity(catalog, error, identity));
        }
    }

    fn identity(&mut self, catalog: &Catalog, error: &Error, identity: &Identity) {
        match (&identity.code, catalog.code_type) {
            (Some(code), CodeType::Integer) => self.line(&format!("code: {code}")),
            (Some(code), _) => self.text("code", code),
            (None, _) => {}
        }
        let families = identity
            .conditions
            .iter()
            .flat_map(|conditions| &conditions.families);
        let families = families.map(|family| format!("{family}xx"));
        let statuses = identity.statuses.iter().map(u16::to_string).chain(families);
        self.line(&format!(
            "status: [{}]",
            statuses.collect::<Vec<_>>().join(", ")
        ));
        if let Some(conditions) = &identity.conditions {
            self.conditions(catalog, conditions);
        }
        if let (Some(pattern), true) = (&error.message, error.identified_by_message) {
            self.text("websocket", &pattern.text);
        }
    }

    fn conditions(&mut self, catalog: &Catalog, conditions: &Conditions) {
        match &conditions.codes {
            None => {}
            Some(CodeSet::Pattern(pattern)) => self.text("code", &pattern.text),
            Some(CodeSet::Range(first, last)) => self.line(&format!("code: {first}..{last}")),
        }
        self.maybe("subcode", conditions.subcode.as_ref());
        let shape = catalog
            .shapes
            .get(conditions.shape)
            .filter(|_| conditions.shape > 0);
        let is_message = shape.is_some_and(|shape| shape.websocket);
        if let Some(shape) = shape.filter(|shape| shape.written && !shape.websocket) {
            self.text("shape", &shape.name);
        }
        self.maybe(
            "type",
            conditions.error_type.as_ref().map(|pattern| &pattern.text),
        );
        let key = if is_message { "websocket" } else { "message" };
        self.maybe(
            key,
            conditions.message.as_ref().map(|pattern| &pattern.text),
        );
        if conditions.empty_body {
            self.line("body: empty");
        }
        self.below("where", |w| {
            for (field, value) in &conditions.fields {
                w.text(field, &value.text);
            }
        });
    }

    fn limits(&mut self, limits: &[Limit]) {
        self.below("limits", |w| {
            for (at, limit) in limits.iter().enumerate() {
                match &limit.plan {
                    None => w.number(&limit.name, limit.value),
                    Some(_) if at > 0 && limits[at - 1].name == limit.name => {}
                    Some(_) => w.below_text(&limit.name, |w| {
                        let plans = limits.iter().filter(|other| other.name == limit.name);
                        plans.for_each(|other| {
                            w.number(other.plan.as_deref().unwrap_or_default(), other.value)
                        });
                    }),
                }
            }
        });
    }

    /// Objects take a line for each member where texts do as well.
    fn details(&mut self, details: &[Detail]) {
        self.below("details", |w| w.members(details));
    }

    fn members(&mut self, details: &[Detail]) {
        for detail in details {
            match &detail.ty {
                DetailType::Object(members) if self.style == Style::Block => {
                    self.below(&detail_key(detail), |w| w.members(members));
                }
                ty => self.line(&format!("{}: {}", detail_key(detail), detail_type(ty))),
            }
        }
    }

    fn assumption(&mut self, error: &Error) {
        self.line(&format!("category: {}", error.category.as_str()));
        let Some(retry) = &error.retry else { return };
        if retry.assumed {
            self.below("assumed", |w| w.retry(retry));
        } else {
            self.retry(retry);
        }
    }

    fn retry(&mut self, retry: &RetryAdvice) {
        let mut keys = format!("strategy: {}", retry.strategy);
        for number in RetryNumber::ALL {
            if let Some(value) = number.value(*retry) {
                // Writing into a string cannot fail.
                let _ = write!(keys, ", {}: {value}", number.key);
            }
        }
        self.line(&format!("retry: {{ {keys} }}"));
    }

    fn examples(&mut self, error: &Error) {
        if !error.examples.is_empty() {
            self.line("examples:");
        }
        for example in &error.examples {
            self.item(|w| {
                if let Some(status) = example.status {
                    w.line(&format!("status: {status}"));
                }
                w.text("body", &example.body);
            });
        }
    }

    fn numbered(&mut self, catalog: &Catalog) {
        self.below("statuses", |w| {
            for status in &catalog.statuses {
                w.below(&status.status.to_string(), |w| {
                    w.text("name", &status.name);
                    w.text("description", &status.description);
                    w.maybe("action", status.action.as_ref());
                });
            }
        });
        self.below("close_codes", |w| {
            for close in &catalog.close_codes {
                w.below(&close.code.to_string(), |w| {
                    w.text("name", &close.name);
                    w.text("description", &close.description);
                    if close.category != Category::Unknown {
                        w.line(&format!("category: {}", close.category.as_str()));
                    }
                    match &close.retry {
                        Some(retry) if retry.assumed => w.below("assumed", |w| w.retry(retry)),
                        Some(retry) => w.retry(retry),
                        None => {}
                    }
                });
            }
        });
    }

    fn errata(&mut self, key: &str, errata: &[Erratum]) {
        if !errata.is_empty() {
            self.line(&format!("{key}:"));
        }
        for erratum in errata {
            self.item(|w| {
                w.text("issue", &erratum.issue);
                w.text("interpretation", &erratum.interpretation);
                if !erratum.conditions.is_empty() {
                    w.line("while:");
                }
                erratum
                    .conditions
                    .iter()
                    .for_each(|condition| w.item(|w| w.condition(condition)));
            });
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Shows {
                text,
                times,
                section,
            } => {
                self.text("shows", text);
                if let Some(times) = times {
                    self.line(&format!("times: {times}"));
                }
                self.texts("section", section);
            }
            Condition::Lacks { text, section } => {
                self.text("lacks", text);
                self.texts("section", section);
            }
            Condition::Code {
                code,
                statuses,
                error_type,
            } => {
                self.text("code", code);
                if let Some(statuses) = statuses {
                    self.line(&format!("status: {statuses:?}"));
                }
                self.maybe("type", error_type.as_ref());
            }
        }
    }

    fn hint(&mut self, hint: &Hint) {
        if let Some(form) = hint.form {
            self.line(&format!("form: {}", form.as_str()));
        }
        self.texts("section", &hint.section);
        match &hint.part {
            Part::All => {}
            Part::Table(number) => self.line(&format!("table: {number}")),
            Part::TablesWith(cells) => self.texts("table", cells),
            Part::List(number) => self.line(&format!("list: {number}")),
            Part::Example(number) => self.line(&format!("example: {number}")),
        }
        if let Some(contains) = hint.contains {
            self.line(&format!("contains: {}", contains.as_str()));
        }
        self.below("columns", |w| {
            for (column, role) in &hint.columns {
                let key = match column {
                    Column::Number(number) => number.to_string(),
                    Column::Header(text) => quoted(text),
                };
                w.line(&format!("{key}: {}", role.as_str()));
            }
        });
        if let Some(header) = hint.header {
            self.line(&format!("header: {header}"));
        }
    }

    fn statuses(&mut self, statuses: &[u16]) {
        match statuses {
            [] => {}
            [one] => self.line(&format!("status: {one}")),
            many => self.line(&format!("status: {many:?}")),
        }
    }

    // The layout.

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{:indent$}{text}", "", indent = self.indent);
    }

    /// A mapping below a key of the format; nothing where there is nothing in it.
    fn below(&mut self, key: &str, inside: impl FnOnce(&mut Writer)) {
        let start = self.out.len();
        self.line(&format!("{key}:"));
        let head = self.out.len();
        self.indent += 2;
        inside(self);
        self.indent -= 2;
        if self.out.len() == head {
            self.out.truncate(start);
        }
    }

    fn below_text(&mut self, key: &str, inside: impl FnOnce(&mut Writer)) {
        let start = self.out.len();
        self.below(&quoted(key), inside);
        if self.out.len() == start {
            self.line(&format!("{}: {{}}", quoted(key)));
        }
    }

    /// An item of a list, its first key behind the dash.
    fn item(&mut self, inside: impl FnOnce(&mut Writer)) {
        let start = self.out.len();
        self.indent += 4;
        inside(self);
        self.indent -= 4;
        let dash = start + self.indent + 2;
        self.out.replace_range(dash..=dash, "-");
    }

    fn number(&mut self, key: &str, value: u64) {
        self.line(&format!("{}: {value}", quoted(key)));
    }

    fn maybe(&mut self, key: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    fn text(&mut self, key: &str, value: &str) {
        let key = if key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        {
            key.to_owned()
        } else {
            quoted(key)
        };
        let value = self.scalar(value);
        self.line(&format!("{key}: {value}"));
    }

    fn texts(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.line(&format!("{key}:"));
        }
        for text in texts {
            let text = self.scalar(text);
            self.line(&format!("  - {text}"));
        }
    }

    fn scalar(&self, text: &str) -> String {
        match self.style {
            Style::Single if text.chars().all(stands) => format!("'{}'", text.replace('\'', "''")),
            Style::Block if block(text) => {
                let lines = text
                    .split('\n')
                    .map(|line| format!("\n{:indent$}{line}", "", indent = self.indent + 4));
                format!("|-{}", lines.collect::<String>())
            }
            _ => quoted(text),
        }
    }
}

/// Whether YAML takes the character as it stands, in a line.
fn stands(next: char) -> bool {
    matches!(next, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..)
}

/// Returns `true` if the text can be a block scalar: no line starts or ends with white space.
fn block(text: &str) -> bool {
    !text.is_empty()
        && text
            .split('\n')
            .all(|line| !line.is_empty() && line.trim() == line && line.chars().all(stands))
}

/// Writes the text in double quotes, with escapes for characters that cannot be on a line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for next in text.chars() {
        match next {
            '"' | '\\' => quoted.extend(['\\', next]),
            _ if stands(next) => quoted.push(next),
            _ => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(next));
            }
        }
    }
    quoted + "\""
}

/// Writes a pattern with a place between two texts.
fn around(name: &str, before: &str, after: &str) -> String {
    let escaped = |text: &str| text.replace('{', "{{").replace('}', "}}");
    format!("{}{{{name}}}{}", escaped(before), escaped(after))
}

fn detail_key(detail: &Detail) -> String {
    let optional = if detail.optional { "?" } else { "" };
    quoted(&format!("{}{optional}", detail.name))
}

fn detail_type(ty: &DetailType) -> String {
    match ty {
        DetailType::Value(ty) => ty.as_str().to_owned(),
        DetailType::OneOf(values) => quoted(&values.join(" | ")),
        DetailType::Object(members) => {
            let member =
                |detail: &Detail| format!("{}: {}", detail_key(detail), detail_type(&detail.ty));
            let members: Vec<String> = members.iter().map(member).collect();
            format!("{{ {} }}", members.join(", "))
        }
        DetailType::List(item) => format!("[{}]", detail_type(item)),
        DetailType::Map(key, value) => format!("{{ <{key}>: {} }}", detail_type(value)),
    }
}

/// A template as a catalog has it.
fn template_json(template: &Template) -> String {
    match template {
        Template::Literal(json) if json.starts_with("\"$") => format!("\"$${}", &json[2..]),
        Template::Literal(json) => json.clone(),
        Template::List(items) => {
            let items: Vec<String> = items.iter().map(template_json).collect();
            format!("[{}]", items.join(", "))
        }
        Template::Object(members) => {
            let members = members.iter().map(|member| {
                let name = serde_json::Value::from(member.name.as_str());
                format!("{name}: {}", template_json(&member.value))
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Template::Field(field) => format!("\"${}\"", field_text(field)),
    }
}

fn field_text(field: &FieldUse) -> String {
    let ty = match &field.ty {
        FieldType::String => ":string".to_owned(),
        FieldType::Integer => ":integer".to_owned(),
        FieldType::Number => ":number".to_owned(),
        FieldType::Any => ":any".to_owned(),
        FieldType::Delay(form) => format!(":{}", form_word(*form)),
        FieldType::ViolationList { field, message, .. } if field.is_empty() => {
            format!("[{message}]")
        }
        FieldType::ViolationList { field, message, .. } => format!("[{field}, {message}]"),
        FieldType::ViolationMap { message, lists } => {
            let message = if *lists {
                format!("[{message}]")
            } else {
                message.clone()
            };
            format!("{{field: {message}}}")
        }
        FieldType::ViolationTree { end, message } if message.is_empty() => format!("{{**: {end}}}"),
        FieldType::ViolationTree { end, message } => format!("{{**: {end}.{message}}}"),
    };
    let default = field
        .default
        .as_ref()
        .map(|other| format!("={other}"))
        .unwrap_or_default();
    format!(
        "{}{default}{ty}{}",
        field.name,
        if field.optional { "?" } else { "" }
    )
}
