//! Lowers the wire format: the type of codes, the shapes, the sensitive fields.

use api_error_catalog_core::envelope::{Field as Known, MAX_FIELDS};
use api_error_catalog_core::table::CodeType;

use super::state::Lower;
use crate::diagnostic::{Code, did_you_mean};
use crate::model::template::is_known;
use crate::model::{Error, Sensitive, Shape, Template};
use crate::names;
use crate::text::embedded::span_of_part;
use crate::text::file::CatalogFile;
use crate::text::source::Span;
use crate::text::template::{guess_template, parse_template};
use crate::text::yaml::{Field, Map};

/// The maximum number of shapes under `shapes`, and of those under `decode_only`.
const MAX_SHAPES: usize = 64;

/// The span of an envelope that the file does not have.
const NOWHERE: &Span = &(0..0);

/// A shape, with the text of its template.
struct WrittenShape<'f> {
    shape: Shape,
    span: &'f Span,
    text: &'f str,
}

impl WrittenShape<'_> {
    /// Returns the envelope of a catalog that states none: an object without members.
    fn absent() -> WrittenShape<'static> {
        WrittenShape {
            shape: Shape {
                name: "envelope".to_owned(),
                websocket: false,
                written: true,
                template: Template::Object(Vec::new()),
            },
            span: NOWHERE,
            text: "",
        }
    }
}

impl Lower<'_> {
    pub(super) fn code_type(&mut self, file: &CatalogFile) -> CodeType {
        let known = [
            ("string", CodeType::String),
            ("integer", CodeType::Integer),
            ("none", CodeType::None),
        ];
        let code_type = self.word(&file.code, "code type", &known);
        code_type.unwrap_or(CodeType::String)
    }

    /// Returns the envelope, the named shapes, the WebSocket's, then those that are only decoded.
    pub(super) fn shapes(&mut self, file: &CatalogFile) -> Vec<Shape> {
        let has_other = !file.websocket.is_absent();
        if file.envelope.is_absent() && !has_other && self.needs_code_in_body(file) {
            let help = r#"add the template of an error's body: `envelope: '{"code": "$code", "message": "$message"}'`"#;
            self.report(Code::MissingKey, &(0..0), "the key `envelope` is missing")
                .label("without `envelope`")
                .help(help);
        }
        let mut shapes = Vec::new();
        self.shape(&mut shapes, "envelope", file.envelope.given(), true);
        if file.envelope.is_absent() {
            shapes.push(WrittenShape::absent());
        }
        let named = file.shapes.get().into_iter().flat_map(Map::entries);
        for (span, name, text) in named.take(MAX_SHAPES) {
            self.check_shape_name(span, name);
            self.shape(&mut shapes, name, text.given(), true);
        }
        self.shape(&mut shapes, "websocket", file.websocket.given(), true);
        let older = file.decode_only.get().into_iter().flatten();
        for (text, number) in older.zip(1..=MAX_SHAPES) {
            let name = format!("decode_only_{number}");
            self.shape(&mut shapes, &name, text.given(), false);
        }
        let named = file.shapes.get().map_or(0, |map| map.0.len());
        let older = file.decode_only.get().map_or(0, Vec::len);
        self.check_shape_count(file.shapes.span(), named);
        self.check_shape_count(file.decode_only.span(), older);
        let envelope = file.envelope.span().unwrap_or(NOWHERE);
        self.check_fields(envelope, &shapes);
        let has_code = |written: &WrittenShape<'_>| written.shape.template.has("code");
        let is_given = file.envelope.given().is_some() || has_other;
        if is_given && self.needs_code_in_body(file) && !shapes.iter().any(has_code) {
            self.report_no_code(envelope);
        }
        self.map.shapes = shapes.iter().map(|written| written.span.clone()).collect();
        shapes.into_iter().map(|written| written.shape).collect()
    }

    fn check_shape_name(&mut self, span: &Span, name: &str) {
        if name == "envelope" || name == "websocket" || name.starts_with("decode_only") {
            let message = format!("the shape name `{name}` is reserved");
            self.report(Code::ShapeTwice, span, message)
                .label("reserved")
                .note(
                    "`envelope`, `websocket` and names that start with `decode_only` are reserved",
                )
                .help("choose another name");
        }
    }

    fn check_shape_count(&mut self, span: Option<&Span>, count: usize) {
        if count > MAX_SHAPES {
            let message = format!("more than {MAX_SHAPES} shapes");
            let span = span.cloned().unwrap_or_default();
            self.report(Code::TableSize, &span, message)
                .help("remove those that differ only in constants");
        }
    }

    fn shape<'f>(
        &mut self,
        shapes: &mut Vec<WrittenShape<'f>>,
        name: &str,
        text: Option<(&'f Span, &'f String)>,
        written: bool,
    ) {
        let Some((span, text)) = text else { return };
        let template =
            parse_template(text, self.code_type == CodeType::Integer).unwrap_or_else(|errors| {
                let what = format!("the template `{name}`");
                for error in errors {
                    self.report_embedded(&what, span, text, error);
                }
                guess_template(text)
            });
        let shape = Shape {
            name: name.to_owned(),
            websocket: name == "websocket",
            written,
            template,
        };
        shapes.push(WrittenShape { shape, span, text });
    }

    /// Checks the fields of all shapes together. `envelope` is the span of the envelope.
    fn check_fields(&mut self, envelope: &Span, shapes: &[WrittenShape<'_>]) {
        let mut names: Vec<&str> = Vec::new();
        let mut defaults: Vec<(&str, &WrittenShape<'_>)> = Vec::new();
        for written in shapes {
            written.shape.template.each_field(&mut |field| {
                names.push(&field.name);
                defaults.extend(field.default.as_deref().map(|name| (name, written)));
            });
        }
        for (name, written) in defaults {
            if !names.contains(&name) {
                self.report_unknown_default(name, written, &names);
            }
        }
        names.retain(|name| !is_known(name));
        names.sort_unstable();
        names.dedup();
        self.check_field_count(envelope, names.len());
    }

    /// Returns `true` if the catalog has errors with codes, and no source for codes besides bodies.
    fn needs_code_in_body(&self, file: &CatalogFile) -> bool {
        let mut sources = file.fields.get().into_iter().flat_map(Map::entries);
        let has_errors =
            !file.errors.is_absent() || !file.types.is_absent() || !file.observed.is_absent();
        self.code_type != CodeType::None
            && has_errors
            && !sources.any(|(_, name, _)| name == "code")
    }

    fn report_no_code(&mut self, envelope: &Span) {
        self.report(
            Code::NoCodeInTemplate,
            envelope,
            "no template contains the code",
        )
        .label("without `$code`")
        .help("write `\"$code\"` in place of the code, or set `code: none` if errors have no code");
    }

    /// Reports a field after `=` that no template contains.
    fn report_unknown_default(&mut self, name: &str, written: &WrittenShape<'_>, known: &[&str]) {
        let text = written.text;
        let found = [format!("=${name}"), format!("={name}")]
            .iter()
            .find_map(|default| {
                let at = text.find(default.as_str())?;
                Some(at + 1..at + default.len())
            });
        let span = span_of_part(self.text, written.span, text, &found.unwrap_or_default());
        let help = did_you_mean(name, known.iter().copied());
        let message = format!("unknown field `{name}`");
        self.report(Code::UnknownField, &span, message)
            .label("in no template")
            .note("the name after `=` is the field whose value is written if this field has none")
            .help(help.unwrap_or_else(|| "name a field of a template".to_owned()));
    }

    fn check_field_count(&mut self, envelope: &Span, count: usize) {
        let most = MAX_FIELDS - Known::KNOWN.len();
        if count > most {
            let message =
                format!("the templates have {count} fields of their own; the maximum is {most}");
            self.report(Code::TooManyFields, envelope, message)
                .label("in all templates together")
                .note("`error.pointer(\"/a/b\")` reads any other member of a body")
                .help("remove fields that users of the catalog do not need");
        }
    }

    pub(super) fn check_header_name(&mut self, span: &Span, name: &str) {
        if !names::is_header(name) {
            let message = format!("invalid header name `{name}`");
            self.report(Code::HeaderName, span, message)
                .label("invalid header name")
                .help("use letters, digits, `-` and `_`, such as `X-Request-ID`");
        }
    }

    /// Returns the sensitive fields: those of templates, and `details.name` for a documented member.
    pub(super) fn sensitive(&mut self, file: &CatalogFile, errors: &[Error]) -> Sensitive {
        let mut known = self.fields_of_shapes();
        known.extend(self.sources.iter().map(|source| source.field.clone()));
        let details = errors.iter().flat_map(|error| &error.details);
        known.extend(details.map(|detail| format!("details.{}", detail.name)));
        let known: Vec<(&str, ())> = known.iter().map(|name| (name.as_str(), ())).collect();
        let what = (Code::UnknownField, "field");
        let mut sensitive = Sensitive::default();
        let names = file.sensitive.get().into_iter().flatten();
        for (span, name) in names.filter_map(Field::given) {
            if ["code", "type", "status"].contains(&name.as_str()) {
                let message = format!("`{name}` cannot be sensitive");
                self.report(Code::NeverSensitive, span, message)
                    .label("never removed from logs")
                    .note("it identifies the error, which every log must contain")
                    .help("remove it from the list");
            } else if self.named(what, span, name, &known).is_some() {
                match name.strip_prefix("details.") {
                    Some(member) => sensitive.details.push(member.to_owned()),
                    None => sensitive.fields.push(name.clone()),
                }
            }
        }
        sensitive
    }

    /// Returns the predefined fields, and those of shapes and sources.
    pub(super) fn fields_of_responses(&self) -> Vec<String> {
        let mut names: Vec<String> = Known::KNOWN.iter().map(|name| (*name).to_owned()).collect();
        let sources = self.sources.iter().map(|source| source.field.clone());
        for name in sources.chain(self.fields_of_shapes()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn fields_of_shapes(&self) -> Vec<String> {
        let mut names = Vec::new();
        for shape in &self.shapes {
            let template = &shape.template;
            template.each_field(&mut |field| names.push(field.name.clone()));
        }
        names
    }

    /// Returns the index of the written shape with this name.
    pub(super) fn shape_named(&mut self, field: &Field<String>) -> usize {
        self.shape_if(field, |shape| shape.written).unwrap_or(0)
    }

    /// Returns the shape of errors that declare none: that of WebSocket messages if there is no envelope, otherwise the envelope.
    pub(super) fn usual_shape(&self) -> usize {
        let without_envelope = self.shapes.first().is_some_and(Shape::is_absent);
        let websocket = self.shapes.iter().position(|shape| shape.websocket);
        websocket.filter(|_| without_envelope).unwrap_or(0)
    }

    /// Returns the index of the shape with this name.
    pub(super) fn any_shape_named(&mut self, field: &Field<String>) -> Option<usize> {
        self.shape_if(field, |_| true)
    }

    fn shape_if(
        &mut self,
        field: &Field<String>,
        is_possible: fn(&Shape) -> bool,
    ) -> Option<usize> {
        let (span, name) = field.given()?;
        let shapes = std::mem::take(&mut self.shapes);
        let known: Vec<(&str, usize)> = (0..)
            .zip(&shapes)
            .filter(|(_, shape)| is_possible(shape))
            .map(|(at, shape)| (shape.name.as_str(), at))
            .collect();
        let index = self.named((Code::UnknownShape, "shape"), span, name, &known);
        self.shapes = shapes;
        index
    }
}
