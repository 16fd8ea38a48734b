//! How errors come: the form of codes, the shapes, the headers.

use api_error_catalog_core::envelope::{Field as Known, MAX_FIELDS};
use api_error_catalog_core::table::CodeForm;

use super::Lower;
use crate::catalog::{Error, Sensitive, Shape};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::file::File;
use crate::source::Span;
use crate::template::{Template, is_known};
use crate::yaml::{Field, List};

/// How many named shapes, and how many older ones, are too many.
const MAX_SHAPES: usize = 64;

impl Lower {
    pub(super) fn code_form(&mut self, file: &File) -> CodeForm {
        let known = [("string", CodeForm::Text), ("integer", CodeForm::Integer), ("none", CodeForm::None)];
        let given = file.code.given();
        given.and_then(|(span, name)| self.named("form of codes", span, name, &known)).unwrap_or(CodeForm::Text)
    }

    /// The envelope, the named shapes, the WebSocket's, then those that are only read.
    pub(super) fn shapes(&mut self, file: &File) -> Vec<Shape> {
        if file.envelope.is_absent() {
            let fault = Diagnostic::new(Code::MissingKey, 0..0, "the key `envelope` is missing");
            let help = r#"say how an error's body looks: `envelope: '{"code": "$code", "message": "$message"}'`"#;
            self.faults.push(fault.help(help));
        }
        let mut shapes = Vec::new();
        self.shape(&mut shapes, "envelope", file.envelope.given(), true);
        for (span, name, text) in file.shapes.get().iter().flat_map(|map| map.entries()).take(MAX_SHAPES) {
            if shapes.iter().any(|shape| shape.name == *name) || name == "websocket" || name.starts_with("also_read") {
                let fault = Diagnostic::new(Code::Collision, span.clone(), format!("`{name}` is the name of another shape"));
                self.faults.push(fault.help("give it another name"));
            }
            self.shape(&mut shapes, name, text.given(), true);
        }
        self.shape(&mut shapes, "websocket", file.websocket.given(), true);
        for (text, at) in file.also_read.get().into_iter().flatten().zip(1..=MAX_SHAPES) {
            self.shape(&mut shapes, &format!("also_read_{at}"), text.given(), false);
        }
        let most = [file.shapes.get().map_or(0, |map| map.0.len()), file.also_read.get().map_or(0, List::len)];
        if let (true, Some(span)) = (most.iter().any(|count| *count >= MAX_SHAPES), file.shapes.span().or(file.also_read.span()))
        {
            let fault = Diagnostic::new(Code::Template, span.clone(), format!("fewer than {MAX_SHAPES} shapes are read"));
            self.faults.push(fault.help("leave out those that differ in constants alone"));
        }
        self.check_fields(file, &shapes);
        shapes
    }

    fn shape(&mut self, shapes: &mut Vec<Shape>, name: &str, text: Option<(&Span, &String)>, written: bool) {
        let Some((span, text)) = text else { return };
        match Template::parse(text, self.code_form == CodeForm::Integer) {
            Ok(template) => shapes.push(Shape { name: name.to_owned(), websocket: name == "websocket", written, template }),
            Err(why) => {
                let fault = Diagnostic::new(Code::Template, span.clone(), format!("the template `{name}` is broken: {why}"));
                self.faults.push(fault);
            }
        }
    }

    fn check_fields(&mut self, file: &File, shapes: &[Shape]) {
        let Some(span) = file.envelope.span() else { return };
        let mut names: Vec<&str> = Vec::new();
        let mut defaults: Vec<&str> = Vec::new();
        for shape in shapes {
            shape.template.each_field(&mut |field| {
                names.push(&field.name);
                defaults.extend(field.default.as_deref());
            });
        }
        for name in defaults.into_iter().filter(|name| !names.contains(name)) {
            let fault = Diagnostic::new(Code::UnknownName, span.clone(), format!("`${name}` stands in no envelope"));
            self.faults.push(fault.help("after `=` comes the name of another field"));
        }
        names.retain(|name| !is_known(name));
        names.sort_unstable();
        names.dedup();
        if names.len() > MAX_FIELDS - Known::KNOWN.len() {
            let most = MAX_FIELDS - Known::KNOWN.len();
            let message = format!("the envelopes have {} fields of their own, and at most {most} are read", names.len());
            self.faults
                .push(Diagnostic::new(Code::Template, span.clone(), message).help("leave those out that nobody will ask for"));
        }
        if self.code_form != CodeForm::None && !shapes.is_empty() && !shapes.iter().any(|shape| shape.template.has("code")) {
            let fault = Diagnostic::new(Code::Template, span.clone(), "no envelope says where the code stands");
            self.faults.push(fault.help("write `\"$code\"` there, or `code: none` where errors are known by their status alone"));
        }
    }

    /// Fields that a header carries: any that the engine knows or an envelope has.
    pub(super) fn headers(&mut self, file: &File) -> Vec<(String, String)> {
        let mut known: Vec<String> = Known::KNOWN.iter().map(|name| (*name).to_owned()).collect();
        for shape in &self.shapes {
            shape.template.each_field(&mut |field| known.push(field.name.clone()));
        }
        let mut headers = Vec::new();
        for (span, field, name) in file.headers.get().iter().flat_map(|map| map.entries()) {
            if !known.contains(field) {
                let help = nearest(field, known.iter().map(String::as_str)).map(|near| format!("`{near}` may be meant"));
                let fault = Diagnostic::new(Code::UnknownName, span.clone(), format!("`{field}` is no field"));
                self.faults.push(fault.help(help.unwrap_or_else(|| "give the name of a field, then the header's".to_owned())));
            }
            if let Some((span, name)) = name.given() {
                let token = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
                if !token {
                    let fault = Diagnostic::new(Code::WrongValue, span.clone(), format!("`{name}` is no name of a header"));
                    self.faults.push(fault.help("such as `X-Request-ID`"));
                }
                headers.push((field.clone(), name.clone()));
            }
        }
        headers
    }

    /// Fields of the envelopes, and `details.name` for a member that some error documents.
    pub(super) fn sensitive(&mut self, file: &File, errors: &[Error]) -> Sensitive {
        let mut sensitive = Sensitive::default();
        let mut known: Vec<(String, ())> = Vec::new();
        for shape in &self.shapes {
            shape.template.each_field(&mut |field| known.push((field.name.clone(), ())));
        }
        let details = errors.iter().flat_map(|error| &error.details);
        known.extend(details.map(|detail| (format!("details.{}", detail.name), ())));
        for (span, name) in file.sensitive.get().into_iter().flatten().filter_map(Field::given) {
            if ["code", "type", "status"].contains(&name.as_str()) {
                let fault = Diagnostic::new(Code::WrongValue, span.clone(), format!("`{name}` tells which error it is"));
                self.faults.push(fault.help("leave it out: what an error is stands in every log"));
                continue;
            }
            let names: Vec<(&str, ())> = known.iter().map(|(name, ())| (name.as_str(), ())).collect();
            if self.named("field that can be sensitive", span, name, &names).is_some() {
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
        let Some((span, name)) = field.given() else { return 0 };
        let known: Vec<(String, usize)> = self
            .shapes
            .iter()
            .enumerate()
            .filter(|(_, shape)| shape.written)
            .map(|(at, shape)| (shape.name.clone(), at))
            .collect();
        let known: Vec<(&str, usize)> = known.iter().map(|(name, at)| (name.as_str(), *at)).collect();
        self.named("shape", span, name, &known).unwrap_or(0)
    }
}
