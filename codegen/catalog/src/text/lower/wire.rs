//! How errors come: the form of codes, the shapes, the headers.

use api_error_catalog_core::envelope::{Field as Known, MAX_FIELDS};
use api_error_catalog_core::table::CodeForm;

use super::state::Lower;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::template::is_known;
use crate::model::{Error, Sensitive, Shape};
use crate::text::embedded::span_of_part;
use crate::text::file::CatalogFile;
use crate::text::source::Span;
use crate::text::template::{guess_template, parse_template};
use crate::text::yaml::Field;

/// How many named shapes, and how many older ones, are read.
const MAX_SHAPES: usize = 64;

/// A shape, and where its template stands.
type Written<'f> = (Shape, &'f Span, &'f String);

impl Lower<'_> {
    pub(super) fn code_form(&mut self, file: &CatalogFile) -> CodeForm {
        let known = [
            ("string", CodeForm::Text),
            ("integer", CodeForm::Integer),
            ("none", CodeForm::None),
        ];
        let given = file.code.given();
        given
            .and_then(|(span, name)| {
                self.named((Code::UnknownWord, "form of codes"), span, name, &known)
            })
            .unwrap_or(CodeForm::Text)
    }

    /// The envelope, the named shapes, the WebSocket's, then those that are only read.
    pub(super) fn shapes(&mut self, file: &CatalogFile) -> Vec<Shape> {
        if file.envelope.is_absent() {
            let fault = Diagnostic::new(Code::MissingKey, 0..0, "the key `envelope` is missing")
                .label("without `envelope`");
            let help = r#"say how an error's body looks: `envelope: '{"code": "$code", "message": "$message"}'`"#;
            self.faults.push(fault.help(help));
        }
        let mut shapes = Vec::new();
        self.shape(&mut shapes, "envelope", file.envelope.given(), true);
        for (span, name, text) in file
            .shapes
            .get()
            .iter()
            .flat_map(|map| map.entries())
            .take(MAX_SHAPES)
        {
            if name == "envelope" || name == "websocket" || name.starts_with("also_read") {
                let fault = Diagnostic::new(
                    Code::ShapeTwice,
                    span.clone(),
                    format!("`{name}` is the name of another shape"),
                );
                let fault = fault.label("taken");
                let note =
                    "`envelope`, `websocket` and names that begin with `also_read` are taken";
                self.faults
                    .push(fault.note(note).help("give it another name"));
            }
            self.shape(&mut shapes, name, text.given(), true);
        }
        self.shape(&mut shapes, "websocket", file.websocket.given(), true);
        for (text, at) in file
            .also_read
            .get()
            .into_iter()
            .flatten()
            .zip(1..=MAX_SHAPES)
        {
            self.shape(&mut shapes, &format!("also_read_{at}"), text.given(), false);
        }
        let counts = [(
            file.shapes.span(),
            file.shapes.get().map_or(0, |map| map.0.len()),
        )];
        let older = (
            file.also_read.span(),
            file.also_read.get().map_or(0, Vec::len),
        );
        for (span, _) in counts
            .into_iter()
            .chain([older])
            .filter(|(_, count)| *count > MAX_SHAPES)
        {
            let message = format!("at most {MAX_SHAPES} shapes are read");
            let fault =
                Diagnostic::new(Code::TableSize, span.cloned().unwrap_or_default(), message);
            self.faults
                .push(fault.help("leave out those that differ in constants alone"));
        }
        self.check_fields(file, &shapes);
        shapes.into_iter().map(|(shape, ..)| shape).collect()
    }

    fn shape<'f>(
        &mut self,
        shapes: &mut Vec<Written<'f>>,
        name: &str,
        text: Option<(&'f Span, &'f String)>,
        written: bool,
    ) {
        let Some((span, text)) = text else { return };
        let template =
            parse_template(text, self.code_form == CodeForm::Integer).unwrap_or_else(|errors| {
                let what = format!("the template `{name}`");
                for error in errors {
                    self.report_embedded(&what, span, text, error);
                }
                guess_template(text)
            });
        shapes.push((
            Shape {
                name: name.to_owned(),
                websocket: name == "websocket",
                written,
                template,
            },
            span,
            text,
        ));
    }

    fn check_fields(&mut self, file: &CatalogFile, shapes: &[Written<'_>]) {
        let Some(span) = file.envelope.span() else {
            return;
        };
        let mut names: Vec<&str> = Vec::new();
        let mut defaults: Vec<(&str, &Written<'_>)> = Vec::new();
        for shape in shapes {
            shape.0.template.each_field(&mut |field| {
                names.push(&field.name);
                defaults.extend(field.default.as_deref().map(|name| (name, shape)));
            });
        }
        for (name, (_, span, text)) in defaults
            .into_iter()
            .filter(|(name, _)| !names.contains(name))
        {
            let places = [format!("=${name}"), format!("={name}")];
            let found = places.iter().find_map(|written| {
                text.find(written.as_str())
                    .map(|at| at + 1..at + written.len())
            });
            let span = span_of_part(self.text, span, text, &found.unwrap_or_default());
            let fault = Diagnostic::new(
                Code::UnknownField,
                span,
                format!("`{name}` stands in no envelope"),
            );
            let fault = fault
                .label("no field")
                .note("after `=` comes the field that is written where this one was not given");
            let near =
                nearest(name, names.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            self.faults
                .push(fault.help(near.unwrap_or_else(|| "name another field".to_owned())));
        }
        names.retain(|name| !is_known(name));
        names.sort_unstable();
        names.dedup();
        if names.len() > MAX_FIELDS - Known::KNOWN.len() {
            let most = MAX_FIELDS - Known::KNOWN.len();
            let message = format!(
                "the envelopes have {} fields of their own, and at most {most} are read",
                names.len()
            );
            let fault = Diagnostic::new(Code::TooManyFields, span.clone(), message);
            let note =
                "what is not named is not lost: `error.pointer(\"/a/b\")` reads it in the body";
            self.faults.push(
                fault
                    .label("in all")
                    .note(note)
                    .help("leave those out that nobody will ask for"),
            );
        }
        if self.code_form != CodeForm::None
            && !shapes.is_empty()
            && !shapes.iter().any(|(shape, ..)| shape.template.has("code"))
        {
            let fault = Diagnostic::new(
                Code::NoCodeInTemplate,
                span.clone(),
                "no envelope says where the code stands",
            );
            let fault = fault.label("without `$code`");
            self.faults.push(fault.help("write `\"$code\"` there, or `code: none` where errors are known by their status alone"));
        }
    }

    /// Fields that a header carries: any that the engine knows or an envelope has.
    pub(super) fn headers(&mut self, file: &CatalogFile) -> Vec<(String, String)> {
        let mut known: Vec<String> = Known::KNOWN.iter().map(|name| (*name).to_owned()).collect();
        for shape in &self.shapes {
            shape
                .template
                .each_field(&mut |field| known.push(field.name.clone()));
        }
        let mut headers = Vec::new();
        for (span, field, name) in file.headers.get().iter().flat_map(|map| map.entries()) {
            if !known.contains(field) {
                let help = nearest(field, known.iter().map(String::as_str))
                    .map(|near| format!("did you mean `{near}`?"));
                let fault = Diagnostic::new(
                    Code::UnknownField,
                    span.clone(),
                    format!("`{field}` is no field"),
                );
                let fault = fault
                    .label("no field")
                    .note("fields are what an envelope has, and those that every answer may have");
                self.faults.push(fault.help(
                    help.unwrap_or_else(|| {
                        "give the name of a field, then the header's".to_owned()
                    }),
                ));
            }
            if let Some((span, name)) = name.given() {
                let token = !name.is_empty()
                    && name
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
                if !token {
                    let fault = Diagnostic::new(
                        Code::HeaderName,
                        span.clone(),
                        format!("`{name}` is no name of a header"),
                    );
                    let fault = fault.label("no name of a header");
                    self.faults.push(
                        fault.help("use letters, digits, `-` and `_`, such as `X-Request-ID`"),
                    );
                }
                headers.push((field.clone(), name.clone()));
            }
        }
        headers
    }

    /// Fields of the envelopes, and `details.name` for a member that some error documents.
    pub(super) fn sensitive(&mut self, file: &CatalogFile, errors: &[Error]) -> Sensitive {
        let mut sensitive = Sensitive::default();
        let mut known: Vec<(String, ())> = Vec::new();
        for shape in &self.shapes {
            shape
                .template
                .each_field(&mut |field| known.push((field.name.clone(), ())));
        }
        let details = errors.iter().flat_map(|error| &error.details);
        known.extend(details.map(|detail| (format!("details.{}", detail.name), ())));
        for (span, name) in file
            .sensitive
            .get()
            .into_iter()
            .flatten()
            .filter_map(Field::given)
        {
            if ["code", "type", "status"].contains(&name.as_str()) {
                let fault = Diagnostic::new(
                    Code::NeverSensitive,
                    span.clone(),
                    format!("`{name}` cannot be sensitive"),
                );
                let fault = fault
                    .label("never left out")
                    .note("it tells which error it is, and that stands in every log");
                self.faults.push(fault.help("leave it out"));
                continue;
            }
            let names: Vec<(&str, ())> =
                known.iter().map(|(name, ())| (name.as_str(), ())).collect();
            if self
                .named(
                    (Code::UnknownField, "field that can be sensitive"),
                    span,
                    name,
                    &names,
                )
                .is_some()
            {
                match name.strip_prefix("details.") {
                    Some(member) => sensitive.details.push(member.to_owned()),
                    None => sensitive.fields.push(name.clone()),
                }
            }
        }
        sensitive
    }

    /// The place of the shape of this name.
    pub(super) fn shape_named(&mut self, field: &Field<String>) -> usize {
        let Some((span, name)) = field.given() else {
            return 0;
        };
        let known: Vec<(String, usize)> = self
            .shapes
            .iter()
            .enumerate()
            .filter(|(_, shape)| shape.written)
            .map(|(at, shape)| (shape.name.clone(), at))
            .collect();
        let known: Vec<(&str, usize)> = known
            .iter()
            .map(|(name, at)| (name.as_str(), *at))
            .collect();
        self.named((Code::UnknownShape, "shape"), span, name, &known)
            .unwrap_or(0)
    }
}
