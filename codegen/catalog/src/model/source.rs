//! The sources of fields other than the templates of bodies, such as headers.

use api_error_catalog_core::Form;

/// A place where a response may state a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSource {
    /// The name of the field.
    pub field: String,
    /// The place.
    pub place: FieldPlace,
    /// The form of the value.
    pub form: Form,
    /// The keys of the errors for which the place counts; empty for all.
    pub errors: Vec<String>,
}

/// A place in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldPlace {
    /// The place in the body that the template has for the field.
    Body,
    /// A part of a response header with this name.
    Header(String, HeaderPart),
    /// The part of the message between these texts.
    Message(String, String),
    /// The argument with this name of the message or the code.
    Arg(String),
}

/// A part of a header's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderPart {
    /// All of it.
    Whole,
    /// The value of the parameter with this name.
    Param(String),
    /// The part between these texts.
    Between(String, String),
}

impl FieldSource {
    /// Creates a source that is all of a header.
    #[must_use]
    pub fn header_of(field: impl Into<String>, name: impl Into<String>) -> FieldSource {
        FieldSource {
            field: field.into(),
            place: FieldPlace::Header(name.into(), HeaderPart::Whole),
            form: Form::Plain,
            errors: Vec::new(),
        }
    }

    /// Returns `true` if it is all of a header, for every error.
    #[must_use]
    pub fn is_header(&self) -> bool {
        let is_whole = matches!(self.place, FieldPlace::Header(_, HeaderPart::Whole));
        is_whole && self.form == Form::Plain && self.errors.is_empty()
    }

    /// Describes the place and the form: `header retry-after-ms in ms`.
    #[must_use]
    pub fn describe(&self) -> String {
        let place = match &self.place {
            FieldPlace::Body => "body".to_owned(),
            FieldPlace::Header(name, HeaderPart::Whole) => {
                format!("header {}", name.to_ascii_lowercase())
            }
            FieldPlace::Header(name, HeaderPart::Param(param)) => {
                format!("header {}, parameter {param}", name.to_ascii_lowercase())
            }
            FieldPlace::Header(name, HeaderPart::Between(before, after)) => {
                format!(
                    "header {}: {before}{{value}}{after}",
                    name.to_ascii_lowercase()
                )
            }
            FieldPlace::Message(before, after) => format!("message {before}{{value}}{after}"),
            FieldPlace::Arg(name) => format!("argument {name}"),
        };
        let form = match self.form {
            Form::Plain => String::new(),
            form => format!(" in {}", form_word(form)),
        };
        let errors = match self.errors.as_slice() {
            [] => String::new(),
            errors => format!(" for {}", errors.join(", ")),
        };
        place + &form + &errors
    }

    /// Describes the field and its source: `retry_after: header retry-after-ms in ms`.
    #[must_use]
    pub fn describe_with_field(&self) -> String {
        format!("{}: {}", self.field, self.describe())
    }

    /// Returns the name of the header, if the place is one.
    #[must_use]
    pub fn header(&self) -> Option<&str> {
        match &self.place {
            FieldPlace::Header(name, _) => Some(name),
            FieldPlace::Body | FieldPlace::Message(..) | FieldPlace::Arg(_) => None,
        }
    }
}

/// The forms of values, by their words in a catalog.
pub const FORMS: [(&str, Form); 8] = [
    ("s", Form::Plain),
    ("ms", Form::Milliseconds),
    ("epoch", Form::Epoch),
    ("epoch_ms", Form::EpochMilliseconds),
    ("date", Form::Date),
    ("duration", Form::Duration),
    ("retry_info", Form::RetryInfo),
    ("percent", Form::Percent),
];

/// Returns the word for a form.
#[must_use]
pub fn form_word(form: Form) -> &'static str {
    let mut forms = FORMS.iter();
    forms
        .find(|(_, known)| *known == form)
        .map_or("", |(word, _)| word)
}
